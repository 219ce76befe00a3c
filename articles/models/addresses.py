"""Which words at the root of the site are taken: by its fixed addresses, by a section.

Sections and standing pages share the root: /world/ and /about/. Whoever takes a word
for one of them is refused here if it leads elsewhere already.
"""

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

# What leads to a section or a standing page, whichever has the slug.
OPEN = {"section", "standing"}
TAKEN = _(
    "The address /%(slug)s/ belongs to another page of the site; choose another slug."
)


def refuse_fixed_address(slug: str) -> None:
    """Refuse a slug whose address is one of the site's own, such as search.

    :raises ValidationError: if the slug leads to a fixed page.
    """
    if any(_is_fixed(address) for address in (f"/{slug}/", f"/{slug}")):
        raise ValidationError(TAKEN, code="reserved", params={"slug": slug})


def _is_fixed(address):
    try:
        return resolve(address).url_name not in OPEN
    except Resolver404:
        return False
