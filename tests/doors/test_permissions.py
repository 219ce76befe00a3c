"""Every address there is, walked: nobody changes or sees what is not for them.

Addresses are taken from the resolver, so a new one is covered as soon as it exists. At
the desk each is sent what would change something if it were sent by somebody who may.
"""

import contextlib
import json
import re
from datetime import timedelta

from axes.models import AccessAttempt
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client, RequestFactory, TestCase
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles import publishing
from articles.admin.verbs import VERBS
from articles.captions import words
from articles.models import Article, CaptionDrift
from articles.photos import likeness
from newsroom.announcing.models import Announcement, Channel
from newsroom.notes.models import Note
from newsroom.wire import intake
from newsroom.wire.models import (
    Decision,
    Derivative,
    PendingPicture,
    Recall,
    Receipt,
    Rule,
)
from tests.articles.test_admin_library import picture
from tests.articles.test_admin_stories import form_of
from tests.factories import (
    make_article,
    make_contributor,
    make_page,
    make_photo,
    make_published,
    make_section,
    make_topic,
    make_user,
)
from tests.public_pages import PaperTestCase, addresses, silent
from tests.wire.sampling import make_feed

# Public addresses that take something from a reader, by the name of the pattern.
TAKES_POST = {"notes:report", "popular:count"}
# Pages of the desk for whoever is not signed in, in a language they can read.
WAY_IN = {"admin:login", "admin:language"}
# Signing out ends the walk; it is walked by nobody and changes nothing but a session.
WAY_OUT = {"admin:logout"}
# Their own account is everybody's: the index, the password, the second step.
OWN = {
    "admin:index",
    "admin:jsi18n",
    "admin:password_change",
    "admin:password_change_done",
    "admin:two_step",
    "admin:two_step_code",
}
# What whoever may see nothing is answered, where it is not that they may not: 403.
ANSWERS = dict.fromkeys(OWN, 200) | {"admin:app_list": 404, "admin:nothing": 404}
READ_ONLY = {"admin:autocomplete", "admin:jsi18n", "admin:password_change_done"}
UNSAFE = ["post", "put", "patch", "delete"]

# The tables that only who may can change; sessions and the admin's log are not among.
KEPT = [
    "announcing",
    "articles",
    "wire",
    "notes",
    "popular",
    "auth",
    "axes",
    "otp_static",
    "otp_totp",
]
NEW_PASSWORD = dict.fromkeys(["password1", "password2"], "a long enough sentence")
# What is typed into the forms of a model, to add one, to change one, and elsewhere.
TYPED = {
    "articles_contributor": {"name": "Typed", "slug": "typed", "kind": "guest"},
    "articles_photo": {
        "caption": "Typed",
        "credit": "Typed",
        "alt_text": "Typed",
        "category": "staff",
        "focal_x": "0.5",
        "focal_y": "0.5",
    },
    "articles_section": {"name": "Typed", "slug": "typed", "position": "7"},
    "articles_standingpage": {
        "title": "Typed",
        "slug": "typed",
        "role": "other",
        "position": "7",
    },
    "articles_topic": {"name": "Typed", "slug": "typed", "kind": "subject"},
    "auth_group": {"name": "Typed"},
    "auth_user": {
        "username": "typed",
        "is_staff": "on",
        "is_active": "on",
        "is_superuser": "on",
        "date_joined_0": "2026-01-01",
        "date_joined_1": "09:00:00",
        "usable_password": "true",
        **NEW_PASSWORD,
    },
    "axes_accessattempt": {"failures_since_start": "0"},
    "notes_note": {"verb": "fix", "kind": "correction", "text": "It was wrong."},
    "otp_totp_totpdevice": {"name": "Typed", "confirmed": "on"},
    "wire_feed": {
        "name": "Typed",
        "slug": "typed",
        "time_zone": "UTC",
        "every": "5",
        "time_out": "5",
        "afterwards": "leave",
    },
    "wire_rule": {
        "name": "Typed",
        "needs": "all",
        **{
            f"{part}-{forms}_FORMS": "0"
            for part in ["conditions", "replacements"]
            for forms in ["TOTAL", "INITIAL"]
        },
    },
}
# Copy from a wire: one story, the same again, one held back, one that nobody can read.
COPY = [
    {"uri": "u:1", "version": "1", "headline": "Saved", "body_text": "Nine to four."},
    {"uri": "u:1", "version": "2", "headline": "Lost", "body_text": "Four to nine."},
    {"uri": "u:2", "pubstatus": "withheld", "headline": "Held", "body_text": "Text."},
    None,
]
# Ways of using the desk that must change something for whoever may do everything.
WRITES = re.compile(
    r"_(add|alike|change|check|correct|decide|delete|derivatives|exception|kill|put_back|move"
    r"|take|update|upload)$"
    r"|_changelist \w+$"
)
PUTS_BACK = {"admin:articles_photo_put_back", "admin:articles_standingpage_put_back"}
# And what changes nothing even then: records, and devices that only their owner makes.
FIXED = {
    "announcing_announcement_add",
    "announcing_announcement_change",
    "announcing_announcement_delete",
    "articles_captiondrift_add",
    "articles_captiondrift_change",
    "articles_captiondrift_changelist correct_publicly",  # asks for the wording first
    "articles_captiondrift_delete",
    "articles_article_changelist kill",  # asks for a note first
    "articles_photo_changelist check_words",  # leads to the screen
    "axes_accessattempt_add",
    "axes_accessattempt_change",
    "notes_note_add",
    "notes_note_change",
    "notes_note_delete",
    "otp_totp_totpdevice_add",
    "otp_totp_totpdevice_change",
    "wire_pendingpicture_add",
    "wire_pendingpicture_change",
    "wire_pendingpicture_delete",
    "wire_quarantined_add",
    "wire_quarantined_change",
    "wire_quarantined_changelist try_again",  # it stays as unreadable as it was
    "wire_quarantined_delete",
    "wire_recall_add",
    "wire_recall_change",
    "wire_recall_delete",
    "wire_receipt_add",
    "wire_receipt_change",
    "wire_receipt_delete",
}


