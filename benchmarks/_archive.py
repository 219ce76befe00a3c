"""An archive to measure: a database of its own, filled with invented stories."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

SEED = 20260301  # the same stories in every run


@contextlib.contextmanager
def django_set_up():
    """Start Django with files in a temporary folder, deleted at the end.

    Without DATABASE_URL the database is SQLite in that folder. With it, a database of
    its own beside the one named, so that nobody's stories are touched.
    """
    folder = tempfile.mkdtemp(prefix="newsroom-benchmark-")
    os.environ["NEWSROOM_VAR_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    os.environ["NEWSROOM_LOG_LEVEL"] = "error"
    import django

    try:
        django.setup()
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def database(folder, name):
    """Make an empty database; yield its address as DATABASE_URL, then drop it."""
    from django.db import connection

    own = connection.settings_dict["NAME"]
    is_file = connection.vendor == "sqlite"
    connection.settings_dict["TEST"]["NAME"] = (
        str(folder / f"{name}.sqlite3")
        if is_file
        else f"newsroom_benchmark_{os.getpid()}"
    )
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        made = connection.settings_dict["NAME"]
        address = urlsplit(os.environ.get("DATABASE_URL", ""))
        yield (
            f"sqlite:///{made}"
            if is_file
            else address._replace(path=f"/{made}").geturl()
        )
    finally:
        connection.creation.destroy_test_db(own, verbosity=0)


@contextlib.contextmanager
def stories(number, folder):
    """Make a database with so many stories and a ranking; drop it at the end."""
    from django.core.management import call_command
    from django.db import connection

    with database(folder, number):
        call_command("make_demo", stories=number, seed=SEED, verbosity=0)
        read_something()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield


def read_something():
    """Count reads of the newest stories, if the archive came without, and rank them."""
    from django.utils import timezone

    from articles.models import Article
    from newsroom.popular import collector, lists
    from newsroom.popular.models import ReadBucket

    now = timezone.now()
    if not ReadBucket.objects.exists():
        newest = Article.objects.published().newest_first().values_list("pk", flat=True)
        start = collector.bucket_start(now)
        collector.add({(pk, start): 1 + pk % 50 for pk in newest[:300]})
    lists.rank(now=now)


def pages():
    """Return the public pages to measure: name → path.

    The section, topic and contributor are those of most stories, the story has photos
    if any has, and the words searched stand in a headline: a common and a rare one.
    """
    from django.db.models import Count
    from django.urls import reverse

    from articles.models import Article, Contributor, Section, Topic

    public = Article.objects.published().select_related("section").newest_first()
    story = public.filter(lead_photo__isnull=False).first() or public.first()
    section = Section.objects.annotate(n=Count("articles")).order_by("-n", "pk").first()
    topic = Topic.objects.annotate(n=Count("article_tags")).order_by("-n", "pk").first()
    contributor = (
        Contributor.objects.annotate(n=Count("bylines")).order_by("-n", "pk").first()
    )
    oldest = public.reverse().first()
    search = reverse("search:search")
    return {
        "home": reverse("articles:home"),
        "section": section.get_absolute_url(),
        "article": story.get_absolute_url(),
        "topic": topic.get_absolute_url(),
        "contributor": contributor.get_absolute_url(),
        "search, common word": f"{search}?q={longest_word(story.headline)}",
        "search, rare phrase": f'{search}?q="{oldest.headline.split("?")[0]}"',
        "search, nothing there": f"{search}?q=quokkaparade",
        "RSS": reverse("articles:feed_home"),
    }


def longest_word(text):
    """Return the longest word of plain letters in a text."""
    return max((word for word in text.split() if word.isalpha()), key=len)


def database_name():
    """Return what the figures were taken on, as a heading prints it."""
    from django.db import connection

    return connection.display_name


def sizes(arguments):
    """Return the archive sizes named on the command line, else 1,000 and 100,000."""
    return [int(argument.replace(",", "")) for argument in arguments] or [
        1_000,
        100_000,
    ]
