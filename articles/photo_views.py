"""The photos of a story on pages of their own: all in a row, and each full size."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.http import cacheable
from articles.models import Article
from articles.models.rights import next_moment
from articles.photos import shown
from articles.photos.album import Album
from articles.views import gone

FEW = 3  # with fewer photos the page says nothing that the story does not


@require_safe
def all_photos(request, pk, **spelling):
    """All photos of a story, large, with their captions and credits."""
    return _answer(request, pk, "articles/photos.html", 0)


@require_safe
def one_photo(request, pk, number, **spelling):
    """One photo as large as the screen, with the way to the next and the last one."""
    return _answer(request, pk, "articles/photo.html", int(number))


def _answer(request, pk, template, number):
    """Answer as the story's own page does: 410 if killed, redirect if misspelt.

    :param number: of the photo; 0 for all.
    :raises Http404: if readers see no such story, or no such photo in it.
    """
    article = Article.objects.published().with_page_parts().filter(pk=pk).first()
    if article is None:
        return gone(request, pk)
    album = Album(article)
    if not album or number > len(album):
        raise Http404(_("There is no such photo."))
    address = album.address_of(number) if number else album.address
    if request.path != address:
        return redirect(address, permanent=True)
    context = {
        "article": article,
        "album": album,
        "here": article.section.parent_id or article.section_id,
        "is_thin": number or len(album) < FEW,
    }
    if number:
        context["shown"] = album.photos[number - 1]
        context["before"], context["after"] = album.around(number)
    response = render(request, template, context)
    lapses = next_moment(shown.photos_of(article))
    return cacheable(response, *article.surrogate_keys(), lapses=lapses)
