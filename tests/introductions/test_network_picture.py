"""The picture of the network: nothing overlaps, it says what the table says, and nobody's name is markup."""

import datetime as dt
import random
import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest

from mentoring.introductions.network import (
    FURTHER,
    GROUP_CLOSED_ABOVE,
    MOST_LINES,
    Line,
    Network,
    Node,
    network_of,
)
from mentoring.introductions.network_picture import SHAPES, WIDTH, fitting, lay_out, picture_of, shape, wide
from mentoring.models import Introduction
from tests.factories import ContactFactory, IntroductionFactory, ProspectFactory

SVG = "{http://www.w3.org/2000/svg}"
ASKED = dt.date(2026, 3, 3)
FACTS = [
    {},
    {"asked_on": ASKED},
    {"asked_on": ASKED, "agreed_on": ASKED},
    {"asked_on": ASKED, "made_on": ASKED},
    {"asked_on": ASKED, "made_on": ASKED, "written_on": ASKED},
    {"asked_on": ASKED, "made_on": ASKED, "met_on": ASKED},
    {"asked_on": ASKED, "made_on": ASKED, "met_on": ASKED, "thanked_on": ASKED, "told_on": ASKED},
    {"asked_on": ASKED, "closed_on": ASKED, "closed_because": "no_answer"},
]
OPEN = FACTS[1:3]


def network(owner) -> Network:
    return network_of(Introduction.objects.owned_by(owner))


def made_up(number: int, introducers: int, people: int) -> Network:
    """A network of that many lines between so many people, any of them shared; without a database."""
    chance = random.Random(number)
    states = list(SHAPES)
    lines = []
    for at in range(number):
        state = chance.choice(states)
        from_, to = chance.randrange(introducers), chance.randrange(people)
        lines.append(
            Line(
                Node(f"from{from_}", f"Introducer {from_}", f"/contacts/{from_}/"),
                Node(f"to{to}", f"Prospect {to}", f"/contacts/{to}/", is_person=bool(to % 3)),
                str(state),
                str(state),
                f"/introductions/{at}/",
            )
        )
    lines.sort(key=lambda line: (line.whom.key, line.url))  # those to one person stand together
    return Network(lines, number, introducers)


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


def drawn(found: Network) -> ET.Element:
    """The picture, read as the browser reads it; a broken one fails here."""
    svg = str(picture_of(found)).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ET.fromstring(svg)


def titles(svg: ET.Element, css: str) -> set[tuple[str, str]]:
    """The links of a class with their full names."""
    return {
        (link.get("href"), link.find(f"{SVG}title").text)
        for link in svg.iter(f"{SVG}a")
        if css in link.get("class").split()
    }


def overlap(one, other) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


# Places


@pytest.mark.parametrize(
    ("number", "introducers", "prospects"),
    [
        (1, 1, 1),
        (2, 1, 1),
        (2, 2, 1),
        (5, 3, 4),
        (12, 12, 2),
        (40, 40, 1),
        (40, 1, 40),
        (200, 60, 150),
        (200, 5, 9),
    ],
)
def test_boxes_never_overlap_and_stay_inside(number, introducers, prospects):
    layout = lay_out(made_up(number, introducers, prospects))

    boxes = [*layout.introducers, *(box for _line, box in layout.marks), *layout.people]
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]
    assert all(box.x >= 0 and box.x + box.width <= WIDTH for box in boxes)
    assert all(box.y >= 0 and box.y + box.height <= layout.height for box in boxes)


def test_person_reaches_over_the_lines_that_lead_there():
    found = made_up(30, 8, 6)

    layout = lay_out(found)

    box_of = {box.node.key: box for box in layout.people}
    for line, mark in layout.marks:
        box = box_of[line.whom.key]
        assert box.y <= mark.middle <= box.y + box.height
    assert len(layout.people) == len({line.whom.key for line in found.lines})
    assert len(layout.introducers) == len({line.introducer.key for line in found.lines})


# The network itself


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


def test_every_state_has_its_word_and_a_shape_of_its_own(alice):
    for facts in FACTS:
        IntroductionFactory(owner=alice, **facts)

    words = {line.word for line in network(alice).lines}

    assert words == {
        "Draft", "Asked", "Agreed to introduce", "Introduced", "In touch", "Met", "Every promise kept", "No answer",
    }  # fmt: skip
    assert set(SHAPES) == {*Introduction.Status, FURTHER}
    assert len(set(SHAPES.values())) == len(SHAPES)


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
        "Further ones",
        "7 introductions",
    )
    assert last.url == "/introductions/?show=all"


# Ink


@pytest.mark.parametrize("number", [0, 1, 5, 40, 200])
def test_picture_says_what_the_lines_say_and_nothing_else(alice, bob, number):
    people(alice, number)
    people(bob, 3)
    found = network(alice)

    if number == 0:
        assert (found.lines, picture_of(found)) == ([], "")
        return
    svg = drawn(found)

    nodes = {(node.url, node.name) for line in found.lines for node in (line.introducer, line.whom)}
    assert titles(svg, "net-who") == nodes
    assert titles(svg, "net-mark") == {
        (line.url, f"{line.introducer.name} to {line.whom.name}: {line.word}") for line in found.lines
    }
    assert len([link for link in svg.iter(f"{SVG}a") if link.get("class") == "net-mark"]) == len(found.lines)


def test_picture_needs_neither_style_nor_script(alice):
    people(alice, 9)

    picture = str(picture_of(network(alice)))

    assert not re.search(r"style=|<style|<script|\bon\w+=|xlink|url\(", picture)
    assert 'role="group"' in picture
    assert "aria-label=" in picture


@pytest.mark.parametrize(
    "name",
    [
        '"><script>alert(1)</script>',
        "</text></a></svg><b>",
        "A & B < C > D",
        "{0.__class__} %s {{ x }}",
        "🙂" * 60,
    ],
)
def test_names_are_never_markup(alice, name):
    introduction = IntroductionFactory(
        owner=alice,
        introducer=ContactFactory(owner=alice, name=name),
        prospect=ProspectFactory(owner=alice, name=name),
    )

    svg = drawn(network(alice))

    assert titles(svg, "net-who") == {
        (f"/contacts/{pk}/", name) for pk in (introduction.introducer_id, introduction.prospect_id)
    }
    assert {element.tag.removeprefix(SVG) for element in svg.iter()} == {
        "svg", "g", "text", "path", "rect", "a", "title", "circle",
    }  # fmt: skip


def test_long_names_are_cut_and_kept_in_the_title(alice):
    name = "Maximiliane von und zu Hohenlohe-Langenburg-Schillingsfürst"
    IntroductionFactory(owner=alice, introducer=ContactFactory(owner=alice, name=name))

    svg = drawn(network(alice))

    [link] = [link for link in svg.iter(f"{SVG}a") if link.find(f"{SVG}title").text == name]
    shown = link.find(f"{SVG}text").text
    assert shown.endswith("…")
    assert name.startswith(shown[:-1])


@pytest.mark.parametrize("name", ["W" * 120, "i" * 120, "山" * 120, "e\u0301" * 60, "Zoë", "a b " * 30])
def test_words_fit_where_they_stand(name):
    words = fitting(name, 208)

    assert wide(words) * 15 <= 208
    assert words == name.strip() or words.endswith("…")


def test_shape_of_a_state_stands_alone_in_the_table():
    assert str(shape("met")).startswith('<svg class="net-shape" ')
    assert 'aria-hidden="true"' in shape("met")
