"""On the phone: what a browser asks for before it puts the product among the apps."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

# The page of the light theme, as in static/mentoring/css/02-tokens.css.
PAPER = "#f1f3ee"
# Nothing private is in these, so they may be kept for a day.
KEPT = {"Cache-Control": "public, max-age=86400"}
ICONS = (
    ("icon-192.png", 192, "any"),
    ("icon-512.png", 512, "any"),
    ("icon-maskable-512.png", 512, "maskable"),
)


@login_not_required
@require_safe
def manifest(request):
    """How the product looks and starts as an app. There is no service worker: it would keep private pages."""
    shortcuts = (
        (_("We talked"), "interactions.log"),
        (_("Meetings"), "meetings.index"),
        (_("Find"), "search.index"),
    )
    home = reverse("dashboard.index")
    about = {
        "id": home,
        "start_url": home,
        "scope": home,
        "name": _("Waymark"),
        "short_name": _("Waymark"),
        "description": _("Find a business mentor, and make it work."),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "display": "standalone",
        "theme_color": PAPER,
        "background_color": PAPER,
        "icons": [
            {
                "src": static(f"mentoring/img/{name}"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for name, size, purpose in ICONS
        ],
        "shortcuts": [{"name": name, "url": reverse(page)} for name, page in shortcuts],
        # By GET, so that nothing is saved by it; a text that is shared along stays where it is.
        "share_target": {
            "action": reverse("contacts.new"),
            "method": "GET",
            "params": {"title": "title", "url": "url"},
        },
    }
    return JsonResponse(about, content_type="application/manifest+json", headers=KEPT)


@login_not_required
@require_safe
def favicon(request):
    """For whoever asks without having read a page."""
    return HttpResponseRedirect(static("mentoring/img/favicon.ico"), headers=KEPT)
