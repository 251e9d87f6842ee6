"""What the search has come to so far, on one page."""

from django.core.paginator import Paginator
from django.shortcuts import render

from ..pages.progress import by_introducer, progress
from ..status import stuck
from ..status.records import records_of

PER_PAGE = 20


def index(request):
    """Show what happened when, how long it took, and who answers."""
    introducers = Paginator(by_introducer(request.user), PER_PAGE)
    records = records_of(request)
    context = {
        "progress": progress(records),
        "stuck": stuck.found(records),
        "page": introducers.get_page(request.GET.get("page")),
    }
    return render(request, "mentoring/progress/index.html", context)
