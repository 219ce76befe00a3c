"""Pictures of the sea: a quay, a jetty, turbines, weather, the moon, a lighthouse."""

import numpy as np

from demo_photos.light import FOCAL, bloom, blur, develop, mix, ramp, rgb, smooth
from demo_photos.noise import fbm, perlin, warped
from demo_photos.scenery import (
    below,
    cloud_deck,
    clouds_lit,
    glow,
    ridge_line,
    stars,
    water,
)


def sea_wall_dusk(frame):
    """Grey sea against a long quay wall at dusk."""
    h = 0.44
    y = frame.y
    sky = ramp(
        y,
        (0, "#3d4b5e"),
        (0.22, "#6a7789"),
        (0.36, "#b39a97"),
        (0.42, "#e3b58e"),
        (h, "#f0c08a"),
    )
    density, light = clouds_lit(
        frame, h, (-0.35, h), seed=11, cover=0.18, soft=1.1, height=0.55
    )
    lit = mix(
        "#39434f",
        ramp(y, (0, "#8a8e97"), (0.3, "#d9a58d"), (h, "#ffcf9c")),
        np.clip(light * 1.2, 0, 1),
    )
    sky = mix(sky, lit, density * 0.85)
    sky = sky + (glow(frame, -0.38, h - 0.005, 0.16, 2.2) * 0.35)[..., None] * rgb(
        "#ffb46b"
    )
    far = ridge_line(frame, base=h - 0.002, height=0.018, scale=2.2, seed=4)
    sky = mix(sky, "#6d6a75", below(frame, far) * 0.9)
    wall = _quay(frame, h)
    scene = water(
        sky,
        frame,
        h,
        seed=5,
        chop=0.085,
        roughness=0.035,
        scale=2.2,
        deep="#141f26",
        base=0.03,
    )
    swell = below(frame, np.full(frame.width, h + 0.001))
    scene = mix(scene, sky, 1 - swell)
    scene = wall(scene)
    scene = scene + 0.06 * glow(frame, 0.2, h, 0.5)[..., None] * rgb("#c9a58c")
    return develop(
        bloom(scene, frame, 0.35, 0.75),
        frame,
        seed=3,
        contrast=1.06,
        saturation=0.92,
        shadows="#07090c",
    )


