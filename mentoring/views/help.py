"""Across goals and agreements: what kind of help is looked for, and what a mentor gives, five ticks a goal."""

from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ..forms.help import GivenForm, WantedForm
from ..models import Goal, Help, MentorAgreement
from ..pages.agreements import HelpCell
from .owned import bound_to, owned_or_404, say


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
    return _kinds_page(request, "wanted", form)


def given(request, pk):
    """What the mentor of an agreement helps with: for the overview alone, so it needs no new version and no yes."""
    with_goals = MentorAgreement.objects.with_mentor().prefetch_related("goals")
    agreement = owned_or_404(request, with_goals, pk=pk)
    if not agreement.is_running:
        names = {"name": agreement.mentor.first_name}
        say(request, _("You can say what %(name)s helps with while the agreement runs.") % names)
        return redirect("agreements.detail", pk)
    form = GivenForm(owner=request.user, agreement=agreement, **bound_to(request))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            request.user.lock()
            form.save()
        say(request, _("Saved."))
        return redirect("agreements.index")
    return _kinds_page(request, "given", form, agreement=agreement)


def _kinds_page(request, page, form, **context):
    """Five ticks for each goal of the form."""
    context |= {
        "form": form,
        "kinds": [HelpCell(kind) for kind in Help],
        "has_sponsor": any(goal.area == Goal.Area.CAREER for goal in form.goals.goals.values()),
    }
    return render(request, f"mentoring/help/{page}.html", context, status=422 if form.is_bound else 200)
