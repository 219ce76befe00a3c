"""Find topics by name, whatever the spelling, and make those that are missing.

The only module that makes topics from words; taggit's own way costs eleven queries a
story and takes "Écologie" and "écologie" for two.
"""

from collections.abc import Iterable

from articles.models import Topic
from articles.models.topics import topic_key


def topics_named(names: Iterable[str]) -> list[Topic]:
    """Return the topics of these names in their order, each once, making missing ones.

    Two queries if all exist, and some more for each that does not.
    """
    wanted = {topic_key(name): " ".join(name.split()) for name in names if name.strip()}
    found = {topic.key: topic for topic in Topic.objects.filter(key__in=wanted)}
    for key, name in wanted.items():
        if key not in found:
            found[key], _ = Topic.objects.get_or_create(
                key=key, defaults={"name": name[:100]}
            )
    return [found[key] for key in wanted]


def not_yet_topics(names: Iterable[str]) -> list[str]:
    """Return those of the names that are no topic in any spelling; one query."""
    wanted = {topic_key(name): name for name in names if name.strip()}
    known = Topic.objects.filter(key__in=wanted).values_list("key", flat=True)
    return [wanted[key] for key in wanted.keys() - {*known}]
