"""The public addresses of the paper."""

from django.urls import include, path, re_path

from articles import (
    archive_views,
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

# A year, a month or a day of the paper, or of a section.
DATED = r"^(?:(?P<section>[-\w]+)/)?(?P<year>[0-9]{4})/"

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
    path("latest/", archive_views.latest, name="latest"),
    path("archive/", archive_views.archive, name="archive"),
    path("", include("articles.machine_urls")),
    re_path(rf"{DATED}$", archive_views.of_year, name="archive_year"),
    re_path(
        rf"{DATED}(?P<month>[^/]+)/$", archive_views.of_month, name="archive_month"
    ),
    re_path(
        rf"{DATED}(?P<month>[^/]+)/(?P<day>[0-9]{{1,2}})/$",
        archive_views.of_day,
        name="archive_day",
    ),
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
