"""Across the steps: what a week came to, from its facts, as three lines to begin a look back with; nothing is kept."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ..dates.days import coming_day, monday, on_coming_day, plain_day
from ..models import Contact, Goal, GoalStep, Interaction, Introduction, LookBack, Meeting, MentorAgreement
from ..models.introduction_facts import FACTS, FOLLOWED_UP, FOLLOWED_UP_AGAIN, NUDGED
from ..models.meeting_facts import PREPARED, REPORTED_BACK
from ..text.text import unended
from .counts import Counts
from .records import Records

DAY = dt.timedelta(days=1)
# A first and a last day.
Days = tuple[dt.date, dt.date]
# A week is looked back on from Thursday noon of it until the same moment a week later.
BEGINS = dt.timedelta(days=3, hours=12)
MOST_SENTENCES = 3
# A goal of which nothing was done for so long stands still.
STILL_FOR = 21 * DAY

MOVED = tuple(fact for fact in FACTS if fact.moved)


@dataclass(frozen=True)
class Proposal:
    """The lines as they may be changed: what moved, what stood still, and a plan in two halves."""

    moved: str
    stood_still: str
    condition: str
    then: str


def week_at(now: dt.datetime) -> dt.date:
    """The Monday of the week that is looked back on at a moment of the person's clock."""
    return monday((now - BEGINS).date())


def asks_for_week(counts: Counts, now: dt.datetime) -> bool:
    """Whether the first page asks for the week: from Thursday noon to the end of Sunday, until it is written down."""
    week = week_at(now)
    return now.date() < week + 7 * DAY and counts.last_week != week


def proposal(records: Records, week: dt.date) -> Proposal:
    """What the records say of a week, in sentences of one's own; six queries besides those of the records."""
    within = (week, min(week + 6 * DAY, records.today))
    condition, then = _plan(records, week)
    return Proposal(
        moved=" ".join(list(_what_moved(records, within))[:MOST_SENTENCES]) or _("Nothing, and that’s fine."),
        stood_still=" ".join(_stood_still(records)),
        condition=condition,
        then=then,
    )


def not_written_down(records: Records, now: dt.datetime) -> LookBack | None:
    """The week that is looked back on at a moment, filled in and not saved; None once it is written down."""
    week = week_at(now)
    if LookBack.objects.owned_by(records.user).filter(monday=week).exists():
        return None
    return LookBack(owner=records.user, monday=week, **asdict(proposal(records, week)))


def _what_moved(records: Records, within: Days) -> Iterator[str]:
    """What happened in these days, one sentence each, the furthest first; a person or a goal is named once in each."""
    for one in records.over:
        if _is_within(one.over_on, within):
            yield _("I closed the agreement with %(name)s.") % {"name": one.mentor.first_name}
    for goal in records.goals:
        if _is_within(goal.achieved_on, within):
            yield _("I reached “%(goal)s”.") % {"goal": unended(goal.title)}
    agreements = MentorAgreement.objects.owned_by(records.user).with_mentor()
    for one in agreements.filter(confirmed_on__range=within)[:MOST_SENTENCES]:
        yield _("I agreed with %(name)s how we’ll work together.") % {"name": one.mentor.first_name}
    met = _met_by(records, lambda one: _is_within(one.held_on, within))
    for name in met:
        yield _("I met %(name)s.") % {"name": name}
    yield from _moved_by_others(records, within)
    for name in _met_by(records, lambda one: _is_within(REPORTED_BACK.day(one), within)):
        yield _("I told %(name)s what came of the advice.") % {"name": name}
    steps = GoalStep.objects.owned_by(records.user).filter(done_on__range=within).order_by("done_on", "pk")
    for step in steps[:MOST_SENTENCES]:
        yield _("I finished “%(step)s”.") % {"step": unended(step.text)}
    for name in _met_by(
        records, lambda one: one.is_planned and _is_within(timezone.localdate(one.created_at), within)
    ):
        yield _("I planned to meet %(name)s.") % {"name": name}
    touches = {"interactions__on__range": within, "interactions__kind__in": Interaction.IN_TOUCH}
    reached = Contact.objects.owned_by(records.user).filter(**touches).distinct().order_by("pk")
    for person in reached[: MOST_SENTENCES + len(met)]:
        if person.first_name not in met:
            yield _("I was in touch with %(name)s.") % {"name": person.first_name}


