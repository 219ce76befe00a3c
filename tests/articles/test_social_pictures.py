"""The picture that a link to a story shows: made, shown, made anew, taken away."""

import io
from datetime import timedelta
from unittest import mock

import lxml.html
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import SimpleTestCase, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone
from PIL import Image, features

from articles import publishing
from articles.models import Article, Photo
from articles.photos import (
    card_drawing,
    card_making,
    cards,
    ingest,
    lapsing,
    lettering,
    making,
    pruning,
    shared,
)
from tests.articles.test_admin_stories import DeskTestCase
from tests.articles.test_photos import jpeg
from tests.factories import make_article, make_photo, make_published, make_section

HOST = "https://paper.example"
CHINESE = "東京の港"  # in none of the fonts


@override_settings(NEWSROOM_BASE_URL=HOST, NEWSROOM_NAME="The Paper")
class CardTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.photo = ingest.ingest(
            jpeg(size=(64, 48)),
            name="a.jpg",
            caption="Fog.",
            credit="Bo Li",
            category="staff",
        )
        cls.section = make_section(name="World", slug="world")

    def story(self, **fields):
        return make_published(section=self.section, **fields)

    def announce(self, article, **changes):
        """Store changes as the desk does, and let what listens do its work."""
        Article.objects.filter(pk=article.pk).update(**changes)
        with self.captureOnCommitCallbacks(execute=True):
            publishing.record_edit(article, by=None)
        article.refresh_from_db()
        return article

    def told(self, article):
        """Return what the page says in meta elements, by their names."""
        page = self.client.get(article.get_absolute_url()).content.decode()
        metas = lxml.html.fromstring(page).iterfind(".//meta")
        return {m.get("property") or m.get("name"): m.get("content") for m in metas}

    def names(self, article):
        article.refresh_from_db(fields=["social_pictures"])
        return [p["name"] for m in article.social_pictures for p in m["pictures"]]


class MakingTests(CardTestCase):
    def test_publishing_makes_it_and_the_page_shows_it(self):
        draft = make_article(
            headline="Tide in",
            section=self.section,
            lead_photo=self.photo,
            lead_alt_text="Fog on the quay",
        )
        with self.captureOnCommitCallbacks(execute=True):
            story = publishing.publish(draft)
        name = self.names(story)[0]
        self.assertRegex(name, r"^r/[0-9a-f]{32}-1-[0-9a-f]{16}/card\.jpg$")
        with default_storage.open(name) as file:
            data = file.read()
        self.assertLess(len(data), cards.MOST_BYTES)
        self.assertEqual(Image.open(io.BytesIO(data)).size, (1200, 630))
        self.assertIn(b"Bo Li", data)  # the credit travels in the file
        told = self.told(story)
        self.assertEqual(told["og:image"], f"{HOST}/media/{name}")
        self.assertEqual(told["twitter:image"], told["og:image"])
        self.assertEqual(told["og:image:alt"], "Tide in. Fog on the quay")
        self.assertEqual(self.client.get(f"/media/{name}").status_code, 200)

    def test_search_engines_get_three_crops_of_the_photo_without_words(self):
        story = self.announce(self.story(lead_photo=self.photo))
        page = self.client.get(story.get_absolute_url()).content.decode()
        for shape in ("16x9", "4x3", "1x1"):
            self.assertIn(f"/{shape}.jpg", page)
        made = shared.made(Article.objects.with_page_parts().get())
        self.assertEqual((made["1:1"]["width"], made["1:1"]["height"]), (48, 48))

    def test_a_story_without_a_photo_gets_a_card_of_letters(self):
        story = self.announce(self.story(genre=Article.Genre.OPINION))
        [name] = self.names(story)
        with default_storage.open(name) as file:
            self.assertEqual(
                Image.open(file).convert("RGB").getpixel((9, 9)), (15, 85, 97)
            )
        self.assertIn(name, self.told(story)["og:image"])

    def test_a_photo_that_must_not_be_changed_is_not_written_on(self):
        photo = make_photo(
            licence="by-nd/4.0", renditions=self.photo.renditions, category="staff"
        )
        story = self.announce(self.story(lead_photo=photo))
        [name] = self.names(story)
        self.assertTrue(name.endswith("card.jpg"))

    def test_a_headline_without_letters_to_draw_it_leaves_the_photo_bare(self):
        story = self.announce(self.story(headline=CHINESE, lead_photo=self.photo))
        self.assertFalse([n for n in self.names(story) if n.endswith("card.jpg")])
        self.assertTrue(self.told(story)["og:image"].endswith("/og.jpg"))
        bare = self.announce(self.story(headline=CHINESE))
        self.assertEqual(self.names(bare), [])
        self.assertIn("icons/share", self.told(bare)["og:image"])

    def test_a_new_headline_or_crop_makes_another_and_the_old_one_is_out_at_once(self):
        story = self.announce(self.story(headline="Old", lead_photo=self.photo))
        old = self.told(story)["og:image"]
        Article.objects.filter(pk=story.pk).update(headline="New")
        self.assertTrue(self.told(story)["og:image"].endswith("/og.jpg"))
        self.announce(story)
        self.assertNotEqual(self.told(story)["og:image"], old)
        self.announce(story, headline="Old")
        self.assertEqual(self.told(story)["og:image"], old)  # kept, so not made again

    def test_few_old_ones_are_kept(self):
        story = self.story()
        for number in range(cards.KEPT + 1):
            self.announce(story, headline=f"Headline number {number}")
        self.assertEqual(len(self.names(story)), cards.KEPT)

    def test_what_changed_while_it_was_made_is_not_shown(self):
        story = self.story()
        loaded = Article.objects.with_page_parts().get()
        Article.objects.update(headline="Another")
        with mock.patch.object(default_storage, "delete") as delete:
            self.assertFalse(cards.make(loaded))
        delete.assert_called_once()
        self.assertEqual(self.names(story), [])

    def test_a_large_picture_is_pressed_until_messengers_show_it(self):
        noise = Image.effect_noise((120, 120), 120).convert("RGB")
        with mock.patch.object(cards, "MOST_BYTES", 9_000):
            self.assertLess(len(cards._letters(noise, b"")), 9_000)

    def test_the_own_words_and_photo_go_before_those_of_the_story(self):
        other = ingest.ingest(jpeg(size=(60, 40), quality=50), name="b.jpg")
        Photo.objects.filter(pk=other.pk).update(
            category="staff", alt_text="A gull", credit="Ana"
        )
        story = self.announce(
            self.story(headline="Long", standfirst="Deck", lead_photo=self.photo),
            social_headline="Short",
            social_text="Text",
            social_photo=other,
            search_title="Words people seek",
            search_description="Found",
        )
        told = self.told(story)
        self.assertEqual((told["og:title"], told["twitter:title"]), ("Short", "Short"))
        self.assertEqual(told["og:description"], "Text")
        self.assertEqual(told["description"], "Found")
        self.assertEqual(told["og:image:alt"], "Short. A gull")
        page = self.client.get(story.get_absolute_url())
        self.assertContains(page, "<title>Words people seek | The Paper</title>")
        self.assertContains(page, '"headline": "Long"')
        self.assertEqual(len(self.names(story)), 1)  # crops are of the lead alone


