"""Which crawlers the paper refuses, and how it reserves its texts from mining.

The owner decides by NEWSROOM_AI_CRAWLERS: “allow” refuses nobody, “refuse-training”
those who teach models with what they take, “refuse” assistants that search and fetch
too. Search engines are never meant. Who does not keep to robots.txt is not stopped by
it; that is the work of whatever stands in front of the site.

Source: RFC 9309; the TDM Reservation Protocol of the W3C's community group (2024), by
which machines are told of a reservation under Article 4 of the EU's Directive 2019/790.
There is no Content-Signal line: what reads robots.txt strictly, such as Lighthouse,
takes an unknown line for a fault.
"""

import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings

ALLOW, REFUSE_TRAINING, REFUSE = "allow", "refuse-training", "refuse"
PURPOSES = {
    ALLOW: [],
    REFUSE_TRAINING: ["training"],
    REFUSE: ["training", "search", "fetch"],
}


@cache
def known() -> dict:
    """Return the list as it is kept: when it was checked, and purpose → names."""
    return tomllib.loads(Path(__file__).with_name("crawlers.toml").read_text())


def refused() -> list[str]:
    """Return the crawlers to keep out, by name: of the policy, then the owner's own."""
    purposes = PURPOSES[settings.NEWSROOM_AI_CRAWLERS]
    names = [name for purpose in purposes for name in known()[purpose]]
    return list(dict.fromkeys([*names, *settings.NEWSROOM_CLOSED_TO_CRAWLERS]))


def is_reserved() -> bool:
    """Whether mining the paper's texts needs its leave."""
    return settings.NEWSROOM_AI_CRAWLERS != ALLOW
