"""The lines of a card as properties: put together, parted and decoded, so that a bad one costs itself alone."""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .draft import RowDraft

MOST_LINES = 2_000  # of one card; phones write about thirty
LONGEST_VALUE = (
    500_000  # bytes: the longest notes, in letters of three bytes, each of them in signs of its own
)
# Pictures, sounds and keys: most of a file's size, and nothing a contact holds.
_DROPPED = {"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "X-MS-TNEF"}
# Character sets of phones; Python knows others under "charset" that are no letters at all.
_CHARSET = re.compile(
    r"(?:x-)?(?:utf-?8|us-?ascii|iso|latin|windows|cp|koi8|big5|gb|euc|shift|s?jis|mac)[a-z0-9_-]{0,20}",
    re.IGNORECASE,
)
# The names there are, beside those that begin with X-: what else follows a note is a line of it.
_PROPERTIES = frozenset("""
    ADR AGENT ANNIVERSARY BDAY CALADRURI CALURI CATEGORIES CLASS CLIENTPIDMAP EMAIL FBURL FN GENDER GEO IMPP KEY KIND
    LABEL LANG LOGO MAILER MEMBER N NAME NICKNAME NOTE ORG PHOTO PRODID PROFILE RELATED REV ROLE SOCIALPROFILE
    SORT-STRING SOUND SOURCE TEL TITLE TZ UID URL VERSION XML
""".split())  # fmt: skip  # noqa: SIM905 a column of quotes would hide the words
_HEAD = re.compile(r"^(?:[A-Za-z0-9_-]{1,60}\.)?([A-Za-z0-9_-]{1,60})$")


@dataclass(frozen=True)
class CardProperty:
    """What one line of a card says, with its parameters; `group` ties it to its label, `user` is a profile's.

    `label` is what Android calls it in the owner's own words.
    """

    name: str
    group: str
    kinds: frozenset[str]
    preference: int
    text: str
    user: str = ""
    label: str = ""

    @property
    def value(self) -> str:
        """All of it as one text."""
        return "".join(self.unescaped("\0")).replace("\\:", ":").strip()

    def parts(self, separator: str) -> list[str]:
        """The parts of a value such as N or ADR, each without its backslashes."""
        return [part.replace("\\:", ":").strip() for part in self.unescaped(separator)]

    def unescaped(self, separator: str) -> list[str]:
        """The texts between separators as they were written."""
        # Loaded once a card is read: with it come calendars, for which few people need it.
        from vobject.icalendar import stringToTextValues

        return list(stringToTextValues(self.text, listSeparator=separator))


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


def properties_of(draft: RowDraft, card: bytes, letters: str) -> Iterator[CardProperty]:
    """The properties of a card. A line that is none belongs to a note that was not folded, or stands alone."""
    dropping, in_note = False, False
    for number, (line, text) in enumerate(_logical_lines(draft.line, card)):
        if number == MOST_LINES:
            draft.remarks.append(_("This card has more than %(most)d lines.") % {"most": MOST_LINES})
            return
        head, colon, value = _parted(text)
        names, *params = head.split(";")
        found = _HEAD.match(names.strip())
        name = found[1].upper() if colon and found else ""
        if not name or (in_note and name not in _PROPERTIES and not name.startswith("X-")):
            if not dropping:  # else a picture whose lines are not indented
                draft.extra.append(("", decoded(text[:LONGEST_VALUE], "", letters)))
                if not in_note:
                    _remark_on(
                        draft,
                        _("Line %(line)d of the file isn’t part of a card. It was moved to the notes."),
                        line,
                    )
            continue
        dropping, in_note = name in _DROPPED, name == "NOTE"
        if dropping:
            continue
        one = _property(name, names.rpartition(".")[0], params, value[:LONGEST_VALUE], letters)
        if one:
            yield one
        else:
            _remark_on(draft, _("Line %(line)d has characters we can’t read."), line)


def _remark_on(draft: RowDraft, sentence: str, line: int) -> None:
    if len(draft.remarks) < 5:
        draft.remarks.append(sentence % {"line": line})


def _parted(text: bytes) -> tuple[str, bool, bytes]:
    """Name with parameters, and value: parted at the first colon outside quotation marks."""
    quoted = False
    for at, char in enumerate(text[:2000]):
        if char == 0x22:
            quoted = not quoted
        elif char == 0x3A and not quoted:
            return text[:at].decode("utf-8", "replace"), True, text[at + 1 :]
    return "", False, b""


def _property(name: str, group: str, params: list[str], value: bytes, letters: str) -> CardProperty | None:
    """One line as a property; None where its letters cannot be read."""
    # The library's own pattern for a line with parameters takes exponential time on hostile ones, so the line is
    # parted here; what the value means stays with the library.
    custom = next((found for param in params[:50] if (found := _CUSTOM.fullmatch(param.strip()))), None)
    named = [param.partition("=")[::2] for param in params[:50] if not _CUSTOM.fullmatch(param.strip())]
    given = {key.upper(): text.strip().strip('"') for key, text in named if text}
    charset = given.get("CHARSET", "")
    if charset and not _CHARSET.fullmatch(charset):
        return None
    pairs = [
        [key.upper(), *(part.strip().strip('"').upper() for part in text.split(","))]
        if text
        else [key.upper()]
        for key, text in named
        if key.upper() != "CHARSET"
    ]
    if any("QUOTED-PRINTABLE" in pair for pair in pairs):
        value = quopri.decodestring(value)
    try:
        text = decoded(value, charset, letters)
        label = _custom_label(custom, letters) if custom else ""
    except (UnicodeError, LookupError):
        return None
    kinds = frozenset(
        part for key, *texts in pairs for part in (texts or [key]) if key not in ("PREF", "X-USER")
    )
    preference = (
        0
        if "PREF" in kinds
        else next((_rank(pair[1]) for pair in pairs if pair[0] == "PREF" and pair[1:]), 101)
    )
    return CardProperty(name, group.upper(), kinds, preference, text, given.get("X-USER", ""), label)


# How Android writes the owner's own word for a number: X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=42=6F).
_CUSTOM = re.compile(
    r"X-CUSTOM\((?:CHARSET=([\w-]{1,30}),)?(ENCODING=QUOTED-PRINTABLE,)?([^()]{1,600})\)", re.IGNORECASE
)


def _custom_label(found: re.Match[str], letters: str) -> str:
    charset, is_quoted, text = found.groups()
    value = text.encode()
    charset = charset if charset and _CHARSET.fullmatch(charset) else ""
    return decoded(quopri.decodestring(value), charset, letters) if is_quoted else text


def _rank(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,3}", text, re.ASCII) else 101


def decoded(value: bytes, charset: str, letters: str) -> str:
    """The text of some bytes: in their own character set, in UTF-8, or in the letters of the file."""
    if charset:
        return value.decode(charset)
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode(letters, "replace")
