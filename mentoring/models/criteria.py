"""Step 2: what the ideal mentor must have, and what would be nice."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ..text.text import validate_visible
from .base import Owned, OwnedQuerySet, filled
from .goals import Goal


class CriterionQuerySet(OwnedQuerySet):
    def must_haves(self):
        """Without these the answer is a kind no."""
        return self.filter(importance=MentorCriterion.Importance.MUST)

    def nice_to_haves(self):
        """These decide between good people."""
        return self.filter(importance=MentorCriterion.Importance.NICE)

    def practicalities(self):
        """Near enough, time now, language: what decides whether it can work at all."""
        return self.filter(kind=MentorCriterion.Kind.PRACTICALITY)

    def unused(self):
        """Nobody has changed them, nothing is known about them, and no ask names them."""
        return self.filter(revision=1, assessments=None, introductions=None)

    def must_haves_first(self):
        """The order of every list and table of criteria."""
        return self.order_by("-importance_rank", "created_at", "pk")


class MentorCriterion(Owned):
    """One quality of the ideal mentor, written so that one could tell whether somebody has it."""

    class Kind(models.TextChoices):
        SKILL = "skill", _("Skill")
        EXPERIENCE = "experience", _("Experience")
        ATTRIBUTE = "attribute", _("Attribute")
        VALUES = "values", _("Values and approach")
        PRACTICALITY = "practicality", _("Practicality")

    class Importance(models.TextChoices):
        MUST = "must", _("Must-have")
        NICE = "nice", _("Nice-to-have")

    class FindOut(models.TextChoices):
        PROFILE = "profile", _("From their profile")
        INTRODUCER = "introducer", _("From the introducer")
        MEETING = "meeting", _("At the first meeting")

    text = models.CharField(_("criterion"), max_length=200, validators=[validate_visible])
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.EXPERIENCE)
    importance = models.CharField(_("importance"), max_length=4, choices=Importance, default=Importance.NICE)
    goals = models.ManyToManyField(
        Goal, verbose_name=_("goals it serves"), related_name="criteria", blank=True
    )
    find_out = models.CharField(_("how you would find out"), max_length=10, choices=FindOut, blank=True)
    # As one can say it at a first talk. Nothing is made up: without one, the text itself stands there.
    question = models.CharField(_("question to ask"), max_length=200, blank=True)
    search_words = models.CharField(_("search words"), max_length=200, blank=True)
    # The suggestion it came from (a key of suggestions.py): so it is not offered twice, and so that an
    # answer at a meeting ("has the time") finds the criterion that asks for it.
    suggestion = models.CharField(max_length=40, blank=True, editable=False)
    importance_rank = models.GeneratedField(
        expression=models.Case(models.When(importance="must", then=models.Value(1)), default=models.Value(0)),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )

    # Suggestions about someone's own life: they may be wished for, and nobody is ruled out by them.
    NEVER_REQUIRED = frozenset({"working-parent"})
    NOT_REQUIRED = _("It’s about someone’s own life, so it can be a wish but not a must-have")

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["-importance_rank", "created_at", "pk"]
        indexes = [models.Index(fields=["owner", "importance"], name="criterion_owner_importance")]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                "owner",
                Lower("text"),
                name="criterion_said_once",
                violation_error_message=_("You already have this criterion"),
            ),
            models.CheckConstraint(condition=filled("text"), name="criterion_has_text"),
            models.CheckConstraint(
                condition=Q(importance__in=["must", "nice"]), name="criterion_importance_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["skill", "experience", "attribute", "values", "practicality"]),
                name="criterion_kind_known",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def is_must(self) -> bool:
        """Whether the search stops without it."""
        return self.importance == self.Importance.MUST

    @property
    def may_be_must(self) -> bool:
        """Whether it may be required: what is about someone's own life may not."""
        return self.suggestion not in self.NEVER_REQUIRED

    def make_must(self) -> None:
        """From now on a must-have; ValidationError where it can only be wished for."""
        if not self.may_be_must:
            raise ValidationError(self.NOT_REQUIRED, code="never_required")
        self.record(importance=self.Importance.MUST)

    def make_nice(self) -> None:
        """From now on a nice-to-have."""
        self.record(importance=self.Importance.NICE)
