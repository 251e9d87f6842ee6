"""One whom a row of a file may be: how sure, and what the row would add to them or say otherwise."""

from dataclasses import dataclass, field
from functools import cached_property

from ...identity.fields import NAMES
from ...identity.likeness import Level, Person, Verdict, compare
from ...identity.names import Name, Names, name_of, names_agree
from ...models import ImportRow
from .values import SEVERAL, changes, goes_by

# Rows of a slice that go into one person, and tags, addresses or numbers beyond which no more do.
MOST_INTO_ONE = 200


@dataclass(slots=True, eq=False)
class Candidate:
    """Somebody a row may be: a contact by its key, or an earlier row of the same file."""

    values: dict
    person: Person
    contact: int | None = None
    row: ImportRow | None = None
    # The names of the rows that went into it.
    names: set[Name] = field(default_factory=set)
    times: int = 0

    def learn(self, said: dict, values: dict) -> None:
        """Know all that a row says of the same person: a later row of the file is compared with all of it."""
        self.names.add(name_of(said["name"]))
        self.times += 1
        self.values = values
        self.person = Person.of(values)

    def compared(self, person: Person, only_ones: bool) -> Verdict:
        """How far somebody is this person, and no other one than the rows that went into it."""
        verdict = compare(person, self.person, only_ones)
        if not self.names or not person.name or verdict.level <= Level.MAYBE or verdict.is_by_profile:
            return verdict
        is_equal = names_agree(person.name, self.person.name) == Names.EQUAL
        least = Names.SHARE if is_equal else Names.SHORTER
        if all(not name or names_agree(person.name, name) >= least for name in self.names):
            return verdict
        return Verdict(Level.MAYBE, verdict.signs, (*verdict.against, "other_name"))


@dataclass(eq=False)
class RowMatch:
    """One candidate for a row: how sure, and what the row would add to them or say otherwise."""

    said: dict
    candidate: Candidate
    verdict: Verdict

    @cached_property
    def is_alike(self) -> bool:
        """Whether the name is written alike."""
        return goes_by(self.said["name"], self.candidate.values)

    @cached_property
    def changes(self) -> tuple[list[str], list[str]]:
        """What the row would add, and where it says otherwise."""
        return changes(self.said, self.candidate.values)

    @cached_property
    def rank(self) -> tuple:
        """The surest first, then the one about whom the row says least that is new, as far as anything rests on it."""
        signs = len(self.verdict.signs) - len(self.verdict.against)
        if self.verdict.level < Level.PROBABLY and (self.candidate.row or not self.is_alike):
            return *self.verdict.sureness, -len(NAMES) * 3, signs
        fills, differs = self.changes
        return *self.verdict.sureness, -len(fills) - 2 * len(differs), signs

    @property
    def is_nothing_new(self) -> bool:
        """Whether the name is written alike and everything the row says stands there."""
        return self.is_alike and "other_day" not in self.verdict.against and self.changes == ([], [])

    @property
    def is_too_many(self) -> bool:
        """Whether so much went into this one that each further row would cost as much as all before it."""
        several = sum(len(self.candidate.values.get(name, ())) for name in SEVERAL)
        return not self.is_nothing_new and max(several, self.candidate.times) >= MOST_INTO_ONE
