"""Pictures: what their files say, and what is made of them."""

import io
from datetime import UTC, datetime
from unittest import mock

from django.core.files.storage import default_storage
from django.test import SimpleTestCase, TestCase
from PIL import Image, ImageCms

from articles.models import Photo
from articles.photos import ingest, metadata, pixels

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def xmp(properties):
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
        f">{properties}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def iim(*datasets, utf8=True):
    """Return an APP13 segment with IIM datasets: pairs of number and bytes."""
    records = [(1, 90, b"\x1b%G")] if utf8 else []
    records += [(2, number, value) for number, value in datasets]
    data = b"".join(
        b"\x1c" + bytes([record, number]) + len(value).to_bytes(2, "big") + value
        for record, number, value in records
    )
    block = b"8BIM\x04\x04\x00\x00" + len(data).to_bytes(4, "big") + data
    block += b"\x00" * (len(data) % 2)
    segment = b"Photoshop 3.0\x00" + block
    return b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment


def jpeg(size=(400, 300), segment=b"", **options):
    buffer = io.BytesIO()
    Image.new("RGB", size, "#284").save(buffer, "JPEG", **options)
    data = buffer.getvalue()
    return io.BytesIO(data[:2] + segment + data[2:])


def read(file):
    return metadata.read(Image.open(file))


class MetadataTests(SimpleTestCase):
    def test_xmp_is_read_in_all_its_shapes(self):
        said = read(
            jpeg(
                xmp=xmp(
                    '<dc:description><rdf:Alt><rdf:li xml:lang="de">Der Kai</rdf:li>'
                    '<rdf:li xml:lang="x-default">The quay</rdf:li></rdf:Alt>'
                    "</dc:description><dc:creator><rdf:Seq><rdf:li>Ana Marsh</rdf:li>"
                    "<rdf:li>Jo Quill</rdf:li></rdf:Seq></dc:creator>"
                    "<photoshop:Credit>The Estuary</photoshop:Credit>"
                    "<photoshop:DateCreated>2026-11-20T07:30:00+01:00"
                    "</photoshop:DateCreated><Iptc4xmpCore:AltTextAccessibility>"
                    "A wall</Iptc4xmpCore:AltTextAccessibility>"
                )
            )
        )
        self.assertEqual(said.caption, "The quay")
        self.assertEqual(said.byline, "Ana Marsh, Jo Quill")
        self.assertEqual(said.credit, "The Estuary")
        self.assertEqual(said.alt_text, "A wall")
        self.assertEqual(said.taken_at, datetime(2026, 11, 20, 6, 30, tzinfo=UTC))

    def test_iim_fills_what_xmp_does_not_say(self):
        said = read(
            jpeg(
                segment=iim(
                    (120, "Café at dawn".encode()),
                    (110, b"Cut off"),
                    (80, b"Ana"),
                    (55, b"20261120"),
                    (60, b"073000+0000"),
                ),
                xmp=xmp("<photoshop:Credit>Not cut off</photoshop:Credit>"),
            )
        )
        self.assertEqual(said.caption, "Café at dawn")
        self.assertEqual(said.credit, "Not cut off")
        self.assertEqual(said.byline, "Ana")
        self.assertEqual(said.taken_at, datetime(2026, 11, 20, 7, 30, tzinfo=UTC))

    def test_iim_without_a_mark_is_utf8_where_it_can_be_else_windows(self):
        self.assertEqual(
            read(jpeg(segment=iim((120, "Œ".encode()), utf8=False))).caption, "Œ"
        )
        self.assertEqual(
            read(jpeg(segment=iim((120, b"\x93x\x94"), utf8=False))).caption, "“x”"
        )

    def test_what_the_desk_alone_reads_is_read_from_xmp_before_iim(self):
        extension = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
        packet = xmp(
            "<photoshop:Headline>Storm</photoshop:Headline><dc:subject><rdf:Bag><rdf:li>"
            "sea; wind</rdf:li><rdf:li>quay</rdf:li></rdf:Bag></dc:subject>"
            f'<e:PersonInImage xmlns:e="{extension}"><rdf:Bag><rdf:li>Jo Quill</rdf:li>'
            "<rdf:li>Ana Marsh</rdf:li></rdf:Bag></e:PersonInImage>"
        )
        words = iim((105, b"Cut"), (115, b"Coastal"), (40, b"No sales"), (25, b"lost"))
        file = jpeg(xmp=packet, segment=words)
        said = read(file).as_fields()
        self.assertEqual(said["headline"], "Storm")
        self.assertEqual(said["source"], "Coastal")
        self.assertEqual(said["instructions"], "No sales")
        self.assertEqual(said["keywords"], "sea, wind, quay")
        self.assertEqual(said["people"], "Jo Quill, Ana Marsh")
        self.assertNotIn("usage_terms", said)

    def test_exif_comes_last(self):
        exif = Image.Exif()
        exif[0x010E], exif[0x013B] = "From the camera", "Ana"
        said = read(jpeg(exif=exif.tobytes()))
        self.assertEqual((said.caption, said.byline), ("From the camera", "Ana"))

    def test_metadata_that_cannot_be_read_counts_as_absent(self):
        broken = jpeg(xmp=b"<x:xmpmeta", segment=b"\xff\xed\x00\x10Photoshop 3.0\x00")
        self.assertEqual(read(broken), metadata.PhotoMetadata())

    def test_entities_are_not_expanded(self):
        bomb = b'<!DOCTYPE x [<!ENTITY a "b">]>' + xmp(
            "<photoshop:Credit>&a;</photoshop:Credit>"
        )
        self.assertNotEqual(read(jpeg(xmp=bomb)).credit, "b")


