"""Kills under a name of their own, which say which story they mean."""

from django.db import transaction
from django.test import TestCase

from articles.models import Article
from newsroom.wire import intake
from newsroom.wire.models import Decision
from tests.wire.sampling import data, make_feed


def killing(name):
    """Return an NITF document of its own that cancels another."""
    return (
        f'<nitf><head><docdata management-doc-idref="{name}" '
        'management-idref-status="canceled"><doc-id id-string="coastal.kill"/>'
        "</docdata></head><body><body.head><hedline><hl1>KILL</hl1></hedline>"
        "</body.head></body></nitf>"
    ).encode()


class KillByNameTests(TestCase):
    def setUp(self):
        self.feed = make_feed()

    def story(self):
        return intake.take_in(data("nitf-plain.xml"), self.feed, name="story.xml")[0]

    def test_the_story_named_is_off_the_site(self):
        article = self.story().ruling.article
        intake.take_in(killing("coastal.4711"), self.feed, name="kill.xml")
        article.refresh_from_db()
        self.assertEqual(article.status, Article.Status.KILLED)
        self.assertFalse(Article.objects.published().filter(pk=article.pk).exists())

    def test_the_list_says_that_it_was_killed(self):
        """Also where the notice says so twice: it is dead, and in that one's place."""
        for name in ["coastal.4711", "coastal.never"]:
            notice = killing(name).replace(
                b"<docdata ", b'<docdata management-status="canceled" '
            )
            notice = notice.replace(b"coastal.kill", f"{name}.kill".encode())
            with self.subTest(name):
                if name == "coastal.4711":
                    self.story()
                [outcome] = intake.take_in(notice, self.feed, name="kill.xml")
                self.assertEqual(outcome.ruling.decision, Decision.KILLED)

    def test_a_story_that_comes_after_its_kill_stays_dead(self):
        intake.take_in(killing("coastal.4711"), self.feed, name="kill.xml")
        outcome = self.story()
        self.assertIsNone(outcome.ruling.article)
        self.assertNotEqual(outcome.ruling.decision, Decision.CREATED)

    def test_a_kill_reaches_what_came_by_another_feed_of_the_agency(self):
        self.feed.agency = "Coastal News"
        self.feed.save()
        alerts = make_feed(name="Alerts", slug="alerts", agency="COASTAL news")
        same_name = data("nitf-plain.xml").replace(
            b"<docdata>", b'<docdata management-status="canceled">'
        )
        for kill in (killing("coastal.4711"), same_name):
            with self.subTest(kill[:60]), transaction.atomic():
                article = self.story().ruling.article
                [outcome] = intake.take_in(kill, alerts, name="kill.xml")
                article.refresh_from_db()
                self.assertEqual(article.status, Article.Status.KILLED)
                self.assertIn("another feed", outcome.ruling.reason)
                transaction.set_rollback(True)

    def test_no_agency_kills_the_copy_of_another(self):
        self.feed.agency = "Coastal News"
        self.feed.save()
        article = self.story().ruling.article
        for number, agency in enumerate(["Inland News", ""]):
            other = make_feed(name=f"{number}", slug=f"{number}", agency=agency)
            intake.take_in(killing("coastal.4711"), other, name="kill.xml")
            article.refresh_from_db()
            self.assertEqual(article.status, Article.Status.DRAFT)

    def test_a_story_stays_dead_whose_kill_came_first_by_another_feed(self):
        self.feed.agency = "Coastal News"
        self.feed.save()
        alerts = make_feed(name="Alerts", slug="alerts", agency="Coastal News")
        intake.take_in(killing("coastal.4711"), alerts, name="kill.xml")
        outcome = self.story()
        self.assertIsNone(outcome.ruling.article)
        self.assertIn(outcome.ruling.decision, [Decision.SKIPPED, Decision.HELD])
        self.assertFalse(Article.objects.exists())

    def test_a_kill_of_one_story_leaves_the_others(self):
        article = self.story().ruling.article
        intake.take_in(killing("coastal.9999"), self.feed, name="kill.xml")
        article.refresh_from_db()
        self.assertEqual(article.status, Article.Status.DRAFT)
