"""The public pages. Each finds what it shows, renders it and files it under keys."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from articles import ages, fronts, lists
from articles.filing import contributor_keys, keys
from articles.http import cacheable
from articles.models import Article
from articles.models.rights import next_moment
from articles.models.translations import in_order
from articles.paging import page_of, paged
from articles.photos import shown
from articles.related import beside
from articles.sharing import home_address

ORDER = ["ordered_by", "order_link", "order_note"]


@require_safe
def home(request):
    """The front page of the paper."""
    front = fronts.arrange_home()
    response = render(request, "articles/home.html", {"front": front})
    related = [f"article-{story.pk}" for story in front.related]
    cards = front.cards()
    photos = [*shown.on_cards([*cards, *front.related]), *shown.portraits(cards)]
    return cacheable(
        response,
        *keys("home", cards),
        *related,
        until=fronts.next_change(),
        lapses=next_moment(photos),
    )


@require_safe
def article_page(request, pk, **spelling):
    """A story. The id finds it; any other spelling of its address redirects."""
    group = list(Article.objects.published().translating(pk).with_page_parts())
    article = next((story for story in group if story.pk == int(pk)), None)
    if article is None:
        return gone(request, pk)
    if request.path != article.get_absolute_url():
        return cacheable(redirect(article, permanent=True), f"article-{pk}")
    article.translations_shown = in_order(group)
    context = _page_of(article)
    response = render(request, _template_of(article), context)
    others = context["beside"]
    photos = [*shown.photos_of(article), *shown.on_cards(others.related)]
    photos += shown.portraits([article])
    filed = [*article.surrogate_keys(), *contributor_keys([article])]
    named = {*others.related, *others.latest, *group} - {article}
    filed += sorted(f"article-{story.pk}" for story in named)
    return cacheable(
        response,
        *filed,
        until=_next_change(article),
        lapses=next_moment(photos),
    )


def _next_change(article):
    """Return when the page of a story says something else by the clock alone."""
    moments = [ages.next_change(article)]
    if article.genre == Article.Genre.LIVE:
        moments += [article.coverage_start, article.coverage_end]
    return min((at for at in moments if at and at > timezone.now()), default=None)


def render_article(request, article):
    """Return the page of a story in any state, so that the desk can look at a draft.

    A story that readers may not see is marked as a preview, is not counted and tells
    search engines nothing. The response carries no caching: that is the caller's.

    :param article: a saved story, loaded with `with_page_parts()`.
    """
    # As readers see it, whatever language its editor has the desk in.
    with override(settings.LANGUAGE_CODE):
        return render(request, _template_of(article), _page_of(article))


@require_safe
@paged
def corrections(request, asked):
    """Every fault put right in public, newest first."""
    notes = page_of(lists.corrections(), asked)
    response = render(request, "articles/corrections.html", {"page": notes})
    stories = [f"article-{note.article_id}" for note in notes]
    return cacheable(response, "corrections", *dict.fromkeys(stories))


def _template_of(article):
    kind = "picture_story" if article.is_picture_story else "article"
    return f"articles/{kind}.html"


def _page_of(article):
    """Return what the page of a story takes."""
    return {
        "article": article,
        "is_preview": not article.is_published,
        "here": article.section and (article.section.parent_id or article.section_id),
        "beside": beside(article),
    }


def gone(request, pk):
    """Answer for a story that was killed after it was out: 410, or 451 if by an order.

    It answers at every spelling without showing the right one, since the slug may hold
    the very words that had to go.

    :raises Http404: for any other.
    """
    killed = Article.objects.killed().filter(published_at__lte=timezone.now())
    story = killed.filter(pk=pk).only("kill_note", *ORDER).first()
    if story is None:
        raise Http404(_("There is no such story."))
    if not story.is_under_order:
        context = {"note": story.kill_note}
        response = render(request, "articles/gone.html", context, status=410)
        return cacheable(response, f"article-{story.pk}")
    response = render(request, "articles/blocked.html", {"story": story}, status=451)
    # Not the authority: RFC 7725 names with it who carries the order out.
    response.headers["Link"] = f'<{home_address()}>; rel="blocked-by"'
    return cacheable(response, f"article-{story.pk}")
