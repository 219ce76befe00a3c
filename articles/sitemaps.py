"""Sitemaps: of stories by month, of the other pages, of the last two days.

Source: sitemaps.org protocol 0.9; Google Search Central, "Create a news sitemap" and
"Image sitemaps".
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import ceil

from django.contrib.sitemaps.views import x_robots_tag
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles.http import cacheable
from articles.models import LEAD, Article, Section
from articles.models.rights import next_moment
from articles.photos import shown
from articles.photos.renditions import MAY_BE
from articles.sharing import absolute, modified_at, picture
from articles.sitemap_months import Month, filled
from articles.sitemap_pages import list_pages, most

NEWS_AGE = timedelta(days=2)  # Google reads nothing older in a news sitemap
LONG = 21_600  # seconds for which a cache in front keeps a month that is over
AT_ONCE = 500  # stories in memory
# Of a photo what says whether, and at which address, it may be shown.
OF_PHOTO = ("renditions", *MAY_BE)


class MonthSitemap:
    """Stories first published in one month, in the paper's time zone, oldest first.

    The order keeps a full file as it is while stories are added behind it.
    """

    # URLs a file, a tenth of what is allowed: answered in about a second.
    limit = 5_000

    def __init__(self, month: Month):
        self.month = month
        self.lapses: datetime | None = None  # of the stories gone through

    def urls(self, part: int) -> Iterator[dict]:
        """Yield location, lastmod and picture of the stories of a file."""
        sections = Section.objects.in_bulk()
        photos = [f"{lead}__{name}" for lead in LEAD for name in OF_PHOTO]
        stories = (
            self.month.stories()
            .select_related(*LEAD)
            .only("slug", "section", "published_at", "materially_updated_at",
                  "stand_in__photo", "lead_photo", *photos)
            .order_by("published_at", "pk")
        )  # fmt: skip
        cut = stories[(part - 1) * self.limit : part * self.limit]
        for story in cut.iterator(chunk_size=AT_ONCE):
            story.section = sections[story.section_id]
            limits = [self.lapses, next_moment(shown.on_cards([story]))]
            self.lapses = min(filter(None, limits), default=None)
            yield {
                "location": absolute(story.get_absolute_url()),
                "lastmod": modified_at(story),
                "picture": picture(story.lead_shown),
            }

    def has(self, part: int) -> bool:
        """Whether there is such a file; of an empty month there is none."""
        stories = self.month.stories().order_by("published_at", "pk")
        return stories[(part - 1) * self.limit :][:1].exists()


class NewsSitemap:
    """Stories first published in the last two days, newest first."""

    limit = 1_000  # URLs; Google's limit for a news sitemap

    def __init__(self):
        since = timezone.now() - NEWS_AGE
        self.recent = Article.objects.published().filter(published_at__gt=since)

    def parts(self) -> int:
        """Return how many files there are; the first is there when it is empty too."""
        return max(1, ceil(self.recent.count() / self.limit))

    def stories(self, part: int) -> list[Article]:
        """Return the stories of a file.

        :raises Http404: if there is no such file.
        """
        printed = self.recent.select_related("section", *LEAD).defer(
            "body", "editor_note", "standfirst", "social_pictures"
        )
        start = (part - 1) * self.limit
        found = list(printed.newest_first()[start : start + self.limit])
        if part > 1 and not found:
            raise Http404
        return found


class PagesSitemap:
    """Home, sections, contributors, topics, standing pages: all that is no story."""

    limit = 10_000  # URLs a file

    def parts(self) -> int:
        # Counted exactly only where it might be more than one.
        return 1 if most() <= self.limit else ceil(len(list_pages()) / self.limit)


@x_robots_tag
def index(request):
    """The index of all sitemaps, but for the news sitemap, which robots.txt names.

    Of news that takes several files those after the first are named here.
    """
    more = [
        *_parts("sitemap_pages", PagesSitemap().parts()),
        *_parts("sitemap_news", NewsSitemap().parts())[1:],
    ]
    maps = [{"location": location, "lastmod": None} for location in more]
    for found in filled():
        parts = ceil(found.stories / MonthSitemap.limit)
        arguments = str(found.month).split("-")
        maps += [
            {"location": location, "lastmod": found.changed_at}
            for location in _parts("sitemap_month", parts, *arguments)
        ]
    return cacheable(_rendered(request, "index", {"sitemaps": maps}), "sitemaps")


@x_robots_tag
def month(request, year, month):
    """The stories of one month; `?p=2` is the second file of a month with very many.

    :raises Http404: if there is no such month, or no public story in it.
    """
    if not (1 <= int(year) <= 9998 and 1 <= int(month) <= 12):
        raise Http404
    found, part = Month(int(year), int(month)), _part(request)
    sitemap = MonthSitemap(found)
    if not sitemap.has(part):
        raise Http404
    response = _rendered(request, "urls", {"urlset": sitemap.urls(part)})
    age = LONG if found.is_settled else None
    return cacheable(response, "sitemaps", shared=age, lapses=sitemap.lapses)


@x_robots_tag
def news(request):
    """The stories of the last two days; with more than a thousand, a part of them."""
    stories = NewsSitemap().stories(_part(request))
    response = _rendered(request, "news", {"stories": stories})
    lapses = next_moment(shown.on_cards(stories))
    return cacheable(response, "sitemaps", lapses=lapses)


@x_robots_tag
def pages(request):
    """The pages that are no stories.

    :raises Http404: if there is no such part of them.
    """
    start = (_part(request) - 1) * PagesSitemap.limit
    found = list_pages()[start : start + PagesSitemap.limit]
    if not found:
        raise Http404
    urls = [{"location": absolute(page), "lastmod": at} for page, at in found]
    return cacheable(_rendered(request, "urls", {"urlset": urls}), "sitemaps")


def _part(request) -> int:
    """Return which file of several is asked for, from 1.

    :raises Http404: if the address names it in no way that the index does.
    """
    part = request.GET.get("p", "1")
    if not (part.isascii() and part.isdigit() and len(part) < 6 and int(part)):
        raise Http404
    return int(part)


def _parts(name, count, *arguments):
    """Return the whole addresses of the files of a sitemap."""
    address = absolute(reverse(f"articles:{name}", args=arguments))
    return [address, *(f"{address}?p={part}" for part in range(2, count + 1))]


def _rendered(request, name, context):
    # Dated by `cacheable` as all lists are, and not by the newest story: a withdrawal
    # makes that date earlier, and a crawler that asks by date would see no change.
    template = f"articles/sitemaps/{name}.xml"
    return render(request, template, context, content_type="application/xml")