def patterns(resolver=None, names=(), route=""):
    """Yield each address as (full name, pattern, route): the whole tree of it."""
    for part in (resolver or get_resolver()).url_patterns:
        here = route + str(part.pattern)
        if isinstance(part, URLResolver):
            inside = (*names, part.namespace) if part.namespace else names
            yield from patterns(part, inside, here)
        elif isinstance(part, URLPattern):
            yield ":".join([*names, part.name or ""]), part, here


def simplified(path, key):
    """Put a key into the holes that are left, and take the regular expression away."""
    while "<" in path:
        before, _, rest = path.partition("<")
        path = before + key + rest.partition(">")[2]
    for sign in ("^", "$", "\\Z", "(?P", "\\"):
        path = path.replace(sign, "")
    return path


# Reading a table leaves it as it is, and so do the marks of what may be taken back.
READS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


def rows():
    """Return all that is stored in the tables kept: table → its rows, in order."""
    stored = {}
    with connection.cursor() as cursor:
        for label in KEPT:
            app = apps.get_app_config(label)
            for model in app.get_models(include_auto_created=True):
                table = model._meta.db_table
                key = ", ".join(f'"{field.column}"' for field in model._meta.pk_fields)
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY {key}')
                stored[table] = cursor.fetchall()
    return stored


@contextlib.contextmanager
def writing_noted():
    """Yield a list of the statements that are sent and do more than read."""
    written = []

    def note(execute, sql, *rest):
        if not sql.startswith(READS):
            written.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield written


class WalkTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make_published(
            section=make_section(),
            bylines=[make_contributor()],
            topics=[make_topic("Harbour")],
            lead_photo=make_photo(),
        )


