"""Readers find stories by their words."""

from datetime import timedelta
from unittest import mock

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.models import ArticlePhoto
from newsroom.search import candidates, results, vocabulary
from newsroom.search.models import Entry
from tests.factories import (
    make_article,
    make_contributor,
    make_photo,
    make_published,
    make_section,
    make_topic,
)


class SearchTestCase(TestCase):
    def search(self, query, **parameters):
        return self.client.get("/search/", {"q": query} | parameters)

    def found(self, query, **parameters):
        """Return the headlines found, in order; nothing of what is found instead."""
        page = self.search(query, **parameters).context["found"]
        return [] if page.instead else [one.story.headline for one in page.results]


def hours_ago(hours):
    return timezone.now() - timedelta(hours=hours)


def years_ago(years):
    return hours_ago(years * 365.25 * 24)


def learn_words():
    vocabulary.learn(Entry.objects.values_list("text", flat=True))


class FindingTests(SearchTestCase):
    def test_finds_words_wherever_readers_see_them(self):
        ana = make_contributor(name="Ana Marsh")
        harbour = make_topic("Harbour works")
        photo = make_photo(caption="A heron on the jetty.")
        make_published(headline="Ferry stays in port", published_at=hours_ago(1))
        make_published(
            headline="Dek", standfirst="No ferry.", published_at=hours_ago(2)
        )
        make_published(
            headline="Text", body="<p>The ferry left.</p>", published_at=hours_ago(3)
        )
        make_published(headline="By Ana", bylines=[ana])
        make_published(headline="In words", byline_text="Bo Reed and agencies")
        make_published(headline="Agency", agency_credit="Northline")
        make_published(headline="Topical", topics=[harbour])
        make_published(headline="Led", lead_photo=photo)
        with_photo = make_published(headline="Pictured", published_at=hours_ago(1))
        ArticlePhoto.objects.create(
            article=with_photo, photo=photo, caption="An otter."
        )
        publishing.file_copies(with_photo)

        self.assertEqual(self.found("ferry"), ["Ferry stays in port", "Dek", "Text"])
        self.assertEqual(self.found("ana marsh"), ["By Ana"])
        self.assertEqual(self.found("bo reed"), ["In words"])
        self.assertEqual(self.found("northline"), ["Agency"])
        self.assertEqual(self.found("harbour"), ["Topical"])
        self.assertEqual(self.found("heron"), ["Led"])
        self.assertEqual(self.found("otter"), ["Pictured"])

    def test_every_word_must_occur_anywhere_in_any_of_its_forms(self):
        ana = make_contributor(name="Ana Marsh")
        make_published(headline="Ferry strikes", bylines=[ana])
        make_published(headline="Ferry timetable")
        self.assertEqual(self.found("marsh ferries"), ["Ferry strikes"])
        self.assertEqual(self.found("FERRY striking"), ["Ferry strikes"])
        self.assertEqual(self.found("ferry -strike"), ["Ferry timetable"])
        self.assertEqual(self.found("timet*"), ["Ferry timetable"])
        self.assertEqual(self.found('"strike ferry"'), [])

    def test_a_phrase_occurs_as_it_stands(self):
        make_published(headline="Strike at the ferry")
        make_published(headline="Ferry strike")
        make_published(headline="Text", body="<p>A ferry strike.</p>")
        self.assertEqual(self.found('"ferry strike"'), ["Ferry strike", "Text"])
        self.assertEqual(self.found('strike -"ferry strike"'), ["Strike at the ferry"])

    def test_words_are_found_in_the_language_of_their_story(self):
        make_published(headline="Le théâtre rouvert", language="fr")
        make_published(headline="أخبار المكتبات", language="ar")
        make_published(headline="我在北京大学", language="zh-hans")
        make_published(headline="Wrocław i Łódź", language="pl")
        self.assertEqual(self.found("THEATRES"), ["Le théâtre rouvert"])
        self.assertEqual(self.found("المكتبات"), ["أخبار المكتبات"])
        self.assertEqual(self.found("北京"), ["我在北京大学"])
        self.assertEqual(self.found("lodz"), ["Wrocław i Łódź"])

    def test_headlines_stand_above_names_above_text_and_recent_above_old(self):
        ana = make_contributor(name="Tide Marsh")
        body = "<p>Tide.</p>"
        make_published(headline="New text", body=body, published_at=hours_ago(1))
        make_published(headline="Old text", body=body, published_at=years_ago(3))
        make_published(headline="Tide new", published_at=hours_ago(20))
        make_published(headline="Tide of old", published_at=years_ago(20))
        make_published(headline="A name", bylines=[ana], published_at=hours_ago(30))
        make_published(headline="Dek", standfirst="Tide.", published_at=years_ago(3))
        best = ["Tide new", "A name", "Tide of old", "Dek", "New text", "Old text"]
        self.assertEqual(self.found("tide"), best)
        newest = ["New text", "Tide new", "A name", "Dek", "Old text", "Tide of old"]
        self.assertEqual(self.found("tide", sort="newest"), newest)

    def test_signs_in_a_text_are_found_as_readers_see_them_and_markup_is_no_text(self):
        body = '<p>AT&amp;T <a href="https://example.org/">pays</a> 3 &lt; 4.</p>'
        make_published(headline="Deal", body=body)
        self.assertEqual(self.found("AT&T"), ["Deal"])
        self.assertEqual(self.found('"pays 3 < 4"'), ["Deal"])
        for markup in ("amp", "noopener", "href", "example"):
            self.assertEqual(self.found(markup), [])

    def test_the_recent_are_looked_through_first_and_the_rest_where_too_few(self):
        for year in range(6):
            make_published(headline=f"Tide {year}", published_at=years_ago(year))
        with mock.patch.object(candidates, "RECENT", 2):
            self.assertEqual(len(self.found("tide")), 6)
            with mock.patch.object(results, "PAGE", 2):
                self.assertEqual(self.found("tide"), ["Tide 0", "Tide 1"])
                self.assertEqual(self.found("tide", page=3), ["Tide 4", "Tide 5"])

    def test_a_phrase_is_read_for_newest_first_until_there_are_enough(self):
        for year in range(4):
            for headline in ("Ferry strike", "Strike of ferry"):
                at = years_ago(year)
                make_published(headline=f"{headline} {year}", published_at=at)
        self.enterContext(mock.patch.object(candidates, "RECENT", 4))
        self.enterContext(mock.patch.object(results, "PAGE", 2))
        together = ["Ferry strike 0", "Ferry strike 1"]
        self.assertEqual(self.found('"ferry strike"'), together)
        apart = ["Strike of ferry 0", "Strike of ferry 1"]
        self.assertEqual(self.found('ferry -"ferry strike"'), apart)


