"""What meetings ask for next: prepare, write down, thank, decide, and plan the next one.

What follows from a record is due no sooner than the day it was written down: nothing is late as it begins.
"""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import letters
from ...dates.days import Duty, ago, when
from ...links.addresses import record_url
from ...models import FellThrough, Introduction, Meeting, MentorAgreement, courtesies
from ...text.text import first_line
from ..records import Records
from .action import Action, ActionKey, day_and_hour, people_of


def _days_after(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def _meeting_action(meeting: Meeting, rule: str, page: str, url: str = "", **facts) -> Action:
    return Action(
        key=ActionKey("meeting", rule, meeting.pk),
        url=url or record_url(f"meetings.{page}", meeting.pk),
        people=people_of(meeting.contact_id),
        **facts,
    )


def planning_url(contact: int, kind: str) -> str:
    """The page on which a meeting of this kind with this contact is planned."""
    return f"{reverse('meetings.new')}?with={contact}&kind={kind}"


def prepare_first(records: Records) -> Iterator[Action]:
    """A planned meeting, the day before; on the day itself that is still in time."""
    horizon = records.today + _days_after(courtesies.LOOK_AHEAD_DAYS)
    for meeting in records.meetings:
        if (
            not meeting.is_planned
            or meeting.prepared_on
            or records.has_passed(meeting)
            or meeting.day > horizon
        ):
            continue
        facts = {
            "name": meeting.contact.first_name,
            "how": meeting.how_and_where,
            "when": day_and_hour(meeting, records.today),
        }
        if meeting.is_first:
            title, why = _("Prepare to meet %(name)s"), _("First meeting, %(how)s, %(when)s.")
        else:
            title, why = _("Prepare your session with %(name)s"), _("You’re meeting %(when)s, %(how)s.")
        yield _meeting_action(
            meeting,
            "prepared",
            "prepare",
            title=title % facts,
            why=why % facts,
            due_on=max(
                meeting.day - _days_after(courtesies.PREPARE_DAYS_BEFORE), min(meeting.day, records.today)
            ),
            done_url=record_url("meetings.prepared", meeting.pk),
            takes_day=False,
        )


# What happened, and the kind thing to say about it.
FELL_THROUGH = {
    FellThrough.I_CANCELLED: gettext_lazy("You cancelled %(when)s. Offer two days that suit you."),
    FellThrough.THEY_CANCELLED: gettext_lazy("%(name)s cancelled %(when)s. It happens to the best of us."),
    FellThrough.I_MISSED: gettext_lazy("You didn’t make it %(when)s. Say sorry, and offer two days."),
    FellThrough.THEY_MISSED: gettext_lazy(
        "%(name)s didn’t come %(when)s. Assume a good reason, and offer two days."
    ),
}


def rebook(records: Records) -> Iterator[Action]:
    """A talk that fell through gets a new day within two weeks, unless the two have another one."""
    running = {agreement.mentor_id for agreement in records.running}
    for meeting in last_fallen_through(records).values():
        contact = meeting.contact
        goes_on = contact.may_be_asked if meeting.is_first else contact.pk in running
        if contact.archived_on or not goes_on:
            continue
        words = {"name": contact.first_name}
        on = meeting.day if meeting.was_missed else meeting.cancelled_on
        yield _meeting_action(
            meeting,
            "rebooked",
            "prepare",
            url=planning_url(contact.pk, meeting.kind),
            title=_("Find a new day with %(name)s") % words,
            why=str(FELL_THROUGH[FellThrough(meeting.fell_through)])
            % (words | {"when": when(on, records.today)}),
            due_on=on + _days_after(courtesies.REBOOK_WITHIN_DAYS),
        )


def last_fallen_through(records: Records) -> dict[int, Meeting]:
    """The last meeting with each contact, by their key, where it fell through and nothing else is planned."""
    fallen: dict[int, Meeting] = {}
    for meeting in records.all_meetings:
        if meeting.fell_through:
            fallen[meeting.contact_id] = meeting
        elif meeting.recorded_on:
            fallen.pop(meeting.contact_id, None)
    planned = {meeting.contact_id for meeting in records.meetings if meeting.is_planned}
    return {contact: meeting for contact, meeting in fallen.items() if contact not in planned}


def lately_over(records: Records) -> list[MentorAgreement]:
    """The agreements that were over in the last four weeks, with mentors who aren't archived."""
    oldest = records.today - _days_after(courtesies.PART_WITHIN_DAYS)
    return [one for one in records.over if one.over_on >= oldest and not one.mentor.archived_on]


def thanks_key(agreement: MentorAgreement) -> ActionKey:
    """By what the thank-you letter at the end of an agreement is named among what is to do."""
    return ActionKey("agreement", "thanks_sent", agreement.pk)


def _unthanked(records: Records) -> set[int]:
    """The mentors who will get a thank-you letter at the end: unsent, and nobody said it isn't needed."""
    open_ones = (one for one in lately_over(records) if not one.thanks_sent_on)
    kept = (one for one in open_ones if records.put_off_until.get(thanks_key(one), records.today) is not None)
    return {one.mentor_id for one in kept}


def came_of_advice(records: Records) -> Iterator[Action]:
    """Whoever gave advice hears two to four weeks later what came of it; the next talk does that too.

    After the end of working together the thank-you letter goes first.
    """
    unthanked = _unthanked(records)
    for meetings in records.meetings_by_contact.values():
        held = [meeting for meeting in meetings if meeting.held_on]
        if not held or not held[-1].one_thing or held[-1].reported_back_on:
            continue
        meeting = held[-1]
        due_on = max(meeting.held_on + _days_after(courtesies.REPORT_BACK_DAYS), meeting.recorded_on)
        is_early = due_on > records.today + _days_after(courtesies.LOOK_AHEAD_DAYS)
        waits = meeting.contact_id in unthanked or records.meetings_ahead(meeting.contact_id)
        if is_early or meeting.contact.archived_on or waits:
            continue
        yield _meeting_action(
            meeting,
            "reported",
            "record",
            url=record_url("letters.report_back", meeting.pk),
            title=_("Tell %(name)s what came of the advice") % {"name": meeting.contact.first_name},
            why=(
                _("You tried this: %(thing)s")
                if meeting.acted_on
                else _("You wanted to act on this: %(thing)s")
            )
            % {"thing": first_line(meeting.one_thing)},
            due_on=due_on,
            duty=Duty.PROMISE,
            done_url=record_url("debriefs.reported_back", meeting.pk),
        )


def write_down(records: Records) -> Iterator[Action]:
    """A meeting whose time has passed: how it went is written down while it is fresh, and no session any more from
    before the day on which the agreement was over, where all of it was looked back on."""
    ends = {(one.mentor_id, *one.own_days(), one.over_on) for one in records.over}
    for meeting in records.meetings:
        if not meeting.is_planned or not records.has_passed(meeting):
            continue
        theirs = (end for end in ends if end[0] == meeting.contact_id and not meeting.is_first)
        if any(
            first <= meeting.day <= last and meeting.day < over_on for _mentor, first, last, over_on in theirs
        ):
            continue
        yield _meeting_action(
            meeting,
            "recorded",
            "record",
            title=_("Write down how it went with %(name)s") % {"name": meeting.contact.first_name},
            why=_("You met %(ago)s. It’s easiest while it’s fresh.")
            % {"ago": ago(meeting.day, records.today)},
            due_on=meeting.day + _days_after(courtesies.THANK_AFTER_MEETING_DAYS),
        )


def thank(records: Records) -> Iterator[Action]:
    """Whoever gave their time is thanked within a day, also after a no; of several talks, for the last one."""
    last_held = {meeting.contact_id: meeting for meeting in records.meetings if meeting.held_on}
    for meeting in last_held.values():
        if meeting.thanked_on:
            continue
        names = {"name": meeting.contact.first_name, "when": when(meeting.held_on, records.today)}
        if meeting.outcome == Meeting.Outcome.SAID_NO:
            title = _("Thank %(name)s anyway")
            why = _("%(name)s said no %(when)s. Say thank you, and ask who else comes to mind.")
        else:
            title = _("Thank %(name)s for meeting you")
            why = _("You met %(when)s. Name one thing you’ll act on.")
        yield _meeting_action(
            meeting,
            "thanked",
            "record",
            url=letters.meeting_url(meeting),
            title=title % names,
            why=why % names,
            due_on=max(
                meeting.held_on + _days_after(courtesies.THANK_AFTER_MEETING_DAYS), meeting.recorded_on
            ),
            duty=Duty.PROMISE,
            done_url=record_url("meetings.thanked", meeting.pk),
        )


def last_words(records: Records) -> Iterator[Meeting]:
    """The latest first meeting with everybody with whom nothing is agreed; one that is planned has no outcome yet."""
    agreed = {agreement.mentor_id for agreement in records.agreements}
    for contact, meetings in records.meetings_by_contact.items():
        last = meetings[-1]
        # Whoever said no, or is not a fit, is closed: nothing suggests them again, and after a “not now” one thing.
        is_open = last.contact.is_prospect and not (last.contact.said_not_now or last.contact.archived_on)
        if is_open and last.is_first and contact not in agreed:
            yield last


def decide(records: Records) -> Iterator[Action]:
    """Somebody left undecided hears within a week whether it goes on."""
    for meeting in last_words(records):
        if meeting.outcome != Meeting.Outcome.UNDECIDED:
            continue
        yield _meeting_action(
            meeting,
            "decided",
            "record",
            title=_("Decide about %(name)s") % {"name": meeting.contact.first_name},
            why=_("You met %(ago)s and left it open.") % {"ago": ago(meeting.held_on, records.today)},
            due_on=max(meeting.held_on + _days_after(courtesies.DECIDE_AFTER_DAYS), meeting.recorded_on),
        )


def talk_again(records: Records) -> Iterator[Action]:
    """A second talk that both want gets a day."""
    for meeting in last_words(records):
        if meeting.outcome != Meeting.Outcome.TALK_AGAIN:
            continue
        yield Action(
            key=ActionKey("meeting", "again", meeting.pk),
            title=_("Plan another talk with %(name)s") % {"name": meeting.contact.first_name},
            why=_("You met %(ago)s and want to talk again.") % {"ago": ago(meeting.held_on, records.today)},
            url=planning_url(meeting.contact_id, Meeting.Kind.FIRST),
            due_on=max(
                meeting.held_on + _days_after(courtesies.PLAN_MEETING_WITHIN_DAYS), meeting.recorded_on
            ),
            people=people_of(meeting.contact_id),
        )


def plan_first(records: Records) -> Iterator[Action]:
    """Somebody who answered, and no meeting in sight; once a mentor is found for the goal, none is needed."""
    fallen_through = last_fallen_through(records)
    for introduction in records.search.introductions:
        if introduction.status != Introduction.Status.IN_TOUCH or introduction.answered_on is None:
            continue
        if records.meetings_with(introduction.prospect_id) or introduction.prospect_id in fallen_through:
            continue
        prospect = introduction.prospect
        if introduction.is_resting or not prospect.may_be_asked or prospect.archived_on:
            continue
        yield Action(
            key=ActionKey("introduction", "meet", introduction.pk),
            title=_("Plan a first meeting with %(name)s") % {"name": prospect.first_name},
            why=_("%(name)s answered %(when)s. Half an hour over coffee is enough.")
            % {"name": prospect.first_name, "when": when(introduction.answered_on, records.today)},
            url=planning_url(prospect.pk, Meeting.Kind.FIRST),
            due_on=introduction.answered_on + _days_after(courtesies.PLAN_MEETING_WITHIN_DAYS),
            people=people_of(prospect.pk),
        )
