"""The photos of a story on pages of their own, as readers leaf through them."""

import json
import re
from datetime import timedelta

import lxml.html
from django.db import connection
from django.test import RequestFactory, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing, views
from articles.models import ArticlePhoto, Photo
from articles.photos import standing
from tests.articles.test_pages_article import shown
from tests.factories import make_article, make_photo, make_published, make_section

HOST = "https://paper.example"


def gallery(*photos):
    ids = " ".join(str(photo.pk) for photo in photos)
    return f'<figure data-gallery="{ids}"></figure>'


def alone(photo):
    return f'<figure data-photo="{photo.pk}"></figure>'


@override_settings(NEWSROOM_BASE_URL=HOST)
class PhotoPagesTestCase(TestCase):
    """A story with a lead, a photo in the text, a gallery of two, and one more."""

    @classmethod
    def setUpTestData(cls):
        names = ("lead", "inline", "first", "second", "rest")
        cls.photos = {
            name: shown(
                caption=f"Caption <{name}>.",
                credit=f"Credit {name}",
                alt_text=f"A long look at {name}",
            )
            for name in names
        }
        photos = cls.photos
        cls.story = make_published(
            headline="Tide <out>",
            section=make_section(slug="world"),
            lead_photo=photos["lead"],
            body=f"<p>One.</p>{gallery(photos['first'], photos['second'])}<p>Two.</p>"
            f"{alone(photos['inline'])}{alone(photos['lead'])}",
        )
        publishing.place_photos(cls.story)
        ArticlePhoto.objects.create(
            article=cls.story, photo=photos["rest"], position=99, caption="Mine."
        )
        cls.address = cls.story.get_absolute_url()

    def page(self, tail="", status=200):
        response = self.client.get(f"{self.address}photos/{tail}")
        self.assertEqual(response.status_code, status)
        return response

    def tree(self, tail=""):
        return lxml.html.fromstring(self.page(tail).content.decode())

    def captions(self, tail=""):
        found = self.tree(tail).iter("figcaption")
        return [" ".join(caption.text_content().split()) for caption in found]


class AllPhotosTests(PhotoPagesTestCase):
    def test_lists_every_photo_once_in_the_storys_order_with_words_and_number(self):
        self.assertEqual(
            self.captions(),
            [
                "1 of 5 Caption <lead>. Credit lead",
                "2 of 5 Caption <first>. Credit first",
                "3 of 5 Caption <second>. Credit second",
                "4 of 5 Caption <inline>. Credit inline",
                "5 of 5 Mine. Credit rest",
            ],
        )

    def test_each_has_an_anchor_and_leads_to_its_own_page(self):
        tree = self.tree()
        for number in range(1, 6):
            [item] = tree.xpath(f'//li[@id="photo-{number}"]')
            [link] = item.iter("a")
            self.assertEqual(link.get("href"), f"{self.address}photos/{number}/#photo")

    def test_only_the_first_is_fetched_at_once_and_all_keep_their_place(self):
        images = list(self.tree().xpath("//main//img"))
        loading = [image.get("loading") for image in images]
        self.assertEqual(loading, [None, *["lazy"] * 4])
        self.assertTrue(all(image.get("width") for image in images))
        self.assertTrue(all(image.get("height") for image in images))

    def test_is_its_own_canonical_page_and_few_photos_are_not_worth_a_search(self):
        tree = self.tree()
        [link] = tree.xpath('//link[@rel="canonical"]')
        self.assertEqual(link.get("href"), f"{HOST}{self.address}photos/")
        robots = '//meta[@name="robots"]/@content'
        self.assertEqual(tree.xpath(robots), ["max-image-preview:large"])
        few = make_published(lead_photo=self.photos["lead"])
        page = self.client.get(f"{few.get_absolute_url()}photos/")
        tree = lxml.html.fromstring(page.content.decode())
        self.assertEqual(tree.xpath(robots), ["noindex, max-image-preview:large"])

    def test_tells_machines_of_each_photo(self):
        [script] = self.tree().xpath('//script[@type="application/ld+json"]')
        told = json.loads(script.text)
        self.assertEqual(told["@type"], "ImageGallery")
        self.assertEqual(
            [image["creditText"] for image in told["image"]],
            ["Credit lead", *[f"Credit {name}" for name in
                              ("lead", "first", "second", "inline", "rest")]],
        )  # fmt: skip

    def test_a_story_without_photos_has_no_such_page(self):
        bare = make_published(lead_photo=make_photo())  # not made yet
        for tail in ("photos/", "photos/1/"):
            page = self.client.get(bare.get_absolute_url() + tail)
            self.assertEqual(page.status_code, 404)


