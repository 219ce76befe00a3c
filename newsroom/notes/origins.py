"""Tell whether a form was sent from a page of this site."""

from urllib.parse import urlsplit

from django.conf import settings


def is_from_our_page(request) -> bool:
    """Return whether the browser says that a page of this site sent the request.

    Every browser of today sends Sec-Fetch-Site, those before it Origin with a POST, and
    some at least Referer. What sends none of them is refused.

    Source: Fetch Metadata Request Headers (W3C); Fetch (WHATWG), Origin.
    """
    headers = request.headers
    if "Sec-Fetch-Site" in headers and headers["Sec-Fetch-Site"] != "same-origin":
        return False
    sender = headers.get("Origin") or headers.get("Referer")
    if sender is None:
        return "Sec-Fetch-Site" in headers
    return _host(sender) in {request.get_host(), _host(settings.NEWSROOM_BASE_URL)}


def _host(address):
    """Return host and port of an address, or nothing if it has none."""
    try:
        return urlsplit(address).netloc or None
    except ValueError:
        return None
