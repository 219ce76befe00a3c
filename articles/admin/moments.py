"""Names for the two halves of a moment on a form, which stock Django leaves unnamed."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils.text import capfirst
from django.utils.translation import gettext as _


class NamedMoments(admin.ModelAdmin):
    """Tells who listens to a form which field a date and a time belong to."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, AdminSplitDateTime):
            day, clock = field.widget.widgets
            label = capfirst(str(field.label))
            day.attrs["aria-label"] = _("%(field)s, date") % {"field": label}
            clock.attrs["aria-label"] = _("%(field)s, time") % {"field": label}
        return field
