"""Step 3: an introduction is a promise. Its facts are dates, its status follows from them."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ..text.text import and_list, validate_visible
from . import duties
from .base import Owned, OwnedQuerySet
from .contacts import Contact
from .criteria import MentorCriterion
from .duties import Duty
from .goals import Goal
from .introduction_facts import FACTS, ORDER, RESTS_ON

TAKE_NO = _("%(name)s said no. Take no for an answer.")


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

    # Several people may come from one ask: each further one points to the first.
    came_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="led_to", null=True, blank=True, editable=False
    )

    asked_on = models.DateField(_("asked"), null=True, blank=True, editable=False)
    nudged_on = models.DateField(_("nudged"), null=True, blank=True, editable=False)
    agreed_on = models.DateField(_("agreed"), null=True, blank=True, editable=False)
    checked_on = models.DateField(_("checked with them first"), null=True, blank=True, editable=False)
    made_on = models.DateField(_("introduced"), null=True, blank=True, editable=False)
    written_on = models.DateField(_("wrote"), null=True, blank=True, editable=False)
    thanked_on = models.DateField(_("thanked"), null=True, blank=True, editable=False)
    followed_up_on = models.DateField(_("followed up"), null=True, blank=True, editable=False)
    followed_up_again_on = models.DateField(_("followed up again"), null=True, blank=True, editable=False)
    answered_on = models.DateField(_("answered"), null=True, blank=True, editable=False)
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
            *ORDER,
            models.CheckConstraint(
                condition=Q(channel__in=["email", "linkedin", "text", "in_person"]),
                name="introduction_channel_known",
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
    def awaits_reply(self) -> bool:
        """Whether the person was written to and has neither answered nor met."""
        return self.status == self.Status.IN_TOUCH and self.answered_on is None

    @property
    def use_by(self) -> dt.date:
        """The day promised to the introducer, unless the introduction came later than that."""
        return max(self.write_by, self.made_on)

    def is_unused(self, today: dt.date) -> bool:
        """Whether it was made and the day by which it would be used has passed: the loudest promise there is."""
        return self.status == self.Status.MADE and self.use_by < today

    @property
    def reasons_to_close(self) -> list:
        """The reasons (ClosedBecause) for which it may be over, as far as it has come; none for a draft."""
        if self.is_draft or self.status in (self.Status.KEPT, self.Status.CLOSED):
            return []
        barred = set()
        if self.made_on:
            barred.add(self.ClosedBecause.INTRODUCER_DECLINED)
        if self.met_on or self.answered_on:
            barred.add(self.ClosedBecause.NO_ANSWER)
        if self.prospect_id is None:
            barred.add(self.ClosedBecause.PROSPECT_DECLINED)
        return [reason for reason in self.ClosedBecause if reason not in barred]

    def duties(self, promises) -> list[Duty]:
        """The courtesies this introduction asks for now, the next one first; `promises` is the owner."""
        return duties.duties(self, promises)

    def next_duty(self, promises) -> Duty | None:
        """The one courtesy that comes next, or None when nothing is owed."""
        return next(iter(self.duties(promises)), None)

    def mark_asked(self, on: dt.date) -> None:
        """The message is out. ValidationError without purpose, day and pledge, or after the person's no."""
        if self.is_draft and self.prospect:
            self._take_no(self.prospect)
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
        """The introducer will introduce."""
        self._tell(agreed_on=on)

    @transaction.atomic
    def name_person(self, on: dt.date, prospect: Contact) -> None:
        """The introducer came up with somebody, where the ask said "anyone who fits"; that is a yes."""
        if self.prospect_id or not self.awaits_answer:
            raise ValidationError(_("It is known already whom this is about"))
        self._take_no(prospect)
        self._tell(agreed_on=self.agreed_on or on, prospect=prospect)
        self._take_up(on)

    @transaction.atomic
    def mark_checked(self, on: dt.date, prospect: Contact | None = None) -> None:
        """The introducer asked the other person first: both sides have said yes. `prospect` as in `mark_made`."""
        self._tell(checked_on=on, prospect=prospect or self.prospect)
        self._take_up(on)

    @transaction.atomic
    def mark_made(self, on: dt.date, prospect: Contact | None = None) -> None:
        """The introduction was made; `prospect` names the person where the ask said "anyone who fits"."""
        self._tell(made_on=on, prospect=prospect or self.prospect)
        self._take_up(on)

    @transaction.atomic
    def lead_to(self, on: dt.date, prospect: Contact) -> "Introduction":
        """Somebody else came of the same ask: a further introduction, made on this day."""
        if not self.made_on:
            raise ValidationError(_("Say first whom you were introduced to"))
        same = ("owner", "introducer", "goal", "channel", "subject", "message", "purpose", "write_by")
        further = Introduction(
            **{name: getattr(self, name) for name in (*same, "pledged_on", "asked_on")},
            came_from=self.came_from or self,
            prospect=prospect,
            made_on=on,
        )
        further.check_facts()
        further.save()
        further.refresh_from_db(fields=["status"])
        further.criteria.set(self.criteria.all())
        further._take_up(on)
        for contact in (further.introducer, further.prospect):
            contact.refresh_last_touch()
        return further

    def take_back(self) -> None:
        """A further introduction was none after all; ValidationError once something followed from it."""
        followed = [name for name in RESTS_ON["made_on"] if getattr(self, name)]
        if not self.came_from_id or followed or self.closed_on:
            raise ValidationError(_("Something followed from this introduction already"))
        self.remove()

    def _take_up(self, on: dt.date) -> None:
        """Whoever is named may become the mentor (again), unless they said no."""
        if not self.prospect.is_prospect and not self.prospect.said_no:
            self.prospect.mark_prospect(on)

    @staticmethod
    def _take_no(prospect: Contact) -> None:
        if prospect.said_no:
            raise ValidationError(TAKE_NO % {"name": prospect.first_name}, code="said_no")

    def mark_written(self, on: dt.date) -> None:
        """The person wrote to whom they were introduced."""
        self._tell(written_on=on)

    def mark_thanked(self, on: dt.date) -> None:
        """The introducer was thanked."""
        self._tell(thanked_on=on)

    def mark_followed_up(self, on: dt.date) -> None:
        """The second message to the person; ValidationError when it was sent before or they answered."""
        self._require_silence("followed_up_on")
        self._tell(followed_up_on=on)

    def mark_followed_up_again(self, on: dt.date) -> None:
        """The third and last message to the person; ValidationError when it was sent before or they answered."""
        self._require_silence("followed_up_again_on")
        self._tell(followed_up_again_on=on)

    def mark_answered(self, on: dt.date) -> None:
        """The person answered: there is nothing to follow up any more."""
        self._tell(answered_on=on)

    def _require_silence(self, fact: str) -> None:
        if getattr(self, fact):
            raise ValidationError(_("That was done before; three messages are enough"))
        if self.answered_on or self.met_on:
            raise ValidationError(_("They have answered"))

    def mark_met(self, on: dt.date) -> None:
        """The two met."""
        self._tell(met_on=on)

    def mark_told(self, on: dt.date) -> None:
        """The introducer knows how it went."""
        self._tell(told_on=on)

    @transaction.atomic
    def close(self, on: dt.date, because: str) -> None:
        """It is over, with the reason (ClosedBecause); a no of the person closes them as a prospect too."""
        if self.closed_on:
            raise ValidationError(_("This introduction is closed. Undo that first."), code="closed")
        if because not in self.reasons_to_close:
            raise ValidationError(_("It can’t be closed for this reason"), code="reason")
        self._tell(closed_on=on, closed_because=because)
        if because == self.ClosedBecause.PROSPECT_DECLINED and not self.prospect.said_no:
            self.prospect.close(on, Contact.ClosedBecause.SAID_NO)

    @transaction.atomic
    def forget(self, fact: str, to_anyone: bool = False) -> None:
        """Undo one fact (a name of FACTS, or "prospect"); ValidationError when another fact rests on it.

        `to_anyone` also forgets the person, for an introduction that was asked for with "anyone who fits".
        """
        if (
            fact not in (*FACTS, "prospect")
            or getattr(self, fact) is None
            or (fact == "prospect" and not self.awaits_answer)
        ):
            raise ValidationError(_("There is nothing to undo"))
        facts: dict[str, str | None] = {fact: None}
        took_no = self._took_no() if fact == "closed_on" else None
        if fact == "closed_on":
            facts["closed_because"] = ""
        if fact in ("agreed_on", "checked_on", "made_on") and to_anyone:
            facts["prospect"] = None
        try:
            self._tell(**facts)
        except ValidationError as refusal:
            if not (rests := self._resting_on(fact)):
                raise
            raise ValidationError(_("Undo first what came after: %(facts)s") % {"facts": rests}) from refusal
        if took_no:
            took_no.mark_prospect(took_no.prospect_on)

    def _took_no(self) -> Contact | None:
        """The prospect, where it is this introduction alone that closed them with a no."""
        if self.closed_because != self.ClosedBecause.PROSPECT_DECLINED or not self.prospect:
            return None
        if not self.prospect.said_no or self.prospect.closed_on != self.closed_on:
            return None
        others = self.prospect.introductions_to.exclude(pk=self.pk).filter(closed_because=self.closed_because)
        if others.exists() or self.prospect.meetings.filter(outcome="said_no").exists():
            return None
        return self.prospect

    @transaction.atomic
    def correct(self, **days: dt.date) -> None:
        """Move the days of facts that are known; they are checked as a whole. Nothing is added or undone."""
        unknown = [name for name in days if name not in FACTS or getattr(self, name) is None]
        if unknown or None in days.values():
            raise ValidationError(_("Only the day of something that happened can be corrected"))
        took_no = self._took_no() if "closed_on" in days else None
        self._tell(**days)
        if took_no and took_no.closed_on != self.closed_on:
            took_no.close(self.closed_on, took_no.closed_because)

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

    def _resting_on(self, fact: str) -> str:
        resting = [name for name in RESTS_ON.get(fact, ()) if getattr(self, name)]
        names = {field.name: field.verbose_name for field in self._meta.concrete_fields}
        return and_list([str(names[name]) for name in resting])

    def _tell(self, **facts) -> None:
        """Record facts if they are in order, and let everybody know when they were last in touch."""
        self.check_facts(**facts)
        people = {person.pk: person for person in (self.introducer, self.prospect) if person}
        with transaction.atomic():
            self.record(**facts)
            people |= {person.pk: person for person in (self.introducer, self.prospect) if person}
            for contact in people.values():
                contact.refresh_last_touch()
