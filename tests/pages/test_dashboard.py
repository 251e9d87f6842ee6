import datetime as dt

import pytest
from django.urls import reverse

from mentoring.models import GoalStep, Meeting, MentorAgreement
from mentoring.pages import dashboard
from mentoring.status.records import Records
from mentoring.status.stages import Stage
from tests import stories
from tests.factories import (
    ContactFactory,
    GoalFactory,
    GoalStepFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    MentorAnswerFactory,
    MentorCriterionFactory,
    PostponementFactory,
    ProspectFactory,
    ShareLinkFactory,
)
from tests.stories import JUNE, MARCH, at, day

PARTS = [part.value for part in MentorAgreement.Part]
MADE = {"asked_on": day(3, 1), "made_on": day(3, 2), "written_on": day(3, 3), "thanked_on": day(3, 3)}


@pytest.fixture(autouse=True)
def stopped(freeze):
    freeze(MARCH)


def stand(alice, today=MARCH):
    """Where Alice's search stands, as the first page says it."""
    return dashboard.standing(alice, today, "/")


def confirm(agreement, on=None):
    """The mentor said yes, whatever is still missing; on 20 March unless told otherwise."""
    agreement.record(
        parts_saved=PARTS, confirmed_on=on or day(3, 20), confirmed_how="mail", confirmed_words=[]
    )
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


@pytest.mark.parametrize(
    ("goals", "sentence"),
    [
        (1, "You have one goal. Next, decide what your mentor must have."),
        (3, "You have three goals. Next, decide what your mentor must have."),
    ],
)
def test_sentence_with_goals(alice, goals, sentence):
    for _ in range(goals):
        GoalFactory(owner=alice)

    assert stand(alice).lede == sentence


@pytest.mark.parametrize(
    ("musts", "nices", "contacts", "sentence"),
    [
        (
            4,
            4,
            0,
            "You know what to look for: four must-haves and four nice-to-haves. Next, the people you know.",
        ),
        (1, 0, 0, "You know what to look for: one must-have. Next, the people you know."),
        (0, 1, 2, "You know what to look for: one nice-to-have. Nobody is marked as a prospect yet."),
    ],
)
def test_sentence_with_criteria(alice, musts, nices, contacts, sentence):
    GoalFactory(owner=alice)
    for importance in ["must"] * musts + ["nice"] * nices:
        MentorCriterionFactory(owner=alice, importance=importance)
    for _ in range(contacts):
        ContactFactory(owner=alice)

    assert stand(alice).lede == sentence


@pytest.mark.parametrize(
    ("count", "facts", "others", "sentence"),
    [
        (1, {}, 0, "You have one prospect. Nobody has been asked for an introduction yet."),
        (12, {}, 0, "You have 12 prospects. Nobody has been asked for an introduction yet."),
        (2, {"asked_on": day(3, 1)}, 3, "You’ve asked for an introduction to two of your five prospects."),
        (1, {"asked_on": day(3, 1)}, 0, "You’ve asked for an introduction to your one prospect."),
        (3, MADE, 2, "You’ve been introduced to three of your five prospects."),
        (2, MADE, 0, "You’ve been introduced to both of your prospects."),
        (3, MADE, 0, "You’ve been introduced to all three of your prospects."),
    ],
)
def test_sentence_with_prospects(alice, count, facts, others, sentence):
    GoalFactory(owner=alice)
    prospects(alice, count, **facts)
    prospects(alice, others)

    assert stand(alice).lede == sentence


def test_sentence_never_says_nobody_was_asked_when_somebody_was(alice):
    GoalFactory(owner=alice)
    prospects(alice, 2)
    IntroductionFactory(owner=alice, prospect=None, asked_on=day(3, 1))

    assert stand(alice).lede == "You have two prospects. You’ve asked for one introduction."


@pytest.mark.parametrize(
    ("count", "others", "sentence"),
    [
        (1, 4, "You’ve met one of your five prospects."),
        (1, 0, "You’ve met your one prospect."),
        (2, 0, "You’ve met both of your prospects."),
    ],
)
def test_sentence_with_people_met(alice, count, others, sentence):
    GoalFactory(owner=alice)
    met(alice, prospects(alice, count))
    prospects(alice, others)

    assert stand(alice).lede == sentence


