"""Invent what readers reported about a few stories, and what became of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User

from articles.models import Article, Correction
from newsroom.notes import words
from newsroom.notes.models import Answer, Kind, Note, Outcome

# By the file of the story; hours count back from the moment the edition is made.
OPEN: list[dict[str, Any]] = [
    {
        "story": "01-council-votes-to-raise-the-sea-wall",
        "hours": 1.4,
        "kind": Kind.NUMBER,
        "quote": (
            "Tenders for the first section, 900 metres from the Old Quay to the fish"
            " market, will be invited next month."
        ),
        "wrong": "The first section is longer than 900 metres.",
        "right": "Sheet 3 of the plan on show at the town hall gives 1,100 metres.",
        "reader_email": "reader@estuary.example",
        "answer": Answer.ASKED,
    },
    {
        "story": "03-ferries-to-sail-after-deal",
        "hours": 0.8,
        "kind": Kind.PICTURE,
        "wrong": "The boat in the picture is not one of the two that were withdrawn.",
    },
]
CORRECTED = {
    "story": "05-court-of-appeal-on-the-1998-lease",
    "hours": 4.6,
    "kind": Kind.FACT,
    "quote": "The Harbour Trust passes half of its surplus to the city.",
    "wrong": "It is less than half.",
    "right": "The Port Act says 40 per cent.",
    "outcome": Outcome.CORRECTED,
}
SPAM = {
    "story": "06-athletic-win-the-cup",
    "hours": 2.1,
    "kind": Kind.OTHER,
    "wrong": "Cheap seats www.example.org www.example.net https://example.com",
    "suspicion": "It has many links.",
    "outcome": Outcome.SUSPECTED,
}


def invent(stories: Mapping[str, Article], editor: User, *, now: datetime) -> None:
    """Add notes to stories: two open, one that became a correction, one held back.

    :param stories: the stories by the names of their files.
    """
    for number, letter in enumerate([*OPEN, CORRECTED, SPAM], start=1):
        said = dict(letter)
        article = stories[said.pop("story")]
        note = Note(
            article=article,
            received_at=now - timedelta(hours=said.pop("hours")),
            form=f"demo {number}",
            **said,
        )
        note.fingerprint = words.fingerprint(note.quote, note.wrong, note.right)
        if note.outcome == Outcome.CORRECTED:
            note.correction = Correction.objects.get(article=article)
            note.decided_at, note.decided_by = note.correction.corrected_at, editor
        note.save()
