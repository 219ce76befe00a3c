"""The wire list as it is watched: rows, filters, search, preview, taking, news."""

import json
from datetime import timedelta

import time_machine
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from newsroom.wire import intake
from newsroom.wire.admin import watching
from newsroom.wire.models import Decision, Receipt, Take
from tests.factories import make_section, make_user
from tests.wire.sampling import data, make_feed

LIST = reverse("admin:wire_receipt_changelist")
NEWS = reverse("admin:wire_receipt_news")


class WireListTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.feed = make_feed(makes_drafts=False, section=make_section())
        cls.editor, cls.reporter = make_user("Editor"), make_user("Reporter")

    def setUp(self):
        self.client.force_login(self.editor)

    def send(self, number, feed=None, **fields):
        message = {
            "uri": f"urn:{number}",
            "headline": f"Story {number}",
            "body_text": f"Words of story {number}.",
        }
        content = json.dumps(message | fields).encode()
        intake.take_in(content, feed or self.feed, name=f"{number}.json")
        return Receipt.objects.latest("pk")

    def address(self, verb, receipt):
        return reverse(f"admin:wire_receipt_{verb}", args=[receipt.pk])

    def found(self, **asked):
        page = self.client.get(LIST, asked)
        return [row.headline for row in page.context["rows"]]


class RowTests(WireListTestCase):
    def test_the_newest_comes_first(self):
        self.send(1)
        self.send(2)
        self.assertEqual(self.found(), ["Story 2", "Story 1"])

    def test_urgency_is_said_in_number_word_and_colour_and_never_in_a_style(self):
        for urgency in [1, 3, 5]:
            self.send(urgency, urgency=urgency)
        page = self.client.get(LIST)
        for name in ["1", "3", "routine"]:
            self.assertContains(page, f'"wire-urgency wire-urgency--{name}"')
        self.assertContains(page, "1 Flash")
        self.assertContains(page, "3 Urgent")
        self.assertNotContains(page, "style=")

    def test_a_row_says_when_by_whom_and_where_it_went(self):
        self.send(1, slugline="FERRY", pubstatus="withheld")
        page = self.client.get(LIST)
        self.assertContains(page, "just now")
        self.assertContains(page, '<td class="wire-feed">Coastal</td>', html=True)
        self.assertContains(page, "FERRY")
        self.assertContains(page, "The agency withholds it.")

    def test_a_row_of_a_story_leads_to_it(self):
        drafting = make_feed(name="North", slug="north")
        article = self.send(1, feed=drafting).take.article
        page = self.client.get(LIST)
        self.assertContains(page, f"/admin/articles/article/{article.pk}/change/")
        self.assertContains(page, "Story: Draft")
        self.assertNotContains(page, "wire-take&quot;")

    def test_an_embargo_is_a_clock_on_its_row(self):
        until = timezone.now() + timedelta(hours=3, minutes=1)
        self.send(1, embargoed=until.isoformat())
        page = self.client.get(LIST)
        self.assertContains(page, "Embargo until")
        self.assertContains(page, "in 3\xa0hours")
        self.send(2, embargoed="2020-01-01T00:00:00Z")
        self.assertContains(self.client.get(LIST), "Embargo until", count=1)

    def test_an_embargo_that_names_no_moment_is_said_too(self):
        self.send(1, embargoed="Friday noon")
        self.assertContains(self.client.get(LIST), "Embargo, no moment: “Friday noon”")

    def test_an_empty_list_says_so(self):
        self.assertContains(self.client.get(LIST), "Nothing has come by wire yet.")
        page = self.client.get(LIST, {"urgency": "urgent"})
        self.assertContains(page, "Nothing on the wire is like that.")

    def test_it_costs_the_same_however_long_it_is(self):
        self.send(1)
        self.client.get(LIST)
        with CaptureQueriesContext(connection) as few:
            self.client.get(LIST)
        for number in range(2, 8):
            self.send(number, urgency=number)
        with self.assertNumQueries(len(few)):
            self.client.get(LIST)
        self.assertLessEqual(len(few), 16)

    def test_no_query_counts_or_loads_more_than_it_may(self):
        self.send(1)
        with CaptureQueriesContext(connection) as queries:
            [row] = self.client.get(LIST).context["rows"]
        self.assertIn("content", row.receipt.get_deferred_fields())
        self.assertIn("data", row.receipt.delivery.get_deferred_fields())
        for query in queries:
            if "COUNT(" in query["sql"]:
                self.assertIn(f"LIMIT {watching.COUNTED}", query["sql"])

    def test_what_is_not_counted_is_found_by_its_day(self):
        self.addCleanup(setattr, watching, "COUNTED", watching.COUNTED)
        watching.COUNTED = 2
        for number in range(3):
            self.send(number)
        page = self.client.get(LIST)
        self.assertContains(page, "choose a day to go further back")


