"""What a story's page prints besides its text, and the forms of its genres."""

import json
import re
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.test import SimpleTestCase, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from articles import ages, jsonld_occasions, live, revisions
from articles.models import Article, Correction
from articles.models.openness import check_sources, source_of
from tests.factories import make_contributor, make_published, make_user

LIVE = """<p>Introduction.</p>
<h3>00.10 After midnight</h3>
<p>Four.</p>
<h3>17.31 – The bridge closes</h3>
<p>Three.</p>
<h3>17.31 Again</h3>
<p>Two.</p>
<h3>9.05 It begins</h3>
<p>One.</p>"""


def said(page):
    """Return what the first script of a page tells machines of its story."""
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return json.loads(scripts[0])


class PageTests(TestCase):
    def get(self, **fields):
        story = make_published(**fields)
        return self.client.get(story.get_absolute_url())

    def test_points_stand_in_a_box_after_the_second_paragraph(self):
        body = "<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>"
        page = self.get(body=body, box_points="First <b>\n\n Second ")
        text = page.content.decode()
        self.assertContains(page, '<h2 id="box">Key points</h2>')
        self.assertContains(page, "<li>First &lt;b&gt;</li><li>Second</li>")
        places = [text.index(words) for words in ("Two.", 'class="keys"', "Three.")]
        self.assertEqual(places, sorted(places))

    def test_method_sources_and_use_of_ai_are_told_to_readers_and_machines(self):
        page = self.get(
            method_note="We read <all> of it.\n\nTwice.",
            sources="The report https://example.org/r.\nA letter",
            ai_note="A machine drew the table.",
        )
        self.assertContains(page, "<p>We read &lt;all&gt; of it.</p>")
        link = '<a href="https://example.org/r" rel="noopener noreferrer">'
        self.assertContains(page, f"{link}The report</a>")
        self.assertContains(page, "<b>Use of AI:</b> A machine drew the table.")
        facts = said(page.content.decode())
        self.assertEqual(facts["backstory"], "We read <all> of it.\n\nTwice.")
        self.assertEqual(facts["citation"][1], {"@type": "CreativeWork"} | {
            "name": "A letter"
        })  # fmt: skip

    def test_a_story_that_tells_nothing_has_none_of_it(self):
        page = self.get()
        for absent in ('class="keys"', 'class="trust"', 'class="ai"', 'class="about"'):
            self.assertNotContains(page, absent)

    def test_a_review_names_its_work_and_prints_the_rating_in_words(self):
        page = self.get(
            genre="review",
            reviewed_title="The Ropewalk",
            reviewed_kind="book",
            reviewed_maker="Odile Marran",
            rating=4,
        )
        self.assertContains(page, "<cite>The Ropewalk</cite> <span>(Book)</span>")
        self.assertContains(page, "4 stars of 5")
        facts = said(page.content.decode())
        self.assertEqual(facts["@type"], "ReviewNewsArticle")
        self.assertEqual(
            facts["itemReviewed"],
            {"@type": "Book", "name": "The Ropewalk"}
            | {"author": {"@type": "Person", "name": "Odile Marran"}},
        )
        self.assertEqual(facts["reviewRating"]["ratingValue"], 4)

    def test_a_rating_of_nothing_is_a_rating(self):
        page = self.get(genre="review", reviewed_title="It", rating=0)
        self.assertContains(page, "0 stars of 5")

    def test_an_obituary_prints_the_years_of_a_life(self):
        page = self.get(
            genre="obituary",
            person_name="Ruth Ellingham",
            person_born="1933-03-17",
            person_died="2026",
        )
        self.assertContains(page, "<b>Ruth Ellingham</b>, <bdi>1933–2026</bdi>")
        about = said(page.content.decode())["about"]
        self.assertEqual(
            (about["birthDate"], about["deathDate"]), ("1933-03-17", "2026")
        )

    def test_what_belongs_to_another_genre_is_passed_over(self):
        page = self.get(reviewed_title="It", person_name="Ruth", rating=1)
        self.assertNotContains(page, 'class="about"')
        self.assertNotContains(page, "itemReviewed")

    def test_opinion_says_whose_view_it_is(self):
        page = self.get(genre="opinion", bylines=[make_contributor()])
        self.assertContains(page, "The writer’s own view, not the paper’s.")
        self.assertContains(self.get(genre="opinion"), "The view of the paper.")

    def test_a_fault_that_changed_the_meaning_stands_above_the_text(self):
        story = make_published()
        Correction.objects.create(article=story, text="It was not.", at_top=True)
        Correction.objects.create(article=story, text="A comma.", kind="update")
        text = self.client.get(story.get_absolute_url()).content.decode()
        _, _, text = text.partition("<main")  # machines are told of both before
        body = text.index('class="body"')
        self.assertLess(text.index("It was not."), body)
        self.assertGreater(text.index("A comma."), body)
        self.assertEqual(text.count("It was not."), 1)
        self.assertIn("<b>Update, <time", text)

    def test_a_quotation_says_whose_it_is(self):
        page = self.get(body="<blockquote><p>I swim.</p><p>— Ana</p></blockquote>")
        self.assertContains(page, '<p>I swim.</p><p class="said">Ana</p>')

    def test_only_the_city_of_a_dateline_is_in_capitals(self):
        page = self.get(dateline="Selmark, Kestria")
        self.assertContains(
            page,
            '<span class="dateline">Selmark<span class="state">, Kestria</span> —',
        )

    def test_questions_of_an_interview_are_marked_where_they_open_a_paragraph(self):
        body = "<p><strong>Why?</strong> Because <strong>so</strong>.</p>"
        page = self.get(genre="interview", body=body)
        self.assertContains(page, '<p><strong class="q">Why?</strong> Because <strong>')

    def test_the_mail_link_works_without_a_script(self):
        page = self.get(headline="Tide & wind", slug="tide")
        self.assertContains(
            page, 'href="mailto:?subject=Tide%20%26%20wind&amp;body=http'
        )
        self.assertContains(page, "data-share hidden")


