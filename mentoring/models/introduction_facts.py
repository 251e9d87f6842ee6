"""Step 3: the table of facts of an introduction; whatever is said of one of them is said in its row."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..dates import days
from ..links.addresses import record_url
from ..text.text import unended
from . import courtesies
from .action_keys import ActionKey
from .base import filled, in_order
from .closing_reasons import REASONS
from .facts import Fact, Reply, Touch, Words, resting_on
from .letter_kinds import LetterKind
from .users import User

if TYPE_CHECKING:
    from .introductions import Introduction

INTRODUCER, PROSPECT = "introducer", "prospect"
# What an introduction decides beside its facts, by the name under which that is kept.
NOT_NOW, ASK_AGAIN = "not_now", "ask_again"
# Nobody introduces: the owner knows the person and writes by themselves, or says it. The pledge stands in for it.
DIRECT, PLEDGED, IN_PERSON = Q(introducer__isnull=True), "pledged_on", Q(channel="in_person")


class IntroductionFact(Fact):
    """Something that happens to an introduction."""

    kind = "introduction"
    in_touch_with: dict[str, Touch] = {}  # the people with whom the owner was in touch by it, and how
    spoken: Q | None = None  # those in which it is said, and no letter
    is_step = False  # it brings an open introduction further
    answer_of = ""  # whose answer it is (INTRODUCER, PROSPECT), where that is waited for
    moved: Any = ""  # as the person would write it down: "%(introducer)s introduced me to %(person)s."
    needs_person = False  # it cannot happen before it is known whom the introduction is about
    needs_introducer = False  # it is the introducer's, or owed to them
    after_pledge: Words = ""  # what is said where it comes after the pledge instead: where nobody introduces

    def constraints(self) -> Iterator[models.CheckConstraint]:
        """Where nobody introduces, the pledge is what it comes after."""
        yield from super().constraints()
        if self.after_pledge:
            yield self._rule(PLEDGED, in_order(PLEDGED, self.column) | ~DIRECT, self.after_pledge)

    def _comes_after(self, earlier: str) -> Q:
        order = super()._comes_after(earlier)
        return order | DIRECT if self.after_pledge else order

    def is_open(self, record: Any) -> bool:
        """As ever; nothing is the introducer's where there is none."""
        return not (self.needs_introducer and record.is_direct) and super().is_open(record)

    def reply(self, record: "Introduction") -> Reply:
        """The button that notes it where it is waited for."""
        return Reply(self.label_of(record), record_url(f"{self.kind}s.{self.verb}", record.pk))


# Asking ---------------------------------------------------------------------------------------------


class Asked(IntroductionFact):
    """The message to the introducer."""

    verb = "asked"
    also = (
        models.CheckConstraint(
            condition=Q(asked_on__isnull=True)
            | (filled("purpose") & Q(write_by__isnull=False) & Q(pledged_on__isnull=False)),
            name="introduction_asked_with_pledge",
            violation_error_message=_("Say what it’s for and when you’ll write by, and tick the pledge"),
        ),
        models.CheckConstraint(
            condition=Q(asked_on__isnull=True) | Q(write_by__isnull=True) | Q(write_by__gte=F("asked_on")),
            name="introduction_use_after_asking",
            violation_error_message=_("Choose a day to write by that isn’t before the day you ask"),
        ),
    )
    in_touch_with = {INTRODUCER: Touch.WROTE}
    spoken = IN_PERSON
    needs_introducer = True
    sentence = _("You asked %(introducer)s")
    history = _("You asked {introducer} for an introduction to {prospect}.")
    dot = _("Asked")

    def may(self, record: "Introduction") -> bool:
        return record.is_draft

    def check(self, record: "Introduction") -> None:
        """Nobody is asked for somebody who said no; the day of an ask may be set right all the same."""
        if record.is_draft and record.prospect:
            record.take_no(record.prospect)

    def follow(self, record: "Introduction", on: dt.date) -> None:
        """Whoever is asked for an introduction can introduce; whoever it is about is asked again."""
        introducer = record.introducer
        record.decide(self.column, introducer, introducer.mark_introducer, ("may_introduce",))
        record.ask_person_again()


