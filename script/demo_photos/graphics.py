"""Charts, a map and a poster in the paper's own style."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from demo_photos.light import mix, rgb, smooth
from demo_photos.noise import fbm, warped
from demo_photos.type import italic, sans, serif

PAPER, INK, ACCENT, PETROL = "#fdfcf9", "#16181b", "#b3261a", "#0f5561"
GREY, RULE, PALE = "#62666b", "#d9d6cf", "#b9cdd0"


class Sheet:
    """A chart's page at twice its size, drawn in units of the final 1920 x 1280."""

    def __init__(self, frame, title, deck, source):
        self.k = frame.height / 1280 * 2
        self.image = Image.new("RGB", (frame.width * 2, frame.height * 2), PAPER)
        self.draw = ImageDraw.Draw(self.image)
        self.size = (frame.width, frame.height)
        self.box((110, 92, 190, 102), ACCENT)
        self.text((110, 128), title, serif(64 * self.k, 600), INK)
        self.text((110, 214), deck, sans(31 * self.k), GREY)
        self.line([(110, 1190), (1810, 1190)], RULE, 2)
        self.text((110, 1208), source, sans(24 * self.k), GREY)
        self.text((1810, 1208), "The Estuary", serif(28 * self.k, 600), INK, "ra")

    def at(self, *points):
        return [(x * self.k, y * self.k) for x, y in points]

    def box(self, corners, fill):
        left, top, right, bottom = corners
        self.draw.rectangle([c * self.k for c in (left, top, right, bottom)], fill=fill)

    def line(self, points, fill, width):
        self.draw.line(
            self.at(*points), fill=fill, width=round(width * self.k), joint="curve"
        )

    def dot(self, x, y, radius, fill, outline=None):
        x, y, radius = x * self.k, y * self.k, radius * self.k
        self.draw.ellipse(
            [x - radius, y - radius, x + radius, y + radius],
            fill=fill,
            outline=outline,
            width=round(3 * self.k),
        )

    def text(self, place, words, font, fill, anchor="la"):
        self.draw.text(
            (place[0] * self.k, place[1] * self.k),
            words,
            font=font,
            fill=fill,
            anchor=anchor,
        )

    def done(self):
        return self.image.resize(self.size, Image.LANCZOS)


def chart_tides(frame):
    """Bars: the year's highest tide at the Old Quay, 1955 to 2026."""
    sheet = Sheet(
        frame,
        "The water comes up",
        "Highest tide of each year at the Old Quay, metres above chart datum",
        "Source: Harbour Trust, tide house",
    )
    rng = np.random.default_rng(1955)
    years = np.arange(1955, 2027)
    levels = (
        3.62
        + 0.0098 * (years - 1955)
        + rng.gamma(2.1, 0.085, len(years))
        - 0.10
        + 0.07 * np.sin(years / 18.6 * 2 * np.pi)
    )
    levels = np.minimum(levels, 4.52)
    (
        levels[years == 1962],
        levels[years == 1978],
        levels[years == 2007],
        levels[years == 2026],
    ) = 4.46, 4.38, 4.55, 4.31
    levels[years == 2021] = 4.87
    left, right, top, bottom = 110, 1745, 330, 1100
    low, high = 3.0, 5.0

    def place(level):
        return bottom - (level - low) / (high - low) * (bottom - top)

    for level in (3.0, 3.5, 4.0, 4.5, 5.0):
        sheet.line(
            [(left, place(level)), (right + 6, place(level))],
            INK if level == 3 else RULE,
            2.5 if level == 3 else 1.5,
        )
        sheet.text((1810, place(level)), f"{level:.1f}", sans(27 * sheet.k), GREY, "rm")
    step = (right - left) / len(years)
    for number, (year, level) in enumerate(zip(years, levels, strict=True)):
        x = left + number * step
        sheet.box(
            (x + 2.6, place(level), x + step - 2.6, bottom - 1),
            ACCENT if year == 2021 else (PETROL if level >= 4.3 else "#8fb0b4"),
        )
        if year % 10 == 0:
            sheet.text(
                (x + step / 2, bottom + 16), str(year), sans(27 * sheet.k), GREY, "ma"
            )
    ten = np.convolve(levels, np.ones(11) / 11, mode="valid")
    points = [(left + (i + 5.5) * step, place(level)) for i, level in enumerate(ten)]
    sheet.line(points, PAPER, 11)
    sheet.line(points, INK, 5)
    x, y = points[29]
    sheet.text((x, y - 190), "Average of", sans(27 * sheet.k, 600), INK, "ma")
    sheet.text((x, y - 156), "eleven years", sans(27 * sheet.k, 600), INK, "ma")
    sheet.line([(x, y - 116), (x, y - 12)], INK, 2)
    peak = left + (2021 - 1955 + 0.5) * step
    sheet.text(
        (peak - 22, place(4.87) - 4), "4.87 m", sans(38 * sheet.k, 700), ACCENT, "ra"
    )
    sheet.text(
        (peak - 22, place(4.87) + 42), "in 2021", sans(27 * sheet.k), ACCENT, "ra"
    )
    return sheet.done()


