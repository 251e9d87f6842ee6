"""Cards of people (vCard 2.1, 3.0, 4.0), many in a file, read card by card so that one bad card spoils no other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from vobject.base import ContentLine
from vobject.icalendar import stringToTextValues

from .cleaning import RowDraft
from .rows import MOST_ROWS, Entry, Source, Trouble, Unreadable

MOST_LINES = 2_000  # of one card; phones write about thirty
MOST_LINES_OF_ALL = 2_000_000  # fifty thousand people at thirty lines are fewer; folds alone would take long
LONGEST_VALUE = 40_000
_EDGE = re.compile(rb"^[ \t]*(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
# Pictures, sounds and keys: most of a file's size, and nothing a contact holds.
_DROPPED = {"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "X-MS-TNEF"}
# Character sets of phones; Python knows others under "charset" that are no letters at all.
_CHARSET = re.compile(
    r"(?:x-)?(?:utf-?8|us-?ascii|iso|latin|windows|cp|koi8|big5|gb|euc|shift|s?jis|mac)[a-z0-9_-]{0,20}",
    re.IGNORECASE,
)
_HEAD = re.compile(r"^(?:[A-Za-z0-9_-]{1,60}\.)?([A-Za-z0-9_-]{1,60})$")


def is_cards(data: bytes) -> bool:
    """Whether a text begins with a card."""
    return re.match(rb"\s{0,200}BEGIN[ \t]*:[ \t]*VCARD", data[:400], re.IGNORECASE) is not None


@dataclass(frozen=True)
class _Card:
    line: int
    start: int
    stop: int
    whole: bool


def card_entries(data: bytes, encoding: str) -> tuple[int, Source]:
    """How many cards a file has, and from a given one on each as a person. Raises Unreadable."""
    data = unified(data, encoding)
    cards = cards_of(data)
    if not cards:
        raise Unreadable(_("There is no card in this file."))
    return len(cards), lambda start: card_people(data, cards[start:])


def unified(data: bytes, encoding: str) -> bytes:
    """The same text in UTF-8 or its one-byte encoding, with plain line ends."""
    if encoding.startswith("utf-16"):
        data = data.decode(encoding).encode()
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def cards_of(data: bytes) -> list[_Card]:
    """Where each card stands. A card within a card (an assistant's) belongs to the outer one."""
    if data.count(b"\n") > MOST_LINES_OF_ALL:
        raise Unreadable(
            _("There are more than %(most)s lines. Split the file and bring it in part by part.")
            % {"most": f"{MOST_LINES_OF_ALL:,}"}
        )
    found: list[_Card] = []
    begun, line, counted_to = None, 1, 0
    depth = 0
    for edge in _EDGE.finditer(data):
        line += data.count(b"\n", counted_to, edge.start())
        counted_to = edge.start()
        opens = edge[1].upper() == b"BEGIN"
        if opens and begun is not None and _after_agent(data, edge.start()):
            depth += 1
        elif opens:
            if begun is not None:
                found.append(_Card(begun[0], begun[1], edge.start(), whole=False))
            begun, depth = (line, edge.end()), 0
        elif depth:
            depth -= 1
        elif begun is not None:
            found.append(_Card(begun[0], begun[1], edge.start(), whole=True))
            begun = None
        if len(found) > MOST_ROWS:
            raise Unreadable(
                _("There are more than %(most)s cards. Split the file and bring it in part by part.")
                % {"most": f"{MOST_ROWS:,}"}
            )
    if begun is not None:
        found.append(_Card(begun[0], begun[1], len(data), whole=False))
    return found


def _after_agent(data: bytes, at: int) -> bool:
    before = data[max(0, at - 80) : at].rstrip().rsplit(b"\n", 1)[-1].strip().upper()
    return before.startswith(b"AGENT") and before.endswith(b":")


def card_people(data: bytes, cards: list[_Card]) -> Iterator[Entry]:
    """Each card as a person, or what is wrong with it."""
    for card in cards:
        if not card.whole:
            yield Trouble(card.line, _("This card has no end."))
            continue
        try:
            yield _card_person(card.line, data[card.start : card.stop])
        except _Malformed as error:
            yield Trouble(error.line, str(error))


class _Malformed(ValueError):
    def __init__(self, line: int, reason: str):
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True)
class _Property:
    name: str
    group: str
    kinds: frozenset[str]
    preference: int
    text: str

    @property
    def value(self) -> str:
        return "".join(stringToTextValues(self.text, listSeparator="\0")).replace("\\:", ":").strip()

    def parts(self, separator: str) -> list[str]:
        """The parts of a value such as N or ADR, each without its backslashes."""
        return [part.replace("\\:", ":").strip() for part in stringToTextValues(self.text, separator)]


def _logical_lines(first: int, card: bytes) -> Iterator[tuple[int, bytes]]:
    """Lines put together again: folded ones in bytes, since a fold may split a letter, and soft line breaks."""
    begun, soft_kind, soft, length = first, False, False, 0
    parts: list[bytes] = []
    for number, found in enumerate(re.finditer(rb"([^\n]*)(?:\n|$)", card), start=first):
        line = found[1]
        if parts and (soft or line[:1] in (b" ", b"\t")):
            line = line if soft else line[1:]
            length += len(line)
            # What goes beyond is a picture, or cut later on.
            if length <= 2 * LONGEST_VALUE and len(parts) <= LONGEST_VALUE:
                parts.append(line)
        else:
            if held := b"".join(parts).strip():
                yield begun, held
            begun, parts, length = number, [line], len(line)
            soft_kind = b"QUOTED-PRINTABLE" in line[:500].partition(b":")[0].upper()
        soft = soft_kind and line.endswith(b"=")
        if soft:
            parts[-1] = parts[-1].removesuffix(b"=")
    if held := b"".join(parts).strip():
        yield begun, held


