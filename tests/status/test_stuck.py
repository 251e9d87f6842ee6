"""Where a search is stuck: what each rule says, when it speaks, and how it is put aside."""

import datetime as dt

import pytest
from django.urls import reverse

from mentoring.models import Contact, Introduction, MentorCriterion, Postponement
from mentoring.models.introduction_facts import ANSWERED
from mentoring.pages import dashboard
from mentoring.status import next_actions, stuck
from mentoring.status.records import Records
from mentoring.status.stuck import network
from mentoring.status.stuck.finding import finding_key
from tests import factories as make
from tests.searches import TODAY, Search, now

PUT_ASIDE = "/stuck/put-aside/"
FIVE = ("Sam", "Ben", "Priya", "Grace", "Elena")


@pytest.fixture
def search(alice, freeze):
    """Alice's search on 12 March, with a goal and a must-have that nobody was found for yet."""
    freeze(now())
    return Search(alice)


def found(user):
    """Everything the rules find, by the name of the rule."""
    return {one.key.split(":")[0]: one for one in stuck.found(Records(user, TODAY))}


def said(one):
    """What is read of a finding."""
    return one.title, f"{one.facts} {one.change}".strip(), one.advice


def fail(search, signs, names=("Ruth", "Daniel", "Yusuf")):
    """A goal, three must-haves, and prospects with these answers."""
    search.goal()
    search.criteria("Has run operations", "Reads a balance sheet", "Lives within 30 km")
    for name, answers in zip(names, signs, strict=True):
        search.prospect(name, answers)


def test_must_have_that_three_fail_says_whom_it_would_let_in(search, alice):
    fail(search, ("++-", "+--", "?+-"))

    one = found(alice)["stuck.must"]

    assert said(one) == (
        "A must-have rules out three prospects",
        "Of three prospects, Daniel, Ruth and Yusuf don’t meet “Lives within 30 km”. "
        "As a nice-to-have it would let in Ruth and Yusuf.",
        "Try it as a nice-to-have",
    )
    km = MentorCriterion.objects.get(text="Lives within 30 km")
    assert one.url == f"/trade-offs/?without={km.pk}"


def test_must_have_that_two_fail_or_nobody_knows_is_no_pattern(search, alice):
    fail(search, ("++-", "++-", "++?"))

    assert "stuck.must" not in found(alice)


def test_must_have_that_lets_nobody_in_says_so(search, alice):
    fail(search, ("--+", "--+", "--+"))

    one = found(alice)["stuck.must"]

    assert one.facts.endswith("don’t meet “Has run operations”.")
    assert one.change == (
        "Each of them misses another must-have, too, so changing this one alone wouldn’t let anyone in."
    )


def test_must_have_that_most_fail_is_named(search, alice):
    fail(search, ("-+-", "-+-", "-+-", "++-"), names=("Ruth", "Daniel", "Yusuf", "Hannah"))

    one = found(alice)["stuck.must"]

    assert one.title == "A must-have rules out four prospects"
    assert one.facts == (
        "Of four prospects, Daniel, Hannah, Ruth and one more don’t meet “Lives within 30 km”."
    )
    assert one.change == "As a nice-to-have it would let in Hannah."


def test_nice_to_have_rules_nobody_out(search, alice):
    fail(search, ("++-", "++-", "++-"))
    MentorCriterion.objects.get(text="Lives within 30 km").make_nice()

    assert "stuck.must" not in found(alice)


def test_trying_without_it_says_the_same(search, alice, client_alice):
    fail(search, ("++-", "+--", "+--"))

    page = client_alice.get(found(alice)["stuck.must"].url).content.decode()

    assert "let in Ruth." in found(alice)["stuck.must"].change
    assert "Ruth would then meet every must-have." in page


@pytest.mark.parametrize(("asks", "is_stuck"), [(4, False), (5, True)])
def test_asks_in_vain_are_counted_from_five(search, alice, asks, is_stuck):
    for name in FIVE[:asks]:
        first = search.ask(name, asked=9, pledged=9)
    # Neither what came of one of them nor a message of one's own is an ask.
    ruth, daniel = search.prospect("Ruth"), search.prospect("Daniel")
    make.IntroductionFactory(
        owner=alice, introducer=first.introducer, prospect=ruth, asked_on=search.on(9), came_from=first
    )
    make.DirectFactory(owner=alice, prospect=daniel, written_on=search.on(9))

    one = found(alice).get("stuck.asks")

    assert bool(one) == is_stuck
    assert not one or one.facts == "All of them on 3 March. Five are still waiting for an answer."


