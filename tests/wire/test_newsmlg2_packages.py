"""NewsML-G2: packages, pictures and graphics, and what is said about rights."""

from datetime import UTC, datetime

from django.test import SimpleTestCase, TestCase

from articles.models import Article
from newsroom.wire import formats, intake
from newsroom.wire.items import Kind, WirePicture
from newsroom.wire.models import Decision, Receipt
from tests.wire.sampling import data, make_feed, read


class PackageTests(SimpleTestCase):
    def setUp(self):
        self.package, self.story, self.picture, self.graphic, *self.others = read(
            "package.xml"
        )

    def test_a_package_names_its_members(self):
        self.assertEqual(self.package.kind, Kind.PACKAGE)
        self.assertEqual(self.package.headline, "TIDES-PACKAGE")
        self.assertEqual(
            self.package.associations,
            ("urn:coastal:tides", "urn:coastal:quay", "urn:coastal:later"),
        )
        self.assertEqual(
            self.package.editor_note,
            "With pictures.\n• Spring tides reach the quay (text)\n"
            "• The quay (picture)\n• urn:coastal:later",
        )

    def test_a_package_without_an_identifier_is_named_by_its_members(self):
        nameless = data("package.xml").replace(b'guid="urn:coastal:package"', b"")
        [package, *_others] = formats.parse(nameless)[1]
        self.assertEqual(
            package.identity, "urn:coastal:tides urn:coastal:quay urn:coastal:later"
        )

    def test_a_story_knows_the_pictures_packed_with_it(self):
        self.assertEqual(self.story.kind, Kind.TEXT)
        self.assertEqual(
            self.story.associations, ("urn:coastal:map", "urn:coastal:quay")
        )
        self.assertEqual(self.story.supersedes, ("urn:coastal:wrong",))
        self.assertEqual(self.story.kills, ())

    def test_one_broken_item_does_not_stop_its_neighbours(self):
        deep = b"<p>" + b"<b>" * 210 + b"x" + b"</b>" * 210 + b"</p>"
        broken = data("package.xml").replace(
            b"<p>Spring tides reached the quay.</p>", deep
        )
        package, story, *_others = formats.parse(broken)[1]
        self.assertEqual(package.kind, Kind.PACKAGE)
        self.assertIn("nested", story.reason)

    def test_a_summary_is_the_standfirst_and_codes_are_none(self):
        described = data("package.xml").replace(
            b"<contentMeta><headline",
            b'<contentMeta><description>{"a": 1}</description>'
            b"<description>Two streets under water</description><headline",
            1,
        )
        _package, story, *_others = formats.parse(described)[1]
        self.assertEqual(story.standfirst, "Two streets under water")

    def test_a_kill_names_the_item_whose_place_it_takes(self):
        killed = data("package.xml").replace(
            b"<pubStatus>usable<", b"<pubStatus>canceled<"
        )
        _package, story, *_others = formats.parse(killed)[1]
        self.assertEqual(story.kills, ("urn:coastal:wrong",))

    def test_a_composite_with_a_text_is_a_story(self):
        self.assertEqual(self.story.body, "<p>Spring tides reached the quay.</p>")
        self.assertEqual(self.story.byline, "By Ana Ruiz")
        self.assertEqual(self.story.dateline, "Lisse")
        self.assertEqual(self.story.headline, "Spring tides reach the quay")
        [picture] = self.story.pictures
        self.assertEqual(picture.href, "https://p.example/i.jpg")

    def test_rights_and_signals_are_kept(self):
        self.assertEqual(self.story.copyright, "© 2026 Coastal Press")
        self.assertEqual(self.story.usage_terms, "")
        self.assertEqual(self.story.source, "Coastal Press")
        self.assertEqual(self.story.signals, ("correction",))
        self.assertEqual(self.story.warnings, ("The agency sends it as a correction.",))

    def test_a_picture_prefers_what_can_be_fetched(self):
        self.assertEqual(self.picture.byline, "Ben Okoro")
        self.assertEqual(
            self.picture.pictures,
            (
                WirePicture(
                    caption="The quay at night.",
                    credit="Coastal",
                    href="quay.jpg",
                    width=900,
                    height=700,
                ),
            ),
        )

    def test_a_graphic_whose_file_comes_by_itself_keeps_its_words(self):
        self.assertEqual(self.graphic.kind, Kind.GRAPHIC)
        self.assertEqual(
            self.graphic.pictures,
            (WirePicture(caption="A chart of tides.", guid="urn:coastal:chart-file"),),
        )
        self.assertEqual(
            self.graphic.embargo_until, datetime(2026, 3, 5, 6, tzinfo=UTC)
        )

    def test_vocabularies_and_plans_say_that_they_are_no_news(self):
        for item in self.others:
            self.assertIn("no news", item.skip_reason)


class PackageDeliveryTests(TestCase):
    def test_a_package_makes_one_draft_and_coming_again_changes_nothing(self):
        feed = make_feed()
        outcomes = intake.take_in(data("package.xml"), feed, name="package.xml")
        decisions = [outcome.ruling.decision for outcome in outcomes]
        self.assertEqual(Article.objects.count(), 1)
        self.assertEqual(decisions[4:], [Decision.SKIPPED, Decision.SKIPPED])
        self.assertIn("package of 3 items", outcomes[0].ruling.reason)

        again = data("package.xml").replace(b"<newsMessage", b"<newsMessage ")
        for outcome in intake.take_in(again, feed, name="again.xml")[:4]:
            self.assertEqual(outcome.ruling.decision, Decision.DUPLICATE)
        self.assertEqual(Article.objects.count(), 1)

    def test_a_later_version_of_a_package_takes_the_place_of_the_first(self):
        feed = make_feed()
        intake.take_in(data("package.xml"), feed, name="package.xml")
        later = data("package.xml").replace(
            b'package" version="2"', b'package" version="3"'
        )
        outcomes = intake.take_in(later, feed, name="later.xml")
        self.assertEqual(outcomes[0].ruling.decision, Decision.RECEIVED)
        first = Receipt.objects.filter(take=outcomes[0].ruling.take).earliest("pk")
        self.assertEqual(first.decision, Decision.SKIPPED)
