"""Pictures of the night: stars, northern light, a city, rain on glass, floodlights."""

import numpy as np

from demo_photos.light import (
    FOCAL,
    bloom,
    blur,
    develop,
    mix,
    ramp,
    rgb,
    sample,
    smooth,
)
from demo_photos.noise import fbm, perlin, warped
from demo_photos.scenery import below, glow, ridge_line, stars, water


def night_sky(frame):
    """Stars and the pale band of the galaxy above dark hills."""
    x, y = frame.x, frame.y
    sky = ramp(
        y,
        (0, "#05080f"),
        (0.5, "#0a1320"),
        (0.74, "#15242f"),
        (0.86, "#2a3f42"),
        (1, "#3c5552"),
    )
    # Along and across the band, which leans to the right.
    lean = 0.98
    along = x * np.cos(lean) - (0.45 - y) * np.sin(lean)
    across = (
        x * np.sin(lean) + (0.45 - y) * np.cos(lean) - 0.03 + 0.03 * np.sin(along * 3)
    )
    broad = np.exp(-((across / 0.20) ** 2))
    core = np.exp(-((across / 0.085) ** 2)) * (0.55 + 0.75 * smooth(-0.35, 0.5, along))
    cloud = 0.5 + 0.55 * warped(along * 3.0, across * 5.0, 41, 0.9, 8, gain=0.58)
    dust = warped(along * 2.3 + 3, across * 6.5, 43, 1.2, 8, gain=0.56)
    lane = smooth(
        -0.15,
        0.60,
        dust
        + 0.62 * np.exp(-(((across - 0.012 + 0.02 * np.sin(along * 5)) / 0.042) ** 2))
        - 0.16,
    )
    milk = (
        0.20 * broad * (0.6 + 0.6 * cloud) + 0.62 * core * np.clip(cloud, 0.1, 1.4)
    ) * (1 - 0.86 * lane * np.exp(-((across / 0.15) ** 2)))
    hue = mix(
        "#9fb3d6",
        "#f2cfa4",
        np.clip(core * 0.9 + 0.25 * smooth(-0.2, 0.6, along), 0, 1),
    )
    sky = sky + hue * (milk * 0.42)[..., None]
    pink = np.exp(
        -(((along - 0.16) / 0.035) ** 2) - ((across + 0.045) / 0.026) ** 2
    ) + 0.7 * np.exp(-(((along + 0.27) / 0.024) ** 2) - ((across - 0.05) / 0.02) ** 2)
    sky = sky + (pink * 0.10 * (0.6 + cloud))[..., None] * rgb("#ff6f86")
    field = stars(frame, seed=77, count=4200, brightness=0.62)
    sky = sky + field * (0.75 + 0.6 * broad)[..., None]
    rng = np.random.default_rng(3)
    dots = rng.random(x.shape, dtype=np.float32)
    faint = (
        (dots > 0.985 - 0.05 * milk)
        * (dots - 0.93)
        * 14
        * rng.random(x.shape, dtype=np.float32) ** 3
    )
    sky = (
        sky
        + blur(faint * (0.25 + 1.4 * broad) * (1 - 0.7 * lane * broad), 0.55)[..., None]
        * rgb("#dfe6ff")
        * 0.5
    )
    airglow = np.exp(-(((y - 0.86) / 0.16) ** 2)) * (
        0.7 + 0.4 * fbm(x * 2.2, y * 7, 9, 4)
    )
    sky = sky + airglow[..., None] * rgb("#3f7a5d") * 0.30
    sky = sky + (glow(frame, -0.50, 0.90, 0.14, 2.0) * 0.26)[..., None] * rgb("#ffb06a")
    scene = sky
    for base, height, scale, seed, tone, jag in (
        (0.845, 0.075, 1.3, 5, "#16272d", 0.45),
        (0.895, 0.085, 1.7, 11, "#0b151a", 0.47),
        (0.965, 0.10, 1.1, 17, "#040709", 0.50),
    ):
        line = ridge_line(
            frame, base=base, height=height, scale=scale, seed=seed, jag=jag
        )
        if seed == 17:
            columns = frame.x[0]
            spikes = (
                np.abs(
                    ((columns * 95 + 1.4 * fbm(columns * 20, columns * 0, 4, 3)) % 1)
                    - 0.5
                )
                * 2
            )
            line = line - 0.020 * (1 - spikes) ** 1.4 * np.clip(
                0.6 + perlin(columns * 9, columns * 0 + 0.5, 6), 0, 1.3
            )
        scene = mix(scene, tone, below(frame, line))
        scene = mix(
            scene,
            "#22383b",
            0.5
            * np.exp(-np.clip(y - base - 0.02, 0, 1) / 0.02)
            * below(frame, line)
            * (seed != 17),
        )
    hut = (0.335, 0.925)
    scene = scene + (glow(frame, *hut, 0.010, 2.2) * 0.35)[..., None] * rgb("#ff9d45")
    pane = smooth(0.0030, 0.0022, np.abs(x - hut[0])) * smooth(
        0.0036, 0.0028, np.abs(y - hut[1])
    )
    scene = mix(scene, rgb("#ffd08a") * 1.6, pane)
    return develop(
        scene,
        frame,
        seed=13,
        contrast=1.06,
        exposure=1.5,
        saturation=1.1,
        grain=1.3,
        vignette=0.3,
        shadows="#030508",
    )


