"""Where originals lie in the embedded profile: files that have no address."""

from django.core.files.storage import FileSystemStorage


class PrivateFiles(FileSystemStorage):
    """Local files that no page can link to, since readers get renditions only."""

    def url(self, name):
        """Refuse: an original is never served.

        :raises ValueError: always.
        """
        raise ValueError(f"The original {name} is private; link to a rendition.")
