"""Videos of other sites: asked for once, captioned here, loaded by nobody unasked."""

import json
from datetime import timedelta
from unittest import mock

from django.conf import settings
from django.db import connection
from django.test import SimpleTestCase, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import embeds, fetching, html, placeholders, providers, publishing
from articles.models import ArticleEmbed
from tests.articles.test_admin_stories import form_of
from tests.factories import make_article, make_published, make_section, make_user
from tests.web import answering, as_if_public, serving

VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"
OTHER = "https://vimeo.com/76979871"
FACTS = {"type": "video", "title": "The lock <opens>", "author_name": "Port TV"}


def embedded(*urls):
    figures = (f'<figure data-embed="{url}"></figure>' for url in urls)
    return str(html.clean(f"<p>Before.</p>{''.join(figures)}<p>After.</p>"))


class PlayerTests(SimpleTestCase):
    def test_videos_have_a_player_that_the_policy_allows_and_nothing_else_has(self):
        tube = "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1"
        vimeo = "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"
        for url, expected in {
            VIDEO: tube,
            "https://youtu.be/abcdefghijk?t=9": tube,
            "https://m.youtube.com/shorts/abcdefghijk": tube,
            "https://www.youtube.com/live/abcdefghijk": tube,
            OTHER: vimeo,
            f"{OTHER}/0a1b2c": f"{vimeo}&h=0a1b2c",
            "https://www.youtube.com/@channel": "",
            "https://www.youtube.com/watch?v=../../evil": "",
            "https://youtu.be/abcdefghijk/../x": "",
            "https://vimeo.com/about": "",
            "https://soundcloud.com/a/b": "",
            "https://evil.example/watch?v=abcdefghijk": "",
            "http://www.youtube.com/watch?v=abcdefghijk": "",
        }.items():
            with self.subTest(url):
                self.assertEqual(providers.player(url), expected)
                if expected:
                    hosts = settings.SECURE_CSP["frame-src"]
                    self.assertTrue(any(expected.startswith(h) for h in hosts))

    def test_an_address_that_browsers_read_otherwise_is_embedded_nowhere(self):
        """Else the link under a video's name leads to whoever is before the sign."""
        for url in (
            r"https://evil.example\@www.youtube.com/watch?v=abcdefghijk",
            "https://evil.example@www.youtube.com/watch?v=abcdefghijk",
            "https://www.youtube.com:22/watch?v=abcdefghijk",
            "https://www.youtube.com/watch?v=abcdefghijk\n",
            "https://www.youtube.com /watch?v=abcdefghijk",
        ):
            with self.subTest(url):
                self.assertEqual(providers.embed_provider(url), "")
                self.assertEqual(providers.player(url), "")
                self.assertEqual(providers.oembed_address(url), "")

    def test_an_address_that_is_too_long_is_embedded_nowhere(self):
        url = f"{VIDEO}&x={'y' * 2000}"
        self.assertEqual(html.clean(f'<figure data-embed="{url}"></figure>'), "")

    def test_the_addresses_of_a_body_are_read_as_they_were_meant(self):
        body = embedded(f"{VIDEO}&amp;t=2", OTHER)
        self.assertEqual(placeholders.embeds(body), [f"{VIDEO}&t=2", OTHER])


