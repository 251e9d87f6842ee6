"""Working with a mentor: time left, sessions held, steps done, and the sessions as a line."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...dates.days import long_day, plain_day, weekday_and_day
from ...links.addresses import record_url
from ...models import Meeting, MentorAgreement
from ...status.next_actions.action import hour, span
from ...status.next_actions.meetings import planning_url
from ...status.records import Records
from ...text.text import and_list, first_line, number_word, opening_number

HELD_SHOWN = 3
AHEAD_SHOWN = 4
TOPIC_LENGTH = 60


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
class Session:
    """One session on the line: done, now (the next one) or ahead."""

    state: str
    day: dt.date
    moment: str
    words: str
    url: str


@dataclass(frozen=True)
class Together:
    """An agreement that is running, or the last one that ended."""

    agreement: MentorAgreement
    title: str
    lede: str
    gauges: list[Gauge]
    sessions: list[Session]
    sessions_left_out: int
    next_label: str
    next_url: str


def together(records: Records, agreement: MentorAgreement) -> Together:
    """Everything the page says about this agreement."""
    sessions = records.sessions(agreement)
    ahead = [meeting for meeting in sessions if meeting.is_planned and not records.has_passed(meeting)]
    held = [meeting for meeting in sessions if meeting.held_on]
    line = _shown_sessions(records, sessions, ahead)
    label, url = _next_session(agreement, sessions, ahead, records.today)
    return Together(
        agreement=agreement,
        title=_heading(records, agreement),
        lede=_running(records, agreement, ahead)
        if agreement.is_running
        else _finished(agreement, held, records.today),
        gauges=[
            _time(agreement, records.today),
            gauge_of_sessions(agreement, held, records.today),
            _steps(records, agreement, held),
        ],
        sessions=line,
        sessions_left_out=len(sessions) - len(line),
        next_label=label,
        next_url=url,
    )


def _heading(records: Records, agreement: MentorAgreement) -> str:
    if not agreement.is_running:
        return _("You finished with %(name)s") % {"name": agreement.mentor.first_name}
    names = and_list([running.mentor.first_name for running in records.running])
    return _("You’re working with %(names)s") % {"names": names}


def _running(records: Records, agreement: MentorAgreement, ahead: list[Meeting]) -> str:
    """ "Eleven weeks in. Your next session is on Thursday 25 June, 12:30, at Mill Street Café." """
    today = records.today
    weeks = (today - agreement.starts_on).days // 7
    if today < agreement.starts_on:
        since = _("You start on %(day)s.") % {"day": long_day(agreement.starts_on, today)}
    elif today > agreement.ends_on:
        since = _("Its last day was %(day)s.") % {"day": long_day(agreement.ends_on, today)}
    elif weeks == 0:
        since = _("This is your first week.")
    else:
        since = ngettext("%(n)s week in.", "%(n)s weeks in.", weeks) % {"n": opening_number(weeks)}
    if ahead:
        coming = _("Your next session is on %(day)s, %(time)s, %(how)s.") % {
            "day": long_day(ahead[0].day, today),
            "time": hour(ahead[0]),
            "how": ahead[0].how_and_where,
        }
        return f"{since} {coming}"
    if today > agreement.ends_on or records.next_slot(agreement) is None:
        return since
    if records.sessions(agreement):
        return since + " " + _("The next session isn’t planned yet.")
    return since + " " + _("No session is planned yet.")


def _finished(agreement: MentorAgreement, held: list[Meeting], today: dt.date) -> str:
    """How long it was and how many sessions were held; how it ended is nobody's business here."""
    end = agreement.completed_on or agreement.ended_on or agreement.ends_on
    worked = _("You worked together for %(span)s, until %(day)s.") % {
        "span": span(agreement.starts_on, max(end, agreement.starts_on)),
        "day": plain_day(end, today),
    }
    if not held:
        return worked
    sessions = ngettext("You held %(n)s session.", "You held %(n)s sessions.", len(held))
    return worked + " " + sessions % {"n": number_word(len(held))}


