"""Who ordered that a story be taken down: a court or another authority."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Order:
    """Whose order it is, where it can be read, and what readers are told of it."""

    authority: str
    link: str = ""
    note: str = ""


class UnderOrder(models.Model):
    """A part of `Article`: the order by which it was taken down, if one was.

    Such a story is killed, so that it is on no page; but its address says whose order
    that was (451, RFC 7725), and when the order is lifted it can come back.
    """

    ordered_by = models.CharField(
        _("by order of"), max_length=200, blank=True, editable=False
    )
    order_link = models.URLField(
        _("the order"), max_length=500, blank=True, editable=False
    )
    order_note = models.TextField(
        _("what readers are told of the order"), blank=True, editable=False
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="article_order_is_somebodys",
                condition=~Q(ordered_by="") | Q(order_link="", order_note=""),
            ),
        ]

    @property
    def is_under_order(self) -> bool:
        return bool(self.ordered_by)

    def put_under(self, order: Order | None) -> None:
        """Take over an order, or none, without saving it."""
        order = order or Order("")
        self.ordered_by = order.authority
        self.order_link, self.order_note = order.link, order.note
