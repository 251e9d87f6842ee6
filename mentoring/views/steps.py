"""The small steps towards a goal: written down, ticked, moved and dropped."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..dates.days import weekday_and_day
from ..forms.base import validate_year
from ..forms.goals import StepForm
from ..models import Goal, GoalStep
from ..status.next_actions.sessions import next_time
from . import questions
from .confirm import delete_page
from .facts import steps_of
from .owned import back, bound_to, form_page, owned_or_404, press, say, today_of

WITH_GOAL = GoalStep.objects.select_related("goal")


def new(request: HttpRequest, goal_pk: int) -> HttpResponse:
    """One more step at the end of the goal's list."""
    goal = owned_or_404(request, Goal, pk=goal_pk)
    form = StepForm(instance=GoalStep(goal=goal), owner=request.user, **bound_to(request))

    def done(step):
        say(request, _("Added: %(step)s") % {"step": step})
        return back(request, steps_of(step))

    return form_page(request, "mentoring/steps/new.html", form, done, goal=goal)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The step's words and its day."""
    step = owned_or_404(request, WITH_GOAL, pk=pk)
    form = StepForm(instance=step, owner=request.user, **bound_to(request))

    def done(step):
        say(request, _("Saved: %(step)s") % {"step": step})
        return back(request, steps_of(step))

    return form_page(request, "mentoring/steps/edit.html", form, done, step=step, goal=step.goal)


def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; the other steps keep their order."""
    step = owned_or_404(request, WITH_GOAL, pk=pk)
    return delete_page(
        request, step, questions.about_step, _("Deleted: %(step)s") % {"step": step}, steps_of(step)
    )


@require_POST
def until_next_time(request: HttpRequest, pk: int) -> HttpResponse:
    """The step's own day moves: to the next session about its goal, or by a week; its Undo names the day before."""
    before = []

    def move(step):
        if step.done_on:
            raise ValidationError(_("That’s already done: %(step)s") % {"step": step})
        before.append(step.due_on)
        step.record(due_on=_day_named(request) or next_time(step, timezone.now()))

    def undo(step):
        address = reverse("steps.until_next_time", args=[step.pk])
        return f"{address}?on={before[0].isoformat()}" if before[0] else ""

    def said(step):
        day = weekday_and_day(step.due_on, today_of(request))
        return _("Planned for %(day)s: %(step)s") % {"day": day, "step": step}

    step = press(request, WITH_GOAL, pk, move, said=said, undo=undo)
    return back(request, steps_of(step))


def _day_named(request: HttpRequest) -> dt.date | None:
    """The day that the address of an Undo puts back."""
    try:
        return forms.DateField(validators=[validate_year]).clean(request.GET.get("on", ""))
    except ValidationError:
        return None


@require_POST
def moved_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Before the step above it."""
    return _move_step(request, pk, -1, _("Moved up: %(step)s"), "steps.moved_down")


@require_POST
def moved_down(request: HttpRequest, pk: int) -> HttpResponse:
    """After the step below it."""
    return _move_step(request, pk, 1, _("Moved down: %(step)s"), "steps.moved_up")


def _move_step(request, pk, by, said, other_way):
    moved = []
    step = press(
        request,
        WITH_GOAL,
        pk,
        lambda step: moved.append(step.move(by)),
        said=lambda step: (said if moved[0] else _("It’s already there: %(step)s")) % {"step": step},
        undo=lambda step: reverse(other_way, args=[step.pk]) if moved[0] else "",
    )
    return back(request, steps_of(step))
