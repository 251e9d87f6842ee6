"""Step 4: the agenda of a session reaches the other person before it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..models import Meeting
from .owned import back, day_of, press


@require_POST
def sent(request, pk):
    """The other person has the agenda."""
    press(
        request, Meeting, pk,
        lambda meeting: meeting.send_agenda(day_of(request)),
        said=lambda meeting: _("Noted: %(name)s has your agenda.") % {"name": meeting.contact.first_name},
        undo=lambda meeting: reverse("agendas.unsent", args=[pk]),
    )  # fmt: skip
    return back(request, "meetings.prepare", pk)


@require_POST
def unsent(request, pk):
    """The agenda was not sent after all."""
    press(
        request, Meeting, pk,
        lambda meeting: meeting.unsend_agenda(),
        said=lambda meeting: _("%(name)s doesn’t have your agenda yet.") % {"name": meeting.contact.first_name},
        undo=lambda meeting: reverse("agendas.sent", args=[pk]),
    )  # fmt: skip
    return back(request, "meetings.prepare", pk)
