"""The ask as it is said."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.letters import MOST_SPOKEN, Ask, count_words, seconds_to_say
from mentoring.models import Contact, Goal
from tests.letters.asks import ELENA, GOAL, IN_TIME, LEILA, OPERATIONS, RUTH, SUGGESTED, TODAY, must


def test_spoken_ask_is_what_one_would_say():
    named = Ask(LEILA, Contact(name="Sam Kowalski"), RUTH, GOAL, must(OPERATIONS), **IN_TIME).spoken
    anyone = Ask(LEILA, None, None, GOAL, **IN_TIME).spoken

    assert named == (
        "Sam, may I ask you something? I want to read the balance sheet and explain how each unit contributes, "
        "and I think Ruth Abernethy could help. Could you ask Ruth if half an hour over coffee would be all right? "
        "An answer by Friday the 27th would be great. And no is fine."
    )
    assert (count_words(named), seconds_to_say(53)) == (53, 20)
    assert anyone == (
        "May I ask you something? I want to read the balance sheet and explain how each unit contributes. "
        "Do you know anyone who could help? Half an hour over coffee is all I’d ask. "
        "An answer by Friday the 27th would be great. And no is fine."
    )
    assert (count_words(anyone), seconds_to_say(47)) == (47, 20)


def test_spoken_ask_has_a_criterion_where_there_is_room():
    short, long = Goal(title="Lead a team"), Goal(title=f"Lead {'and lead ' * 12}a team")

    assert (
        " Ideally someone who has run operations" in Ask(LEILA, ELENA, None, short, must(OPERATIONS)).spoken
    )
    assert "Ideally" not in Ask(LEILA, ELENA, None, long, must(OPERATIONS)).spoken
    assert long.title[5:] in Ask(LEILA, ELENA, None, long, must(OPERATIONS)).spoken


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2026, 12, 1), "Tuesday the 1st"),
        (dt.date(2026, 12, 11), "Friday the 11th"),
        (dt.date(2026, 12, 22), "Tuesday the 22nd of December"),
        (dt.date(2027, 1, 3), "Sunday the 3rd of January 2027"),
    ],
)
def test_a_day_is_said_as_one_says_it(day, said):
    assert f"An answer by {said} would be great." in Ask(LEILA, ELENA, answer_by=day, today=TODAY).spoken


# What people type in a hurry: one word or sixty, capitals, half sentences, dots in the middle.
ODD = st.one_of(
    st.sampled_from(
        ["Lead", "LEARN EXCEL", "Public speaking", "To read, and teach it. Then lead!", "??", "a " * 90]
    ),
    st.lists(
        st.sampled_from(["lead", "a", "team.", "and", "I", "(2)", "half-way", "£5,", "–"]), max_size=60
    ).map(" ".join),
    st.text(alphabet="abc XYZ-’é1", max_size=120),
)
DAY = r"(?: An answer by [A-Z][a-z]+day the \d\d?(?:st|nd|rd|th)(?: of [A-Z][a-z]+(?: 20\d\d)?)? would be great\.)?"
SPOKEN = re.compile(
    r"(?:\S.*, m|M)ay I ask you something\? "
    r"I(?: want to \S.*|’ve set myself a goal: \S.*|’m looking for someone to learn from)"
    r"(?:(?:, and|\.) I think \S.* could help\. Could you ask \S.* if half an hour over coffee would be all right\?"
    r"|\. Do(?: you know anyone who could help|es anyone come to mind)\?(?: Ideally someone who \S.*\.)?"
    rf" Half an hour over coffee is all I’d ask\.){DAY} And no is fine\."
)


@given(
    title=st.none() | ODD,
    texts=st.lists(ODD | st.sampled_from(SUGGESTED), max_size=2),
    names=st.tuples(st.none() | ODD, st.none() | ODD),
    answer_by=st.none() | st.dates(TODAY, dt.date(2028, 1, 1)),
)
def test_whatever_is_typed_it_is_said_in_sixty_words_of_english(title, texts, names, answer_by):
    introducer, prospect = (Contact(name=name[:120]) if name and name.strip() else None for name in names)
    goal = Goal(title=title[:200]) if title else None

    said = Ask(LEILA, introducer, prospect, goal, must(*texts), answer_by=answer_by, today=TODAY).spoken

    assert count_words(said) <= MOST_SPOKEN
    assert said == " ".join(said.split())
    assert SPOKEN.fullmatch(said), said
    assert ("Could you ask" in said) is bool(prospect)
