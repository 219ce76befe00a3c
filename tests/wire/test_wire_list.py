"""The wire list as it is watched: urgency, preview, filters."""

import json

from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.wire import intake
from newsroom.wire.admin import watching
from newsroom.wire.models import Receipt
from tests.wire.sampling import data
from tests.wire.test_admin import LIST, WireAdminTests


class WatchedListTests(WireAdminTests):
    def send(self, number, **fields):
        message = {
            "uri": f"urn:{number}",
            "headline": f"Story {number}",
            "body_text": f"Words of story {number}.",
        }
        content = json.dumps(message | fields).encode()
        intake.take_in(content, self.feed, name=f"{number}.json")

    def test_the_newest_comes_first(self):
        self.send(1)
        self.send(2)
        page = self.client.get(LIST).content.decode()
        self.assertLess(page.index("Story 2"), page.index("Story 1"))

    def test_urgency_above_routine_has_a_class_of_its_own_and_no_style(self):
        for urgency in [1, 3, 5]:
            self.send(urgency, urgency=urgency)
        page = self.client.get(LIST)
        for name in ["1", "3", "routine"]:
            self.assertContains(page, f'"wire-urgency wire-urgency--{name}"')
        self.assertNotContains(page, "style=")

    def test_the_text_can_be_read_without_leaving_the_list(self):
        self.send(1, ednote="For the desk alone.")
        page = self.client.get(LIST)
        self.assertContains(page, '<details class="wire-preview" name="wire-preview">')
        self.assertContains(page, "<p>Words of story 1.</p>")
        self.assertContains(page, "For the desk alone.")
        self.assertContains(page, "desk/wire.js")

    def test_a_preview_is_words_and_never_markup(self):
        self.send(1, body_text="<img src=x onerror=alert(1)> said the mayor.")
        page = self.client.get(LIST)
        self.assertNotContains(page, "<img src=x")

    def test_a_long_text_is_cut_before_it_leaves_the_database(self):
        self.send(1, body_text="word " * 5000)
        self.assertLess(len(self.client.get(LIST).content), 100_000)
        [row] = self.client.get(LIST).context["cl"].result_list
        self.assertEqual(len(row.opening), watching.OPENING)

    def test_what_holds_no_words_has_no_preview(self):
        intake.take_in(data("nul.txt"), self.feed, name="nul.txt")
        self.assertNotContains(self.client.get(LIST), "<details class=")

    def test_it_filters_by_urgency(self):
        self.send(1, urgency=1)
        self.send(5, urgency=5)
        self.send(9)
        shown = {"urgent": ["Story 1"], "routine": ["Story 9", "Story 5"]}
        for value, headlines in shown.items():
            page = self.client.get(LIST, {"urgency": value})
            found = [row.headline for row in page.context["cl"].result_list]
            self.assertEqual(found, headlines)

    def test_it_costs_the_same_however_long_it_is(self):
        self.send(1)
        self.client.get(LIST)
        with CaptureQueriesContext(connection) as few:
            self.client.get(LIST)
        for number in range(2, 8):
            self.send(number, urgency=number)
        with self.assertNumQueries(len(few)):
            self.client.get(LIST)
        self.assertEqual(Receipt.objects.count(), 7)
