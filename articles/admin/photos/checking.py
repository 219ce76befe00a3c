"""Check what came in: the words of up to fifty photos, a row each, on one screen."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.photos import story
from articles.admin.photos.alike import BOTH, HELD, PhotoAlike
from articles.admin.photos.history import WordsHistory
from articles.admin.photos.rows import RowForm
from articles.captions import words
from articles.models import Photo
from articles.photos import likeness, making, shown
from articles.publishing import NotPossible

LISTED = 50  # photos of one screen
RECENTLY = timedelta(hours=24)
COPIED = ("caption", "credit", "alt_text", "byline", "category")


def address(keys: Iterable[int]) -> str:
    """Return where the photos with these keys are checked."""
    query = urlencode({"ids": ",".join(map(str, keys))}, safe=",")
    return f"{reverse('admin:articles_photo_check')}?{query}"


class PhotoChecking(PhotoAlike, WordsHistory):
    """Adds the screen, and the action that leads to it, to the photos."""

    actions = ["check_words"]

    def get_urls(self):
        check = self.admin_site.admin_view(self.check_view)
        return [path("check/", check, name="articles_photo_check"), *super().get_urls()]

    @admin.action(
        description=gettext_lazy("Check the words of selected photos…"),
        permissions=["change"],
    )
    def check_words(self, request, queryset):
        keys = queryset.order_by("pk").values_list("pk", flat=True)
        return HttpResponseRedirect(address(keys[: LISTED * 4]))

    def check_view(self, request):
        """Show the photos of `ids`, or those its reader took in of late; save on POST.

        A row that cannot be saved comes back with what was typed; the others are saved.
        `copy` names a column whose first words are put under all others, unsaved.
        `story` begins a story with all of `batch` once every row is saved.
        `held` and `both` have the key of a photo that looks like another.
        """
        if not self.has_change_permission(request):
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else request.GET
        keys = _keys(sent.get("ids", ""))
        photos = self._photos(request, keys[:LISTED] if "ids" in sent else None)
        settled = request.method == "POST" and self._settled(request, photos)
        rows = [RowForm(instance=photo, prefix=f"p{photo.pk}") for photo in photos]
        if settled:
            rows = [row.bound(request.POST) for row in rows]
        elif request.method == "POST" and request.POST.get("copy") in COPIED:
            data = _copied_down(request.POST, request.POST["copy"], rows)
            rows = [row.bound(data) for row in rows]
        elif request.method == "POST":
            rows = [row.bound(request.POST) for row in rows]
            bad = [row for row in rows if not self._saved(request, row)]
            self._say_saved(request, len(rows) - len(bad), bad)
            rows = bad
            if not bad:
                rest = keys[LISTED:]
                if "story" in request.POST and not rest:
                    return self._story_begun(request)
                done = reverse("admin:articles_photo_changelist")
                return HttpResponseRedirect(address(rest) if rest else done)
        rest = keys[LISTED:]
        shown_now = [row.instance.pk for row in rows]
        context = self.admin_site.each_context(request) | {
            "title": _("Check what came in"),
            "rows": rows,
            "ids": ",".join(map(str, [*shown_now, *rest])),
            "batch": request.POST.get("batch") or ",".join(map(str, shown_now)),
            "may_begin": not rest and request.user.has_perm("articles.add_article"),
            "rest": len(rest),
            "unsaved": settled or bool(request.POST.get("copy")),
            "columns": [(name, _label(name)) for name in COPIED],
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/articles/photo/check.html", context)

    def _photos(self, request, keys):
        """Return the photos as they came, each with `may_change`."""
        photos = self.get_queryset(request)
        if keys is None:
            since = timezone.now() - RECENTLY
            photos = photos.filter(added_by=request.user, added_at__gte=since)
        else:
            photos = photos.filter(pk__in=keys)
        photos = photos.annotate(is_shown=shown.shown_condition("pk")).order_by("pk")
        found = list(photos.select_related("fingerprint__looks_like")[:LISTED])
        publishes = request.user.has_perm("articles.publish_article")
        for photo in found:
            photo.may_change = publishes or not photo.is_shown
        return found

    def _settled(self, request, photos) -> bool:
        """Do what was said about a photo that looks like another, if it was."""
        for use in (HELD, BOTH):
            for photo in photos:
                if request.POST.get(use) != str(photo.pk):
                    continue
                if likeness.of(photo):  # else somebody was quicker
                    self.settle_alike(request, photo, use)
                if use == HELD:
                    photos.remove(photo)
                else:
                    photo.fingerprint.looks_like = None
                return True
        return False

    def _saved(self, request, row) -> bool:
        """Save one row; what keeps it from that is said in it."""
        if not row.is_valid():
            return False
        key, typed = row.instance.pk, row.typed
        if not typed:
            return True
        try:
            found = words.change(
                Photo(pk=key), typed, by=request.user, action=_("checked")
            )
        except NotPossible as reason:
            row.add_error(None, str(reason))
            return False
        except Photo.DoesNotExist:
            row.add_error(None, _("Somebody deleted this photo meanwhile."))
            return False
        photo = Photo.objects.get(pk=key)
        self.log_change(request, photo, [{"changed": {"fields": list(typed)}}])
        self.tell_of_drift(request, photo, found)
        if making.are_due(photo):
            making.make_soon(photo)
        return True

    def _story_begun(self, request):
        """Lead to a new draft with the photos of the batch."""
        if not request.user.has_perm("articles.add_article"):
            raise PermissionDenied
        keys = _keys(request.POST.get("batch", ""))
        photos = self.get_queryset(request).filter(pk__in=keys).order_by("pk")
        article, faults = story.begin(photos, by=request.user)
        for fault in faults:
            messages.warning(request, fault)
        if article is None:
            messages.error(request, _("No story was begun: none of them may be used."))
            return HttpResponseRedirect(reverse("admin:articles_photo_changelist"))
        messages.success(request, _("A draft holds them: write its headline."))
        address = reverse("admin:articles_article_change", args=[article.pk])
        return HttpResponseRedirect(f"{address}#id_headline")

    def _say_saved(self, request, saved, bad):
        if saved:
            said = ngettext("%d photo is checked.", "%d photos are checked.", saved)
            messages.success(request, said % saved)
        if bad:
            said = ngettext(
                "%d photo could not be saved; its row says why.",
                "%d photos could not be saved; their rows say why.",
                len(bad),
            )
            messages.error(request, said % len(bad))


def _keys(text):
    found = (key for key in text.split(",") if key.isdecimal() and len(key) < 19)
    return list(dict.fromkeys(map(int, found)))[: LISTED * 4]


def _label(name):
    return getattr(Photo._meta.get_field(name), "verbose_name", name)


def _copied_down(sent: QueryDict, name: str, rows: list[RowForm]) -> QueryDict:
    """Return what was sent with the first row's words in all rows of one column."""
    data = sent.copy()
    if rows:
        first = data.get(rows[0].add_prefix(name), "")
        for row in rows:
            if row.instance.may_change:
                data[row.add_prefix(name)] = first
    return data
