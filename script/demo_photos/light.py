"""The frame, colour and the darkroom: from linear light to a graded photograph."""

import numpy as np
from PIL import Image, ImageFilter

WIDTH, HEIGHT = 1920, 1280
FOCAL = 1.25  # in heights of the picture; a lens of about 30 mm on a full frame


class Frame:
    """The grid of a picture: x from -0.75 to 0.75, y from 0 at the top to 1."""

    def __init__(self, scale=1.0):
        self.width, self.height = round(WIDTH * scale), round(HEIGHT * scale)
        rows = (np.arange(self.height, dtype=np.float32) + 0.5) / self.height
        columns = (np.arange(self.width, dtype=np.float32) + 0.5) / self.height - 0.75
        self.x, self.y = np.meshgrid(columns, rows)
        self.pixel = 1 / self.height

    def flat(self, colour):
        return np.broadcast_to(rgb(colour), (self.height, self.width, 3)).copy()


def rgb(colour):
    """Return '#rrggbb' as linear light."""
    if not isinstance(colour, str):
        return np.float32(colour)
    values = np.float32([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(
        values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4
    )


def smooth(low, high, value):
    """Return 0 below `low`, 1 above `high`, and a soft step between."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def mix(a, b, amount):
    amount = np.asarray(amount, dtype=np.float32)
    if amount.ndim == 2:
        amount = amount[..., None]
    return rgb(a) * (1 - amount) + rgb(b) * amount


def ramp(value, *stops):
    """Return colours along stops (position, '#rrggbb'), mixed in linear light."""
    places = [place for place, _ in stops]
    colours = np.stack([rgb(colour) for _, colour in stops])
    parts = [np.interp(value, places, colours[:, i]) for i in range(3)]
    return np.stack(parts, axis=-1).astype(np.float32)


def sample(picture, x, y, frame):
    """Return the picture's colours at frame coordinates, bilinear, clamped at edges."""
    column = np.clip((x + 0.75) * frame.height - 0.5, 0, frame.width - 1.001)
    row = np.clip(y * frame.height - 0.5, 0, frame.height - 1.001)
    i, j = row.astype(np.int32), column.astype(np.int32)
    fi, fj = (row - i)[..., None], (column - j)[..., None]
    upper = picture[i, j] * (1 - fj) + picture[i, j + 1] * fj
    lower = picture[i + 1, j] * (1 - fj) + picture[i + 1, j + 1] * fj
    return upper * (1 - fi) + lower * fi


def blur(picture, radius):
    """Return linear light blurred by a Gaussian of `radius` pixels."""
    if picture.ndim == 3:
        return np.stack([blur(picture[..., i], radius) for i in range(3)], axis=-1)
    # A wide blur is done on a smaller picture; nobody can see the difference.
    step = max(1, int(radius / 4))
    image = Image.fromarray(np.ascontiguousarray(picture, dtype=np.float32))
    small = np.asarray(
        image.resize((image.width // step, image.height // step), Image.BOX)
    )
    reach = int(np.ceil(3 * radius / step))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) * step / radius) ** 2)
    kernel /= kernel.sum()
    for axis in (0, 1):
        length = small.shape[axis]
        edges = [(reach, reach) if side == axis else (0, 0) for side in (0, 1)]
        wide = np.pad(small, edges, mode="edge")
        small = sum(
            weight * np.take(wide, range(shift, shift + length), axis)
            for shift, weight in enumerate(kernel)
        )
    whole = Image.fromarray(np.ascontiguousarray(small, dtype=np.float32))
    return np.asarray(whole.resize(image.size, Image.BICUBIC))


def bloom(picture, frame, strength=0.25, threshold=0.7, radius=0.02):
    """Return the picture with the glow that bright lights leave in a lens."""
    bright = np.maximum(picture - threshold, 0)
    glow = blur(bright, radius * frame.height) + 0.5 * blur(
        bright, radius * 3 * frame.height
    )
    return picture + strength * glow


def develop(picture, frame, *, seed=1, exposure=1.0, contrast=1.0, saturation=1.0,
            vignette=0.22, grain=1.5, shadows="#000000", tint="#ffffff"):  # fmt: skip
    """Return an 8-bit image: shoulder, grade, vignette and film grain.

    :param grain: standard deviation in 8-bit steps at middle grey.
    :param shadows: what black fades to, as in a print.
    """
    light = np.maximum(picture, 0) * exposure * (rgb(tint) / rgb(tint).max())
    distance = np.hypot(frame.x / 0.9, (frame.y - 0.5) / 0.6)
    light = light * (1 - vignette * smooth(0.5, 1.5, distance))[..., None]
    light = np.where(light < 0.6, light, 0.6 + 0.4 * (1 - np.exp(-(light - 0.6) / 0.4)))
    grey = light @ np.float32([0.2126, 0.7152, 0.0722])
    light = np.maximum(grey[..., None] + (light - grey[..., None]) * saturation, 0)
    value = np.where(
        light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055
    )
    value = 0.5 + (value - 0.5) * contrast if contrast != 1 else value
    value = np.clip(value, 0, 1)
    floor = np.float32([int(shadows[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    value = floor + value * (1 - floor)
    rng = np.random.default_rng(seed)
    film = rng.standard_normal((frame.height, frame.width), dtype=np.float32)
    film = (film + np.roll(film, 1, 0) + np.roll(film, 1, 1)) / 3**0.5
    tone = value.mean(axis=-1)
    value = value + (film * grain / 255 * (0.35 + 2.6 * tone * (1 - tone)))[..., None]
    return Image.fromarray((np.clip(value, 0, 1) * 255 + 0.5).astype(np.uint8))


def drawn(image):
    """Return an 8-bit drawing as it is, softened by a hair as a print is."""
    return image.filter(ImageFilter.GaussianBlur(0.3))
