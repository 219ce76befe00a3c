"""Pictures of the land: mountains, a lake, a marsh, a field, a forest."""

import numpy as np

from demo_photos.light import bloom, blur, develop, mix, ramp, rgb, smooth
from demo_photos.noise import fbm, perlin, warped
from demo_photos.scenery import (
    below,
    cloud_deck,
    clouds_lit,
    glow,
    lambert,
    mist,
    ridge_line,
    slopes,
    terrain,
    water,
)


def _peaks(seed, height, scale, octaves=9, floor=0.0, gain=0.48):
    """Return a relief of sharp ridges between soft valleys."""

    def relief(x, z):
        wx = x * scale + 0.35 * fbm(x * scale, z * scale, seed + 3, 3)
        wz = z * scale + 0.35 * fbm(x * scale + 9, z * scale, seed + 5, 3)
        ridge = fbm(wx, wz, seed, octaves, gain, ridged=True)
        broad = 0.55 + 0.75 * perlin(x * scale * 0.37, z * scale * 0.37, seed + 8)
        return height * np.clip(ridge * broad * 1.35 - floor, 0, None)

    return relief


def mountain_dawn(frame):
    """Layered ridges above valley fog at dawn."""
    horizon = 0.34
    x, y = frame.x, frame.y
    sun = (0.40, 0.30)
    sky = ramp(
        y,
        (0, "#5d7ba3"),
        (0.14, "#93a6bd"),
        (0.25, "#e2c4ae"),
        (0.33, "#ffcf96"),
        (0.45, "#ffc285"),
    )
    thin = cloud_deck(
        frame, 0.36, seed=5, cover=-0.10, soft=1.0, height=0.4, stretch=3.0
    )
    sky = mix(sky, ramp(y, (0, "#c8c5cd"), (0.3, "#ffd9ae")), thin * 0.55)
    sky = sky + (glow(frame, *sun, 0.16, 2.0) * 0.75)[..., None] * rgb("#ffc27e")
    scene = sky
    peaks = _peaks(14, 2.5, 0.20, 8, gain=0.40)
    eye = 2.15
    hit, px, pz, depth = terrain(
        frame, peaks, eye=eye, horizon=horizon, near=2.2, far=46, steps=1100
    )
    dx, dz, level = slopes(peaks, px, pz, 0.012)
    light = lambert(dx, dz, (0.85, 0.30, 0.55))
    forest = smooth(0.9, 0.3, np.hypot(dx, dz)) * smooth(1.7, 0.8, level)
    stone = mix("#4b4542", "#2a3026", forest)
    stone = mix(
        stone,
        "#dfe0e6",
        smooth(1.45, 1.75, level + 0.25 * fbm(px * 4, pz * 4, 77, 5))
        * smooth(1.9, 0.9, np.hypot(dx, dz)),
    )
    land = stone * (light[..., None] * rgb("#ffb777") * 1.9 + rgb("#7389a8") * 0.42)
    # Air: thin and blue above, thick and golden in the valleys.
    span = depth
    thin_air = 1 - np.exp(-span * 0.052)
    density = np.exp(-np.clip(level, 0, 4) / 0.33)
    valley = 1 - np.exp(
        -span * 0.12 * density * (0.75 + 0.5 * fbm(px * 0.5, pz * 0.5, 91, 4))
    )
    warm = np.exp(-((np.hypot(x - sun[0], (y - sun[1]) * 0.8) / 0.62) ** 2))
    air = mix("#8c9fbd", "#ffc893", np.clip(warm * 1.1 + 0.08, 0, 1))
    fog = mix("#b9c3d4", "#ffdcb4", np.clip(warm * 1.25, 0, 1))
    land = mix(land, air, thin_air)
    land = mix(land, fog, np.clip(valley, 0, 1))
    scene = np.where(hit[..., None], land, scene)
    wisps = mist(frame, seed=44, scale=2.0)
    scene = mix(
        scene,
        fog,
        np.clip((wisps - 0.55) * 1.2, 0, 1)
        * smooth(0.36, 0.6, y)
        * smooth(1.0, 0.75, y)
        * 0.5,
    )
    return develop(
        bloom(scene, frame, 0.3, 0.8),
        frame,
        seed=1,
        contrast=1.06,
        saturation=1.0,
        exposure=0.98,
        shadows="#0a0d14",
    )


