"""One id for each request, found again in the response and in every line of the log."""

import json
import logging
import re
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from uuid import uuid4

HEADER = "X-Request-ID"
SANE = re.compile(r"[A-Za-z0-9._:-]{8,64}")

request_id: ContextVar[str] = ContextVar("request_id", default="")
requests = logging.getLogger("newsroom.requests")


class RequestIdMiddleware:
    """Give each request an id, or keep the one a proxy gave it, and log its outcome.

    No address of a reader and no query string is logged: what somebody searched for
    is their own affair.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get(HEADER, "")
        request.id = given if SANE.fullmatch(given) else uuid4().hex
        token = request_id.set(request.id)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = request.id
            requests.info(
                "%s %s",
                request.method,
                request.path,
                extra={
                    "method": request.method,
                    "path": request.path,
                    "status": response.status_code,
                    "milliseconds": round((time.perf_counter() - began) * 1000, 1),
                },
            )
            return response
        finally:
            request_id.reset(token)


class RequestIdFilter(logging.Filter):
    """Put the id of the request being answered on each record; "" outside of one."""

    def filter(self, record):
        record.request_id = request_id.get()
        return True


class JSONFormatter(logging.Formatter):
    """Write each record as one line of JSON, times in UTC, for a log collector."""

    extras = ("method", "path", "status", "milliseconds")

    def format(self, record):
        moment = datetime.fromtimestamp(record.created, UTC)
        line = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", ""),
        }
        line |= {
            name: getattr(record, name) for name in self.extras if hasattr(record, name)
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
