"""The text of a story as the database keeps it."""

from django.db import models

from articles import html


class BodyField(models.TextField):
    """Semantic HTML, cleaned on every way into the database: save, bulk and update."""

    def pre_save(self, model_instance, add):
        body = html.clean(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, body)
        return body

    def get_db_prep_save(self, value, connection):
        if isinstance(value, str):
            value = str(html.clean(value))
        return super().get_db_prep_save(value, connection)