def _quay(frame, h):
    """Return a function that puts the wall, its walk and its lamps into the scene."""
    x, y = frame.x, frame.y
    vanish, face, top, back = -0.16, 0.62, 0.62, 2.1
    right = np.maximum(x - vanish, 1e-4)
    z_face = FOCAL * face / right
    height = 1 - (y - h) / FOCAL * z_face
    on_face = (height > -0.02) & (height < top) & (x > vanish) & (z_face < 60)
    z_walk = FOCAL * (1 - top) / np.maximum(y - h, 1e-4)
    across = (x - vanish) / FOCAL * z_walk
    on_walk = (y > h) & (across > face) & (across < back) & (z_walk < 60)
    z_back = FOCAL * back / right
    rise = 1 - (y - h) / FOCAL * z_back
    on_back = (rise >= top) & (rise < top + 0.34) & (x > vanish) & (z_back < 60)

    def stone(u, v, seed, courses):
        row = np.floor(v * courses)
        column = np.floor(u * courses * 0.55 + 0.5 * (row % 2))
        block = perlin(column * 3.7 + 0.5, row * 5.3 + 0.5, seed)
        fu = u * courses * 0.55 + 0.5 * (row % 2) - column
        fv = v * courses - row
        joint = smooth(
            0, 0.06, np.minimum(np.minimum(fu, 1 - fu) * 1.8, np.minimum(fv, 1 - fv))
        )
        rough = fbm(
            u * 9,
            v * 9,
            seed + 1,
            6,
            0.65,
            footprint=np.clip(frame.pixel * 9 * u / FOCAL, 0, 30),
        )
        return (0.72 + 0.5 * block + 0.45 * rough) * (0.55 + 0.45 * joint)

    haze = lambda z: 1 - np.exp(-z * 0.045)  # noqa: E731

    def paint(scene):
        face_tone = (
            mix("#5a564f", "#8b8375", smooth(0.2, 0.6, height))
            * stone(z_face, height, 21, 9)[..., None]
        )
        weed = smooth(0.30, 0.10, height + 0.10 * fbm(z_face * 1.3, height * 2, 7, 4))
        face_tone = mix(face_tone, face_tone * rgb("#5d6b3f") * 2.2, weed * 0.8)
        wet = smooth(0.42, 0.25, height + 0.06 * fbm(z_face * 2, height, 9, 3))
        face_tone = face_tone * (1 - 0.55 * wet)[..., None] * 0.75
        lip = smooth(top - 0.05, top - 0.045, height)
        face_tone = mix(face_tone, rgb("#a59c8e") * 0.8, lip)
        scene = np.where(
            on_face[..., None], mix(face_tone, "#8a7f84", haze(z_face)), scene
        )
        # Spray and foam where the sea meets the stone.
        foot = np.exp(-((height / 0.06) ** 2)) * (x > vanish)
        foam = np.clip(foot * (0.5 + 1.2 * fbm(z_face * 6, height * 8, 31, 5)), 0, 1)
        scene = mix(scene, "#aab0b5", foam * 0.6 * np.exp(-z_face * 0.04))
        grain = fbm(
            across * 14,
            z_walk * 14,
            41,
            5,
            0.6,
            footprint=np.clip(frame.pixel * 14 * z_walk**2, 0, 30),
        )
        slabs = np.minimum(
            np.abs(((z_walk * 1.6) % 1) - 0.5) * 2,
            np.abs(((across * 1.6) % 1) - 0.5) * 2,
        )
        seam = 0.78 + 0.22 * smooth(0.0, 0.05, 1 - slabs)
        puddle = smooth(0.05, 0.4, fbm(across * 1.2, z_walk * 0.8, 44, 4))
        walk = rgb("#6f6a66") * ((0.75 + 0.4 * grain) * seam)[..., None] * 0.8
        walk = mix(walk, "#c9a697", 0.15 + 0.5 * puddle * smooth(0, 8, z_walk))
        scene = np.where(on_walk[..., None], mix(walk, "#8a7f84", haze(z_walk)), scene)
        parapet = rgb("#575350") * stone(z_back, rise, 61, 11)[..., None] * 0.7
        scene = np.where(
            on_back[..., None], mix(parapet, "#8a7f84", haze(z_back)), scene
        )
        return _lamps(frame, scene, h, vanish, back - 0.15, top)

    return paint


def _lamps(frame, scene, h, vanish, across, top):
    x, y = frame.x, frame.y
    for k in range(14, -1, -1):
        z = 2.35 + 1.9 * k
        px = vanish + FOCAL * across / z
        foot, head = h + FOCAL * (1 - top) / z, h + FOCAL * (1 - top - 1.35) / z
        width = 0.018 * FOCAL / z
        post = (
            smooth(width / 2 + frame.pixel, width / 2, np.abs(x - px))
            * (y < foot)
            * (y > head)
        )
        fade = np.exp(-z * 0.045)
        scene = mix(scene, mix("#8a7f84", "#17181b", fade), post)
        size = 0.05 * FOCAL / z
        lamp = smooth(1.2, 0.6, np.hypot((x - px) / size, (y - head) / size / 0.62))
        scene = mix(scene, rgb("#ffe2ae") * 2.6, lamp * np.clip(fade + 0.4, 0, 1))
        halo = glow(frame, px, head, size * 1.6, 2.4) * 0.5 * fade
        # What a lamp lays on the wet slabs below it.
        pool = (
            np.exp(-(((x - px + 0.02) / (0.2 / z)) ** 2))
            * smooth(foot - 0.01, foot + 0.02, y)
            * np.exp(-np.maximum(y - foot, 0) * z * 1.6)
        )
        pool = pool * (
            (x - vanish) / FOCAL * FOCAL * (1 - top) / np.maximum(y - h, 1e-3) > 0.62
        )
        scene = scene + (halo + 0.35 * pool * fade)[..., None] * rgb("#ffb765")
    return scene


