"""Values of JSON from strangers: of any type, in any spelling, or not there at all."""

import json
import re
from typing import Any

from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.trees import renditions
from newsroom.wire.items import MalformedItem

# What a rendition says it is where it is no picture.
NO_PICTURES = ("text/", "video/", "audio/", "application/")


def read(data: bytes) -> Any:
    """Return the document that JSON of any encoding holds.

    :raises MalformedItem: if it is not whole, or holds a number of thousands of digits.
    """
    text = encoding.decode(data)
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and (listed := _line_by_line(text)):
            return listed
        raise MalformedItem(
            f"It is not whole JSON: {error.msg} (line {error.lineno}, "
            f"column {error.colno})."
        ) from None
    except ValueError:
        raise MalformedItem("It holds a number too long to read.") from None


def _line_by_line(text):
    """Return the objects of a text with one on each line, else nothing."""
    lines = [line for line in text.splitlines() if line.strip()]
    try:
        return [json.loads(line, strict=False) for line in lines]
    except ValueError:
        return []


def lowered(member: Any) -> dict[str, Any]:
    """Return an object with its keys in lower case: ninjs 1.x to 3.x differ in them."""
    if not isinstance(member, dict):
        return {}
    return {key.lower(): value for key, value in member.items()}


def parts(item: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the objects of a list, their keys in lower case."""
    value = item.get(key)
    listed = value if isinstance(value, list) else []
    return [lowered(part) for part in listed if isinstance(part, dict)]


def members(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a list or of a mapping from names: 1.x and 2.x differ."""
    return parts({"": [*value.values()] if isinstance(value, dict) else value}, "")


def text(item: dict[str, Any], key: str) -> str:
    """Return a value that is words, its lines kept."""
    value = item.get(key)
    return encoding.clean(value) if isinstance(value, str) else ""


def line(item: dict[str, Any], *keys: str) -> str:
    """Return the first of these values that holds words, as one line."""
    for key in keys:
        value = item.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            if words := encoding.line(str(value)):
                return words
    return ""


def names(item: dict[str, Any], *keys: str) -> list[str]:
    """Return the names of a list whose entries are words or objects with a name."""
    found = []
    for key in keys:
        value = item.get(key)
        if isinstance(value, str):
            value = re.split("[,;]", value)
        for part in value if isinstance(value, list) else []:
            if isinstance(part, str):
                found.append(encoding.line(part))
            else:
                named = ("name", "value", "literal", "code", "qcode")
                found.append(line(lowered(part), *named))
    return list(dict.fromkeys(filter(None, found)))


def number(value: Any) -> int | None:
    """Return a whole number, which may come as a string, else None."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if 0 <= value < 10**18 else None
    return encoding.whole_number(value if isinstance(value, str) else "")


def largest_rendition(item: dict[str, Any]) -> dict[str, Any]:
    """Return href, width and height of the largest picture among the renditions."""
    found = [part for part in _renditions(item.get("renditions")) if _is_picture(part)]
    best: dict = max(found, key=_pixels, default={})
    return {
        "href": line(best, "href"),
        "width": number(best.get("width")),
        "height": number(best.get("height")),
    }


def _is_picture(rendition):
    stated = line(rendition, "mimetype", "contenttype").lower()
    return bool(line(rendition, "href")) and not stated.startswith(NO_PICTURES)


def _renditions(value):
    """Return renditions with their names: 1.x maps them, 2.x lists them."""
    if isinstance(value, dict):
        return [
            {"name": name} | lowered(part)
            for name, part in value.items()
            if isinstance(part, dict)
        ]
    return members(value)


def _pixels(rendition):
    named = line(rendition, "name", "title", "rel")
    width, height = number(rendition.get("width")), number(rendition.get("height"))
    return renditions.weight(named, width, height)
