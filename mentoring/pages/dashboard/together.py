"""Working with a mentor: time left, sessions held, steps done."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...dates.days import plain_day, weekday_and_day
from ...models import Meeting, MentorAgreement
from ...status.next_actions.action import hour
from ...status.records import Records
from ...text.text import number_word


@dataclass(frozen=True)
class Gauge:
    """One number of an agreement with its bar: what is left, held or done."""

    name: str
    big: int
    small: str
    value: int
    max: int
    label: str
    line: str


@dataclass(frozen=True)
class Together:
    """An agreement that is running, or the last one that ended."""

    agreement: MentorAgreement
    title: str
    gauges: list[Gauge]


def together(records: Records, agreement: MentorAgreement) -> Together:
    """Everything the page says about this agreement."""
    sessions = records.sessions(agreement)
    held = [meeting for meeting in sessions if meeting.held_on]
    in_all = agreement.sessions_in_all(len(sessions))
    return Together(
        agreement,
        _heading(records, agreement),
        [
            _time(agreement, records.today),
            _sessions(records, agreement, held, in_all),
            _steps(records, agreement, held),
        ],
    )


def _heading(records: Records, agreement: MentorAgreement) -> str:
    count = len(records.goals_of(agreement))
    words = ngettext("With %(name)s, for one goal", "With %(name)s, for %(n)s goals", count)
    if not count:
        words = _("With %(name)s")
    return words % {"name": agreement.mentor.first_name, "n": number_word(count)}


def _time(agreement: MentorAgreement, today: dt.date) -> Gauge:
    weeks = max(1, agreement.weeks)
    over_on = agreement.completed_on or agreement.ended_on
    gone = agreement.weeks_gone(over_on or today)
    label = ngettext("%(gone)d of %(all)d week gone", "%(gone)d of %(all)d weeks gone", weeks)
    label = label % {"gone": gone, "all": weeks}
    days_left = (agreement.ends_on - today).days
    if over_on or days_left <= 0:
        small, ends_on = ngettext("week together", "weeks together", gone), over_on or agreement.ends_on
        line = _("Ended %(day)s") if over_on or days_left else _("Ends today")
        line = line % {"day": weekday_and_day(ends_on, today)}
        return Gauge(_("Time"), gone, small, gone, weeks, label, line)
    if days_left < 14:
        left, small = days_left, ngettext("day left", "days left", days_left)
    else:
        left = agreement.weeks_left(today)
        small = ngettext("week left", "weeks left", left)
    line = _("Ends %(day)s") % {"day": weekday_and_day(agreement.ends_on, today)}
    return Gauge(_("Time"), left, small, gone, weeks, label, line)


def _sessions(records: Records, agreement: MentorAgreement, held: list[Meeting], total: int) -> Gauge:
    """How many sessions were held of all there are, and when the next one is, or the last one was."""
    today = records.today
    label = ngettext("%(n)d of %(all)d session held", "%(n)d of %(all)d sessions held", total)
    line = _("None held yet") if agreement.is_running else _("None held")
    if held:
        line = _("Last: %(day)s") % {"day": plain_day(held[-1].held_on, today)}
    if coming := records.next_session(agreement):
        line = _("Next: %(day)s, %(time)s") % {
            "day": weekday_and_day(coming.day, today),
            "time": hour(coming),
        }
    small = ngettext("of %(all)d held", "of %(all)d held", total) % {"all": total}
    return Gauge(
        _("Sessions"), len(held), small, len(held), total, label % {"n": len(held), "all": total}, line
    )


def _steps(records: Records, agreement: MentorAgreement, held: list[Meeting]) -> Gauge:
    goals = records.goals_of(agreement)
    steps = [step for goal in goals for step in records.steps[goal.pk]]
    done = [step for step in steps if step.done_on]
    label = ngettext("%(n)d of %(all)d step done", "%(n)d of %(all)d steps done", len(steps))
    if held:
        since = sum(step.done_on >= held[-1].held_on for step in done)
        line = ngettext("%(n)d since the last session", "%(n)d since the last session", since) % {"n": since}
        line = line if since else _("None since the last session")
    else:
        line = ngettext("For one goal", "For %(n)s goals", len(goals)) % {"n": number_word(len(goals))}
    small = ngettext("of %(all)d done", "of %(all)d done", len(steps)) % {"all": len(steps)}
    names = {"n": len(done), "all": len(steps)}
    # A bar needs a length: with no step at all it is simply empty.
    return Gauge(_("Steps"), len(done), small, len(done), max(1, len(steps)), label % names, line)
