"""What a row of a file says about somebody, in the fields of a contact, and what that changes about a contact."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ...dates.days import whole_day
from ...identity.fields import (
    BY_NAME,
    FIELDS,
    HOW_KNOWN,
    LONGEST,
    LONGEST_TAG,
    NAME,
    NAMES,
    NOTES,
    PHONE,
    ContactField,
    called_too,
)
from ...identity.likeness import connected_on
from ...identity.names import name_of, says_more, written_alike
from ...models import Contact, ImportRow
from ...text.letters import plain
from ...text.phones import has_country_code
from ...text.text import says_something
from ..formats import Row
from ..formats.ways_to_reach import is_email

# What else but a name and notes a row may say; and how every profile begins that a reader has found.
_LOOKED_AT = [field for field in FIELDS if field not in (NAME, NOTES)]
_PROFILES = "https://www.linkedin.com/"
# Beside its fields: what a row may hold more than one of.
SEVERAL = ("tags", "emails", "phones")
# What LinkedIn's archive counted, by the columns of a tie; and that somebody in it is no connection.
TIE, OFFERED = "tie", "offered"
# What an import keeps of what it did: with how many who were contacts already it counted otherwise.
COUNTED = "counted"


def values_of_row(row: Row) -> dict:
    """The row as a contact would hold it, only what it says. Raises ValidationError where it cannot be.

    The readers clean what they read; this is the wall behind them, so a value that a contact cannot hold
    stands in its notes instead of being lost.
    """
    values: dict = {name: getattr(row, name) for name in NAMES if getattr(row, name)}
    if row.known_since_text:
        since = whole_day(row.known_since) if row.known_since else row.known_since_text
        values.setdefault("how_known", connected_on(since))
    if not says_something(values.get("name", "")) or len(row.name) > LONGEST["name"]:
        raise ValidationError(_("There’s no name we can use"))
    misfits = []
    for field in _LOOKED_AT:
        value = values.get(field.name)
        if value and not _fits(field.name, value):
            misfits.append(f"{field.label}: {values.pop(field.name)}")
    remarks = [str(remark) for remark in row.remarks]
    if misfits:
        notes = "\n".join(filter(None, [values.get("notes", ""), *misfits]))
        if len(notes) > LONGEST["notes"]:
            raise ValidationError(no_room())
        values["notes"] = notes
    if row.tags:
        tags = {plain(tag): " ".join(tag.split())[:LONGEST_TAG] for tag in row.tags if says_something(tag)}
        values["tags"] = list(tags.values())
    values |= {"emails": [*row.emails[1:]], "phones": [*row.phones[1:]], "remarks": remarks}
    values |= {TIE: row.tie, OFFERED: row.is_offered}
    return {name: found for name, found in values.items() if found}


def _fits(name: str, value: str) -> bool:
    if name == "email":
        return is_email(value)
    if value.startswith(_PROFILES) and value.split() == [value]:
        return len(value) <= LONGEST[name]
    return _passes(name, value)


@lru_cache(maxsize=2000)
def _passes(name: str, value: str) -> bool:
    column: Any = Contact._meta.get_field(name)
    try:
        column.run_validators(value)
    except ValidationError:
        return False
    return len(value) <= LONGEST[name]


def values_of_contact(contact: Contact) -> dict:
    """What stands in the fields of a contact whose tags were fetched along."""
    values = {name: getattr(contact, name) for name in NAMES}
    return values | {"pk": contact.pk, "tags": [tag.name for tag in contact.tags.all()]}


def changes(values: dict, stands: dict) -> tuple[list[str], list[str]]:
    """What adding what is new would fill in or add to, and the fields that say something else."""
    facts = added(values, stands)
    fills = [name for name in NAMES if name in facts]
    if {plain(tag) for tag in values.get("tags", ())} - {plain(tag) for tag in stands.get("tags", ())}:
        fills.append("tags")
    return fills, [field.name for field in FIELDS if _differs(field, values, stands)]


def added(values: dict, stands: dict, promised: Collection[str] = ()) -> dict:
    """The fields as they become when what is new is added: blanks are filled, nothing that stands is replaced.

    Another address or number becomes a line of the notes, and so does a name that says whether it is Mr or Mrs, father
    or son, every paragraph that is not there yet, and what was `promised` to fill a field that another row has filled
    meanwhile.
    """
    facts: dict[str, str] = {}
    lines = []
    there = _lines_of(stands.get(NOTES.name, "")) if promised else ()
    for field in FIELDS:
        said, standing = values.get(field.name, ""), stands.get(field.name, "")
        if not said or field.joined:
            continue
        if not standing or (field is NAME and not name_of(standing) and name_of(said)):
            facts[field.name] = said
        elif _makes_a_line(field, said, standing) and not _stands(field, said, stands):
            lines.append(_as_line(field, said))
        elif field.name in promised and _says_otherwise(field, values, stands):
            lines += [line for line in [_as_line(field, said)] if plain(line) not in there]
    notes = [*_new_paragraphs(values, stands), "\n".join(lines)]
    said = joined_notes(stands.get(NOTES.name, ""), "\n\n".join(filter(None, notes)))
    if said != stands.get(NOTES.name, ""):
        facts[NOTES.name] = said
    return facts


def has_room(values: dict, stands: dict) -> bool:
    """Whether the notes of both fit into one contact: nothing of them is ever cut."""
    return fits(added(values, stands))


def fits(facts: dict) -> bool:
    """Whether a contact can have notes as long as these."""
    return len(facts.get(NOTES.name, "")) <= LONGEST[NOTES.name]


def no_room() -> str:
    """That the notes of both do not fit into one contact, in a sentence."""
    words = _("Together, the notes would be longer than %(most)s characters, so not all of them fit.")
    return words % {"most": f"{LONGEST[NOTES.name]:,}"}


def taken_over(values: dict, stands: dict, own: Collection[str] = ()) -> dict:
    """The fields as they become when the file counts; of an address or a number the old one stays in the notes.

    So does what another row of the file wrote, in its `own` fields.
    """
    differs = [field for field in FIELDS if _differs(field, values, stands)]
    new = {field.name: values[field.name] for field in differs}
    old = {field.name: stands[field.name] for field in differs if field.several or field.name in own}
    return added(values | old, stands | new, own) | new


def facts_of_row(row: ImportRow, contact: Contact, own: set[str]) -> dict:
    """The fields that a row changes of its contact: what is new, and what the person chose to take from the file.

    Nothing is lost of what the page promised of this row and of those that wrote the `own` fields before it.
    """
    stands = values_of_contact(contact)
    if row.choice == ImportRow.Choice.TAKE:
        return taken_over(row.values, stands, own)
    return added(row.values, stands, own.intersection(row.fills))


def joined_row(values: dict, earlier: dict) -> dict | None:
    """An earlier row with all that a later one says of the same person; None when there is no room for it."""
    facts = learnt(values, earlier)
    lines = [
        _as_line(field, values[field.name])
        for field in FIELDS
        if not field.several and _says_otherwise(field, values, earlier)
    ]
    standing = facts.get(NOTES.name, "")
    there = _lines_of(standing)
    notes = joined_notes(standing, "\n".join(line for line in lines if plain(line) not in there))
    facts |= {NOTES.name: notes} if notes else {}
    return facts if fits(facts) else None


def learnt(values: dict, stands: dict) -> dict:
    """What is known of somebody once what is new was added, with all tags, addresses and numbers."""
    facts = stands | added(values, stands)
    for name in SEVERAL:
        if found := [*stands.get(name, ()), *values.get(name, ())]:
            facts[name] = list({plain(one): one for one in reversed(found)}.values())[::-1]
    if tie := values.get(TIE, {}) | stands.get(TIE, {}):
        facts[TIE] = tie
    return facts


def _differs(field: ContactField, values: dict, stands: dict) -> bool:
    """Whether a field says otherwise, but for how one knows somebody, which no file knows better than the person."""
    if field is HOW_KNOWN or field.joined or not _says_otherwise(field, values, stands):
        return False
    own = (values[field.name], *values.get(f"{field.name}s", ()))
    return not field.several or not any(field.says_the_same(stands[field.name], one) for one in own)


def _says_otherwise(field: ContactField, values: dict, stands: dict) -> bool:
    said, standing = values.get(field.name, ""), stands.get(field.name, "")
    if field is NAME and not (name_of(said) and name_of(standing)):
        return False
    return bool(said and standing) and not _stands(field, said, stands)


def _stands(field: ContactField, said: str, stands: dict) -> bool:
    """Whether a value is known already, in its field or in a line of the notes."""
    if field is NAME:
        return goes_by(said, stands)
    known = [stands.get(field.name, ""), *stands.get(f"{field.name}s", ())]
    if field.several:
        known += _noted(field.name, stands.get(NOTES.name, "")).get(field.key(said) or plain(said), ())
    same = [one for one in known if one and field.says_the_same(said, one)]
    if field is PHONE and has_country_code(said):
        return any(map(has_country_code, same))
    return bool(same)


# Many rows of a file are compared with one note.
@lru_cache(maxsize=30)
def _noted(name: str, notes: str) -> dict[str, list[str]]:
    """What the lines of notes say after their labels, by the keys that this field has for it."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in notes.splitlines():
        value = line.rpartition(": ")[2]
        found[BY_NAME[name].key(value) or plain(value)].append(value)
    return dict(found)


