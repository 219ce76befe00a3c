"""The form of one crop: by the focal point, or by hand in pixels of the picture."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.admin.photos.previews import key_of
from articles.models import Photo
from articles.photos import geometry

LIBRARY, FOCUS, HAND = "library", "focus", "hand"


class CropForm(forms.Form):
    """How a photo is cropped in one ratio.

    Its `chosen` is the box, an empty one for the focal point, None for what the
    library has.
    """

    how = forms.ChoiceField(label=_("Crop"), widget=forms.RadioSelect)
    left = forms.IntegerField(label=_("From the left"), required=False)
    top = forms.IntegerField(label=_("From the top"), required=False)
    width = forms.IntegerField(label=_("Width"), required=False)

    def __init__(self, data, *, photo: Photo, ratio: str, own: dict | None):
        """Prepare the form of a ratio.

        :param data: what was sent, or None.
        :param own: the crops of a use; None for the crops of the photo itself.
        """
        self.size, self.ratio = (photo.width, photo.height), ratio
        self.is_of_use = own is not None
        self.automatic = geometry.automatic(
            ratio, self.size, (photo.focal_x, photo.focal_y)
        )
        self.library = photo.crops.get(ratio) or self.automatic
        self.widest = geometry.widest(ratio, self.size)
        held = photo.crops if own is None else own
        if ratio in held:
            how, box = (HAND, held[ratio]) if held[ratio] else (FOCUS, self.automatic)
        elif self.is_of_use:
            how, box = LIBRARY, self.library
        else:
            how, box = FOCUS, self.automatic
        left, top, width, _height = geometry.pixels_of(box, self.size)
        initial = {"how": how, "left": left, "top": top, "width": width}
        super().__init__(data, prefix=key_of(ratio), initial=initial)
        self.chosen: list[float] | None = None
        self.fields["how"].choices = self._choices()  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            field.widget.attrs["data-crop-field"] = name

    @property
    def shape(self) -> float:
        """Width divided by height."""
        return geometry.RATIOS[self.ratio]

    @property
    def numbers(self):
        """The fields that say where a crop by hand lies."""
        return [self["left"], self["top"], self["width"]]

    @property
    def pixels(self) -> int:
        """How many pixels of the picture the crop has across, as it is stored."""
        return self.initial["width"]

    def _choices(self):
        library = [(LIBRARY, _("As in the library"))] if self.is_of_use else []
        hand = [(HAND, _("By hand"))] if self.has_room else []
        return [*library, (FOCUS, _("By the focal point")), *hand]

    @property
    def has_room(self) -> bool:
        """Whether the picture is large enough for a crop by hand."""
        return self.widest >= geometry.NARROWEST

    @property
    def boxes(self) -> dict[str, str]:
        """What the choices without numbers stand for, as a script reads it."""
        return {
            LIBRARY: " ".join(map(str, self.library)),
            FOCUS: " ".join(map(str, self.automatic)),
        }

    def clean(self):
        super().clean()
        how = self.cleaned_data.get("how")
        if how == FOCUS:
            self.chosen = []
        elif how == HAND and not self.errors:
            self.chosen = self._box(self.cleaned_data)
        return self.cleaned_data

    def _box(self, data):
        """Return the box of the numbers, or say what is wrong with them."""
        missing = [name for name in ("left", "top", "width") if data.get(name) is None]
        for name in missing:
            self.add_error(name, _("Write a number of pixels."))
        if missing:
            return None
        if data["width"] < geometry.NARROWEST:
            message = _("A crop is at least %d pixels wide; make it wider.")
            self.add_error("width", message % geometry.NARROWEST)
            return None
        if data["width"] > self.widest:
            message = _("The widest crop of %(ratio)s is %(widest)d pixels wide.")
            found = {"ratio": self.ratio, "widest": self.widest}
            self.add_error("width", message % found)
            return None
        box = geometry.placed(
            self.ratio, self.size, data["left"], data["top"], data["width"]
        )
        if box is None:
            height = round(data["width"] / geometry.RATIOS[self.ratio])
            message = _(
                "That lies outside the picture: left can be 0 to %(left)d, and top 0"
                " to %(top)d."
            )
            most = {
                "left": self.size[0] - data["width"],
                "top": max(0, self.size[1] - height),
            }
            raise forms.ValidationError(message % most)
        return list(box)