class LiveTests(TestCase):
    @override_settings(TIME_ZONE="Europe/Berlin")
    def test_updates_have_a_moment_an_anchor_and_their_own_text(self):
        start = datetime(2026, 3, 1, 7, tzinfo=UTC)
        story = make_published(genre="live", body=LIVE, coverage_start=start)
        found = live.updates(story)
        self.assertEqual(
            [(one.headline, f"{one.moment:%d %H.%M %Z}", one.anchor) for one in found],
            [
                ("After midnight", "02 00.10 CET", "update-20260302-0010"),
                ("The bridge closes", "01 17.31 CET", "update-20260301-1731-2"),
                ("Again", "01 17.31 CET", "update-20260301-1731"),
                ("It begins", "01 09.05 CET", "update-20260301-0905"),
            ],
        )
        self.assertEqual(found[-1].html, "<p>One.</p>")
        self.assertEqual(live.introduction(story).strip(), "<p>Introduction.</p>")
        page = self.client.get(story.get_absolute_url())
        self.assertContains(page, 'id="update-20260301-0905"')
        facts = said(page.content.decode())
        self.assertEqual(facts["@type"], "LiveBlogPosting")
        self.assertEqual(facts["coverageStartTime"], "2026-03-01T08:00:00+01:00")
        first = facts["liveBlogUpdate"][0]
        self.assertTrue(first["url"].endswith("#update-20260302-0010"))
        self.assertEqual(first["datePublished"], "2026-03-02T00:10:00+01:00")

    def test_a_page_says_whether_coverage_goes_on_and_is_kept_until_it_ends(self):
        now = timezone.now()
        on = make_published(genre="live", coverage_end=now + timedelta(seconds=30))
        page = self.client.get(on.get_absolute_url())
        self.assertContains(page, '<b class="on">Live</b>')
        self.assertRegex(page.headers["Cache-Control"], r"s-maxage=(2\d|30)\b")
        over = make_published(genre="live", coverage_end=now - timedelta(hours=1))
        page = self.client.get(over.get_absolute_url())
        self.assertContains(page, "Coverage ended")

    def test_another_genre_has_no_updates(self):
        self.assertEqual(live.updates(make_published(body=LIVE)), [])

    def test_coverage_cannot_end_before_it_starts(self):
        now = timezone.now()
        story = make_published()
        story.coverage_start, story.coverage_end = now, now - timedelta(hours=1)
        with self.assertRaisesMessage(ValidationError, "Coverage cannot end before"):
            story.full_clean()


