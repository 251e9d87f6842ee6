import datetime as dt

import pytest
from django.urls import reverse

from mentoring.models import GoalStep, Meeting
from mentoring.pages import dashboard
from mentoring.pages.dashboard.groups import grouped, nothing_today
from mentoring.status import next_actions
from mentoring.status.records import Records
from mentoring.status.stages import Stage
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
    PostponementFactory,
    ProspectFactory,
    ReminderFactory,
    ShareLinkFactory,
)
from tests.stories import JUNE, MARCH, at, day

MADE = {"asked_on": day(3, 1), "made_on": day(3, 2), "written_on": day(3, 3), "thanked_on": day(3, 3)}


@pytest.fixture(autouse=True)
def stopped(freeze):
    freeze(MARCH)


def stand(alice, today=MARCH):
    """Where Alice's search stands, as the first page says it."""
    return dashboard.standing(alice, today, "/")


def confirm(agreement, on=None):
    """The mentor said yes, whatever is still missing; on 20 March unless told otherwise."""
    agreement.record(confirmed_on=on or day(3, 20), confirmed_how="mail", confirmed_words=[])
    return agreement


# The sentence, first that applies


def prospects(alice, count, **facts):
    """Prospects with the same facts; with `asked_on` each was asked about by somebody of their own."""
    people = [ProspectFactory(owner=alice) for _ in range(count)]
    for person in people if facts else []:
        IntroductionFactory(owner=alice, prospect=person, **facts)
    return people


def met(alice, people):
    """These people were met, undecided."""
    for person in people:
        MeetingFactory(
            owner=alice, contact=person, starts_at=at(3, 5), held_on=day(3, 5), recorded_on=day(3, 5),
            thanked_on=day(3, 5), outcome="undecided",
        )  # fmt: skip


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
    IntroductionFactory(
        owner=alice, introducer=contact, prospect=None, asked_on=day(3, 1), closed_on=day(3, 2),
        closed_because="introducer_declined",
    )  # fmt: skip

    assert [nobody, somebody, stand(alice).title] == [
        "You know what to look for. Next: who do you know?",
        "You know what to look for. Next: who do you admire?",
        "You know what to look for. Next: who else do you admire?",
    ]


def named(alice, *names, **facts):
    """Prospects with these names; with `asked_on` each was asked about by Sam."""
    sam = ContactFactory(owner=alice, name="Sam Kowalski")
    people = [ProspectFactory(owner=alice, name=name) for name in names]
    for person in people if facts else []:
        IntroductionFactory(owner=alice, introducer=sam, prospect=person, **facts)
    return people


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

    assert stand(alice).title == "Your agreement with Margaret is in draft."


# What to do next


def titles(found) -> list[str]:
    """Everything on the list, in its order."""
    return [action.title for group in found.groups for action in (*group.actions, *group.more)]


def test_list_is_cut_into_today_this_week_and_later(alice):
    stories.march(alice)

    groups = stand(alice).groups

    assert [(group.title, [action.title for action in group.actions]) for group in groups] == [
        ("Today", ["Thank Priya for introducing Tomás", "Tell Grace how it went with Margaret"]),
        ("This week", ["Write to Daniel", "Nudge Sam about Ruth"]),
        (
            "Later",
            ["Share the agreement with Margaret", "Prepare to meet Tomás", "Decide by when"],
        ),
    ]
    assert stand(alice).nothing_today == ""


def test_from_friday_on_the_next_seven_days_are_spoken_of(alice):
    stories.march(alice)

    week = stand(alice, day(3, 13)).groups[1]

    assert (week.title, week.count) == ("Next seven days", 2)


def test_nothing_today_says_what_comes_next(alice):
    sam = ContactFactory(owner=alice, name="Sam Kowalski")
    IntroductionFactory(owner=alice, introducer=sam, asked_on=day(3, 4), prospect__name="Ruth")

    said = [stand(alice, on).nothing_today for on in (day(3, 5), day(3, 10), day(3, 12), day(3, 13))]

    assert said == [
        "Nothing to do today. Next: nudge Sam, on 13 March.",
        "Nothing to do today. Next: nudge Sam, on Friday.",
        "Nothing to do today. Next: nudge Sam, tomorrow.",
        "",
    ]