def _next_session(
    agreement: MentorAgreement, sessions: list[Meeting], ahead: list[Meeting], today: dt.date
) -> tuple[str, str]:
    """The one primary button: prepare the next session or plan it, all of them while there is none, or part well."""
    if not agreement.is_running:
        return "", ""
    if ahead:
        return _("Prepare the session"), reverse("meetings.prepare", args=[ahead[0].pk])
    if today > agreement.ends_on:
        return _("Complete the agreement"), record_url("agreements.completed", agreement.pk)
    if not sessions:
        return _("Plan your sessions"), record_url("sessions.new", agreement.pk)
    return _("Plan a session"), planning_url(agreement.mentor_id, Meeting.Kind.SESSION)


def _time(agreement: MentorAgreement, today: dt.date) -> Gauge:
    weeks = max(1, agreement.weeks)
    over_on = agreement.completed_on or agreement.ended_on
    gone = agreement.weeks_gone(over_on or today)
    label = ngettext("%(gone)d of %(all)d week gone", "%(gone)d of %(all)d weeks gone", weeks)
    label = label % {"gone": gone, "all": weeks}
    if over_on:
        small = ngettext("week together", "weeks together", gone)
        ended = _("Ended %(day)s") % {"day": weekday_and_day(over_on, today)}
        return Gauge(_("Time"), gone, small, gone, weeks, label, ended)
    days_left = max(0, (agreement.ends_on - today).days)
    if days_left < 14:
        left, small = days_left, ngettext("day left", "days left", days_left)
    else:
        left = agreement.weeks_left(today)
        small = ngettext("week left", "weeks left", left)
    line = _("Ended %(day)s") if today > agreement.ends_on else _("Ends %(day)s")
    line = line % {"day": weekday_and_day(agreement.ends_on, today)}
    return Gauge(_("Time"), left, small, gone, weeks, label, line)


def gauge_of_sessions(agreement: MentorAgreement, held: list[Meeting], today: dt.date) -> Gauge:
    """How many sessions were held of those the agreement promises."""
    total = max(agreement.sessions, len(held))
    label = ngettext("%(n)d of %(all)d session held", "%(n)d of %(all)d sessions held", total)
    last = held[-1].held_on if held else None
    none = _("None held yet") if agreement.is_running else _("None held")
    line = _("Last: %(day)s") % {"day": plain_day(last, today)} if last else none
    small = _("of %(all)d held") % {"all": total}
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
        line = _("%(n)d since the last session") % {"n": since}
    else:
        line = ngettext("For %(n)d goal", "For %(n)d goals", len(goals)) % {"n": len(goals)}
    small = _("of %(all)d done") % {"all": len(steps)}
    names = {"n": len(done), "all": len(steps)}
    # A bar needs a length: with no step at all it is simply empty.
    return Gauge(_("Steps"), len(done), small, len(done), max(1, len(steps)), label % names, line)


def _shown_sessions(records: Records, sessions: list[Meeting], ahead: list[Meeting]) -> list[Session]:
    """The last sessions and the next ones: a long term would fill the page."""
    behind = [meeting for meeting in sessions if meeting not in ahead]
    shown = (
        behind[-HELD_SHOWN:] + ahead[:AHEAD_SHOWN] if len(sessions) > HELD_SHOWN + AHEAD_SHOWN else sessions
    )
    return [_session(meeting, records, ahead) for meeting in shown]


def topic(meeting: Meeting) -> str:
    """What a session is about in the person's own words: the first line of agenda or notes, cut to fit."""
    return first_line("\n".join((meeting.topics, meeting.plan, meeting.noted)), TOPIC_LENGTH)


def _session(meeting: Meeting, records: Records, ahead: list[Meeting]) -> Session:
    facts = topic(meeting) or _("%(minutes)d minutes, %(how)s") % {
        "minutes": meeting.minutes,
        "how": meeting.how_and_where,
    }
    day = plain_day(meeting.day, records.today)
    if meeting.recorded_on:
        return Session("done", meeting.day, day, facts, record_url("meetings.record", meeting.pk))
    if meeting not in ahead:
        return Session(
            "ahead",
            meeting.day,
            day,
            _("Not written down yet"),
            record_url("meetings.record", meeting.pk),
        )
    page = record_url("meetings.prepare", meeting.pk)
    if meeting == ahead[0]:
        moment = _("%(day)s, %(time)s") % {"day": day, "time": hour(meeting)}
        return Session("now", meeting.day, moment, _("Next: %(facts)s") % {"facts": facts}, page)
    return Session("ahead", meeting.day, day, facts, page)
