"""Datelines and bylines as agencies of many countries print them."""

from django.test import SimpleTestCase

from articles import months
from newsroom.wire.formats.phrases import bylines, datelines

# What opens a paragraph → the city, and the agency if one is named.
DATELINES = {
    "MADRID, 3 mar (Nortes) — El consejo": ("MADRID", "Nortes"),
    "Madrid, 3 mar (Nortes).- El consejo": ("Madrid", "Nortes"),
    "Madrid, 3 mar (Nortes). El consejo aprobó": ("Madrid", "Nortes"),
    "Buenos Aires, 3 de marzo (Nortes) - El consejo": ("Buenos Aires", "Nortes"),
    "BERLIN (Nortes) – Der Rat": ("BERLIN", "Nortes"),
    "Berlin/Hamburg (Nortes) - Der Rat": ("Berlin/Hamburg", "Nortes"),
    "Berlin, 3. März (Nortes) - Der Rat": ("Berlin", "Nortes"),
    "Bern (nrt/sda) Der Rat": ("Bern", "nrt/sda"),
    "Paris, le 3 mars 2026 – Le conseil": ("Paris", ""),
    "PARIS, 3 mars (Nortes) - Le conseil": ("PARIS", "Nortes"),
    "QUITO, March 3 – The council": ("QUITO", ""),
    "Geneva, Switzerland, 3 March 2026 – The council": ("Geneva", ""),
    "LONDON/PARIS, March 3 (Nortes) – The council": ("LONDON/PARIS", "Nortes"),
    "LONDON/PARIS – The council": ("LONDON/PARIS", ""),
    "WASHINGTON, D.C. — The council": ("WASHINGTON", ""),
    "ST. LOUIS (Nortes) — The council": ("ST. LOUIS", "Nortes"),
    "L'AQUILA, 3 MAR - Il consiglio": ("L'AQUILA", ""),
    "(NORTES) - ROMA, 3 MAR - Il consiglio": ("ROMA", "NORTES"),
    "'s-Hertogenbosch (Nortes) - De raad": ("'s-Hertogenbosch", "Nortes"),
    "Oslo (Nortes): Rådet stemte": ("Oslo", "Nortes"),
    "OSLO: Rådet stemte": ("OSLO", ""),
    "NEW DELHI, MAR 3 (NTI): The council": ("NEW DELHI", "NTI"),
    "New Delhi, Mar 3 (NTI) The council": ("New Delhi", "NTI"),
    "SYDNEY, March 3 NRT - The council": ("SYDNEY", ""),
    "TOKYO, March 3, Nortes - The council": ("TOKYO", ""),
    "HELSINKI, Finland, March 3, 2026 /Nortes/ -- The": ("HELSINKI", "Nortes"),
    "NEW YORK--(NORTES WIRE)--The council": ("NEW YORK", "NORTES WIRE"),
    "NEW YORK, NY, March 3, 2026 (NORTES) -- The": ("NEW YORK", "NORTES"),
    "Budapest, 2026. március 3., kedd (Nortes) - A tanács": ("Budapest", "Nortes"),
    "İSTANBUL (Nortes) - Meclis": ("İSTANBUL", "Nortes"),
    "Łódź, 3.03.2026 (Nortes) - Rada": ("Łódź", "Nortes"),
    "LISBOA 03/03 (Nortes) - O conselho": ("LISBOA", "Nortes"),
    "МОСКВА, 3 марта. /Нортес/. Совет": ("МОСКВА", "Нортес"),
    "القاهرة 3 مارس (نورتس) - المجلس": ("القاهرة", "نورتس"),
    "ירושלים (נורטס) - המועצה": ("ירושלים", "נורטס"),
    "【東京＝沿岸通信】市議会は": ("東京", "沿岸通信"),
    "沿岸社东京3月3日电 市议会": ("东京", "沿岸社"),
    "(Lisse, ES - March 3) The council": ("Lisse", ""),
    "Geneva (Nortes) - eBay said": ("Geneva", "Nortes"),
    "ABOARD THE FERRY (Nortes) — The council": ("ABOARD THE FERRY", "Nortes"),
}
NO_DATELINES = [
    "The council — which met on Monday — voted",
    "Mayor Ana Ruiz - who won - voted",
    "UPDATE 1 - The council",
    "BREAKING: The council",
    "CORRECTION — The council",
    "VIDEO: The council",
    "Monday, March 3 - The council",
    "Coastal Press (CPR) The council",
    "The Harbour Masters’ Union (HMU) Director said",
    "Von Anna Muster (Nortes) - Der Rat",
    "WASHINGTON (Nortes)",
    "",
]
CITIES = {
    "STOCKHOLM, Aug 29, 2014 (NRT) -": "STOCKHOLM",
    "Paris, le 3 mars 2026": "Paris",
    "Roma 3 mar": "Roma",
    "(NORTES) - Rome, October 11": "Rome",
    "BERLIN:": "BERLIN",
    "March 3, 2026": "",
    "Tuesday, March 3": "",
    "3/3/2026": "",
    "20260303T1200Z": "",
    "": "",
}
BYLINES = [
    "By JANE DOE and JOHN ROE, Nortes Writers",
    "By Jane Doe, political correspondent",
    "By Dr. Jane M. Doe and J. Roe",
    "by Jane Doe",
    "Text by Jane Doe",
    "Von Anna Muster",
    "Par Jean DUPONT, à Paris",
    "Por Ana Ruiz",
    "Di Mario Rossi",
    "Av Kari Nordmann",
    "Door Jan de Vries",
    "JANE DOE / Nortes",
]
NO_BYLINES = [
    "By Tuesday the harbour was closed",
    "By the harbour. It was late.",
    "von hinten",
    "Por la tarde cerró el puerto",
    "Profit / loss",
    "By " + "Jane " * 40,
]


