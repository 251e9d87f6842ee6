"""A search told in a few words: what a person wrote down, how many days ago."""

import datetime as dt

import time_machine
from django.utils import timezone

from mentoring.models import Contact, Goal, MentorCriterion
from tests import factories as make

TODAY = dt.date(2026, 3, 12)
ANSWERS = {"+": "meets", "-": "does_not"}


class Search:
    """One person's search on 12 March 2026. Days are counted back from there; negative ones lie ahead."""

    def __init__(self, owner):
        self.owner = owner

    def on(self, ago: int | None) -> dt.date | None:
        """The day so many days ago."""
        return None if ago is None else TODAY - dt.timedelta(days=ago)

    def at(self, ago: int) -> dt.datetime:
        """Half past twelve on that day."""
        return dt.datetime.combine(self.on(ago), dt.time(12, 30), tzinfo=dt.UTC)

    def written(self, ago: int):
        """The clock on the day on which something is written down."""
        return time_machine.travel(self.at(ago), tick=False)

    def days(self, facts: dict) -> dict:
        """Facts with their days instead of how long ago they were."""
        return {f"{name}_on": self.on(ago) for name, ago in facts.items()}

    def goal(self, title="Run the weekly operations meeting", ago=3, steps=1, done=(), target=-60, **facts):
        """A goal that is specific enough; `done` says how long ago its first steps were done."""
        told = {"area": "skill", "success": "Two colleagues say so.", "target_on": self.on(target)} | facts
        with self.written(ago):
            goal = make.GoalFactory(owner=self.owner, title=title, **told)
            for number in range(steps):
                day = self.on(done[number]) if number < len(done) else None
                make.GoalStepFactory(goal=goal, text=f"Write agenda {number + 1}", done_on=day)
        return goal

    def criteria(self, *texts, ago=3, importance="must", serve=True, **facts):
        """Criteria that serve every goal there is; the last one is a practicality."""
        with self.written(ago):
            for text in texts:
                criterion = make.MentorCriterionFactory(
                    owner=self.owner, text=text, importance=importance, **facts
                )
                if serve:
                    criterion.goals.set(Goal.objects.owned_by(self.owner))
            criterion.record(kind="practicality")

    def person(self, name, ago=3, **facts) -> Contact:
        """Somebody with this name: the one who is there, else a new contact."""
        with self.written(ago):
            known = Contact.objects.owned_by(self.owner).filter(name=name).first()
            return known or make.ContactFactory(owner=self.owner, name=name, **facts)

    def prospect(self, name, signs="", ago=3, **facts) -> Contact:
        """A prospect, with a sign for what is known of each criterion: + met, - not met, ? not known."""
        person = self.person(name, ago, prospect_on=self.on(ago), **facts)
        criteria = MentorCriterion.objects.owned_by(self.owner).must_haves_first()
        for criterion, sign in zip(criteria, signs, strict=False):
            if sign in ANSWERS:
                make.AssessmentFactory(
                    contact=person, criterion=criterion, answer=ANSWERS[sign], on=self.on(ago)
                )
        return person

    def ask(self, introducer, prospect=None, because="", write_by=-30, goal=None, **facts):
        """An ask, with how many days ago each of its facts happened."""
        with self.written(3):
            return make.IntroductionFactory(
                owner=self.owner,
                introducer=self.person(introducer),
                prospect=self.prospect(prospect) if prospect else None,
                goal=goal,
                closed_because=because,
                write_by=self.on(write_by),
                **self.days(facts),
            )

    def meet(self, name, ago, outcome="", kind="first", thanked=None, **facts):
        """A meeting; with an outcome (or as a session of the past) it was held and written down."""
        held = self.on(ago) if outcome or (kind == "session" and ago > 0) else None
        return make.MeetingFactory(
            owner=self.owner,
            contact=self.prospect(name),
            kind=kind,
            starts_at=self.at(ago),
            held_on=held,
            recorded_on=held,
            thanked_on=self.on(thanked),
            outcome=outcome,
            **facts,
        )

    def agreement(self, name, starts, ends, ago=3, goals=None, **facts):
        """An agreement about every goal, or these; confirmed, shared, completed or ended as many days ago as said."""
        told = self.days(facts)
        if told.get("confirmed_on"):
            told |= {"confirmed_how": "mail", "confirmed_words": []}
        with self.written(ago):
            return make.MentorAgreementFactory(
                owner=self.owner,
                mentor=self.prospect(name),
                starts_on=self.on(starts),
                ends_on=self.on(ends),
                goals=goals or Goal.objects.owned_by(self.owner),
                **told,
            )


def now() -> dt.datetime:
    """Noon of the day on which everything is looked at."""
    return timezone.make_aware(dt.datetime.combine(TODAY, dt.time(12)), dt.UTC)
