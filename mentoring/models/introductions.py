"""Step 3: an introduction is a promise. Its facts are dates, its status follows from them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .. import courtesies
from ..text import and_list, validate_visible
from .base import Owned, OwnedQuerySet, filled, in_order
from .contacts import Contact
from .criteria import MentorCriterion
from .goals import Goal

# The facts in the order in which they are told; `forget` undoes one of them.
FACTS = (
    "asked_on", "nudged_on", "agreed_on", "made_on", "written_on",
    "thanked_on", "met_on", "told_on", "closed_on",
)  # fmt: skip

TAKE_NO = _("%(name)s said no. Take no for an answer.")


class Courtesy(models.TextChoices):
    """What good manners ask for next; the value names the view that records it."""

    NUDGE = "nudged", _("Nudge once")
    GIVE_UP = "closed", _("Close it kindly")
    WRITE = "written", _("Write")
    THANK = "thanked", _("Thank")
    TELL = "told", _("Tell how it went")


@dataclass(frozen=True)
class Duty:
    """One courtesy that is due, and by when."""

    courtesy: Courtesy
    due_on: dt.date

    def is_late(self, today: dt.date) -> bool:
        """Whether its day has passed."""
        return self.due_on < today


class IntroductionQuerySet(OwnedQuerySet):
    def drafts(self):
        """Still being written: nobody was asked yet."""
        return self.filter(status=Introduction.Status.DRAFT)

    def open(self):
        """Asked for and not over: each carries its promises."""
        return self.filter(status__in=Introduction.Status.open())

    def over(self):
        """Closed with a reason, or kept to the end."""
        return self.filter(status__in=[Introduction.Status.CLOSED, Introduction.Status.KEPT])

    def unused(self):
        """Made, but not written to yet: the loudest promise there is."""
        return self.filter(status=Introduction.Status.MADE)

    def with_courtesies_left(self):
        """Open ones, and closed ones after which the introducer still deserves a word."""
        declined = Introduction.ClosedBecause.INTRODUCER_DECLINED
        return self.filter(
            Q(status__in=Introduction.Status.open())
            | Q(status="closed", thanked_on__isnull=True, made_on__isnull=False)
            | Q(status="closed", thanked_on__isnull=True, closed_because=declined)
            | Q(status="closed", told_on__isnull=True, made_on__isnull=False)
        )

    def nearest_first(self):
        """In the order of every list: nearest to an agreement first, drafts and what is over last."""
        rank = [
            When(status=status, then=Value(at))
            for at, status in enumerate(Introduction.Status.nearest_first())
        ]
        over_on = Coalesce("closed_on", "told_on")
        return self.order_by(Case(*rank, default=Value(99)), over_on.desc(nulls_last=True), "asked_on", "pk")

    def with_people(self):
        """With introducer, prospect and goal, so that a list of them costs one query."""
        return self.select_related("introducer", "prospect", "goal")


class Introduction(Owned):
    """One ask: who introduces, to whom, for which goal, with which words, and every courtesy that follows."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ASKED = "asked", _("Asked")
        AGREED = "agreed", _("Agreed to introduce")
        MADE = "made", _("Introduced")
        IN_TOUCH = "in_touch", _("In touch")
        MET = "met", _("Met")
        KEPT = "kept", _("Every promise kept")
        CLOSED = "closed", _("Closed")

        @classmethod
        def open(cls):
            """The states in which promises are still to be kept."""
            return [cls.ASKED, cls.AGREED, cls.MADE, cls.IN_TOUCH, cls.MET]

        @classmethod
        def nearest_first(cls):
            """Every state, nearest to an agreement first; what is over comes last."""
            return [*reversed(cls.open()), cls.DRAFT, cls.KEPT, cls.CLOSED]

    class Channel(models.TextChoices):
        EMAIL = "email", _("Email")
        LINKEDIN = "linkedin", _("LinkedIn message")
        TEXT = "text", _("Text message")
        IN_PERSON = "in_person", _("In person")

    class ClosedBecause(models.TextChoices):
        NO_ANSWER = "no_answer", _("No answer")
        INTRODUCER_DECLINED = "introducer_declined", _("The introducer said no")
        PROSPECT_DECLINED = "prospect_declined", _("The person said no")
        WITHDRAWN = "withdrawn", _("I withdrew it")

    introducer = models.ForeignKey(
        Contact,
        on_delete=models.CASCADE,
        related_name="introductions_from",
        verbose_name=_("who introduces you"),
    )
    # Empty means "anyone who fits": the criteria say who that would be.
    prospect = models.ForeignKey(
        Contact,
        on_delete=models.CASCADE,
        related_name="introductions_to",
        verbose_name=_("to whom"),
        null=True,
        blank=True,
    )
    goal = models.ForeignKey(
        Goal,
        on_delete=models.SET_NULL,
        related_name="introductions",
        verbose_name=_("what you are working on"),
        null=True,
        blank=True,
    )
    criteria = models.ManyToManyField(
        MentorCriterion, related_name="introductions", verbose_name=_("what must be true of them"), blank=True
    )
    channel = models.CharField(_("how you send it"), max_length=9, choices=Channel, default=Channel.EMAIL)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    message = models.TextField(_("message"), max_length=8000, blank=True)

    # The pledge: nobody is asked without saying what for and by when the introduction will be used.
    purpose = models.CharField(_("purpose"), max_length=300, blank=True, validators=[validate_visible])
    write_by = models.DateField(_("you will write by"), null=True, blank=True)
    pledged_on = models.DateField(null=True, blank=True, editable=False)

    asked_on = models.DateField(_("asked"), null=True, blank=True, editable=False)
    nudged_on = models.DateField(_("nudged"), null=True, blank=True, editable=False)
    agreed_on = models.DateField(_("agreed"), null=True, blank=True, editable=False)
    made_on = models.DateField(_("introduced"), null=True, blank=True, editable=False)
    written_on = models.DateField(_("wrote"), null=True, blank=True, editable=False)
    thanked_on = models.DateField(_("thanked"), null=True, blank=True, editable=False)
    met_on = models.DateField(_("met"), null=True, blank=True, editable=False)
    told_on = models.DateField(_("told how it went"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("closed"), null=True, blank=True, editable=False)
    closed_because = models.CharField(
        _("reason"), max_length=19, choices=ClosedBecause, blank=True, editable=False
    )

    status = models.GeneratedField(
        expression=Case(
            When(closed_on__isnull=False, then=Value("closed")),
            When(met_on__isnull=False, told_on__isnull=False, thanked_on__isnull=False, then=Value("kept")),
            When(met_on__isnull=False, then=Value("met")),
            When(written_on__isnull=False, then=Value("in_touch")),
            When(made_on__isnull=False, then=Value("made")),
            When(agreed_on__isnull=False, then=Value("agreed")),
            When(asked_on__isnull=False, then=Value("asked")),
            default=Value("draft"),
        ),
        output_field=models.CharField(max_length=8, choices=Status),
        db_persist=True,
    )

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["owner", "status"], name="introduction_owner_status")]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(asked_on__isnull=True)
                | (filled("purpose") & Q(write_by__isnull=False) & Q(pledged_on__isnull=False)),
                name="introduction_asked_with_pledge",
                violation_error_message=_(
                    "Say what it is for and by when you will write, and tick the pledge"
                ),
            ),
            models.CheckConstraint(
                condition=Q(asked_on__isnull=True)
                | Q(write_by__isnull=True)
                | Q(write_by__gte=F("asked_on")),
                name="introduction_use_after_asking",
                violation_error_message=_("Choose a day to write by that is not before the day you ask"),
            ),
            models.CheckConstraint(
                condition=Q(prospect__isnull=True) | ~Q(prospect=F("introducer")),
                name="introduction_between_two_people",
                violation_error_message=_("Nobody can introduce you to themselves"),
            ),
            models.CheckConstraint(
                condition=in_order("asked_on", "nudged_on"),
                name="introduction_nudged_after_asked",
                violation_error_message=_("A nudge comes after the ask"),
            ),
            models.CheckConstraint(
                condition=in_order("asked_on", "agreed_on"),
                name="introduction_agreed_after_asked",
                violation_error_message=_("A yes comes after the ask"),
            ),
            models.CheckConstraint(
                condition=in_order("asked_on", "made_on"),
                name="introduction_made_after_asked",
                violation_error_message=_("An introduction is made after it was asked for"),
            ),
            models.CheckConstraint(
                condition=Q(made_on__isnull=True)
                | Q(agreed_on__isnull=True)
                | Q(made_on__gte=F("agreed_on")),
                name="introduction_made_after_agreed",
                violation_error_message=_("An introduction is made after the yes"),
            ),
            models.CheckConstraint(
                condition=Q(made_on__isnull=True) | Q(prospect__isnull=False),
                name="introduction_made_to_somebody",
                violation_error_message=_("Say whom you were introduced to"),
            ),
            models.CheckConstraint(
                condition=in_order("made_on", "written_on"),
                name="introduction_written_after_made",
                violation_error_message=_("You write after you were introduced"),
            ),
            models.CheckConstraint(
                condition=in_order("asked_on", "thanked_on"),
                name="introduction_thanked_after_asked",
                violation_error_message=_("Thanks come after the ask"),
            ),
            models.CheckConstraint(
                condition=Q(thanked_on__isnull=True)
                | Q(made_on__isnull=False, thanked_on__gte=F("made_on"))
                | Q(made_on__isnull=True, closed_on__isnull=False, thanked_on__gte=F("closed_on")),
                name="introduction_thanked_for_something",
                violation_error_message=_("Thank them once they introduced you, or answered"),
            ),
            models.CheckConstraint(
                condition=in_order("made_on", "met_on"),
                name="introduction_met_after_made",
                violation_error_message=_("You meet after you were introduced"),
            ),
            models.CheckConstraint(
                condition=Q(met_on__isnull=True)
                | Q(written_on__isnull=True)
                | Q(met_on__gte=F("written_on")),
                name="introduction_met_after_written",
                violation_error_message=_("You meet after you wrote"),
            ),
            models.CheckConstraint(
                condition=Q(told_on__isnull=True)
                | Q(met_on__isnull=False, told_on__gte=F("met_on"))
                | Q(
                    met_on__isnull=True,
                    made_on__isnull=False,
                    closed_on__isnull=False,
                    told_on__gte=F("closed_on"),
                ),
                name="introduction_told_after_outcome",
                violation_error_message=_("Tell them once there is something to tell"),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_because="")
                | Q(
                    closed_on__isnull=False,
                    closed_because__in=["no_answer", "introducer_declined", "prospect_declined", "withdrawn"],
                ),
                name="introduction_closed_with_reason",
                violation_error_message=_("Say why it is over"),
            ),
            models.CheckConstraint(
                condition=in_order("asked_on", "closed_on"),
                name="introduction_closed_after_asked",
                violation_error_message=_("It can’t be over before you asked"),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | (
                    (Q(made_on__isnull=True) | Q(closed_on__gte=F("made_on")))
                    & (Q(met_on__isnull=True) | Q(closed_on__gte=F("met_on")))
                    & (Q(written_on__isnull=True) | Q(closed_on__gte=F("written_on")))
                    & (Q(nudged_on__isnull=True) | Q(closed_on__gte=F("nudged_on")))
                    & (Q(agreed_on__isnull=True) | Q(closed_on__gte=F("agreed_on")))
                ),
                name="introduction_closed_last",
                violation_error_message=_("It closes after everything that happened"),
            ),
            models.CheckConstraint(
                condition=~Q(closed_because="introducer_declined") | Q(made_on__isnull=True),
                name="introduction_declined_or_made",
                violation_error_message=_("They did introduce you, so they didn’t say no"),
            ),
            models.UniqueConstraint(
                fields=["owner", "introducer", "prospect"],
                condition=Q(asked_on__isnull=False, told_on__isnull=True, closed_on__isnull=True),
                name="introduction_asked_once",
                violation_error_message=_("You have already asked this introducer for this person"),
            ),
        ]

    def __str__(self):
        return _("%(introducer)s to %(whom)s") % {
            "introducer": self.introducer,
            "whom": self.prospect or _("anyone who fits"),
        }

    @property
    def status_label(self) -> str:
        """The state in words; a generated field has no display method of its own."""
        return str(self.Status(self.status).label)

    @property
    def is_open(self) -> bool:
        """Whether promises are still to be kept."""
        return self.status in self.Status.open()

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written: nobody was asked yet."""
        return self.asked_on is None

    @property
    def awaits_answer(self) -> bool:
        """Whether the introducer was asked and the introduction is not made yet."""
        return self.status in (self.Status.ASKED, self.Status.AGREED)

    @property
    def reasons_to_close(self) -> list:
        """The reasons (ClosedBecause) for which it may be over, as far as it has come; none for a draft."""
        if self.is_draft or self.status == self.Status.KEPT:
            return []
        barred = set()
        if self.made_on:
            barred.add(self.ClosedBecause.INTRODUCER_DECLINED)
        if self.met_on:
            barred.add(self.ClosedBecause.NO_ANSWER)
        if self.prospect_id is None:
            barred.add(self.ClosedBecause.PROSPECT_DECLINED)
        return [reason for reason in self.ClosedBecause if reason not in barred]

    def duties(self, promises) -> list[Duty]:
        """The courtesies this introduction asks for now, soonest first.

        `promises` is the owner, whose numbers of days apply. What depends on today is only whether a
        duty is late, so the list itself needs no clock.
        """
        days = dt.timedelta
        duties = []
        if self.awaits_answer:
            last_word = max(filter(None, (self.asked_on, self.nudged_on, self.agreed_on)))
            if self.nudged_on is None:
                duties.append(Duty(Courtesy.NUDGE, last_word + days(promises.nudge_after)))
            else:
                duties.append(Duty(Courtesy.GIVE_UP, last_word + days(courtesies.NO_ANSWER_AFTER_NUDGE_DAYS)))
        if self.made_on and self.status != self.Status.CLOSED:
            if self.written_on is None and self.met_on is None:
                soon = self.made_on + days(promises.write_within)
                # The day promised to the introducer counts, unless the introduction came later than that.
                duties.append(Duty(Courtesy.WRITE, min(soon, max(self.write_by, self.made_on))))
            if self.thanked_on is None:
                duties.append(Duty(Courtesy.THANK, self.made_on + days(promises.thank_within)))
            if self.met_on and self.told_on is None:
                duties.append(Duty(Courtesy.TELL, self.met_on + days(promises.report_within)))
        if self.status == self.Status.CLOSED:
            # A no, and an introduction that led nowhere, still deserve a word to whoever helped.
            answered = self.closed_because == self.ClosedBecause.INTRODUCER_DECLINED
            if self.thanked_on is None and (answered or self.made_on):
                duties.append(Duty(Courtesy.THANK, self.closed_on + days(courtesies.THANK_FOR_A_NO_DAYS)))
            if self.made_on and self.told_on is None:
                duties.append(Duty(Courtesy.TELL, self.closed_on + days(promises.report_within)))
        return sorted(duties, key=lambda duty: duty.due_on)

    def next_duty(self, promises) -> Duty | None:
        """The one courtesy that comes next, or None when nothing is owed."""
        return next(iter(self.duties(promises)), None)

    def mark_asked(self, on: dt.date) -> None:
        """The message is out. ValidationError without purpose, day and pledge, or after the person's no."""
        if self.is_draft and self.prospect and self.prospect.said_no:
            raise ValidationError(
                _("%(name)s said no. Take no for an answer.") % {"name": self.prospect.first_name},
                code="said_no",
            )
        self._tell(asked_on=on)
        self.introducer.mark_introducer()

    def mark_nudged(self, on: dt.date) -> None:
        """Reminded once; ValidationError when that was done before or no answer is awaited."""
        if self.nudged_on:
            raise ValidationError(_("One nudge is enough"))
        if not self.awaits_answer:
            raise ValidationError(_("There is no answer to wait for"))
        self._tell(nudged_on=on)

    def mark_agreed(self, on: dt.date) -> None:
        """The introducer will introduce, having asked the other person first."""
        self._tell(agreed_on=on)

    @transaction.atomic
    def mark_made(self, on: dt.date, prospect: Contact | None = None) -> None:
        """The introduction was made; `prospect` names the person where the ask said "anyone who fits"."""
        self._tell(made_on=on, prospect=prospect or self.prospect)
        if not self.prospect.is_prospect and not self.prospect.said_no:
            self.prospect.mark_prospect(on)

    def mark_written(self, on: dt.date) -> None:
        """The person wrote to whom they were introduced."""
        self._tell(written_on=on)

    def mark_thanked(self, on: dt.date) -> None:
        """The introducer was thanked."""
        self._tell(thanked_on=on)

    def mark_met(self, on: dt.date) -> None:
        """The two met."""
        self._tell(met_on=on)

    def mark_told(self, on: dt.date) -> None:
        """The introducer knows how it went."""
        self._tell(told_on=on)

    @transaction.atomic
    def close(self, on: dt.date, because: str) -> None:
        """It is over, with the reason (ClosedBecause); a no of the person closes them as a prospect too."""
        if because not in self.reasons_to_close:
            raise ValidationError(_("It can’t be closed for this reason"), code="reason")
        self._tell(closed_on=on, closed_because=because)
        if because == self.ClosedBecause.PROSPECT_DECLINED and not self.prospect.said_no:
            self.prospect.close(on, Contact.ClosedBecause.SAID_NO)

    @transaction.atomic
    def forget(self, fact: str, to_anyone: bool = False) -> None:
        """Undo one fact (a name of FACTS); ValidationError when another fact rests on it.

        `to_anyone` also forgets the person, for an introduction that was asked for with "anyone who fits".
        """
        if fact not in FACTS or getattr(self, fact) is None:
            raise ValidationError(_("There is nothing to undo"))
        facts: dict[str, Any] = {fact: None}
        took_no = None
        if fact == "closed_on":
            facts["closed_because"] = ""
            if self.closed_because == self.ClosedBecause.PROSPECT_DECLINED and self.prospect:
                took_no = self.prospect if self.prospect.closed_on == self.closed_on else None
        if fact == "made_on" and to_anyone:
            facts["prospect"] = None
        try:
            self._tell(**facts)
        except ValidationError as refusal:
            raise ValidationError(
                _("Undo first what came after: %(facts)s") % {"facts": self._after(fact)}
            ) from refusal
        if took_no and took_no.said_no:
            took_no.mark_prospect(took_no.prospect_on)

    @transaction.atomic
    def remove(self) -> None:
        """Delete it with its facts; both people are told when they were last in touch."""
        people = [person for person in (self.introducer, self.prospect) if person]
        self.delete()
        for contact in people:
            contact.refresh_last_touch()

    def check_facts(self, **facts) -> None:
        """ValidationError when these facts would be out of order; changes nothing."""
        before = {name: getattr(self, name) for name in facts}
        known = {"thanked_on", "told_on", "closed_on", *(name for name in FACTS if getattr(self, name))}
        if self.closed_on and "closed_on" not in facts and not known.issuperset(set(facts) & set(FACTS)):
            raise ValidationError(_("This introduction is closed. Undo that first."), code="closed")
        for name, value in facts.items():
            setattr(self, name, value)
        try:
            # The constraints are the one place where the order of facts is written down.
            self.validate_constraints(exclude={"form_key"})
        finally:
            for name, value in before.items():
                setattr(self, name, value)

    def _after(self, fact: str) -> str:
        later = FACTS[FACTS.index(fact) + 1 :] if fact != "closed_on" else ("thanked_on", "told_on")
        names = {field.name: field.verbose_name for field in self._meta.concrete_fields}
        return and_list([str(names[name]) for name in later if getattr(self, name)])

    def _tell(self, **facts) -> None:
        """Record facts if they are in order, and let everybody know when they were last in touch."""
        self.check_facts(**facts)
        people = {person.pk: person for person in (self.introducer, self.prospect) if person}
        with transaction.atomic():
            self.record(**facts)
            people |= {person.pk: person for person in (self.introducer, self.prospect) if person}
            for contact in people.values():
                contact.refresh_last_touch()
