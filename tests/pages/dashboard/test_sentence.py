"""The sentence that says where a search stands: the first that applies."""

import datetime as dt

import pytest

from tests import stories
from tests.factories import (
    ContactFactory,
    DirectFactory,
    GoalFactory,
    GoalStepFactory,
    InteractionFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    MentorAnswerFactory,
    MentorCriterionFactory,
    ShareLinkFactory,
)
from tests.pages.dashboard.standing import MADE, met, named, prospects, stand, titles
from tests.stories import MARCH, at, day


def test_whoever_is_written_to_was_not_introduced_or_asked_about(alice):
    GoalFactory(owner=alice)
    MentorCriterionFactory(owner=alice)
    kofi, ruth = named(alice, "Kofi", "Ruth")
    direct = DirectFactory(owner=alice, prospect=kofi, pledged_on=day(3, 1))
    pledged = stand(alice)
    direct.record(written_on=day(3, 2))
    written = stand(alice)
    direct.record(closed_on=day(3, 9), closed_because="no_answer")
    closed = stand(alice)
    IntroductionFactory(owner=alice, prospect=ruth, asked_on=day(3, 9))

    assert [one.title for one in (pledged, written, closed)] == [
        "You have two people in mind. Ask for the first introduction.",
        "You’ve written to Kofi.",
        "You have two people in mind. Ask for the first introduction.",
    ]
    assert {one.rail.steps[2].line for one in (pledged, written, closed)} == {"2 prospects"}
    assert stand(alice).rail.steps[2].line == "2 prospects, 1 introduction"
    assert stand(alice).activity == "one ask"


def test_sentence_does_not_count_whoever_said_not_now(alice):
    GoalFactory(owner=alice)
    first, second = prospects(alice, 2)
    first.say_not_now(MARCH, None)
    one = stand(alice).title
    second.say_not_now(MARCH, MARCH)

    assert one == "You have one person in mind. Ask for the first introduction."
    assert stand(alice).title == one
    second.say_not_now(MARCH, day(6, 1))
    assert "in mind" not in stand(alice).title


@pytest.mark.parametrize(
    ("goals", "sentence"),
    [
        (1, "You have a goal. Next: what a mentor should bring."),
        (3, "You have three goals. Next: what a mentor should bring."),
    ],
)
def test_sentence_with_goals(alice, goals, sentence):
    for _ in range(goals):
        GoalFactory(owner=alice)

    assert stand(alice).title == sentence


def test_sentence_with_criteria_asks_for_people(alice):
    GoalFactory(owner=alice)
    MentorCriterionFactory(owner=alice)

    nobody = stand(alice).title
    contact = ContactFactory(owner=alice)
    somebody = stand(alice).title
    introduction = IntroductionFactory(
        owner=alice, introducer=contact, prospect=None, asked_on=day(3, 1), closed_on=day(3, 2),
        closed_because="introducer_declined",
    )  # fmt: skip
    asked = stand(alice).title
    introduction.delete()
    MeetingFactory(owner=alice, contact=contact)

    assert [nobody, somebody, asked, stand(alice).title] == [
        "You know what to look for. Next: who do you know?",
        "You know what to look for. Next: who do you admire?",
        *["You know what to look for. Next: who else do you admire?"] * 2,
    ]


@pytest.mark.parametrize(
    ("names", "facts", "sentence"),
    [
        (["Ruth"], {}, "You have one person in mind. Ask for the first introduction."),
        (["Ruth"] * 12, {}, "You have 12 people in mind. Ask for the first introduction."),
        (["Ruth"], {"asked_on": day(3, 1)}, "You’ve asked Sam about Ruth."),
        (["Ruth", "Daniel"], {"asked_on": day(3, 1)}, "You’ve asked Sam for two introductions."),
        (["Ruth"], MADE, "Sam has introduced you to Ruth."),
        (["Daniel", "Ruth"], MADE, "You’ve been introduced to Daniel and Ruth."),
        (["Daniel", "Ruth", "Yusuf"], MADE, "You’ve been introduced to Daniel, Ruth and one more."),
    ],
)
def test_sentence_names_people_before_it_counts_them(alice, names, facts, sentence):
    GoalFactory(owner=alice)
    named(alice, *names, **facts)

    assert stand(alice).title == sentence
    assert len(sentence) < 75


def test_sentence_says_who_was_asked_aloud_where_nobody_was_written_to(alice):
    GoalFactory(owner=alice)
    kofi, ruth = named(alice, "Kofi", "Ruth")
    DirectFactory(owner=alice, prospect=kofi, written_on=day(3, 1), channel="in_person")
    aloud = stand(alice).title
    DirectFactory(owner=alice, prospect=ruth, written_on=day(3, 1))

    assert [aloud, stand(alice).title] == ["You’ve asked Kofi yourself.", "You’ve written to Kofi and Ruth."]