class PixelTests(SimpleTestCase):
    def test_a_picture_taken_upright_stands_upright(self):
        exif = Image.Exif()
        exif[0x0112] = 6  # turned by a quarter
        image = Image.open(jpeg(size=(400, 300), exif=exif.tobytes()))
        self.assertEqual(pixels.upright_srgb(image).size, (300, 400))

    def test_transparent_parts_become_white(self):
        image = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
        self.assertEqual(pixels.upright_srgb(image).getpixel((0, 0)), (255, 255, 255))

    def test_colours_of_another_profile_are_converted_and_a_broken_one_is_survived(
        self,
    ):
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
        for data in [b"broken", profile]:
            image = Image.new("RGB", (4, 4), "#284")
            image.info["icc_profile"] = data
            self.assertEqual(pixels.upright_srgb(image).mode, "RGB")

    def test_a_crop_keeps_the_focal_point(self):
        image = Image.new("RGB", (100, 10), "black")
        image.putpixel((99, 5), (255, 255, 255))
        right = pixels.cropped(image, (10, 10), (1.0, 0.5))
        left = pixels.cropped(image, (10, 10), (0.0, 0.5))
        self.assertEqual(right.getpixel((9, 5)), (255, 255, 255))
        self.assertEqual(left.getextrema(), ((0, 0), (0, 0), (0, 0)))


class IngestTests(TestCase):
    def test_the_file_proposes_and_who_adds_it_wins(self):
        file = jpeg(xmp=xmp("<photoshop:Credit>From the file</photoshop:Credit>"))
        photo = ingest.ingest(file, name="a.jpg", caption="Typed")
        self.assertEqual((photo.credit, photo.caption), ("From the file", "Typed"))

    def test_names_are_put_in_order_and_what_the_file_said_is_kept(self):
        words = iim((80, b"J SMITH"), (110, b"Photo: J SMITH / REUTERS"), (120, b"Sea"))
        photo = ingest.ingest(jpeg(segment=words), name="a.jpg")
        self.assertEqual((photo.byline, photo.credit), ("J Smith", "J Smith/Reuters"))
        said = {"byline": "J SMITH", "credit": "Photo: J SMITH / REUTERS"}
        self.assertEqual(photo.file_said, said | {"caption": "Sea"})

    def test_a_missing_credit_is_made_of_photographer_and_source(self):
        words = iim((80, b"ANA MARSH"), (115, b"The Estuary"))
        photo = ingest.ingest(jpeg(segment=words), name="a.jpg")
        self.assertEqual(photo.credit, "Ana Marsh/The Estuary")

    def test_a_text_too_long_for_its_column_is_cut_at_a_word(self):
        words = "word " * 100
        file = jpeg(xmp=xmp(f"<photoshop:Credit>{words}</photoshop:Credit>"))
        photo = ingest.ingest(file, name="a.jpg")
        self.assertLessEqual(len(photo.credit), 200)
        self.assertTrue(photo.credit.endswith("word"))

    def test_a_small_picture_is_never_made_larger(self):
        photo = ingest.ingest(jpeg(size=(200, 100)), name="a.jpg")
        widths = {made["width"] for made in photo.renditions if not made["crop"]}
        self.assertEqual(widths, {200})

    def test_there_is_always_one_jpeg_and_one_crop_for_sharing(self):
        photo = ingest.ingest(jpeg(size=(1300, 900)), name="a.jpg")
        shapes = {
            (m["format"], m["crop"], m["width"], m["height"]) for m in photo.renditions
        }
        self.assertIn(("jpeg", "og", 1200, 630), shapes)
        self.assertIn(("jpeg", "", 1280, 886), shapes)
        self.assertIn(("webp", "", 320, 222), shapes)

    def test_public_files_carry_the_credit_but_not_where_the_camera_was(self):
        exif = Image.Exif()
        exif.get_ifd(0x8825)[2] = (52.0, 5.0, 0.0)
        exif.get_ifd(0x8769)[0xA431] = "SERIAL-4711"  # of the camera's body
        file = jpeg(exif=exif.tobytes(), size=(700, 500))
        words = {
            "credit": "A & B",
            "digital_source": "digitalCapture",
            "copyright_notice": "Coastal Press",
            "instructions": "Not for the rival",
        }
        photo = ingest.ingest(file, name="a.jpg", **words)
        for made in photo.renditions:
            with default_storage.open(made["name"]) as stored:
                bytes_of_it = stored.read()
                self.assertNotIn(b"4711", bytes_of_it)
                self.assertNotIn(b"rival", bytes_of_it)
                image = Image.open(stored)
                self.assertFalse(image.getexif())
                said = metadata.read(image)
                self.assertEqual(said.credit, "A & B")
                self.assertEqual(said.digital_source, "digitalCapture")
                self.assertEqual(said.copyright_notice, "Coastal Press")
        self.assertEqual(
            {made["format"] for made in photo.renditions}, {"avif", "webp", "jpeg"}
        )

    def test_a_failure_while_storing_the_original_leaves_no_row(self):
        originals = Photo._meta.get_field("original").storage
        with (
            mock.patch.object(originals, "save", side_effect=OSError("full")),
            self.assertRaises(OSError),
        ):
            ingest.ingest(jpeg(size=(333, 200)), name="a.jpg")
        self.assertFalse(Photo.objects.exists())
