"""Meetings, reviews, last days and due courtesies for whatever calendar the person already looks at."""

from .address import Subscription, person_of, secret_address, subscription
from .events import CalendarEvent, Kept, events_of, meeting_event, nudge_event
from .writing import as_feed, as_file

__all__ = [
    "CalendarEvent",
    "Kept",
    "Subscription",
    "as_feed",
    "as_file",
    "events_of",
    "meeting_event",
    "nudge_event",
    "person_of",
    "secret_address",
    "subscription",
]
