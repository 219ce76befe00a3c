"""A story's page, as readers get it."""

from datetime import timedelta

from django.test import RequestFactory, TestCase, override_settings
from django.utils import timezone
from django.utils.html import strip_tags

from articles import publishing, views
from articles.models import Article, ArticlePhoto, Byline, Correction
from newsroom.popular.models import Ranking
from tests.factories import (
    make_article,
    make_contributor,
    make_photo,
    make_published,
    make_section,
    make_topic,
)

RENDITIONS = [
    {"name": f"r/1/{width}.{kind}", "format": kind, "crop": crop, "width": width}
    | {"height": width * 2 // 3}
    for width, kind, crop in [
        (320, "webp", ""),
        (640, "webp", ""),
        (640, "jpeg", ""),
        (1280, "jpeg", ""),
        (1200, "jpeg", "og"),
    ]
]


def shown(**fields):
    """Return a photo whose renditions are made."""
    return make_photo(renditions=RENDITIONS, **fields)


class ArticlePageTests(TestCase):
    def get(self, article):
        return self.client.get(article.get_absolute_url())

    def test_shows_headline_kicker_standfirst_and_text(self):
        story = make_published(
            headline="Council votes <late>",
            kicker="Flood defence",
            standfirst="By 31 to 20.",
            body="<p>It was ten past two.</p>\n<h2>After midnight</h2>",
        )
        page = self.get(story)
        self.assertContains(page, "<h1>Council votes &lt;late&gt;</h1>", html=True)
        self.assertContains(page, '<p class="kick">Flood defence</p>', html=True)
        self.assertContains(page, '<p class="dek">By 31 to 20.</p>', html=True)
        self.assertContains(page, "<h2>After midnight</h2>", html=True)
        self.assertContains(page, f'data-read="{story.pk}"')
        self.assertContains(page, "<title>Council votes &lt;late&gt; | ")

    def test_names_everybody_with_their_part_and_links_them(self):
        ana, joe = make_contributor(name="Ana Marsh"), make_contributor(name="Joe Lind")
        ida, max_ = make_contributor(name="Ida Roos"), make_contributor(name="Max Wen")
        story = make_published(bylines=[ana, joe])
        Byline.objects.create(article=story, contributor=ida, role="photographs")
        Byline.objects.create(article=story, contributor=max_, role="reporting")
        text = " ".join(_text(self.get(story)).split())
        self.assertIn(
            "By Ana Marsh and Joe Lind; photographs by Ida Roos; "
            "additional reporting by Max Wen",
            text,
        )
        for person in (ana, joe, ida, max_):
            self.assertContains(
                self.get(story), f'<a href="{person.get_absolute_url()}" rel="author">'
            )

    def test_a_byline_in_words_keeps_its_words_and_links_the_names_in_it(self):
        ana = make_contributor(name="Ana Marsh")
        story = make_published(
            bylines=[ana], byline_text="Ana Marsh in Lisse and <agencies>"
        )
        self.assertContains(
            self.get(story),
            f'<a href="{ana.get_absolute_url()}" rel="author">Ana Marsh</a>'
            " in Lisse and &lt;agencies&gt;",
        )

    def test_a_job_title_stands_under_a_single_writer_only(self):
        ana = make_contributor(job_title="Harbour correspondent")
        self.assertContains(
            self.get(make_published(bylines=[ana])), "Harbour correspondent"
        )
        two = make_published(bylines=[ana, make_contributor()])
        self.assertNotContains(
            self.get(two), '<span class="role">Harbour correspondent</span>'
        )

    def test_an_agency_is_credited(self):
        story = make_published(agency_credit="Ostwind")
        self.assertContains(self.get(story), "Source: Ostwind")

    def test_the_dateline_opens_the_first_paragraph(self):
        story = make_published(
            dateline="Port <Sable>", body="<h2>One</h2>\n<p>Two.</p>\n<p>Three.</p>"
        )
        self.assertContains(
            self.get(story),
            '<p><span class="dateline">Port &lt;Sable&gt; —</span> Two.</p>',
            count=1,
        )

    def test_a_dateline_without_a_paragraph_stands_first(self):
        story = make_published(dateline="Lisse", body="<h2>One</h2>")
        self.assertContains(
            self.get(story), '<p><span class="dateline">Lisse —</span> </p><h2>One</h2>'
        )

    @override_settings(TIME_ZONE="Europe/Berlin")
    def test_tells_both_times_exactly_and_with_their_zone(self):
        out = timezone.now().replace(year=2026, month=1, day=5, hour=14, minute=4)
        story = make_published(
            published_at=out, materially_updated_at=out + timedelta(hours=2)
        )
        page = self.get(story)
        self.assertContains(page, "5 Jan 2026, 15.04 CET")
        self.assertContains(page, "5 Jan 2026, 17.04 CET")
        self.assertContains(page, 'datetime="2026-01-05T15:04:')

    def test_an_unchanged_story_has_no_updated_time(self):
        self.assertNotContains(self.get(make_published()), "<dt>Updated</dt>")

    def test_an_old_story_says_so(self):
        now = timezone.now()
        old = make_published(published_at=now - timedelta(days=800))
        self.assertContains(self.get(old), "This article is more than two years old")
        older = make_published(published_at=now - timedelta(days=366 * 13 + 9))
        self.assertContains(self.get(older), "more than 13 years old")
        young = make_published(published_at=now - timedelta(days=300))
        self.assertNotContains(self.get(young), "This article is more than")

    def test_the_lead_photo_has_caption_credit_alt_text_and_sizes(self):
        photo = shown(
            caption="The quay", credit="Ida Roos", alt_text="Houses", focal_x=0.2
        )
        page = self.get(make_published(lead_photo=photo))
        self.assertContains(page, 'alt="Houses" fetchpriority="high"')
        self.assertContains(page, 'width="1920" height="1280"')
        self.assertContains(page, "/media/r/1/320.webp 320w, /media/r/1/640.webp 640w")
        self.assertContains(page, 'src="/media/r/1/640.jpeg"')
        self.assertContains(page, 'class="fx-20 fy-50"')
        self.assertContains(page, 'The quay <span class="cr">Ida Roos</span>')

    def test_a_story_may_have_its_own_caption(self):
        photo = shown(caption="The photo's words")
        page = self.get(make_published(lead_photo=photo, lead_caption="Tonight"))
        self.assertContains(page, "<figcaption>Tonight ")
        self.assertNotContains(page, "<figcaption>The photo")

    def test_a_photo_without_renditions_leaves_no_broken_picture(self):
        photo = make_photo(caption="Not made yet")
        body = f'<figure data-photo="{photo.pk}"></figure><p>Text.</p>'
        story = make_published(lead_photo=photo, body=body)
        publishing.place_photos(story)
        page = self.get(story)
        self.assertNotContains(page, "<img")
        self.assertNotContains(page, "Not made yet")

    def test_photos_stand_where_the_text_has_them_and_the_others_after_it(self):
        placed, other = shown(caption="Placed"), shown(caption="Other", height=4000)
        story = make_published(
            body=f'<p>One.</p><figure data-photo="{placed.pk}"></figure><p>Two.</p>'
            '<figure data-photo="999"></figure>'
        )
        publishing.place_photos(story)
        ArticlePhoto.objects.create(article=story, photo=other, caption="Mine")
        body = self.get(story).content.decode().partition('<div class="body">')[2]
        text = strip_tags(body)
        places = [text.index(words) for words in ("One.", "Placed", "Two.", "Mine")]
        self.assertEqual(places, sorted(places))
        self.assertNotIn("data-photo", self.get(story).content.decode())

    def test_an_embed_is_a_link_and_loads_nothing(self):
        embeds = {
            "https://www.youtube.com/watch?v=1&amp;t=2": "Watch on YouTube",
            "https://soundcloud.com/a": "Listen on SoundCloud",
            "https://bsky.app/a": "See it on Bluesky",
        }
        body = "".join(f'<figure data-embed="{url}"></figure>' for url in embeds)
        page = self.get(make_published(body=body))
        for url, words in embeds.items():
            link = f'<a href="{url}" rel="noopener noreferrer">{words}</a>'
            self.assertContains(page, link)
        self.assertNotContains(page, "<iframe")

    def test_a_wide_table_can_be_scrolled_by_keyboard(self):
        page = self.get(make_published(body="<table><tr><td>1</td></tr></table>"))
        self.assertContains(
            page, '<section class="table" aria-label="Table" tabindex="0">'
        )

    def test_a_features_picture_says_that_it_is_as_wide_as_the_page(self):
        story = make_published(lead_photo=shown(caption="The quay"))
        self.assertContains(self.get(story), 'sizes="(min-width: 75em) 62rem, 100vw"')
        feature = make_published(lead_photo=story.lead_photo, genre="feature")
        self.assertContains(self.get(feature), 'sizes="(min-width: 90em) 82rem, ')

    def test_corrections_are_dated_and_say_what_they_are(self):
        story = make_published()
        Correction.objects.create(article=story, text="It is 4.3 <m>.")
        Correction.objects.create(article=story, text="He said so.", kind="note")
        page = self.get(story)
        self.assertContains(page, "It is 4.3 &lt;m&gt;.")
        self.assertContains(page, "<b>Correction, <time datetime=")
        self.assertContains(page, "<b>Editor’s note, <time datetime=")

    def test_links_its_topics_and_what_is_related(self):
        floods = make_topic("Floods")
        story = make_published(topics=[floods])
        make_published(headline="Also about floods", topics=[floods])
        page = self.get(story)
        self.assertContains(page, '<a href="/topic/floods/" rel="tag">Floods</a>')
        self.assertContains(page, 'id="related"')
        self.assertContains(page, "Also about floods")

    def test_the_most_read_leave_out_the_story_itself(self):
        story, other = make_published(headline="Mine"), make_published(headline="Other")
        for position, ranked in enumerate([story, other], start=1):
            Ranking.objects.create(
                article=ranked, position=position, score=1, computed_at=timezone.now()
            )
        rail = self.get(story).content.decode().partition('class="rail"')[2]
        self.assertIn("Most read", rail)
        self.assertIn("Other", rail)
        self.assertNotIn("Mine", rail)

    def test_while_nothing_is_ranked_the_latest_stand_under_their_own_name(self):
        story = make_published()
        make_published(headline="Newer than that")
        rail = self.get(story).content.decode().partition('class="rail"')[2]
        rail = rail.partition("<footer")[0]
        self.assertIn('aria-label="Latest"', rail)
        self.assertIn("Newer than that", rail)
        self.assertNotIn("Most read", rail)

    def test_another_language_is_declared_with_its_direction(self):
        arabic = make_published(language="ar", headline="خبر")
        self.assertContains(self.get(arabic), ' lang="ar" dir="rtl">')
        german = make_published(language="de", headline="Nachricht")
        self.assertContains(self.get(german), ' lang="de" dir="ltr">')
        self.assertContains(self.client.get("/"), 'lang="ar" dir="rtl"')

    def test_opinion_is_labelled_in_words(self):
        page = self.get(make_published(genre="opinion", kicker="Harbour"))
        self.assertContains(page, '<p class="kick">Opinion <span>Harbour</span></p>')

    def test_a_sub_section_stands_in_the_breadcrumb_below_its_parent(self):
        world = make_section(name="World", slug="world")
        africa = make_section(name="Africa", slug="africa", parent=world)
        page = self.get(make_published(section=africa))
        self.assertContains(
            page,
            '<li><a href="/world/">World</a></li>'
            '<li><a href="/africa/">Africa</a></li>',
        )
        self.assertContains(page, '<a href="/world/" aria-current="true">World</a>')

    def test_it_can_be_cached_by_everybody_and_purged_by_name(self):
        ana = make_contributor()
        story = make_published(bylines=[ana])
        page = self.get(story)
        keys = page.headers["Surrogate-Key"].split()
        self.assertIn(f"article-{story.pk}", keys)
        self.assertIn(f"contributor-{ana.pk}", keys)
        self.assertEqual(page.headers["Cache-Tag"].split(","), keys)
        for directive in ("public", "max-age=60", "s-maxage=300"):
            self.assertIn(directive, page.headers["Cache-Control"])
        self.assertEqual(page.headers["Vary"], "Accept-Encoding")
        self.assertFalse(page.cookies)
        self.assertEqual(page.content, self.get(story).content)

    def test_costs_eight_queries_whatever_it_shows(self):
        plain = make_published()
        with self.assertNumQueries(8):
            self.get(plain)
        topics = [make_topic() for _ in range(5)]
        people = [make_contributor(portrait=shown()) for _ in range(4)]
        rich = make_published(topics=topics, bylines=people, lead_photo=shown())
        for number in range(6):
            make_published(topics=topics, bylines=people, lead_photo=shown())
            ArticlePhoto.objects.create(article=rich, photo=shown())
            Correction.objects.create(article=rich, text=f"Note {number}.")
        with self.assertNumQueries(8):
            self.get(rich)


class AddressTests(TestCase):
    def test_any_other_spelling_redirects_for_good(self):
        story = make_published(
            section=make_section(slug="world"),
            slug="tide",
            published_at=timezone.now() - timedelta(days=1),
        )
        right = story.get_absolute_url()
        _, section, year, month, day, _, _ = right.split("/")
        wrong = [
            f"/other/{year}/{month}/{day}/tide-{story.pk}/",
            f"/{section}/1999/{month}/{day}/tide-{story.pk}/",
            f"/{section}/{year}/{month.upper()}/{day}/TIDE-{story.pk}/",
            f"/{section}/{year}/11/5/old-slug-{story.pk}/",
            f"/{section}/{year}/{month}/{day}/-{story.pk}/",
            f"/{section}/{year}/{month}/{day}/tide-0{story.pk}/",
            f"/b%C3%BChne/{year}/{month}/{day}/%F0%9F%8C%8A-{story.pk}/",
        ]
        for address in wrong:
            with self.subTest(address):
                self.assertRedirects(self.client.get(address), right, status_code=301)

    def test_a_new_slug_redirects_the_old_address(self):
        story = make_published()
        old = story.get_absolute_url()
        Article.objects.update(slug="another")
        story.refresh_from_db(fields=["slug"])
        self.assertRedirects(
            self.client.get(old), story.get_absolute_url(), status_code=301
        )

    def test_what_is_not_there_is_not_found(self):
        story = make_published()
        stem = story.get_absolute_url().rpartition("-")[0]
        for number in ("0", "999999", "9" * 19, "9" * 40, "1e3", "٣"):
            with self.subTest(number):
                page = self.client.get(f"{stem}-{number}/")
                self.assertEqual(page.status_code, 404)

    def test_nothing_but_reading_is_allowed(self):
        address = make_published().get_absolute_url()
        self.assertEqual(self.client.post(address).status_code, 405)
        self.assertEqual(self.client.head(address).status_code, 200)


class PreviewTests(TestCase):
    def render(self, **fields):
        draft = make_article(**fields)
        found = Article.objects.with_page_parts().get(pk=draft.pk)
        return views.render_article(RequestFactory().get("/preview/"), found)

    def test_a_draft_without_anything_can_be_looked_at(self):
        page = self.render(headline="", slug="", body="", section=None)
        self.assertContains(page, "Readers cannot see this story.")
        self.assertContains(page, '<meta name="robots" content="noindex">')
        self.assertNotIn("Cache-Control", page.headers)

    def test_a_preview_is_neither_counted_nor_described_to_machines(self):
        page = self.render(headline="Draft", lead_photo=shown(), dateline="Lisse")
        self.assertContains(page, "<h1>Draft</h1>")
        for absent in ("data-read", "read.js", "ld+json", "og:title", "<dt>Published"):
            self.assertNotContains(page, absent)


def _text(page):
    """Return a page's words without its markup."""
    return strip_tags(page.content.decode())