def test_further_introduction_is_no_ask_of_its_own(search, alice):
    for name in FIVE[:3]:
        search.ask(name, asked=9, pledged=9)
    first = search.ask("Elena", "Ruth", asked=200, pledged=200, made=190, written=190, thanked=190)
    for name in ("Daniel", "Yusuf"):
        further = make.IntroductionFactory(
            owner=alice, introducer=first.introducer, prospect=search.prospect(name), asked_on=search.on(5),
            made_on=search.on(5), came_from=first,
        )  # fmt: skip
        assert further.came_from_id

    assert "stuck.asks" not in found(alice)
    # An ask in the future of the last introduction alone counts, whatever is older than twelve weeks.
    assert [row.made_on for row in Records(alice, TODAY).asks if row.made_on] == [search.on(5)] * 2


def test_asks_say_how_many_still_wait(search, alice):
    for number, name in enumerate(FIVE):
        search.ask(name, asked=100 - number, pledged=100 - number, **({"closed": 50} if number else {}),
                   because="no_answer" if number else "")  # fmt: skip

    assert (
        found(alice)["stuck.asks"].facts
        == "From 2 December 2025 to 6 December 2025. One is still waiting for an answer."
    )


def test_asks_count_from_the_day_of_the_last_introduction_on(search, alice):
    search.ask("Hannah", "Ruth", asked=30, pledged=30, made=20, written=19, thanked=19)
    search.ask("Kofi", "Daniel", asked=20, pledged=20, made=20, written=19, thanked=19)
    search.ask("Grace", asked=21, pledged=21)
    for name in ("Sam", "Ben", "Priya", "Elena"):
        search.ask(name, asked=10, pledged=10)
    assert "stuck.asks" not in found(alice)

    search.ask("Amara", asked=20, pledged=20)

    one = found(alice)["stuck.asks"]
    assert one.title == "Five asks since the last introduction"
    assert one.facts == "From 20 February to 2 March. Five are still waiting for an answer."


def test_unused_introduction_leads_to_its_letter(search, alice):
    old = search.ask("Sam", "Ruth", write_by=20, asked=40, pledged=40, made=30, thanked=30)
    search.ask("Ben", "Daniel", write_by=3, asked=20, pledged=20, made=9, thanked=9)
    search.ask("Priya", "Yusuf", write_by=0, asked=20, pledged=20, made=9, thanked=9)

    one = found(alice)["stuck.unused"]

    assert said(one) == (
        "Two introductions haven’t been used",
        "Sam introduced you to Ruth 30 days ago, and you haven’t written yet. The same goes for Daniel.",
        "Send Ruth three lines now",
    )
    assert one.url == reverse("letters.write", args=[old.pk, "first"])


def test_one_unused_introduction_of_yesterday(search, alice):
    search.ask("Sam", "Ruth", write_by=1, asked=9, pledged=9, made=1, thanked=1)

    one = found(alice)["stuck.unused"]

    assert one.title == "One introduction hasn’t been used"
    assert one.facts == "Sam introduced you to Ruth 1 day ago, and you haven’t written yet."


def test_oldest_unused_introduction_comes_first(search, alice):
    search.ask("Sam", "Ruth", write_by=20, asked=40, pledged=40, made=30, thanked=30)
    search.ask("Ben", "Daniel", write_by=3, asked=20, pledged=20, made=9, thanked=9)

    assert found(alice)["stuck.unused"].advice == "Send Ruth three lines now"


@pytest.mark.parametrize(
    ("channel", "facts"),
    [
        ("email", "You meant to write to Ruth 3 days ago, and you haven’t yet."),
        ("in_person", "You meant to ask Ruth 3 days ago, and you haven’t yet."),
    ],
)
def test_a_message_that_was_meant_and_not_written_is_no_introduction(search, alice, channel, facts):
    direct = make.DirectFactory(
        owner=alice, prospect=search.prospect("Ruth"), channel=channel, pledged_on=search.on(20), write_by=search.on(3)
    )  # fmt: skip

    one = found(alice)["stuck.unused"]
    assert (one.title, one.facts) == ("One message hasn’t been written", facts)
    assert one.url == reverse("introductions.edit", args=[direct.pk])

    # Beside an introduction nobody used it is one of them; whatever is open the longest is named.
    search.ask("Sam", "Daniel", write_by=1, asked=9, pledged=9, made=9, thanked=9)
    one = found(alice)["stuck.unused"]
    assert (one.title, one.facts) == (
        "Two introductions haven’t been used",
        f"{facts} The same goes for Daniel.",
    )
    direct.record(pledged_on=search.on(5))
    assert found(alice)["stuck.unused"].facts == (
        "Sam introduced you to Daniel 9 days ago, and you haven’t written yet. The same goes for Ruth."
    )


