"""The index of the photo library: found by words, in step, on each database alike."""

import importlib

from django.apps import apps
from django.test import SimpleTestCase, TestCase

from articles import wordindex
from articles.models import Photo, PhotoEntry, entries
from articles.photos import makers
from tests.factories import make_photo


def found(query):
    """Return the captions of the photos in which a query finds its words."""
    said = PhotoEntry.objects.filter(words__says=query)
    return sorted(said.values_list("photo__caption", flat=True))


class FoldingTests(SimpleTestCase):
    def test_capitals_accents_and_other_scripts_do_not_matter(self):
        for word in ["Écologie", "ÉCOLOGIE", "e\u0301cologie", "ecologie"]:
            self.assertEqual(wordindex.fold(word), "ecologie")
        self.assertEqual(wordindex.fold("Łódź, Tromsø: Straße"), "lodz tromso strasse")
        self.assertEqual(wordindex.fold("Мост"), "most")

    def test_what_is_no_word_is_passed_over(self):
        for query in ["", "\x00", "- – —", '""', '"', "-", "('*)"]:
            self.assertEqual(wordindex.terms(query), [], query)

    def test_no_word_and_no_text_is_longer_than_an_index_takes(self):
        self.assertEqual(len(wordindex.fold("x" * 5000)), wordindex.LONGEST_WORD)
        many = wordindex.fold("ab " * 30_000)
        self.assertEqual(len(many.split()), wordindex.MOST_WORDS)

    def test_all_words_together_fit_into_a_vector(self):
        words = wordindex.fold(" ".join(f"{n:06}{'x' * 54}" for n in range(20_000)))
        self.assertLessEqual(len(words), wordindex.MOST_LETTERS)
        self.assertEqual(len(words.split()[-1]), wordindex.LONGEST_WORD)

    def test_names_spelt_in_other_ways_are_one_photographer(self):
        for name in ["J.R. Smith", "J. R.  SMITH", "JR Smith", "© j r smith,"]:
            self.assertEqual(makers.key(name), "jr smith")
        self.assertNotEqual(makers.key("Ana Marsh"), makers.key("Anna Marsh"))
        self.assertEqual(makers.key(" . "), "")

    def test_the_agency_is_what_a_credit_ends_with(self):
        for credit, expected in [
            ("J. Smith / Coastal Press", "Coastal Press"),
            ("J. Smith/Coastal Press", "Coastal Press"),
            ("Jo Quay via Coastal Press", "Coastal Press"),
            ("Coastal Press", "Coastal Press"),
            ("j smith", "Harbour Pictures"),
            ("", "Harbour Pictures"),
        ]:
            agency = makers.agency(credit, byline="J. Smith", source="Harbour Pictures")
            self.assertEqual(agency, expected, credit)


class SearchTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_photo(caption="Écluse", place="Nantes", credit="Zoë Ørsted / Presse")
        make_photo(caption="The old harbour", alt_text="Boats at a quay", credit="A")
        make_photo(caption="Harbour, old wall", alt_text="Stones", credit="B")

    def test_every_word_must_be_there_and_may_go_on(self):
        self.assertEqual(found("ecl nantes ORSTED"), ["Écluse"])
        self.assertEqual(found("harb"), ["Harbour, old wall", "The old harbour"])
        self.assertEqual(found("harb nantes"), [])

    def test_a_phrase_stands_as_it_is(self):
        self.assertEqual(found('"old harbour"'), ["The old harbour"])
        self.assertEqual(found("“old harb”"), [])

    def test_what_is_excluded_is_missing(self):
        self.assertEqual(found("harbour -boats"), ["Harbour, old wall"])
        self.assertEqual(found('-"old harbour" -wall'), ["Écluse"])

    def test_signs_of_the_databases_own_languages_are_words_or_nothing(self):
        for query in ["harbour OR", "a:b & !c", "NEAR(x y)", "'; --", "%"]:
            self.assertEqual(found(query), [], query)

    def test_signs_alone_find_nothing(self):
        self.assertEqual(found("– ?"), [])

    def test_the_index_follows_a_photo_that_is_changed_and_deleted(self):
        photo = Photo.objects.get(caption="Écluse")
        photo.caption = "Lock gate"
        photo.save(update_fields=["caption"])
        self.assertEqual((found("ecluse"), found("gate")), ([], ["Lock gate"]))
        photo.delete()
        self.assertEqual(found("gate"), [])

    def test_a_file_with_a_book_of_words_is_indexed(self):
        make_photo(keywords=" ".join(f"{n:06}{'x' * 54}" for n in range(20_000)))
        self.assertEqual(PhotoEntry.objects.filter(words__says="000001x*").count(), 1)

    def test_what_no_entry_reads_is_saved_without_it(self):
        photo = Photo.objects.first()
        with self.assertNumQueries(1):
            photo.save(update_fields=["renditions"])

    def test_the_migration_writes_the_entries_of_photos_that_were_there(self):
        before = list(PhotoEntry.objects.order_by("pk").values())
        PhotoEntry.objects.all().delete()
        migration = importlib.import_module(
            "articles.migrations.0009_index_the_photo_library"
        )
        migration.write_entries(apps, None)
        self.assertEqual(list(PhotoEntry.objects.order_by("pk").values()), before)


class EntryTests(SimpleTestCase):
    def test_the_shape_of_a_picture(self):
        for size, shape in [
            ((3000, 2000), "landscape"),
            ((2000, 3000), "portrait"),
            ((1000, 1020), "square"),
            ((4000, 1500), "panorama"),
            ((1, 20_000), "portrait"),
        ]:
            self.assertEqual(entries.shape_of(*size), shape)

    def test_what_a_photo_lacks_is_a_sum(self):
        photo = Photo(width=1, height=1, caption="x")
        self.assertEqual(entries.values_of(photo)["lacks"], 2 + 4)
        photo.is_decorative = True
        self.assertEqual(entries.values_of(photo)["lacks"], 2)