class OnePhotoTests(PhotoPagesTestCase):
    def test_shows_one_photo_with_its_words(self):
        self.assertEqual(self.captions("3/"), ["Caption <second>. Credit second"])
        [image] = self.tree("3/").xpath("//main//img")
        self.assertEqual(image.get("alt"), "A long look at second")
        self.assertEqual(image.get("fetchpriority"), "high")

    def test_leads_to_the_photos_beside_it_and_to_the_story(self):
        ends = {"1/": (None, 2), "3/": (2, 4), "5/": (4, None)}
        for tail, expected in ends.items():
            tree = self.tree(tail)
            for rel, number in zip(("prev", "next"), expected, strict=True):
                with self.subTest(tail, rel=rel):
                    place = f"{self.address}photos/{number}/"
                    found = tree.xpath(f'//main//a[@rel="{rel}"]/@href')
                    self.assertEqual(found, [f"{place}#photo"] if number else [])
                    found = tree.xpath(f'//head/link[@rel="{rel}"]/@href')
                    self.assertEqual(found, [f"{HOST}{place}"] if number else [])
            self.assertEqual(tree.xpath("//h1/a/@href"), [self.address])
            everything = f"{self.address}photos/#photo-{tail[0]}"
            self.assertIn(everything, tree.xpath("//main//nav/a/@href"))

    def test_stays_out_of_search_engines_and_claims_no_canonical_page(self):
        tree = self.tree("2/")
        robots = tree.xpath('//meta[@name="robots"]/@content')
        self.assertEqual(robots, ["noindex, max-image-preview:large"])
        self.assertEqual(tree.xpath('//link[@rel="canonical"]'), [])

    def test_a_number_beyond_the_last_photo_is_not_there(self):
        for tail in ("0/", "6/", "999/", "01/", "x/"):
            with self.subTest(tail):
                self.page(tail, status=404)


class AddressTests(PhotoPagesTestCase):
    def test_another_spelling_of_the_story_leads_to_the_same_photo(self):
        for tail in ("photos/", "photos/2/"):
            old = f"/elsewhere/2001/jan/01/old-words-{self.story.pk}/{tail}"
            self.assertRedirects(
                self.client.get(old), self.address + tail, status_code=301
            )

    def test_what_readers_may_not_see_is_not_there_and_what_was_killed_is_gone(self):
        hidden = make_article(lead_photo=self.photos["lead"])
        late = make_published(
            lead_photo=self.photos["lead"],
            published_at=timezone.now() + timedelta(hours=1),
        )
        killed = publishing.kill(make_published(lead_photo=self.photos["lead"]))
        for story, status in ((hidden, 404), (late, 404), (killed, 410)):
            for tail in ("photos/", "photos/1/"):
                address = f"/world/2026/jan/01/any-{story.pk}/{tail}"
                with self.subTest(address):
                    answer = self.client.get(address)
                    self.assertEqual(answer.status_code, status)
                    self.assertNotContains(answer, "Caption", status_code=status)

    def test_a_cache_files_it_with_the_story_and_it_confirms_what_is_the_same(self):
        for tail in ("", "2/"):
            page = self.page(tail)
            self.assertIn(f"article-{self.story.pk}", page.headers["Surrogate-Key"])
            self.assertIn("s-maxage=300", page.headers["Cache-Control"])
            again = self.client.get(
                f"{self.address}photos/{tail}",
                headers={"If-None-Match": page.headers["ETag"]},
            )
            self.assertEqual(again.status_code, 304)

    def test_nothing_can_be_sent_to_it(self):
        self.assertEqual(self.client.post(f"{self.address}photos/").status_code, 405)


