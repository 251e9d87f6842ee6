"""Searches made up for tests: Leila's in March, with a draft, and in June, working with Margaret."""

import datetime as dt
from types import SimpleNamespace

from mentoring.models import Introduction, Meeting, MentorAgreement
from mentoring.models.goals import DONE
from tests.factories import (
    AssessmentFactory,
    ContactFactory,
    GoalFactory,
    GoalStepFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    MentorCriterionFactory,
    ProspectFactory,
)

MARCH = dt.date(2026, 3, 12)
JUNE = dt.date(2026, 6, 18)

PROSPECTS = {
    "Margaret Lindqvist": ("++++", "+++?"),
    "Ruth Abernethy": ("+++?", "+??-"),
    "Daniel Osei": ("++??", "+++?"),
    "Tomás Ferreira": ("++?-", "+??-"),
    "Yusuf Karaca": ("+-??", "????"),
}
INTRODUCERS = ("Grace Mbeki", "Priya Raman", "Ben Whitlock", "Sam Kowalski", "Elena Petrova", "Hannah Weiss")
MUSTS = (
    "Has run operations for a team of 30 or more",
    "At least 20 years since the degree",
    "Reads a balance sheet with ease",
    "Has an hour a month for six months",
)
NICES = ("Has led former peers", "Direct, and kind about it", "Works in manufacturing", "Within 30 km")
ANSWERS = {"+": "meets", "-": "does_not", "?": "unknown"}


def day(month: int, number: int) -> dt.date:
    """A day of 2026."""
    return dt.date(2026, month, number)


def at(month: int, number: int, hour: int = 12, minute: int = 30) -> dt.datetime:
    """A moment of 2026."""
    return dt.datetime(2026, month, number, hour, minute, tzinfo=dt.UTC)


def with_goals(owner) -> SimpleNamespace:
    """Three goals with their steps, one of them without a target date."""
    told = {"owner": owner, "success": "Two colleagues say so."}
    meeting = GoalFactory(
        **told, title="Run a weekly operations meeting people find useful", area="skill", target_on=day(5, 29)
    )
    balance = GoalFactory(
        **told,
        title="Read the balance sheet and explain how each unit contributes",
        area="business",
        target_on=day(7, 31),
    )
    peers = GoalFactory(**told, title="Settle into leading people who were my peers", area="role")
    for goal, done, steps in ((meeting, 2, 5), (balance, 1, 4), (peers, 0, 3)):
        for number in range(steps):
            GoalStepFactory(
                goal=goal, text=f"Step {number + 1}", done_on=day(3, 2) if number < done else None
            )
    return SimpleNamespace(owner=owner, meeting=meeting, balance=balance, peers=peers)


def with_criteria(owner) -> SimpleNamespace:
    """The goals, and four must-haves and four nice-to-haves that serve them."""
    story = with_goals(owner)
    story.musts = [MentorCriterionFactory(owner=owner, text=text, importance="must") for text in MUSTS]
    story.nices = [MentorCriterionFactory(owner=owner, text=text) for text in NICES]
    for criterion in story.musts[-1], story.nices[-1]:
        criterion.record(kind="practicality")
    for criterion in story.musts + story.nices:
        criterion.goals.set([story.meeting, story.balance, story.peers])
    return story


def with_network(owner) -> SimpleNamespace:
    """And twenty-four contacts, five of them prospects, with what is known of them."""
    story = with_criteria(owner)
    for name in INTRODUCERS:
        setattr(story, name.split()[0].lower(), ContactFactory(owner=owner, name=name, may_introduce=True))
    for name, (musts, nices) in PROSPECTS.items():
        prospect = ProspectFactory(owner=owner, name=name, prospect_on=day(2, 1))
        setattr(story, name.split()[0].lower().replace("á", "a"), prospect)
        for criterion, sign in zip(story.musts + story.nices, musts + nices, strict=True):
            if sign != "?":
                AssessmentFactory(contact=prospect, criterion=criterion, answer=ANSWERS[sign], on=day(3, 1))
    for number in range(24 - len(INTRODUCERS) - len(PROSPECTS)):
        ContactFactory(owner=owner, name=f"Colleague {number + 1}")
    return story


def march(owner) -> SimpleNamespace:
    """Leila's search on 12 March: one met, an agreement in draft, a thank-you late."""
    story = with_network(owner)
    facts = [
        (story.grace, story.margaret, {"asked_on": day(2, 10), "made_on": day(2, 17), "written_on": day(2, 18),
                                       "thanked_on": day(2, 18), "met_on": day(3, 5)}),
        (story.priya, story.tomas, {"asked_on": day(2, 27), "made_on": day(3, 5), "written_on": day(3, 6),
                                     "answered_on": day(3, 8)}),
        (story.ben, story.daniel, {"asked_on": day(3, 6), "made_on": day(3, 11)}),
        (story.sam, story.ruth, {"asked_on": day(3, 4)}),
        (story.hannah, None, {"asked_on": day(2, 2), "closed_on": day(2, 8), "thanked_on": day(2, 9),
                                     "closed_because": Introduction.ClosedBecause.INTRODUCER_DECLINED}),
        (story.elena, None, {}),
    ]  # fmt: skip
    story.introductions = [
        IntroductionFactory(
            owner=owner, introducer=introducer, prospect=prospect, goal=story.meeting, **dates
        )
        for introducer, prospect, dates in facts
    ]
    story.first = MeetingFactory(
        owner=owner,
        contact=story.margaret,
        introduction=story.introductions[0],
        starts_at=at(3, 5),
        held_on=day(3, 5),
        recorded_on=day(3, 5),
        thanked_on=day(3, 6),
        outcome=Meeting.Outcome.GOOD_FIT,
    )
    story.coming = MeetingFactory(owner=owner, contact=story.tomas, starts_at=at(3, 17), place="video")
    story.draft = MentorAgreementFactory(
        owner=owner,
        mentor=story.margaret,
        starts_on=day(3, 30),
        ends_on=day(9, 30),
        review_on=day(6, 30),
        where="Mill Street Café",
        goals=[story.meeting, story.balance],
    )
    MentorAgreement.objects.filter(pk=story.draft.pk).update(created_at=at(3, 9))
    return story


def june(owner) -> SimpleNamespace:
    """Leila's search on 18 June: eleven weeks with Margaret, three sessions held, the next in a week."""
    story = march(owner)
    for introduction in story.introductions[:4]:
        introduction.delete()
    story.coming.delete()
    story.draft.record(
        shared_on=day(3, 16),
        confirmed_on=day(3, 20),
        confirmed_how="in_person",
        confirmed_words=[],
    )
    story.agreement = story.draft
    story.sessions = [
        MeetingFactory(
            owner=owner,
            contact=story.margaret,
            kind=Meeting.Kind.SESSION,
            starts_at=at(month, number),
            minutes=60,
            where="Mill Street Café",
            held_on=day(month, number) if held else None,
            recorded_on=day(month, number) if held else None,
            thanked_on=day(month, number) if held else None,
        )
        for month, number, held in (
            (4, 2, True), (4, 30, True), (5, 28, True), (6, 25, False), (7, 23, False), (9, 3, False),
        )
    ]  # fmt: skip
    for step in story.meeting.steps.filter(done_on=None):
        step.mark(DONE, day(5, 20))
    step = story.balance.steps.filter(done_on=None).first()
    step.mark(DONE, day(6, 2))
    story.meeting.achieve(day(5, 28))
    story.peers.record(target_on=day(9, 30))
    return story
