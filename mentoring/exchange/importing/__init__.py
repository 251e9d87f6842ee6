"""Files of contacts on their way in: read, matched, confirmed and undone in slices, each a request of its own."""

from .applying import CHANGED_SINCE, Stale, confirm_import
from .comparing import compare_again, is_without_contact
from .reading import SLICE, begin_import, put_away, read_slice
from .undoing import TOO_LATE, Outlook, next_slice, outlook, undo

__all__ = [
    "CHANGED_SINCE",
    "SLICE",
    "TOO_LATE",
    "Outlook",
    "Stale",
    "begin_import",
    "compare_again",
    "confirm_import",
    "is_without_contact",
    "next_slice",
    "outlook",
    "put_away",
    "read_slice",
    "undo",
]
