"""What must hold before the site may start: a secret of its own, no unsafe default."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

SECRET_LENGTH = 50  # characters, as Django's own check --deploy asks for
SECRET_VARIETY = 5  # different characters, likewise


def kept_secret(path: Path) -> str:
    """Return the secret kept in a file only its owner reads; make it the first time.

    Two processes that start together agree: the file appears whole, under its name,
    only once, and the loser of the race reads the winner's.

    :raises ImproperlyConfigured: if the file cannot be made or holds no secret.
    """
    try:
        if not path.exists():
            _keep(path, secrets.token_urlsafe(SECRET_LENGTH))
        secret = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as reason:
        raise ImproperlyConfigured(
            f"The secret key cannot be kept in {path} ({reason}); set NEWSROOM_VAR_DIR"
            " to a folder this user may write to, or set SECRET_KEY."
        ) from None
    if not is_secret(secret):
        raise ImproperlyConfigured(
            f"{path} does not hold a secret key; delete the file and start again."
        )
    return secret


def _keep(path, secret):
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first; its secret counts
    finally:
        draft.unlink()


def is_secret(text: str) -> bool:
    """Whether a text is long and varied enough to sign with, and no example."""
    if text.startswith("django-insecure-"):
        return False
    return len(text) >= SECRET_LENGTH and len(set(text)) >= SECRET_VARIETY


def reasons_to_refuse(profile: dict) -> list[str]:
    """Return why production may not start with these settings: one sentence each.

    :param profile: DEBUG, SECRET_KEY, ALLOWED_HOSTS, NEWSROOM_BASE_URL, whether
        DATABASE_URL and NEWSROOM_TRUSTED_PROXIES are set, under these names.
    """
    hosts = profile["ALLOWED_HOSTS"]
    base = urlsplit(profile["NEWSROOM_BASE_URL"])
    rules = [
        (
            not profile["DEBUG"],
            "DEBUG is on, which shows the site's insides to anybody; unset it.",
        ),
        (
            is_secret(profile["SECRET_KEY"]),
            f"SECRET_KEY must be set to at least {SECRET_LENGTH} random characters of"
            " this site's own.",
        ),
        (
            hosts and not any("*" in host for host in hosts),
            "ALLOWED_HOSTS must name the host names the site answers to, without “*”,"
            " such as www.example.org.",
        ),
        (
            base.scheme == "https",
            "NEWSROOM_BASE_URL must be set to the address readers use, beginning with"
            " https://.",
        ),
        (
            base.scheme != "https" or not hosts or validate_host(base.hostname, hosts),
            "NEWSROOM_BASE_URL must have a host name that ALLOWED_HOSTS contains.",
        ),
        (
            profile["DATABASE_URL"],
            "DATABASE_URL must say where the stories are kept, such as"
            " postgres://newsroom:secret@localhost/newsroom.",
        ),
        (
            profile["NEWSROOM_TRUSTED_PROXIES"],
            "NEWSROOM_TRUSTED_PROXIES must say how many proxies stand in front of the"
            " site: 1 for nginx alone, 0 for none.",
        ),
    ]
    return [sentence for holds, sentence in rules if not holds]
