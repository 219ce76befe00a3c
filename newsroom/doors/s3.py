"""Media in an S3-compatible store; django-storages is called here and nowhere else.

The extra is opt-in, so this module is imported only where a bucket is configured.
"""

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from storages.backends.s3 import S3Storage

from newsroom.doors import media

YEAR = 31_536_000  # seconds
SHORT = 300  # seconds


class Bucket(S3Storage):
    """A store that never overwrites and that older servers understand.

    Since botocore 1.36 uploads carry checksums that Backblaze B2, Cloudflare R2 and
    older MinIO and Ceph refuse, unless they are asked for only where required.
    Failures are OSErrors, as they are in a store on disk.
    """

    def _save(self, name, content):
        try:
            return super()._save(name, content)
        except (BotoCoreError, ClientError) as reason:
            raise OSError(f"{name} was not stored: {reason}") from reason

    def exists(self, name):
        try:
            return super().exists(name)
        except (BotoCoreError, ClientError) as reason:
            raise OSError(f"{name} was not looked up: {reason}") from reason

    def delete(self, name):
        try:
            super().delete(name)
        except (BotoCoreError, ClientError) as reason:
            raise OSError(f"{name} was not deleted: {reason}") from reason

    def get_default_settings(self):
        return super().get_default_settings() | {
            "file_overwrite": False,
            "default_acl": None,
            "endpoint_url": settings.NEWSROOM_S3_ENDPOINT or None,
            "region_name": settings.NEWSROOM_S3_REGION or None,
            "access_key": settings.NEWSROOM_S3_ACCESS_KEY or None,
            "secret_key": settings.NEWSROOM_S3_SECRET_KEY or None,
            "client_config": Config(
                signature_version="s3v4",
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                connect_timeout=5,  # seconds
                read_timeout=20,  # seconds
                retries={"max_attempts": 2},
            ),
        }


class RenditionStorage(Bucket):
    """Renditions: public, under the media address, never changed once written."""

    def get_default_settings(self):
        return super().get_default_settings() | {
            "bucket_name": settings.NEWSROOM_S3_BUCKET,
            "custom_domain": settings.MEDIA_URL.partition("://")[2].rstrip("/"),
            "querystring_auth": False,
            "object_parameters": {"CacheControl": f"public, max-age={YEAR}, immutable"},
        }

    def get_object_parameters(self, name):
        """Have a picture whose right ends kept for minutes, not for a year."""
        found = super().get_object_parameters(name)
        short = {"CacheControl": f"public, max-age={SHORT}"}
        return found | short if media.ENDING.match(name) else found


class OriginalStorage(Bucket):
    """Originals as delivered: private, reached by signed addresses that soon expire."""

    def get_default_settings(self):
        return super().get_default_settings() | {
            "bucket_name": settings.NEWSROOM_S3_ORIGINALS_BUCKET,
            "custom_domain": None,
            "querystring_auth": True,
            "querystring_expire": 300,  # seconds
            "object_parameters": {"CacheControl": "private, no-store"},
        }
