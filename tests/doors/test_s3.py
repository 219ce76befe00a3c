"""Media in a bucket: renditions public, originals private, on a stand-in for S3."""

from urllib.parse import parse_qs, urlsplit

import boto3
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.test import SimpleTestCase, override_settings
from moto import mock_aws

from articles.models import Photo
from articles.photos import renditions
from newsroom.doors.s3 import RenditionStorage
from tests.articles.test_photos import jpeg


class BucketTests(SimpleTestCase):
    """In two empty buckets of a store that answers inside this process."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(mock_aws())
        cls.enterClassContext(cls.configured())
        cls.store = boto3.client("s3", region_name="us-east-1")
        cls.store.create_bucket(Bucket="renditions")
        cls.store.create_bucket(Bucket="originals")

    @classmethod
    def configured(cls):
        return override_settings(
            NEWSROOM_S3_BUCKET="renditions",
            NEWSROOM_S3_ORIGINALS_BUCKET="originals",
            NEWSROOM_S3_REGION="us-east-1",
            NEWSROOM_S3_ACCESS_KEY="key",
            NEWSROOM_S3_SECRET_KEY="secret",
            MEDIA_URL="https://media.paper.example/estuary/",
            STORAGES={
                "default": {"BACKEND": "newsroom.doors.s3.RenditionStorage"},
                "originals": {"BACKEND": "newsroom.doors.s3.OriginalStorage"},
            },
        )

    def test_a_rendition_has_a_lasting_public_address_and_may_be_kept(self):
        name = default_storage.save("r/3f9a/640.webp", ContentFile(b"pixels"))
        self.assertEqual(
            default_storage.url(name),
            "https://media.paper.example/estuary/r/3f9a/640.webp",
        )
        with default_storage.open(name) as file:
            self.assertEqual(file.read(), b"pixels")
        kept = self.store.head_object(Bucket="renditions", Key=name)
        self.assertEqual(kept["CacheControl"], "public, max-age=31536000, immutable")
        self.assertEqual(kept["ContentType"], "image/webp")

    def test_the_renditions_of_a_photo_lie_in_the_bucket(self):
        photo = Photo(sha256="0" * 64)
        photo.original.save("s3.jpg", jpeg(size=(30, 20)), save=False)
        made = renditions.make(photo)
        kept = {
            one["format"]: self.store.head_object(Bucket="renditions", Key=one["name"])
            for one in made
        }
        for kind, found in kept.items():
            self.assertEqual(found["ContentType"], f"image/{kind}")
        renditions.erase(photo.sha256, [])
        self.assertFalse(any(default_storage.exists(one["name"]) for one in made))

    def test_nothing_is_overwritten(self):
        first = default_storage.save("r/a/1.webp", ContentFile(b"first"))
        second = default_storage.save("r/a/1.webp", ContentFile(b"second"))
        self.assertNotEqual(first, second)

    def test_an_original_is_kept_apart_and_reached_by_a_signed_address_only(self):
        originals = storages["originals"]
        name = originals.save("2026/11/raw.jpg", ContentFile(b"raw"))
        address = urlsplit(originals.url(name))
        query = parse_qs(address.query)
        self.assertEqual(query["X-Amz-Expires"], ["300"])
        self.assertIn("X-Amz-Signature", query)
        self.assertNotIn("media.paper.example", address.netloc)
        self.assertFalse(default_storage.exists(name))
        kept = self.store.head_object(Bucket="originals", Key=name)
        self.assertEqual(kept["CacheControl"], "private, no-store")

    def test_uploads_carry_no_checksum_that_older_stores_refuse(self):
        config = default_storage.connection.meta.client.meta.config
        self.assertEqual(config.request_checksum_calculation, "when_required")
        self.assertEqual(config.response_checksum_validation, "when_required")

    def test_a_failure_is_the_error_a_disk_would_give(self):
        with override_settings(NEWSROOM_S3_BUCKET="no-such-bucket"):
            away = RenditionStorage()
            with self.assertRaisesMessage(OSError, "r/a.webp was not stored"):
                away.save("r/a.webp", ContentFile(b"x"))
        with override_settings(NEWSROOM_S3_ENDPOINT="http://127.0.0.1:9"):
            away = RenditionStorage()
            with self.assertRaisesMessage(OSError, "r/a.webp was not looked up"):
                away.exists("r/a.webp")
            with self.assertRaisesMessage(OSError, "r/a.webp was not deleted"):
                away.delete("r/a.webp")
