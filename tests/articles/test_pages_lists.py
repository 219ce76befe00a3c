"""Pages that list stories: sections, topics, contributors, corrections."""

from datetime import timedelta
from unittest import mock

from django.test import TestCase
from django.utils import timezone

from articles import paging, subjects
from articles.models import Byline, Correction
from newsroom.popular.models import Ranking
from tests.articles.test_pages_article import shown
from tests.factories import (
    make_contributor,
    make_published,
    make_section,
    make_topic,
)


def make_stories(count, **fields):
    now = timezone.now()
    return [
        make_published(
            headline=f"Story {number}.",
            published_at=now - timedelta(hours=9 * number),
            **fields,
        )
        for number in range(count)
    ]


class SectionPageTests(TestCase):
    def setUp(self):
        self.world = make_section(
            name="World", slug="world", description="From everywhere."
        )

    def test_says_what_it_is_and_links_its_parts(self):
        make_section(name="Africa", slug="africa", parent=self.world)
        page = self.client.get("/world/")
        self.assertContains(page, "<h1>World</h1>", html=True)
        self.assertContains(page, "From everywhere.")
        self.assertContains(page, '<li><a href="/africa/">Africa</a></li>')
        self.assertContains(page, '<a href="/world/" aria-current="page">World</a>')
        self.assertContains(page, "No story stands under “World” yet.")

    def test_a_sub_section_links_back_and_marks_its_section(self):
        make_section(name="Africa", slug="africa", parent=self.world)
        page = self.client.get("/africa/")
        self.assertContains(page, '<li><a href="/world/">World</a></li>')
        self.assertContains(page, 'aria-current="true">World</a>')

    def test_holds_the_stories_of_its_parts_and_of_no_other(self):
        africa = make_section(parent=self.world)
        make_published(section=africa, headline="From the part")
        make_published(headline="From elsewhere")
        page = self.client.get("/world/")
        self.assertContains(page, "From the part")
        self.assertNotContains(page, "From elsewhere")

    def test_the_newest_with_a_picture_leads_and_the_rest_go_by_day(self):
        make_stories(6, section=self.world)
        make_published(
            headline="Pictured",
            section=self.world,
            lead_photo=shown(),
            published_at=timezone.now() - timedelta(hours=5),
        )
        page = self.client.get("/world/")
        self.assertContains(page, 'class="card xl span2"')
        self.assertEqual(page.context["lead"].headline, "Pictured")
        self.assertEqual(len(page.context["heads"]), 4)
        self.assertContains(page, '<h2 class="day">')

    def test_an_unknown_section_is_not_found(self):
        for address in ("/nowhere/", "/w%C3%B6rld/", "/W%C3%96rld/", "/%00/"):
            with self.subTest(address):
                self.assertEqual(self.client.get(address).status_code, 404)

    def test_the_most_read_are_those_of_the_section(self):
        inside = make_published(section=self.world, headline="Inside")
        outside = make_published(headline="Outside")
        for position, story in enumerate([outside, inside], start=1):
            Ranking.objects.create(
                article=story, position=position, score=1, computed_at=timezone.now()
            )
        page = self.client.get("/world/")
        self.assertContains(page, "Most read in World")
        self.assertNotContains(page, "Outside")

    def test_costs_at_most_eight_queries(self):
        for count in (3, 30):
            make_stories(count, section=self.world, bylines=[make_contributor()])
            make_section(parent=self.world)
            with self.assertNumQueries(8):
                self.client.get("/world/")


