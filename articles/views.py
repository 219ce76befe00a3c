"""The public pages. Each finds what it shows, renders it and files it under keys."""

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import fronts
from articles.http import cacheable
from articles.models import Article, Contributor, Correction, Section, Topic
from articles.paging import numbered, page_of
from articles.related import beside

FEW = 3  # a topic with fewer stories is not worth a search engine's time
HEADS = 4  # headlines beside the lead of a section


@require_safe
def home(request):
    """The front page of the paper."""
    front = fronts.arrange_home()
    response = render(request, "articles/home.html", {"front": front})
    related = [f"article-{story.pk}" for story in front.related]
    keys = _keys("home", front.cards())
    return cacheable(response, *keys, *related, until=fronts.next_change())


@require_safe
@numbered
def section(request, section, page):
    """A section's front, and behind it all its stories by date."""
    found = get_object_or_404(
        Section.objects.select_related("parent").prefetch_related("children"),
        slug=section,
    )
    stories = _stories_of([found, *found.children.all()], page)
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
    keys = _keys(f"section-{found.pk}", stories)
    return cacheable(response, *keys, until=fronts.next_change())


@require_safe
def article_page(request, pk, **spelling):
    """A story. The id finds it; any other spelling of its address redirects."""
    article = Article.objects.published().with_page_parts().filter(pk=pk).first()
    if article is None:
        return _gone(request, pk)
    if request.path != article.get_absolute_url():
        return redirect(article, permanent=True)
    response = render_article(request, article)
    return cacheable(response, *article.surrogate_keys(), *_contributor_keys([article]))


def render_article(request, article):
    """Return the page of a story in any state, so that the desk can look at a draft.

    A story that readers may not see is marked as a preview, is not counted and tells
    search engines nothing. The response carries no caching: that is the caller's.

    :param article: a saved story, loaded with `with_page_parts()`.
    """
    context = {
        "article": article,
        "is_preview": not article.is_published,
        "here": article.section and (article.section.parent_id or article.section_id),
        "beside": beside(article),
    }
    kind = "picture_story" if article.is_picture_story else "article"
    return render(request, f"articles/{kind}.html", context)


@require_safe
@numbered
def topic(request, slug, page):
    """All stories about one thing, newest first."""
    found = get_object_or_404(Topic, slug=slug)
    stories = page_of(Article.objects.published().about(found).with_card_parts(), page)
    if stories.total == 0:
        raise Http404  # its name alone would tell what the desk is working on
    is_thin = stories.total is not None and stories.total < FEW
    context = {"topic": found, "page": stories, "is_thin": is_thin}
    response = render(request, "articles/topic.html", context)
    return cacheable(
        response, *_keys(f"topic-{found.pk}", stories), until=fronts.next_change()
    )


@require_safe
@numbered
def contributor(request, slug, page):
    """Who somebody is, and what they made, newest first."""
    found = get_object_or_404(Contributor.objects.select_related("portrait"), slug=slug)
    made = Article.objects.published().by_contributor(found)
    stories = page_of(made.with_card_parts(), page)
    response = render(
        request, "articles/contributor.html", {"contributor": found, "page": stories}
    )
    keys = _keys(f"contributor-{found.pk}", stories)
    return cacheable(response, *keys, until=fronts.next_change())


@require_safe
@numbered
def corrections(request, page):
    """Every fault put right in public, newest first."""
    public = Article.objects.published().filter(pk=OuterRef("article"))
    notes = Correction.objects.filter(Exists(public), corrected_at__lte=timezone.now())
    notes = notes.select_related("article__section").defer("article__body")
    response = render(
        request, "articles/corrections.html", {"page": page_of(notes, page)}
    )
    return cacheable(response, "corrections")


def _stories_of(sections, page):
    """Return a page of the stories of some sections together, newest first."""
    stories = Article.objects.published().newest_first()
    arms = [stories.filter(section=section) for section in sections]
    listed = stories.filter(section__in=sections).with_card_parts()
    return page_of(listed, page, arms=arms)


def _section_front(stories):
    """Return lead, heads and the rest of a section's page; only page 1 has a lead."""
    river = list(stories)
    if stories.number > 1 or len(river) <= HEADS:
        return None, [], river
    lead = next(filter(fronts.has_picture, river), river[0])
    river.remove(lead)
    return lead, river[:HEADS], river[HEADS:]


def _gone(request, pk):
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
