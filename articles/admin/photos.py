"""The picture desk: taking photos in, and the words that go with them."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.photo_history import WordsHistory, drift_address
from articles.admin.thumbnails import address, thumbnail
from articles.admin.use_words import doubts
from articles.admin.withdrawal import WithdrawalScreen
from articles.captions import alt_text, words
from articles.captions.printed import alt_doubts
from articles.models import Photo
from articles.photos import ingest, library, making, renditions, rights, shown

WORDS = ["caption", "credit", "alt_text"]
USES = 50  # stories named on a photo's page
PICKED = 24  # photos a page of the picker


class PhotoForm(forms.ModelForm):
    """A photo's words; for a new one also its file."""

    class Meta:
        model = Photo
        fields = ["original", *WORDS, "is_decorative", "usage_terms"]
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 3}),
            "usage_terms": forms.Textarea(attrs={"rows": 2}),
            "restrictions": forms.Textarea(attrs={"rows": 2}),
        }

    def clean_original(self):
        """Refuse beside the field what the library cannot take, and say why."""
        file = self.cleaned_data["original"]
        if self.instance.pk is None:
            try:
                ingest.check_new(file, name=file.name)
            except ingest.NotAPhoto as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return file

    def clean(self):
        """A picture that readers see keeps the words it needs."""
        super().clean()
        if self.instance.pk is None or not shown.is_shown(self.instance):
            return
        for name in WORDS:
            if name == "alt_text" and self.cleaned_data.get("is_decorative"):
                continue
            if name in self.fields and not self.cleaned_data.get(name, "").strip():
                self.add_error(
                    name, _("A story shows this photo: it needs these words.")
                )


@admin.register(Photo)
class PhotoAdmin(WithdrawalScreen, WordsHistory):
    form = PhotoForm
    list_display = ["picture", "caption", "credit", "missing", "limits", "added_at"]
    list_display_links = ["picture", "caption"]
    search_fields = ["caption", "credit", "byline", "alt_text", "place"]
    list_per_page = 50
    show_full_result_count = False
    readonly_fields = [
        "picture_large",
        "doubts",
        "drifting",
        "size",
        "used_in",
        "added_at",
        "added_by",
    ]

    class Media:
        css = {"all": ["desk/desk.css"]}

    words = (
        None,
        {"fields": ["picture_large", *WORDS, "is_decorative", "doubts", "drifting"]},
    )
    rights = (_("Rights"), {"fields": ["byline", "copyright_notice", "usage_terms"]})
    limit_group = (
        _("Limits"),
        {
            "fields": [
                ("valid_from", "valid_until"),
                ("one_time_use", "no_internet", "no_archives"),
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
                ("place", "state", "country"),
                ("taken_at", "digital_source"),
                ("focal_x", "focal_y"),
                "size",
                "added_at",
                "added_by",
            ]
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
            self.rights,
            self.limit_group,
            self.picture_group,
            (_("Used in"), {"fields": ["used_in"]}),
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

    def get_search_results(self, request, queryset, search_term):
        """Where a photo is chosen for a story, those that are withdrawn are missing."""
        if request.path == reverse("admin:autocomplete"):
            queryset = queryset.filter(withdrawn_at=None)
        return super().get_search_results(request, queryset, search_term)

    def delete_model(self, request, obj):
        library.remove(obj)

    def delete_queryset(self, request, queryset):
        for photo in queryset:
            library.remove(photo)

    def get_urls(self):
        pick = self.admin_site.admin_view(self.pick)
        return [path("pick/", pick, name="articles_photo_pick"), *super().get_urls()]

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
        before = words.said(words.locked(obj.pk))
        super().save_model(request, obj, form, change)
        found = words.record_edit(obj, before, by=request.user)
        self.tell_of_drift(request, obj, found)
        self._warn(request, obj)
        if renditions.are_due(obj):
            making.make_soon(obj)

    def _warn(self, request, photo, file_name=""):
        """Say what is doubtful in the alt text; the photo is saved all the same."""
        said = alt_doubts(photo)
        if not said and alt_text.is_file_name(photo.alt_text, file_name):
            is_name = _("The alt text is the file's name; say what the picture shows.")
            said = [str(is_name)]
        for sentence in said:
            self.message_user(request, sentence, messages.WARNING)

    def pick(self, request):
        """Answer the body editor's picker: photos by words or by ids, as JSON."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        photos = Photo.objects.all()
        if ids := request.GET.get("ids", ""):
            photos = photos.filter(
                pk__in=[
                    i for i in ids.split(",")[:PICKED] if i.isdecimal() and len(i) < 19
                ]
            )
        else:
            photos = photos.filter(withdrawn_at=None)
        for word in request.GET.get("q", "").replace("\x00", "").split()[:6]:
            photos = photos.filter(
                Q(caption__icontains=word) | Q(credit__icontains=word)
            )
        return JsonResponse(
            {
                "photos": [
                    {
                        "id": photo.pk,
                        "caption": photo.caption,
                        "credit": photo.credit,
                        "alt": photo.alt_text,
                        "limits": ", ".join(rights.limits(photo)),
                        "src": address(photo),
                    }
                    for photo in photos[:PICKED]
                ]
            }
        )

    @admin.display(description=_("photo"))
    def picture(self, photo):
        return thumbnail(photo)

    @admin.display(description=_("photo"))
    def picture_large(self, photo):
        markup = '<img class="desk-photo" src="{}" width="{}" height="{}" alt="{}">'
        src = address(photo, width=960)
        return (
            format_html(markup, src, photo.width, photo.height, photo.alt_text)
            if src
            else "–"
        )

    @admin.display(description=_("missing"))
    def missing(self, photo):
        names = {
            "caption": _("caption"),
            "credit": _("credit"),
            "alt_text": _("alt text"),
        }
        return (
            ", ".join(
                str(names[name])
                for name in WORDS
                if not getattr(photo, name)
                and not (name == "alt_text" and photo.is_decorative)
            )
            or "–"
        )

    @admin.display(description=_("limits"))
    def limits(self, photo):
        return ", ".join(rights.limits(photo)) or "–"

    @admin.display(description=_("about the alt text"))
    def doubts(self, photo):
        return doubts(photo) or _("Nothing to remark.")

    @admin.display(description=_("caption drift"))
    def drifting(self, photo):
        waiting = photo.drift.filter(decision="").count()
        if not waiting:
            return _("None waits.")
        said = ngettext("%d decision waits", "%d decisions wait", waiting) % waiting
        return format_html('<a href="{}">{}</a>', drift_address(photo), said)

    @admin.display(description=_("size"))
    def size(self, photo):
        return f"{photo.width} × {photo.height}"

    @admin.display(description=_("stories"))
    def used_in(self, photo):
        """Every story, and whose caption it prints there."""
        led = photo.led_articles.defer("body")[:USES]
        uses = photo.article_photos.select_related("article").defer("article__body")
        found = [(story, _("lead photo"), story.lead_caption_state) for story in led]
        found += [(u.article, _("in the text"), u.caption_state) for u in uses[:USES]]
        rows = (
            (
                reverse("admin:articles_article_change", args=[story.pk]),
                story,
                story.get_status_display(),
                place,
                state.label,
            )
            for story, place, state in found
        )
        listed = format_html_join("", '<li><a href="{}">{}</a> ({}): {}; {}</li>', rows)
        return format_html("<ul>{}</ul>", listed) if found else _("Not used yet.")
