"""Linked translations: the page, what it tells machines, and the desk."""

import json
import re

from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.urls import reverse

from articles import publishing, translations
from articles.models import Article, ArticlePhoto, Order
from tests.articles.test_admin_stories import form_of
from tests.factories import (
    make_article,
    make_contributor,
    make_photo,
    make_published,
    make_topic,
    make_user,
)

HREFLANG = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
LINKED_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>')


class PageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        topic = make_topic()
        cls.first = make_published(headline="Sea wall", topics=[topic])
        cls.french = make_published(
            headline="La digue", language="fr", translation_of=cls.first, topics=[topic]
        )
        cls.arabic = make_published(
            headline="السد", language="ar", translation_of=cls.first
        )
        cls.waiting = make_article(
            headline="Die Mauer", language="de", translation_of=cls.first
        )

    def page(self, story):
        return self.client.get(story.get_absolute_url())

    def test_each_leads_to_the_others_that_are_out(self):
        group = [self.first, self.french, self.arabic]
        for story in group:
            page = self.page(story).content.decode()
            line = page.partition('<p class="in-languages">')[2].partition("</p>")[0]
            for other in group:
                with self.subTest(story.language, other=other.language):
                    self.assertEqual(
                        f'href="{other.get_absolute_url()}"' in line, other != story
                    )
            self.assertNotIn("Die Mauer", page)
            self.assertNotIn('lang="de"', page)

    def test_every_page_names_all_languages_alike_and_the_first_as_the_default(self):
        named = {tuple(HREFLANG.findall(self.page(s).content.decode())) for s in (
            self.first, self.french, self.arabic
        )}  # fmt: skip
        [links] = named
        self.assertEqual(
            [code for code, _ in links], ["en-GB", "x-default", "ar", "fr"]
        )
        self.assertEqual(links[0][1], links[1][1])

    def test_structured_data_links_the_works(self):
        first, french = (
            json.loads(LINKED_DATA.findall(self.page(s).content.decode())[0])
            for s in (self.first, self.french)
        )
        self.assertEqual(
            [work["inLanguage"] for work in first["workTranslation"]], ["ar", "fr"]
        )
        self.assertEqual(french["translationOfWork"]["headline"], "Sea wall")
        self.assertEqual(french["translationOfWork"]["@id"], first["url"])

    def test_a_story_alone_says_nothing_of_languages(self):
        page = self.page(make_published())
        for words in ("hreflang", "in-languages", "workTranslation", "OfWork"):
            self.assertNotContains(page, words)

    def test_the_same_story_in_another_language_is_no_related_one(self):
        page = self.page(self.first).content.decode()
        self.assertNotIn('id="related"', page)

    def test_costs_what_a_story_alone_does(self):
        for story in (self.first, self.french):
            with self.assertNumQueries(8):
                self.page(story)

    def test_a_group_is_found_by_indexes_however_large_the_archive_is(self):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # which reads small tables whole
                cursor.execute("SET LOCAL enable_seqscan = off")
            group = Article.objects.published().translating(self.french.pk)
            plan = group.explain()
        self.assertNotRegex(plan, "SCAN articles_article|SubPlan")

    def test_a_translation_is_purged_with_its_group(self):
        keys = self.page(self.french).headers["Surrogate-Key"].split()
        self.assertIn(f"article-{self.first.pk}", keys)
        self.assertIn(f"article-{self.first.pk}", self.arabic.surrogate_keys())

    def test_where_the_first_is_gone_the_others_still_lead_to_each_other(self):
        publishing.kill(self.first, note="", by=None)
        links = dict(HREFLANG.findall(self.page(self.french).content.decode()))
        self.assertEqual(links.keys(), {"ar", "fr", "x-default"})
        self.assertEqual(self.page(self.first).status_code, 410)


class RuleTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.first = make_published()
        cls.french = make_article(language="fr", translation_of=cls.first)

    def test_the_database_keeps_one_translation_a_language_and_none_of_itself(self):
        for fields in ({"language": "fr", "translation_of": self.first},):
            with self.assertRaises(IntegrityError), transaction.atomic():
                make_article(**fields)
        with self.assertRaises(IntegrityError), transaction.atomic():
            Article.objects.filter(pk=self.first.pk).update(translation_of=self.first)

    def test_what_cannot_be_linked_is_told_why(self):
        other = make_article(language="de")
        make_article(language="it", translation_of=other)
        for language, story, said in (
            ("en-gb", None, "already"),
            ("fr", None, "already"),
            ("en-gb", self.first, "itself"),
            ("de", other, "of its own"),
        ):
            with self.subTest(said):
                fault = translations.fault_of(self.first, language, story)
                self.assertIn(said, fault)
        self.assertEqual(translations.fault_of(self.first, "ar"), "")
        self.assertEqual(translations.fault_of(self.first, "fr", self.french), "")


class DeskTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make_user(is_superuser=True)
        cls.story = make_published(
            bylines=[make_contributor()], topics=[make_topic()], kicker="Harbour"
        )
        ArticlePhoto.objects.create(
            article=cls.story, photo=make_photo(), caption="Written here"
        )

    def setUp(self):
        self.client.force_login(self.editor)
        self.address = reverse("admin:articles_article_translate", args=[self.story.pk])

    def test_a_translation_begins_as_a_draft_with_all_the_story_has(self):
        self.assertContains(self.client.get(self.address), "Begin the translation")
        self.client.post(self.address, {"language": "fr"})
        draft = Article.objects.get(language="fr")
        self.assertEqual(draft.translation_of, self.story)
        self.assertEqual(draft.status, Article.Status.DRAFT)
        self.assertEqual(draft.headline, self.story.headline)
        self.assertEqual(draft.kicker, "Harbour")
        self.assertEqual(
            draft.bylines.get().contributor, self.story.bylines.get().contributor
        )
        self.assertEqual(draft.article_photos.get().caption, "Written here")
        self.assertEqual(list(draft.tags.all()), list(self.story.tags.all()))
        self.assertIsNone(draft.published_at)
        self.assertEqual(draft.revisions.get().created_by, self.editor)

    def test_a_translation_of_a_translation_belongs_to_the_first(self):
        french = translations.begin(self.story, "fr", by=self.editor)
        address = reverse("admin:articles_article_translate", args=[french.pk])
        self.client.post(address, {"language": "ar"})
        arabic = Article.objects.get(language="ar")
        self.assertEqual(arabic.translation_of, self.story)

    def test_a_language_that_is_there_or_none_is_refused_beside_the_field(self):
        for language, said in (("en-gb", "already"), ("FR", "as its code"), ("", "")):
            with self.subTest(language):
                page = self.client.post(self.address, {"language": language})
                self.assertContains(page, 'class="errorlist"')
                self.assertContains(page, said)
        self.assertEqual(Article.objects.count(), 1)

    def test_an_embargo_holds_in_every_language(self):
        self.story.embargo_until = self.story.created_at.replace(year=2999)
        self.story.save()
        draft = translations.begin(self.story, "fr", by=self.editor)
        self.assertEqual(draft.embargo_until, self.story.embargo_until)

    def test_words_that_were_killed_do_not_come_back_as_a_translation(self):
        for order in (None, Order("Court of Lisse")):
            story = publishing.kill(make_published(), order=order)
            address = reverse("admin:articles_article_translate", args=[story.pk])
            with self.subTest(order=order):
                page = self.client.post(address, {"language": "fr"})
                self.assertContains(page, "It was killed; write a new story instead.")
                self.assertFalse(Article.objects.filter(language="fr").exists())

    def test_stories_are_linked_on_the_form_to_the_first_of_the_group(self):
        french = translations.begin(self.story, "fr", by=self.editor)
        other = make_article(language="ar", section=self.story.section)
        address = reverse("admin:articles_article_change", args=[other.pk])
        form = form_of(other, language="ar", translation_of=french.pk)
        self.assertRedirects(
            self.client.post(address, form),
            reverse("admin:articles_article_changelist"),
        )
        other.refresh_from_db()
        self.assertEqual(other.translation_of, self.story)

    def test_a_second_story_in_a_language_is_refused_on_the_form(self):
        translations.begin(self.story, "fr", by=self.editor)
        other = make_article(language="fr", section=self.story.section)
        address = reverse("admin:articles_article_change", args=[other.pk])
        form = form_of(other, language="fr", translation_of=self.story.pk)
        self.assertContains(self.client.post(address, form), "already; choose another")

    def test_only_who_may_add_stories_begins_one(self):
        self.client.force_login(make_user())
        self.assertEqual(self.client.post(self.address).status_code, 403)
        self.assertEqual(Article.objects.count(), 1)
