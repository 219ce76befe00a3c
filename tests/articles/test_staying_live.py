"""A photo leaves every page at the minute its right ends; the next one stands in."""

from datetime import timedelta
from io import StringIO
from unittest import mock

from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from articles import publishing
from articles.models import Article, ArticlePhoto, PhotoException, rights
from articles.models.rights import Reason
from tests.articles.test_pages_article import RENDITIONS
from tests.factories import (
    make_contributor,
    make_photo,
    make_published,
    make_section,
    make_topic,
)

HOUR = timedelta(hours=1)
NOW = timezone.now().replace(microsecond=0)
ENDS = NOW + HOUR
LEAD, NEXT = "r/the-lead/", "r/the-next/"
HAIR = timedelta(seconds=1)
SHARED = 'og:image" content="[^"]*/'  # what link previews show


def at(moment):
    """Return a patch that stops the clock."""
    return mock.patch("django.utils.timezone.now", return_value=moment)


def filed(folder, **fields):
    """Return a photo with renditions in a folder of their own."""
    made = [one | {"name": one["name"].replace("r/1/", folder)} for one in RENDITIONS]
    return make_photo(renditions=made, **fields)


def allowed(*reasons, story=None, until=ENDS):
    """Return an exception as a photo's row keeps it."""
    return {"story": story, "reasons": [*reasons], "until": until.isoformat()}


# Each rule: what a photo's row says that may lead a story until ENDS and no longer.
RULES = {
    "expired": {"valid_until": ENDS},
    "expired, by an exception": {
        "valid_until": NOW - HOUR,
        "exceptions": [allowed(Reason.EXPIRED)],
    },
    "embargoed": {
        "valid_from": ENDS + HOUR,
        "exceptions": [allowed(Reason.EMBARGOED)],
    },
    "denied": {"no_internet": True, "exceptions": [allowed(Reason.DENIED)]},
    "not for covers": {"no_cover": True, "exceptions": [allowed(Reason.NO_COVER)]},
    "used once": {"one_time_use": True, "exceptions": [allowed(Reason.USED_ONCE)]},
    "no rights known": {"category": "", "exceptions": [allowed(Reason.NO_RIGHTS)]},
}


class EverywhereTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.lead = filed(LEAD, caption="The lead.", credit="Lead Credit")
        cls.next = filed(NEXT, caption="The next.", credit="Next Credit")
        cls.topic, cls.person = make_topic(), make_contributor()
        cls.section = make_section()
        cls.story = make_published(
            lead_photo=cls.lead,
            section=cls.section,
            headline="Quayside reopened",
            topics=[cls.topic],
            bylines=[cls.person],
        )
        for _number in range(4):  # a list with fewer has no front
            make_published(section=cls.section, topics=[cls.topic])
        cls.other = Article.objects.exclude(pk=cls.story.pk).first()
        ArticlePhoto.objects.create(
            article=cls.story, photo=cls.next, caption="Its own words."
        )
        cls.surfaces = {
            "page": cls.story.get_absolute_url(),
            "its photos": f"{cls.story.get_absolute_url()}photos/",
            "its first photo": f"{cls.story.get_absolute_url()}photos/1/",
            "feed": "/feeds/rss.xml",
            "sitemap": "/sitemaps/news.xml",
            "card on home": "/",
            "card on a section": f"/{cls.section.slug}/",
            "card on a topic": cls.topic.get_absolute_url(),
            "card on a person's page": cls.person.get_absolute_url(),
            "card beside another story": cls.other.get_absolute_url(),
            "card in a search": "/search/?q=quayside",
            "feed of a section": f"/feeds/{cls.section.slug}.xml",
            "feed of a topic": f"/feeds/topic/{cls.topic.slug}.xml",
            "feed of a person": f"/feeds/by/{cls.person.slug}.xml",
        }

    def say(self, **row):
        type(self.lead).objects.filter(pk=self.lead.pk).update(**row)
        publishing.record_edit(self.story, by=None)

    def text(self, surface):
        response = self.client.get(self.surfaces[surface])
        self.assertEqual(response.status_code, 200, surface)
        return response.content.decode()

    def assert_led_by(self, folder, other, surfaces):
        for surface in surfaces:
            with self.subTest(surface=surface):
                text = self.text(surface)
                self.assertIn(folder, text)
                self.assertNotIn(other, text)

    def test_each_rule_holds_at_its_minute_in_page_feed_sitemap_and_card(self):
        surfaces = ["page", "its first photo", "feed", "sitemap", "card on home"]
        surfaces += ["card in a search"]
        for rule, row in RULES.items():
            with self.subTest(rule=rule):
                self.say(**self.blank() | row)
                with at(ENDS - HAIR):
                    self.assertIn(LEAD, self.text("page"))
                with at(ENDS):
                    self.assert_led_by(NEXT, LEAD, surfaces)

    def blank(self):
        return {
            "valid_from": None, "valid_until": None, "no_internet": False,
            "no_cover": False, "one_time_use": False, "category": "staff",
            "exceptions": [],
        }  # fmt: skip

    def test_every_surface_changes_at_the_minute(self):
        self.say(valid_until=ENDS)
        with at(ENDS - HAIR):
            for surface in self.surfaces:
                self.assertIn(LEAD, self.text(surface), surface)
        with at(ENDS):
            self.assert_led_by(NEXT, LEAD, self.surfaces)

    def test_a_photo_in_the_text_leaves_page_and_feed_and_its_words_too(self):
        self.next.valid_until = ENDS
        self.next.save()
        with at(ENDS - HAIR):
            self.assertIn("Its own words.", self.text("page"))
        with at(ENDS):
            for surface in ("page", "feed"):
                text = self.text(surface)
                self.assertNotIn(NEXT, text)
                self.assertNotIn("Its own words.", text)

    def test_the_stand_in_brings_its_own_words_and_is_printed_once(self):
        self.say(valid_until=ENDS)
        with at(ENDS):
            page, feed = self.text("page"), self.text("feed")
            self.assertEqual(page.count("<figcaption>Its own words."), 1)
            for text in (page, feed):
                self.assertNotIn("Lead Credit", text)
                self.assertNotIn("The lead.", text)
                self.assertIn("Next Credit", text)

    def test_without_a_next_one_there_is_none_and_the_paper_s_own_card(self):
        self.say(valid_until=ENDS)
        self.next.no_cover = True
        self.next.save()
        publishing.record_edit(self.story, by=None)
        with at(ENDS):
            page = self.text("page")
            self.assertNotIn(LEAD, page)
            self.assertRegex(page, f"{SHARED}icons/share.png")
            for surface in ("card on home", "sitemap", "feed"):
                self.assertNotIn("/the-", self.text(surface).replace(NEXT, ""))

    def test_a_next_one_that_ends_before_is_passed_over(self):
        self.say(valid_until=ENDS)
        type(self.next).objects.filter(pk=self.next.pk).update(valid_until=ENDS - HAIR)
        last = filed("r/the-last/")
        ArticlePhoto.objects.create(article=self.story, photo=last, position=9)
        publishing.record_edit(self.story, by=None)
        with at(ENDS):
            self.assert_led_by("r/the-last/", NEXT, ["page", "card on home", "feed"])

    def test_a_stand_in_that_falls_out_gives_way_to_the_next(self):
        """On the story's own pages at its minute, on cards when publish_due has run."""
        self.say(valid_until=ENDS)
        last = filed("r/the-last/")
        ArticlePhoto.objects.create(article=self.story, photo=last, position=9)
        later = ENDS + HOUR
        covered = {"reasons": [Reason.NO_COVER], "until": later}
        PhotoException.objects.create(photo=self.next, note="Agreed.", **covered)
        for row in (
            {"no_cover": True, "exceptions": [allowed(Reason.NO_COVER, until=later)]},
            {"valid_until": later},
        ):
            photos = type(self.next).objects.filter(pk=self.next.pk)
            photos.update(**self.blank() | row)
            publishing.record_edit(self.story, by=None)
            with self.subTest(row=row):
                with at(ENDS):
                    call_command("publish_due", stdout=StringIO())
                with at(later - HAIR):
                    self.assertRegex(self.text("page"), f"{SHARED}{NEXT}")
                    self.assert_led_by(NEXT, LEAD, ["card on home"])
                with at(later):
                    self.assertRegex(self.text("page"), f"{SHARED}r/the-last/")
                    first = self.text("its first photo")
                    self.assertRegex(first, f"{SHARED}r/the-last/")
                    self.assertNotIn(NEXT, self.text("card on home"))
                    call_command("publish_due", stdout=StringIO())
                    self.assert_led_by("r/the-last/", NEXT, ["card on home", "sitemap"])

    def test_an_exception_for_another_story_helps_none(self):
        self.say(
            no_internet=True,
            exceptions=[allowed(Reason.DENIED, story=self.other.pk)],
        )
        self.assert_led_by(NEXT, LEAD, ["page", "feed", "card on home"])
        self.say(exceptions=[allowed(Reason.DENIED, story=self.story.pk)])
        self.assertIn(LEAD, self.text("page"))

    def test_a_portrait_leaves_at_its_minute(self):
        self.person.portrait = filed("r/portrait/", valid_until=ENDS)
        self.person.save()
        for url in (self.person.get_absolute_url(), self.surfaces["page"]):
            with at(ENDS - HAIR):
                self.assertContains(self.client.get(url), "r/portrait/")
            with at(ENDS):
                self.assertNotContains(self.client.get(url), "r/portrait/")


