"""The wire formats: one module each, with NAME, recognises(data), parse(data, zone)."""

from dataclasses import replace
from datetime import UTC, tzinfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.wire.formats import (
    anpa,
    apmedia,
    atom,
    iptc7901,
    jsonfeed,
    mail,
    newsml1,
    newsmlg2,
    ninjs,
    nitf,
    photograph,
    plaintext,
    rss,
    rss1,
    wxr,
    zczc,
)
from newsroom.wire.formats.files import bounds, unsupported
from newsroom.wire.formats.phrases import releases
from newsroom.wire.items import MalformedItem, UnreadItem, WireItem

# In the order in which they are asked; plain text takes what nobody else knows.
FORMATS = [
    photograph, newsmlg2, newsml1, nitf, apmedia, jsonfeed, ninjs, wxr, rss, atom, rss1,
    anpa, iptc7901, zczc, mail, plaintext,
]  # fmt: skip
# Lists of an item that are cut, and what they hold in words.
LISTS = {
    "keywords": gettext_lazy("keywords"),
    "subjects": gettext_lazy("subjects"),
    "places": gettext_lazy("places"),
    "associations": gettext_lazy("other items"),
    "signals": gettext_lazy("signals"),
}
MAX_BYTES = 32 * 1024 * 1024  # larger than any day of copy; bounds time and memory


def parse(data: bytes, zone: tzinfo = UTC) -> tuple[str, list[WireItem | UnreadItem]]:
    """Return the format of a delivery and the items in it, recognised by content alone.

    :param zone: assumed for moments that name no zone: the agency's own.
    :raises MalformedItem: if no format knows the bytes, or the one that does cannot
        read them. The message is a sentence about the file.
    """
    if len(data) > MAX_BYTES:
        raise MalformedItem(f"It is larger than {MAX_BYTES // 1024**2} MB.")
    bounds.refuse_crowds(data)
    for module in FORMATS:
        if module.recognises(data):
            try:
                items = module.parse(data, zone)
                return module.NAME, [*map(_finished, items)]
            except RecursionError:
                raise MalformedItem("It is nested too deeply.") from None
    raise MalformedItem(unsupported.reason(data))


def _finished(item):
    """Return an item within bounds, with the embargo that its words state."""
    return releases.read(_bounded(item)) if isinstance(item, WireItem) else item


def _bounded(item):
    """Return an item whose lists are no longer than anybody reads."""
    if len(item.pictures) > bounds.MAX_PICTURES:
        sentence = _("It names %(all)d pictures; the first %(kept)d are kept.")
        words = {"all": len(item.pictures), "kept": bounds.MAX_PICTURES}
        item = replace(
            item,
            pictures=item.pictures[: bounds.MAX_PICTURES],
            warnings=(*item.warnings, sentence % words),
        )
    long = [name for name in LISTS if len(getattr(item, name)) > bounds.MAX_WORDS]
    if not long:
        return item
    sentence = _("It names %(all)d %(what)s; the first %(kept)d are kept.")
    said = tuple(
        sentence
        % {
            "all": len(getattr(item, name)),
            "what": LISTS[name],
            "kept": bounds.MAX_WORDS,
        }
        for name in long
    )
    kept = {name: getattr(item, name)[: bounds.MAX_WORDS] for name in long}
    return replace(item, **kept, warnings=(*item.warnings, *said))


def format_name(data: bytes) -> str:
    """Return the name of the format that takes these bytes, or an empty string."""
    return next((module.NAME for module in FORMATS if module.recognises(data)), "")
