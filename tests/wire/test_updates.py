"""An update that waits, on its screen: what is shown, chosen, written and refused."""

import json
from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import Article
from newsroom.wire import intake
from newsroom.wire.models import Decision, Receipt, Take
from tests.factories import make_section, make_user
from tests.wire.sampling import make_feed

FIRST = {
    "uri": "urn:coastal:7",
    "version": 1,
    "headline": "Ferry saved",
    "body_html": "<p>The vote was nine.</p><p>Boats stayed.</p><p>Gulls watched.</p>",
}
SECOND = FIRST | {
    "version": 2,
    "headline": "Ferry saved at last",
    "ednote": "UPDATES the vote",
    "body_html": "<p>The vote was ten.</p><p>Boats left.</p><p>Gulls watched.</p>",
}


class UpdateTests(TestCase):
    def setUp(self):
        self.feed = make_feed(section=make_section())
        self.editor = self.sign_in("Editor")
        self.take_in(FIRST)
        self.edit(body="<p>The vote was nine.</p><p>My boats.</p><p>Gulls watched.</p>")
        self.receipt = self.take_in(SECOND)

    def sign_in(self, *groups):
        user = make_user(*groups)
        self.client.force_login(user)
        return user

    def take_in(self, message):
        intake.take_in(json.dumps(message).encode(), self.feed, name="ferry.json")
        return Receipt.objects.latest("pk")

    def edit(self, **fields):
        story = self.story()
        for name, value in fields.items():
            setattr(story, name, value)
        story.save()
        publishing.record_edit(story, by=self.editor)

    def story(self):
        return Article.objects.get()

    def address(self, receipt=None):
        return reverse("admin:wire_receipt_update", args=[(receipt or self.receipt).pk])

    def screen(self):
        return self.client.get(self.address())

    def send(self, **choices):
        """Send the form as the browser would, with what is chosen beforehand."""
        context = self.screen().context
        form = {"seen": context["seen"]}
        for row in context["rows"]:
            for value, _label, chosen in row["choices"] if row["asks"] else ():
                if chosen:
                    form[row["name"]] = value
        return self.client.post(self.address(), form | choices, follow=True)

    def clash(self):
        [row] = [
            row
            for row in self.screen().context["rows"]
            if row["note"] and row["standing"] == "clash"
        ]
        return row["name"]


class ScreenTests(UpdateTests):
    def test_it_shows_both_versions_and_who_changed_what(self):
        page = self.screen()
        for words in [
            "Ferry saved at last",
            "The vote was ten.",
            "My boats.",
            "Boats left.",
            "The agency changed this; nobody here did.",
            "Changed here, and by the agency too.",
            "UPDATES the vote",
        ]:
            self.assertContains(page, words)
        self.assertNotContains(page, "Material update")

    def test_what_only_the_agency_changed_is_accepted_and_ours_is_kept(self):
        self.send()
        story = self.story()
        self.assertEqual(story.headline, "Ferry saved at last")
        self.assertEqual(
            story.body,
            "<p>The vote was ten.</p>\n<p>My boats.</p>\n<p>Gulls watched.</p>",
        )
        self.assertIn("UPDATES the vote", story.editor_note)
        revision = story.revisions.first()
        self.assertEqual((revision.action, revision.created_by), ("saved", self.editor))

    def test_words_under_embargo_stay_out_of_a_published_story(self):
        publishing.publish(self.story(), by=self.editor)
        until = timezone.now() + timedelta(hours=3)
        third = SECOND | {"version": 3, "embargoed": until.isoformat()}
        self.receipt = self.take_in(third)
        self.assertContains(self.send(), "It is under embargo until")
        self.assertEqual(self.story().headline, "Ferry saved")

    def test_the_record_says_who_accepted_how_much(self):
        page = self.send()
        self.assertContains(page, " accepted 2 of 3 changes.")
        self.receipt.refresh_from_db()
        self.assertEqual(self.receipt.decision, Decision.UPDATED)
        self.assertContains(
            self.client.get(self.address(), follow=True),
            "No update of it waits any more.",
        )

    def test_each_change_can_be_accepted_or_left(self):
        self.send(headline="ours", **{self.clash(): "theirs"})
        story = self.story()
        self.assertEqual(story.headline, "Ferry saved")
        self.assertIn("Boats left.", story.body)

    def test_what_was_left_is_not_asked_again(self):
        self.send(headline="ours")
        self.edit(standfirst="Ours.")
        self.receipt = self.take_in(SECOND | {"version": 3})
        standings = {r["name"]: r["standing"] for r in self.screen().context["rows"]}
        self.assertEqual(standings["headline"], "ours")
        self.assertNotIn("offered", standings.values())

    def test_leaving_everything_keeps_the_story(self):
        before = self.story().body
        form = {"seen": self.screen().context["seen"], "headline": "nonsense"}
        self.client.post(self.address(), form)
        self.assertEqual(self.story().body, before)
        self.receipt.refresh_from_db()
        self.assertEqual(self.receipt.decision, Decision.SKIPPED)

    def test_a_published_story_is_written_and_announced_as_an_edit(self):
        publishing.publish(self.story(), by=self.editor)
        page = self.screen()
        self.assertContains(page, "Write into the published story")
        self.send(material="on")
        self.assertIsNotNone(self.story().materially_updated_at)
        self.assertTrue(self.story().is_published)
        self.assertIn("The vote was ten.", self.story().body)

    def test_a_version_without_a_text_takes_none_away(self):
        self.receipt = self.take_in(SECOND | {"version": 3, "body_html": ""})
        self.send()
        self.assertIn("My boats.", self.story().body)
        self.assertEqual(self.story().headline, "Ferry saved at last")

    def test_markup_in_the_copy_is_only_words_here(self):
        hostile = SECOND | {
            "version": 3,
            "headline": "<script>alert(1)</script>",
            "body_html": "<p>&lt;img src=x onerror=alert(1)&gt;</p>",
        }
        self.receipt = self.take_in(hostile)
        page = self.screen()
        self.assertNotContains(page, "<script>alert(1)")
        self.assertNotContains(page, "<img src=x")
        self.assertContains(page, "&lt;img src=x")

    def test_the_story_and_the_wire_list_lead_to_it(self):
        story = reverse("admin:articles_article_change", args=[self.story().pk])
        self.assertContains(self.client.get(story), self.address())
        wire = reverse("admin:wire_receipt_changelist")
        self.assertContains(self.client.get(wire), self.address())
        self.send()
        self.assertNotContains(self.client.get(story), self.address())

    def test_it_costs_the_same_however_long_the_text_is(self):
        self.screen()
        with CaptureQueriesContext(connection) as few:
            self.screen()
        body = "".join(f"<p>Paragraph {number}.</p>" for number in range(60))
        self.receipt = self.take_in(SECOND | {"version": 3, "body_html": body})
        with self.assertNumQueries(len(few)):
            self.screen()


