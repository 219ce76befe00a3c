"""What a reader can see, and what it is made of."""

from articles.models.articles import Article, ArticlePhoto, ArticleQuerySet, ArticleTag
from articles.models.bylines import Byline, Contributor
from articles.models.corrections import Correction
from articles.models.photos import Photo
from articles.models.revisions import Revision
from articles.models.sections import Section
from articles.models.topics import Topic

__all__ = [
    "Article",
    "ArticlePhoto",
    "ArticleQuerySet",
    "ArticleTag",
    "Byline",
    "Contributor",
    "Correction",
    "Photo",
    "Revision",
    "Section",
    "Topic",
]
