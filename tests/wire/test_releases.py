"""Embargoes in words: the same in every format, and read only where they are sure."""

import json
from datetime import UTC, datetime

from django.test import SimpleTestCase, TestCase

from articles.models import Article
from newsroom.wire import formats, intake
from newsroom.wire.formats.phrases import releases
from newsroom.wire.models import Decision
from tests.wire.sampling import data, make_feed

SURE = "Embargoed until 00:01 GMT 22 November 2046"
THEN = datetime(2046, 11, 22, 0, 1, tzinfo=UTC)
UNSURE = "HOLD FOR RELEASE 6 p.m. Friday"


def ninjs(**fields):
    said = {"uri": "u:1", "headline": "Ferry", "body_text": "The council voted."}
    return json.dumps(said | fields).encode()


def in_each_format(words):
    """Yield a format's name and a message of it that says the words in its own way."""
    told = words.encode()
    yield "ninjs", ninjs(ednote=f"Adds a vote. {words}.")
    yield "ninjs, slugline", ninjs(slugline=f"FERRY-{words}")
    yield "ninjs, headline", ninjs(headline=f"{words}: Ferry")
    yield "ninjs, terms", ninjs(usageterms=words)
    yield "ninjs, first line", ninjs(body_text=f"*** {words} ***\n\nThe council voted.")
    nitf = data("nitf-rich.xml")
    yield "NITF", nitf.replace(b"Adds the table.", told)
    g2 = data("nitf-inside.xml")
    stated = b"<embargoed>2026-03-04T06:00:00</embargoed>"
    yield "NewsML-G2", g2.replace(stated, b"<edNote>" + told + b"</edNote>")
    yield "plain text", told + b"\n\nLISSE - The council voted nine to four.\n"
    letter = b"From: a@b.example\nSubject: Ferry\nMessage-ID: <1@b>\n\n"
    yield "mail", letter + told + b"\n\nThe council voted nine to four.\n"
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>u:1</id><title>Ferry'
        b"</title><content>%s\n\nThe council voted.</content></entry></feed>"
    )
    yield "Atom", atom % told


class EveryFormatTests(SimpleTestCase):
    def test_a_moment_that_is_sure_is_the_embargo(self):
        for name, message in in_each_format(SURE):
            with self.subTest(name):
                item = formats.parse(message)[1][0]
                self.assertEqual(item.embargo_until, THEN)
                self.assertEqual(item.embargo_unclear, "")

    def test_words_that_name_no_sure_moment_hold(self):
        for name, message in in_each_format(UNSURE):
            with self.subTest(name):
                item = formats.parse(message)[1][0]
                self.assertIsNone(item.embargo_until)
                self.assertIn("Friday", item.embargo_unclear)

    def test_what_was_read_is_said_to_the_desk(self):
        [item] = formats.parse(ninjs(ednote=SURE))[1]
        self.assertIn(f"read from “{SURE}”; see that it is right", item.warnings[-1])

    def test_an_embargo_of_its_own_element_stays_what_it_is(self):
        message = ninjs(embargoed="2047-01-01T00:00:00Z", ednote=SURE)
        [item] = formats.parse(message)[1]
        self.assertEqual(item.embargo_until.year, 2047)


class WordsTests(SimpleTestCase):
    def test_moments_are_read_in_the_words_of_the_trade(self):
        for words, expected in {
            "EMBARGOED TO 0001 GMT, NOVEMBER 22, 2026": (22, 0, 1),
            "Sperrfrist: 22. November 2026, 10.00 Uhr MEZ": (22, 9, 0),
            "Sperrfrist 22.11.2026 10 Uhr MEZ": (22, 9, 0),
            "embargo jusqu'au 22 novembre 2026 à 10h00 CET": (22, 9, 0),
            "HOLD FOR RELEASE AT 6 A.M. EST, SUNDAY, NOV. 22, 2026": (22, 11, 0),
            "until 7 p.m. ET Nov 21, 2026": (22, 0, 0),
            "Embargo: 2026-11-22T00:01:00Z": (22, 0, 1),
            "10 a.m. EST / 1500 GMT 22 Nov 2026": (22, 15, 0),
        }.items():
            with self.subTest(words):
                day, hour, minute = expected
                moment = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
                self.assertEqual(releases.moment(words), moment)

    def test_what_is_not_sure_is_no_moment(self):
        for words in [
            "Embargoed to 0001 Friday",
            "not for publication before 6 p.m. EDT",
            "22 November 2026",
            "00:01 22 November 2026",  # where?
            "00:01 GMT 22 November",  # which year?
            "00:01 CST 22 November 2026",  # Chicago or Shanghai?
            "9 a.m. EST / 1500 GMT 22 November 2026",  # they are not the same
            "00:01 GMT 22 November 2026, or 23 November 2026",
            "25:01 GMT 22 November 2026",
            "13 p.m. GMT 22 November 2026",
            "00:01 GMT 31 February 2026",
            "22/11/2026 00:01 GMT",
        ]:
            with self.subTest(words):
                self.assertIsNone(releases.moment(words))

    def test_copy_about_embargoes_is_under_none(self):
        for fields in [
            {"ednote": "The embargo has been lifted."},
            {"ednote": "Embargo: none"},
            {"ednote": "No longer under embargo; adds reaction."},
            {"ednote": "Keine Sperrfrist."},
            {"ednote": "Adds the oil embargo until 2027."},
            {"ednote": "For immediate release"},
            {"headline": "EU agrees embargo on arms"},
            {"headline": "Report, embargoed until Monday, was leaked"},
            {"body_text": "The trade embargo to punish Lisse failed."},
            {"body_text": "Embargoed goods piled up on the quay."},
            {"usageterms": "Not for use after 2026-04-03 12:00 UTC"},
        ]:
            with self.subTest(fields):
                [item] = formats.parse(ninjs(**fields))[1]
                self.assertEqual((item.embargo_until, item.embargo_unclear), (None, ""))


class DeskTests(TestCase):
    def decide(self, **fields):
        [outcome] = intake.take_in(ninjs(**fields), make_feed(), name="f.json")
        return outcome.ruling

    def test_a_draft_is_bound_by_the_moment(self):
        self.assertEqual(self.decide(ednote=SURE).decision, Decision.HELD)
        article = Article.objects.get()
        self.assertEqual(article.embargo_until, THEN)
        self.assertIn("see that it is right", article.editor_note)

    def test_what_names_no_moment_makes_no_draft(self):
        ruling = self.decide(ednote=UNSURE)
        self.assertEqual(ruling.decision, Decision.HELD)
        self.assertIn(f"“{UNSURE}”, names no moment", ruling.reason)
        self.assertFalse(Article.objects.exists())
