"""The first page: the landing page for strangers, where the search stands for everybody else."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render

from .. import dashboard
from ..forms.dashboard import IDEAS, FirstGoalForm, chosen_idea
from .owned import today_of


@login_not_required
def index(request):
    """Show a stranger what the product is, and a person where their search stands."""
    if not request.user.is_authenticated:
        return render(request, "mentoring/dashboard/landing.html")
    standing = dashboard.standing(request.user, today_of(request), request.path)
    # The rail was computed from the same records; the frame prints this one instead of asking again.
    context = {"standing": standing, "rail": standing.rail}
    if standing.variant == dashboard.Variant.NEW:
        context |= {
            "form": FirstGoalForm(owner=request.user, initial=chosen_idea(request.GET)),
            "ideas": IDEAS,
        }
    return render(request, "mentoring/dashboard/index.html", context)
