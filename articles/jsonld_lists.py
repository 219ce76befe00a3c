"""Lists of stories as schema.org describes them.

Every function reads what it is handed, as in `articles.jsonld`.

Source: schema.org 29, CollectionPage and ItemList.
"""

from articles.jsonld import CONTEXT
from articles.sharing import absolute, language_tag


def collection(
    title: str, address: str, stories, *, description="", language=""
) -> dict:
    """Return a page that lists stories, newest first, as a CollectionPage.

    :param address: path of the page, with the query of a page further back.
    :param stories: loaded with their card parts; those on this page.
    """
    url = absolute(address)
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "url": absolute(story.get_absolute_url()),
            "name": story.headline,
        }
        for position, story in enumerate(stories, start=1)
    ]
    facts = {
        **CONTEXT,
        "@type": "CollectionPage",
        "url": url,
        "name": title,
        "description": description,
        "inLanguage": language_tag(language),
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": len(items),
            "itemListElement": items,
        },
    }
    if not items:
        del facts["mainEntity"]
    return {name: value for name, value in facts.items() if value}