def lake_reflection(frame):
    """Autumn hills mirrored in a still lake."""
    h = 0.50
    x, y = frame.x, frame.y
    sky = ramp(y, (0, "#7aa0c4"), (0.3, "#b5cad9"), (h, "#e7e6dd"))
    density, light = clouds_lit(
        frame, h, (-0.5, 0.05), seed=67, cover=-0.05, soft=0.9, height=0.55, stretch=1.6
    )
    sky = mix(
        sky, mix("#8d99a5", "#fff8ee", np.clip(light * 1.3, 0, 1)), density * 0.85
    )
    scene = sky
    hills = _peaks(52, 4.6, 0.16, 8, 0.10, gain=0.38)

    def relief(px, pz):
        shore = smooth(6.0, 16.0, pz + 2.6 * np.abs(px / np.maximum(pz, 1)) * 3)
        return hills(px, pz) * shore + 0.05 * shore - 0.05

    hit, px, pz, depth = terrain(
        frame, relief, eye=0.12, horizon=h, near=4.0, far=42, steps=900
    )
    dx, dz, level = slopes(relief, px, pz, 0.01)
    trees = fbm(
        px * 16,
        level * 26 + pz * 6,
        31,
        5,
        0.65,
        footprint=np.clip(depth * frame.pixel * 14, 0, 20),
    )
    light = lambert(dx + trees * 0.5, dz, (-0.75, 0.5, -0.35))
    kind = fbm(px * 2.4, pz * 2.4, 33, 5) + 0.5 * trees
    wood = ramp(
        np.clip(0.5 + 0.55 * kind, 0, 1),
        (0, "#1f3022"),
        (0.35, "#3c4a23"),
        (0.55, "#8a6a1f"),
        (0.75, "#a8521b"),
        (1, "#c08a2c"),
    )
    moor = mix("#6b5f3c", "#8c7a5a", np.clip(0.5 + trees, 0, 1))
    ground = mix(wood, moor, smooth(0.45, 1.0, level + 0.3 * kind))
    ground = mix(
        ground, "#7d7c79", smooth(0.9, 1.6, np.hypot(dx, dz)) * smooth(0.7, 1.2, level)
    )
    land = ground * (light[..., None] * rgb("#ffe4bd") * 1.6 + rgb("#8ba3bf") * 0.34)
    land = mix(land, "#b3c2cf", 1 - np.exp(-depth * 0.030))
    seen = hit & (level > -0.03) & (y < h)
    scene = np.where(seen[..., None], land, scene)
    low = np.exp(-(((y - h + 0.012) / 0.020) ** 2))
    scene = mix(
        scene,
        "#dfe6e8",
        np.clip(low * (0.35 + 0.5 * fbm(x * 2.5, y * 9, 13, 5)), 0, 0.8) * (y < h),
    )
    bank = ridge_line(frame, base=h + 0.001, height=0.006, scale=6, seed=3)
    scene = mix(scene, "#3d3d2b", below(frame, bank) * (y < h + 0.002) * 0.5)
    mirrored = water(
        scene,
        frame,
        h,
        seed=71,
        chop=0.012,
        roughness=0.0035,
        scale=2.2,
        deep="#1c2a2b",
        samples=6,
        base=0.30,
    )
    scene = mix(scene, mirrored * 0.94, below(frame, np.full(frame.width, h)))
    breeze = np.exp(
        -(((y - h - 0.055 - 0.01 * fbm(x * 2, y * 0, 9, 3)) / 0.012) ** 2)
    ) * smooth(-0.5, 0.1, x)
    scene = mix(scene, "#b8c9d3", breeze * 0.35)
    scene = _reeds(frame, scene)
    return develop(
        scene,
        frame,
        seed=11,
        contrast=1.08,
        saturation=1.02,
        exposure=1.0,
        shadows="#06090a",
    )


