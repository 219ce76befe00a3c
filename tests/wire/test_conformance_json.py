"""ninjs of all versions and JSON of programs, in ways the schemas leave open."""

import json

from django.test import SimpleTestCase

from articles import html
from newsroom.wire import formats
from newsroom.wire.items import Kind, PubStatus

PLAIN = {
    "uri": "urn:x:1",
    "type": "text",
    "headline": "Head",
    "body_html": "<p>One.</p>",
}
NITF = (
    "<nitf><body><body.head><hedline><hl1>Inner</hl1></hedline><byline>By Ana Ruiz"
    "</byline><dateline><location>Lisse</location></dateline></body.head>"
    "<body.content><p>One.</p></body.content></body></nitf>"
)


def sized(href, **more):
    return {"href": f"http://x.example/{href}", "mimetype": "image/jpeg"} | more


# What is odd → what is added to a plain item, and what it has to read as.
CASES = {
    "authors for a byline": (
        {"authors": [{"name": "Ana Ruiz", "role": "writer"}, {"name": "Ben"}]},
        {"byline": "Ana Ruiz and Ben"},
    ),
    "roles with a scheme before them": (
        {
            "headline": "",
            "headlines": [
                {"role": "hl:short", "value": "Short"},
                {"role": "hl:main", "value": "Main"},
            ],
            "descriptions": [
                {"role": "drol:caption", "value": "Cap"},
                {"role": "drol:summary", "value": "Sum"},
            ],
        },
        {"headline": "Main", "standfirst": "Sum"},
    ),
    "NITF in a string, with the head the item lacks": (
        {"headline": None, "body_html": "", "body_nitf": NITF},
        {
            "headline": "Inner",
            "byline": "By Ana Ruiz",
            "dateline": "Lisse",
            "body": "<p>One.</p>",
        },
    ),
    "HTML escaped once more": (
        {"body_html": "&lt;p&gt;One &amp;amp; two&lt;/p&gt;"},
        {"body": "<p>One &amp; two</p>"},
    ),
    "plain text with entities and wraps": (
        {"body_html": None, "body_text": "One &amp; two\n\nThree"},
        {"body": "<p>One &amp; two</p>\n<p>Three</p>"},
    ),
    "the largest rendition by its name": (
        {
            "associations": {
                "main": {
                    "type": "picture",
                    "renditions": {
                        "thumbnail": sized("t.jpg"),
                        "original": sized("o.jpg"),
                        "viewImage": sized("v.jpg"),
                    },
                },
                "none": None,
            }
        },
        {"hrefs": ["http://x.example/o.jpg"]},
    ),
    "a member that only has renditions": (
        {"associations": [{"uri": "p", "renditions": [sized("a.jpg", width="9")]}]},
        {"hrefs": ["http://x.example/a.jpg"]},
    ),
    "no word about the version": (
        {"firstCreated": "2026-03-03T12:00:00+0200"},
        {"made": "2026-03-03T10:00:00+00:00"},
    ),
    "seconds since 1970": (
        {"versioncreated": 1772539200},
        {"made": "2026-03-03T12:00:00+00:00"},
    ),
    "thousandths since 1970": (
        {"versioncreated": "1772539200000"},
        {"made": "2026-03-03T12:00:00+00:00"},
    ),
    "recalled": ({"pubstatus": "recalled"}, {"pub_status": PubStatus.CANCELED}),
    "published": ({"pubstatus": "Published"}, {"pub_status": PubStatus.USABLE}),
    "a status nobody knows": ({"pubstatus": "?"}, {"pub_status": PubStatus.WITHHELD}),
    "an embargo of another name": (
        {"embargo": "Friday noon"},
        {"embargo_unclear": "Friday noon"},
    ),
    "words instead of lists": (
        {"keywords": "tides, quay", "place": ["Lisse"]},
        {"keywords": ("tides", "quay"), "places": ("Lisse",)},
    ),
    "rights in an object, sources in a list": (
        {"rightsinfo": {"usageterms": "Once"}, "infosources": [{"name": "Coastal"}]},
        {"usage_terms": "Once", "source": "Coastal"},
    ),
    "a picture's caption before its summary": (
        {
            "type": "picture",
            "descriptions": [
                {"role": "summary", "value": "Sum"},
                {"role": "caption", "value": "Cap"},
            ],
        },
        {"kind": Kind.PICTURE, "captions": ["Cap"], "body": ""},
    ),
    "a caption below a picture in the text": (
        {
            "body_html": "<p>One.</p><figure><img src='http://x.example/a.jpg' alt='A'>"
            "<figcaption>Cap</figcaption></figure>"
        },
        {"captions": ["Cap"], "body": "<p>One.</p>"},
    ),
}
WRAPPERS = [
    [PLAIN],
    {"_items": [PLAIN], "_meta": {"total": 1}},
    {"total": 1, "items": [PLAIN]},
    {"result": {"docs": [PLAIN]}},
    {"link": {"uri": "http://x.example/next"}, "data": PLAIN},
]


def seen(item, name):
    pictures = item.pictures
    return {
        "hrefs": [picture.href for picture in pictures],
        "captions": [picture.caption for picture in pictures],
        "made": item.version_created and item.version_created.isoformat(),
    }.get(name) or getattr(item, name)


class NinjsConformanceTests(SimpleTestCase):
    def test_what_the_schemas_leave_open(self):
        for label, (added, wanted) in CASES.items():
            [item] = formats.parse(json.dumps(PLAIN | added).encode())[1]
            for name, value in wanted.items():
                with self.subTest(label, field=name):
                    self.assertEqual(seen(item, name), value)

    def test_answers_that_wrap_an_item(self):
        for wrapped in WRAPPERS:
            with self.subTest(keys=list(wrapped)):
                [item] = formats.parse(json.dumps(wrapped).encode())[1]
                self.assertEqual((item.guid, item.headline), ("urn:x:1", "Head"))

    def test_one_item_a_line_and_lines_in_a_string(self):
        text = json.dumps(PLAIN) + "\n" + json.dumps(PLAIN | {"uri": "urn:x:2"})
        items = formats.parse(text.encode())[1]
        self.assertEqual([item.guid for item in items], ["urn:x:1", "urn:x:2"])
        broken = b'{"uri": "u", "type": "text", "body_text": "One.\n\nTwo."}'
        [item] = formats.parse(broken)[1]
        self.assertEqual(html.paragraphs(item.body), ["One.", "Two."])

    def test_any_encoding(self):
        text = json.dumps(PLAIN | {"headline": "Café –"}, ensure_ascii=False)
        for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"):
            with self.subTest(encoding):
                [item] = formats.parse(text.encode(encoding))[1]
                self.assertEqual(item.headline, "Café –")
