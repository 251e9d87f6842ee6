"""Where the search is stuck: one explainable rule a row, each with the facts it rests on and one thing to do."""

from collections.abc import Callable, Iterable, Iterator

from ..next_actions import Action
from ..records import Records
from . import between, criteria, goals, network, together
from .finding import PUT_ASIDE_DAYS, Stuck

__all__ = ["PUT_ASIDE_DAYS", "Stuck", "found", "telling"]

# The most telling first. The first column says when a rule speaks: while somebody is looked for, while an agreement
# runs (both may be so), or always.
SEARCHING, TOGETHER, ALWAYS = "searching", "together", "always"
RULES: tuple[tuple[str, Callable[[Records], Iterator[Stuck]]], ...] = (
    (ALWAYS, network.unused),
    (SEARCHING, network.asks_in_vain),
    (SEARCHING, criteria.rules_out_many),
    (SEARCHING, network.no_meeting),
    (TOGETHER, between.moved_twice),
    (TOGETHER, between.unanswered),
    (TOGETHER, between.long_apart),
    (TOGETHER, together.no_session),
    (SEARCHING, network.standing_still),
    (SEARCHING, criteria.goal_without),
    (SEARCHING, criteria.nobody_assessed),
    (ALWAYS, goals.no_step_done),
)


def found(records: Records) -> list[Stuck]:
    """Everything the rules find today, the most telling first; nothing of what was put aside."""
    now = {ALWAYS: True, SEARCHING: records.search.is_on, TOGETHER: bool(records.running)}
    return [
        stuck
        for when, rule in RULES
        if now[when]
        for stuck in rule(records)
        if stuck.key not in records.postponed
    ]


def telling(records: Records, actions: Iterable[Action]) -> list[Stuck]:
    """The most telling first; none says what a next action says, or gives the advice or address of one before it."""
    said = {words.casefold() for action in actions for words in (action.title, action.why)}
    new = []
    for stuck in found(records):
        if not said & {*(words.casefold() for words in stuck.words), stuck.url}:
            new.append(stuck)
            said |= {stuck.advice.casefold(), stuck.url}
    return new