def chart_rates(frame):
    """A stepped line: the Crown Bank's rate, 2016 to 2026."""
    sheet = Sheet(
        frame,
        "A quarter point, and no promise",
        "The Crown Bank’s rate, per cent, 2016–2026",
        "Source: Crown Bank",
    )
    changes = [
        (2016.0, 1.25),
        (2016.6, 1.0),
        (2017.5, 0.75),
        (2018.9, 1.0),
        (2019.4, 1.25),
        (2020.25, 0.5),
        (2020.5, 0.25),
        (2022.1, 0.75),
        (2022.35, 1.25),
        (2022.6, 2.0),
        (2022.85, 2.75),
        (2023.1, 3.5),
        (2023.35, 4.0),
        (2023.6, 4.5),
        (2024.5, 4.25),
        (2024.9, 4.0),
        (2025.4, 3.75),
        (2026.1, 3.5),
        (2026.87, 3.25),
    ]
    left, right, top, bottom = 110, 1600, 330, 1100

    def spot(year, rate):
        return left + (year - 2016) / 11 * (right - left), bottom - rate / 5 * (
            bottom - top
        )

    for rate in range(6):
        y = spot(2016, rate)[1]
        sheet.line(
            [(left, y), (1745, y)],
            INK if rate == 0 else RULE,
            2.5 if rate == 0 else 1.5,
        )
        sheet.text((1810, y), str(rate), sans(27 * sheet.k), GREY, "rm")
    for year in range(2016, 2027):
        x = spot(year, 0)[0]
        sheet.line([(x, bottom), (x, bottom + 12)], INK, 2)
        if year % 2 == 0:
            sheet.text((x, bottom + 20), str(year), sans(27 * sheet.k), GREY, "ma")
    points = []
    for (year, rate), (until, _) in zip(
        changes, [*changes[1:], (2026.92, 0)], strict=True
    ):
        points += [spot(year, rate), spot(until, rate)]
    fill = [*points, (points[-1][0], bottom - 1), (points[0][0], bottom - 1)]
    sheet.draw.polygon(sheet.at(*fill), fill="#e6eeee")
    for rate in range(1, 5):
        y = spot(2016, rate)[1]
        sheet.line([(left, y), (points[-1][0], y)], "#d3dede", 1.5)
    sheet.line(points, PETROL, 7)
    x, y = points[-1]
    sheet.dot(x, y, 13, ACCENT, PAPER)
    sheet.text((x + 24, y - 26), "3.25", sans(44 * sheet.k, 700), ACCENT, "la")
    sheet.text((x + 24, y + 26), "now", sans(28 * sheet.k), ACCENT, "la")
    x, y = spot(2024.05, 4.5)
    sheet.text(
        (x, y - 58), "4.50, the highest in 15 years", sans(28 * sheet.k, 600), INK, "ma"
    )
    x, y = spot(2021.3, 0.25)
    sheet.text((x, y - 58), "0.25", sans(28 * sheet.k, 600), INK, "ma")
    return sheet.done()