class NameTests(SearchTestCase):
    def test_names_with_an_excluded_word_do_not_answer(self):
        topics = [make_topic("Ferry strike"), make_topic("Ferry museum")]
        ana = make_contributor(name="Ana Ferry")
        make_published(headline="Ferry", topics=topics, bylines=[ana])

        def answers(query):
            filters = self.search(query).context["filters"]
            return [one.name for one in filters.answers]

        every = ["Ana Ferry", "Ferry museum", "Ferry strike"]
        self.assertEqual(answers("ferry"), every)
        self.assertEqual(answers("ferry -strike -ana"), ["Ferry museum"])
        self.assertEqual(answers('ferry -"ana strike"'), every)

    def test_days_that_narrow_a_search_are_told_in_words(self):
        page = self.search("ferry", **{"from": "2026-11-20", "to": "2026-12"})
        labels = [chip.label for chip in page.context["filters"].chips]
        self.assertEqual(labels, ["from 20 November 2026", "to 31 December 2026"])


class PublishedOnlyTests(SearchTestCase):
    def test_only_what_readers_may_see_is_found(self):
        ana = make_contributor(name="Ana Ferry")
        topic = make_topic("Ferry")
        words = {"headline": "Ferry", "standfirst": "Ferry", "body": "<p>Ferry.</p>"}
        names = {"bylines": [ana], "topics": [topic]}
        make_article(**words, **names)
        publishing.kill(make_published(**words, **names), note="Wrong.")
        publishing.withdraw(make_published(**words, **names))
        future = timezone.now() + timedelta(hours=1)
        make_published(**words, **names, embargo_until=future)
        make_published(**words, **names, status="scheduled", published_at=future)
        response = self.search("ferry")
        self.assertEqual(response.context["found"].results, [])
        # Nor do their names tell what the desk works on.
        self.assertEqual(response.context["filters"].answers, [])

    def test_a_scheduled_story_is_found_at_its_minute(self):
        moment = timezone.now() + timedelta(hours=1)
        make_published(headline="Ferry", status="scheduled", published_at=moment)
        self.assertEqual(self.found("ferry"), [])
        later = moment + timedelta(seconds=1)
        with mock.patch("django.utils.timezone.now", return_value=later):
            self.assertEqual(self.found("ferry"), ["Ferry"])

    def test_a_killed_story_is_gone_in_the_next_response(self):
        story = make_published(headline="Ferry")
        self.assertEqual(self.found("ferry"), ["Ferry"])
        publishing.kill(story, note="Wrong.")
        self.assertEqual(self.found("ferry"), [])

    def test_a_word_of_a_killed_story_is_never_suggested(self):
        story = make_published(headline="Ostrander resigns")
        learn_words()
        publishing.kill(story, note="Wrong.")
        self.assertNotContains(self.search("ostrandr"), "ostrander")


