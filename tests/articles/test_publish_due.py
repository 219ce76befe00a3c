"""The command that announces scheduled stories."""

from datetime import timedelta
from io import StringIO
from unittest import mock

from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import TestCase
from django.utils import timezone

from articles import publishing
from articles.models import Article
from articles.signals import article_published
from tests.factories import make_article, make_published

Status = Article.Status


def make_due(**fields):
    """Return a scheduled story whose minute has come."""
    a_minute_ago = timezone.now() - timedelta(minutes=1)
    return make_article(
        **{"status": Status.SCHEDULED, "published_at": a_minute_ago} | fields
    )


class PublishDueTests(TestCase):
    def run_command(self, *arguments):
        self.out, self.err = StringIO(), StringIO()
        heard = []

        def listen(sender, article, **kwargs):
            heard.append(article.pk)

        article_published.connect(listen)
        try:
            with self.captureOnCommitCallbacks(execute=True):
                call_command(
                    "publish_due", *arguments, stdout=self.out, stderr=self.err
                )
        finally:
            article_published.disconnect(listen)
        return heard

    def test_announces_what_is_due_oldest_first(self):
        now = timezone.now()
        later = make_due(published_at=now - timedelta(minutes=1))
        sooner = make_due(published_at=now - timedelta(minutes=9))
        self.assertEqual(self.run_command(), [sooner.pk, later.pk])
        later.refresh_from_db(fields=["status"])
        self.assertEqual(later.status, Status.PUBLISHED)
        self.assertEqual(self.out.getvalue(), "Due: 2. 2 announced, 0 failed.\n")

    def test_leaves_alone_what_is_not_due(self):
        hour = timezone.now() + timedelta(hours=1)
        make_due(published_at=hour)
        make_due(embargo_until=hour)
        make_article()
        make_published()
        self.assertEqual(self.run_command(), [])
        self.assertEqual(self.out.getvalue(), "Due: 0. 0 announced, 0 failed.\n")

    def test_a_second_run_announces_nothing_again(self):
        make_due()
        self.run_command()
        self.assertEqual(self.run_command(), [])

    def test_a_dry_run_changes_and_announces_nothing(self):
        article = make_due()
        self.assertEqual(self.run_command("--dry-run"), [])
        article.refresh_from_db(fields=["status"])
        self.assertEqual(article.status, Status.SCHEDULED)
        self.assertFalse(article.revisions.exists())
        self.assertIn("1 would be announced", self.out.getvalue())

    def test_one_that_fails_is_named_and_stops_no_other(self):
        now = timezone.now()
        bad = make_due(published_at=now - timedelta(minutes=9))
        good = make_due(published_at=now - timedelta(minutes=1))
        record = publishing.revisions.record

        def fail(article, **details):
            if article.pk == bad.pk:
                raise OperationalError("the disk is full")
            return record(article, **details)

        with (
            mock.patch("articles.publishing.revisions.record", fail),
            self.assertRaisesMessage(
                CommandError, "1 of 2 stories could not be announced."
            ),
        ):
            self.run_command()
        bad.refresh_from_db(fields=["status"])
        good.refresh_from_db(fields=["status"])
        self.assertEqual(
            (bad.status, good.status), (Status.SCHEDULED, Status.PUBLISHED)
        )
        self.assertIn(
            f"article {bad.pk}: OperationalError: the disk", self.err.getvalue()
        )
        self.assertIn("1 announced, 1 failed", self.out.getvalue())

    def test_tells_of_each_story_when_asked(self):
        first, second = make_due(), make_due()
        taken = mock.Mock(side_effect=[True, False])
        with mock.patch("articles.publishing.announce_due", taken):
            self.run_command("-v2")
        self.assertIn(f"[1/2] article {first.pk}: announced\n", self.out.getvalue())
        self.assertIn(
            f"[2/2] article {second.pk}: announced by somebody else",
            self.out.getvalue(),
        )