@pytest.mark.parametrize(("days", "is_stuck"), [(13, False), (14, True)])
def test_meeting_is_missed_after_two_weeks(search, alice, days, is_stuck):
    search.ask("Sam", "Ruth", asked=20, pledged=20, made=days, written=days, thanked=days)

    assert ("stuck.meeting" in found(alice)) == is_stuck


def test_meeting_asks_whoever_answered_first(search, alice):
    search.ask("Ben", "Daniel", asked=40, pledged=40, made=20, written=19, thanked=20, answered=15)
    search.ask("Sam", "Ruth", asked=31, pledged=31, made=30, written=29, thanked=30)
    gone = search.ask("Ben", "Yusuf", asked=40, pledged=40, made=20, written=19, thanked=20, answered=15)
    gone.prospect.record(closed_on=search.on(2), closed_because="not_a_fit")

    assert said(found(alice)["stuck.meeting"]) == (
        "Two introductions, and no meeting booked",
        "Ben introduced you to Daniel on 20 February, 20 days ago. The same goes for Ruth.",
        "Offer Daniel two days to choose from",
    )


def test_one_introduction_without_a_meeting(search, alice):
    ask = search.ask("Sam", "Ruth", asked=40, pledged=40, made=30, written=29, thanked=30)

    one = found(alice)["stuck.meeting"]

    assert said(one) == (
        "Introduced to Ruth, and no meeting booked",
        "Sam introduced you to Ruth on 10 February, 30 days ago.",
        "Suggest a short call to Ruth",
    )
    assert one.url == reverse("introductions.detail", args=[ask.pk])


@pytest.mark.parametrize(
    ("channel", "verb"),
    [("email", "wrote to"), ("in_person", "asked")],
)
def test_whoever_was_written_to_is_not_called_introduced(search, alice, channel, verb):
    def write(name, ago):
        person = search.prospect(name)
        make.DirectFactory(owner=alice, prospect=person, channel=channel, written_on=search.on(ago))

    write("Ruth", 30)
    one = found(alice)["stuck.meeting"]
    assert (one.title, one.facts) == (
        f"You {verb} Ruth, and no meeting is booked",
        f"You {verb} Ruth on 10 February, 30 days ago.",
    )
    write("Daniel", 20)
    assert found(alice)["stuck.meeting"].title == "Two people written to, and no meeting booked"
    search.ask("Sam", "Yusuf", asked=40, pledged=40, made=30, written=29, thanked=30)
    assert found(alice)["stuck.meeting"].title == "Three introductions, and no meeting booked"


def test_whoever_said_not_now_is_no_meeting_missed_and_no_way_on(search, alice):
    search.goal(ago=90)
    ruth = search.ask("Sam", "Ruth", asked=50, pledged=50, made=40, written=40, thanked=40).prospect
    ruth.record(prospect_on=search.on(60), not_now_on=search.on(30))

    one = found(alice)

    assert "stuck.meeting" not in one
    assert one["stuck.state"].facts == (
        "The last step forward was on 31 January. Everyone you have in mind said not now."
    )


def test_introduction_made_first_asks_for_its_meeting_first(search, alice):
    search.ask("Sam", "Ruth", asked=40, pledged=40, made=30, written=29, thanked=30)
    search.ask("Ben", "Daniel", asked=21, pledged=21, made=20, written=19, thanked=20)

    assert found(alice)["stuck.meeting"].advice == "Suggest a short call to Ruth"


@pytest.mark.parametrize("is_gone", ["archived", "no prospect", "met"])
def test_no_meeting_is_missed_with_whoever_is_gone_or_met(search, alice, is_gone):
    ruth = search.ask("Sam", "Ruth", asked=40, pledged=40, made=30, written=29, thanked=30).prospect
    assert "stuck.meeting" in found(alice)

    if is_gone == "archived":
        ruth.record(archived_on=TODAY)
    elif is_gone == "no prospect":
        ruth.record(closed_on=TODAY, closed_because="not_a_fit")
    else:
        search.meet("Ruth", -3)

    assert "stuck.meeting" not in found(alice)


def test_standing_still_counts_from_the_last_step_forward(search, alice):
    search.goal(ago=90)
    search.prospect("Ruth", ago=60)
    ask = search.ask("Sam", "Ruth", asked=50, pledged=50, made=45, written=44, thanked=44)

    before = found(alice)["stuck.state"]
    ask.mark(ANSWERED, search.on(22))
    after = found(alice)["stuck.state"]
    ask.correct(answered_on=search.on(21))

    assert said(before)[:2] == (
        "Nothing has moved for 44 days",
        "The last step forward was on 27 January. Furthest so far: “Introduced”, with Ruth.",
    )
    assert before.advice == "Suggest two days to Ruth"
    assert after.title == "Nothing has moved for 22 days"
    assert "stuck.state" not in found(alice)


