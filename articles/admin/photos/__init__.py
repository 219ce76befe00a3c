"""The photo library's screens."""

from articles.admin.photos.screens import PhotoAdmin

__all__ = ["PhotoAdmin"]