class KeptTests(TestCase):
    """No cache shows a page beyond the minute at which a photo leaves it."""

    @classmethod
    def setUpTestData(cls):
        cls.story = make_published(lead_photo=filed(LEAD, valid_until=ENDS))
        ArticlePhoto.objects.create(article=cls.story, photo=filed(NEXT))
        publishing.record_edit(cls.story, by=None)
        cls.pages = [
            cls.story.get_absolute_url(),
            "/",
            f"/{cls.story.section.slug}/",
            "/feeds/rss.xml",
            "/sitemaps/news.xml",
        ]

    def test_no_age_reaches_beyond_the_minute_nor_does_what_is_served_stale(self):
        for url in self.pages:
            with self.subTest(url), at(ENDS - timedelta(seconds=20)):
                kept = self.client.get(url).headers["Cache-Control"]
                ages = dict(part.split("=") for part in kept.split(", ") if "=" in part)
                self.assertEqual(ages["max-age"], "20")
                self.assertEqual(ages["s-maxage"], "20")
                self.assertEqual(ages["stale-while-revalidate"], "0")
                self.assertEqual(ages["stale-if-error"], "0")

    def test_a_conditional_request_after_the_minute_gets_the_new_page(self):
        for url in self.pages:
            with self.subTest(url):
                with at(ENDS - HAIR):
                    before = self.client.get(url)
                asked = {"If-None-Match": before.headers["ETag"]}
                with at(ENDS - HAIR):
                    same = self.client.get(url, headers=asked)
                    self.assertEqual(same.status_code, 304)
                with at(ENDS):
                    for question in (
                        asked,
                        {"If-Modified-Since": before.headers["Last-Modified"]},
                    ):
                        page = self.client.get(url, headers=question)
                        self.assertEqual(page.status_code, 200)
                        self.assertNotContains(page, LEAD)


class AnswerTests(TestCase):
    def test_the_answer_needs_no_query(self):
        photo = filed(LEAD, valid_until=ENDS, exceptions=[allowed(Reason.EXPIRED)])
        with self.assertNumQueries(0):
            self.assertTrue(photo.is_usable(at=ENDS - HAIR))
            self.assertFalse(photo.is_usable(at=ENDS))

    def test_words_are_never_set_aside_nor_is_a_withdrawal(self):
        every = allowed(*Reason)
        photo = make_photo(withdrawn_at=NOW, exceptions=[every])
        self.assertEqual([*rights.bars(photo, at=NOW)], [Reason.WITHDRAWN])
        self.assertFalse(rights.is_open(photo, at=NOW))

    def test_what_is_out_without_a_category_stays(self):
        self.assertTrue(make_photo(category="").is_usable())

    def test_licences_have_addresses(self):
        photo = make_photo(category="creative-commons", licence="by-sa/4.0")
        address = "https://creativecommons.org/licenses/by-sa/4.0/"
        self.assertEqual(photo.licence_url, address)
        photo.licence = "zero/1.0"
        address = "https://creativecommons.org/publicdomain/zero/1.0/"
        self.assertEqual(photo.licence_url, address)
        self.assertEqual(make_photo().licence_url, "")
