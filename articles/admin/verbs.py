"""What an editor can do with a story in its present state: the buttons of its form."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.models import Article

Status = Article.Status


@dataclass(frozen=True, kw_only=True)
class Verb:
    name: str  # the button's name in the form, after "_do_"
    label: str | Promise
    done: str | Promise  # said afterwards; %s is the story
    permission: str
    states: frozenset[str]
    act: Callable


def _schedule(article, *, by):
    if article.publish_at is None:
        raise publishing.NotPublishable(str(_("Set “publish at” first.")))
    return publishing.schedule(article, at=article.publish_at, by=by)


CHANGE, PUBLISH = "articles.change_article", "articles.publish_article"
BEFORE = frozenset({Status.DRAFT, Status.SUBMITTED, Status.READY})
VERBS = [
    Verb(
        name="publish", label=_("Save and publish now"), done=_("“%s” is out."),
        permission=PUBLISH, states=BEFORE | {Status.SCHEDULED}, act=publishing.publish,
    ),
    Verb(
        name="schedule", label=_("Save and schedule"), done=_("“%s” is scheduled."),
        permission=PUBLISH, states=BEFORE, act=_schedule,
    ),
    Verb(
        name="make_ready", label=_("Save and mark ready"),
        done=_("“%s” is ready to publish."), permission=PUBLISH,
        states=BEFORE - {Status.READY}, act=publishing.make_ready,
    ),
    Verb(
        name="submit", label=_("Save and submit to the desk"),
        done=_("“%s” is with the desk."), permission=CHANGE,
        states=frozenset({Status.DRAFT}), act=publishing.submit,
    ),
    Verb(
        name="send_back", label=_("Save and send back"),
        done=_("“%s” is a draft again."), permission=PUBLISH,
        states=frozenset({Status.SUBMITTED, Status.READY}),
        act=publishing.send_back,
    ),
    Verb(
        name="withdraw", label=_("Withdraw"), done=_("“%s” is off the site."),
        permission=PUBLISH, states=frozenset(Status.cleared()), act=publishing.withdraw,
    ),
]  # fmt: skip


def possible(article: Article, user) -> list[Verb]:
    """Return what this user may do with the story now, the likeliest first."""
    return [
        verb
        for verb in VERBS
        if article.status in verb.states and user.has_perm(verb.permission)
    ]
