"""Text wires, plain text and mail as agencies and programs of many kinds send them."""

from django.test import SimpleTestCase

from articles import html
from newsroom.wire import formats
from newsroom.wire.items import PubStatus


def iptc(text, trailer="031812 GMT Mar 26"):
    return (
        f"\x01coa0062 4 i 80 ccccb   coa 061\n\nEstuary/\n\x02{text}\n\x03{trailer}\n"
    )


def anpa(text):
    return (
        "\x16\x16\x01C2870\x1fcoast\nr d\x13\x11 BC-Ferry     03-03 0210\n"
        f"\x02{text}\x03\nCOA-WF-03-03-26 1812GMT<\x04"
    )


def zczc(text):
    return f"ZCZC {text}\nNNNN\n"


def mail(text, headers=""):
    return (
        "From: Ana <ana@x.example>\nSubject: Ferry\nMessage-ID: <1@x.example>\n"
        f"{headers}\n{text}"
    )


STORY = (
    "LISSE (COA) - The council voted nine to four.\n\nIt costs 400,000 crowns a year."
)
# What is odd → the bytes, and what they have to read as.
CASES = {
    "7901: a byline with a mark of its own": (
        iptc("Rat behält Fähre =\nVon Anna Muster =\n\nLisse (coa) - Der Rat."),
        {
            "headline": "Rat behält Fähre",
            "byline": "Von Anna Muster",
            "paragraphs": ["Lisse (coa) - Der Rat."],
        },
    ),
    "7901: a version with a mark of its own": (
        iptc("EILMELDUNG =\nRat behält Fähre =\n\nLisse (coa) - Der Rat."),
        {"headline": "Rat behält Fähre", "signals": ("EILMELDUNG",)},
    ),
    "7901: a kill said three times": (
        iptc("KILL KILL KILL\nCouncil keeps ferry =\n\nPlease kill the story."),
        {"pub_status": PubStatus.CANCELED},
    ),
    "7901: a month in Greek": (
        iptc("H =\n\nLisse (coa) - The.", "031812 GMT Μάρ 26"),
        {"made": "2026-03-03T18:12:00+00:00"},
    ),
    "ANPA: a title without a mark, a caret that closes": (
        anpa(
            "^BC-Ferry<\n^Council keeps ferry^<\n^By Ana Ruiz<\n"
            "^Coastal Press Writer<\n     LISSE (COA) _ The council voted.<\n"
            "     It costs.<\n"
        ),
        {
            "headline": "Council keeps ferry",
            "byline": "By Ana Ruiz, Coastal Press Writer",
            "paragraphs": ["LISSE (COA) — The council voted.", "It costs."],
        },
    ),
    "ZCZC: a slug in capitals, initials below": (
        zczc(f"COA123 4 i 200\nBC-FERRY\n\nCouncil keeps ferry\n\n{STORY}\n\n(COA) ar"),
        {"slugline": "BC-FERRY", "headline": "Council keeps ferry", "count": 2},
    ),
    "ZCZC: an Italian sign-off": (
        zczc(
            "COA0123/SXA\nXEC12345_SXA_QBXB\nR CRO S0A QBXB\n"
            "CONSIGLIO TIENE TRAGHETTO\n   (COA) - ROMA, 3 MAR - Il consiglio ha "
            "votato che il\ntraghetto resta.\n"
            "   Costa molto. (COA).\n\n     Y12-RUI\n03-MAR-26 18:12"
        ),
        {
            "dateline": "ROMA",
            "made": "2026-03-03T18:12:00+00:00",
            "last": "Costa molto.",
        },
    ),
    "ZCZC: a moment with points": (
        zczc(f"COA12\nBELEDİYE FERİBOTU KORUYOR\n{STORY}\n(RUİ/COA)\n03.03.2026 18:12"),
        {"made": "2026-03-03T18:12:00+00:00", "count": 2},
    ),
    "plain: slug, headline, deck, byline, end mark": (
        "FERRY-COUNCIL\n\nCouncil keeps the night ferry\n\n"
        "Nine to four after a debate\n\n"
        f"By Ana Ruiz, Coastal Press\n\n{STORY}\n\n-30-\n",
        {
            "slugline": "FERRY-COUNCIL",
            "headline": "Council keeps the night ferry",
            "standfirst": "Nine to four after a debate",
            "byline": "By Ana Ruiz, Coastal Press",
            "dateline": "LISSE",
            "count": 2,
        },
    ),
    "plain: a press release": (
        f"FOR IMMEDIATE RELEASE\n\nCouncil keeps the ferry\n\n{STORY}\n\n###\n",
        {"headline": "Council keeps the ferry", "count": 2},
    ),
    "plain: Chinese": (
        "市议会保留夜间渡轮\n\n市议会星期二以九票对四票决定保留夜间渡轮。\n\n每年费用四十万。\n",
        {"headline": "市议会保留夜间渡轮", "count": 2},
    ),
    "plain: Arabic": (
        "المجلس يبقي على العبارة الليلية\n\nالقاهرة (نورتس) - صوت المجلس تسعة "
        "مقابل أربعة لصالح إبقاء العبارة.\n\nالكلفة أربعمئة ألف.\n",
        {"headline": "المجلس يبقي على العبارة الليلية", "dateline": "القاهرة"},
    ),
    "plain: UTF-16 without a mark": (
        STORY.encode("utf-16-le"),
        {"dateline": "LISSE", "count": 2},
    ),
    "mail: what was answered": (
        mail(f"{STORY}\n\nOn Tue, 3 Mar 2026, Ben wrote:\n> old\n> words\n"),
        {"count": 2, "last": "It costs 400,000 crowns a year."},
    ),
    "mail: what was answered, on two lines": (
        mail(f"{STORY}\n\nAm Dienstag, 3. März 2026 um 12:00\nschrieb Ben:\n\n> old\n"),
        {"count": 2},
    ),
    "mail: what was forwarded": (
        mail(
            "---------- Forwarded message ---------\nFrom: Ben <ben@x.example>\n"
            f"Date: Tue, 3 Mar 2026\nSubject: Ferry\n\n{STORY}\n"
        ),
        {"count": 2, "dateline": "LISSE"},
    ),
    "mail: small print": (
        mail(f"{STORY}\n\nThis e-mail is confidential.\n"),
        {"count": 2},
    ),
    "mail: a greeting above the dateline": (
        mail(f"Dear desk,\n\n{STORY}\n"),
        {"dateline": "LISSE"},
    ),
    "mail: HTML that quotes": (
        mail(
            "<div>LISSE (COA) - One.</div><div>Two.</div><blockquote class="
            "'gmail_quote'>old</blockquote>",
            "Content-Type: text/html\n",
        ),
        {"paragraphs": ["LISSE (COA) - One.", "Two."]},
    ),
}


def seen(item, name):
    texts = html.paragraphs(item.body)
    made = item.version_created
    special = {
        "paragraphs": texts,
        "count": len(texts),
        "last": texts[-1] if texts else "",
        "made": made.isoformat() if made else "",
    }
    return special[name] if name in special else getattr(item, name)


class TextConformanceTests(SimpleTestCase):
    maxDiff = None

    def test_text_wires_plain_text_and_mail(self):
        for label, (text, wanted) in CASES.items():
            data = text if isinstance(text, bytes) else text.encode()
            [item] = formats.parse(data)[1]
            for name, value in wanted.items():
                with self.subTest(label, field=name):
                    self.assertEqual(seen(item, name), value)