def test_a_search_stands_still_after_a_message_to_somebody_known(search, alice):
    search.goal(ago=90)
    _anna, kofi = search.prospect("Anna", ago=60), search.prospect("Kofi", ago=60)
    direct = make.DirectFactory(owner=alice, prospect=kofi, written_on=search.on(44))

    waiting = found(alice)["stuck.state"]
    direct.record(met_on=search.on(30))
    over = found(alice)["stuck.state"]

    assert said(waiting)[:2] == (
        "Nothing has moved for 44 days",
        "The last step forward was on 27 January. Furthest so far: “Written to”, with Kofi.",
    )
    assert waiting.advice == "Suggest two days to Kofi"
    assert over.title == "Nothing has moved for 30 days"
    assert "“Met”, with Kofi" in over.facts


def test_an_introduction_is_further_than_a_message_of_ones_own(search, alice):
    search.goal(ago=90)
    search.ask("Sam", "Ruth", asked=50, pledged=50, made=45, written=44, thanked=44)
    make.DirectFactory(owner=alice, prospect=search.prospect("Kofi"), written_on=search.on(50))
    Contact.objects.filter(prospect_on__isnull=False).update(prospect_on=search.on(60))

    one = found(alice)["stuck.state"]

    assert one.facts.endswith("Furthest so far: “Introduced”, with Ruth.")
    assert one.advice == "Suggest two days to Ruth"


def test_whoever_was_asked_for_long_ago_is_asked_about_again(search, alice):
    search.goal(ago=90)
    ruth = search.prospect("Ruth", ago=60)
    search.ask("Sam", "Ruth", asked=50, pledged=50)

    stuck = found(alice)["stuck.state"]

    assert stuck.title == "Nothing has moved for 50 days"
    assert (stuck.advice, stuck.url) == ("Ask another person about Ruth", f"/introductions/new/?to={ruth.pk}")


@pytest.mark.parametrize(
    ("write", "advice", "url"),
    [
        (lambda search: None, "Write down one must-have", "/criteria/new/"),
        (
            lambda search: search.criteria("Has run operations", ago=30),
            "Add one person who might know someone",
            "/contacts/new/",
        ),
        (
            lambda search: (search.criteria("Has run operations", ago=30), search.person("Sam", ago=30)),
            "Choose one person as a prospect",
            "/contacts/",
        ),
        (
            lambda search: search.prospect("Ruth", ago=30),
            "Find out who knows Ruth",
            "/introductions/new/?to={ruth}",
        ),
        (
            lambda search: search.meet("Ruth", 30, outcome="undecided", thanked=30),
            "Say what comes next with Ruth",
            "/contacts/{ruth}/",
        ),
    ],
)
def test_search_that_stands_still_names_the_way_on(search, alice, write, advice, url):
    search.goal(ago=90)
    write(search)
    Contact.objects.filter(prospect_on__isnull=False).update(prospect_on=search.on(30))

    one = found(alice)["stuck.state"]

    ruth = Contact.objects.filter(name="Ruth").first()
    assert (one.advice, one.url) == (advice, url.format(ruth=ruth and ruth.pk))
    assert ("Nobody is a prospect yet." in one.facts) == (ruth is None)


@pytest.mark.parametrize(
    ("reach", "advice", "url"),
    [
        ("prospect", "Find out who knows Ruth", "/introductions/new/?to={ruth}"),
        ("known", "Write to Ruth", "/introductions/to/{ruth}/"),
        ("asked", "Ask another person about Ruth", "/introductions/new/?to={ruth}"),
        ("introduced", "Suggest two days to Ruth", "/meetings/new/?with={ruth}&kind=first"),
        ("met", "Say what comes next with Ruth", "/contacts/{ruth}/"),
    ],
)
def test_of_several_as_far_as_each_other_the_way_on_names_the_first(search, alice, reach, advice, url):
    search.goal(ago=90)
    for name in ("Ruth", "Zoe"):
        is_known = name == "Ruth" and reach != "prospect"
        person = search.prospect(name, ago=60, how_known="we shared an office" if is_known else "")
        if reach == "asked":
            search.ask("Sam", name, asked=40, pledged=40)
        elif reach == "introduced":
            search.ask("Sam", name, asked=40, pledged=40, made=40, written=40, thanked=40)
        elif reach == "met":
            search.meet(name, 40, outcome="undecided", thanked=40)
        person.refresh_from_db()

    one = found(alice)["stuck.state"]

    assert (one.advice, one.url) == (advice, url.format(ruth=Contact.objects.get(name="Ruth").pk))


def test_agreement_left_unfinished_is_the_way_on(search, alice):
    search.goal(ago=90)
    search.prospect("Margaret", ago=90)
    draft = search.agreement("Margaret", 30, -90, ago=30)

    one = found(alice)["stuck.state"]

    assert (one.title, one.advice) == (
        "Nothing has moved for 30 days",
        "Finish the agreement with Margaret",
    )
    assert one.url == reverse("agreements.detail", args=[draft.pk])


