"""A story's body as HTML that can stand anywhere: whole addresses, plain figures."""

from urllib.parse import urljoin

import lxml.html
from lxml.html.builder import IMG, A, E, P

from articles import html, placeholders
from articles.embeds import embedded
from articles.photos import digital_source
from articles.providers import embed_provider
from articles.sharing import absolute, credit, picture, printable


def portable_body(article) -> str:
    """Return the whole text of a story for feed readers.

    The placeholders of photos and galleries become figures with caption and credit,
    those of embeds a link to the provider; a photo that is gone or has no renditions
    leaves nothing.
    The dateline opens the text and the agency's credit closes it, as on the page.

    :param article: with section, lead photo, article photos and embeds loaded.
    """
    page = absolute(article.get_absolute_url())
    text = printable(str(html.clean(article.body)))
    body = lxml.html.fragment_fromstring(text, create_parent="div")
    uses = {use.photo_id: use for use in article.photos_shown}
    embeds = embedded(article)
    for figure in body.findall(".//figure"):
        _put_in_place(figure, _drawn(figure, uses, embeds))
    for link in body.iter("a"):
        if "href" in link.attrib:
            link.set("href", urljoin(page, link.get("href")))
    _add_dateline(body, printable(article.dateline))
    if article.agency_credit:
        body.append(P(printable(article.agency_credit)))
    body[:0] = _figures(article.lead_shown, article.lead_printed)
    return "\n".join(_written(block) for block in body)


def _drawn(figure, uses, embeds):
    """Return the elements that stand for a placeholder; none to leave it out."""
    if address := figure.get("data-embed"):
        return _linked(address, embeds.get(address))
    ids = placeholders.ids_of(figure.get("data-gallery") or figure.get("data-photo"))
    found = [uses[photo] for photo in ids if photo in uses]
    return [figure for use in found for figure in _figures(use.photo, use.printed)]


def _figures(photo, printed):
    """Return a photo as a figure in a list, or an empty one if it has no renditions."""
    shown = picture(photo)
    if shown is None:
        return []
    image = IMG(
        src=shown.url,
        alt=printable(printed.alt),
        width=str(shown.width),
        height=str(shown.height),
    )
    label = digital_source.label(photo.digital_source)
    parts = (label and f"{label}.", printed.caption, credit(photo, printed))
    words = " ".join(words for words in parts if words)
    return [E.figure(image, E.figcaption(printable(words)))]


def _linked(address, row):
    """Return a link to an embed, named as its provider names it, and its caption."""
    name = row.title if row and row.title else address
    link = P(A(printable(f"{embed_provider(address)}: {name}"), href=address))
    return [link, P(printable(row.caption))] if row and row.caption else [link]


def _put_in_place(figure, drawn):
    parent = figure.getparent()
    if drawn:
        drawn[-1].tail = figure.tail
    at = parent.index(figure)
    parent[at : at + 1] = drawn


def _add_dateline(body, dateline):
    opening = body.find("p")
    if dateline and opening is not None:
        opening.text = f"{dateline} — {opening.text or ''}"


def _written(block):
    return lxml.html.tostring(block, encoding="unicode").strip()
