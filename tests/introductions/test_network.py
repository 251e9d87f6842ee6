"""The network of a search: which lines it has, in which order, and what becomes of too many of them."""

import datetime as dt
from pathlib import Path

from mentoring.introductions.network import FURTHER, GROUP_CLOSED_ABOVE, MOST_LINES, Network, network_of
from mentoring.models import Introduction
from tests.factories import ContactFactory, IntroductionFactory, ProspectFactory

PART = Path(__file__).resolve().parents[2] / "static/mentoring/css/20-network.css"
ASKED = dt.date(2026, 3, 3)
FACTS = [
    {},
    {"asked_on": ASKED},
    {"asked_on": ASKED, "agreed_on": ASKED},
    {"asked_on": ASKED, "made_on": ASKED},
    {"asked_on": ASKED, "made_on": ASKED, "written_on": ASKED},
    {"asked_on": ASKED, "made_on": ASKED, "met_on": ASKED},
    {
        "asked_on": ASKED,
        "made_on": ASKED,
        "met_on": ASKED,
        "thanked_on": ASKED,
        "introducer_informed_on": ASKED,
    },
    {"asked_on": ASKED, "closed_on": ASKED, "closed_because": "no_answer"},
]
OPEN = FACTS[1:3]


def network(owner) -> Network:
    return network_of(Introduction.objects.owned_by(owner))


def people(owner, number: int) -> list[Introduction]:
    """So many introductions, from a third as many introducers, every fifth to anyone who fits."""
    introducers = [ContactFactory(owner=owner) for _number in range(number // 3 + 1)]
    return [
        IntroductionFactory(
            owner=owner,
            introducer=introducers[at % len(introducers)],
            **({"prospect": None, **OPEN[at % 2]} if at % 5 == 4 else FACTS[at % len(FACTS)]),
        )
        for at in range(number)
    ]


def test_lines_of_one_introducer_and_to_one_person_stand_together(alice):
    ben, eve, max_ = (ContactFactory(owner=alice, name=name) for name in ("Ben", "Eve", "Max"))
    ruth, cy = (ProspectFactory(owner=alice, name=name) for name in ("Ruth", "Cy"))
    for introducer, prospect, facts in (
        (ben, ruth, FACTS[5]),
        (max_, None, FACTS[1]),
        (ben, cy, FACTS[0]),
        (eve, ruth, FACTS[1]),
    ):
        IntroductionFactory(owner=alice, introducer=introducer, prospect=prospect, **facts)

    lines = [(line.introducer.name, line.word, line.whom.name) for line in network(alice).lines]

    assert lines == [
        ("Ben", "Draft", "Cy"),
        ("Ben", "Met", "Ruth"),
        ("Eve", "Asked", "Ruth"),
        ("Max", "Asked", "Anyone who fits"),
    ]


def test_every_state_has_its_word_and_a_place_on_the_line(alice):
    for facts in FACTS:
        IntroductionFactory(owner=alice, **facts)

    words = {line.word for line in network(alice).lines}

    assert words == {
        "Draft", "Asked", "Agreed to introduce", "Introduced", "In touch", "Met", "All done", "No answer",
    }  # fmt: skip
    css = PART.read_text()
    assert {state for state in {*Introduction.Status, FURTHER} if f".is-{state}" not in css} == {
        "made"
    }  # half-way


def test_network_is_one_query(alice, django_assert_num_queries):
    people(alice, 12)

    with django_assert_num_queries(1):
        network(alice)


def test_many_closed_ones_become_one_line(alice):
    for _number in range(GROUP_CLOSED_ABOVE):
        IntroductionFactory(owner=alice, **FACTS[7])
    assert len(network(alice).lines) == GROUP_CLOSED_ABOVE
    IntroductionFactory(owner=alice, **FACTS[5])

    found = network(alice)

    assert [line.word for line in found.lines] == ["Met", "Closed"]
    group = found.lines[-1]
    assert (group.introducer.name, group.whom.name) == ("40 introducers", "40 introductions")
    assert {group.url, group.whom.url} == {"/introductions/?show=closed"}
    assert found.sentence == "41 introductions, through 41 introducers."


def test_more_lines_than_anybody_reads_become_one(alice):
    ben = ContactFactory(owner=alice)
    Introduction.objects.bulk_create(
        Introduction(owner=alice, introducer=ben) for _number in range(MOST_LINES + 7)
    )

    found = network(alice)

    assert len(found.lines) == MOST_LINES + 1
    last = found.lines[-1]
    assert (last.introducer.name, last.word, last.whom.name) == (
        "1 introducer",
        "More",
        "7 introductions",
    )
    assert last.url == "/introductions/?show=all"
