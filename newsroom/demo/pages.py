"""The standing pages of the demo edition, written for the invented paper.

Each is a text file named after what the page is, in the form of the stories: header
lines, a blank line, and its text in blocks.
"""

from datetime import timedelta
from typing import NamedTuple

from django.contrib.auth.models import User
from django.utils import timezone

from articles import standing
from articles.models import StandingPage
from newsroom.demo import texts

HEADERS = {"Title", "Standfirst"}
REVIEWED = timedelta(days=40)  # before the edition is filled


class Written(NamedTuple):
    """What a file says: the page's role, its words, and its text as clean HTML."""

    role: str
    title: str
    standfirst: str
    body: str


def written() -> list[Written]:
    """Return every page of the edition.

    :raises texts.MalformedEdition: if a file has no title, or a header of no page.
    """
    files = sorted((texts.EDITION / "pages").glob("*.txt"))
    return [parse(file.stem, file.read_text(encoding="utf-8")) for file in files]


def parse(role: str, text: str) -> Written:
    """Return what the text of a page's file says.

    :raises texts.MalformedEdition: as `written` does.
    """
    head, _, rest = text.strip().partition("\n\n")
    said = dict(line.partition(": ")[::2] for line in head.split("\n"))
    if said.keys() != HEADERS:
        needed = ", ".join(sorted(HEADERS))
        raise texts.MalformedEdition(
            f"{role}: a page has the lines {needed} and no other; mend its head."
        )
    return Written(role, said["Title"], said["Standfirst"], texts.as_html(rest))


def put_up(*, by: User) -> int:
    """Put what the edition says in the place of each page that is still a draft.

    :returns: how many pages were put on the site.
    """
    words = {page.role: page for page in written()}
    drafts = StandingPage.objects.filter(role__in=words, is_public=False)
    for page in drafts:
        ours = words[page.role]
        page.title, page.standfirst = ours.title, ours.standfirst
        page.body, page.is_public = ours.body, True
        page.reviewed_on = timezone.localdate() - REVIEWED
        page.save()
        standing.keep(page, by=by)
    return len(drafts)