class Nudged(IntroductionFact):
    """The one reminder to the introducer."""

    verb = "nudged"
    after = {"asked_on": _("A nudge comes after the ask")}
    sentence = _("You nudged %(introducer)s")
    history = _("You nudged {introducer} once about {prospect}.")
    label = _("I’ve nudged %(introducer)s")
    courtesy, title = _("Nudge %(introducer)s once"), _("Nudge %(introducer)s")
    in_touch_with = {INTRODUCER: Touch.WROTE}
    needs_introducer = True
    letter = LetterKind.NUDGE

    def may(self, record: "Introduction") -> bool:
        return record.awaits_answer

    def due(self, record: "Introduction", owner: User) -> dt.date | None:
        """Some working days without a word from the introducer, or after whatever passed with the person since."""
        touched_on = record.prospect.last_touch_on if record.prospect else None
        last_on = max(filter(None, (record.last_word_on, touched_on)))
        return owner.working_days_after(last_on, owner.nudge_after)

    def check(self, record: "Introduction") -> None:
        """Once, and only while an answer is awaited."""
        if record.nudged_on:
            raise ValidationError(_("One nudge is enough"))
        if not record.awaits_answer:
            raise ValidationError(_("There’s no answer to wait for"))

    def action(self, record: "Introduction", today: dt.date) -> tuple[str, str]:
        title = _("Nudge %(introducer)s about %(person)s") % record.names
        if not record.prospect:
            title = self.title_of(record)
        if said_yes_on := record.said_yes_on:
            why = _("%(introducer)s said yes %(ago)s. One reminder is fine.")
            return title, self.say(record, today, why, said_yes_on)
        why = _("You asked %(ago)s. One reminder is fine.")
        return title, self.say(record, today, why, record.asked_on)


class Agreed(IntroductionFact):
    """The introducer will introduce."""

    verb = "agreed"
    after = {"asked_on": _("A yes comes after the ask")}
    is_step = needs_introducer = True
    sentence = _("%(introducer)s said yes")
    history = _("{introducer} agreed to introduce you to {prospect}.")
    moved = _("%(introducer)s said yes.")
    label = _("%(introducer)s said yes")
    in_touch_with = {INTRODUCER: Touch.HEARD}

    def may(self, record: "Introduction") -> bool:
        return record.awaits_answer


class Checked(IntroductionFact):
    """The introducer asked the other person first: both sides have said yes."""

    verb = "checked"
    after = {"asked_on": _("They can only check after you’ve asked")}
    also = (
        models.CheckConstraint(
            condition=Q(checked_on__isnull=True) | Q(prospect__isnull=False),
            name="introduction_checked_with_somebody",
            violation_error_message=_("Say who they checked with"),
        ),
    )
    rests_on = ("asked_on", "prospect")
    is_step = needs_person = needs_introducer = True
    sentence = _("%(introducer)s checked with %(person)s")
    history = _("{introducer} checked with {prospect} first.")
    label = _("%(introducer)s checked with %(person)s first")

    def may(self, record: "Introduction") -> bool:
        return record.awaits_answer

    def follow(self, record: "Introduction", on: dt.date) -> None:
        """Whoever is named may become the mentor."""
        record.take_up(on, self.column)


class Made(IntroductionFact):
    """The introduction itself."""

    verb = "made"
    after = {"asked_on": _("The introduction comes after the ask")}
    not_before = {
        "checked_on": _("The introduction comes after they’d checked"),
        "agreed_on": _("The introduction comes after the yes"),
    }
    also = (
        models.CheckConstraint(
            condition=Q(made_on__isnull=True) | Q(prospect__isnull=False),
            name="introduction_made_to_somebody",
            violation_error_message=_("Say who you were introduced to"),
        ),
        models.CheckConstraint(
            condition=~Q(closed_because="introducer_declined") | Q(made_on__isnull=True),
            name="introduction_declined_or_made",
            violation_error_message=_("They did introduce you, so they didn’t say no"),
        ),
    )
    in_touch_with = {INTRODUCER: Touch.HEARD, PROSPECT: Touch.INTRODUCED}
    needs_person = needs_introducer = True
    sentence = _("%(introducer)s introduced you")
    history = _("{introducer} introduced you to {prospect}.")
    moved = _("%(introducer)s introduced me to %(person)s.")
    label = _("%(introducer)s introduced us")
    dot = _("Introduced")
    answer_of = INTRODUCER

    def may(self, record: "Introduction") -> bool:
        return record.awaits_answer

    def follow(self, record: "Introduction", on: dt.date) -> None:
        """Whoever is named may become the mentor."""
        record.take_up(on, self.column)

    def reply(self, record: "Introduction") -> Reply:
        """Where the ask said "anyone who fits", a page asks who it is."""
        if record.prospect_id:
            return super().reply(record)
        label = str(_("%(introducer)s came up with someone") % record.names)
        return Reply(label, record_url("introductions.named", record.pk), asks=True)


