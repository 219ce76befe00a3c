"""Tell a WebSub hub that feeds have changed; it fetches them and tells subscribers.

Source: WebSub (W3C, 2018), section 6, which leaves the form of this to the hub; all
hubs know that of PubSubHubbub 0.4, section 7.1, and some the newer name of the feed.
"""

from urllib.parse import urlencode

from django.conf import settings

from newsroom.announcing.posting import post

AT_ONCE = 1  # feeds; hubs differ in how they want several
PAUSE = 0  # seconds between two announcements of a feed


def send(addresses: list[str]) -> None:
    """Tell the hub of the feeds.

    :raises NotTaken: if it does not take it; then all of them are to be sent again.
    """
    for address in addresses:
        form = {"hub.mode": "publish", "hub.url": address, "hub.topic": address}
        post(
            settings.NEWSROOM_WEBSUB_HUB,
            urlencode(form).encode(),
            "application/x-www-form-urlencoded",
        )
