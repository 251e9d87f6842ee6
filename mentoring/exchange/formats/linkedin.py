"""LinkedIn’s Connections.csv, as it comes: the notes block above the heading, with and without the URL column."""

from .cleaning import Draft
from .rows import Entry
from .tables import plain

_NAMES = {"first name", "last name", "company", "position"}
_ONLY_HERE = {"connected on", "url"}


def is_heading(cells: list[str]) -> bool:
    """Whether this row is the heading; it stands within the first rows, below notes that may wrap."""
    found = set(map(plain, cells))
    return found >= _NAMES and bool(found & _ONLY_HERE)


def person(line: int, cells: list[str], headings: list[str]) -> Entry:
    """One connection; Empty for a deleted member, of whom LinkedIn leaves only commas."""
    by_name = dict(zip(map(plain, headings), cells, strict=False))
    return Draft(
        line,
        first=by_name.get("first name", ""),
        last=by_name.get("last name", ""),
        urls=[by_name.get("url", "")],
        emails=[by_name.get("email address", "")],
        company=by_name.get("company", ""),
        role=by_name.get("position", ""),
        known_since=by_name.get("connected on", ""),
    ).row()
