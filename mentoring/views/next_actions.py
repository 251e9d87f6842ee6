"""Done on another day, later, or not at all: what can be said about a row of the list beside "done today"."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..dates.days import weekday_and_day
from ..forms.next_actions import DoneForm, LaterForm, PostponeForm
from ..models import Postponement
from ..pages import dashboard
from ..status import next_actions
from ..status.records import Records, records_of
from ..text.text import number_word, record_number
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
        return _hide(request, key, form.cleaned_data["on"])
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
    return _hide(request, key, today + dt.timedelta(days=days) if days else None)


def put_off(request):
    """What was put off or taken off the list, each with a way to take that back."""
    records = records_of(request)
    kept = {row.action: row for row in Postponement.objects.owned_by(request.user).in_force(records.today)}
    rows = [{"title": action.title, "row": kept[action.key]} for action in next_actions.set_aside(records)]
    return render(request, "mentoring/next_actions/put_off.html", {"rows": rows})


# Back after two weeks ---------------------------------------------------------------------------------


@require_POST
def spread(request):
    """What has waited comes up over the days ahead: promises first, nothing at the weekend; no fact changes."""
    request.user.lock()
    records = Records(request.user, today_of(request))
    waits = dashboard.come_back(records, next_actions.gather(records))
    if waits is None:
        return _gone(request)
    owned, rows = Postponement.objects.owned_by(request.user), []
    for action, day in zip(waits.actions, waits.days, strict=True):
        row, _made = owned.update_or_create(owner=request.user, action=action.key, defaults={"until_on": day})
        rows.append(str(row.pk))
    undo = f"{reverse('next_actions.gathered')}?rows={','.join(rows)}"
    say(request, waits.spread_words, undo)
    return redirect("dashboard.index")


@require_POST
def gathered(request):
    """All that was spread waits again; what is somebody else's, or gone by now, is passed over."""
    numbers = [record_number(text) for text in request.GET.get("rows", "").split(",")]
    rows = Postponement.objects.owned_by(request.user).filter(pk__in=filter(None, numbers))
    if rows.delete()[0]:
        say(request, _("Undone."))
    else:
        messages.info(request, _("There’s nothing to undo"))
    return redirect("dashboard.index")


def one_by_one(request):
    """One thing of what has waited, with its answers as buttons: each leads on to the next, the last one home."""
    records = records_of(request)
    waiting = dashboard.waiting_of(records, next_actions.gather(records))
    at = record_number(request.GET.get("at", "")) or 1
    if not waiting:
        if at > 1:
            number = number_word(at - 1)
            messages.success(request, ngettext("That’s it.", "That’s all %(n)s.", at - 1) % {"n": number})
        return redirect("dashboard.index")
    action, home = waiting[0], reverse("dashboard.index")
    context = {
        "action": action,
        "rail": dashboard.rail_of(records.user, records.today, home, records, is_calm=True),
        "at": at,
        "all": at - 1 + len(waiting),
        "is_letter": "/letters/" in action.url,
        "next": f"{request.path}?at={at + 1}",
    }
    return render(request, "mentoring/next_actions/one_by_one.html", context)


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
    messages.info(request, _("That’s already done, or no longer needed."))
    return back(request, "dashboard.index") if request.method == "POST" else redirect("dashboard.index")


def _hide(request, key: str, until_on: dt.date | None) -> HttpResponse:
    owned = Postponement.objects.owned_by(request.user)
    hidden, _made = owned.update_or_create(owner=request.user, action=key, defaults={"until_on": until_on})
    said = _("Removed from your list.")
    if until_on:
        said = _("You’ll be reminded on %(day)s.") % {"day": weekday_and_day(until_on, today_of(request))}
    say(request, said, reverse("next_actions.taken_back", args=[hidden.pk]))
    return back(request, "dashboard.index")
