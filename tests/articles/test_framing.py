"""The desk's side of crops: focal point, previews, crops by hand, and warnings."""

from django.test import SimpleTestCase, TestCase
from django.urls import reverse

from articles.models import Photo
from articles.photos import slots
from tests.factories import make_photo, make_published, make_user

WHOLE = [
    {"name": f"r/1/{width}.jpg", "format": "jpeg", "crop": "", "width": width,
     "height": width * 2 // 3}
    for width in (320, 640, 1280)
]  # fmt: skip


def pictured(**fields):
    return make_photo(renditions=WHOLE, **fields)


class SlotTests(SimpleTestCase):
    def test_what_is_enlarged_is_told_by_the_slot_that_is_enlarged_most(self):
        photo = Photo(width=640, height=480)
        slot, has = slots.enlarged(slots.LEAD, photo, {})
        self.assertEqual((slot.ratio, slot.width, has), ("1.91:1", 1200, 640))
        photo.crops = {"3:2": [0, 0, 0.5, 0.5]}
        slot, has = slots.enlarged(slots.LEAD, photo, {})
        self.assertEqual((slot.width, has), (992, 320))
        self.assertEqual(slots.enlarged(slots.LEAD, photo, {"3:2": []})[1], 640)

    def test_in_the_text_a_picture_has_the_form_that_readers_get(self):
        for size, own, found in [
            ((700, 500), {}, None),
            ((600, 500), {}, ("", 600)),
            ((500, 900), {}, None),
            ((400, 900), {}, ("4:5", 400)),
            ((900, 30), {}, ("3:2", 45)),
            ((20_000, 1_000), {}, None),
            ((1, 20_000), {}, ("4:5", 1)),
            ((900, 600), {"1:1": [0, 0, 0.5, 0.75]}, ("1:1", 450)),
        ]:
            with self.subTest(size=size, own=own):
                photo = Photo(width=size[0], height=size[1])
                said = slots.enlarged(slots.TEXT, photo, own)
                self.assertEqual(said and (said[0].ratio, said[1]), found)

    def test_a_crop_says_how_sharp_it_is_where_it_is_drawn_widest(self):
        self.assertEqual(slots.sharpness("3:2", (1800, 1200), {}), "")
        soft = slots.sharpness("3:2", (1500, 1000), {})
        self.assertIn("1500 pixels across: a little soft", soft)
        small = slots.sharpness("3:2", (1800, 300), {})
        self.assertIn("Enlarged: 450 pixels across", small)
        self.assertIn("is drawn 992 wide", small)


class FocalPointTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.photo = pictured(
            focal_x=0.21, focal_y=0.5, crops={"1:1": [0, 0, 0.5, 0.75]}
        )
        cls.address = reverse("admin:articles_photo_change", args=[cls.photo.pk])

    def test_its_page_shows_every_crop_with_its_slots_and_both_number_fields(self):
        self.client.force_login(make_user("Photo editor"))
        page = self.client.get(self.address)
        for ratio in ("16:9", "3:2", "4:5", "1.91:1"):
            self.assertContains(page, f'data-crop="{ratio}" data-box=""')
        self.assertContains(page, 'data-crop="1:1" data-box="0 0 0.5 0.75"')
        self.assertContains(page, "lead photo on the story&#x27;s page")
        self.assertContains(page, 'class="fx-20 fy-50" src="/media/r/1/640.jpg"')
        self.assertContains(page, 'name="focal_x" value="0.21"')
        self.assertContains(page, "desk/framing.js")
        self.assertNotContains(page, "style=")

    def test_the_numbers_alone_are_enough(self):
        self.client.force_login(make_user("Photo editor"))
        typed = {"caption": "C.", "credit": "A", "alt_text": "A quay", "focal_x": "0.1"}
        self.client.post(self.address, typed | {"focal_y": "1.2"})
        self.photo.refresh_from_db()
        self.assertEqual(self.photo.focal_x, 0.21)
        self.client.post(self.address, typed | {"focal_y": "0.9"})
        self.photo.refresh_from_db()
        self.assertEqual((self.photo.focal_x, self.photo.focal_y), (0.1, 0.9))

    def test_who_may_only_look_sees_it_without_the_fields(self):
        make_published(lead_photo=self.photo)
        self.client.force_login(make_user("Reporter"))
        page = self.client.get(self.address)
        self.assertContains(page, "data-focus")
        self.assertNotContains(page, 'name="focal_x"')
