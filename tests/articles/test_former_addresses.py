"""Links to what has another slug today lead there: sections, topics, contributors."""

import re
from unittest import mock

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from articles.models import Contributor, FormerSlug, Section, StandingPage
from articles.models.sections import RESERVED_SLUGS
from tests.factories import (
    make_article,
    make_contributor,
    make_page,
    make_published,
    make_section,
    make_topic,
    make_user,
)

# A fixed word at the root of the site, or among the files of its feeds.
WORD = re.compile(r"(?:feeds/)?([a-z][a-z-]*)(?=[/.]|$)")


def routes(resolver, before=""):
    """Yield every address of the site as its pattern."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern).lstrip("^")
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from routes(entry, route)


def rename(thing, slug):
    thing.slug = slug
    thing.save()


class FormerTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.section = make_section(name="Coast", slug="harbour")
        cls.topic = make_topic("Tides", slug="high-water")
        cls.writer = make_contributor(name="Ana Writer", slug="ana")
        cls.story = make_published(
            section=cls.section, topics=[cls.topic], bylines=[cls.writer]
        )
        rename(cls.section, "coast")
        rename(cls.topic, "tides")
        rename(cls.writer, "ana-writer")

    def assert_leads(self, old, new):
        response = self.client.get(old)
        self.assertEqual((response.status_code, response["Location"]), (301, new))
        return response

    def assert_nothing(self, address):
        self.assertEqual(self.client.get(address).status_code, 404)


class LeadingTests(FormerTestCase):
    def test_pages_and_feeds_lead_to_the_same_under_the_new_slug(self):
        day = f"{timezone.localdate(self.story.published_at):%Y/%b/%d}".lower()
        year, month, _ = day.split("/")
        pairs = [
            ("/harbour/", "/coast/"),
            (f"/harbour/{year}/", f"/coast/{year}/"),
            (f"/harbour/{year}/{month}/", f"/coast/{year}/{month}/"),
            (f"/harbour/{day}/", f"/coast/{day}/"),
            ("/most-read/harbour/", "/most-read/coast/"),
            ("/topic/high-water/", "/topic/tides/"),
            ("/by/ana/", "/by/ana-writer/"),
        ]
        for ending in ("xml", "atom", "json"):
            pairs += [
                (f"/feeds/harbour.{ending}", f"/feeds/coast.{ending}"),
                (f"/feeds/topic/high-water.{ending}", f"/feeds/topic/tides.{ending}"),
                (f"/feeds/by/ana.{ending}", f"/feeds/by/ana-writer.{ending}"),
            ]
        for old, new in pairs:
            with self.subTest(old):
                response = self.assert_leads(old, new)
                self.assertIn("s-maxage", response["Cache-Control"])
                self.assertFalse(response.cookies)
                self.assertEqual(self.client.head(new).status_code, 200)

    def test_it_is_asked_for_as_any_page(self):
        for old in ("/harbour/", "/feeds/by/ana.json", "/most-read/harbour/"):
            self.assertEqual(self.client.head(old).status_code, 301)
            self.assertEqual(self.client.post(old).status_code, 405)

    def test_caches_file_it_with_the_page_it_leads_to(self):
        for old, thing in [
            ("/harbour/", f"section-{self.section.pk}"),
            ("/topic/high-water/", f"topic-{self.topic.pk}"),
            ("/by/ana/", f"contributor-{self.writer.pk}"),
        ]:
            self.assertEqual(self.client.get(old)["Surrogate-Key"], thing)

    def test_a_feed_is_followed_from_any_site(self):
        response = self.client.get("/feeds/harbour.json")
        self.assertEqual(response["Access-Control-Allow-Origin"], "*")

    @mock.patch("articles.paging.PER_PAGE", 1)
    def test_the_place_in_a_list_stays(self):
        make_published(section=self.section)
        older = self.client.get("/coast/").context["page"].older
        query = older.partition("?")[2]
        new = self.assert_leads(f"/harbour/?{query}", older)["Location"]
        self.assertEqual(self.client.get(new).status_code, 200)

    def test_a_place_that_is_none_leads_nowhere(self):
        self.assert_nothing("/harbour/?before=x")
        self.assert_nothing("/harbour/1234/")

    def test_each_of_several_old_slugs_leads_on_at_once(self):
        rename(self.section, "shore")
        self.assert_leads("/harbour/", "/shore/")
        self.assert_leads("/coast/", "/shore/")

    def test_a_slug_taken_back_is_at_its_page_again(self):
        rename(self.topic, "high-water")
        self.assertEqual(self.client.get("/topic/high-water/").status_code, 200)
        self.assert_leads("/topic/tides/", "/topic/high-water/")

    def test_capitals_lead_there_too(self):
        response = self.client.get("/HARBOUR/", follow=True)
        self.assertEqual(response.redirect_chain[-1], ("/coast/", 301))

    def test_a_renamed_slug_of_one_kind_says_nothing_of_another(self):
        self.assert_nothing("/topic/harbour/")
        self.assert_nothing("/by/high-water/")
        self.assert_nothing("/ana/")


class TakenTests(FormerTestCase):
    def test_whoever_takes_the_slug_has_the_address(self):
        make_section(name="Port", slug="harbour")
        self.assertContains(self.client.get("/harbour/"), "Port")
        make_contributor(name="Another Ana", slug="ana")
        self.assertContains(self.client.get("/by/ana/"), "Another Ana")

    def test_it_is_the_last_holder_who_is_led_to(self):
        port = make_section(name="Port", slug="harbour")
        rename(port, "port")
        self.assert_leads("/harbour/", "/port/")

    def test_two_can_exchange_their_slugs(self):
        other = make_section(name="Hills", slug="hills")
        rename(self.section, "between")
        rename(other, "coast")
        rename(self.section, "hills")
        self.assertContains(self.client.get("/coast/"), "Hills")
        self.assertContains(self.client.get("/hills/"), "Coast")
        self.assert_leads("/between/", "/hills/")

    def test_a_page_of_the_paper_comes_first(self):
        make_page(slug="harbour", title="The harbour", is_public=True)
        self.assertContains(self.client.get("/harbour/"), "The harbour")

    def test_what_is_deleted_leads_nowhere(self):
        rename(make_section(slug="hills"), "mountains")
        self.assert_leads("/hills/", "/mountains/")
        Section.objects.get(slug="mountains").delete()
        self.assert_nothing("/hills/")


class SecretTests(FormerTestCase):
    def setUp(self):
        self.secret = make_topic("Xyzzy", slug="xyzzy")
        make_article(topics=[self.secret])
        rename(self.secret, "xyzzy-inquiry")

    def test_a_topic_readers_know_nothing_of_is_not_confirmed(self):
        for address in ("/topic/xyzzy/", "/feeds/topic/xyzzy.xml"):
            response = self.client.get(address)
            self.assertEqual(response.status_code, 404)
            self.assertNotIn("inquiry", f"{response.content}{response.headers}")
            self.assertNotIn("Surrogate-Key", response)

    def test_not_even_where_a_known_one_had_its_slug(self):
        rename(self.secret, "high-water")
        self.assert_nothing("/topic/high-water/")


class CostTests(FormerTestCase):
    def queries(self, address):
        with CaptureQueriesContext(connection) as queries:
            self.client.get(address)
        return [query["sql"] for query in queries]

    def test_a_page_that_is_found_does_not_ask(self):
        for address in ("/coast/", "/topic/tides/", "/by/ana-writer/"):
            for sql in self.queries(address):
                self.assertNotIn("articles_formerslug", sql)

    def test_nothing_costs_one_query_more(self):
        for address in ("/nothing/", "/topic/nothing/", "/by/nothing/"):
            queries = self.queries(address)
            asked = [sql for sql in queries if "articles_formerslug" in sql]
            self.assertEqual(len(asked), 1)
            self.assertLessEqual(len(queries), 8)
        self.assertLessEqual(len(self.queries("/harbour/")), 4)


class KeepingTests(FormerTestCase):
    def test_the_desk_renames_in_its_form(self):
        self.client.force_login(make_user(is_superuser=True))
        form = {"name": "Tides", "slug": "ebb-and-flow", "kind": "subject"}
        address = reverse("admin:articles_topic_change", args=[self.topic.pk])
        self.assertEqual(self.client.post(address, form).status_code, 302)
        self.assert_leads("/topic/tides/", "/topic/ebb-and-flow/")

    def test_what_was_loaded_before_another_renamed_it_keeps_the_slug_it_replaces(self):
        stale = Contributor.objects.get(pk=self.writer.pk)
        rename(self.writer, "a-writer")
        rename(stale, "ana-w")
        self.assert_leads("/by/a-writer/", "/by/ana-w/")

    def test_saving_without_the_slug_asks_nothing(self):
        self.section.position = 3
        with self.assertNumQueries(1):
            self.section.save(update_fields=["position"])

    def test_a_rename_that_fails_leaves_no_trace(self):
        make_section(slug="hills")
        with self.assertRaises(IntegrityError), transaction.atomic():
            rename(self.section, "hills")
        self.assertFalse(FormerSlug.objects.filter(slug="coast").exists())

    def test_the_database_keeps_what_its_kind_says(self):
        wrong = [
            {"kind": "section", "topic": self.topic},
            {"kind": "topic"},
            {"kind": "contributor", "contributor": self.writer, "topic": self.topic},
            {"kind": "else", "section": self.section},
            {"kind": "section", "section": self.section, "slug": "harbour"},
        ]
        for fields in wrong:
            refused = self.assertRaises(IntegrityError)
            with self.subTest(fields), refused, transaction.atomic():
                FormerSlug.objects.create(**{"slug": "x"} | fields)


class ReservedTests(SimpleTestCase):
    def test_every_word_at_the_root_is_kept(self):
        """So that no section takes it, not even past the form."""
        words = [
            found[1] for route in routes(get_resolver()) if (found := WORD.match(route))
        ]
        self.assertLessEqual({"atom", "by", "feed", "report"}, {*words})
        self.assertEqual({*words} - {*RESERVED_SLUGS}, set())

    def test_a_section_and_a_page_are_refused_such_a_word(self):
        for slug in ("atom", "rss", "feed", "report", "oembed", "embed", "corrections"):
            for thing in (Section(slug=slug), StandingPage(slug=slug)):
                with self.subTest(slug), self.assertRaises(ValidationError) as caught:
                    thing.clean_fields()
                self.assertIn("slug", caught.exception.message_dict)
