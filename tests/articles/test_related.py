"""Which stories stand beside one."""

from datetime import timedelta
from unittest import mock

from django.test import TestCase
from django.utils import timezone

from articles import publishing, related
from tests.factories import make_article, make_published, make_section, make_topic


class RelatedTests(TestCase):
    def setUp(self):
        self.now = timezone.now()
        self.topics = [make_topic() for _ in range(3)]
        self.story = make_published(topics=self.topics)

    def make(self, *topics, hours=1, **fields):
        moment = self.now - timedelta(hours=hours)
        return make_published(topics=topics, published_at=moment, **fields)

    def test_most_in_common_first_then_the_newest(self):
        first, second, third = self.topics
        one_old = self.make(first, hours=9)
        two = self.make(first, second, hours=8)
        one_new = self.make(third, hours=1)
        three = self.make(*self.topics, hours=10)
        self.make(make_topic())
        self.assertEqual(related.related_to(self.story), [three, two, one_new, one_old])

    def test_at_most_four(self):
        made = [self.make(self.topics[0], hours=hours) for hours in range(1, 7)]
        self.assertEqual(related.related_to(self.story), made[:4])

    def test_only_what_readers_may_see(self):
        tomorrow = self.now + timedelta(days=1)
        make_article(topics=self.topics)
        self.make(*self.topics, embargo_until=tomorrow)
        make_article(topics=self.topics, status="scheduled", published_at=tomorrow)
        publishing.kill(self.make(*self.topics))
        self.assertEqual(related.related_to(self.story), [])

    def test_a_rare_topic_says_more_than_a_common_one(self):
        common, rare, _ = self.topics
        for _number in range(6):
            make_published(topics=[common], published_at=self.now - timedelta(days=900))
        old, new = self.make(rare, hours=200), self.make(common, hours=1)
        self.assertEqual(related.related_to(self.story)[:2], [old, new])

    def test_of_the_like_the_newer_comes_first_however_many_came_between(self):
        first = self.topics[0]
        old, new = self.make(first, hours=24 * 700), self.make(first, hours=24)
        self.assertEqual(related.related_to(self.story), [new, old])

    def test_words_of_the_head_decide_between_equals(self):
        first = self.topics[0]
        story = make_published(headline="Ferry crews accept the offer", topics=[first])
        alike = self.make(first, hours=30, headline="What ferry crews were offered")
        self.make(first, hours=1, headline="Museum opens its cellars")
        self.assertEqual(related.related_to(story)[0], alike)

    def test_a_story_without_topics_finds_its_like_by_its_words(self):
        section = make_section()
        story = make_published(section=section, headline="Lighthouse lens is restored")
        others = ["Harvest prices fall", "Council meets late", "Snow in the north"]
        for hours, headline in enumerate(others, start=1):
            self.make(hours=hours, section=section, headline=headline)
        alike = self.make(
            hours=90, section=section, headline="A lighthouse without its lens"
        )
        self.assertEqual(related.related_to(story), [alike])

    def test_no_version_of_the_story_and_no_two_versions_of_another(self):
        first = self.topics[0]
        head = "Harbour bridge closed after barge strikes pier"
        story = make_published(headline=head, topics=[first])
        self.make(first, headline=f"{head} again")
        other = "Ministry confirms money for railway station"
        newer = self.make(first, headline=other, hours=1)
        self.make(first, headline=other, hours=2)
        self.make(first, headline="Something else entirely", hours=3)
        found = related.related_to(story)
        self.assertEqual([one for one in found if one.headline == other], [newer])
        self.assertFalse([one for one in found if one.headline.startswith(head)])

    def test_a_large_topic_is_read_only_as_far_as_the_reach(self):
        first, second, _ = self.topics
        self.make(first, second, hours=50)
        newer = [self.make(first, hours=hours) for hours in range(1, 4)]
        newer += [self.make(second, hours=hours + 5) for hours in range(1, 4)]
        with mock.patch.object(related, "REACH", 2):
            found = related.related_to(self.story)
        self.assertTrue(set(found) <= set(newer))

    def test_related_and_latest_come_by_one_query(self):
        alike = [self.make(self.topics[0], hours=hours) for hours in (3, 4)]
        newest = [self.make(hours=1), self.make(hours=2)]
        list(self.story.tags.all())
        with self.assertNumQueries(2):  # one of them for the topics
            found = related.beside(self.story)
            [story.section.name for story in found.latest]
        self.assertEqual(found.related, alike)
        self.assertEqual(found.latest, newest + alike)