STEPS_FORWARD = {
    "a goal": lambda search: search.goal(ago=30),
    "a criterion": lambda search: search.criteria("Has run operations", ago=30),
    "somebody added": lambda search: search.person("Sam", ago=30),
    "a prospect": lambda search: search.prospect("Sam", ago=30),
    "an ask": lambda search: (search.person("Sam", ago=40), search.ask("Sam", asked=30, pledged=30)),
    "an introduction": lambda search: search.ask("Sam", "Ruth", asked=40, pledged=40, made=30),
    "a first letter": lambda search: search.ask("Sam", "Ruth", asked=40, pledged=40, made=40, written=30),
    "a meeting": lambda search: search.meet("Ruth", 30, outcome="undecided"),
    "an agreement begun": lambda search: search.agreement("Ruth", 20, -90, ago=30),
    "an agreement shared": lambda search: search.agreement("Ruth", 20, -90, ago=40, shared=30),
    "an agreement completed": lambda search: search.agreement(
        "Ruth", 80, 30, ago=80, confirmed=80, completed=30
    ),
}


@pytest.mark.parametrize("step", STEPS_FORWARD)
def test_every_step_forward_counts(search, alice, step):
    search.goal(ago=90)
    STEPS_FORWARD[step](search)
    Contact.objects.filter(name="Ruth").update(prospect_on=search.on(80))

    assert network.last_move(Records(alice, TODAY)) == search.on(30)


def test_somebody_put_away_is_no_step_forward(search, alice):
    search.goal(ago=90)
    search.person("Sam", ago=30, archived_on=TODAY)

    assert network.last_move(Records(alice, TODAY)) == search.on(90)


def test_nothing_at_all_has_not_stood_still(search, alice):
    assert network.last_move(Records(alice, TODAY)) is None
    assert found(alice) == {}


def test_agreement_that_ended_early_is_a_step_too(search, alice):
    search.goal(ago=90)
    search.prospect("Margaret", ago=90)
    search.agreement("Margaret", 80, -40, confirmed=80, ended=30)

    one = found(alice)["stuck.state"]

    assert one.title == "Nothing has moved for 30 days"
    assert one.facts.startswith("The last step forward was on 10 February.")


def test_meeting_ahead_is_no_standstill(search, alice):
    search.goal(ago=90)
    search.prospect("Ruth", ago=60)
    search.meet("Ruth", 25)  # and not written down
    meeting = search.meet("Ruth", -1)

    ahead = found(alice)
    meeting.cancel(TODAY)

    assert "stuck.state" not in ahead
    assert found(alice)["stuck.state"].title == "Nothing has moved for 60 days"


def test_goal_says_which_criteria_pass_it_by(search, alice):
    search.goal("Read the balance sheet")
    search.criteria("Has run operations")
    search.goal("Lead former peers.")
    parked = search.goal("Learn to sail")
    parked.park(TODAY)

    assert said(found(alice)["stuck.goal"]) == (
        "One goal has no criteria",
        "Your one criterion doesn’t serve “Lead former peers”.",
        "Write a criterion for it",
    )


def test_several_goals_ask_nothing(search, alice):
    first = search.goal("Read the balance sheet")
    search.goal("Lead former peers")
    search.criteria("Has run operations", "Lives within 30 km", serve=False)

    one = found(alice)["stuck.goal"]

    assert said(one) == (
        "Two goals have no criteria",
        "None of your two criteria serves “Read the balance sheet” and “Lead former peers”.",
        "Write a criterion for the first",
    )
    assert one.url == f"/criteria/new/?goal={first.pk}"


@pytest.mark.parametrize(("days", "is_stuck"), [(6, False), (7, True)])
def test_first_goal_has_a_week_before_it_is_called_forgotten(search, alice, days, is_stuck):
    search.goal(ago=days)

    assert ("stuck.goal" in found(alice)) == is_stuck


@pytest.mark.parametrize(("days", "is_stuck"), [(6, False), (7, True)])
def test_first_prospect_has_a_week_before_the_criterion_is_called_forgotten(search, alice, days, is_stuck):
    search.goal()
    search.criteria("Has run operations")
    search.prospect("Ruth", ago=days)
    search.prospect("Daniel", ago=1)

    assert ("stuck.criterion" in found(alice)) == is_stuck


@pytest.mark.parametrize(("signs", "is_stuck"), [(("+?", "-?", "??"), False), (("+?", "-?", "+?"), True)])
def test_three_answers_are_enough_to_ask_for_the_rest(search, alice, signs, is_stuck):
    search.goal()
    search.criteria("Has run operations", "Lives within 30 km")
    for name, answers in zip(("Ruth", "Daniel", "Yusuf"), signs, strict=True):
        search.prospect(name, answers)

    assert ("stuck.criterion" in found(alice)) == is_stuck


