"""The search rests goal by goal: the whole first page with one mentor, with several, after an end, with a new goal."""

import pytest

from mentoring.models import HelpWanted, Meeting
from mentoring.pages import dashboard
from mentoring.pages.first_talk import before_first_talk
from mentoring.status import stuck
from mentoring.status.records import Records
from tests import factories as make
from tests.markup import forms_of
from tests.searches import TODAY, Search, now

MEETING, BALANCE, PEERS = "Run the weekly operations meeting", "Read the balance sheet", "Lead former peers"
MARGARET, DANIEL, RUTH = "Margaret Lindqvist", "Daniel Osei", "Ruth Abernethy"


@pytest.fixture
def search(alice, freeze) -> Search:
    freeze(now())
    return Search(alice)


def page_of(user) -> dict:
    """Everything that the first page says of the search and of those one works with."""
    found = dashboard.standing(user, TODAY, "/")
    return {
        "title": found.title,
        "rail": [f"{step.state}: {step.line}" for step in found.rail.steps[2:]],
        "next": [action.title for group in found.groups for action in (*group.actions, *group.more)],
        "nothing today": found.nothing_today,
        "trail": (found.trail_title, [stage.number for stage in found.trail]),
        "names": [contact.first_name for stage in found.trail for contact in stage.here],
        "with": [(block.title, block.gauges[1].line) for block in found.together],
        "goals": [
            (one.goal.title, one.mentors or ("Looking" if one.is_sought else "")) for one in found.goals
        ],
        "stuck": found.stuck and found.stuck.title,
        "paused": found.is_paused,
    }


def working_with_margaret(s: Search):
    """The meeting is worked on with Margaret, who was met through Grace."""
    meeting = s.goal(MEETING, ago=40, done=(5,))
    s.criteria("Has run operations", ago=40)
    s.ask("Grace Mbeki", MARGARET, goal=meeting, asked=60, pledged=60, made=55, written=54, thanked=54,
          answered=50, met=45, introducer_informed=44)  # fmt: skip
    margaret = s.agreement(MARGARET, 30, -150, confirmed=30, goals=[meeting])
    s.meet(MARGARET, 20, kind="session", thanked=20)
    s.meet(MARGARET, -10, kind="session", prepared_on=s.on(1), agenda_sent_on=s.on(1))
    return margaret


def and_with_daniel(s: Search):
    """And the balance sheet with Daniel, whose next session comes first."""
    balance = s.goal(BALANCE, ago=30, done=(5,))
    daniel = s.agreement(DANIEL, 20, -80, confirmed=20, goals=[balance])
    s.meet(DANIEL, -5, kind="session", prepared_on=s.on(1), agenda_sent_on=s.on(1))
    return daniel


def looking_for_peers(s: Search):
    """Somebody is looked for to lead former peers: Ruth was asked about, Yusuf is in mind."""
    peers = s.goal(PEERS, ago=10)
    make.MentorCriterionFactory(owner=s.owner, text="Has led former peers").goals.add(peers)
    s.ask("Sam Kowalski", RUTH, goal=peers, asked=3, pledged=3)
    s.prospect("Yusuf Demir")
    return peers


def test_a_mentor_for_the_only_goal_rests_the_search(search, alice):
    working_with_margaret(search)
    search.ask(
        "Elena Petrova", RUTH, goal=None, asked=20, pledged=20, made=15, written=14, thanked=14, answered=9
    )

    assert page_of(alice) == {
        "title": "You’re working with Margaret.",
        "rail": ["done: 4 contacts, search paused", "now: With Margaret until 9 Aug"],
        "next": ["Let Ruth know you’ve found a mentor"],
        "nothing today": "",
        "trail": ("", []),
        "names": [],
        "with": [("With Margaret, for one goal", "Next: Sun 22 March, 12:30")],
        "goals": [(MEETING, "Margaret")],
        "stuck": None,
        "paused": True,
    }


def test_two_mentors_and_a_third_goal_still_searched_for(search, alice):
    working_with_margaret(search)
    and_with_daniel(search)
    looking_for_peers(search)

    assert page_of(alice) == {
        "title": "You’re working with Daniel and Margaret, and looking for someone for one more goal.",
        "rail": ["now: 2 prospects for one goal", "now: With Margaret and Daniel"],
        "next": ["Nudge Sam about Ruth"],
        "nothing today": "Nothing to do today. You meet Daniel on Tuesday.",
        "trail": (f"Still looking: “{PEERS}”", [6, 2, 1, 0, 0, 0]),
        "names": ["Yusuf", "Ruth"],
        "with": [
            ("With Daniel, for one goal", "Next: Tue 17 March, 12:30"),
            ("With Margaret, for one goal", "Next: Sun 22 March, 12:30"),
        ],
        "goals": [(MEETING, "Margaret"), (BALANCE, "Daniel"), (PEERS, "Looking")],
        "stuck": None,
        "paused": False,
    }


