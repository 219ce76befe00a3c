"""Turn, colour and cut pixels. Nothing here knows the database."""

import io

from PIL import Image, ImageCms, ImageOps


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
