"""The first page: the landing page for strangers, where the search stands for everybody else."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..dates.days import weekday_and_day
from ..forms.dashboard import PutAsideForm
from ..models import Postponement
from ..notifications import mail
from ..pages import dashboard
from ..status.records import Records
from .goals import first_question
from .owned import back, say, today_of


@login_not_required
def index(request):
    """Show a stranger what the product is, and a person where their search stands."""
    if not request.user.is_authenticated:
        return render(request, "mentoring/dashboard/landing.html")
    standing = dashboard.standing(request.user, today_of(request), request.path)
    # The rail was computed from the same records; the frame prints this one instead of asking again.
    context = {
        "standing": standing,
        "rail": standing.rail,
        "silence": mail.silence(request.user, timezone.now()),
    }
    if standing.variant == dashboard.Variant.NEW:
        context |= first_question(request)
    return render(request, "mentoring/dashboard/index.html", context)


@require_POST
def put_aside(request):
    """Hide one place where the search is stuck for a month, or until what it rests on changes."""
    today, form = today_of(request), PutAsideForm(request.POST)
    owned = Postponement.objects.owned_by(request.user)
    key = form.cleaned_data["key"] if form.is_valid() else ""
    known = {stuck.key for stuck in dashboard.stuck.found(Records(request.user, today))}
    # A row that is already hidden, because the button was pressed twice, may be put aside anew.
    if key not in known and not owned.in_force(today).filter(action=key).exists():
        messages.info(request, _("That’s no longer the case."))
        return back(request, "dashboard.index")
    until_on = today + dt.timedelta(days=dashboard.stuck.PUT_ASIDE_DAYS)
    hidden, _made = owned.update_or_create(owner=request.user, action=key, defaults={"until_on": until_on})
    said = _("Put aside until %(day)s, or until something about it changes.")
    undo = reverse("next_actions.taken_back", args=[hidden.pk])
    say(request, said % {"day": weekday_and_day(until_on, today)}, undo)
    return back(request, "dashboard.index")