class FilterTests(SearchTestCase):
    @classmethod
    def setUpTestData(cls):
        world = make_section(name="World", slug="world")
        part = make_section(name="North", slug="north", parent=world)
        ana = make_contributor(name="Ana Marsh", slug="ana-marsh")
        works = make_topic("Harbour works")
        at = timezone.make_aware
        make_published(headline="Tide one", section=part, bylines=[ana])
        make_published(headline="Tide two", topics=[works], genre="opinion")
        for day in (1, 30):
            moment = at(timezone.datetime(2020, 6, day, 12))
            make_published(
                headline=f"Tide of June {day}", section=world, published_at=moment
            )

    def test_narrows_by_section_with_its_parts_byline_topic_form_and_dates(self):
        june = ["Tide of June 30", "Tide of June 1"]
        for narrowed, headlines in [
            ({"section": "world"}, ["Tide one", *june]),
            ({"section": "north"}, ["Tide one"]),
            ({"by": "ana-marsh"}, ["Tide one"]),
            ({"by": "Ana Marsh"}, ["Tide one"]),
            ({"topic": "HARBOUR works"}, ["Tide two"]),
            ({"form": "opinion"}, ["Tide two"]),
            ({"from": "2020-06-01", "to": "2020-06-01"}, ["Tide of June 1"]),
            ({"from": "2020-06", "to": "2020-06"}, june),
            ({"to": "2020-06-30", "section": "world"}, june),
            ({"to": "2020-05"}, []),
            ({"section": "world", "by": "ana-marsh", "form": "news"}, ["Tide one"]),
        ]:
            with self.subTest(narrowed):
                self.assertEqual(self.found("tide", **narrowed), headlines)
                self.assertEqual(self.found("", **narrowed), headlines)

    def test_filters_are_chips_that_take_themselves_away(self):
        page = self.search("tide", section="world", form="news", page=1)
        self.assertContains(page, 'href="/search/?q=tide&amp;form=news"')
        self.assertContains(page, 'href="/search/?q=tide&amp;section=world"')

    def test_rubbish_filters_nothing_and_unknown_names_are_said(self):
        for narrowed in [
            {"section": "nowhere"},
            {"form": "poem"},
            {"from": "2020-06-31", "to": "june"},
            {"sort": "worst"},
        ]:
            with self.subTest(narrowed):
                self.assertEqual(len(self.found("tide", **narrowed)), 4)
        self.assertContains(self.search("tide", by="Nobody<b>"), "“Nobody&lt;b&gt;”")