class TopicPageTests(TestCase):
    def setUp(self):
        self.topic = make_topic("Sea walls", description="What holds the sea.")

    def test_says_what_it_is_and_how_much_there_is(self):
        make_stories(3, topics=[self.topic])
        make_published(headline="Not about it")
        page = self.client.get("/topic/sea-walls/")
        self.assertContains(page, "<h1>Sea walls</h1>", html=True)
        self.assertContains(page, "What holds the sea.")
        self.assertContains(page, "3 stories")
        self.assertContains(page, "/feeds/topic/sea-walls.xml")
        self.assertNotContains(page, "Not about it")

    def test_a_thin_topic_stays_out_of_search_engines(self):
        make_stories(2, topics=[self.topic])
        noindex = '<meta name="robots" content="noindex">'
        self.assertContains(self.client.get("/topic/sea-walls/"), noindex)
        make_stories(1, topics=[self.topic])
        self.assertNotContains(self.client.get("/topic/sea-walls/"), noindex)

    def test_a_long_one_is_not_counted_to_its_end(self):
        make_stories(4, topics=[self.topic])
        with (
            mock.patch.object(subjects, "COUNTED", 3),
            mock.patch.object(paging, "PER_PAGE", 2),
        ):
            page = self.client.get("/topic/sea-walls/")
        self.assertContains(page, "More than a thousand stories since")

    def test_an_unknown_topic_is_not_found(self):
        self.assertEqual(self.client.get("/topic/none/").status_code, 404)

    def test_costs_at_most_eight_queries(self):
        for count in (3, 30):
            make_stories(count, topics=[self.topic], bylines=[make_contributor()])
            with self.assertNumQueries(8):
                self.client.get("/topic/sea-walls/")


class ContributorPageTests(TestCase):
    def setUp(self):
        self.ana = make_contributor(
            name="Ana Marsh",
            slug="ana-marsh",
            job_title="Harbour correspondent",
            place="Lisse",
            biography="<p>Began &lt;here&gt;.</p><p>Stayed.</p>",
            email="ana@example.org",
            portrait=shown(alt_text="Ana Marsh on the quay"),
        )

    def test_says_who_it_is(self):
        page = self.client.get("/by/ana-marsh/")
        self.assertContains(page, "<h1>Ana Marsh</h1>", html=True)
        self.assertContains(page, "Harbour correspondent, Lisse")
        self.assertContains(page, "<p>Began &lt;here&gt;.</p>")
        self.assertContains(page, "mailto:ana@example.org")
        self.assertContains(page, 'alt="Ana Marsh on the quay"')
        self.assertContains(page, "No story stands here yet.")

    def test_lists_every_story_they_had_a_part_in_once(self):
        story = make_published(headline="Both parts", bylines=[self.ana])
        Byline.objects.create(
            article=story,
            contributor=self.ana,
            role="photographs",
            published_at=story.published_at,
        )
        make_published(headline="By another", bylines=[make_contributor()])
        page = self.client.get("/by/ana-marsh/")
        self.assertContains(page, ">Both parts<", count=1)
        self.assertNotContains(page, "By another")

    def test_somebody_unknown_is_not_found(self):
        self.assertEqual(self.client.get("/by/nobody/").status_code, 404)

    def test_costs_at_most_eight_queries(self):
        for count in (3, 30):
            make_stories(count, bylines=[self.ana, make_contributor()])
            with self.assertNumQueries(7):
                self.client.get("/by/ana-marsh/")


class CorrectionsPageTests(TestCase):
    def test_lists_them_newest_first_with_their_stories(self):
        now = timezone.now()
        story = make_published(headline="The wall")
        for days, text in ((2, "Older."), (1, "Newer."), (-1, "Not yet.")):
            moment = now - timedelta(days=days)
            Correction.objects.create(article=story, text=text, corrected_at=moment)
        page = self.client.get("/corrections/")
        body = page.content.decode()
        self.assertLess(body.index("Newer."), body.index("Older."))
        self.assertContains(page, f'<a href="{story.get_absolute_url()}">The wall</a>')
        self.assertNotContains(page, "Not yet.")

    def test_without_any_it_says_so(self):
        page = self.client.get("/corrections/")
        self.assertContains(page, "Nothing had to be corrected so far.")

    def test_costs_three_queries(self):
        for count in (2, 15):
            for number in range(count):
                Correction.objects.create(article=make_published(), text=f"{number}.")
            with self.assertNumQueries(3):
                self.client.get("/corrections/")
