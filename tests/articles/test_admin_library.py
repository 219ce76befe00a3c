"""Photos, sections, topics and contributors in the admin."""

import io
from io import StringIO

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.urls import reverse
from PIL import Image

from articles.models import Photo, Section, Topic
from tests.articles.test_hostile_pictures import png_that_claims
from tests.factories import (
    make_article,
    make_photo,
    make_published,
    make_section,
    make_topic,
    make_user,
)

ADD = "admin:articles_photo_add"


def picture(size=(700, 500), kind="JPEG", name="quay.jpg", mode="RGB"):
    """Return an uploaded file with a picture in it."""
    buffer = io.BytesIO()
    Image.new(mode, size, 0x356).save(buffer, kind)
    return SimpleUploadedFile(name, buffer.getvalue())


class PhotoTests(TestCase):
    def setUp(self):
        self.client.force_login(make_user("Photo editor"))

    def add(self, file, **words):
        return self.client.post(
            reverse(ADD), {"original": file, "category": "staff"} | words
        )

    def test_a_picture_is_taken_in_with_the_words_typed(self):
        response = self.add(
            picture(), caption="The quay", credit="Ana Marsh", alt_text="A quay"
        )
        self.assertEqual(response.status_code, 302, response.content[:1500])
        photo = Photo.objects.get()
        self.assertEqual((photo.caption, photo.credit), ("The quay", "Ana Marsh"))
        self.assertEqual((photo.width, photo.height), (700, 500))
        widths = [
            made["width"] for made in photo.renditions if made["format"] == "avif"
        ]
        self.assertEqual(widths, [320, 480, 640])
        for made in photo.renditions:
            self.assertTrue(default_storage.exists(made["name"]))

    def test_the_original_is_kept_outside_what_readers_can_fetch(self):
        self.add(picture(size=(701, 500)))
        photo = Photo.objects.get()
        self.assertFalse(default_storage.exists(photo.original.name))
        with self.assertRaises(ValueError):
            photo.original.url  # noqa: B018 (a private file has no address)

    def test_what_is_no_picture_is_refused_beside_the_field_and_the_words_are_kept(
        self,
    ):
        script = (
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        )
        cut = picture(size=(900, 700), name="cut.jpg")
        cut = SimpleUploadedFile("cut.jpg", cut.read()[:900])
        for file, words in [
            (
                SimpleUploadedFile("notes.jpg", b"no picture"),
                "is no picture the library takes",
            ),
            (
                SimpleUploadedFile("drawing.svg", script),
                "is no picture the library takes",
            ),
            (cut, "is damaged"),
        ]:
            with self.subTest(file.name):
                response = self.add(file, caption="Kept words")
                self.assertContains(response, words)
                self.assertContains(response, "Kept words")
        self.assertFalse(Photo.objects.exists())

    def test_two_hundred_megapixels_are_refused_before_they_are_decoded(self):
        huge = SimpleUploadedFile("huge.png", png_that_claims(20_000, 10_000))
        self.assertContains(
            self.add(huge), "has more than 60 megapixels; export it smaller."
        )
        large = SimpleUploadedFile("large.png", png_that_claims(9_000, 7_000))
        self.assertContains(
            self.add(large), "has more than 60 megapixels; export it smaller."
        )

    def test_the_same_picture_again_is_named_instead(self):
        self.add(picture(size=(702, 500)), caption="The quay")
        response = self.add(picture(size=(702, 500)))
        self.assertContains(
            response, "The library holds this picture already: “The quay”."
        )
        self.assertEqual(Photo.objects.count(), 1)

    def test_a_new_credit_or_focal_point_makes_new_public_files(self):
        self.add(picture(size=(703, 500)), caption="C", credit="Old")
        photo = Photo.objects.get()
        before = {made["name"] for made in photo.renditions}
        url = reverse("admin:articles_photo_change", args=[photo.pk])
        data = {"caption": "C", "credit": "New", "focal_x": 0.2, "focal_y": 0.5}
        self.assertEqual(self.client.post(url, data).status_code, 302)
        photo = Photo.objects.get()
        after = {made["name"] for made in photo.renditions}
        self.assertFalse(before & after)
        # Pages that caches keep still show the old ones, until they are pruned.
        call_command("prune_renditions", stdout=StringIO())
        self.assertTrue(all(map(default_storage.exists, before)))
        call_command("prune_renditions", "--days=0", stdout=StringIO())
        self.assertFalse(any(map(default_storage.exists, before)))
        self.assertTrue(all(map(default_storage.exists, after)))
        with default_storage.open(
            next(n for n in after if n.endswith("640.jpg"))
        ) as file:
            self.assertIn(b"<photoshop:Credit>New<", file.read())

    def test_a_picture_taken_out_of_the_library_has_no_address_any_more(self):
        self.add(picture(size=(704, 500)))
        photo = Photo.objects.get()
        names = [made["name"] for made in photo.renditions]
        original = photo.original
        with self.captureOnCommitCallbacks(execute=True):
            url = reverse("admin:articles_photo_delete", args=[photo.pk])
            self.client.post(url, {"post": "yes"})
        self.assertFalse(any(map(default_storage.exists, names)))
        self.assertFalse(original.storage.exists(original.name))

    def test_the_delete_action_takes_the_files_too(self):
        self.add(picture(size=(705, 500)))
        photo = Photo.objects.get()
        data = {
            "action": "delete_selected",
            "_selected_action": [photo.pk],
            "post": "y",
        }
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(reverse("admin:articles_photo_changelist"), data)
        self.assertFalse(default_storage.exists(photo.renditions[0]["name"]))

    def test_a_photo_that_a_story_uses_cannot_be_deleted(self):
        photo = make_photo()
        make_article(lead_photo=photo)
        url = reverse("admin:articles_photo_delete", args=[photo.pk])
        self.client.post(url, {"post": "yes"})
        self.assertTrue(Photo.objects.exists())

    def test_renditions_are_made_for_photos_without_any_and_faults_are_named(self):
        self.add(picture(size=(706, 500)))
        Photo.objects.update(renditions=[])
        lost = make_photo()
        out, err = StringIO(), StringIO()
        with self.assertRaisesMessage(CommandError, "1 originals could not be read."):
            call_command("make_renditions", stdout=out, stderr=err)
        self.assertIn(f"Photo {lost.pk}:", err.getvalue())
        self.assertIn("1 made, 1 failed", out.getvalue())
        self.assertTrue(Photo.objects.exclude(pk=lost.pk).get().renditions)

    def test_the_list_says_what_is_missing_and_costs_the_same_for_many(self):
        make_photo(alt_text="", credit="")
        url = reverse("admin:articles_photo_changelist")
        self.assertContains(self.client.get(url), "credit, alt text")
        with self.assertNumQueries(8):
            self.client.get(url)
        for _ in range(20):
            make_photo()
        with self.assertNumQueries(8):
            self.client.get(url)

    def test_a_photos_page_names_the_stories_that_use_it(self):
        photo = make_photo()
        make_published(headline="Led by it", lead_photo=photo)
        url = reverse("admin:articles_photo_change", args=[photo.pk])
        self.assertContains(self.client.get(url), "Led by it")

    def test_the_picker_finds_by_words_and_by_ids(self):
        quay, _other = make_photo(caption="The quay"), make_photo(caption="A hill")
        url = reverse("admin:articles_photo_pick")
        for asked in [{"q": "quay"}, {"ids": f"{quay.pk},x"}]:
            found = self.client.get(url, asked).json()["photos"]
            self.assertEqual([photo["id"] for photo in found], [quay.pk])
        for odd in [{"q": "\x00"}, {"ids": "9" * 30}]:
            self.assertEqual(self.client.get(url, odd).status_code, 200)


