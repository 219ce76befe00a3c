"""Photographs that come as files: read, and kept in the library."""

import io
import tempfile
from datetime import UTC, datetime, timedelta
from unittest import mock

from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.test import SimpleTestCase, TestCase
from PIL import Image

from articles.models import Article, Photo
from articles.photos import restrictions
from newsroom.wire import formats, intake
from newsroom.wire.desk import deciding
from newsroom.wire.formats.files import essence
from newsroom.wire.items import Kind, MalformedItem, WirePicture
from newsroom.wire.models import Decision, Take
from tests.articles.test_photo_likeness import as_file, scene
from tests.articles.test_photos import iim, jpeg, xmp
from tests.wire.sampling import make_feed, make_item

QUAY = (
    (5, b"BC-Quay"),
    (10, b"3"),
    (25, b"harbour;quay"),
    (25, b":rel:d:bm:X1"),
    (40, b"NO ARCHIVES; use until 1 May 2026."),
    (80, b"Ana Ruiz"),
    (90, b"Port Sable"),
    (101, b"Erland"),
    (105, b"The quay"),
    (110, b"Coastal"),
    (120, b"The quay on Monday. One time use only."),
)


def quay(*changes, **options):
    return jpeg(segment=iim(*QUAY, *changes), **options).read()


def saved(kind, **options):
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "#284").save(buffer, kind, **options)
    return buffer.getvalue()


