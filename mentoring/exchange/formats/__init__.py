"""Files of contacts in the formats people have: recognised by their content and read as rows, without a database."""

from .reading import guessed_columns, read
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
    "guessed_columns",
    "read",
]