def test_several_criteria_nobody_is_assessed_on(search, alice):
    search.goal()
    search.criteria("Has run operations", "Lives within 30 km")
    ruth = search.prospect("Ruth", ago=20)

    one = found(alice)["stuck.criterion"]

    assert said(one) == (
        "Two criteria haven’t been checked with anyone",
        "You don’t know yet how your one prospect does on “Has run operations” and “Lives within 30 km”.",
        "Find out about Ruth first",
    )
    assert one.url == reverse("assessments.edit", args=[ruth.pk])


def test_criterion_nobody_is_assessed_on_begins_with_the_best_fit(search, alice):
    fail(search, ("+-?", "++?", "-+?"))

    one = found(alice)["stuck.criterion"]

    assert said(one) == (
        "One criterion hasn’t been checked with anyone",
        "You don’t know yet how any of your three prospects does on “Lives within 30 km”.",
        "Find out about Daniel first",
    )


def test_criterion_that_only_a_meeting_tells_waits_for_the_first_one(search, alice):
    search.goal()
    search.criteria("Is direct, and kind about it", find_out="meeting")
    search.prospect("Ruth", ago=20)
    before = found(alice)

    search.meet("Ruth", 5, outcome="undecided")

    assert "stuck.criterion" not in before
    assert found(alice)["stuck.criterion"].facts == (
        "You don’t know yet how your one prospect does on “Is direct, and kind about it”."
    )


def test_session_is_missed_a_week_after_the_last(search, alice):
    search.goal()
    search.agreement("Margaret", 50, -130, confirmed=50)
    search.meet("Margaret", 30, kind="session", thanked=30)
    held = search.meet("Margaret", 7, kind="session", thanked=7)

    assert said(found(alice)["stuck.session"]) == (
        "No next session with Margaret",
        "The last one was on 5 March. 18 weeks are left.",
        "Agree on a day with Margaret",
    )
    held.record(
        starts_at=search.at(6), **dict.fromkeys(("held_on", "recorded_on", "thanked_on"), search.on(6))
    )
    assert "stuck.session" not in found(alice)


@pytest.mark.parametrize(("days", "is_stuck"), [(9, False), (25, True)])
def test_no_session_is_missed_where_the_last_one_was_held(search, alice, days, is_stuck):
    search.goal()
    search.agreement("Margaret", 90, -10, confirmed=90)
    search.meet("Margaret", days, kind="session", thanked=days)

    assert ("stuck.session" in found(alice)) == is_stuck


@pytest.mark.parametrize(("days", "is_stuck"), [(6, False), (7, True)])
def test_first_session_is_missed_a_week_after_the_yes(search, alice, days, is_stuck):
    search.goal()
    search.agreement("Margaret", 30, -130, confirmed=days)

    assert ("stuck.session" in found(alice)) == is_stuck


def test_first_session_is_missed_a_week_after_the_start(search, alice):
    search.goal()
    search.agreement("Margaret", 7, -6, confirmed=30)

    assert found(alice)["stuck.session"].facts == "None has been planned since 5 March. 1 week is left."


@pytest.mark.parametrize(("left", "is_stuck"), [(1, True), (0, False), (-1, False)])
def test_no_session_is_missed_from_the_last_day_on(search, alice, left, is_stuck):
    search.goal()
    search.agreement("Margaret", 40, -left, confirmed=40)

    assert ("stuck.session" in found(alice)) == is_stuck


@pytest.mark.parametrize("kind", ["session", "first"])
def test_meeting_ahead_is_none_missed_and_the_next_agreement_is_looked_at(search, alice, kind):
    search.goal()
    search.agreement("Hannah", 40, -100, confirmed=40)
    search.agreement("Margaret", 40, -100, confirmed=30)
    search.meet("Margaret", -3, kind=kind)

    titles = [one.title for one in stuck.found(Records(alice, TODAY))]
    assert [title for title in titles if "session" in title] == ["No next session with Hannah"]


def test_search_rests_while_an_agreement_runs(search, alice):
    fail(search, ("---", "---", "---"))
    for name in FIVE:
        search.ask(name, asked=60, pledged=60)
    assert {"stuck.must", "stuck.asks"} <= set(found(alice))

    search.agreement("Margaret", 5, -130, confirmed=5)

    assert found(alice) == {}


