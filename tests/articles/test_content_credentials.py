"""C2PA manifests: recognised in each format, kept as they are, and never believed."""

import io
import struct
import zlib
from io import StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import SimpleTestCase, TestCase
from django.urls import reverse
from PIL import Image, TiffImagePlugin

from articles.models import Photo
from articles.photos import ingest, provenance
from tests.factories import make_user


def cbor(value):
    """Return text, a list or a map as CBOR."""
    if isinstance(value, str):
        data = value.encode()
        return head(3, len(data)) + data
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    parts = (cbor(key) + cbor(said) for key, said in value.items())
    return head(5, len(value)) + b"".join(parts)


def head(kind, number):
    return bytes([kind << 5 | 25]) + struct.pack(">H", number)


def box(kind, *contents):
    data = b"".join(contents)
    return struct.pack(">I4s", len(data) + 8, kind) + data


def labelled(label, *contents):
    return box(b"jumb", box(b"jumd", bytes(16), b"\x03", label, b"\0"), *contents)


def store(claim, *, label=b"c2pa.claim"):
    """Return a manifest store with one manifest and its claim."""
    thumbnail = labelled(b"c2pa.assertions", labelled(b"c2pa.thumbnail", box(b"bidb")))
    claimed = labelled(label, box(b"cbor", claim))
    return labelled(b"c2pa", labelled(b"urn:uuid:1", thumbnail, claimed))


NAMED = store(cbor({"claim_generator_info": [{"name": "Cämera", "version": "1.2"}]}))


def picture(kind, **options):
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), 0x356).save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg(manifest, *, at_once=60):
    """Return a JPEG whose manifest is cut into segments of so many bytes."""
    head, rest = manifest[:8], manifest[8:]
    cuts = [rest[start : start + at_once] for start in range(0, len(rest), at_once)]
    segments = b""
    for number, cut in enumerate(cuts, start=1):
        data = b"JP" + struct.pack(">HI", 7, number) + head + cut
        segments += b"\xff\xeb" + struct.pack(">H", len(data) + 2) + data
    data = picture("JPEG")
    return data[:2] + segments + data[2:]


def png(manifest):
    data = picture("PNG")
    chunk = b"caBX" + manifest
    chunk = (
        struct.pack(">I", len(manifest)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    )
    return data[:33] + chunk + data[33:]


def webp(manifest):
    data = picture("WEBP")
    chunk = struct.pack("<4sI", b"C2PA", len(manifest)) + manifest
    data += chunk + b"\0" * (len(manifest) % 2)
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


def tiff(manifest, *, kind=7):
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[provenance.TIFF_TAG] = manifest
    tags.tagtype[provenance.TIFF_TAG] = kind
    return picture("TIFF", tiffinfo=tags)


FORMATS = {"jpg": jpeg, "png": png, "webp": webp, "tif": tiff}


def said(data):
    file = io.BytesIO(data)
    return provenance.read(Image.open(file), file)


class RecognisingTests(SimpleTestCase):
    def test_a_manifest_is_recognised_in_every_format(self):
        for name, made in FORMATS.items():
            self.assertEqual(said(made(NAMED)), "Cämera 1.2", name)

    def test_both_versions_of_a_claim_name_their_program(self):
        for claim, label in [
            ({"claim_generator": "Editor/3"}, b"c2pa.claim"),
            ({"claim_generator_info": {"name": "Editor/3"}}, b"c2pa.claim.v2"),
        ]:
            found = said(png(store(cbor(claim), label=label)))
            self.assertEqual(found, "Editor/3")

    def test_a_picture_without_one_has_none(self):
        for kind in ("JPEG", "PNG", "WEBP", "TIFF"):
            self.assertEqual(said(picture(kind)), "", kind)
        other = labelled(b"other", labelled(b"c2pa.claim", box(b"cbor", cbor({}))))
        self.assertEqual(said(jpeg(other)), "")

    def test_a_claim_that_cannot_be_read_is_present_and_unnamed(self):
        for claim in [
            b"",
            b"\xff",
            b"\x9f" * 50,
            b"\x81" * 5_000,
            b"\x9b" + b"\xff" * 8,
            b"\x5b" + b"\xff" * 8,
            cbor("text"),
            cbor({"claim_generator_info": []}),
            cbor({"claim_generator": "\x00\x1b"}),
        ]:
            self.assertEqual(said(png(store(claim))), "unnamed", claim[:9])

    def test_boxes_that_lie_about_their_lengths_end_the_reading(self):
        for manifest in [
            NAMED[:20],
            b"\xff\xff\xff\xffjumb" + NAMED[8:],
            b"\x00\x00\x00\x01jumb" + b"\xff" * 8 + NAMED[8:],
            b"\x00\x00\x00\x04jumb" + NAMED[8:],
            box(b"free") * 3_000 + NAMED,
        ]:
            for name, made in FORMATS.items():
                self.assertEqual(said(made(manifest)), "", name)
        deep = NAMED
        for _ in range(300):
            deep = labelled(b"c2pa", deep)
        self.assertEqual(said(png(deep)), "unnamed")

    def test_a_number_in_place_of_a_manifest_takes_no_memory(self):
        self.assertEqual(said(tiff(4_000_000_000, kind=4)), "")

    def test_a_name_is_cut_and_printable(self):
        found = said(png(store(cbor({"claim_generator": "a\x1b\u202e b" + "x" * 900}))))
        self.assertEqual((found[:5], len(found)), ("a bxx", 200))


class LibraryTests(TestCase):
    def test_it_is_told_on_the_photos_page_as_not_verified_and_the_file_is_kept(self):
        data = jpeg(NAMED)
        photo = ingest.ingest(io.BytesIO(data), name="quay.jpg")
        self.assertEqual(photo.content_credentials, "Cämera 1.2")
        with photo.original.open("rb") as kept:
            self.assertEqual(kept.read(), data)
        self.client.force_login(make_user("Photo editor"))
        page = self.client.get(reverse("admin:articles_photo_change", args=[photo.pk]))
        self.assertContains(page, "Content credentials are present, not verified")
        self.assertContains(page, "Cämera 1.2")

    def test_a_broken_manifest_keeps_no_photo_out(self):
        self.client.force_login(make_user("Photo editor"))
        file = SimpleUploadedFile("q.png", png(b"\x00\x00\x00\x01jumb"))
        typed = {"original": file, "category": "staff"}
        self.client.post(reverse("admin:articles_photo_add"), typed)
        self.assertEqual(Photo.objects.get().content_credentials, "")

    def test_photos_that_were_held_before_are_looked_at_by_a_command(self):
        photo = ingest.ingest(io.BytesIO(webp(NAMED)), name="quay.webp")
        lost = ingest.ingest(io.BytesIO(png(NAMED)), name="quay.png")
        lost.original.storage.delete(lost.original.name)
        Photo.objects.update(content_credentials="")
        out, err = StringIO(), StringIO()
        call_command("find_credentials", stdout=out, stderr=err)
        self.assertIn(
            "2 originals looked at, 1 with content credentials", out.getvalue()
        )
        self.assertIn(f"Photo {lost.pk}", err.getvalue())
        photo.refresh_from_db()
        self.assertEqual(photo.content_credentials, "Cämera 1.2")
