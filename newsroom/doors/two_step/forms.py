"""The one question two-step sign-in asks: a code."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """A code of six digits from an app; spaces and hyphens in it do no harm."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Six digits from your authenticator app."),
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
        error_messages={"required": _("Type the code your authenticator app shows.")},
    )

    def clean_code(self):
        code = self.cleaned_data["code"].lower()
        return "".join(sign for sign in code if sign.isalnum())

    def refuse(self):
        """Say beside the field that the code was wrong."""
        self.add_error(
            "code",
            _(
                "That code is not right. Codes change every 30 seconds and work once;"
                " wait for the next one and type that."
            ),
        )


class RecoveryCodeForm(CodeForm):
    """One of the ten codes written down at enrolment."""

    code = forms.CharField(
        label=_("Recovery code"),
        max_length=20,
        help_text=_("One of the ten codes you kept. Each works once."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={"required": _("Type one of the codes you kept.")},
    )

    def refuse(self):
        self.add_error(
            "code",
            _(
                "That recovery code is not right, or it is used already. After several"
                " wrong ones, wait a minute before the next."
            ),
        )