class GoingTests(CardTestCase):
    def assertGone(self, name):
        self.assertFalse(default_storage.exists(name))
        self.assertEqual(self.client.get(f"/media/{name}").status_code, 404)

    def test_a_story_killed_withdrawn_or_embargoed_leaves_none_behind(self):
        later = timezone.now() + timedelta(hours=1)
        for end in (
            publishing.kill,
            publishing.withdraw,
            lambda story: self.announce(story, embargo_until=later),
        ):
            with self.subTest(end):
                story = self.announce(self.story(lead_photo=self.photo))
                names = self.names(story)
                with self.captureOnCommitCallbacks(execute=True):
                    end(story)
                self.assertEqual(self.names(story), [])
                for name in names:
                    self.assertGone(name)

    def test_what_the_store_did_not_let_go_is_erased_by_the_clock(self):
        story = self.announce(self.story())
        [name] = self.names(story)
        with (
            mock.patch.object(default_storage, "delete", side_effect=OSError),
            self.assertLogs("articles.photos.cards", "WARNING"),
            self.captureOnCommitCallbacks(execute=True),
        ):
            publishing.kill(story)
        self.assertEqual(self.names(story), [name])
        call_command("publish_due", stdout=io.StringIO())
        self.assertEqual(self.names(story), [])
        self.assertGone(name)

    def test_when_the_right_to_the_photo_ends_it_is_out_of_use_and_erased(self):
        ends = timezone.now() + timedelta(hours=1)
        Photo.objects.update(valid_until=ends)
        story = self.announce(self.story(lead_photo=self.photo))
        name = self.names(story)[0]
        self.assertIn(f"-{int(ends.timestamp()):x}/", name)
        with mock.patch.object(timezone, "now", return_value=ends):
            self.assertIn("icons/share", self.told(story)["og:image"])
            self.assertEqual(self.client.get(f"/media/{name}").status_code, 404)
        Photo.objects.update(valid_until=timezone.now())
        with self.captureOnCommitCallbacks(execute=True):
            list(lapsing.close_due())
        self.assertFalse(default_storage.exists(name))
        newest = self.names(story)[0]  # of letters
        self.assertIn(newest, self.told(story)["og:image"])

    def test_pruning_leaves_what_a_story_names(self):
        [name] = self.names(self.announce(self.story()))
        stray = default_storage.save("r/abc-1-def/card.jpg", io.BytesIO(b"x"))
        pruning.prune(older_than=timedelta(0))
        self.assertTrue(default_storage.exists(name))
        self.assertFalse(default_storage.exists(stray))


