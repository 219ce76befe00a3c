"""Routing rules: which copy they hold for, and what the desk then does with it."""

from datetime import timedelta
from unittest import mock

from django.test import SimpleTestCase, TestCase
from django.utils import timezone
from hypothesis import given, settings
from hypothesis.strategies import text

from articles import publishing
from articles.models import Article, Topic
from articles.signals import article_changed
from newsroom.wire import intake
from newsroom.wire.desk import deciding, updates
from newsroom.wire.items import PubStatus, WireItem, WirePicture
from newsroom.wire.models import Condition, Decision, Feed, Receipt, RuleOutcome, Take
from newsroom.wire.routing import expressions, rules
from newsroom.wire.routing.conditions import Copy, Criterion
from newsroom.wire.routing.expressions import Patience
from tests.factories import make_section, make_user
from tests.wire.routing_rules import make_rule
from tests.wire.sampling import make_feed, make_item

Status = Article.Status
SPORT = ("subject", "is", "15000000")
# Each would go on for years; the second has a match only after a very long search.
ENDLESS = ["(a+)+$", r"(\w+\s?)+$", "(?:(?:a{1,100}){1,100}){1,100}b", "(?R)a"]


class ConditionTests(SimpleTestCase):
    item = make_item(
        subjects=("15054001", "20000822"),
        slugline="BC-FERRY/VOTE",
        standfirst="A vote in Lisse.",
        body="<p>The <strong>night</strong>\nferry floods the harbour.</p>",
        keywords=("Harbours",),
        places=("Lisse, Estuary",),
        dateline="Port Sable",
        urgency=3,
        language="en-GB",
        credit="Coastal Press",
        signals=("correction",),
    )
    feed = Feed(name="Coastal", slug="coastal")

    def reason(self, field, how, words, negated=False, **changes):
        item = make_item(**changes) if changes else self.item
        condition = Condition(field=field, how=how, words=words, negated=negated)
        return Criterion.of(condition).reason(Copy(item, self.feed), Patience())

    def test_what_holds_says_by_which_words(self):
        for field, how, words, reason in [
            ("feed", "is", "coastal", "feed coastal"),
            ("feed", "is", "Coastal", "feed Coastal"),
            ("feed", "starts", "coa", "feed coa"),
            ("subject", "is", "15000000", "subject 15000000"),
            ("subject", "is", "15054000", "subject 15054000"),
            ("subject", "is", "04000000; 15054001", "subject 15054001"),
            ("subject", "starts", "2000", "subject 2000"),
            ("slugline", "contains", "ferry", "slugline “ferry”"),
            ("slugline", "starts", "bc-f", "slugline “bc-f”"),
            ("headline", "is", "night  ferry IS saved", "headline “night ferry IS"),
            ("text", "contains", "night ferry", "words of the story “night ferry”"),
            ("text", "contains", "flood*", "words of the story “flood*”"),
            ("text", "contains", "vote in Lisse", "words of the story “vote"),
            ("text", "matches", r"flo+ds\b", r"words of the story “flo+ds\b”"),
            ("keyword", "is", "harbours", "keyword “harbours”"),
            ("place", "contains", "Lisse", "place Lisse"),
            ("place", "is", "Port Sable", "place Port Sable"),
            ("urgency", "at_most", "3", "urgency 3"),
            ("urgency", "at_least", "3", "urgency 3"),
            ("urgency", "is", "1; 3", "urgency 3"),
            ("language", "is", "en", "language en"),
            ("credit", "contains", "press", "credit or source “press”"),
            ("signal", "is", "correction", "signal correction"),
        ]:
            with self.subTest(field=field, how=how, words=words):
                self.assertTrue(self.reason(field, how, words).startswith(reason))

    def test_what_does_not_hold_says_nothing(self):
        for field, how, words in [
            ("feed", "is", "Coast"),
            ("subject", "is", "15003000"),
            ("subject", "is", "15054002"),
            ("subject", "is", "20000000"),  # media topics have no tree in their digits
            ("slugline", "contains", "ferr"),
            ("text", "contains", "flood"),
            ("text", "contains", "fl*ods"),
            ("text", "contains", "ferry night"),
            ("text", "matches", "^ferry"),
            ("urgency", "at_most", "2"),
            ("urgency", "at_least", "4"),
            ("language", "is", "e"),
            ("place", "is", "Lisse"),
        ]:
            with self.subTest(field=field, how=how, words=words):
                self.assertEqual(self.reason(field, how, words), "")

    def test_a_condition_can_be_turned_round(self):
        self.assertEqual(
            self.reason("feed", "is", "north", negated=True), "feed not north"
        )
        self.assertEqual(self.reason("feed", "is", "coastal", negated=True), "")
        told = self.reason("urgency", "at_most", "2", negated=True)
        self.assertEqual(told, "urgency not at most 2")

    def test_what_an_item_does_not_say_is_met_by_nothing(self):
        for field in Condition.Field.values[1:]:
            if field not in ("headline", "text"):
                how = "at_most" if field == "urgency" else "contains"
                with self.subTest(field):
                    self.assertEqual(self.reason(field, how, "9", guid="x"), "")

    def test_an_item_is_the_same_after_it_lay_on_a_receipt(self):
        item = make_item(
            embargo_until=timezone.now(),
            pictures=(WirePicture(caption="The quay."),),
            pub_status=PubStatus.WITHHELD,
            subjects=("15000000",),
        )
        data = item.as_data()
        data["forgotten"] = "a field of an earlier year"
        data["subjects"] = ["15000000"]
        self.assertEqual(WireItem.from_data(data), item)