def chart_turnout(frame):
    """Bars: turnout by ward in the last council election."""
    sheet = Sheet(
        frame,
        "From one end of the tram to the other",
        "Turnout by ward in the last council election, per cent of the register",
        "Source: Returning officer, Port Sable",
    )
    wards = [
        ("Customs Hill", 58.8),
        ("Weir Park", 53.1),
        ("St Brannoc’s", 48.6),
        ("Saltgate", 46.2),
        ("Oyster Row", 44.0),
        ("Corn Hall", 42.7),
        ("Old Quay", 41.9),
        ("Ropewalk", 38.5),
        ("Lower Ferry", 35.2),
        ("Fish Market", 33.4),
        ("Dock Lane", 29.9),
        ("Tanner’s Reach", 23.8),
    ]
    left, right, top, step = 430, 1700, 312, 70
    scale = (right - left) / 65
    shares = []
    for number, (ward, share) in enumerate(wards):
        y = top + number * step
        last = ward == "Tanner’s Reach"
        sheet.text(
            (left - 26, y + 24),
            ward,
            sans(32 * sheet.k, 700 if last else 400),
            ACCENT if last else INK,
            "rm",
        )
        sheet.box((left, y, left + share * scale, y + 48), ACCENT if last else PETROL)
        shares.append((left + share * scale, y, share, last))
    x = left + 41.6 * scale
    for y in range(top - 14, top + 12 * step, 18):
        sheet.line([(x, y), (x, y + 9)], INK, 2.5)
    sheet.text(
        (x + 14, top + 9.55 * step), "City: 41.6", sans(30 * sheet.k, 600), INK, "lm"
    )
    sheet.line([(left, top - 14), (left, top + 12 * step)], INK, 2.5)
    for x, y, share, last in shares:
        sheet.box((x + 8, y, x + 88, y + 48), PAPER)
        sheet.text(
            (x + 16, y + 24),
            f"{share:.1f}",
            sans(30 * sheet.k, 600),
            ACCENT if last else INK,
            "lm",
        )
    return sheet.done()


def map_ferries(frame):
    """A drawn map of the estuary with its four ferry routes."""
    x, y = frame.x, frame.y
    wobble = 0.028 * fbm(x * 3.2, y * 3.2, 3, 7, 0.55)
    # The sea opens to the left; the river comes in at the right through the Narrows.
    north = (
        0.335
        + 0.085 * np.sin(x * 3.3 + 0.6)
        - 0.17 * smooth(-0.25, -0.85, x)
        + 0.135 * smooth(0.22, 0.48, x)
        + wobble
    )
    south = (
        0.735
        - 0.06 * np.sin(x * 4.2 + 1.0)
        + 0.16 * smooth(-0.15, -0.8, x)
        - 0.145 * smooth(0.22, 0.5, x)
        + 0.8 * wobble
    )
    narrow = np.exp(-(((x - 0.46) / 0.06) ** 2)) * 0.004 - 0.012 * smooth(0.2, 0.5, x)
    shore = np.minimum(y - north - narrow, south - narrow - y)
    bay = 0.046 - np.hypot((x - 0.075) * 0.55, y - south - 0.005) + 0.9 * wobble
    shore = np.maximum(shore, bay)
    island = 0.062 - np.hypot((x + 0.56) * 0.75, (y - 0.50) * 1.15) + 0.75 * wobble
    islet = 0.014 - np.hypot(x + 0.46, y - 0.585) + 0.25 * wobble
    shore = np.minimum(shore, -np.maximum(island, islet))
    depth = smooth(0.0, 0.16, shore)
    sea = mix("#d6e6e6", "#9cc0c4", depth)
    for line in (0.012, 0.026, 0.042, 0.060):
        sea = mix(
            sea,
            "#7fa9ae",
            0.45 * np.exp(-(((shore - line) / 0.0009) ** 2)) * (1 - line * 9),
        )
    relief = fbm(x * 2.4, y * 2.4, 17, 7, 0.52)
    shade = relief - np.roll(np.roll(relief, 3, 0), 3, 1)
    land = mix("#efeadd", "#dcd6bf", np.clip(0.5 + 0.9 * relief, 0, 1))
    land = land * np.clip(1 + shade * 2.4, 0.88, 1.1)[..., None]
    meadow = smooth(0.1, 0.5, warped(x * 3, y * 3, 23, 0.6, 5)) * smooth(
        -0.13, -0.01, shore
    )
    land = mix(land, "#cfd6b4", meadow * 0.7)
    scene = mix(land, sea, smooth(-frame.pixel, frame.pixel, shore))
    coast = np.exp(-((shore / (frame.pixel * 1.3)) ** 2))
    scene = mix(scene, "#40565a", coast * 0.9)
    scene = np.clip(
        np.where(
            scene <= 0.0031308,
            scene * 12.92,
            1.055 * np.maximum(scene, 0) ** (1 / 2.4) - 0.055,
        ),
        0,
        1,
    )
    image = Image.fromarray((scene * 255).astype(np.uint8)).resize(
        (frame.width * 2, frame.height * 2), Image.LANCZOS
    )
    return _map_names(frame, image, _Shores(frame, shore))


