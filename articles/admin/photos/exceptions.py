"""The screen on which a dated exception from a photo's limits is given, or ended."""

from typing import cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from articles import people
from articles.models import Article, Photo, PhotoException
from articles.models.rights import COVERABLE, Reason
from articles.photos import exceptions, rights
from articles.publishing import NotPossible

LISTED = 50  # exceptions on a photo's page
NOTE_LENGTH = 500  # characters
LABELS = [(reason.value, reason.label) for reason in COVERABLE]


class ExceptionForm(forms.Form):
    """Which limits of a photo are set aside, where, until when, and why."""

    reasons = forms.MultipleChoiceField(
        label=_("Set aside"),
        choices=LABELS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose which limits are set aside.")},
    )
    article = forms.ModelChoiceField(
        Article.objects.none(),
        label=_("For the story"),
        required=False,
        empty_label=_("Every story"),
    )
    until = forms.SplitDateTimeField(
        label=_("Until"),
        widget=forms.SplitDateTimeWidget(
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date"},
            time_attrs={"type": "time"},
        ),
        help_text=_("At this minute the photo is gone again, everywhere."),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who allowed it, and why. Stays in the photo's history."),
    )

    def __init__(self, photo, data=None, *, story=None):
        initial = {"reasons": _holding(photo, story), "article": story}
        super().__init__(data, initial=initial)
        with_it = Q(lead_photo=photo) | Q(pk__in=photo.article_photos.values("article"))
        if story is not None:
            with_it |= Q(pk=story.pk)
        stories = Article.objects.filter(with_it).order_by("-edited_at")
        offered = cast(forms.ModelChoiceField, self.fields["article"])
        offered.queryset = stories.defer("body", "editor_note")
        day, clock = cast(forms.MultiWidget, self.fields["until"].widget).widgets
        day.attrs["aria-label"] = _t("Day")
        clock.attrs["aria-label"] = _t("Time")

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until <= timezone.now():
            raise forms.ValidationError(
                _("Choose a moment to come: an exception ends by itself.")
            )
        return until

    def clean(self):
        super().clean()
        chosen = self.cleaned_data.get("reasons", [])
        if Reason.USED_ONCE in chosen and not self.cleaned_data.get("article"):
            message = _("A further use is allowed for one story: name it.")
            if "article" not in self.errors:
                self.add_error("article", message)


class ExceptionScreen(admin.ModelAdmin):
    """Adds the screen, and the list of exceptions, to the photos."""

    def has_exception_permission(self, request):
        return request.user.has_perm("articles.add_photoexception")

    def get_urls(self):
        screen = path(
            "<int:pk>/exception/",
            self.admin_site.admin_view(self.exception_view),
            name="articles_photo_exception",
        )
        return [screen, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"may_except": self.has_exception_permission(request)}
        return super().change_view(
            request, object_id, form_url, context | (extra_context or {})
        )

    @admin.display(description=_("exceptions"))
    def exceptions_now(self, photo):
        """What was allowed against the limits: until when, for what, by whom, why."""
        given = photo.exceptions_given.select_related("given_by", "article")
        rows = [
            (
                "" if one.until > timezone.now() else _t("ended") + " ",
                _moment(one.until),
                _labels(one),
                one.article or _t("every story"),
                people.name_of(one.given_by) or "–",
                one.note,
            )
            for one in given.defer("article__body")[:LISTED]
        ]
        if not rows:
            return _t("None.")
        items = format_html_join("", "<li>{}{}: {}; {}. {}: {}</li>", rows)
        return format_html("<ul>{}</ul>", items)

    def exception_view(self, request, pk):
        """Show a photo's exceptions and give one; POST `end` ends one of them."""
        if not self.has_exception_permission(request):
            raise PermissionDenied
        photo = get_object_or_404(Photo, pk=pk)
        story = _story_named(request.GET.get("story", ""))
        data = request.POST if request.method == "POST" else None
        if data and "end" in data:
            return self._end(request, photo, data["end"])
        form = ExceptionForm(photo, data, story=story)
        if data is not None and form.is_valid() and self._give(request, photo, form):
            return HttpResponseRedirect(_address(photo))
        given = photo.exceptions_given.select_related("given_by", "article")
        context = self.admin_site.each_context(request) | {
            "title": _t("Dated exception"),
            "photo": photo,
            "form": form,
            "limits": rights.limits(photo),
            "given": [(one, _labels(one)) for one in given[:LISTED]],
            "now": timezone.now(),
            "opts": self.opts,
        }
        template = "admin/articles/photo/exception.html"
        return TemplateResponse(request, template, context)

    def _give(self, request, photo, form) -> bool:
        data = form.cleaned_data
        try:
            given = exceptions.give(photo, by=request.user, **data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
            return False
        said = {
            "what": _labels(given),
            "until": _moment(given.until),
            "where": given.article or _t("every story"),
            "note": given.note,
        }
        sentence = _t("Exception from “%(what)s” until %(until)s, %(where)s: %(note)s")
        self.log_change(request, photo, sentence % said)
        done = _t("The exception holds until %s; then the photo is gone by itself.")
        messages.success(request, done % _moment(given.until))
        return True

    def _end(self, request, photo, key):
        key = key if key.isdecimal() and len(key) < 19 else "0"
        given = get_object_or_404(PhotoException, pk=key, photo=photo)
        try:
            exceptions.end(given)
        except NotPossible as reason:
            messages.error(request, str(reason))
        else:
            ended = _t("Exception from “%s” ended before its time.") % _labels(given)
            self.log_change(request, photo, ended)
            messages.success(request, _t("The exception has ended."))
        return HttpResponseRedirect(request.path)


def _holding(photo, story):
    """Return which of the limits that can be set aside hold now."""
    found = {reason for reason, _said in rights.refusals(photo, article=story)}
    if photo.no_cover:
        found.add(Reason.NO_COVER)
    return [str(reason) for reason in COVERABLE if reason in found]


def _story_named(key):
    if not key.isdecimal() or len(key) > 18:
        return None
    return Article.objects.filter(pk=key).first()


def _labels(given):
    return ", ".join(str(Reason(code).label) for code in given.reasons)


def _moment(moment):
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _address(photo):
    return reverse("admin:articles_photo_change", args=[photo.pk])
