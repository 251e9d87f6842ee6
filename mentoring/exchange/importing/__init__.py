"""Files of contacts on their way in: read and matched in slices, confirmed as a whole, undone as a whole."""

from .applying import Stale, confirm_import
from .reading import SLICE, begin_import, read_slice
from .undoing import TOO_LATE, Outlook, outlook, undo

__all__ = [
    "SLICE",
    "TOO_LATE",
    "Outlook",
    "Stale",
    "begin_import",
    "confirm_import",
    "outlook",
    "read_slice",
    "undo",
]
