"""How the house writes moments in English: 22 Nov 2026, 17.31, as on its pages.

Django reads this before its own, which says “5:31 p.m.”.
"""

TIME_FORMAT = "H.i"
DATETIME_FORMAT = "j M Y, H.i"
