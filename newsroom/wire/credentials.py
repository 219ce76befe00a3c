"""Passwords of feeds: sealed while they are kept, and never shown to anybody again.

A password is sealed together with the place it is for, so that whoever changes the
address of a feed cannot have it sent elsewhere.
"""

import base64
import json
from urllib.parse import quote, quote_plus

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _

HIDDEN = "•••"
PURPOSE = b"newsroom.wire: passwords of feeds"
SHORTEST = 4  # characters; shorter ones are found in words that mean something else


class Unopenable(Exception):
    """A password cannot be used; the message says what to do, as a sentence."""


class Secret:
    """A password in memory, whose words no log, repr or error page prints."""

    __slots__ = ("_words",)

    def __init__(self, words: str):
        self._words = words

    def __bool__(self) -> bool:
        return bool(self._words)

    def __repr__(self) -> str:
        return HIDDEN

    __str__ = __repr__

    def reveal(self) -> str:
        return self._words

    def hidden_in(self, text: str) -> str:
        """Return a text, such as what a server answered, without the password."""
        words = self._words
        printed = {words, quote(words), quote(words, safe=""), quote_plus(words)}
        printed |= {base64.b64encode(words.encode()).decode()}
        for form in sorted(printed, key=len, reverse=True):
            if len(form) >= SHORTEST:
                text = text.replace(form, HIDDEN)
        return text


def seal(words: str, place: str) -> str:
    """Return a password for a place as it is kept: only SECRET_KEY opens it."""
    content = json.dumps([words, place]).encode()
    return _keys().encrypt(content).decode()


def unseal(token: str, place: str) -> Secret:
    """Return the password that was sealed for this place.

    :raises Unopenable: if it was sealed for another, or with a key that is gone.
    """
    try:
        words, sealed_for = json.loads(_keys().decrypt(token))
    except InvalidToken:
        raise Unopenable(
            _(
                "The password cannot be opened, since SECRET_KEY has changed; enter it "
                "anew."
            )
        ) from None
    if sealed_for != place:
        raise Unopenable(
            _("The password was entered for %s; enter it anew for the new address.")
            % sealed_for
        )
    return Secret(words)


def resealed(token: str) -> str:
    """Return a token sealed with the newest key; the same one if it already is."""
    try:
        Fernet(_key(settings.SECRET_KEY)).decrypt(token)
    except InvalidToken:
        return _keys().rotate(token).decode()
    return token


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    """Derive a key for this purpose alone (RFC 5869)."""
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=PURPOSE)
    return base64.urlsafe_b64encode(derive.derive(secret.encode()))