class StoryPageTests(PhotoPagesTestCase):
    def test_every_picture_leads_to_its_own_page(self):
        tree = lxml.html.fromstring(self.client.get(self.address).content.decode())
        numbers = [
            link.get("href").removeprefix(f"{self.address}photos/")
            for link in tree.xpath("//figure/a")
        ]
        self.assertEqual(numbers, [f"{number}/#photo" for number in (1, 2, 3, 4, 1, 5)])

    def test_a_gallery_says_how_many_it_has_and_shows_every_word(self):
        tree = lxml.html.fromstring(self.client.get(self.address).content.decode())
        [block] = tree.xpath('//section[@class="gallery"]')
        text = " ".join(block.text_content().split())
        self.assertIn("2 photos", text)
        for words in ("Caption <first>.", "Credit first", "Credit second"):
            self.assertIn(words, text)

    def test_a_preview_leads_nowhere(self):
        draft = make_article(lead_photo=self.photos["lead"])
        page = views.render_article(RequestFactory().get("/"), draft)
        self.assertNotIn(b"photos/1/", page.content)


class RightsTests(PhotoPagesTestCase):
    def end(self, name, at):
        Photo.objects.filter(pk=self.photos[name].pk).update(valid_until=at)

    def test_a_photo_whose_right_has_ended_is_nowhere_and_the_numbers_close_up(self):
        self.end("first", timezone.now() - timedelta(seconds=1))
        self.assertEqual(
            [caption.split(" Caption")[0] for caption in self.captions()],
            ["1 of 4", "2 of 4", "3 of 4", "4 of 4 Mine. Credit rest"],
        )
        self.assertEqual(self.captions("2/"), ["Caption <second>. Credit second"])
        self.page("5/", status=404)
        for address in (
            self.address,
            f"{self.address}photos/",
            f"{self.address}photos/2/",
            "/feeds/rss.xml",
        ):
            with self.subTest(address):
                page = self.client.get(address)
                self.assertContains(page, "Credit second")
                self.assertNotContains(page, "Credit first")

    def test_what_stands_in_for_the_lead_comes_first_and_once(self):
        self.end("lead", timezone.now() + timedelta(hours=1))
        standing.settle(self.story)
        self.end("lead", timezone.now() - timedelta(seconds=1))
        self.assertEqual(
            [caption[:18] for caption in self.captions()],
            [
                "1 of 4 Caption <fi",
                "2 of 4 Caption <se",
                "3 of 4 Caption <in",
                "4 of 4 Mine. Credi",
            ],
        )

    def test_a_gallery_that_one_photo_is_left_of_is_a_photo(self):
        self.end("first", timezone.now() - timedelta(seconds=1))
        page = self.client.get(self.address)
        self.assertNotContains(page, 'class="gallery"')
        self.assertContains(page, "Credit second")

    def test_no_cache_keeps_a_page_beyond_the_right_to_a_photo(self):
        self.end("rest", timezone.now() + timedelta(seconds=40))
        for tail in ("", "1/"):
            kept = self.page(tail).headers["Cache-Control"]
            ages = {name: int(age) for name, age in re.findall(r"([\w-]+)=(\d+)", kept)}
            self.assertLessEqual(ages["s-maxage"], 40)


class CostTests(PhotoPagesTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.few = cls.story_of(1, make_section(slug="few"))
        cls.many = cls.story_of(12, make_section(slug="many"))

    @classmethod
    def story_of(cls, number, section):
        """Return a story with so many photos in a gallery."""
        photos = [shown() for _ in range(number)]
        body = f"<p>a</p>{gallery(*photos)}"
        story = make_published(body=body, section=section)
        publishing.place_photos(story)
        return story

    def queries(self, address):
        with CaptureQueriesContext(connection) as asked:
            self.assertEqual(self.client.get(address).status_code, 200)
        return len(asked)

    def test_twelve_photos_cost_the_queries_of_one(self):
        for tail in ("", "photos/", "photos/1/"):
            with self.subTest(tail):
                one = self.queries(self.few.get_absolute_url() + tail)
                twelve = self.queries(self.many.get_absolute_url() + tail)
                self.assertEqual(one, twelve)
        with self.subTest("feed"):
            one = self.queries("/feeds/few.xml")
            self.assertEqual(one, self.queries("/feeds/many.xml"))

    def test_all_twelve_are_there(self):
        address = self.many.get_absolute_url()
        self.assertContains(self.client.get(f"{address}photos/"), "12 of 12")
        page = self.client.get(address).content.decode()
        self.assertEqual(page.count("<figcaption>"), 12)
        self.assertEqual(len(set(re.findall(r'"creditText": "[^"]+"', page))), 12)
        feed = self.client.get("/feeds/many.xml").content.decode()
        self.assertEqual(feed.count("<media:content "), 12)
