"""A search that stands still: since which step forward, and what the way on is."""

import pytest
from django.urls import reverse

from mentoring.models import Contact
from mentoring.models.introduction_facts import ANSWERED
from mentoring.status.records import Records
from mentoring.status.stuck import network
from tests import factories as make
from tests.searches import TODAY
from tests.status.stuck.findings import found, said


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