def _met_by(records: Records, is_one: Callable[[Meeting], bool]) -> list[str]:
    """With whom there was such a meeting, each name once."""
    return list(dict.fromkeys(one.contact.first_name for one in records.all_meetings if is_one(one)))


def _moved_by_others(records: Records, within: Days) -> Iterator[str]:
    """The furthest that came of each introduction in these days."""
    happened = Q(*((f"{fact.column}__range", within) for fact in MOVED), _connector=Q.OR)
    found = Introduction.objects.owned_by(records.user).filter(happened)
    for one in found.select_related("introducer", "prospect").order_by("pk")[:MOST_SENTENCES]:
        last = next(fact for fact in reversed(MOVED) if _is_within(fact.day(one), within))
        yield str(last.moved % one.names)


def _is_within(day: dt.date | None, within: Days) -> bool:
    return day is not None and within[0] <= day <= within[1]


def _stood_still(records: Records) -> Iterator[str]:
    """What waits longest on somebody else, and one goal of which nothing was done for three weeks."""
    if waits := min(_silences(records), default=None):
        since, name, about = waits
        words = {"name": name, "about": about, "day": plain_day(since, records.today)}
        if about:
            yield _("No word from %(name)s about %(about)s since %(day)s.") % words
        else:
            yield _("No word from %(name)s since %(day)s.") % words
    still = next((goal for goal in records.goals if _is_still(records, goal)), None)
    if still:
        yield _("Nothing done for “%(goal)s” in three weeks.") % {"goal": still.title}


def _silences(records: Records) -> Iterator[tuple[dt.date, str, str]]:
    """Since when somebody hasn't answered, who, and about whom."""
    for one in records.introductions:
        if one.is_resting:
            continue
        if one.awaits_answer:
            yield one.last_word_on, one.names["introducer"], one.prospect.first_name if one.prospect else ""
        elif one.awaits_reply:
            yield one.last_message_on, one.names["person"], ""


def _is_still(records: Records, goal: Goal) -> bool:
    """Whether for three weeks no step towards a goal was done, and no session was held for it."""
    days = [step.done_on for step in records.steps[goal.pk] if step.done_on]
    for agreement in records.running:
        if goal.pk in records.goals_named.get(agreement.pk, ()):
            days += [one.held_on for one in records.sessions(agreement) if one.held_on]
    since = max([*days, timezone.localdate(goal.created_at)])
    return goal.is_active and since + STILL_FOR <= records.today


def _plan(records: Records, week: dt.date) -> tuple[str, str]:
    """The next courtesy that answers a silence, else the next talk: its condition and what will be done then."""
    ahead = [
        (owed.due_on, one.pk, owed.fact, one)
        for one in records.introductions
        if (owed := records.owed(one)) and owed.fact in (NUDGED, FOLLOWED_UP, FOLLOWED_UP_AGAIN)
    ]
    if not ahead:
        return _plan_to_meet(records, week)
    due_on, _pk, fact, one = min(ahead)
    name = one.names["introducer" if fact == NUDGED else "person"]
    day = coming_day(max(due_on, week + 7 * DAY, records.today + DAY), records.today)
    then = _("send one friendly reminder") if fact == NUDGED else _("write once more")
    return _("%(name)s hasn’t answered by %(day)s") % {"name": name, "day": day}, then


def _plan_to_meet(records: Records, week: dt.date) -> tuple[str, str]:
    """A talk of the week that follows, for which nobody has prepared yet."""
    meeting = records.next_meeting
    if meeting is None or PREPARED.day(meeting) or not records.today < meeting.day < week + 14 * DAY:
        return "", ""
    words = {"name": meeting.contact.first_name, "day": on_coming_day(meeting.day, records.today)}
    return _("%(name)s and I meet %(day)s") % words, _("prepare the day before")
