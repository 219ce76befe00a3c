"""Pictures of made things: a concrete facade, a shelf of books."""

import numpy as np
from PIL import Image, ImageDraw

from demo_photos.light import develop, mix, ramp, rgb, smooth
from demo_photos.noise import fbm, perlin, warped
from demo_photos.scenery import glow
from demo_photos.type import sans, serif


def concert_hall(frame):
    """Curved concrete bands of a concert hall's facade."""
    x, y = frame.x, frame.y
    sky = ramp(y + 0.25 * x, (-0.2, "#6f8ba8"), (0.3, "#a9bccb"), (0.8, "#d5dad9"))
    thin = warped(x * 1.3, y * 3.0, 3, 0.8, 6)
    scene = mix(sky, "#e6e6e2", smooth(-0.1, 0.8, thin) * 0.5)
    # Each band is part of a large ring; the rings lean against one another.
    bands = [
        (1.55, -0.55, 1.66, 0.00),
        (1.42, -0.40, 1.44, 0.10),
        (1.30, -0.18, 1.21, 0.20),
        (1.24, 0.02, 1.04, 0.30),
        (1.16, 0.22, 0.87, 0.42),
        (1.10, 0.42, 0.71, 0.52),
        (1.06, 0.62, 0.56, 0.62),
        (1.02, 0.84, 0.42, 0.72),
    ]
    for number, (cy, cx, radius, warm) in enumerate(bands):
        wide = 0.155 - 0.006 * number
        dx, dy = x - cx * 0.9 - 0.10, (y - cy) * 1.04
        far = np.hypot(dx, dy)
        angle = np.arctan2(dx, -dy)
        inside = smooth(radius + frame.pixel * 1.2, radius - frame.pixel * 1.2, far)
        t = (radius - far) / wide
        # The band is a shallow trough: bright lip, soft hollow, dark undercut.
        turn = np.clip(0.54 + 0.46 * np.sin(angle * 1.25 - 0.55), 0, 1)
        lip = smooth(0.0, 0.04, t) * smooth(0.16, 0.11, t)
        hollow = 0.50 + 0.34 * np.cos(np.clip(t - 0.12, 0, 1.2) * 2.5)
        tone = (0.20 + 0.62 * hollow * turn) * smooth(1.55, 0.75, t)
        tone = np.maximum(tone, 0.035)
        tone = tone + lip * (0.34 * turn + 0.05)
        u, v = angle * radius, far
        board = np.floor(t * 9)
        grain = fbm(u * 3 + board * 7.3, v * 130, 20 + number, 4, 0.6)
        stain = fbm(u * 5, v * 1.6 + number, 40 + number, 6, 0.55)
        streak = np.clip(fbm(u * 34, v * 1.3, 50 + number, 4, 0.6), 0, 1)
        pit = smooth(0.44, 0.56, fbm(u * 42, v * 42, 60 + number, 3, 0.6))
        seam = np.exp(-(((((t * 9) % 1) - 0.5) / 0.5) ** 8) * 0.16)
        joint = np.exp(-((((u * 3.1 + number * 0.37) % 1 - 0.5) / 0.007) ** 2))
        holes = np.exp(
            -(
                (
                    np.hypot(
                        ((u * 6.2 + number * 0.74) % 1 - 0.5) / 6.2, (t - 0.52) * wide
                    )
                    / 0.0030
                )
                ** 2
            )
        )
        tone = (
            tone
            * (1 + 0.11 * grain + 0.14 * stain)
            * seam
            * (1 - 0.16 * streak * smooth(0.15, 0.5, t))
            * (1 - 0.25 * pit)
        )
        tone = tone * (1 - 0.40 * joint * smooth(0.13, 0.16, t)) * (1 - 0.55 * holes)
        concrete = (
            mix(
                "#9ea3a6",
                "#c7b49b",
                np.clip(0.5 * turn + 0.35 * stain + 0.3 * warm, 0, 1),
            )
            / 0.45
        )
        scene = mix(scene, concrete * tone[..., None], inside)
        # The shade each band lays on the next is part of `tone`.
    rooms = smooth(0.33, 0.31, np.hypot(x - 0.98, (y - 1.06) * 1.04)) * (y > 0.74)
    bars = np.abs(((np.arctan2(x - 0.98, 1.06 - y) * 9) % 1) - 0.5) > 0.40
    pane = mix(
        "#26323a", "#ffd596", np.clip(0.35 + 0.6 * fbm(x * 5, y * 5, 9, 4), 0, 1) * 0.85
    )
    scene = mix(scene, np.where(bars[..., None], rgb("#1b1d1f"), pane), rooms)
    scene = scene + (glow(frame, -0.8, 0.1, 0.7, 2.0) * 0.05)[..., None] * rgb(
        "#ffe1bd"
    )
    return develop(
        scene,
        frame,
        seed=12,
        contrast=1.12,
        saturation=0.85,
        exposure=1.12,
        grain=1.3,
        vignette=0.25,
        shadows="#0a0b0c",
    )


