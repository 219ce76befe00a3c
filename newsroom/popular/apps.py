from django.apps import AppConfig


class PopularConfig(AppConfig):
    name = "newsroom.popular"
