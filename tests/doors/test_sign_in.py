"""Guessing at passwords is slowed down, and nobody else is locked out by it."""

from django.conf import settings
from django.contrib.auth.hashers import identify_hasher, make_password
from django.test import (
    Client,
    RequestFactory,
    SimpleTestCase,
    TestCase,
    override_settings,
)

from newsroom.doors.addresses import ClientAddressMiddleware, client_address
from tests.factories import make_user

LOGIN = "/admin/login/"
PASSWORD = "a harbour of seven boats"


class ThrottleTests(TestCase):
    def setUp(self):
        self.editor = make_user("Editor", username="marsh")
        self.editor.set_password(PASSWORD)
        self.editor.save()

    def sign_in(self, password, *, name="marsh", address="192.0.2.1"):
        client = Client(REMOTE_ADDR=address)
        return client.post(LOGIN, {"username": name, "password": password})

    def fail(self, times, **who):
        for _ in range(times):
            response = self.sign_in("wrong", **who)
        return response

    def test_the_right_password_opens_the_desk(self):
        self.assertRedirects(
            self.sign_in(PASSWORD), "/admin/", fetch_redirect_response=False
        )

    def test_the_fifth_wrong_password_is_answered_with_a_sentence_and_429(self):
        self.assertEqual(self.fail(4).status_code, 200)
        response = self.fail(1)
        self.assertContains(
            response, "too many wrong tries from here; wait 15 minutes", status_code=429
        )
        self.assertEqual(response.headers["Retry-After"], "900")
        self.assertContains(response, "The Estuary", status_code=429)

    def test_then_even_the_right_password_has_to_wait(self):
        self.fail(5)
        self.assertEqual(self.sign_in(PASSWORD).status_code, 429)

    def test_the_wait_is_not_prolonged_by_trying(self):
        self.fail(5)
        with_time = override_settings(AXES_COOLOFF_TIME=settings.AXES_COOLOFF_TIME * 0)
        self.fail(3)
        with with_time:
            self.assertEqual(self.sign_in(PASSWORD).status_code, 302)

    def test_an_editor_elsewhere_is_not_locked_out_by_it(self):
        self.fail(6)
        response = self.sign_in(PASSWORD, address="192.0.2.2")
        self.assertEqual(response.status_code, 302)

    def test_colleagues_at_the_same_address_are_not_locked_out_by_it(self):
        other = make_user("Editor", username="reed")
        other.set_password(PASSWORD)
        other.save()
        self.fail(6)
        self.assertEqual(self.sign_in(PASSWORD, name="reed").status_code, 302)

    @override_settings(NEWSROOM_ADDRESS_FAILURE_LIMIT=7)
    def test_an_address_that_tries_many_names_is_locked_out_for_all(self):
        for number in range(7):
            self.fail(1, name=f"name-{number}")
        self.assertEqual(self.sign_in(PASSWORD).status_code, 429)
        elsewhere = self.sign_in(PASSWORD, address="192.0.2.2")
        self.assertEqual(elsewhere.status_code, 302)

    def test_signing_in_forgets_the_tries_before(self):
        self.fail(4)
        self.sign_in(PASSWORD)
        self.assertEqual(self.fail(4).status_code, 200)

    def test_cookies_are_kept_below_the_desk(self):
        response = self.sign_in(PASSWORD)
        for name in ("sessionid", "csrftoken"):
            cookie = response.cookies[name]
            self.assertEqual(cookie["path"], "/admin/")
            self.assertEqual(cookie["samesite"], "Lax")
            self.assertTrue(cookie["httponly"])

    def test_a_failure_is_not_logged_with_its_name_or_password(self):
        with self.assertLogs("axes", "WARNING") as caught:
            self.fail(1, name="hunter2")
        self.assertNotIn("hunter2", "".join(caught.output))
        self.assertIn("192.0.2.1", "".join(caught.output))


class PasswordTests(SimpleTestCase):
    @override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"]
    )
    def test_passwords_can_be_hashed_with_argon2(self):
        self.assertEqual(identify_hasher(make_password(PASSWORD)).algorithm, "argon2")


class AddressTests(SimpleTestCase):
    def address(self, seen="10.0.0.9", forwarded="", *, proxies=0):
        headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
        request = RequestFactory().get("/", REMOTE_ADDR=seen, **headers)
        with self.settings(NEWSROOM_TRUSTED_PROXIES=proxies):
            return client_address(request)

    def test_without_a_proxy_nobody_is_believed_about_where_they_come_from(self):
        self.assertEqual(self.address("192.0.2.1", "203.0.113.7"), "192.0.2.1")

    def test_behind_proxies_only_their_own_entries_are_believed(self):
        forwarded = "198.51.100.66, 203.0.113.7, 10.0.0.2"
        self.assertEqual(self.address(forwarded=forwarded, proxies=1), "10.0.0.2")
        self.assertEqual(self.address(forwarded=forwarded, proxies=2), "203.0.113.7")

    def test_a_list_that_is_too_short_did_not_come_through_all_proxies(self):
        self.assertEqual(self.address(forwarded="203.0.113.7", proxies=2), "10.0.0.9")

    def test_what_is_no_address_is_nobodys(self):
        self.assertIsNone(self.address("", "rubbish", proxies=1))
        self.assertIsNone(self.address(""))

    def test_an_ipv6_line_counts_as_one_address(self):
        first = self.address("2001:db8:1:2:aaaa::1")
        self.assertEqual(first, self.address("2001:db8:1:2:bbbb::2"))
        self.assertNotEqual(first, self.address("2001:db8:1:3::1"))

    def test_every_room_finds_it_on_the_request(self):
        request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
        seen = ClientAddressMiddleware(lambda request: request.client_address)(request)
        self.assertEqual(seen, "192.0.2.1")

    def test_an_ipv4_address_in_ipv6_dress_is_itself(self):
        self.assertEqual(self.address("::ffff:192.0.2.1"), "192.0.2.1")
