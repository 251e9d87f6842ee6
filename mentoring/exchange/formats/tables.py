"""Any table of contacts, Outlook’s and our own among them: which column is what, and a person from each row."""

import re
from collections.abc import Callable
from functools import lru_cache, partial

from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ...identity.fields import BY_NAME, NAME, NOTES, PARTS, ContactField, Part
from ...text.text import sentence_start, split_list
from .cleaning import clean, own_tags
from .draft import Address, RowDraft
from .rows import Entry, RowReader
from .unread import is_of_a_program
from .ways_to_reach import is_fax

# What a column can be chosen to be.
_ROWS: dict[str, ContactField | Part] = BY_NAME | {part.name: part for part in PARTS}
_OFFERED_FIRST = (
    NAME.name,
    *(part.name for part in PARTS if part.is_offered and part.belongs_to == NAME.name),
)
_OFFERED_LAST = (*(part.name for part in PARTS if part.is_offered and not part.belongs_to), NOTES.name)

# By which of them somebody is called.
NAMING = {"name", "first_name", "last_name"}
# What only the known exports use: a person choosing columns is offered FIELDS.
PART_OF = {part.name: part.belongs_to for part in PARTS}


def _label_of(name: str) -> str:
    return _ROWS[name].heading


FIELDS = {
    name: lazy(_label_of, str)(name)
    for name in dict.fromkeys([
        *_OFFERED_FIRST, *(name for name in BY_NAME if name not in _OFFERED_LAST), *_OFFERED_LAST,
    ])
}  # fmt: skip

