"""Vouch for a form: who sends it back has had it from here, for this story, in time.

Readers have no cookie, so the usual token, which is compared with one, is none. This
one is signed, names its story and its minute, and is taken once.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.core.cache import caches
from django.utils import timezone

SALT = "newsroom.notes.form"
SOONEST = timedelta(seconds=3)  # no reader fills in the form faster
LATEST = timedelta(hours=6)


class Refused(Exception):
    """The form was not given out for this story, or too long ago."""


@dataclass(frozen=True)
class Form:
    """A form that was given out.

    :param name: what it is taken by, once.
    :param is_hasty: whether it came back faster than anybody fills it in.
    """

    name: str
    is_hasty: bool = False


def issue(article_id: int) -> str:
    """Return the token of a new form about a story."""
    now = int(timezone.now().timestamp())
    given = {"story": article_id, "at": now, "name": secrets.token_hex(16)}
    return signing.dumps(given, salt=SALT)


def read(token: str, article_id: int) -> Form:
    """Return the form that a token belongs to.

    :raises Refused: if it is none of ours, of another story, or older than six hours.
    """
    try:
        given = signing.loads(token, salt=SALT)
    except signing.BadSignature as fault:
        raise Refused from fault
    age = timezone.now().timestamp() - given["at"]
    if given["story"] != article_id or age > LATEST.total_seconds():
        raise Refused
    return Form(given["name"], is_hasty=age < SOONEST.total_seconds())


def take(form: Form) -> bool:
    """Take a form, and return whether it was the first time.

    This only spares work. A process without a shared cache, or one whose Redis is down,
    does not know; there the database, which keeps the form's name, has the last word.
    """
    key = f"notes:form:{form.name}"
    readers = caches["readers"]
    added = readers.add(key, 1, timeout=int(LATEST.total_seconds()))
    return added or readers.get(key) is None
