"""The rail: the four steps beside every page."""

import pytest
from django.urls import reverse

from mentoring.pages import dashboard
from tests import stories
from tests.factories import (
    ContactFactory,
    GoalFactory,
    GoalStepFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    MentorCriterionFactory,
    PostponementFactory,
)
from tests.pages.dashboard.standing import MADE, confirm, met, prospects
from tests.stories import JUNE, MARCH, day


def lines(rail):
    """Each step's state and line."""
    return [(step.state, step.line) for step in rail.steps]


def test_rail_of_a_new_account(alice, bob):
    stories.march(bob)

    rail = dashboard.rail_of(alice, MARCH, "/")

    assert lines(rail) == [
        ("now", "Start here"),
        ("ahead", "Not started"),
        ("ahead", "Not started"),
        ("ahead", "Not started"),
    ]
    assert rail.is_new
    assert rail.home_current
    assert [step.links for step in rail.steps] == [[], [], [], []]
    assert [step.is_past for step in rail.steps] == [False] * 4


def test_rail_of_a_search_under_way(alice):
    story = stories.march(alice)

    rail = dashboard.rail_of(alice, MARCH, "/introductions/")

    assert lines(rail) == [
        ("done", "3 goals, 1 to sharpen"),
        ("done", "4 must-have, 4 nice-to-have"),
        ("now", "5 prospects, 6 introductions"),
        ("now", "1 met, 1 draft agreement"),
    ]
    assert [step.is_past for step in rail.steps] == [False, True, True, False]
    assert [step.current for step in rail.steps] == ["", "", "step", ""]
    assert not rail.is_new
    network, agree = rail.steps[2].links, rail.steps[3].links
    assert [(link.label, link.count, link.today, link.current) for link in network] == [
        ("Contacts", 24, "", False),
        ("Compare", 5, "", False),
        ("Introductions", 0, "2 today", True),
    ]
    assert [(link.label, link.count, link.url) for link in agree] == [
        ("Meetings", 2, reverse("meetings.index")),
        ("Agreement", 1, reverse("agreements.detail", args=[story.draft.pk])),
    ]


def test_rail_while_working_with_a_mentor(alice):
    stories.june(alice)

    assert lines(dashboard.rail_of(alice, JUNE, "/")) == [
        ("done", "3 goals, 1 achieved"),
        ("done", "4 must-have, 4 nice-to-have"),
        ("now", "4 prospects for one goal"),
        ("now", "With Margaret until 30 Sep"),
    ]


def test_rail_after_an_agreement_was_completed(alice):
    story = stories.june(alice)
    story.agreement.complete(day(9, 30))
    unreached = lines(dashboard.rail_of(alice, day(9, 30), "/"))[2:]
    for goal in story.agreement.goals.all():
        goal.achieve(day(9, 30))
    goal_left = lines(dashboard.rail_of(alice, day(9, 30), "/"))[2:]
    story.peers.park(day(9, 30))

    finished = ("now", "You and Margaret finished")
    assert unreached == [("now", "4 prospects for two goals"), finished]
    assert goal_left == [("now", "4 prospects for one goal"), finished]
    assert lines(dashboard.rail_of(alice, day(9, 30), "/"))[2:] == [
        ("done", "5 prospects, 2 introductions"),
        ("done", "You and Margaret finished"),
    ]


def test_rail_after_an_agreement_ended_early_goes_on_with_the_search(alice):
    stories.june(alice).agreement.end_early(JUNE)

    assert lines(dashboard.rail_of(alice, JUNE, "/"))[2:] == [
        ("now", "4 prospects for two goals"),
        ("now", "You and Margaret finished"),
    ]


