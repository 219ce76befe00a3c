"""One id for a request, in the response and in every line about it."""

import json
import logging

from django.test import RequestFactory, SimpleTestCase

from newsroom.doors import logs


class RequestIdTests(SimpleTestCase):
    def test_each_request_has_an_id_of_its_own(self):
        first, second = (
            self.client.get("/healthz").headers["X-Request-ID"] for _ in "ab"
        )
        self.assertNotEqual(first, second)

    def test_the_id_a_proxy_gave_is_kept(self):
        response = self.client.get(
            "/healthz", headers={"x-request-id": "edge-7f:12.abc"}
        )
        self.assertEqual(response.headers["X-Request-ID"], "edge-7f:12.abc")

    def test_an_id_that_makes_no_sense_is_replaced(self):
        for bad in ("short", "x" * 65, "two words here", 'quote"quote"', "ünïcödé-id"):
            with self.subTest(bad):
                response = self.client.get("/healthz", headers={"x-request-id": bad})
                self.assertRegex(response.headers["X-Request-ID"], r"^[0-9a-f]{32}$")

    def test_no_id_is_left_over_after_a_request_that_failed(self):
        def view(request):
            raise RuntimeError

        with self.assertRaises(RuntimeError):
            logs.RequestIdMiddleware(view)(RequestFactory().get("/"))
        self.assertEqual(logs.request_id.get(), "")


class LineTests(SimpleTestCase):
    def line(self, *args, **kwargs):
        record = logging.getLogger("newsroom.test").makeRecord(*args, **kwargs)
        logs.RequestIdFilter().filter(record)
        return json.loads(logs.JSONFormatter().format(record))

    def test_a_line_is_one_object_with_the_id_of_the_request(self):
        token = logs.request_id.set("edge-12345")
        self.addCleanup(logs.request_id.reset, token)
        line = self.line("a.b", logging.WARNING, "f.py", 1, "Two\n%s", ("lines",), None)
        self.assertEqual(line["request_id"], "edge-12345")
        self.assertEqual(line["message"], "Two\nlines")
        self.assertEqual((line["level"], line["logger"]), ("WARNING", "a.b"))
        self.assertRegex(line["time"], r"^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$")

    def test_an_exception_stands_in_the_line(self):
        try:
            raise ValueError("no such wire")
        except ValueError as error:
            found = (type(error), error, error.__traceback__)
        line = self.line("a", logging.ERROR, "f.py", 1, "Failed", (), found)
        self.assertIn("ValueError: no such wire", line["exception"])

    def test_a_request_is_logged_without_what_was_searched_for(self):
        with self.assertLogs("newsroom.requests", "INFO") as caught:
            self.client.get("/healthz?q=something+private")
        record = caught.records[0]
        self.assertEqual(
            (record.method, record.path, record.status), ("GET", "/healthz", 200)
        )
        formatted = logs.JSONFormatter().format(record)
        self.assertEqual(json.loads(formatted)["status"], 200)
        self.assertNotIn("private", formatted)