def test_step_names_the_goal_that_stood_longest(search, alice):
    search.goal("Lead former peers", ago=100, steps=2, done=(40,))
    search.goal("Read the balance sheet", ago=100, steps=3, done=(50,))
    search.goal("Visit three plants", ago=100, steps=1, done=(10,))
    search.goal("Speak up", ago=40, achieved_on=TODAY)

    assert said(found(alice)["stuck.step"]) == (
        "No progress on two goals for a month",
        "“Read the balance sheet” has two steps left. The last was done on 21 January.",
        "Next small step: “Write agenda 2”",
    )


@pytest.mark.parametrize(
    ("steps", "done", "facts"),
    [
        (0, (), "“Lead former peers” has no steps. You wrote it down on 2 December 2025."),
        (1, (90,), "“Lead former peers” has no steps left. The last was done on 12 December 2025."),
        (1, (), "“Lead former peers” has one step, not done since 2 December 2025."),
        (2, (), "“Lead former peers” has two steps, none done since 2 December 2025."),
        (2, (90,), "“Lead former peers” has one step left. The last was done on 12 December 2025."),
    ],
)
def test_step_says_what_the_records_say(search, alice, steps, done, facts):
    search.goal("Lead former peers", ago=100, steps=steps, done=done)

    assert found(alice)["stuck.step"].facts == facts


@pytest.mark.parametrize(("days", "is_stuck"), [(28, False), (29, True)])
def test_goal_stands_still_after_more_than_a_month(search, alice, days, is_stuck):
    search.goal(ago=100, steps=2, done=(days,))

    assert ("stuck.step" in found(alice)) == is_stuck


def test_last_of_the_steps_done_counts_and_the_goal_written_first_comes_first(search, alice):
    search.goal("Lead former peers", ago=100, steps=2, done=(40, 50))
    search.goal("Read the balance sheet", ago=100, steps=2, done=(40,))

    one = found(alice)["stuck.step"]

    assert one.title == "No progress on two goals for a month"
    assert one.facts == "“Lead former peers” has no steps left. The last was done on 31 January."
    assert one.advice == "Write down one small step"


def test_key_of_a_finding_rests_on_which_records_they_are_in_whatever_order():
    ruth, daniel = Contact(name="Ruth"), Contact(name="Daniel")
    keys = [finding_key("x", [(ruth, True), (daniel, True)]), finding_key("x", ruth)]
    ruth.name = "Ruth Okafor"

    assert keys == [finding_key("x", [(daniel, True), (ruth, True)]), finding_key("x", ruth)]
    others = [("x", [(ruth, True), (daniel, False)]), ("x", [(ruth, True)]), ("x", daniel), ("y", ruth)]
    assert len({*keys, *(finding_key(*other) for other in others)}) == 6


# Two at most, and nothing said twice


def everything(search):
    """A search in which many rules have something to say."""
    fail(search, ("---", "---", "---"))
    search.goal("Lead former peers", ago=100)
    search.ask("Hannah", "Ruth", write_by=80, asked=95, pledged=95, made=90, thanked=89)
    search.ask("Hannah", "Daniel", asked=95, pledged=95, made=90, written=89, thanked=89)
    for name in FIVE:
        search.ask(name, asked=60, pledged=60)


def test_one_is_shown_and_the_next_comes_when_it_is_put_aside(search, alice, client_alice):
    everything(search)
    order = ["stuck.unused", "stuck.asks", "stuck.must", "stuck.meeting", "stuck.goal", "stuck.step"]
    assert list(found(alice)) == order

    shown = dashboard.standing(alice, TODAY, "/").stuck
    client_alice.post(PUT_ASIDE, {"key": shown.key})

    after = dashboard.standing(alice, TODAY, "/").stuck
    assert [one.key.split(":")[0] for one in (shown, after)] == order[:2]
    progress = client_alice.get("/progress/").context["stuck"]
    assert [one.key.split(":")[0] for one in progress] == order[1:]


def test_nothing_is_said_in_the_words_of_the_next_actions(search, alice):
    everything(search)
    records = Records(alice, TODAY)
    actions = next_actions.gather(records)
    first = stuck.found(records)[0]
    echo = next_actions.Action(key="x", title=first.advice.upper(), why="", url="/")

    words = {words.casefold() for action in actions for words in (action.title, action.why)}

    assert not words & {words.casefold() for one in stuck.found(records) for words in one.words}
    assert stuck.telling(records, [echo])[0].key != first.key


def test_two_findings_never_lead_to_the_same_thing(search, alice):
    search.goal(ago=90)
    search.prospect("Ruth", ago=60)
    search.ask("Sam", "Ruth", asked=50, pledged=50, made=45, written=44, thanked=44, answered=40)
    everywhere = found(alice)

    records = Records(alice, TODAY)
    shown = stuck.telling(records, next_actions.gather(records))

    assert everywhere["stuck.meeting"].url == everywhere["stuck.state"].url
    assert [one.key.split(":")[0] for one in shown][:2] == ["stuck.meeting", "stuck.goal"]
    assert "stuck.state" not in [one.key.split(":")[0] for one in shown]


