"""The Content-Security-Policy header: what a page may load, and from where.

The policy is the setting SECURE_CSP, in the shape Django 6 gave it; pages of the desk
have SECURE_CSP_DESK, which allows a nonce. Django 6 brings the writing of the header
itself; for Django 5.2 the same is done here.
"""

import secrets
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import SimpleLazyObject, empty

try:
    from django.utils.csp import CSP, LazyNonce, build_policy
except ImportError:  # Django 5.2

    class CSP:  # type: ignore[no-redef]
        """The words of a policy, as django.utils.csp.CSP has them."""

        NONE = "'none'"
        SELF = "'self'"
        NONCE = "<CSP_NONCE_SENTINEL>"
        HEADER_ENFORCE = "Content-Security-Policy"

    class LazyNonce(SimpleLazyObject):  # type: ignore[no-redef]
        """A number used once, made when it is first printed; false until then."""

        def __init__(self):
            super().__init__(lambda: secrets.token_urlsafe(16))

        def __bool__(self):
            return self._wrapped is not empty

    def build_policy(config, nonce=None):  # type: ignore[misc]
        """Return the header's value; the nonce stands in it only if a page used it."""
        directives = []
        for directive, sources in config.items():
            named = [source for source in sources if source != CSP.NONCE]
            if nonce and CSP.NONCE in sources:
                named.append(f"'nonce-{nonce}'")
            if named:
                directives.append(" ".join([directive, *named]))
        return "; ".join(directives)


class ContentSecurityPolicyMiddleware:
    """Send the policy with every response, and hand `request.csp_nonce` to the desk.

    Public pages get no nonce: they are the same bytes for every reader, so that a
    cache may keep them. A view may set its own header, or `_csp_config` as the
    decorators of Django 6 do.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Django 6 looks for the nonce under the name with the underscore.
        request.csp_nonce = request._csp_nonce = LazyNonce()
        response = self.get_response(request)
        if is_debug_page(response):
            return response
        policy: Any = settings.SECURE_CSP
        if request.path_info.startswith(settings.NEWSROOM_DESK_PATH):
            policy = settings.SECURE_CSP_DESK
        policy = getattr(response, "_csp_config", policy)
        if policy and CSP.HEADER_ENFORCE not in response:
            header = build_policy(policy, request.csp_nonce)
            response.headers[str(CSP.HEADER_ENFORCE)] = header
        return response


def is_debug_page(response):
    """Whether this may be one of Django's pages for developers, styled inline."""
    return settings.DEBUG and response.status_code in {404, 500}


def origin(address: str) -> list[str]:
    """Return the origin of an absolute address as a list of one, or an empty list."""
    parts = urlsplit(address)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
