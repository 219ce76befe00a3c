"""Three versions of a text, part by part: who changed what, and what stays."""

from django.test import SimpleTestCase

from articles import comparing, html
from newsroom.wire.desk import merging
from newsroom.wire.desk.merging import Choice, Standing

ONE, TWO, THREE, FOUR = (f"<p>{word}</p>" for word in ("one", "two", "three", "four"))
BASE = [ONE, TWO, THREE]


def standings(base, ours, theirs):
    return [part.standing.value for part in merging.compare(base, ours, theirs)]


def merged(base, ours, theirs, choice=None):
    """Return the text with what is accepted beforehand, or with one choice for all."""
    blocks = []
    for part in merging.compare(base, ours, theirs):
        accepted = part.standing == Standing.OFFERED
        blocks += part.chosen(choice or (Choice.THEIRS if accepted else Choice.OURS))
    return blocks


class CompareTests(SimpleTestCase):
    def test_a_paragraph_added_does_not_tie_those_beside_it_together(self):
        base = [
            "<p>The fair opens on Friday with forty stalls.</p>",
            "<p>Tickets cost four euros, the town said.</p>",
            "<p>The band of the fire brigade plays at noon.</p>",
        ]
        theirs = [
            base[0].replace("forty", "fifty"),
            base[1].replace("four", "five"),
            base[2],
            "<p>It was founded in 1921.</p>",
        ]
        ours = [*base[:2], base[2].replace("noon.", "noon, if it is dry.")]
        said = ["offered", "offered", "ours", "offered"]
        self.assertEqual(standings(base, ours, theirs), said)
        wanted = [theirs[0], theirs[1], ours[2], theirs[3]]
        self.assertEqual(merged(base, ours, theirs), wanted)
        self.assertEqual(
            standings(base, theirs, ours), ["ours"] * 2 + said[:1] + said[2:3]
        )
        self.assertEqual(merged(base, theirs, ours), wanted)
        gone = [base[0], base[2]]
        self.assertEqual(merged(base, gone, theirs), [theirs[0], *theirs[2:]])

    def test_what_nobody_changed_is_one_part_without_a_question(self):
        [part] = merging.compare(BASE, BASE, BASE)
        self.assertEqual(part.standing, Standing.SAME)
        self.assertFalse(part.asks)

    def test_each_side_keeps_its_own_changes(self):
        ours, theirs = ["<p>mine</p>", TWO, THREE], [ONE, TWO, "<p>new</p>"]
        self.assertEqual(standings(BASE, ours, theirs), ["ours", "same", "offered"])
        self.assertEqual(merged(BASE, ours, theirs), ["<p>mine</p>", TWO, "<p>new</p>"])

    def test_changes_side_by_side_are_told_apart(self):
        ours, theirs = ["<p>mine</p>", TWO, THREE], [ONE, "<p>new</p>", THREE]
        self.assertEqual(standings(BASE, ours, theirs), ["ours", "offered", "same"])

    def test_a_paragraph_both_changed_stays_ours_unless_chosen(self):
        ours, theirs = [ONE, "<p>mine</p>", THREE], [ONE, "<p>new</p>", THREE]
        self.assertEqual(standings(BASE, ours, theirs), ["same", "clash", "same"])
        self.assertEqual(merged(BASE, ours, theirs), ours)
        self.assertEqual(merged(BASE, ours, theirs, Choice.THEIRS), theirs)

    def test_the_same_change_by_both_is_no_question(self):
        both = [ONE, "<p>new</p>", THREE]
        self.assertNotIn("clash", standings(BASE, both, both))

    def test_paragraphs_come_and_go(self):
        self.assertEqual(merged(BASE, BASE, [ONE, THREE]), [ONE, THREE])
        self.assertEqual(merged(BASE, BASE, [*BASE, FOUR]), [*BASE, FOUR])
        self.assertEqual(merged(BASE, [ONE, THREE], BASE), [ONE, THREE])
        self.assertEqual(merged([], [], [ONE]), [ONE])

    def test_paragraphs_both_added_in_one_place_can_both_stay(self):
        ours, theirs = [*BASE, "<p>mine</p>"], [*BASE, FOUR]
        self.assertEqual(merged(BASE, ours, theirs, Choice.BOTH), [*ours, FOUR])
        changed = [ONE, "<p>mine</p>", THREE], [ONE, "<p>new</p>", THREE]
        self.assertEqual(merged(BASE, *changed, Choice.BOTH), changed[0])

    def test_a_picture_an_editor_placed_stays(self):
        figure = '<figure data-photo="3"></figure>'
        ours, theirs = [ONE, figure, TWO, THREE], [ONE, TWO, "<p>new</p>"]
        self.assertEqual(merged(BASE, ours, theirs), [ONE, figure, TWO, "<p>new</p>"])

    def test_white_space_is_no_change(self):
        ours = ["<p>one</p>", "<p>two </p>".replace(" ", "\n"), THREE]
        self.assertEqual(
            standings(["<p>one</p>", "<p>two </p>", THREE], ours, ours)[0], "same"
        )
        self.assertEqual(
            merged(["<p>a  b</p>"], ["<p>a b</p>"], ["<p>new</p>"]), ["<p>new</p>"]
        )

    def test_without_a_base_every_difference_is_a_question_and_stays_ours(self):
        ours, theirs = [ONE, "<p>mine</p>", THREE], [ONE, TWO, THREE]
        self.assertEqual(standings(None, ours, theirs), ["same", "clash", "same"])
        self.assertEqual(merged(None, ours, theirs), ours)

    def test_a_text_of_very_many_blocks_is_one_change(self):
        many = [ONE] * (merging.LONGEST + 1)
        [part] = merging.compare(many, many, [*many, TWO])
        self.assertEqual(part.standing, Standing.OFFERED)

    def test_words_that_went_and_came_are_marked(self):
        self.assertEqual(
            comparing.words_apart("the old quay", "the new quay"),
            [("the", "", ""), ("", "old", "new"), ("quay", "", "")],
        )
        long = "word " * (comparing.LONGEST + 1)
        self.assertEqual(comparing.words_apart(long, "x"), [("", long, "x")])


class BlockTests(SimpleTestCase):
    def test_blocks_joined_are_the_body(self):
        body = html.clean(
            "<p>One\ntwo</p>loose<ul><li>a</li></ul><h2>Head</h2>"
            '<figure data-photo="3"></figure><table><tr><td>1</td></tr></table>'
        )
        self.assertEqual("\n".join(html.blocks(body)), body)
        self.assertEqual(html.blocks(""), [])