class DatelineTests(SimpleTestCase):
    def test_datelines_of_many_shapes(self):
        for text, (city, agency) in DATELINES.items():
            with self.subTest(text):
                found = datelines.read(text)
                self.assertIsNotNone(found)
                self.assertEqual((found.city, found.agency), (city, agency))
                self.assertTrue(text.endswith(found.rest) and found.rest)

    def test_what_only_looks_like_one_is_none(self):
        for text in NO_DATELINES:
            with self.subTest(text):
                self.assertIsNone(datelines.read(text))

    def test_the_city_of_an_element(self):
        for words, city in CITIES.items():
            with self.subTest(words):
                self.assertEqual(datelines.city(words), city)

    def test_a_byline_or_a_subhead_may_stand_above_it(self):
        below = "LISSE (Nortes) — The council voted."
        for above in ("By Ana Ruiz", "Nine to four"):
            found = datelines.opening([above, below])
            self.assertEqual((found.city, found.agency), ("LISSE", "Nortes"))
        self.assertEqual(
            datelines.opening(["By Ana Ruiz", below]).byline, "By Ana Ruiz"
        )
        self.assertEqual(datelines.opening(["A sentence stands.", below]).city, "")

    def test_months_of_many_languages(self):
        named = ["Mär", "M\ufffdr", "août", "Dez", "ottobre", "lokakuuta", "сентября"]
        self.assertEqual(
            [months.number(name) for name in named], [3, 3, 8, 12, 10, 10, 9]
        )
        self.assertEqual(months.number("Foo"), 0)
        self.assertFalse(months.is_day("Room 3"))


class BylineTests(SimpleTestCase):
    def test_bylines_of_many_languages(self):
        for line in BYLINES:
            with self.subTest(line):
                self.assertEqual(bylines.read(line), line)

    def test_what_only_begins_like_one_is_none(self):
        for line in NO_BYLINES:
            with self.subTest(line):
                self.assertEqual(bylines.read(line), "")
