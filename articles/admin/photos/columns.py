"""What the library's list and a photo's page say of it, none of it to be typed."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.photos.form import WORDS
from articles.admin.photos.history import drift_address
from articles.admin.thumbnails import address, thumbnail
from articles.admin.use_words import doubts
from articles.photos import provenance, rights


class PhotoColumns(admin.ModelAdmin):
    """Adds them to the photos."""

    @admin.display(description=_("photo"))
    def picture(self, photo):
        return thumbnail(photo)

    @admin.display(description=_("photo"))
    def picture_large(self, photo):
        markup = '<img class="desk-photo" src="{}" width="{}" height="{}" alt="{}">'
        src = address(photo, width=960)
        return (
            format_html(markup, src, photo.width, photo.height, photo.alt_text)
            if src
            else "–"
        )

    @admin.display(description=_("missing"))
    def missing(self, photo):
        names = {
            "caption": _("caption"),
            "credit": _("credit"),
            "alt_text": _("alt text"),
        }
        return (
            ", ".join(
                str(names[name])
                for name in WORDS
                if not getattr(photo, name)
                and not (name == "alt_text" and photo.is_decorative)
            )
            or "–"
        )

    @admin.display(description=_("limits"))
    def limits(self, photo):
        return ", ".join(rights.limits(photo)) or "–"

    @admin.display(description=_("about the alt text"))
    def doubts(self, photo):
        return doubts(photo) or _("Nothing to remark.")

    @admin.display(description=_("caption drift"))
    def drifting(self, photo):
        waiting = photo.drift.filter(decision="").count()
        if not waiting:
            return _("None waits.")
        said = ngettext("%d decision waits", "%d decisions wait", waiting) % waiting
        return format_html('<a href="{}">{}</a>', drift_address(photo), said)

    @admin.display(description=_("content credentials"))
    def credentials(self, photo):
        """What a C2PA manifest claims, and that nobody checked it."""
        said = photo.content_credentials
        if not said:
            return _("None found in the file.")
        if said == provenance.UNNAMED:
            return _("Content credentials are present, not verified.")
        return _("Content credentials are present, not verified; made with %s.") % said

    @admin.display(description=_("size"))
    def size(self, photo):
        return f"{photo.width} × {photo.height}"