# Using it -------------------------------------------------------------------------------------------


class Written(IntroductionFact):
    """The first message to the person (or a word said): the promise to the introducer, or to oneself."""

    verb = "written"
    after = {"made_on": _("Writing comes after the introduction")}
    after_pledge = _("Writing comes after you’ve said what it’s for, and by when")
    in_touch_with, spoken = {PROSPECT: Touch.WROTE}, IN_PERSON & DIRECT
    is_step = is_promise = True
    sentence = _("You wrote to %(person)s")
    history = _("You wrote to {prospect}.")
    label = _("I’ve written to %(person)s")
    dot = _("Wrote")
    courtesy = _("Write to %(person)s")
    why, since = _("%(introducer)s introduced you %(when)s."), "made_on"
    letter = LetterKind.FIRST

    def may(self, record: "Introduction") -> bool:
        return record.awaits_meeting

    def due(self, record: "Introduction", owner: User) -> dt.date | None:
        """Soon, and by the day that was promised; that day itself where nobody introduced the two."""
        if record.is_direct:
            return record.write_by
        return min(record.made_on + dt.timedelta(days=owner.write_within), record.use_by(owner))

    def check(self, record: "Introduction") -> None:
        """Nobody is written to out of the blue who said no; the day of a message may be set right all the same."""
        if record.is_direct and not self.day(record):
            record.take_no(record.prospect)

    def follow(self, record: "Introduction", on: dt.date) -> None:
        """Whoever is written to without an introduction may become the mentor, and is asked again after a “not now”."""
        if record.is_direct:
            record.take_up(on, self.column)
            record.ask_person_again()

    def letter_of(self, record: "Introduction") -> LetterKind | None:
        return LetterKind.DIRECT if record.is_direct else self.letter

    def sentence_of(self, record: "Introduction") -> str:
        return _("You asked %(person)s") % record.names if record.is_spoken else super().sentence_of(record)

    def history_of(self, record: "Introduction") -> str:
        return str(_("You asked {prospect}.") if record.is_spoken else self.history)

    def label_of(self, record: "Introduction") -> str:
        return _("I’ve asked %(person)s") % record.names if record.is_spoken else super().label_of(record)

    def dot_of(self, record: "Introduction") -> str:
        return str(ASKED.dot if record.is_spoken else self.dot)

    def courtesy_of(self, record: "Introduction") -> str:
        return _("Ask %(person)s") % record.names if record.is_spoken else super().courtesy_of(record)

    title_of = courtesy_of

    def action(self, record: "Introduction", today: dt.date) -> tuple[str, str]:
        if record.is_direct:
            said = {"day": days.plain_day(record.write_by, today), "purpose": unended(record.purpose)}
            write = _("You meant to write by %(day)s. Better late than never.")
            meant = _("You meant to ask by %(day)s. Better late than never.") if record.is_spoken else write
            why = meant if record.is_unused(today) else _("Half an hour: you want to %(purpose)s.")
            return self.title_of(record), why % said
        if not record.is_unused(today):
            return super().action(record, today)
        names = {**record.names, "day": days.plain_day(record.write_by, today)}
        why = _("You promised %(introducer)s you’d write by %(day)s. Better late than never.")
        return _("Use %(introducer)s’s introduction: write to %(person)s") % names, why % names


