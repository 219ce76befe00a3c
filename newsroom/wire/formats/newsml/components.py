"""The components of NewsML 1: which of them are the text, and which are its pictures.

A component holds content of its own, or more components, each with a role that the
agency names as it likes. What matters is what a role's name speaks of.
"""

import re
from collections import Counter
from dataclasses import dataclass

from articles import html
from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.trees import markup, renditions, xml
from newsroom.wire.items import MalformedItem, WirePicture

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
CAPTION = re.compile(r"caption|legend|légende", re.I)
TITLE = re.compile(r"title|head", re.I)
LEAD = re.compile(r"^lead|abstract|summary|chap[oe]au?|standfirst|deck", re.I)
BODY = re.compile(r"body|^text$|news ?text", re.I)
# Roles whose words are no text of the story.
ASIDE = re.compile(
    r"caption|legend|style|tweet|title|head|photo|picture|image|graphi|thumb|preview"
    r"|quick|video|audio|sound|signature|keyword|credit|copyright|byline|author|metadata"
    r"|^lead|abstract|summary|chap[oe]au?|standfirst|deck|related|link",
    re.I,
)
PICTURES = re.compile(r"photo|picture|image|graphi|icon|infogr", re.I)
NO_TEXT = re.compile(r"photo|picture|image|graphi|icon|video|audio|complex|anim", re.I)
MOST_PICTURES = 100
MOST_LANGUAGES = 30
MOST_PARTS = 3000  # of one item; a gallery has some hundred
MOST = 200  # components looked through for headlines and the like


@dataclass(frozen=True, slots=True)
class Outline:
    """Which components of an item have a text inside them, and how many captions."""

    texts: set[xml.Element]
    captions: Counter[xml.Element]

    @classmethod
    def of(cls, top: xml.Element) -> "Outline":
        """Look through an item once.

        :raises MalformedItem: if it has more parts than any item; that is an attack.
        """
        parts = xml.descendants(top, "NewsComponent", "ContentItem")
        if sum(1 for _part in parts) > MOST_PARTS:
            raise MalformedItem(
                f"It has more than {MOST_PARTS:,} components; no item has so many."
            )
        outline = cls(set(), Counter())
        for content in xml.descendants(top, "ContentItem"):
            component = content.getparent()
            name = role(component)
            plain = LEAD.search(name) or not ASIDE.search(name)
            if plain and _is_text(content) and not _captions_its_picture(component):
                for around in content.iterancestors():
                    if around in outline.texts:
                        break
                    outline.texts.add(around)
        for component in xml.descendants(top, "NewsComponent"):
            if CAPTION.search(role(component)):
                outline.captions.update([component, *component.iterancestors()])
        return outline


def role(component: xml.Element) -> str:
    """Return what the agency calls a component, or nothing."""
    return formal_name(xml.find(component, "Role"))


def formal_name(element: xml.Element | None) -> str:
    """Return the formal name of an element, without the vocabulary before it."""
    if element is None:
        return ""
    stated = element.get("FormalName") or ""
    return encoding.line(stated).rpartition(":")[2].strip()


def inside(component: xml.Element) -> list[xml.Element]:
    """Return the components directly inside one."""
    return xml.find_all(component, "NewsComponent")


def all_inside(component: xml.Element) -> list[xml.Element]:
    """Return a component and those inside it, pictures aside: where words stand."""
    found: list[xml.Element] = []
    waiting = [component]
    while waiting and len(found) < MOST:
        found.append(waiting.pop())
        children = (
            child
            for child in inside(found[-1])
            if not (PICTURES.search(role(child)) or CAPTION.search(role(child)))
        )
        waiting += reversed(list(children))
    return found


def language(component: xml.Element) -> str:
    """Return the language of a component, of its own and not of what is around it."""
    stated = formal_name(xml.find(component, "DescriptiveMetadata/Language"))
    found = stated or encoding.line(component.get(LANGUAGE) or "")
    return "" if found.lower().startswith("x-") else found


def variants(component: xml.Element, outline: Outline) -> list[xml.Element]:
    """Return the components that are one story in several languages, else none."""
    while True:
        children = [child for child in inside(component) if child in outline.texts]
        if len(children) != 1:
            languages = [language(child).lower() for child in children]
            told_apart = all(languages) and len(set(languages)) == len(children)
            return children if told_apart and len(children) <= MOST_LANGUAGES else []
        [component] = children


def text(component: xml.Element) -> markup.Copy:
    """Return the text of a component: its bodies, else its leads.

    The parts follow each other, unless the component says that they are alternatives.
    """
    for wanted in (BODY, None, LEAD):
        if copies := [copy for copy in _copies(component, wanted) if copy.body]:
            joined = encoding.refuse_long("\n".join(copy.body for copy in copies))
            body = html.clean(joined)
            notes = "\n".join(copy.notes for copy in copies if copy.notes)
            pictures = tuple(found for copy in copies for found in copy.pictures)
            return markup.Copy(body, notes, pictures)
    return markup.Copy(html.clean(""))


