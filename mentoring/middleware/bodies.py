"""What is sent is bounded, and refused before anything reads it."""

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.template import loader
from django.urls import Resolver404, resolve

# What browsers and mail programs send here; TRACE would show what a proxy adds on the way.
METHODS = ("GET", "HEAD", "POST", "OPTIONS")

# Bytes of one request: of anybody to any page, and of people signed in to the pages where files come in, which say
# themselves what they take.
MOST_OF_A_FORM = 3 * 1024 * 1024
MOST_OF_A_FILE = 110 * 1024 * 1024
MOST_OF_A_CALENDAR = 6 * 1024 * 1024
TAKE_FILES = {
    "imports.index": MOST_OF_A_FILE,
    "data.index": MOST_OF_A_FILE,
    "calendar_file.new": MOST_OF_A_CALENDAR,
}


def bad_request(request, exception=None) -> HttpResponse:
    """400 without a look at what was sent: Django's own view reads it for the token, and so fails once more."""
    return HttpResponseBadRequest(loader.render_to_string("400.html"))


def too_large(request) -> HttpResponse:
    """413 without a look at what was sent."""
    return HttpResponse(loader.render_to_string("413.html"), status=413)


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
        most = TAKE_FILES.get(name or "")
        return most if most and request.user.is_authenticated else MOST_OF_A_FORM
