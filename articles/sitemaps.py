"""Sitemaps: of stories by month, of the other pages, of the last two days.

Source: sitemaps.org protocol 0.9; Google Search Central, "Create a news sitemap".
"""

from datetime import datetime, timedelta
from itertools import chain, islice
from math import ceil
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.contrib.sitemaps.views import x_robots_tag
from django.db.models import Count, Max
from django.db.models.functions import TruncMonth
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles.http import cacheable
from articles.models import LEAD, Article, Contributor, Section, Topic
from articles.models.rights import next_moment
from articles.photos import shown
from articles.sharing import absolute, modified_at

NEWS_AGE = timedelta(days=2)  # Google reads nothing older in a news sitemap
NEWS_LENGTH = 1_000  # URLs; Google's limit for a news sitemap
PAGES_LENGTH = 50_000  # URLs; the protocol's limit for any
# Topic pages with fewer stories ask not to be indexed, so they are not listed either.
TOPIC_STORIES = 3


class PaperSitemap(Sitemap):
    """A sitemap whose addresses begin with NEWSROOM_BASE_URL, whoever asks for it."""

    def get_domain(self, site=None):
        return urlsplit(settings.NEWSROOM_BASE_URL).netloc

    def get_protocol(self, protocol=None):
        return urlsplit(settings.NEWSROOM_BASE_URL).scheme

    def lastmod(self, item):
        return modified_at(item)


class MonthSitemap(PaperSitemap):
    """Stories first published in one month, in the paper's time zone, oldest first.

    The order keeps a full file as it is while stories are added behind it.
    """

    limit = (
        10_000  # URLs a file, a fifth of what is allowed: answered in about a second
    )

    def __init__(self, first, end):
        self.first, self.end = first, end

    def items(self):
        # Sections by prefetch: one object a section instead of one a story.
        return (
            Article.objects.published()
            .filter(published_at__gte=self.first, published_at__lt=self.end)
            .only("slug", "section", "published_at", "materially_updated_at")
            .prefetch_related("section")
            .order_by("published_at", "pk")
        )


class NewsSitemap(PaperSitemap):
    """Stories first published in the last two days, newest first, read once."""

    limit = NEWS_LENGTH

    def __init__(self):
        recent = Article.objects.published().filter(
            published_at__gt=timezone.now() - NEWS_AGE
        )
        printed = recent.select_related("section", *LEAD).defer(
            "body", "editor_note", "standfirst"
        )
        self.stories = list(printed.newest_first()[:NEWS_LENGTH])

    def items(self):
        return self.stories


class PagesSitemap(PaperSitemap):
    """Home, corrections, sections, contributors, topics: the pages that list stories.

    Each item is an address and the moment it last got a story, or None.
    """

    limit = PAGES_LENGTH

    def items(self):
        sections = _newest_by_section()
        fixed = [
            (reverse("articles:home"), max(sections.values(), default=None)),
            (reverse("articles:corrections"), None),
        ]
        lists = chain(fixed, _sections(sections), _contributors(), _topics())
        return list(islice(lists, PAGES_LENGTH))

    def location(self, item):
        return item[0]

    def lastmod(self, item):
        return item[1]


@x_robots_tag
def index(request):
    """The index of all sitemaps but the news sitemap, which robots.txt names itself."""
    pages = [{"location": absolute(reverse("articles:sitemap_pages")), "lastmod": None}]
    months = list(_months())
    response = render(
        request,
        "articles/sitemaps/index.xml",
        {"sitemaps": pages + months},
        content_type="application/xml",
    )
    return cacheable(response, "sitemaps")


def month(request, year, month):
    """The stories of one month; `?p=2` is the second file of a month with very many.

    :raises Http404: if there is no such month, or no public story in it.
    """
    sitemap = MonthSitemap(*_bounds(int(year), int(month)))
    if not sitemap.items().exists():
        raise Http404
    return _served(request, sitemap, "articles/sitemaps/urls.xml")


def news(request):
    """The stories of the last two days."""
    sitemap = NewsSitemap()
    lapses = next_moment(shown.on_cards(sitemap.stories))
    return _served(request, sitemap, "articles/sitemaps/news.xml", lapses=lapses)


def pages(request):
    """The pages that list stories."""
    return _served(request, PagesSitemap(), "articles/sitemaps/urls.xml")


def _served(request, sitemap, template, **limits):
    """Answer with a sitemap, dated as all lists are and not by its newest story.

    A withdrawal makes that date earlier, so a crawler that asks by date, as Django's
    own would let it, would be told that nothing changed.
    """
    response = sitemap_view(request, {"": sitemap}, template_name=template).render()
    response.headers.pop("Last-Modified", None)
    return cacheable(response, "sitemaps", **limits)


def _bounds(year, month):
    """Return the first moments of a month and of the next, in the paper's time zone."""
    if not (1 <= year <= 9998 and 1 <= month <= 12):
        raise Http404
    zone = timezone.get_default_timezone()
    next_year, next_month = (year, month + 1) if month < 12 else (year + 1, 1)
    return (
        datetime(year, month, 1, tzinfo=zone),
        datetime(next_year, next_month, 1, tzinfo=zone),
    )


def _months():
    """Yield the index's entries for the months with public stories, newest first."""
    zone = timezone.get_default_timezone()
    months = (
        Article.objects.published()
        .order_by()
        .values(month=TruncMonth("published_at", tzinfo=zone))
        .annotate(
            stories=Count("pk"),
            published=Max("published_at"),
            updated=Max("materially_updated_at"),
        )
        .order_by("-month")
    )
    for row in months:
        first = row["month"]
        arguments = [f"{first:%Y}", f"{first:%m}"]
        address = absolute(reverse("articles:sitemap_month", args=arguments))
        lastmod = max(row["published"], row["updated"] or row["published"])
        for part in range(1, ceil(row["stories"] / MonthSitemap.limit) + 1):
            location = address if part == 1 else f"{address}?p={part}"
            yield {"location": location, "lastmod": lastmod}


def _newest_by_section():
    """Return {section id: when it last got a public story}, without empty sections."""
    newest = Article.objects.published().order_by().values_list("section")
    return dict(newest.annotate(Max("published_at")))


def _sections(newest):
    """Yield the sections with public stories, their own or of a sub-section."""
    sections = list(Section.objects.all())
    moments = dict(newest)
    for section in sections:
        if section.parent_id and section.pk in newest:
            known = moments.get(section.parent_id, newest[section.pk])
            moments[section.parent_id] = max(known, newest[section.pk])
    for section in sections:
        if section.pk in moments:
            yield section.get_absolute_url(), moments[section.pk]


def _contributors():
    """Yield the contributors with a byline on a public story."""
    newest = (
        Contributor.objects.filter(bylines__article__in=Article.objects.published())
        .annotate(newest=Max("bylines__article__published_at"))
        .order_by("slug")
    )
    for contributor in newest.only("slug"):
        yield contributor.get_absolute_url(), contributor.newest


def _topics():
    """Yield the topics that enough public stories are about."""
    public = Topic.objects.filter(
        article_tags__content_object__in=Article.objects.published()
    )
    counted = public.annotate(
        stories=Count("article_tags"),
        newest=Max("article_tags__content_object__published_at"),
    )
    for topic in (
        counted.filter(stories__gte=TOPIC_STORIES).order_by("slug").only("slug")
    ):
        yield topic.get_absolute_url(), topic.newest
