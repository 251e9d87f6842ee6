"""Where working together fades between two sessions: one kind sentence, and the way out that blames nobody."""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...dates.days import plain_day
from ...dates.rhythm import PERIODS
from ...links.addresses import record_url
from ...models import Interaction, Meeting, MentorAgreement
from ...text.text import number_word, sentence_start
from ..records import Records
from .finding import HALF_RHYTHMS_APART, MESSAGES_IN_VAIN, MOVED_IN_A_ROW, PUT_ASIDE_DAYS, Stuck, finding_key

DAY = dt.timedelta(days=1)
# Title and sentence of what is found.
Words = tuple[str, str]


class Occasion(NamedTuple):
    """One time that a rule had something to say: from which day on, until which (None while it is so), and what."""

    day: dt.date
    over_on: dt.date | None
    words: Words = ("", "")


def moved_twice(records: Records) -> Iterator[Stuck]:
    """Two sessions in a row that weren't on the day they were planned for."""
    return _said_once(records, "moved")


def unanswered(records: Records) -> Iterator[Stuck]:
    """Three messages since the two last talked, and no session planned."""
    return _said_once(records, "unanswered")


def long_apart(records: Records) -> Iterator[Stuck]:
    """No session in one and a half times the rhythm that was agreed on, and none planned."""
    return _said_once(records, "apart")


def fading(records: Records, agreement: MentorAgreement) -> tuple[str, Words]:
    """Which of the three rules speaks of an agreement today, by its name, and its words; all "" when none does.

    One speaks from the day on which it came to be so, until it isn't any more. Whatever else comes to be so within 30
    days of that is silent until they are over, also when the first is over sooner. Nothing is kept when a page shows
    it: those days are found anew from the days of sessions, messages and talks, past ones included.
    """
    said_by, said, quiet_until = "", Occasion(dt.date.min, dt.date.min), dt.date.min
    found = [(name, one) for name, rule in RULES.items() for one in rule(records, agreement)]
    for name, one in sorted(found, key=lambda named: named[1].day):
        day = max(one.day, quiet_until)
        if day <= records.today and (one.over_on is None or day < one.over_on):
            said_by, said, quiet_until = name, one, day + dt.timedelta(days=PUT_ASIDE_DAYS)
    is_said = said.over_on is None and records.today < agreement.ends_on
    return (said_by, said.words) if is_said else ("", ("", ""))


def _said_once(records: Records, name: str) -> Iterator[Stuck]:
    """What one rule says. Of each mentor at most one of the three is said at a time, and none once one was put aside.

    The key rests on the mentor alone, so that no new fact brings it back before those days are over.
    """
    for agreement in records.running:
        speaks, (title, facts) = fading(records, agreement)
        keys = {rule: finding_key(rule, agreement.mentor) for rule in RULES}
        if speaks == name and records.postponed.isdisjoint(keys.values()):
            yield Stuck(
                key=keys[name],
                title=title,
                facts=facts,
                advice=_("Or end it, without blame"),
                url=record_url("agreements.ended", agreement.pk),
            )


def _moved_in_a_row(records: Records, agreement: MentorAgreement) -> Iterator[Occasion]:
    names = {"name": agreement.mentor.first_name, "n": sentence_start(number_word(MOVED_IN_A_ROW))}
    words = (
        ngettext(
            "%(n)s session with %(name)s was moved",
            "%(n)s sessions in a row with %(name)s were moved",
            MOVED_IN_A_ROW,
        )
        % names,
        _("Life gets in the way of the best plans: ask %(name)s what would suit you both better.") % names,
    )
    rows = [(is_moved, list(row)) for is_moved, row in groupby(_planned(records, agreement), _was_moved)]
    for (is_moved, row), (_other, after) in pairwise([*rows, (False, [])]):
        if is_moved and len(row) >= MOVED_IN_A_ROW:
            kept = next((one.day for one in after if records.has_passed(one)), None)
            known = _known_on(row[MOVED_IN_A_ROW - 1])
            # Whatever is changed in it afterwards, it was known before the next one was kept.
            yield Occasion(min(known, kept - DAY) if kept else known, kept, words)


def _planned(records: Records, agreement: MentorAgreement) -> list[Meeting]:
    """The sessions of an agreement, in order: those that fell through and those planned ahead are among them."""
    first, last = agreement.own_days()
    return [
        one
        for one in records.all_meetings
        if one.contact_id == agreement.mentor_id
        and one.kind == Meeting.Kind.SESSION
        and first <= one.day <= last
        and (one.cancelled_on is None or one.fell_through)
    ]


def _first_planned_on(session: Meeting) -> dt.date:
    return timezone.localdate(next(iter(session.earlier_moments), session.starts_at))


