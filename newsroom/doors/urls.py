"""The addresses by which machines ask after the site, and media where we serve it."""

from django.conf import settings
from django.urls import path

from newsroom.doors import health, media

app_name = "doors"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
if settings.MEDIA_URL.startswith("/"):
    urlpatterns.append(
        path(f"{settings.MEDIA_URL[1:]}<path:name>", media.media, name="media")
    )
