"""Step 1 as a person walks it: their goals, one goal, and what becomes of it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..advice import prompts
from ..forms.goals import GoalForm, ShortGoalForm, StepForm
from ..models import Goal
from ..models.courtesies import MAX_ACTIVE_GOALS
from . import questions
from .confirm import delete_page
from .owned import back, bound_to, day_of, form_page, owned_or_404, press, say, today_of


@dataclass(frozen=True)
class CheckLine:
    """One line of "specific enough?" as it is read; what is missing leads to the place that mends it."""

    passed: bool
    label: str
    url: str = ""


@dataclass(frozen=True)
class GoalEntry:
    """One active goal of the list."""

    goal: Goal
    lines: list[CheckLine]
    is_specific: bool


def index(request: HttpRequest) -> HttpResponse:
    """All goals: the active ones with what makes them specific, and those achieved or parked."""
    today = today_of(request)
    goals = list(Goal.objects.owned_by(request.user).with_steps())
    rows = [goal_row(goal, today) for goal in goals if goal.is_active]
    form = ShortGoalForm(owner=request.user, initial=_prefilled_goal(request))
    context = {
        "rows": rows,
        "specific": sum(row.is_specific for row in rows),
        "closed": [goal for goal in goals if not goal.is_active],
        "too_many": len(rows) > MAX_ACTIVE_GOALS,
        "form": form,
        **_advice(form.initial["area"]),
    }
    return render(request, "mentoring/goals/index.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """A goal in the person's own words; whatever is left out can come later."""
    form = GoalForm(owner=request.user, initial=_prefilled_goal(request), **bound_to(request))

    def done(goal):
        say(request, _("Added: %(goal)s") % {"goal": goal})
        return back(request, "goals.index")

    return form_page(request, "mentoring/goals/new.html", form, done, **_advice(form["area"].value()))


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One goal: why, success, the steps, the criteria that flow from it and the agreements that name it."""
    goal = owned_or_404(request, Goal.objects.with_steps(), pk=pk)
    today = today_of(request)
    checks = goal.checks(today)
    context = {
        "goal": goal,
        "lines": [check_line(goal, check) for check in checks],
        "is_specific": all(check.passed for check in checks),
        "target_distance": distance_in_words((goal.target_on - today).days) if goal.target_on else "",
        "steps": goal.steps.all(),
        "step_form": StepForm(owner=request.user),
        "criteria": goal.criteria.all(),
        "agreements": questions.agreements_naming(goal),
    }
    return render(request, "mentoring/goals/detail.html", context)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The goal's words, with the questions of its area beside them."""
    goal = owned_or_404(request, Goal, pk=pk)
    form = GoalForm(
        instance=goal, owner=request.user, focus=request.GET.get("field", ""), **bound_to(request)
    )

    def done(goal):
        say(request, _("Saved: %(goal)s") % {"goal": goal})
        return back(request, "goals.detail", goal.pk)

    advice = _advice(form["area"].value())
    return form_page(request, "mentoring/goals/edit.html", form, done, goal=goal, **advice)


def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first and says what goes with it; a goal that stands in an agreement is parked instead."""
    goal = owned_or_404(request, Goal.objects.with_steps(), pk=pk)
    return delete_page(
        request, goal, questions.about_goal, _("Deleted: %(goal)s") % {"goal": goal}, "goals.index"
    )


@require_POST
def achieved(request: HttpRequest, pk: int) -> HttpResponse:
    """The person can do it now."""
    return _turn(request, pk, lambda goal: goal.achieve(day_of(request)), _("Marked as achieved: %(goal)s"))


@require_POST
def parked(request: HttpRequest, pk: int) -> HttpResponse:
    """Set aside for later."""
    return _turn(request, pk, lambda goal: goal.park(day_of(request)), _("Parked for later: %(goal)s"))


@require_POST
def taken_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Worked on again."""
    return _turn(request, pk, lambda goal: goal.take_up(), _("Taken up again: %(goal)s"))


def _turn(request, pk, verb, said):
    before = owned_or_404(request, Goal, pk=pk)
    press(
        request, Goal, pk, verb, said=lambda goal: said % {"goal": goal}, undo=lambda goal: _way_back(before)
    )
    return back(request, "goals.index")


def _way_back(goal: Goal) -> str:
    """The address that puts a goal where it stands now, on the day it came there."""
    if goal.achieved_on:
        return reverse("goals.achieved", args=[goal.pk]) + f"?on={goal.achieved_on}"
    if goal.parked_on:
        return reverse("goals.parked", args=[goal.pk]) + f"?on={goal.parked_on}"
    return reverse("goals.taken_up", args=[goal.pk])


def goal_row(goal: Goal, today) -> GoalEntry:
    """A row of the list: kind, success and date always; wording and first step where missing."""
    checks = goal.checks(today)
    always = {"area", "success", "target"}
    lines = [
        check_line(goal, check, in_list=True) for check in checks if check.key in always or not check.passed
    ]
    return GoalEntry(goal, lines, all(check.passed for check in checks))


def check_line(goal: Goal, check, in_list: bool = False) -> CheckLine:
    """A check as it is read; the list tells the date itself and comes back to the list."""
    if check.passed:
        if in_list and check.key == "target" and goal.target_on:
            return CheckLine(True, _("By %(day)s") % {"day": date_format(goal.target_on, "j F Y")})
        return CheckLine(True, check.label)
    if check.key == "step":
        return CheckLine(False, check.advice, reverse("goals.detail", args=[goal.pk]) + "#id_text")
    url = reverse("goals.edit", args=[goal.pk]) + f"?field={check.field}"
    return CheckLine(
        False,
        check.advice,
        url + ("&next=" + reverse("goals.index") if in_list else "") + f"#id_{check.field}",
    )


def distance_in_words(days: int) -> str:
    """How far away a day is: "20 weeks", "5 days"; empty when it has passed."""
    if days < 0:
        return ""
    weeks = days // 7
    if weeks < 2:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    return _("%(count)s weeks") % {"count": weeks}


def _prefilled_goal(request) -> dict:
    """What an idea on another page has filled in already: the goal and its area."""
    area = request.GET.get("area", "")
    return {"title": request.GET.get("title", "")[:200], "area": area if prompts.for_area(area) else ""}


def _advice(area) -> dict:
    return {"prompts": prompts.for_area(area), "general": prompts.GENERAL, "every_area": prompts.every_area()}
