"""A reader's browser for tests: it has had the form for a while, and sends it."""

from datetime import timedelta
from unittest import mock
from urllib.parse import urlencode

from django.utils import timezone

from newsroom.notes import tokens

TYPED = {"kind": "fact", "wrong": "It was nine to four, not eight to five."}
FROM_HERE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}


def token_of(article, *, age=60):
    """Return the token of a form about a story that was given out `age` seconds ago."""
    then = timezone.now() - timedelta(seconds=age)
    with mock.patch.object(tokens.timezone, "now", return_value=then):
        return tokens.issue(article.pk)


def send(client, article, *, age=60, headers=FROM_HERE, address="", **typed):
    """Send the form about a story, as typed; a field that is None is left out."""
    form = {"token": token_of(article, age=age)} | TYPED | typed
    return client.post(
        f"/report/{article.pk}/",
        urlencode({name: value for name, value in form.items() if value is not None}),
        content_type="application/x-www-form-urlencoded",
        headers=headers,
        **({"REMOTE_ADDR": address} if address else {}),
    )