class NarrowingTests(WireListTestCase):
    def setUp(self):
        noon = time_machine.travel("2026-11-02T12:00:00Z", tick=False)
        self.enterContext(noon)  # or the day could end between two lines
        super().setUp()

    def test_it_is_narrowed_by_each_of_its_filters(self):
        north = make_feed(name="North", slug="north", makes_drafts=False)
        self.send(1, urgency=1, language="en")
        self.send(2, feed=north, urgency=5, language="fr")
        self.send(3, pubstatus="withheld", language="en")
        Receipt.objects.filter(headline="Story 1").update(
            decided_at=timezone.now() - timedelta(days=2)
        )
        today = timezone.localdate().isoformat()
        for asked, expected in [
            ({"feed": north.pk}, ["Story 2"]),
            ({"decision": "held"}, ["Story 3"]),
            ({"urgency": "urgent"}, ["Story 1"]),
            ({"urgency": "routine"}, ["Story 3", "Story 2"]),
            ({"language": "fr"}, ["Story 2"]),
            ({"section": self.feed.section_id}, ["Story 3", "Story 1"]),
            ({"day": today}, ["Story 3", "Story 2"]),
            ({"day": today, "feed": self.feed.pk}, ["Story 3"]),
            ({"day": "2001-01-01"}, []),
        ]:
            with self.subTest(asked):
                self.assertEqual(self.found(**asked), expected)

    def test_what_is_no_choice_finds_nothing_and_breaks_nothing(self):
        self.send(1)
        for asked in [
            {"feed": "x"},
            {"section": "9" * 30},
            {"day": "yesterday"},
            {"day": "0001-01-01"},
            {"day": "9999-12-31"},
            {"decision": "x"},
            {"language": "<b>"},
            {"after": "-1"},
        ]:
            with self.subTest(asked):
                self.assertEqual(self.found(**asked), [])

    def test_words_of_headline_and_slugline_are_found_and_no_others(self):
        self.send(1, slugline="FERRY-LISSE")
        self.send(2, ednote="ferry")
        self.assertEqual(self.found(q="ferry story"), ["Story 1"])
        self.assertEqual(self.found(q="2"), ["Story 2"])

    def test_an_identifier_is_found_however_old(self):
        self.addCleanup(setattr, watching, "SEARCHED", watching.SEARCHED)
        watching.SEARCHED = 0
        self.send(1)
        self.assertEqual(self.found(q="Story"), [])
        self.assertEqual(self.found(q=" urn:1 "), ["Story 1"])


class PreviewTests(WireListTestCase):
    def test_it_shows_the_words_and_the_note_to_the_desk(self):
        receipt = self.send(1, ednote="For the desk alone.", byline="Ana Ruiz")
        page = self.client.get(self.address("preview", receipt))
        self.assertContains(page, "<p>Words of story 1.</p>")
        self.assertContains(page, "For the desk alone.")
        self.assertContains(page, "Take it")
        self.assertNotContains(page, "<html")

    def test_the_link_of_a_row_is_the_whole_item_without_javascript(self):
        receipt = self.send(1)
        page = self.client.get(LIST)
        self.assertContains(page, f'href="{self.address("change", receipt)}"')
        self.assertContains(page, self.address("preview", receipt))

    def test_it_is_words_and_never_markup(self):
        receipt = self.send(1, body_text="<img src=x onerror=alert(1)> said the mayor.")
        page = self.client.get(self.address("preview", receipt))
        self.assertNotContains(page, "<img")

    def test_what_holds_no_words_says_so(self):
        intake.take_in(data("nul.txt"), self.feed, name="nul.txt")
        page = self.client.get(self.address("preview", Receipt.objects.get()))
        self.assertContains(page, "It holds no words.")
        self.assertContains(page, "NUL character")

    def test_whoever_may_not_see_the_wire_sees_no_preview_and_no_news(self):
        receipt = self.send(1)
        self.client.force_login(make_user())
        for address in [self.address("preview", receipt), NEWS]:
            self.assertEqual(self.client.get(address).status_code, 403)


