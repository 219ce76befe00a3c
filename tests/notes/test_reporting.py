"""A reader reports an error: the form, what it refuses, and what it keeps."""

from datetime import timedelta
from unittest import mock

from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import TestCase, override_settings
from django.utils import timezone

from articles import publishing
from articles.models import Section
from newsroom.notes import limits
from newsroom.notes.models import Note, Outcome
from tests.factories import make_article, make_published, make_user
from tests.notes.reader import FROM_HERE, TYPED, send, token_of


class ReportTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make_published(
            headline="Council <b>votes</b>",
            body="<p>It voted eight to five.</p>",
        )
        cls.path = f"/report/{cls.article.pk}/"

    def assert_refused(self, response, sentence, *, status):
        """It says why, keeps every word, and nothing is stored."""
        self.assertContains(response, sentence, status_code=status)
        self.assertContains(response, TYPED["wrong"], status_code=status)
        self.assertContains(response, 'id="refused" role="alert"', status_code=status)
        self.assertFalse(Note.objects.exists())


class FormTests(ReportTestCase):
    def test_a_story_ends_with_a_plain_link_to_it(self):
        page = self.client.get(self.article.get_absolute_url())
        self.assertContains(page, f'<a href="{self.path}" rel="nofollow" data-report>')
        self.assertContains(page, "js/report.js")

    def test_the_desks_preview_of_a_draft_has_no_such_link(self):
        self.client.force_login(make_user("Editor"))
        draft = make_article()
        page = self.client.get(f"/admin/articles/article/{draft.pk}/preview/")
        self.assertNotContains(page, "/report/")

    def test_the_page_names_the_story_and_takes_the_sentence_over(self):
        page = self.client.get(self.path, {"quote": "It voted <eight> to five.\x00"})
        self.assertContains(page, "Council &lt;b&gt;votes&lt;/b&gt;")
        self.assertContains(page, ">\nIt voted &lt;eight&gt; to five.</textarea>")

    def test_a_sentence_of_any_length_is_cut_to_what_the_field_holds(self):
        page = self.client.get(self.path, {"quote": "a" * 5000})
        self.assertContains(page, "a" * 600)
        self.assertNotContains(page, "a" * 601)

    def test_no_cache_keeps_it_and_no_search_engine_lists_it(self):
        for path in (self.path, f"{self.path}thanks/"):
            with self.subTest(path):
                page = self.client.get(path)
                self.assertEqual(page.headers["Cache-Control"], "private, no-store")
                self.assertEqual(page.headers["X-Robots-Tag"], "noindex")
                self.assertContains(page, '<meta name="robots" content="noindex">')
                self.assertNotIn("Set-Cookie", page.headers)
        robots = self.client.get("/robots.txt")
        self.assertContains(robots, "Disallow: /report/")

    def test_it_costs_two_queries(self):
        with self.assertNumQueries(2):
            self.client.get(self.path)

    def test_a_story_that_readers_may_not_see_has_no_form(self):
        hour = timedelta(hours=1)
        hidden = [make_article(), make_published(embargo_until=timezone.now() + hour)]
        for path in [f"/report/{story.pk}/" for story in hidden] + [
            "/report/999999/",
            f"/report/{10**30}/",
        ]:
            for end in ("", "thanks/"):
                with self.subTest(path + end):
                    self.assertEqual(self.client.get(path + end).status_code, 404)
        for story in hidden:
            self.assertEqual(send(self.client, story).status_code, 404)
        killed = publishing.kill(make_published(headline="Secret"))
        page = self.client.get(f"/report/{killed.pk}/")
        self.assertNotContains(page, "Secret", status_code=410)
        self.assertEqual(send(self.client, killed).status_code, 410)
        self.assertFalse(Note.objects.exists())

    def test_the_address_without_a_story_leads_on_and_is_taken(self):
        answer = self.client.get("/report/")
        self.assertRedirects(answer, "/corrections/")
        with self.assertRaisesMessage(ValidationError, "/report/ belongs to another"):
            Section(name="Reports", slug="report").full_clean()

    def test_production_without_a_mail_server_offers_no_answer(self):
        self.assertContains(self.client.get(self.path), "Tell me what became of it")
        with override_settings(NEWSROOM_SENDS_MAIL=False):
            page = self.client.get(self.path)
            send(self.client, self.article, wants_answer="on", reader_email="r@x.org")
        self.assertNotContains(page, "Tell me what became of it")
        self.assertEqual(Note.objects.get().answer, "")


