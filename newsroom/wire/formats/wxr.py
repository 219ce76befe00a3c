"""WordPress WXR: the export of a blog, which is RSS 2.0 with WordPress' own elements.

Sources: WordPress, wp-admin/includes/export.php (WXR 1.0 to 1.2) and wpautop().
"""

import re
from datetime import UTC, tzinfo
from urllib.parse import urlsplit

from articles import html
from newsroom.wire.formats.feeds import links, syndication
from newsroom.wire.formats.files import encoding
from newsroom.wire.formats.phrases import datelines, moments
from newsroom.wire.formats.trees import markup, xml
from newsroom.wire.items import (
    Kind,
    MalformedItem,
    PubStatus,
    UnreadItem,
    WireItem,
    WirePicture,
)

NAME = "WordPress WXR"

NAMESPACE = re.compile(r"xmlns:\w+\s*=\s*[\"']https?://wordpress\.org/export/[\d.]+/")
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
IMAGES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".tif", ".tiff", ".bmp")
# Types of posts that are parts of a site's machinery, and no story.
MACHINERY = re.compile(
    r"nav_menu_item|revision|custom_css|customize_changeset|oembed_cache|user_request"
    r"|wp_\w+|acf-\S+|feedback|wpcf7\S*|amp_\w+|shop_\w+|elementor_\w+"
)
# What a plug-in would have drawn; words in brackets that are only words stay.
SHORTCODE = re.compile(
    r"\[embed\b[^\]]{0,300}\][^\[]{0,2000}\[/embed\]"
    r"|\[/?(?:gallery|audio|video|playlist|caption|wp_caption|contact-form|youtube|vimeo"
    r"|twitter|tweet|instagram|soundcloud|vc_\w{1,40}|et_pb_\w{1,40}|fusion_\w{1,40})"
    r"(?:[ =-][^\[\]]{0,1000})?\]"
    r"|\[[a-z][\w-]{1,40} [\w-]{1,40}=[\"'][^\[\]]{0,1000}\]",
    re.I,
)
CAPTION = re.compile(
    r"\[(?:wp_)?caption\b[^\]]{0,500}\]([^\[]{0,4000})\[/(?:wp_)?caption\]", re.I
)
BLOCK = (
    r"(?:table|thead|tbody|tr|t[dh]|caption|div|dl|d[dt]|ul|ol|li|pre|form|blockquote"
    r"|address|style|p|h[1-6]|hr|section|article|aside|header|footer|nav|figure"
    r"|figcaption|details|summary|iframe|script)"
)
BLOCK_START = re.compile(rf"<{BLOCK}\b", re.I)
BLOCK_EDGE = re.compile(rf"(</{BLOCK}\s*>|<hr\b[^<>]{{0,200}}>)|<{BLOCK}\b", re.I)
PARAGRAPH_TAG = re.compile(r"</?p\b[^<>]{0,500}>", re.I)
LINE_BREAK = re.compile(r"<br\b[^<>]{0,40}>[ \t]*\n?", re.I)
UNCATEGORISED = {"uncategorized", "uncategorised"}


def recognises(data: bytes) -> bool:
    opening = encoding.opening(data, 65536)
    return bool(NAMESPACE.search(opening)) and xml.root_name(data)[1] == "rss"


def parse(data: bytes, zone: tzinfo = UTC) -> list[WireItem | UnreadItem]:
    """Return the posts and the pictures of a blog's export, in their order.

    Only what the blog had published is usable; the rest is withheld.

    :raises MalformedItem: if it is not well-formed XML, or holds no posts.
    """
    root = xml.read(data)
    channel = xml.find(root, "channel")
    posts: list[xml.Element] = [] if channel is None else channel.findall("item")
    if not posts:
        raise MalformedItem("The export holds no posts.")
    authors = {
        _wp(author, "author_login"): _wp(author, "author_display_name")
        for author in xml.find_all(channel, "author")
    }
    attached = dict(_attachments(posts))
    return [_read(post, channel, authors, attached, zone) for post in posts]


def _read(post, channel, authors, attached, zone):
    try:
        if _wp(post, "post_type") == "attachment":
            return _attachment(post, channel, zone)
        return _post(post, channel, authors, attached, zone)
    except MalformedItem as error:
        return UnreadItem(reason=str(error))


def _post(post, channel, authors, attached, zone):
    """Read one post: a table to hold against the export of WordPress."""
    link = links.without_tracking(_own(post, "link"))
    copy = _copy(post, link)
    opening = datelines.opening(html.paragraphs(copy.body))
    login = xml.words(post.find(CREATOR))
    stated = _wp(post, "status")
    machinery = MACHINERY.fullmatch(_wp(post, "post_type"))
    return WireItem(
        kind=Kind.OTHER if machinery else Kind.TEXT,
        guid=_own(post, "guid") or link,
        version_created=_made(post, zone),
        pub_status=_pub_status(stated, _wp(post, "post_password")),
        headline=markup.plain(_own(post, "title")),
        standfirst=syndication.standfirst(_excerpt(post), copy.body),
        byline=opening.byline or syndication.names([authors.get(login) or login]),
        dateline=opening.city,
        language=_own(channel, "language"),
        body=copy.body,
        keywords=_keywords(post),
        pictures=_pictures(post, attached) or copy.pictures[:1],
        editor_note="\n".join(filter(None, [copy.notes, link and f"Source: {link}"])),
        warnings=tuple(_warnings(post, stated)),
    )


