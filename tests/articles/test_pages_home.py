"""The home page, as it arranges itself."""

import re
from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from articles import fronts
from articles.models import Article
from newsroom.popular.models import Ranking
from tests.articles.test_pages_article import shown
from tests.factories import (
    make_article,
    make_contributor,
    make_published,
    make_section,
    make_topic,
)


def make_edition(sections, of_each, **fields):
    """Make stories in turn for each section, the first one the newest."""
    now = timezone.now()
    return [
        make_published(
            headline=f"Story {number}",
            section=sections[number % len(sections)],
            lead_photo=shown() if number % 2 else None,
            published_at=now - timedelta(minutes=number + 1),
            **fields,
        )
        for number in range(of_each * len(sections))
    ]


class HomePageTests(TestCase):
    def test_an_empty_paper_has_a_front_page(self):
        page = self.client.get("/")
        self.assertContains(page, "The first story will stand here.")
        self.assertNotContains(page, "Most read</h2>")

    def test_one_story_is_the_lead_and_nothing_else_stands_there(self):
        make_published(headline="The only one", standfirst="Why.")
        page = self.client.get("/")
        self.assertContains(page, "The only one", count=1)
        self.assertNotContains(page, ">Latest</a></h2>")
        for module in ("Opinion", "Most read", "Pictures", "More news"):
            self.assertNotContains(page, f">{module}</h2>")

    def test_the_lead_is_the_newest_news_with_a_picture(self):
        now = timezone.now()
        make_published(headline="No picture")
        make_published(headline="A view", genre="opinion", lead_photo=shown())
        lead = make_published(lead_photo=shown(), published_at=now - timedelta(hours=1))
        self.assertEqual(fronts.arrange_home().lead, lead)

    def test_the_lead_is_never_stale_for_the_sake_of_a_picture(self):
        now = timezone.now()
        make_published(lead_photo=shown(), published_at=now - timedelta(days=9))
        newest = [
            make_published(published_at=now - timedelta(minutes=n)) for n in range(12)
        ]
        self.assertEqual(fronts.arrange_home().lead, newest[0])

    def test_no_story_stands_twice(self):
        topics = [make_topic()]
        sections = [make_section() for _ in range(6)]
        make_edition(sections, 12, topics=topics)
        for number in range(4):
            make_published(headline=f"View {number}", genre="opinion")
        home = fronts.arrange_home()
        keys = [story.pk for story in [*home.cards(), *home.related]]
        self.assertEqual(len(keys), len(set(keys)))
        self.assertEqual(len(home.related), 3)
        self.assertEqual(len(home.blocks), 2)
        self.assertEqual(len(home.digest), 4)
        addresses = re.findall(
            r'href="(/s-\d+/\d{4}/[^"]+)"', self.client.get("/").content.decode()
        )
        self.assertEqual(len(addresses), len(set(addresses)))

    def test_a_section_that_was_quiet_for_long_keeps_its_place(self):
        quiet = make_section(name="Obituaries")
        make_published(
            section=quiet,
            headline="A long life",
            published_at=timezone.now() - timedelta(days=400),
        )
        make_edition([make_section()], fronts.RECENT + 1)
        self.assertContains(self.client.get("/"), "A long life")

    def test_stories_of_sub_sections_stand_in_their_section(self):
        world = make_section(name="World")
        africa = make_section(name="Africa", parent=world)
        make_edition([make_section()], 15)
        story = make_published(
            section=africa, published_at=timezone.now() - timedelta(days=3)
        )
        [block] = [one for one in fronts.arrange_home().digest if one.section == world]
        self.assertEqual(block.stories, [story])

    def test_opinion_stands_in_its_band_with_names(self):
        make_edition([make_section()], 12)
        writer = make_contributor(name="Priya Nair", portrait=shown())
        make_published(
            headline="We forgot the street", genre="opinion", bylines=[writer]
        )
        page = self.client.get("/")
        band = page.content.decode().partition('class="opband"')[2]
        self.assertIn('<p class="who">Priya Nair</p>', band)
        self.assertIn("We forgot the street", band)

    def test_three_or_five_picture_stories_fill_the_dark_band(self):
        make_edition([make_section()], 12)
        older = timezone.now() - timedelta(hours=5)
        shows = [0, 0, 3, 3, 5]
        for number in shows:
            make_published(genre="pictures", lead_photo=shown(), published_at=older)
            page = self.client.get("/").content.decode()
            band = page.partition('class="film"')[2].partition("</section>")[0]
            self.assertEqual(band.count("<article"), number)

    def test_of_a_story_in_several_languages_the_paper_s_own_stands_there(self):
        told = make_published(headline="The pass opens")
        for language in ("fr", "ar"):
            make_published(
                headline=f"In {language}", language=language, translation_of=told
            )
        alone = make_published(headline="Sans version anglaise", language="fr")
        page = self.client.get("/")
        for story in (told, alone):
            self.assertContains(page, story.headline)
        self.assertNotContains(page, "In fr")
        self.assertNotContains(page, "In ar")

    def test_ten_most_read_stand_in_order(self):
        for position, story in enumerate(make_edition([make_section()], 11), start=1):
            Ranking.objects.create(
                article=story, position=position, score=1, computed_at=timezone.now()
            )
        page = self.client.get("/").content.decode()
        ranks = page.partition('class="ranks wide"')[2].partition("</ol>")[0]
        self.assertEqual(
            re.findall(r">(Story \d+)<", ranks), [f"Story {n}" for n in range(10)]
        )

    def test_it_is_not_cached_beyond_the_next_scheduled_story(self):
        soon = timezone.now() + timedelta(seconds=30)
        make_article(status=Article.Status.SCHEDULED, published_at=soon)
        control = self.client.get("/").headers["Cache-Control"]
        ages = [int(age) for age in re.findall(r"(?:max-age|s-maxage)=(\d+)", control)]
        self.assertEqual(len(ages), 2)
        self.assertLessEqual(max(ages), 30)

    def test_it_is_filed_under_every_story_it_shows(self):
        story = make_published()
        keys = self.client.get("/").headers["Surrogate-Key"].split()
        self.assertEqual(keys[0], "home")
        self.assertIn(f"article-{story.pk}", keys)

    def test_asks_no_session_and_sets_no_cookie(self):
        make_published()
        page = self.client.get("/")
        self.assertFalse(page.cookies)
        self.assertNotIn("Cookie", page.headers["Vary"])

    def test_costs_at_most_ten_queries_however_much_there_is(self):
        sections = [make_section() for _ in range(3)]
        topics = [make_topic()]
        make_edition(sections, 4, topics=topics, bylines=[make_contributor()])
        with self.assertNumQueries(9):
            self.client.get("/")
        more = [*sections, *(make_section(parent=sections[0]) for _ in range(4))]
        make_edition(more, 12, topics=topics, bylines=[make_contributor()])
        with self.assertNumQueries(9):
            self.client.get("/")
