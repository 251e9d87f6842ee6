"""Whom each row of a file may be: found by the keys of a slice of rows, never by comparing all with all."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.utils import timezone

from ...identity.likeness import Known, Level, Person, Verdict
from ...identity.names import in_its_order
from ...models import Import, ImportRow
from ...models.bulk_writes import maker_of
from ...models.recognition import LONGEST_KEY
from ..formats import Row, joined_by
from .candidates import Candidate, RowMatch
from .near import rows_filling, rows_near, rows_of_name, said_near
from .ties import drop_known_ties
from .values import OFFERED, TIE, has_room, joined_row, learnt, no_room, values_of_row

Kind, Choice = ImportRow.Kind, ImportRow.Choice
# Why a row is somebody of whom nothing but the name was known: for want of anybody else of that name.
ONLY_ONES = ["name", "unknown"]


def match(batch: Import, rows: Iterable[Row]) -> tuple[list[ImportRow], list[ImportRow]]:
    """The rows of a slice as rows of the import, none of them saved, and the earlier ones that learnt of them."""
    made, read = [], []
    new_row = rows_of(batch)
    for row in rows:
        try:
            read.append((row.line, values_of_row(row)))
        except ValidationError as refusal:
            made.append(unreadable(new_row, row.line, " ".join(refusal.messages)))
    placed, learnt = place(batch, read)
    # Whoever only wrote to the person, or is only named somewhere, is nobody to be offered.
    return made + [row for row in placed if row.kind != Kind.OFFERED or _is_worth_offering(row)], learnt


def place(
    batch: Import, read: list[tuple[int, dict]], again: bool = False
) -> tuple[list[ImportRow], list[ImportRow]]:
    """Rows by their line and values, each with whom it may be; `again` leaves out the other rows of the file."""
    people = [Person.of(said) for _line, said in read]
    some = _Slice(batch, people)
    if again:
        some.in_file = rows_of_name(batch, people)
    else:
        some.know_earlier(people)
    made = []
    for (line, said), person in zip(read, people, strict=True):
        row = some.placed(line, said, person)
        made.append(row)
        if row.choice == Choice.ADD and not again:
            some.earlier.add(person, Candidate(said, person, row=row))
    drop_known_ties(batch, made)
    return made, list(some.learnt.values())


class _Slice:
    """Whom the rows of a slice may be, contacts and earlier rows, and what those learnt meanwhile."""

    def __init__(self, batch: Import, people: list[Person]):
        self.batch = batch
        self.new_row = rows_of(batch)
        self.joined_by = joined_by(batch.format)
        self.contacts: Known[Candidate] = Known()
        self.earlier: Known[Candidate] = Known(by_name_alone=False)
        self.learnt: dict[int, ImportRow] = {}
        # How many of one name are among the contacts and in the file, by its key.
        self.named: Counter[str] = Counter()
        self.in_file = Counter(person.name_key for person in people)
        self.here: dict[int, Candidate] = {}
        for values in said_near(batch, people):
            person = Person.of(values)
            self.named[person.name_key] += 1
            self.here[values["pk"]] = Candidate(values, person, contact=values["pk"])
            self.contacts.add(person, self.here[values["pk"]])

    def know_earlier(self, people: list[Person]) -> None:
        """The rows of earlier slices that will become contacts, and those that add to contacts."""
        rows = self.batch.rows.owned_by(self.batch.owner_id).adding().defer("reason")
        self.in_file += rows_of_name(self.batch, people)
        for row in rows_near(rows, people):
            self._know_earlier(row)
        for row in rows_filling(self.batch, self.here) if self.here else ():
            if row.why == ONLY_ONES and self.in_file[row.name_key] > 1:
                row.choice = Choice.ADD  # somebody else of this name came
                self.learnt[row.pk] = row
                self._know_earlier(row)
            else:
                self._learn(self.here[row.contact_id], row.values)

    def _know_earlier(self, row: ImportRow) -> None:
        person = Person.of(row.values)
        self.earlier.add(person, Candidate(row.values, person, row=row))

    def _learn(self, candidate: Candidate, said: dict) -> None:
        """Compare what follows with the contact as it will stand once this is added."""
        candidate.learn(said, learnt(said, candidate.values))
        self.contacts.add(candidate.person, candidate)

    def placed(self, line: int, said: dict, person: Person) -> ImportRow:
        """The row with whom it may be and the safe choice."""
        row = self.new_row(line=line, kind=Kind.NEW, choice=Choice.ADD, values=said)
        mark_keys(row, person)
        here = self._matches(said, person, self.contacts)
        if said.get(OFFERED):
            self._offered(row, said, here)
            return row
        twins = self._matches(said, person, self.earlier)
        if here and not has_room(said, here[0].candidate.values):
            _as_doubtful(row, here)
            tell_no_room(row)
        elif here and _is_settled(here):
            self._as_contact(row, said, here)
        elif not (twins and self._joined(row, said, twins)) and here:
            _as_doubtful(row, here)
        elif row.kind == Kind.NEW and twins:
            row.kind, row.why = Kind.DOUBTFUL, twins[0].verdict.why
            row.twin_line = twins[0].candidate.row.line
        return row

    def _offered(self, row: ImportRow, said: dict, here: list[RowMatch]) -> None:
        """Somebody who is no connection: left out, unless they surely are a contact."""
        row.kind, row.choice = Kind.OFFERED, Choice.SKIP
        is_sure = here and (here[0].is_nothing_new or here[0].verdict.level == Level.SAME)
        if is_sure and not said.get("linkedin"):
            is_sure = in_its_order(said["name"]) == in_its_order(here[0].candidate.values["name"])
        if is_sure and _is_settled(here):
            self._as_contact(row, said, here)
        elif here and _is_worth_offering(row):
            _as_doubtful(row, here)
            row.choice = Choice.SKIP

    def _matches(self, values: dict, person: Person, known: Known[Candidate]) -> list[RowMatch]:
        """Everybody the row may be, the likeliest first."""
        only_ones = self.named[person.name_key] == 1 and self.in_file[person.name_key] == 1
        found = []
        for candidate in known.near(person):
            verdict = candidate.compared(person, only_ones)
            # A name alone tells nothing of two rows.
            if verdict.level and (candidate.row is None or _is_telling(verdict)):
                found.append(RowMatch(values, candidate, verdict))
        return sorted(found, key=lambda match: match.rank, reverse=True)

    def _as_contact(self, row: ImportRow, said: dict, here: list[RowMatch]) -> None:
        """Nothing new about somebody who is here, or something to add to them."""
        best = _tell(row, here)
        if best.is_nothing_new:
            row.kind, row.choice = Kind.SAME, Choice.SKIP
            if _is_one_of_two(here):
                row.values = {name: value for name, value in row.values.items() if name != TIE}
            return
        row.kind = Kind.KNOWN if best.verdict.level == Level.SAME else Kind.DOUBTFUL
        row.choice = Choice.FILL
        self._learn(best.candidate, said)

    def _joined(self, row: ImportRow, said: dict, twins: list[RowMatch]) -> bool:
        """Whether the row went into an earlier one of the file, which has all of both then."""
        best = twins[0]
        if best.is_too_many:
            return False
        if self.joined_by is not None and self.joined_by.isdisjoint(best.verdict.signs):
            return False
        if best.verdict.level < Level.SAME and not (
            best.verdict.level == Level.PROBABLY and best.is_nothing_new
        ):
            return False
        if _is_one_of_two(twins) and not best.is_nothing_new:
            return False
        values, first = joined_row(said, best.candidate.values), best.candidate.row
        if values is None:
            return False
        best.candidate.learn(said, values)
        self.earlier.add(best.candidate.person, best.candidate)
        first.values = values
        if first.contact_id and "notes" not in first.fills:
            first.fills = [*first.fills, "notes"]  # more than what was compared with its contact
        mark_keys(first, best.candidate.person)
        if first.pk:
            self.learnt[first.pk] = first
        row.kind, row.choice = Kind.SAME, Choice.SKIP
        row.why, row.twin_line = best.verdict.why, first.line
        return True


def _is_worth_offering(row: ImportRow) -> bool:
    """Whether the two wrote to each other."""
    tie = row.values.get(TIE, {})
    return bool(tie.get("sent") and tie.get("received"))


def _is_one_of_two(found: list[RowMatch]) -> bool:
    """Whether two fit equally well, so that nobody can say which of them it is."""
    return len(found) > 1 and found[0].verdict.sureness == found[1].verdict.sureness


def _is_settled(here: list[RowMatch]) -> bool:
    """Whether a row has its contact: it says nothing new, or it is surely or probably just this one."""
    best = here[0]
    is_sure = best.verdict.level >= Level.PROBABLY and not _is_one_of_two(here) and not best.is_too_many
    return best.is_nothing_new or is_sure


def _is_telling(verdict: Verdict) -> bool:
    """Whether more than a name says so: then a row beside an earlier one of the file is shown as doubtful."""
    signs = set(verdict.signs)
    return bool(signs & {"profile", "email", "mailbox", "phone"} or signs >= {"name", "company"})


def _tell(row: ImportRow, here: list[RowMatch]) -> RowMatch:
    """Keep with the row whom it may be and why."""
    best = here[0]
    row.contact_id, row.why = best.candidate.contact, best.verdict.why
    row.fills, row.differs = best.changes
    return best


def _as_doubtful(row: ImportRow, here: list[RowMatch]) -> None:
    """Shown first, with "add as new" chosen: a second contact can be merged, a lost one can't be found again."""
    _tell(row, here)
    row.kind, row.choice = Kind.DOUBTFUL, Choice.ADD
    if _is_one_of_two(here):
        row.why = [*row.why, "two"]


def tell_no_room(row: ImportRow) -> None:
    """Offer a row as somebody new, and say that its contact has no room for all of its notes."""
    row.kind, row.choice = Kind.DOUBTFUL, Choice.ADD
    remarks = [*row.values.get("remarks", ()), no_room()]
    row.values = row.values | {"remarks": list(dict.fromkeys(remarks))}


def rows_of(batch: Import) -> Callable[..., ImportRow]:
    """What makes the rows of an import."""
    now = timezone.now()
    return maker_of(ImportRow, owner_id=batch.owner_id, batch_id=batch.pk, created_at=now, updated_at=now)


def unreadable(new_row: Callable[..., ImportRow], line: int, reason: str) -> ImportRow:
    """A row that cannot be taken, with the reason in a sentence."""
    return new_row(line=line, kind=Kind.UNREADABLE, choice=Choice.SKIP, reason=reason[:300])


def mark_keys(row: ImportRow, person: Person) -> None:
    """The keys by which later rows of the file find this one."""
    row.name_key = person.name_key[:LONGEST_KEY]
    row.email_key = person.first_email[:LONGEST_KEY]
    row.profile_key = person.profile[:LONGEST_KEY]
