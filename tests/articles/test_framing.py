"""The desk's side of crops: focal point, previews, crops by hand, and warnings."""

from django.test import SimpleTestCase, TestCase
from django.urls import reverse

from articles.admin.photos.crops import crops_address
from articles.models import ArticlePhoto, Photo
from articles.photos import slots
from articles.signals import article_changed
from tests.articles.test_admin_stories import form_of
from tests.factories import make_article, make_photo, make_published, make_user

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
        self.assertEqual((slot.ratio, slot.width, has), ("3:2", 992, 640))
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
        self.assertIn("1500 px across: a little soft", soft)
        small = slots.sharpness("3:2", (1800, 300), {})
        self.assertIn("Enlarged: 450 px across", small)
        self.assertIn("is drawn 992 px wide", small)


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


def numbers(key, how, left="", top="", width=""):
    """Return what the form of one crop sends."""
    fields = {"how": how, "left": left, "top": top, "width": width}
    return {f"{key}-{name}": value for name, value in fields.items()}


BY_FOCUS = {
    name: value
    for key in ("16x9", "3x2", "4x5", "1x1", "1-91x1")
    for name, value in numbers(key, "focus").items()
}
LIKE_LIBRARY = {
    name: "library" if name.endswith("how") else value
    for name, value in BY_FOCUS.items()
}


class CropScreenTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.photo = pictured()  # 1920 × 1280
        cls.address = crops_address(cls.photo)
        cls.editor = make_user("Editor")

    def setUp(self):
        self.client.force_login(self.editor)

    def crop(self, address, *others, base=BY_FOCUS):
        sent = dict(base)
        for other in others:
            sent |= other
        return self.client.post(address, sent, follow=True)

    def test_a_crop_by_hand_is_kept_as_fractions_and_taken_off_again(self):
        by_hand = numbers("3x2", "hand", "480", "0", "960")
        page = self.crop(self.address, by_hand)
        self.assertContains(page, "as soon as their files are made")
        self.photo.refresh_from_db()
        self.assertEqual(self.photo.crops, {"3:2": [0.25, 0, 0.5, 0.5]})
        self.assertContains(page, 'value="480"')
        self.assertContains(self.crop(self.address, by_hand), "Nothing was changed")
        self.crop(self.address)
        self.photo.refresh_from_db()
        self.assertEqual(self.photo.crops, {})

    def test_what_is_no_crop_is_refused_with_a_sentence(self):
        for typed, said in [
            (("0", "0", "199"), "at least 200 pixels wide"),
            (("0", "0", "1921"), "The widest crop of 3:2 is 1920 pixels wide"),
            (("961", "0", "960"), "left can be 0 to 960, and top 0 to 640"),
            (("0", "-1", "960"), "outside the picture"),
            (("0", "", "960"), "Write a number of pixels"),
            (("0", "x", "960"), "Enter a whole number"),
        ]:
            page = self.crop(self.address, numbers("3x2", "hand", *typed))
            self.assertContains(page, said)
        self.photo.refresh_from_db()
        self.assertEqual(self.photo.crops, {})

    def test_a_thread_of_a_picture_has_no_crop_by_hand(self):
        for size in [(1, 20_000), (20_000, 1)]:
            thread = pictured(width=size[0], height=size[1])
            page = self.client.get(crops_address(thread))
            self.assertContains(page, "Too small for a crop by hand", 5)
            by_hand = numbers("3x2", "hand", "0", "0", "200")
            page = self.crop(crops_address(thread), by_hand)
            self.assertContains(page, "is not one of the available choices")
        panorama = pictured(width=20_000, height=1_000)
        by_hand = numbers("3x2", "hand", "18000", "0", "1500")
        self.crop(crops_address(panorama), by_hand)
        panorama.refresh_from_db()
        self.assertEqual(panorama.crops, {"3:2": [0.9, 0, 0.075, 1]})

    def test_a_story_crops_its_lead_for_itself_and_keeps_a_record(self):
        story = make_published(lead_photo=self.photo)
        heard = []

        def hear(article, **_):
            heard.append(article)

        article_changed.connect(hear)
        self.addCleanup(article_changed.disconnect, hear)
        address = crops_address(self.photo, f"lead-{story.pk}")
        by_hand = numbers("1-91x1", "hand", "0", "0", "1200")
        with self.captureOnCommitCallbacks(execute=True):
            self.crop(address, by_hand, numbers("3x2", "focus"), base=LIKE_LIBRARY)
        story.refresh_from_db()
        self.photo.refresh_from_db()
        self.assertEqual(
            story.lead_crops, {"1.91:1": [0, 0, 0.625, 0.49219], "3:2": []}
        )
        self.assertEqual(self.photo.crops, {})
        self.assertEqual(self.photo.use_crops, ["1.91:1@0,0,0.625,0.49219"])
        self.assertEqual(heard, [story])
        kept = story.revisions.first()
        self.assertEqual((kept.action, kept.created_by), ("cropped", self.editor))
        self.assertEqual(kept.content["lead_crops"], story.lead_crops)

    def test_a_photo_in_the_text_is_cropped_for_that_story(self):
        story = make_article()
        use = ArticlePhoto.objects.create(article=story, photo=self.photo)
        address = crops_address(self.photo, f"text-{use.pk}")
        page = self.client.get(address)
        self.assertNotContains(page, 'name="1-91x1-how"')
        by_hand = numbers("4x5", "hand", "0", "0", "1024")
        self.crop(address, by_hand, base=LIKE_LIBRARY)
        use.refresh_from_db()
        self.assertEqual(use.crops, {"4:5": [0, 0, 0.53333, 1]})
        self.crop(address, base=LIKE_LIBRARY)
        use.refresh_from_db()
        self.assertEqual(use.crops, {})

    def test_crops_of_a_use_do_not_stay_under_another_photo(self):
        crops = {"3:2": [0, 0, 0.5, 0.5]}
        story = make_article(lead_photo=self.photo, lead_crops=crops)
        use = ArticlePhoto.objects.create(
            article=story, photo=self.photo, crops=crops, position=1
        )
        address = reverse("admin:articles_article_change", args=[story.pk])
        sent = form_of(
            story,
            lead_photo=self.photo.pk,
            **{
                "article_photos-TOTAL_FORMS": 1,
                "article_photos-INITIAL_FORMS": 1,
                "article_photos-0-id": use.pk,
                "article_photos-0-article": story.pk,
                "article_photos-0-photo": self.photo.pk,
                "article_photos-0-position": 1,
            },
        )
        self.client.post(address, sent)
        story.refresh_from_db()
        self.assertEqual(story.lead_crops, crops)
        other = pictured()
        sent |= {"lead_photo": other.pk, "article_photos-0-photo": other.pk}
        self.client.post(address, sent)
        story.refresh_from_db()
        use.refresh_from_db()
        self.assertEqual(story.lead_photo, other)
        self.assertEqual((story.lead_crops, use.crops), ({}, {}))

    def test_what_readers_see_is_cropped_by_who_may_publish(self):
        story = make_published(lead_photo=self.photo)
        use = ArticlePhoto.objects.create(article=story, photo=self.photo)
        places = ["", f"lead-{story.pk}", f"text-{use.pk}"]
        self.client.force_login(make_user("Reporter"))
        for place in places:
            address = crops_address(self.photo, place)
            self.assertEqual(self.client.get(address).status_code, 403)
            by_hand = numbers("3x2", "hand", "0", "0", "960")
            self.assertEqual(self.crop(address, by_hand).status_code, 403)
        self.photo.refresh_from_db()
        story.refresh_from_db()
        self.assertEqual((self.photo.crops, story.lead_crops), ({}, {}))

    def test_a_use_that_there_is_not_is_not_found(self):
        story = make_article(lead_photo=pictured())
        for place in [f"lead-{story.pk}", "text-9", "lead-x", "lead", "front-1"]:
            address = crops_address(self.photo, place)
            self.assertEqual(self.client.get(address).status_code, 404)

    def test_history_shows_what_was_moved_and_puts_it_back(self):
        address = reverse("admin:articles_photo_change", args=[self.photo.pk])
        typed = {"caption": "C.", "credit": "A", "alt_text": "A quay"}
        typed |= {"focal_x": "0.1", "focal_y": "0.5"}
        self.client.post(address, typed)
        by_hand = numbers("1x1", "hand", "640", "0", "640")
        self.crop(self.address, by_hand)
        history = reverse("admin:articles_photo_history", args=[self.photo.pk])
        page = self.client.get(history)
        self.assertContains(page, "10 % from the left, 50 % from the top")
        self.assertContains(page, "33 % wide, 33 % from the left, 0 % from the top")
        moved, _words, cropped = self.photo.revisions.order_by("pk")
        self.assertEqual({moved.created_by, cropped.created_by}, {self.editor})
        back = reverse("admin:articles_photo_put_back", args=[self.photo.pk])
        for revision in (moved, cropped):
            page = self.client.post(back, {"revision": revision.pk}, follow=True)
            self.assertContains(page, "It is framed as before")
        self.photo.refresh_from_db()
        self.assertEqual((self.photo.focal_x, self.photo.crops), (0.5, {}))
        page = self.client.post(back, {"revision": cropped.pk}, follow=True)
        self.assertContains(page, "It is like that already")


class WarningTests(TestCase):
    def test_a_small_lead_is_warned_of_on_the_form_and_as_it_goes_out(self):
        self.client.force_login(make_user("Editor"))
        small = pictured(width=640, height=480, caption="Quay.")
        story = make_article(
            lead_photo=small, body=f'<figure data-photo="{small.pk}"></figure>'
        )
        ArticlePhoto.objects.create(
            article=story, photo=pictured(width=320, height=240, caption="Tug.")
        )
        address = reverse("admin:articles_article_change", args=[story.pk])
        page = self.client.get(address)
        lead = "“Quay.” is enlarged as lead photo on the story&#x27;s page: it has 640"
        text = "“Tug.” is enlarged as in the text: it has 320 px"
        self.assertContains(page, lead)
        self.assertContains(page, text)
        address_of_lead = crops_address(small, f"lead-{story.pk}")
        self.assertContains(page, f'<a href="{address_of_lead}" target="_blank"')
        sent = form_of(story, lead_photo=small.pk, _do_publish="1")
        page = self.client.post(address, sent, follow=True)
        self.assertContains(page, "is out.")
        said = [str(message) for message in page.context["messages"]]
        self.assertEqual(len([words for words in said if "is enlarged" in words]), 2)