def test_three_mentors_are_all_spoken_of(search, alice):
    working_with_margaret(search)
    and_with_daniel(search)
    search.agreement("Petra Holm", 10, -60, confirmed=10, goals=[search.goal(PEERS, ago=9)])

    page = page_of(alice)

    assert (page["title"], page["rail"]) == (
        "You’re working with Daniel, Margaret and one more.",
        ["done: 4 contacts, search paused", "now: With Margaret, Daniel and one more"],
    )
    assert [title for title, _line in page["with"]] == [
        "With Daniel, for one goal",
        "With Margaret, for one goal",
        "With Petra, for one goal",
    ]
    assert page["next"] == ["Plan your sessions with Petra"]


def test_an_end_takes_the_search_up_again(search, alice):
    margaret = working_with_margaret(search)
    and_with_daniel(search)

    margaret.end_early(TODAY)

    one_left = page_of(alice)
    assert one_left == {
        "title": "You’re working with Daniel, and looking for someone for one more goal.",
        "rail": ["now: No prospect yet for one goal", "now: With Daniel until 31 May"],
        "next": ["Mark someone else you admire", "Send Margaret your thank-you letter"],
        "nothing today": "",
        "trail": (f"Still looking: “{MEETING}”", [3, 0, 0, 0, 0, 0]),
        "names": [],
        "with": [("With Daniel, for one goal", "Next: Tue 17 March, 12:30")],
        "goals": [(MEETING, "Looking"), (BALANCE, "Daniel")],
        "stuck": None,
        "paused": False,
    }


def test_the_only_agreement_ended_early_and_both_goals_are_searched_for(search, alice):
    margaret = working_with_margaret(search)
    looking_for_peers(search)
    Meeting.objects.get(starts_at__gt=now()).cancel(TODAY)

    margaret.end_early(TODAY)

    assert page_of(alice) == {
        "title": "You and Margaret finished on 12 March.",
        "rail": ["now: 2 prospects for two goals", "now: You and Margaret finished"],
        "next": ["Send Margaret your thank-you letter", "Nudge Sam about Ruth"],
        "nothing today": "Nothing to do today. Next: send Margaret your thank-you letter, by tomorrow.",
        "trail": ("Still looking for two goals", [5, 2, 1, 0, 0, 0]),
        "names": ["Yusuf", "Ruth"],
        "with": [("With Margaret, for one goal", "Last: 20 February")],
        "goals": [(MEETING, "Looking"), (PEERS, "Looking")],
        "stuck": None,
        "paused": False,
    }
    search.ask("Elena Petrova", goal=None, asked=-1, pledged=-1)
    assert page_of(alice)["title"] == "You’ve asked two people for an introduction."


def test_a_goal_that_stayed_open_at_the_end_is_searched_for_again(client_alice, search, alice):
    """Also when both kept to the agreement; its page says so, and parks the goal for whoever wants to wait."""
    margaret = working_with_margaret(search)
    here = f"/agreements/{margaret.pk}/"

    margaret.complete(TODAY)

    unreached, page = page_of(alice), client_alice.get(here)
    assert unreached["title"] == "You and Margaret finished on 12 March."
    assert unreached["rail"] == ["now: No prospect yet for one goal", "now: You and Margaret finished"]
    assert unreached["trail"] == (f"Still looking: “{MEETING}”", [2, 0, 0, 0, 0, 0])
    assert (unreached["goals"], unreached["paused"], unreached["stuck"]) == (
        [(MEETING, "Looking")],
        False,
        None,
    )
    assert [goal.title for goal in page.context["still_open"]] == [MEETING]
    [park] = [form for form in forms_of(page) if form.action.endswith("/parked/")]
    answer = client_alice.post(park.action, park.data(), follow=True)
    assert (answer.redirect_chain[-1][0], page_of(alice)["paused"]) == (here, True)
    assert "Still open" not in answer.content.decode()