class FollowedUp(IntroductionFact):
    """The second message to somebody silent."""

    verb = "followed_up"
    after = {"written_on": _("A follow-up comes after you wrote")}
    then: tuple = ("followed_up_again_on",)
    in_touch_with = {PROSPECT: Touch.WROTE}
    is_step = True
    sentence = _("You followed up with %(person)s")
    history = _("You followed up with {prospect}.")
    label = _("I’ve followed up with %(person)s")
    courtesy = _("Follow up with %(person)s")
    why, since = _("You wrote %(ago)s. A short second message is fine."), "written_on"
    letter = LetterKind.FOLLOW_UP

    def may(self, record: "Introduction") -> bool:
        return record.awaits_reply

    def letter_of(self, record: "Introduction") -> LetterKind | None:
        return LetterKind.DIRECT_AGAIN if record.is_direct else self.letter

    def action(self, record: "Introduction", today: dt.date) -> tuple[str, str]:
        if not record.is_spoken or self != FOLLOWED_UP:
            return super().action(record, today)
        why = _("You asked %(ago)s. A short message is fine.")
        return self.title_of(record), self.say(record, today, why, record.written_on)

    def due(self, record: "Introduction", owner: User) -> dt.date | None:
        """Some working days of silence after the last message, or after whatever passed between the two since."""
        last_on = max(filter(None, (record.last_message_on, record.prospect.last_touch_on)))
        return owner.working_days_after(last_on, owner.follow_up_after)

    def check(self, record: "Introduction") -> None:
        """Never twice, and only while they are silent."""
        if self.day(record):
            raise ValidationError(_("You’ve already done that; three messages are enough"))
        if record.answered_on or record.met_on:
            raise ValidationError(_("They have answered"))


class FollowedUpAgain(FollowedUp):
    """The third message, and the last one; the rule of the second holds for it as well."""

    verb = "followed_up_again"
    after: dict = {}
    then: tuple = ()
    rests_on = ("followed_up_on",)
    sentence = _("You wrote to %(person)s once more")
    history = _("You wrote to {prospect} once more.")
    label = _("I’ve written to %(person)s once more")
    courtesy = _("Write to %(person)s once more")
    why, since = _("You followed up %(ago)s. Three messages in all are enough."), "followed_up_on"

    def may(self, record: "Introduction") -> bool:
        return record.awaits_reply and record.followed_up_on is not None

    def action(self, record: "Introduction", today: dt.date) -> tuple[str, str]:
        title = _("Write to %(person)s once more, then let it be") % record.names
        return title, super().action(record, today)[1]


class Answered(IntroductionFact):
    """The person answered: there is nothing to follow up any more."""

    verb = "answered"
    after = {"made_on": _("An answer comes after the introduction")}
    after_pledge = _("An answer comes after you’ve said what it’s for")
    brings_grounds = True
    in_touch_with = {PROSPECT: Touch.HEARD}
    is_step = True
    sentence = label = _("%(person)s answered")
    history = _("{prospect} answered.")
    moved = _("%(person)s answered.")
    dot = _("Answered")
    answer_of = PROSPECT

    def may(self, record: "Introduction") -> bool:
        return record.awaits_meeting


class Met(IntroductionFact):
    """The two met."""

    verb = "met"
    after = {"made_on": _("Meeting comes after the introduction")}
    after_pledge = _("Meeting comes after you’ve said what it’s for")
    not_before = {"written_on": _("Meeting comes after you wrote")}
    in_touch_with = {PROSPECT: Touch.MET}
    sentence = _("You met %(person)s")
    history = _("You met {prospect}, thanks to {introducer}.")
    label = _("I’ve met %(person)s")
    dot = _("Met")

    def may(self, record: "Introduction") -> bool:
        return record.awaits_meeting

    def history_of(self, record: "Introduction") -> str:
        return str(_("You met {prospect}.") if record.is_direct else self.history)


# The end, and what is owed to the introducer also after it ------------------------------------------


