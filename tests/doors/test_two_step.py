"""The second step: enrolling, giving a code, losing the phone, having to have one."""

import re
from base64 import b32decode
from io import StringIO

from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.doors.two_step import codes
from tests.factories import make_user

DESK, SET_UP, CODE = "/admin/", "/admin/two-step/", "/admin/two-step/code/"
KEY = "3132333435363738393031323334353637383930"


def code_for(key, *, steps=0):
    """Return what an app with this key shows, some steps of 30 s from now."""
    return f"{totp(bytes.fromhex(key), t0=-30 * steps):06}"


def enrolled(user):
    """Give a user an app and recovery codes, and return the codes."""
    TOTPDevice.objects.create(user=user, name="phone", key=KEY)
    return codes.new_recovery_codes(user)


class EnrolTests(TestCase):
    def setUp(self):
        self.user = make_user("Editor", username="marsh")
        self.client.force_login(self.user)

    def secret(self):
        page = self.client.get(SET_UP).content.decode()
        shown = re.search(r'door__secret">([A-Z2-7 ]+)<', page)[1]
        return b32decode(shown.replace(" ", "")).hex()

    def test_the_secret_is_shown_as_picture_and_text(self):
        response = self.client.get(SET_UP)
        self.assertContains(response, '<svg class="door__qr" viewBox="0 0 ')
        self.assertContains(response, 'role="img"')
        self.assertRegex(response.content.decode(), r'<path d="(M\d+ \d+h1v1h-1z)+"')
        self.assertIn("no-store", response.headers["Cache-Control"])

    def test_the_same_secret_is_shown_until_it_is_confirmed(self):
        self.assertEqual(self.secret(), self.secret())
        self.assertFalse(TOTPDevice.objects.exists())

    def test_a_right_code_turns_it_on_and_shows_ten_recovery_codes_once(self):
        response = self.client.post(SET_UP, {"code": code_for(self.secret())})
        shown = re.findall(r"<code>(\S{4}-\S{4})</code>", response.content.decode())
        self.assertEqual(len(set(shown)), 10)
        kept = set(StaticToken.objects.values_list("token", flat=True))
        self.assertEqual({code.replace("-", "") for code in shown}, kept)
        again = self.client.get(SET_UP)
        self.assertNotContains(again, shown[0])
        self.assertContains(again, "You have 10 recovery codes left.")

    def test_the_session_that_turned_it_on_goes_on_working(self):
        self.client.post(SET_UP, {"code": code_for(self.secret())})
        self.assertEqual(self.client.get(DESK).status_code, 200)

    def test_a_code_may_be_typed_in_two_halves(self):
        code = code_for(self.secret())
        self.client.post(SET_UP, {"code": f" {code[:3]} {code[3:]} "})
        self.assertTrue(TOTPDevice.objects.exists())

    def test_a_wrong_code_turns_nothing_on_and_says_so_beside_the_field(self):
        self.secret()
        for wrong in ("", "12345", "abcdef", "١٢٣٤٥٦", "0" * 6):
            with self.subTest(wrong):
                response = self.client.post(SET_UP, {"code": wrong})
                self.assertContains(response, 'aria-invalid="true"')
                self.assertContains(response, 'class="errorlist"')
                self.assertFalse(TOTPDevice.objects.exists())

    def test_the_code_that_turned_it_on_is_spent(self):
        code = code_for(self.secret())
        self.client.post(SET_UP, {"code": code})
        self.client.logout()
        self.client.force_login(self.user)
        self.client.post(CODE, {"code": code})
        self.assertRedirects(
            self.client.get(DESK),
            f"{CODE}?next=%2Fadmin%2F",
            fetch_redirect_response=False,
        )

    def test_a_stranger_sees_no_secret(self):
        self.client.logout()
        response = self.client.get(SET_UP)
        self.assertRedirects(response, f"/admin/login/?next={SET_UP}")


