"""The focal point on a photo's page, beside everything that is cut round it."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from js_asset import Script

from articles.admin.photos.previews import SEEN, previews
from articles.admin.thumbnails import address
from articles.templatetags.photos import focus_classes


class Framing(admin.ModelAdmin):
    """Adds the picture as a control for its focal point, and a preview of each crop.

    The control fills the two number fields below it, which do without it.
    """

    class Media:
        css = {"all": ["desk/framing.css"]}
        js = [Script("desk/framing.js", type="module")]

    framing_group = (
        _("Focal point and crops"),
        {"fields": ["framing", ("focal_x", "focal_y")]},
    )

    @admin.display(description=_("what readers see"))
    def framing(self, photo):
        if not photo.renditions:
            return "–"
        context = {
            "photo": photo,
            "large": address(photo, width=960),
            "small": address(photo, width=SEEN),
            "focus": focus_classes(photo),
            "previews": previews(photo),
        }
        return render_to_string("admin/articles/photo/framing.html", context)
