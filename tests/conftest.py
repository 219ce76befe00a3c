"""What holds for every test: no network, nothing left over, and what may be missing."""

import gc
import ipaddress
import socket

import pytest
from django.core.cache import caches
from django.db import connections
from django.template import Template
from django.test import TestCase, TransactionTestCase

from tests.chromium import chromium
from tests.redis_server import redis_server, redis_server_path

NEEDED = {"browser": chromium, "redis": redis_server_path}

# Looking for garbage among all that Django keeps costs a tenth of the tests' time.
gc.set_threshold(50_000, 20, 50)


# As it is before Django has each rendering noted for the tests.
render_unnoted = Template._render


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Leave out what cannot run here, and run last what empties the database."""
    missing = {name for name, find in NEEDED.items() if find() is None}
    left_out = [
        item for item in items if missing & {m.name for m in item.iter_markers()}
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    for item in items:
        if empties_the_database(item):
            # Each finds what the migrations left there, such as the groups of the desk.
            item.cls.serialized_rollback = True
    items.sort(key=empties_the_database)  # stable, so still in random order otherwise


def empties_the_database(item) -> bool:
    """Tell whether a test leaves empty tables behind, as every browser's test does."""
    kind = getattr(item, "cls", None)
    return (
        kind is not None
        and issubclass(kind, TransactionTestCase)
        and not issubclass(kind, TestCase)
    )


def is_local(address) -> bool:
    """Tell whether an address of a socket is on this machine."""
    if not isinstance(address, tuple):
        return True  # the path of a Unix socket
    host = address[0]
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return host in ("", "localhost")


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Refuse every connection to another machine, so that no test depends on one."""
    connect, find = socket.socket.connect, socket.getaddrinfo

    def connect_here(self, address):
        if not is_local(address):
            raise AssertionError(
                f"A test tried to reach {address}; tests use no network."
            )
        return connect(self, address)

    def find_here(host, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and not is_local((name, 0)):
            raise socket.gaierror(f"A test asked for {name}; tests use no network.")
        return find(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        patch.setattr(socket, "getaddrinfo", find_here)
        yield


@pytest.fixture(autouse=True, scope="session")
def widgets_unnoted(django_test_environment):
    """Keep no copy of what each widget, label and list of errors was rendered with.

    A form of the desk is made of four hundred, and no test asks by which template.
    """
    render_noted = Template._render

    def render(self, context):
        is_part = str(self.name).startswith("django/forms/")
        return (render_unnoted if is_part else render_noted)(self, context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Let every connection know what the migrations left in the database.

    Django notes that on one connection, to restore it for tests that empty tables. A
    thread in which a browser is driven has an event loop, and so gets another one.
    """
    noted = getattr(connections["default"], "_test_serialized_contents", None)
    if noted is not None:  # only if one of the tests asked for it
        type(connections["default"])._test_serialized_contents = noted


@pytest.fixture(autouse=True)
def empty_caches():
    """Start each test with nothing in any cache."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(scope="session")
def redis_url():
    """The address of an empty Redis of this process; the test is marked `redis`."""
    with redis_server() as url:
        yield url