class HelpTests(SearchTestCase):
    @classmethod
    def setUpTestData(cls):
        works = make_topic("Harbour works")
        ana = make_contributor(name="Ana Ostrander")
        make_published(headline="Harbour wall", topics=[works], bylines=[ana])
        make_published(headline="Théâtre")
        learn_words()

    def test_another_spelling_is_found_where_nothing_is(self):
        for query, instead in [
            ("harbuor", "harbour"),
            ("harbor", "harbour"),
            ("harbour walll", "harbour wall"),
            ("theatrre", "théâtre"),
        ]:
            with self.subTest(query):
                page = self.search(query).context["found"]
                self.assertEqual((page.how, page.instead), ("spelt", instead))
                self.assertEqual(len(page.results), 1)

    def test_beginnings_of_words_are_found_where_nothing_is(self):
        page = self.search("harb").context["found"]
        self.assertEqual((page.how, page.instead), ("begun", "harb*"))

    def test_a_likelier_spelling_is_offered_beside_a_few_results(self):
        make_published(headline="Harbuor by mistake")
        for number in range(24):
            make_published(headline=f"Harbour {number}")
        found, written = vocabulary.count(Entry.objects.values_list("text", flat=True))
        vocabulary.add(found, written)
        page = self.search("harbuor")
        self.assertContains(page, '<a href="/search/?q=harbour">harbour</a>')

    def test_where_nothing_is_found_fewer_words_and_filters_are_offered(self):
        page = self.search("harbour zzyzx", form="news")
        self.assertContains(page, '<a href="/search/?q=harbour&amp;form=news">')
        page = self.search("harbour", to="2001-01-01")
        self.assertContains(page, '<a href="/search/?q=harbour">1 story without')
        self.assertContains(self.search("zzyzx"), "Harbour wall")  # the latest

    def test_topics_and_contributors_whose_names_match_are_linked(self):
        self.assertContains(self.search("harbour"), 'href="/topic/harbour-works/"')
        self.assertContains(
            self.search("ostrander"), "Contributor</span> Ana Ostrander"
        )


