"""Where others write for too long, or something failed: what was typed comes back."""

import sqlite3
import sys

from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.defaults import server_error

from ..accounts import unsent
from .sign_in import SignInWall

# How PostgreSQL says that two waited for each other, that a lock was not to be had, or that it took too long.
DEADLOCK_OR_NO_LOCK = {"40P01", "55P03", "57014"}


class Busy:
    """Where somebody else wrote for too long, what was sent comes back, to be sent once more: nothing was saved."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, failure) -> HttpResponse | None:
        """The page that says so, with everything typed; None for every other failure."""
        return busy_page(request) if is_busy(failure) else None


def is_busy(failure: BaseException | None) -> bool:
    """Whether a database refused because others were writing: SQLite after its patience, PostgreSQL in a deadlock."""
    cause = failure.__cause__ if isinstance(failure, OperationalError) else None
    if isinstance(cause, sqlite3.Error):
        # The last byte tells the kind, those before it more about it.
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return getattr(cause, "sqlstate", "") in DEADLOCK_OR_NO_LOCK


def busy_page(request) -> HttpResponse:
    """503 with a form that sends the same once more; what nobody may keep and files are chosen anew."""
    kept = None
    if request.method == "POST" and not request.FILES:
        kept = unsent.fields_of(request)
    context = {"kept": kept, "path": request.get_full_path(), "page": SignInWall.page_before(request)}
    response = render(request, "503.html", context, status=503)
    response.headers["Retry-After"] = "5"
    return response


def failed(request) -> HttpResponse:
    """500, or that others were writing where no view was at work, such as when the session was saved."""
    return busy_page(request) if is_busy(sys.exc_info()[1]) else server_error(request)
