"""The addresses of the search."""

from django.urls import path

from newsroom.search import views

app_name = "search"
urlpatterns = [
    path("", views.search, name="search"),
    path("feed.xml", views.feed, name="feed"),
]