def test_what_has_a_last_day_is_next_by_it_and_a_reminder_on_it(alice):
    def said():
        records = Records(alice, MARCH)
        ahead = [one for one in next_actions.gather(records) if one.due_on and one.due_on > MARCH]
        return nothing_today(grouped(ahead, MARCH), records)

    GoalStepFactory(owner=alice, goal__owner=alice, text="Let Jo lead one call", due_on=day(3, 15))
    before = said()
    ReminderFactory(owner=alice, words="Ask Hugo about the shop", due_on=day(3, 14), begins_on=day(3, 14))

    assert before == "Nothing to do today. Next: let Jo lead one call, by Sunday."
    assert said() == "Nothing to do today. Next: ask Hugo about the shop, on Saturday."


def test_nothing_today_says_when_the_next_meeting_is(alice):
    MeetingFactory(owner=alice, contact__name="Ruth", starts_at=at(3, 17), prepared_on=MARCH)

    said = [stand(alice, on).nothing_today for on in (day(3, 9), MARCH, day(3, 16), day(3, 17))]

    assert said == [
        "Nothing to do today. You meet Ruth on 17 March.",
        "Nothing to do today. You meet Ruth on Tuesday.",
        "Nothing to do today. You meet Ruth tomorrow.",
        "Nothing to do today. You meet Ruth today.",
    ]


def test_those_who_said_not_now_are_out_of_the_sentence_until_their_day(alice):
    MentorCriterionFactory(owner=alice)
    kwame, petra = (ProspectFactory(owner=alice, name=name) for name in ("Kwame", "Petra"))
    IntroductionFactory(owner=alice, prospect=kwame, **MADE, closed_on=day(3, 5), closed_because="withdrawn")
    kwame.record(not_now_on=day(3, 6), ask_again_on=day(3, 30))
    titles = [stand(alice).title]
    petra.record(not_now_on=day(3, 7))
    titles.append(stand(alice).title)

    assert titles == [
        "You have one person in mind. Ask for another introduction.",
        "Kwame and Petra said “not now”. Next: who else do you admire?",
    ]


def test_nothing_at_all_to_do_says_so(alice):
    IntroductionFactory(owner=alice, **MADE, met_on=day(3, 4), introducer_informed_on=day(3, 4))

    assert stand(alice).nothing_today == "Nothing to do today. You’re up to date with everyone."


def test_long_group_shows_six_and_folds_away_the_rest(alice):
    goal = GoalFactory(owner=alice)
    for _ in range(9):
        GoalStepFactory(owner=alice, goal=goal, due_on=MARCH)

    today = stand(alice).groups[0]

    assert (len(today.actions), len(today.more), today.count) == (6, 5, 11)


# The rail


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
        return lines(dashboard.rail_of(alice, MARCH, "/"))[3][1]

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

    assert said == [
        "Not started",
        "Not started",
        "1 meeting",
        "1 met",
        "1 met, 2 draft agreements",
        "1 met, 1 draft agreement, 1 shared agreement",
        "With Margaret until 10 Sep",
        f"With {first.mentor.first_name} and {second.mentor.first_name}",
    ]


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


# The trail


def test_trail_counts_everybody_and_names_those_who_stand_there(alice):
    stories.march(alice)

    trail = stand(alice).trail

    assert [(stage.number, stage.name, stage.state) for stage in trail] == [
        (24, "Contacts", "done"),
        (5, "Prospects", "done"),
        (4, "Asked about", "done"),
        (3, "Introduced", "done"),
        (1, "Met", "now"),
        (0, "Agreed", "ahead"),
    ]
    assert [[contact.first_name for contact in stage.here] for stage in trail] == [
        [], ["Yusuf"], ["Ruth"], ["Daniel", "Tomás"], ["Margaret"], [],
    ]  # fmt: skip
    assert (trail[0].link, trail[0].url) == ("See all", "/contacts/")


def test_trail_counts_as_introduced_only_whom_somebody_introduced(alice):
    GoalFactory(owner=alice)
    kofi, ruth = named(alice, "Kofi", "Ruth")
    DirectFactory(owner=alice, prospect=kofi, written_on=day(3, 1))
    met(alice, [ruth])

    assert [(stage.number, stage.state) for stage in stand(alice).trail] == [
        (3, "done"), (2, "done"), (0, "ahead"), (0, "ahead"), (1, "now"), (0, "ahead"),
    ]  # fmt: skip


def test_trail_shows_three_names_and_how_many_more(alice):
    GoalFactory(owner=alice)
    prospects(alice, 7)

    stage = stand(alice).trail[1]

    assert (len(stage.here), stage.more, stage.url) == (3, 4, "/contacts/?stage=1")


