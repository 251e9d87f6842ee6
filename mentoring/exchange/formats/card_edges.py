"""Where each card of a file begins and ends, so that one bad card spoils no other."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .rows import Unreadable, require_at_most

MOST_LINES_OF_ALL = 2_000_000  # fifty thousand people at thirty lines are fewer; folds alone would take long
_EDGE = re.compile(rb"^[ \t]*(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)


def is_cards(data: bytes) -> bool:
    """Whether a text begins with a card."""
    return re.match(rb"\s{0,200}BEGIN[ \t]*:[ \t]*VCARD", data[:400], re.IGNORECASE) is not None


# What says that Waymark wrote a card.
OURS = "-//Waymark//Contacts//EN"


def is_our_card(data: bytes) -> bool:
    """Whether a text begins with a card of Waymark's own export."""
    return is_cards(data) and f"PRODID:{OURS}".encode() in data[:400]


@dataclass(frozen=True)
class Card:
    """Where a card stands in its file, and whether its end was found."""

    line: int
    start: int
    stop: int
    whole: bool


def unified(data: bytes, encoding: str) -> bytes:
    """The same text in UTF-8 or its one-byte encoding, with plain line ends."""
    if encoding.startswith(("utf-16", "utf-32")):
        data = data.decode(encoding).encode()
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def cards_of(data: bytes) -> list[Card]:
    """Where each card stands. A card within a card (an assistant's) belongs to the outer one."""
    if data.count(b"\n") > MOST_LINES_OF_ALL:
        raise Unreadable(
            _("There are more than %(most)s lines. Split the file and import it in parts.")
            % {"most": f"{MOST_LINES_OF_ALL:,}"}
        )
    found: list[Card] = []
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
                found.append(Card(begun[0], begun[1], edge.start(), whole=False))
            begun, depth = (line, edge.end()), 0
        elif depth:
            depth -= 1
        elif begun is not None:
            found.append(Card(begun[0], begun[1], edge.start(), whole=True))
            begun = None
        require_at_most(len(found))
    if begun is not None:
        found.append(Card(begun[0], begun[1], len(data), whole=False))
    return found


def _after_agent(data: bytes, at: int) -> bool:
    before = data[max(0, at - 80) : at].rstrip().rsplit(b"\n", 1)[-1].strip().upper()
    return before.startswith(b"AGENT") and before.endswith(b":")
