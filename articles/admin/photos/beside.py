"""What stands with a photo on a story's form: its crops there, whether it is small."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.admin.photos.crops import crops_address
from articles.admin.thumbnails import thumbnail_and_limits
from articles.models import Article, ArticlePhoto
from articles.photos import enlarging, slots


def lead(article: Article) -> SafeString | str:
    """Return the lead photo of a story as a small picture, and what is to be known."""
    shown = thumbnail_and_limits(article.lead_photo)
    if article.pk is None or article.lead_photo is None:
        return shown
    name = f"lead-{article.pk}"
    known = _known(slots.LEAD, article.lead_photo, article.lead_crops, name)
    return format_html("{}{}", shown, known)


def use(use: ArticlePhoto) -> SafeString | str:
    """Return a photo in the text as `lead` returns the lead photo."""
    if not use.photo_id:
        return "–"
    shown = thumbnail_and_limits(use.photo)
    if use.pk is None:
        return shown
    known = _known(slots.TEXT, use.photo, use.crops, f"text-{use.pk}")
    return format_html("{}{}", shown, known)


def _known(kind, photo, own, name):
    small = [(sentence,) for sentence in enlarging.said(kind, photo, own)]
    items = format_html_join("", "<li>{}</li>", small)
    return format_html(
        '<p><a href="{}" target="_blank" rel="noopener">{}</a>{}</p>{}',
        crops_address(photo, name),
        _("Crops in this story (opens a new window)"),
        format_html(": {}", ", ".join(own)) if own else "",
        format_html('<ul class="desk-doubts">{}</ul>', items) if small else "",
    )
