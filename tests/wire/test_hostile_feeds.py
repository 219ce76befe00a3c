"""Feeds, exports and pictures from hell: nothing but the wire's own refusals."""

import io

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from newsroom.wire.formats import apmedia, atom, jsonfeed, photograph, rss, rss1, wxr
from newsroom.wire.formats.feeds import links
from newsroom.wire.items import MalformedItem
from tests.articles.test_photos import iim, jpeg, xmp
from tests.wire.sampling import data

READERS = {
    atom: ["entries-rich.atom", "entry-cp1252.atom"],
    rss1: ["items-rich.rdf", "items-utf16.rdf"],
    rss: ["channel.rss"],
    wxr: ["export-rich.wxr", "export-cp1252.wxr"],
    jsonfeed: ["feed-rich.json"],
    apmedia: ["media-feed.json", "media-item-cp1252.json"],
}
EXIF = Image.Exif()
EXIF[0x010E], EXIF[0x0112], EXIF[0x8298] = "The quay", 6, "Coastal"
EXIF.get_ifd(0x8769)[0x9003] = "2026:03:03 10:00:00"
PICTURE = jpeg(
    exif=EXIF.tobytes(),
    segment=iim((120, b"The quay"), (25, b"a;b"), (55, b"20260303")),
    xmp=xmp("<photoshop:Credit>Coastal</photoshop:Credit>"),
).read()


def survives(module, content):
    """Read what may be anything: either it is read, or it is refused in a sentence."""
    module.recognises(content)
    try:
        for item in module.parse(content):
            if hasattr(item, "as_data"):
                item.as_data()
    except (MalformedItem, RecursionError):  # formats.parse makes one of the other
        pass


def mutations(content):
    at = st.integers(0, len(content))
    return st.tuples(at, at, st.binary(max_size=12)).map(
        lambda cut: content[: min(cut[:2])] + cut[2] + content[max(cut[:2]) :]
    )


class FuzzTests(SimpleTestCase):
    @settings(max_examples=120, deadline=None)
    @given(st.data())
    def test_mutated_samples_are_read_or_refused(self, draw):
        module = draw.draw(st.sampled_from(list(READERS)))
        name = draw.draw(st.sampled_from(READERS[module]))
        survives(module, draw.draw(mutations(data(name))))

    @settings(max_examples=60, deadline=None)
    @given(st.binary(max_size=200), st.sampled_from([*READERS, photograph]))
    def test_arbitrary_bytes_are_read_or_refused(self, content, module):
        survives(module, content)

    @settings(max_examples=80, deadline=None)
    @given(mutations(PICTURE), st.sampled_from(photograph.MARKS))
    def test_mutated_pictures_are_read_or_refused(self, content, mark):
        survives(photograph, content)
        survives(photograph, mark + content[20:])

    @settings(max_examples=60, deadline=None)
    @given(st.text(max_size=80), st.text(max_size=40))
    def test_any_address_is_whole_or_gone(self, address, base):
        self.assertIn(links.web(address, base)[:4], ("", "http"))
        links.without_tracking(address)


class HostileTests(SimpleTestCase):
    def test_deep_nesting_ends_soon(self):
        for module, content in [
            (atom, b"<feed>" + b"<entry>" * 100_000),
            (wxr, b"<rss xmlns:w='http://wordpress.org/export/1.2/'>" * 50_000),
            (
                jsonfeed,
                b'{"version": "https://jsonfeed.org/version/1", "items": ' * 9999,
            ),
            (apmedia, b'{"data": ' * 100_000),
        ]:
            with self.subTest(module.NAME):
                survives(module, content)

    def test_copy_made_to_be_slow_is_not(self):
        for piece in ["<p ", "[caption ", '[a b="', "<br", "\n \n", "<a href=", "&lt;"]:
            text = (piece * (400_000 // len(piece))).encode()
            with self.subTest(piece):
                survives(
                    wxr,
                    data("export.wxr").replace(
                        b"The council voted nine to four.", text
                    ),
                )

    def test_a_picture_of_a_billion_pixels_is_not_decoded(self):
        header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xff\xff\x00\x00\xff\xff"
        content = io.BytesIO(header + b"\x08\x02\x00\x00\x00" + b"\x00" * 40).read()
        survives(photograph, content)
