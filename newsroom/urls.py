"""Every address of the site, room by room."""

from django.contrib import admin
from django.urls import include, path

handler404 = "newsroom.doors.errors.not_found"
handler403 = "newsroom.doors.errors.forbidden"
urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("newsroom.popular.urls")),
    path("search/", include("newsroom.search.urls")),
    path("report/", include("newsroom.notes.urls")),
    path("", include("newsroom.doors.urls")),
    path("", include("newsroom.announcing.urls")),
    path("", include("articles.urls")),
]
