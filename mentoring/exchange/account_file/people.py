"""The contacts of an account that is used already: who of a file is the same person, and what is new about them."""

from collections import Counter
from functools import cached_property
from typing import Any, NamedTuple

from ...identity.fields import COMPARED, NAMES
from ...identity.likeness import Known, Level, Person, compare
from ...models import Contact
from ...models.base import record_all
from ...models.bulk_writes import AT_ONCE
from ..importing.values import added, joined_row
from .outcome import ReadOutcome

# How many people of one file may be one contact here; whoever comes after them stands beside, and nobody is lost.
MOST_TIMES = 20


class _Here(NamedTuple):
    """A contact of the account as it is compared."""

    pk: int
    values: dict[str, str]
    person: Person

    @classmethod
    def of(cls, pk: int, values: dict[str, str]) -> "_Here":
        """A contact by its key and its fields."""
        return cls(pk, values, Person.of(values))


class PeopleHere:
    """Whoever is surely the same gets what is new; of others who may be, the outcome tells."""

    def __init__(self, owner, outcome: ReadOutcome, is_trial: bool):
        self.mine = Contact.objects.owned_by(owner)
        self.outcome = outcome
        self.is_trial = is_trial
        # To whom something is to be added, and what; who they become by that.
        self.waiting: list[tuple[int, Contact]] = []
        self.became: dict[int, _Here] = {}
        self.filled: set[int] = set()
        self.times: Counter[int] = Counter()

    @cached_property
    def everybody(self) -> dict[int, dict[str, str]]:
        """What contacts are compared by, read once."""
        found = self.mine.order_by("pk").values("pk", *COMPARED).iterator()
        return {values.pop("pk"): values for values in found}

    @cached_property
    def known(self) -> Known[_Here]:
        """Everybody as they are compared; made only for a file in which somebody has to be looked for."""
        known: Known[_Here] = Known()
        for pk, values in self.everybody.items():
            here = _Here.of(pk, values)
            known.add(here.person, here)
        return known

    @cached_property
    def changed_at(self) -> dict[int, Any]:
        """When each contact was changed."""
        return dict(self.mine.values_list("pk", "updated_at"))

    def same_as(self, said: Contact) -> int | None:
        """Who is the same by profile or personal email, with what is new added; None when nobody surely is."""
        person = Person.of({name: getattr(said, name) for name in COMPARED})
        near = (self.became.get(other.pk, other) for other in self.known.near(person))
        verdicts = [(compare(person, other.person), other) for other in near]
        if not verdicts:
            return None
        best, other = max(verdicts, key=lambda pair: (pair[0].level, pair[0].is_by_profile, -pair[1].pk))
        if best.level == Level.SAME and self.times[other.pk] < MOST_TIMES:
            self._add_to(other.pk, said)
            return other.pk
        if best.level:
            self.outcome.stands_beside(said.name, other.values["name"], best.reasons)
        return None

    def add_to_known(self, key: int, said: Contact) -> None:
        """Add what is new to the contact of the same form key, unless nobody changed it since."""
        if self.changed_at[key] != said.updated_at and self.times[key] < MOST_TIMES:
            self._add_to(key, said)

    def _add_to(self, key: int, said: Contact) -> None:
        stands = self.became[key].values if key in self.became else self.everybody[key]
        new = added({name: getattr(said, name) for name in COMPARED}, stands)
        self.times[key] += 1
        self.became[key] = _Here.of(key, stands | {name: new[name] for name in COMPARED if name in new})
        self.waiting.append((key, said))
        if len(self.waiting) == AT_ONCE:
            self.write()

    def write(self) -> None:
        """Add what waits: nothing that stands here is overwritten. What is derived from it is not computed yet."""
        waiting, self.waiting = self.waiting, []
        here = self.mine.in_bulk({key for key, _said in waiting})
        changed: dict[int, Contact] = {}
        for key, said in waiting:
            stands = {name: getattr(here[key], name) for name in NAMES}
            facts = joined_row({name: getattr(said, name) for name in NAMES}, stands) or {}
            facts = {name: text for name, text in facts.items() if text != stands[name]}
            if facts:
                vars(here[key]).update(facts)
                changed[key] = here[key]
        for key in changed.keys() - self.filled:
            self.outcome.fill(changed[key].name)
        self.filled |= changed.keys()
        if not self.is_trial:
            record_all(changed.values(), *NAMES)
