from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from articles.signals import article_changed, article_published, article_withdrawn


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self):
        # Its models can be imported only now.
        from articles.photos import card_making

        for signal in (article_published, article_changed):
            signal.connect(card_making.story_changed)
        article_withdrawn.connect(card_making.story_gone)
