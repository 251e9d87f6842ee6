"""Where the mentee looks at the mentor's page, and whom a line names."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.pages.mentors_page import lines_that_name
from tests.factories import ContactFactory, MeetingFactory
from tests.markup import words_on
from tests.pages import html_of
from tests.views.mentors_term.mentors_page import DAY, text_on

pytestmark = pytest.mark.django_db


def test_a_line_that_names_somebody_is_pointed_out_before_it_is_shown(
    client, client_alice, alice, link, running, session
):
    ContactFactory(owner=alice, name="Dr. Elena Rossi")
    ContactFactory(owner=alice, name="Will Carter")
    session.record(asks_for="I will ask Elena’s team.\nWould that be right, Margaret?")
    look = reverse("mentor_messages.look", args=[running.pk])

    before = words_on(client_alice.get(look))
    seen = text_on(client, link)
    client_alice.post(reverse("agendas.shown", args=[session.pk]), {"next": look})
    after = words_on(client_alice.get(look))

    assert "Not shown to Margaret yet" in before
    assert "I will ask Elena’s team. (Dr. Elena Rossi)" in before
    assert "Will Carter" not in before
    assert "Elena" not in seen
    assert "in what this page shows" in after
    assert "Elena’s team" in text_on(client, link)


def test_two_things_that_are_not_shown_yet_are_told_apart(client_alice, alice, running, session):
    for day in (20, 10):
        held_on = timezone.localdate() - day * DAY
        MeetingFactory(
            owner=alice, contact=running.mentor, kind="session", starts_at=timezone.now() - day * DAY,
            held_on=held_on, recorded_on=held_on, reported_back_on=held_on + DAY, one_thing="Start on time",
            came_of_it="It works",
        )  # fmt: skip

    page = client_alice.get(reverse("mentor_messages.look", args=[running.pk]))
    headings = re.findall(r"Not shown to Margaret yet: ([^<]*)</h2>", html_of(page))

    assert len(headings) == len({*headings}) == 3
    assert headings[0] == "what you ask for"
    assert "what became of the advice of" in headings[1]


def test_the_page_the_mentee_looks_at_tells_what_the_mentor_can_press_there(client_alice, alice, running):
    look = reverse("mentor_messages.look", args=[running.pk])
    without = words_on(client_alice.get(look))
    MeetingFactory(owner=alice, contact=running.mentor, kind="session", starts_at=timezone.now() + 3 * DAY)
    planned = words_on(client_alice.get(look))

    assert ["Margaret can add a point for next time." in page for page in (without, planned)] == [True, False]
    assert ["can press “That works”" in page for page in (without, planned)] == [False, True]


def test_the_page_the_mentee_looks_at_says_how_long_the_link_works(client_alice, link, running):
    look = reverse("mentor_messages.look", args=[running.pk])
    page = words_on(client_alice.get(look))
    client_alice.post(reverse("share_links.revoked", args=[link.pk]))

    assert "It works until" in page
    assert "No private link works at the moment" in words_on(client_alice.get(look))


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ask Elena", "Elena Rossi"),
        ("ask elena rossi", "Elena Rossi"),
        ("Ask El\u200bena", "Elena Rossi"),
        ("Elena-Marie came", ""),
        ("I will", ""),
        ("Ask Margaret or Rossi", "Elena Rossi"),
        ("问王小明", "王小明"),
        ("ELENA’S team, and Rossi's", "Elena Rossi"),
        ("Jose’s view", "José Müller"),
        ("Mueller or JOSÉ", "José Müller"),
        ("jose\u0301 muller", "José Müller"),
        ("O'Brien’s list", "Conor O’Brien"),
        ("tallow & finch", "Tallow & Finch"),
        ("What Finch pays", "Tallow & Finch"),
        ("Ask Bob", "Robert Al"),
        ("Ask Anna-Lena, not Anna-Maria", "Anna-Lena Berg"),
        ("also robert almost", ""),
        ("Will also ask, and may", "Will Carter"),
    ],
)
def test_which_lines_name_somebody(alice, running, line, names):
    for name in (
        "Elena Rossi", "Will Carter", "Margaret Other", "王小明", "José Müller", "Conor O’Brien", "Tallow & Finch",
        "Anna-Lena Berg", "May",
    ):  # fmt: skip
        ContactFactory(owner=alice, name=name)
    ContactFactory(owner=alice, name="Robert Al", greeting="Bob")

    assert [one.names for one in lines_that_name(alice, running.mentor, [line])] == ([names] if names else [])
