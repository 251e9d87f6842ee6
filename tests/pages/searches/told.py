"""Searches as they are told: what happens in one, and what its first page says."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

import pytest

from mentoring.pages import dashboard
from tests.searches import TODAY

MUSTS = ("Has run operations", "Lives within 30 km")


@dataclass(frozen=True)
class Page:
    """What the first page says: sentence, rail, counts, what to do next in order, where it is stuck."""

    title: str
    rail: list[str]
    counts: tuple[int, ...]
    next: list[str]
    stuck: list[str]


def stands(*args) -> Callable:
    """A search, and what its first page says. The counts are the trail's, or those of the running agreement."""

    def remember(story):
        story.says = Page(*args)
        return story

    return remember


def searches_of(stage: ModuleType) -> list:
    """The searches that are told in a module, for a test."""
    stories = (one for one in vars(stage).values() if hasattr(one, "says"))
    return [pytest.param(story, story.says, id=story.__name__) for story in stories]


def page_of(user) -> Page:
    """The first page of somebody, as data."""
    found = dashboard.standing(user, TODAY, "/")
    counts = tuple(stage.number for stage in found.trail)
    for block in found.together:
        counts += tuple(number for gauge in block.gauges for number in (gauge.big, gauge.value, gauge.max))
    actions = [action.title for group in found.groups for action in (*group.actions, *group.more)]
    rail = [f"{step.state}: {step.line}" for step in found.rail.steps]
    return Page(found.title, rail, counts, actions, [found.stuck.title] if found.stuck else [])


def looking(s, **facts):
    """Goal and criteria are there."""
    s.goal(**facts)
    s.criteria(*MUSTS)


def fits(s):
    """Margaret was met three weeks ago, and it fits."""
    s.goal(ago=40, steps=3, done=(5,))
    s.criteria(*MUSTS, ago=40)
    s.prospect("Margaret Lindqvist", "++", ago=40)
    s.meet("Margaret Lindqvist", 20, "good_fit", thanked=20)
