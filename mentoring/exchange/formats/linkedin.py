"""LinkedIn’s Connections.csv, as it comes: the notes block above the heading, with and without the URL column."""

import re
from collections.abc import Callable

from .draft import RowDraft
from .rows import Entry
from .tables import field_of, plain_heading

_NAMES = {"first name", "last name", "company", "position"}
_ONLY_HERE = {"connected on", "url"}
_ALL = _NAMES | _ONLY_HERE | {"email address"}


def is_linkedin_heading(headings: list[str]) -> bool:
    """Whether these plain headings are LinkedIn's; they stand within the first rows, below notes that may wrap."""
    found = set(headings)
    return found >= _NAMES and bool(found & _ONLY_HERE)


def linkedin_reader(headings: list[str]) -> Callable[[int, list[str]], Entry]:
    """How rows below these headings are read; columns that a person added go to the tags and the notes."""
    plain = list(map(plain_heading, headings))
    own = [(at, field_of(headings[at]), headings[at]) for at, name in enumerate(plain) if name not in _ALL]
    return lambda line, cells: _linkedin_person(line, cells, plain, own)


def _linkedin_person(line: int, cells: list[str], plain: list[str], own: list[tuple[int, str, str]]) -> Entry:
    """One connection."""
    by_name = dict(zip(plain, cells, strict=False))
    added = [(field, heading, cells[at]) for at, field, heading in own if at < len(cells)]
    return RowDraft(
        line,
        first=by_name.get("first name", ""),
        last=by_name.get("last name", ""),
        urls=[by_name.get("url", "")],
        emails=[("", by_name.get("email address", ""))],
        company=by_name.get("company", ""),
        role=by_name.get("position", ""),
        known_since=by_name.get("connected on", ""),
        tags=[tag for field, _heading, cell in added if field == "tags" for tag in re.split("[,;]", cell)],
        extra=[(heading, cell) for field, heading, cell in added if field != "tags"],
    ).row()
