"""Print the standing pages: their links at the foot of a page, and their text."""

from django import template

from articles import boxes, html, standing

register = template.Library()


@register.simple_tag
def furniture():
    """Return what every page links: sections, standing pages; by one query."""
    return standing.furniture()


@register.inclusion_tag("articles/partials/body.html")
def prose(text):
    """Print clean HTML that is no story's: what it places from the library is left out.

    :param text: the text of a standing page, or a biography.
    """
    blocks = html.blocks(text)
    return {
        "parts": [
            {
                "html": _with_box(block, number),
                "is_table": block.startswith("<table>"),
            }
            for number, block in enumerate(blocks, start=1)
            if not block.startswith("<figure")
        ]
    }


def _with_box(block, number):
    return boxes.drawn(block, number) if block.startswith("<aside>") else block