class Closed(IntroductionFact):
    """It is over. A page of its own asks for the reason, and `Introduction.close` records it."""

    verb = "closed"
    after = {"asked_on": _("It can’t be over before you’ve asked")}
    after_pledge = _("It can’t be over before you’ve begun")
    also = (
        models.CheckConstraint(
            condition=Q(closed_on__isnull=True, closed_because="")
            | Q(
                closed_on__isnull=False,
                closed_because__in=["no_answer", "introducer_declined", "prospect_declined", "withdrawn"],
            ),
            name="introduction_closed_with_reason",
            violation_error_message=_("Say why it’s over"),
        ),
    )
    label = _("Close it")
    courtesy = _("Close it kindly")

    def key(self, record: "Introduction") -> ActionKey:
        """Closing an unanswered ask and letting go of somebody silent are two decisions with two names."""
        return ActionKey(self.kind, f"{self.verb}.silent" if record.opened_on else self.verb, record.pk)

    def may(self, record: "Introduction") -> bool:
        return not record.is_draft and record.status not in {"kept", "closed"}

    def due(self, record: "Introduction", owner: User) -> dt.date | None:
        """After one nudge, or after three messages, silence is an answer."""
        if record.awaits_answer and record.nudged_on:
            return NUDGED.due(record, owner)
        if record.awaits_reply and record.followed_up_again_on:
            return FOLLOWED_UP.due(record, owner)
        return None

    def sentence_of(self, record: "Introduction") -> str:
        return _("Closed: %(why)s") % {"why": REASONS[record.closed_because].dot % record.names}

    def history_of(self, record: "Introduction") -> str:
        return REASONS[record.closed_because].history_of(record)

    def title_of(self, record: "Introduction") -> str:
        made, asked = _("Close the introduction to %(person)s"), _("Close your ask to %(introducer)s")
        if record.is_direct:
            made = _("Leave it there with %(person)s")
        return str((made if record.opened_on else asked) % record.names)

    def action(self, record: "Introduction", today: dt.date) -> tuple[str, str]:
        if record.opened_on:
            why = _("You wrote three times, last %(when)s. No answer is an answer too.")
            if record.is_spoken:
                why = _("You asked three times, last %(when)s. No answer is an answer too.")
            return self.title_of(record), self.say(record, today, why, record.followed_up_again_on)
        about = _("Close your ask to %(introducer)s about %(person)s") % record.names
        why = _("You nudged %(when)s and heard nothing. No answer is an answer too.")
        if record.said_yes_on:
            why = _("%(introducer)s said yes, you nudged %(when)s, and nothing came of it. That happens.")
        title = about if record.prospect else self.title_of(record)
        return title, self.say(record, today, why, record.nudged_on)


class Thanked(IntroductionFact):
    """Thanks to the introducer: for introducing, or for answering with a no."""

    verb = "thanked"
    after = {"asked_on": _("Thanks come after the ask")}
    also = (
        models.CheckConstraint(
            condition=Q(thanked_on__isnull=True)
            | Q(made_on__isnull=False, thanked_on__gte=F("made_on"))
            | Q(made_on__isnull=True, closed_on__isnull=False, thanked_on__gte=F("closed_on")),
            name="introduction_thanked_for_something",
            violation_error_message=_("Thank them once they introduced you, or answered"),
        ),
    )
    rests_on = ("made_on", "closed_on")
    in_touch_with = {INTRODUCER: Touch.WROTE}
    is_promise = needs_introducer = True
    left = Q(made_on__isnull=False) | Q(closed_because="introducer_declined")
    sentence = _("You thanked %(introducer)s")
    label = _("I’ve thanked %(introducer)s")
    dot = _("Thanked")
    courtesy = _("Thank %(introducer)s")

    def may(self, record: "Introduction") -> bool:
        return bool(record.made_on or record.closed_on)

    def due(self, record: "Introduction", owner: User) -> dt.date | None:
        """Some days after the introduction; at once where it is over."""
        if record.closed_on and (record.made_on or record.is_declined):
            return record.closed_on + dt.timedelta(days=courtesies.THANK_FOR_A_NO_DAYS)
        return record.made_on and record.made_on + dt.timedelta(days=owner.thank_within)

    def history_of(self, record: "Introduction") -> str:
        if record.made_on:
            return str(_("You thanked {introducer} for introducing {prospect}."))
        return str(_("You thanked {introducer} anyway."))

    def action(self, record: "Introduction", today: dt.date) -> tuple[str, str]:
        if record.made_on:
            why = _("Introduced %(when)s. Two lines are plenty.")
            title = _("Thank %(introducer)s for introducing %(person)s") % record.names
            return title, self.say(record, today, why, record.made_on)
        why = _("%(introducer)s said no %(when)s. A kind word keeps the door open.")
        title = _("Thank %(introducer)s for answering") % record.names
        return title, self.say(record, today, why, record.closed_on)

    def letter_of(self, record: "Introduction") -> LetterKind | None:
        if record.made_on:
            return LetterKind.THANKS
        return LetterKind.TAKE_NO if record.is_declined else None


