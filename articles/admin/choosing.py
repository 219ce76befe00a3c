"""Choose photos for a story's text on a page of its own, without any script."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import html, publishing
from articles.admin.thumbnails import thumbnail_and_limits
from articles.models import Article, Photo
from articles.photos import finding
from articles.placeholders import LONGEST_GALLERY, ids_of

OFFERED = 48  # photos a page


class PhotoChoosing(admin.ModelAdmin):
    """Adds the page to the stories."""

    def get_urls(self):
        choose = path(
            "<int:pk>/photos/",
            self.admin_site.admin_view(self.choose_photos),
            name="articles_article_photos",
        )
        return [choose, *super().get_urls()]

    def choose_photos(self, request, pk):
        """Offer photos by their words; put those chosen after the text, by POST."""
        article = get_object_or_404(Article, pk=pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        if not request.user.has_perm("articles.view_photo"):
            raise PermissionDenied
        address = reverse("admin:articles_article_change", args=[article.pk])
        if request.method == "POST":
            chosen = ids_of(" ".join(request.POST.getlist("photo")))
            self._put(request, article, chosen)
            return HttpResponseRedirect(address)
        words = request.GET.get("q", "")
        placed = html.photo_ids(article.body)
        photos = finding.find(Photo.objects.filter(withdrawn_at=None), words)
        offered = photos.exclude(pk__in=placed)[:OFFERED]
        context = self.admin_site.each_context(request) | {
            "title": _("Choose photos for “%s”") % article,
            "article": article,
            "photos": [(photo, thumbnail_and_limits(photo)) for photo in offered],
            "words": words,
            "most": LONGEST_GALLERY,
            "opts": self.opts,
        }
        template = "admin/articles/article/choose_photos.html"
        return TemplateResponse(request, template, context)

    def _put(self, request, article, chosen):
        as_gallery = "gallery" in request.POST
        try:
            count = _placed(article, chosen, as_gallery=as_gallery, by=request.user)
        except publishing.NotPossible as reason:
            self.message_user(request, str(reason), messages.ERROR)
            return
        said = ngettext(
            "%d photo stands after the text.", "%d photos stand after the text.", count
        )
        self.message_user(request, said % count, messages.SUCCESS)


@transaction.atomic
def _placed(article, chosen, *, as_gallery, by) -> int:
    """Put photos after a story's text; return how many of those chosen there were.

    :raises publishing.NotPossible: if readers see the story, or will by themselves,
        and it could not go out with them.
    """
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    held = set(
        Photo.objects.filter(pk__in=chosen, withdrawn_at=None).values_list(
            "pk", flat=True
        )
    )
    new = held - set(html.photo_ids(article.body))
    photos = [str(photo) for photo in chosen if photo in new]
    if not photos:
        raise publishing.NotPossible(_("No photo was chosen that is not in the text."))
    name, blocks = ("gallery", [" ".join(photos)]) if as_gallery else ("photo", photos)
    figures = "".join(f'<figure data-{name}="{ids}"></figure>' for ids in blocks)
    article.body = html.clean(f"{article.body}{figures}")
    article.save(update_fields=["body", "edited_at"])
    publishing.place_photos(article)
    if article.status in Article.Status.cleared():
        out = max(timezone.now(), article.published_at or timezone.now())
        if reasons := publishing.reasons_to_hold(article, at=out):
            raise publishing.NotPossible(" ".join(reasons))
    publishing.record_edit(article, by=by, action="given photos")
    return len(photos)
