"""What outdoor pictures share: skies with clouds, water that mirrors, hills in haze."""

import numpy as np

from demo_photos.light import FOCAL, mix, rgb, sample, smooth
from demo_photos.noise import fbm, perlin, warped


def cloud_deck(
    frame,
    horizon,
    *,
    seed,
    height=0.5,
    stretch=1.0,
    cover=0.0,
    soft=0.5,
    octaves=7,
    bend=0.7,
):
    """Return how dense a flat layer of cloud is, 0 to 1, drawn in perspective.

    :param height: of the layer; larger is smaller clouds.
    :param cover: added to the noise: -0.3 is a few clouds, 0.3 nearly all.
    """
    rise = np.maximum(horizon - frame.y, 0.004) / FOCAL + 0.03
    z = height / rise
    x = frame.x / FOCAL * z * 1.6
    pixel = frame.pixel / FOCAL * height / rise**2
    density = warped(
        x / stretch, z, seed, bend, octaves, footprint=np.minimum(pixel, 8) * 0.5
    )
    return smooth(-soft / 2, soft / 2, density + cover)


def clouds_lit(frame, horizon, sun, *, seed, **deck):
    """Return (density, light): the deck and how much of the sun reaches each part."""
    density = cloud_deck(frame, horizon, seed=seed, **deck)
    # Light is what is left after the density a little further towards the sun.
    dx, dy = sun[0] - frame.x, sun[1] - frame.y
    length = np.hypot(dx, dy) + 1e-3
    shadow = 0.0
    for step in (0.006, 0.014, 0.03):
        shifted = _shift(density, dx / length * step, dy / length * step, frame)
        shadow = shadow + shifted
    return density, np.exp(-1.1 * shadow / 3 * 2)


def _shift(plane, dx, dy, frame):
    return sample(plane[..., None], frame.x + dx, frame.y + dy, frame)[..., 0]


def water(scene, frame, horizon, *, seed, roughness=0.05, chop=0.05, scale=3.0,
          deep="#0b1a22", samples=8, stretch=1.0, base=0.02, tilt=0.0):  # fmt: skip
    """Return the scene with water below the horizon that mirrors what stands above it.

    :param chop: slope of the waves one can see; `roughness` of those too small to see.
    :param scale: waves across one unit of distance; the eye is one unit above water.
    """
    rows = np.nonzero(frame.y[:, 0] > horizon)[0]
    first = rows[0]
    x, y = frame.x[first:], frame.y[first:]
    down = (y - horizon) / FOCAL + 1e-4
    z = 1 / down
    along = x / FOCAL * z
    footprint = frame.pixel / FOCAL / down**2 * scale
    footprint = np.minimum(footprint, 40)
    sz = (
        fbm(
            along * scale / stretch, z * scale, seed, 6, 0.6, footprint=footprint * 0.55
        )
        * chop
    )
    sx = (
        fbm(
            along * scale / stretch + 31,
            z * scale + 11,
            seed + 20,
            4,
            0.6,
            footprint=footprint,
        )
        * chop
    )
    unseen = roughness + chop * 0.5 * smooth(0.1, 1.5, footprint)
    rng = np.random.default_rng(seed)
    total = 0.0
    for _ in range(samples):
        jz = sz + unseen * rng.standard_normal(x.shape, dtype=np.float32) * 0.6
        jx = sx + unseen * rng.standard_normal(x.shape, dtype=np.float32) * 0.3
        up = np.abs(down + 2 * jz) + tilt
        mirrored = sample(
            scene,
            x + 2 * jx * FOCAL * 0.4,
            np.minimum(horizon - up * FOCAL, horizon - frame.pixel),
            frame,
        )
        grazing = np.clip(down + jz, 0.005, 1)
        fresnel = base + (1 - base) * (1 - grazing) ** 5
        total = (
            total + mirrored * fresnel[..., None] + rgb(deep) * (1 - fresnel[..., None])
        )
    result = scene.copy()
    result[first:] = total / samples
    return result


