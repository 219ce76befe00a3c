"""Crops: where they lie, what is made of them, and what the pages show of them."""

import io
from datetime import timedelta

from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import SimpleTestCase, TestCase
from PIL import Image

from articles.models import ArticlePhoto, Photo
from articles.photos import (
    cropping,
    geometry,
    ingest,
    making,
    pixels,
    pruning,
)
from tests.factories import make_published


def quarters(size=(120, 80)):
    """Return a picture of four colours."""
    image = Image.new("RGB", (2, 2))
    image.putdata([(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)])
    return image.resize(size, Image.Resampling.NEAREST)


def file_of(image, kind="PNG", **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return io.BytesIO(buffer.getvalue())


def colour(image):
    """Return the channels that are bright in the middle of an image."""
    middle = image.convert("RGB").getpixel((image.width // 2, image.height // 2))
    return tuple(channel > 128 for channel in middle)


RED, LIME, BLUE = (True, False, False), (False, True, False), (False, False, True)
YELLOW = (True, True, False)
# Each quarter of a picture of 120 × 80 as a crop of 3:2.
QUARTERS = {
    (0, 0, 0.5, 0.5): RED,
    (0.5, 0, 0.5, 0.5): LIME,
    (0, 0.5, 0.5, 0.5): BLUE,
    (0.5, 0.5, 0.5, 0.5): YELLOW,
}


class GeometryTests(SimpleTestCase):
    def test_the_focal_point_decides_where_the_largest_crop_lies(self):
        for ratio, size, focus, box in [
            ("3:2", (300, 200), (0.1, 0.9), (0, 0, 1, 1)),
            ("1:1", (300, 200), (0, 0.5), (0, 0, 0.66667, 1)),
            ("1:1", (300, 200), (1, 0.5), (0.33333, 0, 0.66667, 1)),
            ("16:9", (160, 180), (0.5, 0.5), (0, 0.25, 1, 0.5)),
            ("4:5", (20_000, 1), (0.5, 0), (0.49998, 0, 0.00004, 1)),
            ("3:2", (1, 20_000), (0.5, 1), (0, 0.99997, 1, 0.00003)),
        ]:
            with self.subTest(ratio=ratio, size=size):
                self.assertEqual(geometry.automatic(ratio, size, focus), box)

    def test_a_crop_lies_inside_the_picture_or_nowhere(self):
        size = (300, 200)
        self.assertEqual(
            geometry.placed("3:2", size, 30, 20, 240), (0.1, 0.1, 0.8, 0.8)
        )
        # 16:9 of the whole width is 168.75 high.
        self.assertIsNotNone(geometry.placed("16:9", size, 0, 32, 300))
        for place in [(-1, 0, 200), (0, -1, 200), (101, 0, 200), (0, 68, 200)]:
            self.assertIsNone(geometry.placed("3:2", size, *place), place)
        self.assertIsNone(geometry.placed("3:2", size, 0, 0, 0))

    def test_a_name_holds_ratio_and_box(self):
        box = geometry.placed("1.91:1", (6000, 4000), 1, 0, 5999)
        name = geometry.name_of("1.91:1", box)
        self.assertEqual(geometry.named(name), ("1.91:1", box))
        self.assertEqual(geometry.names({"1:1": [0, 0, 1, 0.5], "3:2": []})[1:], [])

    def test_no_pixel_is_lost_between_a_box_and_its_numbers(self):
        size = (29_999, 29_001)
        for left in (1, 7_777, 12_345):
            box = geometry.placed("3:2", size, left, left, 14_321)
            self.assertEqual(geometry.pixels_of(box, size)[:3], (left, left, 14_321))


class PixelTests(SimpleTestCase):
    def test_a_part_is_the_region_asked_for_however_the_file_lies(self):
        for orientation in range(1, 9):
            image, exif = quarters(), Image.Exif()
            turned = image
            for turn in {
                2: ["FLIP_LEFT_RIGHT"],
                3: ["ROTATE_180"],
                4: ["FLIP_TOP_BOTTOM"],
                5: ["TRANSPOSE"],
                6: ["ROTATE_90"],
                7: ["TRANSVERSE"],
                8: ["ROTATE_270"],
            }.get(orientation, []):
                turned = image.transpose(Image.Transpose[turn])
            exif[0x0112] = orientation
            for kind in ("PNG", "JPEG"):
                for box, expected in QUARTERS.items():
                    with self.subTest(orientation=orientation, kind=kind, box=box):
                        opened = pixels.opened(file_of(turned, kind, exif=exif))
                        part = pixels.upright_part(opened, box, 2400)
                        self.assertEqual(
                            (part.size, colour(part)), ((60, 40), expected)
                        )

    def test_a_wide_part_is_reduced_and_a_narrow_one_is_not_enlarged(self):
        opened = pixels.opened(file_of(quarters((1200, 800)), "JPEG"))
        part = pixels.upright_part(opened, (0.5, 0.5, 0.5, 0.5), 100)
        self.assertEqual((part.size, colour(part)), ((100, 67), YELLOW))

    def test_a_thread_of_a_picture_has_parts_too(self):
        for size in [(1, 2_000), (2_000, 1)]:
            opened = pixels.opened(file_of(Image.new("RGB", size)))
            for ratio in geometry.RATIOS:
                box = geometry.automatic(ratio, size, (0.5, 1))
                self.assertTrue(all(pixels.upright_part(opened, box, 320).size))


class RenditionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        data = file_of(quarters((120, 80)))
        cls.photo = ingest.ingest(
            data, name="quarters.png", caption="C.", credit="A", alt_text="Four"
        )
        cls.box = [0.5, 0, 0.5, 0.5]
        cls.name = "3:2@0.5,0,0.5,0.5"

    def crop(self, photo=None, **crops):
        Photo.objects.filter(pk=self.photo.pk).update(crops=crops)
        self.photo.refresh_from_db()
        making.make_soon(self.photo)
        self.photo.refresh_from_db()

    def made(self, name):
        return [made for made in self.photo.renditions if made["crop"] == name]

    def test_a_crop_made_by_hand_has_files_of_its_region_and_the_others_stay(self):
        before = self.photo.renditions
        self.crop(**{"3:2": self.box, "1.91:1": [0, 0.5, 0.5, 0.39375]})
        self.assertEqual(self.photo.renditions[: len(before)], before)
        made = self.made(self.name)
        self.assertEqual({one["format"] for one in made}, {"avif", "webp", "jpeg"})
        for one in made:
            with default_storage.open(one["name"]) as file:
                image = Image.open(file)
                self.assertEqual(image.size, (one["width"], one["height"]))
                self.assertEqual(colour(image), LIME)
        [card] = self.made("1.91:1@0,0.5,0.5,0.39375")
        with default_storage.open(card["name"]) as file:
            image = Image.open(file)
            self.assertEqual((image.size, colour(image)), ((1200, 630), BLUE))
            self.assertIn(b"photoshop:Credit", image.info["xmp"])

    def test_a_crop_that_moves_gets_new_addresses_and_one_removed_has_none(self):
        self.crop(**{"3:2": self.box})
        self.assertFalse(making.are_due(self.photo))
        old = {made["name"] for made in self.made(self.name)}
        self.crop(**{"3:2": [0, 0.5, 0.5, 0.5]})
        moved = {made["name"] for made in self.made("3:2@0,0.5,0.5,0.5")}
        self.assertTrue(moved)
        self.assertEqual((self.made(self.name), old & moved), ([], set()))
        pruning.prune(older_than=timedelta(0))
        self.assertFalse(any(map(default_storage.exists, old)))
        self.assertTrue(all(map(default_storage.exists, moved)))
        self.crop()
        self.assertFalse([m for m in self.photo.renditions if "@" in m["crop"]])

    def test_the_command_makes_the_crops_alone_where_only_they_are_due(self):
        before = self.photo.renditions
        Photo.objects.update(crops={"3:2": self.box})
        call_command("make_renditions", stdout=io.StringIO())
        self.photo.refresh_from_db()
        self.assertEqual(self.photo.renditions[: len(before)], before)
        self.assertTrue(self.made(self.name))
        Photo.objects.update(focal_x=0)
        call_command("make_renditions", stdout=io.StringIO())
        self.photo.refresh_from_db()
        self.assertTrue(self.made(self.name))
        self.assertNotEqual(self.photo.renditions[0], before[0])

    def test_uses_with_the_same_crop_share_its_files_until_the_last_is_gone(self):
        stories = [
            make_published(lead_photo=self.photo, lead_crops={"3:2": self.box}),
            make_published(),
        ]
        ArticlePhoto.objects.create(
            article=stories[1], photo=self.photo, crops={"3:2": self.box, "1:1": []}
        )
        making.make_soon(cropping.note_uses(self.photo))
        self.photo.refresh_from_db()
        self.assertEqual(self.photo.use_crops, [self.name])
        names = [made["name"] for made in self.made(self.name)]
        stories[0].delete()
        call_command("prune_renditions", "--days=0", stdout=io.StringIO())
        self.assertTrue(all(map(default_storage.exists, names)))
        stories[1].delete()
        call_command("prune_renditions", "--days=0", stdout=io.StringIO())
        self.assertFalse(any(map(default_storage.exists, names)))
        self.photo.refresh_from_db()
        self.assertEqual((self.photo.use_crops, self.made(self.name)), ([], []))

    def test_pages_and_link_previews_show_the_crop_of_the_use_then_the_photos(self):
        sharing = [0, 0.5, 0.5, 0.39375]
        self.crop(**{"3:2": self.box, "1.91:1": sharing, "16:9": [0, 0, 0.5, 0.4]})
        own, other = [0, 0, 0.5, 0.5], {"1.91:1": []}
        story = make_published(lead_photo=self.photo, body="<p>Lede.</p>")
        address = story.get_absolute_url()
        crop = self.made(self.name)[-1]["name"]
        page = self.client.get(address)
        self.assertContains(page, f'<img class="fx-50 fy-50" src="/media/{crop}"')
        [card] = self.made(geometry.name_of("1.91:1", sharing))
        self.assertContains(page, card["name"])
        story.lead_crops = {"3:2": own} | other
        story.save()
        making.make_soon(cropping.note_uses(self.photo))
        self.photo.refresh_from_db()
        crop = self.made("3:2@0,0,0.5,0.5")[-1]["name"]
        page = self.client.get(address)
        self.assertContains(page, f'<img class="fx-50 fy-50" src="/media/{crop}"')
        [card] = self.made("og")
        self.assertContains(page, card["name"])

    def test_narrow_windows_get_the_crop_that_their_slot_shows(self):
        self.crop(**{"1:1": [0, 0, 0.33333, 0.5]})
        story = make_published(lead_photo=self.photo)
        river = self.client.get(story.section.get_absolute_url())
        [square] = {
            m["name"] for m in self.made("1:1@0,0,0.33333,0.5") if m["format"] == "avif"
        }
        source = (
            '<source media="(max-width: 59.99em)" type="image/avif" srcset="/media/'
        )
        self.assertContains(river, source + square)
        whole = [m for m in self.made("") if m["format"] == "jpeg"][0]["name"]
        self.assertContains(river, f'src="/media/{whole}"')

    def test_a_photo_in_the_text_stands_in_the_shape_of_its_own_crop(self):
        story = make_published(
            body=f'<p>Lede.</p><figure data-photo="{self.photo.pk}"></figure>'
        )
        ArticlePhoto.objects.create(
            article=story, photo=self.photo, crops={"4:5": [0, 0.5, 0.26667, 0.5]}
        )
        page = self.client.get(story.get_absolute_url())
        self.assertContains(page, '<figure class="whole"')  # none is made yet
        making.make_soon(cropping.note_uses(self.photo))
        page = self.client.get(story.get_absolute_url())
        self.assertContains(page, '<figure class="tall"')
        self.assertContains(page, 'width="32" height="40"')
