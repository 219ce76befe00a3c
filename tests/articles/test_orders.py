"""What a court orders down says so at its address, and can come back."""

from django.test import TestCase
from django.urls import reverse

from articles import publishing
from articles.models import Article, Order
from articles.sharing import home_address
from tests.factories import make_article, make_published, make_user

ORDER = Order("Regional Court of <Lisse>", "https://court.example/7", "In Lisse only.")
KILL = reverse("admin:articles_article_kill")


def lift_address(story):
    return reverse("admin:articles_article_lift", args=[story.pk])


class BlockedPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.story = make_published(headline="Libel", slug="libel")
        cls.address = cls.story.get_absolute_url()
        publishing.kill(cls.story, order=ORDER, note="We appeal.")

    def test_says_whose_order_it_is_and_helps_on(self):
        make_published(headline="Newest of all")
        page = self.client.get(self.address)
        for words in (
            "Regional Court of &lt;Lisse&gt;",
            "In Lisse only.",
            "We appeal.",
        ):
            self.assertContains(page, words, status_code=451)
        link = '<a href="https://court.example/7" rel="nofollow">Read the order</a>'
        self.assertContains(page, link, status_code=451, html=True)
        self.assertContains(page, "Newest of all", status_code=451)
        self.assertContains(page, 'role="search"', status_code=451)
        self.assertContains(page, "noindex", status_code=451)
        self.assertNotContains(page, "Libel", status_code=451)

    def test_names_who_carries_the_order_out(self):
        """RFC 7725: blocked-by is who blocks, not the authority that demands it."""
        page = self.client.get(self.address)
        self.assertEqual(page.headers["Link"], f'<{home_address()}>; rel="blocked-by"')
        self.assertIn(f"article-{self.story.pk}", page.headers["Surrogate-Key"])
        self.assertIn("s-maxage", page.headers["Cache-Control"])

    def test_answers_at_every_spelling_and_for_its_photos(self):
        spellings = [f"/x/2026/jan/01/y-{self.story.pk}/", f"{self.address}photos/"]
        spellings += [f"{self.address}photos/1/"]
        for address in spellings:
            page = self.client.get(address)
            self.assertEqual(page.status_code, 451)
            self.assertNotIn(b"libel", page.content)

    def test_one_that_was_never_out_was_never_there(self):
        draft = make_article()
        publishing.kill(draft, order=ORDER)
        page = self.client.get(f"/x/2026/jan/01/y-{draft.pk}/")
        self.assertEqual(page.status_code, 404)


class LiftingTests(TestCase):
    def setUp(self):
        self.story = make_published()
        self.address = self.story.get_absolute_url()
        publishing.kill(self.story, order=ORDER)

    def stored(self):
        return Article.objects.get(pk=self.story.pk)

    def test_brings_it_back_at_its_date_and_address(self):
        published_at = self.story.published_at
        publishing.lift_order(self.story)
        self.assertEqual(self.client.get(self.address).status_code, 200)
        self.assertEqual(self.stored().published_at, published_at)
        self.assertFalse(self.stored().is_under_order)

    def test_its_history_keeps_the_order_and_that_it_was_lifted(self):
        publishing.lift_order(self.story)
        said = [
            (revision.action, revision.content["ordered_by"])
            for revision in self.story.revisions.order_by("pk")
        ]
        expected = [
            ("killed", ORDER.authority),
            ("order lifted", ""),
            ("published", ""),
        ]
        self.assertEqual(said, expected)

    def test_what_holds_it_otherwise_keeps_it_down(self):
        Article.objects.filter(pk=self.story.pk).update(hold_note="Wait.")
        with self.assertRaisesMessage(publishing.NotPublishable, "Wait."):
            publishing.lift_order(self.story)
        self.assertTrue(self.stored().is_under_order)
        self.assertEqual(self.client.get(self.address).status_code, 451)

    def test_a_kill_besides_is_for_good(self):
        publishing.kill(self.story)
        self.assertEqual(self.client.get(self.address).status_code, 410)
        with self.assertRaisesMessage(publishing.NotPossible, "No order"):
            publishing.lift_order(self.story)

    def test_an_order_does_not_soften_a_kill(self):
        other = make_published()
        publishing.kill(other)
        publishing.kill(other, order=ORDER)
        self.assertEqual(self.client.get(other.get_absolute_url()).status_code, 410)


class DeskTests(TestCase):
    def setUp(self):
        self.story = make_published(headline="The story")
        self.client.force_login(make_user("Publisher"))

    def kill(self, **fields):
        return self.client.post(KILL, {"id": self.story.pk} | fields)

    def test_the_kill_screen_takes_an_order(self):
        self.kill(ordered_by="Court", order_link="court.example/7", order_note=" a  b ")
        story = Article.objects.get(pk=self.story.pk)
        self.assertEqual(
            (story.ordered_by, story.order_link, story.order_note),
            ("Court", "https://court.example/7", "a b"),
        )

    def test_an_order_of_nobody_kills_nothing(self):
        for wrong in ({"order_note": "x"}, {"ordered_by": "x", "order_link": "no url"}):
            page = self.kill(**wrong)
            self.assertContains(page, "errorlist")
            self.assertTrue(Article.objects.published().exists())

    def test_a_publisher_lifts_it_by_a_button(self):
        publishing.kill(self.story, order=ORDER)
        form = reverse("admin:articles_article_change", args=[self.story.pk])
        self.assertContains(self.client.get(form), lift_address(self.story))
        page = self.client.get(lift_address(self.story))
        self.assertContains(page, "Regional Court of &lt;Lisse&gt;")
        self.assertFalse(Article.objects.published().exists())
        self.client.post(lift_address(self.story))
        self.assertTrue(Article.objects.published().exists())

    def test_what_no_order_took_down_is_not_lifted(self):
        publishing.kill(self.story)
        form = reverse("admin:articles_article_change", args=[self.story.pk])
        self.assertNotContains(self.client.get(form), lift_address(self.story))
        page = self.client.post(lift_address(self.story), follow=True)
        self.assertContains(page, "No order took it down.")

    def test_nobody_else_may(self):
        publishing.kill(self.story, order=ORDER)
        for group in ("Reporter", "Photo editor", "Editor"):
            self.client.force_login(make_user(group))
            for ask in (self.client.get, self.client.post):
                self.assertEqual(ask(lift_address(self.story)).status_code, 403)
            form = reverse("admin:articles_article_change", args=[self.story.pk])
            self.assertNotContains(self.client.get(form), lift_address(self.story))
        self.assertFalse(Article.objects.published().exists())
