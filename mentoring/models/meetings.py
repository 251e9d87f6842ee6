"""Step 4: a talk with somebody, prepared before and recorded after, until it ends in a decision."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import Owned, OwnedQuerySet, filled, in_order
from .button_facts import ByButton
from .contacts import Contact
from .debriefs import Debrief
from .decisions import NOT_A_FIT, SAID_NO, Deciding
from .goals import GoalStep
from .introduction_facts import ANSWERED, MET
from .introductions import Introduction
from .moves import Moves
from .preparations import Preparation
from .sent_words import Sent


class MeetingQuerySet(OwnedQuerySet):
    def planned(self):
        """Still to be recorded and not cancelled."""
        return self.filter(recorded_on__isnull=True, cancelled_on__isnull=True)

    def recorded(self):
        """Held and written down."""
        return self.filter(recorded_on__isnull=False)

    def ahead(self, now: dt.datetime):
        """Planned and not begun, soonest first."""
        return self.planned().filter(starts_at__gt=now).order_by("starts_at", "pk")

    def to_write_down(self, now: dt.datetime):
        """Begun or over, and nothing recorded yet; oldest first."""
        return self.planned().filter(starts_at__lte=now).order_by("starts_at", "pk")

    def over(self):
        """Written down or cancelled, latest first."""
        return self.exclude(recorded_on__isnull=True, cancelled_on__isnull=True).order_by("-starts_at", "-pk")

    def call_off(self, on: dt.date) -> int:
        """They will not take place: one statement, however many. For those that are planned."""
        counted = {"revision": F("revision") + 1, "updated_at": timezone.now()}
        return self.update(cancelled_on=on, fell_through="", **counted)

    def sessions_of(self, agreement):
        """The sessions of an agreement that were not called off: those with its mentor on its own days, in order."""
        zone = timezone.get_current_timezone()
        starts_on, ends_on = agreement.own_days()
        first = dt.datetime.combine(starts_on, dt.time.min, zone)
        after = dt.datetime.combine(ends_on + dt.timedelta(days=1), dt.time.min, zone)
        within = self.filter(kind="session", contact=agreement.mentor_id, starts_at__gte=first)
        return within.filter(starts_at__lt=after, cancelled_on__isnull=True).order_by("starts_at", "pk")

    def with_people(self):
        """With contact and introduction, so that a list of them costs one query."""
        return self.select_related("contact", "introduction__introducer")


class Meeting(Preparation, Debrief, Sent, Moves, ByButton, Deciding, Owned):
    """One talk: with whom, when and where, what to find out, what came of it."""

    class Kind(models.TextChoices):
        FIRST = "first", _("First meeting")
        SESSION = "session", _("Session")

    class Place(models.TextChoices):
        COFFEE = "coffee", _("Coffee")
        LUNCH = "lunch", _("Lunch")
        VIDEO = "video", _("Video")
        PHONE = "phone", _("Phone")
        OFFICE = "office", _("Office")

    class Said(models.TextChoices):
        """A three-way answer about the meeting."""

        YES = "yes", _("Yes")
        NO = "no", _("No")
        UNSURE = "unsure", _("Not sure")

    class Outcome(models.TextChoices):
        GOOD_FIT = "good_fit", _("A good fit")
        TALK_AGAIN = "talk_again", _("Talk again")
        NOT_NOW = "not_now", _("Not now")
        NOT_A_FIT = "not_a_fit", _("Not a fit")
        SAID_NO = "said_no", _("Said no")
        UNDECIDED = "undecided", _("Not sure yet")

        @classmethod
        def closing(cls):
            """The outcomes that end the search with this person, with why the prospect is then closed."""
            return {cls.SAID_NO: SAID_NO, cls.NOT_A_FIT: NOT_A_FIT}

    # The three-way questions of the record, in the order of the page.
    QUESTIONS = ("up_front", "has_time", "willing", "backgrounds", "personality", "approach")

    contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, related_name="meetings", verbose_name=_("with whom")
    )
    introduction = models.ForeignKey(
        Introduction,
        on_delete=models.SET_NULL,
        related_name="meetings",
        null=True,
        blank=True,
        editable=False,
    )
    kind = models.CharField(_("what kind"), max_length=7, choices=Kind, default=Kind.FIRST)
    starts_at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=30, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    place = models.CharField(_("how you meet"), max_length=6, choices=Place, default=Place.COFFEE)
    where = models.CharField(_("where"), max_length=200, blank=True)

    up_front = models.CharField(max_length=6, choices=Said, blank=True)
    has_time = models.CharField(max_length=6, choices=Said, blank=True)
    willing = models.CharField(max_length=6, choices=Said, blank=True)
    backgrounds = models.CharField(max_length=6, choices=Said, blank=True)
    personality = models.CharField(max_length=6, choices=Said, blank=True)
    approach = models.CharField(max_length=6, choices=Said, blank=True)
    notes = models.TextField(_("notes"), max_length=10000, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    held_on = models.DateField(_("met on"), null=True, blank=True, editable=False)
    recorded_on = models.DateField(_("written down on"), null=True, blank=True, editable=False)
    thanked_on = models.DateField(_("thanked on"), null=True, blank=True, editable=False)
    summary_sent_on = models.DateField(_("summary sent on"), null=True, blank=True, editable=False)
    agreed_steps = models.ManyToManyField(
        GoalStep, verbose_name=_("steps agreed on"), related_name="agreed_at", blank=True, editable=False
    )

    # No columns: the beginning of the notes, set by the queries that need only that.
    topics: str
    plan: str
    noted: str

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["owner", "starts_at"], name="meeting_owner_starts")]
        constraints = [
            *Owned.Meta.constraints,
            *Debrief.Meta.constraints,
            *Moves.Meta.constraints,
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=480),
                name="meeting_length_sensible",
                violation_error_message=_("Between 5 minutes and 8 hours"),
            ),
            models.CheckConstraint(
                condition=Q(recorded_on__isnull=True) | Q(cancelled_on__isnull=True),
                name="meeting_recorded_or_cancelled",
                violation_error_message=_("A cancelled meeting has no outcome"),
            ),
            models.CheckConstraint(
                condition=Q(recorded_on__isnull=True, held_on__isnull=True, outcome="")
                | (
                    Q(recorded_on__isnull=False, held_on__isnull=False, recorded_on__gte=F("held_on"))
                    & (Q(kind="session") | filled("outcome"))
                ),
                name="meeting_outcome_when_recorded",
                violation_error_message=_("Choose how it went, once you’ve met"),
            ),
            models.CheckConstraint(
                condition=Q(
                    outcome__in=["", "good_fit", "talk_again", "undecided", "not_a_fit", "said_no", "not_now"]
                ),
                name="meeting_outcome_known",
            ),
            models.CheckConstraint(
                condition=in_order("held_on", "thanked_on"),
                name="meeting_thanked_after_held",
                violation_error_message=_("Thanks come after the meeting"),
            ),
            models.CheckConstraint(
                condition=in_order("held_on", "summary_sent_on"),
                name="meeting_summary_after_held",
                violation_error_message=_("A summary comes after the session"),
            ),
        ]

    def __str__(self):
        return _("%(kind)s with %(name)s") % {"kind": self.get_kind_display(), "name": self.contact}

    @property
    def names(self) -> dict[str, str]:
        """The first name of the other person, for sentences."""
        return {"name": self.contact.first_name}

    @property
    def day(self) -> dt.date:
        """The day it takes place, in the person's time zone."""
        return timezone.localdate(self.starts_at)

    @property
    def how_and_where(self) -> str:
        """How and where they meet, as the end of a sentence: "by video", "coffee at Mill Street Café"."""
        alone = {
            self.Place.COFFEE: _("over coffee"),
            self.Place.LUNCH: _("over lunch"),
            self.Place.VIDEO: _("by video"),
            self.Place.PHONE: _("by phone"),
            self.Place.OFFICE: _("at the office"),
        }
        named = {
            self.Place.COFFEE: _("coffee at %(where)s"),
            self.Place.LUNCH: _("lunch at %(where)s"),
            self.Place.VIDEO: _("by video: %(where)s"),
            self.Place.PHONE: _("by phone: %(where)s"),
            self.Place.OFFICE: _("at the office: %(where)s"),
        }
        place = self.Place(self.place)
        return str(named[place] % {"where": self.where} if self.where else alone[place])

    @property
    def is_first(self) -> bool:
        """Whether the two get to know each other; otherwise it is a session of an agreement."""
        return self.kind == self.Kind.FIRST

    @property
    def is_planned(self) -> bool:
        """Still to be recorded and not cancelled."""
        return self.recorded_on is None and self.cancelled_on is None

    def note_answer(self, on: dt.date) -> None:
        """Whoever was written to and agreed to meet must have answered, by `on` or by the day of the meeting."""
        for introduction in self.contact.introductions_to.filter(
            status=Introduction.Status.IN_TOUCH, answered_on__isnull=True
        ):
            introduction.mark(ANSWERED, max(min(on, self.day), introduction.written_on))

    def reinstate(self) -> None:
        """It takes place after all; ValidationError when it would ask somebody who said no again."""
        if self.kind == self.Kind.FIRST and self.contact.said_no:
            raise ValidationError(
                _("%(name)s said no, and we take no for an answer") % {"name": self.contact.first_name}
            )
        self.record(cancelled_on=None, fell_through="")

    def require_can_be_written_down(self, on: dt.date) -> None:
        """ValidationError when the meeting was cancelled or lies ahead of `on`."""
        if self.cancelled_on:
            raise ValidationError(_("A cancelled meeting has no outcome"))
        if self.day > on and not self.held_on:
            raise ValidationError(_("This meeting is still ahead"))

    @property
    def ask_again_on(self) -> dt.date | None:
        """The day that was chosen along with the outcome “not now”."""
        day = self.decided.get("outcome", {}).get("ask_again_on", [None, None])[1]
        return dt.date.fromisoformat(day) if day else None

    @transaction.atomic
    def write_down(self, on: dt.date, ask_again_on: dt.date | None = None, **answers) -> None:
        """Record how it went: the answers by field name, and `outcome`. May be done again to correct it.

        What follows from it happens here, together: the introduction was used, the contact was met, a no closes
        the prospect, and with a “not now” they rest until `ask_again_on`. ValidationError when the meeting lies
        ahead of `on` or was cancelled.
        """
        self.require_can_be_written_down(on)
        # From the database: a form may have put the new outcome into this object already.
        before = Meeting.objects.filter(pk=self.pk).values_list("outcome", flat=True).get()
        # The day it was held stays, wherever the person has moved since; only another time moves it.
        self.record(held_on=self.held_on or self.day, recorded_on=self.recorded_on or on, **answers)
        made = self.introduction
        if made and made.awaits_meeting and made.opened_on <= self.day:
            made.mark(MET, max(self.day, made.written_on or self.day))
        is_another_day = self.outcome == self.Outcome.NOT_NOW and ask_again_on != self.ask_again_on
        if self.outcome != before or is_another_day:
            self._tell_contact(on, before, ask_again_on)
        self.contact.refresh_last_touch()

    def _tell_contact(self, on, before, ask_again_on):
        """A changed outcome closes the prospect or has them rest, and takes back what the one before it had done."""
        closing, stays_closed = self.Outcome.closing(), False
        if before in closing or before == self.Outcome.NOT_NOW:
            stays_closed = self.withdraw("outcome", self.contact, closing.get(before, ""))
        if self.outcome in {*closing, self.Outcome.NOT_NOW}:
            self.contact.require_no_agreement()
        if self.outcome in closing:
            self.decide("outcome", self.contact, lambda: self._close(on, closing[self.outcome]))
        elif stays_closed:
            return
        elif self.outcome == self.Outcome.NOT_NOW:
            self.decide("outcome", self.contact, lambda: self._let_rest(ask_again_on))
        else:
            self._welcome(on)

    def _let_rest(self, ask_again_on):
        # A no, once said, is not softened.
        if not self.contact.said_no:
            self.contact.say_not_now(self.held_on, ask_again_on)

    def _close(self, on, because):
        # A no, once said, is not softened by a meeting that was merely no fit.
        if not self.contact.said_no:
            self.contact.close(on, because)

    def _welcome(self, on):
        """Whoever was met for the first time and is not ruled out by it may become the mentor; a no is taken."""
        decided_on = self.contact.closed_on or self.contact.not_now_on
        is_open = self.contact.prospect_on is not None and not (decided_on and decided_on <= self.day)
        if self.kind == self.Kind.FIRST and not is_open and not self.contact.said_no:
            self.contact.mark_prospect(on)
