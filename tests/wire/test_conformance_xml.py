"""NewsML-G2, NewsML 1.2 and NITF in the ways that their standards leave open."""

from django.test import SimpleTestCase

from articles import html
from newsroom.wire import formats
from newsroom.wire.formats.trees import xml
from newsroom.wire.items import Kind, MalformedItem, PubStatus
from tests.wire.sampling import read

G2 = "http://iptc.org/std/nar/2006-10-01/"


def g2(meta="", content="", inner="", tag="newsItem"):
    """Return an item of NewsML-G2 with these elements in its parts."""
    return (
        f'<{tag} xmlns="{G2}" guid="urn:x:1" version="3" xml:lang="en"><itemMeta>{meta}'
        f"</itemMeta><contentMeta>{content}</contentMeta>{inner}</{tag}>"
    )


def files(*renditions):
    """Return renditions of a picture, each a name and what it says of its size."""
    listed = "".join(
        f'<remoteContent rendition="rnd:{name}" href="http://x.example/{name}" {size}/>'
        for name, size in renditions
    )
    return f"<contentSet>{listed}</contentSet>"


def nitf(head="", body="", content="<p>One.</p>", content_tag="body.content"):
    return (
        f"<nitf><head><docdata>{head}</docdata></head><body><body.head>{body}"
        f"</body.head><{content_tag}>{content}</{content_tag}></body></nitf>"
    )


def newsml(data="<p>One.</p>", management="", lines="", parts=""):
    """Return a NewsML 1.2 document of one item with this text."""
    return (
        "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>x</ProviderId>"
        "<DateId>20260303</DateId><NewsItemId>T1</NewsItemId><RevisionId>1</RevisionId>"
        f"</NewsIdentifier></Identification><NewsManagement>{management}"
        f"</NewsManagement><NewsComponent><NewsLines>{lines}</NewsLines>{parts}"
        '<ContentItem><MediaType FormalName="Text"/>'
        f"<DataContent>{data}</DataContent></ContentItem></NewsComponent></NewsItem>"
        "</NewsML>"
    )