class WhenTests(CardTestCase):
    @override_settings(NEWSROOM_RENDITIONS="background")
    def test_a_thread_makes_it_after_the_answer(self):
        with mock.patch.object(making._thread, "submit") as submit:
            story = self.announce(self.story())
        self.assertEqual(self.names(story), [])
        work, *arguments = submit.call_args.args
        with mock.patch.object(connections, "close_all"):
            work(*arguments)
        self.assertEqual(len(self.names(story)), 1)

    @override_settings(NEWSROOM_RENDITIONS="command")
    def test_the_command_makes_what_is_missing_and_nothing_twice(self):
        story, draft = self.announce(self.story()), make_article()
        said = io.StringIO()
        call_command("make_renditions", stdout=said)
        self.assertIn("Pictures for sharing: 1 made, 0 failed.", said.getvalue())
        self.assertEqual((len(self.names(story)), self.names(draft)), (1, []))
        said = io.StringIO()
        call_command("make_renditions", stdout=said)
        self.assertNotIn("sharing", said.getvalue())

    def test_old_stories_wait_for_the_command_to_be_told(self):
        story = self.story()
        Article.objects.update(edited_at=timezone.now() - timedelta(days=30))
        self.assertEqual(list(card_making.make_due()), [])
        self.assertEqual(list(card_making.make_due(every_story=True)), [(story, None)])

    def test_a_photo_that_cannot_be_read_stops_no_other_story(self):
        bad = make_photo(renditions=self.photo.renditions)
        bad.renditions = [r | {"name": "r/none/og.jpg"} for r in bad.renditions]
        bad.save()
        other, story = self.story(), self.story(lead_photo=bad)
        with self.assertLogs("articles.photos.card_making", "WARNING"):
            self.announce(story)
        fault = io.StringIO()
        with self.assertRaisesMessage(CommandError, "1 pictures for sharing"):
            call_command("make_renditions", stdout=io.StringIO(), stderr=fault)
        self.assertIn(f"Article {story.pk}", fault.getvalue())
        self.assertEqual(len(self.names(other)), 1)


class LetteringTests(SimpleTestCase):
    def test_letters_of_other_scripts_are_never_boxes(self):
        for words, can in (
            ("Łódź, café, Žižek, ğ", True),
            ("Fog\u00ad bank\u200b\u00a0here", True),
            (CHINESE, False),
            ("Привет", False),
            ("Fog 🙂", False),
        ):
            with self.subTest(words):
                self.assertEqual(lettering.can_set(words, lettering.HEADLINE), can)

    def test_arabic_is_set_from_the_right_only_where_it_can_be_joined(self):
        words = "العبارة ستستمر"
        self.assertTrue(lettering.can_set(words, lettering.HEADLINE))
        setting = lettering.fitted(
            words, lettering.HEADLINE, width=900, sizes=(40,), lines=2
        )
        self.assertTrue(setting.is_rtl)
        with mock.patch.object(features, "check", lambda name: name != "raqm"):
            self.assertFalse(lettering.can_set(words, lettering.HEADLINE))
            card_drawing.draw(headline="Plain", label="", paper="Paper")

    def test_lines_are_alike_and_what_does_not_fit_is_cut_off(self):
        two = lettering.fitted(
            "Ferry stops at noon today", "sans", width=200, sizes=(20,), lines=2
        )
        self.assertEqual(two.lines, ("Ferry stops at", "noon today"))
        cut = lettering.fitted(
            "Ferry stops " * 9, "sans", width=90, sizes=(20,), lines=2
        )
        self.assertEqual(len(cut.lines), 2)
        low = lettering.fitted(
            "Ferry stops at noon", "sans", width=90, sizes=(20,), lines=9, height=50
        )
        self.assertEqual(len(low.lines), 2)
        self.assertTrue(cut.lines[-1].endswith("…"))
        word = lettering.fitted("W" * 99, "sans", width=90, sizes=(20,), lines=2)
        self.assertLessEqual(word.font.getlength(word.lines[0]), 90)

    def test_what_no_font_has_is_refused(self):
        with self.assertRaises(LookupError):
            card_drawing.draw(headline=CHINESE, label="", paper="Paper")


class OnTheFormTests(DeskTestCase):
    groups = ("Editor",)

    def test_words_are_kept_on_one_line_and_in_the_revision(self):
        story = make_published()
        self.change(story, social_headline="Two\nlines", search_title="Seek")
        story.refresh_from_db()
        self.assertEqual(story.social_headline, "Two lines")
        self.assertEqual(story.revisions.first().content["search_title"], "Seek")

    def test_a_photo_that_may_not_be_shown_is_refused(self):
        story, photo = make_article(), make_photo(no_internet=True)
        response = self.change(story, social_photo=photo.pk)
        self.assertContains(response, "must not be used on the internet")

    def test_the_form_shows_the_picture_of_links(self):
        story = make_published()
        url = reverse("admin:articles_article_change", args=[story.pk])
        self.assertContains(self.client.get(url), "Not made yet.")
        with self.captureOnCommitCallbacks(execute=True):
            publishing.record_edit(story, by=self.user)
        self.assertContains(self.client.get(url), 'class="desk-card"')
