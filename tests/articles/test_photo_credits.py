"""Names in credits and bylines: put in order as the house writes them, none lost."""

import re
import string

from django.test import SimpleTestCase
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.photos import credits

# Credit as the file has it → (byline, credit) in the library.
CREDITS = {
    "Photo: J SMITH / Agency": ("J Smith", "J Smith/Agency"),
    "Photo: J. SMITH / Agency": ("J. Smith", "J. Smith/Agency"),
    "PHOTO / ANA MARSH / The Estuary": ("Ana Marsh", "Ana Marsh/The Estuary"),
    "REUTERS/Jane Smith": ("Jane Smith", "Jane Smith/Reuters"),
    "Jane Smith, REUTERS": ("Jane Smith", "Jane Smith/Reuters"),
    "Jane Smith | AP": ("Jane Smith", "Jane Smith/AP"),
    "AFP PHOTO / JOHN MACDONALD": ("John MacDonald", "John MacDonald/AFP"),
    "PA WIRE/JOE GIDDENS/": ("Joe Giddens", "Joe Giddens/PA Wire"),
    "Jane Smith/AFP VIA GETTY IMAGES": (
        "Jane Smith",
        "Jane Smith/AFP via Getty Images",
    ),
    "Picture by JANE O'BRIEN": ("Jane O'Brien", "Jane O'Brien"),
    "Photograph: Jane Smith": ("Jane Smith", "Jane Smith"),
    "Photo credit: Jane Smith": ("Jane Smith", "Jane Smith"),
    "Foto: ANP / ROBIN VAN DER BERG": (
        "Robin van der Berg",
        "Robin van der Berg/ANP",
    ),
    "Foto von Jana Weiß/dpa": ("Jana Weiß", "Jana Weiß/dpa"),
    "Crédit photo : Jeanne DUPONT/AFP": ("Jeanne Dupont", "Jeanne Dupont/AFP"),
    "© 2026 Jane Smith": ("", "Jane Smith"),
    "(c) Jane Smith. All rights reserved.": ("", "Jane Smith"),
    "Copyright 2019-2026, Getty Images": ("", "Getty Images"),
    "  Jane \x07 Smith \u200b/": ("", "Jane Smith"),
    # Nothing is certain about these, so they stay.
    "Jane Smith": ("", "Jane Smith"),
    "NASA/ESA/Hubble": ("", "NASA/ESA/Hubble"),
    "US NAVY/PETTY OFFICER JOHN DOE": ("", "US NAVY/PETTY OFFICER JOHN DOE"),
    "Photo Shop/Image Source": ("", "Photo Shop/Image Source"),
    "CITY OF PORT SABLE/PRESS OFFICE": ("", "CITY OF PORT SABLE/PRESS OFFICE"),
    "Handout": ("", "Handout"),
    "Photo:": ("", "Photo"),
    "": ("", ""),
}
BYLINES = {
    "JANE SMITH": "Jane Smith",
    "jane smith": "jane smith",
    "Jane Smith": "Jane Smith",
    "By JANE SMITH": "Jane Smith",
    "PETER MCDONALD": "Peter McDonald",
    "ANA MACLEOD": "Ana MacLeod",
    "JOAQUIM MACHADO": "Joaquim Machado",
    "SEÁN O’NEILL-MACKENZIE III": "Seán O’Neill-MacKenzie III",
    "VINCENT VAN GOGH": "Vincent van Gogh",
    "MARIA DE LA CRUZ": "Maria de la Cruz",
    "VAN DER BERG": "Van der Berg",
    "JEAN-LUC D'ARTAGNAN": "Jean-Luc D'Artagnan",
    "PJ HARTLEY": "PJ Hartley",
    "AJ NG": "AJ Ng",
    "JO LE": "Jo Le",
    "J.R. MARSH": "J.R. Marsh",
    "İBRAHİM KAYA": "İbrahim Kaya",
    "JAN IJSBRAND": "Jan IJsbrand",
    "BJØRN ÅSE": "Bjørn Åse",
    "ANA MARSH, JO QUILL": "Ana Marsh, Jo Quill",
    "MADONNA": "MADONNA",
    "EPA PICTURE DESK": "EPA PICTURE DESK",
    "मोनिका": "मोनिका",
}
LABELS = ["Photo: ", "© ", "(c) 2026 ", "Foto von ", "Picture by ", "by ", ""]
WORDS = [
    "JANE", "Jane", "J", "J.", "SMITH", "O'BRIEN", "MCKAY", "van", "DE", "LA",
    "Reuters", "AFP PHOTO", "Getty Images", "via", "Photo", "PHOTO:", "Foto von", "by",
    "©", "(c)",
    "2026", "All rights reserved", "/", " / ", "|", ",", "-", ";", "NASA", "Ltd", "&",
    "İ", "é", "\x00", "\u202e", "  ",
]  # fmt: skip


