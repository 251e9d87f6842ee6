"""The two sentences under a comparison: each against an oracle that tries everything, and in their words."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.letters.grammar import as_question_about
from mentoring.models import Assessment, Contact, MentorCriterion
from mentoring.models.assessments import Cell, Fit
from mentoring.pages.next_question import (
    at_least_as_good,
    compared_in_words,
    decided_in_words,
    deciding,
    is_at_least_as_good,
    names_of,
)

NAMES = ("Margaret Lindqvist", "Ruth Abernethy", "Daniel Osei", "Tomás Ferreira", "Yusuf Demir")
ANSWERS = {"+": "meets", "-": "does_not", "?": "unknown"}


def tabled(rows, musts: int, texts=()) -> list[Fit]:
    """Fits of as many people, each a row of signs ("++?-"), the first criteria being must-haves."""
    criteria = [
        MentorCriterion(
            pk=at + 1,
            text=dict(enumerate(texts)).get(at, f"Has {at}"),
            importance="must" if at < musts else "nice",
        )
        for at in range(len(rows[0]))
    ]
    found = []
    for number, (name, row) in enumerate(zip(NAMES, rows, strict=False), start=1):
        contact = Contact(pk=number, name=name)
        known = [None if sign == "?" else Assessment(answer=ANSWERS[sign]) for sign in row]
        cells = (Cell(contact, *pair) for pair in zip(criteria, known, strict=True))
        found.append(Fit(contact, tuple(cells)))
    return sorted(found, key=lambda fit: fit.order)


@st.composite
def tables(draw):
    """One to five people and one to six criteria, some of them must-haves."""
    people, criteria = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    # Mostly met, so that somebody often is better than somebody.
    signs = st.sampled_from("+++??-")
    rows = [[draw(signs) for _ in range(criteria)] for _ in range(people)]
    return tabled(rows, draw(st.integers(0, criteria)))


def answers(fit) -> dict[int, str]:
    return {cell.criterion.pk: cell.answer for cell in fit.cells}


def holds(one, other) -> bool:
    """The rule, word for word."""
    mine, theirs = answers(one), answers(other)
    met, might, failed = (
        {pk for pk, answer in theirs.items() if answer == "meets"},
        {pk for pk, answer in theirs.items() if answer in ("unknown", "meets")},
        {pk for pk, answer in mine.items() if answer == "does_not"},
    )
    i_meet = {pk for pk, answer in mine.items() if answer == "meets"}
    return met <= i_meet and not failed & might and bool(i_meet - met)


@settings(max_examples=300, deadline=None)
@given(tables())
def test_nobody_is_said_to_be_as_good_who_is_not_and_nobody_is_missed(fits):
    pairs = {(one.contact.pk, other.contact.pk) for one, other in permutations(fits, 2) if holds(one, other)}
    over = {fit.contact.pk: [pk for mine, pk in pairs if mine == fit.contact.pk] for fit in fits}

    found = at_least_as_good(fits)

    # Nobody is better than somebody who is better than them.
    assert not pairs & {(other, one) for one, other in pairs}
    assert all(is_at_least_as_good(*pair) == holds(*pair) for pair in permutations(fits, 2))
    if not pairs:
        assert found is None
        return
    most = max(len(others) for others in over.values())
    first = next(fit for fit in fits if len(over[fit.contact.pk]) == most)
    assert found.fit is first
    assert sorted(other.contact.pk for other in found.others) == sorted(over[first.contact.pk])


@settings(max_examples=300, deadline=None)
@given(tables())
def test_the_one_answer_would_decide_and_no_better_one_is_missed(fits):
    def after(fit, cell, answer):
        """The same fit once it is answered."""
        cells = (
            Cell(one.contact, one.criterion, Assessment(answer=answer)) if one is cell else one
            for one in fit.cells
        )
        return Fit(fit.contact, tuple(cells))

    near = [
        (fit, cell)
        for fit in fits
        for cell in fit.cells
        if cell.answer == "unknown" and cell.criterion.is_must and after(fit, cell, "meets").meets_every_must
    ]

    found = deciding(fits)

    if not near:
        assert found is None
        return
    fit, cell = min(near, key=lambda pair: (-pair[0].nice_met, fits.index(pair[0])))
    assert found is cell
    assert after(fit, cell, "does_not").must_missed == 1


def test_the_sentences_of_the_sample_story():
    rows = ["+++++" + "+?+", "+++?-" + "+??", "++??+" + "++?", "+-+??" + "-+?", "+?-?+" + "+??"]
    texts = ["Has run operations", "At least 20 years post-degree", "Reads a balance sheet"]
    fits = tabled(rows, 4, [*texts, "Has an hour a month for six months"])
    names = names_of(fits)

    assert compared_in_words(fits, names) == (
        "Margaret meets every must-have and, on everything known, is at least as good as Ruth and Yusuf."
    )
    assert decided_in_words(fits, deciding(fits), names) == (
        "One answer would decide: has Ruth an hour a month for six months? If so, Ruth meets every must-have too."
    )


def test_nothing_is_said_where_nothing_holds():
    fits = tabled(["+-", "-+"], 2)

    assert compared_in_words(fits, names_of(fits)) == ""
    assert deciding(fits) is None
    assert at_least_as_good([]) is None


def test_without_every_must_have_met_it_is_not_said_and_two_of_one_name_are_told_apart():
    fits = tabled(["+?", "?-"], 2)
    for fit, name in zip(fits, ("Ann Lee", "Ann Moss"), strict=True):
        fit.contact.name = name
    names = names_of(fits)

    assert compared_in_words(fits, names) == "On everything known, Ann Lee is at least as good as Ann Moss."
    assert decided_in_words(fits, deciding(fits), names).endswith("If so, Ann Lee meets every must-have.")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Has an hour a month", "has Ruth an hour a month?"),
        ("Close enough to meet in person", "is Ruth close enough to meet in person?"),
        ("Reads a balance sheet, and can teach it", "whether Ruth reads a balance sheet, and can teach it."),
        ("Native German", "is this true of Ruth: “Native German”?"),
        ("Has a say where I want to go", "is this true of Ruth: “Has a say where I want to go”?"),
        ("Knows an industry other than mine.", "is this true of Ruth: “Knows an industry other than mine”?"),
    ],
)
def test_a_criterion_becomes_a_question_or_is_quoted(text, question):
    assert as_question_about(MentorCriterion(text=text), "Ruth") == question
