"""The same story in other languages, as schema.org links them.

Source: schema.org, workTranslation and translationOfWork of CreativeWork.
"""

from articles.sharing import absolute, language_tag


def links(article) -> dict:
    """Return what a story's structured data says of its translations, if it has some.

    :param article: a story whose `translations_shown` are loaded.
    """
    group = article.translations_shown
    if article.translation_of_id is None:
        works = [_work(one) for one in group if one.pk != article.pk]
        return {"workTranslation": works} if works else {}
    first = [one for one in group if one.pk == article.translation_of_id]
    return {"translationOfWork": _work(first[0])} if first else {}


def _work(article):
    return {
        "@type": "NewsArticle",
        "@id": absolute(article.get_absolute_url()),
        "headline": article.headline,
        "inLanguage": language_tag(article.language),
    }
