"""Readers find stories by their words."""

from datetime import timedelta
from unittest import mock

from django.db import connection
from django.test import SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from newsroom.search import queries
from tests.factories import (
    make_article,
    make_contributor,
    make_photo,
    make_published,
    make_topic,
)


class SearchTestCase(TestCase):
    def search(self, query, **parameters):
        return self.client.get("/search/", {"q": query} | parameters)

    def found(self, query, **parameters):
        """Return the headlines found, in order."""
        stories = self.search(query, **parameters).context["stories"]
        return [story.headline for story in stories]


def hours_ago(hours):
    return timezone.now() - timedelta(hours=hours)


class TermTests(SimpleTestCase):
    def test_words_and_quoted_phrases_are_told_apart(self):
        cases = {
            "": [],
            "  ferry   strike ": ["ferry", "strike"],
            '"ferry strike" Lisse': ["ferry strike", "Lisse"],
            "“ferry strike” «ligne verte»": ["ferry strike", "ligne verte"],
            'ferry"strike': ["ferry", "strike"],
            '"ferry': ["ferry"],
            '"" "  " - … !': [],
            "ferry FERRY ferry": ["ferry", "FERRY"],
            "nul\x00byte\ttab": ["nul", "byte", "tab"],
            "l'eau AT&T": ["l'eau", "AT&T"],
        }
        for query, terms in cases.items():
            with self.subTest(query):
                self.assertEqual(queries.terms(query), terms)

    def test_two_spellings_of_one_letter_are_one(self):
        self.assertEqual(queries.terms("e\u0301lan"), ["\u00e9lan"])

    def test_a_long_query_is_cut(self):
        self.assertEqual(len(queries.terms(" ".join(map(str, range(99))))), 8)
        self.assertEqual(queries.terms("a" * 10_000), ["a" * 200])


class FindingTests(SearchTestCase):
    def test_finds_words_wherever_readers_see_them(self):
        ana = make_contributor(name="Ana Marsh")
        harbour = make_topic("Harbour works")
        make_published(headline="Ferry stays in port", published_at=hours_ago(1))
        make_published(
            headline="In standfirst", standfirst="No ferry.", published_at=hours_ago(2)
        )
        make_published(
            headline="In text", body="<p>The ferry left.</p>", published_at=hours_ago(3)
        )
        make_published(headline="By Ana", bylines=[ana], published_at=hours_ago(4))
        make_published(headline="Topical", topics=[harbour], published_at=hours_ago(5))
        make_published(headline="Elsewhere")

        self.assertEqual(
            self.found("ferry"), ["Ferry stays in port", "In standfirst", "In text"]
        )
        self.assertEqual(self.found("ana marsh"), ["By Ana"])
        self.assertEqual(self.found("harbour"), ["Topical"])

    def test_every_word_must_occur_anywhere(self):
        ana = make_contributor(name="Ana Marsh")
        make_published(headline="Ferry strike", bylines=[ana])
        make_published(headline="Ferry timetable")
        self.assertEqual(self.found("marsh ferry"), ["Ferry strike"])
        self.assertEqual(self.found("ferry submarine"), [])

    def test_a_phrase_occurs_as_it_stands(self):
        make_published(headline="Strike at the ferry")
        make_published(headline="Ferry strike")
        self.assertEqual(self.found('"ferry strike"'), ["Ferry strike"])

    def test_headlines_stand_first_and_then_the_newest(self):
        make_published(
            headline="New text", body="<p>Tide.</p>", published_at=hours_ago(1)
        )
        make_published(
            headline="Old text", body="<p>Tide.</p>", published_at=hours_ago(9)
        )
        make_published(headline="Tide new", published_at=hours_ago(20))
        make_published(headline="Tide old", published_at=hours_ago(30))
        self.assertEqual(
            self.found("tide"), ["Tide new", "Tide old", "New text", "Old text"]
        )

    def test_capitals_do_not_matter(self):
        make_published(headline="FERRY Strike")
        self.assertEqual(self.found("ferry sTRIKE"), ["FERRY Strike"])

    def test_characters_that_mean_something_to_a_database_mean_themselves(self):
        make_published(headline="100% of it", published_at=hours_ago(1))
        make_published(headline="file_name", published_at=hours_ago(2))
        make_published(headline="back\\slash", published_at=hours_ago(3))
        make_published(headline="Nothing")
        self.assertEqual(self.found("100%"), ["100% of it"])
        self.assertEqual(self.found("e_n"), ["file_name"])
        self.assertEqual(self.found("k\\s"), ["back\\slash"])

    def test_signs_in_a_text_are_found_as_readers_see_them(self):
        make_published(headline="Deal", body="<p>AT&amp;T pays 3 &lt; 4.</p>")
        self.assertEqual(self.found("AT&T"), ["Deal"])
        self.assertEqual(self.found('"3 < 4"'), ["Deal"])
        self.assertEqual(self.found("amp"), [])

    def test_markup_is_not_text(self):
        photo = make_photo()
        body = (
            "<p>A <strong>calm</strong> sea.</p>"
            f'<figure data-photo="{photo.pk}"></figure>'
            '<p><a href="https://example.org/">Link</a></p>'
        )
        make_published(headline="Marked up", body=body, published_at=hours_ago(2))
        make_published(headline="Weather", body="<p>Very strong wind.</p>")
        make_published(
            headline="Table talk",
            body="<p>Strong figures.</p>",
            published_at=hours_ago(1),
        )
        self.assertEqual(self.found("strong"), ["Weather", "Table talk"])
        self.assertEqual(self.found("figure"), ["Table talk"])
        self.assertEqual(self.found("noopener"), [])

    def test_texts_beyond_the_newest_are_not_read_but_headlines_and_names_are(self):
        ana = make_contributor(name="Ana Marsh")
        for hours in range(1, 4):
            make_published(
                headline=f"Tide {hours}",
                body="<p>Ferry.</p>",
                bylines=[ana],
                published_at=hours_ago(hours),
            )
        with mock.patch.object(queries, "NEWEST_TEXTS", 2):
            self.assertEqual(self.found("ferry"), ["Tide 1", "Tide 2"])
            self.assertEqual(self.found("tide"), ["Tide 1", "Tide 2", "Tide 3"])
            self.assertEqual(self.found("ana marsh"), ["Tide 1", "Tide 2", "Tide 3"])


