"""What the page shows on which a session is prepared: what came of the last one, and the letter it leads to."""

import datetime as dt
from typing import Any

from .. import letters
from ..models import Meeting, MentorAgreement, Review
from ..status.next_actions.reviews import Stop, along
from .mentors_page import points_for


def before_session(meeting: Meeting, today: dt.date) -> dict[str, Any]:
    """The agreement it belongs to, the meeting before, the steps since, a look back that falls on it, its letter."""
    agreement = MentorAgreement.objects.owned_by(meeting.owner).of_session(meeting)
    if agreement:
        agreement.owner = meeting.owner
    last = meeting.last_before()
    steps = meeting.steps_since(last, agreement)
    review = _falls_on(meeting, last, agreement) if agreement else None
    done = [step for step in steps if step.done_on]
    points = points_for(meeting, agreement) if agreement else []
    return {
        "meeting": meeting,
        "agreement": agreement,
        "last": last,
        "steps": steps,
        "review": review,
        "points": points,
        **(_place_in_term(meeting, agreement) if agreement else {}),
        "moment": letters.moment_for_agenda(
            meeting.owner, meeting, done, review.kind if review else "", today
        ),
    }


def _place_in_term(meeting: Meeting, agreement: MentorAgreement) -> dict[str, int]:
    """The how-manieth session of the agreement it is, of how many."""
    keys = [*Meeting.objects.owned_by(meeting.owner).sessions_of(agreement).values_list("pk", flat=True)]
    if meeting.pk not in keys:
        return {}
    return {"place": keys.index(meeting.pk) + 1, "in_all": agreement.sessions_in_all(len(keys))}


def _falls_on(meeting: Meeting, last: Meeting | None, agreement: MentorAgreement) -> Stop | None:
    """The look back of its day, or one that came due since the meeting before and was not held."""
    held = Review.objects.owned_by(meeting.owner).during(agreement)
    after = last.day if last else agreement.starts_on
    due = [stop for stop in along(agreement, held) if after < stop.due_on <= meeting.day]
    return next((stop for stop in reversed(due) if not stop.done_on or stop.done_on == meeting.day), None)
