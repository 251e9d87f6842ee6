"""Any table of contacts, Outlook’s and our own among them: which column is what, and a person from each row."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...identity.keys import profile_key
from .cleaning import Draft, clean, is_email
from .rows import Column, Entry, Trouble

# What a column can be chosen to be.
FIELDS = {
    "name": gettext_lazy("Name"),
    "first_name": gettext_lazy("First name"),
    "last_name": gettext_lazy("Last name"),
    "email": gettext_lazy("Email"),
    "phone": gettext_lazy("Phone"),
    "linkedin": gettext_lazy("LinkedIn address"),
    "company": gettext_lazy("Company"),
    "role": gettext_lazy("Role"),
    "place": gettext_lazy("Place"),
    "how_known": gettext_lazy("How you know each other"),
    "known_since": gettext_lazy("Known since"),
    "tags": gettext_lazy("Tags"),
    "notes": gettext_lazy("Notes"),
}

# Headings met in exports, in plain lower case, and the field they mean.
_ALIASES = {
    "name": "name|full name|display name|contact|contact name|person|fullname|voller name|nom complet|nombre completo",
    "first_name": "first name|given name|firstname|forename|vorname|prénom|prenom|nombre|nome|imię|voornaam|förnamn",
    "last_name": "last name|family name|surname|lastname|nachname|familienname|nom|nom de famille|apellido|apellidos"
    "|cognome|nazwisko|achternaam|efternamn",
    "middle_name": "middle name|additional name",
    "suffix": "suffix|name suffix",
    "nickname": "nickname|file as|spitzname",
    "email": "email|e-mail|mail|email address|e-mail address|e-mail 2 address|e-mail 3 address|primary email"
    "|work email|e-mail-adresse|email 1|email 2|courriel|correo|correo electrónico|adresse e-mail",
    "phone": "phone|telephone|tel|mobile|mobile phone|cell|cell phone|primary phone|business phone|business phone 2"
    "|home phone|home phone 2|other phone|company main phone|phone number|phone 1|phone 2|telefon|telefonnummer"
    "|mobiltelefon|téléphone|teléfono|handy",
    "linkedin": "linkedin|linkedin address|linkedin url|linkedin profile|profile|profile url|url|web page|website"
    "|personal web page|webseite",
    "company": "company|organization|organisation|employer|company name|firma|unternehmen|entreprise|société|empresa"
    "|azienda",
    "department": "department|abteilung",
    "role": "role|position|job title|title|occupation|profession|function|beruf|funktion|poste|cargo|puesto",
    "place": "place|location",
    "city": "city|town|business city|home city|ort|stadt|wohnort|ville|ciudad",
    "country": "country|business country/region|home country/region|business country|home country|land|pays|país",
    "how_known": "how you know each other|how known|how we met|known from|met at|relationship",
    "known_since": "known since|connected on|met on|since",
    "tags": "tags|tag|labels|label|categories|category|groups|group|kategorien|schlagwörter",
    "notes": "notes|note|comments|comment|description|remarks|notizen|bemerkungen|bemerkung|remarques|notas",
    "birthday": "birthday|date of birth|geburtstag",
}
_FIELD_OF = {alias: field for field, aliases in _ALIASES.items() for alias in aliases.split("|")}
# Fields of which several columns may be had; of the others the first column counts.
_SEVERAL = {"city", "country", "email", "phone", "linkedin", "notes", "tags", "nickname"}
# What only the known exports use: a person choosing columns is offered FIELDS.
_PART_OF = {
    "city": "place",
    "country": "place",
    "nickname": "notes",
    "department": "notes",
    "birthday": "notes",
}


def plain(heading: str) -> str:
    """A heading as it is compared."""
    return clean(heading).strip("*: ").lower()


def field_of(heading: str) -> str:
    """The field that a heading means, in English, some neighbours and the language of the page; "" for others."""
    heading = plain(heading)
    for field, label in FIELDS.items():
        if heading == str(label).lower():
            return field
    return _FIELD_OF.get(heading, "")


def mapping_of(headings: list[str]) -> dict[int, str]:
    """Which column is which field, by its heading: the likely choice."""
    found: dict[int, str] = {}
    for index, heading in enumerate(headings):
        field = field_of(heading)
        if field == "role" and plain(heading) == "title" and "job title" in map(plain, headings):
            field = ""  # Outlook’s “Title” is Mr or Dr
        if field and (field in _SEVERAL or field not in found.values()):
            found[index] = field
    return found


def is_outlook(headings: Iterable[str]) -> bool:
    """Whether these are the headings of Outlook’s export."""
    plain_ones = set(map(plain, headings))
    return {"first name", "last name", "e-mail address", "job title", "company"} <= plain_ones


# The columns of Waymark's own export, in their order.
OURS = ("name", "role", "company", "place", "email", "phone", "linkedin", "how_known", "tags", "notes")


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
                guess=guess if guess in FIELDS else _PART_OF.get(guess, ""),
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


def person(line: int, cells: list[str], mapping: dict[int, str], width: int) -> Entry:
    """One row as a person, by which column is what."""
    if any(clean(cell) for cell in cells[width:]):
        return Trouble(line, _("It has more cells than the heading. Is a quotation mark missing?"))
    draft = Draft(line)
    for index, field in sorted(mapping.items()):
        if index < len(cells) and cells[index].strip():
            _put(draft, field, unguarded(cells[index]))
    return draft.row()


# What a spreadsheet runs as a formula when a cell begins with it (OWASP, “CSV injection”).
FORMULA = "=+-@\t\r\n＝＋－＠"


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in tuple(FORMULA) else cell


def _put(draft: Draft, field: str, text: str) -> None:
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
