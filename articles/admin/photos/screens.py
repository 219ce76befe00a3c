"""The picture desk: taking photos in, and the words that go with them."""

from django.contrib import admin, messages
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.admin.moments import NamedMoments
from articles.admin.photos.checking import PhotoChecking
from articles.admin.photos.crops import CropsScreen
from articles.admin.photos.ending import EndingList
from articles.admin.photos.exceptions import ExceptionScreen
from articles.admin.photos.form import WORDS, PhotoForm
from articles.admin.photos.framing import Framing
from articles.admin.photos.history import WordsHistory
from articles.admin.photos.intake import PhotoIntake
from articles.admin.photos.people import PhotoMakers
from articles.admin.photos.picker import PhotoPicker
from articles.admin.photos.uses import PhotoUses
from articles.admin.photos.withdrawal import WithdrawalScreen
from articles.captions import alt_text, words
from articles.captions.printed import alt_doubts
from articles.models import Photo, rights
from articles.photos import framing, ingest, lapsing, library, making, shown

# The fields that say whether readers may see a photo.
LIMITS = {
    "valid_from", "valid_until", "no_internet", "no_cover", "one_time_use", "category",
}  # fmt: skip


@admin.register(Photo)
class PhotoAdmin(
    PhotoIntake,
    PhotoChecking,
    PhotoMakers,
    PhotoUses,
    PhotoPicker,
    Framing,
    CropsScreen,
    ExceptionScreen,
    EndingList,
    WithdrawalScreen,
    WordsHistory,
    NamedMoments,
):
    form = PhotoForm
    list_display = ["picture", "caption", "credit", "badges", "uses", "added_at"]
    list_display_links = ["picture", "caption"]
    search_fields = ["caption"]  # the box; PhotoPicker says what is searched
    search_help_text = _(
        "Words of caption, credit, people, place and more; “a phrase”, -without, or "
        "the number of a photo."
    )
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    readonly_fields = [
        "picture_large",
        "framing",
        "doubts",
        "from_file",
        "looks_like",
        "drifting",
        "credentials",
        "size",
        "used_in",
        "exceptions_now",
        "added_at",
        "added_by",
    ]

    class Media:
        css = {"all": ["desk/desk.css"]}

    words = (
        None,
        {
            "fields": [
                "picture_large",
                *WORDS,
                "is_decorative",
                "doubts",
                "from_file",
                "drifting",
            ]
        },
    )
    rights = (
        _("Rights"),
        {
            "fields": [
                ("category", "licence"),
                ("cost", "fee_note"),
                "byline",
                "source",
                "copyright_notice",
                "usage_terms",
                "instructions",
                "licensor_url",
                "rights_note",
            ]
        },
    )
    limit_group = (
        _("Limits"),
        {
            "fields": [
                ("valid_from", "valid_until"),
                "exceptions_now",
                ("one_time_use", "no_internet", "no_cover"),
                "no_archives",
                ("no_sales", "editorial_only", "mandatory_credit"),
                "territory_excluded",
                "restrictions",
            ]
        },
    )
    picture_group = (
        _("The picture"),
        {
            "fields": [
                "headline",
                "people",
                "keywords",
                ("place", "state", "country"),
                ("taken_at", "digital_source"),
                "credentials",
                "size",
                "looks_like",
                "added_at",
                "added_by",
            ],
            "classes": ["collapse"],
        },
    )

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            help_text = _(
                "Caption, credit and rights are read from the file; what you write "
                "here wins."
            )
            new = {
                "fields": ["original", *WORDS, "is_decorative"],
                "description": help_text,
            }
            return [(None, new), self.rights, self.limit_group]
        return [
            self.words,
            self.framing_group,
            self.rights,
            self.limit_group,
            (_("Used in"), {"fields": ["used_in"]}),
            self.picture_group,
        ]

    def has_change_permission(self, request, obj=None):
        """The words of a picture that readers see are changed by who may publish."""
        may = super().has_change_permission(request, obj)
        if obj is None or not may or request.user.has_perm("articles.publish_article"):
            return may
        return not shown.is_shown(obj)

    def get_object(self, request, object_id, from_field=None):
        """Hold the row while its form is saved: no kill is written over meanwhile."""
        photo = super().get_object(request, object_id, from_field)
        if photo is not None and request.method == "POST":
            photo = Photo.objects.select_for_update(of=("self",)).get(pk=photo.pk)
        return photo

    def delete_model(self, request, obj):
        library.remove(obj)

    def delete_queryset(self, request, queryset):
        for photo in queryset:
            library.remove(photo)

    def save_model(self, request, obj, form, change):
        if not change:
            typed = {
                name: form.cleaned_data[name]
                for name in form.changed_data
                if name != "original"
            }
            file = form.cleaned_data["original"]
            kept = ingest.ingest(file, name=file.name, by=request.user, **typed)
            obj.__dict__.update(kept.__dict__)
            self._warn(request, obj, file.name)
            return
        kept = words.locked(obj.pk)
        before, frame = words.said(kept), framing.frame(kept)
        was_open = rights.is_open(kept)
        super().save_model(request, obj, form, change)
        moved = _("focal point moved")
        framing.record_edit(obj, frame, by=request.user, action=str(moved))
        found = words.record_edit(obj, before, by=request.user)
        self.tell_of_drift(request, obj, found)
        self._warn(request, obj)
        if LIMITS.intersection(form.changed_data):
            lapsing.rights_changed(obj, was_open=was_open)
        elif making.are_due(obj):
            making.make_soon(obj)

    def _warn(self, request, photo, file_name=""):
        """Say what is doubtful in the alt text; the photo is saved all the same."""
        said = alt_doubts(photo)
        if not said and alt_text.is_file_name(photo.alt_text, file_name):
            is_name = _("The alt text is the file's name; say what the picture shows.")
            said = [str(is_name)]
        for sentence in said:
            self.message_user(request, sentence, messages.WARNING)
