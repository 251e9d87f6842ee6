"""Step 4: what mentor and mentee agree on. Never open-ended; what was confirmed is kept word for word."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, F, Max, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .agreement_facts import SHARED, UNDONE
from .base import Owned, filled, in_order
from .button_facts import ButtonFact, ByButton
from .contacts import Contact
from .drafting import Drafting
from .goals import Goal
from .help import copy_goals
from .partings import Parting, ThenAndNow
from .stored import AgreementSection, validate_sections
from .terms import Terms
from .versions import VersionQuerySet, Versions
from .wording import fingerprint_of, track_of, words_of


class AgreementQuerySet(VersionQuerySet):
    def drafts(self):
        """Being written or shared, not confirmed yet, and not over with the agreement they would change."""
        return self.filter(status__in=["draft", "shared"]).standing()

    def running(self):
        """Confirmed and neither over nor replaced."""
        return self.filter(status=MentorAgreement.Status.CONFIRMED)

    def over(self):
        """Completed or ended early."""
        return self.filter(status__in=[MentorAgreement.Status.COMPLETED, MentorAgreement.Status.ENDED])

    def of_session(self, meeting):
        """The agreement under which a session takes place: the last one confirmed that had begun, else the first
        that will; None without."""
        confirmed = self.exclude(status="replaced").filter(
            mentor=meeting.contact_id, confirmed_on__isnull=False
        )
        begun = confirmed.filter(starts_on__lte=meeting.day).order_by("-starts_on", "-pk")
        return begun.first() or confirmed.order_by("starts_on", "pk").first()

    def with_mentor(self):
        """With the mentor, so that a list of them costs one query."""
        return self.select_related("mentor")


class MentorAgreement(Terms, Drafting, Versions, Parting, ByButton, Owned):
    """One version of an agreement with one mentor: goals, time, meetings, limits, commitments and the end.

    A version that was shared or confirmed never changes; `change` makes the next one, which replaces it.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SHARED = "shared", _("Shared")
        CONFIRMED = "confirmed", _("Confirmed")
        COMPLETED = "completed", _("Completed")
        ENDED = "ended", _("Ended early")
        REPLACED = "replaced", _("Replaced")

    class ConfirmedHow(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        MAIL = "mail", _("By email")
        LINK = "link", _("By private link")

    class Part(models.TextChoices):
        """The parts, each changed on a page of its own: by these names the mentor reads them."""

        TIME = "time", _("When, and for how long")
        GOALS = "goals", _("What we’re working on")
        MEETINGS = "meetings", _("How and where we meet")
        CONFIDENTIALITY = "confidentiality", _("What stays between us")
        BOUNDARIES = "boundaries", _("What’s out of bounds")
        COMMITMENTS = "commitments", _("What each of us does")
        ENDING = "ending", _("How it ends")

    mentor = models.ForeignKey(
        Contact,
        on_delete=models.RESTRICT,
        related_name="agreements",
        verbose_name=_("mentor"),
        editable=False,
    )
    goals = models.ManyToManyField(
        Goal, through="AgreementGoal", related_name="agreements", verbose_name=_("goals"), blank=True
    )
    confirmed_on = models.DateField(_("confirmed"), null=True, blank=True, editable=False)
    confirmed_how = models.CharField(_("how"), max_length=9, choices=ConfirmedHow, blank=True, editable=False)
    # The name as the mentor typed it on the page of their own; empty when the mentee wrote down the yes.
    confirmed_by = models.CharField(_("by"), max_length=200, blank=True, editable=False)
    # The very words that were confirmed: a list of sections, each a heading and its paragraphs.
    confirmed_words = models.JSONField(null=True, blank=True, validators=[validate_sections], editable=False)
    # What both were called when it was shared or confirmed.
    mentee_name = models.CharField(max_length=254, blank=True, editable=False)
    mentor_name = models.CharField(max_length=254, blank=True, editable=False)
    reviewed_on = models.DateField(_("reviewed"), null=True, blank=True, editable=False)
    close_planned_on = models.DateField(_("closing planned"), null=True, blank=True, editable=False)
    completed_on = models.DateField(_("completed"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("ended early"), null=True, blank=True, editable=False)

    status = models.GeneratedField(
        expression=Case(
            When(replaced_on__isnull=False, then=Value("replaced")),
            When(completed_on__isnull=False, then=Value("completed")),
            When(ended_on__isnull=False, then=Value("ended")),
            When(confirmed_on__isnull=False, then=Value("confirmed")),
            When(shared_on__isnull=False, then=Value("shared")),
            default=Value("draft"),
        ),
        output_field=models.CharField(max_length=9, choices=Status),
        db_persist=True,
    )

    # What `with_last_answer` adds, of the latest answer through a private link.
    last_answer: str = ""
    last_answer_at: dt.datetime
    last_answer_unheard: int
    last_answer_is_current: int
    # And of what the mentor said on the page of their own: what is unopened, and the day of the last word.
    unopened: str | None
    heard_on: dt.date | None

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["owner", "status"], name="agreement_owner_status")]
        constraints = [
            *Owned.Meta.constraints,
            *Parting.Meta.constraints,
            *Terms.Meta.constraints,
            *Versions.Meta.constraints,
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True, confirmed_how="", confirmed_words__isnull=True)
                | (Q(confirmed_on__isnull=False, confirmed_words__isnull=False) & filled("confirmed_how")),
                name="agreement_confirmed_word_for_word",
            ),
            models.CheckConstraint(
                condition=Q(shared_on__isnull=True)
                | Q(confirmed_on__isnull=True)
                | Q(confirmed_on__gte=F("shared_on")),
                name="agreement_confirmed_after_shared",
                violation_error_message=_("Choose a day on or after the day you shared it"),
            ),
            models.CheckConstraint(
                condition=in_order("confirmed_on", "completed_on"),
                name="agreement_completed_after_confirmed",
                violation_error_message=_("Only a confirmed agreement can be completed"),
            ),
            models.CheckConstraint(
                condition=in_order("confirmed_on", "ended_on"),
                name="agreement_ended_after_confirmed",
                violation_error_message=_("Only a confirmed agreement can be ended"),
            ),
            models.CheckConstraint(
                condition=in_order("confirmed_on", "reviewed_on"),
                name="agreement_reviewed_after_confirmed",
                violation_error_message=_("Review it once it’s confirmed"),
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(ended_on__isnull=True),
                name="agreement_completed_or_ended",
            ),
            models.UniqueConstraint(
                fields=["owner", "mentor"],
                condition=Q(
                    confirmed_on__isnull=False,
                    completed_on__isnull=True,
                    ended_on__isnull=True,
                    replaced_on__isnull=True,
                ),
                name="agreement_running_once_per_mentor",
                violation_error_message=_("You already have a running agreement with this mentor"),
            ),
        ]

    def __str__(self):
        return _("Agreement with %(name)s") % {"name": self.mentor}

    @property
    def names(self) -> dict[str, str]:
        """The first name of the mentor, for sentences."""
        return {"name": self.mentor.first_name}

    @property
    def is_draft(self) -> bool:
        """Whether it waits for a yes: being written or shared, not replaced, nor a change to what is over by now."""
        return self.confirmed_on is None and self.replaced_on is None and not self.went_with_it

    @property
    def is_running(self) -> bool:
        """Confirmed and neither over nor replaced."""
        return self.status == self.Status.CONFIRMED

    @property
    def between(self) -> dict[str, str]:
        """The names of mentee and mentor on the paper: those that were confirmed, or those of today."""
        return {
            "mentee": self.mentee_name or self.owner.get_full_name(),
            "mentor": self.mentor_name or self.mentor.name,
        }

    def words(self) -> list[AgreementSection]:
        """What both read: the words that were confirmed or shared, or those that would be."""
        kept = self.shared_words if self.confirmed_words is None else self.confirmed_words
        return words_of(self) if kept is None else kept

    def fingerprint(self, words: list[AgreementSection] | None = None) -> str:
        """What tells its very words, between these two people, from any others; `words` where they are at hand."""
        return fingerprint_of(**self.between, words=self.words() if words is None else words)

    def track(self) -> list[dict]:
        """Draft, shared, confirmed, completed: how far it is, for the line above the paper."""
        return track_of(self)

    def forget(self, fact: ButtonFact) -> None:
        """Take back one fact. A confirmation never is: it is kept word for word."""
        if fact not in UNDONE.values():
            raise ValidationError(_("There’s nothing to undo"))
        if fact == SHARED:
            return self.unshare()
        fact.check_taking_back(self)
        facts = {fact.column: fact.stored(None)} | fact.withdrawn(self)
        before = {name: getattr(self, name) for name in facts}
        vars(self).update(facts)
        try:
            self.validate_constraints(exclude={"form_key"})
        except ValidationError:
            vars(self).update(before)
            raise
        self.record(**facts)
        fact.follow(self)

    def mark(self, fact: ButtonFact, on: dt.date) -> None:
        """Note one fact of the table; sharing keeps the words as well. ValidationError where it cannot be."""
        if fact == SHARED:
            return self.share(on)
        super().mark(fact, on)

    @transaction.atomic
    def confirm(self, on: dt.date, how: str, by: str = "", now: dt.datetime | None = None) -> None:
        """The mentor agreed on this day to what they read: keep the words and replace an earlier version.

        What was never shared is confirmed as it stands, where they read nothing else. ValidationError while something
        is missing in that, while they are reading another version, or when the day lies before the day it was shared.
        """
        self.require_draft()
        if not self.shared_on:
            self.require_ready()
            if self.siblings.on_offer().exists():
                raise ValidationError(
                    _("%(name)s is reading another version. Share your changes first"),
                    params={"name": self.mentor.first_name},
                )
        if self.shared_on and on < self.shared_on:
            raise ValidationError(_("Choose a day on or after the day you shared it"))
        earlier = MentorAgreement.objects.filter(owner=self.owner, mentor=self.mentor).running().first()
        if earlier:
            if on < earlier.confirmed_on:
                raise ValidationError(_("Choose a day on or after the day the last version was confirmed"))
            earlier.record(replaced_on=on)
        self.record(
            confirmed_on=on, confirmed_how=how, confirmed_by=by, confirmed_words=self.words(),
            mentee_name=self.between["mentee"], mentor_name=self.between["mentor"],
        )  # fmt: skip
        if not self.mentor.is_prospect or self.mentor.said_not_now:
            self.mentor.mark_prospect(on)
        if self.mentor.archived_on:
            self.mentor.restore()
        self.move_links(now or timezone.now())

    @transaction.atomic
    def change(self, ends_on: dt.date | None = None, halfway: dt.date | None = None) -> "MentorAgreement":
        """A new draft with everything of this version, unseen until it is shared; this one stays as it is until then.

        With `ends_on` it is an extension: a fresh last day, later than the one agreed on, a last session as long
        before it, and no review that is past; one still ahead moves to `halfway`, when that is given.
        ValidationError when it is no later, or too far off.
        """
        if not (self.is_running or self.is_on_offer):
            raise ValidationError(_("Only a running agreement can be changed"))
        copied = {
            field.attname: getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if field.editable and not field.primary_key and not field.generated
        }
        last = self.siblings.aggregate(last=Max("number"))["last"]
        draft = MentorAgreement(
            owner=self.owner,
            mentor=self.mentor,
            number=last + 1,
            first_version_id=self.first_key,
            is_long=self.is_long,
            **copied,
        )
        if ends_on:
            draft.extend_to(ends_on, timezone.localdate(), halfway)
        draft.validate_constraints()
        draft.save()
        copy_goals(self.agreement_goals.all(), draft)
        return draft

    def require_running(self, on: dt.date) -> None:
        """ValidationError unless it runs on this day."""
        if not self.is_running or on < self.confirmed_on:
            raise ValidationError(_("The agreement wasn’t running on that day"))


class AgreementGoal(ThenAndNow, Owned):
    """A goal named by an agreement; a goal that stands in one cannot be deleted, only parked."""

    agreement = models.ForeignKey(MentorAgreement, on_delete=models.CASCADE, related_name="agreement_goals")
    goal = models.ForeignKey(Goal, on_delete=models.RESTRICT, related_name="agreement_goals")

    class Meta:
        verbose_name = _("agreement goal")
        verbose_name_plural = _("agreement goals")
        ordering = ["goal__number"]
        constraints = [
            *Owned.Meta.constraints,
            *ThenAndNow.Meta.constraints,
            models.UniqueConstraint(fields=["agreement", "goal"], name="agreementgoal_once"),
        ]

    def __str__(self):
        return str(self.goal)
