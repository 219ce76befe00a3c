"""Pictures that copy names: fetched where it may be, placed, limited, withdrawn."""

import errno
import io
import json
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

from django.core.files.storage import Storage
from django.core.management import call_command
from django.test import SimpleTestCase, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from articles import fetching, publishing
from articles.fetching import Fetched
from articles.models import Article, Photo
from articles.photos import limits
from newsroom.wire import intake, picture_fetching
from newsroom.wire.models import Feed, PendingPicture, Receipt
from tests.factories import make_section, make_user
from tests.web import answering, as_if_public, serving
from tests.wire.sampling import make_feed

PUBLIC = fetching.is_public
RECEIVED = datetime(2026, 3, 4, 12, tzinfo=UTC)


def jpeg(shade=0x356):
    buffer = io.BytesIO()
    Image.new("RGB", (8, 6), shade).save(buffer, "JPEG")
    return buffer.getvalue()


def story(**fields):
    words = {
        "uri": "urn:c:story",
        "version": "1",
        "type": "text",
        "headline": "The quay",
        "body_text": "Nine to four.",
    }
    return words | fields


def picture(href, **fields):
    words = {
        "uri": "urn:c:pic",
        "version": "1",
        "type": "picture",
        "headline": "Quay",
        "description_text": "The quay at night.",
        "renditions": {"main": {"href": href, "mimetype": "image/jpeg"}},
    }
    return words | fields


class WireTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.enterClassContext(as_if_public())
        cls.feed = make_feed(fetch_pictures=True, section=make_section())

    @classmethod
    def take_in(cls, item, **how):
        data = json.dumps(item).encode()
        return intake.take_in(data, cls.feed, name="copy.json", **how)

    @classmethod
    def fetched(cls):
        return list(picture_fetching.fetch_due(10, seconds=60))

    @classmethod
    def article(cls):
        return Article.objects.get(headline="The quay")


NAMES_IT = {"associations": {"featuremedia": {"uri": "urn:c:pic", "type": "picture"}}}


class CompanionTests(WireTestCase):
    def test_a_picture_that_comes_after_its_story_is_placed_on_it(self):
        self.take_in(story(**NAMES_IT))
        with serving(answering(jpeg())) as server:
            self.take_in(picture(f"{server.url}/quay.jpg"))
            self.fetched()
        photo = Photo.objects.get()
        self.assertEqual(self.article().lead_photo, photo)
        self.assertEqual(photo.caption, "The quay at night.")

    def test_a_story_that_comes_after_its_picture_gets_it(self):
        with serving(answering(jpeg())) as server:
            self.take_in(picture(f"{server.url}/quay.jpg"))
            self.fetched()
        self.take_in(story(**NAMES_IT))
        self.assertEqual(self.article().lead_photo, Photo.objects.get())

    def test_a_story_that_somebody_has_worked_on_is_offered_the_picture(self):
        self.take_in(story(**NAMES_IT))
        editor = make_user("Editor")
        publishing.record_edit(self.article(), by=editor)
        with serving(answering(jpeg())) as server:
            self.take_in(picture(f"{server.url}/quay.jpg"))
            self.fetched()
        self.assertIsNone(self.article().lead_photo)
        self.client.force_login(editor)
        form = reverse("admin:articles_article_change", args=[self.article().pk])
        self.assertContains(
            self.client.get(form), "1 picture of this story came by wire:"
        )
        receipt = Receipt.objects.get(headline="The quay")
        page = self.client.get(reverse("admin:wire_receipt_change", args=[receipt.pk]))
        self.assertContains(page, "somebody has worked on it")


