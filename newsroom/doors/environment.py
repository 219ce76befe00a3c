"""Read environment variables as typed values; refuse those that make no sense."""

import os
import re
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}
SCHEMES = {"sqlite", "postgres", "postgresql"}


class Environment(environ.Env):
    """django-environ, with a strict reader for each kind of value the settings have.

    An empty variable counts as one that is not set, since service managers and
    container tools pass on empty ones.
    """

    def raw(self, name, default=""):
        """Return the text as it stands.

        django-environ takes a value that begins with a dollar sign for the name of
        another variable, which a secret may well do.
        """
        return os.environ.get(name, "").strip() or default

    def flag(self, name, *, default):
        """Return a yes or a no; any other word is refused, never taken for a no."""
        word = self.raw(name).lower()
        if not word:
            return default
        if word not in YES | NO:
            raise ImproperlyConfigured(
                f"{name} is “{word}”; say 1 for yes or 0 for no."
            )
        return word in YES

    def number(self, name, *, default, least=0):
        """Return a whole number that is not below `least`."""
        text = self.raw(name)
        if not text:
            return default
        if not text.isascii() or not text.isdigit() or int(text) < least:
            raise ImproperlyConfigured(
                f"{name} is “{text}”; it must be a whole number of {least} or more."
            )
        return int(text)

    def choice(self, name, words, *, default):
        """Return one of the words given."""
        word = self.raw(name, default).lower()
        if word not in words:
            raise ImproperlyConfigured(
                f"{name} is “{word}”; it must be one of: {', '.join(words)}."
            )
        return word

    def listing(self, name, *, default=()):
        """Return a comma-separated variable as a list without empty entries."""
        parts = self.raw(name, ",".join(default)).split(",")
        return [entry for part in parts if (entry := part.strip())]

    def matching(self, name, pattern, rule):
        """Return a text that a pattern matches whole, or ``""``.

        :param rule: what the pattern asks for, in words that follow the value.
        """
        text = self.raw(name)
        if text and not re.fullmatch(pattern, text):
            raise ImproperlyConfigured(f"{name} is “{text}”; it {rule}.")
        return text

    def address(self, name, *, default="", exactly=False):
        """Return an http or https address without a slash at its end, or ``""``.

        :param exactly: leave a slash at its end where it is.
        """
        text = self.raw(name, default)
        text = text if exactly else text.rstrip("/")
        if text and not (
            text.startswith(("http://", "https://")) and urlsplit(text).hostname
        ):
            raise ImproperlyConfigured(
                f"{name} is “{text}”; it must be a whole address that begins with"
                " https:// or http://."
            )
        return text

    def database(self, name, *, default):
        """Return a DATABASES entry from a URL such as postgres://user:secret@host/name."""
        url = self.raw(name, default)
        if urlsplit(url).scheme not in SCHEMES:
            # The value itself is not repeated: it may hold a password.
            raise ImproperlyConfigured(
                f"{name} must begin with postgres:// or sqlite:///, and it does not."
            )
        return self.db_url_config(url)
