"""LinkedIn’s Connections.csv, as it comes: the notes block above the heading, with and without the URL column."""

from .cleaning import RowDraft
from .rows import Entry
from .tables import field_of, plain_heading

_NAMES = {"first name", "last name", "company", "position"}
_ONLY_HERE = {"connected on", "url"}
_ALL = _NAMES | _ONLY_HERE | {"email address"}


def is_linkedin_heading(cells: list[str]) -> bool:
    """Whether this row is the heading; it stands within the first rows, below notes that may wrap."""
    found = set(map(plain_heading, cells))
    return found >= _NAMES and bool(found & _ONLY_HERE)


def linkedin_person(line: int, cells: list[str], headings: list[str]) -> Entry:
    """One connection; Empty for a deleted member, of whom LinkedIn leaves only commas."""
    by_name = dict(zip(map(plain_heading, headings), cells, strict=False))
    own = [
        (heading, cell)
        for heading, cell in zip(headings, cells, strict=False)
        if plain_heading(heading) not in _ALL
    ]
    return RowDraft(
        line,
        first=by_name.get("first name", ""),
        last=by_name.get("last name", ""),
        urls=[by_name.get("url", "")],
        emails=[by_name.get("email address", "")],
        company=by_name.get("company", ""),
        role=by_name.get("position", ""),
        known_since=by_name.get("connected on", ""),
        tags=[tag for heading, cell in own if field_of(heading) == "tags" for tag in cell.split(",")],
        extra=[(heading, cell) for heading, cell in own if field_of(heading) != "tags"],
    ).row()
