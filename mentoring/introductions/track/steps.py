"""The track: the courtesies of one introduction as steps on a line."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ...dates import days
from ...models import Introduction, User, meeting_facts
from ...models.closing_reasons import REASONS
from ...models.facts import Fact
from ...models.introduction_facts import (
    ANSWERED,
    ASKED,
    CLOSED,
    FOLLOWED_UP,
    FOLLOWED_UP_AGAIN,
    LEFT,
    MADE,
    MET,
    NUDGED,
    WRITTEN,
)
from .words import by

Status = Introduction.Status


@dataclass(frozen=True)
class Step:
    """One dot of the track: done, now, late or ahead, with its word and its day."""

    label: str
    words: str
    state: str
    is_next: bool = False


def track(introduction: Introduction, owner: User, today: dt.date) -> list[Step]:
    """The courtesies of an introduction as steps, in their order; none for a draft."""
    if introduction.is_draft:
        return []
    courtesies = introduction.owed(owner)
    said_no = introduction.prospect is not None and introduction.prospect.said_no
    owed = {courtesy.fact: courtesy for courtesy in courtesies}

    def done(fact: Fact, label: str = "") -> list[Step]:
        on = fact.day(introduction)
        return [Step(label or fact.dot_of(introduction), days.short_day(on, today), "done")] if on else []

    def due(fact: Fact) -> list[Step]:
        label, courtesy = fact.courtesy_of(introduction), owed.get(fact)
        if courtesy is None:
            return [Step(label, "" if introduction.awaits_answer else str(fact.ahead), "ahead")]
        is_next = courtesy == courtesies[0]
        state = "late" if courtesy.is_late(today) else "now" if is_next else "ahead"
        return [Step(label, by(courtesy, today), state, is_next)]

    def ahead(fact: Fact) -> list[Step]:
        return [Step(fact.dot_of(introduction), "", "ahead")]

    if introduction.status == Status.CLOSED:
        why = str(REASONS[introduction.closed_because].dot % introduction.names)
        ended = [(fact.day(introduction) or dt.date.max, fact) for fact in (CLOSED, *LEFT)]
        ended.sort(key=lambda one: one[0])
        before = [WRITTEN, ANSWERED] if introduction.is_direct else [ASKED, MADE]
        parts = [*map(done, before), *(done(fact, why if fact == CLOSED else "") for _on, fact in ended)]
        parts += [due(fact) for fact in LEFT if fact in owed]
        return [step for part in parts for step in part]
    answer = CLOSED if CLOSED in owed else NUDGED
    silent = [fact for fact in (FOLLOWED_UP, FOLLOWED_UP_AGAIN, CLOSED) if fact in owed]
    if introduction.is_direct:
        parts = [
            # Whoever met without a message has none to write any more.
            done(WRITTEN) or ([] if MET.day(introduction) else due(WRITTEN)),
            due(silent[0]) if silent else [],
            done(ANSWERED) or ([] if MET.day(introduction) else ahead(ANSWERED)),
            done(MET) or ahead(MET),
            _thanked(introduction, today),
        ]
        return [step for part in parts for step in part]
    parts = [
        done(ASKED),
        done(MADE) or due(answer),
        # Whoever met without a letter has no letter to write any more.
        done(WRITTEN) or done(MET) or ([] if said_no else due(WRITTEN)),
        due(silent[0]) if silent and not introduction.awaits_answer else [],
        *(done(fact) or due(fact) for fact in LEFT),
    ]
    return [step for part in parts for step in part]


def _thanked(introduction: Introduction, today: dt.date) -> list[Step]:
    """Where nobody introduced the two, the thanks are to the person, for the meeting that was written down."""
    thanked = (meeting_facts.THANKED.day(meeting) for meeting in introduction.meetings.all())
    if days_said := list(filter(None, thanked)):
        return [Step(_("Thanked"), days.short_day(min(days_said), today), "done")]
    if not MET.day(introduction):
        return [Step(_("Thanked"), _("after you meet"), "ahead")]
    return (
        [Step(_("Thanked"), "", "ahead")] if any(one.held_on for one in introduction.meetings.all()) else []
    )
