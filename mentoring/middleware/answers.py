"""What surrounds every answer: nothing private is kept, secrets travel uncompressed, days are the person's own."""

import logging

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.middleware.gzip import GZipMiddleware
from django.template import loader
from django.utils import timezone, translation

from ..links.base_url import UNDECLARED_PROXY
from ..notifications.mail import connecting
from .bodies import bad_request

logger = logging.getLogger(__name__)

# What browsers could do and this product never asks for.
UNUSED = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"

# How the addresses begin at which pages show a password's form, the calendar's secret address or a mentor's link, and
# all that are secret themselves. Nothing there is compressed.
SECRET_ROUTES = (
    "accounts/",
    "settings/",
    "agreements/<",
    "a/<",
    "calendar/",
    "reminder-mails/",
    "invitations/",
)


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
            logger.warning(UNDECLARED_PROXY)

    def process_template_response(self, request, response):
        """Account pages answer a form with errors as the product's own do: 422."""
        form = (response.context_data or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):
            response._has_been_logged = form.has_error(NON_FIELD_ERRORS, connecting.NO_MAIL)
            response.status_code = 503 if response._has_been_logged else 422
        return response


class AfterTheAnswer:
    """What a page asks for by `request.after_answer` is done once its answer is out: nobody waits, or learns by it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.after_answer = []
        response = self.get_response(request)
        response._resource_closers += request.after_answer
        return response


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


class PersonsLanguage:
    """Where the instance speaks several languages: the one the person chose goes before what their browser asks for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.user.chosen_language if request.user.is_authenticated else ""
        if chosen:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
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
