"""Where each card of a file begins and ends, so that one bad card spoils no other."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .rows import Unreadable, require_at_most

MOST_LINES_OF_ALL = 2_000_000  # fifty thousand people at thirty lines are fewer; folds alone would take long
_MARK = rb"[ \t]*:[ \t]*VCARD"
_BEGINNING = re.compile(rb"(?:^(?P<indent>[ \t]+))?BEGIN" + _MARK, re.IGNORECASE | re.MULTILINE)
# Within a card its lines alone count, since its notes may speak of others. What follows its end at once is not its own.
_EDGE = re.compile(
    rb"^(?:(?P<indent>[ \t]*)(?P<agent>AGENT(?:;[^:\n]{0,80})?:[ \t]*)?(?P<opens>BEGIN)" + _MARK + rb"[ \t]*$"
    rb"|[ \t]*END" + _MARK + rb"[ \t]*$|END" + _MARK + rb"(?=[^\w=\\\n-]|BEGIN))",
    re.IGNORECASE | re.MULTILINE,
)
# What programs put between files that they put together, the mark of UTF-8 among it.
_NOTHING = rb"(?:[\s\0\x1a]|\xef\xbb\xbf)"


def is_cards(data: bytes) -> bool:
    """Whether a text begins with a card."""
    return re.match(_NOTHING + rb"{0,200}BEGIN" + _MARK, data[:400], re.IGNORECASE) is not None


# What says that Waymark wrote a card.
OURS = "-//Waymark//Contacts//EN"


def is_our_card(data: bytes) -> bool:
    """Whether a text begins with a card of Waymark's own export."""
    return is_cards(data) and f"PRODID:{OURS}".encode() in data[:400]


@dataclass(frozen=True)
class Card:
    """Where a card stands in its file, and whether its end was found; or where something stands that is no card."""

    line: int
    start: int
    stop: int
    whole: bool = True
    indent: bytes = b""
    is_stray: bool = False

    def text(self, data: bytes) -> bytes:
        """Its lines, without the blanks before each of them where all of it is set in."""
        text = data[self.start : self.stop]
        lines = text.split(b"\n")[1:] if self.indent else ()
        if lines and all(line.startswith(self.indent) for line in lines if line.strip()):
            return text.replace(b"\n" + self.indent, b"\n")
        return text


def unified(data: bytes, encoding: str) -> bytes:
    """The same text in UTF-8 or its one-byte encoding, with plain line ends, and no mark of UTF-8 before any line."""
    if encoding.startswith(("utf-16", "utf-32")):
        data = data.decode(encoding).encode()
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\n\xef\xbb\xbf", b"\n")


def cards_of(data: bytes) -> list[Card]:
    """Where each card stands, and what stands between two. One within a card (an assistant's) belongs to the outer one.

    Behind the end of a card the next one begins wherever it does, also in the same line.
    """
    if data.count(b"\n") > MOST_LINES_OF_ALL:
        raise Unreadable(
            _("There are more than %(most)s lines. Split the file and import it in parts.")
            % {"most": f"{MOST_LINES_OF_ALL:,}"}
        )
    found: list[Card] = []
    line, at = 1, 0
    while at < len(data):
        begins = _BEGINNING.search(data, at)
        stop = begins.start() if begins else len(data)
        gap = re.match(_NOTHING + rb"*+", data[at:stop])
        first = at + len(gap[0]) if gap else at
        if first < stop:
            found.append(Card(line + data.count(b"\n", at, first), first, stop, is_stray=True))
        line += data.count(b"\n", at, stop)
        if not begins:
            break
        at = _add_cards(found, data, begins, line)
        line += data.count(b"\n", stop, at)
    return found


def _add_cards(found: list[Card], data: bytes, begins: re.Match[bytes], line: int) -> int:
    """Add the card that begins here, and those that begin before it has an end; where the last one ends."""
    begun, counted_to, depth = begins, begins.start(), 0
    start_line = line
    for edge in _EDGE.finditer(data, begins.end()):
        line += data.count(b"\n", counted_to, edge.start())
        counted_to = edge.start()
        if not edge["opens"] and depth:
            depth -= 1
        elif not edge["opens"]:
            found.append(Card(start_line, begun.end(), edge.start(), indent=begun["indent"] or b""))
            return edge.end()
        elif edge["agent"] or _after_agent(data, edge.start()):
            depth += 1
        else:
            found.append(
                Card(start_line, begun.end(), edge.start(), whole=False, indent=begun["indent"] or b"")
            )
            begun, start_line, depth = edge, line, 0
        require_at_most(len(found))
    found.append(Card(start_line, begun.end(), len(data), whole=False, indent=begun["indent"] or b""))
    require_at_most(len(found))
    return len(data)


def _after_agent(data: bytes, at: int) -> bool:
    before = data[max(0, at - 80) : at].rstrip().rsplit(b"\n", 1)[-1].strip().upper()
    return before.startswith(b"AGENT") and before.endswith(b":")
