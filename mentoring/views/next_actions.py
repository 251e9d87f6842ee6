"""Later, or not at all: a next action is put off, and taken up again."""

import datetime as dt

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import next_actions
from ..days import weekday_and_day
from ..forms.next_actions import PostponeForm
from ..models import Postponement
from .owned import back, owned_or_404, say, today_of


@require_POST
def postponed(request):
    """Hide one of the person's actions for some days, or for good."""
    form, today = PostponeForm(request.POST), today_of(request)
    owned = Postponement.objects.owned_by(request.user)
    if not form.is_valid():
        for reasons in form.errors.values():
            messages.warning(request, reasons[0])
        return back(request, "dashboard.index")
    key, days = form.cleaned_data["key"], form.cleaned_data["days"]
    # A row that is already hidden, because the button was pressed twice, may be put off anew.
    known = {action.key for action in next_actions.for_user(request.user, today)}
    if key not in known and not owned.in_force(today).filter(action=key).exists():
        messages.info(request, _("That is done already, or no longer needed."))
        return back(request, "dashboard.index")
    until_on = today + dt.timedelta(days=days) if days else None
    put_off, _made = owned.update_or_create(owner=request.user, action=key, defaults={"until_on": until_on})
    if until_on:
        said = _("You’ll be reminded on %(day)s.") % {"day": weekday_and_day(until_on, today)}
    else:
        said = _("Taken off your list.")
    say(request, said, reverse("next_actions.taken_back", args=[put_off.pk]))
    return back(request, "dashboard.index")


@require_POST
def taken_back(request, pk):
    """Show the action again."""
    owned_or_404(request, Postponement, pk=pk).delete()
    say(request, _("It’s back on your list."))
    return back(request, "dashboard.index")
