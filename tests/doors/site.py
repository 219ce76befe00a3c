"""Run the project in a process of its own, under whatever variables a test sets."""

import os
import runpy
import secrets
import subprocess
import sys
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCTION = {
    "NEWSROOM_PRODUCTION": "1",
    "SECRET_KEY": "$" + secrets.token_urlsafe(60),  # a dollar sign may begin a secret
    "ALLOWED_HOSTS": "www.paper.example",
    "NEWSROOM_BASE_URL": "https://www.paper.example",
    "DATABASE_URL": "postgres://newsroom:secret@localhost/newsroom",
    "NEWSROOM_TRUSTED_PROXIES": "1",
}


def python(code, folder, **variables):
    """Run Python code in the project; return the finished process, its output as text.

    :param folder: where this process keeps what it writes.
    :param variables: the environment, besides what a process needs to run at all.
    """
    return run([sys.executable, "-c", code], folder, variables)


def settings(folder, **variables):
    """Return what the settings are under these variables, read anew in this process.

    :raises ImproperlyConfigured: if they refuse; any process would, as it starts.
    """
    with mock.patch.dict(os.environ, environment(folder, variables), clear=True):
        return runpy.run_path(str(ROOT / "newsroom" / "settings.py"))


def manage(*words, folder, **variables):
    """Run a command of manage.py likewise."""
    return run([sys.executable, "manage.py", *words], folder, variables)


def run(command, folder, variables):
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment(folder, variables),
        capture_output=True,
        text=True,
        timeout=120,  # seconds, only so that a hang ends
        check=False,
    )


def environment(folder, variables):
    """Return these variables, but for empty ones, with what a process needs to run."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    base = {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "NEWSROOM_VAR_DIR": folder}
    return kept | base | {name: value for name, value in variables.items() if value}
