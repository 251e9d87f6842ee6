"""Why Waymark says so: every number and every piece of advice, with what it rests on."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..advice.evidence import Grade
from ..advice.why_together import TOPICS


@require_safe
def index(request):
    """The whole table, by the parts of the search; what each grade means stands first."""
    return render(request, "mentoring/advice/index.html", {"topics": TOPICS, "grades": Grade})