class ReadingTests(SimpleTestCase):
    def read(self, data):
        name, [item] = formats.parse(data)
        self.assertEqual(name, "photograph")
        return item

    def test_what_the_file_says_is_the_item(self):
        item = self.read(quay())
        self.assertEqual((item.kind, item.headline), (Kind.PICTURE, "The quay"))
        self.assertEqual((item.byline, item.credit), ("Ana Ruiz", "Coastal"))
        self.assertEqual((item.slugline, item.urgency), ("BC-Quay", 3))
        self.assertEqual(item.keywords, ("harbour", "quay"))
        self.assertEqual(item.places, ("Port Sable", "Erland"))
        self.assertEqual(
            item.usage_terms,
            "NO ARCHIVES; use until 1 May 2026.\nOne time use only",
        )
        [picture] = item.pictures
        self.assertEqual((picture.width, picture.height), (400, 300))
        self.assertEqual(item.warnings, ())

    def test_png_webp_and_tiff_are_known_by_their_first_bytes(self):
        packet = xmp("<photoshop:Headline>The quay</photoshop:Headline>")
        for kind in ["PNG", "WEBP", "TIFF"]:
            with self.subTest(kind):
                options = {"xmp": packet} if kind == "WEBP" else {}
                item = self.read(saved(kind, **options))
                self.assertEqual(item.pictures[0].height, 30)
                if options:
                    self.assertEqual(item.headline, "The quay")

    def test_an_empty_dataset_says_nothing(self):
        item = self.read(quay((120, b""), (55, b""), (80, b"")))
        self.assertEqual(item.byline, "Ana Ruiz")

    def test_doubts_are_said(self):
        item = self.read(
            jpeg(
                xmp=xmp(
                    "<Iptc4xmpExt:DigitalSourceType xmlns:Iptc4xmpExt="
                    '"http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
                    "http://cv.iptc.org/newscodes/digitalsourcetype/"
                    "trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>"
                )
            ).read()
        )
        self.assertEqual(len(item.warnings), 3)
        self.assertIn("without a caption", item.warnings[0])
        self.assertIn("nobody who made it", item.warnings[1])
        self.assertIn("no camera took it", item.warnings[2])

    def test_the_newer_location_and_a_title_of_the_photographer_are_read(self):
        item = self.read(
            jpeg(
                xmp=xmp(
                    "<Iptc4xmpExt:LocationCreated xmlns:Iptc4xmpExt="
                    '"http://iptc.org/std/Iptc4xmpExt/2008-02-29/"><rdf:Bag>'
                    '<rdf:li rdf:parseType="Resource"><Iptc4xmpExt:City>Lisse'
                    "</Iptc4xmpExt:City></rdf:li></rdf:Bag>"
                    "</Iptc4xmpExt:LocationCreated>"
                    "<photoshop:AuthorsPosition>Stringer</photoshop:AuthorsPosition>"
                    "<dc:subject><rdf:Bag><rdf:li>quay</rdf:li></rdf:Bag></dc:subject>"
                )
            ).read()
        )
        self.assertEqual(item.places, ("Lisse",))
        self.assertEqual(item.keywords, ("quay",))
        self.assertIn("Stringer", item.editor_note)

    def test_a_picture_taken_upright_has_its_upright_size(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        [picture] = self.read(jpeg(exif=exif.tobytes()).read()).pictures
        self.assertEqual((picture.width, picture.height), (300, 400))

    def test_a_damaged_or_enormous_file_is_refused_in_a_sentence(self):
        with self.assertRaisesMessage(MalformedItem, "cannot be opened"):
            formats.parse(quay()[:60])
        with (
            mock.patch("articles.photos.pixels.opened.__defaults__", (100,)),
            self.assertRaisesMessage(MalformedItem, "megapixels"),
        ):
            formats.parse(quay())

    def test_the_pixels_are_the_identity_whatever_the_words(self):
        for kind in ["JPEG", "PNG", "WEBP"]:
            options = [{}, {"xmp": xmp("<photoshop:City>Lisse</photoshop:City>")}]
            options = options if kind == "WEBP" else [{}, {"dpi": (72, 72)}]
            first, second = (saved(kind, **option) for option in options)
            with self.subTest(kind):
                self.assertNotEqual(first, second)
                self.assertEqual(essence.digest(first), essence.digest(second))
        self.assertNotEqual(essence.digest(b"II*\x00a"), essence.digest(b"II*\x00b"))

    def test_the_file_itself_is_never_printed(self):
        [picture] = self.read(quay()).as_data()["pictures"]
        self.assertNotIn("data", picture)
        self.assertEqual(len(picture["sha256"]), 64)


class RestrictionTests(SimpleTestCase):
    def test_the_phrases_of_picture_desks_are_found(self):
        for words in [
            "NO ARCHIVES",
            "No resales",
            "one time use only",
            "NOT FOR SALE FOR MARKETING OR ADVERTISING",
            "No use after 1 May 2026",
            "Editorial use only",
            "AUSTRIA OUT, SWITZERLAND OUT",
            "MANDATORY CREDIT",
            "for use within 14 days",
            "usable for 30 days",
        ]:
            with self.subTest(words):
                found = restrictions.found(f"The quay. {words}.")
                self.assertEqual(bool(found), words != "for use within 14 days")

    def test_each_is_named_once_and_plain_words_are_none(self):
        self.assertEqual(restrictions.found("NO SALES.", "no sales"), ("NO SALES",))
        self.assertEqual(restrictions.found("They went out. No sailing in May."), ())


class LibraryTests(TestCase):
    def setUp(self):
        self.feed = make_feed()

    def arrive(self, data):
        [outcome] = intake.take_in(data, self.feed, name="quay.jpg")
        return outcome.ruling

    def test_the_same_picture_of_another_agency_is_named_and_both_are_kept(self):
        first = as_file(scene(6)).read()
        second = as_file(scene(6).resize((120, 90)), quality=60).read()
        self.arrive(first[:2] + iim((110, b"Coastal")) + first[2:])
        held = Photo.objects.get()
        ruling = self.arrive(second[:2] + iim((110, b"Inland")) + second[2:])
        self.assertEqual(ruling.decision, Decision.CREATED)
        alike = f"It looks like photo {held.pk} of Coastal; rights may differ."
        self.assertIn(alike, ruling.reason)
        self.assertEqual(Photo.objects.count(), 2)

    def test_a_photograph_comes_into_the_library_with_its_words_and_limits(self):
        ruling = self.arrive(quay())
        photo = Photo.objects.get()
        self.assertEqual(ruling.decision, Decision.CREATED)
        self.assertIn(f"photo {photo.pk}", ruling.reason)
        self.assertIn("NO ARCHIVES", ruling.reason)
        self.assertIn("One time use only", photo.usage_terms)
        self.assertIn("NO ARCHIVES", photo.instructions)
        self.assertEqual((photo.byline, photo.credit), ("Ana Ruiz", "Coastal"))
        self.assertEqual(photo.place, "Port Sable")
        self.assertEqual(photo.renditions, [], "Its right had ended when it came.")
        self.assertFalse(Article.objects.exists())

    def test_one_that_may_be_shown_is_made_ready_at_once(self):
        self.arrive(quay().replace(b"1 May 2026", b"1 May 2999"))
        self.assertTrue(Photo.objects.get().renditions)

    def test_the_same_file_again_changes_nothing(self):
        self.arrive(quay())
        self.assertEqual(self.arrive(quay()).decision, Decision.DUPLICATE)
        self.assertEqual(Photo.objects.count(), Take.objects.count())

    def test_a_corrected_caption_waits_and_the_librarys_words_stay(self):
        self.arrive(quay())
        corrected = quay().replace(b"on Monday", b"on Friday")
        ruling = self.arrive(corrected)
        self.assertEqual(ruling.decision, Decision.WAITING)
        self.assertIn("caption", ruling.reason)
        photo = Photo.objects.get()
        self.assertIn("Monday", photo.caption)
        [proposed] = photo.drift.all()
        self.assertEqual((proposed.field, proposed.article), ("caption", None))
        self.assertIn("on Friday", proposed.new)
        self.assertEqual(proposed.source, self.feed.agency or self.feed.name)

    def test_other_words_that_the_library_does_not_keep_change_nothing(self):
        self.arrive(quay())
        ruling = self.arrive(quay().replace(b"harbour;", b"seaside;"))
        self.assertEqual(ruling.decision, Decision.DUPLICATE)

    def test_a_picture_that_an_editor_added_before_is_not_added_twice(self):
        other = make_feed(slug="other", name="Other")
        intake.take_in(quay(), other, name="a.jpg")
        ruling = self.arrive(quay())
        self.assertEqual(ruling.decision, Decision.DUPLICATE)
        self.assertEqual(Photo.objects.count(), 1)

    def test_a_file_whose_pixels_are_damaged_can_come_again(self):
        broken = jpeg(segment=iim(*QUAY)).read()[:-400]
        self.assertEqual(self.arrive(broken).decision, Decision.QUARANTINED)
        self.assertFalse(Take.objects.exists())
        self.assertEqual(self.arrive(quay()).decision, Decision.CREATED)

    def test_a_picture_under_embargo_stays_out_of_the_library(self):
        picture = make_item(
            kind=Kind.PICTURE,
            pictures=(WirePicture(data=quay()),),
            embargo_until=datetime.now(UTC) + timedelta(hours=1),
        )
        self.assertEqual(deciding.receive(picture, self.feed).decision, Decision.HELD)
        self.assertFalse(Photo.objects.exists() or Article.objects.exists())

    def test_what_the_item_says_fills_what_the_file_does_not(self):
        item = make_item(
            kind=Kind.PICTURE,
            byline="Ben Okoro",
            copyright="© Coastal",
            dateline="Lisse",
            usage_terms="NO SALES",
            pictures=(
                WirePicture(data=saved("PNG"), caption="c" * 9, credit="x" * 300),
            ),
        )
        ruling = deciding.receive(item, self.feed)
        photo = Photo.objects.get()
        self.assertIn("NO SALES", ruling.reason)
        self.assertEqual((photo.byline, photo.place), ("Ben Okoro", "Lisse"))
        self.assertEqual((photo.usage_terms, photo.caption), ("NO SALES", "c" * 9))
        self.assertLessEqual(len(photo.credit), 200)

    def test_a_dry_run_writes_no_file(self):
        with tempfile.NamedTemporaryFile() as file:
            file.write(quay())
            file.flush()
            with mock.patch.object(
                FileSystemStorage, "save", side_effect=AssertionError
            ):
                call_command(
                    "import_wire",
                    file.name,
                    feed="coastal",
                    dry_run=True,
                    stdout=io.StringIO(),
                )
        self.assertFalse(Photo.objects.exists())

    def test_pictures_that_come_with_a_story_are_given_to_it(self):
        files = [saved("PNG"), b"no picture", saved("PNG"), quay()]
        item = make_item(pictures=tuple(WirePicture(data=data) for data in files))
        article = deciding.receive(item, self.feed).article
        article.refresh_from_db()
        self.assertEqual(article.lead_photo.width, 40)
        self.assertEqual(article.article_photos.get().photo.width, 400)
        self.assertIn("is no picture the library takes", article.editor_note)
