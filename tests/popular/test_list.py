"""The list readers see: its order, who stands in it, and what it costs a page."""

from datetime import timedelta
from io import StringIO
from unittest import mock

from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError
from django.template import Context, Template
from django.test import TestCase, override_settings
from django.utils import timezone

from articles import publishing
from newsroom.popular import collector, lists
from newsroom.popular.models import Ranking, ReadBucket
from tests.factories import make_published, make_section
from tests.popular.beacons import send

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def make_read(*counts, **fields):
    """Return a published story read so often just now, or as (age, reads) says."""
    story, now = make_published(**fields), timezone.now()
    for count in counts:
        age, reads = count if isinstance(count, tuple) else (timedelta(0), count)
        collector.add({(story.pk, now - age): reads})
    return story


def shown(arguments="10", **context):
    """Return the headlines that the tag hands to a template."""
    template = Template(
        "{% load popular %}{% most_popular " + arguments + " as stories %}"
        "{% for story in stories %}{{ story.headline }} {% endfor %}"
    )
    return template.render(Context(context)).split()


class OrderTests(TestCase):
    def test_what_is_read_now_stands_above_what_was_read_more_yesterday(self):
        make_read((DAY, 5000), headline="Yesterday")
        make_read((HOUR, 900), headline="Now")
        make_read((HOUR, 10), headline="Quiet")
        lists.rank()
        self.assertEqual(shown(), ["Now", "Yesterday", "Quiet"])

    @override_settings(NEWSROOM_POPULAR_HALF_LIFE=48)
    def test_the_half_life_is_a_setting(self):
        make_read((DAY, 5000), headline="Yesterday")
        make_read((HOUR, 900), headline="Now")
        lists.rank()
        self.assertEqual(shown(), ["Yesterday", "Now"])

    def test_a_story_nobody_read_is_not_listed(self):
        make_published(headline="Unread")
        lists.rank()
        self.assertEqual(shown(), [])

    def test_reads_of_more_than_a_week_ago_count_nothing(self):
        make_read(
            (8 * DAY, 5000), headline="Old", published_at=timezone.now() - 5 * DAY
        )
        lists.rank()
        self.assertEqual(shown(), [])

    def test_a_clock_that_runs_ahead_breaks_nothing(self):
        make_read((-HOUR, 3), headline="Ahead")
        lists.rank()
        self.assertEqual(shown(), ["Ahead"])

    def test_ranking_again_replaces_the_order(self):
        first, second = make_read(5, headline="First"), make_read(4, headline="Second")
        third = make_read(3, headline="Third")
        lists.rank()
        collector.add({(second.pk, timezone.now()): 100})
        ReadBucket.objects.filter(article=third).delete()
        lists.rank()
        self.assertEqual(shown(), ["Second", "First"])
        places = Ranking.objects.order_by("position").values_list("article", "position")
        self.assertEqual(list(places), [(second.pk, 1), (first.pk, 2)])

    def test_a_ranking_that_fails_leaves_the_last_one(self):
        make_read(5, headline="First")
        lists.rank()
        make_read(50, headline="Second")
        failing = mock.patch.object(
            Ranking.objects, "exclude", side_effect=DatabaseError("full")
        )
        with failing, self.assertRaises(DatabaseError):
            lists.rank()
        self.assertEqual(shown(), ["First"])

    def test_a_place_says_what_it_is(self):
        story = make_read(5)
        lists.rank()
        self.assertEqual(str(Ranking.objects.get()), f"1. {story.pk}")


class EligibilityTests(TestCase):
    def test_a_killed_story_is_gone_in_the_next_response(self):
        killed = make_read(9, headline="Killed")
        make_read(5, headline="Stays")
        lists.rank()
        self.assertEqual(shown(), ["Killed", "Stays"])
        publishing.kill(killed, note="Wrong.")
        self.assertEqual(shown(), ["Stays"])
        lists.rank()
        self.assertEqual(shown(), ["Stays"])

    def test_a_withdrawn_and_an_embargoed_story_are_gone_as_well(self):
        withdrawn = make_read(9, headline="Withdrawn")
        embargoed = make_read(7, headline="Embargoed")
        make_read(5, headline="Stays")
        lists.rank()
        publishing.withdraw(withdrawn)
        embargoed.embargo_until = timezone.now() + HOUR
        embargoed.save()
        self.assertEqual(shown(), ["Stays"])

    def test_the_list_stays_full_when_its_first_twenty_are_killed(self):
        stories = [make_read(100 - n, headline=f"Story{n}") for n in range(35)]
        lists.rank()
        for story in stories[:20]:
            publishing.kill(story, note="Wrong.")
        self.assertEqual(shown(), [f"Story{n}" for n in range(20, 30)])

    def test_a_sections_list_stays_full_too(self):
        sport = make_section()
        for n in range(35):
            make_read(1000 - n)
        stories = [
            make_read(20 - n, headline=f"S{n}", section=sport) for n in range(15)
        ]
        lists.rank()
        for story in stories[:5]:
            publishing.kill(story, note="Wrong.")
        expected = [f"S{n}" for n in range(5, 15)]
        self.assertEqual(shown("10 section=section", section=sport), expected)

    def test_an_old_story_is_listed_only_if_materially_updated_since(self):
        old = timezone.now() - 8 * DAY
        make_read(9, headline="Old", published_at=old)
        make_read(
            5,
            headline="Updated",
            published_at=old,
            materially_updated_at=timezone.now() - HOUR,
        )
        make_read(3, headline="New")
        lists.rank()
        self.assertEqual(shown(), ["Updated", "New"])

    def test_a_story_that_grows_old_leaves_without_a_new_ranking(self):
        make_read(9, headline="Old", published_at=timezone.now() - 6 * DAY)
        lists.rank()
        self.assertEqual(shown(), ["Old"])
        with override_settings(NEWSROOM_POPULAR_MAX_AGE=5):
            self.assertEqual(shown(), [])


