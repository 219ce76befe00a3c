"""How the house writes moments in English: 22 Nov 2026, 17.31, as on its pages.

Django reads this before its own, which says “5:31 p.m.”. Those under “Ours” are names
that only this house's templates ask for; each language has all of them.
"""

TIME_FORMAT = "H.i"
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j M Y, H.i"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3

# Ours
LONG_DATE_FORMAT = "l, j F Y"
SHORT_MONTH_DAY_FORMAT = "j M"
SHORT_MOMENT_FORMAT = "j M, H.i"
EXACT_MOMENT_FORMAT = "j M Y, H.i.s"
WEEKDAY_HOUR_FORMAT = "D H.i"