class SendingTests(ReportTestCase):
    def test_a_note_arrives_and_the_reader_is_thanked(self):
        answer = send(
            self.client,
            self.article,
            quote="It voted eight to five.",
            kind="number",
            right="The minutes say so.\r\nPage 3.",
            source="https://example.org/minutes",
            reader_name="  A\nReader ",
            reader_email="reader@example.org",
            wants_answer="on",
        )
        self.assertRedirects(answer, f"{self.path}thanks/")
        note = Note.objects.get()
        self.assertEqual(note.article, self.article)
        self.assertEqual(note.quote, "It voted eight to five.")
        self.assertEqual(note.right, "The minutes say so.\nPage 3.")
        self.assertEqual(note.source, "https://example.org/minutes")
        self.assertEqual(note.reader_name, "A Reader")
        self.assertEqual((note.outcome, note.answer), (Outcome.OPEN, "asked"))

    def test_only_the_error_itself_is_needed(self):
        self.assertEqual(send(self.client, self.article).status_code, 302)
        self.assertEqual(Note.objects.get().answer, "")

    def test_what_is_missing_is_said_above_and_beside_the_field(self):
        page = send(self.client, self.article, wrong=" ", kind="spelling")
        self.assertContains(
            page,
            '<li><a href="#note-wrong">Say what is wrong: a few words are enough.',
            status_code=422,
        )
        self.assertContains(page, 'id="note-wrong_error"', status_code=422)
        self.assertContains(page, 'aria-invalid="true"', status_code=422)
        self.assertContains(page, 'aria-describedby="note-wrong_error"', 1, 422)
        self.assertContains(page, '<a href="#note-kind_0">', status_code=422)

    def test_whoever_asks_to_be_told_gives_an_address(self):
        sentence = "We need your e-mail address to tell you"
        page = send(self.client, self.article, wants_answer="on")
        self.assert_refused(page, sentence, status=422)

    def test_addresses_that_are_none_are_refused_with_a_sentence(self):
        for name, value, sentence in (
            ("reader_email", "a@b.org\nBcc: c@d.org", "Write your e-mail address"),
            ("reader_email", "reader", "Write your e-mail address"),
            ("source", "javascript:alert(1)", "That is no address of a page"),
            ("source", "ftp://example.org/", "That is no address of a page"),
        ):
            with self.subTest(value):
                page = send(self.client, self.article, **{name: value})
                self.assert_refused(page, sentence, status=422)

    def test_what_is_too_long_is_shown_again_whole(self):
        long = "It is wrong. " * 200
        page = send(self.client, self.article, right=long)
        self.assert_refused(page, "at most 2000 characters", status=422)
        self.assertContains(page, long.strip(), status_code=422)

    def test_control_characters_and_turned_text_fall_away(self):
        send(self.client, self.article, wrong="a\x00b\x1b[31m \u202egnorw\u202c <i>")
        self.assertEqual(Note.objects.get().wrong, "ab[31m gnorw <i>")

    def test_a_megabyte_or_another_kind_of_form_is_not_even_read(self):
        form = {"token": token_of(self.article)} | TYPED
        large = self.client.post(
            self.path,
            "wrong=" + "x" * 1_000_000,
            content_type="application/x-www-form-urlencoded",
            headers=FROM_HERE,
        )
        multipart = self.client.post(self.path, form, headers=FROM_HERE)
        for answer in (large, multipart):
            self.assertContains(answer, "more than the form takes", status_code=413)
        self.assertFalse(Note.objects.exists())

    def test_other_methods_are_refused(self):
        self.assertEqual(self.client.put(self.path).status_code, 405)
        self.assertEqual(self.client.post(f"{self.path}thanks/").status_code, 405)