class AskingTests(TestCase):
    def setUp(self):
        self.story = make_article(body=embedded(VIDEO))
        embeds.place_embeds(self.story)
        self.embed = self.story.article_embeds.get()

    def ask(self, answer):
        """Ask a server of this test instead of YouTube; return what it was asked."""
        with serving(answer) as server, as_if_public():
            endpoints = {"YouTube": f"{server.url}/oembed"}
            with mock.patch.dict(providers.ENDPOINTS, endpoints):
                embeds.ask_providers(self.story.pk)
        self.embed.refresh_from_db()
        return server.asked

    def test_title_author_and_length_are_kept_as_plain_words(self):
        told = FACTS | {
            "duration": 245,
            "title": "The lock\n <opens>\x00",
            "html": "<x>",
        }
        [(path, headers)] = self.ask(answering(json.dumps(told).encode()))
        self.assertEqual(
            path,
            "/oembed?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Dabcdefghijk"
            "&format=json",
        )
        self.assertNotIn("Cookie", headers)
        self.assertEqual(self.embed.title, "The lock <opens>")
        self.assertEqual(self.embed.author, "Port TV")
        self.assertEqual(self.embed.seconds, 245)
        self.assertEqual(self.embed.fault, "")

    def test_what_is_known_is_asked_for_once(self):
        answer = answering(json.dumps(FACTS).encode())
        self.assertEqual(len(self.ask(answer)), 1)
        self.assertEqual(self.ask(answer), [])

    def test_answers_that_cannot_be_used_leave_the_reason(self):
        for answer, why in [
            (answering(b"[]"), "no answer that could be read"),
            (answering(b"{"), "no answer that could be read"),
            (answering(b"[" * 190_000), "no answer that could be read"),
            (answering(b"\xff\xfe\x00"), "no answer that could be read"),
            (answering(b"{}", status=500), "no answer that could be read"),
            (answering(b"no", status=404), "it is gone, private"),
            (answering(b"x" * 300_000), "larger than"),
        ]:
            with self.subTest(why):
                ArticleEmbed.objects.update(asked_at=None, fault="", title="")
                self.ask(answer)
                self.assertIn(why, self.embed.fault)
                self.assertEqual(self.embed.title, "")

    def test_facts_of_the_wrong_kind_are_none(self):
        self.ask(answering(b'{"title": 7, "author_name": ["a"], "duration": true}'))
        facts = (self.embed.title, self.embed.author, self.embed.seconds)
        self.assertEqual(facts, ("", "", None))
        self.assertEqual(self.embed.fault, "")

    def test_a_provider_that_is_down_is_asked_again_later_and_not_at_each_save(self):
        refusal = fetching.Unfetchable("It took too long.")
        with mock.patch.object(fetching, "fetch", side_effect=refusal) as fetch:
            embeds.ask_providers(self.story.pk)
            embeds.ask_providers(self.story.pk)
            self.assertEqual(fetch.call_count, 1)
            before = timezone.now() - timedelta(minutes=11)
            ArticleEmbed.objects.update(asked_at=before)
            embeds.ask_providers(self.story.pk)
            self.assertEqual(fetch.call_count, 2)
        self.embed.refresh_from_db()
        self.assertEqual(self.embed.fault, "It took too long.")

    def test_a_provider_that_is_led_elsewhere_asks_nothing_of_a_private_host(self):
        def lead_astray(handler):
            handler.send_response(302)
            handler.send_header("Location", "http://127.0.0.1:1/secret")
            handler.end_headers()

        def is_public(address):
            return not private.pop() if private else False

        private = [False]
        with (
            serving(lead_astray) as server,
            mock.patch.object(fetching, "is_public", side_effect=is_public),
            mock.patch.dict(providers.ENDPOINTS, {"YouTube": server.url}),
        ):
            embeds.ask_providers(self.story.pk)
        self.embed.refresh_from_db()
        self.assertIn("not in the public network", self.embed.fault)

    def test_what_offers_no_facts_is_asked_nothing(self):
        self.story.body = embedded("https://flo.uri.sh/visualisation/1/embed")
        embeds.place_embeds(self.story)
        with mock.patch.object(fetching, "fetch") as fetch:
            embeds.ask_providers(self.story.pk)
        fetch.assert_not_called()


class EmbedPageTests(TestCase):
    def story(self, *urls, **facts):
        story = make_published(body=embedded(*urls))
        embeds.place_embeds(story)
        ArticleEmbed.objects.filter(article=story).update(**facts)
        return story

    def test_a_placeholder_names_the_video_and_loads_nothing(self):
        story = self.story(
            VIDEO, title="The lock <opens>", author="Port TV", seconds=65
        )
        ArticleEmbed.objects.update(caption="Filmed on Monday.")
        page = self.client.get(story.get_absolute_url())
        self.assertContains(page, "The lock &lt;opens&gt;")
        self.assertContains(page, "Port TV, YouTube, 1:05")
        self.assertContains(page, "<figcaption>Filmed on Monday.</figcaption>")
        self.assertContains(page, "Watch on YouTube</a>")
        self.assertContains(page, '<p class="embed-play" hidden>')
        self.assertContains(page, "which may set cookies")
        self.assertContains(page, "js/play.js")
        for loads in ("<iframe", "i.ytimg.com", 'src="https://'):
            self.assertNotContains(page, loads)

    def test_a_video_whose_facts_are_not_known_is_named_by_its_address(self):
        page = self.client.get(self.story(OTHER).get_absolute_url())
        self.assertContains(page, "Watch on Vimeo</a>")
        self.assertContains(page, f"Vimeo: {OTHER}")

    def test_a_story_without_a_row_for_its_embed_shows_it_all_the_same(self):
        story = make_published(body=embedded(VIDEO))
        page = self.client.get(story.get_absolute_url())
        self.assertContains(page, "Watch on YouTube</a>")

    def test_stories_without_embeds_load_no_script_for_them(self):
        page = self.client.get(make_published().get_absolute_url())
        self.assertNotContains(page, "js/play.js")

    def test_twelve_embeds_cost_the_page_and_the_feed_what_one_costs(self):
        def queries(address):
            with CaptureQueriesContext(connection) as asked:
                self.client.get(address)
            return len(asked)

        section = make_section()
        one, many = (
            make_published(
                section=section,
                body=embedded(*(f"{OTHER}{n}" for n in range(number))),
            )
            for number in (1, 12)
        )
        for story in (one, many):
            embeds.place_embeds(story)
        pages = [queries(story.get_absolute_url()) for story in (one, many)]
        self.assertEqual(pages[0], pages[1])
        both = queries("/feeds/rss.xml")
        many.delete()
        self.assertEqual(queries("/feeds/rss.xml"), both)

    @override_settings(NEWSROOM_FEED_FULL_TEXT=True)
    def test_a_feed_has_a_link_with_title_and_caption(self):
        self.story(VIDEO, title="The lock <opens>", caption="Filmed & cut.")
        feed = self.client.get("/feeds/rss.xml").content.decode()
        link = f'<p><a href="{VIDEO}">YouTube: The lock &lt;opens&gt;</a></p>'
        self.assertIn(f"{link}\n<p>Filmed &amp; cut.</p>", feed)


