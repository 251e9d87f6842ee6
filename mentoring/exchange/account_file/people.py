"""The contacts of an account that is used already: who of a file is the same person, and what is new about them."""

from functools import cached_property
from typing import Any, NamedTuple
from uuid import uuid4

from django.utils.translation import gettext as _

from ...identity.fields import NAMES
from ...identity.likeness import Known, Level, Person, compare
from ...models import Contact
from ...models.base import record_all
from ...models.bulk_writes import AT_ONCE
from ...models.recognition import as_compared
from ..importing.values import joined_row
from .outcome import ReadOutcome


class _Here(NamedTuple):
    """A contact of the account as it is compared."""

    pk: int
    name: str
    person: Person


class PeopleHere:
    """Whoever is surely the same gets what is new; of others who may be, the outcome tells.

    Two people of one file are never one contact here: the second stands beside, and nobody is lost.
    """

    def __init__(self, owner, outcome: ReadOutcome, is_trial: bool):
        self.mine = Contact.objects.owned_by(owner)
        self.outcome = outcome
        self.is_trial = is_trial
        # To whom something is to be added, and what.
        self.waiting: list[tuple[int, Contact]] = []
        self.added_to: set[int] = set()
        self.filled: set[int] = set()
        # Who is one of the file already.
        self.taken: set[int] = set()

    @cached_property
    def known(self) -> Known[_Here]:
        """Everybody as they are compared, read once, and only for a file in which somebody has to be looked for."""
        known: Known[_Here] = Known()
        for values in as_compared(self.mine.order_by("pk")):
            person = Person.of(values)
            known.add(person, _Here(values["pk"], values["name"], person))
        return known

    @cached_property
    def changed_at(self) -> dict[int, Any]:
        """When each contact was changed."""
        return dict(self.mine.values_list("pk", "updated_at"))

    def same_as(self, said: Contact, key: int | None) -> int | None:
        """Who is the same, by the form key, or surely by profile or personal email; None when nobody is.

        To them is added what is new, unless nobody changed the contact of the form key since.
        """
        if key is None or key in self.taken:
            if found := self._surely(said):
                self._add_to(found, said)
            elif key is not None:
                said.form_key = uuid4()  # another one of the file went into the contact of that key
            return found
        if self.changed_at[key] != said.updated_at:
            self._add_to(key, said)
        self.taken.add(key)
        return key

    def _surely(self, said: Contact) -> int | None:
        """Who is the same by profile or personal email; of somebody who may be, the outcome tells."""
        person = Person.of({name: getattr(said, name) for name in NAMES})
        verdicts = [(compare(person, other.person), other) for other in self.known.near(person)]
        if not verdicts:
            return None
        best, other = max(
            verdicts, key=lambda pair: (*pair[0].sureness, pair[1].pk not in self.taken, -pair[1].pk)
        )
        if best.level == Level.SAME and other.pk not in self.taken:
            return other.pk
        if best.level:
            self.outcome.stands_beside(said.name, other.name, best.reasons)
        return None

    def _add_to(self, key: int, said: Contact) -> None:
        self.taken.add(key)
        self.added_to.add(key)
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
            values = {name: getattr(said, name) for name in NAMES}
            facts = joined_row(values, stands)
            if facts is None:
                self.outcome.leave_out(said.name, _("their notes don’t fit beside those you have"))
                facts = joined_row(values | {"notes": ""}, stands) or {}
            facts = {name: text for name, text in facts.items() if text != stands[name]}
            if facts:
                vars(here[key]).update(facts)
                changed[key] = here[key]
        for key in changed.keys() - self.filled:
            self.outcome.fill(changed[key].name)
        self.filled |= changed.keys()
        if not self.is_trial:
            record_all(changed.values(), *NAMES)
