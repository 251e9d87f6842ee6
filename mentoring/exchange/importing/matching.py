"""Whom each row of a file may be: found by the keys of a slice of rows, never by comparing all with all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from ...identity.likeness import Level, Person, compare, kin_marks, plain
from ...models import Contact, Import, ImportRow
from ...models.recognition import LONGEST_KEY
from ..formats import Row
from .values import FIELDS, changes, values_of

# Keys in one query: below what any SQLite takes.
KEYS_AT_ONCE = 500
# Of many who share one mark, the first are looked at: a thousand of one name do not make a million pairs.
MOST_ALIKE = 12

Kind, Choice = ImportRow.Kind, ImportRow.Choice


@dataclass(slots=True)
class Candidate:
    """Somebody a row may be: a contact by its key, or an earlier row of the same file."""

    values: dict
    person: Person
    contact: int | None = None
    row: ImportRow | None = None

    def learn(self, values: dict, fills: Iterable[str]) -> None:
        """Take over the blanks that `values` fills: a later row of the file is compared with all of it."""
        for name in fills:
            if name != "tags":
                self.values[name] = values[name]
        for several in ("tags", "emails", "phones"):
            if found := [*self.values.get(several, ()), *values.get(several, ())]:
                self.values[several] = list({plain(one): one for one in reversed(found)}.values())[::-1]
        self.person = Person.of(self.values)


class Marks:
    """Candidates by what somebody else may share with them."""

    def __init__(self):
        self._by: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)

    def add(self, candidate: Candidate) -> None:
        """Make the candidate known by each of its marks."""
        for mark in candidate.person.marks():
            there = self._by[mark]
            if len(there) < MOST_ALIKE and candidate not in there:
                there.append(candidate)

    def near(self, person: Person) -> Iterator[Candidate]:
        """Whoever shares a mark with the person, each once."""
        seen = set()
        for mark in person.marks():
            for candidate in self._by.get(mark, ()):
                if id(candidate) not in seen:
                    seen.add(id(candidate))
                    yield candidate


@dataclass(slots=True)
class Match:
    """One candidate for a row: how sure, by which signals, and what the row would change."""

    candidate: Candidate
    level: Level
    signals: list[str]
    fills: list[str]
    differs: list[str]

    @property
    def rank(self) -> tuple:
        """The surest first, then the one about whom the row says least that is new."""
        return (self.level, -len(self.fills) - 2 * len(self.differs))


def match(batch: Import, rows: Iterable[Row]) -> tuple[list[ImportRow], list[ImportRow]]:
    """The rows of a slice as rows of the import, none of them saved, and the earlier ones that learnt of them."""
    made, read = [], []
    for row in rows:
        try:
            read.append((row.line, values_of(row)))
        except ValidationError as refusal:
            made.append(_row(batch, row.line, Kind.UNREADABLE, reason=refusal.messages[0]))
    placed, learnt = place(batch, read)
    return made + placed, learnt


def place(
    batch: Import, read: list[tuple[int, dict]], again: bool = False
) -> tuple[list[ImportRow], list[ImportRow]]:
    """Rows by their line and values, each with whom it may be; `again` leaves out the other rows of the file."""
    contacts, earlier = Marks(), Marks()
    people = [Person.of(said) for _line, said in read]
    for values in _contacts_near(batch, people):
        contacts.add(Candidate(values, Person.of_contact(values), contact=values["pk"]))
    if not again:
        rows = batch.rows.owned_by(batch.owner_id).filter(contact=None).adding().defer("before", "reason")
        for row in _near(rows, people):
            earlier.add(Candidate(row.values, Person.of(row.values), row=row))
    made: list[ImportRow] = []
    learnt: dict[int, ImportRow] = {}
    for (line, said), person in zip(read, people, strict=True):
        row = _row(batch, line, Kind.NEW, said, person)
        row = _as_contact(row, said, person, contacts) or _as_twin(row, said, person, earlier, learnt) or row
        made.append(row)
        if row.contact_id is None and row.choice == Choice.ADD:
            earlier.add(Candidate(row.values, person, row=row))
    return made, list(learnt.values())


def _row(
    batch: Import,
    line: int,
    kind: str,
    values: dict | None = None,
    person: Person | None = None,
    reason: str = "",
) -> ImportRow:
    row = ImportRow(owner_id=batch.owner_id, batch=batch, line=line, kind=kind, reason=reason[:300])
    row.choice = Choice.ADD if kind == Kind.NEW else Choice.SKIP
    if person:
        row.values = values
        mark_keys(row, person)
    return row


def mark_keys(row: ImportRow, person: Person) -> None:
    """The keys by which later rows of the file find this one."""
    row.name_key = person.name[:LONGEST_KEY]
    row.email_key = "".join(person.emails[:1])[:LONGEST_KEY]
    row.profile_key = person.profile[:LONGEST_KEY]


def _near(records: QuerySet, people: list[Person]) -> list:
    """The records that share a profile, an e-mail or a name with any of these, in a few queries."""
    wanted = {
        "profile_key": {person.profile for person in people},
        "name_key": {person.name for person in people},
        "email_key": {email for person in people for email in person.emails},
    }
    found: dict = {}
    for column, keys in wanted.items():
        for some_keys in _batches({key[:LONGEST_KEY] for key in keys if key}):
            some = records.filter(**{f"{column}__in": some_keys})
            found |= {record["pk"] if isinstance(record, dict) else record.pk: record for record in some}
    return [found[pk] for pk in sorted(found)]


def _contacts_near(batch: Import, people: list[Person]) -> list[dict]:
    """The contacts that share a key with any of these: their fields, keys and tags, without making records."""
    contacts = Contact.objects.owned_by(batch.owner_id).order_by()
    found = {
        one["pk"]: one | {"tags": []} for one in _near(contacts.values("pk", *FIELDS, *Contact.KEYS), people)
    }
    for pks in _batches(_kin(contacts, people) - set(found)):
        kin = contacts.filter(pk__in=pks).values("pk", *FIELDS, *Contact.KEYS)
        found |= {one["pk"]: one | {"tags": []} for one in kin}
    tagged = Contact.tags.through.objects.values_list("contact_id", "tag__name").order_by("pk")
    for pks in _batches(found):
        for pk, tag in tagged.filter(contact__in=pks):
            found[pk]["tags"].append(tag)
    return list(found.values())


def _kin(contacts: QuerySet, people: list[Person]) -> set[int]:
    """The contacts of the same companies whose names are like one of these, a few of each likeness."""
    wanted = {mark: MOST_ALIKE for person in people for mark in kin_marks(person.name, person.company)}
    found = set()
    for companies in _batches({mark[1] for mark in wanted}):
        some = contacts.filter(company_key__in=companies).values_list("pk", "name_key", "company_key")
        for pk, name, company in some.iterator():
            for mark in kin_marks(name, company):
                if wanted.get(mark):
                    wanted[mark] -= 1
                    found.add(pk)
    return found


def _batches(keys: Iterable) -> Iterator[list]:
    """The keys in order, as many at once as a query takes."""
    listed = sorted(keys)
    for start in range(0, len(listed), KEYS_AT_ONCE):
        yield listed[start : start + KEYS_AT_ONCE]


def _matches(values: dict, person: Person, marks: Marks) -> list[Match]:
    """Everybody the row may be, the likeliest first."""
    found = []
    for candidate in marks.near(person):
        level, signals = compare(person, candidate.person)
        if level:
            found.append(Match(candidate, level, signals, *changes(values, candidate.values)))
    return sorted(found, key=lambda match: match.rank, reverse=True)


def _as_contact(row: ImportRow, values: dict, person: Person, contacts: Marks) -> ImportRow | None:
    """The row as somebody among the contacts, with the safe choice made; None when it is nobody of them."""
    found = _matches(values, person, contacts)
    if not found:
        return None
    best = found[0]
    row.contact_id, row.why = best.candidate.contact, best.signals
    row.fills, row.differs = best.fills, best.differs
    if not best.fills and not best.differs:
        row.kind, row.choice = Kind.SAME, Choice.SKIP
    elif best.level == Level.SAME and sum(match.level == Level.SAME for match in found) > 1:
        # Its profile is one contact's and its address another's: nothing is right until the person looks.
        row.kind, row.choice, row.why = Kind.DOUBTFUL, Choice.SKIP, [*best.signals, "two"]
    elif best.level == Level.SAME:
        row.kind, row.choice = Kind.KNOWN, Choice.FILL
        best.candidate.learn(values, best.fills)
        contacts.add(best.candidate)
    else:
        # A name and one more signal is somebody to fill in; a name alone, or an address that two share, is not.
        sure = best.level == Level.ALIKE and "other_name" not in best.signals
        if "similar" in best.signals:
            sure = "role" in best.signals and len(found) == 1
        row.kind, row.choice = Kind.DOUBTFUL, Choice.FILL if sure else Choice.ADD
    return row


def _as_twin(
    row: ImportRow, values: dict, person: Person, earlier: Marks, learnt: dict[int, ImportRow]
) -> ImportRow | None:
    """The row as somebody an earlier row of the file has named already; None when it is the first."""
    found = [match for match in _matches(values, person, earlier) if "similar" not in match.signals]
    if not found or found[0].level == Level.WEAK:
        return None
    best = found[0]
    first = best.candidate.row
    row.why, row.twin_line = best.signals, first.line
    if best.level == Level.SAME or not (best.fills or best.differs):
        row.kind, row.choice = Kind.SAME, Choice.SKIP
        best.candidate.learn(values, best.fills)
        earlier.add(best.candidate)
        mark_keys(first, best.candidate.person)
        if first.pk:
            learnt[first.pk] = first
    else:
        row.kind, row.choice = Kind.DOUBTFUL, Choice.ADD
    return row
