"""The page on which a reader reports an error, and the one that thanks for it.

Neither is kept by any cache: the form holds a token of its own, and what was typed.
"""

from functools import partial
from http import HTTPStatus

from django.http import UnreadablePostError
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.http import cacheable
from articles.models import Article
from articles.views import gone
from newsroom.notes import arriving, limits, origins, tokens, words
from newsroom.notes.forms import NoteForm
from newsroom.notes.models import LONGEST

LARGEST = (
    64 * 1024
)  # bytes; the form at its longest, each letter encoded, is half of it
RETRY_AFTER = 3600  # seconds
FORM = "application/x-www-form-urlencoded"


@csrf_exempt  # readers have no cookie; the form's own token and its origin stand for it
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """Show the form about a story; take it, and lead on to the thanks."""
    article = _story(pk)
    if article is None:
        return gone(request, pk)
    if request.method != "POST":
        quote = words.plain(request.GET.get("quote", ""))[: LONGEST["quote"]]
        return _page(request, article, NoteForm(initial={"quote": quote}))
    if not _is_readable(request):
        refused = _("That is more than the form takes. Go back, and write less.")
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return _page(request, article, NoteForm(), refused=refused, status=status)
    return _take(request, article, NoteForm(request.POST))


@require_safe
def nowhere(request):
    """Lead on whoever names no story; so no section can take this address either."""
    return cacheable(redirect("articles:corrections"), "corrections")


@require_safe
def thanks(request, pk):
    """Say that the note is at the desk, and what happens to it there."""
    article = _story(pk)
    if article is None:
        return gone(request, pk)
    return _private(render(request, "notes/thanks.html", {"article": article}))


def _take(request, article, form):
    """Take a form that is in order; show it again, with its words, if it is not."""
    token = request.POST.get("token", "")
    again = partial(_page, request, article, form)
    try:
        given = tokens.read(token, article.pk)
    except tokens.Refused:
        refused = _("The form had grown old. Your words are all here: send them again.")
        return again(refused=refused, status=400)
    if not origins.is_from_our_page(request):
        refused = _("Your browser did not say that this page sent it. Send it again.")
        return again(refused=refused, token=token, status=403)
    if not form.is_valid():
        return again(token=token, status=422)
    if given.is_hasty:
        refused = _("That was very quick. Read it over, and send it once more.")
        return again(refused=refused, token=token, status=400)
    if limits.is_full(article.pk) or not limits.may_send(request.client_address):
        refused = _(
            "We have had many notes within the hour. Your words are all here: keep the "
            "page open, and send them later."
        )
        response = again(refused=refused, token=token, status=429)
        response.headers["Retry-After"] = str(RETRY_AFTER)
        return response
    if tokens.take(given):
        arriving.receive(article, form.said(), form=given, baited=form.baited)
    return redirect("notes:thanks", pk=article.pk)


def _story(pk):
    """Return the story, if readers may see it, with what the page prints of it."""
    if pk >= 2**63:
        return None
    public = Article.objects.published().select_related("section")
    return public.defer("body", "editor_note").filter(pk=pk).first()


def _is_readable(request):
    """Return whether the form is of the kind and size that our page sends.

    The length is asked first, so that nothing larger is ever read.
    """
    try:
        length = int(request.headers.get("Content-Length") or 0)
        if length > LARGEST or request.content_type != FORM:
            return False
        return request.POST is not None  # reads it
    except (UnreadablePostError, ValueError):
        return False


def _page(request, article, form, *, refused="", token="", status=200):
    """Return the page of the form.

    :param refused: why it was not taken, as a sentence.
    :param token: the form's own, if it may be sent again; else it gets a new one.
    """
    context = {
        "article": article,
        "form": form,
        "refused": refused,
        "token": token or tokens.issue(article.pk),
    }
    return _private(render(request, "notes/report.html", context, status=status))


def _private(response):
    patch_cache_control(response, private=True, no_store=True)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