_EMAIL = re.compile(r"\be[ -]?mail", re.IGNORECASE)
_ASIDE = re.compile(
    r"[\[(](?:required|optional|erforderlich|pflichtfeld|obligatorio|obligatoire)[\])]", re.IGNORECASE
)
_NEW_WORD = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
_SIGNS = re.compile(r"[*:!().\[\]-]|\b\d+\b|(?<=[a-zé])\d+\b")
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘`", "'"))
# No heading is longer; what is, is looked at no further.
_LONGEST_HEADING = 100


@lru_cache(maxsize=4000)
def plain_heading(heading: str) -> str:
    """A heading as it is compared: `E-mail 2 Address`, `email_address` and `EmailAddress` are one."""
    if not 0 < len(heading) <= _LONGEST_HEADING:
        return ""
    text = re.sub("linkedin", "linkedin", clean(heading), flags=re.IGNORECASE)
    text = _NEW_WORD.sub(" ", _ASIDE.sub(" ", text).replace("\u2011", "-").replace("_", " "))
    text = _SIGNS.sub(" ", _EMAIL.sub("email", text)).translate(_APOSTROPHES)
    return " ".join(text.lower().split())


_FIELD_OF = {
    plain_heading(heading): name for name, row in _ROWS.items() for heading in row.headings.split("|")
}
# Whose address or number it is: "Business Phone" and "Teléfono del trabajo" are a phone.
_KINDS = {
    "home": "home|privat|domicile|particular|casa|abitazione|privé|thuis|residencial|personal|personale|pessoal"
    "|private",
    "work": "business|work|office|geschäftlich|dienstlich|arbeit|firma|bureau|(?:del|de|do) tra[bv]a(?:jo|lho)|trabajo"
    "|trabalho|ufficio|uff|lavoro|zakelijk|(?:op )?werk|comercial|professionnelle?|company main",
    "other": "other|andere?|weiteres?|autre|otr[oa]|altr[oa]|overige?|outr[oa]|mailing|shipping|billing|alternate"
    "|primary|secondary|main|primäre?|sekundäre?",
}
_KIND = re.compile("|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in _KINDS.items()))
_ADDRESS_PARTS = ("street", "postcode", "city", "region", "country")
_OF_A_KIND = {"email", "phone", "linkedin", *_ADDRESS_PARTS}


def field_of(heading: str) -> str:
    """The field that a heading means, in English, some neighbours and the language of the page; "" for others."""
    return _field_of(plain_heading(heading), get_language() or "")


@lru_cache(maxsize=4000)
def _field_of(heading: str, language: str) -> str:
    if found := _own_labels(language).get(heading) or _FIELD_OF.get(heading):
        return found
    found = _FIELD_OF.get(" ".join(_KIND.sub(" ", heading).split()), "")
    if found in _OF_A_KIND:
        return found
    return "aside" if heading and is_fax(heading) else ""


@lru_cache(maxsize=10)
def _own_labels(_language: str) -> dict[str, str]:
    return {plain_heading(row.heading): name for name, row in reversed(_ROWS.items())}


_TITLES = {"title", "titel", "titre", "título", "titolo"}


def may_be_titles(heading: str) -> bool:
    """Whether a column of this heading is either the role or the title before the name: what stands in it tells."""
    return plain_heading(heading) in _TITLES


def mapping_of(headings: list[str]) -> dict[int, str]:
    """Which column is which field, by its heading: the likely choice. A second one of a kind goes to the notes."""
    fields = list(map(field_of, headings))
    plain = list(map(plain_heading, headings))
    if "yahoo phone" in plain:
        fields = [
            "phone" if one in ("home", "work", "other") else field
            for field, one in zip(fields, plain, strict=True)
        ]
    roles = [at for at, field in enumerate(fields) if field == "role"]
    titles = [at for at in roles if may_be_titles(headings[at])]
    # Beside "Job title", Outlook's "Title" is Mr or Dr; so is the first of two in its French.
    for at in titles if titles != roles else titles[:-1]:
        fields[at] = "prefix"
    found: dict[int, str] = {}
    for index, field in enumerate(fields):
        if field:
            found[index] = field if _ROWS[field].several or field not in found.values() else "aside"
    return found


def likely_choice(headings: list[str], names: list[int]) -> dict[int, str]:
    """Which column is what by its heading, for somebody who may choose otherwise: what no heading means is a note.

    Where no heading says who they are, the first of `names` does, the columns that hold nothing else.
    """
    found = dict.fromkeys(_of_people(headings), NOTES.name) | mapping_of(headings)
    if names and not NAMING & {*found.values()}:
        found[names[0]] = NAME.name
    return found


def likelihood(headings: list[str]) -> float:
    """How likely, up to 1, a table of these headings is a list of people: by its known columns."""
    fields = set(mapping_of(headings).values())
    is_list = fields & NAMING and len(fields) >= 3
    return min(len(fields) / 20 + 0.2 * ("known_since" in fields), 0.9) if is_list else 0


def with_parts(chosen: dict[int, str], headings: list[str]) -> dict[int, str]:
    """The chosen fields, each as the part of it that its heading means: a city of a place, a birthday of the notes."""
    likely = mapping_of(headings) | {
        index: "prefix"
        for index, name in chosen.items()
        if name == NOTES.name and index < len(headings) and may_be_titles(headings[index])
    }
    found = {
        index: likely[index] if PART_OF.get(likely.get(index, "")) == name else name
        for index, name in chosen.items()
    }
    # A column of another name that goes to the notes keeps its name there.
    return {
        index: "aside"
        if name == NOTES.name and field_of(headings[index]) != name and headings[index].strip()
        else name
        for index, name in found.items()
        if index < len(headings)
    }


def has_all(*needed: str) -> Callable[[list[str]], bool]:
    """Whether all of these stand among plain headings."""
    return lambda headings: set(needed) <= set(headings)


def by_headings(headings: list[str]) -> RowReader:
    """How rows are read whose headings say what each column is; the columns of no field go to the notes."""
    return by_mapping(dict.fromkeys(_of_people(headings), "aside") | mapping_of(headings), headings)


def _of_people(headings: list[str]) -> list[int]:
    """The columns but for those that a program writes for itself."""
    return [at for at, one in enumerate(headings) if not is_of_a_program(plain_heading(one))]


def by_mapping(mapping: dict[int, str], headings: list[str], is_exact: bool = False) -> RowReader:
    """How rows are read of whose columns somebody has said what they are."""
    columns = [
        (index, field, headings[index] if index < len(headings) else "")
        for index, field in sorted(mapping.items())
    ]
    return partial(person, columns=columns, is_exact=is_exact)


def person(line: int, cells: list[str], columns: list[tuple[int, str, str]], is_exact: bool) -> Entry:
    """One row as a person; `columns` say which field each is, and how it is headed."""
    draft = RowDraft(line, is_exact=is_exact)
    addresses: dict[str, Address] = {}
    birthday: list[str] = []
    for index, field, heading in columns:
        if index >= len(cells) or not cells[index].strip():
            continue
        text = unguarded(cells[index])
        if field in _ADDRESS_PARTS:
            _put_address(addresses.setdefault(_kind_of(heading), Address()), field, text)
        elif field == "birthday":
            birthday.append(text)
        else:
            _put(draft, field, text, heading)
    draft.addresses = [*addresses.values()]
    draft.birthday = "-".join(birthday)  # Thunderbird has a column each for year, month and day
    return draft.row()


def _kind_of(heading: str) -> str:
    found = _KIND.search(plain_heading(heading))
    return found.lastgroup or "" if found else ""


def _put_address(address: Address, field: str, text: str) -> None:
    if field == "street":
        address.street.append(text)
    else:
        before = getattr(address, field)
        setattr(address, field, f"{before}, {text}" if before else text)


# What a spreadsheet runs as a formula when a cell begins with it (OWASP, “CSV injection”).
FORMULA = "=+-@\t\r\n＝＋－＠"


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in tuple(FORMULA) else cell


_ONE_TEXT = {"name", "suffix", "company", "role", "how_known", "greeting", "known_since", "place"}


def _put(draft: RowDraft, field: str, text: str, heading: str) -> None:
    match field:
        case "first_name" | "last_name":
            part = field.removesuffix("_name")
            setattr(draft, part, f"{getattr(draft, part)} {text}")
        case "middle_name":
            draft.middle = f"{draft.middle} {text}"
        case "prefix":
            draft.prefix = f"{draft.prefix} {text}".strip()
        case _ if field in _ONE_TEXT:
            setattr(draft, field, ", ".join(filter(None, [getattr(draft, field), text])))
        case "nickname":
            draft.other_name = draft.other_name or text
            draft.extra.append((_("Also called"), text))
        case "email":
            draft.emails.append((_called(heading), text))
        case "phone":
            draft.phones.append((_called(heading), text))
        case "linkedin":
            draft.urls += [text] if draft.is_exact else text.split()
        case "own_tags":
            draft.tags += split_list(clean(text), ";")
        case "tags" if '"' in text:
            # A tag with a sign in it stands in quotation marks, as Waymark writes it.
            sign = ";" if ";" in re.sub(r'"[^"]*"', "", text) else ","
            draft.tags += own_tags(split_list(clean(text), sign))
        case "tags":
            draft.tags += own_tags(re.split(r"[;,\n]| ::: ", text))
        case "notes":
            draft.notes.append(text)
        case "department":
            draft.extra.append((_("Department"), text))
        case "aside" if not _says_no(text) and text != getattr(draft, field_of(heading), None):
            draft.extra.append((clean(heading), text))


_CALLED = re.compile("mobi|cell|celul|handy|móvil|telemóvel|portable|gsm|car |auto|radio|callback|assist")


def _called(heading: str) -> str:
    """What an address or a number is called by its heading, if that says more than that it is one."""
    return sentence_start(plain_heading(heading)) if is_of_a_kind(heading) else ""


def is_of_a_kind(heading: str) -> bool:
    """Whether this says whose an address or a number is, in a word that everybody has for it."""
    plain = plain_heading(heading)
    return bool(_KIND.search(plain) or _CALLED.search(plain)) or is_fax(plain)


_NOTHING = frozenset({"normal", "false", "unspecified", "falsch", "faux", "falso", "keine angabe", "smtp"})


def _says_no(text: str) -> bool:
    """Whether a cell holds what programs write where nothing is: a day of zeros, normal, false."""
    return not re.sub(r"[0./: -]", "", text) or text.casefold() in _NOTHING
