"""The doors as an app of Django's, and the admin with our site in place of its own."""

from django.apps import AppConfig
from django.contrib.admin import apps
from django.utils.translation import gettext_lazy as _


class DoorsConfig(AppConfig):
    name = "newsroom.doors"
    verbose_name = _("Doors")
    default = True


class NewsroomAdminConfig(apps.AdminConfig):
    """Stock admin, except that `admin.site` is the desk of newsroom.admin_site."""

    default = False
    default_site = "newsroom.admin_site.Desk"
