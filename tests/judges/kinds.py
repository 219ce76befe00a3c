"""Where each kind of the demo edition's pages is."""

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.db.models import Count
from django.urls import URLPattern, get_resolver, resolve, reverse
from django.utils import timezone

from articles import publishing
from articles.models import Article, Contributor, Section, StandingPage, Topic
from articles.models.articles import MONTHS

# Addresses that are no pages: what machines read has a judge of its own.
NO_PAGES = (
    *("admin", "feed", "sitemap", "robots", "security", "tdmrep", "oembed", "opml"),
    # Standing pages are reached through the address of sections.
    *("standing", "count", "key", "nowhere", "thanks", "healthz", "readyz", "media"),
)


def kinds() -> dict[str, str]:
    """Return kind of page → its path, one of each kind that readers can meet.

    :raises LookupError: if a page of the site is of no kind here.
    """
    found = {kind: path_of(page) for kind, page in each_kind()}
    names = {
        resolve(path.partition("?")[0]).url_name
        for kind, path in found.items()
        if kind != "missing"
    }
    forgotten = {
        name
        for name in all_names(get_resolver())
        if name not in names and not any(part in name for part in NO_PAGES)
    }
    if forgotten:
        raise LookupError(f"No judge looks at the pages {sorted(forgotten)}.")
    return found


def each_kind() -> Iterator[tuple[str, object]]:
    stories = Article.objects.published().newest_first()
    news = stories.filter(genre="news").exclude(lead_photo=None)[0]
    section = Section.objects.filter(parent=None).order_by("position")[0]
    yield "home", "/"
    yield "section", section
    yield "sub-section", Section.objects.exclude(parent=None).first()
    yield "article", news
    for genre in Article.Genre.values:
        if story := stories.filter(genre=genre).last():
            yield f"article-{genre}", story
    yield "article-foreign", stories.exclude(language__startswith="en").first()
    yield "article-oldest", stories.last()
    told = stories.filter(article_photos__isnull=False).first()
    yield "photos", f"{told.get_absolute_url()}photos/"
    yield "photo", f"{told.get_absolute_url()}photos/1/"
    yield "topic", most_written(Topic, "articles")
    yield "topics", reverse("articles:topics")
    yield "topics-letter", reverse("articles:topics_of_letter", args=["a"])
    yield "contributor", most_written(Contributor, "bylines")
    yield "contributors", reverse("articles:contributors")
    yield "corrections", reverse("articles:corrections")
    yield "latest", reverse("articles:latest")
    yield from archive(timezone.localtime(news.published_at))
    yield "most-read", reverse("popular:most_read")
    yield "most-read-section", reverse("popular:most_read_of_section", args=["sport"])
    yield "feeds", reverse("articles:feeds")
    yield "card", reverse("articles:card", args=[news.pk])
    for page in StandingPage.objects.public()[:2]:
        yield f"standing-{page.slug}", page
    yield "report", reverse("notes:report", args=[news.pk])
    search = reverse("search:search")
    yield "search", f"{search}?q=wall"
    yield "search-empty", search
    yield "search-nothing", f"{search}?q=zzzyx"
    yield "missing", "/nothing/here/"
    yield "killed", killed(stories)


def archive(day):
    yield "archive", reverse("articles:archive")
    year = reverse("articles:archive_year", args=[day.year])
    yield "archive-year", year
    yield "archive-month", f"{year}{MONTHS[day.month - 1]}/"
    yield "archive-day", f"{year}{MONTHS[day.month - 1]}/{day.day:02}/"


def most_written(model, stories):
    return model.objects.annotate(number=Count(stories)).order_by("-number")[0]


def killed(stories):
    """Kill a story, and return where it was."""
    story = stories.filter(genre="news")[5]
    path = story.get_absolute_url()
    publishing.kill(story, note="It was wrong.", by=User.objects.first())
    return path


def path_of(page) -> str:
    return page if isinstance(page, str) else page.get_absolute_url()


def all_names(resolver) -> Iterator[str]:
    """Yield the names of all addresses outside the admin."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or ""
        elif pattern.namespace != "admin":
            yield from all_names(pattern)
