"""Turn, colour and cut pixels. Nothing here knows the database."""

import io
from typing import BinaryIO

from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

MAX_PIXELS = 60_000_000
SIDEWAYS = (5, 6, 7, 8)  # orientations of Exif with width and height exchanged


class TooManyPixels(ValueError):
    """A picture would take too much memory to decode."""


class NoPicture(ValueError):
    """The bytes are no JPEG, PNG, WebP or TIFF that can be opened."""


def opened(file: BinaryIO, max_pixels: int = MAX_PIXELS) -> Image.Image:
    """Return an image of which no pixel is decoded yet.

    :raises TooManyPixels: if decoding it would take too much memory.
    :raises NoPicture: if it is none of the four formats, or damaged at its beginning.
    """
    try:
        image = Image.open(file, formats=("JPEG", "PNG", "WEBP", "TIFF"))
    except Image.DecompressionBombError:
        raise TooManyPixels from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise NoPicture from None
    if image.width * image.height > max_pixels:
        raise TooManyPixels
    return image


def upright_srgb(image: Image.Image) -> Image.Image:
    """Return the picture the right way up, in sRGB, without transparency.

    Browsers show renditions without their profile, so colours must be converted here.
    Transparent parts become white.
    """
    image.load()
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright)
    if profile and upright.mode in ("RGB", "CMYK", "L"):
        upright = _to_srgb(upright, profile)
    return upright.convert("RGB")


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Return width and height in pixels, the right way up; decodes no pixels."""
    try:
        turned = image.getexif().get(ExifTags.Base.Orientation) in SIDEWAYS
    except (SyntaxError, ValueError, KeyError, OSError):
        turned = False
    return (image.height, image.width) if turned else image.size


def _to_srgb(image, profile):
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        # A broken profile is common in old files: the numbers are shown as they are.
        return image
    return converted or image


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
