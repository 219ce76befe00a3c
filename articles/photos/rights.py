"""What may be done with a photo: its limits in words, and what they forbid a story."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.captions import printed
from articles.models import Article, Photo

FLAGS = {
    "one_time_use": gettext_lazy("one time use"),
    "no_internet": gettext_lazy("no internet"),
    "no_archives": gettext_lazy("no archives"),
    "no_sales": gettext_lazy("no sales"),
    "editorial_only": gettext_lazy("editorial use only"),
    "mandatory_credit": gettext_lazy("mandatory credit"),
}


def limits(photo: Photo) -> list[str]:
    """Return the limits of a photo, each in a few words; empty if it has none."""
    found = [_("withdrawn")] if photo.withdrawn_at else []
    if photo.valid_from:
        found.append(_("usable from %s") % _moment(photo.valid_from))
    if photo.valid_until:
        found.append(_("usable until %s") % _moment(photo.valid_until))
    found += [str(words) for name, words in FLAGS.items() if getattr(photo, name)]
    if photo.territory_excluded:
        found.append(_("not for %s") % photo.territory_excluded)
    return found


def faults(
    photo: Photo, *, article: Article | None = None, at: datetime | None = None
) -> Iterator[str]:
    """Yield why no story may go out with a photo, each reason a sentence.

    :param article: the story it would go out with; it may show it already.
    :param at: the moment it would go out; now if None.
    """
    at = at or timezone.now()
    if photo.withdrawn_at:
        yield _("The photo “%(photo)s” is withdrawn: %(why)s Choose another one.") % {
            "photo": photo,
            "why": photo.withdrawn_because or _("no reason was given."),
        }
    if photo.no_internet:
        yield (
            _("The photo “%s” must not be used on the internet; choose another one.")
            % photo
        )
    if photo.valid_from and at < photo.valid_from:
        yield _("The photo “%(photo)s” must not be used before %(moment)s.") % {
            "photo": photo,
            "moment": _moment(photo.valid_from),
        }
    if photo.valid_until and at >= photo.valid_until:
        yield _(
            "The right to use the photo “%(photo)s” ended on %(moment)s; choose another"
            " one."
        ) % {"photo": photo, "moment": _moment(photo.valid_until)}
    if photo.one_time_use and (other := _used_in(photo, article)):
        yield _(
            "The photo “%(photo)s” may be used once, and “%(story)s” has used it."
        ) % {"photo": photo, "story": other}


def reasons_to_hold(article: Article, *, at: datetime | None = None) -> list[str]:
    """Return what the limits of a story's photos forbid it; each reason a sentence."""
    photos = dict.fromkeys(photo for photo, _words in printed.photos_of(article))
    return [
        reason for photo in photos for reason in faults(photo, article=article, at=at)
    ]


def _used_in(photo: Photo, article: Article | None) -> Article | None:
    """Return another story that readers have seen with a photo, or will by itself."""
    dated = Article.objects.filter(published_at__isnull=False)
    if article is not None:
        dated = dated.exclude(pk=article.pk)
    return (
        dated.filter(lead_photo=photo).first()
        or dated.filter(article_photos__photo=photo).first()
    )


def _moment(moment):
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
