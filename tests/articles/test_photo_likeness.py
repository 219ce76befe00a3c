"""The same picture in another file: recognised, offered, and never lost or merged."""

import io
import random
from io import StringIO
from itertools import combinations
from pathlib import Path

from django.core.management import CommandError, call_command
from django.test import SimpleTestCase, TestCase
from django.urls import reverse
from PIL import Image, ImageEnhance

from articles.models import Fingerprint, Photo
from articles.photos import fingerprints, ingest, likeness
from newsroom import demo
from tests.factories import make_article, make_photo, make_user

UPLOAD = reverse("admin:articles_photo_upload")
CHECK = reverse("admin:articles_photo_check")


def edition(number):
    """Yield (name, picture) of the demo edition, each 400 pixels wide."""
    folder = Path(demo.__file__).parent / "edition/photos"
    for path in sorted(folder.glob("*.jpg"))[:number]:
        with Image.open(path) as image:
            image.draft("RGB", (400, 267))
            yield path.stem, image.convert("RGB").resize((400, 267))


def scene(seed, size=(160, 120)):
    """Return a picture of large soft shapes, the same for the same seed."""
    chance = random.Random(seed)
    tiny = Image.new("RGB", (6, 5))
    tiny.putdata(
        [tuple(chance.randrange(256) for _band in range(3)) for _pixel in range(30)]
    )
    return tiny.resize(size, Image.Resampling.BICUBIC)