def test_trail_leaves_out_closed_and_archived_prospects(alice):
    GoalFactory(owner=alice)
    closed, archived, _open = prospects(alice, 3)
    closed.close(MARCH, "said_no")
    archived.archive(MARCH)

    assert [stage.number for stage in stand(alice).trail] == [2, 1, 0, 0, 0, 0]


def test_trail_begins_with_the_first_contact(alice):
    GoalFactory(owner=alice)

    assert stand(alice).trail == []
    ContactFactory(owner=alice)
    assert [stage.state for stage in stand(alice).trail] == ["now", *["ahead"] * 5]


# Best fits and goals


def test_best_fits_are_three_and_in_order(alice):
    stories.march(alice)

    found = stand(alice)

    assert [(fit.contact.first_name, fit.must_met, fit.nice_met) for fit in found.fits] == [
        ("Margaret", 4, 3),
        ("Ruth", 3, 1),
        ("Daniel", 2, 3),
    ]
    assert found.prospects == 5


def test_best_fits_ask_for_a_prospect_where_there_is_none(alice):
    GoalFactory(owner=alice)
    ContactFactory(owner=alice)

    without_criteria = stand(alice)
    MentorCriterionFactory(owner=alice)
    with_criteria = stand(alice)

    assert (without_criteria.fits, without_criteria.asks_for_prospects) == ([], False)
    assert (with_criteria.fits, with_criteria.asks_for_prospects) == ([], True)


def test_goals_say_how_far_they_are(alice):
    stories.march(alice)
    GoalFactory(owner=alice, title="Parked", parked_on=MARCH)
    GoalFactory(owner=alice, title="Just begun", target_on=dt.date(2027, 1, 31))

    found = stand(alice)

    assert [(row.goal.title, row.line) for row in found.goals] == [
        ("Run a weekly operations meeting people find useful", "2 of 5 steps, by 29 May"),
        ("Read the balance sheet and explain how each unit contributes", "1 of 4 steps, by 31 July"),
        ("Settle into leading people who were my peers", "0 of 3 steps, no date yet"),
        ("Just begun", "No steps yet, by 31 January 2027"),
    ]


def test_goals_achieved_never_crowd_out_those_worked_on(alice):
    for number in range(6):
        GoalFactory(owner=alice, title=f"Achieved {number}", achieved_on=day(2, 1))
    GoalFactory(owner=alice, title="Worked on")

    titles = [row.goal.title for row in stand(alice).goals]

    assert titles == ["Achieved 0", "Achieved 1", "Achieved 2", "Achieved 3", "Worked on"]


def test_goals_name_the_mentor_with_whom_they_are_worked_on(alice):
    story = stories.june(alice)
    GoalFactory(owner=alice, title="On my own")

    mentors = {row.goal.title: row.mentors for row in stand(alice, JUNE).goals}

    assert mentors["On my own"] == ""
    assert [mentors[goal.title] for goal in story.agreement.goals.all()] == ["Margaret", "Margaret"]


def test_twelve_weeks_are_one_line(alice):
    story = stories.march(alice)

    assert stand(alice).activity == "five asks, three introductions, one meeting"
    story.margaret.introductions_to.all().delete()
    assert stand(alice, day(12, 12)).activity == ""


# Working together


def test_together_says_time_sessions_and_steps(alice):
    stories.june(alice)

    found = stand(alice, JUNE)

    assert (found.variant, found.title) == (
        "together",
        "You’re working with Margaret, and looking for someone for one more goal.",
    )
    (block,) = found.together
    assert block.title == "With Margaret, for two goals"
    assert [(g.name, g.big, g.small, g.value, g.max, g.label, g.line) for g in block.gauges] == [
        ("Time", 15, "weeks left", 11, 26, "11 of 26 weeks gone", "Ends Wed 30 September"),
        ("Sessions", 3, "of 7 held", 3, 7, "3 of 7 sessions held", "Next: Thu 25 June, 12:30"),
        ("Steps", 7, "of 9 done", 7, 9, "7 of 9 steps done", "1 since the last session"),
    ]
    assert found.fits == []


def test_together_without_a_session_ahead_names_the_last_one(alice):
    stories.june(alice)
    Meeting.objects.filter(starts_at__gt=at(6, 1)).delete()

    assert stand(alice, JUNE).together[0].gauges[1].line == "Last: 28 May"