class FetchingTests(WireTestCase):
    def with_picture(self, href):
        named = {"renditions": {"main": {"href": href, "mimetype": "image/jpeg"}}}
        there = {"uri": "urn:c:pic", "type": "picture", **named}
        return story(associations={"featuremedia": there})

    def test_nothing_is_fetched_where_the_feed_does_not_allow_it(self):
        Feed.objects.update(fetch_pictures=False)
        self.feed.refresh_from_db()
        data = json.dumps(self.with_picture("https://pictures.example/a.jpg")).encode()
        intake.take_in(data, self.feed, name="copy.json")
        self.assertFalse(PendingPicture.objects.exists())
        self.assertTrue(self.article())

    def test_a_dead_picture_loses_no_story_and_is_tried_again(self):
        with serving(answering(b"gone", status=503)) as server:
            self.take_in(self.with_picture(f"{server.url}/a.jpg"))
            [pending] = self.fetched()
        self.assertTrue(self.article())
        self.assertIn("answered 503", pending.error)
        self.assertGreater(pending.next_try_at, timezone.now())
        self.assertEqual(self.fetched(), [])

    def test_what_is_no_picture_is_given_up_with_a_sentence(self):
        for data, reason in (
            (b"<html>", "no picture"),
            (jpeg()[:200], "no picture the library takes"),
            (b"GIF89a", "save it as JPEG"),
        ):
            with self.subTest(reason), serving(answering(data)) as server:
                self.take_in(picture(f"{server.url}/a", uri=f"urn:{reason}"))
                [pending] = self.fetched()
                self.assertIn(reason, pending.error)
                self.assertIsNone(pending.next_try_at)
        self.assertFalse(Photo.objects.exists())

    @override_settings(NEWSROOM_WIRE_PRIVATE_HOSTS=["127.0.0.1", "::1", "localhost"])
    @mock.patch.object(fetching, "is_public", PUBLIC)
    def test_a_picture_in_the_private_network_is_not_asked_for(self):
        for at, href in enumerate(
            ("http://127.0.0.1:9/a.jpg", "http://[::1]/a.jpg", "http://localhost/a")
        ):
            self.take_in(picture(href, uri=f"urn:c:{at}"))
        reasons = [pending.error for pending in self.fetched()]
        self.assertEqual(len(reasons), 3)
        for reason in reasons:
            self.assertIn("not in the public network", reason)

    def test_a_full_disk_is_said_and_the_picture_comes_with_a_later_try(self):
        full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        with serving(answering(jpeg())) as server:
            self.take_in(self.with_picture(f"{server.url}/a.jpg"))
            with (
                mock.patch.object(Storage, "save", side_effect=full),
                self.assertLogs("newsroom.wire.picture_fetching"),
            ):
                [pending] = self.fetched()
            self.assertEqual(
                pending.error, "It could not be stored: No space left on device."
            )
            self.assertFalse(Photo.objects.exists())
            PendingPicture.objects.update(next_try_at=timezone.now())
            self.fetched()
        self.assertEqual(self.article().lead_photo, Photo.objects.get())

    def test_what_is_killed_or_withheld_while_it_is_fetched_is_not_placed(self):
        for status in ("canceled", "withheld"):
            self.take_in(story(uri=f"urn:c:{status}", headline=status, **NAMES_IT))
            with self.subTest(status), serving(answering(jpeg())) as server:
                self.take_in(picture(f"{server.url}/a.jpg", uri=f"urn:{status}"))
                ended = picture("", uri=f"urn:{status}", version="2", pubstatus=status)

                def meanwhile(*args, ended=ended, **how):
                    self.take_in(ended)
                    return fetching.fetch(*args, **how)

                with mock.patch.object(picture_fetching, "fetch", meanwhile):
                    self.fetched()
                pending = PendingPicture.objects.get(take__guid=f"urn:{status}")
                self.assertIsNone(pending.next_try_at)
                self.assertIn("agency", pending.error)
                self.assertFalse(Photo.objects.exists())

    def test_a_failure_does_not_bring_back_what_was_killed_meanwhile(self):
        self.take_in(picture("http://127.0.0.1:9/a.jpg"))

        def meanwhile(*args, **how):
            self.take_in(picture("", version="2", pubstatus="canceled"))
            raise fetching.Unfetchable("It broke off.")

        with mock.patch.object(picture_fetching, "fetch", meanwhile):
            self.fetched()
        pending = PendingPicture.objects.get()
        self.assertEqual(pending.error, "The agency killed it.")
        self.assertIsNone(pending.next_try_at)

    def test_other_schemes_are_never_noted(self):
        for href in ("file:///etc/passwd", "gopher://127.0.0.1/", "../../etc/passwd"):
            self.take_in(picture(href, uri=f"urn:{href}"), folder="/tmp")
        self.assertFalse(PendingPicture.objects.exists())

    def test_an_editor_lets_it_be_tried_again(self):
        self.take_in(picture("http://127.0.0.1:9/a.jpg"))
        PendingPicture.objects.update(next_try_at=None, error="Gone.", tries=9)
        self.client.force_login(make_user("Photo editor"))
        listed = reverse("admin:wire_pendingpicture_changelist")
        self.assertContains(self.client.get(f"{listed}?state=failed"), "Gone.")
        [pending] = PendingPicture.objects.all()
        data = {"action": "try_again", "_selected_action": [pending.pk]}
        page = self.client.post(listed, data, follow=True)
        self.assertContains(page, "1 picture is fetched again")
        pending.refresh_from_db()
        self.assertIsNotNone(pending.next_try_at)

    def test_a_file_beside_the_copy_is_taken_from_its_own_folder_alone(self):
        with (
            tempfile.TemporaryDirectory() as folder,
            tempfile.TemporaryDirectory() as o,
        ):
            Path(folder, "quay.jpg").write_bytes(jpeg())
            Path(o, "out.jpg").write_bytes(jpeg(9))
            Path(folder, "link.jpg").symlink_to(Path(o, "out.jpg"))
            for at, name in enumerate(("quay.jpg", "link.jpg", "none.jpg")):
                copy = json.dumps(picture(name, uri=f"urn:c:{at}"))
                Path(folder, f"{at}.json").write_text(copy)
            out = io.StringIO()
            paths = [f"{folder}/{at}.json" for at in range(3)]
            call_command("import_wire", *paths, feed="coastal", stdout=out)
        self.assertIn("Pictures: 1 fetched, 2 not to be had so far.", out.getvalue())
        self.assertEqual(Photo.objects.count(), 1)