class ForgeryTests(ReportTestCase):
    def test_a_form_is_taken_from_this_site_alone(self):
        sentence = "Your browser did not say that this page sent it."
        for headers in (
            {},
            {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
            {"Sec-Fetch-Site": "none"},
            {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://testserver.evil.example"},
            {"Referer": "http://["},
        ):
            with self.subTest(headers):
                page = send(self.client, self.article, headers=headers)
                self.assert_refused(page, sentence, status=403)

    def test_browsers_that_say_less_are_believed_by_origin_or_referer(self):
        ours = f"http://testserver{self.path}"
        for headers in (
            {"Origin": "http://testserver"},
            {"Origin": "http://127.0.0.1:8000"},  # NEWSROOM_BASE_URL
            {"Referer": ours},
            {"Sec-Fetch-Site": "same-origin"},
        ):
            with self.subTest(headers):
                answer = send(self.client, self.article, headers=headers)
                self.assertEqual(answer.status_code, 302)

    def test_a_form_of_another_story_or_forged_or_old_is_shown_again(self):
        other = make_published()
        real = token_of(self.article)
        old = {"token": token_of(self.article, age=7 * 3600)}
        for typed in ({"token": token_of(other)}, {"token": real + "x"}, old):
            page = send(self.client, self.article, **typed)
            self.assert_refused(page, "The form had grown old.", status=400)
            self.assertNotContains(page, typed["token"], status_code=400)
        self.assert_refused(
            send(self.client, self.article, token=None), "grown old", status=400
        )

    def test_what_comes_back_at_once_can_be_sent_again(self):
        page = send(self.client, self.article, age=1)
        self.assert_refused(page, "That was very quick.", status=400)

    def test_a_form_is_taken_once_with_and_without_a_shared_cache(self):
        token = token_of(self.article)
        for wrong in ("First", "Second", "Third"):
            if wrong == "Third":
                caches["readers"].clear()  # as a process has it that knows of nothing
            answer = send(self.client, self.article, token=token, wrong=wrong)
            self.assertEqual(answer.headers["Location"], f"{self.path}thanks/")
        self.assertEqual(Note.objects.get().wrong, "First")


class LimitTests(ReportTestCase):
    sentence = "We have had many notes within the hour."

    def fill(self, number):
        for count in range(number):
            answer = send(
                self.client, self.article, wrong=f"Error {count}", address="192.0.2.7"
            )
            self.assertEqual(answer.status_code, 302)

    def test_one_address_sends_six_in_an_hour(self):
        self.fill(limits.PER_ADDRESS)
        page = send(self.client, self.article, wrong="Typed", address="192.0.2.7")
        self.assertContains(page, self.sentence, status_code=429)
        self.assertContains(page, ">\nTyped</textarea>", status_code=429)
        self.assertEqual(page.headers["Retry-After"], "3600")
        self.assertEqual(Note.objects.count(), limits.PER_ADDRESS)
        elsewhere = send(self.client, self.article, address="192.0.2.8")
        self.assertEqual(elsewhere.status_code, 302)

    def test_an_address_is_kept_nowhere_but_as_a_hash_that_ends_with_the_day(self):
        now = timezone.now()
        key = limits._key("192.0.2.7", now)
        self.assertNotIn("192", key)
        self.assertEqual(key, limits._key("192.0.2.7", now))
        tomorrow = limits._key("192.0.2.7", now + timedelta(days=1))
        self.assertNotEqual(key, tomorrow)

    def test_a_story_and_the_site_take_so_many_whatever_the_caches_know(self):
        for name in ("PER_STORY", "IN_ALL"):
            with self.subTest(name), mock.patch.object(limits, name, 1):
                send(self.client, self.article, wrong=name)
                caches["readers"].clear()
                page = send(self.client, self.article)
                self.assertContains(page, self.sentence, status_code=429)
                lately = Note.objects.all()
                lately.update(received_at=timezone.now() - timedelta(hours=2))
                self.assertEqual(send(self.client, self.article).status_code, 302)
                Note.objects.all().delete()

    def test_a_cache_that_is_down_turns_nobody_away(self):
        dead = mock.Mock()
        dead.add.return_value, dead.get.return_value = False, None
        dead.get_or_set.return_value = b"salt"
        dead.incr.side_effect = ValueError
        with (
            mock.patch.dict(limits.__dict__, {"caches": {"readers": dead}}),
            mock.patch("newsroom.notes.tokens.caches", {"readers": dead}),
        ):
            self.fill(limits.PER_ADDRESS + 1)
        self.assertEqual(Note.objects.count(), limits.PER_ADDRESS + 1)


class SpamTests(ReportTestCase):
    def test_what_looks_like_spam_is_kept_apart_and_its_sender_thanked(self):
        for number, typed in enumerate(
            (
                {"homepage": "http://example.org"},
                {"wrong": "http://a.example http://b.example www.c.example"},
                {"wrong": '<a href="x">Buy</a>'},
                {"right": "[url=x]Buy[/url]"},
                {"wrong": "!!! $$$ ???"},
            )
        ):
            with self.subTest(typed):
                answer = send(self.client, self.article, **typed)
                self.assertEqual(answer.headers["Location"], f"{self.path}thanks/")
                note = Note.objects.get()
                self.assertEqual(note.outcome, Outcome.SUSPECTED)
                self.assertTrue(note.suspicion)
                note.delete()
                self.assertLess(number, limits.PER_ADDRESS)

    def test_a_link_as_a_source_is_no_spam_nor_are_other_scripts(self):
        send(
            self.client,
            self.article,
            wrong="See https://example.org/minutes",
            right="ok",
        )
        send(self.client, self.article, wrong="الرقم خطأ في هذه الجملة")
        self.assertEqual(Note.objects.open().count(), 2)

    def test_the_same_words_are_counted_on_one_note(self):
        for wrong in ("Nine to  four.", "NINE to four."):
            send(self.client, self.article, wrong=wrong)
        self.assertEqual(Note.objects.get().copies, 2)

    def test_but_every_reader_who_asks_is_told(self):
        for reader in ("a@example.org", "b@example.org", "b@example.org"):
            send(self.client, self.article, reader_email=reader, wants_answer="on")
        copies = Note.objects.values_list("reader_email", "copies")
        self.assertEqual(set(copies), {("a@example.org", 1), ("b@example.org", 2)})

    def test_the_same_words_about_another_story_are_another_note(self):
        send(self.client, self.article)
        send(self.client, make_published())
        self.assertEqual(Note.objects.count(), 2)
