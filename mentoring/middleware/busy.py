"""Where others write too long, the database is down, the disk full or somebody too quick: what was typed comes back."""

import errno
import logging
import sqlite3
import sys
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.defaults import server_error

from ..accounts import unsent
from .sign_in import SignInWall

logger = logging.getLogger(__name__)

BUSY, DOWN, FULL = "busy", "down", "full"
OF_SQLITE = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: FULL,
    sqlite3.SQLITE_READONLY: FULL,
    sqlite3.SQLITE_CANTOPEN: DOWN,
    sqlite3.SQLITE_NOTADB: DOWN,
}
# By how PostgreSQL's code begins: a deadlock, a lock not to be had, a statement that took too long; no room, and
# nothing may be written; and all that has to do with the connection.
OF_POSTGRESQL = {
    "40P01": BUSY, "55P03": BUSY, "57014": BUSY, "53100": FULL, "25006": FULL, "53": DOWN, "57P": DOWN, "08": DOWN,
}  # fmt: skip
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
# What stands in the log, in one line a request.
SAID = {
    BUSY: "Others were writing for too long",
    DOWN: "The database doesn’t answer",
    FULL: "Nothing can be written: the disk is full or read-only",
}


class Busy:
    """Where nothing could be saved, what was sent comes back, to be sent once more."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, failure) -> HttpResponse | None:
        """The page that says so, with everything typed; None for every other failure."""
        kind = outage_of(failure)
        return outage_page(request, kind, failure) if kind else None


def outage_of(failure: BaseException | None) -> str:
    """Whether others were writing, the database is gone, or nothing can be written; "" for every other failure."""
    if isinstance(failure, OSError):
        return FULL if failure.errno in NO_ROOM else ""
    cause = failure.__cause__ if isinstance(failure, OperationalError | InterfaceError) else None
    if isinstance(cause, sqlite3.Error):
        # The last byte tells the kind, those before it more about it.
        return OF_SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF, "")
    # An error of psycopg, which is not named here: where SQLite serves it would take nine megabytes of each worker.
    if isinstance(cause, Exception) and hasattr(cause, "sqlstate"):
        state = cause.sqlstate or "08"  # without a code nobody answered
        return next((kind for begin, kind in OF_POSTGRESQL.items() if state.startswith(begin)), "")
    return ""


def outage_page(request, kind: str, failure: BaseException) -> HttpResponse:
    """503 with a form that sends the same once more; what nobody may keep and files are chosen anew."""
    if kind == DOWN:
        request.user = AnonymousUser()  # whose name and colours nobody can look up now
    context = {
        "kind": kind,
        "kept": kept_of(request),
        "path": request.get_full_path(),
        "page": SignInWall.page_before(request),
    }
    response = render(request, "503.html", context, status=503)
    response.headers["Retry-After"] = "5"
    why = str(failure).strip().partition("\n")[0]
    logger.error("%s: %s %s (%s)", SAID[kind], request.method, request.path[:200], why[:200])
    response._has_been_logged = True  # type: ignore[attr-defined] # or Django adds a trace of every function it went through
    return response


def too_often(request) -> HttpResponse:
    """429 for whoever signs in, signs up or changes an address too often in a short time, with what they typed."""
    context = {"kept": kept_of(request), "path": request.get_full_path()}
    return render(request, "429.html", context, status=429)


def kept_of(request) -> dict[str, Any] | None:
    """What was typed into a form of ours, to be sent once more; None where nothing was that may be shown again."""
    if request.method == "POST" and not request.FILES and was_sent_from_here(request):
        return unsent.fields_of(request)
    return None


def was_sent_from_here(request) -> bool:
    """Whether a form comes from a page of ours; asked here where it failed before anybody looked."""
    if request.resolver_match is None:
        try:
            request.resolver_match = resolve(request.path_info)
        except Resolver404:
            return False
    if getattr(request, "csrf_processing_done", False):
        return True
    return (
        CsrfViewMiddleware(lambda one: None).process_view(request, request.resolver_match.func, (), {})
        is None
    )


def failed(request) -> HttpResponse:
    """500, or one of those where no view was at work, such as when the session was read or saved."""
    failure = sys.exc_info()[1]
    kind = outage_of(failure)
    return outage_page(request, kind, failure) if kind else server_error(request)
