from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PopularConfig(AppConfig):
    name = "newsroom.popular"
    verbose_name = _("Most popular")
