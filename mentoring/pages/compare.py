"""The trade-off table: up to five prospects against every criterion, and what relaxing one would change."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates.days import plain_day
from ..letters import may_be_questioned
from ..links.addresses import page_url, record_url
from ..models import Answer, Contact, MentorCriterion
from ..models.assessments import Cell, Fit, comparable, fits, who_fits_best, who_qualifies_without
from ..models.closeness import closest_colleagues
from ..status import next_actions
from ..status.records import Records
from ..text.text import and_list, number_word, record_number, sentence_start
from .next_question import compared_in_words, decided_in_words, deciding, names_of

MOST_PEOPLE = 5
MOST_IN_MENU = 50
MOST_NAMED = 5


@dataclass(frozen=True)
class DecidingAnswer:
    """What the address of the table asks for: whom to compare, which cell is open, what is tried without."""

    people: tuple[int, ...] = ()
    without: int | None = None
    edit: tuple[int | None, ...] = ()

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """Read an address; what makes no sense is passed over."""
        people = dict.fromkeys(pk for text in query.getlist("people") if (pk := record_number(text)))
        cell = tuple(record_number(part) for part in query.get("edit", "").split("-"))
        return cls(tuple(people)[:MOST_IN_MENU], record_number(query.get("without", "")), cell)

    def address(self, without: int | None = None, edit: str = "") -> str:
        """The page with the same people, a criterion tried without, a cell open."""
        parts = [("people", str(pk)) for pk in self.people]
        parts += [("without", str(without))] if without else []
        parts += [("edit", edit)] if edit else []
        return page_url("assessments.index") + (f"?{urlencode(parts)}" if parts else "")


class Head(NamedTuple):
    """A person at the top of a column: the names, the fit, what comes next, why they wait, and until when."""

    contact: Contact
    last_name: str
    fit: Fit
    next: tuple[str, str]
    waits: str
    again: str


class Square(NamedTuple):
    """A cell as the page shows it: the answer, its name on the page, the link that opens it; grey where they wait."""

    cell: Cell
    id: str
    url: str
    is_open: bool
    is_waiting: bool


class Decision(NamedTuple):
    """The one answer that would decide: in a sentence, and the way to it in words with its address."""

    words: str
    way: str
    url: str

    @property
    def is_elsewhere(self) -> bool:
        """Whether it leads to another site."""
        return not self.url.startswith("/")


class CriterionRow(NamedTuple):
    """One criterion across all the people shown; `try_url` where it rules somebody out."""

    criterion: MentorCriterion
    squares: list[Square]
    try_url: str
    is_tried: bool

    @property
    def is_open(self) -> bool:
        """Whether one of its cells is being answered."""
        return any(square.is_open for square in self.squares)


class TradeOffs:
    """The page as it is asked for; what it shows is decided here, the template only prints."""

    def __init__(self, asked: DecidingAnswer, criteria: list[MentorCriterion], owner: int):
        self.asked = asked
        self.criteria = criteria
        self.owner = owner
        self.tried = next((c for c in criteria if c.is_must and c.pk == asked.without), None)
        self.menu = who_fits_best.of(owner)[:MOST_IN_MENU]
        self.chosen: list[Contact] = self.menu[:MOST_PEOPLE]
        self.left_out = 0
        self.heads: list[Head] = []
        self.compared = ""
        self.decided: Decision | None = None
        self.rows: list[CriterionRow] = []

    @property
    def prospects(self) -> QuerySet:
        """Everybody who may be compared."""
        return comparable(self.owner)

    def choose(self) -> None:
        """The people asked for, as far as they are prospects; else those who fit best stay."""
        if not self.asked.people:
            return
        found = {contact.pk: contact for contact in self.prospects.filter(pk__in=self.asked.people)}
        named = [found[pk] for pk in self.asked.people if pk in found]
        if named:
            self.chosen, self.left_out = named[:MOST_PEOPLE], len(named[MOST_PEOPLE:])
            self.menu += [contact for contact in self.chosen if contact not in self.menu]

    @cached_property
    def fits(self) -> list[Fit]:
        """The people shown, best first; without the criterion that is tried."""
        table = fits(self.chosen, self.criteria)
        return sorted(table, key=lambda fit: self.shown(fit).order)

    def shown(self, fit: Fit) -> Fit:
        """A fit as the heads count it: without what is tried."""
        return fit.without(self.tried) if self.tried else fit

    def lay_out(self, opened: tuple[int | None, ...], today: dt.date) -> None:
        """Make the rows as they are today, with the cell of this contact and criterion open."""
        open_url = self.asked.address(without=self.tried.pk if self.tried else None, edit="-").removesuffix(
            "-"
        )
        for at, criterion in enumerate(self.criteria):
            squares = [
                Square(
                    cell,
                    cell_id(cell),
                    f"{open_url}{cell.contact.pk}-{criterion.pk}#{cell_id(cell)}",
                    opened == (cell.contact.pk, criterion.pk),
                    cell.contact.rests(today),
                )
                for cell in (fit.cells[at] for fit in self.fits)
            ]
            rules_out = criterion.is_must and any(square.cell.answer == Answer.DOES_NOT for square in squares)
            try_url = self.asked.address(without=criterion.pk) if rules_out else ""
            self.rows.append(CriterionRow(criterion, squares, try_url, criterion == self.tried))

    @property
    def columns(self) -> int:
        """The criterion and the people."""
        return len(self.heads) + 1

    @property
    def must_haves(self) -> list[CriterionRow]:
        """The rows of the must-haves."""
        return [row for row in self.rows if row.criterion.is_must]

    @property
    def nice_to_haves(self) -> list[CriterionRow]:
        """The rows of the nice-to-haves."""
        return [row for row in self.rows if not row.criterion.is_must]

    @cached_property
    def open(self) -> Square | None:
        """The cell that is being answered."""
        return next((square for row in self.rows for square in row.squares if square.is_open), None)

    @property
    def address(self) -> str:
        """This page with no cell open."""
        return self.asked.address(without=self.tried.pk if self.tried else None)

    @property
    def put_back(self) -> str:
        """This page with everything counting."""
        return self.asked.address()

    @property
    def key(self) -> list[tuple[list[str], str]]:
        """The marks and what they mean."""
        return [([answer.value], answer.label) for answer in (Answer.MEETS, Answer.UNKNOWN, Answer.DOES_NOT)]

    @cached_property
    def change(self) -> str:
        """What relaxing the must-have that is tried would change for all prospects, in a sentence."""
        if self.tried is None:
            return ""
        qualify = who_qualifies_without(self.prospects, self.tried)
        count = qualify.count()
        let_in = list(qualify[:MOST_NAMED])
        if not count:
            return _("No one else would qualify.")
        if count == 1:
            return _one_more(fits(let_in, self.criteria)[0].without(self.tried))
        names = [contact.first_name for contact in let_in]
        if rest := count - len(names):
            names.append(ngettext("%(count)s more", "%(count)s more", rest) % {"count": number_word(rest)})
        words = ngettext(
            "%(count)s more person would then qualify: %(names)s.",
            "%(count)s more people would then qualify: %(names)s.",
            count,
        )
        return sentence_start(words % {"count": number_word(count), "names": and_list(names)})


def _one_more(fit: Fit) -> str:
    facts = {"name": fit.contact.first_name, "met": fit.must_met, "all": len(fit.must)}
    if not fit.must:
        return _("%(name)s would then qualify.") % facts
    if not fit.must_unknown:
        return _("%(name)s would then meet every must-have.") % facts
    words = ngettext(
        "%(name)s would then meet %(met)d of %(all)d must-haves, with %(count)s to find out.",
        "%(name)s would then meet %(met)d of %(all)d must-haves, with %(count)s to find out.",
        fit.must_unknown,
    )
    return words % (facts | {"count": number_word(fit.must_unknown)})


def cell_id(cell: Cell) -> str:
    """The name of a cell on the page, to come back to it."""
    return f"cell-{cell.contact.pk}-{cell.criterion.pk}"


def _next_steps(records: Records, people: list[Contact]) -> dict[int, tuple[str, str]]:
    """What comes next with each prospect, by key: words and address; with nothing to do, a way to get to know them."""
    actions, ask = next_actions.gather(records), reverse("introductions.new")
    found = {pk: (action.title, action.url) for action in reversed(actions) for pk in action.people}
    others = [contact for contact in people if contact.pk not in found]
    first = closest_colleagues(records.user.pk, others, records.today)
    for contact in others:
        if contact.known_directly and not records.meetings_with(contact.pk):
            words = _("Write to %(name)s") % {"name": contact.first_name}
            found[contact.pk] = words, record_url("introductions.direct", contact.pk)
        elif colleague := first.get(contact.pk):
            names = {"name": colleague.first_name, "person": contact.first_name}
            words = _("Ask %(name)s to introduce you to %(person)s") % names
            found[contact.pk] = words, f"{ask}?from={colleague.pk}&to={contact.pk}"
        else:
            words = _("Find an introducer to %(name)s") % {"name": contact.first_name}
            found[contact.pk] = words, f"{ask}?to={contact.pk}"
    return found


def _waits(contact: Contact, today: dt.date) -> tuple[str, str]:
    """That it isn't the time, and from when on they may be asked again; twice "" for everybody else."""
    if not contact.rests(today):
        return "", ""
    day = contact.ask_again_on
    return _("Not now"), _("Ask again from %(day)s") % {"day": plain_day(day, today)} if day else ""