class CodeTests(TestCase):
    def setUp(self):
        self.user = make_user("Editor", username="marsh")
        self.recovery = enrolled(self.user)
        self.client.force_login(self.user)

    def give(self, code, **query):
        return self.client.post(CODE, {"code": code}, query_params=query)

    def test_the_password_alone_leads_to_the_question_wherever_one_goes(self):
        for path in (DESK, "/admin/articles/article/add/", "/admin/password_change/"):
            with self.subTest(path):
                response = self.client.get(path)
                self.assertEqual(response.headers["Location"].partition("?")[0], CODE)
        self.assertRedirects(self.client.get(SET_UP), CODE)

    def test_the_password_alone_changes_nothing(self):
        response = self.client.post("/admin/articles/section/add/", {"name": "New"})
        self.assertEqual(response.headers["Location"].partition("?")[0], CODE)

    def test_a_right_code_opens_the_page_one_wanted(self):
        wanted = "/admin/articles/article/"
        response = self.give(code_for(KEY), next=wanted)
        self.assertRedirects(response, wanted)

    def test_a_code_works_once(self):
        code = code_for(KEY)
        self.give(code)
        self.client.logout()
        self.client.force_login(self.user)
        self.assertContains(self.give(code), "That code is not right.")

    def test_nobody_is_sent_to_another_site(self):
        response = self.give(code_for(KEY), next="https://evil.example/admin/")
        self.assertRedirects(response, DESK)

    def test_a_recovery_code_works_once_however_it_is_typed(self):
        first = self.recovery[0]
        typed = f"{first[:4]}-{first[4:]}".upper()
        response = self.give(typed, recovery="1")
        self.assertRedirects(response, DESK)
        self.assertEqual(codes.recovery_codes_left(self.user), 9)
        self.client.logout()
        self.client.force_login(self.user)
        response = self.give(first, recovery="1")
        self.assertContains(response, "That recovery code is not right")

    def test_wrong_codes_count_like_wrong_passwords(self):
        for _ in range(4):
            self.assertEqual(self.give("000000").status_code, 200)
        self.assertEqual(self.give("000000").status_code, 429)
        self.assertEqual(self.give(code_for(KEY)).status_code, 429)

    def test_one_may_leave_instead(self):
        response = self.client.post("/admin/logout/")
        self.assertContains(response, "You are logged out.")
        self.assertRedirects(self.client.get(DESK), f"/admin/login/?next={DESK}")

    def test_who_has_given_a_code_is_not_asked_again(self):
        self.give(code_for(KEY))
        self.assertRedirects(self.client.get(CODE), DESK)

    def test_public_pages_do_not_ask(self):
        self.assertEqual(self.client.get("/").status_code, 200)


class ManageTests(TestCase):
    def setUp(self):
        self.user = make_user("Editor", username="marsh")
        self.old = enrolled(self.user)
        self.client.force_login(self.user)
        self.client.post(CODE, {"code": self.old[0]}, query_params={"recovery": "1"})

    def test_new_recovery_codes_replace_the_old_ones(self):
        response = self.client.post(SET_UP, {"code": code_for(KEY), "renew": "1"})
        self.assertContains(response, "They are shown only now.")
        kept = set(StaticToken.objects.values_list("token", flat=True))
        self.assertEqual(len(kept), 10)
        self.assertFalse(kept & set(self.old))

    def test_it_can_be_turned_off_with_a_code(self):
        response = self.client.post(
            SET_UP, {"code": code_for(KEY), "remove": "1"}, follow=True
        )
        self.assertContains(response, "Two-step sign-in is off for you.")
        self.assertFalse(TOTPDevice.objects.exists() or StaticToken.objects.exists())

    def test_nothing_is_changed_without_a_code(self):
        response = self.client.post(SET_UP, {"code": "000000", "remove": "1"})
        self.assertContains(response, "That code is not right.")
        self.assertTrue(TOTPDevice.objects.exists())