def _reeds(frame, scene):
    """Paint dark reeds into the near left corner."""
    rng = np.random.default_rng(5)
    shape = np.zeros_like(frame.x)
    for _ in range(130):
        root = -0.77 + 0.34 * rng.random() ** 2.0
        tall = (0.10 + 0.16 * rng.random()) * (1.1 - (root + 0.77) * 1.6)
        lean, bend = rng.normal(0, 0.10), rng.normal(0.05, 0.05)
        up = (1.02 - frame.y) / tall
        middle = root + lean * tall * up + bend * tall * up**2
        half = 0.0017 * np.clip(1 - up, 0, 1) ** 0.6 + 0.0002
        shape = np.maximum(
            shape,
            smooth(
                half + frame.pixel, half - frame.pixel * 0.3, np.abs(frame.x - middle)
            )
            * (up < 1)
            * (up > 0),
        )
    return mix(
        scene, mix("#12140d", "#4a421f", smooth(1.0, 0.8, frame.y)), shape * 0.95
    )


def salt_marsh(frame):
    """Tidal creeks in a salt marsh, from above."""
    x, y = frame.x * 2.1, frame.y * 2.1
    wx = x + 0.30 * fbm(x * 1.1, y * 1.1, 3, 5)
    wy = y + 0.30 * fbm(x * 1.1 + 7, y * 1.1, 4, 5)
    # The main channel winds through; side creeks thin out away from it.
    spine = (
        wx * 0.62
        - (wy - 1.05)
        + 0.22 * np.sin(wx * 2.6 + 0.4)
        + 0.05 * np.sin(wx * 6.1)
    )
    main = np.abs(spine) / (0.085 + 0.035 * perlin(wx * 1.3, wy * 0, 8))
    creeks = main
    reach = np.exp(-((spine / 0.75) ** 2))
    for scale, width, seed in (
        (1.25, 0.062, 21),
        (2.5, 0.046, 22),
        (4.7, 0.036, 23),
        (8.5, 0.028, 24),
    ):
        bent_x = wx + 0.16 / scale * fbm(x * scale * 1.6, y * scale * 1.6, seed + 30, 4)
        bent_y = wy + 0.16 / scale * fbm(
            x * scale * 1.6 + 5, y * scale * 1.6, seed + 40, 4
        )
        line = np.abs(perlin(bent_x * scale, bent_y * scale, seed))
        fade = (
            width
            * (0.30 + 0.95 * reach)
            * (0.6 + 0.8 * smooth(-0.5, 0.4, perlin(wx * 0.9, wy * 0.9, seed + 9)))
        )
        creeks = np.minimum(creeks, line / fade)
    pools = fbm(wx * 5.5, wy * 5.5, 61, 3)
    creeks = np.minimum(creeks, np.where(pools > 0.62, 0.6, 9))
    lush = fbm(wx * 1.4, wy * 1.4, 71, 6)
    patch = warped(wx * 3.2, wy * 3.2, 75, 0.9, 7)
    fine = fbm(x * 26, y * 26, 77, 5, 0.7)
    green = ramp(
        np.clip(0.5 + 0.42 * lush + 0.34 * patch, 0, 1),
        (0, "#6f4a2e"),
        (0.22, "#8a6a3c"),
        (0.42, "#76763a"),
        (0.65, "#566a34"),
        (0.85, "#3f5a35"),
        (1, "#7a8a55"),
    )
    green = green * (0.84 + 0.26 * fine)[..., None]
    bank = np.clip(creeks, 0, 9)
    mud = ramp(
        np.clip(bank / 3.0, 0, 1),
        (0, "#4a4741"),
        (0.35, "#6e6455"),
        (0.7, "#94826a"),
        (1, "#857a50"),
    )
    mud = mud * (0.86 + 0.22 * fbm(x * 14, y * 14, 79, 5, 0.6))[..., None]
    land = mix(mud, green, smooth(1.7, 3.0, bank + 0.5 * fine))
    # The sun stands low at the left: banks throw a short shadow and catch light.
    level = smooth(0.8, 3.2, bank) + 0.05 * fine
    gy, gx = np.gradient(level)
    slope = (gx * 0.8 + gy * 0.6) * frame.height / 1280 * 1280 / frame.height
    land = land * np.clip(1 - slope * 2.2, 0.45, 1.5)[..., None]
    shine = np.exp(-(((frame.x - 0.28) / 0.42) ** 2 + ((frame.y - 0.22) / 0.42) ** 2))
    ripple = fbm(x * 9, y * 16, 83, 4)
    tide = ramp(
        np.clip(1 - bank, 0, 1), (0, "#7f9294"), (0.3, "#5c7781"), (1, "#2d4f5e")
    )
    tide = tide + (shine * (0.85 + 0.3 * ripple))[..., None] * rgb("#f4e3c4") * 0.8
    scene = mix(land, tide, smooth(1.08, 0.92, bank))
    scene = _birds(frame, scene)
    scene = mix(scene, "#e6dcc6", 0.05 + 0.10 * shine)
    return develop(
        scene,
        frame,
        seed=6,
        contrast=1.10,
        saturation=0.95,
        exposure=1.28,
        vignette=0.28,
        grain=1.2,
        shadows="#090a0a",
    )