class RefusalTests(UpdateTests):
    def test_a_story_saved_meanwhile_is_not_written(self):
        seen = self.screen().context["seen"]
        self.edit(headline="Typed meanwhile")
        form = {"seen": seen, "headline": "theirs"}
        page = self.client.post(self.address(), form, follow=True)
        self.assertContains(page, "The story was saved meanwhile")
        self.assertEqual(self.story().headline, "Typed meanwhile")

    def test_an_older_update_gives_way_to_the_newest(self):
        older, newest = (
            self.receipt,
            self.take_in(SECOND | {"version": 3, "headline": "Third"}),
        )
        self.assertRedirects(
            self.client.post(self.address(older), {"headline": "theirs"}),
            self.address(newest),
        )
        self.assertEqual(self.story().headline, "Ferry saved")
        self.receipt = newest
        self.send()
        self.assertEqual(self.story().headline, "Third")
        older.refresh_from_db()
        self.assertEqual(older.decision, Decision.SKIPPED)
        self.assertIn("A later version was taken over", older.reason)

    def test_a_text_is_never_emptied(self):
        Take.objects.update(taken_over={})
        self.edit(body="<p>Mine.</p>")
        Article.objects.update(headline="")
        rows = self.screen().context["rows"]
        self.assertEqual({row["standing"] for row in rows if row["asks"]}, {"clash"})
        self.send()
        self.assertEqual(self.story().body, "<p>Mine.</p>")

    def test_whoever_may_not_change_the_story_sees_and_writes_nothing(self):
        publishing.publish(self.story(), by=self.editor)
        seen = self.screen().context["seen"]
        for groups in [("Reporter",), ()]:
            with self.subTest(groups):
                self.sign_in(*groups)
                self.assertEqual(self.screen().status_code, 403)
                form = {"seen": seen, "headline": "theirs"}
                self.assertEqual(
                    self.client.post(self.address(), form).status_code, 403
                )
        self.client.logout()
        self.assertEqual(self.client.post(self.address(), form).status_code, 302)
        self.assertEqual(self.story().headline, "Ferry saved")

    def test_a_killed_story_is_not_written(self):
        publishing.kill(self.story(), by=self.editor)
        self.assertEqual(self.screen().status_code, 403)

    def test_an_item_without_a_story_leads_back_to_itself(self):
        self.story().delete()
        page = self.client.get(self.address(), follow=True)
        self.assertContains(page, "There is no story of it here.")

    def test_bytes_that_cannot_be_read_any_more_lead_back(self):
        self.receipt.delivery.data = b'{"headline": '
        self.receipt.delivery.save()
        page = self.client.get(self.address(), follow=True)
        self.assertContains(page, "It is not whole JSON")
