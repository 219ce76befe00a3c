"""What a search is narrowed by: section, byline, topic, form and dates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import CharField, Exists, IntegerField, OuterRef, Q, Value
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import subjects
from articles.models import Article, Contributor, Section, Topic
from articles.models.topics import topic_key

LONGEST = 100  # characters of a name
LONGEST_SAID = 200  # characters of any parameter
# The parameters of an address, in the order in which chips stand.
NAMES = ("section", "by", "topic", "form", "from", "to")
MOST_NAMED = 4  # contributors and topics each that a query leads to
MOST_LIKELY = 50  # that are looked at for these, by name


@dataclass(frozen=True, slots=True)
class Named:
    """A section, contributor or topic."""

    kind: str
    key: int
    name: str
    slug: str
    parent: int | None
    is_filter: int  # 1; 0 if its name answers the query


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on: what it says, and the parameter that turns it off."""

    parameter: str
    label: str


@dataclass(frozen=True)
class Filters:
    """The filters of one search, as far as they mean anything."""

    given: dict[str, str]
    named: list[Named]
    since: datetime | None
    before: datetime | None

    @property
    def sections(self) -> list[Named]:
        """All sections, each followed by its parts."""
        all_of = [one for one in self.named if one.kind == "section"]
        tops = [one for one in all_of if one.parent is None]
        return [
            one
            for top in tops
            for one in (top, *(part for part in all_of if part.parent == top.key))
        ]

    @property
    def first_day(self) -> str:
        """The day from which stories are looked for, in ISO 8601, if from any."""
        return timezone.localdate(self.since).isoformat() if self.since else ""

    @property
    def last_day(self) -> str:
        """The day up to which stories are looked for, in ISO 8601, if to any."""
        if self.before is None:
            return ""
        return timezone.localdate(self.before - timedelta(seconds=1)).isoformat()

    @property
    def answers(self) -> list[Named]:
        """Contributors and topics whose names have the words of the query."""
        kinds = ("contributor", "topic")
        return [one for one in self.named if one.kind in kinds and not one.is_filter]

    def one(self, kind: str) -> Named | None:
        """Return what a parameter names, if there is such a thing."""
        parameter = {"contributor": "by"}.get(kind, kind)
        said = self.given.get(parameter, "")
        same = [one for one in self.named if one.kind == kind and said]
        if kind == "section":
            return next((one for one in same if one.slug == said), None)
        return next((one for one in same if one.is_filter), None)

    @property
    def marks(self) -> tuple[tuple[str, ...], ...]:
        """The marks that a story must have, one of each group."""
        groups = []
        if section := self.one("section"):
            parts = [one.key for one in self.sections if one.parent == section.key]
            groups.append(tuple(f"s_{key}" for key in (section.key, *parts)))
        if contributor := self.one("contributor"):
            groups.append((f"c_{contributor.key}",))
        if topic := self.one("topic"):
            groups.append((f"t_{topic.key}",))
        if form := self.given.get("form"):
            groups.append((f"g_{form}",))
        return tuple(groups)

    @property
    def chips(self) -> list[Chip]:
        """The filters that are on."""
        found = [
            Chip(parameter, one.name)
            for parameter, kind in (
                ("section", "section"),
                ("by", "contributor"),
                ("topic", "topic"),
            )
            if (one := self.one(kind))
        ]
        if form := self.given.get("form"):
            found.append(Chip("form", str(Article.Genre(form).label)))
        if self.since:
            found.append(Chip("from", _("from %s") % _told(self.first_day)))
        if self.before:
            found.append(Chip("to", _("to %s") % _told(self.last_day)))
        return found

    @property
    def unknown(self) -> list[str]:
        """The names asked for that nobody and nothing here has."""
        kinds = {"by": "contributor", "topic": "topic"}
        return [
            self.given[parameter]
            for parameter, kind in kinds.items()
            if self.given.get(parameter) and not self.one(kind)
        ]


def read(
    query: QueryDict, words: list[str], unwanted: Sequence[Sequence[str]] = ()
) -> Filters:
    """Return the filters of an address; what means nothing is passed over.

    One query, and another where names answer the query.

    :param words: of the query, to find who and what has them in the name.
    :param unwanted: the words of each exclusion; no name that has all of one's.
    """
    given: dict[str, str] = {}
    for name in NAMES:
        said = query.get(name, "").replace("\x00", "").strip()[:LONGEST]
        if said:
            given[name] = said
    if given.get("form") not in Article.Genre.values:
        given.pop("form", None)
    since, before = _first(given.get("from", "")), _after(given.get("to", ""))
    for name, moment in (("from", since), ("to", before)):
        if moment is None:
            given.pop(name, None)
    return Filters(given, _named(given, words, unwanted), since, before)