class IntroducerInformed(IntroductionFact):
    """The introducer knows how it went."""

    verb = "introducer_informed"
    also = (
        models.CheckConstraint(
            condition=Q(introducer_informed_on__isnull=True)
            | Q(met_on__isnull=False, introducer_informed_on__gte=F("met_on"))
            | Q(
                met_on__isnull=True,
                made_on__isnull=False,
                closed_on__isnull=False,
                introducer_informed_on__gte=F("closed_on"),
            ),
            name="introduction_informed_after_outcome",
            violation_error_message=_("Tell them once there’s something to tell"),
        ),
    )
    rests_on = ("met_on", "closed_on")
    in_touch_with = {INTRODUCER: Touch.WROTE}
    is_promise = needs_introducer = True
    left = Q(made_on__isnull=False)
    sentence = _("You told %(introducer)s how it went")
    noted = _("You told %(introducer)s %(when)s how it went")
    history = _("You told {introducer} how it went with {prospect}.")
    label = _("I’ve told %(introducer)s")
    dot, ahead = _("Told"), _("after you meet")
    courtesy, title = _("Tell %(introducer)s how it went"), _("Tell %(introducer)s")
    letter = LetterKind.OUTCOME

    def may(self, record: "Introduction") -> bool:
        return bool(record.made_on and (record.met_on or record.closed_on))

    def due(self, record: "Introduction", owner: User) -> dt.date | None:
        """Some days after the end, or after the meeting."""
        return (record.closed_on or record.met_on) + dt.timedelta(days=owner.report_within)

    def action(self, record: "Introduction", today: dt.date) -> tuple[str, str]:
        title = _("Tell %(introducer)s how it went with %(person)s") % record.names
        if record.met_on:
            why = _("You met %(ago)s, thanks to %(introducer)s.")
        else:
            why = _("Closed %(when)s. %(introducer)s opened that door, so send them a short note.")
        return title, self.say(record, today, why, record.met_on or record.closed_on)


# The table, in the order in which facts of one day are told.
FACTS: tuple[IntroductionFact, ...] = (
    ASKED := Asked(),
    NUDGED := Nudged(),
    AGREED := Agreed(),
    CHECKED := Checked(),
    MADE := Made(),
    WRITTEN := Written(),
    FOLLOWED_UP := FollowedUp(),
    FOLLOWED_UP_AGAIN := FollowedUpAgain(),
    ANSWERED := Answered(),
    MET := Met(),
    CLOSED := Closed(),
    THANKED := Thanked(),
    INTRODUCER_INFORMED := IntroducerInformed(),
)
BY_COLUMN = {fact.column: fact for fact in FACTS}
COLUMNS = tuple(BY_COLUMN)
COURTESIES = tuple(fact for fact in FACTS if fact.courtesy)
STEPS = tuple(fact for fact in FACTS if fact.is_step)
# Owed to the introducer even when all is over.
LEFT = tuple(fact for fact in FACTS if fact.left is not None)

# What cannot stand without a fact, or without the person: it has to be undone first.
RESTS_ON = resting_on(FACTS)
# What may be noted about an introduction that is closed.
AFTER_CLOSING = (CLOSED.column, *RESTS_ON[CLOSED.column])

# Which closed introductions still ask for a courtesy.
STILL_OWED = Q()
for _fact in LEFT:
    STILL_OWED |= Q(status="closed", **{f"{_fact.column}__isnull": True}) & _fact.left
