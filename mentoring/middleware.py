"""What surrounds every page: nothing private is kept, strangers sign in, days are the person's own."""

import logging
import sqlite3
import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, render
from django.template import loader
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure
from django.views.defaults import server_error

from .accounts import earlier_pages, unsent

logger = logging.getLogger(__name__)

# What browsers could do and this product never asks for.
UNUSED = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"

# Pages that only make sense where mail is sent; elsewhere they are not there.
NEED_MAIL = {
    "account_confirm_email",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}

# How the addresses begin at which pages show a password's form, the calendar's secret address or a mentor's link, and
# all that are secret themselves. Nothing there is compressed.
SECRET_ROUTES = ("accounts/", "settings/", "agreements/<", "a/<", "calendar/", "reminder-mails/")

# What browsers and mail programs send here; TRACE would show what a proxy adds on the way.
METHODS = ("GET", "HEAD", "POST", "OPTIONS")

# Bytes of one request: of anybody to any page, and of people signed in to the pages where files come in, which say
# themselves what they take.
MOST_OF_A_FORM = 3 * 1024 * 1024
MOST_OF_A_FILE = 110 * 1024 * 1024
TAKE_FILES = {"imports.index", "data.index"}

# How PostgreSQL says that two waited for each other, or that a lock was not to be had.
DEADLOCK_OR_NO_LOCK = {"40P01", "55P03"}


def bad_request(request, exception=None) -> HttpResponse:
    """400 without a look at what was sent: Django's own view reads it for the token, and so fails once more."""
    return HttpResponseBadRequest(loader.render_to_string("400.html"))


def token_refused(request, reason="") -> HttpResponse:
    """A form whose token isn't right: one from before a new sign-in is kept and offered, any other is refused."""
    view = request.resolver_match.func
    if not earlier_pages.is_from_earlier_page(request):
        return csrf_failure(request, reason)
    if not request.user.is_authenticated:
        is_open = not getattr(view, "login_required", True)
        return (
            csrf_failure(request, reason) if is_open else SignInWall(view).handle_no_permission(request, view)
        )
    page = SignInWall.page_before(request)
    if unsent.keep_form(request, page):
        return redirect("account.unsent")
    messages.info(request, _("You’ve signed in again since, so nothing was changed. Try once more."))
    return redirect(page)


def too_large(request) -> HttpResponse:
    """413 without a look at what was sent."""
    return HttpResponse(loader.render_to_string("413.html"), status=413)


class Compressed(GZipMiddleware):
    """Pages and files travel compressed, but where a secret stands in them (BREACH).

    Whoever can put text of their own into a compressed answer learns from its length whether the same text stands
    there once more. So a page on which a secret stands is sent as it is.
    """

    def process_response(self, request, response):
        """Compress, unless the page is one of those."""
        found = request.resolver_match
        if found is None or found.route.startswith(SECRET_ROUTES):
            return response
        return super().process_response(request, response)


class PrivacyHeaders:
    """Nothing shown is kept by browsers or proxies: the back button after signing out finds nothing."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.told_about_proxy = False

    def __call__(self, request):
        self.tell_about_proxy(request)
        # Other encodings end as exceptions deep inside request.POST, some of which are no 400.
        if request.content_params.get("charset", "utf-8").lower() != "utf-8":
            response = bad_request(request)
        else:
            response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", UNUSED)
        return response

    def tell_about_proxy(self, request):
        """Once: behind an undeclared proxy all people count as one for the limits on guessing."""
        forwarded = "X-Forwarded-For" in request.headers
        if forwarded and not settings.TRUSTED_PROXY_COUNT and not self.told_about_proxy:
            self.told_about_proxy = True
            logger.warning("Requests come through a proxy: set TRUSTED_PROXY_COUNT to how many there are.")

    def process_template_response(self, request, response):
        """Account pages answer a form with errors as the product's own do: 422."""
        form = (response.context_data or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
        return response


class BoundedBodies:
    """What is sent is bounded and can be read before anything else looks at it, whatever its address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return self.refused(request) or self.get_response(request)

    def refused(self, request) -> HttpResponse | None:
        """The answer to what is too large, or no form; nothing of the first is read."""
        said = request.META.get("CONTENT_LENGTH") or "0"
        if not said.isdecimal():
            return bad_request(request)
        length = int(said)
        if length > MOST_OF_A_FORM and length > self.most(request):
            return too_large(request)
        try:
            _ = request.POST
        except RequestDataTooBig:
            return too_large(request)
        except (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError):
            return bad_request(request)
        return None

    def most(self, request) -> int:
        """How many bytes this person may send to this page; who they are is asked only where it matters."""
        try:
            name = resolve(request.path_info).url_name
        except Resolver404:
            name = None
        return MOST_OF_A_FILE if name in TAKE_FILES and request.user.is_authenticated else MOST_OF_A_FORM


class AfterTheAnswer:
    """What a page asks for by `request.after_answer` is done once its answer is out: nobody waits, or learns by it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.after_answer = []
        response = self.get_response(request)
        response._resource_closers += request.after_answer
        return response


class SignInWall(LoginRequiredMiddleware):
    """Closed by default. After signing in people come back to a page, and find what they typed."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Nobody finds a page whose mail would never come; the rest as Django has it."""
        if not settings.MAIL_ENABLED and request.resolver_match.url_name in NEED_MAIL:
            raise Http404
        if request.method == "POST" and request.user.is_authenticated:
            unsent.forget(request)
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        """Send to sign-in and from there back: to the page asked for, or to what a form wanted to save."""
        back = request.get_full_path()
        if request.method not in ("GET", "HEAD"):
            back = self.page_before(request)
            if unsent.keep_form(request, back):
                back = reverse("account.unsent")
                messages.info(request, _("You were signed out. Sign in, and what you typed is still here."))
        login_url, field = str(self.get_login_url(view_func)), self.get_redirect_field_name(view_func)
        return redirect_to_login(back, login_url, field)

    @staticmethod
    def page_before(request) -> str:
        """The path of the page of ours a form was sent from, or the first page."""
        referer = request.headers.get("Referer", "")
        if url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
            parts = urlsplit(referer)
            try:
                resolve(parts.path)
            except Resolver404:
                return settings.LOGIN_REDIRECT_URL
            return f"{parts.path}?{parts.query}" if parts.query else parts.path
        return settings.LOGIN_REDIRECT_URL


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


class PersonsTimeZone:
    """Days and hours as the person's clock has them; strangers get those of the instance."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # The person themself, and not what Django puts around them: pages ask hundreds of times.
        zone = request.user.zone if request.user.is_authenticated else None
        request.user = getattr(request, "_cached_user", request.user)
        with timezone.override(zone):
            return self.get_response(request)


class ButtonsHavePages:
    """Whoever opens the address of a button finds a page of ours, and nothing is changed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET" and not response.content:
            response.content = loader.render_to_string("405.html", request=request)
        return response
