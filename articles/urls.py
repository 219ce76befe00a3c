"""The public addresses of the paper."""

from django.urls import include, path, re_path

from articles import views

app_name = "articles"
urlpatterns = [
    path("", views.home, name="home"),
    path("", include("articles.machine_urls")),
    path("topic/<slug:slug>/", views.topic, name="topic"),
    path("by/<slug:slug>/", views.contributor, name="contributor"),
    path("corrections/", views.corrections, name="corrections"),
    re_path(
        r"^(?P<section>[-\w]+)/(?P<year>\d{4})/(?P<month>[a-z]{3})/(?P<day>\d{2})/"
        r"(?P<slug>[-\w]+)-(?P<pk>\d+)/$",
        views.article_page,
        name="article",
    ),
    path("<slug:section>/", views.section, name="section"),
]
