"""What no right allows has no files: not at a guess, not at an address once known."""

from datetime import timedelta
from io import StringIO
from unittest import mock

from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import TestCase

from articles.models import Photo
from articles.models.rights import Reason
from articles.photos import (
    exceptions,
    ingest,
    lapsing,
    library,
    making,
    renditions,
)
from articles.signals import article_changed
from tests.articles.test_admin_library import picture
from tests.articles.test_staying_live import ENDS, HAIR, HOUR, NOW, at
from tests.factories import make_photo, make_published


def taken_in(**fields):
    """Return a small photo with its files."""
    file = picture(size=(48 + Photo.objects.count(), 32))
    with TestCase.captureOnCommitCallbacks(execute=True):
        photo = ingest.ingest(file, name="a.jpg", **{"category": "staff"} | fields)
    return Photo.objects.get(pk=photo.pk)


def names(photo):
    return [made["name"] for made in photo.renditions]


def media(name):
    return f"/media/{name}"


class LapsingTests(TestCase):
    def run_due(self):
        said = StringIO()
        with self.captureOnCommitCallbacks(execute=True):
            call_command("publish_due", stdout=said, stderr=said)
        return said.getvalue()

    def status(self, name):
        return self.client.get(media(name)).status_code

    def test_a_file_is_refused_at_the_minute_by_its_name_alone(self):
        photo = taken_in(valid_until=ENDS)
        [name, *_others] = names(photo)
        with at(ENDS - timedelta(seconds=30)):
            kept = self.client.get(media(name)).headers["Cache-Control"]
            self.assertEqual(kept, "public, max-age=30")
        with at(ENDS):
            self.assertEqual(self.status(name), 404)

    def test_the_command_erases_what_has_ended_and_tells_the_stories(self):
        photo, other = taken_in(valid_until=ENDS), taken_in()
        story = make_published(lead_photo=photo)
        heard = []
        article_changed.connect(lambda article, **_: heard.append(article), weak=False)
        with at(ENDS - HAIR):
            self.assertNotIn("Photos whose right ended", self.run_due())
        with at(ENDS):
            said = self.run_due()
            self.assertIn("Photos whose right ended: 1 closed.", said)
            self.assertNotIn("Photos whose right ended", self.run_due())
        self.assertFalse(any(map(default_storage.exists, names(photo))))
        self.assertTrue(all(map(default_storage.exists, names(other))))
        photo.refresh_from_db(fields=["renditions", "closed_at"])
        self.assertEqual((photo.renditions, photo.closed_at), ([], ENDS))
        self.assertIn(story, heard)

    def test_addresses_of_earlier_makings_are_erased_too(self):
        photo = taken_in()
        before = names(photo)
        Photo.objects.filter(pk=photo.pk).update(valid_until=NOW - HOUR)
        self.run_due()
        self.assertFalse(any(map(default_storage.exists, before)))

    def test_one_that_cannot_be_erased_stops_no_other_and_is_named(self):
        stuck, free = taken_in(valid_until=ENDS), taken_in(valid_until=ENDS)
        Photo.objects.filter(pk=stuck.pk).update(caption="The quay.")
        erase = renditions.erase

        def fails(sha256, paths):
            if sha256 == stuck.sha256:
                raise OSError("no room")
            erase(sha256, paths)

        said = StringIO()
        failing = mock.patch.object(renditions, "erase", fails)
        with at(ENDS), failing, self.assertRaises(CommandError):
            call_command("publish_due", stdout=said, stderr=said)
        self.assertIn(
            "“The quay.”: its right has ended and its files could", said.getvalue()
        )
        self.assertFalse(any(map(default_storage.exists, names(free))))
        with at(ENDS):
            self.run_due()
        self.assertFalse(any(map(default_storage.exists, names(stuck))))

    def test_a_photo_that_is_denied_loses_its_files_at_once(self):
        photo = taken_in()
        Photo.objects.filter(pk=photo.pk).update(no_internet=True)
        with self.captureOnCommitCallbacks(execute=True):
            lapsing.rights_changed(Photo.objects.get(pk=photo.pk), was_open=True)
        self.assertFalse(any(map(default_storage.exists, names(photo))))

    def test_a_known_photo_put_under_embargo_gets_addresses_nobody_knows(self):
        photo = taken_in()
        Photo.objects.filter(pk=photo.pk).update(valid_from=ENDS)
        with self.captureOnCommitCallbacks(execute=True):
            lapsing.rights_changed(Photo.objects.get(pk=photo.pk), was_open=True)
        self.assertFalse(any(map(default_storage.exists, names(photo))))
        again = names(Photo.objects.get(pk=photo.pk))
        self.assertTrue(again and all(map(default_storage.exists, again)))

    def test_a_right_that_is_extended_brings_new_addresses(self):
        photo = taken_in(valid_until=ENDS)
        with at(ENDS + HOUR):
            self.run_due()
            longer = Photo.objects.get(pk=photo.pk)
            longer.valid_until = ENDS + 2 * HOUR
            longer.save()
            with self.captureOnCommitCallbacks(execute=True):
                lapsing.rights_changed(longer, was_open=False)
            again = Photo.objects.get(pk=photo.pk)
            self.assertIsNone(again.closed_at)
            self.assertFalse(set(names(again)) & set(names(photo)))
            self.assertEqual(self.status(names(again)[0]), 200)

    def test_an_exception_brings_them_and_its_end_takes_them(self):
        photo = taken_in(valid_until=NOW - HOUR)
        self.assertEqual(photo.renditions, [])
        with self.captureOnCommitCallbacks(execute=True):
            exceptions.give(
                photo, reasons=[Reason.EXPIRED], until=ENDS, note="Agreed.", by=None
            )
        [name, *_others] = names(Photo.objects.get(pk=photo.pk))
        self.assertEqual(self.status(name), 200)
        with at(ENDS):
            self.assertEqual(self.status(name), 404)
            self.run_due()
        self.assertFalse(default_storage.exists(name))

    def test_each_exception_that_ends_takes_the_addresses_at_its_minute(self):
        """What only an exception shows cannot be fetched by whoever kept an address.

        A picture that is not for covers, or was used once, may stand elsewhere.
        """
        for reason, row in {
            Reason.EXPIRED: {"valid_until": NOW - HOUR},
            Reason.DENIED: {"no_internet": True},
            Reason.EMBARGOED: {"valid_from": ENDS + HOUR},
        }.items():
            photo = taken_in(**row)
            given = {"reasons": [reason], "until": ENDS, "note": "N", "by": None}
            with self.subTest(reason), self.captureOnCommitCallbacks(execute=True):
                exceptions.give(photo, **given)
            known = names(Photo.objects.get(pk=photo.pk))
            self.assertEqual(self.status(known[0]), 200)
            with at(ENDS):
                self.assertEqual(self.status(known[0]), 404)
                self.run_due()
                self.assertFalse(any(map(default_storage.exists, known)))
                self.run_due()
            now = Photo.objects.get(pk=photo.pk)
            is_coming = reason == Reason.EMBARGOED
            self.assertEqual(bool(now.renditions), is_coming)
            self.assertFalse(set(names(now)) & set(known))
            with at(ENDS + HOUR):
                for name in names(now)[:1]:
                    self.assertEqual(self.status(name), 200)

    def test_files_that_outlive_a_withdrawal_are_erased_by_the_next_run(self):
        photo = taken_in()
        with (
            mock.patch.object(default_storage, "delete", side_effect=OSError("down")),
            self.captureOnCommitCallbacks(execute=True),
        ):
            library.withdraw(photo, because="A kill.")
        self.assertTrue(default_storage.exists(names(photo)[0]))
        self.run_due()
        self.assertFalse(any(map(default_storage.exists, names(photo))))
        self.assertEqual(lapsing.due(), [])
        with self.captureOnCommitCallbacks(execute=True):
            library.restore(photo)
        again = Photo.objects.get(pk=photo.pk)
        self.assertTrue(default_storage.exists(names(again)[0]))
        self.assertIsNone(again.closed_at)

    def test_what_was_made_while_the_right_ended_is_thrown_away(self):
        photo = taken_in(valid_until=ENDS)
        made = renditions.make(photo)
        with at(ENDS):
            self.assertFalse(renditions.store(photo, made))
            self.assertFalse(making.are_due(photo))
        self.assertFalse(any(default_storage.exists(one["name"]) for one in made))

    def test_an_address_cannot_be_worked_out(self):
        photo = taken_in(valid_from=ENDS)
        folder = names(photo)[0].split("/")[1]
        self.assertNotIn(photo.sha256[:8], folder)
        again = renditions.new_folder(photo)
        self.assertNotEqual(again.split("/")[1][:32], folder[:32])

    def test_what_is_due_is_asked_of_the_indexes_alone(self):
        make_photo(valid_until=NOW - HOUR, closed_at=NOW)
        make_photo(withdrawn_at=NOW, closed_at=NOW)
        with self.assertNumQueries(4):
            self.assertEqual(lapsing.due(), [])
