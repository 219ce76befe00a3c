"""A throw-away Redis for tests."""

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import redis
from redis.backoff import ConstantBackoff
from redis.exceptions import ConnectionError
from redis.retry import Retry


def redis_server_path() -> str | None:
    """Return the path of a Redis or Valkey server on this machine, or None."""
    return shutil.which("redis-server") or shutil.which("valkey-server")


@contextlib.contextmanager
def redis_server() -> Iterator[str]:
    """Run an empty server that only this process can find; yield its address.

    It listens on a socket in a folder of its own, writes nothing to the disk, and stops
    at the end.

    :raises FileNotFoundError: if the machine has no such server.
    """
    path = redis_server_path()
    if path is None:
        raise FileNotFoundError(
            "No redis-server here; install the package of that name."
        )
    with tempfile.TemporaryDirectory(prefix="newsroom-redis-", dir="/tmp") as folder:
        socket = Path(folder, "socket")
        server = subprocess.Popen(
            [
                path,
                "--port",
                "0",
                "--unixsocket",
                socket,
                "--save",
                "",
                "--dir",
                folder,
            ],
            stdout=subprocess.DEVNULL,
        )
        url = f"unix://{socket}"
        try:
            # 500 tries, 0.02 s apart: ten seconds until it must have answered.
            patience = Retry(ConstantBackoff(0.02), 500, (ConnectionError,))
            redis.Redis.from_url(url, retry=patience).ping()
            yield url
        finally:
            server.terminate()
            server.wait()
