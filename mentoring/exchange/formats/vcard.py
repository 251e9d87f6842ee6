"""Cards of people (vCard 2.1, 3.0, 4.0), many in a file, read card by card so that one bad card spoils no other."""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...identity.keys import profile_key
from .card_edges import Card, cards_of, is_our_card, unified
from .cleaning import clean, joined_parts, own_tags
from .draft import Address, RowDraft
from .rows import Entry, Source, Trouble, Unreadable
from .unread import as_label, is_for_people, is_technical
from .ways_to_reach import birthday

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
_NAMES = frozenset("""
    ADR AGENT ANNIVERSARY BDAY CALADRURI CALURI CATEGORIES CLASS CLIENTPIDMAP EMAIL FBURL FN GENDER GEO IMPP KEY KIND
    LABEL LANG LOGO MAILER MEMBER N NAME NICKNAME NOTE ORG PHOTO PRODID PROFILE RELATED REV ROLE SOCIALPROFILE
    SORT-STRING SOUND SOURCE TEL TITLE TZ UID URL VERSION XML
""".split())  # fmt: skip  # noqa: SIM905 a column of quotes would hide the words
_HEAD = re.compile(r"^(?:[A-Za-z0-9_-]{1,60}\.)?([A-Za-z0-9_-]{1,60})$")


def card_entries(data: bytes, encoding: str) -> tuple[int, Source]:
    """How many cards a file has, and from a given one on each as a person. Raises Unreadable."""
    data = unified(data, encoding)
    cards = cards_of(data)
    if not cards:
        raise Unreadable(_("There’s no card in this file."))
    letters = encoding if not encoding.startswith("utf") else "cp1252"
    is_exact = is_our_card(data)
    return len(cards), lambda start: _card_people(data, cards[start:], letters, is_exact)


def _card_people(data: bytes, cards: list[Card], letters: str, is_exact: bool) -> Iterator[Entry]:
    """Each card as a person; what is wrong with one of its lines costs that line."""
    for card in cards:
        if card.is_stray:
            words = _("This stands outside any card: %(text)s")
            text = clean(_decoded(data[card.start : card.stop][:2000], "", letters))
            yield Trouble(card.line, words % {"text": Truncator(text).chars(200)})
            continue
        draft = RowDraft(card.line, is_exact=is_exact)
        if not card.whole:
            draft.remarks.append(_("This card has no end. Check that nothing is missing."))
        yield _card_person(draft, card.text(data), letters)


@dataclass(frozen=True)
class _Property:
    name: str
    group: str
    kinds: frozenset[str]
    preference: int
    text: str
    user: str = ""

    @property
    def value(self) -> str:
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


def _properties(draft: RowDraft, card: bytes, letters: str) -> Iterator[_Property]:
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
        if not name or (in_note and name not in _NAMES and not name.startswith("X-")):
            if not dropping:  # else a picture whose lines are not indented
                draft.extra.append(("", _decoded(text[:LONGEST_VALUE], "", letters)))
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


def _property(name: str, group: str, params: list[str], value: bytes, letters: str) -> _Property | None:
    """One line as a property; None where its letters cannot be read."""
    # The library's own pattern for a line with parameters takes exponential time on hostile ones, so the line is
    # parted here; what the value means stays with the library.
    named = [param.partition("=")[::2] for param in params[:50]]
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
        text = _decoded(value, charset, letters)
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
    return _Property(name, group.upper(), kinds, preference, text, given.get("X-USER", ""))


def _rank(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,3}", text, re.ASCII) else 101


def _decoded(value: bytes, charset: str, letters: str) -> str:
    """The text of some bytes: in their own character set, in UTF-8, or in the letters of the file."""
    if charset:
        return value.decode(charset)
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode(letters, "replace")


