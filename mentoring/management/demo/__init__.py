"""The sample story: one search in the middle of things, every day of it relative to today."""

import datetime as dt
from itertools import count

from django.db import transaction
from django.utils import timezone

from ...advice import clauses, suggestions
from ...dates.days import add_months
from ...letters import Ask, Direct
from ...models import (
    AgreementGoal,
    Assessment,
    Contact,
    Goal,
    GoalStep,
    Interaction,
    Introduction,
    Meeting,
    MentorAgreement,
    MentorCriterion,
    Tag,
)
from ...models.introduction_facts import PLEDGED, WRITTEN
from .people import CONTACTS, CRITERIA, DIRECT, GOALS, IF_THEN, INTRODUCTIONS, KNOWN, NOT_NOW, PROSPECTS


class Story:
    """Writes the sample story into one account; the account has to be empty."""

    def __init__(self, owner, today: dt.date):
        self.owner, self.today = owner, today
        self.goals: list[Goal] = []
        self.contacts: dict[str, Contact] = {}
        self.criteria: list[MentorCriterion] = []

    def day(self, offset: int | None) -> dt.date | None:
        """The day so many days from today; None for None."""
        return None if offset is None else self.today + dt.timedelta(days=offset)

    def offset(self, at: int | str) -> int:
        """A number of days from today; what is no number yet depends on the weekday."""
        if isinstance(at, int):
            return at
        due_on = self.owner.working_days_after(self.today, 1)
        after = self.owner.nudge_after
        return next(
            -ago for ago in count(1) if self.owner.working_days_after(self.day(-ago), after) == due_on
        )

    def since(self, record, offset: int) -> None:
        """Let a record have been made so many days ago."""
        made_at = timezone.now() + dt.timedelta(days=offset)
        type(record).objects.filter(pk=record.pk).update(created_at=made_at)

    @transaction.atomic
    def load(self) -> None:
        """Everything, in the order of the search."""
        self.load_goals()
        self.load_contacts()
        self.load_criteria()
        self.load_introductions()
        self.load_direct()
        self.load_meetings()
        self.load_agreement()
        for contact in self.contacts.values():
            contact.refresh_last_touch()

    def load_goals(self) -> None:
        """Three goals, two of them specific enough, each with its steps."""
        for facts in GOALS:
            goal = Goal.objects.create(
                owner=self.owner, target_on=self.day(facts["target"]),
                **{name: facts[name] for name in ("title", "area", "why", "success")},
            )  # fmt: skip
            self.since(goal, -38)
            self.goals.append(goal)
            for text, note, due, done in facts["steps"]:
                obstacle, then = IF_THEN.get(text, ("", ""))
                GoalStep.objects.create(
                    owner=self.owner,
                    goal=goal,
                    text=text,
                    note=note,
                    obstacle=obstacle,
                    then=then,
                    due_on=self.day(due),
                    done_on=self.day(done),
                )

    def load_contacts(self) -> None:
        """Two dozen people, six of them prospects, one not now, one known well enough to write to."""
        tags: dict[str, Tag] = {}
        introducers = {facts[0] for facts in INTRODUCTIONS}
        for name, role, company, place, words, talked, prospect in CONTACTS:
            contact = Contact.objects.create(
                owner=self.owner, name=name, role=role, company=company, place=place,
                email=_email(name) if prospect or name in introducers else "",
                prospect_on=self.day(prospect), may_introduce=name in introducers,
            )  # fmt: skip
            self.since(contact, prospect or -60)
            for word in words:
                if word not in tags:
                    tags[word] = Tag.objects.create(owner=self.owner, name=word)
                contact.tags.add(tags[word])
            said_on, said, again = NOT_NOW.get(name, (None, "", None))
            if talked is not None:
                Interaction.objects.create(
                    owner=self.owner,
                    contact=contact,
                    on=self.day(talked),
                    kind=Interaction.Kind.TALKED,
                    text=said,
                )
            if said_on is not None:
                contact.say_not_now(self.day(said_on), self.day(again))
            self.contacts[name] = contact
        self.contacts["Daniel Osei"].record(
            phone="0113 496 0142",
            linkedin="https://www.linkedin.com/in/daniel-osei-example",
            how_known="Spoke at the regional cold-chain evening last year",
            notes="Prefers email in the morning. Coaches under-12s football.",
        )
        name, how_known = KNOWN
        self.contacts[name].record(how_known=how_known)

    def load_criteria(self) -> None:
        """Four must-haves and four nice-to-haves, and what is known of the six prospects."""
        for (text, kind, importance, goals, find_out, words, suggestion), answers in CRITERIA:
            offered = suggestions.by_key(suggestion)
            criterion = MentorCriterion.objects.create(
                owner=self.owner, text=text, kind=kind, importance=importance, find_out=find_out,
                question=str(offered.question) if offered else "", search_words=words, suggestion=suggestion,
            )  # fmt: skip
            criterion.goals.set(self.goals[number - 1] for number in goals)
            self.criteria.append(criterion)
            for name, (answer, evidence, source) in zip(PROSPECTS, answers, strict=True):
                if answer:
                    Assessment.objects.create(
                        owner=self.owner, contact=self.contacts[name], criterion=criterion, answer=answer,
                        evidence=evidence, source=source, on=self.day(-7 if source == "meeting" else -10),
                    )  # fmt: skip

    def load_introductions(self) -> None:
        """One that led to a meeting, one whose thanks are late, one just made, one unanswered, a draft, a no."""
        for introducer, prospect, goal, purpose, told, because in INTRODUCTIONS:
            days = {name: self.offset(at) for name, at in told.items()}
            facts = {name: self.day(offset) for name, offset in days.items()}
            asked_on = facts.get("asked_on")
            begun_on = asked_on or self.day(0)
            answer_by = self.owner.working_days_after(begun_on, 7)
            introduction = Introduction.objects.create(
                owner=self.owner,
                introducer=self.contacts[introducer],
                prospect=self.contacts[prospect] if prospect else None,
                goal=self.goals[goal - 1],
                purpose=purpose,
                answer_by=answer_by,
                write_by=asked_on and asked_on + dt.timedelta(days=30),
                pledged_on=asked_on,
                closed_because=because,
                **facts,
            )
            criteria = [] if prospect else self.criteria[:2]
            introduction.criteria.set(criteria)
            people = (introduction.introducer, introduction.prospect)
            why = introduction.goal.why
            ask = Ask(self.owner, *people, introduction.goal, criteria, why, answer_by, begun_on)
            letter = ask.letter()
            introduction.subject, introduction.message = letter.subject, letter.message
            introduction.save()
            self.since(introduction, days.get("asked_on", -1))

    def load_direct(self) -> None:
        """A message without an introduction, which waits for its answer."""
        person, (number, purpose, pledged, written) = self.contacts[KNOWN[0]], DIRECT
        goal = self.goals[number - 1]
        letter = Direct(self.owner, person, goal, person.how_known, purpose).letter()
        introduction = Introduction.objects.create(
            owner=self.owner,
            prospect=person,
            goal=goal,
            purpose=purpose,
            channel=Introduction.Channel.EMAIL,
            write_by=self.day(written + 7),
            subject=letter.subject,
            message=letter.message,
            **{PLEDGED: self.day(pledged), WRITTEN.column: self.day(written)},
        )
        self.since(introduction, pledged)

    def load_meetings(self) -> None:
        """The coffee with Margaret, written down; the video call with Tomás, still ahead."""
        margaret, tomas = self.contacts["Margaret Lindqvist"], self.contacts["Tomás Ferreira"]
        Meeting.objects.create(
            owner=self.owner, contact=margaret, introduction=margaret.introductions_to.get(),
            starts_at=self.at(-7, 10, 0), place=Meeting.Place.COFFEE, where="Mill Street Café, Harrogate",
            prepared_on=self.day(-8), held_on=self.day(-7), recorded_on=self.day(-7), thanked_on=self.day(-6),
            outcome=Meeting.Outcome.GOOD_FIT, **dict.fromkeys(Meeting.QUESTIONS, Meeting.Said.YES),
            one_thing="Cut the round of updates", acted_on=self.day(-4),
            notes="Started on the line at 19. Asked me what I’d stop doing first. Laughed when I said “meetings”.",
        )  # fmt: skip
        Meeting.objects.create(
            owner=self.owner, contact=tomas, introduction=tomas.introductions_to.get(),
            starts_at=self.at(5, 12, 30), place=Meeting.Place.VIDEO,
            preparation="Ask about the cross-border hub they set up. Priya says it’s a favourite subject.",
        )  # fmt: skip

    def at(self, offset: int, hour: int, minute: int) -> dt.datetime:
        """A time of day, in the time zone that is active, so many days from today."""
        return timezone.make_aware(dt.datetime.combine(self.day(offset), dt.time(hour, minute)))

    def load_agreement(self) -> None:
        """A draft with Margaret."""
        margaret = self.contacts["Margaret Lindqvist"]
        starts_on = self.day(18)
        ends_on = add_months(starts_on, 6)
        agreement = MentorAgreement.objects.create(
            owner=self.owner, mentor=margaret,
            starts_on=starts_on, ends_on=ends_on, **clauses.days_within(starts_on, ends_on, self.owner.weekend_days),
            **clauses.short_texts(self.owner.first_name, margaret.first_name)
            | {"where": "at Mill Street Café or by video"},
        )  # fmt: skip
        self.since(agreement, -3)
        for goal in self.goals[:2]:
            AgreementGoal.objects.create(owner=self.owner, agreement=agreement, goal=goal)


def _email(name: str) -> str:
    # example.com is set aside for examples (RFC 2606), so nobody real is ever written to.
    letters = name.replace("á", "a").lower()
    return letters.replace(" ", ".") + "@example.com"


def holds_data(user) -> bool:
    """Whether an account has records already: the story is never mixed with somebody's own."""
    return any(
        model.objects.owned_by(user).exists()
        for model in (Goal, MentorCriterion, Contact, Tag, MentorAgreement)
    )
