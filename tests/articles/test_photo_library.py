"""The photo library at the desk: grid and list, searched, narrowed, and where used."""

from datetime import UTC, datetime, timedelta
from unittest import mock

from django.db import connection
from django.db.models import PROTECT
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.admin.photos import PhotoAdmin, listing, uses
from articles.models import Article, ArticlePhoto, Photo
from articles.photos import usage
from tests.factories import (
    make_article,
    make_contributor,
    make_photo,
    make_published,
    make_section,
    make_user,
)

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

    def test_an_action_on_all_of_them_reaches_those_that_are_counted(self):
        make_photo(caption="The newest")
        chosen = {
            "action": "delete_selected",
            "_selected_action": [self.photo.pk],
            "select_across": "1",
            "post": "yes",
        }
        with mock.patch.object(listing, "COUNTED", 1):
            self.client.post(LIST, chosen)
        self.assertEqual([p.caption for p in Photo.objects.all()], ["The quay"])


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
        self.assertIn("Old", self.found(q=str(self.old.pk)))
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
        for name in [
            "rights",
            "missing",
            "photographer",
            "agency",
            "category",
            "shape",
        ]:
            self.assertEqual(len(self.found(**{name: "\x00"})), 11, name)
        makers = reverse("admin:articles_photo_agency")
        self.assertEqual(self.client.get(makers, {"q": "\x00"}).status_code, 200)
        for day in ["yesterday", "0001-01-01", "9999-12-31"]:
            self.assertEqual(self.found(taken_from=day), [])
            self.found(taken_until=day)

    def test_a_typed_filter_keeps_the_others(self):
        page = self.client.get(LIST, {"used": "no", "photographer": "JR Quay"})
        self.assertContains(page, '<input type="hidden" name="used" value="no">')
        self.assertContains(page, 'name="photographer" value="JR Quay"')


