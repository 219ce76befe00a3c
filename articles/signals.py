"""What the articles app announces. Rooms listen; articles never knows who does.

Every signal is sent after the transaction commits, with one argument, `article`.
"""

from django.dispatch import Signal

article_published = Signal()
article_changed = Signal()
article_withdrawn = Signal()