def test_sentence_names_the_introducer_of_the_one_who_was_introduced(alice):
    GoalFactory(owner=alice)
    named(alice, "Ruth", **MADE)
    IntroductionFactory(owner=alice, prospect__name="Daniel", asked_on=day(3, 1))
    DirectFactory(owner=alice, prospect__name="Kofi", written_on=day(3, 1))

    assert stand(alice).title == "Sam has introduced you to Ruth."


@pytest.mark.parametrize(
    ("introducers", "sentence"),
    [
        (["Elena"], "You’ve asked Elena for an introduction."),
        (["Elena", "Ben"], "You’ve asked two people for an introduction."),
    ],
)
def test_sentence_counts_who_was_asked_for_anyone(alice, introducers, sentence):
    GoalFactory(owner=alice)
    prospects(alice, 2)
    for name in introducers:
        IntroductionFactory(owner=alice, introducer__name=name, prospect=None, asked_on=day(3, 1))

    assert stand(alice).title == sentence


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["Margaret"], "You’ve met Margaret."),
        (["Margaret", "Tomás"], "You’ve met Margaret and Tomás."),
        (["Ann", "Ben", "Cid", "Dora"], "You’ve met Ann, Ben and two more."),
    ],
)
def test_sentence_with_people_met(alice, names, sentence):
    GoalFactory(owner=alice)
    met(alice, named(alice, *names))
    prospects(alice, 2)

    assert stand(alice).title == sentence


def test_sentence_with_an_agreement_in_draft_and_shared(alice):
    story = stories.march(alice)

    draft = stand(alice).title
    story.draft.record(shared_on=MARCH)
    shared = stand(alice).title

    assert draft == "You’ve met Margaret, and your agreement is in draft."
    assert shared == "Margaret has your agreement to read."


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("almost", "Margaret would like to change something in your agreement."),
        ("no", "Margaret said no to your agreement."),
        # The day they chose has come, and they were asked again.
        ("not_now", "Margaret has your agreement to read."),
    ],
)
def test_sentence_once_the_mentor_has_answered(alice, kind, told):
    story = stories.march(alice)
    story.draft.record(shared_on=MARCH)
    link = ShareLinkFactory(owner=alice, agreement=story.draft)
    MentorAnswerFactory(owner=alice, link=link, kind=kind, number=story.draft.number)

    assert stand(alice).title == told


def test_whoever_said_not_now_is_waited_for_a_week_from_the_day_they_are_asked_again(alice):
    story = stories.march(alice)
    story.draft.share(day(3, 1))
    link = ShareLinkFactory(owner=alice, agreement=story.draft)
    answer = MentorAnswerFactory(owner=alice, link=link, kind="not_now", number=1, answered_at=at(3, 2))
    answer.hear(day(3, 2))
    InteractionFactory(contact=story.margaret, on=MARCH)
    story.margaret.refresh_last_touch()

    found = [action for group in stand(alice).groups for action in group.actions]

    asked = next(action for action in found if action.title == "Ask Margaret about the agreement")
    assert asked.due_on == MARCH + dt.timedelta(days=7)


def test_a_change_proposed_to_a_mentor_lets_the_search_for_another_goal_go_on(alice):
    MentorCriterionFactory(owner=alice)
    goal, _other = GoalStepFactory(goal__owner=alice).goal, GoalFactory(owner=alice)
    agreement = MentorAgreementFactory(owner=alice, goals=[goal], starts_on=MARCH)
    agreement.confirm(MARCH, "in_person")
    before = titles(stand(alice))

    agreement.change().share(MARCH)

    assert "Ask for a first introduction" in before
    after = titles(stand(alice))
    assert [title for title in after if not title.endswith("about the agreement")] == before


def test_sentence_once_the_mentor_said_no_aloud(alice):
    story = stories.march(alice)
    story.draft.record(shared_on=day(3, 1))
    story.margaret.close(MARCH, "said_no")

    found = stand(alice)

    assert found.title == "Margaret said no to your agreement."
    assert "Ask Margaret about the agreement" not in titles(found)


def test_sentence_with_a_draft_and_nobody_met(alice):
    GoalFactory(owner=alice)
    MentorAgreementFactory(owner=alice, mentor__name="Margaret Lindqvist")
    met(alice, prospects(alice, 1))

    assert stand(alice).title == "Your agreement with Margaret is in draft."
