"""A wire item as a story: what each field of an article takes from it."""

import re
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from articles import html
from articles.html import CleanHTML
from articles.models import Article
from newsroom.wire.formats.phrases import bylines, datelines
from newsroom.wire.items import WireItem, WirePicture
from newsroom.wire.models import Feed

SUGGESTION = 90  # characters: a first sentence longer than that is cut between words
# Characters that each field of words holds.
LENGTHS = {
    field.name: field.max_length
    for field in Article._meta.concrete_fields
    if field.max_length
}
OPENING_PARAGRAPH = re.compile(r"<p>(.*?)</p>\n?", re.S)
SENTENCE_END = re.compile(r"[.!?…][\"”’»)]*\s+(?=[\"“‘«(]?[^\W\d_])")
ABBREVIATIONS = {
    "mr", "mrs", "ms", "dr", "st", "gen", "sen", "rep", "gov", "prof", "no", "jan",
    "feb", "aug", "sept", "oct", "nov", "dec", "lt", "col", "sgt", "rev",
}  # fmt: skip


def fields(item: WireItem, feed: Feed) -> dict[str, Any]:
    """Return what the item says as values of `Article` fields.

    A dateline and a byline that open the text move to their own fields, since the page
    prints them from there.
    """
    body, byline, dateline = _opening_taken_off(item)
    return {
        "headline": shortened(item.headline, LENGTHS["headline"]),
        "suggested_headline": "" if item.headline else suggestion(item),
        "slugline": shortened(item.slugline, LENGTHS["slugline"]),
        "standfirst": item.standfirst,
        "body": body,
        "dateline": shortened(dateline, LENGTHS["dateline"]),
        "byline_text": shortened(printed_byline(byline), LENGTHS["byline_text"]),
        "agency_credit": shortened(
            item.credit or feed.agency or item.source, LENGTHS["agency_credit"]
        ),
        "language": language(item, feed),
        "embargo_until": item.embargo_until,
        "editor_note": editor_note(item),
    }


def suggestion(item: WireItem) -> str:
    """Return a headline to start from: the first sentence of the text, cut at a word.

    Without text it is the slugline.
    """
    paragraphs = html.paragraphs(_opening_taken_off(item)[0])
    sentence = _first_sentence(paragraphs[0]) if paragraphs else item.slugline
    return shortened(sentence.strip().rstrip("."), SUGGESTION)


def shortened(words: str, limit: int) -> str:
    """Return words of at most `limit` characters, cut between words with “…”."""
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:–—-") + "…"


def printed_byline(byline: str) -> str:
    """Return a byline as it is printed: no “By”, and names not in capitals.

    “By ANA RUIZ and BEN COLE, AP Writers” becomes “Ana Ruiz and Ben Cole, AP Writers”.
    """
    words = re.sub(r"^by:?\s+", "", byline.strip(" =-,;"), flags=re.I)
    names, comma, rest = words.partition(",")
    shouted = [word for word in names.split() if word not in datelines.SMALL]
    if all(word.isupper() for word in shouted):
        names = re.sub(r"[^\W\d_]{2,}", _in_title_case, names)
    return names + comma + rest


def _in_title_case(match):
    return match[0].title() if match[0].isupper() else match[0]


def editor_note(item: WireItem) -> str:
    """Return all that came with the copy and is for the desk alone."""
    notes = [*item.warnings, item.editor_note]
    if len(item.headline) > LENGTHS["headline"]:
        notes.append(_("Full headline: %s") % item.headline)
    if item.usage_terms:
        notes.append(_("Usage terms: %s") % item.usage_terms)
    notes += [_picture_note(picture) for picture in item.pictures]
    return "\n".join(note for note in notes if note)


def _picture_note(picture: WirePicture):
    if not picture.caption:
        return (
            _("A picture came with the copy: %s") % picture.href if picture.href else ""
        )
    credit = f" ({picture.credit})" if picture.credit else ""
    return _("Photo caption came with the copy: %(caption)s%(credit)s") % {
        "caption": picture.caption,
        "credit": credit,
    }


def _opening_taken_off(item):
    """Return body, byline and dateline, the latter two taken off the text's opening."""
    body, byline, dateline = html.clean(item.body), item.byline, item.dateline
    match = OPENING_PARAGRAPH.match(body)
    if match and (found := bylines.read(_plain(match[1]))):
        # What is left of clean paragraphs is clean, here and below.
        body, byline = CleanHTML(body[match.end() :]), byline or found
        match = OPENING_PARAGRAPH.match(body)
    # Mark-up in the opening, such as a link, is left alone: nothing may be lost of it.
    if match and "<" not in match[1][: datelines.REACH]:
        paragraph = match[1]
        if opening := datelines.read(paragraph):
            printed = paragraph[: len(paragraph) - len(opening.rest)]
            body = CleanHTML(body.replace(printed, "", 1))
            dateline = opening.city
    return body, byline, dateline


def _plain(markup):
    if "<" not in markup and "&" not in markup:
        return " ".join(markup.split())
    return " ".join(html.paragraphs(f"<p>{markup}</p>"))


def _first_sentence(paragraph):
    paragraph = paragraph[: 4 * SUGGESTION]
    for match in SENTENCE_END.finditer(paragraph):
        before = re.split(r"[\s(\"“]", paragraph[: match.start()])[-1].lower()
        # “U.S. State Department” and “Gen. Ruiz” do not end a sentence.
        if "." not in before and before not in ABBREVIATIONS and len(before) > 1:
            return paragraph[: match.end()]
    return paragraph


def language(item: WireItem, feed: Feed) -> str:
    """Return the language of an item, else that of its feed, else the paper's own."""
    stated = item.language or feed.language
    known = re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?", stated)
    return stated.lower() if known else settings.LANGUAGE_CODE
