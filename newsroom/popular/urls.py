"""The one address of this room: what static/js/read.js sends to."""

from django.urls import path

from newsroom.popular import views

app_name = "popular"
urlpatterns = [
    path("read", views.count, name="count"),
]
