"""The settings tests run under: the embedded profile, whatever the shell exports.

Only DATABASE_URL is taken over, for the run on PostgreSQL. Files go to a folder of this
process in the system's place for temporary files, gone when the run is over.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# The process that is started first makes the folder; the others, which it starts to run
# tests in parallel, inherit its name.
if "TESTS_FOLDER" not in os.environ:
    os.environ["TESTS_FOLDER"] = tempfile.mkdtemp(prefix="newsroom-tests-")
    atexit.register(shutil.rmtree, os.environ["TESTS_FOLDER"], ignore_errors=True)

OTHERS = {"ALLOWED_HOSTS", "DEBUG", "REDIS_URL"}
for name in list(os.environ):
    if name.startswith(("NEWSROOM_", "SECRET_KEY", "AWS_")) or name in OTHERS:
        del os.environ[name]

folder = Path(os.environ["TESTS_FOLDER"], str(os.getpid()))
for needed in ("media", "originals", "static"):
    (folder / needed).mkdir(parents=True, exist_ok=True)
os.environ["NEWSROOM_VAR_DIR"] = str(folder)

from newsroom.settings import *  # noqa: E402, F403
from newsroom.settings import STORAGES  # noqa: E402

# A password is checked in many tests and protects nothing in any.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests ask for static files by their own names; nothing has been collected.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# A thread would see nothing of a test's transaction.
NEWSROOM_RENDITIONS = "at once"
