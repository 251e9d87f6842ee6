"""Shown once, in the page after it: to be reminded where a person looks anyway, not only here."""

from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..dates.days import long_day
from ..forms.mailings import WEEKDAY_PLURALS
from ..models import Introduction, Meeting, User
from ..models.introduction_facts import NUDGED
from .owned import back, say, today_of

# Levels of flashes of their own: kept like any flash and gone with the page that shows it. The address of the file
# for a calendar travels along.
NUDGE, MEETING = 22, 23
# An ask that is undone and made again is not followed by the question once more.
ASKED_BEFORE = "reminder offered"


def offer_nudge(request, introduction: Introduction) -> None:
    """After the very first ask: a reminder on the day of the nudge, unless they are reminded elsewhere already."""
    asked = Introduction.objects.owned_by(request.user).filter(asked_on__isnull=False)
    if (
        ASKED_BEFORE in request.session
        or _is_reminded(request.user)
        or asked.exclude(pk=introduction.pk).exists()
    ):
        return
    if NUDGED.is_open(introduction) and (due_on := NUDGED.due(introduction, request.user)):
        words = _("%(introducer)s may need a few days. Shall we remind you on %(day)s?")
        facts = {**introduction.names, "day": long_day(due_on, today_of(request))}
        file = reverse("calendar.nudge", args=[introduction.pk])
        request.session[ASKED_BEFORE] = True
        messages.add_message(request, NUDGE, words % facts, extra_tags=file)


def offer_calendar(request, meeting: Meeting) -> None:
    """After the very first meeting was planned: all of them in a calendar of their own, or this one."""
    others = Meeting.objects.owned_by(request.user).exclude(pk=meeting.pk)
    if not request.user.has_calendar and not others.exists():
        file = reverse("calendar.meeting", args=[meeting.pk])
        messages.add_message(
            request, MEETING, _("Would you like your meetings in your own calendar?"), extra_tags=file
        )


def _is_reminded(user: User) -> bool:
    return user.has_calendar or user.reminder_rhythm != User.Rhythm.NEVER


@require_POST
def weekly(request):
    """Once a week by email, as it was offered."""
    if settings.MAIL_ENABLED:
        request.user.choose_reminders(User.Rhythm.WEEKLY, timezone.now())
        words = _("We’ll email you on %(days)s. Change it in Settings.")
        say(request, words % {"days": WEEKDAY_PLURALS[request.user.reminder_weekday]})
    else:
        messages.info(request, _("Email reminders need a mail server; ask whoever runs this Waymark."))
    return back(request, "dashboard.index")
