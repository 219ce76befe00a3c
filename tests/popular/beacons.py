"""Send what a reader's browser sends when a story has been read."""

from django.db.models import Sum

from newsroom.popular.models import ReadBucket

READ = "/popular/read"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def send(client, body, *, agent=FIREFOX, address="192.0.2.7", **headers):
    """Post a beacon and return the response. `headers` in the form of WSGI names."""
    return client.post(
        READ,
        body if isinstance(body, bytes) else str(body),
        content_type="text/plain;charset=UTF-8",
        HTTP_USER_AGENT=agent,
        REMOTE_ADDR=address,
        **headers,
    )


def reads(**filters):
    """Return how many reads are stored, of all stories or of some."""
    return ReadBucket.objects.filter(**filters).aggregate(sum=Sum("reads"))["sum"] or 0