class TagTests(TestCase):
    def test_a_sections_list_holds_its_sub_sections(self):
        world = make_section()
        europe = make_section(parent=world)
        make_read(9, headline="Elsewhere")
        make_read(5, headline="World", section=world)
        make_read(7, headline="Europe", section=europe)
        lists.rank()
        of_world = shown("10 section=section", section=world)
        self.assertEqual(of_world, ["Europe", "World"])
        self.assertEqual(shown("10 section=section", section=europe), ["Europe"])

    def test_the_story_beside_the_list_can_be_left_out(self):
        here = make_read(9, headline="Here")
        make_read(7, headline="There")
        lists.rank()
        self.assertEqual(shown("10 exclude=article", article=here), ["There"])

    def test_a_page_without_section_or_article_may_pass_nothing(self):
        make_read(9, headline="Story")
        lists.rank()
        self.assertEqual(shown("10 section=section exclude=article"), ["Story"])

    def test_shows_as_many_as_asked_for(self):
        for n in range(5):
            make_read(9 - n, headline=f"S{n}")
        lists.rank()
        self.assertEqual(shown("3"), ["S0", "S1", "S2"])

    def test_costs_one_query_with_everything_a_row_prints(self):
        section = make_section()
        for _ in range(12):
            make_read(9, section=section)
        lists.rank()
        template = Template(
            "{% load popular %}{% most_popular 10 section=section as stories %}"
            "{% for story in stories %}{{ story.get_absolute_url }} {{ story.kicker }}"
            "{{ story.headline }} {{ story.section.name }}{% endfor %}"
        )
        with self.assertNumQueries(1):
            template.render(Context({"section": section}))


class KeepFreshTests(TestCase):
    """Without a timer the list is made when a read comes in, at most once a minute."""

    def setUp(self):
        self.story = make_published(headline="Story")

    def test_the_first_read_makes_the_first_list(self):
        send(self.client, self.story.pk)
        self.assertEqual(shown(), ["Story"])

    def test_reads_of_the_same_minute_do_not_rank_again(self):
        send(self.client, self.story.pk)
        with mock.patch.object(lists, "rank") as rank:
            send(self.client, self.story.pk, address="192.0.2.8")
        rank.assert_not_called()

    def test_a_minute_later_a_read_ranks_again(self):
        send(self.client, self.story.pk)
        other = make_published(headline="Other")
        for last in range(3):
            send(self.client, other.pk, address=f"192.0.2.{last}")
        self.assertEqual(shown(), ["Story"])
        cache.delete("popular:ranked")  # as after a minute
        Ranking.objects.update(computed_at=timezone.now() - timedelta(seconds=61))
        send(self.client, other.pk, address="192.0.2.99")
        self.assertEqual(shown(), ["Other", "Story"])

    def test_what_a_timer_has_just_ranked_is_not_ranked_again(self):
        collector.add({(self.story.pk, timezone.now()): 1})
        lists.rank()
        with mock.patch.object(lists, "rank") as rank:
            send(self.client, self.story.pk)
        rank.assert_not_called()

    def test_a_read_that_is_not_counted_ranks_nothing(self):
        with mock.patch.object(lists, "rank") as rank:
            send(self.client, "rubbish")
            send(self.client, self.story.pk, agent="curl/8")
        rank.assert_not_called()

    def test_old_reads_are_deleted_once_a_day(self):
        collector.add({(self.story.pk, timezone.now() - timedelta(days=36)): 7})
        send(self.client, self.story.pk)
        self.assertEqual(ReadBucket.objects.get().reads, 1)


class CommandTests(TestCase):
    def test_rank_popular_says_how_many_are_ranked(self):
        make_read(5)
        out = StringIO()
        call_command("rank_popular", stdout=out)
        self.assertEqual(out.getvalue(), "Stories ranked: 1.\n")
