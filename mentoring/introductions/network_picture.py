"""The network of a search as a drawing: you, introducers, how far each introduction is, people."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..models import Introduction
from .network import FURTHER, Line, Network, Node

# All in units of the drawing, which are pixels on a large screen.
WIDTH = 880
TOP = 30
ROW = 44
HEIGHT = 32
PADDING = 12
MARK_INDENT = 26
LETTER = 15
# Where each column begins and how wide it is: you, introducers, how far, people.
YOU, INTRODUCERS, MARKS, PEOPLE = (0, 64), (108, 232), (396, 204), (616, 264)
TRUNK = 86
CORNER = 8

Status = Introduction.Status
# One shape a state, so that nobody needs the colours; drawn around the point 0, 0.
SHAPES = {
    Status.DRAFT: '<circle class="net-draft" r="6"/>',
    Status.ASKED: '<circle class="net-hollow" r="6"/>',
    Status.AGREED: '<circle class="net-hollow" r="6"/><path class="net-full" d="M0 -6A6 6 0 0 1 0 6z"/>',
    Status.MADE: '<path class="net-now" d="M0 -7L7 6H-7z"/>',
    Status.IN_TOUCH: '<path class="net-full" d="M0 -8L8 0L0 8L-8 0z"/>',
    Status.MET: '<circle class="net-full" r="7"/>',
    Status.KEPT: '<circle class="net-full" r="8"/><path class="net-tick" d="M-3.5 0L-1 2.5L3.5 -2.5"/>',
    Status.CLOSED: '<path class="net-cross" d="M-5 -5L5 5M5 -5L-5 5"/>',
    FURTHER: '<path class="net-dots" d="M-6 0h.01M0 0h.01M6 0h.01"/>',
}


@dataclass(frozen=True)
class Box:
    """A node where it stands in the drawing."""

    node: Node
    x: float
    y: float
    width: float
    height: float = HEIGHT

    @property
    def middle(self) -> float:
        """Half its height."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class Layout:
    """Everything of the drawing with its place: `marks` are the lines' states, in the order of the lines."""

    height: float
    introducers: list[Box]
    marks: list[tuple[Line, Box]]
    people: list[Box]


def lay_out(network: Network) -> Layout:
    """Columns from left to right, one row a line; nothing overlaps, however many lines there are."""
    rows = [TOP + ROW * number for number in range(len(network.lines))]
    marks: list[tuple[Line, Box]] = []
    rows_of: dict[tuple[str, str], list[int]] = {}
    nodes: dict[tuple[str, str], Node] = {}
    for line, y in zip(network.lines, rows, strict=True):
        # No wider than its word, so that the stroke behind it goes on to the person.
        width = min(MARKS[1], MARK_INDENT + PADDING + LETTER * wide(line.word))
        marks.append((line, Box(Node("", line.word, line.url), MARKS[0], y, width)))
        for side, node in (("from", line.introducer), ("to", line.whom)):
            nodes[side, node.key] = node
            rows_of.setdefault((side, node.key), []).append(y)
    people = []
    introducers = []
    for (side, key), ys in rows_of.items():
        node = nodes[side, key]
        if side == "to":
            # The lines to one person stand together, so that the box reaches over all of them.
            people.append(Box(node, PEOPLE[0], ys[0], PEOPLE[1], ys[-1] - ys[0] + HEIGHT))
        else:
            introducers.append((sum(ys) / len(ys), ys[0], node))
    boxes = _apart(sorted(introducers, key=lambda found: found[:2]), rows[-1] if rows else TOP)
    return Layout((rows[-1] if rows else TOP) + HEIGHT + 2, boxes, marks, people)


def _apart(wanted: list[tuple[float, float, Node]], lowest: float) -> list[Box]:
    """The introducers as near as possible to the middle of their lines, in rows that keep their distance."""
    ys: list[float] = []
    for y, _first, _node in wanted:
        ys.append(max(y, ys[-1] + ROW) if ys else y)
    # Whoever was pushed below the last line makes those above move up.
    for at in reversed(range(len(ys))):
        ys[at] = min(ys[at], lowest - ROW * (len(ys) - 1 - at))
    return [
        Box(node, INTRODUCERS[0], y, INTRODUCERS[1])
        for y, (_middle, _first, node) in zip(ys, wanted, strict=True)
    ]


# Words


