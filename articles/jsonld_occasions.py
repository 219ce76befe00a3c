"""How a story was made and what it is about, as schema.org describes it.

Source: schema.org 29, Trust Project (backstory, citation), Review, Person.
"""

from typing import Any

# Article.ReviewedKind → schema.org type, and the property that names its maker.
REVIEWED = {
    "book": ("Book", "author"),
    "film": ("Movie", "director"),
    "series": ("TVSeries", "creator"),
    "music": ("MusicAlbum", "byArtist"),
    "play": ("TheaterEvent", "performer"),
    "concert": ("MusicEvent", "performer"),
    "exhibition": ("ExhibitionEvent", "organizer"),
    "restaurant": ("Restaurant", ""),
    "game": ("VideoGame", "author"),
    "product": ("Product", "manufacturer"),
    "other": ("CreativeWork", "creator"),
}
ORGANISATIONS = {"product"}


def telling(article) -> dict:
    """Return how a story was made, and what its genre adds; empty facts left out."""
    facts: dict[str, Any] = {}
    if article.method_note:
        facts["backstory"] = article.method_note
    if article.genre == article.Genre.REVIEW:
        facts |= _review(article)
    if article.genre == article.Genre.OBITUARY and article.person_name:
        facts["about"] = _person(article)
    return facts


def cited(article) -> list[dict]:
    """Return the sources that a story names."""
    return [_work(source) for source in article.cited]


def _work(source):
    work = {"@type": "CreativeWork", "name": source.name}
    return work | ({"url": source.url} if source.url else {})


def _review(article):
    if not article.reviewed_title:
        return {}
    kind, made_by = REVIEWED[article.reviewed_kind or "other"]
    item: dict[str, Any] = {"@type": kind, "name": article.reviewed_title}
    if article.reviewed_maker and made_by:
        agent = "Organization" if article.reviewed_kind in ORGANISATIONS else "Person"
        item[made_by] = {"@type": agent, "name": article.reviewed_maker}
    if article.reviewed_details:
        item["description"] = article.reviewed_details
    facts: dict[str, Any] = {"itemReviewed": item}
    if article.rating is not None:
        facts["reviewRating"] = {
            "@type": "Rating",
            "ratingValue": article.rating,
            "bestRating": 5,
            "worstRating": 0,
        }
    return facts


def _person(article):
    person = {"@type": "Person", "name": article.person_name}
    dates = {"birthDate": article.person_born, "deathDate": article.person_died}
    return person | {name: known for name, known in dates.items() if known}
