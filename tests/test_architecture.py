"""The rules of the house that a computer can check; docs/developers.md says why."""

import ast
import re
from functools import cache
from pathlib import Path

from django.apps import apps
from django.test import SimpleTestCase

ROOT = Path(__file__).resolve().parent.parent

# Ground floor first. A room imports itself and what lies on lower floors, never a room
# beside it. The roof, newsroom/*.py, may name every room.
FLOORS = [
    ["articles"],
    ["newsroom.announcing", "newsroom.notes", "newsroom.popular", "newsroom.wire"],
    ["newsroom.search"],
    ["newsroom.demo"],
]
# Rooms that import nothing of ours, and that only the roof may import.
SIDE_ROOMS = ["newsroom.doors"]

# Inside articles, lowest step first; a module imports its own step and lower ones. What
# is not named here is a verb, and stands between models and faces.
PURE = [
    "articles.ages",
    "articles.boxes",
    "articles.crawlers",
    "articles.html",
    "articles.http",
    "articles.jsonld",
    "articles.jsonld_live",
    "articles.jsonld_occasions",
    "articles.jsonld_pages",
    "articles.jsonld_photos",
    "articles.jsonld_translations",
    "articles.languages",
    "articles.live",
    "articles.nesting",
    "articles.paging",
    "articles.people",
    "articles.photos.digital_source",
    "articles.photos.geometry",
    "articles.photos.makers",
    "articles.photos.credits",
    "articles.photos.fingerprints",
    "articles.photos.metadata",
    "articles.photos.names",
    "articles.photos.pixels",
    "articles.photos.provenance",
    "articles.photos.shared",
    "articles.placeholders",
    "articles.prose",
    "articles.providers",
    "articles.public_network",
    "articles.sharing",
    "articles.signals",
    "articles.slugs",
    "articles.wordindex",
    "articles.written",
]
MODELS = ["articles.models"]
FACES = [
    "articles.admin",
    "articles.apps",
    "articles.archive_views",
    "articles.checks",
    "articles.feeds",
    "articles.machine_urls",
    "articles.management",
    "articles.oembed",
    "articles.people_views",
    "articles.photo_views",
    "articles.robots",
    "articles.section_views",
    "articles.sitemaps",
    "articles.standing_views",
    "articles.templatetags",
    "articles.topic_views",
    "articles.urls",
    "articles.views",
]
STEPS = ["pure", "models", "verbs", "faces"]

# Who may import a package by name; everybody else asks these.
ONE_PLACE = {
    "PIL": ["articles.photos", "newsroom.demo"],
    "psycopg": [],
    "psycopg_pool": [],
}

# Names that could be anywhere belong nowhere.
NO_NAMES = {"utils", "services", "helpers", "common", "core", "misc", "base"}

# Modules above 300 lines: what a reader has looked at and would not split.
LONG = {
    "articles/admin/articles.py": "the one form and list that the desk lives in",
    "articles/models/articles.py": "the story and its constraints",
    "newsroom/settings.py": "one place for every setting",
}
LONGEST = 300  # lines

# Where text is declared to be safe HTML already, and why it is.
DECLARED_SAFE = {
    "templates/articles/partials/body_parts.html": "cleaned whenever it is stored",
    "articles/templatetags/machine.py": "JSON in a script, with <, > and & escaped",
}

# What is written by hand, and where it lies besides the top.
FOLDERS = [
    "articles",
    "benchmarks",
    "deploy",
    "docs",
    "newsroom",
    "static",
    "templates",
    "tests",
]
WRITTEN = {"", ".css", ".html", ".in", ".js", ".md", ".py", ".toml", ".txt", ".xml"}


def is_within(module, packages):
    return any(f"{module}.".startswith(f"{package}.") for package in packages)


