"""The public pages. Each finds what it shows, renders it and files it under keys."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from articles import fronts, lists, standing_views
from articles.http import cacheable
from articles.models import Article, Contributor, Section, Topic
from articles.models.rights import next_moment
from articles.paging import page_of, paged
from articles.photos import shown
from articles.related import beside

FEW = 3  # a topic with fewer stories is not worth a search engine's time
HEADS = 4  # headlines beside the lead of a section
COUNTED = 1_000  # stories of a topic; no more are counted


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
        *_keys("home", cards),
        *related,
        until=fronts.next_change(),
        lapses=next_moment(photos),
    )


@require_safe
@paged
def section(request, section, asked):
    """A section's front, and behind it all its stories by date."""
    sections = Section.objects.select_related("parent").prefetch_related("children")
    found = sections.filter(slug=section).first()
    if found is None:
        return standing_views.page(request, section)
    stories = page_of(lists.of_sections([found, *found.children.all()]), asked)
    lead, heads, river = _section_front(stories)
    context = {
        "section": found,
        "here": found.parent_id or found.pk,
        "page": stories,
        "lead": lead,
        "heads": heads,
        "river": river,
    }
    response = render(request, "articles/section.html", context)
    return _kept(response, f"section-{found.pk}", stories)


@require_safe
def article_page(request, pk, **spelling):
    """A story. The id finds it; any other spelling of its address redirects."""
    article = Article.objects.published().with_page_parts().filter(pk=pk).first()
    if article is None:
        return gone(request, pk)
    if request.path != article.get_absolute_url():
        return redirect(article, permanent=True)
    context = _page_of(article)
    response = render(request, _template_of(article), context)
    related = context["beside"].related
    photos = [*shown.photos_of(article), *shown.on_cards(related)]
    photos += shown.portraits([article])
    keys = [*article.surrogate_keys(), *_contributor_keys([article])]
    return cacheable(response, *keys, lapses=next_moment(photos))


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
def topic(request, slug, asked):
    """All stories about one thing, newest first."""
    found = get_object_or_404(Topic, slug=slug)
    stories = page_of(lists.about(found), asked)
    if not stories.entries:
        raise Http404  # its name alone would tell what the desk is working on
    total = len(stories) if stories.is_first else None
    if total and stories.older:
        total = lists.about(found).count(COUNTED)
    context = {
        "topic": found,
        "page": stories,
        "total": total,
        "is_long": total == COUNTED,
        "is_thin": stories.is_first and len(stories) < FEW,
    }
    response = render(request, "articles/topic.html", context)
    return _kept(response, f"topic-{found.pk}", stories)


@require_safe
@paged
def contributor(request, slug, asked):
    """Who somebody is, and what they made, newest first."""
    found = get_object_or_404(Contributor.objects.select_related("portrait"), slug=slug)
    stories = page_of(lists.made_by(found), asked)
    response = render(
        request, "articles/contributor.html", {"contributor": found, "page": stories}
    )
    return _kept(response, f"contributor-{found.pk}", stories, found.portrait)


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


def _kept(response, key, stories, *photos):
    """Let caches keep a list until a story joins it or the right to a photo ends."""
    lapses = next_moment([*shown.on_cards(stories), *photos])
    keys = _keys(key, stories)
    return cacheable(response, *keys, until=fronts.next_change(), lapses=lapses)


def _section_front(stories):
    """Return lead, heads and the rest of a section's page; only page 1 has a lead."""
    river = list(stories)
    if not stories.is_first or len(river) <= HEADS:
        return None, [], river
    lead = next(filter(fronts.has_picture, river), river[0])
    river.remove(lead)
    return lead, river[:HEADS], river[HEADS:]


def gone(request, pk):
    """Answer for a story readers may not see: 410 if it was killed after it was out.

    It answers at every spelling without showing the right one, since the slug may hold
    the very words that had to go.

    :raises Http404: for any other.
    """
    killed = Article.objects.killed().filter(published_at__lte=timezone.now())
    story = killed.filter(pk=pk).only("kill_note").first()
    if story is None:
        raise Http404(_("There is no such story."))
    response = render(
        request, "articles/gone.html", {"note": story.kill_note}, status=410
    )
    return cacheable(response, f"article-{story.pk}")


def _keys(first, stories):
    """Return what a list is filed under: itself, and every story and name it shows."""
    shown = [f"article-{story.pk}" for story in stories]
    return [first, *dict.fromkeys([*shown, *_contributor_keys(stories)])]


def _contributor_keys(stories):
    return dict.fromkeys(
        f"contributor-{byline.contributor_id}"
        for story in stories
        for byline in story.bylines.all()
    )
