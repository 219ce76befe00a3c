"""The demo edition, served for the judges as an operator would serve it."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

PATIENCE = 60  # seconds until the server has to answer


@contextmanager
def demo_edition() -> Iterator[str]:
    """Serve a new demo edition on a free port until the block ends; its address.

    This process becomes one of the site's too, so that it can ask the models where
    pages are.
    """
    folder = Path(tempfile.mkdtemp(prefix="newsroom-judges-"))
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    os.environ |= {
        "NEWSROOM_VAR_DIR": str(folder),
        "NEWSROOM_BASE_URL": address,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "NEWSROOM_SECURITY_CONTACT": "mailto:security@example.org",
    }
    try:
        for command in ("migrate", "make_demo", "make_renditions"):
            manage(command)
        django.setup()
        with server(port, folder / "server.log"):
            wait_for(f"{address}/healthz", folder / "server.log")
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def manage(command):
    """Run a command in a process of its own, so that no thread of it is left."""
    subprocess.run([sys.executable, "manage.py", command, "--verbosity=0"], check=True)


def free_port() -> int:
    """Return a port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def server(port, log):
    command = [
        *(sys.executable, "-m", "gunicorn", "newsroom.wsgi"),
        *("--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "8"),
        *("--worker-class", "gthread", "--no-control-socket"),
        *("--log-level", "warning"),
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
        try:
            yield
        finally:
            process.terminate()
            process.wait()


def wait_for(address, log):
    """Wait until an address answers.

    :raises RuntimeError: if it does not, with what the server said.
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The server does not answer:\n{log.read_text()}")


def fetch(address: str, path: str, **headers: str):
    """Return (status, headers, body) of an address, whatever its status."""
    request = urllib.request.Request(address + path, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers, refusal.read()