def _birds(frame, scene):
    """Paint a flock of white birds and their shadows, a few pixels each."""
    rng = np.random.default_rng(17)
    for _ in range(46):
        bx, by = rng.normal(-0.28, 0.07), rng.normal(0.63, 0.055)
        turn = rng.normal(0.5, 0.35)
        for colour, ox, oy, size in (
            ("#1d2020", 0.010, 0.014, 1.0),
            ("#f7f4ec", 0.0, 0.0, 1.0),
        ):
            dx, dy = frame.x - bx - ox, frame.y - by - oy
            along = dx * np.cos(turn) + dy * np.sin(turn)
            aside = -dx * np.sin(turn) + dy * np.cos(turn)
            wing = np.exp(
                -((along / (0.0042 * size)) ** 2)
                - ((aside - 0.25 * np.abs(along)) / 0.0009) ** 2
            )
            scene = mix(scene, colour, wing * (0.35 if colour == "#1d2020" else 0.95))
    return scene


def wheat_field(frame):
    """A ripe field under a big sky."""
    h = 0.60
    x, y = frame.x, frame.y
    sky = ramp(y, (0, "#2f6298"), (0.3, "#6897bf"), (0.5, "#a9c3d3"), (h, "#e3dfcb"))
    density, light = clouds_lit(
        frame,
        h + 0.01,
        (-0.45, 0.12),
        seed=131,
        cover=-0.10,
        soft=0.62,
        height=1.05,
        octaves=8,
        bend=0.25,
    )
    puff = 0.22 * fbm(x * 7, y * 11, 137, 6, 0.6)
    body = mix("#a3aebb", "#fffaf0", np.clip(light * 1.9 - 0.05 + puff, 0, 1))
    sky = mix(sky, mix(body, "#e3dcc9", smooth(h - 0.16, h, y)), density * 0.96)
    scene = sky
    for base, tall, seed, tone in (
        (h + 0.002, 0.030, 3, "#8fa0a6"),
        (h + 0.004, 0.020, 8, "#63755f"),
    ):
        line = ridge_line(
            frame, base=base, height=tall, scale=1.6 + seed * 0.1, seed=seed
        )
        scene = mix(scene, tone, below(frame, line))
    hedge = (
        h
        + 0.001
        - 0.012
        * np.clip(fbm(frame.x[0] * 24, frame.x[0] * 0, 19, 6, 0.6) + 0.35, 0, None)
    )
    scene = mix(scene, "#37432c", below(frame, hedge))
    scene = _tree(frame, scene, 0.395, h + 0.004, 0.088)
    rng = np.random.default_rng(4)
    layers = np.geomspace(0.0025, 1.0, 150)
    columns = frame.x[0]
    for k, near in enumerate(layers):
        top = h + 0.47 * near**1.12
        scale = 1 / near
        sway = fbm(columns * 0.9 * scale**0.6, np.full_like(columns, k * 0.37), 200, 3)
        ears = (
            np.abs(
                ((columns * (58 / (near + 0.06)) + rng.random() * 9 + 0.8 * sway) % 1)
                - 0.5
            )
            * 2
        )
        spike = rng.random() * 7
        jag = fbm(columns * (70 / (near + 0.05)), np.full_like(columns, spike), 201, 3)
        tall = (0.010 + 0.075 * near) * (
            0.62
            + 0.22 * sway
            + 0.30 * jag
            + 0.22 * (1 - ears) ** 2 * smooth(0.02, 0.2, near)
        )
        line = top - tall
        first = max(0, int((line.min() - 0.01) * frame.height))
        last = min(frame.height, int((top + 0.06 * near + 0.016) * frame.height) + 2)
        if first >= last:
            continue
        rows = frame.y[first:last]
        fx = frame.x[first:last]
        inside = np.clip((rows - line[None, :]) / frame.pixel + 0.5, 0, 1)
        drop = np.clip((rows - line[None, :]) / (0.012 + 0.10 * near), 0, 1)
        stalk = fbm(
            fx * (95 / (near + 0.03)) + 9 * sway[None, :],
            rows * 9 / (near + 0.05) * 0.5,
            203 + k % 7,
            3,
            0.6,
        )
        gust = warped(
            fx * (0.55 / (near + 0.12)), np.full_like(fx, near * 9), 210, 0.6, 4
        )
        tone = ramp(
            np.clip(0.20 + 0.85 * drop - 0.28 * stalk - 0.22 * gust, 0, 1),
            (0, "#f6dc98"),
            (0.25, "#dcb161"),
            (0.55, "#a8772f"),
            (1, "#4b3212"),
        )
        tone = mix(tone, "#ddc98f", np.full_like(fx, 0.55 * np.exp(-near / 0.05)))
        scene[first:last] = mix(scene[first:last], tone, inside)
    # Where the tractor went: two lines that meet at the horizon.
    for lane in (-0.34, -0.27):
        down = np.maximum(y - h, 1e-4)
        middle = 0.06 + lane * down * 2.4
        track = (
            np.exp(-(((x - middle) / (0.010 * down * 2.4 + 0.0006)) ** 2))
            * smooth(h + 0.006, h + 0.03, y)
            * smooth(0.97, 0.70, y)
        )
        scene = mix(scene, "#6b4c1e", track * 0.55)
    shadow = (
        smooth(0.1, 0.5, warped(x * 1.2, (y - h) * 5, 57, 0.5, 4))
        * (y > h)
        * smooth(0.95, 0.66, y)
    )
    scene = scene * (1 - 0.35 * shadow)[..., None]
    near_blur = blur(scene, 0.0022 * frame.height)
    scene = mix(scene, near_blur, smooth(0.90, 1.0, y))
    return develop(
        scene,
        frame,
        seed=4,
        contrast=1.08,
        saturation=1.0,
        exposure=1.05,
        grain=0.9,
        shadows="#070706",
    )