def _properties(first: int, card: bytes) -> Iterator[_Property]:
    dropping, number = False, 0
    for line, text in _logical_lines(first, card):
        number += 1
        if number > MOST_LINES:
            raise _Malformed(first, _("This card has more than %(most)d lines.") % {"most": MOST_LINES})
        head, colon, value = _parted(text)
        names, *params = head.split(";")
        found = _HEAD.match(names.strip())
        if not colon or not found:
            if dropping:
                continue  # a picture whose lines are not indented
            raise _Malformed(line, _("Line %(line)d of the file is no line of a card.") % {"line": line})
        name = found[1].upper()
        dropping = name in _DROPPED
        if not dropping:
            yield _property(line, name, names.rpartition(".")[0], params, value[:LONGEST_VALUE])


def _parted(text: bytes) -> tuple[str, bool, bytes]:
    """Name with parameters, and value: parted at the first colon outside quotation marks."""
    quoted = False
    for at, char in enumerate(text[:2000]):
        if char == 0x22:
            quoted = not quoted
        elif char == 0x3A and not quoted:
            return text[:at].decode("utf-8", "replace"), True, text[at + 1 :]
    return "", False, b""


def _property(line: int, name: str, group: str, params: list[str], value: bytes) -> _Property:
    # The library's own pattern for a line with parameters takes exponential time on hostile ones, so the line is
    # parted here; what the value means (quoted-printable, its character set) stays with the library.
    named = [param.partition("=")[::2] for param in params[:50]]
    charset = next((text.strip('"') for key, text in named if key.upper() == "CHARSET"), "")
    if charset and not _CHARSET.fullmatch(charset):
        raise _Malformed(line, _("The letters of line %(line)d cannot be read.") % {"line": line})
    pairs = [
        [key.upper(), *(part.strip().strip('"').upper() for part in text.split(","))]
        if text
        else [key.upper()]
        for key, text in named
        if key.upper() != "CHARSET"
    ]
    try:
        if any("QUOTED-PRINTABLE" in pair for pair in pairs):
            pairs.append(["CHARSET", charset or "utf-8"])
            text = ContentLine(name, pairs, _decoded(value, ""), group=group).value
        else:
            text = _decoded(value, charset)
    except (UnicodeError, LookupError, TypeError, ValueError) as error:
        raise _Malformed(line, _("The letters of line %(line)d cannot be read.") % {"line": line}) from error
    kinds = frozenset(part for key, *texts in pairs for part in (texts or [key]) if key != "PREF")
    preference = (
        0
        if "PREF" in kinds
        else next((_rank(pair[1]) for pair in pairs if pair[0] == "PREF" and pair[1:]), 101)
    )
    return _Property(name, group.upper(), kinds, preference, text)


def _rank(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,3}", text, re.ASCII) else 101


def _decoded(value: bytes, charset: str) -> str:
    if charset:
        return value.decode(charset)
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("cp1252")


def _card_person(line: int, card: bytes) -> Entry:
    found: dict[str, list[_Property]] = {}
    for one in _properties(line, card):
        found.setdefault(one.name, []).append(one)
    for several in found.values():
        several.sort(key=lambda one: one.preference)
    if _first(found, "KIND", "X-ADDRESSBOOKSERVER-KIND").lower() in ("group", "org"):
        return Trouble(line, _("This card is a group or a company, not a person."))
    draft = RowDraft(line, name=_first(found, "FN"))
    if "N" in found:
        family, given, additional, _prefix, suffix, *_rest = [*found["N"][0].parts(";"), *[""] * 5]
        additional = " ".join(additional.split(","))
        draft.first, draft.middle, draft.last, draft.suffix = given, additional, family, suffix
    draft.other_name = _first(found, "NICKNAME")
    draft.emails = [one.value for one in found.get("EMAIL", [])]
    draft.phones = [one.value for one in found.get("TEL", [])]
    draft.urls = [
        one.value for name in ("X-SOCIALPROFILE", "SOCIALPROFILE", "URL") for one in found.get(name, [])
    ]
    if "ORG" in found:
        draft.company, *units = found["ORG"][0].parts(";")
        draft.extra += [(_("Department"), unit) for unit in units]
    draft.role = _first(found, "TITLE", "ROLE")
    draft.place = next(filter(None, map(_place, found.get("ADR", []))), [])
    draft.how_known = _first(found, "X-WAYMARK-HOW-KNOWN")
    draft.notes = [one.value for one in found.get("NOTE", [])]
    draft.tags = [tag for one in found.get("CATEGORIES", []) for tag in one.parts(",")]
    draft.extra += [(_("Also called"), one.value) for one in found.get("NICKNAME", [])]
    draft.extra += [(_("Birthday"), one.value) for one in found.get("BDAY", [])[:1]]
    return draft.row()


def _first(found: dict[str, list[_Property]], *names: str) -> str:
    return next((one.value for name in names for one in found.get(name, []) if one.value), "")


def _place(address: _Property) -> list[str]:
    """City and country: the fourth and the seventh part of an address (RFC 6350, 6.3.1)."""
    parts = [*address.parts(";"), *[""] * 7]
    return [part for part in (parts[3], parts[6]) if part]