class RoutingTests(TestCase):
    def setUp(self):
        self.feed = make_feed(section=make_section(name="World"))
        self.sport = make_section(name="Sport")
        self.publisher = make_user("Publisher")

    def receive(self, **fields):
        self.ruling = deciding.receive(make_item(**fields), self.feed)
        return self.ruling.decision

    def story(self):
        return Article.objects.get()

    def publishes(self, *conditions, **fields):
        fields = {"switched_on_by": self.publisher, "section": self.sport} | fields
        return make_rule(
            *(conditions or [SPORT]), outcome=RuleOutcome.PUBLISHED, **fields
        )


class FilingTests(RoutingTests):
    def test_a_rule_files_a_story_and_the_receipt_says_which_and_why(self):
        make_rule(
            SPORT,
            ("feed", "is", "coastal"),
            name="Sport to Sport desk",
            section=self.sport,
            topics=["Rowing"],
        )
        self.assertEqual(self.receive(subjects=("15000000",)), Decision.CREATED)
        self.assertEqual(self.story().section, self.sport)
        self.assertEqual([str(topic) for topic in self.story().tags.all()], ["Rowing"])
        self.assertEqual(
            self.ruling.reason,
            "Section Sport; topic Rowing, because of the rule “Sport to Sport desk”: "
            "subject 15000000, feed coastal.",
        )
        self.assertEqual(self.story().revisions.get().content["topics"], ["Rowing"])

    def test_a_rule_that_does_not_hold_or_is_off_changes_nothing(self):
        make_rule(SPORT, ("urgency", "at_most", "2"), section=self.sport)
        make_rule(section=self.sport, active=False)
        self.receive(subjects=("15000000",))
        self.assertEqual(self.story().section, self.feed.section)
        self.assertEqual(self.ruling.reason, "")

    def test_one_condition_is_enough_where_any_is(self):
        make_rule(SPORT, ("urgency", "at_most", "2"), section=self.sport, needs="any")
        self.receive(urgency=1)
        self.assertEqual(self.story().section, self.sport)

    def test_the_first_rule_decides_and_topics_of_all_count_until_one_stops(self):
        first = make_rule(section=self.sport, topics=["One"])
        make_rule(section=make_section(), outcome="held", topics=["Two"], stop=True)
        make_rule(topics=["Three"])
        self.receive()
        self.assertEqual(self.story().section, first.section)
        names = sorted(str(topic) for topic in self.story().tags.all())
        self.assertEqual(names, ["One", "Two"])

    def test_a_changed_rule_counts_from_the_next_item_on(self):
        rule = make_rule(section=self.sport)
        self.receive()
        rule.active = False
        rule.save()
        self.receive(guid="urn:2")
        story = Article.objects.latest("pk")
        self.assertEqual(story.section, self.feed.section)

    def test_a_topic_deleted_since_is_left_out(self):
        make_rule(topics=["Gone", "Kept"])
        self.receive()
        Topic.objects.get(name="Gone").delete()
        self.receive(guid="urn:2")
        story = Article.objects.latest("pk")
        self.assertEqual([str(topic) for topic in story.tags.all()], ["Kept"])

    def test_rules_cost_one_query_while_none_changes(self):
        make_rule(SPORT, section=self.sport)
        self.receive()
        with mock.patch.object(rules.Instruction, "of") as read_again:
            self.receive(guid="urn:2")
        read_again.assert_not_called()

    def test_a_rule_keeps_copy_on_the_wire_and_somebody_takes_it(self):
        make_rule(SPORT, outcome="wire", section=self.sport)
        with mock.patch("newsroom.wire.formats.parse") as parse:
            parse.return_value = ("test", [make_item(subjects=("15000000",))])
            intake.take_in(b"file", self.feed, name="file")
        receipt = Receipt.objects.get()
        self.assertEqual(receipt.decision, Decision.RECEIVED)
        self.assertEqual(receipt.section, self.sport)
        self.assertIn("left on the wire", receipt.reason)
        self.assertFalse(Article.objects.exists())
        item = make_item(subjects=("15000000",))
        deciding.make_draft(receipt, item, by=self.publisher)
        self.assertEqual(self.story().section, self.sport)

    def test_each_of_several_items_in_one_file_goes_its_own_way(self):
        self.publishes(SPORT, topics=["Rowing"])
        make_rule(("urgency", "is", "5"), outcome="wire")
        items = [
            make_item(guid="urn:1", subjects=("15000000",)),
            make_item(guid="urn:2", urgency=5),
            make_item(guid="urn:3"),
        ]
        with mock.patch("newsroom.wire.formats.parse", return_value=("test", items)):
            intake.take_in(b"file", self.feed, name="file")
        receipts = Receipt.objects.order_by("position").select_related("take__article")
        self.assertEqual(
            [(one.decision, bool(one.reason)) for one in receipts],
            [("created", True), ("received", True), ("created", False)],
        )
        published, on_the_wire, draft = (one.take for one in receipts)
        self.assertTrue(published.published_by_rule)
        self.assertTrue(published.article.is_published)
        self.assertEqual(published.article.tags.get().name, "Rowing")
        self.assertIsNone(on_the_wire.article)
        self.assertEqual(draft.article.status, Status.DRAFT)

    def test_a_rule_makes_drafts_where_the_feed_makes_none(self):
        self.feed.makes_drafts = False
        self.feed.save()
        make_rule(SPORT, outcome="draft")
        self.assertEqual(self.receive(), Decision.RECEIVED)
        self.assertEqual(
            self.receive(guid="urn:2", subjects=("15000000",)), Decision.CREATED
        )
        self.assertEqual(self.story().status, Status.DRAFT)

    def test_a_rule_hands_to_the_desk_marks_ready_and_holds(self):
        for outcome, status in [
            ("submitted", Status.SUBMITTED),
            ("ready", Status.READY),
            ("held", Status.DRAFT),
        ]:
            make_rule(("slugline", "is", outcome), outcome=outcome, name=outcome)
            self.receive(guid=outcome, slugline=outcome)
            story = self.ruling.article
            with self.subTest(outcome):
                self.assertEqual(story.status, status)
        self.assertEqual(story.hold_note, "The rule “held” holds it.")

    def test_what_came_with_a_warning_is_not_marked_ready(self):
        make_rule(outcome="ready")
        self.receive(warnings=("Its date was not readable.",))
        self.assertEqual(self.story().status, Status.DRAFT)
        self.assertIn("nothing that came with a warning", self.ruling.reason)

    def test_a_later_version_with_a_warning_is_not_ready_any_more(self):
        make_rule(outcome="ready")
        self.receive()
        self.receive(version=2, warnings=("Its date was not readable.",))
        self.assertEqual(self.story().status, Status.DRAFT)

    def test_a_story_that_a_rule_submitted_is_still_rewritten(self):
        make_rule(outcome="submitted")
        self.receive()
        self.assertEqual(self.receive(version=2, headline="New"), Decision.UPDATED)
        self.assertEqual(self.story().headline, "New")
        self.assertEqual(self.story().status, Status.SUBMITTED)

    def test_a_later_version_never_moves_a_story(self):
        self.receive()
        make_rule(section=self.sport, topics=["New"])
        self.receive(version=2, headline="New")
        self.assertEqual(self.story().section, self.feed.section)
        self.assertFalse(self.story().tags.exists())


