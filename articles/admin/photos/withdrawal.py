"""The screen on which a photo is withdrawn from all stories, and that is lifted."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles.models import Photo
from articles.photos import library, shown

REASON_LENGTH = 300  # characters


class WithdrawalScreen(admin.ModelAdmin):
    """Adds the screen to the photos."""

    change_form_template = "admin/articles/photo/change_form.html"

    def has_withdraw_permission(self, request):
        return request.user.has_perm("articles.withdraw_photo")

    def get_urls(self):
        screen = path(
            "<int:pk>/withdrawal/",
            self.admin_site.admin_view(self.withdrawal_view),
            name="articles_photo_withdrawal",
        )
        return [screen, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"may_withdraw": self.has_withdraw_permission(request)}
        return super().change_view(
            request, object_id, form_url, context | (extra_context or {})
        )

    def withdrawal_view(self, request, pk):
        """Say how a photo stands; on POST withdraw it, or lift its withdrawal."""
        if not self.has_withdraw_permission(request):
            raise PermissionDenied
        photo = get_object_or_404(Photo, pk=pk)
        if request.method == "POST":
            if self._changed(request, photo):
                return HttpResponseRedirect(
                    reverse("admin:articles_photo_change", args=[pk])
                )
            return HttpResponseRedirect(request.path)
        context = self.admin_site.each_context(request) | {
            "title": _("Withdrawn photo") if photo.withdrawn_at else _("Withdraw"),
            "photo": photo,
            "stories": shown.stories_shown_with(photo)[:50],
            "opts": self.opts,
            "reason_length": REASON_LENGTH,
        }
        template = "admin/articles/photo/withdrawal.html"
        return TemplateResponse(request, template, context)

    def _changed(self, request, photo) -> bool:
        if photo.withdrawn_at:
            return self._restored(request, photo)
        reason = " ".join(request.POST.get("reason", "").split())[:REASON_LENGTH]
        if not reason:
            messages.error(request, _("Say why the photo is withdrawn."))
            return False
        library.withdraw(photo, because=reason)
        self.log_change(request, photo, f"Withdrawn: {reason}")
        messages.success(request, _("“%s” is withdrawn from all stories.") % photo)
        return True

    def _restored(self, request, photo) -> bool:
        try:
            library.restore(photo)
        except OSError:
            messages.error(
                request, _("The original of “%s” cannot be read; add it anew.") % photo
            )
            return False
        self.log_change(request, photo, f"Lifted: {photo.withdrawn_because}")
        messages.success(request, _("“%s” can be used again.") % photo)
        return True
