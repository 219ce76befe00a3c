"""Tell programs from readers by what they call themselves."""

from functools import lru_cache

from crawlerdetect import CrawlerDetect

_detector = CrawlerDetect()


@lru_cache(maxsize=4096)
def is_bot(user_agent: str) -> bool:
    """Return whether a User-Agent belongs to a program, known by name or nameless.

    Names come from the list of the crawlerdetect package. Every browser has a name, so
    an empty User-Agent is a program too.
    """
    return not user_agent.strip() or _detector.is_crawler(user_agent)
