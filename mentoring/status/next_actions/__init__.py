"""What to do next and by when: one rule per row, each asked of the records in the models' own phrases."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from ...models import Contact, Introduction
from ...models.introduction_facts import COURTESIES
from ..records import Records
from . import (
    agreements,
    contacts,
    goals,
    introductions,
    meetings,
    messages,
    network,
    reminders,
    reviews,
    sessions,
)
from .action import Action, ActionKey, Group, end_of_week, has_week

__all__ = [
    "Action",
    "Group",
    "end_of_week",
    "for_contact",
    "for_user",
    "gather",
    "has_week",
    "set_aside",
    "thanks_due",
]

# What somebody was promised, then what brings an introduction further.
PROMISES_FIRST = sorted(COURTESIES, key=lambda fact: (not fact.is_promise, not fact.is_step))

# Two things due on the same day stand in this order. The first column says what a rule speaks of.
RULES: tuple[tuple[str, Callable[[Records], Iterator[Action]]], ...] = (
    *(("contact", partial(introductions.courtesies, fact=fact)) for fact in PROMISES_FIRST),
    ("contact", introductions.thank_for_a_no),
    ("contact", introductions.let_them_know),
    ("contact", sessions.thank_people),
    ("contact", sessions.send_summary),
    ("contact", meetings.write_down),
    ("contact", agreements.hear),
    ("contact", messages.open_messages),
    ("contact", agreements.complete),
    ("contact", agreements.share),
    ("contact", agreements.await_answer),
    ("contact", agreements.begin_term),
    ("contact", meetings.rebook),
    ("contact", meetings.prepare_first),
    ("contact", sessions.send_agenda),
    ("contact", meetings.decide),
    ("contact", meetings.talk_again),
    ("contact", meetings.plan_first),
    ("contact", contacts.due_again),
    ("contact", sessions.plan_session),
    ("contact", reviews.look_back),
    ("contact", meetings.came_of_advice),
    ("contact", agreements.plan_close),
    ("contact", agreements.part_well),
    ("contact", agreements.stay_in_touch),
    ("contact", reminders.own),
    ("search", goals.steps),
    ("search", goals.sharpen),
    ("search", goals.without_criterion),
    ("search", goals.practicalities),
    ("search", network.go_on),
)


def gather(records: Records) -> list[Action]:
    """Everything to do that the person has not put off, by its day; what has no day comes last.

    A promise that was broken (an introduction nobody used) stands above everything else, then one that is late.
    """
    found = [
        (rank, _back(action, records))
        for rank, (about, rule) in enumerate(RULES)
        if about == "contact" or records.contact is None
        for action in rule(records)
        if action.key not in records.postponed
    ]
    found.sort(key=lambda row: _in_turn(row[1], row[0], records.today))
    return [action for _rank, action in found]


def _in_turn(action: Action, rank: int, today: dt.date) -> tuple[bool, bool, dt.date, int]:
    """What is broken, then what somebody was promised and still waits for, then by its day; news can wait longer."""
    return not action.is_broken, not action.is_late(today), action.due_on or dt.date.max, rank


def _back(action: Action, records: Records) -> Action:
    """Something that was put off is due on the day it came back, and late only after that."""
    back_on = records.back_on.get(action.key)
    if back_on is None or action.due_on is None or action.due_on >= back_on:
        return action
    return replace(action, due_on=back_on)


def for_user(user, today: dt.date) -> list[Action]:
    """What `user` has to do next on `today`, in the order of the list."""
    return gather(Records(user, today))


def set_aside(records: Records) -> list[Action]:
    """What the person put off or doesn't need, and what would stand on the list today otherwise."""
    everything = Records(records.user, records.today)
    everything.put_off_until = {}
    found = {action.key: action for action in gather(everything)}
    for introduction in everything.introductions:
        for courtesy in introduction.owed(records.user):
            action = introductions.courtesy_action(everything, introduction, courtesy)
            found.setdefault(action.key, action)
    return [action for key, action in found.items() if key in records.postponed]


def for_contact(records: Records, contact: Contact) -> list[Action]:
    """Of what a person has to do next, only what concerns this contact; at most seven queries."""
    return [action for action in gather(records.about(contact)) if contact.pk in action.people]


def thanks_due(records: Records, introduction: Introduction) -> Action | None:
    """The thanks with which an introduction ends: for their no, or for meeting; None where none are due."""
    mine = {ActionKey("introduction", "no", introduction.pk)}
    mine |= {ActionKey("meeting", "thanked", meeting.pk) for meeting in introduction.meetings.all()}
    rules = (introductions.thank_for_a_no, meetings.thank)
    return next((action for rule in rules for action in rule(records) if action.key in mine), None)
