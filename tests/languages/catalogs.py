"""What the code says and what the catalogs hold, read without GNU gettext."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
TRANSLATED = ("fr", "ar")
# Where catalogs lie, and what is translated in each: as makemessages shares it out.
CATALOGS = {
    ("articles", "django"): ["articles/**/*.py"],
    ("newsroom", "django"): ["newsroom/**/*.py", "templates/**/*.*"],
    ("newsroom", "djangojs"): ["static/**/*.js"],
}
# Function → where it takes context, sentence and plural.
TAKES = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
    "_": (None, 0, None),
}
LITERAL = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(
    rf"(?<![\w.])({'|'.join(TAKES)})\(\s*((?:{LITERAL}[\s,+]*)+)", re.DOTALL
)
JOINED = re.compile(rf"{LITERAL}(?:\s*\+\s*{LITERAL})*", re.DOTALL)


class Said(NamedTuple):
    """A sentence of the code, as a catalog files it."""

    context: str | None
    sentence: str
    plural: str


@cache
def said_in(room: str, domain: str) -> dict[Said, str]:
    """Return every sentence marked for translation, and a file that says it."""
    found: dict[Said, str] = {}
    for pattern in CATALOGS[room, domain]:
        for path in sorted(ROOT.glob(pattern)):
            read = READERS.get(path.suffix)
            if read and "migrations" not in path.parts:
                name = str(path.relative_to(ROOT))
                for said in read(path.read_text(encoding="utf-8")):
                    found.setdefault(said, name)
    return found


@cache
def catalog(language: str, room: str, domain: str) -> polib.POFile:
    return polib.pofile(str(path_of(language, room, domain)))


def path_of(language, room, domain, suffix=".po") -> Path:
    return ROOT / room / "locale" / language / "LC_MESSAGES" / f"{domain}{suffix}"


def every_catalog():
    """Yield (language, room, domain) of each."""
    for language in TRANSLATED:
        for room, domain in CATALOGS:
            yield language, room, domain


def filed(entry) -> Said:
    return Said(entry.msgctxt, entry.msgid, entry.msgid_plural)


def strings_of(entry) -> list[str]:
    """Return the translation, or that of each plural form."""
    if entry.msgid_plural:
        return [entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)]
    return [entry.msgstr]


def _python(text):
    tree = ast.parse(text)
    names = dict.fromkeys(TAKES, "")
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == (
            "django.utils.translation"
        ):
            for alias in node.names:
                names[alias.asname or alias.name] = alias.name
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if takes := TAKES.get(names.get(node.func.id, "")):
                words = [getattr(argument, "value", None) for argument in node.args]
                if said := _said(takes, words):
                    yield said


def _template(text):
    yield from _calls(templatize(text), ast.literal_eval)


def _script(text):
    yield from _calls(text, ast.literal_eval)


def _calls(text, read):
    for name, arguments in CALL.findall(text):
        words = [
            "".join(read(literal) for literal in re.findall(LITERAL, joined, re.DOTALL))
            for joined in JOINED.findall(arguments)
        ]
        if said := _said(TAKES[name], words):
            yield said


def _said(takes, words):
    context, sentence, plural = (
        "" if place is None or place >= len(words) else words[place] for place in takes
    )
    if not isinstance(sentence, str) or not sentence:
        return None
    return Said(context or None, sentence, plural or "")


READERS = {".py": _python, ".html": _template, ".xml": _template, ".js": _script}
