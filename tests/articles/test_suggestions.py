"""Topics suggested from the names in a story."""

from django.test import SimpleTestCase, TestCase

from articles import suggestions
from articles.models import Article
from tests.factories import make_article, make_topic


class CandidateTests(SimpleTestCase):
    def test_names_that_repeat_are_found_most_often_first(self):
        text = (
            "The harbour of Lisse is full. Boats in Lisse wait, and boats from Port "
            "Sable too. On Monday Port Sable’s mayor went to Lisse."
        )
        self.assertEqual(suggestions.candidates(text), ["Lisse", "Port Sable"])

    def test_a_surname_counts_for_the_full_name(self):
        text = "Ms Mara Quill spoke. Later Quill left. “Never,” Quill said."
        self.assertEqual(suggestions.candidates(text), ["Mara Quill"])

    def test_days_titles_and_openings_of_sentences_are_no_names(self):
        text = (
            "President Ruiz came on Tuesday. However, she left. However, on Tuesday in "
            "March the President of nothing sat. Boats wait. Boats sail. In March."
        )
        self.assertEqual(suggestions.candidates(text), [])

    def test_abbreviations_and_joined_names_are_names(self):
        text = (
            "Members of the UN met the Bank of Lisse. The UN and the Bank of Lisse "
            "agreed with U.S. officials, and U.S. officials left."
        )
        self.assertEqual(suggestions.candidates(text), ["UN", "Bank of Lisse", "U.S."])

    def test_an_empty_text_has_no_names(self):
        self.assertEqual(suggestions.candidates(""), [])


class SuggestTopicsTests(TestCase):
    body = (
        "<p>Boats wait at Lisse, and the night ferry too.</p>"
        "<p>In Port Sable, and in Lisse’s bay, boats wait. Port Sable sleeps.</p>"
    )

    def test_topics_there_are_come_first_then_new_names(self):
        lisse, ferry = make_topic("Lisse"), make_topic("Night ferry")
        make_topic("Elsewhere")
        article = make_article(body=self.body)
        self.assertEqual(
            suggestions.suggest_topics(article),
            [("Lisse", lisse), ("Night ferry", ferry), ("Port Sable", None)],
        )

    def test_topics_the_story_has_are_not_suggested(self):
        lisse = make_topic("Lisse")
        article = make_article(body=self.body, topics=[lisse])
        self.assertEqual(suggestions.suggest_topics(article), [("Port Sable", None)])

    def test_nothing_is_applied_by_itself(self):
        make_topic("Lisse")
        article = make_article(body=self.body)
        suggestions.suggest_topics(article)
        self.assertFalse(article.tags.exists())

    def test_two_queries_and_twelve_suggestions_at_most(self):
        names = [f"Place{chr(97 + number)}" for number in range(20)]
        for name in names[:15]:
            make_topic(name)
        text = " and ".join(f"in {name}" for name in names)
        article = make_article(body=f"<p>Rain {text}.</p><p>Sun {text}.</p>")
        with self.assertNumQueries(2):
            found = suggestions.suggest_topics(article)
        self.assertEqual(len(found), suggestions.MOST)

    def test_a_very_long_story_is_looked_through_up_to_a_limit(self):
        words = " ".join(f"w{number} x{number}" for number in range(4000))
        self.assertEqual(len(suggestions._phrases(words)), suggestions.KEYS)

    def test_a_story_not_saved_yet_gets_suggestions_too(self):
        article = Article(headline="", body=self.body)
        self.assertEqual(
            suggestions.suggest_topics(article), [("Lisse", None), ("Port Sable", None)]
        )