def as_file(image, kind="JPEG", name="a.jpg", **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    buffer.seek(0)
    buffer.name = name
    return buffer


def decoded(file):
    image = Image.open(file)
    image.load()
    return image


class FingerprintTests(SimpleTestCase):
    def test_a_picture_saved_anew_is_near_and_another_one_is_far(self):
        pictures = dict(edition(6))
        first = {name: fingerprints.of(one) for name, one in pictures.items()}
        turned = Image.Exif()
        turned[0x0112] = 6
        for name, change in {
            "quality": lambda image: decoded(as_file(image, quality=30)),
            "size": lambda image: image.resize((160, 107)),
            "format": lambda image: decoded(as_file(image, "PNG")),
            "grey": lambda image: image.convert("L"),
            "inks": lambda image: image.convert("CMYK"),
            "clear": lambda image: image.convert("RGBA"),
            "contrast": lambda image: ImageEnhance.Contrast(image).enhance(1.2),
            "cut": lambda image: image.crop((4, 3, 396, 264)),
            "turned": lambda image: decoded(
                as_file(image.transpose(Image.Transpose.ROTATE_90), exif=turned)
            ),
        }.items():
            for title, picture in pictures.items():
                with self.subTest(name, title=title):
                    found = fingerprints.of(change(picture))
                    apart = fingerprints.apart(first[title], found)
                    self.assertLessEqual(apart, likeness.FAR)
        for one, other in combinations(first.values(), 2):
            self.assertGreater(fingerprints.apart(one, other), likeness.FAR)

    def test_a_plain_surface_is_like_nothing(self):
        self.assertIsNone(fingerprints.of(Image.new("RGB", (64, 64), "#284")))


class LikenessTests(TestCase):
    def take(self, image, **options):
        return ingest.ingest(as_file(image, **options), name="a.jpg")

    def test_the_held_picture_is_found_in_one_query_and_kept_beside_the_new(self):
        held = self.take(scene(1))
        self.assertIsNone(likeness.of(held))
        self.take(scene(2))
        again = self.take(scene(1).resize((120, 90)), quality=50)
        self.assertEqual(likeness.of(Photo.objects.get(pk=again.pk)), held)
        self.assertEqual(Photo.objects.count(), 3)

    def test_nothing_within_the_bar_is_missed_whichever_bits_differ(self):
        chance = random.Random(7)
        held = make_photo()
        kept = chance.getrandbits(64)
        likeness.keep(held, kept)
        likeness.keep(make_photo(), None)
        for _time in range(12):
            bits = chance.sample(range(64), likeness.FAR + 1)
            near = kept ^ sum(1 << bit for bit in bits[:-1])
            with self.assertNumQueries(2):
                self.assertEqual(likeness.nearest(near), held)
            self.assertIsNone(likeness.nearest(near ^ 1 << bits[-1]))

    def test_the_nearest_is_found_and_of_equals_the_oldest(self):
        first, second, third = make_photo(), make_photo(), make_photo()
        likeness.keep(first, 0b111)
        likeness.keep(second, 0b1)
        likeness.keep(third, 0b1)
        self.assertEqual(likeness.nearest(0), second)

    def test_photos_from_before_are_looked_at_by_a_command(self):
        photo = self.take(scene(3))
        bare = self.take(scene(4))
        Photo.objects.filter(pk=bare.pk).update(renditions=[])
        kept = {row.pk: row.band_1 for row in Fingerprint.objects.all()}
        Fingerprint.objects.all().delete()
        broken = make_photo()
        out, err = StringIO(), StringIO()
        with self.assertRaisesMessage(CommandError, "1 photos could not be read."):
            call_command("fingerprint_photos", stdout=out, stderr=err)
        self.assertIn("2 looked at, 1 failed", out.getvalue())
        self.assertIn(f"Photo {broken.pk}: ", err.getvalue())
        again = self.take(scene(3).resize((100, 75)))
        self.assertEqual(likeness.of(again), photo)
        self.assertEqual(Fingerprint.objects.get(pk=bare.pk).band_1, kept[bare.pk])


class ChoiceTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make_user("Photo editor")
        cls.held = make_photo(caption="The held quay", credit="Reuters")
        likeness.keep(cls.held, fingerprints.of(scene(5)))

    def setUp(self):
        self.client.force_login(self.editor)

    def send(self):
        data = {"file": as_file(scene(5), name="again.jpg", quality=60)}
        return self.client.post(UPLOAD, data).json()

    def settle(self, photo, use):
        url = reverse("admin:articles_photo_alike", args=[photo["id"]])
        return self.client.post(url, {"use": use})

    def test_the_held_one_is_told_beside_the_new(self):
        answer = self.send()
        self.assertEqual(answer["alike"]["id"], self.held.pk)
        self.assertNotEqual(answer["photo"]["id"], self.held.pk)

    def test_who_chooses_the_held_one_takes_the_new_one_out_again(self):
        new = self.send()["photo"]
        answer = self.settle(new, "held").json()
        self.assertEqual((answer["photo"]["id"], answer["kept"]), (self.held.pk, False))
        self.assertEqual(Photo.objects.get(), self.held)

    def test_who_keeps_both_is_not_asked_again(self):
        new = self.send()["photo"]
        answer = self.settle(new, "both").json()
        self.assertEqual((answer["photo"]["id"], answer["kept"]), (new["id"], True))
        self.assertEqual(self.settle(new, "both").status_code, 404)
        self.assertEqual(Photo.objects.count(), 2)

    def test_a_new_one_that_a_story_has_by_now_stays(self):
        new = self.send()["photo"]
        make_article(lead_photo_id=new["id"])
        self.assertTrue(self.settle(new, "held").json()["kept"])

    def test_nobody_decides_about_a_photo_that_is_not_theirs_to_change(self):
        new = self.send()["photo"]
        self.client.force_login(make_user())
        self.assertEqual(self.settle(new, "held").status_code, 403)
        self.client.force_login(make_user("Reporter"))
        self.assertTrue(self.settle(new, "held").json()["kept"])
        self.client.force_login(self.editor)
        self.assertEqual(self.settle(new, "nonsense").status_code, 404)
        url = reverse("admin:articles_photo_alike", args=[new["id"]])
        self.assertEqual(self.client.get(url).status_code, 405)
        self.assertEqual(Photo.objects.count(), 2)

    def test_the_check_screen_shows_both_and_keeps_what_was_typed(self):
        new = self.send()["photo"]["id"]
        response = self.client.get(CHECK)
        self.assertContains(response, f"Looks like photo {self.held.pk}, held before")
        self.assertContains(response, "The held quay")
        typed = {"ids": new, f"p{new}-caption": "Typed", f"p{new}-credit": "Ana"}
        response = self.client.post(CHECK, typed | {"both": new})
        self.assertContains(response, "Typed")
        self.assertNotContains(response, "held before")
        self.assertEqual(
            self.client.post(CHECK, typed | {"both": new}).status_code, 200
        )

    def test_the_check_screen_takes_the_new_one_out(self):
        new = self.send()["photo"]["id"]
        self.client.post(CHECK, {"ids": new, "held": new})
        self.assertEqual(Photo.objects.get(), self.held)

    def test_the_photo_s_page_names_the_one_it_looks_like(self):
        new = self.send()["photo"]["id"]
        page = self.client.get(reverse("admin:articles_photo_change", args=[new]))
        self.assertContains(page, f"“The held quay” (photo {self.held.pk}, credit")
