"""Read again in the admin: what is asked for, and what is said afterwards."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.publishing import NotPossible
from newsroom.wire.intake import Outcome
from newsroom.wire.models import Decision, Delivery


def read_each(
    request, receipts: Iterable, read: Callable[[Delivery], list[Outcome]]
) -> None:
    """Read the files of receipts, each file once, and tell the editor how it went."""
    files = dict.fromkeys(receipt.delivery_id for receipt in receipts)
    counts: Counter[str] = Counter()
    for pk in files:
        delivery = Delivery.objects.select_related("feed").get(pk=pk)
        try:
            outcomes = read(delivery)
        except NotPossible as error:
            messages.warning(request, f"“{delivery}”: {error}")
            continue
        for outcome in outcomes:
            if outcome.failed:
                messages.warning(request, f"“{delivery}”: {outcome.ruling.reason}")
            else:
                counts[outcome.ruling.decision] += 1
    if counts:
        messages.success(request, _said(len(files), counts))


def _said(files, counts):
    """Return one sentence: “2 files read: 1 × New story, 3 × Came before.”"""
    ends = ", ".join(
        f"{counts[decision]} × {decision.label}"
        for decision in Decision
        if counts[decision]
    )
    read = ngettext("%d file read:", "%d files read:", files) % files
    return _("%(read)s %(ends)s.") % {"read": read, "ends": ends}
