"""What import_wire prints: lines, JSON, a summary, and progress on a terminal."""

from django.core.management.base import OutputWrapper
from django.urls import reverse

from articles import html
from newsroom.wire import explaining
from newsroom.wire.desk import stories
from newsroom.wire.models import Decision

# The words of the dry run: what each decision means for an item that comes first.
ACTIONS = {
    Decision.RECEIVED: "import",
    Decision.CREATED: "import",
    Decision.UPDATED: "import",
    Decision.WAITING: "hold",
    Decision.HELD: "hold",
    Decision.WITHDRAWN: "hold",
    Decision.KILLED: "kill",
    Decision.SKIPPED: "skip",
    Decision.DUPLICATE: "skip",
    Decision.QUARANTINED: "quarantine",
}
MESSAGE_FIELDS = [
    "kind", "guid", "version", "version_created", "pub_status", "embargo_until",
    "urgency",
    "headline", "slugline", "byline", "dateline", "credit", "source", "language",
    "keywords", "subjects", "places",
]  # fmt: skip
PRINTED_AS = {
    "version_created": "versioncreated",
    "pub_status": "pubstatus",
    "embargo_until": "embargo",
    "dateline": "dateline_city",
}


def as_line(source, outcome):
    """Return one item as a line of the wire list."""
    ruling, item = outcome.ruling, outcome.item
    headline = f"“{item.headline}”" if item and item.headline else ""
    if item and not headline and (suggested := stories.suggestion(item)):
        headline = f"“{suggested}” (suggested)"
    place = ""
    if ruling.article is not None and ruling.article.pk:
        place = reverse("admin:articles_article_change", args=[ruling.article.pk])
    parts = [
        f"{ruling.decision.value:<10}",
        source.name,
        headline,
        place,
        ruling.reason,
    ]
    return "  ".join(part for part in parts if part)


def as_object(source, outcome):
    """Return one item for a line of JSON; null where the message says nothing.

    A dry run says what the file comes to by itself (action), and here (decision).
    """
    ruling, item = outcome.ruling, outcome.item
    first = outcome.first or ruling
    content = item.as_data() if item else {}
    return {
        "file": source.name if str(source.path) == "-" else str(source.path),
        "item_index": outcome.position,
        "action": ACTIONS[first.decision],
        "reason": first.reason or None,
        "format": outcome.format or None,
        **{
            PRINTED_AS.get(name, name): None if value in ("", ()) else value
            for name in MESSAGE_FIELDS
            for value in [content.get(name)]
        },
        "body": html.paragraphs(item.body) if item else None,
        "media": content.get("pictures", ()),
        "decision": ruling.decision,
        "decision_reason": ruling.reason or None,
        "article": ruling.article.pk if ruling.article else None,
    }


def as_explanation(source, outcome, data):
    """Return the lines that say what was read, by which rule, and from where."""
    ruling, item = outcome.ruling, outcome.item
    facts = [
        ("format", outcome.format or "not recognised", ""),
        ("decision", f"{ruling.decision.value}. {ruling.reason}".strip(), ""),
    ]
    if item:
        facts.append(("identity", item.identity, explaining.identity_rule(item)))
        facts += explaining.fields(item, data)
    lines = [f"{source.name}, item {outcome.position + 1}"]
    for name, value, where in facts:
        lines.append(f"  {name:<16}{value}{f'   [{where}]' if where else ''}")
    return "\n".join(lines)


def summary(files, counts, *, dry_run):
    """Return the last line: how many files, and what became of their items."""
    decided = [
        f"{counts[decision]} {decision.value}"
        for decision in Decision
        if counts[decision]
    ]
    stored = " Nothing was stored." if dry_run else ""
    return f"Files: {files}. Items: {', '.join(decided) or 'none'}.{stored}"


def pictures(ended, left):
    """Return the line about pictures that were fetched.

    :param ended: for each that was tried, whether it is here now.
    :param left: how many are still due, since the time or the number was up.
    """
    here = sum(ended)
    said = f"Pictures: {here} fetched, {len(ended) - here} not to be had so far"
    return f"{said}, {left} left for the next run." if left else f"{said}."


class Progress:
    """One line on a terminal that says how far the run is; nothing anywhere else."""

    def __init__(self, stream: OutputWrapper):
        self.stream = stream if stream.isatty() else None

    def show(self, done: int, total: int, what: str = "files") -> None:
        self._write(f"\r\x1b[K{done} of {total} {what}")

    def clear(self) -> None:
        self._write("\r\x1b[K")

    def _write(self, words):
        if self.stream:
            # Django prints standard error in red; how far a run is is no error.
            self.stream.write(words, style_func=str, ending="")
            self.stream.flush()
