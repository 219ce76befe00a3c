"""Renditions: which are made, when, and when they are made anew."""

import io
from io import StringIO
from unittest import mock

from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import SimpleTestCase, TestCase, override_settings
from PIL import Image, features

from articles.models import Photo
from articles.photos import ingest, making, renditions
from articles.signals import article_changed
from tests.articles.test_photos import jpeg
from tests.factories import make_photo, make_published


def small(**words):
    return ingest.ingest(jpeg(size=(60, 40)), name="a.jpg", **words)


def command(*arguments):
    said = StringIO()
    call_command("make_renditions", *arguments, stdout=said)
    return said.getvalue()


class LadderTests(SimpleTestCase):
    def cuts(self, size):
        cuts = renditions._cuts(Image.new("L", size), (0.5, 0.5))
        return [(cut.width, kind) for cut, kind, crop in cuts if not crop]

    def test_every_format_goes_from_phones_to_large_screens(self):
        widths = {
            kind: [width for width, made in self.cuts((2400, 10)) if made == kind]
            for kind in ("avif", "webp", "jpeg")
        }
        self.assertEqual(widths, {k: [*v] for k, v in renditions.WIDTHS.items()})
        for found in widths.values():
            self.assertEqual((found[0], found[-1]), (320, 2400))

    def test_an_upright_picture_gets_no_giants_and_a_long_one_no_format_it_breaks(self):
        upright = Image.new("1", (2400, 3600))
        widths = renditions._possible(renditions.WIDTHS["avif"], upright)
        self.assertEqual(max(widths), 1280)
        self.assertEqual({kind for _, kind in self.cuts((20, 20_000))}, {"jpeg"})

    def test_where_a_format_cannot_be_written_the_others_are(self):
        with mock.patch.object(features, "check", lambda name: name != "avif"):
            self.assertEqual(renditions.formats(), ["webp", "jpeg"])

    def test_a_file_carries_nothing_but_the_packet(self):
        image = Image.new("RGB", (20, 20))
        for kind in renditions.formats():
            file = renditions.encoded(image, kind, b"<x:xmpmeta/>")
            self.assertIn(b"<x:xmpmeta/>", file)
            self.assertNotIn(b"Exif\x00", file)
            self.assertEqual(Image.open(io.BytesIO(file)).size, (20, 20))


class WhenTests(TestCase):
    @override_settings(NEWSROOM_RENDITIONS="background")
    def test_an_upload_is_answered_before_and_a_thread_makes_them_afterwards(self):
        submit = mock.Mock()
        with (
            mock.patch.object(making._thread, "submit", submit),
            mock.patch.object(connections, "close_all"),
        ):
            with self.captureOnCommitCallbacks(execute=True):
                photo = small()
                submit.assert_not_called()
            self.assertEqual(photo.renditions, [])
            work, number = submit.call_args.args
            work(number)
            made = Photo.objects.get().renditions
            self.assertTrue(made)
            work(number)  # what is there already is not made twice
            work(photo.pk + 1)  # nor what is gone
        self.assertEqual(Photo.objects.get().renditions, made)

    @override_settings(NEWSROOM_RENDITIONS="command")
    def test_the_timer_can_be_left_to_make_them(self):
        with self.captureOnCommitCallbacks() as callbacks:
            photo = small()
        self.assertEqual((photo.renditions, callbacks), ([], []))
        self.assertIn("1 made, 0 failed", command())
        self.assertTrue(Photo.objects.get().renditions)

    def test_a_photo_whose_renditions_cannot_be_stored_is_kept_for_the_command(self):
        with (
            mock.patch.object(default_storage, "save", side_effect=OSError("full")),
            self.assertLogs("articles.photos.making", "WARNING"),
        ):
            small()
        self.assertEqual(Photo.objects.get().renditions, [])
        self.assertIn("1 made, 0 failed", command())

    def test_stories_that_went_out_before_are_announced_again(self):
        photo = small()
        story = make_published(lead_photo=photo)
        heard = []

        def hear(article, **_):
            heard.append(article)

        article_changed.connect(hear)
        self.addCleanup(article_changed.disconnect, hear)
        with self.captureOnCommitCallbacks(execute=True):
            making.remake(photo)
        self.assertEqual(heard, [story])

    def test_what_was_withdrawn_meanwhile_leaves_no_public_file(self):
        photo = small()
        Photo.objects.update(withdrawn_at=photo.added_at, renditions=[])
        made = renditions.make(photo)
        self.assertFalse(renditions.store(photo, made))
        self.assertFalse(any(default_storage.exists(m["name"]) for m in made))


class CommandTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.photo = small()

    def names(self):
        self.photo.refresh_from_db()
        return {made["name"] for made in self.photo.renditions}

    def test_what_is_up_to_date_is_left_alone_and_a_moved_focal_point_is_not(self):
        before = self.names()
        self.assertIn("0 made", command())
        Photo.objects.update(focal_x=0.1)
        self.assertIn("1 made", command())
        self.assertFalse(before & self.names())
        self.assertIn("0 made", command())

    def test_those_of_an_earlier_version_are_made_when_they_are_asked_for(self):
        Photo.objects.update(renditions=[self.photo.renditions[0] | {"name": "r/1/2"}])
        self.assertIn("0 made", command())
        self.assertIn("1 made", command("--outdated", "--jobs=2"))
        self.assertIn("0 made", command("--outdated"))

    def test_all_can_be_gone_on_with_where_it_was_broken_off(self):
        before = self.names()
        self.assertIn("1 made", command("--all"))
        self.assertFalse(before & self.names())
        self.assertIn("0 made", command("--all", f"--before={self.photo.pk}"))

    def test_it_says_how_far_it_is(self):
        make_photo(withdrawn_at=self.photo.added_at)
        with mock.patch("articles.management.commands.make_renditions.STEP", 1):
            self.assertIn(f"1 of 1, as far as photo {self.photo.pk}", command("--all"))

    def test_no_photos_at_a_time_are_too_few(self):
        with self.assertRaisesMessage(CommandError, "write a number from 1 on"):
            command("--jobs=0")
