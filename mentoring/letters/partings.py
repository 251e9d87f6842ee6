"""The two letters at the end of working together: thanks to the mentor, and what came of it for the introducer."""

import datetime as dt
from collections.abc import Iterable

from django.utils.dates import MONTHS_ALT

from ..dates import days
from ..models import Contact, Goal, LetterKind, Meeting, MentorAgreement, User
from ..text.text import first_line, going_on, sentence_start, unended
from .ask import signature
from .moments import Moment


def moment_of_thanks(
    owner: User,
    agreement: MentorAgreement,
    reached: Iterable[Goal],
    next_touch: dt.date | None,
    early: bool,
    today: dt.date,
) -> Moment:
    """The thank-you letter for a whole term: what was reached, the first thing acted on, and when one writes next."""
    words = {
        **_of_term(owner, agreement, reached, today),
        "name": agreement.mentor.first_name,
        "early": early,
        "takeaway": going_on(first_thing(agreement)),
        "month": month_of(next_touch, today) if next_touch else "",
    }
    return Moment(LetterKind.TERM_THANKS, agreement.mentor, words)


def moment_of_outcome(
    owner: User, agreement: MentorAgreement, introducer: Contact, reached: Iterable[Goal], today: dt.date
) -> Moment:
    """What came of an introduction in the end, for whoever made it."""
    words = {
        **_of_term(owner, agreement, reached, today),
        "introducer": introducer.first_name,
        "prospect": agreement.mentor.first_name,
    }
    return Moment(LetterKind.TERM_OUTCOME, introducer, words)


def _of_term(
    owner: User, agreement: MentorAgreement, reached: Iterable[Goal], today: dt.date
) -> dict[str, str]:
    """What both say; over before its first day, nothing was reached by it."""
    since = _begun_in(agreement, today)
    return {
        "me": signature(owner),
        "since": since,
        "reached": "\n".join(map(_success, reached if since else ())),
    }


def _begun_in(agreement: MentorAgreement, today: dt.date) -> str:
    """The month of the first day; "" where it was over before that day came."""
    return month_of(agreement.starts_on, today) if agreement.has_begun(agreement.over_on or today) else ""


def month_of(day: dt.date, today: dt.date) -> str:
    """ "December", with the year where the month alone could be another one."""
    is_plain = abs(day.year * 12 + day.month - today.year * 12 - today.month) < 12
    return str(MONTHS_ALT[day.month]) if is_plain else days.month_and_year(day)


def first_thing(agreement: MentorAgreement) -> str:
    """The oldest one thing that was taken along from a talk with this mentor; "" where none was written down."""
    talks = Meeting.objects.owned_by(agreement.owner_id).filter(contact=agreement.mentor_id)
    said = talks.exclude(one_thing="").order_by("starts_at", "pk").values_list("one_thing", flat=True)
    return unended(first_line(said.first() or "", length=300))


def _success(goal: Goal) -> str:
    """ "- Four Mondays in a row, we end on time."; without a sentence of its own, the title is the measure."""
    return f"- {sentence_start(unended(goal.success or goal.title))}."
