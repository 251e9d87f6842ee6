"""The calendar: read by programs at a secret address, one meeting as a file, and the switch for both."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from ..models import Introduction, Meeting, MentorAgreement
from ..notifications import calendar
from .owned import owned_or_404, say, today_of

CONTENT_TYPE = "text/calendar; charset=utf-8"


@login_not_required
@require_safe
def feed(request, key):
    """The whole calendar, for whoever has the address; 304 when nothing has changed, 404 when it is not one.

    There is no Last-Modified: what is deleted, and what becomes due, changes the calendar without a moment
    of its own. The hash of the content says more.
    """
    person = calendar.person_of(key)
    if person is None:
        raise Http404
    with timezone.override(person.zone), override(person.mail_language):
        events = calendar.events_of(person, timezone.localdate())
        body = calendar.as_feed(events, person.calendar_alarm)
    headers = {
        "Cache-Control": "private, no-cache",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
    }
    response = HttpResponse(body, content_type=CONTENT_TYPE, headers=headers)
    answer = get_conditional_response(request, etag=headers["ETag"], response=response)
    for name, value in headers.items():
        answer.headers[name] = value
    return answer


def meeting(request, pk):
    """One meeting, for a calendar that does not read along."""
    planned = owned_or_404(request, Meeting.objects.with_people(), pk=pk)
    body = calendar.as_file([calendar.meeting_event(planned)], request.user.calendar_alarm)
    name = f"waymark-{planned.day.isoformat()}.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=CONTENT_TYPE, headers=headers)


def nudge(request, pk):
    """The day on which an introducer may be reminded, for a calendar that does not read along."""
    introduction = owned_or_404(request, Introduction.objects.with_people(), pk=pk)
    event = calendar.nudge_event(introduction, request.user, today_of(request))
    if event is None:
        raise Http404
    body = calendar.as_file([event], request.user.calendar_alarm)
    headers = {"Content-Disposition": 'attachment; filename="waymark-nudge.ics"'}
    return HttpResponse(body, content_type=CONTENT_TYPE, headers=headers)


def sessions(request, pk):
    """All sessions of one agreement, for a calendar that does not read along."""
    agreement = owned_or_404(request, MentorAgreement.objects.with_mentor(), pk=pk)
    planned = Meeting.objects.owned_by(request.user).sessions_of(agreement).with_people()
    events = [calendar.meeting_event(session) for session in planned]
    headers = {"Content-Disposition": 'attachment; filename="waymark-sessions.ics"'}
    body = calendar.as_file(events, request.user.calendar_alarm)
    return HttpResponse(body, content_type=CONTENT_TYPE, headers=headers)


@require_POST
def turned_on(request):
    """Make a secret address; a second click finds the one that is there."""
    if not request.user.has_calendar:
        request.user.renew_calendar()
    say(request, _("Your calendar is on. Paste its address into your calendar program."))
    return _to_settings()


@require_POST
def renewed(request):
    """Another address: the old one stops at once."""
    request.user.renew_calendar()
    say(request, _("Here’s a new address. The old one has stopped working."))
    return _to_settings()


@require_POST
def turned_off(request):
    """Nobody reads along any more."""
    request.user.turn_calendar_off()
    say(request, _("Your calendar is off. Its address has stopped working."))
    return _to_settings()


def _to_settings():
    return redirect("account.calendar")
