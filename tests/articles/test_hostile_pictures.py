"""Pictures that are odd, broken or made to harm: taken in, or refused in words."""

import io
import struct
import zlib
from io import StringIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from django.test import TestCase
from PIL import Image, ImageCms, TiffImagePlugin

from articles.models import Photo
from articles.photos import ingest
from tests.articles.test_photos import iim, jpeg
from tests.factories import make_photo


def saved(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def taken(date):
    """Return an XMP packet that says when a picture was taken."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        f' photoshop:DateCreated="{date}"/></rdf:RDF></x:xmpmeta>'
    ).encode()


def png_that_claims(width, height):
    """Return a small PNG that says it is as large as this."""
    chunks = b""
    for name, data in (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\x00" * 100)),
        (b"IEND", b""),
    ):
        check = struct.pack(">I", zlib.crc32(name + data))
        chunks += struct.pack(">I", len(data)) + name + data + check
    return b"\x89PNG\r\n\x1a\n" + chunks


def exif_with_thumbnail(thumbnail, offset=None):
    """Return an Exif segment whose second directory holds a thumbnail."""
    first = struct.pack("<HI", 0, 14)  # no entries, the next directory at 14
    entries = struct.pack("<H", 2)
    start = 14 + 2 + 2 * 12 + 4
    entries += struct.pack("<HHII", 0x0201, 4, 1, offset or start)
    entries += struct.pack("<HHII", 0x0202, 4, 1, len(thumbnail))
    tiff = b"II*\x00\x08\x00\x00\x00" + first + entries + b"\x00" * 4 + thumbnail
    return b"Exif\x00\x00" + tiff


def public_bytes(photo):
    found = b""
    for made in photo.renditions:
        with default_storage.open(made["name"]) as file:
            found += file.read()
    return found


def wide_gamut():
    """Return a profile in which every number is a much more colourful red."""
    # The primaries exchanged: what is green in it is red in sRGB.
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = data.index(b"rXYZ"), data.index(b"gXYZ")
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    description = data.index(b"s\x00R\x00G\x00B")
    data[description : description + 2] = b"x\x00"
    return bytes(data)


class HostileTests(TestCase):
    def take(self, data, name="a.jpg"):
        return ingest.ingest(io.BytesIO(data), name=name)

    def shown(self, photo, kind="jpeg"):
        """Return the smallest whole rendition of a format, opened."""
        held = [m for m in photo.renditions if m["format"] == kind and not m["crop"]]
        with default_storage.open(held[0]["name"]) as file:
            image = Image.open(io.BytesIO(file.read()))
        image.load()
        return image

    def assert_colour(self, photo, colour):
        for kind in ("avif", "webp", "jpeg"):
            found = self.shown(photo, kind).convert("RGB").getpixel((10, 10))
            for one, other in zip(found, colour, strict=True):
                self.assertAlmostEqual(one, other, delta=6, msg=f"{kind}: {found}")

    def test_what_is_no_photo_is_refused_in_a_sentence_and_the_next_is_taken(self):
        grey = Image.new("L", (40, 30))
        whole = saved(Image.effect_noise((400, 300), 80), "JPEG")
        script = b'<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>'
        none = "is no picture the library takes; save it as JPEG, PNG, WebP or TIFF."
        for name, data, words in (
            (
                "moves.gif",
                saved(grey, "GIF", save_all=True, append_images=[grey]),
                none,
            ),
            ("shell.jpg", b"<?php system($_GET['c']); ?>", none),
            ("drawing.svg", script, none),
            ("cut.jpg", whole[: len(whole) // 2], "“cut.jpg” is damaged ("),
            ("bomb.png", png_that_claims(30_000, 30_000), "more than 60 megapixels"),
            (
                "rope.png",
                png_that_claims(1, 40_000),
                "is longer than 30000 pixels; cut",
            ),
            ("lies.png", png_that_claims(5_000, 5_000), "“lies.png” is damaged ("),
        ):
            with self.subTest(name), self.assertRaisesMessage(ingest.NotAPhoto, words):
                self.take(data, name)
        self.assertTrue(self.take(jpeg(size=(90, 60)).getvalue()).renditions)
        self.assertEqual(Photo.objects.count(), 1)

    def test_a_line_of_pixels_is_a_photo(self):
        photo = self.take(saved(Image.new("RGB", (1, 20_000), "#284"), "PNG"))
        self.assertEqual((photo.width, photo.height), (1, 20_000))
        self.assertEqual({m["format"] for m in photo.renditions}, {"jpeg"})

    def test_colours_are_those_that_were_meant(self):
        inks = Image.new("CMYK", (40, 30), (0, 255, 255, 0))
        deep = Image.new("I;16", (40, 30), 0x8080)
        red = Image.new("RGBA", (40, 30), (255, 0, 0, 255))
        clear = Image.new("RGBA", (40, 30), (255, 0, 0, 0))
        lab = ImageCms.profileToProfile(
            Image.new("RGB", (40, 30), (200, 40, 60)),
            ImageCms.createProfile("sRGB"),
            ImageCms.createProfile("LAB"),
            outputMode="LAB",
        )
        green = Image.new("RGB", (40, 30), (0, 200, 0))
        for name, data, colour in (
            ("CMYK", saved(inks, "JPEG"), (255, 0, 0)),
            ("16 bits", saved(deep, "PNG"), (128, 128, 128)),
            ("palette", saved(red.convert("RGB").quantize(4), "PNG"), (255, 0, 0)),
            ("transparent", saved(clear, "PNG"), (255, 255, 255)),
            ("grey and clear", saved(clear.convert("LA"), "PNG"), (255, 255, 255)),
            ("Lab", saved(lab, "TIFF"), (200, 40, 60)),
            ("a profile", saved(green, "PNG", icc_profile=wide_gamut()), (200, 0, 0)),
            ("no profile", saved(green, "PNG", icc_profile=b"broken"), (0, 200, 0)),
        ):
            with self.subTest(name):
                photo = self.take(data)
                self.assert_colour(photo, colour)
                self.assertNotIn("icc_profile", self.shown(photo).info)

    def test_words_marked_with_a_wrong_charset_are_read(self):
        segment = iim((120, "Café".encode("latin-1")), (110, b"\x93Ana\x94"))
        photo = self.take(jpeg(segment=segment).getvalue())
        self.assertEqual((photo.caption, photo.credit), ("Café", "“Ana”"))

    def test_nothing_of_the_cameras_or_a_strangers_reaches_a_public_file(self):
        exif = exif_with_thumbnail(b"<?php evil() ?>")
        file = saved(
            Image.new("RGB", (40, 30), "#284"),
            "JPEG",
            exif=exif,
            comment=b"<script>evil()</script>",
        )
        photo = self.take(file)
        self.assertTrue(photo.renditions)
        public = public_bytes(photo)
        self.assertNotIn(b"evil", public)
        self.assertNotIn(b"Exif", public)
        with photo.original.open("rb") as original:
            self.assertEqual(original.read(), file)

    def test_a_thumbnail_that_points_nowhere_harms_nothing(self):
        for number, offset in enumerate((0xFFFFFFF0, 8, 14), start=41):
            exif = exif_with_thumbnail(b"\xff\xd8\xff", offset)
            with self.subTest(offset=offset):
                photo = self.take(jpeg(size=(number, 30), exif=exif).getvalue())
                self.assertEqual(photo.width, number)

    def test_one_broken_original_keeps_no_other_photo_from_its_renditions(self):
        originals = storages["originals"]
        good = [self.take(jpeg(size=(50 + i, 40)).getvalue()) for i in range(2)]
        Photo.objects.update(renditions=[])
        bad = make_photo(original="broken/rest.jpg", renditions=[])
        originals.delete("broken/rest.jpg")
        originals.save("broken/rest.jpg", ContentFile(b"\xff\xd8\xff broken"))
        err = StringIO()
        with self.assertRaisesMessage(CommandError, "1 originals could not be read."):
            call_command("make_renditions", "--jobs=2", stdout=StringIO(), stderr=err)
        self.assertIn(f"Photo {bad.pk}: ", err.getvalue())
        for photo in Photo.objects.filter(pk__in=[photo.pk for photo in good]):
            self.assertTrue(photo.renditions)

    def test_a_tag_of_the_wrong_kind_says_nothing(self):
        for number, (kind, value) in enumerate(((4, 7), (12, 1.5))):
            words = TiffImagePlugin.ImageFileDirectory_v2()
            words.tagtype[700], words[700] = kind, value  # where XMP should be
            image = Image.new("RGB", (40 + number, 30), "teal")
            with self.subTest(value):
                photo = self.take(saved(image, "TIFF", tiffinfo=words))
                self.assertEqual(photo.caption, "")

    def test_a_date_from_before_photography_is_none(self):
        said = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01")
        for number, date in enumerate(said):
            with self.subTest(date):
                file = jpeg(size=(60 + number, 30), xmp=taken(date)).getvalue()
                self.assertIsNone(self.take(file).taken_at)
        file = jpeg(size=(70, 30), xmp=taken("1901-02-03")).getvalue()
        self.assertEqual(self.take(file).taken_at.year, 1901)
