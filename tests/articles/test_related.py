"""Which stories stand beside one."""

from datetime import timedelta
from unittest import mock

from django.test import TestCase
from django.utils import timezone

from articles import publishing, related
from tests.factories import make_article, make_published, make_topic


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

    def test_without_topics_nothing_is_asked(self):
        plain = make_published()
        self.assertEqual(list(plain.tags.all()), [])
        with self.assertNumQueries(1):  # for the topics
            self.assertEqual(related.related_to(plain), [])

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
