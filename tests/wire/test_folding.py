"""Near-identical copy folds into one row; two stories under one slugline do not."""

import json
from datetime import timedelta
from unittest import mock

from django.db import connection
from django.test import SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from newsroom.wire import intake, overlap
from newsroom.wire.desk import bundles, leads, prints
from newsroom.wire.models import Decision, Receipt, Take, TakePrint
from tests.factories import make_user
from tests.wire.sampling import make_feed, make_item

OPENING = (
    "The harbour council of Lisse voted nine to four on Tuesday to keep the night "
    "ferry for another ten years, against the advice of its own treasurer."
)
MIDDLE = (
    "Skippers had blocked the lock with forty boats since the morning, and sounded "
    "their horns when the result was read out from the steps of the town hall."
)
END = (
    "The boats will be paid for by a levy on berths, which rises by two coins a metre "
    "from the spring, the mayor said."
)
OTHER = (
    "A freighter laden with barley ran aground off the northern mole before dawn, and "
    "three of her crew were brought ashore with broken bones, the coastguard reported."
)
STORY = [OPENING, MIDDLE, END]


def body(*paragraphs):
    return "".join(f"<p>{words}</p>" for words in paragraphs)


class FoldingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.coastal = make_feed(makes_drafts=False)
        cls.inland = make_feed(name="Inland", slug="inland", makes_drafts=False)

    def send(self, uri, paragraphs=STORY, feed=None, **fields):
        """Take a message in; return its receipt."""
        message = {
            "uri": uri,
            "version": 1,
            "headline": uri,
            "body_html": body(*paragraphs),
        }
        data = json.dumps(message | fields).encode()
        feed = feed or self.coastal
        intake.take_in(data, feed, name="copy.json")
        return Receipt.objects.latest("pk")

    def on_top(self):
        rows = Receipt.objects.filter(on_top=True).order_by("-pk")
        return list(rows.values_list("headline", flat=True))


class BundleTests(FoldingTests):
    def test_the_same_story_of_two_agencies_has_one_row_the_longest_on_top(self):
        self.send("long")
        self.send("short", [OPENING, MIDDLE], self.inland)
        self.assertEqual(self.on_top(), ["long"])
        self.send("longest", [*STORY, "Nothing else was decided."], self.inland)
        self.assertEqual(self.on_top(), ["longest"])
        self.assertEqual(Take.objects.values("bundle").distinct().count(), 1)

    def test_of_equals_the_newest_is_on_top(self):
        self.send("first")
        self.send("second", feed=self.inland)
        self.assertEqual(self.on_top(), ["second"])

    def test_the_same_agency_under_two_names_folds_too(self):
        self.send("one")
        self.send("two")
        self.assertEqual(self.on_top(), ["two"])

    def test_copy_in_one_file_folds_as_copy_in_several_does(self):
        message = {
            "item": [
                {"uri": f"urn:{n}", "headline": str(n), "body_html": body(*STORY)}
                for n in range(3)
            ]
        }
        intake.take_in(json.dumps(message).encode(), self.coastal, name="three.json")
        self.assertEqual(Receipt.objects.count(), 3)
        self.assertEqual(self.on_top(), ["2"])

    def test_another_story_keeps_its_row(self):
        self.send("ferry")
        self.send("freighter", [OTHER], self.inland)
        self.send("both", [OTHER, OPENING], self.inland)
        self.assertEqual(self.on_top(), ["both", "freighter", "ferry"])

    def test_a_version_of_another_take_leaves_the_row_when_it_says_otherwise(self):
        self.send("one")
        self.send("two", feed=self.inland)
        self.send("two", [OTHER], self.inland, version=2)
        self.assertEqual(self.on_top(), ["two", "one"])

    def test_an_earlier_version_is_beneath_the_later_one(self):
        self.send("v1")
        self.send("v1", version=2, headline="v2")
        self.send("v1", version=1, headline="late")
        self.assertEqual(self.on_top(), ["v2"])

    def test_a_kill_has_a_row_of_its_own_and_the_rest_another(self):
        self.send("one")
        self.send("two", feed=self.inland)
        self.send("two", ["Kill it."], self.inland, pubstatus="canceled", headline="K")
        self.assertEqual(self.on_top(), ["K", "one"])

    def test_copy_like_a_killed_take_does_not_hide_behind_it(self):
        self.send("one")
        self.send("one", [], pubstatus="canceled", headline="K")
        self.send("two", feed=self.inland)
        self.assertEqual(self.on_top(), ["two", "K"])

    def test_what_is_held_or_cannot_be_read_is_never_folded_away(self):
        self.send("one")
        self.send("two", feed=self.inland, embargoed="2099-01-01T00:00:00Z")
        self.assertEqual(self.on_top(), ["two", "one"])

    def test_copy_of_the_day_before_yesterday_is_another_days(self):
        self.send("one")
        TakePrint.objects.update(day=prints.today() - 2)
        self.send("two", feed=self.inland)
        self.assertEqual(self.on_top(), ["two", "one"])

    def test_short_copy_is_never_folded(self):
        for name in ["one", "two"]:
            self.send(name, ["Boats stayed in port."])
        self.assertEqual(self.on_top(), ["two", "one"])
        self.assertFalse(TakePrint.objects.exists())

    def test_of_all_that_share_a_passage_few_are_compared(self):
        notice = [OPENING, MIDDLE, OTHER]
        with mock.patch.object(prints, "COMMON", 4):
            for name in "abcdefgh":
                self.send(name, [*notice, f"Today number {name} said so. " * 3])
            with mock.patch.object(bundles, "alike", side_effect=bundles.alike) as one:
                self.send("another", [*notice, "It is quiet at sea. " * 3])
            self.assertLessEqual(one.call_count, bundles.COMPARED)

    def test_two_stories_alike_fold_under_a_passage_that_much_copy_shares(self):
        notice = [OTHER, "Written by the desk of the agency, which is open all night."]
        with mock.patch.object(prints, "COMMON", 4):
            for name in "abcdefgh":
                self.send(name, [*notice, f"Today number {name} said so. " * 3])
            before = self.on_top()
            self.send("one", [*STORY, *notice])
            self.send("two", [*notice, *STORY])
        self.assertEqual(self.on_top(), ["two", *before])

    def test_a_text_of_nothing_but_shared_passages_folds_with_its_like(self):
        with mock.patch.object(prints, "COMMON", 2):
            for name in "abcde":
                self.send(name)
        self.assertEqual(self.on_top(), ["e"])

    def test_finding_its_like_costs_the_same_in_any_archive(self):
        self.send("one", [OTHER])
        self.send("warm", ["Words that nothing else here has " * 4])
        with CaptureQueriesContext(connection) as few:
            self.send("two", [f"{word} of its own" for word in OPENING.split()])
        Receipt.objects.bulk_create(
            Receipt(
                delivery=Receipt.objects.latest("pk").delivery,
                position=number,
                feed=self.coastal,
                decision=Decision.RECEIVED,
            )
            for number in range(1, 60)
        )
        with self.assertNumQueries(len(few)):
            self.send("three", [f"{word} of our own" for word in MIDDLE.split()])


