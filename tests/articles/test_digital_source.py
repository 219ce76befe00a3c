"""How a picture was made, as readers are told of it wherever they see it."""

import json

import lxml.html
from django.test import SimpleTestCase, TestCase

from articles import publishing
from articles.photos import digital_source
from tests.articles.test_pages_article import shown
from tests.factories import make_contributor, make_photo, make_published, make_section


class CodeTests(SimpleTestCase):
    def test_what_a_camera_took_and_what_nobody_named_needs_no_word(self):
        for code in (
            "", "digitalCapture", "computationalCapture", "negativeFilm", "print",
            "humanEdits", "algorithmicallyEnhanced", "noSuchCode", "/", ":",
        ):  # fmt: skip
            with self.subTest(code):
                self.assertEqual(digital_source.label(code), "")
                self.assertEqual(digital_source.warning(code), "")

    def test_what_ai_made_or_altered_is_called_that(self):
        for code, words in {
            "trainedAlgorithmicMedia": "AI-generated image",
            "compositeWithTrainedAlgorithmicMedia": "Image altered with AI",
            "compositeSynthetic": "Composite image with synthetic parts",
        }.items():
            with self.subTest(code):
                self.assertEqual(digital_source.label(code), words)
                self.assertEqual(digital_source.warning(code), words)

    def test_what_else_no_camera_took_is_named_but_not_warned_of(self):
        for code, words in {
            "algorithmicMedia": "Computer-generated image",
            "digitalArt": "Illustration",
            "digitalCreation": "Illustration",
            "compositeCapture": "Composite image",
            "screenCapture": "Screenshot",
            "dataDrivenMedia": "Graphic",
        }.items():
            with self.subTest(code):
                self.assertEqual(digital_source.label(code), words)
                self.assertEqual(digital_source.warning(code), "")

    def test_a_code_may_be_written_in_all_the_ways_that_files_have(self):
        for written in (
            "trainedAlgorithmicMedia",
            "TrainedAlgorithmicMedia ",
            "digsrctype:trainedAlgorithmicMedia",
            "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
            "https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia/",
        ):
            with self.subTest(written):
                self.assertEqual(digital_source.label(written), "AI-generated image")

    def test_machines_get_the_name_of_schema_org_else_that_of_iptc(self):
        self.assertEqual(
            digital_source.schema_address("computationalCapture"),
            "https://schema.org/MultiFrameComputationalCaptureDigitalSource",
        )
        self.assertEqual(
            digital_source.schema_address("humanEdits"),
            "http://cv.iptc.org/newscodes/digitalsourcetype/humanEdits",
        )
        self.assertEqual(digital_source.schema_address("nonsense"), "")


class LabelTests(TestCase):
    LABEL = "AI-generated image"

    @classmethod
    def setUpTestData(cls):
        made = {"digital_source": "trainedAlgorithmicMedia"}
        cls.lead, cls.inner = shown(**made), shown(**made)
        cls.story = make_published(
            section=make_section(slug="world"),
            lead_photo=cls.lead,
            body=f'<p>a</p><figure data-photo="{cls.inner.pk}"></figure>',
        )
        publishing.place_photos(cls.story)
        cls.address = cls.story.get_absolute_url()

    def tree(self, address):
        return lxml.html.fromstring(self.client.get(address).content.decode())

    def test_stands_in_the_caption_of_every_figure(self):
        pages = {"": 2, "photos/": 2, "photos/2/": 1}
        for tail, count in pages.items():
            with self.subTest(tail):
                tree = self.tree(self.address + tail)
                labels = tree.xpath("//main//figcaption/b[@class='made']/text()")
                self.assertEqual(labels, [f"{self.LABEL}."] * count)

    def test_stands_on_the_picture_where_there_is_no_caption(self):
        make_published(section=self.story.section, lead_photo=self.inner)
        tree = self.tree("/world/")
        marks = tree.xpath("//div[@class='pic']/span[@class='mark']/text()")
        self.assertEqual(marks, [self.LABEL] * 2)

    def test_goes_with_the_picture_to_machines_and_feed_readers(self):
        [story, _way] = [
            json.loads(script.text)
            for script in self.tree(self.address).xpath(
                "//script[@type='application/ld+json']"
            )
        ]
        kinds = {image["digitalSourceType"] for image in story["image"]}
        self.assertEqual(
            kinds, {"https://schema.org/TrainedAlgorithmicMediaDigitalSource"}
        )
        [alt] = self.tree(self.address).xpath(
            "//meta[@property='og:image:alt']/@content"
        )
        self.assertEqual(alt, f"{self.LABEL}: {self.lead.alt_text}")
        feed = self.client.get("/feeds/rss.xml").content.decode()
        self.assertEqual(feed.count(f"<figcaption>{self.LABEL}. "), 2)
        self.assertEqual(feed.count(f"[{self.LABEL}]"), 2)

    def test_a_photo_that_a_camera_took_has_none(self):
        plain = make_published(lead_photo=shown(digital_source="digitalCapture"))
        for tail in ("", "photos/1/"):
            page = self.client.get(plain.get_absolute_url() + tail)
            for name in ("made", "how", "mark"):
                self.assertNotContains(page, f'class="{name}"')

    def test_what_a_person_drew_is_named_in_the_caption_alone(self):
        story = make_published(lead_photo=shown(digital_source="digitalCreation"))
        page = self.client.get(story.get_absolute_url())
        self.assertContains(page, '<span class="how">Illustration.</span>')
        home = self.client.get(story.section.get_absolute_url())
        self.assertNotContains(home, "Illustration")


class CreditTests(TestCase):
    def test_no_picture_goes_out_without_a_credit(self):
        """Even if the library lost it after the story went out."""
        photo = shown(byline="Ida Roos", copyright_notice="© Ida Roos")
        story = make_published(lead_photo=photo)
        for left, expected in (
            ({"credit": " "}, "Ida Roos"),
            ({"byline": ""}, "© Ida Roos"),
        ):
            type(photo).objects.filter(pk=photo.pk).update(**left)
            for tail in ("", "photos/", "photos/1/"):
                page = self.client.get(story.get_absolute_url() + tail)
                self.assertContains(page, f'<span class="cr">{expected}</span>')
            feed = self.client.get("/feeds/rss.xml").content.decode()
            self.assertIn(f">{expected}</media:credit>", feed)

    def test_a_portrait_is_credited_on_the_page_of_who_it_shows(self):
        ana = make_contributor(portrait=shown(credit="Ida Roos"))
        page = self.client.get(ana.get_absolute_url())
        self.assertContains(page, '<span class="cr">Ida Roos</span>')

    def test_a_public_licence_is_named_and_linked(self):
        photo = shown(category="creative-commons", licence="by-nd/4.0")
        page = self.client.get(make_published(lead_photo=photo).get_absolute_url())
        self.assertContains(
            page,
            '<a class="cr" href="https://creativecommons.org/licenses/by-nd/4.0/"'
            ' rel="license">CC BY-ND 4.0</a>',
        )
        own = make_published(lead_photo=make_photo())
        self.assertNotContains(self.client.get(own.get_absolute_url()), 'rel="license"')
