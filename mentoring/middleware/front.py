"""What comes before everything else: the questions of machines, and a proxy that leaves out the port."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotAllowed

from ..management import readiness


class Health:
    """/healthz says that the server is alive, /readyz whether it can serve; asked under any host name.

    Before sessions and hosts are looked at: what asks is a proxy, a container or a monitor, by number and without
    cookies.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info == "/healthz":
            return self.answered(request, "ok\n", 200)
        if request.path_info == "/readyz":
            words = readiness.at_most_every_five_seconds()
            lines = "".join(f"{name}: {word}\n" for name, word in words.items())
            return self.answered(request, lines, 200 if set(words.values()) == {"ok"} else 503)
        return self.get_response(request)

    @staticmethod
    def answered(request, text: str, status: int) -> HttpResponse:
        """Plain words, kept by nobody."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(("GET", "HEAD"))
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        return HttpResponse(text, status=status, content_type="text/plain", headers=headers)


class WholeAddress:
    """Where people type a port and a proxy leaves it out, links in mails and redirects have it all the same."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        host, _, port = urlsplit(settings.BASE_URL).netloc.rpartition(":")
        if port.isdigit() and request.META.get("HTTP_HOST", "").lower() == host:
            request.META["HTTP_HOST"] = f"{host}:{port}"
        return self.get_response(request)