class PublishedOnlyTests(SearchTestCase):
    def test_only_what_readers_may_see_is_found(self):
        hour = timedelta(hours=1)
        ana = make_contributor(name="Ana Ferry")
        topic = make_topic("Ferry")
        words = {"headline": "Ferry", "standfirst": "Ferry", "body": "<p>Ferry.</p>"}
        names = {"bylines": [ana], "topics": [topic]}
        make_article(**words, **names)
        publishing.kill(make_published(**words, **names), note="Wrong.")
        publishing.withdraw(make_published(**words, **names))
        future = timezone.now() + hour
        make_published(**words, **names, embargo_until=future)
        make_published(**words, **names, status="scheduled", published_at=future)
        self.assertEqual(self.found("ferry"), [])

    def test_a_killed_story_is_gone_in_the_next_response(self):
        story = make_published(headline="Ferry")
        self.assertEqual(self.found("ferry"), ["Ferry"])
        publishing.kill(story, note="Wrong.")
        self.assertEqual(self.found("ferry"), [])


class PageTests(SearchTestCase):
    def test_without_a_query_the_form_is_shown(self):
        response = self.client.get("/search/")
        self.assertContains(response, 'name="q"')
        self.assertEqual(response.context["stories"], [])
        self.assertIs(response.context["too_short"], False)

    def test_one_letter_is_too_short(self):
        make_published(headline="a b c")
        for query in ["a", "-", '"', "…", "\x01"]:
            with self.subTest(query):
                context = self.search(query).context
                self.assertEqual(context["stories"], [])
        self.assertIs(self.search("a").context["too_short"], True)
        self.assertIs(self.search("ab").context["too_short"], False)

    def test_leafs_through_many_results_without_counting_them(self):
        for number in range(45):
            make_published(
                headline=f"Tide {number}" if number % 2 else f"Text {number}",
                body="<p>Tide.</p>",
                published_at=hours_ago(number),
            )
        pages = [self.search("tide", page=page).context for page in (1, 2, 3, 4)]
        self.assertEqual([len(page["stories"]) for page in pages], [20, 20, 5, 0])
        self.assertEqual(
            [page["has_next"] for page in pages], [True, True, False, False]
        )
        seen = [story.pk for page in pages for story in page["stories"]]
        self.assertEqual(len(set(seen)), 45)

    def test_nobody_leafs_for_ever(self):
        for number in range(5):
            make_published(headline=f"Tide {number}", published_at=hours_ago(number))
        with mock.patch.multiple(queries, PAGE=2, LAST_PAGE=2):
            self.assertIs(self.search("tide", page=2).context["has_next"], False)
            self.assertEqual(self.found("tide", page=3), [])

    def test_a_page_that_is_no_number_is_not_found(self):
        for page in ["abc", "0", "-1", "1.5", "", "9" * 400, "١", "\x00", "1e3"]:
            with self.subTest(page):
                self.assertEqual(self.search("tide", page=page).status_code, 404)

    def test_odd_queries_are_answered(self):
        make_published(headline="Tide")
        odd = [
            "\x00",
            "tide\x00",
            "'; DROP TABLE articles_article; --",
            "<script>alert(1)</script>",
            "%",
            "\\",
            "(((",
            '"""""',
            "\ud7ff\ufffe\U0001f6a2",
            "tide " * 5000,
            "x" * 100_000,
        ]
        for query in odd:
            with self.subTest(query[:20]):
                self.assertEqual(self.search(query).status_code, 200)
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

    def test_costs_eight_queries_however_much_is_found(self):
        ana = make_contributor(name="Ana Marsh")
        costs = []
        self.enterContext(mock.patch.object(queries, "NEWEST_TEXTS", 2))
        for _ in range(3):
            for number in range(8):
                make_published(headline=f"Ferry {number}", bylines=[ana])
            with CaptureQueriesContext(connection) as captured:
                self.search("ferry marsh")
            costs.append(len(captured))
        self.assertLessEqual(max(costs), 8)
        # A page that headlines fill costs less; none costs more for more stories.
        self.assertEqual(costs, sorted(costs, reverse=True))
