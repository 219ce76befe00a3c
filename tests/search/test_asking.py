"""A query is read as words, phrases, exclusions and beginnings, in any language."""

from unittest import TestCase

from newsroom.search import asking, excerpts, finding, spelling, stems


class TermTests(TestCase):
    def test_words_phrases_exclusions_and_beginnings_are_told_apart(self):
        cases = {
            "": [],
            "  ferry   strike ": ["ferry", "strike"],
            '"ferry strike" Lisse': ['"ferry strike"', "Lisse"],
            "“ferry strike” «ligne verte»": ['"ferry strike"', '"ligne verte"'],
            'ferry"strike': ["ferry", "strike"],
            '"ferry': ["ferry"],
            '"" "  " - … ! -"" * -*': [],
            "ferry -boats −nets": ["ferry", "-boats", "-nets"],
            '-"sea wall" x': ['-"sea wall"', "x"],
            'harb* a* "ha*"': ["harb*", "a", "ha"],
            "ferry ferry": ["ferry"],
            "nul\x00byte\ttab": ["nul", "byte", "tab"],
            "l'eau AT&T sea-wall": ['"l eau"', '"AT T"', '"sea wall"'],
            "NOT (ferry) AND NEAR{x": ["NOT", "ferry", "AND", '"NEAR x"'],
        }
        for query, terms in cases.items():
            with self.subTest(query):
                self.assertEqual([str(term) for term in asking.terms(query)], terms)

    def test_a_long_query_is_cut(self):
        self.assertEqual(len(asking.terms(" ".join(map(str, range(99))))), 8)
        [term] = asking.terms("a" * 10_000)
        self.assertEqual(len(term.words[0]), 200)

    def test_a_phrase_is_cut_too(self):
        [term] = asking.terms('"' + "a b " * 40 + '"')
        self.assertEqual(len(term.words), 24)

    def test_few_words_go_on_and_no_short_or_excluded_one(self):
        """Else one address of eight beginnings takes a database minutes."""
        for query, terms in {
            "co* con* cons*": ["co", "con", "cons*"],
            "cons* -reps* repo* inte* proc*": [
                "cons*",
                "-reps",
                "repo*",
                "inte*",
                "proc",
            ],
        }.items():
            with self.subTest(query):
                self.assertEqual([str(one) for one in asking.terms(query)], terms)

    def test_the_longest_words_go_on_where_nothing_was_found(self):
        asked = asking.terms('the ferry -harbours strikes "sea wall" tide council')
        self.assertEqual(
            [str(term) for term in asking.opened(asked) if term.is_open],
            ["ferry*", "strikes*", "council*"],
        )

    def test_signs_of_scripts_without_spaces_are_words(self):
        [term] = asking.terms("北京大学")
        self.assertEqual(term.words, ("北", "京", "大", "学"))


class StemTests(TestCase):
    def test_forms_of_a_word_have_one_stem_in_its_language(self):
        for one, other, language in [
            ("councils", "council", "en"),
            ("Théâtres", "theatre", "fr"),
            ("ÉCOLOGIE", "ecologie", "fr"),
            ("الكتاب", "كتاب", "ar"),
            ("Häuser", "haus", "de"),
            ("ｆｅｒｒｙ", "ferries", "en"),
        ]:
            with self.subTest(one):
                self.assertEqual(stems.stem(one, language), stems.stem(other, language))

    def test_without_a_stemmer_words_stay_whole_in_plain_letters(self):
        self.assertEqual(stems.language_of("zh-hans"), "")
        self.assertEqual(stems.language_of("en-gb"), "en")
        self.assertEqual(stems.stems("Łódź, Wrocławia!", ""), ["lodz", "wroclawia"])

    def test_signs_that_go_on_letters_part_no_word(self):
        self.assertEqual(len(stems.words("हिन्दी समाचार")), 2)
        self.assertEqual(len(stems.words("e\u0301lan כָּתַב")), 2)


class SpellingTests(TestCase):
    def test_counts_the_letters_that_differ(self):
        for one, other, apart in [
            ("ferry", "ferry", 0),
            ("ferrry", "ferry", 1),
            ("fery", "ferry", 1),
            ("frery", "ferry", 1),
            ("fairy", "ferry", 2),
            ("boat", "council", 3),
        ]:
            with self.subTest(one):
                self.assertEqual(spelling.distance(one, other, 2), apart)


class RecencyTests(TestCase):
    def test_any_headline_stands_above_todays_text(self):
        headline, names, text = finding.WEIGHTS.values()
        self.assertGreater(headline * finding.recency(1e12), text * finding.recency(0))
        self.assertGreater(names * finding.recency(0), headline * finding.recency(1e9))
        self.assertEqual(finding.recency(0), 1)
        self.assertAlmostEqual(finding.recency(finding.YEAR), 9 / 16)


class ExcerptTests(TestCase):
    def cut(self, text, query):
        wanted = excerpts.Wanted(asking.terms(query), ["en"])
        pieces = excerpts.excerpt(text, wanted, "en")
        return "".join(f"[{text}]" if hit else text for text, hit in pieces)

    def test_the_passage_with_the_most_terms_is_cut_from_a_long_text(self):
        filler = "Nothing of interest happened on that day. " * 20
        text = f"H\nS\n{filler}A ferry came. {filler}Crews of ferries strike. {filler}"
        found = self.cut(text, "ferry strike")
        self.assertTrue(found.startswith("Crews of [ferries] [strike]. Nothing"), found)
        self.assertTrue(found.endswith(" …"), found)
        self.assertLess(len(found), 300)

    def test_without_a_hit_the_standfirst_is_shown(self):
        self.assertEqual(self.cut("H\nThe dek.\nText.", "marsh"), "The dek.")
        self.assertEqual(self.cut("H\n\nText.", "marsh"), "Text.")
        self.assertEqual(self.cut("", "marsh"), "")

    def test_a_long_sentence_begins_some_words_before_its_hit(self):
        found = self.cut("H\nS\n" + "word " * 90 + "ferry " + "word " * 90, "ferry")
        self.assertTrue(found.startswith("… word word"), found)
        self.assertIn("[ferry]", found)
