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
from articles.models.rights import next_moment
from articles.paging import numbered, page_of
from articles.photos import shown
from articles.related import beside

FEW = 3  # a topic with fewer stories is not worth a search engine's time
HEADS = 4  # headlines beside the lead of a section


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
    return render(request, _template_of(article), _page_of(article))


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
    return _kept(response, f"topic-{found.pk}", stories)


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
    return _kept(response, f"contributor-{found.pk}", stories, found.portrait)


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
