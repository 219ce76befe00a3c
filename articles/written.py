"""Write a parsed body as its blocks: paragraphs, lists, tables, boxes, placeholders.

A fact box, <aside>, holds small headings, paragraphs and lists, and stands in no other
block. What it may not hold stands after it.
"""

from lxml import etree

from articles import placeholders

BLOCKS = {"p", "h2", "h3", "blockquote", "ul", "ol", "aside", "figure", "table"}
# What leaves the block it stands in, and stands after it.
LIFTED = ("figure", "aside")
LIFTED_FROM_BOX = (*LIFTED, "table")


def blocks(top) -> list[str]:
    """Return the blocks of a parsed body, each as HTML, in order.

    :param top: the element that holds the body; taken apart on the way.
    """
    return [text for block in _blocks(top) if (text := _written(block))]


def _blocks(top):
    """Yield the blocks of a parsed body; a run of loose words becomes a paragraph."""
    loose = last = None
    for node in _nodes(top):
        if not isinstance(node, str) and node.tag in BLOCKS:
            if loose is not None:
                yield loose
                loose = None
            yield node
            continue
        if loose is None:
            if isinstance(node, str) and (not node or node.isspace()):
                continue  # the line end between two blocks
            loose, last = etree.Element("p"), None
        if not isinstance(node, str):
            loose.append(node)
            last = node  # asking the paragraph for it would count all of them
        elif last is not None:
            last.tail = (last.tail or "") + node
        else:
            loose.text = (loose.text or "") + node
    if loose is not None:
        yield loose


def _nodes(parent):
    """Yield what stands in an element, in order: elements, and text as strings.

    An inline element round blocks is passed through: office programs wrap whole texts
    in one <b>, which is no stress.
    """
    yield parent.text or ""
    for node in list(parent):
        tail, node.tail = node.tail, None
        if node.tag in BLOCKS or not any(True for _ in node.iter(*BLOCKS)):
            yield node
        else:
            yield from _nodes(node)
        yield tail or ""


def _written(block):
    """Return a block as HTML, or nothing if it holds neither words nor a picture."""
    if block.tag == "figure":
        return placeholders.written(block)
    if block.tag == "aside":
        return _boxed(block)
    lifted = _lifted(block, LIFTED)
    return "\n".join(part for part in (_with_words(block), *lifted) if part)


def _boxed(box):
    """Return a fact box, all of it on one line, and then what it may not hold."""
    held, after = [], []
    for block in _held(box):
        if block.tag in LIFTED_FROM_BOX:
            after.append(_written(block))
            continue
        after += _lifted(block, LIFTED_FROM_BOX)
        for heading in list(block.iter("h2")):
            heading.tag = "h3"
        held.append(_with_words(block))
    line = " ".join(" ".join(filter(None, held)).split("\n"))
    parts = [f"<aside>{line}</aside>" if line else "", *after]
    return "\n".join(part for part in parts if part)


def _held(box):
    """Yield the blocks of a box; those of a box or quotation in it are its own."""
    for block in _blocks(box):
        if block.tag in ("aside", "blockquote"):
            yield from _held(block)
        else:
            yield block


def _lifted(block, tags):
    """Take elements out of a block that may not stand in it; return them as HTML."""
    inside = set()
    outermost = []
    for element in list(block.iterdescendants(*tags)):
        if element not in inside:
            outermost.append(element)
            inside.update(element.iterdescendants(*tags))
    for element in outermost:
        _drop(element)
        element.tail = None
    return [text for element in outermost if (text := _written(element))]


def _with_words(block):
    """Return a block as HTML, or nothing if it holds no words."""
    # White space, hard spaces among it, is nothing to read.
    has_words = any(text and not text.isspace() for text in block.itertext())
    if not has_words:
        return ""
    return etree.tostring(block, encoding="unicode", method="html").strip()


def _drop(element):
    """Take an element out of its parent; the text after it stays."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail
    if before is not None:
        before.tail = (before.tail or "") + (tail or "")
    else:
        parent.text = (parent.text or "") + (tail or "")
    parent.remove(element)
