"""Across the steps: looking back on a week, and the weeks looked back on."""

import dataclasses
import datetime as dt

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..forms.lookbacks import LookBackForm
from ..models import LookBack
from ..status import lookback
from ..status.records import records_of
from . import questions
from .confirm import delete_page
from .owned import bound_to, form_page, owned_or_404, say

PER_PAGE = 12


def index(request):
    """Every week that was looked back on, the last one first."""
    weeks = Paginator(LookBack.objects.owned_by(request.user), PER_PAGE)
    context = {"page": weeks.get_page(request.GET.get("page"))}
    return render(request, "mentoring/lookbacks/index.html", context)


def week(request):
    """The week that is looked back on now: filled in from its facts, or as it was written down."""
    monday = lookback.week_at(timezone.localtime())
    lately = LookBack.objects.owned_by(request.user).filter(monday__gte=monday - dt.timedelta(days=7))
    weeks = {week.monday: week for week in lately}
    record, before = weeks.get(monday) or LookBack(monday=monday), weeks.get(monday - dt.timedelta(days=7))
    asks = request.method == "GET" and not record.pk
    proposed = dataclasses.asdict(lookback.proposal(records_of(request), monday)) if asks else {}
    form = LookBackForm(instance=record, owner=request.user, initial=proposed, **bound_to(request))
    context = {"record": record, "before": before}
    return form_page(request, "mentoring/lookbacks/week.html", form, lambda kept: _saved(request), **context)


def edit(request, pk):
    """An earlier week, in other words."""
    record = owned_or_404(request, LookBack, pk=pk)
    form = LookBackForm(instance=record, owner=request.user, **bound_to(request))
    template = "mentoring/lookbacks/edit.html"
    return form_page(request, template, form, lambda kept: redirect("lookbacks.index"), record=record)


def delete(request, pk):
    """Ask first, then delete what was written about a week."""
    record = owned_or_404(request, LookBack, pk=pk)
    there = reverse("lookbacks.index")
    return delete_page(request, record, questions.about_week, _("What you wrote was deleted."), there)


def _saved(request):
    say(request, _("Saved. See you on Friday."))
    return redirect("dashboard.index")