@pytest.mark.parametrize(
    ("today", "time"),
    [
        (day(3, 25), (26, "weeks left", 0)),
        (day(3, 30), (26, "weeks left", 0)),
        (day(4, 6), (25, "weeks left", 1)),
        (day(9, 16), (2, "weeks left", 24)),
        (day(9, 17), (13, "days left", 24)),
        (day(9, 29), (1, "day left", 26)),
        (day(9, 30), (26, "weeks together", 26)),
        (day(10, 1), (26, "weeks together", 26)),
    ],
)
def test_together_counts_the_weeks(alice, today, time):
    confirm(MentorAgreementFactory(owner=alice, starts_on=day(3, 30), ends_on=day(9, 30)))

    gauge = stand(alice, today).together[0].gauges[0]

    assert (gauge.big, gauge.small, gauge.value) == time
    assert (gauge.line == "Ends today") is (today == day(9, 30))


def test_together_without_a_session_or_a_step_says_so(alice):
    goal = GoalFactory(owner=alice)
    agreement = confirm(
        MentorAgreementFactory(owner=alice, starts_on=day(3, 30), ends_on=day(9, 30), goals=[goal])
    )

    def gauges():
        time, *others = stand(alice, day(10, 1)).together[0].gauges
        return time.line, [(g.big, g.small, g.value, g.max, g.label, g.line) for g in others]

    steps = (0, "of 0 done", 0, 1, "0 of 0 steps done", "For one goal")
    assert gauges() == (
        "Ended Wed 30 September",
        [(0, "of 7 held", 0, 7, "0 of 7 sessions held", "None held yet"), steps],
    )
    agreement.complete(day(10, 1))
    assert gauges() == (
        "Ended Thu 1 October",
        [(0, "of 7 held", 0, 7, "0 of 7 sessions held", "None held"), steps],
    )
    assert stand(alice, day(10, 1)).together[0].title == f"With {agreement.mentor.first_name}, for one goal"


@pytest.mark.parametrize(
    ("done_on", "line"),
    [(day(5, 27), "None since the last session"), (day(5, 28), "1 since the last session")],
)
def test_step_done_on_the_day_of_the_last_session_counts_since_then(alice, done_on, line):
    story = stories.june(alice)
    goal = story.agreement.goals.first()
    GoalStep.objects.owned_by(alice).exclude(done_on=None).update(done_on=day(5, 1))
    goal.steps.filter(done_on=day(5, 1)).first().record(done_on=done_on)

    assert stand(alice, JUNE).together[0].gauges[2].line == line


def test_more_sessions_than_agreed_are_all_of_them(alice):
    story = stories.june(alice)
    for number in (2, 3, 9, 10):
        moment = at(6, number)
        MeetingFactory(
            owner=alice, contact=story.margaret, kind="session", starts_at=moment, held_on=moment.date(),
            recorded_on=moment.date(),
        )  # fmt: skip

    gauge = stand(alice, JUNE).together[0].gauges[1]

    assert (gauge.value, gauge.max, gauge.label) == (7, 10, "7 of 10 sessions held")


def test_together_with_two_mentors_has_the_nearest_session_first(alice):
    for name, on in (("Margaret Lindqvist", 20), ("Daniel Osei", 18)):
        agreement = confirm(MentorAgreementFactory(owner=alice, mentor__name=name), on=day(3, 1))
        MeetingFactory(owner=alice, contact=agreement.mentor, kind="session", starts_at=at(6, on))

    found = stand(alice)

    assert found.title == "You’re working with Daniel and Margaret."
    assert [block.title for block in found.together] == ["With Daniel", "With Margaret"]


def test_after_the_last_day_the_time_together_is_over(alice):
    last_on = day(9, 30)
    confirm(
        MentorAgreementFactory(
            owner=alice, mentor__name="Margaret Lindqvist", starts_on=day(3, 30), ends_on=last_on
        ),
        on=day(3, 20),
    )

    before, after = stand(alice, last_on), stand(alice, last_on + dt.timedelta(days=1))

    assert before.title == "You’re working with Margaret."
    assert after.title == "Your time with Margaret ended yesterday."
    assert [found.rail.steps[3].line for found in (before, after)] == [
        "With Margaret until 30 Sep",
        "With Margaret, ended 30 Sep",
    ]
    assert "Complete the agreement with Margaret" in titles(after)