def _tree(frame, scene, px, foot, tall):
    """Paint one broad tree by its crown's outline and light."""
    x, y = (frame.x - px) / tall, (foot - frame.y) / tall
    bumps = fbm(x * 2.6, y * 2.6, 301, 6, 0.6)
    crown = np.hypot(x / 0.60, (y - 0.62) / 0.42) + 0.26 * bumps
    leaves = smooth(1.0, 0.93, crown)
    light = np.clip(0.45 - 0.5 * x + 0.55 * (y - 0.6) + 0.6 * bumps, 0, 1)
    trunk = smooth(0.05, 0.035, np.abs(x + 0.02 * y)) * (y > -0.02) * (y < 0.5)
    scene = mix(scene, "#241d13", trunk)
    return mix(scene, mix("#18210f", "#6c7a37", light), leaves)


def snow_forest(frame):
    """Conifers laden with snow."""
    x, y = frame.x, frame.y
    sky = ramp(y, (0, "#a9b7c6"), (0.4, "#cdd5dc"), (1, "#e8eaec"))
    scene = sky * (0.97 + 0.06 * warped(x, y * 2, 8, 0.6, 4))[..., None]
    rng = np.random.default_rng(21)
    for layer, (base, tall, count, fade) in enumerate(
        [
            (0.60, 0.26, 60, 0.86),
            (0.66, 0.36, 40, 0.72),
            (0.74, 0.50, 26, 0.52),
            (0.83, 0.68, 15, 0.28),
            (0.98, 0.92, 7, 0.04),
        ]
    ):
        places = np.sort(
            -0.85 + 1.7 * (np.arange(count) + rng.random(count) * 0.95) / count
        )
        rng.shuffle(places)
        if layer == 4:
            places = np.array([-0.70, -0.50, 0.56, 0.78, -0.33])
        for number, px in enumerate(places):
            size = tall * (0.72 + 0.45 * rng.random())
            foot = base + 0.02 * rng.normal()
            scene = _spruce(
                frame, scene, px, foot, size, fade, 400 + layer * 100 + number
            )
        drift = base + 0.012 * fbm(
            frame.x[0] * 2, frame.x[0] * 0 + layer, 31 + layer, 4
        )
        ground = np.clip((frame.y - drift[None, :]) / (0.10), 0, 1)
        scene = mix(scene, "#dfe5eb", ground * (0.75 if layer < 4 else 0.0))
        scene = mix(scene, "#ccd5de", np.full_like(x, 0.10) * smooth(0.9, 0.3, y))
    bank = (
        0.86
        + 0.05 * fbm(frame.x[0] * 1.1, frame.x[0] * 0, 61, 4)
        - 0.05 * (frame.x[0] * 1.2) ** 2
    )
    relief = fbm(x * 2.2, y * 9, 63, 6, 0.5)
    snow = mix(
        "#a7b7cb", "#f7f6f3", np.clip(0.62 + 0.55 * relief + 0.9 * (y - 0.95), 0, 1)
    )
    scene = mix(scene, snow, below(frame, bank, 6))
    falls = np.zeros_like(x)
    for _ in range(420):
        near = rng.random() ** 4
        radius = 0.0009 + 0.0055 * near
        fx, fy = rng.random() * 1.56 - 0.78, rng.random()
        j, i = int((fx + 0.75) * frame.height), int(fy * frame.height)
        reach = int(radius * 2 * frame.height) + 2
        rows, columns = (
            slice(max(i - reach, 0), i + reach),
            slice(max(j - reach, 0), max(j + reach, 0)),
        )
        spot = smooth(
            1.15,
            0.6,
            np.hypot(x[rows, columns] - fx, (y[rows, columns] - fy) * 0.85) / radius,
        )
        falls[rows, columns] = np.maximum(
            falls[rows, columns], spot * (0.75 - 0.5 * near)
        )
    scene = mix(scene, "#ffffff", falls)
    return develop(
        scene,
        frame,
        seed=3,
        contrast=1.10,
        saturation=0.85,
        exposure=0.97,
        grain=1.0,
        vignette=0.25,
        shadows="#0b1015",
    )