class ReplacementTests(RoutingTests):
    def test_words_are_put_otherwise_in_headline_standfirst_and_text(self):
        make_rule(words=[("Kiew", "Kyiv"), (r"(\d+) metres", r"\1 m", True)])
        self.receive(
            headline="Kiew, not Kiewer",
            standfirst="In Kiew",
            body="<p>In <em>Kiew</em> &amp; 5 metres on.</p>\n<p>KIEW.</p>",
        )
        story = self.story()
        self.assertEqual(story.headline, "Kyiv, not Kiewer")
        self.assertEqual(story.standfirst, "In Kyiv")
        self.assertEqual(
            story.body, "<p>In <em>Kyiv</em> &amp; 5 m on.</p>\n<p>KIEW.</p>"
        )
        self.assertIn("Words put otherwise, because of the rule", self.ruling.reason)

    def test_a_link_and_a_mark_keep_what_is_inside_their_tags(self):
        make_rule(words=[("example", "sample"), ("href", "x"), ("strong", "weak")])
        body = (
            '<p>An <a href="https://example.org/" rel="noopener noreferrer">example</a>'
            " is <strong>strong</strong>.</p>"
        )
        self.receive(body=body)
        expected = body.replace(">example<", ">sample<").replace(">strong<", ">weak<")
        self.assertEqual(self.story().body, expected)

    def test_no_markup_is_made_of_words(self):
        make_rule(
            words=[
                ("ferry", "<script>alert(1)</script>"),
                ("(quay)", r"<a href='javascript:x'>\1</a>", True),
                ("bell", r"\x00\x1b\ud800!", True),
            ]
        )
        self.receive(body="<p>A ferry, a quay and a bell.</p>")
        story = self.story()
        self.assertNotIn("<script", story.body)
        self.assertNotIn("<a", story.body)
        self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt;", story.body)
        self.assertTrue(story.body.endswith("and a !.</p>"))

    def test_a_text_of_which_nothing_is_left_is_not_published(self):
        self.publishes(words=[("(?s).+", "", True)])
        self.receive(subjects=("15000000",))
        self.assertEqual(self.story().status, Status.DRAFT)
        self.assertIn("could not publish it: It has no headline", self.ruling.reason)

    def test_a_replacement_is_no_work_of_an_editor(self):
        make_rule(words=[("council", "assembly")])
        self.receive()
        self.assertEqual(self.receive(), Decision.DUPLICATE)
        again = deciding.receive(make_item(), self.feed, anew=True)
        self.assertEqual(again.decision, Decision.DUPLICATE)
        body = "<p>The council voted ten to four.</p>"
        self.assertEqual(self.receive(version=2, body=body), Decision.UPDATED)
        self.assertEqual(self.story().body, "<p>The assembly voted ten to four.</p>")

    def test_reading_again_uses_todays_rules(self):
        self.receive()
        make_rule(words=[("council", "assembly")])
        again = deciding.receive(make_item(), self.feed, anew=True)
        self.assertEqual(again.decision, Decision.UPDATED)
        self.assertIn("assembly", self.story().body)

    def test_an_update_that_waits_is_compared_in_the_words_of_the_house(self):
        make_rule(words=[("council", "assembly")])
        self.receive()
        publishing.record_edit(self.story(), by=self.publisher)
        self.assertEqual(self.receive(version=2, headline="New"), Decision.WAITING)
        receipt = Receipt(take=Take.objects.get(), feed=self.feed)
        item = make_item(version=2, headline="New")
        asked = updates.questions(receipt, item, self.story())
        self.assertEqual([q.name for q in asked if q.part.asks], ["headline"])


