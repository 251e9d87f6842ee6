"""Google’s contacts as CSV, with the headings of before and after 2024."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from .cleaning import own_tags
from .draft import Address, RowDraft, has_another_word
from .rows import Entry
from .tables import is_of_a_kind, plain_heading
from .unread import is_of_a_program

_GROUP = re.compile(
    r"^(e-mail|phone|website|address|organization|event|relation|custom field|im) (\d+) - (.+)$",
    re.IGNORECASE,
)
_SEVERAL = " ::: "  # how Google puts several values into one cell
# What it writes for itself, and the names it puts together of their parts.
_OF_GOOGLE = {"photo", "gender", "language", "sensitivity", "priority", "directory server", "initials"}


def is_google_heading(headings: list[str]) -> bool:
    """Whether these are Google’s headings, old or new, as plain ones."""
    found = set(headings)
    old = {"given name", "family name"} <= found
    new = "first name" in found and bool({"organization name", "email label"} & found)
    return old or new


def _several_values(text: str) -> list[str]:
    return [value.removeprefix("* ").strip() for value in text.split(_SEVERAL) if value.strip()]


def google_reader(headings: list[str]) -> Callable[[int, list[str]], Entry]:
    """How rows below these headings are read; each heading is taken apart once."""
    columns = []
    for heading in headings:
        found = _GROUP.match(heading.strip()[:200])
        group = (found[1].lower(), int(found[2][:6])) if found else None
        columns.append((group, found[3].lower() if found else heading.strip().lower(), heading))
    return lambda line, cells: _google_person(line, cells, columns)


def _google_person(
    line: int, cells: list[str], columns: list[tuple[tuple[str, int] | None, str, str]]
) -> Entry:
    """One contact; what Waymark has no place for becomes a line of the notes."""
    draft = RowDraft(line)
    groups: dict[tuple[str, int], dict[str, str]] = {}
    plain: dict[str, str] = {}
    for (group, name, heading), cell in zip(columns, cells, strict=False):
        if not cell.strip():
            continue
        if group:
            groups.setdefault(group, {})[name] = cell
        elif name in _PUT:
            plain.setdefault(name, cell)
        elif name not in _OF_GOOGLE and not is_of_a_program(plain_heading(name)):
            draft.extra.append((heading, cell))
    organizations = []
    for (kind, _number), parts in groups.items():
        if kind == "organization":
            organizations.append(parts)
        else:
            _put_group(draft, kind, parts)
    draft.name = plain.get("name", "")
    draft.first = plain.get("first name", plain.get("given name", ""))
    draft.middle = plain.get("middle name", plain.get("additional name", ""))
    draft.last = plain.get("last name", plain.get("family name", ""))
    draft.prefix, draft.suffix = plain.get("name prefix", ""), plain.get("name suffix", "")
    draft.other_name = plain.get("file as", "") or plain.get("nickname", "")
    draft.extra.insert(0, (_("Also called"), plain.get("nickname", "")))
    names = (draft.name, draft.prefix, draft.first, draft.middle, draft.last, draft.suffix)
    shown = " ".join(filter(None, names)) or draft.other_name
    filed_as = plain.get("file as", "")
    if has_another_word(filed_as, f"{shown} {plain.get('nickname', '')}"):
        draft.extra.append(("File As", filed_as))
    draft.birthday = plain.get("birthday", "")
    draft.place = plain.get("location", "")
    draft.notes = [plain.get("notes", "")]
    draft.tags = own_tags(
        label
        for label in _several_values(plain.get("labels", plain.get("group membership", "")))
        if label.lower() != "other"
    )
    new = {
        name.removeprefix("organization "): plain[name] for name in plain if name.startswith("organization ")
    }
    _put_organizations(draft, [*([new] if new else []), *organizations])
    occupation = plain.get("occupation", "")
    draft.role = draft.role or occupation
    draft.extra += [("Occupation", occupation)] if occupation != draft.role else []
    return draft.row()


_PUT = {
    "name", "first name", "given name", "middle name", "additional name", "last name", "family name", "name prefix",
    "name suffix", "file as", "nickname", "birthday", "location", "notes", "labels", "group membership", "occupation",
    "organization name", "organization title", "organization department",
}  # fmt: skip


def _put_organizations(draft: RowDraft, organizations: list[dict[str, str]]) -> None:
    """The first one is the company; others, and what else is said of one, go to the notes."""
    for number, parts in enumerate(organizations):
        name, title, department = (
            _several_values(parts.pop(part, "")) or [""] for part in ("name", "title", "department")
        )
        if not number:
            draft.company, draft.role = name[0], title[0]
            name, title = name[1:], title[1:]
        draft.extra += [(_("Company"), ", ".join(filter(None, [*title, *name])))]
        draft.extra += [(_("Department"), one) for one in department]
        parts.pop("type", ""), parts.pop("label", "")
        draft.extra += [(f"Organization, {part}", text) for part, text in parts.items()]


def _put_group(draft: RowDraft, kind: str, parts: dict[str, str]) -> None:
    values = _several_values(parts.get("value", ""))
    called = parts.get("label", parts.get("type", ""))
    label = (_several_values(called) or [""])[0].strip("* ")
    if not is_of_a_kind(label):
        draft.own_labels.add(label)
    if kind in ("e-mail", "phone"):
        listed = draft.emails if kind == "e-mail" else draft.phones
        at = 0 if called.startswith("*") else len(listed)  # the star marks the one to use
        listed[at:at] = [(label, value) for value in values]
    elif kind == "website":
        draft.urls += values
    elif kind == "address":
        draft.addresses += _addresses(parts)
    else:
        label = parts.get("service", "") or label or kind.capitalize()
        draft.extra += [(label, value) for value in values]


def _addresses(parts: dict[str, str]) -> list[Address]:
    """The addresses of one group, whose cells may hold several each."""
    listed = {name: _several_values(text) for name, text in parts.items()}
    number = max((len(listed[name]) for name in ("city", "street", "formatted") if name in listed), default=1)
    found = []
    for at in range(number):
        part = {name: values[at] for name, values in listed.items() if at < len(values)}
        street = [part[name] for name in ("extended address", "street", "po box") if name in part]
        address = Address(
            street, *(part.get(name, "") for name in ("postal code", "city", "region", "country"))
        )
        if not address.line:
            address.street = [part.get("formatted", "")]
        found.append(address)
    return found
