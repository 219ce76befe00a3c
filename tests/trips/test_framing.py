"""A photo framed in a real browser, by keys and by pointer, under the strict policy."""

from django.urls import reverse

from articles.admin.photos.crops import crops_address
from articles.photos import ingest
from tests.articles.test_photos import jpeg
from tests.browser import BrowserTestCase
from tests.factories import make_user


class FramingTests(BrowserTestCase):
    def test_focal_point_and_crops_follow_keys_and_pointer_into_the_fields(self):
        photo = ingest.ingest(jpeg(size=(600, 400)), name="quay.jpg")
        editor = make_user("Editor", username="ana")
        editor.set_password("a long enough sentence")
        editor.save()
        page = self.new_page()
        address = reverse("admin:articles_photo_change", args=[photo.pk])
        self.sign_in(page, editor, "a long enough sentence", address)
        control = page.get_by_role("slider", name="Focal point")
        control.press("ArrowLeft")
        control.press("Shift+ArrowUp")
        control.click(position={"x": 30, "y": 20})
        page.get_by_role("button", name="Undo").click()
        said = control.get_attribute("aria-valuetext")
        self.assertEqual(said, "49 % from the left, 40 % from the top")
        shown = page.locator("[data-crop='1:1'] img").get_attribute("style")
        self.assertEqual(shown, "object-position: 49% 40%;")
        page.click("[name=_continue]")
        photo.refresh_from_db()
        self.assertEqual((photo.focal_x, photo.focal_y), (0.49, 0.4))

        self.go(page, crops_address(photo))
        frame = page.get_by_role("slider", name="Crop 1:1")
        frame.press("-")  # of 400 pixels, 2 % of the width of the whole
        frame.press("Shift+ArrowRight")
        self.assertEqual(page.input_value("#id_1x1-width"), "388")
        wide = page.get_by_role("slider", name="Crop 16:9")
        wide.scroll_into_view_if_needed()
        at = wide.bounding_box()
        page.mouse.move(at["x"] + 50, at["y"] + 50)
        page.mouse.down()
        page.mouse.move(at["x"] + 50, at["y"] - 200)
        page.mouse.up()
        page.click("[value=Save]")
        photo.refresh_from_db()
        self.assertEqual(photo.crops["16:9"], [0, 0, 1, 0.84375])
        self.assertEqual(photo.crops["1:1"][2:], [0.64667, 0.97])
        self.assertEqual(self.faults, [])
