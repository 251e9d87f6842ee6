"""Any table of contacts, Outlook’s and our own among them: which column is what, and a person from each row."""

import re
from collections.abc import Callable
from functools import lru_cache, partial

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from ...identity.fields import BY_NAME, COLUMNS, NAME, NOTES, PARTS, ContactField, Part
from ...identity.keys import profile_key
from .cleaning import RowDraft, clean, is_email
from .rows import Column, Entry, RowReader, Trouble

# What a column can be chosen to be.
_ROWS: dict[str, ContactField | Part] = BY_NAME | {part.name: part for part in PARTS}
_OFFERED_FIRST = (
    NAME.name,
    *(part.name for part in PARTS if part.is_offered and part.belongs_to == NAME.name),
)
_OFFERED_LAST = (*(part.name for part in PARTS if part.is_offered and not part.belongs_to), NOTES.name)

# What only the known exports use: a person choosing columns is offered FIELDS.
_PART_OF = {part.name: part.belongs_to for part in PARTS}


def _label_of(name: str) -> str:
    return _ROWS[name].heading


FIELDS = {
    name: lazy(_label_of, str)(name)
    for name in dict.fromkeys([
        *_OFFERED_FIRST, *(name for name in BY_NAME if name not in _OFFERED_LAST), *_OFFERED_LAST,
    ])
}  # fmt: skip
# The columns of Waymark's own export, in their order.
OURS = COLUMNS

_EMAIL = re.compile(r"\be[ -]?mail", re.IGNORECASE)
_ASIDE = re.compile(r"[\[(](?:required|optional|erforderlich)[\])]", re.IGNORECASE)
_NEW_WORD = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")


@lru_cache(maxsize=1000)
def plain_heading(heading: str) -> str:
    """A heading as it is compared: `E-mail 2 Address`, `email_address` and `EmailAddress` are one."""
    text = re.sub("linkedin", "linkedin", clean(heading), flags=re.IGNORECASE)
    text = _NEW_WORD.sub(" ", _ASIDE.sub(" ", text).replace("\u2011", "-").replace("_", " "))
    text = re.sub(r"[*:-]|\b\d+\b", " ", _EMAIL.sub("email", text))
    return " ".join(text.lower().split())


_FIELD_OF = {
    plain_heading(heading): name for name, row in _ROWS.items() for heading in row.headings.split("|")
}


def field_of(heading: str) -> str:
    """The field that a heading means, in English, some neighbours and the language of the page; "" for others."""
    heading = plain_heading(heading)
    return next(
        (name for name, row in _ROWS.items() if heading == plain_heading(row.heading)),
        _FIELD_OF.get(heading, ""),
    )


def mapping_of(headings: list[str]) -> dict[int, str]:
    """Which column is which field, by its heading: the likely choice."""
    found: dict[int, str] = {}
    for index, heading in enumerate(headings):
        field = field_of(heading)
        if (
            field == "role"
            and plain_heading(heading) == "title"
            and "job title" in map(plain_heading, headings)
        ):
            field = ""  # Outlook’s “Title” is Mr or Dr
        if field and (_ROWS[field].several or field not in found.values()):
            found[index] = field
    return found


def with_parts(chosen: dict[int, str], headings: list[str]) -> dict[int, str]:
    """The chosen fields, each as the part of it that its heading means: a city of a place, a birthday of the notes."""
    likely = {index: field_of(heading) for index, heading in enumerate(headings)}
    return {
        index: likely[index] if _PART_OF.get(likely.get(index, "")) == name else name
        for index, name in chosen.items()
    }


def has_all(*needed: str) -> Callable[[list[str]], bool]:
    """Whether all of these stand among headings, whatever their spelling."""
    return lambda headings: set(needed) <= set(map(plain_heading, headings))


def is_ours(headings: list[str]) -> bool:
    """Whether these are the headings of Waymark's own export, in English or the language of the page."""
    return tuple(map(field_of, headings[: len(OURS)])) == OURS


