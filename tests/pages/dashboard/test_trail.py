"""The trail: how many people came how far."""

from mentoring.status.records import Records
from mentoring.status.stages import Stage
from tests import stories
from tests.factories import (
    ContactFactory,
    DirectFactory,
    GoalFactory,
    IntroductionFactory,
    MentorAgreementFactory,
)
from tests.pages.dashboard.standing import MADE, confirm, met, named, prospects, stand
from tests.stories import MARCH, day


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


def test_trail_beside_a_mentor_who_is_put_away_begins_with_people_to_add(alice):
    GoalFactory(owner=alice)
    agreement = confirm(MentorAgreementFactory(owner=alice))
    agreement.mentor.record(archived_on=MARCH)

    first, *others = stand(alice).trail

    assert (first.link, first.url, first.state) == ("Add people", "/contacts/", "now")
    assert [(stage.number, stage.state, stage.link) for stage in others] == [(0, "ahead", "")] * 5


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