class UseTests(LibraryTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.photo, cls.other = make_photo(caption="Used"), make_photo(caption="Free")
        led = make_published(headline="Led by it", lead_photo=cls.photo)
        body = f'<p>x</p><figure data-gallery="{cls.photo.pk}"></figure>'
        gallery = make_article(headline="In a row", body=body)
        ArticlePhoto.objects.create(article=gallery, photo=cls.photo)
        use = ArticlePhoto.objects.create(article=led, photo=cls.other)
        Article.objects.filter(pk=led.pk).update(stand_in=use)
        make_contributor(name="Ana Marsh", portrait=cls.photo)
        cls.address = reverse("admin:articles_photo_uses", args=[cls.photo.pk])

    def test_every_use_is_named_with_its_state_and_place(self):
        form = reverse("admin:articles_photo_change", args=[self.photo.pk])
        self.client.force_login(make_user("Publisher"))
        for where in (self.address, form):
            page = self.client.get(where)
            for words in [
                "Led by it", "lead photo", "Published", "In a row", "in a gallery",
                "Draft", "Ana Marsh", "portrait",
            ]:  # fmt: skip
                self.assertContains(page, words)
        self.assertContains(self.client.get(self.address), "on the home page", count=1)
        other = reverse("admin:articles_photo_uses", args=[self.other.pk])
        self.assertContains(self.client.get(other), "stands in for the lead photo")

    def test_many_uses_are_paged_at_the_same_cost(self):
        with CaptureQueriesContext(connection) as few:
            self.client.get(self.address)
        section = make_section()
        for _ in range(uses.PAGE):
            make_article(lead_photo=self.photo, section=section)
        with CaptureQueriesContext(connection) as many:
            page = self.client.get(self.address)
        self.assertLessEqual(len(many), len(few))
        self.assertContains(page, "1 / 2")
        self.assertContains(self.client.get(self.address, {"page": "2"}), "Led by it")

    def test_who_may_see_no_photos_is_not_told_where_they_are(self):
        self.client.force_login(make_user())
        self.assertEqual(self.client.get(self.address).status_code, 403)

    def test_a_used_photo_stays_and_the_page_says_where_it_is_used(self):
        where = reverse("admin:articles_photo_delete", args=[self.photo.pk])
        for page in (self.client.get(where), self.client.post(where, {"post": "yes"})):
            self.assertContains(page, "This photo is used, so it stays.")
            self.assertContains(page, "Led by it</a> (Published, lead photo")
        chosen = {
            "action": "delete_selected",
            "_selected_action": [self.photo.pk, make_photo().pk],
            "post": "yes",
        }
        page = self.client.post(LIST, chosen)
        self.assertContains(page, "none was deleted")
        self.assertContains(page, "Used: <a href=")
        self.assertEqual(Photo.objects.count(), 3)

    def test_a_photo_used_nowhere_is_asked_for_once_and_goes(self):
        photo = make_photo(caption="Never")
        where = reverse("admin:articles_photo_delete", args=[photo.pk])
        page = self.client.get(where)
        self.assertContains(page, "Never")
        self.assertNotContains(page, "entry of a photo")
        self.client.post(where, {"post": "yes"})
        self.assertFalse(Photo.objects.filter(pk=photo.pk).exists())

    def test_whatever_keeps_a_photo_from_being_deleted_is_named_as_a_use(self):
        protecting = {
            (relation.related_model, relation.field.name)
            for relation in Photo._meta.get_fields(include_hidden=True)
            if getattr(relation, "on_delete", None) is PROTECT
        }
        named = {(rows.model, photo) for _place, rows, photo, _user in usage.PLACES}
        self.assertEqual(protecting, named)


class MakerTests(LibraryTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        make_photo(byline="J.R. Quay", credit="J.R. Quay / Coastal Press")
        newest = make_photo(byline="J. R. QUAY", credit="J. R. QUAY/COASTAL PRESS")
        make_photo(byline="Ana Marsh", credit="Ana Marsh", source="")
        make_article(lead_photo=newest)
        make_contributor(name="J R Quay", email="quay@example.org")

    def test_the_spellings_of_a_name_are_one_photographer(self):
        page = self.client.get(reverse("admin:articles_photo_photographer"))
        self.assertEqual(
            page.context["names"],
            [("jr quay", "J. R. QUAY", 2), ("ana marsh", "Ana Marsh", 1)],
        )
        self.assertContains(page, "?photographer=jr%20quay")

    def test_agencies_are_listed_and_searched(self):
        where = reverse("admin:articles_photo_agency")
        names = self.client.get(where, {"q": "PRESS coast"}).context["names"]
        self.assertEqual(names, [("coastal press", "COASTAL PRESS", 2)])
        self.assertContains(self.client.get(where, {"q": "zzz"}), "No photo names")

    def test_names_can_stand_in_the_order_of_the_alphabet(self):
        where = reverse("admin:articles_photo_photographer")
        names = self.client.get(where, {"o": "name"}).context["names"]
        self.assertEqual([key for key, *_rest in names], ["ana marsh", "jr quay"])

    def test_above_the_photos_of_one_stands_what_is_known_of_them(self):
        self.client.force_login(make_user("Publisher"))
        page = self.client.get(LIST, {"photographer": "JR Quay"})
        self.assertEqual(len(page.context["cl"].result_list), 2)
        for words in [
            "2 photos.", "1 used.", "Also spelt: J.R. Quay", "Staff: 2",
            "J R Quay among the contributors", "quay@example.org",
        ]:  # fmt: skip
            self.assertContains(page, words)
        page = self.client.get(LIST, {"agency": "Coastal Press"})
        self.assertContains(page, "COASTAL PRESS</h2>")
        self.assertNotContains(page, "among the contributors")

    def test_a_name_that_no_photo_has_is_answered_too(self):
        page = self.client.get(LIST, {"photographer": "nobody"})
        self.assertContains(page, "0 photos.")

    def test_names_cost_the_same_however_many(self):
        where = reverse("admin:articles_photo_photographer")
        asked = {"photographer": "JR Quay"}
        for _ in range(10):
            make_photo(byline="J R Quay")
            make_photo()
        with self.assertNumQueries(7):
            self.client.get(where)
        with self.assertNumQueries(11):
            self.client.get(LIST, asked)

    def test_who_may_see_no_photos_sees_no_names(self):
        self.client.force_login(make_user())
        for kind in ("photographer", "agency"):
            where = reverse(f"admin:articles_photo_{kind}")
            self.assertEqual(self.client.get(where).status_code, 403)