class SectionTests(TestCase):
    def setUp(self):
        self.client.force_login(make_user("Publisher"))

    def add(self, **fields):
        data = {
            "name": "N",
            "slug": "n",
            "parent": "",
            "description": "",
            "position": 0,
        }
        return self.client.post(reverse("admin:articles_section_add"), data | fields)

    def test_a_reserved_slug_is_refused_with_the_reason(self):
        response = self.add(slug="search")
        self.assertContains(
            response, "The address /search/ belongs to another page of the site"
        )

    def test_a_slug_that_could_be_a_year_is_refused(self):
        self.assertContains(self.add(slug="2026"), "begins with a letter")

    def test_a_slug_in_use_is_refused(self):
        make_section(slug="world")
        self.assertContains(self.add(slug="world"), "already exists")

    def test_there_is_one_level_of_sub_sections(self):
        top = make_section()
        middle = make_section(parent=top)
        response = self.add(parent=middle.pk)
        self.assertContains(response, "is a sub-section itself")
        url = reverse("admin:articles_section_change", args=[top.pk])
        data = {
            "name": "T",
            "slug": "t",
            "parent": make_section().pk,
            "description": "",
            "position": 0,
        }
        self.assertContains(
            self.client.post(url, data), "This section has sub-sections"
        )
        self.assertEqual(
            Section.objects.filter(parent__parent__isnull=False).count(), 0
        )


class TopicTests(TestCase):
    def setUp(self):
        self.client.force_login(make_user("Editor"))

    def test_the_list_counts_published_stories_with_one_query_for_all(self):
        topics = [make_topic() for _ in range(5)]
        make_published(topics=topics)
        make_article(topics=topics)
        with self.assertNumQueries(7):
            response = self.client.get(reverse("admin:articles_topic_changelist"))
        self.assertEqual(
            {topic.stories for topic in response.context["cl"].result_list}, {1}
        )

    def test_a_second_spelling_of_a_topic_is_refused(self):
        make_topic("Écologie")
        data = {
            "name": "écologie",
            "slug": "eco-2",
            "kind": "subject",
            "description": "",
        }
        response = self.client.post(reverse("admin:articles_topic_add"), data)
        self.assertContains(response, "already exists")
        self.assertEqual(Topic.objects.count(), 1)

    def test_a_topics_slug_is_in_plain_letters_and_numbered_when_taken(self):
        self.assertEqual(make_topic("Łódź").slug, "lodz")
        self.assertEqual(make_topic("Lodz").slug, "lodz-1")
        data = {"name": "Malmö", "slug": "malmö", "kind": "place", "description": ""}
        response = self.client.post(reverse("admin:articles_topic_add"), data)
        self.assertContains(response, "Enter a valid “slug”")
