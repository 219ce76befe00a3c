"""How the house writes moments and numbers in Arabic: 22 نوفمبر 2026، 17:31.

Figures are Western (0 to 9), as most Arabic news sites have them; with them go the
comma for thousands and the point for decimals (CLDR, ar with numbers “latn”).
"""

TIME_FORMAT = "H:i"
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، H:i"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"
SHORT_DATE_FORMAT = "Y-m-d"
SHORT_DATETIME_FORMAT = "Y-m-d H:i"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3

# Ours
LONG_DATE_FORMAT = "l، j F Y"
SHORT_MONTH_DAY_FORMAT = "j F"
SHORT_MOMENT_FORMAT = "j F، H:i"
EXACT_MOMENT_FORMAT = "j F Y، H:i:s"
WEEKDAY_HOUR_FORMAT = "l H:i"
