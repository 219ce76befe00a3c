"""What a reader can see, and what it is made of."""

from articles.models.articles import Article
from articles.models.bylines import Byline, Contributor
from articles.models.corrections import Correction
from articles.models.drift import CaptionDrift
from articles.models.embeds import ArticleEmbed
from articles.models.entries import PhotoEntry, Shape
from articles.models.exceptions import PhotoException
from articles.models.fingerprints import Fingerprint
from articles.models.former import FormerSlug
from articles.models.orders import Order
from articles.models.photos import Photo
from articles.models.querysets import LEAD, ArticleQuerySet
from articles.models.revisions import PhotoRevision, Revision
from articles.models.sections import Section
from articles.models.standing import StandingPage, StandingPageRevision
from articles.models.tagged import ArticleTag
from articles.models.topics import Topic
from articles.models.uses import ArticlePhoto, CaptionState, PrintedWords, printed

__all__ = [
    "LEAD",
    "Article",
    "ArticleEmbed",
    "ArticlePhoto",
    "ArticleQuerySet",
    "ArticleTag",
    "Byline",
    "CaptionDrift",
    "CaptionState",
    "Contributor",
    "Correction",
    "Fingerprint",
    "FormerSlug",
    "Order",
    "Photo",
    "PhotoEntry",
    "PhotoException",
    "PhotoRevision",
    "PrintedWords",
    "Revision",
    "Section",
    "Shape",
    "StandingPage",
    "StandingPageRevision",
    "Topic",
    "printed",
]
