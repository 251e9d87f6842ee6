"""The prompts: every area has some, and their examples are what they ask for."""

import pytest

from mentoring.advice import prompts
from mentoring.models import Goal
from mentoring.models.goals import is_specific


@pytest.mark.parametrize("area", Goal.Area.values)
def test_prompts_of_every_area_ask_and_give_an_example(area):
    found = prompts.for_area(area)

    assert len(found.questions) >= 3
    assert all(str(question).endswith("?") for question in found.questions)
    assert is_specific(str(found.example))
    assert str(found.success)


def test_prompts_of_no_area_or_an_unknown_one_are_none():
    assert prompts.for_area("") is None
    assert prompts.for_area("fame") is None


def test_prompts_examples_fit_into_the_title_of_a_goal():
    longest = Goal._meta.get_field("title").max_length

    assert all(len(str(found.example)) <= longest for _area, found in prompts.every_area())


def test_prompts_of_every_area_come_in_the_order_of_the_form():
    assert [area for area, _found in prompts.every_area()] == [str(label) for label in Goal.Area.labels]