class FoldedListTests(FoldingTests):
    """The wire list shows a row for each story, and the others beneath it."""

    def setUp(self):
        self.client.force_login(make_user("Editor"))

    def page(self, **asked):
        return self.client.get(reverse("admin:wire_receipt_changelist"), asked)

    def shown(self, **asked):
        rows = self.page(**asked).context["rows"]
        return [(row.headline, [r.headline for r in row.beneath]) for row in rows]

    def test_others_open_beneath_the_best_without_a_script(self):
        self.send("long")
        self.send("short", [OPENING, MIDDLE], self.inland)
        self.send("other", [OTHER])
        self.assertEqual(self.shown(), [("other", []), ("long", ["short"])])
        page = self.page()
        self.assertContains(page, "<summary>2 agencies have this</summary>")
        self.assertContains(page, '<details class="wire-beneath">')

    def test_earlier_versions_are_called_so(self):
        self.send("one")
        self.send("one", version=2)
        self.assertContains(self.page(), "1 other version<")
        self.send("two")
        self.assertContains(self.page(), "2 other copies")

    def test_where_a_copy_beneath_went_is_said_and_nobody_takes_it_again(self):
        beneath = self.send("short", [OPENING, MIDDLE], self.inland)
        editor = make_user("Editor", first_name="Ana", last_name="Ruiz")
        self.client.force_login(editor)
        take = reverse("admin:wire_receipt_take", args=[beneath.pk])
        story = self.client.post(take).url
        self.send("long")
        self.assertEqual(self.shown(), [("long", ["short"])])
        page = self.page()
        self.assertContains(page, f'href="{story}">Story of Inland’s copy: Draft</a>')
        self.assertNotContains(page, ">Take it<")
        beneath.refresh_from_db()
        self.assertIn("Ana Ruiz took it.", beneath.reason)

    def test_a_narrowed_list_gives_each_its_row(self):
        self.send("long")
        self.send("short", [OPENING, MIDDLE], self.inland)
        for asked in [{"feed": self.inland.pk}, {"q": "short"}]:
            with self.subTest(asked):
                self.assertEqual(self.shown(**asked), [("short", [])])
        self.assertEqual(len(self.shown(feed="", q="")), 1)

    def test_it_costs_the_same_however_much_is_folded(self):
        self.send("long")
        self.send("short", [OPENING, MIDDLE], self.inland)
        self.page()
        with CaptureQueriesContext(connection) as few:
            self.page()
        for number in range(4):
            self.send(f"again {number}")
            self.send(f"other {number}", [f"{OTHER} It was boat number {number}."])
        with self.assertNumQueries(len(few)):
            self.page()