def fog_jetty(frame):
    """A wooden jetty that ends in fog."""
    h = 0.47
    x, y = frame.x, frame.y
    sky = ramp(y, (0, "#aeb9bf"), (0.25, "#c6cfd2"), (h, "#dfe4e4"))
    sky = sky * (0.97 + 0.07 * warped(x * 1.2, y * 2.2, 3, 0.7, 5))[..., None]
    scene = water(
        sky,
        frame,
        h,
        seed=8,
        chop=0.05,
        roughness=0.01,
        scale=3.2,
        deep="#51666e",
        base=0.05,
    )
    deep = smooth(h, 1.05, y)
    scene = mix(scene, scene * rgb("#8fa6ae") * 1.25, deep * 0.75)
    fog = lambda z: 1 - np.exp(-((z / 5.2) ** 1.25))  # noqa: E731
    pale = "#d6dcdc"
    deck, half = 0.52, 0.62
    z = FOCAL * deck / np.maximum(y - h, 1e-4)
    across = x / FOCAL * z
    end = 13.0
    # Piles stand from far to near, each with its reflection, before the deck goes on.
    ripple = 0.006 * fbm(x * 3, y * 60, 5, 3)
    for k in range(11, -1, -1):
        pz = 0.95 + 1.05 * k
        for side in (-1, 1):
            px = side * (half + 0.02) * FOCAL / pz
            width = 0.105 * FOCAL / pz
            top, foot = h + FOCAL * (deck - 0.34) / pz, h + FOCAL * 1.0 / pz
            inside = smooth(
                width / 2 + frame.pixel, width / 2 - frame.pixel, np.abs(x - px)
            )
            body = inside * smooth(top - frame.pixel, top + frame.pixel, y) * (y < foot)
            mirror = (
                smooth(
                    width / 2 + frame.pixel * 3,
                    width / 2 - frame.pixel,
                    np.abs(x - px + ripple * 0.8 / pz),
                )
                * (y >= foot)
                * (y < foot + (foot - top) * 1.25)
            )
            round_ = np.clip(1 - ((x - px) / (width / 2)) ** 2, 0, 1) ** 0.5
            bark = fbm((x - px) * pz * 22, y * pz * 3, 90 + k, 5, 0.6)
            tone = mix(
                "#15191b",
                "#565a58",
                np.clip(
                    0.25 + 0.5 * round_ + 0.4 * bark - 0.2 * side * (x - px) / width,
                    0,
                    1,
                ),
            )
            weed = smooth(foot - 0.16 / pz, foot, y + 0.03 * bark / pz)
            tone = mix(tone, "#1c241c", weed * 0.7)
            scene = mix(
                scene,
                mix("#39464b", pale, np.full_like(x, fog(pz + 0.6))),
                mirror * 0.42 * (1 - fog(pz)),
            )
            scene = mix(scene, mix(tone, pale, np.full_like(x, fog(pz))), body)
    shade = (np.abs(across) < half) & (y > h) & (z < end)
    plank = np.floor(z * 7.0)
    within = z * 7.0 - plank
    tone = (
        0.62
        + 0.34 * perlin(plank * 1.7 + 0.5, plank * 0.31, 14)
        + 0.32
        * fbm(
            across * 3,
            z * 46,
            15,
            5,
            0.6,
            footprint=np.clip(frame.pixel * 30 * z * z, 0, 40),
        )
    )
    seam = smooth(0.0, 0.10, np.minimum(within, 1 - within))
    seam = np.where(z > 4.5, 0.9, seam)
    worn = np.exp(-((across / 0.28) ** 2))
    wood = (
        mix("#3b3e3e", "#8d8f8b", np.clip(tone * (0.75 + 0.4 * worn), 0, 1))
        * (0.3 + 0.7 * seam)[..., None]
    )
    edge = smooth(half - 0.05, half - 0.035, np.abs(across))
    wood = wood * (1 - 0.35 * edge)[..., None]
    scene = np.where(shade[..., None], mix(wood, pale, fog(z)), scene)
    scene = _edge_beam(frame, scene, h, deck, half, fog, pale, end)
    scene = _figure(
        frame,
        scene,
        h + FOCAL * deck / 5.2,
        0.085 * FOCAL * 4.2 / 5.2,
        0.02,
        mix("#1d2224", pale, fog(5.4) * 0.8),
    )
    drift = warped(x * 1.1, y * 5, 77, 0.8, 5)
    band = np.exp(-(((y - h) / 0.07) ** 2))
    scene = mix(scene, "#e3e7e6", np.clip(band * (0.55 + 0.5 * drift), 0, 0.85))
    return develop(
        blur(scene, 0.5),
        frame,
        seed=8,
        contrast=1.05,
        saturation=0.75,
        vignette=0.3,
        shadows="#0c1012",
        exposure=0.96,
    )