def trade_offs(records: Records, asked: DecidingAnswer, cell: Cell | None = None) -> TradeOffs:
    """The table of one person as an address asks for it; `cell` is one that stays open, whoever was asked for."""
    criteria = records.criteria
    table = TradeOffs(asked, criteria, records.user.pk)
    table.choose()
    if cell and cell.contact not in table.chosen:
        table.chosen = [cell.contact]
    table.lay_out((cell.contact.pk, cell.criterion.pk) if cell else asked.edit, records.today)
    next_steps = _next_steps(records, table.chosen) if table.chosen and criteria else {}
    for fit in table.fits:
        rest = fit.contact.name.split(maxsplit=1)[1:]
        table.heads.append(
            Head(
                fit.contact,
                "".join(rest),
                table.shown(fit),
                next_steps.get(fit.contact.pk, ("", "")),
                *_waits(fit.contact, records.today),
            )
        )
    _add_sentences(table, records)
    return table


def _add_sentences(table: TradeOffs, records: Records) -> None:
    """Put the two sentences under the table; whoever waits has no part in them."""
    fits = [head.fit for head in table.heads if not head.waits and head.fit.cells]
    names = names_of(fits)
    table.compared = compared_in_words(fits, names)
    if cell := deciding(fits):
        next_step = next(head.next for head in table.heads if head.contact == cell.contact)
        table.decided = Decision(decided_in_words(fits, cell, names), *_way_to(cell, records, next_step))


def _way_to(cell: Cell, records: Records, next_step: tuple[str, str]) -> tuple[str, str]:
    """Whom to ask: the person where a talk is planned, else who introduces them, else the criterion's own way.

    With nobody to ask yet, the way is what comes next with them.
    """
    contact, criterion = cell.contact, cell.criterion
    if talk := next(iter(records.meetings_ahead(contact.pk)), None):
        return _("Ask when you meet"), record_url("meetings.prepare", talk.pk)
    asked = (one for one in records.introductions if one.prospect_id == contact.pk)
    if introduction := next(filter(may_be_questioned, asked), None):
        words = _("Ask %(name)s") % {"name": introduction.introducer.first_name}
        return words, reverse("letters.question", args=[introduction.pk, criterion.pk])
    if criterion.find_out == MentorCriterion.FindOut.PROFILE:
        return _("Look at the profile"), contact.linkedin or record_url("contacts.detail", contact.pk)
    return next_step
