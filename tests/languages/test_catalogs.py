"""The catalogs are whole, and nothing in them could break a page."""

import re

import polib
from django.test import SimpleTestCase

from tests.languages.catalogs import (
    CATALOGS,
    TRANSLATED,
    catalog,
    every_catalog,
    filed,
    path_of,
    said_in,
    strings_of,
)

# How many sentences may still wait for a translation, in each language; it only falls.
WAITING_AT_MOST = 0
NAMED = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
PLACED = re.compile(r"(?<!%)%(?:\.\d)?([sdf])")
TAGS = re.compile(r"</?[a-z]+\b[^>]*>")


class CatalogTests(SimpleTestCase):
    def test_every_sentence_of_the_code_is_translated(self):
        for language in TRANSLATED:
            waiting = [
                f"{place}: {said.sentence}"
                for room, domain in CATALOGS
                for said, place in said_in(room, domain).items()
                if not self.is_translated(language, room, domain, said)
            ]
            with self.subTest(language):
                self.assertLessEqual(
                    len(waiting),
                    WAITING_AT_MOST,
                    "Run script/messages and translate these: "
                    + "\n".join(waiting[:20]),
                )

    @staticmethod
    def is_translated(language, room, domain, said):
        entry = known(language, room, domain).get(said)
        return entry is not None and entry.translated()

    def test_no_sentence_is_said_both_with_a_plural_and_without(self):
        # gettext files both under one name, and refuses to.
        for room, domain in CATALOGS:
            ways: dict = {}
            for said in said_in(room, domain):
                ways.setdefault((said.context, said.sentence), set()).add(said.plural)
            twice = [sentence for sentence, plurals in ways.items() if len(plurals) > 1]
            with self.subTest(room, domain=domain):
                self.assertEqual(twice, [])

    def test_what_is_half_translated_is_not_kept(self):
        for language, room, domain in every_catalog():
            po = catalog(language, room, domain)
            with self.subTest(language, room=room, domain=domain):
                self.assertEqual(po.fuzzy_entries(), [])
                self.assertEqual(po.obsolete_entries(), [])

    def test_what_django_reads_is_what_translators_wrote(self):
        for language, room, domain in every_catalog():
            with self.subTest(language, room=room, domain=domain):
                written = polib.mofile(str(path_of(language, room, domain, ".mo")))
                translated = catalog(language, room, domain).translated_entries()
                self.assertEqual(
                    {filed(entry): strings_of(entry) for entry in written},
                    {filed(entry): strings_of(entry) for entry in translated},
                    "Run script/messages compile.",
                )

    def test_a_translation_has_the_placeholders_of_its_sentence(self):
        for language, entry in translations():
            for form, words in enumerate(strings_of(entry)):
                with self.subTest(language, sentence=entry.msgid, form=form):
                    self.assert_placeholders(entry, form, words)

    def assert_placeholders(self, entry, form, words):
        sentence = entry.msgid_plural or entry.msgid
        named, allowed = names_in(words), names_in(entry.msgid) | names_in(sentence)
        self.assertLessEqual(named, allowed)
        # “One minute” and “two minutes” may be words without the number.
        few = entry.msgid_plural and form < len(entry.msgstr_plural) - 1
        missing = names_in(sentence) - named
        self.assertLessEqual(len(missing), 1 if few else 0, missing)
        self.assertEqual(PLACED.findall(words), PLACED.findall(sentence))

    def test_a_translation_has_the_tags_of_its_sentence(self):
        for language, entry in translations():
            for words in strings_of(entry):
                with self.subTest(language, sentence=entry.msgid):
                    self.assertEqual(
                        sorted(TAGS.findall(words)), sorted(TAGS.findall(entry.msgid))
                    )

    def test_every_plural_form_of_the_language_is_there(self):
        for language, room, domain in every_catalog():
            po = catalog(language, room, domain)
            [count] = re.findall(r"nplurals=(\d)", po.metadata["Plural-Forms"])
            for entry in po.translated_entries():
                if entry.msgid_plural:
                    with self.subTest(language, sentence=entry.msgid):
                        self.assertEqual(len(entry.msgstr_plural), int(count))
                        self.assertTrue(all(entry.msgstr_plural.values()))

    def test_the_same_sentence_reads_the_same_in_every_catalog(self):
        for language in TRANSLATED:
            read: dict = {}
            for room, domain in CATALOGS:
                for entry in catalog(language, room, domain).translated_entries():
                    read.setdefault(filed(entry), set()).add(tuple(strings_of(entry)))
            differing = {said.sentence for said, ways in read.items() if len(ways) > 1}
            with self.subTest(language):
                self.assertEqual(differing, set())

    def test_a_catalog_names_nobody_and_no_moment(self):
        for language, room, domain in every_catalog():
            po = catalog(language, room, domain)
            with self.subTest(language, room=room, domain=domain):
                self.assertEqual(po.metadata["Language"], language)
                self.assertFalse(
                    {"POT-Creation-Date", "PO-Revision-Date", "Last-Translator"}
                    & po.metadata.keys()
                )
                self.assertNotRegex(po.header, "@|/home|YEAR")


def known(language, room, domain):
    po = catalog(language, room, domain)
    if not hasattr(po, "by_said"):
        po.by_said = {filed(entry): entry for entry in po}
    return po.by_said


def translations():
    for language, room, domain in every_catalog():
        for entry in catalog(language, room, domain).translated_entries():
            yield language, entry


def names_in(words):
    return {first or second for first, second in NAMED.findall(words)}
