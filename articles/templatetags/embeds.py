"""Draw what a story embeds: a placeholder of ours that loads nothing of theirs."""

from django import template
from django.utils.translation import gettext as _

from articles import providers

register = template.Library()

WATCHED, HEARD = {"YouTube", "Vimeo"}, {"SoundCloud"}


@register.inclusion_tag("articles/partials/embed.html")
def embed(row):
    """Show an embed of a story: a link, and a player for whoever asks for it.

    :param row: its ArticleEmbed, stored or not.
    """
    address, provider = row.url, row.provider
    return {
        "address": address,
        "provider": provider,
        "embed": row,
        "invitation": _invitation(provider) % provider,
        "player": providers.player(address),
        "is_watched": provider in WATCHED,
    }


@register.filter
def length(seconds):
    """Return a length as a player has it: "4:05", "1:02:03"; empty for none."""
    if not seconds:
        return ""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _invitation(provider):
    if provider in WATCHED:
        return _("Watch on %s")
    if provider in HEARD:
        return _("Listen on %s")
    return _("See it on %s")
