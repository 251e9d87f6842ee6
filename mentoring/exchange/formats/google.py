"""Google’s contacts as CSV, with the headings of before and after 2024."""

import re

from django.utils.translation import gettext as _

from .cleaning import RowDraft
from .rows import Entry

_GROUP = re.compile(
    r"^(e-mail|phone|website|address|organization|event|relation|custom field|im) (\d+) - (.+)$",
    re.IGNORECASE,
)
_SEVERAL = " ::: "  # how Google puts several values into one cell


def is_google_heading(cells: list[str]) -> bool:
    """Whether these are Google’s headings, old or new."""
    found = {cell.strip().lower() for cell in cells}
    old = {"given name", "family name"} <= found
    new = "first name" in found and bool({"organization name", "e-mail 1 - label"} & found)
    return old or new


def _several_values(text: str) -> list[str]:
    return [value.removeprefix("* ").strip() for value in text.split(_SEVERAL) if value.strip()]


def google_person(line: int, cells: list[str], headings: list[str]) -> Entry:
    """One contact; what Waymark has no place for becomes a line of the notes."""
    draft = RowDraft(line)
    organization: dict[str, str] = {}
    groups: dict[tuple[str, int], dict[str, str]] = {}
    plain: dict[str, str] = {}
    for heading, cell in zip(headings, cells, strict=False):
        if not cell.strip():
            continue
        if found := _GROUP.match(heading.strip()):
            groups.setdefault((found[1].lower(), int(found[2][:6])), {})[found[3].lower()] = cell
        else:
            plain.setdefault(heading.strip().lower(), cell)
    for (kind, _number), parts in groups.items():
        _put_group(draft, kind, parts, organization)
    draft.name = plain.get("name", "")
    draft.first = plain.get("first name", plain.get("given name", ""))
    draft.middle = plain.get("middle name", plain.get("additional name", ""))
    draft.last = plain.get("last name", plain.get("family name", ""))
    draft.suffix = plain.get("name suffix", "")
    draft.other_name = plain.get("file as", "") or plain.get("nickname", "")
    draft.company = plain.get("organization name", organization.get("name", ""))
    draft.role = plain.get("organization title", organization.get("title", plain.get("occupation", "")))
    if not draft.place and "location" in plain:
        draft.place = [plain["location"]]
    draft.notes = [plain.get("notes", "")]
    draft.tags = [
        label
        for label in _several_values(plain.get("labels", plain.get("group membership", "")))
        if label.lower() not in ("mycontacts", "my contacts", "starred", "other")
    ]
    for name, label in _FURTHER.items():
        if text := plain.get(name, "") or organization.get(name.removeprefix("organization "), ""):
            draft.extra.append((str(label()), text))
    return draft.row()


_FURTHER = {
    "nickname": lambda: _("Also called"),
    "organization department": lambda: _("Department"),
    "birthday": lambda: _("Birthday"),
}


def _put_group(draft: RowDraft, kind: str, parts: dict[str, str], organization: dict[str, str]) -> None:
    values = _several_values(parts.get("value", ""))
    label = (_several_values(parts.get("label", parts.get("type", ""))) or [""])[0]
    if kind == "e-mail":
        draft.emails += values
    elif kind == "phone":
        draft.phones += values
    elif kind == "website":
        draft.urls += values
    elif kind == "organization":
        if not organization:
            organization.update({name: (_several_values(text) or [""])[0] for name, text in parts.items()})
    elif kind == "address":
        places = [part for part in (parts.get("city", ""), parts.get("country", "")) if part.strip()]
        if not draft.place:
            draft.place = [value for place in places for value in _several_values(place)[:1]]
    else:
        draft.extra += [(label, value) for value in values]