@lru_cache(maxsize=30)
def _lines_of(notes: str) -> frozenset[str]:
    return frozenset(map(plain, notes.splitlines()))


def _makes_a_line(field: ContactField, said: str, standing: str) -> bool:
    """Whether another value than the one that stands in a field becomes a line of the notes."""
    return says_more(said, standing) if field is NAME else field.several


def goes_by(said: str, stands: dict) -> bool:
    """Whether a name is written alike, in its field or in a line of the notes."""
    return written_alike(said, stands.get(NAME.name, "")) or any(
        written_alike(said, one) for one in called_too(stands)
    )


def _as_line(field: ContactField, text: str) -> str:
    return f"{field.heading}: {text}"


def _new_paragraphs(values: dict, stands: dict) -> Iterator[str]:
    """The paragraphs of the notes that are not there yet; of those that list what has no place, the new lines."""
    standing = _lines_of(stands.get("notes", ""))
    for paragraph in values.get("notes", "").split("\n\n"):
        lines = [line for line in paragraph.splitlines() if line.strip() and plain(line) not in standing]
        if all(": " in line for line in paragraph.splitlines()):
            lines = [line for line in lines if not _is_known(line, stands)]
            paragraph = "\n".join(lines)
        if lines:
            yield paragraph


def _is_known(line: str, stands: dict) -> bool:
    """Whether a line says no more than an address or a number that stands in its field: "Email: ann@example.org"."""
    label, _colon, value = line.partition(": ")
    fields = [field for field in FIELDS if field.several and not field.joined and stands.get(field.name)]
    return any(
        plain(label) == plain(str(field.label)) and field.says_the_same(value, stands[field.name])
        for field in fields
    )


def joined_notes(standing: str, said: str) -> str:
    """Both notes, the standing ones first: a file adds to what was written by hand and never replaces it."""
    if not standing or not said or f"\n{said}\n" in f"\n{standing}\n":
        return standing or said
    return f"{standing}\n\n{said}"
