"""The table that Waymark itself exports: known by its columns, and read without a guess."""

from ...identity.fields import COLUMNS, GREETING
from .rows import RowReader
from .tables import by_mapping, field_of

# The columns of Waymark's own export, in their order, and those of the time before it had a greeting.
OURS = (COLUMNS, tuple(name for name in COLUMNS if name != GREETING.name))


def our_columns(headings: list[str]) -> tuple[str, ...]:
    """The columns that headings of Waymark's own export are, in English or the language of the page; else none."""
    found = tuple(map(field_of, headings[: len(COLUMNS)]))
    return next((columns for columns in OURS if found[: len(columns)] == columns), ())


def is_ours(headings: list[str]) -> bool:
    """Whether these are the headings of Waymark's own export."""
    return bool(our_columns(headings))


def by_our_columns(headings: list[str]) -> RowReader:
    """How rows of Waymark's own export are read, whose headings are those of one language."""
    columns = enumerate(our_columns(headings))
    mapping = {index: "own_tags" if field == "tags" else field for index, field in columns}
    return by_mapping(mapping, headings, is_exact=True)