def terrain(frame, relief, *, eye, horizon, near=0.4, far=40.0, steps=900):
    """Look at a landscape given by its height, as an eye above it does.

    :param relief: function of arrays (x, z) giving heights.
    :returns: (hit, x, z, depth): which pixels see land, and which point of it.
    """
    depth = np.geomspace(near, far, steps).astype(np.float32)
    columns = frame.x[0]
    heights = relief(
        columns[None, :] / FOCAL * depth[:, None], depth[:, None] + 0 * columns[None, :]
    )
    rows = horizon - FOCAL * (heights - eye) / depth[:, None]
    skyline = np.minimum.accumulate(rows, axis=0)
    index = np.full(frame.x.shape, steps - 1.0, dtype=np.float32)
    hit = np.zeros(frame.x.shape, dtype=bool)
    centres = frame.y[:, 0]
    for column in range(frame.width):
        line = skyline[:, column]
        found = np.searchsorted(-line, -centres, side="left")
        seen = found < steps
        hit[:, column] = seen
        at = np.clip(found, 1, steps - 1)
        before, after = line[at - 1], line[at]
        part = np.where(
            before - after > 1e-7,
            (before - centres) / np.maximum(before - after, 1e-7),
            1,
        )
        index[:, column] = np.where(seen, at - 1 + np.clip(part, 0, 1), steps - 1)
    z = np.interp(index, np.arange(steps), depth).astype(np.float32)
    return hit, frame.x / FOCAL * z, z, z


def slopes(relief, x, z, step):
    """Return the land's slopes along x and z at points, by differences."""
    here = relief(x, z)
    return (
        (relief(x + step, z) - here) / step,
        (relief(x, z + step) - here) / step,
        here,
    )


def lambert(dx, dz, sun):
    """Return how squarely the sun (x, up, z; any length) meets land of these slopes."""
    sun = np.float32(sun) / np.linalg.norm(sun)
    length = np.sqrt(dx * dx + dz * dz + 1)
    return np.maximum((-dx * sun[0] + sun[1] - dz * sun[2]) / length, 0)


def ridge_line(frame, *, base, height, scale, seed, octaves=8, jag=0.5):
    """Return the height of a hill's outline (in y) for every column."""
    x = frame.x[0]
    return base - height * (
        fbm(x * scale, np.zeros_like(x) + seed * 3.7, seed, octaves, jag) + 0.35
    )


def below(frame, line, soft=1.0):
    """Return 1 under an outline, 0 above it, with an edge one pixel soft."""
    return np.clip((frame.y - line[None, :]) / (frame.pixel * soft) + 0.5, 0, 1)


def glow(frame, x, y, radius, power=2.0):
    """Return light falling off round a point, 1 at the point."""
    distance = np.hypot(frame.x - x, frame.y - y) / radius
    return 1 / (1 + distance**power)


def stars(frame, *, seed, count, top=1.0, brightness=1.0):
    """Return a sky of stars: few bright, many faint, some blue, some amber."""
    rng = np.random.default_rng(seed)
    sky = np.zeros((frame.height, frame.width, 3), dtype=np.float32)
    size = frame.height / 1280
    for _ in range(count):
        x, y = rng.random() * frame.width, rng.random() * frame.height * top
        light = brightness * 0.035 / (rng.random() ** 0.62 + 0.004)
        light = min(light, 5.0)
        hue = mix("#a9c4ff", "#ffd9a8", rng.random() ** 1.5)
        radius = (0.55 + 0.16 * light**0.5) * max(size, 0.6)
        reach = int(radius * 3) + 1
        i, j = int(y), int(x)
        rows = np.arange(max(i - reach, 0), min(i + reach + 1, frame.height))
        columns = np.arange(max(j - reach, 0), min(j + reach + 1, frame.width))
        if not len(rows) or not len(columns):
            continue
        spot = np.exp(
            -((rows[:, None] - y) ** 2 + (columns[None, :] - x) ** 2) / (2 * radius**2)
        )
        sky[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] += (
            spot[..., None] * light * hue
        ).astype(np.float32)
    return sky


def mist(frame, *, seed, scale=2.0, stretch=5.0):
    """Return drifting mist between 0 and 1, long and low."""
    return np.clip(
        0.5
        + 0.7
        * warped(frame.x * scale / stretch * 2, frame.y * scale * 2, seed, 0.6, 6),
        0,
        1,
    )


def speckle(frame, seed):
    """Return white noise between -1 and 1, one value a pixel."""
    return np.random.default_rng(seed).random(frame.x.shape, dtype=np.float32) * 2 - 1


def wavy(frame, seed, scale):
    """Return plain single-octave noise over the frame."""
    return perlin(frame.x * scale, frame.y * scale, seed)
