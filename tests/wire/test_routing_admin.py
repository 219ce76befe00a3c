"""Routing rules in the admin: who writes them, in which order, and the trial."""

import json
from datetime import timedelta
from unittest import mock

from django.contrib.auth.models import Permission
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from newsroom.wire import intake
from newsroom.wire.models import Receipt, Rule
from newsroom.wire.routing import trial
from newsroom.wire.routing.rules import Instruction
from tests.factories import make_section, make_topic, make_user
from tests.wire.routing_rules import make_rule
from tests.wire.sampling import make_feed

LIST = reverse("admin:wire_rule_changelist")
ADD = reverse("admin:wire_rule_add")


def form(*, conditions=(), words=(), **fields):
    """Return a rule's form as a browser sends it."""
    data = {"name": "Sport to Sport desk", "needs": "all"} | fields
    for part, rows in [("conditions", conditions), ("replacements", words)]:
        data |= {f"{part}-TOTAL_FORMS": len(rows), f"{part}-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            data |= {f"{part}-{number}-{name}": value for name, value in row.items()}
    return data


def condition(field, how, words):
    return {"field": field, "how": how, "words": words}


def replacement(old, new, how="words"):
    return {"old": old, "new": new, "how": how}


def address(rule):
    return reverse("admin:wire_rule_change", args=[rule.pk])


class RuleAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.feed = make_feed(section=make_section(name="World"))
        cls.sport = make_section(name="Sport")

    def setUp(self):
        self.editor = self.sign_in("Editor")

    def sign_in(self, *groups):
        user = make_user(*groups)
        self.client.force_login(user)
        return user


class FormTests(RuleAdminTests):
    def test_an_editor_writes_a_rule_and_stands_behind_it(self):
        self.client.post(
            ADD,
            form(
                active="on",
                section=self.sport.pk,
                topics=[make_topic("Rowing").pk],
                outcome="published",
                conditions=[
                    condition("subject", "is", "15000000"),
                    condition("feed", "is", "Coastal"),
                ],
                words=[replacement("Mr. ", "Mr ")],
            ),
        )
        rule = Rule.objects.get()
        self.assertEqual(rule.switched_on_by, self.editor)
        self.assertEqual(rule.conditions.count(), 2)
        self.assertEqual(rule.replacements.get().old, "Mr. ")
        page = self.client.get(LIST)
        self.assertContains(page, "subject is 15000000 and feed is Coastal")
        self.assertContains(page, "Sport; Rowing; published, if it passes")
        self.assertContains(self.client.get(address(rule)), "15000000")

    def test_what_can_never_hold_is_refused_with_a_sentence(self):
        for field, how, words, sentence in [
            ("feed", "is", "North", "There is no feed “North”"),
            ("subject", "is", "sport", "“sport” is no IPTC code"),
            ("urgency", "contains", "3", "An urgency is a number"),
            ("urgency", "is", "12", "Write an urgency from 1"),
            ("urgency", "at_most", "1; 2", "Write one number."),
            ("headline", "at_most", "3", "Only an urgency is a number"),
            ("text", "contains", " ; ", "Write at least one word."),
            ("text", "matches", "(ferry", "is no regular expression: missing )"),
        ]:
            with self.subTest(words=words):
                page = self.client.post(
                    ADD, form(conditions=[condition(field, how, words)])
                )
                self.assertContains(page, sentence)
        self.assertFalse(Rule.objects.exists())

    def test_a_replacement_that_cannot_work_is_refused_with_a_sentence(self):
        for old, new, sentence in [
            ("(ferry", "", "is no regular expression"),
            ("ferry", r"\1", "cannot be put in its place: invalid group reference"),
            ("x*", "y", "also matches no letter at all"),
        ]:
            with self.subTest(old=old):
                words = [replacement(old, new, "expression")]
                page = self.client.post(ADD, form(words=words))
                self.assertContains(page, sentence)
        page = self.client.post(ADD, form(words=[replacement("  ", "y")]))
        self.assertContains(page, "Write at least one word.")
        self.assertFalse(Rule.objects.exists())

    def test_a_rule_that_publishes_needs_a_condition(self):
        page = self.client.post(ADD, form(outcome="published"))
        self.assertContains(page, "it would publish all copy")
        self.assertFalse(Rule.objects.exists())

    def test_only_who_may_publish_switches_on_what_publishes(self):
        writer = self.sign_in("Reporter")
        for codename in ["add_rule", "change_rule"]:
            writer.user_permissions.add(permission(codename))
        asked = form(outcome="published", conditions=[condition("urgency", "is", "1")])
        page = self.client.post(ADD, asked | {"active": "on"})
        self.assertContains(page, "This rule publishes, and you may not publish")
        self.assertFalse(Rule.objects.exists())
        self.client.post(ADD, asked)
        self.assertIsNone(Rule.objects.get().switched_on_by)

    def test_a_reporter_reads_rules_and_writes_none(self):
        rule = make_rule(("urgency", "is", "1"), section=self.sport)
        self.sign_in("Reporter")
        self.assertContains(self.client.get(LIST), "urgency is 1")
        page = self.client.get(address(rule))
        self.assertNotContains(page, "_save")
        self.assertEqual(self.client.post(ADD, form()).status_code, 403)
        self.assertEqual(self.client.post(address(rule), form()).status_code, 403)
        move = reverse("admin:wire_rule_move", args=[rule.pk])
        self.assertEqual(self.client.post(move, {"way": "up"}).status_code, 403)

    def test_an_editor_switches_a_rule_off_and_only_a_publisher_deletes_it(self):
        rule = make_rule(("urgency", "is", "1"), switched_on_by=self.editor)
        delete = reverse("admin:wire_rule_delete", args=[rule.pk])
        self.assertEqual(self.client.post(delete, {"post": "yes"}).status_code, 403)
        self.sign_in("Publisher")
        self.client.post(delete, {"post": "yes"})
        self.assertFalse(Rule.objects.exists())


class OrderTests(RuleAdminTests):
    def names(self):
        return list(Rule.objects.values_list("name", flat=True))

    def move(self, rule, way):
        return self.client.post(
            reverse("admin:wire_rule_move", args=[rule.pk]), {"way": way}
        )

    def test_buttons_move_a_rule_up_and_down(self):
        first, _second, third = (make_rule(name=name) for name in "ABC")
        self.assertRedirects(self.move(third, "up"), LIST)
        self.assertEqual(self.names(), ["A", "C", "B"])
        self.move(first, "down")
        self.assertEqual(self.names(), ["C", "A", "B"])
        self.move(third, "up")  # it stands first already
        self.assertEqual(self.names(), ["C", "A", "B"])
        self.assertContains(self.client.get(LIST), "Move “C” down")

    def test_a_link_moves_nothing(self):
        rule = make_rule()
        address = reverse("admin:wire_rule_move", args=[rule.pk])
        self.assertEqual(self.client.get(address).status_code, 405)

    def test_the_list_costs_the_same_however_long_it_is(self):
        make_rule(("urgency", "is", "1"), topics=["One"], words=[("a", "b")])
        self.client.get(LIST)
        with CaptureQueriesContext(connection) as few:
            self.client.get(LIST)
        for number in range(4):
            make_rule(
                ("urgency", "is", "1"),
                section=make_section(),
                switched_on_by=make_user(),
                topics=[f"Topic {number}"],
            )
        with self.assertNumQueries(len(few)):
            self.client.get(LIST)


class TrialTests(RuleAdminTests):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        for number in range(6):
            message = {
                "uri": f"u:{number}",
                "version": "1",
                "headline": f"Ferry {number}",
                "body_text": "The ferry calls.\n\nNine to <b> & four.",
                "urgency": number + 1,
                "embargoed": "2099-01-01T00:00:00Z" if number == 1 else None,
            }
            data = json.dumps(message).encode()
            intake.take_in(data, cls.feed, name=f"{number}.json")
        intake.take_in(b"No\x00thing.", cls.feed, name="bad")

    def tried(self, *, page=ADD, **fields):
        return self.client.post(page, form(**fields) | {"_try": "1"})

    def test_the_form_is_tried_on_last_week_and_nothing_is_stored(self):
        rowing = make_topic("Rowing")
        with CaptureQueriesContext(connection) as queries:
            page = self.tried(
                section=self.sport.pk,
                topics=[rowing.pk],
                outcome="published",
                conditions=[condition("urgency", "at_most", "3")],
                words=[replacement("ferry", "<i>boat</i>"), replacement("four", "5")],
            )
        self.assertContains(page, "It would have caught 3 of 6 items.")
        self.assertContains(page, "because of urgency 2")
        self.assertContains(
            page, "<li>Section: <del>World</del> <ins>Sport</ins></li>", html=True
        )
        self.assertContains(page, "Topics: <ins>Rowing</ins>")
        self.assertContains(page, "Draft, since: It is under embargo until")
        self.assertContains(page, "published, if it passes")
        self.assertContains(page, "<del>ferry</del> <ins>&lt;i&gt;boat&lt;/i&gt;</ins>")
        self.assertFalse(Rule.objects.exists())
        self.assertFalse(Article.objects.filter(section=self.sport).exists())
        self.assertEqual(Article.objects.exclude(status="draft").count(), 0)
        self.assertLess(len(queries), 40)

    def test_a_saved_rule_is_tried_as_it_stands_in_the_form(self):
        rule = make_rule(("urgency", "is", "1"), active=False)
        page = self.tried(page=address(rule), name="Other name", section=self.sport.pk)
        self.assertContains(page, "It would have caught 1 of 6 items.")
        rule.refresh_from_db()
        self.assertEqual((rule.name, rule.section), ("Rule 1", None))

    def test_a_rule_that_cannot_be_saved_is_not_tried_either(self):
        page = self.tried(conditions=[condition("text", "matches", "(")])
        self.assertContains(page, "is no regular expression")
        self.assertNotContains(page, "would have caught")

    def test_a_trial_reads_the_newest_of_the_last_days_alone(self):
        old = Receipt.objects.order_by("pk").first()
        Receipt.objects.filter(pk=old.pk).update(
            decided_at=timezone.now() - timedelta(days=8)
        )
        rule = Instruction.of(make_rule())
        self.assertEqual(trial.on_last_week(rule).examined, 5)
        with mock.patch.object(trial, "MOST", 3), self.assertNumQueries(1):
            found = trial.on_last_week(rule)
        self.assertEqual(found.examined, 3)
        self.assertEqual(found.rows[0].receipt.headline, "Ferry 5")

    def test_only_the_newest_are_listed_and_all_are_counted(self):
        with mock.patch.object(trial, "SHOWN", 2):
            page = self.tried()
        self.assertContains(page, "It would have caught 6 of 6 items.")
        self.assertContains(page, "The newest 2 are listed.")

    def test_an_endless_expression_ends_the_trial_and_not_the_desk(self):
        with mock.patch.object(trial, "TIME_LIMIT", -1):
            page = self.tried()
        self.assertContains(page, "It took too long and was stopped")
        body = f"<p>{'a' * 5_000}!</p>"
        receipt = Receipt.objects.filter(headline="Ferry 5").get()
        receipt.content["body"] = body
        receipt.save()
        page = self.tried(conditions=[condition("text", "matches", "(a+)+$")])
        self.assertContains(page, "On 1 item an expression took too long")
        self.assertContains(page, "It would have caught 0 of 6 items.")

    def test_who_may_not_see_the_wire_tries_nothing(self):
        writer = self.sign_in()
        for codename in ["add_rule", "change_rule", "view_rule"]:
            writer.user_permissions.add(permission(codename))
        self.assertEqual(self.tried().status_code, 403)
        self.assertFalse(Rule.objects.exists())


def permission(codename):
    """Return a permission of the wire."""
    return Permission.objects.get(content_type__app_label="wire", codename=codename)
