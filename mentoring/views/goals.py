"""Step 1 as a person walks it: their goals, one goal, and what becomes of it."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..advice import prompts, suggestions
from ..forms import coach as answers
from ..forms.goals import IDEAS, GoalForm, NewGoalForm, StepForm
from ..models import AgreementGoal, Goal, GoalStep, MentorAgreement
from ..models.courtesies import MAX_ACTIVE_GOALS
from ..pages.coach import Coach, left_in_words, question_url
from ..status.records import Records, records_of
from ..text.text import and_list, number_word
from . import questions
from .confirm import delete_page
from .criteria import goals_served
from .owned import back, bound_to, day_of, form_page, owned_or_404, press, say, today_of

SUGGESTIONS_SHOWN = 3


@dataclass(frozen=True)
class GoalEntry:
    """One active goal of the list: whether it is specific, what is left to answer, and with whom it's worked on."""

    goal: Goal
    left: str
    url: str
    mentor: str


def index(request: HttpRequest) -> HttpResponse:
    """All goals: the active ones with the first question left, and those achieved or parked."""
    records = records_of(request)
    mentors = mentors_by_goal(records)
    rows = [
        goal_row(goal, records.today, mentors.get(goal.pk, "")) for goal in records.goals if goal.is_active
    ]
    context = {
        "rows": rows,
        "closed": [goal for goal in records.goals if not goal.is_active],
        "too_many": number_word(len(rows)) if len(rows) > MAX_ACTIVE_GOALS else "",
        "asks_for_criteria": rows and not records.counts.criteria,
        **first_question(request),
    }
    return render(request, "mentoring/goals/index.html", context)


def first_question(request: HttpRequest) -> dict:
    """The one field of a new goal, filled with an example that was pressed, and the examples."""
    return {"form": NewGoalForm(owner=request.user, chosen=request.GET.get("title", "")), "ideas": IDEAS}


def new(request: HttpRequest) -> HttpResponse:
    """A goal in the person's own words; its page asks for the rest."""
    question = first_question(request)
    if request.method == "POST":
        question["form"] = NewGoalForm(owner=request.user, **bound_to(request))

    def done(goal):
        return back(request, reverse("goals.detail", args=[goal.pk]) + "#coach")

    return form_page(request, "mentoring/goals/new.html", done=done, **question)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One goal: the question that is open or the goal as one would say it, its steps, what a mentor should bring."""
    goal = owned_or_404(request, Goal.objects.with_steps(), pk=pk)
    coach = Coach(goal, today_of(request), request.GET.get("q", ""))
    form = answer_form(request, goal, coach)

    def done(answer):
        now = Coach(owned_or_404(request, Goal.objects.with_steps(), pk=pk), today_of(request))
        say(request, now.said_after(coach))
        following = now.after(coach.open)
        home = reverse("goals.detail", args=[goal.pk]) + "#coach"
        return back(request, question_url(goal, following) if following else home)

    if form is None and request.method == "POST":
        return back(request, "goals.detail", goal.pk)  # answered in another window meanwhile
    records = records_of(request)
    served = {criterion for criterion, served in goals_served(request.user.pk) if served == goal.pk}
    offers = suggestions.for_goals([goal], records.criteria) if goal.area else []
    context = {
        "goal": goal,
        "coach": coach,
        "advice": prompts.for_area(goal.area),
        "steps": list(goal.steps.all()),
        "step_form": StepForm(owner=request.user),
        "criteria": [criterion for criterion in records.criteria if criterion.pk in served],
        "offers": offers[:SUGGESTIONS_SHOWN],
    }
    if form is None:
        return render(request, "mentoring/goals/detail.html", context)
    return form_page(request, "mentoring/goals/detail.html", form, done, **context)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What the goal's page doesn't ask: its words, and why it matters; and whether it's being worked on."""
    goal = owned_or_404(request, Goal, pk=pk)
    form = GoalForm(instance=goal, owner=request.user, **bound_to(request))

    def done(goal):
        say(request, _("Saved: %(goal)s") % {"goal": goal})
        return back(request, "goals.detail", goal.pk)

    return form_page(request, "mentoring/goals/edit.html", form, done, goal=goal)


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
    return _turn(request, pk, lambda goal: goal.take_up(), _("Active again: %(goal)s"))


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


def answer_form(request: HttpRequest, goal: Goal, coach: Coach):
    """The form of the open question, bound by a post; None when nothing is asked."""
    if coach.open is None:
        return None
    bound = bound_to(request)
    if coach.open.slug == "step":
        return answers.FirstStepForm(
            instance=GoalStep(goal=goal), owner=request.user, auto_id="id_first_%s", **bound
        )
    return ANSWERS[coach.open.slug](instance=goal, owner=request.user, **bound)


ANSWERS = {
    "kind": answers.KindForm,
    "success": answers.SuccessForm,
    "date": answers.DateForm,
    "wording": answers.WordingForm,
}


def goal_row(goal: Goal, today, mentor: str = "") -> GoalEntry:
    """A row of the list, with the first question left as a link."""
    left = Coach(goal, today).left
    return GoalEntry(goal, left_in_words(left), question_url(goal, left[0]) if left else "", mentor)


def mentors_by_goal(records: Records) -> dict[int, str]:
    """By goal, the first names of the mentors whose running agreements name it."""
    running = (
        AgreementGoal.objects.owned_by(records.user)
        .filter(agreement__in=MentorAgreement.objects.running())
        .order_by("agreement__confirmed_on", "pk")
    )
    links = running.select_related("agreement__mentor") if records.counts.running else []
    found = defaultdict(list)
    for link in links:
        found[link.goal_id].append(link.agreement.mentor.first_name)
    return {goal: and_list(names) for goal, names in found.items()}
