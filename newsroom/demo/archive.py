"""Make a large archive of invented stories, fast, for benchmarks and load tests.

The rows are those that `articles.publishing` would leave, but written in bulk and
without revisions: clean bodies, dates copied to bylines and topics, a use for each
photo in a text. One seed and one day give the same stories on every machine.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cached_property
from operator import attrgetter

from django.db import transaction
from django.utils import timezone

from articles import html, rows
from articles.html import CleanHTML
from articles.models import (
    Article,
    ArticlePhoto,
    ArticleTag,
    Byline,
    Correction,
)
from articles.slugs import slug_for
from newsroom.demo import furniture, phrases, readers, texts
from newsroom.search import index

BATCH = 500  # stories written at once
YEARS = 8  # over which the archive is spread
NEWEST_READ = 50  # stories that get a day of reads
Status = Article.Status
# How the desk's stock is made up, in thousandths.
STATES = {
    "published": 958, "killed": 3, "draft": 18, "withdrawn": 3, "submitted": 6,
    "ready": 4, "embargoed": 2, "scheduled": 6,
}  # fmt: skip
GENRES = {
    "news": 640, "analysis": 70, "explainer": 45, "feature": 80, "interview": 30,
    "opinion": 75, "review": 35, "obituary": 10, "pictures": 15,
}  # fmt: skip
STATUS_OF = {
    "withdrawn": Status.DRAFT,
    "embargoed": Status.READY,
} | {status.value: status for status in Status}
# What is filled in each table, in the order in which the rows come.
COLUMNS = [
    field.attname for field in Article._meta.concrete_fields if field.name != "id"
]
BYLINE = ["article_id", "contributor_id", "role", "position", "published_at"]
TAG = ["content_object_id", "tag_id", "published_at"]
CORRECTION = ["article_id", "kind", "text", "at_top", "corrected_at"]
USE = [
    "article_id", "photo_id", "position", "caption", "caption_is_frozen", "alt_text",
    "is_decorative", "credit", "credit_reason", "crops",
]  # fmt: skip


class Archive:
    """Invents stories in their order, oldest first; all chance comes from one seed."""

    def __init__(self, number: int, *, seed: int, today: datetime):
        self.chance = random.Random(seed)
        self.today = today
        # More stories a year lately than eight years ago.
        self.ages = sorted(
            (self.chance.random() ** 1.25 for _ in range(number)), reverse=True
        )
        self.sections = list(furniture.sections().values())
        self.people = list(furniture.contributors().values())
        self.topics = list(furniture.topics().values())
        self.photos = list(furniture.photo_rows().values())

    @cached_property
    def paragraphs(self) -> list[str]:
        """The edition's paragraphs, quotations and lists, clean, without its photos."""
        blocks = []
        for story in texts.stories():
            if not story["Language"]:
                blocks += story.body({}).split("\n")
        return [block for block in blocks if not block.startswith("<h2>")]

    @cached_property
    def standfirsts(self) -> list[str]:
        return [story["Standfirst"] for story in texts.stories() if story["Standfirst"]]

    def batches(self) -> Iterator[list[float]]:
        for start in range(0, len(self.ages), BATCH):
            yield self.ages[start : start + BATCH]

    def story(self, age: float) -> Article:
        """Return a story not stored yet.

        :param age: 0 for today to 1 for the first day of the archive.
        """
        chance = self.chance
        state = _one_of(STATES, chance)
        moment = self.today - timedelta(days=age * YEARS * 365, minutes=1)
        moment = written = moment.replace(second=chance.randrange(60))
        if state == "scheduled":
            moment = self.today + timedelta(days=2, minutes=chance.randrange(9000))
        headline = phrases.headline(chance)
        slug = slug_for(headline)
        dated = state in ("published", "killed", "withdrawn", "scheduled")
        placed = chance.sample(self.photos, chance.choice((0, 0, 0, 1, 1, 2)))
        updated = state == "published" and chance.random() < 0.08
        # Agencies sign their own copy; it has no byline of ours.
        agency = chance.choice(("Northline", "Coastal Press Agency"))
        return Article(
            headline=headline,
            slug=slug,
            slugline="-".join(slug.split("-")[:3]).upper(),
            kicker=chance.choice(self.topics).name if chance.random() < 0.7 else "",
            standfirst=chance.choice(self.standfirsts),
            body=self.body([photo.pk for photo in placed]),
            dateline=chance.choice(phrases.PLACES) if chance.random() < 0.3 else "",
            agency_credit=agency if chance.random() < 0.12 else "",
            genre=_one_of(GENRES, chance),
            language="en-gb",
            section=chance.choice(self.sections),
            lead_photo=chance.choice(self.photos) if chance.random() < 0.7 else None,
            status=STATUS_OF[state],
            published_at=moment if dated else None,
            publish_at=moment if state == "scheduled" else None,
            embargo_until=(
                self.today + timedelta(days=3) if state == "embargoed" else None
            ),
            materially_updated_at=moment + timedelta(minutes=47) if updated else None,
            kill_note=phrases.KILL_NOTE if state == "killed" else "",
            created_at=written - timedelta(hours=5),
            edited_at=written + timedelta(minutes=47) if updated else written,
        )

    def body(self, placed: list[int]) -> CleanHTML:
        """Return a text of 8 to 20 paragraphs, with a subhead and these photos."""
        chance = self.chance
        blocks = chance.choices(self.paragraphs, k=chance.randint(8, 20))
        blocks.insert(len(blocks) // 2, f"<h2>{chance.choice(phrases.SUBHEADS)}</h2>")
        for number in placed:
            at = chance.randint(2, len(blocks))
            blocks.insert(at, f'<figure data-photo="{number}"></figure>')
        # Each block is clean, so the text is; cleaning it again would cost the most.
        return CleanHTML("\n".join(blocks))

    def bylines(self, article: Article) -> Iterator[tuple]:
        if article.agency_credit:
            return
        several = self.chance.choice((1, 1, 1, 1, 2))
        people = self.chance.sample(self.people, several + 1)
        roles = [Byline.Role.WORDS] * several
        if article.lead_photo_id and self.chance.random() < 0.2:
            roles.append(Byline.Role.PHOTOGRAPHS)
        date = _copied_date(article)
        for position, (person, role) in enumerate(zip(people, roles, strict=False), 1):
            yield article.pk, person.pk, role, position, date

    def tags(self, article: Article) -> Iterator[tuple]:
        for topic in self.chance.sample(self.topics, self.chance.randint(1, 4)):
            yield article.pk, topic.pk, _copied_date(article)

    def corrections(self, article: Article) -> Iterator[tuple]:
        if article.published_at and self.chance.random() < 0.02:
            kind, text = Correction.Kind.CORRECTION, self.chance.choice(phrases.FAULTS)
            moment = article.published_at + timedelta(hours=3)
            yield article.pk, kind, text, False, moment

    def uses(self, article: Article) -> Iterator[tuple]:
        for position, photo in enumerate(html.photo_ids(article.body), start=1):
            yield article.pk, photo, position, "", False, "", False, "", "", {}


def fill(number: int, *, seed: int, today: datetime | None = None) -> int:
    """Add so many stories to what the database holds; return how many it added.

    A batch is stored as a whole or not at all.

    :param today: the moment the archive ends; midnight (UTC) of this day if None.
    """
    midnight = (
        timezone.now()
        .astimezone(UTC)
        .replace(hour=0, minute=0, second=0, microsecond=0)
    )
    with transaction.atomic():
        archive = Archive(number, seed=seed, today=today or midnight)
    for ages in archive.batches():
        with transaction.atomic():
            write(archive, [archive.story(age) for age in ages])
    newest = Article.objects.published().newest_first().values_list("pk", flat=True)
    chance = random.Random(seed)
    weights = {key: 1000 * chance.random() ** 3 for key in newest[:NEWEST_READ]}
    readers.invent(weights, now=timezone.now(), seed=seed)
    return number


def write(archive: Archive, stories: list[Article]) -> None:
    """Store stories with all that belongs to them, each table in one go."""
    keys = rows.insert(Article, COLUMNS, map(attrgetter(*COLUMNS), stories))
    for story, key in zip(stories, keys, strict=True):
        story.pk = key
    for model, columns, parts in (
        (Byline, BYLINE, archive.bylines),
        (ArticleTag, TAG, archive.tags),
        (Correction, CORRECTION, archive.corrections),
        (ArticlePhoto, USE, archive.uses),
    ):
        rows.insert(model, columns, (row for story in stories for row in parts(story)))
    index.renew(keys)


def _copied_date(article):
    cleared = article.status in Status.cleared()
    return article.published_at if cleared else None


def _one_of(shares, chance):
    return chance.choices(list(shares), weights=list(shares.values()))[0]
