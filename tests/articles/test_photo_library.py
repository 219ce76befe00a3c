"""The photo library at the desk: grid and list, searched, narrowed, and where used."""

from datetime import UTC, datetime, timedelta
from unittest import mock

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles.admin.photos import PhotoAdmin, listing
from articles.models import ArticlePhoto
from tests.factories import make_article, make_contributor, make_photo, make_user

LIST = reverse("admin:articles_photo_changelist")
WHOLE = {
    "crop": "",
    "format": "webp",
    "name": "r/1/480.webp",
    "width": 480,
    "height": 320,
}


class LibraryTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make_user("Photo editor")

    def setUp(self):
        self.client.force_login(self.editor)

    def found(self, **asked):
        """Return the captions on the list, in its order."""
        photos = self.client.get(LIST, asked).context["cl"].result_list
        return [photo.caption for photo in photos]


class ViewTests(LibraryTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.photo = make_photo(
            caption="The quay",
            credit="",
            category="",
            renditions=[WHOLE],
            one_time_use=True,
            digital_source="trainedAlgorithmicMedia",
            content_credentials="Camera 1",
        )

    def test_the_grid_shows_picture_words_limits_and_uses(self):
        make_article(lead_photo=self.photo)
        page = self.client.get(LIST)
        for words in [
            "The quay",
            "No credit",
            "One time use",
            "Missing: credit",
            "AI-generated image",
            "Content credentials",
            "No rights known",
            "Used once",
            'src="/media/r/1/480.webp"',
        ]:
            self.assertContains(page, words)

    def test_the_view_chosen_stays_and_is_each_users_own(self):
        self.assertContains(self.client.get(LIST), "photos-grid")
        page = self.client.get(LIST, {"view": "list"})
        self.assertContains(page, "photos-list")
        self.assertContains(page, "column-credit")
        self.assertContains(self.client.get(LIST), "photos-list")
        self.client.force_login(make_user("Photo editor"))
        self.assertContains(self.client.get(LIST), "photos-grid")

    def test_an_unknown_view_is_passed_over(self):
        self.assertContains(self.client.get(LIST, {"view": "x"}), "photos-grid")

    def test_where_a_photo_is_picked_in_a_window_there_are_rows(self):
        page = self.client.get(LIST, {"_popup": "1"})
        self.assertContains(page, "photos-list")
        self.assertContains(page, f'data-popup-opener="{self.photo.pk}"')

    def test_who_may_see_no_photos_sees_no_list(self):
        self.client.force_login(make_user())
        self.assertEqual(self.client.get(LIST).status_code, 403)

    def test_no_page_costs_more_queries_for_more_photos(self):
        for view in (listing.GRID, listing.LIST):
            self.client.get(LIST, {"view": view})
            with self.assertNumQueries(8):
                self.client.get(LIST)
        photos = [make_photo() for _ in range(20)]
        make_article(lead_photo=photos[0])
        for asked in [{}, {"q": "caption"}, {"used": "no", "shape": "landscape"}]:
            with self.assertNumQueries(8):
                self.client.get(LIST, asked)

    def test_pages_follow_each_other_and_beyond_the_last_one_there_is_none(self):
        make_photo(caption="The newest")
        with mock.patch.object(PhotoAdmin, "list_per_page", 1):
            self.assertEqual(self.found(p="2"), ["The quay"])
            beyond = self.client.get(LIST, {"p": "3"})
        self.assertRedirects(beyond, f"{LIST}?e=1")

    def test_no_more_photos_are_paged_than_are_counted(self):
        make_photo()
        with mock.patch.object(listing, "COUNTED", 1):
            page = self.client.get(LIST)
        self.assertContains(page, "These are the newest 1;")


class SearchTests(LibraryTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.old = make_photo(
            caption="Old", people="Zoë Ørsted", place="Nantes", keywords="Écluse, lock"
        )
        cls.new = make_photo(caption="New", byline="Ana Marsh", source="Coastal Press")

    def test_words_are_found_in_people_place_keywords_and_source(self):
        for query in ["orsted", "NANTES", "écluse", "zoe ecl", f"#{self.old.pk}"]:
            self.assertEqual(self.found(q=query), ["Old"], query)
        self.assertEqual(self.found(q="coastal marsh"), ["New"])
        self.assertEqual(self.found(q="-nantes"), ["New"])

    def test_what_has_no_words_finds_all(self):
        self.assertEqual(self.found(q="\x00 – "), ["New", "Old"])

    def test_where_a_lead_photo_is_chosen_the_same_words_find_it(self):
        asked = {
            "app_label": "articles",
            "model_name": "article",
            "field_name": "lead_photo",
            "term": "orst",
        }
        self.client.force_login(make_user("Publisher"))
        results = self.client.get(reverse("admin:autocomplete"), asked).json()
        self.assertEqual([r["id"] for r in results["results"]], [str(self.old.pk)])


class FilterTests(LibraryTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        now = timezone.now()
        make_photo(caption="plain", category="handout", byline="J.R. Quay")
        make_photo(caption="ended", valid_until=now - timedelta(hours=1), width=1280)
        make_photo(caption="ends", valid_until=now + timedelta(hours=1))
        make_photo(caption="later", valid_from=now + timedelta(days=1), width=5000)
        make_photo(
            caption="gone",
            category="",
            withdrawn_at=now,
            added_by=cls.editor,
            width=900,
        )
        make_photo(caption="tied", no_sales=True, credit="", alt_text="")
        make_photo(caption="made", digital_source="trainedAlgorithmicMedia")
        make_photo(caption="signed", content_credentials="Camera 1")
        taken = datetime(2025, 3, 1, 12, tzinfo=UTC)
        led = make_photo(caption="led", taken_at=taken, byline="J. R. QUAY")
        placed = make_photo(caption="placed", credit="X / Coastal Press")
        portrait = make_photo(caption="portrait", alt_text="", is_decorative=True)
        story = make_article(lead_photo=led)
        ArticlePhoto.objects.create(article=story, photo=placed)
        make_contributor(portrait=portrait)

    def test_each_filter_finds_what_it_says(self):
        for asked, expected in [
            ({"rights": "expired"}, ["ended"]),
            ({"rights": "expiring"}, ["ends"]),
            ({"rights": "later"}, ["later"]),
            ({"rights": "withdrawn"}, ["gone"]),
            ({"rights": "restricted"}, ["tied"]),
            ({"category": "handout"}, ["plain"]),
            ({"category": "none"}, ["gone"]),
            ({"shape": "square"}, ["ended"]),
            ({"shape": "portrait"}, ["gone"]),
            ({"shape": "panorama"}, ["later"]),
            ({"missing": "any"}, ["tied"]),
            ({"missing": "credit"}, ["tied"]),
            ({"missing": "alt_text"}, ["tied"]),
            ({"missing": "caption"}, []),
            ({"origin": "machine"}, ["made"]),
            ({"origin": "credentials"}, ["signed"]),
            ({"by": "me"}, ["gone"]),
            ({"used": "yes"}, ["portrait", "placed", "led"]),
            ({"used": "no", "shape": "square"}, ["ended"]),
            ({"photographer": "jr quay"}, ["led", "plain"]),
            ({"agency": "COASTAL PRESS"}, ["placed"]),
            ({"taken_from": "2025-03-01", "taken_until": "2025-03-01"}, ["led"]),
            ({"taken_from": "2025-03-02"}, []),
            ({"added_until": "2020-01-01"}, []),
            ({"q": "quay", "used": "no"}, ["plain"]),
        ]:
            with self.subTest(asked):
                self.assertEqual(self.found(**asked), expected)
        self.assertEqual(len(self.found(used="no")), 8)
        today = f"{timezone.localdate():%Y-%m-%d}"
        self.assertEqual(len(self.found(added_from=today, added_until=today)), 11)

    def test_what_is_no_filter_narrows_to_all_or_nothing_and_breaks_nothing(self):
        for asked in [{"rights": "x"}, {"missing": "x"}, {"photographer": "\x00"}]:
            self.assertEqual(len(self.found(**asked)), 11)
        for day in ["yesterday", "0001-01-01", "9999-12-31"]:
            self.assertEqual(self.found(taken_from=day), [])
            self.found(taken_until=day)

    def test_a_typed_filter_keeps_the_others(self):
        page = self.client.get(LIST, {"used": "no", "photographer": "JR Quay"})
        self.assertContains(page, '<input type="hidden" name="used" value="no">')
        self.assertContains(page, 'name="photographer" value="JR Quay"')
