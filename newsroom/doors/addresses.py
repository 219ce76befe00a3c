"""Where a request comes from, with proxies in between that can be counted."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings


class ClientAddressMiddleware:
    """Hand `request.client_address` to the rooms, which know nothing of proxies."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.client_address = client_address(request)
        return self.get_response(request)


def client_address(request) -> str | None:
    """Return the visitor's address for throttling, or ``None`` if nobody can say.

    X-Forwarded-For is a list that each proxy adds to at its end, so only as many
    entries from the end are believed as there are proxies of ours
    (NEWSROOM_TRUSTED_PROXIES); what stands before was written by the visitor.

    An IPv6 line has 2^64 addresses to change between, so its network stands for it.
    """
    trusted = settings.NEWSROOM_TRUSTED_PROXIES
    seen = request.META.get("REMOTE_ADDR", "")
    if trusted:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(forwarded) >= trusted:
            seen = forwarded[-trusted]
    try:
        address = ip_address(seen.strip())
    except ValueError:
        return None
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((address.packed, 64), strict=False).network_address)
