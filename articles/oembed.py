"""Show a story in other people's pages: oEmbed, and the card it puts there.

Source: oembed.com, version 1.0. The card is a page of its own in a frame, without
script; it is the only page of the site that others may frame.
"""

import json
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe
from lxml import etree

from articles.http import cacheable
from articles.models import Article
from articles.models.rights import next_moment
from articles.photos import shown
from articles.sharing import (
    absolute,
    authors,
    credit,
    fitting,
    home_address,
    printable,
)

FORMATS = {"json": "application/json", "xml": "text/xml; charset=utf-8"}
WIDTH, WIDEST = 600, 10_000  # pixels
TEXT_HEIGHT = 210  # pixels of the card without its picture
TALLEST = 640
# Links leave the frame, into the page around it or a new one; no script runs. Its style
# sheets and fonts are for our own pages, so it must go on being one.
SANDBOX = (
    "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
    " allow-top-navigation-by-user-activation"
)
TEXT = "text/plain; charset=utf-8"


class Refused(Exception):
    """The answer is none; the status says so to machines, the sentence to people."""

    def __init__(self, status: int, sentence: str):
        super().__init__(sentence)
        self.code = status


@require_safe
def oembed(request):
    """Describe a story to whoever wants to show it, as JSON or XML."""
    try:
        answer = _answer(request.GET)
    except Refused as refusal:
        answer = HttpResponse(
            str(refusal),
            status=refusal.code,
            content_type="text/plain; charset=utf-8",
        )
        answer.headers["Cache-Control"] = "public, max-age=60"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@xframe_options_exempt
@require_safe
def card(request, pk):
    """A story as a card, which any site may frame; gone where the story is gone."""
    article = _stories().filter(pk=pk).first()
    status = 200 if article else 410 if _was_killed(pk) else 404
    lead = article and article.lead_shown
    context = {
        "article": article,
        "credit": lead and credit(lead, article.lead_printed),
    }
    response = render(request, "articles/card.html", context, status=status)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    # Named so by the decorators of Django 6, and read by ours.
    policy = settings.SECURE_CSP | {"frame-ancestors": ["*"]}
    setattr(response, "_csp_config", policy)  # noqa: B010
    if article is None:
        return cacheable(response, f"article-{pk}")
    photos = shown.on_cards([article])
    return cacheable(response, *article.surrogate_keys(), lapses=next_moment(photos))


def address_of(article, form: str) -> str:
    """Return where a story is described in one of FORMATS, for its page to name."""
    query = {"url": absolute(article.get_absolute_url()), "format": form}
    return absolute(f"{reverse('articles:oembed')}?{urlencode(query)}")


def describe(article, *, width: int, height: int) -> dict:
    """Return what oEmbed says about a story loaded with its card parts.

    :param width: pixels that the card and its thumbnail may be wide at most.
    :param height: the same for their height.
    """
    by = authors(article)
    card_width = min(width, WIDTH)
    about = {
        "version": "1.0",
        "type": "rich",
        "title": printable(article.headline),
        "author_name": printable(", ".join(author.name for author in by)),
        "provider_name": settings.NEWSROOM_NAME,
        "provider_url": home_address(),
        "cache_age": settings.NEWSROOM_SHARED_MAX_AGE,
        "width": card_width,
        "height": min(height, _height(article, card_width)),
    }
    if len(by) == 1 and by[0].url:
        about["author_url"] = by[0].url
    if picture := fitting(article.lead_shown, width, height):
        about |= {
            "thumbnail_url": picture.url,
            "thumbnail_width": picture.width,
            "thumbnail_height": picture.height,
        }
    return about | {"html": _frame(article, about["width"], about["height"])}


def _answer(asked):
    form = asked.get("format", "json")
    if form not in FORMATS:
        raise Refused(501, _("Only json and xml are spoken here."))
    width = _pixels(asked, "maxwidth")
    height = _pixels(asked, "maxheight")
    article = _story_at(asked.get("url", ""))
    about = describe(article, width=width, height=height)
    text = json.dumps(about, ensure_ascii=False) if form == "json" else _xml(about)
    response = HttpResponse(text, content_type=FORMATS[form])
    lapses = next_moment(shown.on_cards([article]))
    return cacheable(response, *article.surrogate_keys(), lapses=lapses)


def _story_at(url):
    """Return the story at an address of ours, in any spelling of it.

    :raises Refused: if there is none that readers may see.
    """
    if not url:
        raise Refused(400, _("Say which page: url is missing."))
    try:
        asked, ours = urlsplit(url), urlsplit(settings.NEWSROOM_BASE_URL)
        is_ours = asked.scheme in {"http", "https"} and asked.netloc == ours.netloc
        match = resolve(asked.path) if is_ours else None
    except (ValueError, Resolver404):
        match = None
    if match is None or match.view_name != "articles:article":
        raise Refused(404, _("There is no story at that address."))
    pk = match.kwargs["pk"]
    article = _stories().filter(pk=pk).first()
    if article is None and _was_killed(pk):
        raise Refused(410, _("That story was taken down."))
    if article is None:
        raise Refused(404, _("There is no story at that address."))
    return article


def _stories():
    return Article.objects.published().with_card_parts()


def _was_killed(pk):
    killed = Article.objects.killed().filter(published_at__lte=timezone.now())
    return killed.filter(pk=pk).exists()


def _pixels(asked, name):
    text = asked.get(name, "")
    if not text:
        return WIDEST
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:6]) <= WIDEST):
        raise Refused(
            400,
            _("%(name)s is a whole number of pixels from 1 to %(most)d.")
            % {"name": name, "most": WIDEST},
        )
    return int(text[:6])


def _height(article, width):
    """Return how tall a card of a width is: its text, and a picture of 16:9 above."""
    picture = article.lead_shown
    above = width * 9 // 16 if picture and picture.renditions else 0
    return min(TEXT_HEIGHT + above, TALLEST)


def _frame(article, width, height):
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"'
        ' sandbox="{}" style="border:0;max-width:100%"></iframe>',
        absolute(reverse("articles:card", args=[article.pk])),
        printable(article.headline),
        width,
        height,
        SANDBOX,
    )


def _xml(about):
    root = etree.Element("oembed")
    for name, value in about.items():
        etree.SubElement(root, name).text = str(value)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", standalone=True)