@pytest.mark.parametrize(
    ("goals", "state", "line"),
    [
        ([{}], "now", "1 goal, 1 to sharpen"),
        ([{"sharp": True}], "done", "1 goal"),
        ([{"sharp": True}, {}, {}], "done", "3 goals, 2 to sharpen"),
        ([{"parked_on": MARCH}], "now", "1 goal parked"),
        ([{"achieved_on": MARCH}], "done", "1 goal, 1 achieved"),
        ([{"achieved_on": MARCH}, {}], "now", "2 goals, 1 to sharpen"),
    ],
)
def test_rail_step_of_goals(alice, goals, state, line):
    for facts in goals:
        sharp = {"area": "skill", "success": "Two say so.", "target_on": day(5, 1)}
        is_sharp = facts.pop("sharp", False)
        goal = GoalFactory(owner=alice, **(sharp if is_sharp else {}), **facts)
        if is_sharp:
            GoalStepFactory(goal=goal)

    assert lines(dashboard.rail_of(alice, MARCH, "/"))[0] == (state, line)


@pytest.mark.parametrize(
    ("criteria", "state", "line"),
    [
        ([], "ahead", "Not started"),
        ([("must", "skill")], "now", "1 must-have"),
        ([("nice", "practicality")], "now", "1 nice-to-have"),
        ([("must", "skill"), ("nice", "practicality")], "done", "1 must-have, 1 nice-to-have"),
        ([("must", "practicality")], "done", "1 must-have"),
    ],
)
def test_rail_step_of_criteria(alice, criteria, state, line):
    for importance, kind in criteria:
        MentorCriterionFactory(owner=alice, importance=importance, kind=kind)

    assert lines(dashboard.rail_of(alice, MARCH, "/"))[1] == (state, line)


def test_rail_calls_a_step_under_way_once_those_before_are_done(alice):
    stories.with_criteria(alice)

    assert lines(dashboard.rail_of(alice, MARCH, "/"))[2:] == [
        ("now", "Nothing yet"),
        ("ahead", "Not started"),
    ]


@pytest.mark.parametrize(
    ("prospect", "introduced", "line"),
    [
        (False, False, "1 contact"),
        (True, False, "1 prospect"),
        (False, True, "1 contact, 1 introduction"),
        (True, True, "1 prospect, 1 introduction"),
    ],
)
def test_rail_step_of_the_network(alice, prospect, introduced, line):
    contact = ContactFactory(owner=alice, prospect_on=MARCH if prospect else None)
    ContactFactory(owner=alice, archived_on=MARCH)
    if introduced:
        IntroductionFactory(owner=alice, introducer=contact, prospect=None)

    assert lines(dashboard.rail_of(alice, MARCH, "/"))[2] == ("now", line)


def test_rail_step_of_meetings_and_agreements(alice):
    def line():
        return ": ".join(lines(dashboard.rail_of(alice, MARCH, "/"))[3])

    said = [line()]
    (margaret,) = prospects(alice, 1)
    meeting = MeetingFactory(owner=alice, contact=margaret, cancelled_on=MARCH)
    said.append(line())
    meeting.reinstate()
    said.append(line())
    met(alice, [margaret])
    said.append(line())
    first = MentorAgreementFactory(owner=alice, mentor=margaret)
    second = MentorAgreementFactory(owner=alice)
    said.append(line())
    first.record(shared_on=MARCH)
    said.append(line())
    confirm(first)
    said.append(line())
    confirm(second)
    said.append(line())
    # With one kept to the end and one that runs, and with a new one after the last end.
    second.complete(day(3, 20))
    said.append(line())
    first.complete(day(3, 20))
    third = MentorAgreementFactory(owner=alice)
    said.append(line())
    third.record(shared_on=MARCH)
    said.append(line())

    assert said == [
        "ahead: Not started",
        "ahead: Not started",
        "now: 1 meeting",
        "now: 1 met",
        "now: 1 met, 2 draft agreements",
        "now: 1 met, 1 draft agreement, 1 shared agreement",
        "now: With Margaret until 10 Sep",
        f"now: With {first.mentor.first_name} and {second.mentor.first_name}",
        "now: With Margaret until 10 Sep",
        "done: 2 met, 1 draft agreement",
        "done: 2 met, 1 shared agreement",
    ]


