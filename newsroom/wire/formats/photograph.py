"""Photographs that come as files: JPEG, PNG, WebP and TIFF, with the words inside them.

Source: IPTC Photo Metadata Standard 2023.2, as `articles.photos.metadata` reads it.
"""

import io
from datetime import UTC, tzinfo

from articles.photos import metadata, pixels, restrictions
from newsroom.wire.formats.files import encoding, essence
from newsroom.wire.items import Kind, MalformedItem, UnreadItem, WireItem, WirePicture

NAME = "photograph"

MARKS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")
# Codes of IPTC for what no camera saw, or not as it stands there.
MADE_UP = {
    "trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia",
    "algorithmicMedia", "compositeSynthetic", "virtualRecording",
}  # fmt: skip


def recognises(data: bytes) -> bool:
    return data.startswith(MARKS) or (
        data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    )


def parse(data: bytes, zone: tzinfo = UTC) -> list[WireItem | UnreadItem]:
    """Return the one item that a picture file is; its pixels are not decoded.

    It has no identifier: what it shows is its identity, whatever its caption says.

    :raises MalformedItem: if it is damaged, or has more pixels than the library takes.
    """
    try:
        image = pixels.opened(io.BytesIO(data))
    except pixels.NoPicture:
        raise MalformedItem(
            "It begins like a photograph but cannot be opened; ask for it again."
        ) from None
    except pixels.TooManyPixels:
        raise MalformedItem(
            f"It has more than {pixels.MAX_PIXELS // 1_000_000} megapixels; ask for "
            "it smaller."
        ) from None
    said = metadata.read(image)
    width, height = pixels.upright_size(image)
    credit = said.credit or said.source
    return [
        WireItem(
            kind=Kind.PICTURE,
            story_id=essence.digest(data),
            urgency=encoding.whole_number(said.urgency) or None,
            headline=encoding.line(said.headline),
            slugline=encoding.line(said.title),
            byline=encoding.line(said.byline),
            credit=encoding.line(said.credit),
            source=encoding.line(said.source),
            keywords=tuple(map(encoding.line, said.keywords)),
            places=_places(said),
            pictures=(
                WirePicture(
                    caption=encoding.line(said.caption),
                    credit=encoding.line(credit),
                    width=width,
                    height=height,
                    data=data,
                ),
            ),
            editor_note=_note(said),
            usage_terms=_terms(said),
            copyright=encoding.line(said.copyright_notice),
            warnings=tuple(_warnings(said)),
        )
    ]


def _places(said):
    named = map(encoding.line, (said.place, said.state, said.country))
    return tuple(dict.fromkeys(filter(None, named)))


def _note(said):
    """Return what the file says to editors beside what it may be used for."""
    title = encoding.line(said.byline_title)
    return f"Photographer: {said.byline}, {title}" if title else ""


def _terms(said):
    """Return terms and instructions, and what the caption forbids besides."""
    terms = encoding.clean(said.terms)
    lines = [encoding.stated(line) for line in terms.splitlines()]
    known = terms.casefold()
    lines += [
        words
        for words in restrictions.found(encoding.clean(said.caption))
        if words.casefold() not in known
    ]
    return "\n".join(filter(None, lines))


def _warnings(said):
    if not said.caption:
        yield "It came without a caption."
    if not (said.credit or said.byline or said.copyright_notice):
        yield "It names nobody who made it; find out before it is printed."
    if said.digital_source in MADE_UP:
        yield f"It says that no camera took it as it is ({said.digital_source})."
