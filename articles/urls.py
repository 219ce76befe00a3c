"""The public addresses of the paper."""

from django.urls import include, path, re_path

from articles import (
    people_views,
    photo_views,
    section_views,
    standing_views,
    topic_views,
    views,
)

# The id decides. All else is read loosely, so that an address from before a new slug or
# section, or one typed in capitals, still finds its story.
STORY = (
    r"^(?P<section>[^/]+)/(?P<year>[0-9]{4})/(?P<month>[^/]+)/(?P<day>[^/]+)/"
    r"(?P<slug>[^/]*)-(?P<pk>[0-9]{1,19})/"
)

app_name = "articles"
urlpatterns = [
    path("", views.home, name="home"),
    path("topics/", topic_views.topics, name="topics"),
    re_path(
        r"^topics/(?P<letter>[a-z]|0-9)/$", topic_views.topics, name="topics_of_letter"
    ),
    path("topic/<slug:slug>/", topic_views.topic, name="topic"),
    path("by/", people_views.contributors, name="contributors"),
    path("by/<slug:slug>/", people_views.contributor, name="contributor"),
    path("corrections/", views.corrections, name="corrections"),
    path("", include("articles.machine_urls")),
    re_path(rf"{STORY}$", views.article_page, name="article"),
    re_path(rf"{STORY}photos/$", photo_views.all_photos, name="photos"),
    re_path(
        rf"{STORY}photos/(?P<number>[1-9][0-9]{{0,3}})/$",
        photo_views.one_photo,
        name="photo",
    ),
    path("<slug:section>/", section_views.section, name="section"),
    # Sections and standing pages share the root: what is no section is asked for here.
    path("<slug:slug>/", standing_views.page, name="standing"),
]