def _was_moved(session: Meeting) -> bool:
    """Whether it isn't on the day it was first planned for, or fell through; another hour is no other day."""
    return bool(session.fell_through) or _first_planned_on(session) != session.day


def _known_on(moved: Meeting) -> dt.date:
    """The day on which it was said that a session falls through; else the day it was first planned for, or before
    that the day on which it was last changed."""
    return moved.cancelled_on or min(_first_planned_on(moved), timezone.localdate(moved.updated_at))


def _unanswered(records: Records, agreement: MentorAgreement) -> Iterator[Occasion]:
    # What the mentor said on the page of their own is an answer, too.
    heard = {
        *(meeting.held_on for meeting in records.meetings_with(agreement.mentor_id) if meeting.held_on),
        *_days_of(agreement, Interaction.Kind.TALKED),
        *(day for day in (agreement.heard_on, agreement.confirmed_on) if day),
    }
    talks = sorted(day for day in heard if day >= agreement.confirmed_on)
    # Letters about a session ask for no answer: it has its day, or they thank for it and tell what came of it.
    wrote = sorted({*_days_of(agreement, Interaction.Kind.WROTE)})
    # Whoever has a day for the next session has found one with the mentor.
    has_day = any(one.is_planned for one in records.sessions(agreement))
    for talked_on, next_on in pairwise([*talks, records.today if has_day else None]):
        # What was written after the next talk begins after this is over, and so is never said.
        days = [day for day in wrote if day > talked_on]
        if len(days) >= MESSAGES_IN_VAIN:
            words = _words_unanswered(agreement, len(days), plain_day(talked_on, records.today))
            yield Occasion(days[MESSAGES_IN_VAIN - 1], next_on, words)


def _words_unanswered(agreement: MentorAgreement, days: int, since: str) -> Words:
    words = {"name": agreement.mentor.first_name, "n": number_word(days), "day": since}
    return (
        _("You’ve written to %(name)s, but haven’t talked since") % words,
        ngettext(
            "You’ve written on %(n)s day since %(day)s. Everyone gets busy: a short call may be easier.",
            "You’ve written on %(n)s days since %(day)s. Everyone gets busy: a short call may be easier.",
            days,
        )
        % words,
    )


def _days_of(agreement: MentorAgreement, kind: str) -> list[dt.date]:
    """The days of the notes of a kind that were made with the mentor."""
    noted = [entry.split(":") for entry in (agreement.touched or "").split(",") if entry]
    return [dt.date.fromisoformat(day) for day, what in noted if what == kind]


def _apart(records: Records, agreement: MentorAgreement) -> Iterator[Occasion]:
    sessions = records.sessions(agreement)
    begun = max(agreement.starts_on, agreement.confirmed_on)
    days = dt.timedelta(days=-(-HALF_RHYTHMS_APART * PERIODS[agreement.cadence] // 2))
    called_off = sorted(_called_off(records, agreement))
    for before, after in pairwise([None, *sessions, None]):
        last = max(begun, before.day) if before else begun
        since, until = last + days, after.day if after else records.today
        for planned_on, cancelled_on in called_off:
            if since < cancelled_on <= until:
                yield Occasion(since, planned_on)
                since = cancelled_on
        if after:
            yield Occasion(since, min(after.day, timezone.localdate(after.created_at)))
        elif not any(one.is_planned for one in sessions) and records.next_slot(agreement):
            # Else one is planned or has to be written down, or the last one was held.
            yield Occasion(since, None, _words_apart(records, agreement, last))


def _called_off(records: Records, agreement: MentorAgreement) -> Iterator[tuple[dt.date, dt.date]]:
    """From which day until which day each session was planned that was called off: as long it was no time apart."""
    first, last = agreement.own_days()
    for one in records.all_meetings:
        is_session = one.contact_id == agreement.mentor_id and one.kind == Meeting.Kind.SESSION
        if is_session and one.cancelled_on and first <= one.day <= last:
            yield timezone.localdate(one.created_at), one.cancelled_on


def _words_apart(records: Records, agreement: MentorAgreement, last: dt.date) -> Words:
    names = {
        "name": agreement.mentor.first_name,
        "often": agreement.get_cadence_display().lower(),
        "day": plain_day(last, records.today),
    }
    if records.sessions(agreement):
        facts = _(
            "You meant to meet %(often)s, and last met on %(day)s: ask %(name)s what suits you both now."
        )
    else:
        facts = _("You meant to meet %(often)s from %(day)s on: ask %(name)s what suits you both now.")
    return _("A while without a session with %(name)s") % names, facts % names


# The most telling first.
RULES: dict[str, Callable[[Records, MentorAgreement], Iterator[Occasion]]] = {
    "moved": _moved_in_a_row,
    "unanswered": _unanswered,
    "apart": _apart,
}