def _spruce(frame, scene, px, foot, tall, fade, seed):
    """Paint one spruce: tiers of drooping boughs, dark below, white on top."""
    half = tall * 0.26
    j0 = max(0, int((px - half * 1.3 + 0.75) * frame.height))
    j1 = min(frame.width, int((px + half * 1.3 + 0.75) * frame.height))
    i0, i1 = (
        max(0, int((foot - tall * 1.03) * frame.height)),
        min(frame.height, int((foot + 0.02) * frame.height)),
    )
    if j0 >= j1 or i0 >= i1:
        return scene
    x = (frame.x[i0:i1, j0:j1] - px) / tall
    y = (foot - frame.y[i0:i1, j0:j1]) / tall
    down = 1 - y
    grain = fbm(x * 20, y * 20, seed, 6, 0.72)
    sag = (np.sqrt(x * x + 0.0009) - 0.03) * 0.42 + 0.030 * fbm(
        x * 9, y * 9, seed + 5, 3
    )
    tiers = 15
    phase = (down + sag * -1.0 + 0.02 * grain) * tiers + 1.5 * perlin(
        x * 7 + 3, down * 5.0, seed + 1
    )
    tier = np.floor(phase)
    part = phase - tier
    reach = (
        0.30
        * np.clip(down, 0, 1) ** 0.92
        * (
            0.80
            + 0.55
            * perlin(
                tier * 2.3 + 0.5, tier * 0.7 + 2 * smooth(-0.03, 0.03, x), seed + 2
            )
        )
    )
    width = (
        reach * (0.62 + 0.42 * part) + 0.035 * grain * np.clip(down * 3, 0, 1) + 0.004
    )
    inside = smooth(0.012, -0.006, np.abs(x) - width) * (y > -0.01) * (down > 0.0)
    top = np.clip(part + 0.42 * grain, 0, 1)
    load = smooth(0.10, 0.52, top) * (1 - 0.55 * smooth(0.86, 1.0, part))
    round_ = np.clip(1 - (np.abs(x) / np.maximum(width, 1e-3)) ** 2, 0, 1)
    dark = mix("#0f1a1a", "#2b3a38", np.clip(0.4 + 0.5 * grain, 0, 1))
    white = mix(
        "#8499b2",
        "#fbfbfa",
        np.clip(
            0.30
            + 0.45 * load
            + 0.45 * grain
            - 0.55 * x / np.maximum(width, 0.02) * 0.5
            + 0.15 * round_,
            0,
            1,
        ),
    )
    tone = mix(dark, white, np.clip(load * 1.05 - 0.12 + 0.35 * grain, 0, 1))
    haze = fade + (1 - fade) * 0.35 * smooth(0.35, 0.0, y)
    tone = mix(tone, "#d3dae1", haze)
    scene[i0:i1, j0:j1] = mix(scene[i0:i1, j0:j1], tone, inside)
    return scene


