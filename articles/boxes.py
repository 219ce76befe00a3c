"""Draw the fact boxes of a text, each named by its heading."""

import re

HEADING = re.compile(r"<h3>(.*?)</h3>", re.DOTALL)


def drawn(box: str, number: int) -> str:
    """Return a fact box as a page prints it.

    Its first heading names it for who hears the page; it is one of the second level, as
    no level may be left out between the headline and it. A box without a heading is no
    landmark.

    :param box: an <aside> as `articles.html` writes it.
    :param number: which box of the page it is, from 1.
    """
    inner = box.removeprefix("<aside>")
    if not HEADING.search(inner):
        return f'<aside class="keys facts">{inner}'
    name = f"facts-{number}"
    inner = HEADING.sub(rf'<h2 id="{name}">\1</h2>', inner, count=1)
    return f'<aside class="keys facts" aria-labelledby="{name}">{inner}'
