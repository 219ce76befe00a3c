from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "newsroom.search"

    def ready(self):
        from newsroom.search import listening

        listening.connect()
