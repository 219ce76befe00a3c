"""Turn, colour and cut pixels. Nothing here knows the database."""

import io
import struct
from typing import BinaryIO

from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

MAX_PIXELS = 60_000_000
MAX_SIDE = 30_000  # pixels; JPEG itself ends at 65,535
LOOK = 320  # pixels of width and height, at least, for a first small picture
SIDEWAYS = (5, 6, 7, 8)  # orientations of Exif with width and height exchanged
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Where a point of the upright picture lies in the file, by the same orientations.
LYING = {
    2: lambda across, down: (1 - across, down),
    3: lambda across, down: (1 - across, 1 - down),
    4: lambda across, down: (across, 1 - down),
    5: lambda across, down: (down, across),
    6: lambda across, down: (down, 1 - across),
    7: lambda across, down: (1 - down, 1 - across),
    8: lambda across, down: (1 - down, across),
}
# What Pillow raises where the bytes of a picture are not what they claim to be.
DAMAGE = (
    OSError, SyntaxError, ValueError, MemoryError, EOFError, OverflowError,
    LookupError, TypeError, struct.error,
)  # fmt: skip


class TooManyPixels(ValueError):
    """A picture would take too much memory to decode."""


class TooLong(TooManyPixels):
    """A picture is longer or wider than the formats of the web allow."""


class NoPicture(ValueError):
    """The bytes are no JPEG, PNG, WebP or TIFF that can be opened."""


def opened(file: BinaryIO, max_pixels: int = MAX_PIXELS) -> Image.Image:
    """Return an image of which no pixel is decoded yet.

    :raises TooManyPixels: if decoding it would take too much memory, and as TooLong
        if one side alone is too long.
    :raises NoPicture: if it is none of the four formats, or damaged at its beginning.
    """
    try:
        image = Image.open(file, formats=("JPEG", "PNG", "WEBP", "TIFF"))
    except Image.DecompressionBombError:
        raise TooManyPixels from None
    except (UnidentifiedImageError, *DAMAGE):
        raise NoPicture from None
    if image.width * image.height > max_pixels:
        raise TooManyPixels
    if max(image.size) > MAX_SIDE:
        raise TooLong
    return image


def check_whole(image: Image.Image) -> None:
    """Read an opened image to its end, as coarsely as its format and a look allow.

    :raises DAMAGE: what Pillow raises if the file is cut off or broken.
    """
    image.draft(None, (LOOK, LOOK))
    image.load()


def coarse(image: Image.Image, side: int) -> Image.Image:
    """Return a decoded picture the right way up, in grey, squeezed to a square.

    :param side: of the square, in pixels.
    """
    square = (side, side)
    small = _mixable(image).resize(square, Image.Resampling.LANCZOS, reducing_gap=4)
    grey = _on_white(small).convert("L")
    turn = TURNS.get(_orientation(image))
    return grey if turn is None else grey.transpose(turn)


def upright_srgb(image: Image.Image, widest: int | None = None) -> Image.Image:
    """Return the picture the right way up, in sRGB, without transparency or metadata.

    Browsers show renditions without their profile, so colours must be converted here.
    Transparent parts become white.

    :param widest: pixels; what is wider is brought to this width in one reduction,
        and a JPEG decoded no larger than that needs.
    """
    orientation, profile = _orientation(image), image.info.get("icc_profile")
    size = _reduced_size(image, widest)
    image.draft(None, size)
    image.load()
    return _finished(resized(_mixable(image), size), orientation, profile)