def _edge_beam(frame, scene, h, deck, half, fog, pale, end):
    """Paint the beam under the planks, seen at both edges of a deck."""
    x, y = frame.x, frame.y
    z = FOCAL * half / np.maximum(np.abs(x), 1e-4)
    drop = (y - h) / FOCAL * z - deck
    on = (drop > 0) & (drop < 0.13) & (z < end) & (y > h)
    bark = fbm(z * 9, drop * 40, 55, 5, 0.6)
    tone = mix("#101314", "#383d3d", np.clip(0.4 + 0.5 * bark, 0, 1))
    return np.where(on[..., None], mix(tone, pale, fog(z)), scene)


def _figure(frame, scene, foot, tall, px, tone):
    """Paint a person who walks away: coat, legs, head."""
    x, y = (frame.x - px) / tall, (foot - frame.y) / tall
    soft = frame.pixel / tall * 1.2

    def blob(cx, cy, rx, ry):
        return smooth(
            1 + soft / rx, 1 - soft / rx, np.hypot((x - cx) / rx, (y - cy) / ry)
        )

    coat = (
        smooth(0.115 + soft, 0.115 - soft, np.abs(x) + 0.04 * np.abs(y - 0.62))
        * smooth(0.36, 0.40, y)
        * smooth(0.84, 0.80, y)
    )
    legs = (
        np.maximum(
            smooth(0.035 + soft, 0.035 - soft, np.abs(x + 0.045 - 0.02 * y)),
            smooth(0.035 + soft, 0.035 - soft, np.abs(x - 0.055 + 0.05 * y)),
        )
        * (y > 0)
        * (y < 0.45)
    )
    shape = np.maximum.reduce(
        [
            coat,
            legs,
            blob(0, 0.92, 0.062, 0.08),
            blob(0, 0.79, 0.11, 0.07),
            blob(0.0, 0.5, 0.125, 0.16),
        ]
    )
    return mix(scene, tone, np.clip(shape, 0, 1))


def wind_farm(frame):
    """Turbines that stand in the sea on a summer evening."""
    h = 0.66
    x, y = frame.x, frame.y
    sun = (0.42, h - 0.055)
    sky = ramp(
        y,
        (0, "#3f6488"),
        (0.25, "#7c9ab0"),
        (0.45, "#c9bfb2"),
        (0.58, "#f0c08e"),
        (h, "#f7b27a"),
    )
    density, light = clouds_lit(
        frame, h, sun, seed=23, cover=-0.12, soft=0.9, height=0.5, stretch=2.2
    )
    sky = mix(
        sky,
        ramp(y, (0, "#a9b3bf"), (0.35, "#f0cdb0"), (h, "#ffc98f"))
        * (0.45 + 0.75 * light)[..., None],
        density * 0.75,
    )
    sky = sky + (glow(frame, *sun, 0.13, 2.0) * 0.55)[..., None] * rgb("#ffb25e")
    sky = mix(
        sky,
        rgb("#fff3cf") * 2.2,
        smooth(0.0225, 0.0195, np.hypot(x - sun[0], y - sun[1])),
    )
    scene = sky
    haze = rgb("#e9b98c")
    rng = np.random.default_rng(6)
    rows = [(0.13 * k - 0.38, 12.0) for k in range(11)]
    rows += (
        [(-0.62 + 0.235 * k, 7.0) for k in range(6)]
        + [(-0.51 + 0.42 * k, 4.2) for k in range(3)]
        + [(-0.27, 2.5)]
    )
    for px, z in sorted(rows, key=lambda place: -place[1]):
        fade = 1 - np.exp(-z * 0.13)
        scene = _turbine(frame, scene, px, h, z, rng.random() * 2.1, fade, haze)
    scene = water(
        scene,
        frame,
        h,
        seed=19,
        chop=0.075,
        roughness=0.03,
        scale=2.6,
        deep="#123240",
        samples=10,
    )
    scene = mix(scene, haze, np.exp(-(((y - h) / 0.012) ** 2)) * 0.55)
    return develop(
        bloom(scene, frame, 0.4, 0.8),
        frame,
        seed=5,
        contrast=1.05,
        saturation=1.05,
        shadows="#06080b",
    )