@pytest.mark.parametrize("ending", ["complete", "end_early"])
def test_finished_agreement_stays_in_view(alice, ending):
    story = stories.june(alice)
    getattr(story.agreement, ending)(JUNE)

    found = stand(alice, day(7, 20))

    assert (found.variant, found.title) == ("together", "You and Margaret finished on 18 June.")
    gauge = found.together[0].gauges[0]
    assert (gauge.big, gauge.small, gauge.line) == (11, "weeks together", "Ended Thu 18 June")
    assert "Stay in touch with Margaret" in titles(stand(alice, day(9, 10)))


def test_who_helps_with_what_is_a_question_while_a_mentor_helps_with_one_of_several_goals(alice):
    story = stories.june(alice)
    with_two_goals = stand(alice, JUNE).has_board
    story.peers.park(JUNE)
    with_one = stand(alice, JUNE).has_board
    story.peers.take_up()
    story.agreement.complete(JUNE)

    assert (with_two_goals, with_one, stand(alice, JUNE).has_board) == (True, False, False)


def test_finished_agreement_makes_room_for_a_new_search(alice):
    story = stories.june(alice)
    story.agreement.complete(JUNE)

    before = stand(alice, day(7, 20)).variant
    IntroductionFactory(owner=alice, introducer=story.sam, prospect=story.ruth, asked_on=day(7, 1))
    after = stand(alice, day(7, 20)).variant

    assert (before, after) == ("together", "searching")


def test_finished_agreement_makes_room_for_a_first_meeting(alice):
    story = stories.june(alice)
    story.agreement.complete(JUNE)
    MeetingFactory(owner=alice, contact=story.ruth, kind=Meeting.Kind.FIRST, starts_at=at(7, 1))

    assert stand(alice, JUNE).variant == "searching"


@pytest.mark.parametrize(("asked_on", "variant"), [(JUNE, "together"), (day(6, 19), "searching")])
def test_only_an_ask_after_the_end_is_a_new_search(alice, asked_on, variant):
    story = stories.june(alice)
    story.agreement.complete(JUNE)
    IntroductionFactory(owner=alice, introducer=story.sam, prospect=story.ruth, asked_on=asked_on)

    assert stand(alice, day(7, 20)).variant == variant


@pytest.mark.parametrize(
    ("name", "kind", "moment", "variant"),
    [
        ("ruth", "first", at(6, 18), "together"),
        ("ruth", "first", at(6, 19), "searching"),
        ("ruth", "session", at(7, 1), "together"),
        ("margaret", "first", at(7, 1), "together"),
    ],
)
def test_only_a_first_meeting_with_somebody_else_is_a_new_search(alice, name, kind, moment, variant):
    story = stories.june(alice)
    story.agreement.complete(JUNE)
    MeetingFactory(owner=alice, contact=getattr(story, name), kind=kind, starts_at=moment)

    assert stand(alice, day(7, 20)).variant == variant


def test_draft_with_somebody_else_is_a_new_search(alice):
    story = stories.june(alice)
    story.agreement.complete(JUNE)
    MentorAgreementFactory(owner=alice, mentor=story.ruth)

    assert stand(alice, JUNE).variant == "searching"


# The page for a new account


def test_new_account_is_asked_one_question(alice):
    found = stand(alice)

    assert (found.variant, found.title) == ("new", "What do you want to be able to do?")


def test_new_account_with_contacts_is_still_asked_for_a_goal(alice):
    ContactFactory(owner=alice)

    found = stand(alice)

    assert found.variant == "new"
    assert not found.rail.is_new


def test_introduction_without_a_goal_is_not_hidden_by_the_welcome(alice):
    IntroductionFactory(owner=alice, asked_on=day(3, 1))

    assert stand(alice).variant == "searching"


def test_rail_and_trail_agree_on_who_was_met(alice):
    GoalFactory(owner=alice)
    asked, made, told, held, agreed, _only_marked = prospects(alice, 6)
    IntroductionFactory(owner=alice, prospect=asked, asked_on=day(3, 1))
    IntroductionFactory(owner=alice, prospect=made, **MADE)
    IntroductionFactory(owner=alice, prospect=told, **MADE, met_on=day(3, 4))
    met(alice, [held])
    confirm(MentorAgreementFactory(owner=alice, mentor=agreed)).end_early(day(3, 25))

    counts, contacts = Records(alice, day(3, 26)).counts, Records(alice, day(3, 26)).prospects

    assert counts.met == sum(contact.stage >= Stage.MET for contact in contacts) == 3
