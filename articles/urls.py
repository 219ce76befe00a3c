"""The public addresses of the paper."""

from django.urls import include, path, re_path

from articles import views

app_name = "articles"
urlpatterns = [
    path("", views.home, name="home"),
    path("topic/<slug:slug>/", views.topic, name="topic"),
    path("by/<slug:slug>/", views.contributor, name="contributor"),
    path("corrections/", views.corrections, name="corrections"),
    path("", include("articles.machine_urls")),
    # The id decides. All else is read loosely, so that an address from before a new
    # slug or section, or one typed in capitals, still finds its story.
    re_path(
        r"^(?P<section>[^/]+)/(?P<year>[0-9]{4})/(?P<month>[^/]+)/(?P<day>[^/]+)/"
        r"(?P<slug>[^/]*)-(?P<pk>[0-9]{1,19})/$",
        views.article_page,
        name="article",
    ),
    path("<slug:section>/", views.section, name="section"),
]
