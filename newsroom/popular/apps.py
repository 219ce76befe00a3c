from django.apps import AppConfig


class PopularConfig(AppConfig):
    name = "newsroom.popular"
    verbose_name = "Most popular"
