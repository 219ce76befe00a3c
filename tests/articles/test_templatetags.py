"""Small words around a headline: labels, times, names."""

from datetime import timedelta

from django.template import Context, Template
from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import timezone

from articles.models import Article, Photo, Section
from articles.templatetags import photos, stories
from tests.articles.test_pages_article import RENDITIONS
from tests.factories import make_contributor, make_published


def render(template, **context):
    return Template(template).render(Context(context))


class WhenTests(SimpleTestCase):
    @override_settings(TIME_ZONE="Asia/Tokyo")
    def test_a_list_tells_the_clock_today_and_the_day_before_that(self):
        noon = timezone.localtime().replace(hour=0, minute=4)
        self.assertEqual(stories.when(noon), "00.04")
        self.assertEqual(stories.when(noon - timedelta(days=1)), "Yesterday")
        self.assertEqual(
            stories.when(noon.replace(year=1999, month=5, day=3)), "3 May 1999"
        )

    def test_earlier_this_year_needs_no_year(self):
        now = timezone.localtime()
        earlier = now - timedelta(days=2)
        same_year = earlier.year == now.year
        self.assertEqual(str(earlier.year) in stories.when(earlier), not same_year)


class LabelTests(SimpleTestCase):
    def label(self, **fields):
        return str(stories.label(Article(section=Section(name="World"), **fields)))

    def test_the_kicker_or_the_kind_of_work_or_the_section(self):
        self.assertEqual(self.label(), "World")
        self.assertEqual(self.label(kicker="Flood defence"), "Flood defence")
        self.assertEqual(self.label(genre="analysis"), "Analysis")
        self.assertEqual(self.label(genre="analysis", kicker="Floods"), "Floods")

    def test_opinion_always_says_so(self):
        self.assertEqual(self.label(genre="opinion", kicker="Floods"), "Opinion")


class ReadingTimeTests(SimpleTestCase):
    def test_is_counted_in_whole_minutes_and_never_none(self):
        self.assertEqual(stories.reading_minutes(Article(body="<p>Short.</p>")), 1)
        long = Article(body=f"<p>{'word ' * 920}</p>")
        self.assertEqual(stories.reading_minutes(long), 4)


class ShortBylineTests(TestCase):
    def line(self, story):
        return render("{% load bylines %}{{ story|short_byline }}", story=story)

    def test_names_the_writers_as_print_does(self):
        people = [make_contributor(name=name) for name in ("A", "B", "C")]
        self.assertEqual(self.line(make_published(bylines=people)), "By A, B and C")

    def test_the_desks_own_words_come_first_and_an_agency_last(self):
        someone = make_contributor()
        story = make_published(bylines=[someone], byline_text="Our reporter")
        self.assertEqual(self.line(story), "Our reporter")
        self.assertEqual(self.line(make_published(agency_credit="Ostwind")), "Ostwind")
        self.assertEqual(self.line(make_published()), "")

    def test_a_byline_in_words_may_name_nobody_we_know(self):
        story = make_published(byline_text="From <our> reporter")
        shown = render("{% load bylines %}{% byline story %}", story=story)
        self.assertEqual(shown.strip(), "From &lt;our&gt; reporter")

    def test_names_are_escaped(self):
        story = make_published(bylines=[make_contributor(name="<b>")])
        self.assertEqual(self.line(story), "By &lt;b&gt;")

    def test_the_longer_of_two_names_wins_in_a_byline_in_words(self):
        short, long = make_contributor(name="Ana"), make_contributor(name="Ana Marsh")
        story = make_published(bylines=[short, long], byline_text="Ana Marsh, Lisse")
        shown = render("{% load bylines %}{% byline story %}", story=story)
        self.assertEqual(
            shown.strip(),
            f'<a href="{long.get_absolute_url()}" rel="author">Ana Marsh</a>, Lisse',
        )


class PhotoTests(SimpleTestCase):
    def show(self, **fields):
        photo = Photo(width=1200, height=800, alt_text="A <quay>", **fields)
        return render('{% load photos %}{% photo photo sizes="50vw" %}', photo=photo)

    def test_offers_webp_first_and_jpeg_to_the_rest(self):
        shown = self.show(renditions=RENDITIONS)
        self.assertIn(
            '<source type="image/webp" srcset="/media/r/1/320.webp 320w', shown
        )
        self.assertIn('src="/media/r/1/640.jpeg"', shown)
        self.assertIn('alt="A &lt;quay&gt;" loading="lazy"', shown)
        self.assertNotIn("1200", shown.replace('width="1200"', ""))

    def test_avif_comes_first_and_only_the_lead_is_fetched_before_all_others(self):
        avif = [made | {"format": "avif"} for made in RENDITIONS[:1]]
        shown = self.show(renditions=[*RENDITIONS, *avif])
        self.assertLess(shown.index("image/avif"), shown.index("image/webp"))
        photo = Photo(width=1200, height=800, renditions=RENDITIONS)
        for option, said in (
            ("lead=True", (True, False)),
            ("eager=True", (False, False)),
            ("", (False, True)),
        ):
            tag = f'{{% load photos %}}{{% photo photo sizes="50vw" {option} %}}'
            shown = render(tag, photo=photo)
            found = ('fetchpriority="high"' in shown, 'loading="lazy"' in shown)
            self.assertEqual(found, said)

    def test_one_format_alone_is_enough(self):
        shown = self.show(renditions=RENDITIONS[:1])
        self.assertNotIn("<source", shown)
        self.assertIn('src="/media/r/1/320.webp"', shown)

    def test_without_renditions_or_photo_there_is_nothing(self):
        self.assertEqual(self.show(renditions=[]).strip(), "")
        shown = render('{% load photos %}{% photo None sizes="50vw" %}')
        self.assertEqual(shown.strip(), "")

    def test_extreme_proportions_are_cropped(self):
        for size, shape in (
            ((1000, 1600), "tall"),
            ((900, 600), "whole"),
            ((900, 300), ""),
        ):
            photo = Photo(width=size[0], height=size[1])
            figure = photos.figure(photo, None, sizes="50vw", whole=True)
            self.assertEqual(figure["name"], shape)