class PublishingTests(RoutingTests):
    def test_a_rule_publishes_what_passes_every_check(self):
        self.publishes(name="Goals")
        with self.captureOnCommitCallbacks(execute=True):
            self.receive(subjects=("15000000",))
        self.assertTrue(self.story().is_published)
        self.assertTrue(Take.objects.get().published_by_rule)
        self.assertEqual(
            self.ruling.reason,
            "Section Sport; to be published, because of the rule “Goals”: "
            "subject 15000000.",
        )

    def test_what_fails_a_check_waits_with_the_sentences(self):
        Feed.objects.update(section=None)
        self.feed.refresh_from_db()
        self.publishes(section=None, name="Goals")
        self.assertEqual(self.receive(subjects=("15000000",)), Decision.CREATED)
        self.assertEqual(self.story().status, Status.DRAFT)
        self.assertIn(
            "The rule “Goals” could not publish it: It has no section",
            self.ruling.reason,
        )

    def test_what_is_held_warned_of_or_under_embargo_is_never_published(self):
        self.publishes(("feed", "is", "coastal"))
        hour = timedelta(hours=1)
        for number, fields in enumerate(
            [
                {"embargo_until": timezone.now() + hour},
                {"embargo_until": timezone.now() - hour},
                {"embargo_unclear": "Friday"},
                {"pub_status": PubStatus.WITHHELD},
                {"pub_status": PubStatus.CANCELED},
                {"hold_reason": "An advisory."},
                {"warnings": ("Its date was not readable.",)},
                {"headline": ""},
                {"body": ""},
                {"slugline": "HOLD FOR RELEASE"},
            ]
        ):
            with self.subTest(fields):
                self.receive(guid=f"urn:{number}", **fields)
                self.assertFalse(Article.objects.published().exists())

    def test_a_rule_publishes_only_while_whoever_switched_it_on_may(self):
        for number, change in enumerate(
            [
                lambda: self.publisher.groups.clear(),
                lambda: type(self.publisher).objects.update(is_active=False),
                lambda: self.publisher.delete(),
            ]
        ):
            self.publisher = make_user("Publisher")
            rule = self.publishes(name=f"R{number}")
            change()
            self.receive(guid=f"urn:{number}", subjects=("15000000",))
            with self.subTest(number):
                self.assertEqual(self.ruling.article.status, Status.DRAFT)
                self.assertIn("does not publish: nobody who may", self.ruling.reason)
            rule.delete()

    def test_a_draft_is_published_by_rule_once_it_has_a_text(self):
        self.publishes()
        self.receive(subjects=("15000000",), body="")
        self.assertEqual(self.story().status, Status.DRAFT)
        self.receive(version=2, subjects=("15000000",))
        self.assertTrue(self.story().is_published)
        self.assertIn("By the rule “Rule 1”: Published.", self.ruling.reason)

    def test_what_an_editor_has_in_hand_is_not_published_by_rule(self):
        self.receive(subjects=("15000000",))
        publishing.record_edit(self.story(), by=self.publisher)
        self.publishes()
        self.receive(version=2, subjects=("15000000",))
        self.assertEqual(self.story().status, Status.DRAFT)

    def test_taking_an_item_from_the_wire_publishes_nothing(self):
        self.publishes()
        self.receive(subjects=("15000000",), pub_status=PubStatus.WITHHELD)
        receipt = Receipt(take=self.ruling.take, feed=self.feed, decision=Decision.HELD)
        item = make_item(subjects=("15000000",), pub_status=PubStatus.WITHHELD)
        with mock.patch.object(Receipt, "save"):
            deciding.make_draft(receipt, item, by=make_user("Reporter"))
        self.assertEqual(self.story().status, Status.DRAFT)


