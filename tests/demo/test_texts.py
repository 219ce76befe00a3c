from django.test import SimpleTestCase

from newsroom.demo import texts

GOOD = "Headline: A story\nSection: world\n\nFirst *words* & **more**."


class StoryFileTests(SimpleTestCase):
    def test_blocks_become_the_html_of_a_story(self):
        text = GOOD + (
            "\n\n## A subhead\n\n> Said\n> aloud.\n\n- one\n- two\n\n[photo: quay]"
            "\n\n[photo: lost]\n\n[gallery: quay lost sea]\n\nLast."
        )
        story = texts.parse("01.txt", text)
        self.assertEqual(
            story.body({"quay": 7, "sea": 8}).split("\n"),
            [
                "<p>First <em>words</em> &amp; <strong>more</strong>.</p>",
                "<h2>A subhead</h2>",
                "<blockquote><p>Said aloud.</p></blockquote>",
                "<ul><li>one</li><li>two</li></ul>",
                '<figure data-photo="7"></figure>',
                '<figure data-gallery="8"></figure>',
                "<p>Last.</p>",
            ],
        )

    def test_bylines_carry_their_roles(self):
        story = texts.parse(
            "01.txt", "Bylines: Ana Marsh; Bo Oake (photographs)\n" + GOOD
        )
        self.assertEqual(
            story.bylines, [("Ana Marsh", "words"), ("Bo Oake", "photographs")]
        )

    def test_a_fault_is_named_with_its_file(self):
        for text, reason in [
            ("Headlin: x\n" + GOOD, "01.txt: “Headlin: x” is no header line."),
            ("no colon\n" + GOOD, "01.txt: “no colon” is no header line."),
            ("Headline: x\n\nWords.", "01.txt has no Section; add the line."),
            ("Section: x\n\nWords.", "01.txt has no Headline; add the line."),
            ("State: lost\n" + GOOD, "01.txt: lost is no state of a story."),
            (
                "Headline: x\nSection: world",
                "01.txt has no text under its headers; write it.",
            ),
        ]:
            with self.subTest(reason):
                with self.assertRaises(texts.MalformedEdition) as refused:
                    texts.parse("01.txt", text)
                self.assertEqual(str(refused.exception), reason)


class WholeEditionTests(SimpleTestCase):
    def test_stories_name_only_what_the_edition_has(self):
        known = {
            name: {entry[key] for entry in texts.table(name)}
            for name, key in (
                ("section", "slug"),
                ("contributor", "name"),
                ("topic", "name"),
                ("photo", "key"),
            )
        }
        for story in texts.stories():
            with self.subTest(story.file):
                people = {name for name, _ in story.bylines}
                self.assertLessEqual({story["Section"]}, known["section"])
                self.assertLessEqual(people, known["contributor"])
                self.assertLessEqual(set(story.topics), known["topic"])
                self.assertLessEqual(set(story.photo_keys), known["photo"])

    def test_it_is_as_large_as_a_paper(self):
        self.assertGreaterEqual(len(texts.stories()), 60)
        self.assertEqual(len(texts.table("contributor")), 15)
        self.assertEqual(len(texts.table("topic")), 40)
        top = [entry for entry in texts.table("section") if not entry.get("parent")]
        self.assertEqual(len(top), 8)

    def test_every_state_a_desk_knows_occurs(self):
        states = {story.state for story in texts.stories()}
        self.assertEqual(states, texts.STATES)

    def test_every_topic_has_two_stories_and_every_picture_one(self):
        for topic in texts.table("topic"):
            about = [s for s in texts.stories() if topic["name"] in s.topics]
            self.assertGreaterEqual(len(about), 2, topic["name"])
        used = {key for story in texts.stories() for key in story.photo_keys}
        used |= {f"portrait-{one['slug']}" for one in texts.table("contributor")}
        self.assertEqual({photo["key"] for photo in texts.table("photo")} - used, set())
