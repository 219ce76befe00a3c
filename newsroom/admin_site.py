"""The desk: Django's admin under the paper's name, in the order of the day's work."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from newsroom.doors import languages
from newsroom.doors.two_step import rules, views

# What the packages call themselves would tell nobody at a desk what they are for.
NAMES = {"otp_totp": _("Second step at sign-in"), "axes": _("Failed sign-ins")}
DESKS = [
    "articles",
    "notes",
    "wire",
    "popular",
    "search",
    "announcing",
    "auth",
    "otp_totp",
    "axes",
]


class Desk(AdminSite):
    """Stock admin, with a second step at sign-in for those who have one or need one."""

    site_header = site_title = settings.NEWSROOM_NAME
    index_title = _("The desk")

    def has_permission(self, request):
        """Whether somebody may be here: of the desk, and through the second step."""
        return super().has_permission(request) and not rules.step_missing(request)

    def get_urls(self):
        return [
            path("two-step/", views.two_step, name="two_step"),
            path("two-step/code/", views.enter_code, name="two_step_code"),
            path("language/", languages.choose, name="language"),
            # Before Django's own: somebody between the two steps may leave as well.
            path("logout/", self.logout, name="logout"),
            # Before Django's own, which asks nobody for a permission.
            path(
                "r/<int:content_type_id>/<int:object_id>/",
                self.admin_view(self.view_on_site),
                name="view_on_site",
            ),
            *super().get_urls(),
        ]

    def i18n_javascript(self, request, extra_context=None):
        """Hand scripts their words: Django's, the editor's and ours (LOCALE_PATHS)."""
        packages = ["django.contrib.admin", "django_prose_editor"]
        return JavaScriptCatalog.as_view(packages=packages)(request)

    def view_on_site(self, request, content_type_id, object_id):
        """Lead to a thing's page on the site, if there is one and it may be seen."""
        kind = get_object_or_404(ContentType, pk=content_type_id)
        model = kind.model_class()
        if model is None or not self.is_registered(model):
            raise Http404
        screen = self.get_model_admin(model)
        thing = get_object_or_404(screen.model, pk=object_id)
        if not screen.has_view_permission(request, thing):
            raise PermissionDenied
        find_address = getattr(thing, "get_absolute_url", None)
        try:
            address = find_address() if find_address else ""
        except ValueError:
            address = ""
        if not address:
            raise Http404(_("It has no page on the site."))
        return redirect(address)

    def logout(self, request, extra_context=None):
        if request.user.is_anonymous:
            return redirect("admin:login")
        return super().logout(request, extra_context)

    def get_app_list(self, request, app_label=None):
        """Return the apps as Django does, in the order of a newsroom's day."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["name"] = NAMES.get(app["app_label"], app["name"])
        return sorted(apps, key=lambda app: position(app["app_label"]))


def position(label):
    return DESKS.index(label) if label in DESKS else len(DESKS)