def _turbine(frame, scene, px, h, z, turn, fade, haze):
    x, y = frame.x, frame.y
    hub, blade = 1.12 / z, 0.62 / z
    top = h - hub
    edge = frame.pixel * 0.8
    part = np.clip((y - top) / hub, 0, 1)
    half = (0.012 + 0.010 * part) / z
    tower = smooth(half + edge, half - edge, np.abs(x - px)) * (y > top) * (y <= h)
    side = np.clip((x - px) / half * 0.5 + 0.5, 0, 1)
    tone = mix("#6f7780", "#fff1dc", side)
    foot = smooth(h - 0.09 / z, h - 0.085 / z, y)
    tone = mix(tone, mix("#7c5a12", "#ffcd4f", side), foot)
    scene = mix(scene, mix(tone * 0.9, haze, np.full_like(x, fade)), tower)
    nacelle = smooth(
        1.1,
        0.9,
        np.maximum(
            np.abs(x - px - 0.01 / z) / (0.045 / z), np.abs(y - top) / (0.018 / z)
        ),
    )
    scene = mix(scene, mix("#aeb2b4", haze, np.full_like(x, fade)), nacelle)
    for k in range(3):
        angle = turn + k * 2 * np.pi / 3
        dx, dy = np.sin(angle), -np.cos(angle)
        along = (x - px) * dx + (y - top) * dy
        aside = (x - px) * -dy + (y - top) * dx
        t = np.clip(along / blade, 0, 1)
        thick = (0.021 * (1 - t) ** 0.8 * smooth(-0.06, 0.16, t) + 0.0035) / z
        shape = (
            smooth(thick + edge, thick - edge, np.abs(aside + 0.010 / z * t * t))
            * smooth(0, 0.01, along)
            * smooth(blade + edge, blade - edge, along)
        )
        scene = mix(
            scene, mix(mix("#8d939a", "#fff6e6", 0.5 + 0.5 * dx), haze, fade), shape
        )
    return scene


