"""What a reader can see, and what it is made of."""

from articles.models.articles import Article
from articles.models.bylines import Byline, Contributor
from articles.models.corrections import Correction
from articles.models.drift import CaptionDrift
from articles.models.entries import PhotoEntry, Shape
from articles.models.photos import Photo
from articles.models.querysets import ArticleQuerySet
from articles.models.revisions import PhotoRevision, Revision
from articles.models.sections import Section
from articles.models.tagged import ArticleTag
from articles.models.topics import Topic
from articles.models.uses import ArticlePhoto, CaptionState, PrintedWords, printed

__all__ = [
    "Article",
    "ArticlePhoto",
    "ArticleQuerySet",
    "ArticleTag",
    "Byline",
    "CaptionDrift",
    "CaptionState",
    "Contributor",
    "Correction",
    "Photo",
    "PhotoEntry",
    "PhotoRevision",
    "PrintedWords",
    "Revision",
    "Section",
    "Shape",
    "Topic",
    "printed",
]
