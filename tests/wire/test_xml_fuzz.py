"""Whatever XML comes in, only the wire's own refusals come out."""

import string

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.wire import formats
from newsroom.wire.formats import newsml1, newsmlg2, nitf
from newsroom.wire.items import MalformedItem
from tests.wire.sampling import data

SAMPLES = [
    "nitf-plain.xml", "nitf-rich.xml", "nitf-inside.xml", "newsml1-plain.xml",
    "newsml1-rich.xml", "newsml1-languages.xml", "council.xml", "package.xml",
]  # fmt: skip
PARSERS = [nitf, newsml1, newsmlg2]
NAMES = [
    "nitf", "head", "body", "body.head", "body.content", "docdata", "media", "note",
    "media-reference", "byline", "byttl", "p", "pre", "frac", "hl2", "NewsML",
    "NewsItem", "NewsComponent", "ContentItem", "DataContent", "Role", "NewsLines",
    "HeadLine",
    "newsItem", "packageItem", "itemMeta", "groupSet", "group", "itemRef", "contentSet",
    "inlineXML", "inlineData", "remoteContent", "x:y:z",
]  # fmt: skip


def attempt(parse, text):
    try:
        for item in parse(text):
            assert item is not None
    except (MalformedItem, RecursionError):
        pass  # formats.parse() says of the latter that it is nested too deeply


def trees():
    """Elements of these names, nested in any way, with words between them."""
    words = st.text(string.printable + "é“’<&>", max_size=12).map(
        lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
    )
    attributes = st.sampled_from(
        [
            "",
            ' FormalName="Photo"',
            ' FormalName="Body"',
            ' Href="x"',
            ' guid="u"',
            ' source="x" width="9" height="x"',
            ' xml:lang="en"',
            ' EquivalentsList="yes"',
            ' residref="r" rel="irel:seeAlso"',
            ' norm="20260303T120000Z"',
        ]  # fmt: skip
    )
    return st.recursive(
        words,
        lambda inner: st.builds(
            lambda name, more, parts: f"<{name}{more}>{''.join(parts)}</{name}>",
            st.sampled_from(NAMES),
            attributes,
            st.lists(inner, max_size=4),
        ),
        max_leaves=25,
    )


class XMLFuzzTests(SimpleTestCase):
    @settings(max_examples=60, deadline=None)
    @given(st.binary(max_size=300))
    def test_any_bytes(self, noise):
        for module in PARSERS:
            attempt(module.parse, noise)

    @settings(max_examples=120, deadline=None)
    @given(st.sampled_from(SAMPLES), st.data())
    def test_samples_with_pieces_lost_doubled_and_replaced(self, name, draw):
        text = data(name)
        for _at in range(draw.draw(st.integers(1, 4))):
            start = draw.draw(st.integers(0, len(text)))
            end = min(len(text), start + draw.draw(st.integers(0, 400)))
            piece = draw.draw(
                st.sampled_from([b"", text[start:end] * 2, b"<p>", b"&lt;", b"\xff"])
            )
            text = text[:start] + piece + text[end:]
        attempt(lambda text: formats.parse(text)[1], text)

    @settings(max_examples=150, deadline=None)
    @given(st.sampled_from(["nitf", "NewsML", "newsMessage", "newsItem"]), trees())
    def test_elements_of_the_formats_in_any_order(self, root, tree):
        text = f"<{root}><NewsItem><NewsComponent>{tree}</NewsComponent></NewsItem>"
        text += f"<body><body.content>{tree}</body.content></body><itemSet>{tree}"
        text += (
            f"</itemSet><contentSet><inlineXML>{tree}</inlineXML></contentSet></{root}>"
        )
        attempt(lambda text: formats.parse(text)[1], text.encode())