def storm_front(frame):
    """A shelf cloud that comes in over dark water."""
    h = 0.76
    x, y = frame.x, frame.y
    sky = ramp(y, (0.0, "#2b333c"), (0.5, "#4a5559"), (0.66, "#93998c"), (h, "#cfc79f"))
    rain = fbm(x * 9 + y * 1.6, y * 0.7, 61, 5, 0.6)
    veil = smooth(-0.75, 0.35, x + 0.25 * fbm(x * 2, y, 3, 3))
    sky = mix(
        sky,
        "#3c474b",
        np.clip(veil * (0.55 + 0.30 * rain) * smooth(0.42, 0.6, y), 0, 0.95),
    )
    curve = 0.50 - 0.30 * np.exp(-(((x + 1.05) / 0.95) ** 2)) - 0.04 * (x - 0.2) ** 2
    curve = curve + 0.022 * fbm(x * 2.2, x * 0 + 1.0, 12, 5)
    over = curve - y
    # Above the shelf: the body of the storm, rolled and torn.
    body = warped(x * 1.5 + 0.4 * y, y * 3.2, 33, 1.1, 8)
    mass = ramp(
        np.clip(0.5 + 0.62 * body, 0, 1),
        (0, "#11161b"),
        (0.45, "#2b343b"),
        (0.75, "#4b565b"),
        (1, "#7e8783"),
    )
    mass = (
        mass
        * (0.55 + 0.7 * smooth(0.5, 0.0, y))[..., None]
        * (1.15 - 0.35 * smooth(-0.75, 0.75, x))[..., None]
    )
    scene = mix(sky, mass, smooth(-0.004, 0.03, over))
    # The shelf itself: tiers that follow the curve, each lit below and dark above.
    for tier, (start, thick) in enumerate(
        [(0.235, 0.15), (0.120, 0.10), (0.040, 0.055), (0.0, 0.075)]
    ):
        ragged = 0.036 * warped(
            x * (1.8 + 0.7 * tier) + tier * 9, y * 4, 70 + tier, 0.8, 7, gain=0.56
        )
        at = (over - start + ragged) / thick
        inside = smooth(-0.02, 0.22, at) * smooth(1.35, 0.5, at)
        strands = fbm(x * 3.0 + at * 0.35, at * 2.2 + tier, 80 + tier, 7, 0.6)
        tone = ramp(
            np.clip(at + 0.30 * strands, 0, 1),
            (0, "#77817c"),
            (0.16, "#5a6665"),
            (0.45, "#333d42"),
            (1, "#1b2227"),
        )
        sunny = 0.75 + 0.55 * np.exp(-(((x + 0.45) / 0.5) ** 2))
        scene = mix(
            scene,
            tone * sunny[..., None] * (0.78 + 0.1 * tier),
            inside
            * np.clip(0.80 + 0.5 * fbm(x * 2 + tier, y * 2, 95 + tier, 4), 0.25, 0.97),
        )
    scud = smooth(0.1, 0.5, warped(x * 3.2, y * 6, 91, 0.9, 7)) * np.exp(
        -(((over + 0.025) / 0.03) ** 2)
    )
    scene = mix(scene, "#3a4347", scud * 0.8)
    far = ridge_line(frame, base=h, height=0.011, scale=3, seed=9)
    scene = mix(scene, "#2a3133", below(frame, far))
    scene = water(
        scene,
        frame,
        h,
        seed=29,
        chop=0.16,
        roughness=0.05,
        scale=3.4,
        deep="#10191b",
        base=0.02,
    )
    depth = 1 / np.maximum((y - h) / FOCAL, 0.002)
    crest = fbm(
        x / FOCAL * depth * 2.0,
        depth * 4.0,
        47,
        6,
        0.62,
        footprint=np.clip(frame.pixel * depth**2 * 3, 0, 30),
    )
    foam = smooth(0.50, 0.66, crest) * (y > h) * smooth(h, h + 0.05, y)
    scene = mix(scene, "#c9cdc4", foam * 0.5)
    ship = (
        smooth(0.02, 0.019, np.abs(x - 0.22))
        * smooth(h - 0.0065, h - 0.0055, y)
        * (y < h)
    )
    cabin = smooth(0.0045, 0.004, np.abs(x - 0.233)) * (y > h - 0.014) * (y < h)
    scene = mix(scene, "#14181a", np.maximum(ship, cabin))
    return develop(
        scene,
        frame,
        seed=2,
        contrast=1.12,
        saturation=0.95,
        vignette=0.3,
        exposure=1.12,
        shadows="#05080a",
    )


