"""The list of agreements: those that run with their sessions, and who helps with what."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..dates.days import long_day, plain_day
from ..models import Goal, Help, HelpGiven, MentorAgreement
from ..status.records import Records

# What follows “Still looking”, where it is only heard; and what stands above the people who may help so.
FOR = {
    Help.TEACH: gettext_lazy("for someone to teach me"),
    Help.FEEDBACK: gettext_lazy("for someone to give me feedback"),
    Help.DOORS: gettext_lazy("for someone to open doors for me"),
    Help.LISTEN: gettext_lazy("for someone to listen"),
    Help.HOLD: gettext_lazy("for someone to hold me to it"),
}
WHOM = {
    Help.TEACH: gettext_lazy("Who could teach you? Someone who does it well, and still knows how they learned it."),
    Help.FEEDBACK: gettext_lazy("Who could give you feedback? Someone who sees you at work, or looks at what you do."),
    Help.DOORS: gettext_lazy("Who could open doors for you? Someone with a say where you want to go."),
    Help.LISTEN: gettext_lazy("Who could listen? Someone with time, and nothing to gain from what you decide."),
    Help.HOLD: gettext_lazy("Who could hold you to it? Someone who’ll ask again, kindly."),
}  # fmt: skip


@dataclass(frozen=True)
class Running:
    """An agreement that runs: until when, the next session, how many were held."""

    agreement: MentorAgreement
    line: str
    held: str


@dataclass(frozen=True)
class HelpCell:
    """One kind of help for one goal: who gives it, or that it is looked for, and where to look."""

    kind: Help
    names: str = ""
    url: str = ""

    @property
    def label(self) -> str:
        """The kind as a heading has it, with the word for whoever gives it."""
        return f"{self.kind.label} {self.note}".strip()

    @property
    def note(self) -> str:
        """The word for whoever gives this kind of help, where there is one."""
        return _("(a sponsor)") if self.kind == Help.DOORS else ""

    @property
    def looking_for(self) -> str:
        """What is looked for, where it is only heard."""
        return str(FOR[self.kind])


@dataclass(frozen=True)
class BoardRow:
    """A goal with a cell for each kind of help, and the agreements that run for it."""

    goal: Goal
    cells: list[HelpCell]
    running: list[MentorAgreement]

    @property
    def is_bare(self) -> bool:
        """Whether no agreement runs for it, and no kind of help is looked for."""
        return not self.running and not any(cell.names or cell.url for cell in self.cells)


@dataclass(frozen=True)
class Board:
    """Goals by kinds of help: a row a goal, a cell a kind. `has_sponsor` where one is to be told from a mentor."""

    rows: list[BoardRow]
    has_sponsor: bool

    @property
    def kinds(self) -> list[HelpCell]:
        """The headings."""
        return [HelpCell(kind) for kind in Help]

    @property
    def is_empty(self) -> bool:
        """Whether no goal has a mentor, and nothing is looked for."""
        return not any(row.running or any(cell.url for cell in row.cells) for row in self.rows)


def running_rows(records: Records) -> list[Running]:
    """The agreements that run, the one with the nearest session first; three queries."""
    return [_running_line(records, agreement) for agreement in records.nearest_first()]


def _running_line(records: Records, agreement: MentorAgreement) -> Running:
    sessions = records.sessions(agreement)
    held = sum(one.held_on is not None for one in sessions)
    until = _("Until %(day)s.") if records.today <= agreement.ends_on else _("Ended on %(day)s.")
    line = until % {"day": plain_day(agreement.ends_on, records.today)}
    if coming := records.next_session(agreement):
        line += " " + _("Next session %(day)s") % {"day": long_day(coming.day, records.today)}
    words = {"n": held, "all": agreement.sessions_in_all(len(sessions))}
    return Running(agreement, line, _("%(n)d of %(all)d held") % words)


def board(records: Records) -> Board | None:
    """Who helps with what; None with less than two goals and no kind of help chosen. One query besides the records'."""
    goals = [goal for goal in records.goals if goal.is_active]
    given, lacking = _given(records), records.search.lacking
    if len(goals) < 2 and not given and not lacking:
        return None
    named = records.goals_named
    rows = [
        BoardRow(
            goal,
            [_cell(goal, kind, given, lacking) for kind in Help],
            [one for one in records.running if goal.pk in named.get(one.pk, ())],
        )
        for goal in goals
    ]
    cells = (cell for row in rows for cell in row.cells)
    doors = any(cell.kind == Help.DOORS and (cell.names or cell.url) for cell in cells)
    return Board(rows, doors or any(goal.area == Goal.Area.CAREER for goal in goals))


def _given(records: Records) -> dict[tuple[int, str], list[str]]:
    """By goal and kind, the first names of the mentors who give it in an agreement that runs."""
    running = HelpGiven.objects.owned_by(records.user).filter(
        link__agreement__status=MentorAgreement.Status.CONFIRMED, link__goal__status=Goal.Status.ACTIVE
    )
    found = defaultdict(list)
    in_order = running.order_by("link__agreement__confirmed_on", "pk")
    for one in in_order.select_related("link__agreement__mentor"):
        found[one.link.goal_id, one.kind].append(one.link.agreement.mentor.first_name)
    return dict(found)


def _cell(goal: Goal, kind: Help, given: dict, lacking: dict[int, set[str]]) -> HelpCell:
    if names := given.get((goal.pk, kind)):
        return HelpCell(kind, names=", ".join(names))
    if kind in lacking.get(goal.pk, ()):
        return HelpCell(kind, url=f"{reverse('who.index')}?help={kind}")
    return HelpCell(kind)