def aurora(frame):
    """Green curtains of northern light above a frozen bay."""
    h = 0.68
    x, y = frame.x, frame.y
    sky = ramp(y, (0, "#060b1a"), (0.4, "#0b1930"), (h, "#173243"), (1, "#173243"))
    sky = sky + stars(frame, seed=30, count=1500, top=h, brightness=0.5)
    step = max(1, frame.height // 440)
    gx, gy = x[::step, ::step], y[::step, ::step]
    rise = np.maximum(h - gy, 0.0) / FOCAL + 0.10
    light = np.zeros((*gx.shape, 3), dtype=np.float32)
    heights = np.linspace(1.0, 2.3, 110)
    for altitude in heights:
        z = altitude / rise
        px = gx / FOCAL * z * 1.15 + 1.1
        bend = 0.55 * fbm(px * 0.35, z * 0.35, 3, 4) + 0.10 * fbm(
            px * 1.6, z * 1.6, 5, 3
        )
        sheet = np.abs(perlin(px * 0.13 + bend * 0.5 + 5.2, z * 0.40 + bend * 0.8, 9))
        sheet = np.exp(-((sheet / 0.013) ** 2)) + 0.10 * np.exp(-((sheet / 0.07) ** 2))
        rays = 0.45 + 0.75 * np.clip(0.5 + fbm(px * 5.0, z * 5.0, 15, 3), 0, 1.2)
        power = 0.5 + 0.9 * np.clip(0.5 + perlin(px * 0.4, z * 0.4, 17), 0, 1)
        age = (altitude - 1.0) / 1.3
        lift = np.exp(-age * 2.6) * smooth(0, 0.05, age)
        colour = ramp(
            np.float32(age),
            (0, "#3cffa0"),
            (0.25, "#2fe08c"),
            (0.55, "#4a9fb0"),
            (1, "#8a4fb8"),
        )
        light += (sheet * rays * power * lift)[..., None] * colour
    light = light / len(heights) * 9.0
    big = np.stack([sample_up(light[..., i], frame) for i in range(3)], axis=-1)
    veil = blur(big, 0.035 * frame.height)
    sky = sky + (big * 1.0 + veil * 0.45) * smooth(h + 0.02, h - 0.14, y)[..., None]
    scene = sky
    for base, height, scale, seed, snow in (
        (0.672, 0.085, 1.5, 8, 0.9),
        (0.682, 0.055, 2.4, 23, 0.7),
    ):
        line = ridge_line(
            frame, base=base, height=height, scale=scale, seed=seed, jag=0.52
        )
        face = fbm(x * 9 + y * 8, y * 16 - x * 6, seed + 60, 6, 0.6, ridged=True)
        tone = mix(
            "#0c1822",
            "#6c97a2",
            np.clip((face - 0.25) * 1.2, 0, 1)
            * snow
            * 0.45
            * smooth(base + 0.02, base - 0.07, y),
        )
        scene = mix(scene, tone, below(frame, line))
    ice = water(
        scene,
        frame,
        h,
        seed=41,
        chop=0.020,
        roughness=0.016,
        scale=1.4,
        deep="#0a1c28",
        samples=8,
        base=0.32,
    )
    z = FOCAL / np.maximum(y - h, 1e-3)
    across = x / FOCAL * z
    foot = np.clip(frame.pixel * z * z, 0, 30)
    snow = smooth(
        -0.12, 0.42, warped(across * 0.8, z * 0.9, 51, 0.8, 7, footprint=foot)
    )
    wind = 0.75 + 0.35 * fbm(across * 2.2, z * 9, 53, 5, footprint=foot * 4)
    cracks = np.minimum(
        np.abs(perlin(across * 0.9, z * 0.9, 57)),
        np.abs(perlin(across * 2.1 + 4, z * 2.1, 58)) * 1.6,
    )
    crack = np.exp(-((cracks / (0.007 + 0.012 * foot)) ** 2)) * np.exp(-foot * 1.2)
    lit = (
        mix(ramp(y, (h, "#4fae92"), (0.8, "#58a79d"), (1, "#32616f")), "#24485c", 0.35)
        * 0.55
    )
    land = mix(ice, lit * wind[..., None], snow * 0.86)
    land = mix(land, "#a8d8d2", crack * 0.10 * (1 - snow))
    scene = mix(scene, land, below(frame, np.full(frame.width, h)))
    hut = [
        (-0.415, 0.673),
        (-0.398, 0.6745),
        (-0.36, 0.674),
        (-0.345, 0.6735),
        (-0.31, 0.675),
    ]
    for px, py in hut:
        scene = scene + (glow(frame, px, py, 0.0028, 2.6) * 0.9)[..., None] * rgb(
            "#ffb35f"
        )
    return develop(
        bloom(scene, frame, 0.2, 0.8),
        frame,
        seed=18,
        contrast=1.05,
        exposure=1.1,
        saturation=0.95,
        grain=1.3,
        shadows="#03060a",
    )


def sample_up(plane, frame):
    """Return a small plane at the frame's size."""
    tall, wide = plane.shape
    small = plane[..., None]
    row = np.clip(frame.y * tall - 0.5, 0, tall - 1.001)
    column = np.clip((frame.x + 0.75) / 1.5 * wide - 0.5, 0, wide - 1.001)
    i, j = row.astype(np.int32), column.astype(np.int32)
    fi, fj = (row - i)[..., None], (column - j)[..., None]
    upper = small[i, j] * (1 - fj) + small[i, j + 1] * fj
    lower = small[i + 1, j] * (1 - fj) + small[i + 1, j + 1] * fj
    return (upper * (1 - fi) + lower * fi)[..., 0]


def city_skyline(frame):
    """City towers with lit windows at blue hour, mirrored in the harbour."""
    h = 0.735
    x, y = frame.x, frame.y
    sky = ramp(
        y,
        (0, "#13254a"),
        (0.3, "#2c4a7c"),
        (0.55, "#7d86a6"),
        (0.68, "#d8a58c"),
        (h, "#eeb184"),
    )
    cloud = warped(x * 0.9, y * 4.5, 19, 0.8, 7)
    sky = mix(
        sky,
        ramp(y, (0, "#22345a"), (0.4, "#76708f"), (0.7, "#f0a98a")),
        smooth(0.0, 0.7, cloud) * 0.55,
    )
    scene = sky
    hill = ridge_line(frame, base=h - 0.02, height=0.05, scale=1.2, seed=3)
    scene = mix(scene, "#6f7390", below(frame, hill))
    rng = np.random.default_rng(42)
    for layer, (count, low, high, fade) in enumerate(
        [(62, 0.07, 0.22, 0.62), (40, 0.09, 0.34, 0.34), (25, 0.05, 0.47, 0.05)]
    ):
        places = -0.78 + 1.56 * (np.arange(count) + rng.random(count)) / count
        rng.shuffle(places)
        for px in places:
            centre = np.exp(-(((px - 0.06) / 0.34) ** 2)) + 0.5 * np.exp(
                -(((px + 0.52) / 0.14) ** 2)
            )
            tall = (
                low
                + (high - low) * np.clip(centre, 0, 1) * rng.random() ** 0.9
                + 0.02 * rng.random()
            )
            wide = (0.017 + 0.022 * rng.random()) * (1 + 0.25 * layer)
            scene = _block(frame, scene, px, h, wide, tall, fade, rng)
    quay = (y > h - 0.012) & (y < h)
    scene = np.where(quay[..., None], rgb("#191b22"), scene)
    for k in range(58):
        px = -0.745 + k * 0.0262
        scene = scene + (
            glow(frame, px, h - 0.0135, 0.0018, 2.8) * (0.7 + 0.4 * rng.random())
        )[..., None] * rgb("#ffc987")
    scene = scene + (np.exp(-(((y - h + 0.03) / 0.05) ** 2)) * 0.05)[..., None] * rgb(
        "#ffb27a"
    )
    scene = bloom(scene, frame, 0.35, 0.75, 0.008)
    sea = water(
        scene * 1.06,
        frame,
        h,
        seed=49,
        chop=0.055,
        roughness=0.028,
        scale=2.2,
        deep="#0a1526",
        samples=18,
        base=0.10,
    )
    scene = mix(scene, sea, below(frame, np.full(frame.width, h)))
    return develop(
        scene,
        frame,
        seed=5,
        contrast=1.05,
        exposure=1.05,
        saturation=0.98,
        grain=1.2,
        shadows="#05070d",
    )


def _block(frame, scene, px, ground, wide, tall, fade, rng):
    """Paint one tower: two faces, a crown, and a grid of windows, some of them lit."""
    h = frame.height
    j0, j1 = int((px - wide + 0.75) * h), int((px + wide + 0.75) * h)
    i0, i1 = int((ground - tall - 0.05) * h), int(ground * h)
    j0, j1, i0 = max(j0, 0), min(j1, frame.width), max(i0, 0)
    if j1 - j0 < 3:
        return scene
    x, y = frame.x[i0:i1, j0:j1], frame.y[i0:i1, j0:j1]
    top = ground - tall
    across = (x - px) / wide
    corner = rng.uniform(-0.35, 0.35)
    left = across < corner
    crown = rng.integers(0, 4)
    body = y > top
    if crown == 1:
        body |= (y > top - 0.018) & (np.abs(across) < 0.62)
    elif crown == 2:
        body |= (
            (y > top - 0.045 * (1 - np.abs(across)))
            & (np.abs(across) < 0.8)
            & (tall > 0.25)
        )
    if tall > 0.30:
        body |= (np.abs(across - 0.1) < 0.035) & (y > top - 0.048)
    style = rng.integers(0, 3)
    glass = rng.choice(["#26324a", "#2c3550", "#1f2a3d", "#333a4a", "#3a3c46"])
    light_side, dark_side = mix(glass, "#c9a395", 0.30), mix(glass, "#101624", 0.45)
    tone = np.where(left[..., None], dark_side, light_side)
    tone = tone * (0.85 + 0.35 * smooth(ground - 0.02, top, y))[..., None]
    floor_h = 0.0062 if style else 0.0075
    pane_w = (0.0046, 0.0062, 0.011)[style]
    row = np.floor((y - top) / floor_h)
    column = np.floor((x - px) / pane_w)
    inside = (np.abs(((y - top) / floor_h) % 1 - 0.5) < (0.30, 0.26, 0.33)[style]) & (
        np.abs(((x - px) / pane_w) % 1 - 0.5) < (0.34, 0.36, 0.44)[style]
    )
    inside &= (y > top + 0.006) & (np.abs(across) < 0.94)
    table = rng.random((int(row.max()) + 4, int(column.max() - column.min()) + 4))
    pick = table[(row + 1).clip(0).astype(int), (column - column.min()).astype(int)]
    floors = rng.random(table.shape[0])[(row + 1).clip(0).astype(int)]
    share = rng.uniform(0.16, 0.46)
    lit = inside & ((pick < share) | (floors < 0.07))
    colour = np.where(
        (pick * 37 % 1 < 0.22)[..., None],
        rgb("#d9e6ff"),
        np.where((pick * 91 % 1 < 0.5)[..., None], rgb("#ffc878"), rgb("#ffe0ad")),
    )
    bright = (0.42 + 0.9 * (pick * 17 % 1) ** 2) * (1 - 0.55 * fade)
    tone = np.where(
        inside[..., None] & ~lit[..., None], tone * 0.75 + rgb("#6a7ca8") * 0.05, tone
    )
    haze = ramp(y, (0, "#3c4d78"), (0.5, "#7d7c98"), (ground, "#c39a90"))
    tone = mix(tone, haze, np.full_like(x, fade))
    tone = np.where(
        lit[..., None],
        mix(tone, colour * bright[..., None], np.full_like(x, 0.92 - 0.3 * fade)),
        tone,
    )
    scene[i0:i1, j0:j1] = np.where(body[..., None], tone, scene[i0:i1, j0:j1])
    if tall > 0.33 and fade < 0.5:
        i, j = int((top - 0.048) * h), int((px + 0.1 * wide + 0.75) * h)
        if i > 2 and 2 < j < frame.width - 2:
            scene[i - 1 : i + 1, j - 1 : j + 1] = rgb("#ff5a4a") * 1.6
    return scene


def rain_window(frame):
    """City lights out of focus behind drops on a window."""
    x, y = frame.x, frame.y
    rng = np.random.default_rng(19)
    back = ramp(y, (0, "#0b1420"), (0.4, "#142234"), (0.62, "#2a2a33"), (1, "#0d1016"))
    back = back + (np.exp(-(((y - 0.56) / 0.16) ** 2)) * 0.10)[..., None] * rgb(
        "#c98a55"
    )
    palette = [
        "#ffb35c",
        "#ffcf8d",
        "#ff9a3c",
        "#fff0d2",
        "#ff4b36",
        "#e23a2b",
        "#7fd3c0",
        "#8fb6ff",
        "#ffd27f",
    ]
    for _ in range(110):
        px, py = (
            rng.uniform(-0.8, 0.8),
            float(np.clip(rng.normal(0.55, 0.16), 0.05, 0.95)),
        )
        radius = rng.uniform(0.022, 0.060) * (0.7 + 0.6 * abs(py - 0.5))
        colour = rgb(palette[rng.integers(len(palette))])
        d = np.hypot(x - px, y - py) / radius
        disc = smooth(1.03, 0.93, d) * (0.72 + 0.28 * smooth(0.55, 1.0, d))
        back = back + (disc * rng.uniform(0.05, 0.40))[..., None] * colour
    back = blur(back, 0.004 * frame.height)
    haze = blur(back, 0.03 * frame.height)
    scene = mix(
        back * 0.82,
        haze * 0.9,
        0.30 + 0.25 * np.clip(warped(x * 1.5, y * 1.5, 8, 0.7, 5) + 0.3, 0, 1),
    )
    lift = np.zeros_like(x)
    drops = [
        (
            rng.uniform(-0.76, 0.76),
            rng.uniform(-0.01, 1.01),
            0.0018 + 0.0042 * rng.random() ** 2,
        )
        for _ in range(1500)
    ]
    drops += [
        (
            rng.uniform(-0.76, 0.76),
            rng.uniform(0.0, 1.0),
            0.008 + 0.010 * rng.random() ** 1.5,
        )
        for _ in range(110)
    ]
    drops += [
        (
            rng.uniform(-0.74, 0.74),
            rng.uniform(0.02, 0.98),
            0.019 + 0.016 * rng.random(),
        )
        for _ in range(20)
    ]
    # Runs: a drop that slid down and left a trail of small ones.
    for _ in range(11):
        px, py, size = (
            rng.uniform(-0.72, 0.72),
            rng.uniform(0.35, 0.95),
            rng.uniform(0.015, 0.021),
        )
        drops.append((px, py, size))
        trail = py - 0.02
        while trail > py - rng.uniform(0.25, 0.55):
            px += rng.normal(0, 0.0028)
            drops.append((px, trail, size * rng.uniform(0.12, 0.50)))
            trail -= rng.uniform(0.010, 0.042)
    ox, oy, edge = np.zeros_like(x), np.zeros_like(x), np.zeros_like(x)
    for px, py, size in sorted(drops, key=lambda drop: drop[2]):
        reach = int(size * 1.9 * frame.height) + 2
        i, j = int(py * frame.height), int((px + 0.75) * frame.height)
        rows, columns = (
            slice(max(i - reach, 0), max(i + reach, 0)),
            slice(max(j - reach, 0), max(j + reach, 0)),
        )
        wx, wy = (x[rows, columns] - px) / size, (y[rows, columns] - py) / size
        if not wx.size:
            continue
        wobble = 0.34 * perlin(wx * 0.8 + px * 60, wy * 0.8 + py * 60, 5)
        wy = wy * np.where(wy < 0, 0.80, 0.98)
        d = np.hypot(wx, wy) + wobble
        soft = frame.pixel / size * 1.3
        mask = smooth(1 + soft, 1 - soft, d)
        lift[rows, columns] = np.where(mask > 0.02, mask, lift[rows, columns])
        bulge = np.clip(d, 0, 1) ** 1.5
        ox[rows, columns] = np.where(mask > 0.02, wx * bulge, ox[rows, columns])
        oy[rows, columns] = np.where(mask > 0.02, wy * bulge, oy[rows, columns])
        edge[rows, columns] = np.where(
            mask > 0.02, np.clip(d, 0, 1), edge[rows, columns]
        )
    # A drop is a small lens: the street stands on its head in it.
    seen = sample(
        back,
        np.clip(x - ox * 0.42, -0.75, 0.749),
        np.clip(0.54 - oy * 0.46 + (y - 0.5) * 0.15, 0, 1),
        frame,
    )
    rim = smooth(0.70, 1.0, edge)
    inside = (
        seen * (1.10 - 0.45 * rim[..., None]) * (0.80 + 0.45 * oy[..., None])
        + haze * 0.40
    )
    shine = np.exp(-(((ox + 0.18) / 0.13) ** 2) - ((oy + 0.28) / 0.10) ** 2) * lift
    lower = smooth(0.35, 0.8, oy) * lift * (1 - smooth(0.93, 1.0, edge))
    scene = mix(scene, inside, lift * 0.9)
    scene = (
        scene
        + (shine * 0.10)[..., None] * rgb("#e8eefc")
        + (lower * 0.08)[..., None] * rgb("#ffd9a6")
    )
    return develop(
        bloom(scene, frame, 0.3, 0.75, 0.01),
        frame,
        seed=4,
        contrast=1.06,
        exposure=1.25,
        saturation=1.05,
        grain=1.2,
        vignette=0.35,
        shadows="#05070a",
    )


def floodlights(frame):
    """A stadium pitch at night under floodlights."""
    h = 0.47
    x, y = frame.x, frame.y
    sky = ramp(y, (0, "#060a14"), (0.25, "#0f1a2c"), (h, "#2d3d52"))
    haze = 0.6 + 0.5 * warped(x * 1.4, y * 2.2, 5, 0.8, 6)
    scene = sky
    masts = [
        (-0.60, 0.125, 1.0),
        (0.60, 0.125, 1.0),
        (-0.275, 0.215, 0.6),
        (0.275, 0.215, 0.6),
    ]
    for px, py, size in masts:
        cone = np.exp(
            -(
                (
                    (x - px * (1 - 0.75 * np.clip((y - py) / 0.6, 0, 1)))
                    / (0.10 * size + 0.50 * np.clip(y - py, 0, 1))
                )
                ** 2
            )
        ) * smooth(py - 0.02, py + 0.10, y)
        scene = scene + (cone * haze * 0.10 * size)[..., None] * rgb("#cfe0ff")
    roof = 0.345 + 0.055 * (x / 0.75) ** 2 * -1
    stand_top, stand_foot = roof + 0.016, np.full_like(x, h - 0.012)
    part = np.clip((y - stand_top) / (stand_foot - stand_top), 0, 1)
    tier = (y > stand_top) & (y < stand_foot)
    rng = np.random.default_rng(5)
    crowd = rng.random((90, 1100))
    row = np.clip((part * 34).astype(int), 0, 89)
    seat = ((x + 0.75) / 1.5 * 760).astype(int)
    person = crowd[row, np.clip(seat + (row % 2), 0, 1099)]
    colours = ramp(
        np.float32((person * 13) % 1),
        (0, "#171a22"),
        (0.35, "#2f3440"),
        (0.6, "#6b2a26"),
        (0.75, "#a8352b"),
        (0.88, "#c9b8a6"),
        (1, "#e6e2da"),
    )
    seats = (
        colours
        * (0.16 + 0.42 * part**1.4 + 0.10 * rng.random(x.shape, dtype=np.float32))[
            ..., None
        ]
    )
    gangway = np.abs((x * 5.2) % 1 - 0.5) > 0.478
    seats = np.where(
        (gangway | (np.abs(part - 0.46) < 0.03))[..., None], rgb("#3a3f49") * 0.5, seats
    )
    scene = np.where(tier[..., None], seats, scene)
    scene = mix(
        scene,
        "#0a0d13",
        smooth(roof - 0.002, roof, y) * smooth(stand_top + 0.002, stand_top, y),
    )
    fascia = np.exp(-(((y - stand_top) / 0.0016) ** 2))
    scene = scene + (fascia * 0.55)[..., None] * rgb("#dfe9ff")
    phones = (rng.random(x.shape) > 0.99965) & tier
    scene = np.where(phones[..., None], rgb("#f5f8ff") * 1.1, scene)
    boards = (y >= h - 0.013) & (y < h + 0.004)
    panel = np.floor(x * 7)
    tone = np.where(
        (panel % 3 == 0)[..., None],
        rgb("#0f5561"),
        np.where((panel % 3 == 1)[..., None], rgb("#e9e6df"), rgb("#b3261a")),
    )
    scene = np.where(boards[..., None], tone * 0.85, scene)
    scene = _pitch(frame, scene, h + 0.004)
    for px, py, size in masts:
        scene = _mast(frame, scene, px, py, size, roof)
    scene = scene + (np.exp(-(((y - h) / 0.05) ** 2)) * haze * 0.05)[..., None] * rgb(
        "#c4d6ee"
    )
    return develop(
        bloom(scene, frame, 0.45, 0.8, 0.014),
        frame,
        seed=6,
        contrast=1.06,
        exposure=1.08,
        saturation=0.98,
        grain=1.3,
        vignette=0.35,
        shadows="#04060a",
    )


def _pitch(frame, scene, h):
    x, y = frame.x, frame.y
    down = np.maximum(y - h, 1e-4)
    # World in metres: the eye is 9 m above the corner of a field 68 m deep.
    z = 9.0 * FOCAL * 0.62 / (down + 0.112)
    across = x / (FOCAL * 0.62) * z
    foot = np.clip(frame.pixel * z * z / 6, 0, 60)
    stripe = smooth(-0.12, 0.12, np.sin(z / 5.5 * np.pi))
    blades = fbm(across * 3.2, z * 3.2, 3, 5, 0.75, footprint=foot * 2.0)
    worn = fbm(across * 0.10, z * 0.10, 9, 5)
    grass = mix("#2c6428", "#3f8436", stripe)
    grass = grass * (0.92 + 0.30 * blades + 0.12 * worn)[..., None]
    far = 9.0 * FOCAL * 0.62 / 0.112
    light = 0.78 + 0.35 * np.exp(-((across / 46) ** 2))
    grass = grass * light[..., None]
    wide = 0.09 + foot * 0.16

    def stroke(distance, length=True):
        return smooth(wide + 0.04, wide * 0.55, np.abs(distance)) * length

    lines = stroke(z - (far - 3.2))
    goal = far - 3.2
    for half, deep in ((20.15, 16.5), (9.16, 5.5)):
        box = (z < goal) & (z > goal - deep)
        lines = np.maximum(lines, stroke(np.abs(across) - half, box))
        lines = np.maximum(lines, stroke(z - (goal - deep), np.abs(across) < half))
    arc = np.hypot(across, z - (goal - 11))
    lines = np.maximum(lines, stroke(arc - 9.15, z < goal - 16.5))
    lines = np.maximum(lines, smooth(0.35, 0.2, arc))
    lines = np.maximum(lines, stroke(z - (goal - 52.5)))
    lines = np.maximum(lines, stroke(np.hypot(across, z - (goal - 52.5)) - 9.15))
    grass = mix(grass, "#eef2ea", np.clip(lines, 0, 1) * (0.88 + 0.1 * blades))
    scene = np.where((y > h)[..., None], grass, scene)
    # The goal: posts of 2.44 m, 7.32 m apart, and a net of fine lines.
    foot_y = 9.0 * FOCAL * 0.62 / goal - 0.112 + h
    unit = FOCAL * 0.62 / goal
    gx, gy = x / unit, (foot_y - y) / unit
    net = (
        ((np.abs(gx * 2.4 % 1 - 0.5) > 0.44) | (np.abs(gy * 2.4 % 1 - 0.5) > 0.44))
        & (np.abs(gx) < 3.66)
        & (gy > 0)
        & (gy < 2.44)
    )
    scene = mix(scene, "#dfe5e8", net * 0.22)
    frame_ = ((np.abs(np.abs(gx) - 3.66) < 0.10) & (gy > 0) & (gy < 2.5)) | (
        (np.abs(gy - 2.44) < 0.10) & (np.abs(gx) < 3.76)
    )
    return mix(scene, "#ffffff", frame_ * 0.95)


def _mast(frame, scene, px, py, size, roof):
    x, y = frame.x, frame.y
    mast = (np.abs(x - px) < 0.0042 * size) & (y > py) & (y < roof + 0.004)
    lattice = (
        np.abs(((y - py) / 0.012 / size) % 1 - 0.5 - (x - px) / 0.0084 / size) < 0.14
    )
    rails = np.abs(np.abs(x - px) - 0.0036 * size) < 0.0009
    scene = np.where((mast & (lattice | rails))[..., None], rgb("#2b323d"), scene)
    lamps = np.zeros_like(x)
    for row in range(5):
        for column in range(7):
            lx = px + (column - 3) * 0.0118 * size
            ly = py + (row - 2) * 0.0125 * size
            lamps = np.maximum(
                lamps, smooth(0.0052 * size, 0.0036 * size, np.hypot(x - lx, y - ly))
            )
    rack = (np.abs(x - px) < 0.045 * size) & (np.abs(y - py) < 0.034 * size)
    scene = np.where(rack[..., None], rgb("#30363f"), scene)
    scene = mix(scene, rgb("#fbfdff") * 3.2, lamps)
    far = np.hypot((x - px) * 1.0, y - py)
    halo = 0.30 / (1 + (far / (0.055 * size)) ** 2) + 0.10 / (
        1 + (far / (0.17 * size)) ** 2
    )
    flare = (
        np.exp(-np.abs(y - py) / (0.004 * size))
        * np.exp(-np.abs(x - px) / (0.14 * size))
        * 0.10
    )
    return scene + ((halo + flare) * size)[..., None] * rgb("#d6e4ff")


NIGHT = {
    "night-sky": night_sky,
    "aurora": aurora,
    "city-skyline": city_skyline,
    "rain-window": rain_window,
    "floodlights": floodlights,
}
