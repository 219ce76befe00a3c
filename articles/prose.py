"""Bodies of nothing but paragraphs and headings, as most are: read without a parser."""

import re

# A block with its line end. What stands in it is text, without any mark-up, and without
# the characters and names that a parser reads in a way of its own.
LETTERS = (
    "[^<>&\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufdd0-\ufdef\ufffe\uffff]*+"
)
BLOCK = re.compile(rf"<(p|h2|h3)>({LETTERS}(?:&(?:amp|lt|gt);{LETTERS})*+)</\1>[ \n]*+")


def blocks(html: str) -> list[tuple[str, str]] | None:
    """Return the tag and the text, as it is written, of each block that has words.

    None if anything else stands in the body, so that a parser has to read it.
    """
    found, end = [], 0
    for block in BLOCK.finditer(html):
        if block.start() != end:
            return None
        end = block.end()
        tag, text = block.groups()
        if text and not text.isspace():
            found.append((tag, text))
    return found if end == len(html) else None


def words(text: str) -> str:
    """Return the text of a block as one line of words."""
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return " ".join(text.split())
