"""Values of JSON from strangers: of any type, in any spelling, or not there at all."""

from typing import Any

from newsroom.wire.formats import encoding


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