class EmbedFormTests(TestCase):
    def setUp(self):
        self.story = make_article(body="<p>Before.</p>")
        self.client.force_login(make_user("Editor"))
        self.address = reverse("admin:articles_article_change", args=[self.story.pk])

    def save(self, **typed):
        typed = form_of(self.story, **typed)
        return self.client.post(self.address, typed, follow=True)

    def new_row(self, url, caption):
        row = {"url": url, "caption": caption, "id": "", "article": self.story.pk}
        typed = {f"article_embeds-0-{name}": value for name, value in row.items()}
        return typed | {"article_embeds-TOTAL_FORMS": "1"}

    def test_a_caption_typed_in_the_text_is_saved_with_the_embed(self):
        row = self.new_row(VIDEO, "Filmed here.")
        with (
            mock.patch.object(embeds, "ask_providers") as ask,
            self.captureOnCommitCallbacks(execute=True),
        ):
            self.save(body=embedded(VIDEO), **row)
        ask.assert_called_once_with(self.story.pk)
        embed = self.story.article_embeds.get()
        self.assertEqual((embed.url, embed.caption), (VIDEO, "Filmed here."))

    def test_a_dead_provider_loses_no_save(self):
        dead = fetching.Unfetchable("There is no host “www.youtube.com”.")
        with (
            mock.patch.object(fetching, "fetch", side_effect=dead),
            self.captureOnCommitCallbacks(execute=True),
        ):
            page = self.save(body=embedded(VIDEO))
        self.assertContains(page, "was changed successfully")
        self.story.refresh_from_db()
        self.assertIn(VIDEO, self.story.body)
        page = self.client.get(self.address)
        self.assertContains(page, "There is no host “www.youtube.com”.")

    def test_a_caption_comes_back_with_its_video(self):
        self.save(body=embedded(VIDEO), **self.new_row(VIDEO, "Filmed here."))
        self.save(body="<p>Before.</p>")
        self.assertFalse(self.story.article_embeds.exists())
        self.save(body=embedded(OTHER, VIDEO))
        captions = self.story.article_embeds.values_list("url", "caption")
        self.assertEqual(list(captions), [(OTHER, ""), (VIDEO, "Filmed here.")])

    def test_an_address_of_another_site_is_refused_in_words(self):
        page = self.save(**self.new_row("https://evil.example/x", "Mine"))
        self.assertContains(page, "Only these can be embedded, over https: YouTube,")
        self.assertContains(page, "Mine")
        self.assertFalse(self.story.article_embeds.exists())

    def test_who_may_only_look_writes_no_caption(self):
        self.story.body = embedded(VIDEO)
        self.story.save()
        embeds.place_embeds(self.story)
        publishing.publish(self.story)
        self.client.force_login(make_user("Reporter"))
        embed = self.story.article_embeds.get()
        typed = {"article_embeds-0-id": embed.pk, "article_embeds-0-url": VIDEO}
        typed |= {"article_embeds-0-caption": "Mine"}
        self.client.post(self.address, typed)
        embed.refresh_from_db()
        self.assertEqual(embed.caption, "")