TITLES = [
    ("THE LOWER ORREL", "Ashby"),
    ("Salt and Slate", "Marrin"),
    ("A HISTORY OF TIDES", "Dunmore"),
    ("The Pilot’s Daughter", "Vane"),
    ("NINE WINTERS", "Skarn"),
    ("Letters from the Narrows", "Ellery"),
    ("THE GRAIN COAST", "Holt"),
    ("What the Gauge Said", "Finch"),
    ("ROPEWALK", "Thorold"),
    ("Lanterns", "Oake"),
    ("THE DROWNED PARISH", "Ashby"),
    ("Bread & Brine", "Kemble"),
    ("SELECTED POEMS", "Wren"),
    ("The Ferryman’s Ledger", "Lund"),
    ("NORTH OF SKERRY", "Haas"),
    ("An Inland Sea", "Roe"),
    ("THE QUIET BANK", "Samm"),
    ("Fog Signals", "Quist"),
    ("ORREL: A RIVER", "Harkin"),
    ("Weights and Measures", "Lomax"),
    ("THE LONG EBB", "Strand"),
    ("Mudlark", "Calder"),
    ("A GRAMMAR OF RAIN", "Voss"),
    ("Harbour Lights", "Pellow"),
]
CLOTHS = [
    "#0f5561",
    "#b3261a",
    "#22303c",
    "#c9a24a",
    "#6d2f2a",
    "#e6dfcf",
    "#3c5a45",
    "#8a5a2c",
    "#d3cbbb",
    "#1a1c22",
    "#7c8a8f",
    "#a8482c",
    "#41506b",
    "#d9b98a",
    "#5d3b52",
    "#2f6f73",
]


def book_spines(frame):
    """A shelf of coloured spines."""
    x, y = frame.x, frame.y
    rng = np.random.default_rng(33)
    back = mix(
        "#17110c", "#2c2119", np.clip(0.5 + 0.5 * fbm(x * 2, y * 30, 5, 5), 0, 1)
    )
    scene = back * (0.3 + 0.7 * smooth(0.0, 0.9, y))[..., None]
    floor = 0.875
    px, number = -0.765, 0
    while px < 0.75:
        wide, tall = rng.uniform(0.034, 0.078), rng.uniform(0.60, 0.80)
        if number == 15:
            scene, px = _leaning(frame, scene, px, floor, rng), px + 0.150
            number += 1
            continue
        scene = _spine(frame, scene, px, wide, tall, floor, number, rng)
        px += wide + rng.uniform(0.0004, 0.0022)
        number += 1
    ring = fbm(x * 1.1 + 0.12 * fbm(x * 3, y * 3, 8, 3), y * 46, 71, 5, 0.6)
    wood = ramp(
        np.clip(0.5 + 0.55 * ring, 0, 1),
        (0, "#3d2413"),
        (0.5, "#6d4526"),
        (1, "#94663b"),
    )
    wood = (
        wood
        * (
            0.55 + 0.75 * smooth(floor + 0.02, floor + 0.034, y) * smooth(1.1, floor, y)
        )[..., None]
    )
    edge = np.exp(-(((y - floor - 0.024) / 0.004) ** 2))
    wood = wood + edge[..., None] * rgb("#ffdfb0") * 0.14
    scene = np.where((y > floor)[..., None], wood, scene)
    scene = (
        scene
        * (1 - 0.55 * np.exp(-np.abs(y - floor) / 0.010) * (y < floor + 0.02))[
            ..., None
        ]
    )
    lamp = 0.40 + 0.95 * np.exp(-(((x + 0.22) / 0.62) ** 2)) * smooth(
        -0.3, 0.5, y + 0.2
    )
    scene = scene * lamp[..., None] * rgb("#ffe3bf") * 1.25
    return develop(
        scene,
        frame,
        seed=2,
        contrast=1.05,
        saturation=0.98,
        exposure=1.15,
        grain=1.4,
        vignette=0.35,
        shadows="#080605",
    )


def _spine(frame, scene, px, wide, tall, floor, number, rng):
    h = frame.height
    j0, j1 = int((px + 0.75) * h), int((px + wide + 0.75) * h)
    i0, i1 = int((floor - tall) * h), int(floor * h) + 1
    paint = _cloth(h, j1 - j0, i1 - i0, number, rng)
    a, b = max(j0, 0), min(j1, frame.width)
    if b <= a:
        return scene
    scene[i0:i1, a:b] = paint[:, a - j0 : b - j0]
    return scene


