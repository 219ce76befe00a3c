"""Find the sentences to translate, in this project's way of writing and of keeping."""

from pathlib import Path

from django.core.management.commands import makemessages

# What is read: neither packages, tests nor the texts of the demonstration edition.
PASSED_OVER = (
    ".venv",
    ".venv*",
    "var",
    "tests",
    "benchmarks",
    "deploy",
    "docs",
    "newsroom/demo/edition",
)


class Command(makemessages.Command):
    help = "Bring every catalog in step with what the code says; see script/messages."

    # `_t` is gettext at once where `_` is the lazy one.
    xgettext_options = [
        *makemessages.Command.xgettext_options,
        "--keyword=_t",
        "--keyword=_lazy",
    ]
    # A guess at what a new sentence might mean is worse than the sentence itself.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args, **options):
        # Neither lines nor wrapping: a catalog changes where a sentence did only.
        options |= {"no_location": True, "no_wrap": True, "no_obsolete": True}
        options["ignore_patterns"] = [*options["ignore_patterns"], *PASSED_OVER]
        super().handle(*args, **options)

    def write_po_file(self, potfile, locale):
        """Write a catalog without the moment it was made at, which always differs."""
        super().write_po_file(potfile, locale)
        folder = Path(potfile).parent / locale / "LC_MESSAGES"
        catalog = folder / f"{self.domain}.po"
        lines = catalog.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith('"POT-Creation-Date: ')]
        catalog.write_text("".join(kept), encoding="utf-8")
