"""Nothing that somebody reads is written where no translator finds it."""

import ast
import re
from html.parser import HTMLParser

from django.test import SimpleTestCase

from tests.languages.catalogs import ROOT

# Read aloud or shown, though they stand in a tag.
ATTRIBUTES = {"alt", "aria-label", "aria-description", "placeholder", "title"}
BUTTONS = {"submit", "button", "reset"}
COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?%\}.*?\{% endcomment %\}", re.DOTALL)
MARKED = re.compile(
    r"\{% blocktrans(?:late)?\b.*?%\}.*?\{% endblocktrans(?:late)? %\}", re.DOTALL
)
# Blocks that stand in a tag, such as the classes of the body.
IN_TAG = re.compile(
    r"\{% block (bodyclass|home_current) %\}.*?\{% endblock(?: \w+)? %\}", re.DOTALL
)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
# What is called that in every language.
NAMES = {"RSS", "Atom", "JSON"}
# Keyword arguments of Django whose words people read.
SHOWN = {"help_text", "verbose_name", "verbose_name_plural", "label", "description"}
SAYING = {"ValidationError", "message_user", "PermissionDenied"}


class Visible(HTMLParser):
    """Gathers the words of a page that people read, and that no tag translates."""

    def __init__(self):
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        if tag in {"script", "style"}:
            self.silent += 1
        given = dict(attrs)
        for name, value in attrs:
            is_button = tag == "input" and given.get("type") in BUTTONS
            if name in ATTRIBUTES or (is_button and name == "value"):
                self.handle_data(value or "")

    def handle_endtag(self, tag):
        if tag in {"script", "style"}:
            self.silent -= 1

    def handle_data(self, data):
        if not self.silent and set(WORD.findall(data)) - NAMES:
            self.words.append(" ".join(data.split()))


class TemplateTests(SimpleTestCase):
    def test_every_word_of_a_template_is_marked(self):
        found = [
            f"{path.relative_to(ROOT)}: {words}"
            for path in sorted(ROOT.glob("templates/**/*.html"))
            for words in unmarked(path.read_text(encoding="utf-8"))
        ]
        self.assertEqual(found, [])

    def test_no_sentence_of_a_template_is_built_of_pieces(self):
        # What is translated begins and ends at a sentence, never at a blank within.
        pieces = [
            f"{path.relative_to(ROOT)}: {words}"
            for path in sorted(ROOT.glob("templates/**/*.html"))
            for words in re.findall(
                r"\{% translate \"(\s[^\"]*|[^\"]*\s)\"",
                path.read_text(encoding="utf-8"),
            )
        ]
        self.assertEqual(pieces, [])


class PythonTests(SimpleTestCase):
    def test_what_django_shows_is_marked(self):
        found = []
        for package in ("articles", "newsroom"):
            for path in sorted((ROOT / package).rglob("*.py")):
                if not {"migrations", "management"} & set(path.parts):
                    tree = ast.parse(path.read_text(encoding="utf-8"))
                    found += [
                        f"{path.relative_to(ROOT)}, line {line}"
                        for line in shown_plain(tree)
                    ]
        self.assertEqual(found, [])


def unmarked(text):
    for pattern in (COMMENT, MARKED, IN_TAG, TAG):
        text = pattern.sub("", text)
    reader = Visible()
    reader.feed(text)
    return reader.words


def shown_plain(tree):
    """Yield the lines on which words that people read are no translation."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and is_words(node.value):
            named = {getattr(target, "id", "") for target in node.targets}
            if named & {"verbose_name", "verbose_name_plural", "short_description"}:
                yield node.lineno
        if not isinstance(node, ast.Call):
            continue
        yield from (
            keyword.value.lineno
            for keyword in node.keywords
            if keyword.arg in SHOWN
            and is_words(keyword.value)
            and not is_remark(keyword)
        )
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in SAYING:
            yield from (value.lineno for value in node.args if is_words(value))


def is_remark(keyword):
    """Whether a help text is the code's own, of a field no form shows: no sentence."""
    return keyword.arg == "help_text" and str(keyword.value.value)[:1].islower()


def is_words(node):
    if isinstance(node, ast.JoinedStr):
        node = next(iter(node.values), node)
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and bool(WORD.search(node.value))
    )