def upright_part(
    image: Image.Image, box: tuple[float, float, float, float], widest: int
) -> Image.Image:
    """Return a part of the picture as `upright_srgb` returns the whole.

    No copy of the whole is made beside the one that is decoded, so that the part of a
    large picture takes little memory.

    :param box: left, top, width and height, fractions of the upright picture.
    :param widest: pixels; a wider part is brought to this width in one reduction.
    """
    orientation, profile = _orientation(image), image.info.get("icc_profile")
    whole = upright_size(image)
    scale = min(1, widest / (box[2] * whole[0]))
    size = [
        max(1, round(part * side * scale))
        for part, side in zip(box[2:], whole, strict=True)
    ]
    lying = _as_it_lies(box, orientation)
    across, down = reversed(size) if orientation in SIDEWAYS else size
    image.draft(None, (round(image.width * scale), round(image.height * scale)))
    image.load()
    edges = [edge * side for edge, side in zip(lying, image.size * 2, strict=True)]
    part = _mixable(image).resize((across, down), Image.Resampling.LANCZOS, edges)
    return _finished(part, orientation, profile)


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Return width and height in pixels, the right way up; decodes no pixels."""
    turned = _orientation(image) in SIDEWAYS
    return (image.height, image.width) if turned else image.size


def size_at(image: Image.Image, width: int) -> tuple[int, int]:
    """Return width and height in pixels of the whole picture at a width."""
    return width, max(1, round(image.height * width / image.width))


def resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return the whole picture at a size; the caller keeps the proportions."""
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS)


def cropped(
    image: Image.Image, size: tuple[int, int], focus: tuple[float, float]
) -> Image.Image:
    """Return the largest cut with the proportions of `size`, brought to that size.

    :param size: width and height in pixels.
    :param focus: fractions of width and height from the top left.
    """
    return ImageOps.fit(image, size, Image.Resampling.LANCZOS, centering=focus)


def _orientation(image):
    try:
        return image.getexif().get(ExifTags.Base.Orientation)
    except DAMAGE:
        return None  # what the camera wrote beside the picture is broken


def _finished(image, orientation, profile):
    """Return the right way up and in sRGB what was decoded and reduced."""
    upright = _on_white(_to_srgb(image, profile))
    turn = TURNS.get(orientation)
    if turn is not None:
        upright = upright.transpose(turn)
    # Pillow writes what stands here into the files it saves.
    upright.info = {}
    return upright


def _as_it_lies(box, orientation):
    """Return left, top, right and bottom in the file of a box of the upright picture.

    All are fractions.
    """
    lie = LYING.get(orientation, lambda across, down: (across, down))
    one = lie(box[0], box[1])
    other = lie(min(1, box[0] + box[2]), min(1, box[1] + box[3]))
    return *map(min, one, other), *map(max, one, other)


def _reduced_size(image, widest):
    """Return the size to decode to, as the file lies."""
    width, _height = upright_size(image)
    if widest is None or width <= widest:
        return image.size
    scale = widest / width
    across, down = (max(1, round(side * scale)) for side in image.size)
    return across, down


def _mixable(image):
    """Return an image whose numbers can be averaged: no palette, 8 bits a channel."""
    if image.mode.startswith("I;16"):
        image = image.convert("I")
    if image.mode in ("I", "F"):
        _low, high = image.getextrema()
        # 16 bits a pixel as PNG has them; floating point counts from 0 to 1.
        scale = 255 / high if high > 65535 else 1 / 257 if high > 255 else 1
        if image.mode == "F" and high <= 1:
            scale = 255
        return image.point(lambda value: value * scale + 0).convert("L")
    if "transparency" in image.info or image.mode in ("PA", "LA", "La", "RGBa"):
        return image.convert("RGBA")
    if image.mode in ("RGB", "RGBA", "L", "CMYK", "LAB"):
        return image
    return image.convert("RGB")


def _on_white(image):
    if image.mode == "RGBA":
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return image.convert("RGB")


def _to_srgb(image, profile):
    """Return the image in the colours of sRGB, or its numbers as they are."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    try:
        source = _source(image, profile)
        if source is None:
            return image
        converted = ImageCms.profileToProfile(
            image.convert("RGB") if alpha else image,
            source,
            ImageCms.createProfile("sRGB"),
            # As photographs are brought from press to screen: white stays white, and
            # the darkest ink becomes black.
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, *DAMAGE):
        # A broken profile, or one for other channels: common in old files.
        return image
    if converted is not None and alpha is not None:
        converted.putalpha(alpha)
    return converted


def _source(image, profile):
    """Return the profile to convert from, or None where the numbers are sRGB's."""
    if image.mode == "LAB":
        return ImageCms.createProfile("LAB")
    if not profile:
        return None
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    known = ImageCms.getProfileDescription(source).startswith("sRGB")
    return None if known else source