def running_track(frame):
    """The curving lanes of a running track at the end of the day."""
    h = 0.16
    x, y = frame.x, frame.y
    down = np.maximum(y - h, 1e-4) / 1.0
    z = 1 / down
    across = x * z
    # Lanes are circles round a centre far to the left.
    cx, cz, inner, lane = -6.4, 0.35, 5.05, 0.46
    radius = np.hypot(across - cx, z - cz)
    number = (radius - inner) / lane
    foot = frame.pixel * z * 1.2 + frame.pixel * z * z * 0.35
    rubber = fbm(across * 34, z * 34, 5, 4, 0.75, footprint=np.clip(foot * 20, 0, 40))
    fleck = fbm(across * 90, z * 90, 9, 2, 0.8, footprint=np.clip(foot * 60, 0, 60))
    worn = fbm(across * 1.3, z * 1.3, 12, 5)
    track = ramp(
        np.clip(0.5 + 0.30 * rubber + 0.22 * worn + 0.18 * fleck, 0, 1),
        (0, "#561a14"),
        (0.5, "#9a3a2a"),
        (1, "#c8644a"),
    )
    grass = ramp(
        np.clip(
            0.5
            + 0.5
            * fbm(across * 26, z * 26, 15, 5, 0.7, footprint=np.clip(foot * 18, 0, 40)),
            0,
            1,
        ),
        (0, "#26371a"),
        (0.5, "#4a6a2c"),
        (1, "#83984a"),
    )
    outer = ramp(np.clip(0.5 + 0.4 * rubber, 0, 1), (0, "#55565a"), (1, "#8f8f8e"))
    scene = np.where((number < 0)[..., None], grass, track)
    scene = np.where((number > 8)[..., None], outer, scene)
    nearest = np.abs(number - np.round(number)) * lane
    line = (
        smooth(0.030 + foot, 0.024, nearest)
        * (np.round(number) >= 0)
        * (np.round(number) <= 8)
    )
    chip = smooth(-0.75, -0.35, fbm(across * 9, z * 9, 33, 5, 0.6))
    scene = mix(scene, "#ece7dd", line * (0.72 + 0.2 * chip))
    kerb = smooth(0.05 + foot, 0.04, np.abs(number + 0.14) * lane)
    scene = mix(scene, "#dcd8d0", kerb * 0.9)
    angle = np.arctan2(z - cz, across - cx)
    for mark in (0.135, 0.30):
        stripe = (
            smooth(0.0045 + foot / 6, 0.0035, np.abs(angle - mark))
            * (number > 0)
            * (number < 8)
        )
        scene = mix(scene, "#ece7dd", stripe * 0.75)
    low = np.clip(
        0.62 + 0.55 * np.exp(-(((x - 0.55) / 0.6) ** 2)) - 0.25 * smooth(0.5, 1.0, y),
        0,
        2,
    )
    scene = scene * low[..., None] * rgb("#ffdcb8") * 1.25
    # Long shadows of the stand's fence lie over the outer lanes.
    bars = smooth(0.35, 0.65, np.abs(((across * 1.15 + z * 0.55) * 1.7) % 1 - 0.5) * 2)
    shade = bars * smooth(0.35, 0.75, across * 0.22 + 0.5 - y * 0.35) * (number < 8)
    scene = scene * (1 - 0.52 * np.clip(shade, 0, 1))[..., None]
    sky = ramp(y, (0, "#f0cfa6"), (h, "#ffe6bd"))
    hedge = (
        h
        + 0.012
        - 0.05
        * np.clip(fbm(frame.x[0] * 9, frame.x[0] * 0, 44, 6, 0.6) + 0.75, 0.1, None)
    )
    leaf = mix(
        "#31381f", "#8a7c3c", np.clip(0.4 + 0.6 * fbm(x * 30, y * 30, 45, 4), 0, 1)
    )
    sky = mix(sky, leaf, below(frame, hedge, 3))
    sky = blur(sky, 0.006 * frame.height)
    scene = mix(scene, sky, smooth(h + 0.016, h + 0.010, y))
    scene = mix(
        scene,
        "#ffdca8",
        0.55 * np.exp(-np.maximum(y - h, 0) / 0.055) * smooth(-0.8, 0.7, x),
    )
    soft = blur(scene, 0.0045 * frame.height)
    scene = mix(scene, soft, np.maximum(smooth(0.30, 0.18, y), smooth(0.88, 1.02, y)))
    scene = scene + (glow(frame, 0.70, 0.05, 0.30, 2.0) * 0.30)[..., None] * rgb(
        "#ffc37d"
    )
    return develop(
        bloom(scene, frame, 0.25, 0.8),
        frame,
        seed=8,
        contrast=1.08,
        saturation=1.0,
        grain=0.9,
        shadows="#0a0605",
    )


LAND = {
    "mountain-dawn": mountain_dawn,
    "lake-reflection": lake_reflection,
    "salt-marsh": salt_marsh,
    "wheat-field": wheat_field,
    "snow-forest": snow_forest,
    "running-track": running_track,
}
