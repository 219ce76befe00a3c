"""Print the addresses that lead on from a search."""

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def marked(pieces) -> SafeString:
    """Print a text with the words that were looked for marked; all of it escaped."""
    printed = escape("")
    for text, is_hit in pieces:
        printed += format_html("<mark>{}</mark>", text) if is_hit else escape(text)
    return printed


@register.simple_tag(takes_context=True)
def search_address(context, name, value=None):
    """Return the address of the search that is shown, with one parameter changed.

    :param value: of the parameter; None takes it away. The page begins anew.
    """
    request = context["request"]
    query = request.GET.copy()
    query.pop("page", None)
    if value is None:
        query.pop(name, None)
    else:
        query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path
