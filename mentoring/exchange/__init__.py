"""Contacts and whole accounts, in from files and out as files."""

from .reading import columns, read
from .rows import MOST_BYTES, MOST_ROWS, Column, Empty, Entry, Reading, Row, Trouble, Unreadable
from .tables import FIELDS

__all__ = [
    "FIELDS",
    "MOST_BYTES",
    "MOST_ROWS",
    "Column",
    "Empty",
    "Entry",
    "Reading",
    "Row",
    "Trouble",
    "Unreadable",
    "columns",
    "read",
]
