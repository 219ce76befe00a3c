"""How people of the desk are named where others of the desk read it."""

from typing import Any


def name_of(user: Any) -> str:
    """Return the full name of a user, else the name they sign in with; “–” for nobody.

    Nobody is who acted where the wire or a command did.
    """
    if user is None:
        return "–"
    return user.get_full_name() or user.get_username()