def test_sentence_with_an_agreement_in_draft_and_shared(alice):
    story = stories.march(alice)

    draft = stand(alice).lede
    story.draft.record(shared_on=MARCH)
    shared = stand(alice).lede

    assert draft == "You’ve met one of your five prospects, and an agreement with Margaret is in draft."
    assert shared == "You’ve met one of your five prospects, and Margaret has your agreement to read."


@pytest.mark.parametrize(
    ("kind", "told"),
    [("almost", "Margaret has answered about your agreement"), ("no", "Margaret said no to your agreement")],
)
def test_sentence_once_the_mentor_has_answered(alice, kind, told):
    story = stories.march(alice)
    story.draft.record(shared_on=MARCH)
    link = ShareLinkFactory(owner=alice, agreement=story.draft)
    MentorAnswerFactory(owner=alice, link=link, kind=kind, number=story.draft.number)

    assert stand(alice).lede == f"You’ve met one of your five prospects, and {told}."


def test_sentence_with_a_draft_and_nobody_met(alice):
    GoalFactory(owner=alice)
    MentorAgreementFactory(owner=alice, mentor__name="Margaret Lindqvist")

    assert stand(alice).lede == "An agreement with Margaret is in draft."


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
        ("Introductions", 6, "2 today", True),
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
        ("done", "24 contacts, search resting"),
        ("now", "With Margaret until 30 Sep"),
    ]


def test_rail_after_an_agreement_was_completed(alice):
    stories.june(alice).agreement.complete(day(9, 30))

    assert lines(dashboard.rail_of(alice, day(9, 30), "/"))[2:] == [
        ("done", "5 prospects, 2 introductions"),
        ("done", "Finished with Margaret"),
    ]


