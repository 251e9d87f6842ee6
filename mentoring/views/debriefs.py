"""Step 4: whoever gave advice hears what came of it."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..models import Meeting
from .owned import back, day_of, owned_or_404, press


@require_POST
def reported_back(request, pk):
    """The other person heard what came of their advice."""
    press(
        request, Meeting, pk,
        lambda meeting: meeting.report_back(day_of(request)),
        said=lambda meeting: _("%(name)s knows what came of it.") % {"name": meeting.contact.first_name},
        undo=lambda meeting: reverse("debriefs.report_forgotten", args=[pk]),
    )  # fmt: skip
    return back(request, "meetings.index")


@require_POST
def report_forgotten(request, pk):
    """Not reported back after all."""
    reported_on = owned_or_404(request, Meeting, pk=pk).reported_back_on
    again = reverse("debriefs.reported_back", args=[pk])
    press(
        request, Meeting, pk,
        lambda meeting: meeting.forget_report(),
        said=lambda meeting: _("%(name)s still waits to hear what came of it.") % {"name": meeting.contact.first_name},
        undo=lambda meeting: f"{again}?{urlencode({'on': reported_on.isoformat()})}" if reported_on else again,
    )  # fmt: skip
    return back(request, "meetings.index")