class DeskTests(WalkTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        section, somebody = cls.article.section, make_user()
        coming = timezone.now() + timedelta(hours=1)
        cls.things = {
            "articles_article": [
                make_article(section=section),
                make_article(
                    section=section,
                    status=Article.Status.SCHEDULED,
                    published_at=coming,
                ),
                cls.article,
            ],
            "articles_contributor": [make_contributor()],
            "articles_photo": [make_photo(credit="Typed")],
            "articles_section": [make_section()],
            "articles_standingpage": [make_page()],
            "articles_topic": [make_topic()],
            "auth_group": [Group.objects.create(name="Night desk")],
            "auth_user": [make_user()],
            "axes_accessattempt": [
                AccessAttempt.objects.create(
                    username="x", get_data="", post_data="", failures_since_start=1
                )
            ],
            "notes_note": [
                Note.objects.create(article=cls.article, kind="fact", wrong="Wrong")
            ],
            "otp_totp_totpdevice": [TOTPDevice.objects.create(user=somebody)],
            "wire_feed": [make_feed(name="Spare", slug="spare")],
            "wire_rule": [Rule.objects.create(name="First")],
            "wire_receipt": list(cls.receipts(make_user())),
        }
        Rule.objects.create(name="One to change places with")
        likeness.keep(*cls.things["articles_photo"], 1, like=cls.article.lead_photo)
        cls.things["articles_captiondrift"] = [cls.drift(*cls.things["articles_photo"])]
        cls.things["wire_recall"] = [cls.recall(cls.things["wire_receipt"][1])]
        cls.things["wire_pendingpicture"] = [
            PendingPicture.objects.create(
                take=Receipt.objects.exclude(take=None).first().take,
                href="https://pictures.example/quay.jpg",
            )
        ]
        cls.things["announcing_announcement"] = [
            Announcement.objects.create(
                channel=Channel.WEBSUB,
                address="https://paper.example/feeds/rss.xml",
                changed_at=coming,
                error="“hub.example” took too long, and was broken off.",
            )
        ]
        cls.things["wire_quarantined"] = [cls.things["wire_receipt"][-1]]

    @classmethod
    def drift(cls, *photos):
        """Change the words of photos, one of which a published story has frozen."""
        for photo in (cls.article.lead_photo, *photos):
            words.change(photo, {"caption": "New"}, by=None, action="saved")
        return CaptionDrift.objects.get()

    @classmethod
    def recall(cls, receipt):
        """Return the question that a receipt asks about a story."""
        link = Derivative.objects.create(
            take=receipt.take, article=cls.article, of_story=9, of_take=9, highest=9
        )
        return Recall.objects.create(derivative=link, receipt=receipt)

    @classmethod
    def receipts(cls, editor):
        """Yield what was decided about the copy; the first story is edited at once."""
        feed = make_feed(section=cls.article.section)
        for message in COPY:
            data = json.dumps(message).encode() if message else b"No\x00thing."
            intake.take_in(data, feed, name="copy")
            receipt = Receipt.objects.latest("pk")
            if receipt.decision == Decision.CREATED:
                publishing.record_edit(receipt.take.article, by=editor)
            yield receipt

    # Who is turned away ---------------------------------------------------------

    def test_a_stranger_is_led_to_the_way_in_and_changes_nothing(self):
        self.walk(self.assert_led_in, methods=["get", *UNSAFE])

    def test_permissions_without_a_place_at_the_desk_open_nothing(self):
        self.client.force_login(make_user("Publisher", is_staff=False))
        self.walk(self.assert_led_in)

    def test_somebody_of_the_desk_with_no_permission_is_refused_everything(self):
        self.client.force_login(make_user())
        self.walk(self.assert_refused)

    def test_their_index_shows_them_no_table(self):
        self.client.force_login(make_user())
        self.assertEqual(self.client.get("/admin/").context["app_list"], [])

    def test_a_form_without_its_token_is_refused_with_a_sentence(self):
        self.client = Client(enforce_csrf_checks=True)
        self.client.force_login(make_user(is_superuser=True))
        self.walk(self.assert_not_saved, methods=["post"])

    def test_the_same_forms_do_change_what_they_mean_for_whoever_may(self):
        """Else the tests above would pass on forms that are wrong in themselves."""
        self.client = Client(raise_request_exception=False)
        self.client.force_login(make_user(is_superuser=True))
        session = self.client.cookies[settings.SESSION_COOKIE_NAME].value
        before, writing, moved = rows(), set(), set()
        for label, name, path, form in self.visits():
            if not WRITES.search(label) or name in OWN:
                continue
            writing.add(label)
            if label in moved | FIXED:
                continue
            with transaction.atomic():
                with writing_noted() as written:
                    self.client.post(path, form)
                if written and rows() != before:
                    moved.add(label)
                transaction.set_rollback(True)
            # A new password renews the session, and that is taken back as well.
            self.client.cookies[settings.SESSION_COOKIE_NAME] = session
        self.assertEqual(writing - moved - FIXED, set())

    def test_every_screen_is_tried_on_something_that_exists(self):
        lists = {
            name.removeprefix("admin:").removesuffix("_changelist")
            for name, *_ in patterns()
            if name.endswith("_changelist")
        }
        self.assertEqual(
            lists ^ self.things.keys(),
            set(),
            "Make one of each in tests/doors/test_permissions.py.",
        )

    # The walk -------------------------------------------------------------------

    def walk(self, check, methods=("get", "post")):
        """Send everything everywhere, check each answer, and that all rows are kept.

        The rows are read where a statement was sent that could have changed one, and
        once more at the end.
        """
        before, opened = rows(), set()
        for label, name, path, form in self.visits():
            for method in methods:
                if method != "post" and path in opened:
                    continue
                with self.subTest(label, path=path, method=method):
                    send = getattr(self.client, method)
                    sent = (path, form) if method == "post" else (path,)
                    with writing_noted() as written:
                        response = send(*sent)
                    check(response, name, path)
                    if written:
                        self.assert_kept(before)
            opened.add(path)
        self.assert_kept(before)

    def assert_kept(self, before):
        changed = {table: now for table, now in rows().items() if now != before[table]}
        before.update(changed)  # said where it happened, and not again later
        self.assertEqual(sorted(changed), [], "Their rows are not what they were.")

    def visits(self):
        """Yield (label, name, path, form): every address, with everything it takes."""
        for name, _, route in patterns():
            at_desk = f"/{route}".startswith(settings.NEWSROOM_DESK_PATH)
            if not at_desk or name in WAY_IN | WAY_OUT:
                continue
            if name == "admin:":  # two of the admin's patterns have no name
                name += "nothing" if "url" in route else "leads_on"
            model = "_".join(route.split("/")[1:3])
            things = [None]
            if "<" in route or name.endswith("_changelist"):
                things = self.things.get(model, things)
            for thing in things:
                for path in self.paths_of(name, route, thing):
                    for what, form in self.forms_of(name, model, thing):
                        label = f"{name.removeprefix('admin:')} {what}".strip()
                        yield label, name, path, form

    def paths_of(self, name, route, thing):
        """Fill the holes of a route with what exists; a query says what is asked."""
        if name == "admin:app_list":
            labels = re.search(r"app_label>([^)]+)\)", route)[1].split("|")
            return [f"/admin/{label}/" for label in labels]
        if name == "admin:nothing":
            return ["/admin/nothing/"]
        if name == "admin:view_on_site":
            kind = ContentType.objects.get_for_model(Article)
            return [f"/admin/r/{kind.pk}/{self.article.pk}/"]
        if name == "admin:autocomplete":
            asked = "app_label=articles&model_name=article&field_name="
            return [f"/{route}?{asked}section", f"/{route}?{asked}lead_photo"]
        if name == "admin:articles_article_kill":
            return [f"/{route}?id={self.article.pk}"]
        return ["/" + simplified(route, str(thing.pk) if thing else "")]

    def forms_of(self, name, model, thing):
        """Yield (what it is for, where an address is for several things; the form)."""
        if name.endswith("_changelist"):
            yield from self.forms_of_list(model, thing)
        elif name.endswith("_delete"):
            yield "", {"post": "yes"}
        elif form := self.form_of_screen(name, thing):
            yield "", form
        elif model == "articles_article":
            section = self.article.section_id
            yield "", form_of(thing, headline="Typed", section=section)
            for verb in VERBS if name.endswith("_change") else ():
                yield "", form_of(thing, **{f"_do_{verb.name}": "1"})
        elif name == "admin:wire_receipt_update":
            story = thing.take and thing.take.article
            seen = story.edited_at.isoformat() if story else ""
            yield "", {"seen": seen, "headline": "theirs"}
        elif name == "admin:wire_receipt_derivatives":
            yield "", {"story": self.article.pk, "step": "leave"}
        elif name == "admin:articles_photo_add":
            yield "", TYPED[model] | {"original": picture()}
        elif name in OWN:
            yield "", {"code": "1234-5678", "old_password": "wrong", **NEW_PASSWORD}
        else:
            yield "", TYPED.get(model, {})

    def form_of_screen(self, name, thing):
        """Return what a screen of its own takes, which is no model's form."""
        if name == "admin:articles_article_kill":
            return {"note": "x", "id": self.article.pk}
        if name == "admin:articles_article_translate":
            return {"language": "fr"}
        if name == "admin:articles_article_photos":
            return {"photo": self.things["articles_photo"][0].pk, "gallery": "1"}
        if name == "admin:articles_captiondrift_correct":
            [row] = self.things["articles_captiondrift"]
            return {"id": row.pk, f"text-{row.pk}": "It was wrong."}
        if name == "admin:articles_photo_exception":
            day = timezone.localdate() + timedelta(days=2)
            return {
                "reasons": "no-cover",
                "until_0": day.isoformat(),
                "until_1": "12:00",
                "note": "The agency agrees.",
            }
        if name == "admin:articles_photo_upload":
            return {"file": picture()}
        if name == "admin:articles_photo_alike":
            return {"use": "both"}
        if name == "admin:articles_photo_check":
            [photo] = self.things["articles_photo"]
            return {"ids": photo.pk, f"p{photo.pk}-caption": "Typed"}
        if name in PUTS_BACK:
            return {"revision": thing.revisions.get().pk}
        return None

    def forms_of_list(self, model, thing):
        """Yield each action with one thing chosen, and what is typed into the list."""
        app, _, name = model.rpartition("_")
        asking = RequestFactory().get("/")
        asking.user = User(is_superuser=True)
        screen = admin.site.get_model_admin(apps.get_model(app, name))
        chosen = {"_selected_action": [thing.pk], "post": "yes"}
        for action in screen.get_actions(asking):
            yield action, chosen | {"action": action}
        if screen.list_editable:
            form = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "_save": "Save"}
            typed = {f"form-0-{field}": "7" for field in screen.list_editable}
            yield "typed", form | {"form-0-id": thing.pk} | typed

    # What is asserted -----------------------------------------------------------

    def assert_led_in(self, response, name, path):
        """To the login and nowhere else; what no form sends may be refused outright."""
        if response.status_code == 405 and method_of(response) not in {"GET", "POST"}:
            return
        self.assertEqual(response.status_code, 302)
        way_in = redirect_to_login(path, reverse("admin:login")).url
        self.assertEqual(response.headers["Location"], way_in)

    def assert_refused(self, response, name, path):
        """By 403 wherever the thing is; a few addresses only lead on to another."""
        leads = {
            "admin:leads_on": f"{path}change/",
            "admin:two_step_code": "/admin/",
        }
        expected = 302 if name in leads else ANSWERS.get(name, 403)
        if name in READ_ONLY and method_of(response) == "POST":
            expected = 405
        self.assertEqual(response.status_code, expected)
        self.assertEqual(response.headers.get("Location"), leads.get(name))

    def assert_not_saved(self, response, name, path):
        self.assertContains(response, "nothing was saved", status_code=403)


