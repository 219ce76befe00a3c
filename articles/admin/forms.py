"""The story form: what is refused, and beside which field."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import html
from articles.admin import social, use_words
from articles.admin.widgets import BodyWidget
from articles.captions.printed import photo_faults
from articles.models import Article, ArticlePhoto, Photo, PrintedWords
from articles.models.rights import Reason
from articles.photos import rights
from articles.slugs import slug_for
from articles.translations import fault_of, taken

# Moments near the ends of the calendar have no counterpart in UTC.
YEARS = range(1900, 3000)


# What a draft may wait for: an embargo ends, and a category is chosen in time.
COMING = {Reason.EMBARGOED, Reason.NO_RIGHTS}


def faults_of(
    photo: Photo,
    words: PrintedWords | None,
    article: Article,
    *,
    is_new: bool,
    as_lead: bool = False,
) -> list[str]:
    """Return why a story that is out may not show a photo, each reason a sentence.

    :param is_new: whether it is chosen now. One that the story had leaves it at the
        minute its right ends, and keeps nobody from putting the words right.
    """
    limits = rights.faults(photo, article=article, as_lead=as_lead) if is_new else ()
    return [*photo_faults(photo, words), *limits]


def faults_of_choice(photo: Photo, article: Article, *, as_lead=False) -> list[str]:
    """Return why a draft takes no such photo, each reason a sentence."""
    found = rights.refusals(photo, article=article, as_lead=as_lead)
    return [sentence for reason, sentence in found if reason not in COMING]


class ArticleForm(forms.ModelForm):
    """A story, with two ticks that are not fields of it."""

    use_suggestion = forms.BooleanField(
        label=_("Use the suggested headline"), required=False
    )
    material_update = forms.BooleanField(
        label=_("Material update"),
        required=False,
        help_text=_(
            "The change alters what the story says: readers get a new “Updated” time."
        ),
    )

    class Meta:
        model = Article
        # The screen names the fields; these are what the form itself looks after.
        fields = [
            "headline",
            "standfirst",
            "body",
            "lead_caption",
            "hold_note",
            "editor_note",
        ]
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "class": "desk-headline"}),
            "standfirst": forms.Textarea(attrs={"rows": 2, "class": "desk-standfirst"}),
            "body": BodyWidget,
            "lead_caption": forms.Textarea(attrs={"rows": 2}),
            "hold_note": forms.Textarea(attrs={"rows": 2}),
            "editor_note": forms.Textarea(attrs={"rows": 3}),
            **social.WIDGETS,
        }

    def clean_headline(self):
        """Take line breaks out: a headline is one line, whatever was pasted."""
        return " ".join(self.cleaned_data["headline"].split())

    def clean_body(self):
        return html.clean(self.cleaned_data["body"])

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if (
            "headline" in self.fields
            and not data.get("headline")
            and "headline" not in self.errors
        ):
            if data.get("use_suggestion") and self.instance.suggested_headline:
                data["headline"] = self.instance.suggested_headline
            else:
                self.add_error("headline", _("A story needs a headline; write one."))
        for name in ("publish_at", "embargo_until"):
            if data.get(name) and data[name].year not in YEARS:
                self.add_error(name, _("Choose a year between 1900 and 2999."))
        use_words.settle(self, photo="lead_photo", prefix="lead_")
        social.settle(self)
        if self.instance.status in Article.Status.cleared():
            if data.get("hold_note"):
                message = _("It is out, or will be by itself: withdraw it to hold it.")
                self.add_error("hold_note", message)
            self._refuse_to_empty(data)
            self._refuse_bare_photos(data)
        else:
            self._refuse_barred_photos(data)
        if self.instance.status == Article.Status.SCHEDULED:
            self._refuse_moment(data)
        self._settle_translation(data)
        self._refuse_slug_in_use(data)
        return data

    def _refuse_to_empty(self, data):
        """A story that is out cannot lose what readers need."""
        for name, message in (
            (
                "body",
                _("Readers can see this story: withdraw it before emptying its body."),
            ),
            ("section", _("Readers can see this story: choose a section.")),
        ):
            if name in self.fields and not data.get(name) and name not in self.errors:
                self.add_error(name, message)

    def _refuse_bare_photos(self, data):
        """A story that is out takes no photo that would keep it from going out."""
        placed = Photo.objects.filter(pk__in=html.photo_ids(data.get("body") or ""))
        uses = self.instance.article_photos.select_related("photo")
        words = {use.photo_id: use.printed for use in uses}
        faults = [
            ("body", fault)
            for photo in placed
            for fault in faults_of(
                photo, words.get(photo.pk), self.instance, is_new=photo.pk not in words
            )
        ]
        if lead := data.get("lead_photo"):
            words_of_lead = use_words.typed(data, lead, prefix="lead_")
            faults += [
                ("lead_photo", fault)
                for fault in faults_of(
                    lead,
                    words_of_lead,
                    self.instance,
                    is_new="lead_photo" in self.changed_data,
                    as_lead=True,
                )
            ]
        for name, fault in faults:
            if name in self.fields:
                self.add_error(name, fault)

    def _refuse_barred_photos(self, data):
        """A draft takes no photo that it cannot go out with; one that it has waits."""
        before = set(html.photo_ids(self.instance.body)) if self.instance.pk else set()
        new = set(html.photo_ids(data.get("body") or "")) - before
        chosen = [("body", photo) for photo in Photo.objects.filter(pk__in=new)]
        if "lead_photo" in self.changed_data and data.get("lead_photo"):
            chosen.append(("lead_photo", data["lead_photo"]))
        for name, photo in chosen:
            leads = name == "lead_photo"
            for fault in faults_of_choice(photo, self.instance, as_lead=leads):
                if name in self.fields:
                    self.add_error(name, fault)

    def _settle_translation(self, data):
        """Link it to the first story of a group, if it can be a translation of it."""
        chosen, language = data.get("translation_of"), data.get("language")
        if not language:
            return
        if chosen is None:
            if self.instance.pk and (
                fault := taken(self.instance, language, but=self.instance)
            ):
                self.add_error("language", fault)
            return
        original = chosen.translation_of or chosen
        if fault := fault_of(original, language, self.instance):
            self.add_error("translation_of", fault)
        else:
            data["translation_of"] = original

    def _refuse_moment(self, data):
        """A scheduled story can be moved to another minute, not to none."""
        if "publish_at" not in self.changed_data or "publish_at" in self.errors:
            return
        at = data.get("publish_at")
        if at is None:
            message = _("It is scheduled: choose another moment, or withdraw it.")
        elif at <= timezone.now():
            message = _(
                "That moment has passed; publish it now, or choose a later one."
            )
        elif data.get("embargo_until") and at < data["embargo_until"]:
            message = _("It is under embargo then; choose a later moment.")
        else:
            return
        self.add_error("publish_at", message)

    def _refuse_slug_in_use(self, data):
        slug, section = data.get("slug"), data.get("section")
        if not slug and data.get("headline") and "slug" in self.fields:
            data["slug"] = slug_for(data["headline"])
        if not slug or section is None or "slug" not in self.changed_data:
            return
        other = Article.objects.filter(slug=slug, section=section).exclude(
            pk=self.instance.pk
        )
        if story := other.first():
            message = _(
                "“%(story)s” in %(section)s uses the slug “%(slug)s”; choose another."
            )
            self.add_error(
                "slug", message % {"story": story, "section": section, "slug": slug}
            )


class PhotoUseForm(forms.ModelForm):
    """A photo in the text, with words of its own if the story needs some."""

    class Meta:
        model = ArticlePhoto
        fields = ["photo", *use_words.WORDS, "position"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The body's editor says whose words it shows.
        if "caption" in self.fields:
            state = self.instance.caption_state.value
            self.fields["caption"].widget.attrs["data-state"] = state

    def clean(self):
        super().clean()
        use_words.settle(self)
        return self.cleaned_data


class PhotosOfStory(forms.BaseInlineFormSet):
    """The photos of a story; one that is out takes none without its words."""

    def clean(self):
        super().clean()
        is_out = self.instance.status in Article.Status.cleared()
        for form in self.forms:
            photo = form.cleaned_data.get("photo") if form.is_valid() else None
            if photo is None or form.cleaned_data.get("DELETE"):
                continue
            is_new, words = "photo" in form.changed_data, form.instance.printed
            found = []
            if is_out:
                found = faults_of(photo, words, self.instance, is_new=is_new)
            elif is_new:
                found = faults_of_choice(photo, self.instance)
            for fault in found:
                form.add_error("photo", fault)
