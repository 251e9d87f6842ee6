"""Files of contacts in the formats people have: recognised by their content and read as rows, without a database."""

from .encodings import LikelyLetters
from .known import ENDINGS, FORMATS, TABLE, FileFormat, joined_by, label_of
from .reading import Look, looked_at, read
from .rows import MOST_BYTES, MOST_ROWS, Column, Empty, Entry, Reading, Row, Trouble, Unreadable
from .tables import FIELDS
from .taken_apart import LINKEDIN, MOST_ARCHIVE_BYTES, taken_apart, with_ties

__all__ = [
    "ENDINGS",
    "FIELDS",
    "FORMATS",
    "LINKEDIN",
    "MOST_ARCHIVE_BYTES",
    "MOST_BYTES",
    "MOST_ROWS",
    "TABLE",
    "Column",
    "Empty",
    "Entry",
    "FileFormat",
    "LikelyLetters",
    "Look",
    "Reading",
    "Row",
    "Trouble",
    "Unreadable",
    "joined_by",
    "label_of",
    "looked_at",
    "read",
    "taken_apart",
    "with_ties",
]
