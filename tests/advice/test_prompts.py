"""The prompts: every area has some, and what they propose fits where it is proposed."""

import pytest

from mentoring.advice import prompts
from mentoring.models import Goal


@pytest.mark.parametrize("area", ["", *Goal.Area.values])
def test_prompts_of_every_area_ask_and_give_a_pair_of_tests_and_a_step(area):
    found = prompts.for_area(area)

    assert len(found.questions) == 4
    assert all(str(question).endswith("?") for question in found.questions)
    assert str(found.untested) != str(found.success)
    assert str(found.step).endswith(".")


def test_prompts_of_an_unknown_area_are_the_general_ones():
    assert prompts.for_area("fame") is prompts.for_area("") is prompts.GENERAL


def test_prompts_examples_fit_into_the_title_of_a_goal():
    longest = Goal._meta.get_field("title").max_length

    assert all(len(str(found.example)) <= longest for found in prompts.BY_AREA.values())
