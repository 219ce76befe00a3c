"""All feeds there are, in words for people and as OPML for the apps they read with.

Source: OPML 2.0 (opml.org/spec2.opml).
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from lxml import etree
from lxml.etree import SubElement

from articles.feeds.lists import FORMATS, address
from articles.http import cacheable
from articles.models import Article, Contributor, Section, Topic
from articles.sharing import absolute, home_address, language_tag, printable

NEWEST = 200  # stories whose topics and contributors are named
MOST = 24  # topics, and contributors


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of the paper: its name, its page, and its feeds by format."""

    name: str
    page: str
    feeds: dict[str, str]
    part_of: bool = False  # of the one before it


@dataclass(frozen=True, slots=True)
class Group:
    """Some lists under a heading."""

    name: str
    lists: list[Listed]


@require_safe
def page(request):
    """The feeds of the paper, its sections, and what and who is in the news."""
    response = render(request, "articles/feeds.html", {"groups": groups()})
    return cacheable(response, "feeds")


@require_safe
def opml(request):
    """The same as a file that an app subscribes to all at once."""
    root = etree.Element("opml", {"version": "2.0"})
    head, body = SubElement(root, "head"), SubElement(root, "body")
    SubElement(head, "title").text = printable(settings.NEWSROOM_NAME)
    SubElement(head, "ownerId").text = home_address()
    for group in groups():
        folder = SubElement(body, "outline", {"text": group.name})
        for listed in group.lists:
            SubElement(folder, "outline", _outline(listed))
    text = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    response = HttpResponse(text, content_type="text/x-opml; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return cacheable(response, "feeds")


def groups() -> list[Group]:
    """Return every list worth following now, by three queries."""
    paper = [
        _listed(settings.NEWSROOM_NAME, home_address(), "home"),
        _listed(
            _("Corrections"), absolute(reverse("articles:corrections")), "corrections"
        ),
    ]
    found = [
        Group(_("The whole paper"), paper),
        Group(_("Sections"), list(_sections())),
        Group(_("Topics in the news"), [_subject(one, "topic") for one in _topics()]),
        Group(_("People"), [_subject(one, "contributor") for one in _people()]),
    ]
    return [group for group in found if group.lists]


def _sections():
    """Yield the sections in the order of the navigation, each with its parts."""
    sections = list(Section.objects.order_by("position", "name"))
    for section in sections:
        if section.parent_id is None:
            yield _subject(section, "section")
            for part in sections:
                if part.parent_id == section.pk:
                    yield _subject(part, "section", part_of=True)


def _topics():
    recent = Topic.objects.filter(article_tags__content_object__in=_newest())
    return recent.annotate(count=Count("pk")).order_by("-count", "name")[:MOST]


def _people():
    recent = Contributor.objects.filter(bylines__article__in=_newest())
    return recent.annotate(count=Count("pk")).order_by("-count", "name")[:MOST]


def _newest():
    return Article.objects.published().newest_first().values("pk")[:NEWEST]


def _subject(subject, kind, *, part_of=False):
    page = absolute(subject.get_absolute_url())
    return _listed(subject.name, page, kind, subject.slug, part_of=part_of)


def _listed(name, page, kind, slug="", *, part_of=False):
    feeds = {form: address(kind, slug, form) for form in FORMATS}
    return Listed(printable(name), page, feeds, part_of)


def _outline(listed):
    return {
        "type": "rss",
        "text": listed.name,
        "title": listed.name,
        "xmlUrl": listed.feeds["rss"],
        "htmlUrl": listed.page,
        "language": language_tag(settings.LANGUAGE_CODE),
    }