@override_settings(TIME_ZONE="Europe/Berlin")
class AgeTests(SimpleTestCase):
    def story(self, out, changed=None):
        return Article(published_at=out, materially_updated_at=changed)

    def test_counts_by_the_calendar_of_the_paper(self):
        out = datetime(2024, 2, 29, 23, 30, tzinfo=UTC)  # 1 March in Berlin
        story = self.story(out)
        day = timedelta(days=1)
        birthday = datetime(2026, 2, 28, 23, 30, tzinfo=UTC)
        self.assertEqual(ages.years_out(story, birthday - day), 1)
        self.assertEqual(ages.years_out(story, birthday), 2)
        self.assertEqual(ages.next_change(story, birthday - day), birthday)

    def test_a_leap_day_comes_of_age_on_the_first_of_march(self):
        story = self.story(datetime(2024, 2, 29, 12, tzinfo=UTC))
        eve = datetime(2025, 2, 28, 13, tzinfo=UTC)
        self.assertEqual(ages.years_out(story, eve), 0)
        self.assertEqual(ages.years_out(story, eve + timedelta(days=1)), 1)

    def test_one_that_was_materially_updated_within_the_year_says_nothing(self):
        out, changed = (datetime(year, 5, 1, tzinfo=UTC) for year in (2020, 2025))
        story = self.story(out, changed)
        self.assertEqual(ages.years_out(story, datetime(2026, 4, 30, tzinfo=UTC)), 0)
        later = datetime(2026, 5, 2, tzinfo=UTC)
        self.assertEqual(ages.years_out(story, later), 6)
        self.assertEqual(
            ages.next_change(story, changed + timedelta(days=1)),
            datetime(2026, 5, 1, tzinfo=UTC),
        )


class FieldTests(TestCase):
    def test_a_source_is_its_words_and_the_first_address(self):
        for line, source in {
            "Act 4 (https://a.example/x).": ("Act 4", "https://a.example/x"),
            "https://a.example/": ("https://a.example/", "https://a.example/"),
            "A letter": ("A letter", ""),
        }.items():
            with self.subTest(line):
                self.assertEqual(source_of(line), source)

    def test_every_kind_that_is_reviewed_has_a_type(self):
        self.assertEqual(
            set(jsonld_occasions.REVIEWED), set(Article.ReviewedKind.values)
        )

    def test_an_address_of_no_web_is_refused_and_named(self):
        with self.assertRaisesMessage(ValidationError, "“Act ftp://x” has an address"):
            check_sources("A letter\nAct ftp://x")

    def test_a_date_of_a_life_is_as_exact_as_it_is_known(self):
        story = make_published(person_born="17 March")
        with self.assertRaisesMessage(ValidationError, "Write a date as far as it is"):
            story.full_clean()

    def test_the_form_has_them_folded_and_revisions_keep_them(self):
        story = make_published(ai_note="A machine.", rating=3)
        self.client.force_login(make_user("Editor"))
        address = reverse("admin:articles_article_change", args=[story.pk])
        page = self.client.get(address)
        for name in ("box_points", "ai_note", "rating", "person_born"):
            self.assertContains(page, f'name="{name}"')
        self.assertContains(page, 'name="coverage_end_0"')
        kept = revisions.snapshot(story)
        self.assertEqual((kept["ai_note"], kept["rating"]), ("A machine.", 3))