def moon_water(frame):
    """The moon above calm water."""
    h = 0.60
    x, y = frame.x, frame.y
    moon = (0.10, 0.235)
    sky = ramp(y, (0, "#060c1a"), (0.3, "#0f1e36"), (0.5, "#1c3550"), (h, "#31506a"))
    sky = (
        sky
        + stars(frame, seed=4, count=420, top=h, brightness=0.25)
        * smooth(h, 0.2, y)[..., None]
    )
    disc = np.hypot(x - moon[0], y - moon[1])
    sky = sky + (0.16 / (1 + (disc / 0.09) ** 2) + 0.05 / (1 + (disc / 0.3) ** 2))[
        ..., None
    ] * rgb("#bcd3f2")
    radius = 0.052
    seas = smooth(-0.05, 0.5, warped((x - moon[0]) * 16, (y - moon[1]) * 16, 5, 0.6, 6))
    rim = np.sqrt(np.clip(1 - (disc / radius) ** 2, 0, 1))
    face = mix("#fff6dd", "#b9b3a4", seas * 0.85) * (0.75 + 0.25 * rim)[..., None]
    disc_mask = smooth(radius + frame.pixel, radius - frame.pixel, disc)
    lit_for_water = mix(sky, rgb("#fff2d4") * 11, disc_mask)
    sky = mix(sky, face * 1.15, disc_mask)
    density = cloud_deck(
        frame, h, seed=37, cover=-0.10, soft=0.8, height=0.42, stretch=2.6
    )
    edge = 0.05 + 0.75 * np.exp(-((disc / 0.17) ** 2)) + 0.10 / (1 + (disc / 0.4) ** 2)
    sky = mix(sky, mix("#0c1626", "#cfdcf0", np.clip(edge, 0, 1)), density * 0.72)
    lit_for_water = mix(lit_for_water, sky, density * 0.6)
    hills = ridge_line(frame, base=h + 0.002, height=0.05, scale=1.4, seed=13)
    near = ridge_line(frame, base=h + 0.006, height=0.03, scale=2.3, seed=31)
    for line, tone in ((hills, "#14263a"), (near, "#0a1522")):
        sky = mix(sky, tone, below(frame, line))
        lit_for_water = mix(lit_for_water, tone, below(frame, line))
    lamps = np.zeros_like(sky)
    rng = np.random.default_rng(8)
    for _ in range(22):
        lx = rng.random() * 0.5 - 0.74
        lamps += (
            glow(frame, lx, h - 0.004 - 0.012 * rng.random() ** 2, 0.0016, 3.0)
            * (0.4 + rng.random())
        )[..., None] * rgb("#ffc27a")
    sky, lit_for_water = sky + lamps, lit_for_water + lamps * 3
    scene = water(
        lit_for_water,
        frame,
        h,
        seed=17,
        chop=0.105,
        roughness=0.075,
        scale=2.4,
        deep="#040a12",
        samples=28,
        base=0.02,
    )
    scene = mix(sky, scene, below(frame, np.full(frame.width, h)))
    return develop(
        bloom(scene, frame, 0.35, 0.7, 0.012),
        frame,
        seed=7,
        contrast=1.03,
        saturation=0.95,
        exposure=1.15,
        shadows="#03060b",
    )


def lighthouse_night(frame):
    """A lighthouse and its beam in the dark."""
    h = 0.70
    x, y = frame.x, frame.y
    lamp = (0.27, 0.262)
    sky = ramp(y, (0, "#060a16"), (0.35, "#0d1a30"), (0.58, "#1d3350"), (h, "#38506a"))
    sky = (
        sky
        + stars(frame, seed=12, count=1500, top=h, brightness=0.5)
        * smooth(h, 0.3, y)[..., None]
    )
    cloud = smooth(0.0, 0.9, warped(x * 1.2, y * 3.0, 15, 0.8, 7)) * smooth(0.1, 0.6, y)
    sky = mix(sky, "#2a3b52", cloud * 0.55)
    beam = 0.0
    haze = 0.72 + 0.45 * warped(x * 2.2, y * 3.4, 27, 0.7, 6)
    for angle, power in ((np.pi + 0.115, 1.0), (0.115, 0.85)):
        dx, dy = np.cos(angle), np.sin(angle)
        along = (x - lamp[0]) * dx + (y - lamp[1]) * dy
        aside = (x - lamp[0]) * -dy + (y - lamp[1]) * dx
        spread = 0.010 + 0.060 * np.maximum(along, 0)
        beam = beam + power * np.exp(-((aside / spread) ** 2) * 1.6) * smooth(
            0, 0.02, along
        ) * 0.016 / (spread + 0.012) * np.exp(-along * 0.55)
    sky = sky + (beam * haze)[..., None] * rgb("#ffeabf") * 1.15
    scene = water(
        sky,
        frame,
        h,
        seed=23,
        chop=0.10,
        roughness=0.03,
        scale=3.0,
        deep="#04090f",
        samples=10,
    )
    # The rock: an outline with ledges, lit a little by the sky.
    columns = frame.x[0]
    hump = (
        0.118 * smooth(-0.02, 0.30, columns)
        + 0.028 * smooth(-0.22, 0.02, columns)
        - 0.03 * smooth(0.38, 0.8, columns)
    )
    line = (
        0.745
        - hump
        - 0.018
        * fbm(columns * 9, columns * 0 + 2, 51, 7, 0.6)
        * smooth(0.0, 0.05, hump)
    )
    rock_y = np.clip((y - line[None, :]) / 0.12, 0, 1)
    crag = fbm(x * 12 + y * 3, y * 22, 53, 7, 0.62, ridged=True)
    rock = mix(
        "#04070a", "#1d2935", np.clip((crag - 0.42) * 1.6, 0, 1) * (1 - 0.8 * rock_y)
    )
    shore = (
        0.762
        + 0.075 * smooth(0.05, 0.75, columns)
        + 0.012 * fbm(columns * 6, columns * 0, 57, 6)
    )
    mask = below(frame, line) * (1 - below(frame, shore)) * (hump[None, :] > 0.006)
    scene = mix(scene, rock, mask)
    surf = (
        np.exp(-(((y - shore[None, :]) / 0.007) ** 2))
        * (hump[None, :] > 0.006)
        * (0.35 + 0.8 * fbm(x * 26, y * 40, 58, 4))
    )
    scene = mix(scene, "#8fa3b5", np.clip(surf, 0, 1) * 0.55)
    scene = _tower(frame, scene, lamp, 0.645)
    scene = scene + (
        glow(frame, *lamp, 0.014, 2.2) * 1.7 + glow(frame, *lamp, 0.12, 2.0) * 0.14
    )[..., None] * rgb("#ffe2a6")
    return develop(
        bloom(scene, frame, 0.3, 0.8),
        frame,
        seed=9,
        contrast=1.04,
        exposure=1.2,
        saturation=0.95,
        shadows="#03060a",
    )


