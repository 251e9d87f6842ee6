"""Step 4, before a talk: what one wants from it, will say and ask, and the agenda of a session."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .goals import Goal, GoalStep

# More than anyone talks about in an hour.
STEPS_SHOWN = 12


class Preparation(models.Model):
    """With what somebody goes into a meeting."""

    # The goal that is put on the table, where somebody chose another than the one that suggests itself.
    main_goal = models.ForeignKey(
        Goal, on_delete=models.SET_NULL, related_name="+", verbose_name=_("goal"), null=True, blank=True
    )
    purpose = models.CharField(_("what you want from this meeting"), max_length=200, blank=True)
    up_front_words = models.TextField(_("what you will say"), max_length=4000, blank=True)
    # The person's own questions, one a line, and those that were proposed when they were written: what is
    # proposed now and was not then is pointed out.
    questions = models.TextField(_("what you will ask"), max_length=4000, blank=True)
    questions_proposed = models.TextField(max_length=20000, blank=True, editable=False)
    # With a subject the agenda is the letter in the person's own words, without one a few points that go into it.
    agenda = models.TextField(_("your agenda"), max_length=10000, blank=True)
    agenda_subject = models.CharField(_("subject"), max_length=200, blank=True)
    asks_for = models.TextField(_("what you ask for"), max_length=4000, blank=True)
    agenda_sent_on = models.DateField(_("agenda sent on"), null=True, blank=True, editable=False)
    preparation = models.TextField(_("your notes"), max_length=10000, blank=True)
    prepared_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def last_before(self: Any) -> Any:
        """The last meeting with the same person that was held before this one; None where there is none."""
        held = type(self).objects.filter(contact=self.contact_id, recorded_on__isnull=False)
        return held.filter(starts_at__lt=self.starts_at).order_by("-starts_at", "-pk").first()

    def steps_since(self: Any, last: Any, agreement: Any) -> list[GoalStep]:
        """What was done for the goals of the agreement since `last`, the meeting before, then what is open of what
        was agreed on by then; before the first session, what is due until it.
        """
        earlier = type(self).objects.filter(contact=self.contact_id, starts_at__lt=self.starts_at)
        is_open, after = Q(done_on__isnull=True), agreement.confirmed_on if agreement else self.day
        if last and not last.is_first:
            asked, after = Q(agreed_at__in=earlier), last.day
        else:
            asked = Q(goal__agreements=agreement) & (Q(due_on__isnull=True) | Q(due_on__lte=self.day))
        ours = Q(goal__agreements=agreement) | Q(agreed_at__in=earlier)
        steps = GoalStep.objects.owned_by(self.owner).filter(
            (is_open & asked) | (Q(done_on__gt=after) & ours)
        )
        in_order = (F("done_on").asc(nulls_last=True), F("due_on").asc(nulls_last=True), "position", "pk")
        return list(steps.select_related("goal").order_by(*in_order).distinct()[:STEPS_SHOWN])
