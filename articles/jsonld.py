"""Stories, lists and people as schema.org describes them, for search engines.

Every function reads what it is handed (a story loaded with `with_page_parts()`) and
returns a dictionary to be printed as one JSON-LD script; there is no `@graph`, because
some readers do not open it.

Source: schema.org 29; Google Search Central on articles, breadcrumbs, profiles.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles import html, jsonld_photos
from articles.jsonld_live import live_blog
from articles.jsonld_occasions import cited, telling
from articles.sharing import (
    absolute,
    authors,
    by_role,
    home_address,
    language_tag,
    logo,
    modified_at,
    picture,
    summary,
)

CONTEXT = {"@context": "https://schema.org"}
# The kind of work (Article.Genre) → its type.
TYPES = {
    "news": "ReportageNewsArticle",
    "analysis": "AnalysisNewsArticle",
    "explainer": "BackgroundNewsArticle",
    "feature": "ReportageNewsArticle",
    "interview": "ReportageNewsArticle",
    "opinion": "OpinionNewsArticle",
    "review": "ReviewNewsArticle",
    "obituary": "BackgroundNewsArticle",
    "pictures": "NewsArticle",
    "live": "LiveBlogPosting",
}


def news_article(article, album) -> dict:
    """Return a story as a NewsArticle, or as the kind of it that its genre is.

    :param album: its photos, as `articles.photos.album` lists them.
    """
    url = absolute(article.get_absolute_url())
    facts = {
        **CONTEXT,
        "@type": TYPES.get(article.genre, "NewsArticle"),
        "url": url,
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "headline": article.headline,
        "description": summary(article),
        "datePublished": moment(article.published_at),
        "dateModified": moment(modified_at(article)),
        "author": [_agent(author) for author in authors(article)],
        "contributor": [_agent(person) for person in by_role(article, "reporting")],
        "editor": [_agent(person) for person in by_role(article, "editing")],
        "publisher": _publisher(),
        "image": jsonld_photos.of_story(article, album),
        "articleSection": article.section.name,
        "keywords": [topic.name for topic in article.tags.all()],
        "inLanguage": language_tag(article.language),
        "wordCount": html.word_count(article.body),
        "isAccessibleForFree": True,
        "dateline": article.dateline,
        "locationCreated": _place(article.dateline),
        "correction": [_correction(note) for note in article.corrections.all()],
        **telling(article),
        "citation": [*cited(article), *_citations(article)],
    }
    if article.genre == article.Genre.LIVE:
        facts |= live_blog(article, url)
    if article.agency_credit:
        facts["sourceOrganization"] = _organization(article.agency_credit)
    return _said(facts)


def breadcrumbs(section, headline: str = "") -> dict:
    """Return the way from home to a section, and on to a story with that headline."""
    sections = [section.parent, section] if section.parent_id else [section]
    trail = [(step.name, absolute(step.get_absolute_url())) for step in sections]
    return crumbs([*trail, (headline, "")] if headline else trail)


def crumbs(trail: list[tuple[str, str]]) -> dict:
    """Return the way from home along pairs of name and address; the last needs none."""
    home = (settings.NEWSROOM_NAME, home_address())
    steps = [
        _said({"@type": "ListItem", "position": position, "name": name, "item": url})
        for position, (name, url) in enumerate([home, *trail], start=1)
    ]
    return {**CONTEXT, "@type": "BreadcrumbList", "itemListElement": steps}


def organisation(policies: dict[str, str]) -> dict:
    """Return the paper as a NewsMediaOrganization.

    :param policies: see `articles.jsonld_pages.policies`; without a page of its own
        the list of corrections says how they are made.
    """
    return {
        **CONTEXT,
        **_publisher(),
        "description": settings.NEWSROOM_TAGLINE,
        "correctionsPolicy": absolute(reverse("articles:corrections")),
        **policies,
    }


def website(search: str = "") -> dict:
    """Return the site as a WebSite: its name in search results.

    :param search: path of the page that searches the paper, if it has one.
    """
    facts = {
        **CONTEXT,
        "@type": "WebSite",
        "name": settings.NEWSROOM_NAME,
        "url": home_address(),
        "inLanguage": language_tag(settings.LANGUAGE_CODE),
        "publisher": _publisher(),
    }
    if search:
        target = {
            "@type": "EntryPoint",
            "urlTemplate": f"{absolute(search)}?q={{search_term_string}}",
        }
        facts["potentialAction"] = {
            "@type": "SearchAction",
            "target": target,
            "query": "{search_term_string}",
        }
    return facts


def profile_page(contributor) -> dict:
    """Return a contributor's page as a ProfilePage about a Person."""
    url = absolute(contributor.get_absolute_url())
    portrait = picture(contributor.portrait_shown)
    if contributor.kind == "agency":
        agency = _organization(contributor.name) | {
            "url": url,
            "description": contributor.biography_text,
            "sameAs": contributor.links.split(),
        }
        return {
            **CONTEXT,
            "@type": "ProfilePage",
            "url": url,
            "mainEntity": _said(agency),
        }
    person = {
        "@type": "Person",
        "name": contributor.name,
        "url": url,
        "jobTitle": contributor.job_title,
        "description": contributor.biography_text,
        "email": contributor.email,
        "image": portrait.url if portrait else "",
        "knowsAbout": contributor.beats,
        "knowsLanguage": [language_tag(code) for code in contributor.language_codes],
        "sameAs": contributor.links.split(),
        "worksFor": _publisher() if contributor.is_here else None,
    }
    return {**CONTEXT, "@type": "ProfilePage", "url": url, "mainEntity": _said(person)}


def moment(at) -> str:
    """Return a moment as ISO 8601 in the paper's zone, as pages print it too."""
    return timezone.localtime(at).isoformat(timespec="seconds")


def _agent(author):
    kind = "Person" if author.is_person else "Organization"
    return _said(
        {
            "@type": kind,
            "name": author.name,
            "url": author.url or _home_of(author),
            "jobTitle": author.job_title,
        }
    )


def _home_of(author):
    return home_address() if author.name == settings.NEWSROOM_NAME else ""


def _citations(article):
    """Return what the story links to on other sites; its own pages are no sources."""
    own = home_address()
    return [link for link in html.links(article.body) if not link.startswith(own)]


def _place(name):
    return {"@type": "Place", "name": name} if name else ""


def _organization(name):
    return {"@type": "Organization", "name": name}


def _publisher():
    image = logo()
    return {
        "@type": "NewsMediaOrganization",
        "name": settings.NEWSROOM_NAME,
        "url": home_address(),
        "logo": _image_object(image),
    }


def _image_object(image):
    return {
        "@type": "ImageObject",
        "url": image.url,
        "width": image.width,
        "height": image.height,
    }


def _correction(note):
    return {
        "@type": "CorrectionComment",
        "text": note.text,
        "datePublished": moment(note.corrected_at),
    }


def _said(facts):
    """Drop what is not known: an empty value would be a statement of its own."""
    return {name: value for name, value in facts.items() if value not in ("", [], None)}
