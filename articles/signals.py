"""What the articles app announces. Rooms listen; articles never knows who does.

Every signal is sent with one argument, `article`. The first is sent within the
transaction, for what is to be stored with the change or not at all; a listener that
asks the database opens a transaction of its own within it, so that a fault of it leaves
the change alone. The others are sent after the transaction commits.
"""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

# What readers see of a story has changed: it comes, it is another, or it goes.
article_touched = Signal()

article_published = Signal()
article_changed = Signal()
article_withdrawn = Signal()


def announce(signal: Signal, article) -> None:
    """Send a signal once the change is stored, and `article_touched` before that.

    One failing listener stops no other.
    """
    sender = type(article)
    article_touched.send_robust(sender=sender, article=article)
    transaction.on_commit(partial(signal.send_robust, sender=sender, article=article))