def test_a_new_goal_after_the_end_takes_the_search_up_again(search, alice):
    margaret = working_with_margaret(search)
    margaret.complete(TODAY)
    margaret.goals.get().achieve(TODAY)

    kept_to_the_end = page_of(alice)
    search.goal(PEERS, ago=0)

    new_goal = page_of(alice)
    assert (kept_to_the_end["paused"], new_goal["paused"]) == (True, False)
    assert kept_to_the_end["rail"] == ["done: 1 prospect, 1 introduction", "done: You and Margaret finished"]
    assert (kept_to_the_end["next"], kept_to_the_end["trail"]) == (
        ["Send Margaret your thank-you letter"],
        ("", []),
    )
    assert new_goal["title"] == kept_to_the_end["title"] == "You and Margaret finished on 12 March."
    assert new_goal["rail"] == ["now: No prospect yet for one goal", "now: You and Margaret finished"]
    assert new_goal["next"] == [
        "Mark someone else you admire",
        "Send Margaret your thank-you letter",
        "Choose what a mentor should bring",
    ]
    assert new_goal["trail"] == (f"Still looking: “{PEERS}”", [2, 0, 0, 0, 0, 0])
    assert new_goal["goals"] == [(MEETING, ""), (PEERS, "Looking")]


@pytest.mark.parametrize(
    ("kinds", "title", "rail"),
    [
        (["doors"], "looking for a sponsor.", "Looking for a sponsor"),
        (["hold", "doors"], "looking for a sponsor and someone to hold you to it.", "Looking for a sponsor, and more"),
        (["teach", "doors", "listen", "hold"], "looking for three kinds of help.", "Looking for a sponsor, and more"),
    ],
)  # fmt: skip
def test_help_that_nobody_gives_is_looked_for(search, alice, kinds, title, rail):
    agreement = working_with_margaret(search)
    make.HelpGivenFactory(link=agreement.agreement_goals.get(), kind="teach")
    for kind in kinds:
        make.HelpWantedFactory(goal=agreement.goals.get(), kind=kind)

    page = page_of(alice)

    assert page["title"] == f"You’re working with Margaret, and {title}"
    assert (page["rail"][0], page["trail"][0]) == (f"now: {rail}", f"Still looking: “{MEETING}”")
    assert page["goals"] == [(MEETING, "Margaret")]
    HelpWanted.objects.exclude(kind="teach").delete()
    assert page_of(alice)["paused"]


def test_a_goal_that_is_parked_or_reached_is_not_searched_for(search, alice):
    working_with_margaret(search)
    peers = looking_for_peers(search)
    make.HelpWantedFactory(goal=peers, kind="doors")

    for rest in (peers.park, peers.achieve):
        rest(TODAY)
        assert page_of(alice)["title"] == "You’re working with Margaret."


def test_nobody_is_turned_down_while_a_goal_is_looked_for(search, alice):
    agreement = working_with_margaret(search)
    peers = search.goal(PEERS, ago=10)
    written = {"asked": 30, "pledged": 30, "made": 20, "written": 19, "thanked": 19, "write_by": 10}
    for name, goal, facts in [
        ("Hugo Lang", agreement.goals.get(), {"answered": 18}),
        ("Ines Roth", peers, {"answered": 18}),
        ("Joan Bell", agreement.goals.get(), {}),
        ("Kofi Mensah", peers, {}),
    ]:
        search.ask("Sam Kowalski", name, goal=goal, **written | facts)

    def whys():
        return {one.title: one.why for one in dashboard.standing(alice, TODAY, "/").groups[0].actions}

    searching, rail = whys(), page_of(alice)["rail"][0]
    peers.park(TODAY)
    resting = whys()

    found = "You’ve found a mentor in the meantime. Say so kindly, or close it."
    follow_up = ["Follow up with Joan", "Follow up with Kofi"]
    assert {"Plan a first meeting with Hugo", "Plan a first meeting with Ines", *follow_up} <= {*searching}
    assert found not in searching.values()
    assert not any("found a mentor" in title for title in searching)
    assert rail == "now: 4 prospects for one goal"
    assert {"Let Hugo know you’ve found a mentor", "Let Ines know you’ve found a mentor"} <= {*resting}
    assert [resting[title] for title in follow_up] == [found, found]


