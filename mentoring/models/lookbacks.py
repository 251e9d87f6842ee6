"""Across the steps: a week looked back on, in three lines of the person's own, for nobody else."""

from django.db import models
from django.db.models import Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..text.text import unended, validate_visible
from .base import Owned

LONGEST_LINE = 1000


class Weekday(models.Func):
    """The day of the week of a date, 1 for Monday, as both databases work it out inside a constraint."""

    output_field = models.IntegerField()

    def as_sqlite(self, compiler, connection, **context):
        """SQLite counts from Sunday, 0; of Monday it says 1 as well. The sign is doubled for each formatting."""
        return self.as_sql(
            compiler, connection, template="CAST(strftime('%%%%w', %(expressions)s) AS INTEGER)", **context
        )

    def as_postgresql(self, compiler, connection, **context):
        """PostgreSQL counts by ISO 8601, from Monday, 1."""
        return self.as_sql(
            compiler, connection, template="EXTRACT(ISODOW FROM %(expressions)s)::integer", **context
        )


class LookBack(Owned):
    """What one week came to, and a plan for the next; one record a week, named by its Monday."""

    monday = models.DateField(gettext_lazy("week"), editable=False)
    moved = models.TextField(
        gettext_lazy("what moved"), max_length=LONGEST_LINE, blank=True, validators=[validate_visible]
    )
    stood_still = models.TextField(
        gettext_lazy("what stood still"), max_length=LONGEST_LINE, blank=True, validators=[validate_visible]
    )
    # A plan for the next week: "if …, then I will …". Both are said, or neither.
    condition = models.CharField(
        gettext_lazy("if"), max_length=200, blank=True, validators=[validate_visible]
    )
    then = models.CharField(
        gettext_lazy("then I will"), max_length=200, blank=True, validators=[validate_visible]
    )

    class Meta:
        verbose_name = gettext_lazy("week looked back on")
        verbose_name_plural = gettext_lazy("weeks looked back on")
        ordering = ["-monday"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["owner", "monday"],
                name="lookback_once_a_week",
                violation_error_message=gettext_lazy("You’ve already looked back on this week"),
            ),
            models.CheckConstraint(condition=Exact(Weekday("monday"), 1), name="lookback_begins_on_monday"),
            models.CheckConstraint(
                condition=~Q(moved="", stood_still="", condition=""),
                name="lookback_says_something",
                violation_error_message=gettext_lazy("Write at least one line"),
            ),
            models.CheckConstraint(
                condition=Q(condition="", then="") | ~(Q(condition="") | Q(then="")),
                name="lookback_if_and_then",
                violation_error_message=gettext_lazy("Say both: what may happen, and what you’ll do then"),
            ),
        ]

    def __str__(self):
        return str(self.monday)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What is said of the week, each with what it is about; nothing of what is left empty."""
        said = (
            (_("What moved"), self.moved),
            (_("What stood still"), self.stood_still),
            (_("Your plan"), self.plan),
        )
        return [(about, text) for about, text in said if text]

    @property
    def plan(self) -> str:
        """The plan for the week after as a sentence; empty without one."""
        if not self.condition:
            return ""
        names = {"condition": unended(self.condition), "then": unended(self.then)}
        return _("If %(condition)s, then I’ll %(then)s.") % names
