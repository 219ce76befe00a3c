from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnouncingConfig(AppConfig):
    name = "newsroom.announcing"
    verbose_name = _("Announcements")

    def ready(self):
        from articles.signals import article_touched
        from newsroom.announcing import outbox

        article_touched.connect(outbox.note, dispatch_uid="announcing")