@override_settings(NEWSROOM_TWO_STEP="required")
class RequiredTests(TestCase):
    def first_page(self, user):
        self.client.force_login(user)
        return self.client.get(DESK)

    def assert_led_to_enrol(self, user):
        response = self.first_page(user)
        self.assertRedirects(response, f"{SET_UP}?next=%2Fadmin%2F")
        self.assertContains(self.client.get(SET_UP), "People who can publish here")

    def test_whoever_may_publish_is_led_to_enrol_before_anything_else(self):
        self.assert_led_to_enrol(make_user("Publisher"))

    def test_whoever_may_do_everything_is_led_to_enrol(self):
        self.assert_led_to_enrol(make_user(is_superuser=True))

    def test_a_reporter_may_work_without(self):
        self.assertEqual(self.first_page(make_user("Reporter")).status_code, 200)

    def test_a_publisher_without_a_second_step_can_publish_nothing(self):
        self.client.force_login(make_user("Publisher"))
        response = self.client.post("/admin/articles/article/", {"action": "publish"})
        self.assertEqual(response.headers["Location"].partition("?")[0], SET_UP)

    @override_settings(NEWSROOM_TWO_STEP="optional")
    def test_nobody_is_led_there_where_it_is_optional(self):
        self.assertEqual(self.first_page(make_user(is_superuser=True)).status_code, 200)


class LostPhoneTests(TestCase):
    def setUp(self):
        self.user = make_user("Editor", username="marsh")
        enrolled(self.user)

    def test_an_operator_can_take_it_away(self):
        said = StringIO()
        call_command("reset_two_step", "marsh", stdout=said)
        self.assertIn("marsh signs in with the password alone", said.getvalue())
        self.assertFalse(TOTPDevice.objects.exists() or StaticToken.objects.exists())

    def test_an_operator_who_mistypes_is_told_so(self):
        with self.assertRaisesMessage(CommandError, "There is no user “march”."):
            call_command("reset_two_step", "march")
        with self.assertRaisesMessage(CommandError, "nothing to take away"):
            call_command("reset_two_step", make_user().username)

    def test_a_superuser_can_take_it_away_in_the_admin_but_see_no_secret(self):
        self.client.force_login(make_user(is_superuser=True))
        device = TOTPDevice.objects.get()
        page = f"/admin/otp_totp/totpdevice/{device.pk}"
        self.assertNotContains(self.client.get(f"{page}/change/"), KEY)
        self.client.post(f"{page}/delete/", {"post": "yes"})
        self.assertFalse(TOTPDevice.objects.exists() or StaticToken.objects.exists())

    def test_a_superuser_can_take_several_away_at_once(self):
        self.client.force_login(make_user(is_superuser=True))
        chosen = {
            "action": "delete_selected",
            "_selected_action": [TOTPDevice.objects.get().pk],
            "post": "yes",
        }
        self.client.post("/admin/otp_totp/totpdevice/", chosen)
        self.assertFalse(TOTPDevice.objects.exists() or StaticToken.objects.exists())

    def test_the_list_costs_the_same_for_many(self):
        self.client.force_login(make_user(is_superuser=True))
        self.client.get("/admin/otp_totp/totpdevice/")
        with self.assertNumQueries(6):
            self.client.get("/admin/otp_totp/totpdevice/")
        for _ in range(5):
            enrolled(make_user())
        with self.assertNumQueries(6):
            self.client.get("/admin/otp_totp/totpdevice/")


class DeskTests(TestCase):
    def test_the_desk_bears_the_papers_name_and_leads_to_the_second_step(self):
        self.client.force_login(make_user(is_superuser=True))
        response = self.client.get(DESK)
        self.assertContains(response, "The Estuary")
        self.assertContains(response, f'href="{SET_UP}"')
        self.assertContains(response, "Failed sign-ins")

    def test_its_parts_stand_in_the_order_of_the_work(self):
        self.client.force_login(make_user(is_superuser=True))
        labels = [app["app_label"] for app in self.client.get(DESK).context["app_list"]]
        self.assertEqual(labels[0], "articles")
        self.assertEqual(labels[-2:], ["otp_totp", "axes"])

    def test_the_stock_login_page_has_a_heading(self):
        self.assertContains(self.client.get("/admin/login/"), "<h1>Log in</h1>")
