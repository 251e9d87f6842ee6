"""Step 1: what the person wants to get better at, and the small steps towards it."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Max, Q
from django.utils.translation import gettext_lazy as _

from ..dates.days import add_months
from ..text.text import unended, validate_visible
from .base import Owned, OwnedQuerySet, filled
from .button_facts import ButtonFact, ByButton
from .goal_wording import is_specific

# A goal further away than this is a wish for another year.
LONGEST_MONTHS = 12


@dataclass(frozen=True)
class GoalCheck:
    """One line of "specific enough?", and whether it holds."""

    key: str
    passed: bool


class GoalQuerySet(OwnedQuerySet):
    def active(self):
        """Goals being worked on."""
        return self.filter(status=Goal.Status.ACTIVE)

    def with_steps(self):
        """Goals with `steps_done` and `steps_all`, so that progress and checks cost no further query."""
        return self.annotate(
            steps_done=Count("steps", filter=Q(steps__done_on__isnull=False), distinct=True),
            steps_all=Count("steps", distinct=True),
        )

    def without_criterion(self):
        """Active goals from which no criterion flows yet."""
        return self.active().filter(criteria__isnull=True)


class Goal(Owned):
    """One thing the person wants to be able to do, specific enough that a mentor can help."""

    class Area(models.TextChoices):
        SKILL = "skill", _("Learn a skill")
        BUSINESS = "business", _("Understand the business")
        EXPOSURE = "exposure", _("See other companies")
        ROLE = "role", _("Support in a new role")
        BALANCE = "balance", _("Work-life balance")
        CAREER = "career", _("A career move")
        OTHER = "other", _("Something else")

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        ACHIEVED = "achieved", _("Achieved")
        PARKED = "parked", _("Parked")

    # The person's own count, G1, G2 ...: it stays with the goal when others are deleted, so it can be a name.
    number = models.PositiveIntegerField(_("number"), editable=False)
    title = models.CharField(_("goal"), max_length=200, validators=[validate_visible])
    area = models.CharField(_("kind of goal"), max_length=10, choices=Area, blank=True)
    why = models.TextField(_("why it matters"), max_length=4000, blank=True)
    success = models.TextField(_("what success looks like"), max_length=4000, blank=True)
    target_on = models.DateField(_("target date"), null=True, blank=True)
    achieved_on = models.DateField(_("achieved on"), null=True, blank=True, editable=False)
    parked_on = models.DateField(_("parked on"), null=True, blank=True, editable=False)
    status = models.GeneratedField(
        expression=models.Case(
            models.When(achieved_on__isnull=False, then=models.Value("achieved")),
            models.When(parked_on__isnull=False, then=models.Value("parked")),
            default=models.Value("active"),
        ),
        output_field=models.CharField(max_length=8, choices=Status),
        db_persist=True,
    )

    # No columns: set by the queries that count them.
    steps_done: int
    steps_all: int
    has_criterion: bool
    named_in: str

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["number"]
        indexes = [models.Index(fields=["owner", "status"], name="goal_owner_status")]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["owner", "number"], name="goal_number_once"),
            models.CheckConstraint(condition=filled("title"), name="goal_has_title"),
            models.CheckConstraint(
                condition=Q(
                    area__in=["", "skill", "business", "exposure", "role", "balance", "career", "other"]
                ),
                name="goal_area_known",
            ),
            models.CheckConstraint(
                condition=Q(achieved_on__isnull=True) | Q(parked_on__isnull=True),
                name="goal_achieved_or_parked",
                violation_error_message=_("A goal is either achieved or parked"),
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        """Save; a new goal takes the owner's next number."""
        if self.number is None:
            self.number = (
                Goal.objects.filter(owner=self.owner).aggregate(last=Max("number"))["last"] or 0
            ) + 1
        super().save(**kwargs)

    @property
    def short(self) -> str:
        """The goal's name beside a criterion: G1, G2 ..."""
        return f"G{self.number}"

    @property
    def is_active(self) -> bool:
        """Whether the goal is being worked on."""
        return self.status == self.Status.ACTIVE

    def checks(self, today: dt.date) -> list[GoalCheck]:
        """The five lines of "specific enough?", by fixed rules. Needs `with_steps`; never blocks anything."""
        has_date = self.target_on is not None and today <= self.target_on <= add_months(today, LONGEST_MONTHS)
        return [
            GoalCheck("area", bool(self.area)),
            GoalCheck("success", bool(self.success.strip())),
            GoalCheck("target", has_date),
            GoalCheck("step", self.steps_all > 0),
            GoalCheck("wording", is_specific(self.title)),
        ]

    def achieve(self, on: dt.date) -> None:
        """The person can do it now."""
        self.record(achieved_on=on, parked_on=None)

    def park(self, on: dt.date) -> None:
        """Set the goal aside for later; nothing of it is lost."""
        self.record(parked_on=on, achieved_on=None)

    def take_up(self) -> None:
        """Work on the goal again."""
        self.record(achieved_on=None, parked_on=None)


class GoalStepQuerySet(OwnedQuerySet):
    def open(self):
        """Steps still to do."""
        return self.filter(done_on__isnull=True)


class Done(ButtonFact):
    """The step is ticked."""

    column = "done_on"
    sentence = _("Done: %(step)s")
    undone = _("Not done yet: %(step)s")


DONE = Done()


class GoalStep(ByButton, Owned):
    """One small, discrete step towards a goal: it can be dated, ticked and moved."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="steps", editable=False)
    text = models.CharField(_("step"), max_length=200, validators=[validate_visible])
    note = models.CharField(_("note"), max_length=300, blank=True)
    # A plan for a bad week: "if this gets in the way, I will …". Both are said, or neither.
    obstacle = models.CharField(
        _("if this gets in the way"), max_length=200, blank=True, validators=[validate_visible]
    )
    then = models.CharField(_("I will"), max_length=200, blank=True, validators=[validate_visible])
    due_on = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    position = models.PositiveIntegerField(editable=False, default=0)

    objects = GoalStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["owner", "due_on"], name="goalstep_owner_due")]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=filled("text"), name="goalstep_has_text"),
            models.CheckConstraint(
                condition=Q(obstacle="", then="") | ~(Q(obstacle="") | Q(then="")),
                name="goalstep_if_and_then",
                violation_error_message=_("Say both: what may get in the way, and what you’ll do then"),
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def names(self) -> dict[str, str]:
        """Its words, for sentences."""
        return {"step": self.text}

    @property
    def plan(self) -> str:
        """What will be done if something gets in the way, as a sentence; empty without such a plan."""
        if not self.obstacle:
            return ""
        names = {"obstacle": unended(self.obstacle), "then": unended(self.then)}
        return _("If %(obstacle)s, I’ll %(then)s.") % names

    def save(self, **kwargs):
        """Save; a new step goes to the end of its goal's list."""
        if self.position == 0:
            self.position = (self.goal.steps.aggregate(last=Max("position"))["last"] or 0) + 1
        super().save(**kwargs)

    def move(self, by: int) -> bool:
        """Change places with the neighbour above (-1) or below (+1); False when there is none."""
        steps = list(self.goal.steps.all())
        here = steps.index(self)
        there = here + by
        if not 0 <= there < len(steps):
            return False
        steps[here], steps[there] = steps[there], steps[here]
        for position, step in enumerate(steps, start=1):
            if step.position != position:
                step.record(position=position)
        return True
