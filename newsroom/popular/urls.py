"""The addresses of this room: what static/js/read.js sends to, and the page."""

from django.urls import path

from newsroom.popular import pages, views

app_name = "popular"
urlpatterns = [
    path("popular/read", views.count, name="count"),
    path("most-read/", pages.most_read, name="most_read"),
    path("most-read/<slug:section>/", pages.most_read, name="most_read_of_section"),
]