def has_no_heading(cells: list[str]) -> bool:
    """Whether a first row is already a person: an address stands in it, where a heading has words."""
    return any(is_email(clean(cell)) or profile_key(cell) for cell in cells)


def columns_of(headings: list[str], samples: list[list[str]], headed: bool) -> list[Column]:
    """The columns as they are offered for choosing, with what stands in them first."""
    guesses = mapping_of(headings) if headed else _by_content(samples)
    found = []
    for index, heading in enumerate(headings):
        texts = [clean(row[index])[:80] for row in samples if index < len(row)]
        label = clean(heading)[:80] if headed else ""
        guess = guesses.get(index, "")
        found.append(
            Column(
                index=index,
                heading=label or _("Column %(number)d") % {"number": index + 1},
                samples=tuple(dict.fromkeys(text for text in texts if text))[:3],
                guess=guess if guess in FIELDS or not guess else _PART_OF[guess],
            )
        )
    return found


def _by_content(samples: list[list[str]]) -> dict[int, str]:
    """Without headings: addresses and profiles show themselves, and the first column of words is the name."""
    found: dict[int, str] = {}
    for index in range(max(map(len, samples), default=0)):
        texts = [text for text in (clean(row[index]) for row in samples if index < len(row)) if text]
        if any(map(is_email, texts)):
            found[index] = "email"
        elif any(map(profile_key, texts)):
            found[index] = "linkedin"
        elif texts and all(re.fullmatch(r"[+\d][\d ()/.-]{5,}", text) for text in texts):
            found[index] = "phone"
        elif "name" not in found.values() and texts:
            found[index] = "name"
    return found


def by_headings(headings: list[str]) -> RowReader:
    """How rows are read whose headings say what each column is."""
    return partial(person, mapping=mapping_of(headings), width=len(headings))


def by_our_columns(headings: list[str]) -> RowReader:
    """How rows of Waymark's own export are read, whose headings are those of one language."""
    mapping = {index: "own_tags" if field == "tags" else field for index, field in enumerate(OURS)}
    return partial(person, mapping=mapping, width=len(headings))


def person(line: int, cells: list[str], mapping: dict[int, str], width: int) -> Entry:
    """One row as a person, by which column is what."""
    if any(clean(cell) for cell in cells[width:]):
        return Trouble(line, _("It has more cells than the heading. Is a quotation mark missing?"))
    draft = RowDraft(line)
    for index, field in sorted(mapping.items()):
        if index < len(cells) and cells[index].strip():
            _put(draft, field, unguarded(cells[index]))
    return draft.row()


# What a spreadsheet runs as a formula when a cell begins with it (OWASP, “CSV injection”).
FORMULA = "=+-@\t\r\n＝＋－＠"


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in tuple(FORMULA) else cell


def _put(draft: RowDraft, field: str, text: str) -> None:
    match field:
        case "first_name":
            draft.first = f"{draft.first} {text}"
        case "middle_name":
            draft.middle = text
        case "last_name":
            draft.last = f"{draft.last} {text}"
        case "name" | "suffix" | "company" | "role" | "how_known" | "known_since":
            before = getattr(draft, field)
            setattr(draft, field, f"{before}, {text}" if before else text)
        case "nickname":
            draft.other_name = draft.other_name or text
            draft.extra.append((_("Also called"), text))
        case "email":
            draft.emails += re.split(r"\s*(?:[;,\n]| ::: )\s*", text)
        case "phone":
            draft.phones += re.split(r"\s*(?:[;,\n]| ::: )\s*", text)
        case "linkedin":
            draft.urls += text.split()
        case "place":
            draft.place.append(text)
        case "city" if not draft.place:
            draft.place = [text]  # of home and work, the one that is filled in
        case "country" if len(draft.place) < 2:
            draft.place.append(text)
        case "own_tags":
            draft.tags += text.split("; ")
        case "tags":
            draft.tags += re.split(r"\s*(?:[;,\n]| ::: )\s*", text)
        case "notes":
            draft.notes.append(text)
        case "department":
            draft.extra.append((_("Department"), text))
        case "birthday":
            draft.extra.append((_("Birthday"), text))
