"""How the house writes moments and numbers in French: 22 novembre 2026 à 17h31.

As French dailies do: the hour without a nought before it, figures in groups of three
parted by a narrow space that no line breaks (Imprimerie nationale, « Lexique »).
"""

TIME_FORMAT = r"G\hi"
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = r"j F Y à G\hi"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\u202f"
NUMBER_GROUPING = 3

# Ours
LONG_DATE_FORMAT = "l j F Y"
SHORT_MONTH_DAY_FORMAT = "j M"
SHORT_MOMENT_FORMAT = r"j M à G\hi"
EXACT_MOMENT_FORMAT = r"j F Y à G\hi:s"
WEEKDAY_HOUR_FORMAT = r"D G\h"
