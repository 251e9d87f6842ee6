"""What one person's records say today: each kind read once, for whatever looks across the whole search."""

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from ..dates.rhythm import without_near
from ..models import (
    Contact,
    Goal,
    GoalStep,
    Introduction,
    Meeting,
    MentorAgreement,
    MentorCriterion,
    Reminder,
    Review,
)
from ..models.facts import Courtesy
from ..models.goals import GoalCheck
from ..text.text import first_line
from . import loading
from .counts import Counts, counts_of
from .search import Search

# How far back the first page looks when it says what happened.
WEEKS_BACK = 12


class Records:
    """The records of one person, loaded when first asked for.

    With a contact, only the introductions and meetings of that contact are among them.
    """

    def __init__(self, user, today: dt.date, contact: Contact | None = None):
        self.user = user
        self.today = today
        self.contact = contact

    def about(self, contact: Contact) -> "Records":
        """Those of the same person with one contact; what is counted already isn't counted once more."""
        theirs = Records(self.user, self.today, contact)
        theirs.counts = self.counts
        return theirs

    @cached_property
    def counts(self) -> Counts:
        """How much there is of everything."""
        return counts_of(self.user, self.today)

    @cached_property
    def search(self) -> Search:
        """What is still looked for, goal by goal."""
        return Search(self)

    @cached_property
    def goals(self) -> list[Goal]:
        """Every goal, with its count of steps and whether a criterion flows from it (`has_criterion`)."""
        return loading.goals(self.user.pk)

    @cached_property
    def lacking(self) -> dict[int, list[GoalCheck]]:
        """What each active goal lacks to be specific enough, by its key."""
        active = [goal for goal in self.goals if goal.is_active]
        return {goal.pk: [one for one in goal.checks(self.today) if not one.passed] for goal in active}

    @cached_property
    def steps(self) -> dict[int, list[GoalStep]]:
        """The steps of each goal by its key, in their order; empty for a goal without any."""
        steps = defaultdict(list)
        for step in loading.steps(self.user.pk):
            steps[step.goal_id].append(step)
        return steps

    @cached_property
    def criteria(self) -> list[MentorCriterion]:
        """Every criterion, must-haves first."""
        return loading.criteria(self.user.pk)

    @cached_property
    def prospects(self) -> list[Contact]:
        """The prospects of today, each with its `stage` and what is `known` of it ("3:meets,4:does_not")."""
        return loading.prospects(self.user.pk)

    @cached_property
    def awake(self) -> list[Contact]:
        """The prospects of whom nobody said “not now”, or whose day to be asked again has come."""
        return [contact for contact in self.prospects if not contact.rests(self.today)]

    @cached_property
    def introductions(self) -> list[Introduction]:
        """Introductions with promises to keep: open ones, and closed ones where somebody is owed a word."""
        if self.contact:
            found = loading.introductions_of(self.user.pk, contact=self.contact.pk)
        else:
            found = loading.introductions(self.user.pk)
        for introduction in found:
            introduction.owner = self.user
        return found

    @cached_property
    def answers(self) -> dict[int, dict[int, str]]:
        """What is known of the prospects: by their key, the answer to each criterion that has one."""
        answers = {}
        for contact in self.prospects:
            pairs = (pair.split(":") for pair in contact.known.split(",") if pair)
            if known := {int(criterion): answer for criterion, answer in pairs}:
                answers[contact.pk] = known
        return answers

    @cached_property
    def contact_added_on(self) -> dt.date | None:
        """The day on which the last contact was added."""
        return next((timezone.localdate(moment) for moment in loading.last_added(self.user.pk)), None)

    @property
    def weeks_from(self) -> dt.date:
        """The Monday with which the last twelve weeks begin, this one being the last of them."""
        return self.today - dt.timedelta(days=self.today.weekday() + 7 * (WEEKS_BACK - 1))

    @cached_property
    def asks(self) -> list[Any]:
        """The facts of what was asked in the last twelve weeks, and since the last introduction was made."""
        return loading.asks(self.user.pk, since=self.weeks_from)

    def owed(self, introduction: Introduction) -> Courtesy | None:
        """The next courtesy of one of `introductions` that the person has not put off."""
        return self._owed[introduction.pk]

    @cached_property
    def _owed(self) -> dict[int, Courtesy | None]:
        return {one.pk: self._next_of(one) for one in self.introductions}

    def _next_of(self, introduction: Introduction) -> Courtesy | None:
        not_before = dt.date.min
        for one in introduction.owed(self.user):
            key = one.fact.key(introduction)
            until = self.put_off_until.get(key)
            if key not in self.postponed:
                due_on = max(one.due_on, not_before, until or dt.date.min)
                return one if due_on == one.due_on else replace(one, due_on=due_on)
            # What comes after something that was put off is not late meanwhile.
            not_before = max(not_before, until or dt.date.min)
        return None

    @cached_property
    def all_meetings(self) -> list[Meeting]:
        """Every meeting, those that fell through among them, in order of time."""
        if self.contact:
            return loading.meetings_of(self.user.pk, contact=self.contact.pk)
        return loading.meetings(self.user.pk)

    @cached_property
    def meetings(self) -> list[Meeting]:
        """Every meeting that was not cancelled, in order of time."""
        return [meeting for meeting in self.all_meetings if meeting.cancelled_on is None]

    @cached_property
    def meetings_by_contact(self) -> dict[int, list[Meeting]]:
        """The meetings with each contact by its key, in order of time; only contacts who have any."""
        meetings = defaultdict(list)
        for meeting in self.meetings:
            meetings[meeting.contact_id].append(meeting)
        return dict(meetings)

    def meetings_with(self, contact: int | None) -> list[Meeting]:
        """The meetings with one contact, in order of time."""
        return self.meetings_by_contact.get(contact, []) if contact else []

    def meetings_ahead(self, contact: int | None) -> list[Meeting]:
        """The planned meetings with a contact whose time has not passed."""
        return [m for m in self.meetings_with(contact) if m.is_planned and not self.has_passed(m)]

    def has_passed(self, meeting: Meeting) -> bool:
        """Whether a meeting's time is over: an earlier day, or today once it has ended."""
        if meeting.day != self.today:
            return meeting.day < self.today
        return meeting.starts_at + dt.timedelta(minutes=meeting.minutes) <= timezone.now()

    @property
    def next_meeting(self) -> Meeting | None:
        """The planned meeting that comes first."""
        ahead = (meeting for meeting in self.meetings if meeting.is_planned and not self.has_passed(meeting))
        return next(ahead, None)

    @cached_property
    def agreements(self) -> list[MentorAgreement]:
        """Every agreement but replaced versions, the one confirmed last first, with mentor and last answer."""
        found = loading.agreements(self.user.pk)
        for agreement in found:
            agreement.owner = self.user
            agreement.with_same_mentor = [one for one in found if one.mentor_id == agreement.mentor_id]
        return found

    @cached_property
    def goals_named(self) -> dict[int, set[int]]:
        """The keys of the goals that each agreement names, by its own; only agreements that name any."""
        named = defaultdict(set)
        for goal in self.goals:
            for key in filter(None, goal.named_in.split(",")):
                named[int(key)].add(goal.pk)
        return dict(named)

    @cached_property
    def drafts(self) -> list[MentorAgreement]:
        """Agreements being written or shared, but for those to which the mentor said no, or not now."""
        return [
            one
            for one in self.agreements
            if one.is_draft and not one.is_refused and not one.mentor.said_not_now
        ]

    @cached_property
    def refused(self) -> list[MentorAgreement]:
        """Agreements to which the mentor said no."""
        return [one for one in self.agreements if one.is_refused]

    @cached_property
    def running(self) -> list[MentorAgreement]:
        """Confirmed agreements that are not over."""
        return [agreement for agreement in self.agreements if agreement.is_running]

    @cached_property
    def over(self) -> list[MentorAgreement]:
        """Agreements completed or ended early, the last one first."""
        ended = (MentorAgreement.Status.COMPLETED, MentorAgreement.Status.ENDED)
        over = [agreement for agreement in self.agreements if agreement.status in ended]
        return sorted(over, key=lambda agreement: agreement.completed_on or agreement.ended_on, reverse=True)

    @cached_property
    def reminders(self) -> list[Reminder]:
        """The person's own reminders that are open, but for contacts put away."""
        if self.contact and self.contact.archived_on:
            return []
        if self.contact:
            return loading.reminders_of(self.user.pk, contact=self.contact.pk)
        return loading.reminders(self.user.pk)

    def sessions(self, agreement: MentorAgreement) -> list[Meeting]:
        """The sessions of an agreement: those with the mentor on its own days."""
        first, last = agreement.own_days()
        return [
            meeting
            for meeting in self.meetings_with(agreement.mentor_id)
            if meeting.kind == Meeting.Kind.SESSION and first <= meeting.day <= last
        ]

    def next_session(self, agreement: MentorAgreement) -> Meeting | None:
        """The planned session of an agreement whose time has not passed, the soonest one."""
        ahead = (one for one in self.sessions(agreement) if one.is_planned and not self.has_passed(one))
        return next(ahead, None)

    def nearest_first(self) -> list[MentorAgreement]:
        """The agreements that run, the one whose next session is nearest first."""
        coming = ((one, self.next_session(one)) for one in self.running)
        days = {agreement.pk: session.day if session else dt.date.max for agreement, session in coming}
        return sorted(self.running, key=lambda agreement: days[agreement.pk])

    def next_slot(self, agreement: MentorAgreement) -> dt.date | None:
        """The day the rhythm has for the session after the last one; None when there is none any more."""
        sessions = self.sessions(agreement)
        if not sessions:
            return next(iter(agreement.slots().days), None)
        last = sessions[-1].day
        days = agreement.slots(sessions[0].day).days
        return next(iter(without_near(days, [last], agreement.cadence, last)), None)

    @cached_property
    def reviews(self) -> list[Review]:
        """Every look back on an agreement."""
        return loading.reviews(self.user.pk)

    def reviews_of(self, agreement: MentorAgreement) -> list[Review]:
        """The looks back on one agreement and on the versions it replaced."""
        with_mentor = (one for one in self.reviews if one.agreement.mentor_id == agreement.mentor_id)
        return [review for review in with_mentor if agreement.continues(review.agreement)]

    def last_talk(self, agreement: MentorAgreement) -> str:
        """What was last talked about with the mentor of one of `over`, in a line; "" when nothing was noted."""
        held = [
            (meeting.held_on, first_line(meeting.noted))
            for meeting in self.meetings_with(agreement.mentor_id)
            if meeting.held_on and first_line(meeting.noted)
        ]
        if agreement.talked_on and first_line(agreement.talked_about or ""):
            held.append((agreement.talked_on, first_line(agreement.talked_about)))
        return max(held, key=lambda talk: talk[0])[1] if held else ""

    def goals_of(self, agreement: MentorAgreement) -> list[Goal]:
        """The goals an agreement names, with their counts."""
        named = self.goals_named.get(agreement.pk, set())
        return [goal for goal in self.goals if goal.pk in named]

    @cached_property
    def put_off_until(self) -> dict[str, dt.date | None]:
        """Until when each action by its key is put off, None for good; the counts bring it along."""
        pairs = (pair.split("=") for pair in self.counts.postponed.split(",") if pair)
        return {key: dt.date.fromisoformat(until) if until else None for key, until in pairs}

    @cached_property
    def postponed(self) -> set[str]:
        """The keys of the actions that are hidden today."""
        return {key for key, until in self.put_off_until.items() if until is None or until > self.today}

    @cached_property
    def back_on(self) -> dict[str, dt.date]:
        """The day on which an action by its key came back, where it was put off lately."""
        return {key: until for key, until in self.put_off_until.items() if until and until <= self.today}


def records_of(request: HttpRequest) -> Records:
    """The records of the person who asks: one for the whole answer, so that rail and page load nothing twice."""
    kept = vars(request)
    if "records" not in kept:
        kept["records"] = Records(request.user, timezone.localdate())
    return kept["records"]
