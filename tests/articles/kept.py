"""What every public page has to be like for caches, whichever page it is."""

import re

# A story's address, wherever it stands in a page, a feed or a sitemap.
STORY = re.compile(r"/[0-9]{4}/[a-z]{3}/[0-9]{2}/[a-z0-9-]*?-([0-9]+)/")
AGES = ("max-age=", "s-maxage=", "stale-while-revalidate=", "stale-if-error=")


def assert_well_kept(case, page, same):
    """Caches may keep the page, know what to purge it by, and hear so in a 304.

    :param same: the answer to who asked whether the page has changed.
    """
    headers = page.headers
    case.assertNotIn("Set-Cookie", headers)
    case.assertEqual(page.cookies, {})
    case.assertEqual(headers["Vary"], "Accept-Encoding")
    case.assertIn("public", headers["Cache-Control"])
    for age in AGES:
        case.assertIn(age, headers["Cache-Control"])
    for name in ("ETag", "Last-Modified"):
        case.assertIn(name, headers)
    for name in ("ETag", "Cache-Control", "Vary"):
        case.assertEqual(same.headers[name], headers[name])
    keys = headers["Surrogate-Key"].split()
    case.assertEqual(headers["Cache-Tag"].split(","), keys)
    case.assertEqual(len(keys), len(set(keys)))


def stories_without_key(page) -> set[str]:
    """Return the ids of stories that a page links and is not filed under."""
    keys = page.headers["Surrogate-Key"].split()
    linked = set(STORY.findall(page.content.decode()))
    return {pk for pk in linked if f"article-{pk}" not in keys}