class PageTests(SearchTestCase):
    def test_without_a_query_the_form_is_shown(self):
        response = self.client.get("/search/")
        self.assertContains(response, 'name="q"')
        self.assertContains(response, "How to ask")

    def test_one_letter_is_too_short(self):
        make_published(headline="a b c")
        for query in ["a", "-", '"', "…", "\x01", "-ferry"]:
            with self.subTest(query):
                self.assertEqual(self.search(query).context["found"].results, [])
        self.assertIs(self.search("a").context["too_short"], True)
        self.assertIs(self.search("ab").context["too_short"], False)

    def test_what_was_found_is_marked_and_never_as_markup(self):
        make_published(
            headline="Ferries <i>late</i>", body="<p>The &lt;b&gt; ferry &amp; I.</p>"
        )
        page = self.search("ferry")
        self.assertContains(page, "<mark>Ferries</mark> &lt;i&gt;late&lt;/i&gt;")
        self.assertContains(page, "The &lt;b&gt; <mark>ferry</mark> &amp; I.")

    def test_leafs_through_many_results_without_skipping_or_repeating(self):
        for number in range(9):
            make_published(
                headline=f"Tide {number}" if number % 2 else f"Text {number}",
                body="<p>Tide.</p>",
                published_at=hours_ago(number),
            )
        with mock.patch.object(results, "PAGE", 4):
            pages = [self.search("tide", page=page) for page in (1, 2, 3, 4)]
        found = [page.context["found"] for page in pages]
        self.assertEqual([len(page.results) for page in found], [4, 4, 1, 0])
        self.assertEqual([page.has_next for page in found], [True, True, False, False])
        seen = [one.story.pk for page in found for one in page.results]
        self.assertEqual(len(set(seen)), 9)

    def test_nobody_leafs_for_ever(self):
        for number in range(5):
            make_published(headline=f"Tide {number}", published_at=hours_ago(number))
        with mock.patch.multiple(results, PAGE=2, LAST_PAGE=2):
            self.assertIs(self.search("tide", page=2).context["found"].has_next, False)
            self.assertEqual(self.search("tide", page=3).status_code, 404)

    def test_a_page_that_is_no_number_is_not_found(self):
        for page in ["abc", "0", "-1", "1.5", "", "9" * 400, "١", "\x00", "1e3", "26"]:
            with self.subTest(page):
                self.assertEqual(self.search("tide", page=page).status_code, 404)

    def test_odd_queries_are_answered(self):
        make_published(headline="Tide")
        odd = [
            "\x00", "tide\x00", "'; DROP TABLE articles_article; --",
            "<script>alert(1)</script>", "%", "\\", "(((", '"""""', '"tide', "tide)",
            "tide AND", "NEAR(tide, 2)", "words:tide", "^tide", "tide*", "*tide", "t*",
            "h_tide", "!tide", "tide & ! |", "tide <-> tide", "tide:*", "''tide''",
            "\ud7ff\ufffe\U0001f6a2", "tide " * 5000, "x" * 100_000, "-tide -tide",
            '"a b c d e f g h"', "- - -", "ﷺ", "½ ⅷ ①", "a" * 199 + "*",
        ]  # fmt: skip
        for query in odd:
            with self.subTest(query[:20]):
                parameters = {"by": query, "section": query} if len(query) < 6 else {}
                self.assertEqual(self.search(query, **parameters).status_code, 200)
        raw = self.client.get("/search/?q=%FF%FE%00&page=1&q=%C3")
        self.assertEqual(raw.status_code, 200)

    def test_a_query_is_shown_again_and_never_as_markup(self):
        response = self.search('<script>alert("ferry")</script>')
        self.assertNotContains(response, "<script>alert")
        self.assertContains(response, "&lt;script&gt;alert(&quot;ferry")

    def test_results_are_not_for_robots_or_shared_caches(self):
        response = self.search("ferry")
        self.assertEqual(response.headers["X-Robots-Tag"], "noindex")
        self.assertContains(response, "noindex")
        self.assertIn("private", response.headers["Cache-Control"])
        self.assertFalse(response.cookies)

    def test_only_asks(self):
        self.assertEqual(self.client.post("/search/", {"q": "ferry"}).status_code, 405)

    def test_costs_eight_queries_whatever_is_found(self):
        ana = make_contributor(name="Ana Marsh")
        make_topic("Marsh")
        self.enterContext(mock.patch.object(candidates, "RECENT", 2))
        for number in range(8):
            make_published(headline=f"Ferry {number}", bylines=[ana])
        make_published(headline="Marsh lights")
        learn_words()
        every = {"by": "Ana Marsh", "topic": "Marsh", "form": "news", "from": "2020-01"}
        for query, parameters in [
            ("ferry marsh", {}),
            ("ferry marsh", every),
            ("lights", {}),
            ("lghts", {}),
            ("ferrry", {"form": "news"}),
            ("ferr", {}),
            ("zzyzx ferry", every),
            ("zzyzx", {}),
        ]:
            with self.subTest(query), CaptureQueriesContext(connection) as captured:
                self.search(query, **parameters)
            self.assertLessEqual(len(captured), 8, query)


class FeedTests(SearchTestCase):
    def test_a_search_has_a_feed_of_its_newest_stories(self):
        make_published(headline="Ferry old", published_at=years_ago(9))
        make_published(headline="Text", body="<p>A ferry.</p>")
        make_published(headline="Elsewhere")
        page = self.search("ferries", form="news", page="1")
        address = "/search/feed.xml?q=ferries&amp;form=news"
        self.assertContains(page, f'href="{address}"', count=2)
        feed = self.client.get(address.replace("&amp;", "&"))
        self.assertEqual(feed.headers["X-Robots-Tag"], "noindex")
        self.assertIn("s-maxage", feed.headers["Cache-Control"])
        text = feed.content.decode()
        self.assertLess(text.index("<title>Text"), text.index("<title>Ferry old"))
        self.assertNotIn("Elsewhere", text)
        self.assertIn("/search/?q=ferries&amp;form=news</link>", text)

    def test_without_words_there_is_no_feed(self):
        for address in ["", "?q=", "?q=a", "?q=-ferry", "?q=%00", "?form=news"]:
            with self.subTest(address):
                response = self.client.get(f"/search/feed.xml{address}")
                self.assertEqual(response.status_code, 404)