@pytest.mark.parametrize(
    ("facts", "asked_for", "thanks"),
    [
        (
            {"made": 62, "write_by": 50},
            "Use Ben’s introduction: write to Daniel",
            "Thank Ben for introducing Daniel",
        ),
        ({"made": 30, "written": 29, "thanked": 29}, "Follow up with Daniel", ""),
        ({"made": 30, "written": 29, "thanked": 29, "answered": 28}, "Plan a first meeting with Daniel", ""),
        ({}, "Nudge Ben about Daniel", ""),
    ],
)
def test_an_introduction_to_whoever_one_works_with_asks_for_thanks_alone(
    search, alice, client_alice, facts, asked_for, thanks
):
    working_with_margaret(search)
    balance = search.goal(BALANCE, ago=40, done=(5,))
    looking_for_peers(search)
    one = search.ask("Ben Adler", DANIEL, goal=balance, asked=66, pledged=66, **facts)

    def asks():
        first, page = page_of(alice), client_alice.get(f"/introductions/{one.pk}/")
        titles = {title for title in first["next"] if "Daniel" in title}
        return titles, first["stuck"], [label for label, _url in page.context["letters"]]

    def listed():
        sections = client_alice.get("/introductions/").context["sections"]
        rows = ((section.key, turn) for section in sections for turn in section.turns)
        [(key, turn)] = [(key, turn) for key, turn in rows if turn.introduction == one]
        return key, turn.line.fact, turn.action and turn.action.title, turn.line.buttons

    assert asked_for in asks()[0]
    assert listed()[0] == "mine"
    daniel = search.agreement(DANIEL, 20, -80, confirmed=20, goals=[balance])
    search.meet(DANIEL, -5, kind="session", prepared_on=search.on(1), agenda_sent_on=search.on(1))

    assert asks() == ({thanks} - {""}, None, ["Thanks to the introducer"] if thanks else [])
    whose = "mine" if thanks else "theirs"
    assert listed() == (whose, "You’re working with Daniel.", thanks or None, [])
    assert not client_alice.get(f"/introductions/{one.pk}/").context["introduction"].replies

    # What was begun before the two worked together has led to that, whatever comes afterwards.
    daniel.end_early(TODAY)
    found, _other, letters = asks()
    assert {title for title in found if "letter" not in title} == {thanks} - {""}
    assert letters == (["Thanks to the introducer"] if thanks else [])
    *told, [close] = listed()
    assert told == [whose, "You worked with Daniel until 12 March.", thanks or None]
    assert close.url == f"/introductions/{one.pk}/closed/"
    # Asked for once more, it goes on as ever.
    one.close(TODAY, "withdrawn")
    one = search.ask("Ben Adler", DANIEL, goal=balance, asked=-1, pledged=-1)
    assert [label for label, _url in client_alice.get(f"/introductions/{one.pk}/").context["letters"]]


def test_whoever_was_met_hears_of_the_mentor_once_that_is_written_down(search, alice):
    agreement = working_with_margaret(search)
    search.ask("Sam Kowalski", "Hugo Lang", goal=agreement.goals.get(), asked=30, pledged=30, made=20, written=19,
               thanked=19, answered=18)  # fmt: skip
    meeting = search.meet("Hugo Lang", 1)

    titles = page_of(alice)["next"]

    assert "Write down how it went with Hugo" in titles
    assert "Let Hugo know you’ve found a mentor" not in titles
    meeting.cancel(TODAY)
    assert "Let Hugo know you’ve found a mentor" in page_of(alice)["next"]


def test_a_first_talk_puts_a_goal_on_the_table_that_is_looked_for(search, alice):
    agreement = working_with_margaret(search)
    and_with_daniel(search)
    covered = agreement.goals.get()
    introduction = search.ask("Sam Kowalski", "Hugo Lang", goal=covered, asked=30, pledged=30)
    talk = search.meet("Hugo Lang", -3, introduction=introduction)
    assert before_first_talk(talk, "")["goal"] == covered

    peers = looking_for_peers(search)

    assert before_first_talk(talk, "")["goal"] == peers
    assert before_first_talk(talk, str(covered.pk))["goal"] == covered


def test_stuck_rules_speak_of_the_search_and_of_every_mentor(search, alice):
    search.goal(MEETING, ago=100, done=(5,))
    for name in (MARGARET, DANIEL):
        search.agreement(name, 91, -91, confirmed=92)
        search.meet(name, 50, kind="session", thanked=50)
    peers = search.goal(PEERS, ago=60, done=(5,))
    for number in range(5):
        search.ask(f"Grace {number}", goal=peers, asked=30, pledged=30)
    search.ask("Elena Petrova", asked=30, pledged=30)

    found = [one.title for one in stuck.found(Records(alice, TODAY))]
    peers.park(TODAY)

    together = ["A while without a session with Margaret", "A while without a session with Daniel"]
    assert sorted(found) == sorted(
        [
            "Six asks and no introduction",
            *together,
            "One goal has no criteria",
            "Your search hasn’t moved for 30 days",
        ]
    )
    assert sorted(one.title for one in stuck.found(Records(alice, TODAY))) == sorted(together)


def test_nobody_else_counts(search, alice, bob):
    working_with_margaret(Search(bob))
    make.HelpWantedFactory(goal=Search(bob).goal(PEERS), kind="doors")
    working_with_margaret(search)

    assert page_of(alice)["title"] == "You’re working with Margaret."
