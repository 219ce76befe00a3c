"""Every address there is, walked: nobody changes or sees what is not for them.

Addresses are taken from the resolver, so a new one is covered as soon as it exists.
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.test import Client, TestCase
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories import (
    make_contributor,
    make_photo,
    make_published,
    make_section,
    make_topic,
    make_user,
)

# Public addresses that take something from a reader, by the name of the pattern.
TAKES_POST = {"popular:count"}
# Pages of the desk for whoever is not signed in.
WAY_IN = {"admin:login"}
# Words the desk's screens translate; they are the same for everybody.
HARMLESS = {"admin:jsi18n"}
UNSAFE = ["post", "put", "patch", "delete"]


def patterns(resolver=None, names=(), route=""):
    """Yield each address as (full name, pattern, route): the whole tree of it."""
    for part in (resolver or get_resolver()).url_patterns:
        here = route + str(part.pattern)
        if isinstance(part, URLResolver):
            inside = (*names, part.namespace) if part.namespace else names
            yield from patterns(part, inside, here)
        elif isinstance(part, URLPattern):
            yield ":".join([*names, part.name or ""]), part, here


class WalkTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make_published(
            section=make_section(),
            bylines=[make_contributor()],
            topics=[make_topic("Harbour")],
            lead_photo=make_photo(),
        )

    def paths(self):
        """Return (name, a path that leads there) for every address of the site."""
        return [(name, self.path_of(route)) for name, _, route in patterns()]

    def path_of(self, route):
        """Fill the holes of a route with values of things that exist."""
        article = self.article
        if "(?P<year>" in route and "(?P<day>" in route:
            return article.get_absolute_url()
        fillings = {
            "<section>": article.section.slug,
            "slug:section": article.section.slug,
            "(?P<year>[0-9]{4})": f"{article.published_at:%Y}",
            "(?P<month>[0-9]{2})": f"{article.published_at:%m}",
            "int:content_type_id": str(ContentType.objects.get_for_model(article).pk),
            "path:object_id": str(article.pk),
            "path:name": "r/none/640.webp",
            "(?P<app_label>": "articles",
        }
        path = route
        for hole, value in fillings.items():
            path = path.replace(f"<{hole}>", value).replace(hole, value)
        return "/" + simplified(path, str(article.pk))


def simplified(path, key):
    """Put a key into the holes that are left, and take the regular expression away."""
    while "<" in path:
        before, _, rest = path.partition("<")
        path = before + key + rest.partition(">")[2]
    for sign in ("^", "$", "\\Z", "(?P", "\\"):
        path = path.replace(sign, "")
    return path


class DeskTests(WalkTestCase):
    def test_a_stranger_gets_nothing_but_the_way_in(self):
        for name, path in self.desk():
            for method in ["get", *UNSAFE]:
                with self.subTest(name, path=path, method=method):
                    self.assert_turned_away(getattr(self.client, method)(path))

    def test_a_reader_with_an_account_gets_no_more_than_a_stranger(self):
        self.client.force_login(make_user(is_staff=False))
        for name, path in self.desk():
            if name == "admin:logout":
                continue
            for method in ["get", "post"]:
                with self.subTest(name, path=path, method=method):
                    self.assert_turned_away(getattr(self.client, method)(path))

    def test_somebody_of_the_desk_with_no_permission_can_change_nothing(self):
        self.client.force_login(make_user())
        # Their own account is theirs: password, second step, leaving.
        own = ("admin:password_change", "admin:two_step", "admin:logout")
        # The index lists what somebody may do, however it is asked for.
        own += ("admin:index",)
        for name, path in self.desk():
            if name.startswith(own):
                continue
            with self.subTest(name, path=path):
                response = self.client.post(path)
                self.assertIn(response.status_code, {302, 403, 404, 405})

    def test_a_form_without_its_token_is_refused_with_a_sentence(self):
        client = Client(enforce_csrf_checks=True)
        client.force_login(make_user(is_superuser=True))
        for name, path in self.desk():
            with self.subTest(name, path=path):
                response = client.post(path)
                self.assertIn(response.status_code, {301, 302, 403, 404, 405})
        refused = client.post("/admin/two-step/")
        self.assertContains(refused, "nothing was saved", status_code=403)

    def desk(self):
        for name, path in self.paths():
            if path.startswith(settings.NEWSROOM_DESK_PATH) and name not in WAY_IN:
                if name not in HARMLESS:
                    yield name, path

    def assert_turned_away(self, response):
        self.assertIn(response.status_code, {301, 302, 403, 404, 405})
        if response.status_code in {301, 302}:
            self.assertRegex(response.headers["Location"], r"/admin/|^http")


class PublicTests(WalkTestCase):
    def public(self):
        for name, path in self.paths():
            if not path.startswith(settings.NEWSROOM_DESK_PATH):
                yield name, path

    def test_the_walk_reaches_the_pages_it_means(self):
        answers = {
            name: self.client.get(path).status_code for name, path in self.public()
        }
        for name in ["articles:home", "articles:article", "articles:section"]:
            self.assertEqual(answers[name], 200, name)

    def test_nothing_is_taken_from_readers_but_by_the_beacon(self):
        for name, path in self.public():
            if name in TAKES_POST:
                continue
            for method in UNSAFE:
                with self.subTest(name, path=path, method=method):
                    response = getattr(self.client, method)(path)
                    self.assertEqual(response.status_code, 405)

    def test_nobody_is_given_a_cookie_or_told_apart_by_one(self):
        self.client.force_login(make_user("Editor"))
        for name, path in self.public():
            with self.subTest(name, path=path):
                response = self.client.get(path)
                self.assertNotIn("Set-Cookie", response.headers)
                self.assertFalse(response.cookies)
                self.assertNotIn("cookie", response.get("Vary", "").lower())

    def test_a_reader_and_an_editor_get_the_same_bytes(self):
        editor = Client()
        editor.force_login(make_user("Editor"))
        for name, path in self.public():
            if name == "doors:readyz":
                continue
            with self.subTest(name, path=path):
                first, second = self.client.get(path), editor.get(path)
                self.assertEqual(first.getvalue(), second.getvalue())
                policies = [
                    r.headers.get("Content-Security-Policy") for r in (first, second)
                ]
                self.assertEqual(*policies)

    def test_the_policy_stands_on_every_answer_without_a_nonce(self):
        for name, path in self.public():
            with self.subTest(name, path=path):
                policy = self.client.get(path).headers["Content-Security-Policy"]
                self.assertNotIn("nonce", policy)
                self.assertNotIn("unsafe", policy)
