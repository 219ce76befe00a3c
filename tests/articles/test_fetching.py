"""Fetching reaches the public network alone, in time, and never more than it may."""

import datetime
import gzip
import socket
import ssl
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import SimpleTestCase, override_settings

from articles import fetching
from articles.fetching import Unfetchable, fetch
from tests.web import answering, serving


def get(url, **how):
    return fetch(url, **{"max_bytes": 1000, "timeout": 5, "allow_private": True} | how)


def meaning(*addresses):
    """Let every name mean these addresses."""
    found = [
        (socket.AF_INET6 if ":" in address else socket.AF_INET, 1, 6, "", (address, 0))
        for address in addresses
    ]
    return mock.patch.object(fetching.socket, "getaddrinfo", return_value=found)


class AnswerTests(SimpleTestCase):
    def test_it_returns_what_is_there_and_how_it_was_said(self):
        with serving(answering(b"copy", Content_Type="text/plain")) as server:
            fetched = get(f"{server.url}/wire?a=b#top")
        self.assertEqual(fetched.data, b"copy")
        self.assertEqual(fetched.headers["content-type"], "text/plain")
        self.assertEqual((fetched.status, fetched.url), (200, f"{server.url}/wire?a=b"))

    def test_a_refusal_of_the_server_is_an_answer_too(self):
        with serving(answering(b"no", status=401)) as server:
            self.assertEqual(get(server.url).status, 401)

    def test_not_modified_is_an_answer_without_a_body(self):
        with serving(answering(status=304)) as server:
            fetched = get(server.url, headers={"If-None-Match": '"a"'})
        self.assertEqual((fetched.status, fetched.data), (304, b""))
        self.assertEqual(server.asked[0][1]["If-None-Match"], '"a"')

    def test_it_asks_for_plain_bytes_and_names_the_host(self):
        with serving(answering(b"copy")) as server, meaning("127.0.0.1"):
            get(f"http://wire.example:{server.server_port}/é")
        path, headers = server.asked[0]
        self.assertEqual(path, "/%C3%A9")
        self.assertEqual(headers["Accept-Encoding"], "identity")
        self.assertEqual(headers["Host"], f"wire.example:{server.server_port}")
        self.assertNotIn("Cookie", headers)

    def test_what_comes_packed_all_the_same_is_unpacked(self):
        packed = gzip.compress(b"copy")
        with serving(answering(packed, Content_Encoding="gzip")) as server:
            self.assertEqual(get(server.url).data, b"copy")

    def test_a_proxy_named_in_the_environment_is_not_used(self):
        proxy = {"http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
        environment = mock.patch.dict("os.environ", proxy)
        with serving(answering(b"copy")) as server, environment:
            self.assertEqual(get(server.url).data, b"copy")

    def test_an_address_that_does_not_answer_gives_way_to_the_next(self):
        with serving(answering(b"copy")) as server, meaning("::1", "127.0.0.1"):
            url = f"http://wire.example:{server.server_port}"
            self.assertEqual(get(url).data, b"copy")


class PublicNetworkTests(SimpleTestCase):
    def refused(self, url, **how):
        with self.assertRaises(Unfetchable) as caught:
            fetch(url, max_bytes=1000, timeout=5, **how)
        return str(caught.exception)

    def test_only_http_and_https_are_fetched(self):
        for url in (
            "file:///etc/passwd",
            "gopher://127.0.0.1/_x",
            "ftp://wire.example/a",
            "data:image/png;base64,AAAA",
            "javascript:alert(1)",
            "//wire.example/a",
            "/etc/passwd",
            "",
        ):
            with self.subTest(url):
                self.assertIn("Only http and https", self.refused(url))

    def test_an_address_that_makes_no_sense_is_refused_in_a_sentence(self):
        for url in (
            "http://",
            "http://[::1",
            "http://a:b:c/",
            "http://wire.example:99999/",
            "http://wire .example/",
            "http://wire.example%2f@evil.example%00/",
        ):
            with self.subTest(url):
                self.assertIn("Its address", self.refused(url))

    def test_addresses_that_are_not_public_are_never_connected_to(self):
        for address in (
            "127.0.0.1",
            "127.8.8.8",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "192.88.99.1",
            "198.18.0.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:0:7f00:1::",
            "2001:db8::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1%eth0",
            "fec0::1",
            "ff02::1",
        ):
            with self.subTest(address), meaning(address):
                with mock.patch.object(socket.socket, "connect") as connect:
                    reason = self.refused("http://pictures.example/a.jpg")
                self.assertIn("not in the public network", reason)
                connect.assert_not_called()

    def test_one_private_address_among_public_ones_is_enough(self):
        with meaning("93.184.216.34", "10.0.0.1"):
            reason = self.refused("https://pictures.example/a.jpg")
        self.assertIn("not in the public network", reason)

    def test_public_addresses_are_dialled_as_they_were_checked(self):
        for address in ("93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"):
            with self.subTest(address), meaning(address) as find:
                with mock.patch.object(socket.socket, "connect") as connect:
                    connect.side_effect = OSError
                    self.refused("http://pictures.example:8080/a.jpg")
                connect.assert_called_once_with((address, 8080))
                find.assert_called_once()

    def test_numbers_in_any_spelling_are_addresses_of_this_machine(self):
        for host in ("127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]"):
            with self.subTest(host), meaning("127.0.0.1"):
                reason = self.refused(f"http://{host}/")
                self.assertIn("not in the public network", reason)

    @override_settings(NEWSROOM_WIRE_PRIVATE_HOSTS=["wire.intranet"])
    def test_a_host_that_the_settings_name_is_private_where_copy_names_it(self):
        with serving(answering(b"copy")) as server, meaning("127.0.0.1"):
            self.refused(f"http://wire.intranet:{server.server_port}/")
        self.assertEqual(server.asked, [])

    def test_a_host_nobody_knows_is_named(self):
        with mock.patch.object(fetching.socket, "getaddrinfo", side_effect=OSError):
            reason = self.refused("http://nowhere.example/")
        self.assertEqual(reason, "There is no host “nowhere.example”.")


class RedirectTests(SimpleTestCase):
    def follow(self, location, **how):
        answer = answering(status=302, Location=location)
        with serving(answer) as server, self.assertRaises(Unfetchable) as caught:
            get(server.url, **how)
        return str(caught.exception)

    def test_a_redirect_into_the_private_network_is_refused(self):
        for host in ("localhost", "[::1]", "127.0.0.2"):
            with self.subTest(host):
                reason = self.follow(f"http://{host}/")
                self.assertIn("not in the public network", reason)

    def test_a_redirect_to_something_else_than_the_web_is_refused(self):
        for location in ("file:///etc/passwd", "gopher://127.0.0.1:70/"):
            with self.subTest(location):
                self.assertIn("Only http and https", self.follow(location))

    def test_five_redirects_are_followed_and_no_sixth(self):
        def step(handler):
            left = int(handler.path[1:])
            if left:
                answering(status=307, Location=f"/{left - 1}")(handler)
            else:
                answering(b"there")(handler)

        with serving(step) as server:
            self.assertEqual(get(f"{server.url}/5").data, b"there")
            with self.assertRaisesMessage(Unfetchable, "more than 5 times"):
                get(f"{server.url}/6")

    def test_who_asks_is_told_to_the_first_host_alone(self):
        secrets = {"X-Api-Key": "k", "If-None-Match": '"a"'}
        with serving(answering(b"copy")) as other:
            elsewhere = f"http://127.0.0.1:{other.server_port}/"
            with serving(answering(status=302, Location=elsewhere)) as first:
                get(first.url, auth=("desk", "secret"), headers=secrets)
        _path, told_first = first.asked[0]
        _path, told_other = other.asked[0]
        self.assertEqual(told_first["Authorization"], "Basic ZGVzazpzZWNyZXQ=")
        self.assertEqual(told_first["X-Api-Key"], "k")
        self.assertNotIn("Authorization", told_other)
        self.assertNotIn("X-Api-Key", told_other)
        self.assertEqual(told_other["If-None-Match"], '"a"')

    def test_who_asks_is_told_again_on_the_same_host(self):
        def step(handler):
            moved = answering(status=301, Location="/b")
            (moved if handler.path == "/a" else answering(b"copy"))(handler)

        with serving(step) as server:
            get(f"{server.url}/a", auth=("desk", "secret"))
        self.assertIn("Authorization", server.asked[1][1])

    def test_a_name_and_password_in_the_address_are_neither_sent_nor_said(self):
        with serving(answering(b"copy")) as server:
            fetched = get(server.url.replace("//", "//desk:secret@"))
        self.assertNotIn("secret", fetched.url + str(server.asked))
        with meaning("10.0.0.1"), self.assertRaises(Unfetchable) as caught:
            get("http://desk:secret@wire.example/?key=secret", allow_private=False)
        self.assertNotIn("secret", str(caught.exception))


class LimitTests(SimpleTestCase):
    def refused(self, answer, **how):
        with serving(answer) as server, self.assertRaises(Unfetchable) as caught:
            get(server.url, **how)
        return str(caught.exception)

    def test_what_says_that_it_is_too_big_is_not_read(self):
        said = answering(Content_Length="1001")
        self.assertIn("larger than 1000 bytes", self.refused(said))

    def test_what_lies_about_its_length_is_cut_off(self):
        def endless(handler):
            handler.send_response(200)
            handler.end_headers()
            for _piece in range(100):
                handler.wfile.write(b"x" * 1000)

        self.assertIn("larger than 1000 bytes", self.refused(endless))
        with serving(answering(b"copy and more", Content_Length="4")) as server:
            self.assertEqual(get(server.url).data, b"copy")

    def test_pieces_without_end_are_cut_off(self):
        def chunks(handler):
            handler.protocol_version = "HTTP/1.1"
            handler.send_response(200)
            handler.send_header("Transfer-Encoding", "chunked")
            handler.end_headers()
            for _piece in range(100):
                handler.wfile.write(b"64\r\n" + b"x" * 100 + b"\r\n")

        self.assertIn("larger than 1000 bytes", self.refused(chunks))

    def test_what_unpacks_to_too_much_is_refused(self):
        bomb = gzip.compress(bytes(100_000))
        answer = answering(bomb, Content_Encoding="gzip")
        self.assertIn("larger than 1000 bytes", self.refused(answer))

    def test_what_is_packed_oddly_or_badly_is_refused(self):
        for data, packing in (
            (b"copy", "br"),
            (b"copy", "gzip"),
            (b"\x1f\x8b", "gzip"),
        ):
            with self.subTest(packing):
                self.refused(answering(data, Content_Encoding=packing))

    def test_what_ends_too_early_is_no_copy(self):
        short = answering(b"half", Content_Length="8")
        self.assertIn("ended before", self.refused(short))

    def test_a_slow_drip_ends_by_the_deadline(self):
        stop = threading.Event()

        def drip(handler):
            handler.send_response(200)
            handler.end_headers()
            while not stop.wait(0.01):
                handler.wfile.write(b"x")

        try:
            self.assertIn("too long", self.refused(drip, timeout=0.1))
        finally:
            stop.set()

    def test_a_head_that_drips_ends_by_the_deadline_too(self):
        stop = threading.Event()

        def drip(handler):
            while not stop.wait(0.01):
                handler.wfile.write(b"HTTP/1.1 200 OK"[:1])

        try:
            self.assertIn("too long", self.refused(drip, timeout=0.1))
        finally:
            stop.set()

    def test_silence_is_not_waited_for(self):
        stop = threading.Event()
        try:
            reason = self.refused(lambda handler: stop.wait(5), timeout=0.1)
            self.assertIn("too long", reason)
        finally:
            stop.set()

    def test_what_is_no_answer_of_the_web_is_refused(self):
        def nonsense(handler):
            handler.wfile.write(b"220 wire FTP\r\n")

        self.assertIn("broke the connection off", self.refused(nonsense))


@contextmanager
def serving_securely(name):
    """Serve over TLS with a certificate for one name; give the port and its file."""
    with tempfile.TemporaryDirectory() as folder, serving(answering(b"safe")) as server:
        path = Path(folder, "certificate.pem")
        path.write_bytes(certificate(name))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        yield server.server_port, str(path)


def certificate(name):
    """Return key and certificate of a host, signed by itself, in PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    begin = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    built = (
        x509.CertificateBuilder(subject, subject, key.public_key(), serial_number=1)
        .not_valid_before(begin)
        .not_valid_after(begin + datetime.timedelta(days=9))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), False)
        .sign(key, hashes.SHA256())
    )
    form = serialization
    return key.private_bytes(
        form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()
    ) + built.public_bytes(form.Encoding.PEM)


class SecureTests(SimpleTestCase):
    def fetched(self, host, path, port):
        trusting = ssl.create_default_context(cafile=path)
        with (
            meaning("127.0.0.1"),
            mock.patch.object(
                fetching.ssl, "create_default_context", return_value=trusting
            ),
        ):
            return get(f"https://{host}:{port}/")

    def test_the_certificate_is_that_of_the_name_not_of_the_address(self):
        with serving_securely("wire.example") as (port, path):
            self.assertEqual(self.fetched("wire.example", path, port).data, b"safe")
            with self.assertRaisesMessage(Unfetchable, "cannot show that it is"):
                self.fetched("other.example", path, port)

    def test_a_certificate_nobody_vouches_for_is_refused(self):
        with (
            serving_securely("wire.example") as (port, _path),
            meaning("127.0.0.1"),
            self.assertRaisesMessage(Unfetchable, "cannot show that it is"),
        ):
            get(f"https://wire.example:{port}/")
