"""Print the text of a story: words with photos, tables, embeds and updates drawn."""

import html as entities
import re

from django import template
from django.utils.html import format_html

from articles import boxes, live, placeholders
from articles.embeds import embedded
from articles.models import ArticleEmbed
from articles.photos.album import Album
from articles.providers import embed_provider

register = template.Library()

# A placeholder, a table or a fact box of the body, as articles.html writes them.
PARTS = re.compile(
    r'(<figure(?: data-\w+="[^"]*")+></figure>|<table>.*?</table>|<aside>.*?</aside>)',
    re.DOTALL,
)
# How wide the style sheet draws the pictures of a text, and of a picture story.
SIZES_IN_TEXT = "(min-width: 48rem) 39rem, 92vw"
SIZES_ALONE = "(min-width: 70rem) 62rem, 92vw"
# And the picture at the head of a story, and of a feature, as wide as the page.
SIZES_OF_LEAD = "(min-width: 75em) 62rem, 100vw"
SIZES_OF_WIDE_LEAD = "(min-width: 90em) 82rem, (min-width: 60em) 92vw, 100vw"
BOX = '<figure data-box="1"></figure>'  # no clean body holds it
BOX_AFTER = 2  # paragraphs
# The last paragraph of a quotation, if it says who said it: "— Ana Marsh, of 42".
SAID_BY = re.compile(r"<p>(\s*[—–]\s*)((?:(?!</?p>).)+)</p>\s*</blockquote>", re.DOTALL)
# Where a paragraph begins, or a fact box, whose paragraphs are passed by.
OPENING = re.compile(r"<aside>.*?</aside>|<p\b[^>]*>", re.DOTALL)
# A paragraph of an interview that opens with the question in bold.
QUESTION = re.compile(r"<p><strong>((?:(?!</?strong>).)+)</strong>")


@register.filter
def lead_sizes(article):
    """Return how wide the lead photo is drawn, for the sizes of its picture."""
    is_wide = article.genre == article.Genre.FEATURE
    return SIZES_OF_WIDE_LEAD if is_wide else SIZES_OF_LEAD


@register.inclusion_tag("articles/partials/body.html")
def story_body(article):
    """Print the text with its photos and embeds drawn, by one query if it has embeds.

    Takes a story whose article_photos are loaded with their photos. A photo of the
    story that the text places nowhere stands after it, in its order.
    """
    uses = {use.photo_id: use for use in article.photos_shown}
    embeds = embedded(article)
    album = Album(article)
    opening = live.introduction(article) if _is_live(article) else article.body
    opening = _with_box(article, _with_dateline(article, opening))
    parts = _parts(opening, article, uses, embeds)
    updates = [
        {"update": one, "parts": _parts(one.html, article, uses, embeds)}
        for one in live.updates(article)
    ]
    all_parts = parts + [part for one in updates for part in one["parts"]]
    facts = [part for part in all_parts if part.get("is_facts")]
    for number, part in enumerate(facts, start=1):
        part["html"] = boxes.drawn(part["html"], number)
    placed = {
        use.pk
        for part in all_parts
        for use in [part.get("use"), *part.get("gallery", [])]
        if use
    }
    rest = [
        {"use": use}
        for use in uses.values()
        if use.pk not in placed and use.photo_id != article.lead_photo_id
    ]
    for part in all_parts:
        if all_uses := part.get("gallery"):
            seen = [use for use in all_uses if album.place_of(use.photo)]
            # One photo is no gallery.
            part["gallery"], part["use"] = (
                (None, seen[0]) if len(seen) == 1 else (seen, None)
            )
    sizes = SIZES_ALONE if article.is_picture_story else SIZES_IN_TEXT
    return {
        "parts": parts if updates else parts + rest,
        "updates": updates,
        "rest": rest if updates else [],
        "article": article,
        "album": album,
        "sizes": sizes,
    }


def _part(text, uses, embeds):
    """Return a piece of the body: HTML, a table, a box, photos' uses, an embed."""
    if text.startswith("<table>"):
        return {"html": text, "is_table": True}
    if text.startswith("<aside>"):
        return {"html": text, "is_facts": True}
    if not text.startswith("<figure data-"):
        return {"html": text}
    if text == BOX:
        return {"is_box": True}
    [(name, value)] = re.findall(r'data-(\w+)="([^"]*)"', text)[:1]
    if name == "photo":
        return {"use": uses.get(int(value))}
    if name == "gallery":
        ids = placeholders.ids_of(value)
        return {"gallery": [uses[photo] for photo in ids if photo in uses]}
    address = entities.unescape(value) if name == "embed" else ""
    if not embed_provider(address):
        return {}
    return {"embed": embeds.get(address) or ArticleEmbed(url=address)}


def _parts(text, article, uses, embeds):
    """Return the pieces of clean HTML, in order, each as `_part` describes it."""
    text = SAID_BY.sub(r'<p class="said">\2</p></blockquote>', text)
    pieces = PARTS.split(text)
    if article.genre == article.Genre.INTERVIEW:
        # What a table or a box says in bold is no question.
        pieces[::2] = [
            QUESTION.sub(r'<p><strong class="q">\1</strong>', piece)
            for piece in pieces[::2]
        ]
    return [_part(piece, uses, embeds) for piece in pieces if piece.strip()]


def _with_box(article, text):
    """Return the text with a place for its box: after the lede, above live coverage."""
    if not article.points:
        return text
    if _is_live(article):
        return f"{BOX}\n{text}"
    blocks = text.split("\n")
    paragraphs = [at for at, block in enumerate(blocks) if block.startswith("<p")]
    at = paragraphs[BOX_AFTER - 1] + 1 if len(paragraphs) > BOX_AFTER else len(blocks)
    return "\n".join([*blocks[:at], BOX, *blocks[at:]])


def _is_live(article):
    return article.genre == article.Genre.LIVE


def _with_dateline(article, text):
    """Return the text, the dateline opening its first paragraph outside a fact box.

    Capitals are the style sheet's, and the city's alone: "PORT SABLE, Lorn —" (AP).
    """
    if not article.dateline:
        return text
    city, comma, state = article.dateline.partition(",")
    where = format_html('<span class="state">,{}</span>', state) if comma else ""
    dateline = format_html('<span class="dateline">{}{} —</span> ', city, where)
    for found in OPENING.finditer(text):
        if not found[0].startswith("<aside>"):
            return f"{text[: found.end()]}{dateline}{text[found.end() :]}"
    return f"<p>{dateline}</p>{text}"
