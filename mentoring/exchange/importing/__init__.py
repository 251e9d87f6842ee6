"""Files of contacts on their way in: read and matched in slices, confirmed as a whole, undone as a whole."""

from .applying import Stale, confirm
from .reading import SLICE, begin, read_on
from .undoing import Outlook, outlook, undo

__all__ = ["SLICE", "Outlook", "Stale", "begin", "confirm", "outlook", "read_on", "undo"]
