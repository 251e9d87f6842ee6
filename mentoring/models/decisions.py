"""Step 3: what a record decides about a contact, kept with what stood there before, so that it is undone exactly.

A decision goes back while it still stands. Whoever overruled it since remembers what stood before both. A no or a “not
now” that another record says as well stays said, and that record remembers what stood before it.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from .contacts import Contact
from .stored import validate_decisions
from .undo import as_json

# Why a meeting, an introduction or an answer closes a prospect, the strongest first.
SAID_NO, NOT_A_FIT = CLOSING = (Contact.ClosedBecause.SAID_NO, Contact.ClosedBecause.NOT_A_FIT)

# By column of the contact: what stood there, and what was written.
Changed = dict[str, list[Any]]

# Kept beside the columns, as what stood before: the moment until which it stood there.
DECIDED_AT = "decided_at"


class Deciding(models.Model):
    """A record that decides about a contact."""

    pk: Any
    created_at: Any

    # What each of its facts decided, by the name of the fact.
    decided = models.JSONField(default=dict, blank=True, validators=[validate_decisions], editable=False)

    class Meta:
        abstract = True

    def decide(
        self, fact: str, contact: Contact, verb: Callable[[], None], about: Collection[str] = Contact.MENTOR
    ) -> None:
        """Decide about a contact by a verb, and remember what that changed; of a no also that it changed nothing.

        So does a “not now” where another record says the same.
        """
        before = _standing(contact, about)
        verb()
        after = _standing(contact, about)
        if before != after or after.get("closed_because") or after.get("not_now_on"):
            changed = {name: [before[name], after[name]] for name in about}
            self._keep(fact, changed | {DECIDED_AT: [timezone.now().isoformat(), None]})

    def withdraw(self, fact: str, contact: Contact, because: str = "") -> bool:
        """Take back what this fact decided about a contact, closed by it for the reason `because`, if it was.

        Says whether they stay closed, because another record is a reason as well.
        """
        contact.refresh_from_db(fields=[*Contact.MENTOR, "may_introduce"])
        changed = dict(self.decided.get(fact) or _guessed(contact, because))
        if not changed:
            return False
        self._keep(fact, None)
        # Where it wasn’t kept yet: since this record is there.
        moment, _nothing = changed.pop(DECIDED_AT, ["", None])
        stands = {name: new for name, (_old, new) in changed.items()}
        is_overruled = _standing(contact, changed) != stands
        may_be_another = is_overruled or stands.get("not_now_on")
        if may_be_another and (self._hand_on(contact, changed, moment) or is_overruled):
            return False
        self._put_back(contact, changed, parse_datetime(moment) or self.created_at)
        return bool(because) and _is_closed_by_another(contact, besides=self)

    def _keep(self, fact: str, changed: Changed | None) -> None:
        rest = {name: kept for name, kept in self.decided.items() if name != fact}
        self.decided = rest | ({fact: changed} if changed else {})
        # No new revision: nobody typed this.
        type(self)._base_manager.filter(pk=self.pk).update(decided=self.decided)

    def _hand_on(self, contact: Contact, changed: Changed, moment: str) -> bool:
        """Have the record that decided next remember what stood before; whether there is one."""
        for record in _deciding(contact):
            for fact, theirs in record.decided.items():
                if record != self and [theirs.get(name, [None])[0] for name in changed] == [
                    new for _old, new in changed.values()
                ]:
                    both = {name: [changed[name][0], theirs[name][1]] for name in changed}
                    record._keep(fact, both | {DECIDED_AT: [moment, None]})
                    return True
        return False

    def _put_back(self, contact: Contact, changed: Changed, since: dt.datetime) -> None:
        kept = {
            name for name, (old, _new) in changed.items() if not old and self._is_needed(contact, name, since)
        }
        field: Any = Contact._meta.get_field
        facts = {
            name: field(name).to_python(old) for name, (old, _new) in changed.items() if name not in kept
        }
        if facts.get("closed_because") == NOT_A_FIT and self._is_welcome(contact, since):
            facts |= {"closed_on": None, "closed_because": ""}
        if any(getattr(contact, name) != value for name, value in facts.items()):
            contact.record(**facts)

    def _is_needed(self, contact: Contact, column: str, since: dt.datetime) -> bool:
        """Whether a later record rests on it that the contact is a prospect, or could introduce somebody.

        What was there before the decision and wasn’t touched since then doesn’t rest on it, and no meeting does that
        is planned or changed: by that nobody becomes a prospect.
        """
        resting = (
            name
            for name in Contact.RESTS_ON.get(column, ())
            if Contact._meta.get_field(name).is_relation and name != "meetings"
        )
        later = {"created_at__gt": self.created_at, "updated_at__gt": since}
        is_welcome = column == "prospect_on" and self._is_welcome(contact, since)
        return is_welcome or any(getattr(contact, name).filter(**later).exists() for name in resting)

    def _is_welcome(self, contact: Contact, since: dt.datetime) -> bool:
        """Whether they became a prospect since then: by an introduction, or another meeting that was written down."""
        day = timezone.localdate(since)
        met = contact.meetings.filter(kind="first", recorded_on__gte=day, updated_at__gt=since)
        welcome = met.exclude(outcome__in=[*CLOSING, "not_now"])
        return contact.introductions_to.filter(made_on__gt=day).exists() or any(
            one != self for one in welcome
        )


def _standing(contact: Contact, about: Collection[str]) -> dict[str, Any]:
    return {name: as_json(getattr(contact, name)) for name in about}


def _guessed(contact: Contact, because: str) -> Changed:
    """What a record changed that closed a contact before such things were kept."""
    if not because or contact.closed_because != because:
        return {}
    stands = _standing(contact, Contact.MENTOR)
    before = stands | {"closed_on": None, "closed_because": ""}
    return {name: [before[name], stands[name]] for name in Contact.MENTOR}


def _is_closed_by_another(contact: Contact, besides: Any) -> bool:
    """Whether another record is a reason to close a contact; they are closed by it where they weren’t."""
    for record, fact, reason, on in grounds(contact, besides)[:1]:
        if contact.closed_because not in CLOSING[: CLOSING.index(reason) + 1]:
            record.decide(fact, contact, lambda on=on, reason=reason: contact.close(on, reason))
        return True
    return False


def grounds(contact: Contact, besides: Any = None) -> list[tuple[Any, str, str, dt.date]]:
    """The records that are a reason to close a contact, a no first: each with its fact, the reason and the day."""
    meetings, introductions = contact.meetings, contact.introductions_to
    found = [(one, "outcome", one.outcome, one.recorded_on) for one in meetings.filter(outcome__in=CLOSING)]
    declined = introductions.filter(closed_because="prospect_declined")
    found += [(one, "closed_on", SAID_NO, one.closed_on) for one in declined]
    answers = (one for one in _answers(contact) if one.kind == "no" and "kind" in one.decided)
    found += [(one, "kind", SAID_NO, one.answered_on) for one in answers]
    found.sort(key=lambda ground: CLOSING.index(ground[2]))
    return [ground for ground in found if ground[0] != besides]


def _deciding(contact: Contact) -> Iterator[Any]:
    """The records that decide about a contact."""
    yield from contact.meetings.all()
    yield from contact.introductions_to.all()
    yield from _answers(contact)


def _answers(contact: Contact) -> list[Any]:
    agreements = contact.agreements.prefetch_related("answers")
    return [answer for agreement in agreements for answer in agreement.answers.all()]
