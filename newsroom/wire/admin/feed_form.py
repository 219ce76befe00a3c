"""The form of a feed, which takes a password and never gives one back."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from newsroom.wire import addresses, credentials
from newsroom.wire.models import Feed, Transport

DAYS = [
    ("1", _("Monday")),
    ("2", _("Tuesday")),
    ("3", _("Wednesday")),
    ("4", _("Thursday")),
    ("5", _("Friday")),
    ("6", _("Saturday")),
    ("7", _("Sunday")),
]
# What a feed needs that is fetched in a way.
NEEDED: dict[str, list[str]] = {
    Transport.FTP: ["user_name"],
    Transport.SFTP: ["user_name"],
    Transport.IMAP: ["user_name"],
}


class DaysField(forms.MultipleChoiceField):
    """Days of the week, kept as their numbers in a row."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value):
        return list(value) if isinstance(value, str) else value

    def clean(self, value):
        return "".join(sorted(super().clean(value)))

    def has_changed(self, initial, data):
        return super().has_changed(list(initial or ""), data)


class FeedForm(forms.ModelForm):
    """The fields of a feed, and a password that is only ever typed in."""

    days = DaysField(
        label=_("On these days"),
        choices=DAYS,
        required=False,
        help_text=_("Left empty, every day."),
    )
    new_password = forms.CharField(
        label=_("Password"),
        required=False,
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(
            render_value=False,
            attrs={"autocomplete": "new-password", "class": "vTextField"},
        ),
    )
    forget_password = forms.BooleanField(label=_("Remove the password"), required=False)

    class Meta:
        model = Feed
        fields = "__all__"  # noqa: DJ007 - the admin names those it shows
        widgets = {"allowed_senders": AdminTextareaWidget(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "new_password" not in self.fields:
            return  # somebody who may only look
        if when := self.instance.secret_set_at:
            self.fields["new_password"].help_text = _t(
                "Set on %s. Leave it empty to keep it; nobody can read it again."
            ) % date_format(timezone.localtime(when), "DATETIME_FORMAT")
        else:
            self.fields["new_password"].help_text = _t("None is set.")
            del self.fields["forget_password"]

    def clean_new_password(self):
        words = self.cleaned_data["new_password"]
        if not words.isprintable():
            raise forms.ValidationError(_("A password holds no control characters."))
        return words

    def clean(self):
        cleaned = super().clean() or {}
        for name in NEEDED.get(cleaned.get("transport", ""), []):
            if name in self.fields and not cleaned.get(name):
                self.add_error(name, _("A feed fetched in this way needs one."))
        if "new_password" in self.fields:
            self._take_password(cleaned)
        return cleaned

    def _take_password(self, cleaned):
        """Seal what was typed for the place that was typed, or keep what is sealed.

        A password goes to no place that it was not entered for.
        """
        feed = Feed(
            transport=cleaned.get("transport", ""),
            address=cleaned.get("address", ""),
            secret=self.instance.secret,
            secret_set_at=self.instance.secret_set_at,
        )
        try:
            if words := cleaned.get("new_password"):
                if feed.place is None:
                    reason = _("Nothing is fetched that would need a password.")
                    return self.add_error("new_password", reason)
                feed.keep_secret(words)
            elif cleaned.get("forget_password"):
                feed.forget_secret()
            feed.open_secret()
        except addresses.Misaddressed:
            return None  # said where the address stands
        except credentials.Unopenable as refusal:
            return self.add_error("new_password", str(refusal))
        self.instance.secret = feed.secret
        self.instance.secret_set_at = feed.secret_set_at
