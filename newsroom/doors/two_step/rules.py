"""Who needs a second step at sign-in, and who has taken it."""

from django.conf import settings
from django_otp.plugins.otp_totp.models import TOTPDevice

ENROL = "admin:two_step"
CODE = "admin:two_step_code"


def is_enrolled(user) -> bool:
    """Whether a user has an authenticator app that gave a right code once."""
    return TOTPDevice.objects.filter(user=user.pk, confirmed=True).exists()


def must_enrol(user) -> bool:
    """Whether a user may not work without a second step, by what they may do."""
    if settings.NEWSROOM_TWO_STEP != "required":
        return False
    powers = ["articles.publish_article", "articles.kill_article"]
    return user.is_superuser or any(map(user.has_perm, powers))


def is_verified(user) -> bool:
    """Whether this session gave a code; false where no middleware has looked."""
    return getattr(user, "otp_device", None) is not None


def step_missing(request) -> str:
    """Return the URL name of the step between a signed-in user and the desk, or ``""``.

    The answer is kept on the request: it is asked for several times a page.
    """
    if not hasattr(request, "_step_missing"):
        request._step_missing = _step_missing(request.user)
    return request._step_missing


def _step_missing(user):
    if not user.is_staff or is_verified(user):
        return ""
    if is_enrolled(user):
        return CODE
    return ENROL if must_enrol(user) else ""
