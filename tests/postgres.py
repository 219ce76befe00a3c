"""A throw-away PostgreSQL for tests, started by root or by anybody else.

    python -m tests.postgres                    says where the server's programs are
    python -m tests.postgres COMMAND [ARG…]     runs a command with DATABASE_URL set

Nothing is kept: the cluster lies in a folder of its own, is reached through a socket in
that folder only, does not wait for the disk, and is gone when the command ends.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Where distributions put a server that is not on the PATH.
PLACES = [
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
]
# Faster, and unsafe for anything that has to be kept.
UNSAFE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def programs() -> Path | None:
    """Return the folder of the newest server on this machine, or None."""
    folders = [folder for place in PLACES for folder in Path("/").glob(place[1:])]
    folders = [folder for folder in folders if (folder / "initdb").exists()]
    if folders:
        return max(folders, key=_version)
    found = shutil.which("pg_ctl")
    return Path(found).resolve().parent if found else None


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Run an empty server; yield its address as DATABASE_URL has it.

    :raises FileNotFoundError: if the machine has no PostgreSQL server.
    :raises subprocess.CalledProcessError: if the server did not start.
    """
    bin_folder = programs()
    if bin_folder is None:
        raise FileNotFoundError(
            "No PostgreSQL server here; install the package postgresql."
        )
    # The path of a socket must be shorter than 108 bytes, so not below TMPDIR.
    folder = tempfile.mkdtemp(prefix="newsroom-pg-", dir="/tmp")
    prefix = _as_somebody(folder) if os.geteuid() == 0 else []

    def run(program, *arguments):
        subprocess.run(
            [*prefix, bin_folder / program, "-D", f"{folder}/data", *arguments],
            check=True,
            cwd=folder,
            env=os.environ | {"LC_ALL": "C.UTF-8", "HOME": folder},
            stdout=subprocess.DEVNULL,
        )

    try:
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        run(
            "pg_ctl",
            "-w",
            "-l",
            f"{folder}/log",
            "-o",
            f"-k {folder} -c listen_addresses='' {UNSAFE}",
            "start",
        )
        try:
            yield f"postgres://postgres@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _version(folder):
    """Return what orders folders: the number in a path, 9.6 before 16."""
    digits = "".join(c if c.isdigit() or c == "." else " " for c in str(folder)).split()
    return float(digits[-1]) if digits else 0.0


def _as_somebody(folder):
    """Return the words that run a program as another user, who then owns the folder.

    The server refuses to be run by root.
    """
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return [
        "setpriv",
        f"--reuid={user.pw_uid}",
        f"--regid={user.pw_gid}",
        "--clear-groups",
    ]


def main(command):
    if not command:
        found = programs()
        print(found or "No PostgreSQL server here; install the package postgresql.")
        return 0 if found else 1
    # Told to end, it still stops the server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with postgres() as url:
        return subprocess.run(
            command, env=os.environ | {"DATABASE_URL": url}
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