PICTURE = '<itemClass qcode="ninat:picture"/>'
HTML = '<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>'
END = "</body></html></inlineXML></contentSet>"
# What is odd → the document, and what it has to read as.
CASES = {
    "G2: codes under any alias, as addresses, and of synonyms": (
        g2(
            content='<subject qcode="a:20000002"/><subject uri="http://cv.iptc.org/'
            'newscodes/mediatopic/20000003"/><subject qcode="own:99"><sameAs qcode='
            '"s:04000000"/></subject><subject qcode="own:99123456"/>'
        ),
        {"subjects": ("20000002", "20000003", "04000000")},
    ),
    "G2: several bylines": (
        g2(content="<by>Ana Ruiz</by><by>Ben Okoro</by>"),
        {"byline": "Ana Ruiz and Ben Okoro"},
    ),
    "G2: a person as creator": (
        g2(
            content='<creator qcode="d:1"><name>Desk</name></creator><creator '
            'type="cpnat:person"><name>Ana Ruiz</name></creator>'
        ),
        {"byline": "Ana Ruiz"},
    ),
    "G2: the main headline in the language of the item": (
        g2(
            content='<headline role="h:sub">Deck</headline><headline xml:lang="fr">'
            'Tête</headline><headline role="h:main">Main<br/>line</headline>'
        ),
        {"headline": "Main line", "standfirst": "Deck"},
    ),
    "G2: the largest rendition by its name": (
        g2(PICTURE, "", files(("thumb", ""), ("highRes", ""), ("preview", ""))),
        {"href": "http://x.example/highRes", "kind": Kind.PICTURE},
    ),
    "G2: a rendition with a size beside a thumbnail without": (
        g2(PICTURE, "", files(("thumb", ""), ("web", 'width="900" height="600"'))),
        {"href": "http://x.example/web"},
    ),
    "G2: a provider as an address": (
        g2('<provider uri="http://cv.example/providers/Coastal"/>'),
        {"source": "Coastal"},
    ),
    "G2: a status as an address, and recalled": (
        g2('<pubStatus uri="http://cv.example/status/recalled"/>'),
        {"pub_status": PubStatus.CANCELED},
    ),
    "G2: inline children, quotations, lists and captions": (
        g2(
            inner=f"{HTML}<p>One <b>two</b> <a href='http://x.example/'>three</a>four."
            "</p><blockquote><p>Five.</p></blockquote><ul><li>Six</li></ul><figure>"
            "<img src='http://x.example/a.jpg'/><figcaption>Seven.</figcaption>"
            f"</figure>{END}"
        ),
        {
            "paragraphs": ["One two threefour.", "Five.", "Six"],
            "caption": "Seven.",
            "href": "http://x.example/a.jpg",
        },
    ),
    "G2: text inlined as escaped HTML": (
        g2(
            inner="<contentSet><inlineData contenttype='text/plain'>&lt;p&gt;One &amp;"
            "amp; two&lt;/p&gt;&lt;p&gt;Three&lt;/p&gt;</inlineData></contentSet>"
        ),
        {"paragraphs": ["One & two", "Three"]},
    ),
    "G2: HTML in CDATA, where XHTML should be": (
        g2(
            inner="<contentSet><inlineXML><![CDATA[<html><body><p>One<br>two</p><p>Three"
            "</p></body></html>]]></inlineXML></contentSet>"
        ),
        {"paragraphs": ["One two", "Three"]},
    ),
    "NITF: HTML in words": (
        nitf(content="&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two &amp;amp; more&lt;/p&gt;"),
        {"paragraphs": ["One", "Two & more"]},
    ),
    "G2: NITF inside, with a prefix": (
        g2(
            inner="<contentSet><inlineXML><n:nitf xmlns:n='urn:n'><n:body><n:body.head>"
            "<n:hedline><n:hl1>Inner</n:hl1></n:hedline></n:body.head><n:body.content>"
            "<n:p>One.</n:p></n:body.content></n:body></n:nitf></inlineXML></contentSet>"
        ),
        {"headline": "Inner", "paragraphs": ["One."]},
    ),
    "NITF: paragraphs of an abstract stay apart": (
        nitf(body="<abstract><p>One.</p><p>Two.</p></abstract>", content="<p>x</p>"),
        {"standfirst": "One. Two."},
    ),
    "NITF: a headline without hl1": (
        nitf(body="<hedline>Bare <em>line</em><hl2>Deck</hl2></hedline>"),
        {"headline": "Bare line", "standfirst": "Deck"},
    ),
    "NITF: a body without body.content": (
        "<nitf><head><title>T</title></head><body><p>One.</p><p>Two.</p></body></nitf>",
        {"headline": "T", "paragraphs": ["One.", "Two."]},
    ),
    "NITF: a quotation in blocks": (
        nitf(content="<bq><block><p>One.</p></block><credit>Ana</credit></bq>"),
        {"body": "<blockquote><p>One.</p><p>Ana</p></blockquote>"},
    ),
    "NITF: the largest reference by its name": (
        nitf(
            content="<p>One.</p><media media-type='image'><media-reference name='thumb'"
            " source='t.jpg'/><media-reference name='original' source='o.jpg'/>"
            "<media-caption><p>A.</p><p>B.</p></media-caption></media>"
        ),
        {"href": "o.jpg", "caption": "A. B.", "paragraphs": ["One."]},
    ),
    "NITF: places as elements": (
        nitf(
            "<identified-content><location><city>Lisse</city></location>"
            "<evloc city='Sable'/></identified-content>"
        ),
        {"places": ("Lisse", "Sable")},
    ),
    "NewsML 1: HTML escaped twice": (
        newsml("&lt;p&gt;It&amp;#8217;s &amp;amp; two&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;"),
        {"paragraphs": ["It’s & two", "Two"]},
    ),
    "NewsML 1: wrapped and indented lines in CDATA": (
        newsml(
            "<![CDATA[\n   LISSE, March 3 (COA) - One line that is wrapped here\n"
            "by a machine and goes on.\n   Two is a paragraph that\nis wrapped too.]]>"
        ),
        {
            "dateline": "LISSE",
            "paragraphs": [
                "LISSE, March 3 (COA) - One line that is wrapped here by a machine and "
                "goes on.",
                "Two is a paragraph that is wrapped too.",
            ],
        },
    ),
    "NewsML 1: a document of NITF in CDATA": (
        newsml(f"<![CDATA[<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'n'>{nitf()}]]>"),
        {"paragraphs": ["One."]},
    ),
    "NewsML 1: an instruction to delete": (
        newsml(management="<Instruction FormalName='Delete'/>"),
        {"pub_status": PubStatus.CANCELED},
    ),
    "NewsML 1: a dateline with the day in French": (
        newsml(lines="<DateLine>PARIS, le 3 mars 2026 (COA) -</DateLine>"),
        {"dateline": "PARIS"},
    ),
    "NewsML 1: a day in place of a dateline": (
        newsml(lines="<DateLine>Tuesday, March 3</DateLine>"),
        {"dateline": ""},
    ),
}
# The bytes of a headline “%s” → what it has to read as.
TITLED = nitf(body="<hedline><hl1>%s</hl1></hedline>")
BYTES = {
    "UTF-16 without a mark": (TITLED % "Café –").encode("utf-16-le"),
    "UTF-16, the other end first": (TITLED % "Café –").encode("utf-16-be"),
    "declared as UTF-16, and UTF-8": (
        '<?xml version="1.0" encoding="utf-16"?>' + TITLED % "Café –"
    ).encode(),
    "declared as UTF-8, and Windows-1252": (
        '<?xml version="1.0" encoding="utf-8"?>' + TITLED % "Café –"
    ).encode("cp1252"),
    "zeros at the end": (TITLED % "Café –").encode() + b"\n\x1a\x00\x00",
    "controls by their numbers": (TITLED % "Caf&#233; &#150;&#7;").encode(),
    "names of HTML": (TITLED % "Caf&eacute; &ndash;").encode(),
    "escaped twice": (TITLED % "Caf&amp;eacute; &amp;#8211;").encode(),
    "blank lines and comments first": b"\r\n \n<!-- c -->"
    + (TITLED % "Café –").encode(),
}


