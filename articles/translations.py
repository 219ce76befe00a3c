"""Begin a translation of a story, and say why two stories cannot be linked as such."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles import publishing, revisions
from articles.languages import own_name
from articles.models import Article, ArticlePhoto, Byline

# What a translation does not begin with: it is written anew, or is the other's own.
OF_ITS_OWN = {
    "language",
    "translation_of_id",
    "slug",
    "status",
    "kill_note",
    "ordered_by",
    "order_link",
    "order_note",
    "lead_caption_is_frozen",
}
# An embargo holds in every language.
COPIED = [*(name for name in revisions.FIELDS if name not in OF_ITS_OWN)]
COPIED += ["embargo_until"]
USE_COPIED = [name for name in revisions.USE_FIELDS if name != "caption_is_frozen"]


@transaction.atomic
def begin(article: Article, language: str, *, by) -> Article:
    """Make a draft in another language, with all that the story has, and link it.

    Its words are the story's own until somebody translates them.

    :param article: a saved story, the first one of its group or a translation.
    :param language: BCP 47 in small letters, as `Article.language` takes it.
    :raises publishing.NotPossible: if the group has a story in that language, or the
        story was killed: its words are not to come out again.
    """
    locked = Article.objects.select_for_update(of=("self",))
    original = locked.get(pk=article.translation_of_id or article.pk)
    if fault := fault_of(original, language):
        raise publishing.NotPossible(fault)
    article = locked.get(pk=article.pk)
    if article.status == Article.Status.KILLED:
        raise publishing.NotPossible(_("It was killed; write a new story instead."))
    columns = {name: getattr(article, name) for name in COPIED}
    draft = Article(**columns, language=language, translation_of=original)
    draft.save()
    Byline.objects.bulk_create(
        Byline(
            article=draft,
            contributor_id=one.contributor_id,
            role=one.role,
            position=one.position,
        )
        for one in article.bylines.all()
    )
    ArticlePhoto.objects.bulk_create(
        ArticlePhoto(
            article=draft,
            photo_id=use.photo_id,
            position=use.position,
            **{name: getattr(use, name) for name in USE_COPIED},
        )
        for use in article.article_photos.all()
    )
    draft.tags.set(article.tags.all())
    publishing.record_edit(draft, by=by, action="begun as a translation")
    return draft


def fault_of(original: Article, language: str, story: Article | None = None) -> str:
    """Return why a story cannot be the translation of another, or nothing.

    :param original: the first story of the group.
    :param story: what would be linked, if it is there already.
    """
    if story is not None and story.pk:
        if story.pk == original.pk:
            return _("A story is no translation of itself.")
        if story.translations.exists():
            return _(
                "“%(story)s” has translations of its own, which would lose it; link"
                " those to “%(original)s” first."
            ) % {"story": story, "original": original}
    return taken(original, language, but=story)


def taken(story: Article, language: str, *, but: Article | None = None) -> str:
    """Return that a group has a story in a language already, or nothing.

    :param story: any of the group.
    :param but: the one that may be that.
    """
    group = Article.objects.translating(story.pk).filter(language=language)
    other = group.exclude(pk=but.pk if but else None).first()
    if other is None:
        return ""
    return _(
        "“%(story)s” is the same story in %(language)s already; choose another"
        " language."
    ) % {"story": other, "language": own_name(language)}
