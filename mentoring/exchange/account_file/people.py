"""The contacts of an account that is used already: who of a file is the same person, and what is new about them."""

from functools import cached_property
from typing import Any, NamedTuple

from ...identity.fields import COMPARED, NAMES
from ...identity.likeness import Known, Level, Person, compare
from ...models import Contact
from ..importing.values import joined_row
from .outcome import ReadOutcome


class _Here(NamedTuple):
    """A contact of the account as it is compared."""

    pk: int
    name: str
    person: Person


class PeopleHere:
    """Whoever is surely the same gets what is new; of others who may be, the outcome tells."""

    def __init__(self, owner, outcome: ReadOutcome):
        self.mine = Contact.objects.owned_by(owner)
        self.outcome = outcome
        # Whose words are to be derived again, and who has become of those to whom something was added.
        self.touched: set[int] = set()
        self.became: dict[int, _Here] = {}

    @cached_property
    def known(self) -> Known[_Here]:
        """Everybody as they are compared; read only for a file in which somebody has to be looked for."""
        known: Known[_Here] = Known()
        for values in self.mine.order_by("pk").values("pk", *COMPARED).iterator():
            person = Person.of(values)
            known.add(person, _Here(values["pk"], values["name"], person))
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
        if best.level == Level.SAME:
            self._add_to(other.pk, said)
            return other.pk
        if best.level:
            self.outcome.stands_beside(said.name, other.name, best.reasons)
        return None

    def add_to_known(self, key: int, said: Contact) -> None:
        """Add what is new to the contact of the same form key, unless nobody changed it since."""
        if self.changed_at[key] != said.updated_at:
            self._add_to(key, said)

    def _add_to(self, key: int, said: Contact) -> None:
        """Nothing that stands here is overwritten; what is new is added."""
        here = self.mine.get(pk=key)
        self.touched.add(key)
        stands = {name: getattr(here, name) for name in NAMES}
        facts = joined_row({name: getattr(said, name) for name in NAMES}, stands) or {}
        facts = {name: text for name, text in facts.items() if text != stands[name]}
        if facts:
            self.outcome.fill(here.name)
            here.record(**facts)
            values = {name: getattr(here, name) for name in COMPARED}
            self.became[key] = _Here(key, here.name, Person.of(values))
