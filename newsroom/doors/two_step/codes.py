"""The codes themselves: checking one, enrolling an app, making recovery codes."""

import time

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django_otp import login, verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex
from qrcode import QRCode

RECOVERY_CODES = 10
DIGITS = 6


def new_key() -> str:
    """Return a fresh secret for an app, in hexadecimal: 160 bits, as RFC 4226 asks."""
    return random_hex(20)


def is_right(key: str, code: str) -> bool:
    """Whether a code is what an app with this key shows now, give or take 30 s."""
    return bool(_matching(key, code))


def _matching(key, code):
    """Return the time-step count a code belongs to, or 0."""
    if not (code.isascii() and code.isdigit() and len(code) == DIGITS):
        return 0
    totp = TOTP(bytes.fromhex(key), digits=DIGITS)
    totp.time = time.time()
    return totp.t() if totp.verify(int(code), tolerance=1) else 0


@transaction.atomic
def enrol(request, key: str, code: str) -> list[str]:
    """Bind an app to the user for good, and return the recovery codes, shown once.

    The session counts as verified from now on, and the code just used is spent.
    """
    user = request.user
    forget(user)
    device = TOTPDevice.objects.create(
        user=user, name="Authenticator app", key=key, last_t=_matching(key, code)
    )
    login(request, device)
    return new_recovery_codes(user)


@transaction.atomic
def new_recovery_codes(user) -> list[str]:
    """Replace a user's recovery codes and return the new ones."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="Recovery codes")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=code) for code in codes
    )
    return codes


def recovery_codes_left(user) -> int:
    """Return how many recovery codes a user has not used yet."""
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def forget(user) -> int:
    """Take away a user's app and recovery codes; return how many apps there were."""
    StaticDevice.objects.filter(user=user).delete()
    devices = TOTPDevice.objects.filter(user=user)
    count = devices.count()
    devices.delete()
    return count


def accept(request, code: str):
    """Return the device of the signed-in user that a code belongs to, or ``None``.

    Wrong codes count against the name and address like wrong passwords, and the
    device itself makes the next try wait longer each time (django-otp's throttle).
    """
    user = request.user
    credentials = {"username": user.get_username()}
    if not AxesProxyHandler.is_allowed(request, credentials):
        request.axes_locked_out = True
        return None
    kind = TOTPDevice if code.isdigit() and len(code) == DIGITS else StaticDevice
    for device in kind.objects.filter(user=user, confirmed=True):
        if verify_token(user, device.persistent_id, code):
            return device
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)
    return None


def picture(address: str) -> dict:
    """Return a QR code for a template to draw: its side, and one SVG path.

    One unit is one module; the quiet zone of four modules that ISO/IEC 18004 asks
    for is part of the side.
    """
    code = QRCode(border=4)
    code.add_data(address)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return {"side": len(rows), "path": path}
