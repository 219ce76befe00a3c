"""A web address that is asked again and again: a feed, a listing, any file."""

from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from articles import fetching
from newsroom.wire.formats import MAX_BYTES
from newsroom.wire.sources import hosts
from newsroom.wire.sources.deadlines import TooLate
from newsroom.wire.sources.visits import Parcel, SourceFailed, Visit

ACCEPT = "*/*;q=0.8, application/atom+xml, application/rss+xml, application/json"
WANTS_PASSWORD = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}


def parcels(visit: Visit) -> Iterator[Parcel]:
    """Yield what the address gives, if it has changed since it was last filed.

    :raises SourceFailed: if it gives nothing, or the password would go in the clear.
    """
    answer = _asked(visit)
    if answer.status == HTTPStatus.NOT_MODIFIED:
        return
    if answer.status != HTTPStatus.OK:
        raise SourceFailed(_refusal(visit, answer.status))
    state = {
        "etag": answer.headers.get("ETag", "")[:500],
        "last_modified": answer.headers.get("Last-Modified", "")[:100],
    }
    # What could not be read may have been cut off on the way, so it is asked for anew.
    yield Parcel(
        _name(visit.place.path) or visit.place.host,
        answer.data,
        partial(visit.remember, **state),
        lambda _reason: visit.remember(etag="", last_modified=""),
    )


def _asked(visit):
    place, password = visit.place, visit.password()
    if password and place.scheme == "http" and not place.is_private:
        raise SourceFailed(
            _("The password would go in the clear; write https:// for the address.")
        )
    headers, auth = {"Accept": ACCEPT}, None
    if visit.polling.etag:
        headers["If-None-Match"] = visit.polling.etag
    if visit.polling.last_modified:
        headers["If-Modified-Since"] = visit.polling.last_modified
    if visit.feed.user_name:
        auth = (visit.feed.user_name, password.reveal())
    elif password:
        headers["Authorization"] = f"Bearer {password.reveal()}"
    try:
        return fetching.fetch(
            visit.feed.address.strip(),
            max_bytes=MAX_BYTES,
            timeout=visit.deadline.left(),
            headers=headers,
            auth=auth,
            allow_private=place.is_private,
        )
    except fetching.Unfetchable as refusal:
        raise SourceFailed(hosts.refused(place, refusal)) from None
    except TooLate:
        raise SourceFailed(_("It took too long, and was broken off.")) from None


def _refusal(visit, status):
    """Return a sentence about an answer that brings nothing."""
    host = visit.place.host
    if status in WANTS_PASSWORD:
        return _(
            "“%(host)s” answers %(status)d: check the user name and the password."
        ) % {"host": host, "status": status}
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return _("“%(host)s” answers %(status)d: check the address.") % {
            "host": host,
            "status": status,
        }
    return _("“%(host)s” answers %(status)d, and nothing that can be read.") % {
        "host": host,
        "status": status,
    }


def _name(path: str) -> str:
    return unquote(urlsplit(path).path).rstrip("/").rpartition("/")[2]