class KilledPictureTests(WireTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.take_in(story(**NAMES_IT))
        answer = Fetched("", 200, {}, jpeg())
        with mock.patch.object(picture_fetching, "fetch", return_value=answer):
            cls.take_in(picture("https://pictures.example/quay.jpg"))
            cls.fetched()
        Photo.objects.update(credit="Coastal", alt_text="A quay by night")
        publishing.publish(cls.article())

    def test_a_killed_picture_leaves_the_story_and_the_story_stays(self):
        photo = Photo.objects.get()
        names = [made["name"] for made in photo.renditions]
        pages = ["/", self.article().get_absolute_url(), "/feeds/rss.xml"]
        self.assertContains(self.client.get(pages[1]), names[0])
        with self.captureOnCommitCallbacks(execute=True):
            killed = picture("", version="2", pubstatus="canceled")
            [outcome] = self.take_in(killed)
        self.assertIn("taken off all stories", outcome.ruling.reason)
        photo.refresh_from_db()
        self.assertEqual(photo.withdrawn_because, "The agency killed it.")
        for page in pages:
            text = self.client.get(page).content.decode()
            self.assertIn("The quay", text)
            for name in names:
                self.assertNotIn(name, text)

    def test_a_withheld_picture_is_withdrawn_too(self):
        [outcome] = self.take_in(picture("", version="2", pubstatus="withheld"))
        self.assertIn("taken off all stories", outcome.ruling.reason)
        self.assertIsNotNone(Photo.objects.get().withdrawn_at)

    def test_a_file_that_is_still_to_come_is_not_fetched_any_more(self):
        with serving(answering(jpeg(7))) as server:
            self.take_in(picture(f"{server.url}/b.jpg", uri="urn:c:b"))
            self.take_in(picture("", uri="urn:c:b", version="2", pubstatus="canceled"))
            self.assertEqual(self.fetched(), [])
        self.assertEqual(server.asked, [])

    def test_what_was_withheld_and_is_released_is_fetched_after_all(self):
        with serving(answering(jpeg(7))) as server:
            named = picture(f"{server.url}/b.jpg", uri="urn:c:b")
            self.take_in(named)
            self.take_in(named | {"version": "2", "pubstatus": "withheld"})
            self.assertEqual(self.fetched(), [])
            self.take_in(named | {"version": "3"})
            [pending] = self.fetched()
        self.assertIsNotNone(pending.photo)
        self.assertEqual(pending.error, "")

    def test_a_file_that_came_before_its_copy_gets_the_words_of_it(self):
        intake.take_in(jpeg(9), self.feed, name="quay.jpg")
        photo = Photo.objects.get(caption="")
        Photo.objects.filter(pk=photo.pk).update(credit="Ours")
        said = {"uri": "urn:c:9", "description_text": "Quay.", "creditline": "Agency"}
        answer = Fetched("", 200, {}, jpeg(9))
        with mock.patch.object(picture_fetching, "fetch", return_value=answer):
            self.take_in(picture("https://pictures.example/9.jpg", **said))
            self.fetched()
        photo.refresh_from_db()
        self.assertEqual([photo.caption, photo.credit], ["Quay.", "Ours"])

    def test_a_released_picture_does_not_bring_back_one_that_never_came(self):
        named = picture("https://pictures.example/b.jpg", uri="urn:c:b")
        self.take_in(named)
        PendingPicture.objects.filter(take__guid="urn:c:b").update(
            next_try_at=None, error="Gone.", tries=1
        )
        self.take_in(named | {"version": "2"})
        self.assertEqual(self.fetched(), [])

    def test_a_released_story_does_not_bring_back_a_picture_that_was_killed(self):
        with serving(answering(jpeg(7))) as server:
            rendition = {"main": {"href": f"{server.url}/b.jpg"}}
            main = {"uri": "urn:c:b", "type": "picture", "renditions": rendition}
            named = story(uri="urn:c:s", associations={"main": main})
            self.take_in(named)
            self.take_in(picture("", uri="urn:c:b", version="2", pubstatus="canceled"))
            self.take_in(named | {"version": "2", "pubstatus": "withheld"})
            self.take_in(named | {"version": "3"})
            self.assertEqual(self.fetched(), [])
        self.assertEqual(server.asked, [])

    def test_a_picture_still_to_come_keeps_what_later_copy_forbids(self):
        answer = Fetched("", 200, {}, jpeg(7))
        named = picture("https://pictures.example/b.jpg", uri="urn:c:b")
        self.take_in(named)
        self.take_in(named | {"version": "2", "usageterms": "NO ARCHIVES"})
        with mock.patch.object(picture_fetching, "fetch", return_value=answer):
            [pending] = self.fetched()
        self.assertTrue(pending.photo.no_archives)


class LimitTests(SimpleTestCase):
    def found(self, words):
        said = limits.found(words, received=RECEIVED)
        said.pop("restrictions", None)
        return said

    def test_the_words_of_the_trade_are_understood(self):
        self.assertEqual(
            self.found("ONE TIME USE ONLY; NO ARCHIVES; NO SALES; NO INTERNET"),
            dict.fromkeys(
                ["one_time_use", "no_archives", "no_sales", "no_internet"], True
            ),
        )
        self.assertEqual(self.found("NO ONLINE ARCHIVES"), {"no_archives": True})
        self.assertEqual(
            self.found("MANDATORY CREDIT. EDITORIAL USE ONLY"),
            {"mandatory_credit": True, "editorial_only": True},
        )
        self.assertEqual(
            self.found("UK AND IRELAND OUT"), {"territory_excluded": "UK AND IRELAND"}
        )

    def test_the_last_day_counts_whole_and_without_a_year_is_the_next(self):
        for words, until in {
            "NO USE AFTER 12 MAY 2026": datetime(2026, 5, 13, tzinfo=UTC),
            "for use until 12.05.2026": datetime(2026, 5, 13, tzinfo=UTC),
            "Not for use after Dec. 31, 2026": datetime(2027, 1, 1, tzinfo=UTC),
            "no use after June 3, 2026 1800 GMT": datetime(2026, 6, 3, 18, tzinfo=UTC),
            "must be used before 5 May": datetime(2026, 5, 5, tzinfo=UTC),
            "available for 14 days": RECEIVED + timedelta(days=14),
        }.items():
            with self.subTest(words):
                self.assertEqual(self.found(words), {"valid_until": until})

    def test_months_of_other_languages_are_read_where_the_word_is_sure(self):
        last = {"valid_until": datetime(2026, 5, 13, tzinfo=UTC)}
        for words in (
            "NO USE AFTER 12. MAI 2026",
            "Keine Verwendung nach dem 12. Mai 2026",
            "nutzbar bis zum 12. Mai 2026",
            "Ne pas utiliser après le 12 mai 2026",
            "No usar después del 12 de mayo de 2026",
            "Não usar após 12 de maio de 2026",
            "Non utilizzare dopo il 12 maggio 2026",
        ):
            with self.subTest(words):
                self.assertEqual(
                    self.found(f"The quay. {words}. NO SALES."),
                    {"no_sales": True} | last,
                )
        self.assertEqual(
            self.found("Ne pas publier avant le 1er août"),
            {"valid_from": datetime(2026, 8, 1, tzinfo=UTC)},
        )
        self.assertEqual(
            self.found("no use after 3. März 2027"),
            {"valid_until": datetime(2027, 3, 4, tzinfo=UTC)},
        )
        for words in ("no use after 12 set pieces", "no use after 12 ara"):
            self.assertEqual(self.found(words), {})

    def test_not_before_a_day_is_from_its_beginning(self):
        self.assertEqual(
            self.found("NO USE BEFORE MARCH 30"),
            {"valid_from": datetime(2026, 3, 30, tzinfo=UTC)},
        )

    def test_a_day_that_is_none_stays_in_words(self):
        said = limits.found("NO USE AFTER 40 MAY 2026", received=RECEIVED)
        self.assertEqual(said, {"restrictions": "NO USE AFTER 40 MAY 2026"})