class PublishedByRuleTests(RoutingTests):
    """What a rule published and nobody has touched; docs/decisions says why."""

    def setUp(self):
        super().setUp()
        self.rule = self.publishes()
        self.receive(subjects=("15000000",))

    def update(self, **fields):
        changed = {"version": 2, "subjects": ("15000000",), "headline": "New"}
        return self.receive(**changed | fields)

    def test_a_version_that_the_rule_publishes_too_reaches_readers(self):
        heard = mock.Mock()
        article_changed.connect(heard, weak=False)
        self.addCleanup(article_changed.disconnect, heard)
        with self.captureOnCommitCallbacks(execute=True):
            self.assertEqual(self.update(), Decision.UPDATED)
        heard.assert_called_once()
        story = self.story()
        self.assertEqual((story.headline, story.status), ("New", Status.PUBLISHED))
        self.assertIsNotNone(story.materially_updated_at)
        revision = story.revisions.latest("pk")
        self.assertEqual(revision.action, "updated by the wire")
        self.assertIsNone(revision.created_by)

    def test_any_other_version_waits_and_readers_keep_what_they_have(self):
        for number, fields in enumerate(
            [
                {"warnings": ("Its date was not readable.",)},
                {"embargo_until": timezone.now() + timedelta(hours=1)},
                {"headline": ""},
                {"body": ""},
                {"subjects": ()},
            ]
        ):
            with self.subTest(fields):
                decision = self.update(version=number + 2, **fields)
                self.assertEqual(decision, Decision.WAITING)
                story = self.story()
                self.assertTrue(story.is_published)
                self.assertEqual(story.headline, "Night ferry is saved")

    def test_a_version_that_fails_a_check_waits_with_the_sentence(self):
        Article.objects.update(hold_note="A lawyer reads it.")
        self.assertEqual(self.update(), Decision.WAITING)
        self.assertIn("It is on hold: A lawyer reads it.", self.ruling.reason)
        self.assertEqual(self.story().headline, "Night ferry is saved")

    def test_a_story_somebody_has_touched_waits(self):
        publishing.record_edit(self.story(), by=self.publisher)
        self.assertEqual(self.update(), Decision.WAITING)
        self.assertEqual(self.story().headline, "Night ferry is saved")

    def test_a_story_that_people_published_waits_whatever_the_rule_says(self):
        Take.objects.update(published_by_rule=False)
        self.assertEqual(self.update(), Decision.WAITING)

    def test_a_kill_takes_it_down(self):
        self.update(pub_status=PubStatus.CANCELED)
        self.assertEqual(self.story().status, Status.KILLED)

    def test_a_withheld_story_comes_back_by_no_rule(self):
        self.update(pub_status=PubStatus.WITHHELD)
        self.assertEqual(self.story().status, Status.DRAFT)
        self.update(version=3)
        self.assertEqual(self.story().status, Status.DRAFT)
        self.assertIn("It is on hold", self.ruling.reason)