def words_of(component: xml.Element, roles: re.Pattern[str]) -> str:
    """Return the words of the first part whose role speaks of what is wanted."""
    for part in xml.descendants(component, "NewsComponent"):
        if roles.search(role(part)):
            found = " ".join(
                markup.plain(" ".join(data.itertext()))
                for data in xml.descendants(part, "DataContent")
            )
            if found := encoding.line(found):
                return found
    return ""


def media_types(component: xml.Element) -> list[str]:
    """Return the media of what a component holds, in the agency's words."""
    return [
        formal_name(element).lower()
        for element in xml.descendants(component, "MediaType")
    ]


def pictures(component: xml.Element, outline: Outline) -> tuple[WirePicture, ...]:
    """Return the pictures, each with its caption and in its largest rendition."""
    found: dict[xml.Element, list[xml.Element]] = {}
    for content in xml.descendants(component, "ContentItem"):
        if _is_picture(content) and len(found) < MOST_PICTURES:
            whole = _whole_picture(content, component, outline)
            found.setdefault(whole, []).append(content)
    return tuple(_picture(whole, contents) for whole, contents in found.items())


def _copies(component, wanted):
    """Yield the texts of the wanted roles below a component; None: of plain roles."""
    alternatives = (component.get("EquivalentsList") or "").lower() == "yes"
    for child in component:
        name = xml.name(child)
        if name == "ContentItem" and (wanted is None or wanted.search(role(component))):
            told = _is_text(child) and not _captions_its_picture(component)
            copies = [_content(child)] if told else []
        elif name == "NewsComponent" and _may_hold(child, wanted):
            copies = list(_copies(child, wanted))
        else:
            continue
        yield from copies
        if alternatives and any(copy.body for copy in copies):
            return


def _may_hold(component, wanted):
    name = role(component)
    return not ASIDE.search(name) or bool(wanted and wanted.search(name))


def _is_text(content):
    stated = formal_name(xml.find(content, "MediaType"))
    data, _packed = _data(content)
    if data is None or NO_TEXT.search(stated):
        return False
    return any(piece.strip() for piece in data.itertext())


def _content(content):
    """Return the text of a content item: NITF, elements of HTML, or HTML in words."""
    data, packed = _data(content)
    if packed:
        return markup.from_any(encoding.unpacked("".join(data.itertext()), packed))
    if any(True for _part in xml.descendants(data, "body.content")):
        return markup.from_nitf(data)
    if len(data):
        return markup.from_element(data)
    return markup.from_any(data.text or "")


def _data(content):
    """Return the data of a content item, and the notation it is encoded in, if any."""
    around = xml.find(content, "Encoding")
    stated = "" if around is None else around.get("Notation") or ""
    data = xml.find(content, "DataContent")
    return xml.find(around, "DataContent") if data is None and stated else data, stated


def _is_picture(content):
    stated = formal_name(xml.find(content, "MediaType"))
    mime = formal_name(xml.find(content, "MimeType")).lower()
    named = PICTURES.search(stated) or (not stated and mime.startswith("image/"))
    return bool(named) and not content.get("Href", "").lower().startswith("data:")


def _whole_picture(content, top, outline):
    """Return the component around all renditions of a picture, and around its caption.

    It ends where a text or the caption of another picture begins.
    """
    whole = content.getparent()
    while whole is not top:
        around = whole.getparent()
        another = outline.captions[around] > 1 or around in outline.texts
        if another or (around is top and outline.captions[whole]):
            break
        whole = around
    return whole


def _captions_its_picture(component):
    """Whether the words of a part are those of the picture that stands beside them."""
    within = component.getparent()
    name = role(component)
    if within is None or xml.name(within) != "NewsComponent" or BODY.search(name):
        return False
    beside = xml.find_all(component, "ContentItem")
    return name.lower() != "main" and any(map(_is_picture, beside))


def _words_beside(component):
    if not _captions_its_picture(component):
        return ""
    found = (
        markup.plain(" ".join(data.itertext()))
        for data in xml.find_all(component, "ContentItem/DataContent")
    )
    return next(filter(None, found), "")


def _picture(whole, contents):
    best = max(contents, key=_size)
    lines = {
        name: markup.plain(xml.words_at(whole, f"NewsLines/{name}"))
        for name in ("HeadLine", "CreditLine", "ByLine", "CopyrightLine")
    }
    return WirePicture(
        caption=words_of(whole, CAPTION) or _words_beside(whole) or lines["HeadLine"],
        credit=lines["CreditLine"] or lines["ByLine"] or lines["CopyrightLine"],
        href=encoding.line(best.get("Href") or ""),
        width=_measure(best, "width"),
        height=_measure(best, "height"),
    )


def _size(content):
    named = role(content) or role(content.getparent())
    pixels = renditions.weight(
        named, _measure(content, "width"), _measure(content, "height")
    )
    stated = xml.words_at(content, "Characteristics/SizeInBytes")
    return bool(content.get("Href")), pixels, encoding.whole_number(stated) or 0


def _measure(content, name):
    for part in xml.find_all(content, "Characteristics/Property"):
        if formal_name(part).lower() == name:
            return encoding.whole_number(part.get("Value"))
    return None
