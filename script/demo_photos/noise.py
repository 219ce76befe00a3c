"""Noise that clouds, hills, waves and stone are made of."""

from functools import cache

import numpy as np

SIZE = 256


@cache
def _gradients(seed):
    angles = (
        np.random.default_rng(seed).random(SIZE * SIZE, dtype=np.float32) * 2 * np.pi
    )
    return np.cos(angles), np.sin(angles)


def perlin(x, y, seed=0):
    """Return gradient noise in about -0.7 to 0.7 at the points (x, y), any shape."""
    x, y = np.broadcast_arrays(np.float32(x), np.float32(y))
    gx, gy = _gradients(seed)
    left, top = np.floor(x), np.floor(y)
    fx, fy = x - left, y - top
    i = left.astype(np.int32) % SIZE
    j = top.astype(np.int32) % SIZE
    i1, j1 = (i + 1) % SIZE * SIZE, (j + 1) % SIZE
    i = i * SIZE

    def corner(cell, dx, dy):
        return gx[cell] * dx + gy[cell] * dy

    u = fx * fx * fx * (fx * (fx * 6 - 15) + 10)
    v = fy * fy * fy * (fy * (fy * 6 - 15) + 10)
    upper = corner(i + j, fx, fy) * (1 - u) + corner(i1 + j, fx - 1, fy) * u
    lower = corner(i + j1, fx, fy - 1) * (1 - u) + corner(i1 + j1, fx - 1, fy - 1) * u
    return upper * (1 - v) + lower * v


def fbm(x, y, seed=0, octaves=6, gain=0.5, footprint=None, ridged=False):
    """Return octaves of noise added up, about -1 to 1 (0 to 1 if ridged).

    :param footprint: size of a pixel in the units of x and y; octaves finer than it
        are faded out, which keeps far waves and fields from flickering.
    """
    total, height, frequency = 0.0, 1.0, 1.0
    norm = 0.0
    for octave in range(octaves):
        layer = perlin(x, y, seed + octave) * 1.5
        if ridged:
            layer = (1 - np.abs(layer) * 1.35) ** 2
        if footprint is not None:
            fade = np.exp(-((footprint * frequency * 1.2) ** 2))
            layer = layer * fade
        total = total + layer * height
        norm += height
        height *= gain
        frequency *= 2.02
        # Turned between octaves so that the grid never shows.
        x, y = (x * 0.8 - y * 0.6) * 2.02 + 17.3, (x * 0.6 + y * 0.8) * 2.02 - 9.1
    return total / (norm if ridged else norm**0.75)


def warped(x, y, seed=0, strength=0.8, octaves=6, **options):
    """Return noise whose domain is bent by noise: the look of clouds and marble."""
    wx = fbm(x, y, seed + 40, 4)
    wy = fbm(x + 5.2, y + 1.3, seed + 50, 4)
    return fbm(x + strength * wx, y + strength * wy, seed, octaves, **options)
