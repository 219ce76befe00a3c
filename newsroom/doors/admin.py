"""The desk's screens for sign-in: who has a second step, and taking a lost one away."""

from axes.admin import AccessAttemptAdmin
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.doors.two_step import codes

# The stock screens show secrets and codes to whoever may look.
admin.site.unregister([TOTPDevice, StaticDevice])
# Neither is written: what they would hold stands in the log.
admin.site.unregister([AccessAttempt, AccessFailureLog, AccessLog])


@admin.register(AccessAttempt)
class FailedSignInAdmin(AccessAttemptAdmin):
    """Names and addresses locked out; deleting one lets them try again at once."""

    actions = ()  # the package's own needs a table that is not kept here


@admin.register(TOTPDevice)
class SecondStepAdmin(admin.ModelAdmin):
    """Authenticator apps can be seen and taken away here, not made or changed."""

    list_display = ["user", "name", "created_at", "last_used_at"]
    list_select_related = ["user"]
    search_fields = ["user__username"]
    fields = readonly_fields = ("user", "name", "created_at", "last_used_at")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def delete_model(self, request, device):
        codes.forget(device.user)

    def delete_queryset(self, request, queryset):
        for device in queryset.select_related("user"):
            codes.forget(device.user)
