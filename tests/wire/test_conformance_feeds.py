"""Feeds as publishing programs write them."""

from django.test import SimpleTestCase

from articles import html
from newsroom.wire import formats

NAMESPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
}
FIRST = "<p>The post <a href='http://x.example/a'>Head</a> appeared first on Paper.</p>"
# What is odd → the elements of an item, and what they have to read as.
CASES = {
    "WordPress: the line below each text": (
        f"<description><![CDATA[<p>Short […]</p>{FIRST}]]></description>"
        f"<content:encoded><![CDATA[<p>One.</p><p>Two.</p>{FIRST}]]></content:encoded>",
        {"paragraphs": ["One.", "Two."], "standfirst": "Short […]"},
    ),
    "a caption of the item for a group of pictures": (
        "<description>d</description><media:group><media:content url='http://x.example/s"
        ".jpg' width='9' medium='image'/><media:content url='http://x.example/l.jpg' "
        "width='99' medium='image'/></media:group><media:description>Cap"
        "</media:description><media:credit>Ana</media:credit>",
        {"picture": ("http://x.example/l.jpg", "Cap", "Ana")},
    ),
    "changed since, in Dublin Core's words": (
        "<pubDate>Tue, 03 Mar 2026 12:00:00 GMT</pubDate>"
        "<dcterms:modified>2026-03-05T12:00:00Z</dcterms:modified>",
        {"made": "2026-03-05T12:00:00+00:00"},
    ),
    "a moment as browsers print it": (
        "<pubDate>Tue Mar 03 2026 12:00:00 GMT+0100 (CET)</pubDate>",
        {"made": "2026-03-03T11:00:00+00:00"},
    ),
    "a month nobody knows": ("<pubDate>Di, 03 Foo 2026 12:00</pubDate>", {"made": ""}),
    "subjects and a language of its own": (
        "<category>one</category><dc:subject>two</dc:subject><dc:language>fr"
        "</dc:language>",
        {"keywords": ("one", "two"), "language": "fr"},
    ),
    "a prefix nobody declared, and a bare sign": (
        "<own:thing>x</own:thing><description>R&D grows.</description>",
        {"paragraphs": ["R&D grows."]},
    ),
}


def channel(item):
    declared = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NAMESPACES.items())
    return (
        f'<rss version="2.0" {declared}><channel><language>en</language><item><guid>g'
        f"</guid><title>Head</title>{item}</item></channel></rss>"
    ).encode()


def seen(item, name):
    if name == "paragraphs":
        return html.paragraphs(item.body)
    if name == "made":
        return item.version_created.isoformat() if item.version_created else ""
    if name == "picture":
        [picture] = item.pictures
        return picture.href, picture.caption, picture.credit
    return getattr(item, name)


class FeedConformanceTests(SimpleTestCase):
    def test_items_of_many_programs(self):
        for label, (elements, wanted) in CASES.items():
            [item] = formats.parse(channel(elements))[1]
            for name, value in wanted.items():
                with self.subTest(label, field=name):
                    self.assertEqual(seen(item, name), value)

    def test_an_atom_feed_with_a_prefix_everywhere(self):
        feed = (
            '<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="http://x.example/">'
            "<a:entry><a:id>1</a:id><a:title>T</a:title><a:content type='xhtml'>"
            "<h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:p>One <h:a href='r'>r"
            "</h:a>.</h:p></h:div></a:content></a:entry></a:feed>"
        )
        [item] = formats.parse(feed.encode())[1]
        self.assertIn('href="http://x.example/r"', item.body)
        self.assertEqual(html.paragraphs(item.body), ["One r."])
