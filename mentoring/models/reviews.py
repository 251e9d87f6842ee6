"""Step 4, looking back together: after the trial, halfway and at the last session, in three short answers."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .agreements import MentorAgreement
from .base import Owned, OwnedQuerySet


class ReviewQuerySet(OwnedQuerySet):
    def during(self, agreement: MentorAgreement) -> list["Review"]:
        """Those of this agreement and of the versions it replaced: the talk is the same talk."""
        with_mentor: Any = self.filter(agreement__mentor=agreement.mentor_id).select_related("agreement")
        return [review for review in with_mentor if agreement.continues(review.agreement)]


class Review(Owned):
    """One look back: what works, what to change, and whether it goes on."""

    class Kind(models.TextChoices):
        TRIAL = "trial", _("Trial review")
        MIDPOINT = "midpoint", _("Halfway review")
        LAST = "last", _("Last review")

    class Decision(models.TextChoices):
        CONTINUE = "continue", _("Carry on as it is")
        CHANGE = "change", _("Carry on, and change something")
        STOP = "stop", _("Stop here")

    agreement = models.ForeignKey(
        MentorAgreement, on_delete=models.CASCADE, related_name="reviews", editable=False
    )
    kind = models.CharField(max_length=8, choices=Kind, editable=False)
    held_on = models.DateField(_("day you talked"))
    works = models.TextField(_("what works"), max_length=4000, blank=True)
    to_change = models.TextField(_("what to change"), max_length=4000, blank=True)
    decision = models.CharField(_("so"), max_length=8, choices=Decision)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["held_on", "pk"]
        indexes = [models.Index(fields=["owner", "held_on"], name="review_owner_held")]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["agreement", "kind"],
                name="review_once_of_a_kind",
                violation_error_message=_("You saved this review in another window. Reload it to change it"),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["trial", "midpoint", "last"]), name="review_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["continue", "change", "stop"]), name="review_decision_known"
            ),
        ]

    def __str__(self):
        return str(self.get_kind_display())

    @property
    def decided(self) -> str:
        """What was decided, in words."""
        return self.decision_in_words(self.decision)

    def decision_in_words(self, decision: str) -> str:
        """A Decision as it is called at this look back: at the last one, to carry on as agreed is to finish."""
        if self.kind == self.Kind.LAST and decision == self.Decision.CONTINUE:
            return gettext("Finish as planned")
        if self.kind == self.Kind.LAST and decision == self.Decision.CHANGE:
            return gettext("Carry on after the last day")
        return str(self.Decision(decision).label)
