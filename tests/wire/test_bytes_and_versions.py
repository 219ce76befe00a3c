"""The bytes of a file as they came, and all versions of what an agency sent."""

from django.test import SimpleTestCase
from django.urls import reverse

from newsroom.wire import intake
from newsroom.wire.admin.rawbytes import LINES, SHOWN, as_lines
from newsroom.wire.models import Receipt
from tests.factories import make_user
from tests.wire.test_wire_list import WireListTestCase

BROKEN = b'<?xml version="1.0"?>\n<nitf>\n<body>\n</nitf>'


class LinesTests(SimpleTestCase):
    def test_what_cannot_be_seen_is_written_as_a_code(self):
        for data, lines in {
            b"a\x00b\x1b[2J\r\nc\td": ["a\\x00b\\x1b[2J", "c    d"],
            b"caf\xe9": ["caf\\xe9"],
            "a\u202eb\u200b\u00a0".encode(): ["a\\u202eb\\u200b\\xa0"],
            b"": [""],
        }.items():
            with self.subTest(data):
                self.assertEqual(as_lines(data), lines)

    def test_no_more_is_shown_than_a_page_can_hold(self):
        self.assertEqual(len(as_lines(b"\n" * 5 * LINES)), LINES)
        self.assertEqual(len(as_lines(b"x" * 2 * SHOWN)[0]), SHOWN)


class BytesTests(WireListTestCase):
    def quarantine(self, data=BROKEN):
        intake.take_in(data, self.feed, name="broken.xml")
        return Receipt.objects.latest("pk")

    def test_the_line_that_failed_is_marked(self):
        receipt = self.quarantine()
        page = self.client.get(self.address("bytes", receipt))
        self.assertIn("line 4, column", receipt.reason)
        self.assertContains(page, 'id="line-4" class="wire-bytes__marked"')
        self.assertContains(page, "&lt;/nitf&gt;")
        self.assertContains(page, self.address("raw", receipt))
        self.assertIn("frame-ancestors 'none'", page["Content-Security-Policy"])

    def test_json_names_its_line_too(self):
        receipt = self.quarantine(b'{"uri": "u",\n"headline": "x"\n"slugline": "y"}')
        self.assertIn("(line 3, column 1)", receipt.reason)

    def test_nothing_in_it_is_markup_or_runs(self):
        receipt = self.quarantine(b"<nitf><script>alert(1)</script><img src=x>")
        page = self.client.get(self.address("bytes", receipt))
        self.assertNotContains(page, "<script>alert")
        self.assertNotContains(page, "<img src=x")

    def test_the_quarantine_leads_there(self):
        receipt = self.quarantine()
        page = self.client.get(reverse("admin:wire_quarantined_changelist"))
        self.assertContains(page, self.address("bytes", receipt))
        self.assertContains(page, receipt.reason)


class VersionsTests(WireListTestCase):
    def setUp(self):
        super().setUp()
        for number, words in [(1, "nine to four"), (2, "eight to five"), (3, "again")]:
            self.send(
                1,
                version=str(number),
                headline=f"Story {number}",
                body_text=f"It begins.\n\nThe council voted {words}.",
            )
        self.newest = Receipt.objects.latest("pk")

    def test_every_version_is_there_with_its_decision_and_its_bytes(self):
        page = self.client.get(self.address("versions", self.newest))
        for receipt in Receipt.objects.all():
            self.assertContains(page, self.address("raw", receipt))
        self.assertContains(page, "A later version took its place.")
        self.assertContains(page, "On the wire")

    def test_the_last_two_are_compared_word_by_word(self):
        page = self.client.get(self.address("versions", self.newest))
        self.assertContains(page, "<del>eight to five.</del> <ins>again.</ins>")
        self.assertContains(page, "From paragraph 2")
        self.assertNotContains(page, "nine to four")

    def test_any_two_can_be_compared(self):
        first, second = Receipt.objects.order_by("pk")[:2]
        asked = {"old": second.pk, "new": first.pk}
        page = self.client.get(self.address("versions", self.newest), asked)
        self.assertContains(page, "<del>nine</del> <ins>eight</ins>")

    def test_what_was_never_sent_is_compared_with_nothing(self):
        for asked in [{"old": "x", "new": "9999"}, {"old": self.newest.pk}]:
            page = self.client.get(self.address("versions", self.newest), asked)
            self.assertContains(page, "<ins>again.</ins>")

    def test_one_version_alone_says_so(self):
        page = self.client.get(self.address("versions", self.send(2)))
        self.assertContains(page, "Only one version has come")

    def test_it_costs_the_same_however_many_there_are(self):
        one = self.send(2)
        self.client.get(self.address("versions", one))
        with self.assertNumQueries(7):
            self.client.get(self.address("versions", one))
        with self.assertNumQueries(7):
            self.client.get(self.address("versions", self.newest))

    def test_the_item_leads_there_and_can_be_taken(self):
        page = self.client.get(self.address("change", self.newest))
        self.assertContains(page, self.address("versions", self.newest))
        self.assertContains(page, self.address("take", self.newest))

    def test_whoever_may_not_see_the_wire_sees_neither(self):
        self.client.force_login(make_user())
        for verb in ("versions", "bytes"):
            answer = self.client.get(self.address(verb, self.newest))
            self.assertEqual(answer.status_code, 403)