class TypedExpressionTests(SimpleTestCase):
    signs = r"ab()[]{}*+?|^$\\.:,=!<>P#&~-019dwsbNpLkKRXGgx_"

    @settings(max_examples=150, deadline=None)
    @given(text(signs, max_size=14), text(signs, max_size=6))
    def test_whatever_is_typed_is_refused_with_a_sentence_or_comes_to_an_end(
        self, old, new
    ):
        try:
            expressions.check_replacement(old, new)
        except expressions.NotAnExpression as refused:
            self.assertIn("“", str(refused))
            return
        patience = Patience()
        patience.begin_rule()
        try:
            expressions.finds(old, "ab 01 ba", patience)
            expressions.replaced(old, new, "ab 01 ba", patience)
        except expressions.TooSlow as stopped:
            self.assertIn("takes too long", str(stopped))


class SlowExpressionTests(RoutingTests):
    body = f"<p>{'a' * 20_000}!</p><p>{'word ' * 2_000}!</p>"

    def test_a_rule_whose_condition_does_not_end_is_left_out_and_the_story_comes(self):
        for number, pattern in enumerate(ENDLESS):
            rule = make_rule(
                ("text", "matches", pattern), section=self.sport, name=f"R{number}"
            )
            with self.subTest(pattern):
                decision = self.receive(guid=f"urn:{number}", body=self.body)
                self.assertEqual(decision, Decision.CREATED)
                self.assertEqual(self.ruling.article.section, self.feed.section)
                self.assertIn(
                    f"The rule “{rule}” was left out. The expression “{pattern}” takes "
                    "too long on this copy.",
                    self.ruling.reason,
                )
            rule.delete()

    def test_a_rule_whose_replacement_does_not_end_changes_nothing_at_all(self):
        make_rule(
            section=self.sport,
            words=[("ferry", "boat"), ("(a+)+$", "b", True)],
        )
        self.receive(body=self.body)
        self.assertEqual(self.story().section, self.feed.section)
        self.assertEqual(self.story().headline, "Night ferry is saved")

    def test_a_replacement_that_writes_without_end_is_left_out(self):
        make_rule(words=[("(.+)", r"\1" * 150, True)])
        self.receive(body=self.body)
        self.assertIn("takes too long", self.ruling.reason)

    def test_nothing_is_published_while_a_rule_was_left_out(self):
        make_rule(("text", "matches", "(a+)+$"), outcome="held")
        self.publishes()
        self.receive(subjects=("15000000",), body=self.body)
        self.assertEqual(self.story().status, Status.DRAFT)

    def test_an_expression_that_cannot_be_read_any_more_loses_no_story(self):
        make_rule(("text", "matches", "(ferry"), section=self.sport)
        make_rule(words=[("ferry", r"\9", True)])
        self.assertEqual(self.receive(), Decision.CREATED)
        self.assertEqual(self.story().section, self.feed.section)
        self.assertIn("“(ferry” is no regular expression", self.ruling.reason)
        self.assertIn("“Rule 2” was left out. “\\9” cannot be put", self.ruling.reason)