_PLAIN_KINDS = {
    "CELL": gettext_lazy("Mobile"), "IPHONE": gettext_lazy("Mobile"), "FAX": gettext_lazy("Fax"),
    "PAGER": gettext_lazy("Pager"), "HOME": gettext_lazy("Home"), "WORK": gettext_lazy("Work"),
    "TLX": "Telex", "ISDN": "ISDN", "MODEM": "Modem", "BBS": "BBS",
}  # fmt: skip
# Of these a contact holds nothing, but the notes do.
_ASIDE = {
    "ANNIVERSARY": gettext_lazy("Anniversary"), "X-ANNIVERSARY": gettext_lazy("Anniversary"), "X-ABDATE": "",
    "X-EVOLUTION-ANNIVERSARY": gettext_lazy("Anniversary"), "IMPP": gettext_lazy("Chat"), "X-JABBER": "Jabber",
    "X-SKYPE": "Skype", "X-SKYPE-USERNAME": "Skype", "X-ICQ": "ICQ", "X-AIM": "AIM", "X-MSN": "MSN",
    "RELATED": gettext_lazy("Related"), "X-ABRELATEDNAMES": gettext_lazy("Related"),
    "X-SPOUSE": gettext_lazy("Spouse"), "X-MS-SPOUSE": gettext_lazy("Spouse"),
    "X-EVOLUTION-SPOUSE": gettext_lazy("Spouse"), "X-MANAGER": gettext_lazy("Manager"),
    "X-MS-MANAGER": gettext_lazy("Manager"), "X-ASSISTANT": gettext_lazy("Assistant"),
    "X-MS-ASSISTANT": gettext_lazy("Assistant"), "X-MS-IMADDRESS": gettext_lazy("Chat"),
}  # fmt: skip
# What is read of a card; everything else that people can read goes to the notes.
_READ = frozenset((*_ASIDE, *"""
    FN N NICKNAME EMAIL TEL URL X-SOCIALPROFILE SOCIALPROFILE X-LINKEDIN ORG TITLE ROLE ADR LABEL NOTE CATEGORIES BDAY
    AGENT X-ANDROID-CUSTOM X-WAYMARK-HOW-KNOWN X-WAYMARK-GREETING
""".split()))  # fmt: skip  # noqa: SIM905 as above
_DAYS = {name for name in _ASIDE if "ANNIVERSARY" in name} | {"X-ABDATE"}
_APPLE = re.compile(r"^_\$!<(.*)>!\$_$")


def _card_person(draft: RowDraft, card: bytes, letters: str) -> Entry:
    found: dict[str, list[_Property]] = {}
    within = 0
    assistant: list[_Property] = []
    for one in _properties(draft, card, letters):
        begins = one.name == "BEGIN" or (one.name == "AGENT" and one.value.upper() == "BEGIN:VCARD")
        within = max(0, within + begins - (one.name == "END"))
        if not within:
            found.setdefault(one.name, []).append(one)
        elif not begins:
            assistant.append(one)
    for several in found.values():
        several.sort(key=lambda one: one.preference)
    for one in found.get("AGENT", []):
        within_one = RowDraft(draft.line, extra=draft.extra, remarks=draft.remarks)
        assistant += _properties(within_one, one.value.encode(), "utf-8")
    draft.extra += [(_("Assistant"), text) for text in _of_assistant(assistant)]
    if _first(found, "KIND", "X-ADDRESSBOOKSERVER-KIND").lower() in ("group", "org"):
        return Trouble(draft.line, _("This card is a group or a company, not a person."))
    called = {one.group: _APPLE.sub(r"\1", one.value) for one in found.get("X-ABLABEL", []) if one.group}
    draft.name = _first(found, "FN")
    if "N" in found:
        _put_name(draft, found["N"][0])
    draft.other_name = _first(found, "NICKNAME")
    draft.emails = [(_label(one, called), one.value) for one in found.get("EMAIL", [])]
    draft.phones = [(_label(one, called), one.value) for one in found.get("TEL", [])]
    names = ("X-SOCIALPROFILE", "SOCIALPROFILE", "URL", "X-LINKEDIN")
    draft.urls = [_web_address(one) for name in names for one in found.get(name, [])]
    for number, one in enumerate(found.get("ORG", [])):
        company, *units = one.parts(";")
        if not number:
            draft.company = company
        draft.extra += [(_("Department"), unit) for unit in units]
        draft.extra += [(_("Company"), company)] if number else []
    roles = [one.value for name in ("TITLE", "ROLE") for one in found.get(name, []) if one.value]
    draft.role = roles[0] if roles else ""
    draft.extra += [(_("Role"), role) for role in roles[1:] if role != draft.role]
    draft.addresses = [_postal_address(one) for one in found.get("ADR", [])]
    draft.how_known = _first(found, "X-WAYMARK-HOW-KNOWN")
    draft.greeting = _first(found, "X-WAYMARK-GREETING")
    draft.notes = [one.value for one in found.get("NOTE", [])]
    draft.tags = [tag for one in found.get("CATEGORIES", []) for tag in one.parts(",")]
    draft.tags = draft.tags if draft.is_exact else own_tags(draft.tags)
    draft.extra += [(_("Also called"), one.value) for one in found.get("NICKNAME", [])]
    draft.birthday = _first(found, "BDAY")
    draft.extra += [
        (called.get(one.group, "") or str(label), birthday(one.value) if name in _DAYS else one.value)
        for name, label in _ASIDE.items()
        for one in found.get(name, [])
    ]
    draft.extra += _others(found, called, draft.name)
    return draft.row()


