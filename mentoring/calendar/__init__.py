"""Meetings, reviews, last days and due courtesies for whatever calendar the person already looks at."""

from .address import person_of, secret_address
from .events import Event, Kept, events_of, meeting_event
from .writing import as_feed, as_file

__all__ = [
    "Event",
    "Kept",
    "as_feed",
    "as_file",
    "events_of",
    "meeting_event",
    "person_of",
    "secret_address",
]
