"""Where each kind of the demo edition's pages is."""

from django.urls import reverse

from articles.models import Article, Contributor, Section, StandingPage, Topic


def kinds() -> dict[str, str]:
    """Return kind of page → its path, one of each kind that readers can meet."""
    stories = Article.objects.published().newest_first()
    section = Section.objects.get(slug="world")
    found = {
        "home": "/",
        "section": section.get_absolute_url(),
        "article": stories.filter(genre="news").exclude(lead_photo=None)[0],
        "topic": Topic.objects.first(),
        "contributor": Contributor.objects.exclude(biography="").first(),
        "corrections": reverse("articles:corrections"),
        "contributors": reverse("articles:contributors"),
        "topics": reverse("articles:topics"),
        "most-read": reverse("popular:most_read"),
        "standing": StandingPage.objects.get(role="about"),
        "search": reverse("search:search") + "?q=wall",
        "search-empty": reverse("search:search"),
        "search-nothing": reverse("search:search") + "?q=zzzyx",
        "report": reverse("notes:report", args=[stories[0].pk]),
        "missing": "/nothing/here/",
    }
    for story in stories.order_by("published_at"):
        found[f"article-{story.genre}"] = story
    return {
        kind: page if isinstance(page, str) else page.get_absolute_url()
        for kind, page in found.items()
    }