def _put_name(draft: RowDraft, one: _Property) -> None:
    family, given, additional, draft.prefix, draft.suffix, *_rest = [*one.parts(";"), *[""] * 5]
    draft.first, draft.middle, draft.last = given, " ".join(additional.split(",")), family


def _of_assistant(card: list[_Property]) -> Iterator[str]:
    """What a card within a card says to people, its name first."""
    names = [one for one in card if one.name == "FN"]
    for one in card if not names else ():
        if one.name == "N":
            named = RowDraft(0)
            _put_name(named, one)
            yield named.name_of_parts()
    others = (one for one in card if one.name not in ("FN", "N") and not is_technical(one.name))
    for one in (*names, *others):
        if not one.kinds & {"B", "BASE64"} and is_for_people(one.value):
            yield joined_parts([one.value] if one.name in ("FN", "NOTE") else one.parts(";"))


def _others(
    found: dict[str, list[_Property]], called: dict[str, str], name: str
) -> Iterator[tuple[str, str]]:
    """What else a card says, each with its label."""
    yield from ((_("Also called"), one.value) for one in found.get("FN", []) if one.value != name)
    for one in found.get("LABEL", []) if "ADR" not in found else ():
        yield _("Address"), joined_parts(one.value.splitlines())
    for one in found.get("X-ANDROID-CUSTOM", []):
        kind, text, *_rest = [*one.parts(";"), ""]
        yield as_label(kind.rpartition("/")[2]), text
    for other in (name for name in found if name not in _READ):
        for one in found[other] if not is_technical(other) else ():
            if not one.kinds & {"B", "BASE64"} and is_for_people(one.value):
                yield called.get(one.group) or as_label(other), joined_parts(one.parts(";"))


def _label(one: _Property, called: dict[str, str]) -> str:
    """What a number or an address is called: by its owner, else by its kind, of which a fax at home is a fax."""
    if one.group in called:
        return called[one.group]
    return next((str(label) for kind, label in _PLAIN_KINDS.items() if kind in one.kinds), "")


def _web_address(one: _Property) -> str:
    """A web address; of a LinkedIn profile that has only the name of its user, the address of the profile."""
    is_linkedin = "LINKEDIN" in one.kinds or one.name == "X-LINKEDIN"
    name = one.value.removeprefix("x-apple:").strip()
    if is_linkedin and not profile_key(one.value) and re.fullmatch(r"[\w%-]{2,100}", one.user or name):
        return f"https://www.linkedin.com/in/{one.user or name}"
    return one.value


def _first(found: dict[str, list[_Property]], *names: str) -> str:
    return next((one.value for name in names for one in found.get(name, []) if one.value), "")


def _postal_address(one: _Property) -> Address:
    """An address by its seven parts (RFC 6350, 6.3.1)."""
    box, extended, street, city, region, postcode, country, *_rest = [*one.parts(";"), *[""] * 7]
    return Address([extended, street, box], postcode, city, region, country)
