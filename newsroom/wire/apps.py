from django.apps import AppConfig


class WireConfig(AppConfig):
    name = "newsroom.wire"
