"""Say whether the process lives, and whether it is ready for readers."""

import secrets

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

OK = "ok"


@never_cache
@require_safe
def healthz(request):
    """Answer as long as the process does; the database is not asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(request):
    """Report part by part: 200 if readers can be served, else 503.

    The cache is reported but not required: the site answers without it, and taking
    every process out of service because Redis is down would take the paper down.
    No text of an error is shown, since it may name hosts and users.
    """
    database = check_database()
    parts = {
        "database": database,
        "migrations": check_migrations() if database == OK else "not checked",
        "media": check_store("default"),
        "originals": check_store("originals"),
    }
    ready = all(state == OK for state in parts.values())
    parts["cache"] = check_cache()
    report = {"ready": ready, "parts": parts}
    return JsonResponse(
        report, status=200 if ready else 503, json_dumps_params={"indent": 2}
    )


def check_database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "does not answer"
    return OK


def check_migrations():
    try:
        executor = MigrationExecutor(connection)
    except Error:
        return "cannot be read"
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} not applied; run manage.py migrate" if waiting else OK


def check_store(alias):
    """Write a small file into a store and take it away again."""
    try:
        store = storages[alias]
        name = store.save(f"readyz/{secrets.token_hex(8)}", ContentFile(b"ready"))
        store.delete(name)
    except OSError:
        return "cannot be written to"
    return OK


def check_cache():
    word = secrets.token_hex(8)
    cache.set("readyz", word, timeout=10)  # seconds
    return OK if cache.get("readyz") == word else "does not answer; not required"
