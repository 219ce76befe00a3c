"""The pages of two-step sign-in: enrolling, giving a code, what stands now."""

from base64 import b32encode
from functools import wraps

from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp import login
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.doors.two_step import codes, rules
from newsroom.doors.two_step.forms import CodeForm, RecoveryCodeForm

PENDING = "two_step_key"  # in the session: the secret of an app not confirmed yet


def for_the_desk(view):
    """Let only signed-in people of the desk see a page, and nobody keep it."""

    @wraps(view)
    def guarded(request):
        if request.user.is_active and request.user.is_staff:
            return view(request)
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))

    methods = require_http_methods(["GET", "HEAD", "POST"])
    return never_cache(methods(sensitive_post_parameters("code")(guarded)))


@for_the_desk
def two_step(request):
    """Show where a user stands: enrol, or look after what is there."""
    if rules.step_missing(request) == rules.CODE:
        return redirect(rules.CODE)
    if rules.is_enrolled(request.user):
        return manage(request)
    return enrol(request)


@for_the_desk
def enter_code(request):
    """Ask for the second step, by app or by recovery code, then go on."""
    if rules.step_missing(request) != rules.CODE:
        return redirect(onward(request))
    by_recovery = "recovery" in request.GET
    form = (RecoveryCodeForm if by_recovery else CodeForm)(request.POST or None)
    if form.is_valid():
        device = codes.accept(request, form.cleaned_data["code"])
        if device:
            login(request, device)
            return redirect(onward(request))
        form.refuse()
    form.fields["code"].widget.attrs["autofocus"] = True
    context = {"form": form, "by_recovery": by_recovery, "next": onward(request)}
    return page(request, "code", _("Second step"), context)


def enrol(request):
    """Show a new secret as picture and text until a code proves that it arrived."""
    key = request.session.setdefault(PENDING, codes.new_key())
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if codes.is_right(key, code):
            del request.session[PENDING]
            return show_recovery_codes(request, codes.enrol(request, key, code))
        form.refuse()
    secret = b32encode(bytes.fromhex(key)).decode()
    context = {
        "form": form,
        "must": rules.must_enrol(request.user),
        "picture": codes.picture(TOTPDevice(user=request.user, key=key).config_url),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }
    return page(request, "enrol", _("Set up two-step sign-in"), context)


def manage(request):
    """Offer new recovery codes or another phone, each for a fresh code."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if codes.accept(request, form.cleaned_data["code"]):
            if "remove" not in request.POST:
                return show_recovery_codes(
                    request, codes.new_recovery_codes(request.user)
                )
            codes.forget(request.user)
            messages.success(request, _("Two-step sign-in is off for you."))
            return redirect("admin:index")
        form.refuse()
    context = {
        "form": form,
        "must": rules.must_enrol(request.user),
        "left": codes.recovery_codes_left(request.user),
    }
    return page(request, "manage", _("Two-step sign-in is on"), context)


def show_recovery_codes(request, fresh):
    """Print recovery codes, this once."""
    request._step_missing = ""
    context = {
        "codes": [f"{code[:4]}-{code[4:]}" for code in fresh],
        "next": onward(request),
    }
    return page(request, "recovery_codes", _("Keep these recovery codes"), context)


def page(request, name, title, context):
    """Render one of the pages inside the desk's frame."""
    frame = admin.site.each_context(request)
    return render(request, f"doors/{name}.html", frame | {"title": title} | context)


def onward(request):
    """Return where somebody was going: an address of this site, else the desk."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, request.is_secure()
    ):
        return wanted
    return resolve_url("admin:index")
