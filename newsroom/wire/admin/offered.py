"""Pictures by wire that an editor puts on a story with one click."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles.models import Article
from articles.publishing import NotPossible
from newsroom.wire.desk import placing


class OfferedPictures(admin.ModelAdmin):
    """Adds the address that the button on a story's form posts to."""

    def get_urls(self):
        put = path(
            "story/<int:pk>/picture/",
            self.admin_site.admin_view(self.picture_view),
            name="wire_receipt_picture",
        )
        return [put, *super().get_urls()]

    def picture_view(self, request, pk):
        """Put an offered photo on a story, for who may change that story."""
        articles = self.admin_site.get_model_admin(Article)
        if not articles.has_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = get_object_or_404(Article, pk=pk)
        if not articles.has_change_permission(request, article):
            raise PermissionDenied
        key = request.POST.get("photo", "")
        photo = int(key) if key.isdecimal() and len(key) < 19 else 0
        had_lead = article.lead_photo_id is not None
        try:
            put = placing.put(article, photo, by=request.user)
        except NotPossible as error:
            messages.error(request, str(error))
        else:
            said = _(
                "“%s” stands at the end of the text now; move it where it belongs."
            )
            messages.success(
                request, (said if had_lead else _("“%s” leads the story now.")) % put
            )
        form = reverse("admin:articles_article_change", args=[article.pk])
        return HttpResponseRedirect(form)
