"""What the page of an agreement shows that runs or is over: sessions, steps, looks back, and what came of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Goal, GoalStep, Meeting, MentorAgreement, Review
from ..models.sought import sought
from ..status.next_actions.action import span
from ..status.next_actions.reviews import Stop, along
from ..text.text import and_list, first_line, going_on, number_word, sentence_start, unended
from .mentors_page import said_lately
from .parting import introduced_by

MOST_STEPS = 5


@dataclass(frozen=True)
class Held:
    """A session of the term: what stays of it or falls on it, in a line, and whether it is the next one."""

    session: Meeting
    words: str
    is_next: bool = False


@dataclass(frozen=True)
class TermSoFar:
    """The sessions of an agreement: those one looks at first, and the others, with how many there are."""

    shown: list[Held]
    others: list[Held]
    before: int
    after: int
    held: int
    in_all: int

    @property
    def others_in_words(self) -> str:
        """ "Two before, two after"."""
        words = ngettext("%(n)s before", "%(n)s before", self.before)
        before = words % {"n": number_word(self.before)} if self.before else ""
        words = ngettext("%(n)s after", "%(n)s after", self.after)
        after = words % {"n": number_word(self.after)} if self.after else ""
        return sentence_start(", ".join(filter(None, [before, after])))


def term_of(
    agreement: MentorAgreement, sessions: Sequence[Meeting], stops: Sequence[Stop], now: dt.datetime
) -> TermSoFar:
    """The last session, the next one and the one after it, and those around them."""
    ahead = [one for one in sessions if one.is_planned and one.starts_at > now]
    held = [one for one in sessions if one not in ahead]
    following = ahead[0] if ahead else None
    told = [Held(one, _about(one, before, stops), one == following) for before, one in _in_pairs(sessions)]
    first = max(0, len(held) - 1)
    shown, last = told[first : len(held) + 2], len(held) + 2
    return TermSoFar(
        shown=shown,
        others=[*told[:first], *told[last:]],
        before=first,
        after=len(told[last:]),
        held=sum(one.recorded_on is not None for one in held),
        in_all=agreement.sessions_in_all(len(sessions)),
    )


def _in_pairs(sessions: Sequence[Meeting]) -> list[tuple[Meeting | None, Meeting]]:
    return list(zip([None, *sessions], sessions, strict=False))


def _about(session: Meeting, before: Meeting | None, stops: Sequence[Stop]) -> str:
    """ "Start from cash, not from profit. You both carried on.", or which look back falls on it."""
    on_it = [stop for stop in stops if _is_held_at(stop, session, before)]
    if session.recorded_on:
        taken = unended(first_line(session.one_thing or session.notes, length=120))
        said = [stop.review.decided for stop in on_it if stop.review]
        return " ".join(f"{unended(words)}." for words in [taken, *said] if words)
    return sentence_start(and_list([going_on(stop.label) for stop in on_it if not stop.done_on]))


def _is_held_at(stop: Stop, session: Meeting, before: Meeting | None) -> bool:
    """Whether a look back was held at a session, or comes due with it."""
    if stop.done_on:
        return stop.done_on == session.day
    return (before is None or stop.due_on > before.day) and stop.due_on <= session.day


def steps_until(agreement: MentorAgreement, session: Meeting | None) -> list[GoalStep]:
    """The next open steps for the goals of an agreement: those due by its next session, and those without a day."""
    steps = GoalStep.objects.owned_by(agreement.owner_id).filter(
        done_on__isnull=True, goal__agreements=agreement
    )
    if session:
        steps = steps.filter(Q(due_on__isnull=True) | Q(due_on__lte=session.day))
    in_order = steps.order_by(F("due_on").asc(nulls_last=True), "goal__number", "position", "pk")
    return list(in_order.select_related("goal")[:MOST_STEPS])


def _so_far(agreement: MentorAgreement, now: dt.datetime) -> dict[str, Any]:
    reviews = Review.objects.owned_by(agreement.owner_id).during(agreement)
    sessions = list(Meeting.objects.owned_by(agreement.owner_id).sessions_of(agreement))
    stops = along(agreement, reviews)
    if agreement.over_on:  # what was planned for later days won't be held
        stops = [stop for stop in stops if stop.done_on or stop.due_on <= agreement.over_on]
    term = term_of(agreement, sessions, stops, now)
    return {"sessions": sessions, "stops": [_on_its_day(stop, sessions) for stop in stops], "term": term}


def _on_its_day(stop: Stop, sessions: Sequence[Meeting]) -> Stop:
    """A look back still to be held, on the day of the planned session that it falls on, where there is one."""
    carried_by = (one for before, one in _in_pairs(sessions) if _is_held_at(stop, one, before))
    session = None if stop.done_on else next(carried_by, None)
    return stop._replace(due_on=session.day) if session and session.is_planned else stop


def running(agreement: MentorAgreement, today: dt.date) -> dict[str, Any]:
    """The page of an agreement that runs: the next session, the steps until then, and how the term goes on."""
    now = timezone.now()
    so_far = _so_far(agreement, now)
    following = next((one for one in so_far["term"].shown if one.is_next), None)
    session = following.session if following else None
    said = said_lately(agreement)
    return {
        **so_far,
        "following": session,
        "on_it": going_on(following.words) if following else "",
        "passed": next((one for one in so_far["sessions"] if one.is_planned and one.starts_at <= now), None),
        "current": next((stop for stop in so_far["stops"] if not stop.done_on), None),
        "message": next((one for one in said if one.kind == one.Kind.POINT or one.is_about(session)), None),
        "unopened": [one for one in said if not one.opened_on],
        "goals": list(agreement.goals.all()),
        "steps": steps_until(agreement, session),
        "week": min(agreement.weeks, agreement.weeks_gone(today) + 1),
        "is_past": today > agreement.ends_on,
    }


def after_the_end(agreement: MentorAgreement) -> dict[str, Any]:
    """The page of an agreement that is over, or was replaced by another version."""
    if agreement.over_on is None:
        return {}
    goals = agreement.agreement_goals.select_related("goal")
    so_far = _so_far(agreement, timezone.now())
    planned = {session.pk for session in so_far["sessions"] if session.is_planned}
    return {
        **so_far,
        "unopened": [
            one for one in said_lately(agreement) if not one.opened_on and one.meeting_id in planned
        ],
        "stops": [stop for stop in so_far["stops"] if stop.done_on],
        "then_and_now": [link for link in goals if link.says_something],
        "still_open": sought(Goal.objects.owned_by(agreement.owner_id)).filter(agreements=agreement),
        "introducer": introduced_by(agreement),
        "next_touch": agreement.next_touch(agreement.mentor.last_touch_on),
    }


def in_all(agreement: MentorAgreement, today: dt.date) -> dict[str, Any]:
    """ "Seven sessions in six months", as a look back at its end begins; nothing where no session was held. And the
    sessions that nobody has written down, the earliest first, with their number in words."""
    found = list(Meeting.objects.owned_by(agreement.owner_id).sessions_of(agreement))
    unwritten = [one for one in found if one.is_planned and one.starts_at <= timezone.now()]
    left = {"unwritten": unwritten, "unwritten_word": sentence_start(number_word(len(unwritten)))}
    held = sum(one.recorded_on is not None and one.held_on is not None for one in found)
    if not held:
        return {"in_all": "", **left}
    sessions = ngettext("%(n)s session", "%(n)s sessions", held) % {"n": sentence_start(number_word(held))}
    length = span(agreement.starts_on, min(max(today, agreement.starts_on), agreement.ends_on))
    return {"in_all": _("%(sessions)s in %(length)s.") % {"sessions": sessions, "length": length}, **left}
