"""Every ask the product suggests reads as a sentence and stays short."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.advice import prompts
from mentoring.letters import as_clauses
from mentoring.management import demo
from mentoring.models import Goal
from tests.letters.asks import ELENA, IN_TIME, LEILA, RUTH, SUGGESTED, compose_ask, failed, must

TITLES = [goal["title"] for goal in demo.GOALS] + [str(one.example) for one in prompts.BY_AREA.values()]


@pytest.mark.parametrize("text", SUGGESTED)
def test_every_suggestion_follows_anyone_who(text):
    assert as_clauses(must(text)) != []


def read(letter, clauses, prospect) -> None:
    """What holds for every ask: one question about the criteria where anyone is meant, no gap, no doubled sign."""
    message = letter.message
    assert 40 <= letter.words <= 120
    assert not re.search(r"  |\n\n\n|[,.?!:;]{2}| [,.?!]|\{|\}|None", message.replace("\n- ", "\n"))
    lines = [line for line in message.splitlines() if line.startswith("- ")]
    if prospect:
        assert lines == []
        assert f"you know {prospect}, and" in message
    elif len(clauses) == 1:
        assert f"anyone who {clauses[0]}?" in message
    else:
        marks = [*[","] * (len(clauses) - 2), ", and", "?"]
        assert lines == [f"- {clause}{mark}" for clause, mark in zip(clauses, marks, strict=True)]
        assert re.search(r"anyone who:\n\n- ", message)
    assert [text.rstrip() for text in message.splitlines()] == message.splitlines()


@pytest.mark.parametrize("prospect", [None, RUTH])
@pytest.mark.parametrize("title", TITLES)
def test_demo_asks_read_as_a_person_would_write_them(title, prospect):
    texts = [facts[0] for facts, _answers in demo.CRITERIA]
    for number in (1, 2, 3):
        for chosen in combinations(texts, number):
            criteria = must(*chosen)

            letter = compose_ask(LEILA, ELENA, prospect, Goal(title=title), criteria, **IN_TIME)

            read(letter, as_clauses(criteria), prospect)
            assert failed(letter.message, criteria, prospect=prospect, **IN_TIME) == set()


@given(
    texts=st.lists(st.sampled_from(SUGGESTED), min_size=1, max_size=3, unique=True),
    title=st.sampled_from([None, *TITLES]),
    prospect=st.sampled_from([None, RUTH]),
)
def test_any_choice_of_suggestions_reads_well(texts, title, prospect):
    criteria = must(*texts)
    goal = Goal(title=title) if title else None

    letter = compose_ask(LEILA, ELENA, prospect, goal, criteria, **IN_TIME)

    read(letter, as_clauses(criteria), prospect)
    assert failed(letter.message, criteria, prospect=prospect, **IN_TIME) == set()
