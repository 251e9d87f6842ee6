"""Step 3: the network of a search: who was asked, to meet whom, and how far each introduction is."""

from collections import deque
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..links.addresses import record_url
from ..models import Introduction
from ..models.introduction_states import DIRECT_WORDS
from ..models.introductions import IntroductionQuerySet

# Beyond this many the closed ones become one line, and what is beyond the second number another.
GROUP_CLOSED_ABOVE = 40
MOST_LINES = 200
Status = Introduction.Status
# The state of a line that stands for introductions in several states.
FURTHER = "further"


@dataclass(frozen=True)
class Node:
    """Somebody in the network; "anyone who fits", the owner and a group of people are nodes as well."""

    key: str
    name: str
    url: str = ""
    is_person: bool = True


@dataclass(frozen=True)
class NetworkLine:
    """One introduction, or a group of them: through whom, to whom, how far, and where more is told."""

    introducer: Node
    whom: Node
    state: str
    word: str
    url: str


@dataclass(frozen=True)
class Network:
    """The lines, in the order of the table, and how much they stand for."""

    lines: list[NetworkLine]
    introductions: int
    introducers: int
    known: int  # people whom the owner writes to without an introducer

    @property
    def sentence(self) -> str:
        """How large the network is."""
        asks = ngettext("%(number)d introduction", "%(number)d introductions", self.introductions)
        people = ngettext("%(number)d introducer", "%(number)d introducers", self.introducers)
        names = {
            "asks": asks % {"number": self.introductions},
            "people": people % {"number": self.introducers},
        }
        if not self.known:
            return _("%(asks)s, through %(people)s.") % names
        known = ngettext(
            "%(number)d person you know yourself", "%(number)d people you know yourself", self.known
        )
        names["known"] = known % {"number": self.known}
        both = _("%(asks)s, through %(people)s; and %(known)s.")
        return (both if self.introductions else _("%(known)s.")) % names


def network_of(introductions: IntroductionQuerySet) -> Network:
    """The network that one owner's introductions make, drafts included; one query."""
    rows = list(
        introductions.nearest_first().values_list(
            "pk", "introducer", "introducer__name", "prospect", "prospect__name", "status", "closed_because",
            named=True,
        )
    )  # fmt: skip
    shown, closed = rows, []
    if len(rows) > GROUP_CLOSED_ABOVE:
        shown = [row for row in rows if row.status != Status.CLOSED]
        closed = [row for row in rows if row.status == Status.CLOSED]
    shown, further = shown[:MOST_LINES], shown[MOST_LINES:]
    lines = _side_by_side([_network_line(row) for row in shown])
    if further:
        lines.append(_group(further, FURTHER, _("More"), "all"))
    if closed:
        lines.append(_group(closed, Status.CLOSED, str(Status.CLOSED.label), "closed"))
    known = [row.prospect for row in rows if not row.introducer]
    return Network(lines, len(rows) - len(known), _introducers(rows), len(set(known)))


def _introducers(rows: list) -> int:
    return len({row.introducer for row in rows if row.introducer})


def _network_person(pk: int, name: str) -> Node:
    return Node(f"contact-{pk}", name, reverse("contacts.detail", args=[pk]))


def _network_line(row) -> NetworkLine:
    url = record_url("introductions.detail", row.pk)
    if row.prospect:
        whom = _network_person(row.prospect, row.prospect__name)
    else:
        whom = Node(f"anyone-{row.pk}", _("Anyone who fits"), url, is_person=False)
    labels = Introduction.ClosedBecause if row.closed_because else Status
    word = str(labels(row.closed_because or row.status).label)
    if row.introducer:
        through = _network_person(row.introducer, row.introducer__name)
    else:
        through = Node("yourself", _("You yourself"), is_person=False)
        word = str(DIRECT_WORDS.get(row.status, word))
    return NetworkLine(through, whom, row.status, word, url)


def _group(rows: list, state: str, word: str, show: str) -> NetworkLine:
    """One line for many introductions, which the list of introductions shows."""
    url = f"{reverse('introductions.index')}?show={show}"
    number = _introducers(rows)
    introducers = ngettext("%(number)d introducer", "%(number)d introducers", number) % {"number": number}
    if not number:
        introducers = _("You yourself")
    elif not all(row.introducer for row in rows):
        introducers = _("%(introducers)s, and you yourself") % {"introducers": introducers}
    number = len(rows)
    asks = ngettext("%(number)d introduction", "%(number)d introductions", number) % {"number": number}
    return NetworkLine(
        Node(f"introducers-{state}", introducers, url, is_person=False),
        Node(f"introductions-{state}", asks, url, is_person=False),
        state,
        word,
        url,
    )


def _side_by_side(lines: list[NetworkLine]) -> list[NetworkLine]:
    """The lines so that those of one introducer stand together, and those to one person.

    Introducers keep the order of their first line. Whoever was asked for the same person follows at once,
    and people asked for through several come last, next to whom they share.
    """
    through: dict[str, list[NetworkLine]] = {}
    to: dict[str, list[NetworkLine]] = {}
    for line in lines:
        through.setdefault(line.introducer.key, []).append(line)
        to.setdefault(line.whom.key, []).append(line)
    ordered: dict[str, list[NetworkLine]] = {}
    waiting, seen = deque(through), set()
    while waiting:
        introducer = waiting.popleft()
        if introducer in seen:
            continue
        seen.add(introducer)
        people = dict.fromkeys(line.whom.key for line in through[introducer] if line.whom.key not in ordered)
        for person in sorted(people, key=lambda person: len(to[person]) > 1):
            ordered[person] = to[person]
            waiting.extendleft(line.introducer.key for line in reversed(to[person]))
    return [line for several in ordered.values() for line in several]
