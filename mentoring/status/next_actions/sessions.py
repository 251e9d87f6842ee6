"""What the sessions of a running agreement ask for next: agenda and summary that are sent, and the next one planned."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from ...dates.days import Duty, when
from ...links.addresses import record_url
from ...models import GoalStep, Meeting, MentorAgreement, courtesies
from ...text.text import sentence_start
from ..records import Records
from . import meetings
from .action import Action, ActionKey, day_and_hour, people_of
from .meetings import last_fallen_through, planning_url


def _days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def send_agenda(records: Records) -> Iterator[Action]:
    """A session that is prepared: its agenda reaches the other person a day before."""
    horizon = records.today + _days(courtesies.LOOK_AHEAD_DAYS)
    for meeting in records.meetings:
        is_open = meeting.is_planned and not records.has_passed(meeting) and meeting.day <= horizon
        if meeting.is_first or not is_open or not meeting.prepared_on or meeting.agenda_sent_on:
            continue
        yield Action(
            key=ActionKey("meeting", "agenda", meeting.pk),
            url=record_url("meetings.prepare", meeting.pk),
            people=people_of(meeting.contact_id),
            title=_("Send %(name)s your agenda") % {"name": meeting.contact.first_name},
            why=_("You’re meeting %(when)s. Two or three points, and what you’re asking for.")
            % {"when": day_and_hour(meeting, records.today)},
            due_on=max(meeting.day - _days(courtesies.PREPARE_DAYS_BEFORE), min(meeting.day, records.today)),
            done_url=record_url("agendas.sent", meeting.pk),
        )


def summaries_owed(records: Records) -> list[Meeting]:
    """The last session under each agreement that promises a summary, as long as one is still of use."""
    oldest = records.today - _days(courtesies.SUMMARY_UNTIL_DAYS)
    return [one for one in _summed_up(records) if one.held_on >= oldest]


def _summed_up(records: Records) -> list[Meeting]:
    """The same, however long ago: its summary would have been the thanks, and nobody is scolded for it twice."""
    promised = (one for one in records.running if one.promises_summary)
    held = ([one for one in records.sessions(agreement) if one.held_on] for agreement in promised)
    last = (sessions[-1] for sessions in held if sessions)
    owed = [one for one in last if not one.summary_sent_on]
    # What the person said isn't needed is not owed; put off for some days it is.
    return [one for one in owed if records.put_off_until.get(_summary_key(one), dt.date.min) is not None]


def _summary_key(meeting: Meeting) -> ActionKey:
    return ActionKey("meeting", "summary", meeting.pk)


def send_summary(records: Records) -> Iterator[Action]:
    """A session that was written down: where it was agreed on, its summary follows the day after."""
    for meeting in summaries_owed(records):
        names = {"name": meeting.contact.first_name, "when": when(meeting.held_on, records.today)}
        yield Action(
            key=_summary_key(meeting),
            url=record_url("letters.summary", meeting.pk),
            people=people_of(meeting.contact_id),
            title=_("Send %(name)s the summary") % names,
            why=_("You met %(when)s, and agreed on a short summary. It says thank you, too.") % names,
            due_on=max(meeting.held_on + _days(courtesies.SUMMARY_AFTER_SESSION_DAYS), meeting.recorded_on),
            duty=Duty.PROMISE,
            done_url=record_url("summaries.sent", meeting.pk),
        )


def thank_people(records: Records) -> Iterator[Action]:
    """Whoever gave their time is thanked, unless a summary that was agreed on does that, or the letter at the end."""
    said = {meeting.pk for meeting in _summed_up(records)}
    for agreement in records.over:
        held = (one for one in records.meetings_with(agreement.mentor_id) if one.held_on)
        said |= {meeting.pk for meeting in held if meeting.held_on <= agreement.over_on}
    yield from (action for action in meetings.thank(records) if action.key.pk not in said)


def _lay_out(records: Records, agreement: MentorAgreement) -> Iterator[Action]:
    """No session was ever planned: all of them in one step. Nobody is late for what was never planned."""
    due_on = max(agreement.starts_on, agreement.confirmed_on, records.today)
    horizon = records.today + _days(courtesies.LOOK_AHEAD_DAYS)
    if due_on > min(horizon, agreement.ends_on):
        return
    often = sentence_start(str(agreement.get_cadence_display()))
    yield Action(
        key=ActionKey("agreement", "session-1", agreement.pk),
        title=_("Plan your sessions with %(name)s") % {"name": agreement.mentor.first_name},
        why=_("%(often)s, as you agreed. All of them in one step.") % {"often": often},
        url=record_url("sessions.new", agreement.pk),
        due_on=due_on,
        people=people_of(agreement.mentor_id),
    )


def plan_session(records: Records) -> Iterator[Action]:
    """A running agreement with no session ahead: the next one is planned in the rhythm that was agreed."""
    fallen_through = last_fallen_through(records)
    for agreement in records.running:
        sessions = records.sessions(agreement)
        if agreement.mentor_id in fallen_through:
            continue
        if not sessions:
            yield from _lay_out(records, agreement)
            continue
        due_on = records.next_slot(agreement)
        if any(meeting.is_planned for meeting in sessions) or due_on is None:
            continue
        if due_on > records.today + _days(courtesies.LOOK_AHEAD_DAYS) or records.today > agreement.ends_on:
            continue
        yield Action(
            key=ActionKey("agreement", f"session-{len(sessions) + 1}", agreement.pk),
            title=_("Plan your next session with %(name)s") % {"name": agreement.mentor.first_name},
            why=_("%(often)s, as you agreed.")
            % {"often": sentence_start(str(agreement.get_cadence_display()))},
            url=planning_url(agreement.mentor_id, Meeting.Kind.SESSION),
            due_on=due_on,
            people=people_of(agreement.mentor_id),
        )


def next_time(step: GoalStep, now: dt.datetime) -> dt.date:
    """The day of the next session about the goal of a step, after the day it has; without one, a week later."""
    after = max(timezone.localdate(now), step.due_on or dt.date.min)
    running = MentorAgreement.objects.owned_by(step.owner_id).running()
    mentors = running.filter(goals=step.goal_id).values("mentor")
    sessions = Meeting.objects.owned_by(step.owner_id).filter(kind=Meeting.Kind.SESSION, contact__in=mentors)
    return next((one.day for one in sessions.ahead(now) if one.day > after), after + _days(7))