@pytest.mark.parametrize(
    "begin",
    [
        lambda alice: MentorAgreementFactory(owner=alice),
        lambda alice: IntroductionFactory(owner=alice, prospect=prospects(alice, 1)[0], **MADE, met_on=day(3, 4)),
    ],
)  # fmt: skip
def test_rail_step_of_agreements_is_under_way_without_a_meeting(alice, begin):
    begin(alice)

    assert lines(dashboard.rail_of(alice, MARCH, "/"))[3][0] == "now"


@pytest.mark.parametrize(
    ("today", "said"),
    [(day(3, 12), ""), (day(3, 13), "1 today"), (day(3, 16), "1 today"), (day(3, 17), "2 today")],
)
def test_rail_counts_introductions_that_ask_for_something_today(alice, today, said):
    for made_on in (day(3, 11), day(3, 15)):
        IntroductionFactory(owner=alice, asked_on=day(3, 6), made_on=made_on)

    assert dashboard.rail_of(alice, today, "/").steps[2].links[2].today == said


def test_rail_forgets_what_was_put_off(alice):
    introduction = IntroductionFactory(
        owner=alice, asked_on=day(3, 1), made_on=day(3, 9), thanked_on=day(3, 9)
    )

    before = dashboard.rail_of(alice, MARCH, "/").steps[2].links[2].today
    PostponementFactory(owner=alice, action=f"introduction.written:{introduction.pk}")
    after = dashboard.rail_of(alice, MARCH, "/").steps[2].links[2].today

    assert (before, after) == ("1 today", "")


@pytest.mark.parametrize(
    ("path", "current", "link"),
    [
        ("/", ["", "", "", ""], None),
        ("/goals/", ["page", "", "", ""], None),
        ("/goals/7/", ["step", "", "", ""], None),
        ("/steps/7/edit/", ["step", "", "", ""], None),
        ("/criteria/", ["", "page", "", ""], None),
        ("/contacts/", ["", "", "step", ""], "Contacts"),
        ("/contacts/7/fit/", ["", "", "step", ""], "Compare"),
        ("/notes/7/edit/", ["", "", "step", ""], "Contacts"),
        ("/tags/", ["", "", "step", ""], "Contacts"),
        ("/trade-offs/", ["", "", "step", ""], "Compare"),
        ("/introductions/new/", ["", "", "step", ""], "Introductions"),
        ("/meetings/7/record/", ["", "", "", "step"], "Meetings"),
        ("/agreements/", ["", "", "", "step"], "Agreement"),
        ("/settings/", ["", "", "", ""], None),
    ],
)
def test_rail_marks_the_page_that_is_shown(alice, path, current, link):
    GoalFactory(owner=alice)

    rail = dashboard.rail_of(alice, MARCH, path)

    assert [step.current for step in rail.steps] == current
    assert [link.label for step in rail.steps for link in step.links if link.current] == (
        [link] if link else []
    )
    assert rail.home_current is (path == "/")


def test_rail_of_a_new_account_marks_the_step_itself(alice):
    assert [step.current for step in dashboard.rail_of(alice, MARCH, "/contacts/").steps] == [
        "",
        "",
        "page",
        "",
    ]


def test_rail_leads_to_the_list_of_agreements_when_there_are_several(alice):
    MentorAgreementFactory(owner=alice)
    MentorAgreementFactory(owner=alice)

    assert dashboard.rail_of(alice, MARCH, "/").steps[3].links[1].url == reverse("agreements.index")


@pytest.mark.parametrize("times", [0, 1, 3])
def test_rail_costs_three_queries(alice, django_assert_num_queries, times):
    for _ in range(times):
        GoalStepFactory(goal=GoalFactory(owner=alice))
        MentorCriterionFactory(owner=alice)
        IntroductionFactory(owner=alice, asked_on=day(3, 1), made_on=day(3, 2))
        MeetingFactory(owner=alice)
        MentorAgreementFactory(owner=alice)

    with django_assert_num_queries(3):
        dashboard.rail_of(alice, MARCH, "/")