class NewsTests(WireListTestCase):
    def news(self, **asked):
        return self.client.get(NEWS, asked).json()

    def test_it_says_how_many_came_after_the_newest_shown(self):
        self.send(1)
        newest = self.client.get(LIST).context["newest"]
        self.assertEqual(self.news(after=newest), {"count": 0, "words": ""})
        self.send(2, urgency=1)
        self.assertEqual(self.news(after=newest)["words"], "1 new item")
        self.send(3)
        self.assertEqual(self.news(after=newest)["words"], "2 new items")
        self.assertEqual(self.news(after=newest, urgency="urgent")["count"], 1)

    def test_the_list_has_a_place_for_it_that_is_read_out(self):
        self.send(1)
        self.assertContains(
            self.client.get(LIST), '<p id="wire-news" role="status"></p>', html=True
        )


class TakeItTests(WireListTestCase):
    def take(self, receipt):
        return self.client.post(self.address("take", receipt), follow=True)

    def test_one_click_makes_the_draft_and_opens_it(self):
        receipt = self.send(1)
        self.assertContains(self.client.get(LIST), self.address("take", receipt))
        page = self.take(receipt)
        article = Article.objects.get()
        story = reverse("admin:articles_article_change", args=[article.pk])
        self.assertRedirects(page, story)
        receipt.refresh_from_db()
        self.assertEqual(receipt.decision, Decision.CREATED)
        self.assertEqual(receipt.reason, f"{self.editor} took it.")
        self.assertEqual(article.revisions.get().created_by, self.editor)

    def test_taking_it_again_opens_the_same_story(self):
        receipt = self.send(1)
        self.take(receipt)
        page = self.take(receipt)
        self.assertContains(page, "There is a story of it already; this is it.")
        self.assertEqual(Article.objects.count(), 1)

    def test_a_reporter_takes_what_is_free_and_not_what_is_held(self):
        self.client.force_login(self.reporter)
        free, held = self.send(1), self.send(2, pubstatus="withheld")
        page = self.client.get(LIST)
        self.assertContains(page, self.address("take", free))
        self.assertNotContains(page, self.address("take", held))
        self.assertEqual(self.take(held).status_code, 403)
        self.assertFalse(Article.objects.exists())
        self.take(free)
        self.assertEqual(Article.objects.get().headline, "Story 1")

    def test_an_editor_makes_a_draft_of_what_is_held(self):
        receipt = self.send(1, pubstatus="withheld")
        self.assertContains(self.client.get(LIST), "Make a draft")
        self.take(receipt)
        self.assertEqual(Article.objects.get().headline, "Story 1")

    def test_what_no_story_can_be_made_of_says_why(self):
        picture = self.send(1, type="picture")
        self.assertEqual(picture.decision, Decision.RECEIVED)
        self.assertNotContains(self.client.get(LIST), self.address("take", picture))
        page = self.take(picture)
        self.assertContains(page, "It holds no story, or is the kill of one.")
        self.assertRedirects(page, self.address("change", picture))
        self.assertFalse(Article.objects.exists())

    def test_what_was_replaced_or_killed_is_taken_by_nobody(self):
        first = self.send(1, version="1")
        self.send(1, version="2")
        self.assertContains(self.take(first), "Only an item that is on the wire")
        killed = self.send(2)
        self.send(2, pubstatus="canceled")
        self.assertContains(self.take(killed), "The agency killed it")
        self.assertFalse(Article.objects.exists())

    def test_a_link_takes_nothing(self):
        receipt = self.send(1)
        answer = self.client.get(self.address("take", receipt))
        self.assertEqual(answer.status_code, 405)
        self.assertFalse(Article.objects.exists())

    def test_whoever_may_not_see_the_wire_takes_nothing(self):
        receipt = self.send(1)
        self.client.force_login(make_user())
        self.assertEqual(self.take(receipt).status_code, 403)
        self.assertEqual(Take.objects.get().article, None)
