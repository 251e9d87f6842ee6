"""Across goals and agreements: what kind of help is looked for, five ticks a goal."""

from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ..forms.help import WantedForm
from ..models import Goal, Help
from ..pages.agreements import HelpCell
from .owned import bound_to, say


def wanted(request):
    """The goals that are worked on, each with five ticks."""
    goals = Goal.objects.owned_by(request.user).active()
    form = WantedForm(owner=request.user, goals=goals, **bound_to(request))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            request.user.lock()
            form.save()
        say(request, _("Saved."))
        return redirect("agreements.index")
    context = {
        "form": form,
        "kinds": [HelpCell(kind) for kind in Help],
        "has_sponsor": any(goal.area == Goal.Area.CAREER for goal in form.goals.goals.values()),
    }
    return render(request, "mentoring/help/wanted.html", context, status=422 if form.is_bound else 200)