class _Shores:
    """Where the coast runs, in units of the final picture."""

    def __init__(self, frame, shore):
        self.shore, self.k = shore, frame.height / 1280

    def pier(self, x, y, step):
        """Return the first point of the water going from land at (x, y) by `step`."""
        while self.shore[int(y * self.k), int(x * self.k)] < 0.004:
            y += step
        return x, y


def _map_names(frame, image, shores):
    k = frame.height / 1280 * 2
    draw = ImageDraw.Draw(image)

    def p(x, y):
        return x * k, y * k

    blocks = np.random.default_rng(7)
    for cx, cy, many, wide, tall in (
        (1010, 1075, 240, 330, 130),
        (1330, 985, 110, 170, 75),
        (1060, 300, 34, 110, 50),
        (560, 420, 18, 60, 30),
        (1180, 392, 20, 70, 26),
    ):
        for _ in range(many):
            bx, by = (
                cx + blocks.normal(0, wide * 0.5),
                cy + blocks.normal(0, tall * 0.5),
            )
            w, h = blocks.uniform(7, 22), blocks.uniform(6, 14)
            pixel = image.getpixel(
                (
                    int(np.clip(bx * k, 0, image.width - 1)),
                    int(np.clip(by * k, 0, image.height - 1)),
                )
            )
            if pixel[0] > pixel[2] and by < 1250:
                draw.rectangle(
                    [bx * k, by * k, (bx + w) * k, (by + h) * k], fill="#c3bba6"
                )
    quay, reach, brannoc = (
        shores.pier(985, 1100, -2),
        shores.pier(1270, 1100, -2),
        shores.pier(1090, 250, 2),
    )
    saltgate, ferry = shores.pier(730, 1150, -2), shores.pier(640, 200, 2)
    skerry = shores.pier(300, 640, 2)
    routes = [
        ([quay, (1000, quay[1] - 90), (1070, brannoc[1] + 90), brannoc], ACCENT),
        ([quay, (1040, quay[1] - 75), (1200, reach[1] - 70), reach], PETROL),
        ([saltgate, (715, saltgate[1] - 120), (650, ferry[1] + 120), ferry], "#a86a12"),
        ([quay, (860, quay[1] - 90), (520, skerry[1] + 60), skerry], INK),
    ]
    for points, colour in routes:
        a, b, c, d = (np.float32(point) for point in points)
        t = np.linspace(0, 1, 120)[:, None]
        curve = (
            (1 - t) ** 3 * a
            + 3 * (1 - t) ** 2 * t * b
            + 3 * (1 - t) * t**2 * c
            + t**3 * d
        )
        draw.line(
            [p(*point) for point in curve],
            fill="#fdfcf9",
            width=round(11 * k),
            joint="curve",
        )
        for start in range(0, 119, 4):
            draw.line(
                [p(*point) for point in curve[start : start + 3]],
                fill=colour,
                width=round(6 * k),
                joint="curve",
            )
    for name, (x, y), dx, dy, anchor in (
        ("Old Quay", quay, 0, 20, "ma"),
        ("Tanner’s Reach", reach, 24, 8, "lm"),
        ("St Brannoc’s", brannoc, 24, -20, "lm"),
        ("Saltgate", saltgate, -22, 14, "rm"),
        ("Lower Ferry", ferry, 0, -48, "mm"),
        ("Skerry Island", skerry, 0, -56, "mm"),
    ):
        draw.ellipse(
            [(x - 12) * k, (y - 12) * k, (x + 12) * k, (y + 12) * k],
            fill="#fdfcf9",
            outline=INK,
            width=round(4 * k),
        )
        draw.text(
            p(x + dx, y + dy),
            name,
            font=sans(33 * k, 600),
            fill=INK,
            anchor=anchor,
            stroke_width=round(3 * k),
            stroke_fill="#f6f3ea",
        )
    draw.text(
        p(1000, 1120),
        "PORT SABLE",
        font=serif(62 * k, 600),
        fill=INK,
        anchor="mm",
        stroke_width=round(4 * k),
        stroke_fill="#efeadd",
    )
    draw.text(
        p(1545, 520),
        "The Narrows",
        font=italic(36 * k, 500),
        fill="#27474c",
        anchor="mm",
        stroke_width=round(3 * k),
        stroke_fill="#efeadd",
    )
    draw.text(
        p(1790, 690), "Orrel", font=italic(44 * k, 500), fill="#27565d", anchor="mm"
    )
    draw.text(
        p(860, 600),
        "Sable Estuary",
        font=italic(58 * k, 400),
        fill="#3a6a71",
        anchor="mm",
    )
    draw.text(
        p(190, 850), "Open sea", font=italic(42 * k, 400), fill="#3a6a71", anchor="mm"
    )
    draw.rectangle([70 * k, 60 * k, 820 * k, 268 * k], fill="#fdfcf9")
    draw.rectangle([100 * k, 88 * k, 164 * k, 96 * k], fill=ACCENT)
    draw.text(p(100, 112), "Four ways across", font=serif(56 * k, 600), fill=INK)
    draw.text(
        p(100, 196),
        "The estuary’s ferry routes and piers",
        font=sans(30 * k),
        fill=GREY,
    )
    draw.rectangle([1620 * k, 1180 * k, 1840 * k, 1186 * k], fill=INK)
    draw.text(p(1730, 1168), "2 km", font=sans(28 * k, 600), fill=INK, anchor="ms")
    draw.polygon([p(1770, 150), p(1790, 90), p(1810, 150), p(1790, 136)], fill=INK)
    draw.text(p(1790, 158), "N", font=sans(30 * k, 700), fill=INK, anchor="ma")
    return image.resize((frame.width, frame.height), Image.LANCZOS)


