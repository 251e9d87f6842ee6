"""What the tests of the next actions share: the list as it reads, a meeting and an agreement."""

import datetime as dt

from tests.factories import MeetingFactory, MentorAgreementFactory
from tests.stories import MARCH, day

A_WEEK_AGO = day(3, 5)


def told(actions, today=MARCH):
    """What the list says: when, what and why."""
    return [(action.group(today), action.due_on, action.title, action.why) for action in actions]


def confirmed(alice, mentor, **facts):
    """An agreement that is running, from 30 March to 30 September unless told otherwise."""
    facts = {
        "starts_on": day(3, 30),
        "ends_on": day(9, 30),
        "confirmed_on": day(3, 20),
        "confirmed_how": "in_person",
        "confirmed_words": [],
    } | facts
    return MentorAgreementFactory(owner=alice, mentor=mentor, **facts)


def only(actions, key):
    """The one action whose key begins like this; None when there is none."""
    found = [action for action in actions if action.key.startswith(key)]
    assert len(found) <= 1
    return found[0] if found else None


def held(alice, contact, outcome, on=A_WEEK_AGO, **facts):
    """A first meeting that was written down, at noon."""
    facts = {"thanked_on": on} | facts
    return MeetingFactory(
        owner=alice,
        contact=contact,
        starts_at=dt.datetime.combine(on, dt.time(12), tzinfo=dt.UTC),
        held_on=on,
        recorded_on=on,
        outcome=outcome,
        **facts,
    )
