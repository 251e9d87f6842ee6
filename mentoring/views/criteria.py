"""Step 2 as a person walks it: must-haves and nice-to-haves, what the goals suggest, the practical side."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..advice import suggestions
from ..forms.criteria import CriterionForm, StartForm, SuggestionForm
from ..models import Answer, Assessment, Contact, Goal, MentorCriterion
from ..models.courtesies import MAX_MUST_HAVES
from ..models.prepared import prepared
from ..pages.matches import matches_by_criterion
from ..status.records import Records, records_of
from ..text.text import number_word, sentence_start
from . import questions
from .confirm import delete_page
from .owned import back, bound_to, form_page, owned_or_404, press, refuse, say, undone_once

# The rest is folded away; somebody who has nothing yet sees more at once.
OFFERS_SHOWN, OFFERS_AT_FIRST = 3, 6


@dataclass(frozen=True)
class CriterionLine:
    """One criterion of a lane, with what it does to today's prospects in words."""

    criterion: MentorCriterion
    goals: list[Goal]
    effect: str
    rules_out: bool
    # How many contacts its search words find; None without words.
    finds: int | None

    @property
    def kind(self) -> str:
        """Its kind in words."""
        return str(MentorCriterion.Kind(self.criterion.kind).label)


def index(request: HttpRequest, status: int = 200) -> HttpResponse:
    """The two lanes, what the goals suggest, the form and what is still uncovered."""
    records = records_of(request)
    criteria = records.criteria
    goals = [goal for goal in records.goals if goal.is_active]
    rows = criterion_lines(records)
    offers = suggestions.for_goals(goals, criteria) if goals else []
    shown = OFFERS_SHOWN if criteria else OFFERS_AT_FIRST
    must = [row for row in rows if row.criterion.is_must]
    context = {
        "must": must,
        "nice": [row for row in rows if not row.criterion.is_must],
        "too_many": len(must) > MAX_MUST_HAVES,
        "goals": goals,
        "offers": offers[:shown],
        "more_offers": offers[shown:],
        "questions": suggestions.practicality_questions(criteria),
        "goals_named": [goal for goal in records.goals if any(goal in row.goals for row in rows)],
        "without_criterion": goals_without(goals, rows),
        "without_goal": [
            row.criterion for row in rows if not row.goals and not suggestions.needs_no_goal(row.criterion)
        ],
        "form": CriterionForm(owner=request.user, initial=_prefilled_criterion(request)),
    }
    return render(request, "mentoring/criteria/index.html", context, status=status)


def new(request: HttpRequest) -> HttpResponse:
    """A criterion in the person's own words, or in those of a suggestion they may change."""
    form = CriterionForm(owner=request.user, initial=_prefilled_criterion(request), **bound_to(request))

    def done(criterion):
        say(request, _added(criterion))
        return back(request, "criteria.index")

    return form_page(request, "mentoring/criteria/new.html", form, done)


@require_POST
def suggested(request: HttpRequest) -> HttpResponse:
    """A suggestion becomes a criterion with one click."""
    form = SuggestionForm(request.POST, owner=request.user)
    if not form.is_valid():
        refuse(request, ValidationError([reason for reasons in form.errors.values() for reason in reasons]))
        return index(request, status=422)
    answer = form.cleaned_data
    criterion, is_new = suggestions.accept(request.user, answer["key"], answer["importance"], answer["goals"])
    say(request, _added(criterion), reverse("criteria.delete", args=[criterion.pk]) if is_new else "")
    return back(request, reverse("criteria.index") + "#suggestions")


def ideas(request: HttpRequest, status: int = 200) -> HttpResponse:
    """A few criteria for where somebody stands, and qualities to choose between."""
    criteria = records_of(request).criteria
    context = {"starts": suggestions.starts(criteria), "qualities": suggestions.qualities(criteria)}
    return render(request, "mentoring/criteria/ideas.html", context, status=status)


@require_POST
def started(request: HttpRequest) -> HttpResponse:
    """Everything a situation calls for becomes a criterion with one click."""
    form, key = StartForm(request.POST, owner=request.user), uuid.uuid4()
    if not form.is_valid():
        refuse(request, ValidationError([reason for reasons in form.errors.values() for reason in reasons]))
        return ideas(request, status=422)
    new = len(suggestions.start_from(request.user, form.cleaned_data["situation"], key))
    said = ngettext("Added %(count)s criterion.", "Added %(count)s criteria.", new)
    if new:
        say(request, said % {"count": number_word(new)}, reverse("criteria.taken_back", args=[key]))
    else:
        say(request, _("You have these already."))
    return back(request, "criteria.ideas")