def _tower(frame, scene, lamp, foot):
    x, y = frame.x - lamp[0], frame.y
    top = lamp[1]
    edge = frame.pixel
    part = np.clip((y - top) / (foot - top), 0, 1)
    half = 0.0165 + 0.0185 * part**1.35
    body = (
        smooth(half + edge, half - edge, np.abs(x))
        * (y > top + 0.036)
        * (y < foot + 0.01)
    )
    across = x / half
    shade = 0.10 + 0.42 * np.clip(1 - (across + 0.35) ** 2, 0, 1)
    bands = (part > 0.30) & (part < 0.52) | (part > 0.76)
    paint = np.where(bands[..., None], rgb("#a8281f"), rgb("#dfe3e6"))
    weather = 0.85 + 0.25 * fbm(across * 3, y * 30, 66, 5)
    scene = mix(
        scene, paint * (shade * weather)[..., None] * rgb("#9fb6d8") * 1.1, body
    )
    for wy in (0.42, 0.55):
        pane = smooth(0.0030 + edge, 0.0030 - edge, np.abs(x)) * smooth(
            0.007 + edge, 0.007 - edge, np.abs(y - wy)
        )
        scene = mix(scene, rgb("#ffca78") * 1.1, pane)
    gallery = (
        smooth(0.0275 + edge, 0.0275 - edge, np.abs(x))
        * (y > top + 0.030)
        * (y < top + 0.037)
    )
    rail = smooth(0.0270 + edge, 0.0270 - edge, np.abs(x)) * (
        np.abs(y - top - 0.018) < 0.0009
    )
    posts = (
        (np.abs((x / 0.0067) % 1 - 0.5) < 0.08)
        * (np.abs(x) < 0.0272)
        * (y > top + 0.018)
        * (y < top + 0.031)
    )
    room = (
        smooth(0.0135 + edge, 0.0135 - edge, np.abs(x))
        * (y > top - 0.020)
        * (y < top + 0.031)
    )
    scene = mix(scene, rgb("#fff0c4") * 1.5, room)
    bars = (np.abs((x / 0.0068) % 1 - 0.5) < 0.07) * room
    scene = mix(scene, "#1b1712", bars)
    roof = smooth(
        edge, -edge, np.abs(x) - 0.0165 * np.clip((y - top + 0.047) / 0.027, 0, 1)
    ) * (y < top - 0.019)
    ball = smooth(0.0036, 0.0026, np.hypot(x, y - top + 0.048))
    for part_ in (gallery, rail, posts, roof, ball):
        scene = mix(scene, "#0d1117", np.clip(part_, 0, 1))
    return scene


SEA = {
    "sea-wall-dusk": sea_wall_dusk,
    "fog-jetty": fog_jetty,
    "wind-farm": wind_farm,
    "storm-front": storm_front,
    "moon-water": moon_water,
    "lighthouse-night": lighthouse_night,
}
