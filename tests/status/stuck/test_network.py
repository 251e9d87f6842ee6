"""Asks in vain, introductions that lie unused, and meetings that nobody plans."""

import pytest
from django.urls import reverse

from mentoring.models import Introduction
from mentoring.status.records import Records
from tests import factories as make
from tests.searches import TODAY
from tests.status.stuck.findings import FIVE, found, said


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


def test_only_closed_asks_are_remembered_as_asks(search, alice):
    for name in FIVE:
        search.ask(name, asked=9, pledged=9, closed=2, because="withdrawn")

    assert found(alice)["stuck.asks"].facts == "All of them on 3 March. None of them is still open."
    assert Introduction.objects.open().count() == 0