def type_opinion(frame):
    """A poster: one giant quotation mark on petrol."""
    big = (frame.width * 2, frame.height * 2)
    k = frame.height / 1280 * 2
    mask = Image.new("L", big, 0)
    draw = ImageDraw.Draw(mask)
    draw.text((big[0] * 0.1, big[1] * 0.1), "“", font=serif(1500 * k, 700), fill=255)
    glyph = mask.crop(mask.getbbox())
    tall = round(big[1] * 0.60)
    glyph = glyph.resize(
        (round(glyph.width * tall / glyph.height), tall), Image.LANCZOS
    )
    mask = Image.new("L", big, 0)
    mask.paste(glyph, ((big[0] - glyph.width) // 2, (big[1] - tall) // 2))
    mark = (
        np.asarray(
            mask.resize((frame.width, frame.height), Image.LANCZOS), dtype=np.float32
        )
        / 255
    )
    fall = (
        np.asarray(
            mask.filter(ImageFilter.GaussianBlur(34 * k)).resize(
                (frame.width, frame.height)
            ),
            dtype=np.float32,
        )
        / 255
    )
    fall = np.roll(
        np.roll(fall, int(26 * frame.height / 1280), 0),
        int(18 * frame.height / 1280),
        1,
    )
    x, y = frame.x, frame.y
    paper = fbm(x * 90, y * 90, 4, 4, 0.8)
    fibre = fbm(x * 30 + 4 * y, y * 140, 6, 3, 0.7)
    press = fbm(x * 5, y * 5, 8, 5)
    light = (
        1.0
        + 0.16 * np.exp(-((x + 0.35) ** 2 + (y - 0.25) ** 2) / 0.35)
        - 0.10 * smooth(0.4, 1.1, np.hypot(x, y - 0.5))
    )
    ground = (
        rgb(PETROL)
        * (light * (1 + 0.035 * paper + 0.03 * fibre + 0.03 * press))[..., None]
    )
    ground = ground * (1 - 0.42 * fall)[..., None]
    ink = smooth(-1.25, -0.55, paper + 0.4 * press)
    sheet = (
        rgb("#f4ecdc")
        * (1 + 0.04 * paper + 0.025 * fibre + 0.05 * (light - 1))[..., None]
    )
    scene = mix(ground, sheet, mark * (0.90 + 0.10 * ink))
    value = np.clip(
        np.where(
            scene <= 0.0031308,
            scene * 12.92,
            1.055 * np.maximum(scene, 0) ** (1 / 2.4) - 0.055,
        ),
        0,
        1,
    )
    return Image.fromarray((value * 255).astype(np.uint8))


GRAPHICS = {
    "chart-tides": chart_tides,
    "chart-rates": chart_rates,
    "chart-turnout": chart_turnout,
    "map-ferries": map_ferries,
    "type-opinion": type_opinion,
}