def parsed(document):
    data = document if isinstance(document, bytes) else document.encode()
    [item] = formats.parse(data)[1]
    return item


def seen(item, name):
    """Return a field, the paragraphs of the body, or a field of the one picture."""
    if name == "paragraphs":
        return html.paragraphs(item.body)
    if name in ("href", "caption"):
        [picture] = item.pictures
        return getattr(picture, name)
    return getattr(item, name)


# The same words in each format, in bytes that are not what they say they are.
ODD = [
    "cafe-utf16.xml", "newsml1-cp1252.xml", "nitf-cp1252.xml", "cafe-cp1252.json",
    "channel-cp1252.rss",
]  # fmt: skip


class XMLConformanceTests(SimpleTestCase):
    maxDiff = None

    def test_what_the_standards_leave_open(self):
        for label, (document, wanted) in CASES.items():
            item = parsed(document)
            for name, value in wanted.items():
                with self.subTest(label, field=name):
                    self.assertEqual(seen(item, name), value)

    def test_bytes_of_many_encodings(self):
        for label, data in BYTES.items():
            with self.subTest(label):
                self.assertEqual(parsed(data).headline, "Café –")

    def test_samples_in_odd_encodings(self):
        for name in ODD:
            with self.subTest(name):
                [item] = read(name)
                self.assertEqual(
                    item.headline, "Le café du quai reste ouvert – pour l’hiver"
                )
                self.assertEqual(
                    item.body,
                    "<p>Le conseil a voté à neuf voix contre quatre – « enfin », dit "
                    "la maire Élise Brûlé.</p>",
                )
                self.assertEqual(item.version_created.hour, 17)
                self.assertEqual(item.language, "fr")

    def test_what_agencies_forget_is_mended(self):
        item = parsed(TITLED % "R&D <x:b>now</x:b>")
        self.assertEqual(item.headline, "R&D now")
        kept = parsed(
            newsml("<![CDATA[<p>R&D</p>]]>", lines="<HeadLine>A&B</HeadLine>")
        )
        self.assertEqual((kept.headline, kept.body), ("A&B", "<p>R&amp;D</p>"))

    def test_what_cannot_be_mended_is_refused(self):
        for broken in ("<nitf><body><p>R&D</body>", "<x:nitf>", "<nitf>&own;</nitf>"):
            with self.subTest(broken), self.assertRaises(MalformedItem):
                xml.read(broken.encode())
