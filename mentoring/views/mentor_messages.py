"""The mentor's page where the mentee looks at it: what stands there, what would, and what the mentor sent."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..dates.days import plain_day
from ..models import MentorAgreement, MentorMessage
from ..models.agreement_facts import LEARNED_SHOWN
from ..models.button_facts import ButtonFact
from ..models.meeting_facts import ADVICE_SHOWN, AGENDA_SHOWN, STEPS_SHOWN
from ..pages.mentors_page import MentorsPage, Naming, Unseen, lines_that_name, mentors_page, unseen
from ..text.text import going_on
from .facts import BUTTONS
from .owned import back, owned_or_404, press, today_of
from .share_links import link_to


def look(request, pk):
    """The page as the mentor sees it, and until which day; what isn't there yet, with names pointed out before."""
    confirmed = MentorAgreement.objects.with_mentor().filter(confirmed_on__isnull=False)
    agreement = owned_or_404(request, confirmed, pk=pk)
    page = mentors_page(agreement, timezone.now(), today_of(request))
    to_show = unseen(page)
    named = lines_that_name(request.user, agreement.mentor, [line for part in to_show for line in part.lines])
    context = {
        "agreement": agreement,
        "page": page,
        "name": request.user.first_name,
        **link_to(agreement),
        "to_show": [_as_offered(part, named, page.today) for part in to_show],
        "shown": [*_on_the_page(page)],
        "names_there": lines_that_name(request.user, agreement.mentor, [*page.lines()]),
    }
    return render(request, "mentoring/mentor_messages/look.html", context)


def _as_offered(part: Unseen, named: list[Naming], today: dt.date) -> dict[str, Any]:
    """One thing that could be shown: what it is, its lines, those that name somebody, and the address that shows it."""
    return {
        "label": going_on(_what_it_is(part.fact, part.record, today)),
        "lines": part.lines,
        "naming": [one for one in named if one.line in part.lines],
        "url": BUTTONS[part.fact].noted(part.record),
        "change_url": reverse("meetings.prepare", args=[part.record.pk]) if part.fact is AGENDA_SHOWN else "",
    }


def _on_the_page(page: MentorsPage) -> Iterator[dict[str, Any]]:
    """What was shown, each with the address that takes it off the page again."""
    agreement = page.agreement
    if agreement.over_on:
        if agreement.learned_shown:
            yield _as_shown(LEARNED_SHOWN, agreement, _what_it_is(LEARNED_SHOWN, agreement, page.today))
        return
    if page.session and (page.ask or page.agenda):
        yield _as_shown(AGENDA_SHOWN, page.session, _what_it_is(AGENDA_SHOWN, page.session, page.today))
    for meeting in page.with_steps:
        yield _as_shown(STEPS_SHOWN, meeting, _what_it_is(STEPS_SHOWN, meeting, page.today))
    for one in page.became:
        yield _as_shown(ADVICE_SHOWN, one.meeting, one.advice or one.outcome)


def _what_it_is(fact: ButtonFact, record: Any, today: dt.date) -> str:
    """What it is that is shown, or could be; with its day where there may be several."""
    labels = {
        LEARNED_SHOWN: _("What you learned and reached, and your letter"),
        AGENDA_SHOWN: _("What you ask for"),
        STEPS_SHOWN: _("The steps of %(day)s"),
        ADVICE_SHOWN: _("What became of the advice of %(day)s"),
    }
    return labels[fact] % ({} if fact is LEARNED_SHOWN else {"day": plain_day(record.day, today)})


def _as_shown(fact: ButtonFact, record: Any, label: str) -> dict[str, Any]:
    since = fact.day(record)
    return {
        "label": label,
        "since": None if since is True else since,
        "url": BUTTONS[fact].taken_back(record),
    }


@require_POST
def noticed(request, pk):
    """The mentee has read it, and goes to where it is of use."""
    messages = MentorMessage.objects.select_related("agreement__mentor", "meeting")
    message = press(
        request, messages, pk, lambda message: message.open(today_of(request)), lambda message: _("Noted.")
    )
    return back(request, _where_it_is_of_use(message))


def _where_it_is_of_use(message: MentorMessage) -> str:
    """Another time leads to the day of the session, a point to its preparation; else to the agreement."""
    meeting = message.meeting
    if meeting and meeting.is_planned and message.kind == message.Kind.OTHER_TIME:
        return reverse("meetings.edit", args=[meeting.pk])
    if meeting and meeting.is_planned and message.kind == message.Kind.POINT:
        return reverse("meetings.prepare", args=[meeting.pk])
    return reverse("agreements.detail", args=[message.agreement_id])
