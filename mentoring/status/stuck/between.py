"""Where working together fades between two sessions: one kind sentence, and the way out that blames nobody."""

import datetime as dt
from collections.abc import Callable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...dates.days import plain_day
from ...dates.rhythm import PERIODS
from ...links.addresses import record_url
from ...models import Interaction, Meeting, MentorAgreement, courtesies
from ...models.meeting_facts import IN_TOUCH, THANKED
from ...text.text import number_word, sentence_start
from ..records import Records
from .finding import HALF_RHYTHMS_APART, MESSAGES_IN_VAIN, MOVED_IN_A_ROW, Stuck, finding_key

# Title and sentence of what is found; None where nothing is.
Words = tuple[str, str] | None


def moved_twice(records: Records) -> Iterator[Stuck]:
    """Two sessions in a row that weren't on the day they were planned for."""
    return _said_once(records, "moved")


def unanswered(records: Records) -> Iterator[Stuck]:
    """Three messages since the two last talked, and no session soon."""
    return _said_once(records, "unanswered")


def long_apart(records: Records) -> Iterator[Stuck]:
    """No session in one and a half times the rhythm that was agreed on, and none planned."""
    return _said_once(records, "apart")


def fading(records: Records, agreement: MentorAgreement) -> tuple[str, Words]:
    """The first of the three rules that has something to say of an agreement, by its name; "" for none of them."""
    if records.today < agreement.ends_on:
        for name, rule in RULES.items():
            if words := rule(records, agreement):
                return name, words
    return "", None


def _said_once(records: Records, name: str) -> Iterator[Stuck]:
    """What one rule says. Of each mentor at most one of the three is said at a time, and none once one was put aside.

    The key rests on the mentor alone, so that no new fact brings it back before those days are over.
    """
    for agreement in records.running:
        speaks, words = fading(records, agreement)
        keys = {rule: finding_key(rule, agreement.mentor) for rule in RULES} if words else {}
        if not words or not records.postponed.isdisjoint(keys.values()):
            continue
        if speaks == name:
            yield Stuck(
                key=keys[name],
                title=words[0],
                facts=words[1],
                advice=_("Or end it, without blame"),
                url=record_url("agreements.ended", agreement.pk),
            )


def _moved_in_a_row(records: Records, agreement: MentorAgreement) -> Words:
    moved = [_was_moved(one) for one in _since_one_as_planned(records, agreement)]
    if not any(all(row) for row in zip(*(moved[at:] for at in range(MOVED_IN_A_ROW)), strict=False)):
        return None
    names = {"name": agreement.mentor.first_name, "n": sentence_start(number_word(MOVED_IN_A_ROW))}
    return (
        ngettext(
            "%(n)s session with %(name)s was moved",
            "%(n)s sessions in a row with %(name)s were moved",
            MOVED_IN_A_ROW,
        )
        % names,
        _("Life gets in the way of the best plans: ask %(name)s what would suit you both better.") % names,
    )


def _since_one_as_planned(records: Records, agreement: MentorAgreement) -> list[Meeting]:
    """The sessions of an agreement after the last one whose day came as it was planned: those that fell through and
    those that are planned ahead are among them."""
    first, last = agreement.own_days()
    sessions = [
        one
        for one in records.all_meetings
        if one.contact_id == agreement.mentor_id
        and one.kind == Meeting.Kind.SESSION
        and first <= one.day <= last
        and (one.cancelled_on is None or one.fell_through)
    ]
    kept = [at for at, one in enumerate(sessions, 1) if not _was_moved(one) and records.has_passed(one)]
    return sessions[max(kept, default=0) :]


def _was_moved(session: Meeting) -> bool:
    """Whether it isn't on the day it was first planned for, or fell through; another hour is no other day."""
    if session.fell_through:
        return True
    return any(timezone.localdate(moment) != session.day for moment in session.earlier_moments[:1])


def _unanswered(records: Records, agreement: MentorAgreement) -> Words:
    soon = records.today + dt.timedelta(days=courtesies.LOOK_AHEAD_DAYS)
    if any(one.is_planned and one.day <= soon for one in records.sessions(agreement)):
        return None  # the two talk then, or did
    # What the mentor said on the page of their own is an answer, too.
    heard_on = agreement.heard_on or agreement.confirmed_on
    talked_on = max(agreement.confirmed_on, heard_on, *_days_of(records, agreement, Interaction.Kind.TALKED))
    wrote_on = {day for day in _days_of(records, agreement, Interaction.Kind.WROTE) if day > talked_on}
    if len(wrote_on) < MESSAGES_IN_VAIN:
        return None
    words = {
        "name": agreement.mentor.first_name,
        "n": number_word(len(wrote_on)),
        "day": plain_day(talked_on, records.today),
    }
    return (
        _("You’ve written to %(name)s, but haven’t talked since") % words,
        ngettext(
            "You’ve written on %(n)s day since %(day)s. Everyone gets busy: a short call may be easier.",
            "You’ve written on %(n)s days since %(day)s. Everyone gets busy: a short call may be easier.",
            len(wrote_on),
        )
        % words,
    )


def _days_of(records: Records, agreement: MentorAgreement, kind: str) -> list[dt.date]:
    """The days on which the two talked, or one wrote, as notes and meetings say; thanks ask for no answer."""
    noted = [entry.split(":") for entry in (agreement.touched or "").split(",") if entry]
    days = [dt.date.fromisoformat(day) for day, what in noted if what == kind]
    meetings = records.meetings_with(agreement.mentor_id)
    if kind == Interaction.Kind.TALKED:
        found = [meeting.held_on for meeting in meetings]
    else:
        found = [fact.day(meeting) for meeting in meetings for fact in IN_TOUCH if fact != THANKED]
    return [dt.date.min, *days, *(day for day in found if day)]


def _apart(records: Records, agreement: MentorAgreement) -> Words:
    sessions = records.sessions(agreement)
    if any(one.is_planned for one in sessions) or records.next_slot(agreement) is None:
        return None  # one is planned or has to be written down, or the last one was held
    last = max(agreement.starts_on, agreement.confirmed_on, *(one.day for one in sessions[-1:]))
    days = (records.today - last).days
    if 2 * days < HALF_RHYTHMS_APART * PERIODS[agreement.cadence]:
        return None
    names = {
        "name": agreement.mentor.first_name,
        "often": agreement.get_cadence_display().lower(),
        "day": plain_day(last, records.today),
    }
    if sessions:
        facts = _(
            "You meant to meet %(often)s, and last met on %(day)s: ask %(name)s what suits you both now."
        )
    else:
        facts = _("You meant to meet %(often)s from %(day)s on: ask %(name)s what suits you both now.")
    return _("A while without a session with %(name)s") % names, facts % names


# The most telling first.
RULES: dict[str, Callable[[Records, MentorAgreement], Words]] = {
    "moved": _moved_in_a_row,
    "unanswered": _unanswered,
    "apart": _apart,
}
