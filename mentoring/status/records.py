"""What one person's records say today: each kind read once, for whatever looks across the whole search."""

import datetime as dt
from collections import defaultdict
from functools import cached_property
from typing import Any

from django.db.models import DateField, Exists, F, Max, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, Left
from django.utils import timezone

from ..models import (
    Assessment,
    Contact,
    Goal,
    GoalStep,
    Interaction,
    Introduction,
    Meeting,
    MentorAgreement,
    MentorCriterion,
    Postponement,
    Reminder,
    Review,
)
from ..models.answers import with_last_answer
from ..models.facts import Courtesy
from ..text.text import first_line
from .counts import Counts, Joined, counts_of
from .stages import with_stage

# How far back the first page looks when it says what happened.
WEEKS_BACK = 12
# The beginning of the notes of a meeting is enough to name a session.
BEGINNINGS = {
    "topics": Left("agenda", 120),
    "plan": Left("preparation", 120),
    "noted": Left("notes", 120),
}
# The last talk with a mentor that left a note: with the agreements, so that it costs no query of its own.
LAST_TALK = (
    Interaction.objects.filter(contact=OuterRef("mentor"), kind=Interaction.Kind.TALKED)
    .exclude(text="")
    .annotate(said=Left("text", 120))
    .order_by("-on", "-pk")
)
LONG_TEXTS = (
    "agenda", "asks_for", "debrief", "notes", "preparation", "questions", "questions_proposed", "up_front_words",
)  # fmt: skip


