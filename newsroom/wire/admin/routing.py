"""The routing rules in the admin: their order, their form, and a trial on last week."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.wire.models import Condition, Replacement, Rule, RuleOutcome
from newsroom.wire.routing import trial
from newsroom.wire.routing.rules import Instruction

PUBLISH = "articles.publish_article"
UP, DOWN = "up", "down"


class RuleForm(forms.ModelForm):
    """Refuses what its user may not switch on."""

    user: Any = None  # set by the admin

    def clean(self):
        """Refuse a rule that does nothing sure, or that its user may not switch on."""
        super().clean()
        said = self.cleaned_data
        publishes = said.get("outcome") == RuleOutcome.PUBLISHED
        if publishes and said.get("active") and not self.user.has_perm(PUBLISH):
            self.add_error(
                "active",
                _(
                    "This rule publishes, and you may not publish; ask somebody who "
                    "may to switch it on, or choose another end."
                ),
            )


class PartInline(admin.StackedInline):
    """A part of a rule: whoever may write the rule may write it."""

    extra = 1

    def has_view_permission(self, request, obj=None):
        return request.user.has_perms(["wire.view_rule"]) or self._may(request)

    def has_add_permission(self, request, obj=None):
        return self._may(request)

    def has_change_permission(self, request, obj=None):
        return self._may(request)

    def has_delete_permission(self, request, obj=None):
        return self._may(request)

    def _may(self, request):
        return request.user.has_perm("wire.change_rule") or request.user.has_perm(
            "wire.add_rule"
        )


class ConditionFormSet(forms.BaseInlineFormSet):
    """Refuses a rule that would publish whatever comes."""

    def clean(self):
        super().clean()
        kept = [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        if not kept and self.instance.outcome == RuleOutcome.PUBLISHED:
            raise ValidationError(
                _(
                    "A rule that publishes needs a condition; without one it would "
                    "publish all copy."
                )
            )


class ConditionInline(PartInline):
    model = Condition
    formset = ConditionFormSet
    fields = [("field", "negated", "how", "words")]


class ReplacementForm(forms.ModelForm):
    """Keeps white space at the ends: “Mr. ” with its space is not “Mr.”."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("old", "new"):
            field = self.fields[name]
            if isinstance(field, forms.CharField):
                field.strip = False


class ReplacementInline(PartInline):
    model = Replacement
    form = ReplacementForm
    fields = [("old", "how", "new")]


@admin.register(Rule)
class RuleAdmin(admin.ModelAdmin):
    """Rules in the order in which they are asked."""

    form = RuleForm
    list_display = ["name", "move", "holds", "does", "active", "switched_on_by"]
    list_select_related = ["section", "switched_on_by"]
    ordering = ["position", "id"]
    sortable_by = ()
    list_filter = ["active"]
    autocomplete_fields = ["section", "topics"]
    readonly_fields = ["switched_on_by"]
    inlines = [ConditionInline, ReplacementInline]
    fieldsets = [
        (None, {"fields": ["name", "active", "switched_on_by", "needs"]}),
        (gettext_lazy("Then"), {"fields": ["section", "topics", "outcome", "stop"]}),
    ]

    class Media:
        css = {"all": ["desk/wire.css"]}

    def get_queryset(self, request):
        rules = super().get_queryset(request)
        return rules.prefetch_related("conditions", "topics", "replacements")

    def get_urls(self):
        move = path(
            "<int:pk>/move/",
            self.admin_site.admin_view(self.move_view),
            name="wire_rule_move",
        )
        return [move, *super().get_urls()]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def save_model(self, request, obj, form, change):
        """Note who is behind a rule that is on: it acts with that person's rights."""
        obj.switched_on_by = request.user if obj.active else None
        super().save_model(request, obj, form, change)

    # The trial: the form is saved by the ordinary path and rolled back, so what is
    # tried is what would be saved, and nothing is.

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if "_try" not in request.POST:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            response = super().changeform_view(
                request, object_id, form_url, extra_context
            )
            transaction.set_rollback(True)
        return response

    def response_add(self, request, obj, post_url_continue=None):
        if "_try" in request.POST:
            return self._tried(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if "_try" in request.POST:
            return self._tried(request, obj)
        return super().response_change(request, obj)

    def _tried(self, request, rule):
        """Show what the rule would have caught; asked only once nothing is locked."""
        if not request.user.has_perm("wire.view_receipt"):
            raise PermissionDenied
        instruction = Instruction.of(Rule.objects.get(pk=rule.pk))
        context = self.admin_site.each_context(request) | {
            "title": _("“%s” on last week") % rule,
            "opts": self.opts,
            "rule": instruction,
            "days": trial.DAYS,
            "most": trial.MOST,
            # The page is drawn after the transaction, and only then is the trial run.
            "trial": SimpleLazyObject(lambda: trial.on_last_week(instruction)),
        }
        return TemplateResponse(request, "admin/wire/rule/trial.html", context)

    def move_view(self, request, pk):
        """Move a rule one place up or down."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        rule = get_object_or_404(Rule, pk=pk)
        with transaction.atomic():
            _move(rule, up=request.POST.get("way") == UP)
        return HttpResponseRedirect(reverse("admin:wire_rule_changelist"))

    @admin.display(description=gettext_lazy("if"))
    def holds(self, rule):
        words = [
            f"{one.get_field_display()} {_('not') + ' ' if one.negated else ''}"
            f"{one.get_how_display()} {one.words}"
            for one in rule.conditions.all()
        ]
        joint = _(" and ") if rule.needs == Rule.Needs.ALL else _(" or ")
        return joint.join(words) or _("all copy")

    @admin.display(description=gettext_lazy("then"))
    def does(self, rule):
        words = [str(rule.section)] if rule.section else []
        words += [topic.name for topic in rule.topics.all()]
        words += [rule.get_outcome_display()] if rule.outcome else []
        words += [str(one) for one in rule.replacements.all()]
        words += [_("stop here")] if rule.stop else []
        return "; ".join(words) or "–"

    @admin.display(description=gettext_lazy("order"))
    def move(self, rule):
        """Two buttons of the list's own form."""
        button = (
            '<button class="wire-move" formaction="{}" name="way" value="{}"'
            ' aria-label="{}">{}</button> '
        )
        address = reverse("admin:wire_rule_move", args=[rule.pk])
        up = format_html(button, address, UP, _("Move “%s” up") % rule, "↑")
        down = format_html(button, address, DOWN, _("Move “%s” down") % rule, "↓")
        return up + down


def _move(rule, *, up):
    """Change places with the neighbour and number all anew, so that none share one."""
    order = list(Rule.objects.select_for_update())
    at = order.index(rule)
    other = max(at - 1, 0) if up else min(at + 1, len(order) - 1)
    order[at], order[other] = order[other], order[at]
    for position, one in enumerate(order, start=1):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position", "mark"])
