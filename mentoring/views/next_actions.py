"""Done on another day, later, or not at all: what can be said about a row of the list beside "done today"."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..dates.days import weekday_and_day
from ..forms.next_actions import DoneForm, LaterForm, PostponeForm
from ..models import Postponement
from ..status import next_actions
from .owned import back, bound_to, owned_or_404, say, today_of, undone_once


def done(request, key):
    """Done, but not today: ask for the day, then do the verb of the row with it."""
    action = _action_row(request, key)
    if action is None or not (action.done_url and action.takes_day):
        return _gone(request)
    form = DoneForm(**(bound_to(request) or {"initial": {"on": today_of(request)}}))
    if form.is_valid():
        # The same form goes on to the verb: 307 keeps its method and everything in it.
        return redirect(action.done_url, preserve_request=True)
    fields = {name: value for name, value in action.done_fields.items() if name != "on"}
    context = {"action": action, "form": form, "fields": fields}
    return render(request, "mentoring/next_actions/done.html", context, status=422 if form.is_bound else 200)


def later(request, key):
    """Back on the list on a day of the person's choice."""
    action, today = _action_row(request, key), today_of(request)
    if action is None:
        return _gone(request)
    form = LaterForm(**bound_to(request), today=today)
    if form.is_valid():
        return _put_off(request, key, form.cleaned_data["on"])
    context = {"action": action, "form": form}
    return render(request, "mentoring/next_actions/later.html", context, status=422 if form.is_bound else 200)


@require_POST
def postponed(request):
    """Hide one of the person's actions for some days, or for good."""
    form, today = PostponeForm(request.POST), today_of(request)
    if not form.is_valid():
        for reasons in form.errors.values():
            messages.warning(request, reasons[0])
        return back(request, "dashboard.index")
    key, days = form.cleaned_data["key"], form.cleaned_data["days"]
    # A row that is already hidden, because the button was pressed twice, may be put off anew.
    hidden = Postponement.objects.owned_by(request.user).in_force(today).filter(action=key)
    if not _action_row(request, key) and not hidden.exists():
        return _gone(request)
    return _put_off(request, key, today + dt.timedelta(days=days) if days else None)


@undone_once
def taken_back(request, pk):
    """Show the action again."""
    owned_or_404(request, Postponement, pk=pk).delete()
    say(request, _("It’s back on your list."))
    return back(request, "dashboard.index")


def _action_row(request, key: str) -> next_actions.Action | None:
    """The row of the person's list with this key, or None where it is done or somebody else's."""
    rows = next_actions.for_user(request.user, today_of(request))
    return next((action for action in rows if action.key == key), None)


def _gone(request) -> HttpResponse:
    messages.info(request, _("That is done already, or no longer needed."))
    return back(request, "dashboard.index") if request.method == "POST" else redirect("dashboard.index")


def _put_off(request, key: str, until_on: dt.date | None) -> HttpResponse:
    owned = Postponement.objects.owned_by(request.user)
    put_off, _made = owned.update_or_create(owner=request.user, action=key, defaults={"until_on": until_on})
    said = _("Taken off your list.")
    if until_on:
        said = _("You’ll be reminded on %(day)s.") % {"day": weekday_and_day(until_on, today_of(request))}
    say(request, said, reverse("next_actions.taken_back", args=[put_off.pk]))
    return back(request, "dashboard.index")