def name_of(path):
    """Return the dotted name of a module from its path below the root."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules():
    """Return our modules but migrations: dotted name → (path below the root, tree)."""
    found = {}
    for package in ("articles", "newsroom"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                found[name_of(path)] = (
                    path.relative_to(ROOT),
                    ast.parse(path.read_text(encoding="utf-8")),
                )
    return found


@cache
def nodes(tree):
    """Return all nodes of a module, which most of the rules look through."""
    return list(ast.walk(tree))


@cache
def imports_in(tree):
    """Return the names imported: for `from a import b`, `a.b` if that is a module."""
    imported = []
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            imported += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = "." * node.level + (node.module or "")
            names = {f"{package}.{alias.name}" for alias in node.names}
            found = names & modules().keys()
            imported += found
            if len(found) < len(names):
                imported.append(package)
    return imported


def room_of(module):
    """Return the room a module is in: an app of ours, or the roof."""
    rooms = [room for floor in FLOORS for room in floor] + SIDE_ROOMS
    return next((room for room in rooms if is_within(module, [room])), "roof")


def may_be_imported_by(room):
    """Return the rooms that a room may import, itself included."""
    if room in SIDE_ROOMS:
        return [room]
    below = []
    for floor in FLOORS:
        if room in floor:
            return [room, *below]
        below += floor
    return [*below, *SIDE_ROOMS, "roof"]


def step_of(module):
    for step, names in (("pure", PURE), ("models", MODELS), ("faces", FACES)):
        if is_within(module, names):
            return STEPS.index(step)
    return STEPS.index("verbs")


def texts(*patterns):
    """Yield (path below the root, text) of our written files that match."""
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and path.suffix in WRITTEN:
                text = path.read_text(encoding="utf-8", errors="replace")
                yield path.relative_to(ROOT), text


class FloorTests(SimpleTestCase):
    def test_imports_only_go_down(self):
        upwards = [
            f"{path} imports {imported}"
            for module, (path, tree) in modules().items()
            for imported in imports_in(tree)
            if is_within(imported, ["articles", "newsroom"])
            and room_of(imported) not in may_be_imported_by(room_of(module))
        ]
        self.assertEqual(upwards, [])

    def test_in_articles_faces_ask_verbs_and_verbs_ask_models(self):
        upwards = [
            f"{path} imports {imported}"
            for module, (path, tree) in modules().items()
            for imported in imports_in(tree)
            if is_within(module, ["articles"])
            and is_within(imported, ["articles"])
            and imported != "articles"
            and step_of(imported) > step_of(module)
        ]
        self.assertEqual(upwards, [])

    def test_every_app_of_ours_has_its_floor(self):
        names = {config.name for config in apps.get_app_configs()}
        ours = {name for name in names if is_within(name, ["articles", "newsroom"])}
        self.assertEqual(ours, {*sum(FLOORS, []), *SIDE_ROOMS})

    def test_every_module_on_a_named_step_exists(self):
        self.assertEqual({*PURE, *MODELS} - modules().keys(), set())

    def test_imports_are_absolute(self):
        relative = [
            f"{path} imports {imported}"
            for path, tree in modules().values()
            for imported in imports_in(tree)
            if imported.startswith(".")
        ]
        self.assertEqual(relative, [])

    def test_no_function_imports_but_an_app_that_gets_ready(self):
        inside = [
            f"{path}: {function.name}"
            for path, tree in modules().values()
            for function in nodes(tree)
            if isinstance(function, ast.FunctionDef) and function.name != "ready"
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        self.assertEqual(inside, [])

    def test_some_packages_are_imported_in_one_place_only(self):
        elsewhere = [
            f"{path} imports {imported}"
            for module, (path, tree) in modules().items()
            for imported in imports_in(tree)
            if imported.split(".")[0] in ONE_PLACE
            and not is_within(module, ONE_PLACE[imported.split(".")[0]])
        ]
        self.assertEqual(elsewhere, [])


class PublishedTests(SimpleTestCase):
    """What readers may see is decided in one queryset and changed by one module."""

    def test_only_the_queryset_asks_for_a_status(self):
        asks = re.compile(r"\b(filter|exclude|get|Q)\(\s*status\b")
        asking = [
            str(path)
            for path, text in texts("articles/**/*.py", "newsroom/**/*.py")
            if "migrations" not in path.parts and asks.search(text)
        ]
        # The story's constraints and indexes name it too.
        models = ["articles/models/articles.py", "articles/models/querysets.py"]
        self.assertEqual(asking, models)

    def test_only_publishing_writes_a_status(self):
        written = [
            f"{path}, line {node.lineno}"
            for module, (path, tree) in modules().items()
            if not is_within(module, ["articles.publishing", "newsroom.demo"])
            for node in nodes(tree)
            if self.writes_a_status(node)
        ]
        self.assertEqual(written, [])

    @staticmethod
    def writes_a_status(node):
        if isinstance(node, ast.Attribute):
            return node.attr == "status" and isinstance(node.ctx, ast.Store)
        return (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr
            in {"update", "create", "get_or_create", "update_or_create"}
            and any(keyword.arg == "status" for keyword in node.keywords)
        )


class SafeTextTests(SimpleTestCase):
    def test_text_is_declared_safe_only_where_the_reason_is_known(self):
        declares = re.compile(
            r"\|\s*safe(seq)?\b|\bautoescape off\b|\bmark_safe\(|\bSafeString\("
        )
        templates = ("templates/**/*.html", "templates/**/*.xml", "templates/**/*.txt")
        declaring = {
            str(path)
            for path, text in texts(*templates, "articles/**/*.py", "newsroom/**/*.py")
            if declares.search(text)
        }
        self.assertEqual(declaring - DECLARED_SAFE.keys(), set())


class FileTests(SimpleTestCase):
    def test_no_module_has_a_name_that_could_be_anywhere(self):
        named = [
            str(path)
            for name, (path, _) in modules().items()
            if name.split(".")[-1] in NO_NAMES
        ]
        self.assertEqual(named, [])

    def test_every_module_opens_with_a_sentence(self):
        # A command says what it does in `help`, and apps.py only names an app.
        silent = [
            str(path)
            for path, tree in modules().values()
            if path.name not in {"__init__.py", "apps.py"}
            and path.parent.name != "commands"
            and not ast.get_docstring(tree)
        ]
        self.assertEqual(silent, [])

    def test_a_long_module_has_a_reason(self):
        lines = {
            str(path): len(text.splitlines())
            for path, text in texts("articles/**/*.py", "newsroom/**/*.py")
            if "migrations" not in path.parts
        }
        long = {path: count for path, count in lines.items() if count > LONGEST}
        unexplained = {path: count for path, count in long.items() if path not in LONG}
        self.assertEqual(
            unexplained, {}, "Split it by noun or verb, or say why in LONG."
        )

    def test_no_file_names_a_place_on_one_machine(self):
        place = re.compile(r"(?<![\w.}*])/(work|home|root)/\w")
        naming = [
            str(path)
            for path, text in texts(
                "*.*", ".ci/*", "script/*", *(f"{f}/**/*.*" for f in FOLDERS)
            )
            # What measuring leaves behind is kept out of the repository.
            if place.search(text) and not path.name.startswith(".coverage")
        ]
        self.assertEqual(naming, [])
