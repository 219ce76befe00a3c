"""Invented agency messages: the samples of the tests, each told anew under a number."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "tests" / "wire" / "samples"
SEED = 20260301
HEADLINES = [
    "Council keeps the night ferry", "Night ferry is saved",
    "Night ferry to Lisse is saved", "The café &amp; the quay",
    "Harbour council votes to keep the night ferry",
]  # fmt: skip
# Words of the samples that are told otherwise each time, so that no two messages share
# a run of five: what many have in common is copied, and the desk compares it.
TOLD = re.compile(
    r"(?<= )(?:harbour|council|voted|nine|four|costs|crowns|Tuesday|keep|night|ferry"
    r"|running|another|year|loses|berth|said|who|leads|work|says|mayor|will|vote|again"
    r"|stayed|rose|metres|stays|sails|helped|story|through|winter|three|hours|argument"
    r"|should|sleep|because|timetable|chairs|boat|according|report|published|Monday|was"
    r"|its|with|that|of|our)(?=[ .,\n])"
)


@dataclass(frozen=True)
class Sample:
    """A sample, where its numbers stand, and where its text goes on.

    `identities` are words of it, parted by blanks, with {} where the number goes.
    `after` ends a paragraph of it; more follow there, each put into `paragraph`.
    """

    file: str
    identities: str
    after: str
    paragraph: str
    is_marked_up: bool = True


SAMPLE_SET = [
    Sample("nitf-plain.xml", "coastal.4711{}", "400,000 crowns.</p>", "<p>{}</p>"),
    Sample(
        "newsml1-plain.xml", ">ferry{}< :ferry{}:", "400,000 crowns.</p>", "<p>{}</p>"
    ),
    Sample(
        "council.xml",
        ":council{} :picture{} :concept{}",
        "It costs 400,000 crowns.</x:p>",
        "<x:p>{}</x:p>",
    ),
    Sample("ferry.json", ":night-ferry{} :picture{}", "nine to four.</p>", "<p>{}</p>"),
    Sample("feed.json", "7{},", "again in May.", "\\n\\n{}", False),
    Sample("entries.atom", "2026:ferry{}", "again in May.", "\n\n{}"),
    Sample("channel.rss", "coastal-7{} boats{}?", "The café stays.</p>", "<p>{}</p>"),
    Sample("export.wxr", "?p=7{}", "again in May.", "\n\n{}"),
    Sample("caret.anpa", "", "who leads it.", "\n\t{}", False),
    Sample("slug.7901", "", "said Mara Quill.", "\n\n   {}", False),
    Sample("zczc.txt", "QBXB{}", "says the mayor. (COA).", "\n\n     {}", False),
    Sample("letter.eml", "<ferry-1{}@", "in its work.", "\n\n{}", False),
    Sample("harbour.txt", "", "council published on Monday.", "\n\n{}", False),
]


def messages(
    number: int, *, first: int = 0, notice: bool = False
) -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes of so many messages, formats in turn, no two alike.

    :param notice: all end with the same passages, as what an agency says about itself.
    """
    for at in range(first, first + number):
        sample = SAMPLE_SET[at % len(SAMPLE_SET)]
        yield f"{at:07}-{sample.file}", message(sample, at, notice=notice)


def message(sample: Sample, number: int, *, notice: bool = False) -> bytes:
    """Return a sample under an identity, a headline and a text of its own.

    4 to 12 paragraphs, some 250 words, are drawn by the number.
    """
    chance = random.Random(SEED + number)
    text = _bytes(sample.file).decode()
    prose = [_paragraph(chance) for _one in range(chance.randint(4, 12))]
    prose[-1] += f" The file is number {number}."
    prose += ["NOTICE"] * notice
    if sample.is_marked_up:
        prose = [escape(paragraph, quote=False) for paragraph in prose]
    more = "".join(sample.paragraph.format(paragraph) for paragraph in prose)
    text = text.replace(sample.after, sample.after + more, 1)
    for headline in HEADLINES:
        text = text.replace(headline, f"{headline}, {number} of many")
    text = TOLD.sub(lambda _word: chance.choice(_words()), text)
    for identity in sample.identities.split():
        text = text.replace(identity.replace("{}", ""), identity.format(f"{number:07}"))
    text = text.replace("NOTICE", _notice())
    return text.replace("Boats</title>", f"Boats {number}</title>").encode()


@cache
def _bytes(name):
    return (SAMPLES / name).read_bytes()


def _paragraph(chance):
    """Return some 30 words, so mixed that no two texts share a phrase."""
    words = chance.choices(_words(), k=chance.randint(20, 40))
    return " ".join(words).capitalize() + "."


@cache
def _notice():
    """Return some 90 words that are the same in every message."""
    chance = random.Random(SEED)
    return " ".join(_paragraph(chance) for _one in range(3))


@cache
def _words():
    """Return the words of the invented paper, without what a format reserves."""
    from articles import html
    from newsroom.demo import texts

    found = {
        word.strip(".,;:?!“”\"'()")
        for story in texts.stories()
        for word in html.to_text(story.body({})).split()
    }
    return sorted(word for word in found if word.replace("’", "").isalpha())
