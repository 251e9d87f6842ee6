"""What the search has come to so far, on one page."""

from django.core.paginator import Paginator
from django.shortcuts import render

from ..pages import dashboard
from ..pages.progress import by_introducer, progress
from ..status.records import Records
from .owned import today_of

PER_PAGE = 20


def index(request):
    """Show what happened when, how long it took, and who answers."""
    today = today_of(request)
    records = Records(request.user, today)
    introducers = Paginator(by_introducer(request.user), PER_PAGE)
    context = {
        # The rail reads the same records, so that nothing is asked twice.
        "rail": dashboard.rail_of(request.user, today, request.path, records),
        "progress": progress(records),
        "page": introducers.get_page(request.GET.get("page")),
    }
    return render(request, "mentoring/progress/index.html", context)
