"""Step 4: a meeting that isn’t held as planned, called off or missed by one of the two, and back."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ..models import FellThrough, Meeting
from .owned import back, day_of, press

SAID = {
    FellThrough.I_CANCELLED: gettext_lazy("Noted: you cancelled. Offer %(name)s a new day."),
    FellThrough.THEY_CANCELLED: gettext_lazy("Noted: %(name)s cancelled. It happens; ask for a new day."),
    FellThrough.I_MISSED: gettext_lazy(
        "Noted: you didn’t make it. Say sorry to %(name)s, and offer a new day."
    ),
    FellThrough.THEY_MISSED: gettext_lazy(
        "Noted: %(name)s didn’t come. Be kind about it, and ask for a new day."
    ),
}


@require_POST
def fell_through(request, pk, how):
    """It wasn’t, or will not be, held: one of the two called it off or didn’t come."""
    how = how.replace("-", "_")
    if how not in FellThrough.values:
        raise Http404
    press(
        request, Meeting, pk,
        lambda meeting: meeting.cancel(day_of(request), how),
        said=lambda meeting: SAID[FellThrough(how)] % {"name": meeting.contact.first_name},
        undo=lambda meeting: reverse("meetings.reinstated", args=[pk]),
    )  # fmt: skip
    return back(request, "meetings.index")


@require_POST
def moved_back(request, pk):
    """Back to the time the meeting had before it was moved."""
    press(
        request, Meeting, pk,
        lambda meeting: meeting.move_back(),
        said=lambda meeting: _("The meeting with %(name)s is back on its original day.")
        % {"name": meeting.contact.first_name},
    )  # fmt: skip
    return back(request, "meetings.prepare", pk)
