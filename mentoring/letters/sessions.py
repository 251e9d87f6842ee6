"""The two letters of a session: the agenda before it and the summary after it, from the records."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..dates import days
from ..models import GoalStep, LetterKind, Meeting, Review, User
from ..text.text import first_lines, sentence_start, unended
from .ask import signature
from .moments import Moment

# What is asked when the two look back on the day of a session.
LOOKING_BACK = {
    Review.Kind.TRIAL: gettext_lazy(
        "It’s time to look back on the trial, too: is this right for both of us?"
    ),
    Review.Kind.MIDPOINT: gettext_lazy("And as we’re halfway: what should we do differently?"),
    Review.Kind.LAST: gettext_lazy("And as it’s our last one: what worked, and what comes next?"),
}


def moment_for_agenda(
    owner: User, meeting: Meeting, done: Sequence[GoalStep], review: str, today: dt.date
) -> Moment:
    """The agenda of a session: where and when, what was done since, and the kind of `review` that falls on it.

    What is asked for is put in by the form, which has it in a field of its own.
    """
    words = {
        "me": signature(owner),
        "name": meeting.contact.first_name,
        "day": days.long_day(meeting.day, today),
        "time": f"{timezone.localtime(meeting.starts_at):%H:%M}",
        "where": meeting.how_and_where,
        "done": "\n".join(f"- {unended(step.text)}" for step in done),
        "points": "" if meeting.agenda_subject else meeting.agenda,
        "asks_for": meeting.asks_for,
        "review": str(LOOKING_BACK[Review.Kind(review)]) if review else "",
    }
    return Moment(LetterKind.AGENDA, meeting.contact, words)


def moment_for_summary(owner: User, meeting: Meeting, today: dt.date) -> Moment:
    """The summary of a session: what stays of it, the steps agreed on, what a review decided, the next session."""
    with_them = Meeting.objects.filter(contact=meeting.contact_id, kind=Meeting.Kind.SESSION)
    coming = with_them.planned().filter(starts_at__gt=meeting.starts_at).order_by("starts_at", "pk").first()
    reviews = Review.objects.filter(agreement__mentor=meeting.contact_id, held_on=meeting.day)
    words = {
        "me": signature(owner),
        "name": meeting.contact.first_name,
        "day": days.long_day(meeting.day, today),
        "takeaway": meeting.one_thing or first_lines(meeting.notes),
        "steps": "\n".join(_agreed(step, today) for step in meeting.agreed_steps.open()),
        "review": " ".join(_decided(review) for review in reviews),
        "next": coming and _day_and_time(coming, today),
    }
    return Moment(LetterKind.SUMMARY, meeting.contact, words)


def _agreed(step: GoalStep, today: dt.date) -> str:
    """ "- Write it on one page, by 22 March"."""
    by = _(", by %(day)s") % {"day": days.plain_day(step.due_on, today)} if step.due_on else ""
    return f"- {unended(step.text)}{by}"


def _decided(review: Review) -> str:
    """ "Halfway review: carry on, and change something. Start with the steps."."""
    decided = review.decided
    said = f"{review}: {decided[:1].lower()}{decided[1:]}."
    is_changed = review.decision == Review.Decision.CHANGE and review.to_change
    return f"{said} {sentence_start(unended(review.to_change))}." if is_changed else said


def _day_and_time(meeting: Meeting, today: dt.date) -> str:
    words = {"day": days.long_day(meeting.day, today), "time": timezone.localtime(meeting.starts_at)}
    return _("%(day)s at %(time)s") % (words | {"time": f"{words['time']:%H:%M}"})