class Records:
    """The records of one person, loaded when first asked for.

    With a contact, only the introductions and meetings of that contact are among them.
    """

    def __init__(self, user, today: dt.date, contact: Contact | None = None):
        self.user = user
        self.today = today
        self.contact = contact

    @cached_property
    def counts(self) -> Counts:
        """How much there is of everything."""
        return counts_of(self.user, self.today)

    @cached_property
    def goals(self) -> list[Goal]:
        """Every goal, with its count of steps and whether a criterion flows from it (`has_criterion`)."""
        serves = MentorCriterion.goals.through.objects.filter(goal=OuterRef("pk"))
        return list(Goal.objects.owned_by(self.user).with_steps().annotate(has_criterion=Exists(serves)))

    @cached_property
    def steps(self) -> dict[int, list[GoalStep]]:
        """The steps of each goal by its key, in their order; empty for a goal without any."""
        steps = defaultdict(list)
        for step in GoalStep.objects.owned_by(self.user):
            steps[step.goal_id].append(step)
        return steps

    @cached_property
    def criteria(self) -> list[MentorCriterion]:
        """Every criterion, must-haves first."""
        return list(MentorCriterion.objects.owned_by(self.user).must_haves_first())

    @cached_property
    def prospects(self) -> list[Contact]:
        """The prospects of today, each with its `stage` and what is `known` of it ("3:meets,4:does_not")."""
        text = TextField()
        pair = Concat(Cast("criterion_id", text), Value(":", text), Cast("answer", text), output_field=text)
        known = Assessment.objects.known().filter(contact=OuterRef("pk")).order_by().values("contact")
        joined = Subquery(known.annotate(known=Joined(pair)).values("known"), output_field=text)
        prospects = with_stage(Contact.objects.owned_by(self.user).prospects())
        return list(prospects.annotate(known=Coalesce(joined, Value("", text))).defer("notes"))

    @cached_property
    def introductions(self) -> list[Introduction]:
        """Introductions with promises to keep: open ones, and closed ones where somebody is owed a word."""
        introductions = (
            Introduction.objects.owned_by(self.user)
            .with_courtesies_left()
            .with_people()
            .defer("message", "introducer__notes", "prospect__notes")
        )
        if self.contact:
            introductions = introductions.filter(Q(introducer=self.contact) | Q(prospect=self.contact))
        return list(introductions)

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
        added = Contact.objects.owned_by(self.user).order_by("-pk").values_list("created_at", flat=True)
        return next((timezone.localdate(moment) for moment in added[:1]), None)

    @property
    def weeks_from(self) -> dt.date:
        """The Monday with which the last twelve weeks begin, this one being the last of them."""
        return self.today - dt.timedelta(days=self.today.weekday() + 7 * (WEEKS_BACK - 1))

    @cached_property
    def asks(self) -> list[Any]:
        """The facts of what was asked in the last twelve weeks, and since the last introduction was made.

        The last introduction and the last one that led to a meeting are among them, however old. Rows
        with `asked_on`, `made_on`, `met_on` and `came_from_id` (a further introduction is no ask of its own).
        """
        owned = Introduction.objects.owned_by(self.user).filter(asked_on__isnull=False)

        def last(fact: str) -> Subquery:
            return Subquery(owned.order_by().values("owner").annotate(last=Max(fact)).values("last"))

        since = Coalesce(last("made_on"), Value(dt.date.min), output_field=DateField())
        happened = Q(asked_on__gte=since) | Q(made_on=last("made_on")) | Q(met_on=last("met_on"))
        for fact in ("asked_on", "made_on", "met_on"):
            happened |= Q(**{f"{fact}__gte": self.weeks_from})
        rows = owned.filter(happened).order_by("asked_on", "pk")
        return list(rows.values_list("asked_on", "made_on", "met_on", "came_from_id", named=True))

    def owed(self, introduction: Introduction) -> Courtesy | None:
        """The next courtesy of one of `introductions` that the person has not put off."""
        return self._owed[introduction.pk]

    @cached_property
    def _owed(self) -> dict[int, Courtesy | None]:
        return {one.pk: self._next_of(one) for one in self.introductions}

    def _next_of(self, introduction: Introduction) -> Courtesy | None:
        owed = introduction.owed(self.user)
        return next((one for one in owed if one.fact.key(introduction) not in self.postponed), None)

    @cached_property
    def all_meetings(self) -> list[Meeting]:
        """Every meeting, those that fell through among them, in order of time."""
        meetings = (
            Meeting.objects.owned_by(self.user)
            .select_related("contact")
            .annotate(**BEGINNINGS)
            .defer(*LONG_TEXTS, "contact__notes")
        )
        return list(meetings.filter(contact=self.contact) if self.contact else meetings)

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

    @cached_property
    def agreements(self) -> list[MentorAgreement]:
        """Every agreement but replaced versions, the one confirmed last first, with mentor, goals and last answer."""
        agreements = (
            with_last_answer(MentorAgreement.objects.owned_by(self.user))
            .exclude(status=MentorAgreement.Status.REPLACED)
            .with_mentor()
            .annotate(talked_on=LAST_TALK.values("on")[:1], talked_about=LAST_TALK.values("said")[:1])
            .prefetch_related("agreement_goals")
            .defer("confirmed_words", "mentor__notes")
            .order_by(F("confirmed_on").desc(nulls_last=True), "-pk")
        )
        return list(agreements)

    @cached_property
    def drafts(self) -> list[MentorAgreement]:
        """Agreements being written or shared."""
        return [agreement for agreement in self.agreements if agreement.is_draft]

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
        reminders = Reminder.objects.owned_by(self.user).awake().select_related("contact")
        reminders = reminders.defer("contact__notes")
        return list(reminders.filter(contact=self.contact) if self.contact else reminders)

    def sessions(self, agreement: MentorAgreement) -> list[Meeting]:
        """The sessions of an agreement: those with the mentor between its first and its last day."""
        return [
            meeting
            for meeting in self.meetings_with(agreement.mentor_id)
            if meeting.kind == Meeting.Kind.SESSION
            and agreement.starts_on <= meeting.day <= agreement.ends_on
        ]

    @cached_property
    def reviews(self) -> list[Review]:
        """Every look back on an agreement."""
        return list(Review.objects.owned_by(self.user).select_related("agreement"))

    def reviews_of(self, agreement: MentorAgreement) -> list[Review]:
        """The looks back on one agreement and on the versions it replaced."""
        return [
            review
            for review in self.reviews
            if review.agreement.mentor_id == agreement.mentor_id and review.held_on >= agreement.starts_on
        ]

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
        named = {link.goal_id for link in agreement.agreement_goals.all()}
        return [goal for goal in self.goals if goal.pk in named]

    @cached_property
    def postponed(self) -> set[str]:
        """The keys of the actions that are hidden today; the counts bring them along."""
        if "counts" in self.__dict__:
            return set(filter(None, self.counts.postponed.split(",")))
        postponements = Postponement.objects.owned_by(self.user).in_force(self.today)
        return set(postponements.values_list("action", flat=True))
