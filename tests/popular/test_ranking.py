from datetime import timedelta

from django.test import SimpleTestCase

from newsroom.popular.ranking import fresh_reads, leaders

HOUR = timedelta(hours=1)


class FreshReadsTests(SimpleTestCase):
    def test_a_read_counts_half_after_each_half_life(self):
        counts = [(0 * HOUR, 800), (3 * HOUR, 800), (6 * HOUR, 800)]
        self.assertEqual(fresh_reads(counts, half_life=3 * HOUR), 800 + 400 + 200)

    def test_no_reads_score_nothing(self):
        self.assertEqual(fresh_reads([], half_life=HOUR), 0)

    def test_what_is_read_now_leads_what_was_read_much_yesterday(self):
        yesterday = [(24 * HOUR, 50_000), *((hour * HOUR, 200) for hour in range(24))]
        today = [(HOUR / 2, 1_500)]
        self.assertGreater(
            fresh_reads(today, half_life=3 * HOUR),
            fresh_reads(yesterday, half_life=3 * HOUR),
        )

    def test_reads_of_a_week_ago_still_order_a_quiet_site(self):
        older = fresh_reads([(160 * HOUR, 1)], half_life=HOUR)
        newer = fresh_reads([(150 * HOUR, 1)], half_life=HOUR)
        self.assertGreater(newer, older)
        self.assertGreater(older, 0)

    def test_refuses_a_half_life_of_zero(self):
        with self.assertRaisesMessage(ValueError, "it must be longer than zero"):
            fresh_reads([(HOUR, 1)], half_life=timedelta(0))

    def test_refuses_reads_from_the_future(self):
        with self.assertRaisesMessage(ValueError, "cannot come from the future"):
            fresh_reads([(-HOUR, 1)], half_life=HOUR)


class LeadersTests(SimpleTestCase):
    def test_the_highest_score_stands_first(self):
        scores = {1: 5.0, 2: 9.0, 3: 7.0}
        lists = {story: ["paper"] for story in scores}
        self.assertEqual(leaders(scores, lists, rows=3), [2, 3, 1])

    def test_of_two_equals_the_newer_story_stands_first(self):
        lists = {1: ["paper"], 2: ["paper"]}
        self.assertEqual(leaders({1: 5.0, 2: 5.0}, lists, rows=2), [2, 1])

    def test_a_list_keeps_its_rows_and_no_more(self):
        scores = {story: float(story) for story in range(1, 10)}
        lists = {story: ["paper"] for story in scores}
        self.assertEqual(leaders(scores, lists, rows=3), [9, 8, 7])

    def test_a_quiet_section_keeps_its_own_beside_a_loud_one(self):
        scores = {1: 1.0, 2: 2.0, 3: 300.0, 4: 400.0, 5: 500.0}
        lists = {
            1: ["paper", "arts"],
            2: ["paper", "arts"],
            3: ["paper", "news"],
            4: ["paper", "news"],
            5: ["paper", "news"],
        }
        self.assertEqual(leaders(scores, lists, rows=2), [5, 4, 2, 1])

    def test_a_story_without_reads_has_no_place(self):
        self.assertEqual(leaders({1: 0.0}, {1: ["paper"]}, rows=3), [])
