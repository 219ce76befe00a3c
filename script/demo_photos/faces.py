"""Portraits of people who do not exist: heads cut as in lino, in greys."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIDE = 720  # pixels of the finished portrait
SCALE = 3  # drawn larger and made smaller, for smooth edges


@dataclass(frozen=True, slots=True)
class Head:
    """What tells one head from another; lengths are hundredths of the side."""

    skin: int  # grey of the lit side, 0 black to 255 white
    hair: int  # grey of the hair
    coat: int
    cut: str  # crop, bob, long, bun, bald, curls
    wide: float = 17  # half the width of the face
    tall: float = 23  # half its height
    glasses: bool = False
    beard: bool = False
    collar: str = "crew"  # crew, shirt, roll
    smile: float = 1.2
    seed: int = 1


def portrait(head: Head) -> Image.Image:
    """Return the portrait of a head, lit from the left."""
    sheet = _Sheet(head)
    sheet.ground()
    if head.cut in ("long", "bob"):
        sheet.hair_behind()
    sheet.shoulders()
    sheet.face()
    sheet.features()
    sheet.hair()
    return sheet.printed()


class _Sheet:
    def __init__(self, head):
        self.head = head
        side = SIDE * SCALE
        self.unit = side / 100
        self.image = Image.new("L", (side, side), 214)
        self.draw = ImageDraw.Draw(self.image)
        self.middle, self.eyes = 50, 43

    def at(self, *points):
        return [(x * self.unit, y * self.unit) for x, y in points]

    def oval(self, x, y, wide, tall, fill, on=None):
        corners = self.at((x - wide, y - tall), (x + wide, y + tall))
        (on or self.draw).ellipse([*corners[0], *corners[1]], fill=fill)

    def shape(self, points, fill):
        self.draw.polygon(self.at(*_round(points)), fill=fill)

    def line(self, points, fill, width):
        self.draw.line(
            self.at(*_round(points, closed=False)),
            fill=fill,
            width=round(width * self.unit),
            joint="curve",
        )

    def ground(self):
        """A wall that is lighter behind the shaded side."""
        side = self.image.width
        ramp = np.linspace(158, 206, side)[None, :] + np.linspace(6, -14, side)[:, None]
        self.image.paste(Image.fromarray(ramp.clip(0, 255).astype("uint8")))

    def shoulders(self):
        head = self.head
        neck = head.wide * 0.56
        top = 43 + head.tall * 0.72
        self.shape(
            [
                (4, 104),
                (9, 84),
                (24, 76),
                (43, 71),
                (57, 71),
                (76, 76),
                (91, 84),
                (96, 104),
            ],
            head.coat,
        )
        self.shape(
            [(50 - neck, top), (50 + neck, top), (50 + neck + 2, 75), (50, 82),
             (50 - neck - 2, 75)],
            _darker(head.skin, 0.74),
        )  # fmt: skip
        if head.collar == "shirt":
            for way in (-1, 1):
                self.draw.polygon(
                    self.at((50, 84), (50 + way * 9, 69), (50 + way * 17, 75),
                            (50 + way * 10, 88)),
                    fill=240,
                )  # fmt: skip
        elif head.collar == "roll":
            self.shape(
                [(38, 69), (62, 69), (64, 79), (50, 82), (36, 79)],
                _lighter(head.coat, 0.18),
            )

    def face(self):
        head = self.head
        self.oval(50 - head.wide - 0.4, 46, 2.6, 4.6, _darker(head.skin, 0.9))
        self.oval(50 + head.wide + 0.4, 46, 2.6, 4.6, _darker(head.skin, 0.62))
        mask = Image.new("L", self.image.size)
        pen = ImageDraw.Draw(mask)
        wide, tall = head.wide, head.tall
        outline = [
            (50 - wide, 38), (50 - wide * 0.97, 50),
            (50 - wide * 0.72, 43 + tall * 0.78), (50 - wide * 0.3, 43 + tall),
            (50 + wide * 0.3, 43 + tall), (50 + wide * 0.72, 43 + tall * 0.78),
            (50 + wide * 0.97, 50), (50 + wide, 38),
            (50 + wide * 0.8, 43 - tall * 0.78), (50, 43 - tall),
            (50 - wide * 0.8, 43 - tall * 0.78),
        ]  # fmt: skip
        pen.polygon(self.at(*_round(outline)), fill=255)
        self.mask = mask
        self.image.paste(head.skin, mask=mask)
        # The side away from the lamp, its edge running down the nose.
        shade = Image.new("L", self.image.size)
        edge = [
            (54, 15), (53.4, 36), (55.5, 44), (53, 50), (56.5, 54), (53.5, 58),
            (56, 63), (52, 70), (80, 72), (80, 15),
        ]  # fmt: skip
        ImageDraw.Draw(shade).polygon(self.at(*_round(edge)), fill=255)
        shade = shade.filter(ImageFilter.GaussianBlur(self.unit * 0.5))
        both = ImageChops.multiply(mask, shade)
        self.image.paste(_darker(head.skin, 0.72), mask=both)

    def features(self):
        head = self.head
        ink = min(40, head.hair)
        for way in (-1, 1):
            x = 50 + way * head.wide * 0.42
            self.line([(x - 3.4, 44.2), (x, 43), (x + 3.4, 44.2)], ink, 0.75)
            self.oval(x, 44.9, 1.5, 1.5, ink)
            self.oval(x - 0.5, 44.4, 0.45, 0.45, 235)
            brow = 38.6 if head.glasses else 39.4
            self.line(
                [(x - 4.2, brow + 0.6), (x - way, brow - 0.7), (x + 4.2, brow + 0.6)],
                _mixed(head.hair, 40),
                1.15,
            )
        if head.glasses:
            for way in (-1, 1):
                x = 50 + way * head.wide * 0.42
                corners = self.at((x - 5.6, 40.6), (x + 5.6, 49.4))
                self.draw.rounded_rectangle(
                    [*corners[0], *corners[1]],
                    radius=3.6 * self.unit,
                    outline=28,
                    width=round(0.8 * self.unit),
                )
            self.line([(48.4, 43.6), (50, 42.9), (51.6, 43.6)], 28, 0.8)
        self.line([(51.6, 50), (53, 53.2), (50.4, 54.4), (48, 53.6)], ink, 0.6)
        mouth = 43 + head.tall * 0.72
        if head.beard:
            self.beard(mouth)
        self.line(
            [(45, mouth - head.smile * 0.4), (50, mouth + head.smile),
             (55, mouth - head.smile * 0.4)],
            ink if not head.beard else 235,
            0.85,
        )  # fmt: skip
        self.line([(47.6, mouth + 3), (50, mouth + 3.5), (52.4, mouth + 3)],
                  _darker(head.skin, 0.6), 0.5)  # fmt: skip

    def beard(self, mouth):
        head = self.head
        shape = Image.new("L", self.image.size)
        wide = head.wide
        outline = [
            (50 - wide * 1.02, 46), (50 - wide * 0.8, 53), (45, mouth - 3.4),
            (50, mouth - 2.6), (55, mouth - 3.4), (50 + wide * 0.8, 53),
            (50 + wide * 1.02, 46),
            (50 + wide * 0.95, 60), (50 + wide * 0.4, 46 + head.tall * 1.02),
            (50 - wide * 0.4, 46 + head.tall * 1.02), (50 - wide * 0.95, 60),
        ]  # fmt: skip
        ImageDraw.Draw(shape).polygon(self.at(*_round(outline)), fill=255)
        self.image.paste(_mixed(head.hair, 60), mask=shape)

    def hair_behind(self):
        head = self.head
        low = 74 if head.cut == "long" else 60
        wide = head.wide + 5.5
        self.shape(
            [(50 - wide, low), (50 - wide - 1, 42), (50 - wide * 0.7, 21), (50, 15),
             (50 + wide * 0.7, 21), (50 + wide + 1, 42), (50 + wide, low)],
            _darker(head.hair, 0.75),
        )  # fmt: skip

    def hair(self):
        head = self.head
        wide = head.wide
        if head.cut == "bald":
            return
        top = 43 - head.tall
        if head.cut == "curls":
            rng = np.random.default_rng(head.seed)
            for turn in np.linspace(np.pi * 1.02, np.pi * 1.98, 13):
                reach = rng.uniform(0.94, 1.06)
                x = 50 + np.cos(turn) * (wide + 2.5) * reach
                y = 36 + np.sin(turn) * (head.tall - 3) * reach
                self.oval(x, y, rng.uniform(4.4, 6), rng.uniform(4.4, 6), head.hair)
            fringe = [
                (34, 31),
                (38, 22),
                (50, 19),
                (62, 22),
                (66, 31),
                (58, 27),
                (44, 26),
            ]
            self.shape(fringe, head.hair)
            return
        if head.cut == "bun":
            self.oval(53, top - 4, 8, 7, head.hair)
        part = -wide * 0.35 if head.cut != "crop" else wide * 0.2
        fall = {"crop": 37, "bun": 38, "bob": 52, "long": 56}[head.cut]
        self.shape(
            [(50 - wide - 1.6, fall), (50 - wide - 2, 34), (50 - wide * 0.72, top + 2),
             (50, top - 3.6), (50 + wide * 0.72, top + 2), (50 + wide + 2, 34),
             (50 + wide + 1.6, fall), (50 + wide - 1.5, 38), (50 + wide * 0.74, 31),
             (50 + part, top + 6.5), (50 - wide * 0.74, 31), (50 - wide + 1.5, 38)],
            head.hair,
        )  # fmt: skip

    def printed(self):
        """As ink takes to paper: a little grain, and a soft edge to the light."""
        rng = np.random.default_rng(self.head.seed)
        close = [edge * self.unit for edge in (12, 9, 88, 85)]
        small = self.image.crop(close).resize((SIDE, SIDE), Image.LANCZOS)
        grey = np.asarray(small, dtype=float)
        coarse = Image.fromarray(
            (rng.normal(128, 34, (SIDE // 2, SIDE // 2))).clip(0, 255).astype("uint8")
        ).resize((SIDE, SIDE), Image.BICUBIC)
        grey += (np.asarray(coarse, dtype=float) - 128) * 0.11
        y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
        grey *= 1.03 - 0.16 * ((x - 0.5) ** 2 + (y - 0.5) ** 2) * 2
        return Image.fromarray(grey.clip(0, 255).astype("uint8")).convert("RGB")


def _round(points, *, closed=True):
    """Return a smooth curve through the points (Catmull and Rom's)."""
    corners = np.array(points, dtype=float)
    if closed:
        around = np.vstack([corners[-1:], corners, corners[:2]])
    else:
        around = np.vstack([corners[:1], corners, corners[-1:]])
    steps = np.linspace(0, 1, 14)[:, None]
    curve = []
    for a, b, c, d in zip(around, around[1:], around[2:], around[3:], strict=False):
        curve.append(
            0.5
            * (2 * b + (c - a) * steps + (2 * a - 5 * b + 4 * c - d) * steps**2
               + (3 * b - a - 3 * c + d) * steps**3)
        )  # fmt: skip
    return [tuple(point) for point in np.vstack(curve)]


def _darker(grey, part):
    return round(grey * part)


def _lighter(grey, part):
    return round(grey + (255 - grey) * part)


def _mixed(grey, other):
    return round((grey + other) / 2)


FACES = {
    f"portrait-{name}": lambda frame, head=head: portrait(head)
    for name, head in {
        "rosa-thackwell": Head(206, 52, 66, "bob", glasses=True, seed=2),
        "caspar-oyelaran": Head(
            122, 34, 92, "crop", beard=True, collar="shirt", seed=3
        ),
        "gwen-tallis": Head(214, 158, 48, "bun", wide=16, collar="roll", seed=4),
        "livia-marchetti-vale": Head(196, 44, 120, "long", wide=16.4, seed=5),
        "piet-halloran": Head(210, 150, 58, "bald", beard=True, wide=18, seed=6),
        "nadia-crewe": Head(150, 36, 150, "curls", collar="shirt", seed=7),
    }.items()
}