def _cloth(h, wide, tall, number, rng):
    """Return one spine as linear light: cloth, bands, title, round back, wear."""
    colour = CLOTHS[(number * 7 + 3) % len(CLOTHS)]
    dark = rgb(colour).mean() < 0.28
    ink = "#e8d6a4" if dark else ("#16181b" if number % 2 else "#7a1d14")
    image = Image.new("RGB", (wide, tall), colour)
    draw = ImageDraw.Draw(image)
    style = number % 5
    for at in (
        ((0.07, 0.085), (0.90, 0.915))
        if style in (0, 3)
        else ((0.12, 0.124), (0.13, 0.134), (0.80, 0.804))
    ):
        draw.rectangle([0, tall * at[0], wide, tall * at[1]], fill=ink)
    if style == 2:
        draw.rectangle(
            [0, tall * 0.16, wide, tall * 0.42],
            fill="#b3261a" if colour != "#b3261a" else "#16181b",
        )
        ink = "#f3e9d2"
    title, author = TITLES[number % len(TITLES)]
    face = serif if number % 3 else sans
    size = min(wide * 0.52, h * 0.030)
    room = tall * (0.50 if style != 2 else 0.24)
    font = face(size, 600)
    while font.getlength(title) > room and size > 6:
        size *= 0.94
        font = face(size, 600)
    strip = Image.new(
        "RGBA", (int(font.getlength(title)) + 8, int(size * 1.6)), (0, 0, 0, 0)
    )
    ImageDraw.Draw(strip).text((4, size * 0.1), title, font=font, fill=ink)
    strip = strip.rotate(-90, expand=True, resample=Image.BICUBIC)
    top = tall * 0.17 if style == 2 else tall * 0.18
    image.paste(
        strip, (int((wide - strip.width) / 2 + size * 0.05), int(top + 4)), strip
    )
    name = sans(min(wide * 0.26, h * 0.0125), 500)
    length = name.getlength(author.upper())
    if length < wide * 0.92:
        draw.text(
            ((wide - length) / 2, tall * 0.845), author.upper(), font=name, fill=ink
        )
    light = (np.asarray(image, dtype=np.float32) / 255) ** 2.2
    u = np.linspace(-1, 1, wide, dtype=np.float32)[None, :]
    v = np.linspace(0, 1, tall, dtype=np.float32)[:, None]
    weave = perlin(
        np.arange(wide)[None, :] * 0.7, np.arange(tall)[:, None] * 0.7, number
    )
    scuff = fbm(u * 1.2 + number * 5, v * 9, number + 3, 5, 0.6)
    hinge = 1 - 0.5 * np.exp(-(((np.abs(u) - 0.86) / 0.05) ** 2))
    shape = (0.30 + 0.70 * np.sqrt(np.clip(1 - (u * 0.93) ** 2, 0, 1))) * hinge
    shape = shape * (1 + 0.20 * np.exp(-(((u + 0.35) / 0.28) ** 2)))
    light = light * (shape * (1 + 0.05 * weave + 0.13 * scuff))[..., None]
    worn = smooth(0.0, -0.012, -np.minimum(v, 1 - v) + 0.010 + 0.004 * scuff) * 0.25
    light = mix(light, rgb("#cbbfa6") * shape[..., None], worn * np.ones_like(shape))
    return (
        light
        * (1 - 0.6 * np.exp(-(1 - v) / 0.012) - 0.12 * np.exp(-v / 0.006))[..., None]
    )


def _leaning(frame, scene, px, floor, rng):
    """Put one book in at a slant, as where a neighbour has been taken out."""
    h = frame.height
    tilt = 7.5
    paint = _cloth(h, int(0.052 * h), int(0.66 * h), 5, rng)
    encoded = (np.clip(paint, 0, 1) ** (1 / 2.2) * 255).astype(np.uint8)
    image = (
        Image.fromarray(encoded)
        .convert("RGBA")
        .rotate(tilt, expand=True, resample=Image.BICUBIC)
    )
    canvas = Image.new("RGBA", (frame.width, frame.height), (0, 0, 0, 0))
    canvas.paste(
        image,
        (int((px + 0.75 + 0.004) * h), int(floor * h) - image.height + int(0.004 * h)),
    )
    data = np.asarray(canvas, dtype=np.float32) / 255
    return mix(scene, data[..., :3] ** 2.2, data[..., 3])


BUILT = {"concert-hall": concert_hall, "book-spines": book_spines}
