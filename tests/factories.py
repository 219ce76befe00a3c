"""Make objects for tests. Each takes what the test is about and invents the rest."""

from itertools import count

from django.contrib.auth.models import Group, User
from django.utils import timezone

from articles import publishing, standing
from articles.models import (
    Article,
    Byline,
    Contributor,
    Photo,
    Section,
    StandingPage,
    Topic,
)

numbers = count(1)


def make_section(**fields):
    number = next(numbers)
    return Section.objects.create(
        **{"name": f"Section {number}", "slug": f"s-{number}"} | fields
    )


def make_contributor(**fields):
    number = next(numbers)
    return Contributor.objects.create(
        **{"name": f"Contributor {number}", "slug": f"contributor-{number}"} | fields
    )


def make_topic(name=None, **fields):
    return Topic.objects.create(name=name or f"Topic {next(numbers)}", **fields)


def make_photo(**fields):
    """Return a photo row with all that publishing asks for; no file is written."""
    number = next(numbers)
    invented = {
        "original": f"test/{number}.jpg",
        "width": 1920,
        "height": 1280,
        "sha256": f"{number:064x}",
        "caption": f"Caption {number}.",
        "alt_text": f"A picture numbered {number} for a test",
        "credit": f"Credit {number}",
        "category": "staff",
    }
    return Photo.objects.create(**invented | fields)


def make_article(*, bylines=(), topics=(), **fields):
    """Return a draft, or what `fields` say; with a date if it is cleared."""
    number = next(numbers)
    invented = {
        "headline": f"Headline {number}",
        "slug": f"story-{number}",
        "body": "<p>Lede.</p>",
    }
    article = Article(**invented | fields)
    if "section" not in fields:
        article.section = make_section()
    if article.status in Article.Status.cleared() and not article.published_at:
        article.published_at = timezone.now()
    article.save()
    for position, contributor in enumerate(bylines):
        Byline.objects.create(
            article=article, contributor=contributor, position=position
        )
    article.tags.add(*topics)
    publishing.file_copies(article)
    return article


def make_published(**fields):
    """Return a story that readers may see."""
    return make_article(**{"status": Article.Status.PUBLISHED} | fields)


def make_user(*groups, **fields):
    """Return somebody of the desk, in the groups named, such as "Reporter"."""
    number = next(numbers)
    user = User.objects.create_user(
        **{"username": f"user-{number}", "is_staff": True} | fields
    )
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def make_page(**fields):
    """Return a standing page with its first revision; readers may not see it."""
    number = next(numbers)
    invented = {
        "title": f"Page {number}",
        "slug": f"page-{number}",
        "body": "<p>Words.</p>",
    }
    page = StandingPage.objects.create(**invented | fields)
    standing.keep(page)
    return page
