"""Step 3: facts of an introduction are owed, recorded, corrected and undone, each by the same verb."""

import datetime as dt
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..links.addresses import record_url
from ..text.text import and_list
from .closing_reasons import REASONS, ClosedBecause
from .contacts import Contact, refresh_last_touches
from .decisions import Deciding
from .facts import Courtesy, Fact, Reply
from .introduction_facts import (
    AFTER_CLOSING,
    AGREED,
    ANSWERED,
    ASK_AGAIN,
    ASKED,
    BY_COLUMN,
    CHECKED,
    CLOSED,
    COLUMNS,
    COURTESIES,
    FACTS,
    INTRODUCER,
    LEFT,
    MADE,
    MET,
    NOT_NOW,
    PLEDGED,
    PROSPECT,
    RESTS_ON,
    WRITTEN,
)
from .users import User


class FactVerbs(Deciding):
    """What is done with a row of the table."""

    # What the record these belong to brings along.
    record: Any
    introducer: Any
    prospect: Any
    awaits_answer: Any
    is_direct: Any
    is_resting: Any
    awaits_reply: Any
    begun_on: Any
    names: Any
    closed_because: Any
    reasons_to_close: Any
    may_rest: Any
    prospect_id: Any

    class Meta:
        abstract = True

    @property
    def people(self) -> list[Contact]:
        """The introducer, and the prospect where one is known."""
        return [person for person in (self.introducer, self.prospect) if person]

    @cached_property
    def works_together(self) -> bool:
        """Whether an agreement with the person runs; a query of many says so of each."""
        return self.prospect is not None and self.prospect.works_together

    @cached_property
    def worked_until(self) -> dt.date | None:
        """The day on which the last agreement with the person was over; a query of many says so of each."""
        return self.prospect.worked_until if self.prospect else None

    @property
    def has_led_on(self) -> bool:
        """Whether one works with the person, or has since it was begun: then nothing more is to come of it."""
        until, begun_on = self.worked_until, self.begun_on
        return self.works_together or bool(until and begun_on and until > begun_on)

    def owed(self, owner: User) -> list[Courtesy]:
        """The courtesies this asks for now, the next one first, by the owner's numbers of days.

        While it isn't the time for the person, or they are the mentor, only what is owed to the introducer.
        What depends on today is only whether one is late, so the list itself needs no clock.
        """
        kept = [day for fact in COURTESIES if (day := fact.day(self))]
        # Nothing is late before it could be thought of: the next one has a day after the last one was kept.
        free_from = max(kept) + dt.timedelta(days=1) if kept else dt.date.min
        found = [
            Courtesy(fact, max(due_on, free_from))
            for fact in (LEFT if self.is_resting else COURTESIES)
            if fact.is_open(self) and (due_on := fact.due(self, owner))
        ]
        # The promise to use the introduction comes before every other: thanks go well with it.
        return sorted(found, key=lambda one: (one.fact != WRITTEN, one.due_on))

    @property
    def replies(self) -> list[Reply]:
        """What may be heard from whoever is waited for, one press each: rows of the two tables that are theirs."""
        me: Any = self
        if self.is_resting:
            return []
        who = INTRODUCER if self.awaits_answer else PROSPECT if self.awaits_reply else None
        heard = [fact.reply(me) for fact in FACTS if fact.answer_of == who and fact.is_open(self)]
        over = record_url(f"introductions.{CLOSED.verb}", me.pk)
        refusals = [
            Reply(str(reason.dot % self.names), over, {"because": because})
            for because, reason in REASONS.items()
            if reason.answer_of == who and reason.may(me)
        ]
        return [*heard, *refusals]

    def next_courtesy(self, owner: User) -> Courtesy | None:
        """The one courtesy that comes next, or None when nothing is owed."""
        return next(iter(self.owed(owner)), None)

    @transaction.atomic
    def mark(self, fact: Fact, on: dt.date, **also) -> None:
        """Record one fact of the table, with what follows from it; ValidationError where it cannot be.

        `also` are further fields: the `prospect` where the ask said "anyone who fits". What the fact brings is
        recorded with it.
        """
        fact.check(self)
        columns = [*self.brought_by(fact), fact.column]
        self._record_facts(**dict.fromkeys(columns, on), **also)
        for column in columns:
            BY_COLUMN[column].follow(self, on)

    def brought_by(self, fact: Fact) -> list[str]:
        """The columns that are empty and filled together with a fact."""
        if not fact.brings_grounds or self.is_direct:
            return []
        return [column for column in fact.after if getattr(self, column) is None]

    def follow(self, fact: Fact) -> None:
        """What follows for the people from a fact that was saved along with the record."""
        refresh_last_touches(*self.people)
        fact.follow(self, fact.day(self))

    @transaction.atomic
    def forget(self, fact: str, to_anyone: bool = False, brought: tuple[str, ...] = ()) -> None:
        """Undo one fact (a column of the table, or "prospect"); ValidationError when another fact rests on it.

        `to_anyone` also forgets the person, for an introduction that was asked for with "anyone who fits"; `brought`
        are the columns that came with the fact.
        """
        if (
            fact not in (*COLUMNS, "prospect")
            or getattr(self, fact) is None
            or (fact == "prospect" and not self.awaits_answer)
        ):
            raise ValidationError(_("There’s nothing to undo"))
        row = BY_COLUMN.get(fact)
        along = [name for name in brought if row and row.brings_grounds and name in row.after]
        facts: dict[str, str | None] = dict.fromkeys([fact, *along])
        introducer, prospect, because = self.introducer, self.prospect, self.declined_because
        if fact == CLOSED.column:
            facts["closed_because"] = ""
        if to_anyone and fact in (AGREED.column, CHECKED.column, MADE.column):
            facts["prospect"] = None
        try:
            self._record_facts(**facts)
        except ValidationError as refusal:
            if not (rests := self._resting_on(fact)):
                raise
            raise ValidationError(
                _("First undo what came after it: %(facts)s") % {"facts": rests}
            ) from refusal
        if fact == ASKED.column:
            self.withdraw(fact, introducer)
        if prospect and fact == (WRITTEN if self.is_direct else ASKED).column:
            self.withdraw(ASK_AGAIN, prospect)
        # Whoever is not named any more is nothing by this introduction.
        of_prospect = (
            [fact, *along] if self.prospect else [name for name in self.decided if name != ASKED.column]
        )
        for name in of_prospect if prospect and fact != ASKED.column else ():
            self.withdraw(name, prospect, because if name == CLOSED.column else "")

    @transaction.atomic
    def correct(self, **days: dt.date) -> None:
        """Move the days of facts that are known; they are checked as a whole. Nothing is added or undone."""
        unknown = [name for name in days if name not in COLUMNS or getattr(self, name) is None]
        if unknown or None in days.values():
            raise ValidationError(_("You can only correct the day of something that happened"))
        self._record_facts(**days)
        if CLOSED.column in days and self.declined_because:
            self.withdraw(CLOSED.column, self.prospect, self.declined_because)
            self.take_their_no(CLOSED.day(self))

    @transaction.atomic
    def close(self, on: dt.date, because: str) -> None:
        """It is over, with the reason (ClosedBecause); a no of the person closes them as a prospect too."""
        if CLOSED.day(self):
            raise ValidationError(_("This introduction is closed. Undo that first."), code="closed")
        if because == ClosedBecause.PROSPECT_DECLINED and self.prospect:
            self.prospect.require_no_agreement()
        if because not in self.reasons_to_close:
            raise ValidationError(_("It can’t be closed for this reason"), code="reason")
        self._record_facts(closed_on=on, closed_because=because)
        if self.declined_because:
            self.take_their_no(on)

    @transaction.atomic
    def say_not_now(self, on: dt.date, ask_again_on: dt.date | None) -> None:
        """It isn't the time for the person: it stays open, and silent but for what is owed to the introducer.

        Said again, it is another day. ValidationError where it is over, or nobody was asked about yet.
        """
        if self.prospect:
            self.prospect.require_no_agreement()
        if not self.may_rest:
            raise ValidationError(_("Only someone you’ve asked about and haven’t met yet can say “not now”"))
        self.withdraw(NOT_NOW, self.prospect)
        self.decide(NOT_NOW, self.prospect, lambda: self.prospect.say_not_now(on, ask_again_on))

    @transaction.atomic
    def take_not_now_back(self) -> None:
        """It was not said after all; ValidationError where nobody said so of this introduction."""
        if NOT_NOW not in self.decided:
            raise ValidationError(_("There’s nothing to undo"))
        self.withdraw(NOT_NOW, self.prospect)

    @property
    def declined_because(self) -> str:
        """Why the prospect is closed by it: they said no; "" where they didn’t."""
        declined = self.prospect_id and self.closed_because == ClosedBecause.PROSPECT_DECLINED
        return Contact.ClosedBecause.SAID_NO if declined else ""

    def take_their_no(self, on: dt.date) -> None:
        """Close the prospect with their no, unless it was said before."""

        def close():
            if not self.prospect.said_no:
                self.prospect.close(on, Contact.ClosedBecause.SAID_NO)

        self.decide(CLOSED.column, self.prospect, close)

    def check_facts(self, **facts) -> None:
        """ValidationError when these facts would be out of order; changes nothing."""
        facts = self.with_pledge(facts)
        before = {name: getattr(self, name) for name in facts}
        known = {*AFTER_CLOSING, *(name for name in COLUMNS if getattr(self, name))}
        if (
            CLOSED.day(self)
            and CLOSED.column not in facts
            and not known.issuperset(set(facts) & set(COLUMNS))
        ):
            raise ValidationError(_("This introduction is closed. Undo that first."), code="closed")
        for name, value in facts.items():
            setattr(self, name, value)
        try:
            # The constraints are the one place where the order of facts is written down.
            self.validate_constraints(exclude={"form_key"})
        finally:
            for name, value in before.items():
                setattr(self, name, value)

    def with_pledge(self, facts: dict) -> dict:
        """The same facts; to somebody known the pledge, whose day nobody chose, goes back with what came before it."""
        came = [facts[fact.column] for fact in (WRITTEN, ANSWERED, MET) if facts.get(fact.column)]
        pledged_on = getattr(self, PLEDGED)
        if not (self.is_direct and pledged_on and came and min(came) < pledged_on):
            return facts
        return facts | {PLEDGED: min(came)}

    def _resting_on(self, fact: str) -> str:
        resting = [name for name in RESTS_ON.get(fact, ()) if getattr(self, name)]
        names = {field.name: field.verbose_name for field in self._meta.concrete_fields}
        return and_list([str(names[name]) for name in resting])

    def _record_facts(self, **facts) -> None:
        """Record facts if they are in order, and let everybody know when they were last in touch."""
        self.check_facts(**facts)
        facts, before = self.with_pledge(facts), self.people
        with transaction.atomic(savepoint=False):
            self.record(**facts)
            refresh_last_touches(*{*before, *self.people})
