"""What may be done with a photo: its limits in words, and what they forbid a story."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.captions import printed
from articles.models import Article, ArticlePhoto, Photo
from articles.models.rights import Cost, Reason, is_covered
from articles.photos.standing import falls_at, stand_in

FLAGS = {
    "one_time_use": gettext_lazy("one time use"),
    "no_internet": gettext_lazy("no internet"),
    "no_cover": gettext_lazy("no cover"),
    "no_archives": gettext_lazy("no archives"),
    "no_sales": gettext_lazy("no sales"),
    "editorial_only": gettext_lazy("editorial use only"),
    "mandatory_credit": gettext_lazy("mandatory credit"),
}


def limits(photo: Photo) -> list[str]:
    """Return the limits of a photo, each in a few words; empty if it has none."""
    now = timezone.now()
    found = [_("withdrawn")] if photo.withdrawn_at else []
    if photo.valid_until and photo.valid_until <= now:
        found.append(str(Reason.EXPIRED.label))
    if photo.valid_from and photo.valid_from > now:
        found.append(str(Reason.EMBARGOED.label))
    if not photo.category:
        found.append(str(Reason.NO_RIGHTS.label))
    if photo.valid_from:
        found.append(_("usable from %s") % _moment(photo.valid_from))
    if photo.valid_until:
        found.append(_("usable until %s") % _moment(photo.valid_until))
    found += [str(words) for name, words in FLAGS.items() if getattr(photo, name)]
    if photo.territory_excluded:
        found.append(_("not for %s") % photo.territory_excluded)
    return found


def refusals(
    photo: Photo,
    *,
    article: Article | None = None,
    at: datetime | None = None,
    as_lead: bool = False,
) -> Iterator[tuple[Reason, str]]:
    """Yield why no story may go out with a photo: each reason, and as a sentence.

    What a dated exception allows at that moment is none.

    :param article: the story it would go out with; it may show it already.
    :param at: the moment it would go out; now if None.
    :param as_lead: whether it would lead the story.
    """
    at = at or timezone.now()
    for reason in _standing(photo, article, at, as_lead):
        story = article.pk if article else None
        if not is_covered(photo, reason, story=story, at=at):
            yield reason, _sentence(photo, reason, article)


def faults(
    photo: Photo,
    *,
    article: Article | None = None,
    at: datetime | None = None,
    as_lead: bool = False,
) -> Iterator[str]:
    """Yield the sentences of `refusals` alone."""
    found = refusals(photo, article=article, at=at, as_lead=as_lead)
    return (sentence for _reason, sentence in found)


def reasons_to_hold(article: Article, *, at: datetime | None = None) -> list[str]:
    """Return what the limits of a story's photos forbid it; each reason a sentence."""
    photos = dict.fromkeys(photo for photo, _words in printed.photos_of(article))
    return [
        reason
        for photo in photos
        for reason in faults(
            photo, article=article, at=at, as_lead=photo.pk == article.lead_photo_id
        )
    ]


def hold_one_time_photos(article: Article) -> None:
    """Lock the photos of a story that one story may use, until the transaction ends.

    So of two stories with the same one that go out at one moment, the second waits and
    is refused. Call it before the story's row is locked: who closes a photo holds that
    before its stories.
    """
    once = Photo.objects.filter(one_time_use=True).order_by("pk")
    leads = Article.objects.filter(pk=article.pk).values("lead_photo")
    uses = ArticlePhoto.objects.filter(article=article.pk).values("photo")
    shared = Article.objects.filter(pk=article.pk).values("social_photo")
    held = once.filter(Q(pk__in=leads) | Q(pk__in=uses) | Q(pk__in=shared))
    list(held.select_for_update(of=("self",)).values_list("pk"))


def warnings(article: Article) -> list[str]:
    """Return what the desk should know of the rights to a story's photos.

    Which right ends while readers see the story, what stands in then, what it costs.
    """
    found = []
    for photo in dict.fromkeys(photo for photo, _words in printed.photos_of(article)):
        is_lead = photo.pk == article.lead_photo_id
        if ends := falls_at(photo, story=article.pk, as_lead=is_lead):
            found.append(_ending(photo, ends, article if is_lead else None))
        if photo.cost in (Cost.PAY, Cost.CONDITIONAL, Cost.OVER_QUOTA):
            said = {"photo": photo, "cost": photo.get_cost_display()}
            note = f" {photo.fee_note}." if photo.fee_note else ""
            found.append(_("The photo “%(photo)s”: %(cost)s.") % said + note)
    return found


def _ending(photo, moment, led):
    said = _("The right to the photo “%(photo)s” ends on %(moment)s; it leaves then.")
    found = said % {"photo": photo, "moment": _moment(moment)}
    if led is None:
        return found
    if next_one := stand_in(led):
        return found + " " + _("“%s” stands in as the lead photo.") % next_one
    return found + " " + _("No other photo of the story can stand in for it.")


def _standing(photo, article, at, as_lead):
    """Yield the reasons that hold for a photo, covered by an exception or not."""
    if photo.withdrawn_at:
        yield Reason.WITHDRAWN
    if photo.no_internet:
        yield Reason.DENIED
    if photo.valid_from and at < photo.valid_from:
        yield Reason.EMBARGOED
    if photo.valid_until and at >= photo.valid_until:
        yield Reason.EXPIRED
    if photo.one_time_use and _used_in(photo, article):
        yield Reason.USED_ONCE
    if not photo.category:
        yield Reason.NO_RIGHTS
    if photo.no_cover and as_lead:
        yield Reason.NO_COVER


SENTENCES = {
    Reason.WITHDRAWN: gettext_lazy(
        "The photo “%(photo)s” is withdrawn: %(why)s Choose another one."
    ),
    Reason.DENIED: gettext_lazy(
        "The photo “%(photo)s” must not be used on the internet; choose another one."
    ),
    Reason.EMBARGOED: gettext_lazy(
        "The photo “%(photo)s” must not be used before %(from)s."
    ),
    Reason.EXPIRED: gettext_lazy(
        "The right to use the photo “%(photo)s” ended on %(until)s; choose another one."
    ),
    Reason.USED_ONCE: gettext_lazy(
        "The photo “%(photo)s” may be used once, and “%(story)s” has used it."
    ),
    Reason.NO_RIGHTS: gettext_lazy(
        "No rights are known for the photo “%(photo)s”: choose its category on its"
        " page."
    ),
    Reason.NO_COVER: gettext_lazy(
        "The photo “%(photo)s” is not for covers: it may stand in the text, but not"
        " lead the story."
    ),
}


def _sentence(photo, reason, article):
    return SENTENCES[reason] % {
        "photo": photo,
        "why": photo.withdrawn_because or _("no reason was given."),
        "from": _moment(photo.valid_from),
        "until": _moment(photo.valid_until),
        "story": _used_in(photo, article) if reason == Reason.USED_ONCE else "",
    }


def _used_in(photo: Photo, article: Article | None) -> Article | None:
    """Return another story that readers have seen with a photo, or will by itself."""
    dated = Article.objects.filter(published_at__isnull=False)
    if article is not None:
        dated = dated.exclude(pk=article.pk)
    return (
        dated.filter(lead_photo=photo).first()
        or dated.filter(article_photos__photo=photo).first()
        or dated.filter(social_photo=photo).first()
    )


def _moment(moment):
    if moment is None:
        return ""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
