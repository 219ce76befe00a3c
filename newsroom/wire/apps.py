from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class WireConfig(AppConfig):
    name = "newsroom.wire"
    verbose_name = _("The wire")

    def ready(self):
        from articles.models import Revision
        from newsroom.wire.desk import derivatives

        post_save.connect(
            derivatives.follow, sender=Revision, dispatch_uid="wire.derivatives"
        )