def _named(given, words, unwanted) -> list[Named]:
    arms = [_rows(Section.objects.all(), "section", parent="parent_id")]
    if by := given.get("by"):
        people = Contributor.objects.filter(slug=by)
        people |= Contributor.objects.filter(name__iexact=by)
        arms.append(_rows(people, "contributor", is_filter=True))
    if said := given.get("topic"):
        is_said = Q(slug=said) | Q(key=topic_key(said))
        topics = subjects.in_the_paper().filter(is_said)
        arms.append(_rows(topics, "topic", is_filter=True))
    if words:
        arms += [_rows(*_answering(words, unwanted, *kind)) for kind in KINDS]
    # Sorted below: from 6.1 on Django would order the union as it orders sections.
    rows = arms[0].union(*arms[1:], all=True).order_by() if arms[1:] else arms[0]
    named = _with_stories([Named(*row) for row in rows])
    return sorted(named, key=lambda one: (one.kind != "section", one.name))


class Kind(NamedTuple):
    """What a query may lead to by its name."""

    model: Any
    kind: str
    has: str  # the lookup of a word of the name
    stories_by: str  # the lookup of its stories


KINDS = [
    Kind(Contributor, "contributor", "name__icontains", "bylines__contributor"),
    Kind(Topic, "topic", "key__contains", "article_tags__tag"),
]


def _answering(words, unwanted, model, kind, has, _stories_by):
    """Return those whose name has all the words, and all of no exclusion."""

    def having(several):
        keys = [topic_key(word) if model is Topic else word for word in several]
        return Q(*[(has, key) for key in keys])

    named = model.objects.filter(having(words))
    for several in unwanted:
        named = named.exclude(having(several))
    # A slice may not be an arm of a union on SQLite; a filter by a slice may.
    first = named.order_by("name").values("pk")[:MOST_LIKELY]
    return model.objects.filter(pk__in=first), kind


def _with_stories(named):
    """Return those with a story readers see, and whatever is no answer to a query.

    Asked only where a name has the words, which it seldom does: to say what readers
    see takes the planner longer than all else here.
    """
    arms = []
    for model, kind, _has, stories_by in KINDS:
        keys = [one.key for one in named if one.kind == kind and not one.is_filter]
        if keys:
            seen = Article.objects.published().filter(**{stories_by: OuterRef("pk")})
            first = model.objects.filter(Exists(seen), pk__in=keys).order_by()
            arms.append(first.values_list(Value(kind, CharField()), "pk"))
    if not arms:
        return named
    seen = {*arms[0].union(*arms[1:], all=True).order_by()}
    left = {kind.kind: MOST_NAMED for kind in KINDS}
    found = []
    for one in sorted(named, key=attrgetter("name")):
        if one.is_filter or one.kind == "section":
            found.append(one)
        elif (one.kind, one.key) in seen and left[one.kind]:
            left[one.kind] -= 1
            found.append(one)
    return found


def _rows(queryset, kind, *, parent=None, is_filter=False):
    up = parent if parent else Cast(Value(None), IntegerField())
    return queryset.order_by().values_list(
        Value(kind, CharField()),
        "pk",
        "name",
        "slug",
        up,
        Value(int(is_filter), IntegerField()),
    )


def _told(day):
    return date_format(date.fromisoformat(day), "DATE_FORMAT")


def _first(said):
    """Return the first moment of a day or month, in the paper's zone; else None."""
    day = _day(said)
    return day and _midnight(day)


def _after(said):
    """Return the moment after a day or month; else None."""
    day = _day(said)
    if day is None:
        return None
    if len(said) == 7:
        day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    else:
        day += timedelta(days=1)
    return _midnight(day)


def _day(said):
    if not re.fullmatch(r"(19|20|21)[0-9]{2}-[0-9]{2}(-[0-9]{2})?", said, re.ASCII):
        return None
    try:
        return parse_date(said if len(said) > 7 else f"{said}-01")
    except ValueError:  # the 31st of June
        return None


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
