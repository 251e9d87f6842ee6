"""Files of contacts in the formats people have: recognised by their content and read as rows, without a database."""

from .known import ENDINGS, FORMATS, TABLE, FileFormat, label_of
from .reading import guessed_columns, read
from .rows import MOST_BYTES, MOST_ROWS, Column, Empty, Entry, Reading, Row, Trouble, Unreadable
from .tables import FIELDS

__all__ = [
    "ENDINGS",
    "FIELDS",
    "FORMATS",
    "MOST_BYTES",
    "MOST_ROWS",
    "TABLE",
    "Column",
    "Empty",
    "Entry",
    "FileFormat",
    "Reading",
    "Row",
    "Trouble",
    "Unreadable",
    "guessed_columns",
    "label_of",
    "read",
]
