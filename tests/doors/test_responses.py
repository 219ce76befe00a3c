"""Headers, the policy, compression, conditional requests, media."""

import gzip
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.http import HttpResponse
from django.template import engines
from django.test import (
    Client,
    RequestFactory,
    SimpleTestCase,
    TestCase,
    override_settings,
)

from newsroom.doors.csp import ContentSecurityPolicyMiddleware, build_policy
from tests.factories import make_published, make_user


class HeaderTests(TestCase):
    def test_a_page_that_is_missing_is_kept_for_a_minute_at_most(self):
        kept = self.client.get("/nothing/here/").headers["Cache-Control"]
        self.assertEqual(kept, "public, max-age=60")

    def test_every_page_says_what_browsers_must_not_do(self):
        for path in ("/", "/healthz", "/admin/login/", "/nothing/here/at/all"):
            with self.subTest(path):
                headers = self.client.get(path).headers
                self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
                self.assertEqual(headers["X-Frame-Options"], "DENY")
                self.assertEqual(
                    headers["Referrer-Policy"], "strict-origin-when-cross-origin"
                )
                self.assertEqual(headers["Cross-Origin-Opener-Policy"], "same-origin")
                self.assertEqual(headers["Cross-Origin-Resource-Policy"], "same-origin")
                self.assertIn("camera=()", headers["Permissions-Policy"])
                policy = headers["Content-Security-Policy"]
                self.assertIn("script-src 'self';", policy)
                self.assertIn("style-src 'self';", policy)
                self.assertIn("object-src 'none'", policy)
                self.assertIn("frame-ancestors 'none'", policy)
                self.assertNotIn("unsafe-inline", policy)

    def test_a_style_sheet_comes_from_where_it_is_written(self):
        response = self.client.get("/static/doors/doors.css")
        self.assertIn(b".door", response.getvalue())
        self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")

    def test_public_pages_are_compressed_and_desk_pages_are_not(self):
        make_published()
        zipped = self.client.get("/", headers={"accept-encoding": "gzip"})
        plain = self.client.get("/")
        self.assertEqual(zipped.headers["Content-Encoding"], "gzip")
        self.assertEqual(gzip.decompress(zipped.content), plain.content)
        self.assertEqual(zipped.headers["Vary"], "Accept-Encoding")
        desk = self.client.get("/admin/login/", headers={"accept-encoding": "gzip"})
        self.assertNotIn("Content-Encoding", desk.headers)

    def test_whoever_has_the_page_already_gets_no_second_copy(self):
        first = self.client.get("/")
        again = self.client.get("/", headers={"if-none-match": first.headers["ETag"]})
        self.assertEqual(again.status_code, 304)
        self.assertFalse(again.content)
        for name in ("ETag", "Cache-Control"):
            self.assertEqual(again.headers[name], first.headers[name])


class PolicyTests(SimpleTestCase):
    def answer(self, path, use_nonce=False, response=None):
        def view(request):
            body = engines["django"].from_string("{{ request.csp_nonce }}")
            page = response or HttpResponse()
            if use_nonce:
                page.content = body.render({"request": request})
            return page

        middleware = ContentSecurityPolicyMiddleware(view)
        return middleware(RequestFactory().get(path))

    def test_a_nonce_stands_in_the_desks_policy_once_it_is_used(self):
        used = self.answer("/admin/", use_nonce=True)
        nonce = used.content.decode()
        self.assertGreaterEqual(len(nonce), 20)
        self.assertIn(
            f"script-src 'self' 'nonce-{nonce}';",
            used.headers["Content-Security-Policy"],
        )
        unused = self.answer("/admin/").headers["Content-Security-Policy"]
        self.assertIn("script-src 'self';", unused)

    def test_a_nonce_is_new_each_time(self):
        first, second = (self.answer("/admin/", use_nonce=True) for _ in range(2))
        self.assertNotEqual(first.content, second.content)

    def test_a_public_page_cannot_have_a_nonce(self):
        used = self.answer("/", use_nonce=True)
        self.assertNotIn("nonce", used.headers["Content-Security-Policy"])

    def test_a_view_may_bring_a_policy_of_its_own(self):
        own = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})
        answer = self.answer("/", response=own)
        self.assertEqual(
            answer.headers["Content-Security-Policy"], "default-src 'none'"
        )
        other = HttpResponse()
        other._csp_config = {"default-src": ["'self'"]}
        answer = self.answer("/", response=other)
        self.assertEqual(
            answer.headers["Content-Security-Policy"], "default-src 'self'"
        )

    def test_a_directive_with_nothing_left_is_left_out(self):
        policy = build_policy(
            {"script-src": ["<CSP_NONCE_SENTINEL>"], "img-src": ["x"]}
        )
        self.assertEqual(policy, "img-src x")

    @override_settings(DEBUG=True)
    def test_djangos_pages_for_developers_may_be_styled(self):
        answer = self.answer("/", response=HttpResponse(status=500))
        self.assertNotIn("Content-Security-Policy", answer.headers)


class MediaTests(TestCase):
    def setUp(self):
        self.name = default_storage.save("r/doors/640.webp", ContentFile(b"pixels"))
        self.addCleanup(default_storage.delete, self.name)

    def test_a_rendition_may_be_kept_for_ever_and_shown_by_partners(self):
        response = self.client.get(default_storage.url(self.name))
        self.assertEqual(response.getvalue(), b"pixels")
        headers = response.headers
        self.assertEqual(headers["Content-Type"], "image/webp")
        self.assertEqual(
            headers["Cache-Control"], "public, max-age=31536000, immutable"
        )
        self.assertEqual(headers["Cross-Origin-Resource-Policy"], "cross-origin")
        self.assertEqual(headers["Content-Security-Policy"], "default-src 'none'")
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")

    def test_nothing_else_is_served(self):
        original = storages["originals"].save("doors/secret.jpg", ContentFile(b"raw"))
        self.addCleanup(storages["originals"].delete, original)
        beside = default_storage.save("r/doors/page.html", ContentFile(b"<script>"))
        self.addCleanup(default_storage.delete, beside)
        names = [original, beside, "r/none/640.webp", "r/../../secret_key"]
        names += ["r/../../originals/doors/secret.jpg", "r/", "r/doors", "%00.webp"]
        names += [f"../originals/{original}", "r/doors/..%2f..%2fsecret.jpg"]
        names += [f"r/{'a' * 5_000}.webp", f"r/{'a/' * 3_000}640.webp"]
        for name in names:
            with self.subTest(name):
                response = Client().get(f"/media/{name}")
                self.assertEqual(response.status_code, 404)

    def test_originals_have_no_address(self):
        with self.assertRaisesMessage(ValueError, "private"):
            storages["originals"].url("doors/secret.jpg")


class RefusalTests(TestCase):
    def test_what_an_account_may_not_do_is_said_in_a_sentence(self):
        self.client.force_login(make_user())
        response = self.client.get("/admin/auth/user/add/")
        self.assertContains(response, "Your account may not do this", status_code=403)
        self.assertContains(response, "The Estuary", status_code=403)


class TemplateTests(SimpleTestCase):
    def test_no_page_of_ours_is_styled_or_scripted_inline(self):
        """The policy would refuse it, so it would only look broken."""
        root = Path(__file__).resolve().parent.parent.parent / "templates"
        for page in root.rglob("*.html"):
            with self.subTest(page.name):
                text = page.read_text()
                self.assertNotRegex(text, r"\sstyle=|<style|\son[a-z]+=\"|javascript:")
