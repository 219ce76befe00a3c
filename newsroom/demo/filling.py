"""Fill an empty database with the demo edition, by the verbs a desk uses."""

import re
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import NamedTuple

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.crypto import get_random_string

from articles import publishing
from articles.models import Article, Byline, Contributor, Correction, Photo, Section
from articles.models.topics import Topic
from articles.slugs import slug_for
from newsroom.demo import furniture, letters, pages, readers, texts

EDITOR = "editor"
WRITING = timedelta(hours=5)  # how long before it came out a story was begun
# Without letters and digits that look alike: it is typed from a screen.
TYPEABLE = "abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679"


class Furniture(NamedTuple):
    """What the stories refer to, by the names their files use."""

    sections: dict[str, Section]
    contributors: dict[str, Contributor]
    topics: dict[str, Topic]
    photos: dict[str, Photo]


class Filled(NamedTuple):
    """What was made; the password is empty if the account was there before."""

    stories: int
    photos: int
    password: str


def fill(*, now: datetime | None = None) -> Filled:
    """Put the whole edition into the database, or nothing of it.

    :param now: the moment from which the stories' hours count back.
    """
    now = now or timezone.now()
    with ExitStack() as undo, transaction.atomic():
        editor, password = make_editor()
        stock = Furniture(
            furniture.sections(),
            furniture.contributors(),
            furniture.topics(),
            furniture.photos(undo, by=editor),
        )
        furniture.hang_portraits(stock.contributors, stock.photos)
        made = [(tell(story, stock, editor, now), story) for story in texts.stories()]
        set_clock_back([article.pk for article, _ in made])
        pages.put_up(by=editor)
        weights = {article.pk: float(story["Reads"] or 0) for article, story in made}
        readers.invent(weights, now=now)
        named = {story.file.removesuffix(".txt"): article for article, story in made}
        letters.invent(named, editor, now=now)
        undo.pop_all()  # everything stands, so the files stay
    return Filled(len(made), len(stock.photos), password)


def make_editor() -> tuple[User, str]:
    """Return the demo editor and the new password, empty if the account exists."""
    if held := User.objects.filter(username=EDITOR).first():
        return held, ""
    password = get_random_string(14, TYPEABLE)
    editor = User.objects.create_user(
        EDITOR, password=password, first_name="Demo", last_name="Editor", is_staff=True
    )
    editor.groups.add(Group.objects.get(name="Publisher"))
    return editor, password


def tell(story: texts.Story, stock: Furniture, editor: User, now: datetime) -> Article:
    """Write one story, and take it as far as its file says."""

    def ago(header):
        hours = story.hours(header)
        return None if hours is None else now - timedelta(hours=hours)

    moment = ago("Hours-Ago")
    photos = {key: photo.pk for key, photo in stock.photos.items()}
    article = Article.objects.create(
        headline=story["Headline"],
        slug=slug_for(story["Headline"]),
        kicker=story["Kicker"],
        standfirst=story["Standfirst"],
        slugline=story["Slugline"],
        body=_on_the_clock(story.body(photos), now),
        dateline=story["Dateline"],
        byline_text=story["Byline-Text"],
        agency_credit=story["Agency"],
        genre=story["Genre"] or Article.Genre.NEWS,
        language=story["Language"] or "en-gb",
        translation_of=first_of(story),
        section=stock.sections[story["Section"]],
        lead_photo=stock.photos[story["Photo"]] if story["Photo"] else None,
        lead_caption=story["Caption"],
        editor_note=story["Editor-Note"],
        # Publishing keeps a date in the past, as for a story that returns.
        published_at=moment if story.state in ("published", "killed") else None,
        materially_updated_at=ago("Updated-Hours-Ago"),
        embargo_until=moment if story.state == "embargoed" else None,
        **_telling(story),
        coverage_start=ago("Coverage-Start-Hours-Ago"),
        coverage_end=ago("Coverage-End-Hours-Ago"),
    )
    Byline.objects.bulk_create(
        Byline(
            article=article,
            contributor=stock.contributors[name],
            role=role,
            position=position,
        )
        for position, (name, role) in enumerate(story.bylines, start=1)
    )
    article.tags.add(*(stock.topics[name] for name in story.topics))
    if story["Correction"]:
        Correction.objects.create(
            article=article,
            text=story["Correction"],
            at_top=bool(story["Correction-At-Top"]),
            corrected_at=ago("Correction-Hours-Ago") or now,
            corrected_by=editor,
        )
    publishing.record_edit(article, by=editor)
    _take(article, story, moment, editor)
    return article


def first_of(story: texts.Story) -> Article | None:
    """Return the story that one translates, told before it by its number, or None.

    :raises Article.DoesNotExist: if no story has the slugline that it names.
    """
    slugline = story["Translation-Of"]
    return Article.objects.get(slugline=slugline) if slugline else None


def _on_the_clock(body, now):
    """Return a body with times in place of hours ago, as updates of live coverage."""

    def moment(hours):
        at = timezone.localtime(now - timedelta(hours=float(hours[1])))
        return f"<h3>{at:%Y-%m-%d %H.%M} "

    return re.sub(r"<h3>@([\d.]+) ", moment, body)


def _telling(story):
    """Return what a story tells about itself and the work or life it is about."""
    return {
        "box_title": story["Box-Title"],
        "box_points": story.lines("Box"),
        "method_note": story.lines("Method").replace("\n", "\n\n"),
        "sources": story.lines("Sources"),
        "ai_note": story["AI"],
        "reviewed_title": story["Reviewed"],
        "reviewed_kind": story["Reviewed-Kind"],
        "reviewed_maker": story["Reviewed-Maker"],
        "reviewed_details": story["Reviewed-Details"],
        "rating": int(story["Rating"]) if story["Rating"] else None,
        "person_name": story["Person"],
        "person_born": story["Born"],
        "person_died": story["Died"],
    }


def _take(article, story, moment, editor):
    """Take a story from draft to the state its file names."""
    if story.state in ("published", "killed"):
        publishing.publish(article, by=editor)
    if story.state == "killed":
        publishing.kill(article, note=story["Kill-Note"], by=editor)
    elif story.state == "scheduled":
        publishing.schedule(article, at=moment, by=editor)
    elif story.state == "embargoed":
        publishing.make_ready(article, by=editor)
    elif story.state == "submitted":
        publishing.submit(article, by=editor)


def set_clock_back(keys: list[int]) -> None:
    """Let stories out already have been written and edited when they came out."""
    out = Article.objects.filter(pk__in=keys, published_at__lte=timezone.now())
    out.update(
        created_at=F("published_at") - WRITING,
        edited_at=Coalesce("materially_updated_at", "published_at"),
    )