def _attachment(post, channel, zone):
    """Read a file of the blog's library: a picture with its words, or no news item."""
    picture = _picture(post)
    return WireItem(
        kind=Kind.PICTURE if picture else Kind.OTHER,
        guid=_own(post, "guid") or _own(post, "link"),
        version_created=_made(post, zone),
        headline=markup.plain(_own(post, "title")),
        language=_own(channel, "language"),
        pictures=(picture,) if picture else (),
    )


def _attachments(posts):
    """Yield the pictures of the blog's library by the numbers of their posts."""
    for post in posts:
        if _wp(post, "post_type") == "attachment" and (picture := _picture(post)):
            yield _wp(post, "post_id"), picture


def _picture(post):
    href = links.web(_wp(post, "attachment_url"))
    if not urlsplit(href).path.lower().endswith(IMAGES):
        return None
    caption = _excerpt(post) or markup.plain(_raw(post.find(CONTENT)))
    alt = _meta(post, "_wp_attachment_image_alt")
    return WirePicture(href=href, caption=caption or markup.plain(alt))


def _pictures(post, attached):
    """Return the picture the blog printed above a post."""
    picture = attached.get(_meta(post, "_thumbnail_id"))
    return (picture,) if picture else ()


def _copy(post, base):
    """Return the body: what WordPress would print, without what its plug-ins add."""
    text = _raw(post.find(CONTENT)) or _raw(post.find("description"))
    text = CAPTION.sub(r"<figure>\1</figure>", encoding.refuse_long(text))
    text = SHORTCODE.sub("", text)
    if "<!-- wp:" not in text:  # the block editor writes its paragraphs itself
        text = _in_paragraphs(text)
    return markup.from_any(links.resolve(text, base))


def _in_paragraphs(text):
    """Make of blank lines and line breaks the paragraphs that WordPress prints."""
    text = LINE_BREAK.sub("\n", encoding.clean(text))
    text = BLOCK_EDGE.sub(_apart, text)
    chunks = []
    for chunk in re.split(r"\n\s*\n", text):
        lines = PARAGRAPH_TAG.sub("\n", chunk).strip()
        if BLOCK_START.match(lines) or lines.startswith("</"):
            chunks.append(chunk)
        else:
            chunks += [f"<p>{line}</p>" for line in lines.splitlines() if line.strip()]
    return "\n".join(chunks)


def _apart(edge):
    return f"{edge[0]}\n\n" if edge[1] else f"\n\n{edge[0]}"


def _made(post, zone):
    """Return when this version was made; the later exports say when it was changed."""
    for words in (_wp(post, "post_modified_gmt"), _wp(post, "post_date_gmt")):
        if moment := moments.made(words, UTC):
            return moment
    return moments.made(_own(post, "pubDate"), zone)


def _pub_status(stated, password):
    """Return the status: only “publish” is usable, and not behind a password."""
    usable = stated in ("", "publish") and not password
    return PubStatus.USABLE if usable else PubStatus.WITHHELD


def _warnings(post, stated):
    if stated not in ("", "publish"):
        yield f"The blog had not published it; its status there is “{stated}”."
    elif _wp(post, "post_password"):
        yield "The blog had it behind a password."
    if _wp(post, "post_type") == "page":
        yield "It is a page of the blog's site, not a post."


def _keywords(post):
    """Return categories and tags; other domains, such as post formats, are none."""
    return tuple(
        dict.fromkeys(
            words
            for part in post.findall("category")
            if part.get("domain", "category") in ("category", "post_tag", "tag")
            and (words := xml.words(part))
            and words.casefold() not in UNCATEGORISED
        )
    )


def _excerpt(post):
    found = [
        part
        for part in xml.find_all(post, "encoded")
        if "/excerpt/" in part.tag.partition("}")[0]
    ]
    return markup.plain(_raw(next(iter(found), None)))


def _meta(post, key):
    for part in xml.find_all(post, "postmeta"):
        if xml.words_at(part, "meta_key") == key:
            return xml.words_at(part, "meta_value")
    return ""


def _wp(element, name):
    """Return an element of WordPress' own; its namespace names the version."""
    for part in xml.find_all(element, name):
        if "wordpress.org/export/" in part.tag.partition("}")[0]:
            return xml.words(part)
    return ""


def _own(element, name):
    """Return an element of RSS itself, which stands in no namespace."""
    return xml.words(element.find(name))


def _raw(element):
    return "" if element is None else "".join(element.itertext())
