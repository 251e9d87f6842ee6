"""What a mentor sent on the page of their own asks for: to be read, and what follows from it."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from ...links.addresses import record_url
from ...models import MentorMessage
from ..records import Records
from .action import Action, ActionKey, people_of

MESSAGES = {
    MentorMessage.Kind.WORKS: (
        gettext_lazy("Read what %(name)s says about the day"),
        gettext_lazy("It’s about the day you suggested."),
    ),
    MentorMessage.Kind.OTHER_TIME: (
        gettext_lazy("See which other time suits %(name)s"),
        gettext_lazy("Nothing changes until you move the session."),
    ),
    MentorMessage.Kind.POINT: (
        gettext_lazy("Read what %(name)s wants to talk about"),
        gettext_lazy("It’s a point for your next session."),
    ),
}
# And where there is nothing to move any more.
TOO_LATE = (
    MESSAGES[MentorMessage.Kind.WORKS][0],
    gettext_lazy("That session isn’t coming up any more, so there’s nothing to move."),
)


def open_messages(records: Records) -> Iterator[Action]:
    """What the mentor sent on the page of their own: each asks to be read, and changes nothing by itself; what is about
    a day only until then, and once the agreement is over only what is about a session that still stands."""
    planned, seen = {meeting.pk: meeting for meeting in records.meetings if meeting.is_planned}, set()
    past = {one.pk for one in records.meetings if one.held_on or one.day < records.today}
    now = timezone.now()
    for agreement in records.agreements:
        if not agreement.unopened or agreement.first_key in seen:
            continue
        seen.add(agreement.first_key)
        for entry in sorted(agreement.unopened.split(",")):
            pk, kind, day, meeting = entry.split(":")
            if agreement.over_on and int(meeting) not in planned:
                continue
            if kind in MentorMessage.ABOUT_DAY and int(meeting) in past:
                continue
            title, why = MESSAGES[MentorMessage.Kind(kind)]
            session = planned.get(int(meeting))
            is_ahead = kind == MentorMessage.Kind.POINT and session is not None
            if kind == MentorMessage.Kind.OTHER_TIME and (session is None or session.starts_at <= now):
                title, why = TOO_LATE
            page = ("meetings.prepare", int(meeting)) if is_ahead else ("agreements.detail", agreement.pk)
            yield Action(
                url=record_url(*page),
                people=people_of(agreement.mentor_id),
                key=ActionKey("message", "opened", int(pk)),
                title=title % {"name": agreement.mentor.first_name},
                why=str(why),
                due_on=dt.date.fromisoformat(day),
                done_url=reverse("mentor_messages.noticed", args=[int(pk)]),
                takes_day=False,
            )
