"""Files of contacts on their way in: read and matched in slices, confirmed as a whole, undone as a whole."""

from .applying import Stale, confirm_import
from .reading import SLICE, begin_import, read_slice
from .undoing import Outlook, outlook, undo

__all__ = ["SLICE", "Outlook", "Stale", "begin_import", "confirm_import", "outlook", "read_slice", "undo"]