def _em(letter: str) -> float:
    """About how wide a letter is, compared to the size of the type; a little more rather than less."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Cc"):
        return 0
    if unicodedata.east_asian_width(letter) in "WF" or letter in "mwMW@%":
        return 1
    return 0.72 if letter.isupper() else 0.36 if letter in "iljtfrI .,;:'’|!()" else 0.58


def wide(words: str) -> float:
    """About how wide some words are, compared to the size of the type."""
    return sum(map(_em, words))


def fitting(words: str, width: float) -> str:
    """The words on one line, cut with an ellipsis where they would be wider than `width`."""
    words = " ".join(words.split())
    room = width / LETTER
    if wide(words) <= room:
        return words
    room -= _em("…")
    kept = 0
    while kept < len(words) and room >= _em(words[kept]):
        room -= _em(words[kept])
        kept += 1
    return words[:kept].rstrip() + "…"


# Ink


def picture_of(network: Network) -> SafeString:
    """The drawing as SVG: links and words inside, styled by the stylesheet; empty without lines."""
    if not network.lines:
        return SafeString()
    layout = lay_out(network)
    heads = [(YOU, _("You")), (INTRODUCERS, _("Introducers")), (MARKS, _("How far")), (PEOPLE, _("People"))]
    return format_html(
        '<svg class="net" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="group" aria-label="{2}">'
        '<g aria-hidden="true">{3}</g>{4}{5}{6}{7}{8}</svg>',
        WIDTH,
        f"{layout.height:g}",
        _("Your network; the table below says the same"),
        format_html_join(
            "", '<text class="net-head" x="{}" y="14">{}</text>', ((x, words) for (x, _w), words in heads[1:])
        ),
        _edges(layout),
        _you(heads[0][1]),
        _boxes(layout.introducers),
        format_html_join("", "{}", ((_mark(line, box),) for line, box in layout.marks)),
        _boxes(layout.people),
    )


def shape(state: str) -> SafeString:
    """The shape of a state on its own, for the table."""
    return SafeString(  # only shapes of this file
        '<svg class="net-shape" viewBox="-9 -9 18 18" aria-hidden="true" focusable="false">'
        f"{SHAPES[state]}</svg>"
    )


def _rect(box: Box) -> SafeString:
    # Half a unit in, so that a border of one lies on whole pixels; format_html would take numbers for text.
    return SafeString(  # only numbers of this file
        f'<rect x="{box.x + 0.5:g}" y="{box.y:g}" width="{box.width - 1:g}" height="{box.height:g}" rx="8"/>'
    )


def _text(box: Box, indent: int, words: str) -> SafeString:
    place = SafeString(f'x="{box.x + indent:g}" y="{box.middle + LETTER / 3:g}"')
    return format_html("<text {}>{}</text>", place, fitting(words, box.width - indent - PADDING / 2))


def _you(words: str) -> SafeString:
    box = Box(Node("you", words, ""), YOU[0], TOP, YOU[1])
    return format_html('<g class="net-you">{}{}</g>', _rect(box), _text(box, PADDING, words))


def _boxes(boxes: Iterable[Box]) -> SafeString:
    """People as links to their pages; what is not one person has a dashed border."""
    return format_html_join(
        "",
        '<a class="net-who{}" href="{}"><title>{}</title>{}{}</a>',
        (
            (
                "" if box.node.is_person else " net-any",
                box.node.url,
                box.node.name,
                _rect(box),
                _text(box, PADDING, box.node.name),
            )
            for box in boxes
        ),
    )


def _mark(line: Line, box: Box) -> SafeString:
    """How far one introduction is: a shape and a word, as a link to its page."""
    names = {"introducer": line.introducer.name, "whom": line.whom.name, "state": line.word}
    return format_html(
        '<a class="net-mark" href="{}"><title>{}</title>{}<g transform="translate({})">{}</g>{}</a>',
        line.url,
        _("%(introducer)s to %(whom)s: %(state)s") % names,
        _rect(box),
        f"{box.x + PADDING:g} {box.middle:g}",
        SafeString(SHAPES[line.state]),
        _text(box, MARK_INDENT, line.word),
    )


def _edges(layout: Layout) -> SafeString:
    """The lines behind the boxes: one trunk from you, a curve to each state, a stroke on to the person."""
    first = TOP + HEIGHT / 2
    last = max(box.middle for box in layout.introducers)
    trunk = [f"M{YOU[1]} {first:g}H{TRUNK}"]
    if last > first:
        trunk.append(f"V{last - CORNER:g}")
    for box in layout.introducers:
        y = box.middle
        bend = f"M{TRUNK} {y - CORNER:g}Q{TRUNK} {y:g} {TRUNK + CORNER} {y:g}"
        trunk.append((bend if y > first else f"M{TRUNK} {y:g}") + f"H{INTRODUCERS[0]}")
    middles = {box.node.key: box.middle for box in layout.introducers}
    left, right = INTRODUCERS[0] + INTRODUCERS[1], MARKS[0]
    turn = (left + right) / 2
    curves = []
    for line, box in layout.marks:
        start, end = middles[line.introducer.key], box.middle
        path = f"M{left} {start:g}C{turn:g} {start:g} {turn:g} {end:g} {right} {end:g}H{PEOPLE[0]}"
        curves.append((line.state, path))
    return format_html(
        '<g class="net-edges" aria-hidden="true"><path d="{}"/>{}</g>',
        "".join(trunk),
        format_html_join("", '<path class="is-{}" d="{}"/>', curves),
    )