def test_two_findings_never_advise_in_the_same_words(search, alice, monkeypatch):
    agree, again, other = (
        stuck.Stuck(f"stuck.{key}", key, key, advice, f"/{key}/")
        for key, advice in [("one", "Agree on a day"), ("two", "agree on a day"), ("three", "Write")]
    )
    monkeypatch.setattr(stuck, "found", lambda records: [agree, again, other])

    assert stuck.telling(Records(alice, TODAY), []) == [agree, other]


# Put aside


def test_put_aside_for_thirty_days_with_a_way_back(search, alice, client_alice):
    for name in FIVE:
        search.ask(name, asked=9, pledged=9)
    key = found(alice)["stuck.asks"].key

    page = client_alice.post(PUT_ASIDE, {"key": key, "next": "/"}, follow=True).content.decode()

    [hidden] = Postponement.objects.owned_by(alice)
    assert (hidden.action, hidden.until_on) == (key, TODAY + dt.timedelta(days=30))
    assert found(alice) == {}
    assert "Put aside until Sat 11 April, or until something about it changes." in page
    undo = reverse("next_actions.taken_back", args=[hidden.pk])
    assert undo in page
    client_alice.post(undo)
    assert "stuck.asks" in found(alice)
    # And again after the time is over.
    client_alice.post(PUT_ASIDE, {"key": key})
    later = [Records(alice, TODAY + dt.timedelta(days=days)) for days in (29, 30)]
    assert [key in {one.key for one in stuck.found(records)} for records in later] == [False, True]


def test_put_aside_comes_back_when_the_facts_change(search, alice, client_alice):
    for name in FIVE:
        search.ask(name, asked=9, pledged=9)
    client_alice.post(PUT_ASIDE, {"key": found(alice)["stuck.asks"].key})
    assert found(alice) == {}

    search.ask("Hannah", asked=1, pledged=1)

    one = found(alice)["stuck.asks"]
    assert one.title == "Six asks and no introduction"
    assert one.facts == "From 3 March to 11 March. Six are still waiting for an answer."


def test_put_aside_twice_is_once(search, alice, client_alice):
    for name in FIVE:
        search.ask(name, asked=9, pledged=9)
    key = found(alice)["stuck.asks"].key

    for _ in range(2):
        assert client_alice.post(PUT_ASIDE, {"key": key}).status_code == 302

    assert Postponement.objects.owned_by(alice).count() == 1


@pytest.mark.parametrize(
    "key", ["", "stuck.asks:0", "stuck.\x00", "goal.step:1", "stuck." + "x" * 200, "stuck.a,b"]
)
def test_only_what_is_stuck_can_be_put_aside(search, alice, client_alice, key):
    search.goal()

    assert client_alice.post(PUT_ASIDE, {"key": key, "next": "//evil.example"}).headers["Location"] == "/"

    assert not Postponement.objects.exists()


def test_nobody_else_can_put_it_aside(search, alice, client_bob):
    for name in FIVE:
        search.ask(name, asked=9, pledged=9)

    client_bob.post(PUT_ASIDE, {"key": found(alice)["stuck.asks"].key})

    assert "stuck.asks" in found(alice)
    assert not Postponement.objects.exists()


@pytest.mark.parametrize("address", ["/", "/progress/"])
def test_page_shows_it_escaped_with_its_one_thing_to_do(search, alice, client_alice, address):
    search.goal("<b>Lead</b> former peers", ago=100)
    search.ask("Sam", asked=2, pledged=2)

    page = client_alice.get(address).content.decode()

    assert "Where you’re stuck" in page
    assert "“&lt;b&gt;Lead&lt;/b&gt; former peers”" in page
    assert "<b>Lead" not in page
    assert f'action="{PUT_ASIDE}"' in page


def test_nothing_stuck_shows_no_heading(search, alice, client_alice):
    search.goal()

    assert "Where you’re stuck" not in client_alice.get("/").content.decode()


def test_finished_agreement_is_never_called_stuck(search, alice):
    goal = search.goal(ago=300)
    search.agreement("Margaret", 220, 40, confirmed=221, completed=31)
    assert found(alice)  # the goal is looked for again

    goal.achieve(search.on(31))

    assert dashboard.standing(alice, TODAY, "/").stuck is None


def test_only_closed_asks_are_remembered_as_asks(search, alice):
    for name in FIVE:
        search.ask(name, asked=9, pledged=9, closed=2, because="withdrawn")

    assert found(alice)["stuck.asks"].facts == "All of them on 3 March. None of them is still open."
    assert Introduction.objects.open().count() == 0