@undone_once
def taken_back(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The criteria of a start go again, but for those that were changed or used since."""
    person: Any = request.user
    with transaction.atomic():
        person.lock()
        if not (criteria := suggestions.started_by(request.user, key)).exists():
            raise Http404
        MentorCriterion.objects.owned_by(request.user).filter(pk__in=criteria.unused().values("pk")).delete()
        stay = criteria.count()
    words = ngettext(
        "Undone. %(count)s stays, because you’ve used or changed it.",
        "Undone. %(count)s stay, because you’ve used or changed them.",
        stay,
    )
    say(request, words % {"count": sentence_start(number_word(stay))} if stay else _("Undone."))
    return back(request, "criteria.ideas")


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one criterion."""
    criterion = owned_or_404(request, MentorCriterion, pk=pk)
    form = CriterionForm(instance=criterion, owner=request.user, **bound_to(request))

    def done(criterion):
        say(request, _("Saved: %(criterion)s") % {"criterion": criterion})
        return back(request, "criteria.index")

    return form_page(request, "mentoring/criteria/edit.html", form, done, criterion=criterion)


def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first and says whose assessments go with it."""
    criterion = owned_or_404(request, MentorCriterion, pk=pk)
    said = _("Deleted: %(criterion)s") % {"criterion": criterion}
    return delete_page(request, criterion, questions.about_criterion, said, "criteria.index")


@require_POST
def made_must(request: HttpRequest, pk: int) -> HttpResponse:
    """From nice-to-have to must-have."""
    press(
        request,
        MentorCriterion,
        pk,
        lambda criterion: criterion.make_must(),
        said=lambda criterion: _("Now a must-have: %(criterion)s") % {"criterion": criterion},
        undo=lambda criterion: reverse("criteria.made_nice", args=[criterion.pk]),
    )
    return back(request, "criteria.index")


@require_POST
def made_nice(request: HttpRequest, pk: int) -> HttpResponse:
    """From must-have to nice-to-have."""
    press(
        request,
        MentorCriterion,
        pk,
        lambda criterion: criterion.make_nice(),
        said=lambda criterion: _("Now a nice-to-have: %(criterion)s") % {"criterion": criterion},
        undo=lambda criterion: reverse("criteria.made_must", args=[criterion.pk]),
    )
    return back(request, "criteria.index")


@prepared
def answers_of_prospects(owner: int) -> QuerySet:
    """By criterion and answer, of how many prospects that is known."""
    prospects = Contact.objects.owned_by(owner).prospects()
    answers = Assessment.objects.owned_by(owner).known().filter(contact__in=prospects).order_by()
    return answers.values("criterion", "answer").annotate(people=Count("pk"))


@prepared
def goals_served(owner: int) -> QuerySet:
    """Which goal each criterion serves: rows of both keys."""
    serves = MentorCriterion.goals.through.objects.filter(mentorcriterion__owner=owner)
    return serves.values_list("mentorcriterion", "goal")


def criterion_lines(records: Records) -> list[CriterionLine]:
    """The criteria with their effect on the person's prospects and whom they find, however many there are."""
    people = records.counts.prospects
    counted: dict[int, Counter] = {}
    for line in answers_of_prospects(records.user.pk):
        counted.setdefault(line["criterion"], Counter())[line["answer"]] = line["people"]
    found = matches_by_criterion(records.user, records.criteria)
    served = set(goals_served(records.user.pk))
    rows = []
    for criterion in records.criteria:
        known = counted.get(criterion.pk, Counter())
        meets, misses = known[Answer.MEETS], known[Answer.DOES_NOT]
        rules_out = criterion.is_must and misses > 0
        effect = effect_in_words(criterion.is_must, people, meets, misses)
        goals = [goal for goal in records.goals if (criterion.pk, goal.pk) in served]
        rows.append(CriterionLine(criterion, goals, effect, rules_out, found.get(criterion.pk)))
    return rows


def effect_in_words(is_must: bool, people: int, meets: int, misses: int) -> str:
    """What a criterion does to today's prospects; empty without prospects. Unknown is never counted as no."""
    known, numbers = meets + misses, {"people": people, "meets": meets, "misses": misses}
    if not people:
        return ""
    if is_must and misses:
        return _("Rules out %(misses)s of %(people)s") % numbers
    if not known:
        return _("Not known yet")
    if meets == people:
        return ngettext("Your one prospect meets it", "All %(people)s meet it", people) % numbers
    if misses == people:
        return ngettext("Your one prospect doesn’t meet it", "None of %(people)s meets it", people) % numbers
    # Below a third, or nobody known to meet it, a count of those who do would mislead.
    if not meets or known * 3 < people:
        return _("Known for %(known)s of %(people)s") % {"known": known, "people": people}
    return ngettext("%(meets)s of %(people)s meets it", "%(meets)s of %(people)s meet it", meets) % numbers


def goals_without(goals: Iterable[Goal], rows: Iterable[CriterionLine]) -> list[Goal]:
    """The goals from which no criterion flows yet."""
    served = {goal.pk for row in rows for goal in row.goals}
    return [goal for goal in goals if goal.pk not in served]


def _added(criterion: MentorCriterion) -> str:
    said = (
        _("Added as a must-have: %(criterion)s")
        if criterion.is_must
        else _("Added as a nice-to-have: %(criterion)s")
    )
    return said % {"criterion": criterion}


def _prefilled_criterion(request) -> dict:
    """What a link has filled in already: a suggestion's words (`suggest`), a goal to serve (`goal`)."""
    words: dict = {}
    if suggestion := suggestions.by_key(request.GET.get("suggest", "")):
        words = {
            "text": suggestion.text,
            "kind": suggestion.kind,
            "find_out": suggestion.find_out,
            "question": suggestion.question,
            "search_words": suggestion.search_words,
            "suggestion": suggestion.key,
        }
    if request.GET.get("goal", "").isdecimal():
        words["goals"] = [int(request.GET["goal"][:18])]
    return words
