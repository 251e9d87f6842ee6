"""What a row of a file says about somebody, in the fields of a contact, and what that changes about a contact."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ...identity.keys import company_key, email_key, name_key, profile_key
from ...identity.likeness import phone_key, plain
from ...models import Contact, Tag
from ...text.text import says_something
from ..formats import Row

# The fields a file can fill, in the order in which they are told.
FIELDS = ("name", "role", "company", "place", "email", "phone", "linkedin", "how_known", "notes")
COLUMNS: dict[str, Any] = {name: Contact._meta.get_field(name) for name in FIELDS}
LONGEST = {name: column.max_length for name, column in COLUMNS.items()}
LONGEST_TAG = Tag._meta.get_field("name").max_length


def values_of(row: Row) -> dict:
    """The row as a contact would hold it, only what it says. Raises ValidationError for a name nobody can see.

    The readers clean what they read; this is the wall behind them, so a value that a contact cannot hold
    stands in its notes instead of being lost.
    """
    values: dict = {name: getattr(row, name) for name in FIELDS if getattr(row, name)}
    if row.known_since_text:
        values.setdefault("how_known", _connected(row))
    if not says_something(values.get("name", "")) or len(row.name) > LONGEST["name"]:
        raise ValidationError(_("No name that a contact can have"))
    misfits = []
    for name in ("role", "company", "place", "email", "phone", "linkedin", "how_known"):
        value = values.get(name)
        if value and not _fits(name, value):
            misfits.append(f"{COLUMNS[name].verbose_name}: {values.pop(name)}")
    if misfits:
        values["notes"] = "\n".join(filter(None, [values.get("notes", ""), *misfits]))[: LONGEST["notes"]]
    tags = {plain(tag): " ".join(tag.split())[:LONGEST_TAG] for tag in row.tags if says_something(tag)}
    several = {
        "tags": list(tags.values()),
        "emails": list(row.emails[1:]),
        "phones": list(row.phones[1:]),
        "remarks": [str(remark) for remark in row.remarks],
    }
    return values | {name: found for name, found in several.items() if found}


def _connected(row: Row) -> str:
    """How the two know each other, as far as LinkedIn tells."""
    day = date_format(row.known_since, "j F Y") if row.known_since else row.known_since_text
    return _("Connected on LinkedIn since %(day)s") % {"day": day}


def _fits(name: str, value: str) -> bool:
    try:
        COLUMNS[name].run_validators(value)
    except ValidationError:
        return False
    return len(value) <= LONGEST[name]


def values_of_contact(contact: Contact) -> dict:
    """What stands in the fields of a contact whose tags were fetched along, with its keys."""
    values = {name: getattr(contact, name) for name in (*FIELDS, *Contact.KEYS)}
    return values | {"pk": contact.pk, "tags": [tag.name for tag in contact.tags.all()]}


def changes(values: dict, stands: dict) -> tuple[list[str], list[str]]:
    """The fields that `values` would fill, and those in which it says something else than what stands there."""
    fills: list[str] = []
    differs: list[str] = []
    for name in FIELDS:
        said, standing = values.get(name, ""), stands.get(name, "")
        if not said or _says_the_same(name, said, standing, values):
            continue
        (differs if standing else fills).append(name)
    if {plain(tag) for tag in values.get("tags", ())} - {plain(tag) for tag in stands.get("tags", ())}:
        fills.append("tags")
    return fills, differs


def _says_the_same(name: str, said: str, standing: str, values: dict) -> bool:
    if not standing:
        return False
    if said == standing or name == "how_known":
        return True  # how one knows somebody stands there in the person's own words: no file knows better
    if name == "notes":
        return said in standing
    if name in ("email", "phone"):
        # One of several is enough: which of them comes first is no news.
        key = email_key if name == "email" else phone_key
        return key(standing) in [key(one) for one in (said, *values.get(f"{name}s", ()))]
    keys: dict[str, Callable[[str], str]] = {
        "name": name_key,
        "company": company_key,
        "linkedin": profile_key,
    }
    compared_by = keys.get(name, plain)
    return compared_by(said) == compared_by(standing)


def joined_notes(standing: str, said: str) -> str:
    """Both notes, the standing ones first: a file adds to what was written by hand and never replaces it."""
    if not standing or said in standing:
        return standing or said
    return f"{standing}\n\n{said}"[: LONGEST["notes"]]
