"""What the library's list and a photo's page say of it, none of it to be typed."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.photos.form import WORDS
from articles.admin.photos.history import drift_address
from articles.admin.thumbnails import address, thumbnail
from articles.admin.use_words import doubts
from articles.photos import rights

USES = 50  # stories named on a photo's page


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

    @admin.display(description=_("size"))
    def size(self, photo):
        return f"{photo.width} × {photo.height}"

    @admin.display(description=_("stories"))
    def used_in(self, photo):
        """Every story, and whose caption it prints there."""
        led = photo.led_articles.defer("body")[:USES]
        uses = photo.article_photos.select_related("article").defer("article__body")
        found = [(story, _("lead photo"), story.lead_caption_state) for story in led]
        found += [(u.article, _("in the text"), u.caption_state) for u in uses[:USES]]
        rows = (
            (
                reverse("admin:articles_article_change", args=[story.pk]),
                story,
                story.get_status_display(),
                place,
                state.label,
            )
            for story, place, state in found
        )
        listed = format_html_join("", '<li><a href="{}">{}</a> ({}): {}; {}</li>', rows)
        return format_html("<ul>{}</ul>", listed) if found else _("Not used yet.")
