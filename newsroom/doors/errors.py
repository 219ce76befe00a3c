"""What stands at the door when somebody is turned away."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _


def forbidden(request, exception=None):
    """Say why a page of the desk is not for this account: 403."""
    return render(request, "403.html", frame(_("Not allowed"), exception), status=403)


def not_found(request, exception):
    """Say that no page is here: 404.

    An exception may have a `sentence` that says why, for readers. Nothing else of it is
    shown: the messages of others name what is in the program.
    """
    reason = getattr(exception, "sentence", "")
    return render(request, "404.html", {"reason": reason}, status=404)


def csrf_failure(request, reason=""):
    """Say that a form came too late or from elsewhere, and that nothing was saved: 403.

    Django's own page for it is styled inline, which the policy refuses.
    """
    return render(request, "403_csrf.html", frame(_("Nothing was saved")), status=403)


def frame(title, exception=None):
    name = settings.NEWSROOM_NAME
    context = {"title": title, "site_header": name, "site_title": name}
    return context | {"exception": str(exception or "")}
