"""Hear what changes the words of stories, inside the transaction that changes them."""

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.utils import timezone

from articles.models import ArticleTag, Byline, Contributor, Topic
from articles.signals import article_filed, article_published
from newsroom.search import index, vocabulary
from newsroom.search.models import Entry

# Where the stories stand that print the name of a contributor or topic.
PLACES: dict[type[Model], tuple[type[Model], str, str]] = {
    Contributor: (Byline, "contributor", "article"),
    Topic: (ArticleTag, "tag", "content_object"),
}


def connect():
    """Begin to listen; called once, when the room opens."""
    article_filed.connect(renew_filed, dispatch_uid="search.filed")
    article_published.connect(learn_words, dispatch_uid="search.published")
    for model in PLACES:
        uid = f"search.{model.__name__}"
        pre_save.connect(note_name, sender=model, dispatch_uid=uid)
        post_save.connect(renew_named, sender=model, dispatch_uid=uid)
        pre_delete.connect(note_stories, sender=model, dispatch_uid=uid)
        post_delete.connect(renew_noted, sender=model, dispatch_uid=uid)


def renew_filed(sender, keys, **kwargs):
    """Index stories whose words, date or filing may have changed."""
    index.renew(keys)


def learn_words(sender, article, **kwargs):
    """Remember the words of a story that came out, at its minute or by hand."""
    entries = Entry.objects.filter(article=article, visible_from__lte=timezone.now())
    vocabulary.learn(entries.values_list("text", flat=True))


def note_name(sender, instance, **kwargs):
    """Keep the name that is stored, to tell after the save whether it is another."""
    instance.search_name_was = (
        sender._default_manager.filter(pk=instance.pk)
        .values_list("name", flat=True)
        .first()
        if instance.pk
        else None
    )


def renew_named(sender, instance, **kwargs):
    """Index the stories of a contributor or topic that has another name now."""
    if instance.search_name_was not in (None, instance.name):
        index.renew(_stories_of(instance))


def note_stories(sender, instance, **kwargs):
    """Keep which stories have a topic that is about to be deleted."""
    instance.search_stories_were = _stories_of(instance)


def renew_noted(sender, instance, **kwargs):
    """Index the stories of a topic that is gone."""
    index.renew(instance.search_stories_were)


def _stories_of(instance):
    model, naming, story = PLACES[type(instance)]
    named = model._default_manager.filter(
        **{naming: instance.pk}, published_at__isnull=False
    )
    return list(named.order_by(story).values_list(story, flat=True))
