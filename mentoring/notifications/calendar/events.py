"""What stands in the calendar: meetings, reviews, last days, and what good manners ask for by a day."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ... import letters
from ...dates.days import add_months
from ...links.base_url import absolute
from ...models import Introduction, Meeting, MentorAgreement, User
from ...models.base import Owned
from ...models.introduction_facts import NUDGED
from ...status import next_actions
from ...status.next_actions.action import Action
from ...status.next_actions.reviews import along
from ...status.records import Records
from ...text.text import sentence_start

# Calendars hold on to the past by themselves; a year of it is enough to read up on.
KEPT_MONTHS = 12

# What these ask for stands in the calendar already, as the event itself.
EVENTS_THEMSELVES = {"agreement.trial", "agreement.reviewed", "agreement.last"}


@dataclass(frozen=True)
class Kept:
    """What calendar programs compare to see whether an event has changed: how often, and when last."""

    sequence: int
    changed_at: dt.datetime


@dataclass(frozen=True)
class CalendarEvent:
    """One entry of a calendar. `starts` is a moment, or a day, which has no `minutes`.

    `uid` is the same for good, so that a program moves the entry instead of making a second one.
    """

    uid: str
    summary: str
    starts: dt.datetime | dt.date
    url: str
    kept: Kept
    minutes: int = 0
    where: str = ""
    about: str = ""
    is_cancelled: bool = False

    def is_over(self, today: dt.date) -> bool:
        """Whether it was called off and its day has passed, so that no calendar needs to be told any more."""
        day = timezone.localdate(self.starts) if isinstance(self.starts, dt.datetime) else self.starts
        return self.is_cancelled and day < today


def events_of(user: User, today: dt.date) -> list[CalendarEvent]:
    """Everything that stands in this person's calendar, in order of time; alike for the same records and day.

    Call it with the person's time zone in force, as for every page.
    """
    records = Records(user, today)
    # Those cancelled among them: a calendar that has one needs to be told, until its day has passed.
    found = [meeting_event(meeting) for meeting in records.all_meetings]
    for agreement in records.agreements:
        if agreement.confirmed_on:
            found += _agreement_events(records, agreement)
    if user.calendar_courtesies:
        found += _courtesies(records)
    since = add_months(today, -KEPT_MONTHS).isoformat()
    found = [event for event in found if event.starts.isoformat() >= since and not event.is_over(today)]
    return sorted(found, key=lambda event: (event.starts.isoformat(), event.uid))


def meeting_event(meeting: Meeting) -> CalendarEvent:
    """One meeting: when, where and with whom. Nothing of what was noted before or after it."""
    page = "record" if meeting.recorded_on else "prepare"
    return CalendarEvent(
        uid=_uid(meeting, "meeting"),
        summary=_cancelled(meeting) if meeting.cancelled_on else str(meeting),
        starts=meeting.starts_at.astimezone(dt.UTC),
        minutes=meeting.minutes,
        where=meeting.where or str(meeting.get_place_display()),
        about=sentence_start(meeting.how_and_where),
        url=absolute(reverse(f"meetings.{page}", args=[meeting.pk])),
        kept=_state_of(meeting, meeting.contact),
        is_cancelled=meeting.cancelled_on is not None,
    )


def nudge_event(introduction: Introduction, owner: User, today: dt.date) -> CalendarEvent | None:
    """The day of the nudge, as the whole calendar has it; None where there is no answer to wait for."""
    due_on = NUDGED.due(introduction, owner) if NUDGED.is_open(introduction) else None
    if due_on is None:
        return None
    return CalendarEvent(
        uid=_uid(introduction, NUDGED.key(introduction).rule),
        summary=NUDGED.action(introduction, today)[0],
        starts=due_on,
        url=absolute(letters.courtesy_url(introduction, NUDGED)),
        kept=_state_of(introduction),
    )


def _agreement_events(records: Records, agreement: MentorAgreement) -> Iterator[CalendarEvent]:
    """Its reviews and its last day; an end that came before calls off what would have followed."""
    page = reverse("agreements.detail", args=[agreement.pk])
    for stop in along(agreement, records.reviews_of(agreement)):
        words = _("%(review)s with %(name)s") % {"review": stop.label, "name": agreement.mentor}
        facts = [agreement, agreement.mentor, *filter(None, [stop.review])]
        yield _agreement_day(
            agreement, f"review-{stop.kind}", words, stop.done_on or stop.due_on, stop.url, facts
        )
    words = _("Last day of the agreement with %(name)s") % {"name": agreement.mentor}
    yield _agreement_day(agreement, "last-day", words, agreement.ends_on, page, [agreement, agreement.mentor])


def _agreement_day(
    agreement: MentorAgreement, name: str, words: str, day: dt.date, page: str, facts: list[Owned]
) -> CalendarEvent:
    over_on = agreement.completed_on or agreement.ended_on
    is_cancelled = over_on is not None and over_on < day
    return CalendarEvent(
        uid=_uid(agreement, name),
        summary=_cancelled(words) if is_cancelled else words,
        starts=day,
        url=absolute(page),
        kept=_state_of(*facts),
        is_cancelled=is_cancelled,
    )


def _courtesies(records: Records) -> Iterator[CalendarEvent]:
    """What there is to do by a day, as the first page has it. It stays on its day, also when that has passed.

    Without the reason: that says "yesterday", and is read on other days than it was written.
    """
    by_key = _by_key(records)
    for action in next_actions.gather(records):
        key = action.key
        if action.due_on is None or key.rule in EVENTS_THEMSELVES:
            continue
        record = by_key.get((key.kind, key.pk))
        yield CalendarEvent(
            uid=_uid(record, key.rule) if record else _uid_of_rule(records.user, key),
            summary=action.title,
            starts=action.due_on,
            url=absolute(action.url),
            kept=_moved(action, _state_of(record) if record else Kept(0, records.user.date_joined)),
        )


def _by_key(records: Records) -> dict[tuple[str, int | None], Owned]:
    """The records actions are about, by the kind and number in the keys of actions."""
    kinds: dict[str, Sequence[Owned]] = {
        "introduction": records.introductions,
        "meeting": records.all_meetings,
        "agreement": records.agreements,
        "goal": records.goals,
        "reminder": records.reminders,
        "step": [step for steps in records.steps.values() for step in steps],
    }
    return {(kind, record.pk): record for kind, found in kinds.items() for record in found}


def _uid(record: Owned, name: str) -> str:
    """The same for good and nowhere used twice: from the key the record got when it was made."""
    return str(uuid.uuid5(record.form_key, name))


def _uid_of_rule(user: User, key: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.BASE_URL}/{user.pk}/{key}"))


def _state_of(record: Owned, *people: Owned) -> Kept:
    """A name that was corrected changes the event as well, though not the record."""
    return Kept(record.revision, max(one.updated_at for one in (record, *people)))


def _moved(action: Action, kept: Kept) -> Kept:
    """One whose day follows today changes each time that it does."""
    if not action.days_moved or action.due_on is None:
        return kept
    at = dt.datetime.combine(action.due_on, dt.time(), tzinfo=timezone.get_current_timezone())
    return Kept(kept.sequence + action.days_moved, max(kept.changed_at, at))


def _cancelled(what: object) -> str:
    """For programs that show a cancelled entry like any other."""
    return _("Cancelled: %(what)s") % {"what": what}
