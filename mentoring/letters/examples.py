"""What a placeholder could stand for: the person's latest records, else invented names."""

import datetime as dt
from dataclasses import replace

from django.utils.translation import gettext as _

from ..models import Introduction, LetterKind, Meeting, MentorAgreement, User
from . import wording
from .ask import about_criteria, signature
from .kinds import LETTERS
from .moments import Moment, moment_for_contact, moment_for_introduction, moment_for_meeting
from .sessions import moment_for_agenda, moment_for_summary


def example(owner: User, kind: LetterKind, today: dt.date) -> dict[str, str]:
    """What the placeholders of a kind could stand for: the person's latest records, else invented names."""
    invented = {
        "introducer": "Sam",
        "prospect": "Ruth",
        "name": "Ruth",
        "known": _("We worked together at Tallow & Finch."),
        "goal": _("Run a weekly meeting people find useful"),
        "why": _("My team has grown, and our meetings haven’t."),
        "answer_by": _("Friday 11 December"),
        "criteria": "- " + _("Has run operations for a team of 30 or more"),
        "when": _("yesterday"),
        "one_thing": _("I’ll send the agenda two days before"),
        "advice": _("send the agenda two days before"),
        "how_it_went": _("We met, thanks to you. It went well."),
        "question": _("Do you know whether Ruth has an hour a month for six months?"),
        "day": _("Monday 15 March"),
        "time": "10:00",
        "where": _("coffee at Mill Street Café"),
        "done": "- " + _("Ask Elena for the split by depot"),
        "points": _("The quarter on one page"),
        "asks_for": _("Would you look at my one page for ten minutes?"),
        "review": _("And as we’re halfway: what should we do differently?"),
        "takeaway": _("Put cash on the first line."),
        "steps": "- " + _("Rewrite the one page that way, by 22 March"),
        "next": _("Wednesday 14 April at 10:00"),
        "since": _("December"),
        "month": _("September"),
        "reached": "- " + _("Four Mondays in a row, we end on time."),
        "me": _("Your name"),
    }
    found = _latest(owner, kind, today)
    values = wording.placeholder_values(kind, found.words if found else {"me": signature(owner)})
    known = {name: value for name, value in values.items() if value}
    return {name: known.get(name, invented[name]) for name in LETTERS[kind].placeholders}


def _latest(owner: User, kind: LetterKind, today: dt.date) -> Moment | None:
    if kind == LetterKind.KEEP_IN_TOUCH:
        agreement = MentorAgreement.objects.owned_by(owner).over().with_mentor().order_by("-ends_on").first()
        return moment_for_contact(owner, agreement.mentor, today) if agreement else None
    if kind in (LetterKind.TERM_THANKS, LetterKind.TERM_OUTCOME):
        return None
    if kind in (LetterKind.AGENDA, LetterKind.SUMMARY):
        sessions = Meeting.objects.owned_by(owner).filter(kind=Meeting.Kind.SESSION).with_people()
        session = sessions.order_by("-starts_at").first()
        if session and kind == LetterKind.AGENDA:
            return moment_for_agenda(owner, session, [], "", today)
        return moment_for_summary(owner, session, today) if session else None
    if kind == LetterKind.AFTER_MEETING:
        meeting = Meeting.objects.owned_by(owner).recorded().with_people().order_by("-starts_at").first()
        return moment_for_meeting(owner, meeting, today) if meeting else None
    is_direct = kind in (LetterKind.DIRECT, LetterKind.DIRECT_AGAIN)
    introduction = Introduction.objects.owned_by(owner).with_people().last_begun(is_direct).first()
    if introduction is None:
        return None
    moment = moment_for_introduction(owner, introduction, kind, today)
    if kind == LetterKind.ASK:
        words = about_criteria(list(introduction.criteria.all())) | {"prospect": str(introduction.prospect)}
        return replace(moment, words=moment.words | words)
    if kind == LetterKind.OUTCOME and not (introduction.met_on or introduction.closed_on):
        return replace(moment, words=moment.words | {"how_it_went": ""})
    return moment