def test_rail_after_an_agreement_ended_early_goes_on_with_the_search(alice):
    stories.june(alice).agreement.end_early(JUNE)

    assert lines(dashboard.rail_of(alice, JUNE, "/"))[2:] == [
        ("now", "5 prospects, 2 introductions"),
        ("now", "Finished with Margaret"),
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
        "With 2 mentors",
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


def test_trail_begins_with_nobody(alice):
    GoalFactory(owner=alice)

    trail = stand(alice).trail

    assert [stage.state for stage in trail] == ["now", "ahead", "ahead", "ahead", "ahead", "ahead"]
    assert trail[0].link == "Add people"


# Best fits, goals and drafts


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
    assert found.goals_all == 4


def test_goals_achieved_never_crowd_out_those_worked_on(alice):
    for number in range(6):
        GoalFactory(owner=alice, title=f"Achieved {number}", achieved_on=day(2, 1))
    GoalFactory(owner=alice, title="Worked on")

    titles = [row.goal.title for row in stand(alice).goals]

    assert titles == ["Achieved 0", "Achieved 1", "Achieved 2", "Achieved 3", "Worked on"]


@pytest.mark.parametrize(
    ("facts", "status", "rhythm", "saved", "go_on"),
    [
        ({"parts_saved": PARTS[:4]}, "Draft", "once a month for six months", 4, "Carry on with boundaries"),
        (
            {"cadence": "weekly", "ends_on": day(5, 10)},
            "Draft",
            "once a week for five weeks",
            0,
            "Carry on with goals",
        ),
        (
            {"cadence": "fortnightly", "parts_saved": PARTS},
            "Draft",
            "every two weeks for six months",
            6,
            "Read it through and share it",
        ),
        (
            {"parts_saved": PARTS, "shared_on": day(3, 11)},
            "Shared",
            "once a month for six months",
            6,
            "Shared yesterday",
        ),
    ],
)
def test_draft_says_its_rhythm_and_where_to_carry_on(alice, facts, status, rhythm, saved, go_on):
    facts = {"starts_on": day(3, 30), "ends_on": day(9, 30)} | facts
    MentorAgreementFactory(owner=alice, **facts)

    (draft,) = stand(alice).drafts

    assert (draft.status, draft.rhythm) == (status, rhythm)
    assert (draft.parts_saved, draft.parts_all, draft.go_on) == (saved, 6, go_on)


# Working together


def test_together_says_time_sessions_and_steps(alice):
    story = stories.june(alice)

    found = stand(alice, JUNE)

    assert found.variant == "together"
    assert found.title == "You’re working with Margaret"
    assert found.lede == (
        "Eleven weeks in. Your next session is on Thursday 25 June, 12:30, coffee at Mill Street Café."
    )
    assert [(g.name, g.big, g.small, g.value, g.max, g.label, g.line) for g in found.together.gauges] == [
        ("Time", 15, "weeks left", 11, 26, "11 of 26 weeks gone", "Ends Wed 30 September"),
        ("Sessions", 3, "of 7 held", 3, 7, "3 of 7 sessions held", "Last: 28 May"),
        ("Steps", 7, "of 9 done", 7, 9, "7 of 9 steps done", "1 since the last session"),
    ]
    assert (found.together.next_label, found.together.next_url) == (
        "Prepare the session",
        reverse("meetings.prepare", args=[story.sessions[3].pk]),
    )


def test_together_shows_the_sessions_as_a_line(alice):
    story = stories.june(alice)
    story.sessions[0].record(preparation="\n  Meeting agendas\nand more")
    story.sessions[3].record(preparation="Your quarter on one page")

    sessions = stand(alice, JUNE).together.sessions

    place = "60 minutes, coffee at Mill Street Café"
    assert [(session.state, session.moment, session.words) for session in sessions] == [
        ("done", "2 April", "Meeting agendas"),
        ("done", "30 April", place),
        ("done", "28 May", place),
        ("now", "25 June, 12:30", "Next: Your quarter on one page"),
        ("ahead", "23 July", place),
        ("ahead", "3 September", place),
    ]


def test_together_leaves_out_meetings_that_are_no_session_of_the_term(alice):
    story = stories.june(alice)
    MeetingFactory(owner=alice, contact=story.margaret, kind="first", starts_at=at(7, 1))
    MeetingFactory(owner=alice, contact=story.margaret, kind="session", starts_at=at(10, 1))
    MeetingFactory(owner=alice, contact=story.ruth, kind="session", starts_at=at(7, 1))

    assert len(stand(alice, JUNE).together.sessions) == 6


def test_together_shortens_a_long_line_of_sessions(alice):
    story = stories.june(alice)
    for number in range(1, 8):
        MeetingFactory(owner=alice, contact=story.margaret, kind="session", starts_at=at(8, number))

    found = stand(alice, JUNE).together

    assert [session.moment for session in found.sessions] == [
        "2 April", "30 April", "28 May", "25 June, 12:30", "23 July", "1 August", "2 August",
    ]  # fmt: skip
    assert found.sessions_left_out == 6


def test_together_points_at_a_session_not_written_down(alice, freeze):
    stories.june(alice)
    freeze(day(6, 26))

    session = stand(alice, day(6, 26)).together.sessions[3]

    assert (session.state, session.words) == ("ahead", "Not written down yet")


@pytest.mark.parametrize(
    ("today", "lede", "time"),
    [
        (day(3, 25), "You start on Monday 30 March. No session is planned yet.", (26, "weeks left", 0)),
        (day(3, 30), "This is your first week. No session is planned yet.", (26, "weeks left", 0)),
        (day(4, 6), "One week in. No session is planned yet.", (25, "weeks left", 1)),
        (day(9, 16), "24 weeks in. No session is planned yet.", (2, "weeks left", 24)),
        (day(9, 17), "24 weeks in. No session is planned yet.", (13, "days left", 24)),
        (day(9, 29), "26 weeks in. No session is planned yet.", (1, "day left", 26)),
        (day(9, 30), "26 weeks in. No session is planned yet.", (0, "days left", 26)),
        (day(10, 1), "Its last day was Wednesday 30 September.", (0, "days left", 26)),
    ],
)
def test_together_counts_the_weeks(alice, today, lede, time):
    agreement = confirm(MentorAgreementFactory(owner=alice, starts_on=day(3, 30), ends_on=day(9, 30)))

    found = stand(alice, today)

    gauge = found.together.gauges[0]
    assert found.lede == lede
    assert (gauge.big, gauge.small, gauge.value) == time
    press = "completed" if today > agreement.ends_on else "sessions/new"
    assert found.together.next_url == f"/agreements/{agreement.pk}/{press}/"


def test_together_without_a_session_or_a_step_says_so(alice):
    goal = GoalFactory(owner=alice)
    agreement = confirm(
        MentorAgreementFactory(owner=alice, starts_on=day(3, 30), ends_on=day(9, 30), goals=[goal])
    )

    def gauges():
        time, *others = stand(alice, day(10, 1)).together.gauges
        return time.line, [(g.big, g.small, g.value, g.max, g.label, g.line) for g in others]

    steps = (0, "of 0 done", 0, 1, "0 of 0 steps done", "For 1 goal")
    assert gauges() == (
        "Ended Wed 30 September",
        [(0, "of 7 held", 0, 7, "0 of 7 sessions held", "None held yet"), steps],
    )
    agreement.complete(day(10, 1))
    assert gauges() == (
        "Ended Thu 1 October",
        [(0, "of 7 held", 0, 7, "0 of 7 sessions held", "None held"), steps],
    )
    found = stand(alice, day(10, 1))
    assert found.lede == "You worked together for six months, until 1 October."
    assert (found.together.next_label, found.together.next_url) == ("", "")


@pytest.mark.parametrize(
    ("done_on", "line"), [(day(5, 27), "0 since the last session"), (day(5, 28), "1 since the last session")]
)
def test_step_done_on_the_day_of_the_last_session_counts_since_then(alice, done_on, line):
    story = stories.june(alice)
    goal = story.agreement.goals.first()
    GoalStep.objects.owned_by(alice).exclude(done_on=None).update(done_on=day(5, 1))
    goal.steps.filter(done_on=day(5, 1)).first().record(done_on=done_on)

    assert stand(alice, JUNE).together.gauges[2].line == line


def test_together_with_all_sessions_behind_plans_one(alice, freeze):
    story = stories.june(alice)
    Meeting.objects.filter(starts_at__gt=at(6, 1)).delete()

    found = stand(alice, JUNE)

    assert found.lede == "Eleven weeks in. The next session isn’t planned yet."
    assert (found.together.next_label, found.together.next_url) == (
        "Plan a session",
        f"/meetings/new/?with={story.margaret.pk}&kind=session",
    )


def test_more_sessions_than_agreed_are_all_of_them(alice):
    story = stories.june(alice)
    for number in (2, 3, 9, 10):
        moment = at(6, number)
        MeetingFactory(
            owner=alice, contact=story.margaret, kind="session", starts_at=moment, held_on=moment.date(),
            recorded_on=moment.date(),
        )  # fmt: skip

    gauge = stand(alice, JUNE).together.gauges[1]

    assert (gauge.value, gauge.max, gauge.label) == (7, 7, "7 of 7 sessions held")


def test_together_with_two_mentors_names_both(alice):
    for name, on in (("Margaret Lindqvist", day(3, 1)), ("Daniel Osei", day(3, 5))):
        confirm(MentorAgreementFactory(owner=alice, mentor__name=name), on=on)

    found = stand(alice)

    assert found.title == "You’re working with Daniel and Margaret"
    assert found.together.agreement.mentor.name == "Daniel Osei"


def test_together_keeps_a_change_in_draft_in_view(alice):
    story = stories.june(alice)
    story.agreement.change()

    found = stand(alice, JUNE)

    assert found.variant == "together"
    assert [draft.agreement.number for draft in found.drafts] == [2]


@pytest.mark.parametrize("ending", ["complete", "end_early"])
def test_finished_agreement_stays_in_view(alice, ending):
    story = stories.june(alice)
    getattr(story.agreement, ending)(JUNE)

    found = stand(alice, day(7, 20))

    assert found.variant == "together"
    assert found.title == "You finished with Margaret"
    assert found.lede == "You worked together for two months, until 18 June. You held three sessions."
    gauge = found.together.gauges[0]
    assert (gauge.big, gauge.small, gauge.line) == (11, "weeks together", "Ended Thu 18 June")
    later = stand(alice, day(9, 10))
    assert "Stay in touch with Margaret" in [action.title for action in later.due]


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
