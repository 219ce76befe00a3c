"""Invent a day of reading, so that the list of what is most read is alive."""

import math
import random
from collections.abc import Mapping
from datetime import datetime, timedelta

from articles.models import Article
from newsroom.popular import collector, lists

DAY = timedelta(hours=24)
STEP = timedelta(minutes=collector.MINUTES)
PEAK = 40  # reads in the busiest ten minutes of a story of weight 1000
# How busy each hour of the day (UTC) is: breakfast, lunch and evening stand out.
HOURS = [
    0.30, 0.20, 0.15, 0.12, 0.15, 0.30, 0.60, 0.95, 1.00, 0.85, 0.70, 0.75,
    0.95, 0.90, 0.70, 0.65, 0.70, 0.80, 0.90, 1.00, 1.00, 0.90, 0.70, 0.45,
]  # fmt: skip
TIRED = 9  # hours after which a story is opened a third as often as when it was new


def invent(weights: Mapping[int, float], *, now: datetime, seed: int = 1) -> None:
    """Add a day of reads to public stories and rank them.

    :param weights: story id → how much it is read, 0 to 1000, relative to the others.
    """
    chance = random.Random(seed)
    public = Article.objects.published().filter(pk__in=weights)
    reads: dict[tuple[int, datetime], int] = {}
    for key, published_at in public.order_by("pk").values_list("pk", "published_at"):
        start = collector.bucket_start(max(published_at, now - DAY) + STEP)
        while start <= now:
            age = (start - published_at).total_seconds() / 3600  # hours
            wanted = weights[key] / 1000 * PEAK * (0.5 + HOURS[start.hour] / 2)
            wanted *= math.exp(-age / TIRED) * chance.uniform(0.7, 1.3)
            number = int(wanted + chance.random())
            if number > 0:
                reads[key, start] = number
            start += STEP
    collector.add(reads)
    lists.rank(now=now)