class AlikeTests(SimpleTestCase):
    def alike(self, first, second):
        return bundles.alike(overlap.Text(first), overlap.Text(second))

    def test_a_cut_copy_is_alike_and_a_small_part_is_not(self):
        self.assertTrue(self.alike(body(*STORY), body(OPENING, MIDDLE)))
        self.assertFalse(self.alike(body(*STORY), body(OPENING)))

    def test_marks_case_and_markup_do_not_count(self):
        shouted = body(OPENING.upper().replace(",", " —"), f"<em>{MIDDLE}</em>")
        self.assertTrue(self.alike(body(OPENING, MIDDLE), shouted))

    def test_a_draw_of_other_numbers_is_another_draw(self):
        drawn = (
            "The numbers of the coastal lottery drawn on Tuesday in the hall at Lisse "
            "before a notary were %s; the next draw is in a week's time as always."
        )
        self.assertFalse(self.alike(drawn % "4, 8, 15", drawn % "16, 23, 42"))
        self.assertTrue(self.alike(drawn % "4, 8, 15", drawn % "4, 8, 15"))

    def test_share_is_of_the_words_of_each(self):
        both = overlap.share(overlap.Text(OPENING), overlap.Text(f"{OPENING} {OTHER}"))
        self.assertEqual(both.of_first, 100)
        self.assertTrue(40 < both.of_second < 60)
        nothing = overlap.share(overlap.Text(""), overlap.Text(OPENING))
        self.assertEqual(nothing.highest, 0)


class LeadsOfTwoStoriesTests(TestCase):
    """Two stories by the slugline FERRY on one day, in copy without an identifier."""

    council = {
        "headline": "Council keeps the night ferry",
        "body": body(OPENING, MIDDLE),
    }
    aground = {"headline": "Freighter aground off the mole", "body": body(OTHER)}

    @classmethod
    def setUpTestData(cls):
        cls.feed = make_feed()

    def lead(self, words="", **fields):
        """Receive a version of FERRY; return what was decided about it."""
        signals = (words,) if words else ()
        item = make_item(
            guid="", version=None, slugline="FERRY", signals=signals, **fields
        )
        data = repr(item).encode()
        delivery, _created = intake._kept(data, self.feed, "ferry.txt")
        outcome = intake.filing.Outcome.undecided(0, "text", item)
        return intake.filing.file_one(delivery, outcome).ruling.decision

    def test_each_lead_follows_the_story_that_it_shares_its_words_with(self):
        self.lead(**self.council)
        self.lead(**self.aground)
        said = {
            "headline": "Night ferry saved for ten years",
            "body": body(
                "Boats will sail from Lisse by night until the end of the decade: the "
                "council voted nine to four to keep the ferry, and skippers sounded "
                "horns at the town hall."
            ),
        }
        self.assertEqual(self.lead("1st Ld", **said), Decision.UPDATED)
        self.assertEqual(Article.objects.count(), 2)
        saved = Article.objects.get(headline=said["headline"])
        self.assertIn("voted nine to four", saved.body)
        self.assertTrue(Article.objects.filter(headline__contains="aground").exists())

    def test_a_lead_of_neither_is_a_story_of_its_own(self):
        self.lead(**self.council)
        self.assertEqual(self.lead("1st Ld", **self.aground), Decision.CREATED)
        self.assertEqual(Article.objects.count(), 2)

    def test_a_flash_grows_into_a_story(self):
        self.lead(headline="Harbour council keeps night ferry", body="")
        self.assertEqual(self.lead("1st Ld", **self.council), Decision.UPDATED)

    def test_too_few_words_to_tell_leave_it_to_the_slugline(self):
        self.lead(headline="Ferry saved", body="")
        self.assertEqual(self.lead("1st Ld", **self.aground), Decision.UPDATED)

    def test_a_lead_after_a_kill_is_looked_at_by_an_editor(self):
        self.lead(**self.council)
        Take.objects.update(killed_at=timezone.now() - timedelta(minutes=1))
        self.assertEqual(self.lead("1st Ld", **self.aground), Decision.HELD)

    def test_words_of_the_slugline_tell_nothing(self):
        words = leads.telling("night ferry to Lisse at 7") - leads.telling("FERRY")
        self.assertEqual(words, {"night", "lisse", "7"})
