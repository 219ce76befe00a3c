"""What the articles app announces. Rooms listen; articles never knows who does.

Every signal but one is sent with one argument, `article`. `article_touched` is sent
within the transaction, for what is to be stored with the change or not at all; a
listener that asks the database opens a transaction of its own within it, so that a
fault of it leaves the change alone. The next three are sent after the transaction
commits.

`article_filed` is sent within the transaction too, with `keys`: of stories in any state
that may print other words from now on, or be filed elsewhere. What listens belongs to
the change: if it fails, the change is undone. The index of the search is kept so.
"""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

# What readers see of a story has changed: it comes, it is another, or it goes.
article_touched = Signal()

article_published = Signal()
article_changed = Signal()
article_withdrawn = Signal()

article_filed = Signal()


def announce(signal: Signal, article) -> None:
    """Send a signal once the change is stored, and `article_touched` before that.

    One failing listener stops no other.
    """
    sender = type(article)
    article_touched.send_robust(sender=sender, article=article)
    transaction.on_commit(partial(signal.send_robust, sender=sender, article=article))
