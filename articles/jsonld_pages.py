"""Pages that are no stories as schema.org describes them, and the paper's policies.

Every function reads what it is handed, as in `articles.jsonld`.

Source: schema.org 29, AboutPage, ContactPage, NewsMediaOrganization.
"""

from articles.jsonld import CONTEXT, crumbs, moment
from articles.sharing import absolute

# The role of a standing page → the paper's property that points to it.
POLICIES = {
    "standards": "publishingPrinciples",
    "ethics": "ethicsPolicy",
    "corrections_policy": "correctionsPolicy",
    "fact_checking": "verificationFactCheckingPolicy",
    "ownership": "ownershipFundingInfo",
    "masthead": "masthead",
    "diversity": "diversityPolicy",
    "mission": "missionCoveragePrioritiesPolicy",
    "feedback": "actionableFeedbackPolicy",
    "unnamed_sources": "unnamedSourcesPolicy",
    "no_bylines": "noBylinesPolicy",
}
KINDS = {"about": "AboutPage", "contact": "ContactPage"}


def policies(addresses: dict[str, str], names=frozenset()) -> dict[str, str]:
    """Return the paper's policies by schema.org's names, as whole addresses.

    :param addresses: role → path, as `articles.standing` lists them.
    :param names: which are asked for; all if empty.
    """
    return {
        name: absolute(addresses[role])
        for role, name in POLICIES.items()
        if role in addresses and (not names or name in names)
    }


def standing_page(page) -> dict:
    """Return a standing page as the kind of WebPage that its role is."""
    url = absolute(page.get_absolute_url())
    facts = {
        **CONTEXT,
        "@type": KINDS.get(page.role, "WebPage"),
        "url": url,
        "name": page.title,
        "description": page.standfirst,
        "dateModified": moment(page.changed_at),
        "lastReviewed": page.reviewed_on and page.reviewed_on.isoformat(),
    }
    return {name: value for name, value in facts.items() if value}


def breadcrumbs(page) -> dict:
    """Return the way from home to a page."""
    return crumbs([(page.title, "")])
