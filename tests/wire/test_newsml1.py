"""NewsML 1: components by their roles, languages, pictures, and who an item is."""

from datetime import UTC, datetime

from django.test import SimpleTestCase

from newsroom.wire import formats
from newsroom.wire.items import Kind, MalformedItem, PubStatus, WireItem, WirePicture
from tests.wire.sampling import data, read


def parsed(text):
    """Return the items of a document."""
    return formats.parse(text if isinstance(text, bytes) else text.encode())[1]


def changed(old, new, name="newsml1-plain.xml"):
    """Return the first item of a sample with one thing written otherwise."""
    text = data(name).decode()
    assert old in text
    return parsed(text.replace(old, new))[0]


class NewsML1Tests(SimpleTestCase):
    maxDiff = None

    def test_a_plain_story_in_paragraphs_without_a_wrapper(self):
        story = WireItem(
            guid="urn:newsml:coastal.example:20260303:ferry:2",
            story_id="urn:newsml:coastal.example:20260303:ferry",
            version=2,
            version_created=datetime(2026, 3, 3, 16, 30, tzinfo=UTC),
            urgency=5,
            headline="Council keeps the night ferry",
            dateline="PORT SABLE",
            source="Coastal",
            body=(
                "<p>The council voted nine to four.</p>\n"
                "<p>It costs 400,000 crowns.</p>"
            ),
            editor_note="ar/bo",
        )
        self.assertEqual(read("newsml1-plain.xml"), [story])

    def test_a_whole_story_with_a_doctype_that_is_never_loaded(self):
        story = WireItem(
            guid="urn:newsml:coastal.example:20260303:tides:1",
            story_id="urn:newsml:coastal.example:20260303:tides",
            version=1,
            version_created=datetime(2026, 3, 3, 16, tzinfo=UTC),
            embargo_until=datetime(2026, 3, 4, 6, tzinfo=UTC),
            urgency=3,
            headline="Spring tides reach the quay",
            standfirst="Two streets under water",
            slugline="Estuary-TIDES",
            byline="By Ana Ruiz",
            dateline="LISSE",
            credit="Coastal",
            source="Coastal Press",
            language="en-GB",
            body=(
                "<p>LISSE (Coastal) - Spring tides reached the quay.</p>\n"
                "<p>Two streets are under water.</p>"
            ),
            keywords=("water", "tides", "harbour"),
            subjects=("17000000", "17004000"),
            places=("Lisse",),
            pictures=(
                WirePicture(
                    caption="The quay at Lisse.",
                    credit="Ben Okoro",
                    href="large.jpg",
                    width=900,
                    height=700,
                ),
                WirePicture(caption="A boat.", credit="Coastal", href="boat.jpg"),
            ),
            editor_note="Picture to follow.\nAdvisoryLine: Adds the table.",
            usage_terms="ONLINE ONLY; Estuary; Not for use after 20260403T000000Z",
            associations=("urn:newsml:coastal.example:20260303:map",),
            signals=("update",),
            copyright="© 2026 Coastal Press",
        )
        self.assertEqual(read("newsml1-rich.xml"), [story])

    def test_each_language_is_a_story_of_its_own(self):
        english, french, _picture, _empty = read("newsml1-languages.xml")
        self.assertEqual(
            (english.headline, english.standfirst, english.body, english.language),
            (
                "Night ferry is saved",
                "Nine to four.",
                "<p>The council voted.</p>",
                "en",
            ),
        )
        self.assertEqual(
            (french.headline, french.body, french.credit),
            ("Le bac de nuit est sauvé", "<p>Le conseil a voté.</p>", "Coastal"),
        )
        self.assertNotEqual(english.identity, french.identity)

    def test_a_picture_with_words_beside_it_is_a_picture(self):
        picture = read("newsml1-languages.xml")[2]
        self.assertEqual(picture.kind, Kind.PICTURE)
        self.assertEqual(
            picture.pictures,
            (WirePicture(caption="The quay at night.", href="quay.jpg"),),
        )

    def test_words_beside_a_picture_are_its_caption(self):
        text = data("newsml1-rich.xml").decode()
        part = (
            '<NewsComponent><Role FormalName="Supporting"/>'
            '<ContentItem Href="mast.jpg"><MediaType FormalName="Photo"/></ContentItem>'
            '<ContentItem><MediaType FormalName="Text"/>'
            "<DataContent><p>A mast.</p></DataContent></ContentItem></NewsComponent>"
        )
        at = text.rindex("</NewsComponent>")
        [item] = parsed(text[:at] + part + text[at:])
        self.assertNotIn("A mast.", item.body)
        self.assertEqual(
            item.pictures[-1], WirePicture(caption="A mast.", href="mast.jpg")
        )

    def test_a_kill_may_come_without_anything_to_read(self):
        text = data("newsml1-plain.xml").decode().replace("Usable", "Canceled")
        start, end = text.index("<NewsComponent>"), text.index("</NewsItem>")
        [item] = parsed(text[:start] + text[end:])
        self.assertEqual((item.kind, item.pub_status), (Kind.TEXT, PubStatus.CANCELED))
        self.assertEqual(item.identity, read("newsml1-plain.xml")[0].identity)

    def test_what_holds_no_component_is_no_news(self):
        self.assertEqual(read("newsml1-languages.xml")[3].kind, Kind.OTHER)

    def test_a_film_is_one(self):
        item = parsed(
            "<NewsML><NewsItem><NewsComponent><ContentItem Href='f.mp4'>"
            "<MediaType FormalName='Video'/></ContentItem></NewsComponent></NewsItem>"
            "</NewsML>"
        )[0]
        self.assertEqual(item.kind, Kind.VIDEO)

    def test_a_title_follows_the_byline_and_a_default_language_is_none(self):
        item = changed(
            "<HeadLine>",
            "<ByLine>By Ana Ruiz</ByLine><ByLineTitle>Writer</ByLineTitle><HeadLine>",
        )
        self.assertEqual(item.byline, "By Ana Ruiz, Writer")
        item = changed("<NewsComponent>", '<NewsComponent xml:lang="x-default">')
        self.assertEqual(item.language, "")

    def test_revisions_share_an_identity(self):
        revised = changed("ferry:2<", "ferry:3<")
        self.assertEqual(revised.identity, read("newsml1-plain.xml")[0].identity)

    def test_an_identifier_that_names_everything_names_nothing(self):
        constant = data("newsml1-plain.xml").decode()
        constant = constant.replace("<NewsItemId>ferry<", "<NewsItemId>0<").replace(
            "urn:newsml:coastal.example:20260303:ferry:2", "urn:newsml:coastal.example"
        )
        other = constant.replace("Council keeps", "Mayor drops")
        self.assertNotEqual(parsed(constant)[0].identity, parsed(other)[0].identity)
        nameless = constant.replace("Council keeps the night ferry", "")
        self.assertTrue(parsed(nameless)[0].identity.startswith("sha256:"))

    def test_a_public_identifier_alone_loses_its_revision(self):
        item = changed("<NewsItemId>ferry</NewsItemId>", "")
        self.assertEqual(item.identity, "urn:newsml:coastal.example:20260303:ferry")

    def test_an_embargo_nobody_dates_is_held(self):
        item = changed('Status FormalName="Usable"', 'Status FormalName="Embargoed"')
        self.assertEqual(item.embargo_unclear, "embargoed")

    def test_a_withheld_story_is_withheld(self):
        item = changed(
            'Status FormalName="Usable"', 'Status FormalName="stat:Withheld"'
        )
        self.assertEqual(item.pub_status, PubStatus.WITHHELD)

    def test_a_kill_is_one_by_status_or_by_instruction(self):
        by_status = changed(
            'Status FormalName="Usable"', 'Status FormalName="Canceled"'
        )
        by_word = changed(
            '<Status FormalName="Usable"/>', '<Instruction FormalName="Kill"/>'
        )
        for item in (by_status, by_word):
            self.assertEqual(item.pub_status, PubStatus.CANCELED)

    def test_a_correction_is_said_to_be_one(self):
        item = changed(
            '<Status FormalName="Usable"/>',
            '<Status FormalName="Usable"/><Instruction FormalName="Rectify"/>',
        )
        self.assertEqual(item.warnings, ("The agency sends it as a correction.",))

    def test_html_in_words_is_read_as_html(self):
        start, _paragraphs, end = (
            data("newsml1-plain.xml").decode().partition("<p>The council")
        )
        end = end.partition("</DataContent>")[2]
        for content in (
            "<![CDATA[<P>One.</P><SCRIPT>x()</SCRIPT><P>Two.</P>]]>",
            "&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;",
            "One.\n\nTwo.",
        ):
            with self.subTest(content):
                [item] = parsed(f"{start}{content}</DataContent>{end}")
                self.assertEqual(item.body, "<p>One.</p>\n<p>Two.</p>")

    def test_the_lead_is_the_text_where_nothing_else_is(self):
        text = data("newsml1-rich.xml").decode()
        item = parsed(text.replace('"Body"', '"StyleSheet"'))[0]
        self.assertEqual(item.body, "<p>The lead alone.</p>")

    def test_odd_bytes_are_read_as_what_they_are(self):
        text = data("newsml1-plain.xml").decode().replace("council", "café council’s")
        latin = text.replace("UTF-8", "iso-8859-1")
        for encoded in (latin.encode("cp1252"), latin.encode()):
            self.assertIn("café council’s", parsed(encoded)[0].body)

    def test_one_broken_item_does_not_stop_its_neighbours(self):
        text = data("newsml1-plain.xml").decode()
        deep = "<p>" + "<b>" * 210 + "x" + "</b>" * 210 + "</p>"
        broken = text.partition("<NewsItem>")[2].partition("</NewsML>")[0]
        broken = broken.replace("<p>The council voted nine to four.</p>", deep)
        first, second = parsed(
            text.replace("</NewsML>", f"<NewsItem>{broken}</NewsML>")
        )
        self.assertEqual(first.headline, "Council keeps the night ferry")
        self.assertIn("nested", second.reason)

    def test_more_components_than_any_item_has_are_refused(self):
        many = "<ContentItem/>" * 3001
        [item] = parsed(
            f"<NewsML><NewsItem><NewsComponent>{many}</NewsComponent></NewsItem></NewsML>"
        )
        self.assertIn("more than 3,000 components", item.reason)

    def test_malformed_twins_are_refused_in_a_sentence(self):
        for broken, message in {
            data("newsml1-truncated.xml"): "It is not well-formed XML:",
            b"<NewsML/>": "The NewsML document holds no news item.",
            b"<NewsML>" + b"<NewsItem>" * 1_000: "Excessive depth",
        }.items():
            with (
                self.subTest(message),
                self.assertRaisesMessage(MalformedItem, message),
            ):
                formats.parse(broken)