def method_of(response):
    return response.wsgi_request.method


class PublicTests(PaperTestCase):
    stories = 1

    def walked(self):
        """Yield (name, address) for all there is for readers."""
        for name, tried in (addresses(self.public) | silent(self.public)).items():
            for address in tried:
                yield name, address

    def test_nothing_is_taken_from_readers_but_by_the_beacon(self):
        for name, path in self.walked():
            if name in TAKES_POST:
                continue
            for method in UNSAFE:
                with self.subTest(name, path=path, method=method):
                    response = getattr(self.client, method)(path)
                    self.assertEqual(response.status_code, 405)

    def test_nobody_is_given_a_cookie_or_told_apart_by_one(self):
        self.client.force_login(make_user("Editor"))
        for name, path in self.walked():
            with self.subTest(name, path=path):
                response = self.client.get(path)
                self.assertNotIn("Set-Cookie", response.headers)
                self.assertFalse(response.cookies)
                self.assertNotIn("cookie", response.get("Vary", "").lower())

    def test_a_reader_and_an_editor_get_the_same_bytes(self):
        editor = Client()
        editor.force_login(make_user("Editor"))
        for name, path in self.walked():
            # A form has a token of its own each time.
            if name in {"doors:readyz", "notes:report"}:
                continue
            with self.subTest(name, path=path):
                first, second = self.client.get(path), editor.get(path)
                self.assertEqual(first.getvalue(), second.getvalue())
                policies = [
                    r.headers.get("Content-Security-Policy") for r in (first, second)
                ]
                self.assertEqual(*policies)

    def test_the_policy_stands_on_every_answer_without_a_nonce(self):
        for name, path in self.walked():
            with self.subTest(name, path=path):
                policy = self.client.get(path).headers["Content-Security-Policy"]
                self.assertNotIn("nonce", policy)
                self.assertNotIn("unsafe", policy)
