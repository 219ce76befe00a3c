"""Many rows written at once are those that saves would have written one by one."""

from django.db import DataError, connection
from django.test import TestCase

from articles import rows
from articles.models import Article, Revision, Section
from tests.factories import make_section

APART = ("id", "created_at", "edited_at")


class RowsTests(TestCase):
    def test_objects_written_together_are_as_each_saved_by_itself(self):
        section = make_section()
        said = [
            {"headline": "Ferry", "body": "<div>R&D</div><script>x</script>"},
            {"headline": "Café", "section": section, "lead_is_decorative": True},
        ]
        together = rows.insert_all(Article(**fields) for fields in said)
        for fields, one in zip(said, together, strict=True):
            alone = Article.objects.create(**fields)
            first, second = (
                Article.objects.filter(pk=pk).values().get()
                for pk in (one.pk, alone.pk)
            )
            for name in APART:
                self.assertIsNotNone(first.pop(name))
                del second[name]
            self.assertEqual(first, second)

    def test_objects_know_their_keys_and_those_saved_after_they_were_assigned(self):
        article = Article(headline="Ferry")
        kept = Revision(article=article, action="saved", content={"a": ["é", None]})
        rows.insert_all([article])
        rows.insert_all([kept])
        with self.assertNumQueries(0):
            self.assertEqual(kept.article.pk, article.pk)
        self.assertFalse(kept._state.adding)
        kept.refresh_from_db()
        self.assertEqual((kept.article, kept.content), (article, {"a": ["é", None]}))

    def test_what_is_saved_later_gets_a_key_of_its_own(self):
        last = rows.insert_all(Article(headline=str(at)) for at in range(3))[-1]
        self.assertGreater(Article.objects.create(headline="Later").pk, last.pk)

    def test_a_number_that_its_column_does_not_hold_is_refused(self):
        kind = Article._meta.get_field("section").target_field.get_internal_type()
        too_high = connection.ops.integer_field_range(kind)[1] + 1
        with self.assertRaisesMessage(DataError, "section holds numbers from"):
            rows.insert_all([Article(headline="Ferry", section_id=too_high)])
        kind = "PositiveSmallIntegerField"
        too_high = connection.ops.integer_field_range(kind)[1] + 1
        for position in (-1, too_high):
            with self.assertRaisesMessage(DataError, "holds numbers from 0 to"):
                rows.insert_all([Section(name="Port", slug="port", position=position)])
        self.assertFalse(Section.objects.exists())

    def test_nothing_is_written_of_nothing(self):
        with self.assertNumQueries(0):
            self.assertEqual(rows.insert_all([]), [])