def letters(text):
    return re.sub(r"[^\w]", "", credits.tidy(text)).casefold()


class CreditTests(SimpleTestCase):
    def test_credits_are_put_in_order_and_who_took_it_is_found(self):
        for said, (byline, credit) in CREDITS.items():
            with self.subTest(said):
                made_by = credits.in_order(credit=said)
                self.assertEqual((made_by.byline, made_by.credit), (byline, credit))

    def test_names_in_capitals_are_written_as_people_write_them(self):
        for said, name in BYLINES.items():
            with self.subTest(said):
                self.assertEqual(credits.in_order(byline=said).byline, name)

    def test_the_file_s_own_byline_wins_and_its_agency_leaves_it_only_for_the_credit(
        self,
    ):
        made_by = credits.in_order(byline="JANE SMITH / REUTERS", credit="REUTERS")
        self.assertEqual(made_by, credits.Names("Jane Smith", "Reuters"))
        made_by = credits.in_order(byline="JANE SMITH / REUTERS")
        self.assertEqual(made_by.byline, "Jane Smith/Reuters")
        made_by = credits.in_order(byline="Ana Marsh", credit="Photo: J SMITH / AP")
        self.assertEqual(made_by, credits.Names("Ana Marsh", "J Smith/AP"))
        made_by = credits.in_order(byline="JANE SMITH", credit="JANE SMITH")
        self.assertEqual(made_by, credits.Names("Jane Smith", "Jane Smith"))

    def test_what_is_too_long_to_be_a_name_is_only_tidied(self):
        """In order it would take minutes: each label that goes uncovers the next."""
        words = "Photo: " * 9_000
        made_by = credits.in_order(byline="J  SMITH", credit=words)
        self.assertEqual(made_by.byline, "J SMITH")
        self.assertEqual(made_by.credit, words.strip())

    def test_a_missing_credit_is_made_of_who_and_whence(self):
        for byline, source, credit in (
            ("Jane Smith", "REUTERS", "Jane Smith/Reuters"),
            ("Jane Smith", "", "Jane Smith"),
            ("", "Reuters", "Reuters"),
            ("Jane Smith/Reuters", "Reuters", "Jane Smith/Reuters"),
            ("", "", ""),
        ):
            made_by = credits.composed(byline=byline, source=source)
            self.assertEqual(made_by.credit, credit)

    @settings(max_examples=150, deadline=None)
    @given(*[st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)] * 2)
    def test_done_twice_nothing_changes(self, byline, credit):
        once = credits.in_order(byline=byline, credit=credit)
        twice = credits.in_order(byline=once.byline, credit=once.credit)
        self.assertEqual(once, twice)

    @settings(max_examples=80, deadline=None)
    @given(
        st.sampled_from(LABELS),
        st.lists(
            st.text(string.ascii_letters + "ÉØß'’", min_size=4, max_size=9),
            min_size=1,
            max_size=5,
        ),
        st.sampled_from([" ", "/", " / "]),
    )
    @example("Photo: ", ["Jane", "Smith"], " ")
    def test_no_name_is_lost(self, label, names, between):
        made_by = credits.in_order(credit=label + between.join(names))
        kept = letters(made_by.credit)
        for name in names:
            self.assertIn(letters(name), kept)
