"""Step 3: an introduction is a promise. Its facts are dates, its status follows from them."""

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, Subquery
from django.utils.translation import gettext_lazy as _

from ..text.text import validate_visible
from .base import Owned, first_of
from .closing_reasons import REASONS, ClosedBecause
from .contacts import Contact, refresh_last_touches
from .criteria import MentorCriterion
from .fact_verbs import FactVerbs
from .goals import Goal
from .introduction_facts import AGREED, ASK_AGAIN, CLOSED, MADE, RESTS_ON
from .introduction_rules import ORDER, WITHOUT_INTRODUCER
from .introduction_states import DIRECT_WORDS, STATUS, IntroductionQuerySet, Status
from .users import User

TAKE_NO = _("%(name)s said no. Take no for an answer.")


class Introduction(FactVerbs, Owned):
    """One ask: who introduces, to whom, for which goal, with which words, and every courtesy that follows."""

    Status = Status

    class Channel(models.TextChoices):
        EMAIL = "email", _("Email")
        LINKEDIN = "linkedin", _("LinkedIn message")
        TEXT = "text", _("Text message")
        IN_PERSON = "in_person", _("In person")

    ClosedBecause = ClosedBecause

    # Empty means that the owner knows the person and writes by themselves.
    introducer = models.ForeignKey(
        Contact,
        on_delete=models.CASCADE,
        related_name="introductions_from",
        verbose_name=_("who introduces you"),
        null=True,
        blank=True,
    )
    # Empty means "anyone who fits": the criteria say who that would be.
    prospect = models.ForeignKey(
        Contact,
        on_delete=models.CASCADE,
        related_name="introductions_to",
        verbose_name=_("to"),
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

    # In the letter only; what is due rests on other days.
    answer_by = models.DateField(_("an answer would help by"), null=True, blank=True)

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
    introducer_informed_on = models.DateField(_("told how it went"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("closed"), null=True, blank=True, editable=False)
    closed_because = models.CharField(
        _("reason"), max_length=19, choices=ClosedBecause, blank=True, editable=False
    )

    status = models.GeneratedField(
        expression=STATUS,
        output_field=models.CharField(max_length=8, choices=Status),
        db_persist=True,
    )

    # No column: whether the person said no and nobody has thanked them for it, set by the queries that look.
    awaits_thanks: bool

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["owner", "status"], name="introduction_owner_status")]
        constraints = [
            *Owned.Meta.constraints,
            *ORDER,
            *WITHOUT_INTRODUCER,
            models.CheckConstraint(
                condition=Q(prospect__isnull=True) | ~Q(prospect=F("introducer")),
                name="introduction_between_two_people",
                violation_error_message=_("Nobody can introduce you to themselves"),
            ),
            models.UniqueConstraint(
                fields=["owner", "introducer", "prospect"],
                condition=Q(
                    asked_on__isnull=False, introducer_informed_on__isnull=True, closed_on__isnull=True
                ),
                name="introduction_asked_once",
                violation_error_message=_("You’ve already asked this introducer about this person"),
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["email", "linkedin", "text", "in_person"]),
                name="introduction_channel_known",
            ),
        ]

    def __str__(self):
        if self.is_direct:
            return str(self.prospect)
        return _("%(introducer)s to %(whom)s") % {
            "introducer": self.introducer,
            "whom": self.prospect or _("anyone who fits"),
        }

    @property
    def status_label(self) -> str:
        """The state in words; a generated field has no display method of its own."""
        status = self.Status(self.status)
        return str(DIRECT_WORDS.get(status, status.label) if self.is_direct else status.label)

    @property
    def is_direct(self) -> bool:
        """Whether the owner knows the person and writes by themselves: nobody introduces the two."""
        return self.introducer_id is None

    @property
    def is_spoken(self) -> bool:
        """Whether whoever the owner knows is asked face to face or on the phone, and nothing is written."""
        return self.is_direct and self.channel == self.Channel.IN_PERSON

    @property
    def begun_on(self) -> dt.date | None:
        """The day on which the introducer was asked; of the pledge, where nobody introduces. None for a draft."""
        return self.pledged_on if self.is_direct else self.asked_on

    @property
    def opened_on(self) -> dt.date | None:
        """The day from which on the person may be written to: of the introduction, or of the pledge."""
        return self.pledged_on if self.is_direct else self.made_on

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written: nobody was asked, and nothing pledged to somebody the owner knows."""
        return self.begun_on is None

    @property
    def in_touch_since(self) -> dt.date | None:
        """The day of the introduction; of the first message, where nobody introduced the two."""
        return self.written_on if self.is_direct else self.made_on

    @property
    def is_unsent(self) -> bool:
        """Whether its letter may still be written on: a draft, or to somebody the owner knows, not written to yet."""
        return self.is_draft or (self.is_direct and self.status == self.Status.MADE)

    @property
    def awaits_answer(self) -> bool:
        """Whether the introducer was asked and the introduction is not made yet."""
        return self.status in (self.Status.ASKED, self.Status.AGREED)

    @property
    def awaits_reply(self) -> bool:
        """Whether the person was written to and has neither answered nor met."""
        return self.status == self.Status.IN_TOUCH and self.answered_on is None

    @property
    def awaits_meeting(self) -> bool:
        """Whether it was made, is not over, and the two have not met."""
        return bool(self.opened_on) and not self.closed_on and not self.met_on

    @property
    def is_resting(self) -> bool:
        """Whether the person said no or “not now”, or is the mentor or was: only the introducer is owed anything."""
        person = self.prospect
        return person is not None and (person.said_not_now or person.said_no or self.has_led_on)

    @property
    def may_rest(self) -> bool:
        """Whether “not now” can be said of it: somebody was asked about who isn't met yet, and it isn't over."""
        may = self.is_before_meeting and self.prospect is not None and not self.prospect.said_no
        return may and not self.has_led_on

    @property
    def is_before_meeting(self) -> bool:
        """Whether it is under way and the two have not met."""
        return self.awaits_answer or self.status in (self.Status.MADE, self.Status.IN_TOUCH)

    @property
    def is_declined(self) -> bool:
        """Whether the introducer said no."""
        return self.closed_because == ClosedBecause.INTRODUCER_DECLINED

    @property
    def said_yes_on(self) -> dt.date | None:
        """The day on which the introducer said yes, or checked with the other person."""
        return self.checked_on or self.agreed_on

    @property
    def last_word_on(self) -> dt.date:
        """The last day on which the introducer was written to, or said something; without one, of the pledge."""
        return max(filter(None, (self.begun_on, self.nudged_on, self.agreed_on, self.checked_on)))

    @property
    def last_message_on(self) -> dt.date:
        """The day of the last message to the person."""
        return self.followed_up_again_on or self.followed_up_on or self.written_on

    def use_by(self, owner: User) -> dt.date:
        """The day promised to the introducer; an introduction that came later has as long as any other."""
        if self.opened_on <= self.write_by:
            return self.write_by
        return self.opened_on + dt.timedelta(days=owner.write_within)

    def is_unused(self, today: dt.date) -> bool:
        """Whether it was made and the day by which it would be used has passed: the loudest promise there is."""
        is_waiting = self.status == self.Status.MADE and not self.is_resting
        return is_waiting and self.use_by(self.owner) < today

    @property
    def reasons_to_close(self) -> list:
        """The reasons (ClosedBecause) for which it may be over, as far as it has come; none for a draft."""
        if not CLOSED.may(self):
            return []
        return [reason for reason in ClosedBecause if REASONS[reason].may(self)]

    @property
    def names(self) -> dict[str, str]:
        """First names for sentences; "them" where nobody in particular is meant."""
        return {
            "introducer": self.introducer.first_name if self.introducer else "",
            "person": self.prospect.first_name if self.prospect else str(_("them")),
        }

    @transaction.atomic
    def name_person(self, on: dt.date, prospect: Contact) -> None:
        """The introducer came up with somebody, where the ask said "anyone who fits"; that is a yes."""
        if self.prospect_id or not self.awaits_answer:
            raise ValidationError(_("We already know who this is about"))
        self.take_no(prospect)
        fact = "prospect" if self.agreed_on else AGREED.column
        self._record_facts(agreed_on=self.agreed_on or on, prospect=prospect)
        self.take_up(on, fact)

    @transaction.atomic
    def lead_to(self, on: dt.date, prospect: Contact, form_key: uuid.UUID | None = None) -> "Introduction":
        """Somebody else came of the same ask: a further introduction, made on this day."""
        if not self.made_on:
            raise ValidationError(_("First say who you were introduced to"))
        same = ("owner", "introducer", "goal", "channel", "subject", "message", "purpose", "write_by")
        further = Introduction(
            **{name: getattr(self, name) for name in (*same, "pledged_on", "asked_on")},
            came_from=self.came_from or self,
            prospect=prospect,
            made_on=on,
            form_key=form_key or uuid.uuid4(),
        )
        further.check_facts()
        further.save()
        further.criteria.set(self.criteria.all())
        further.follow(MADE)
        return further

    def take_back(self) -> None:
        """A further introduction was none after all; ValidationError once something followed from it."""
        followed = [name for name in RESTS_ON[MADE.column] if getattr(self, name)]
        if not self.came_from_id or followed or self.closed_on:
            raise ValidationError(_("Something has already come of this introduction"))
        if self.prospect:
            self.withdraw(MADE.column, self.prospect)
        self.remove()

    def take_up(self, on: dt.date, fact: str) -> None:
        """Whoever is named may become the mentor (again) by this fact, unless they said no."""
        if not self.prospect.is_prospect and not self.prospect.said_no:
            self.decide(fact, self.prospect, lambda: self.prospect.mark_prospect(on))

    def ask_person_again(self) -> None:
        """Whoever said “not now” is asked again by it; without one, nothing."""
        if self.prospect and self.prospect.said_not_now:
            self.decide(ASK_AGAIN, self.prospect, self.prospect.ask_again)

    @staticmethod
    def take_no(prospect: Contact) -> None:
        """ValidationError when this person said no: nobody is asked for them again."""
        if prospect.said_no:
            raise ValidationError(TAKE_NO % {"name": prospect.first_name}, code="said_no")

    @transaction.atomic
    def remove(self) -> None:
        """Delete it with its facts; both people are told when they were last in touch."""
        people = self.people
        self.delete()
        refresh_last_touches(*people)


def introducer_of(contact) -> dict[str, Subquery]:
    """Who introduced the person to a contact, for a query: `introducer_pk`, and the name to write to them with."""
    made = Introduction.objects.that_led_to(contact)
    names = ("pk", "name", "greeting")
    return {f"introducer_{name}": first_of(made, f"introducer__{name}") for name in names}
