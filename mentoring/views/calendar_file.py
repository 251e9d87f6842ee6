"""Step 4: from a person's own calendar file to meetings that are planned; nothing of the file stays."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..forms.calendar_file import CalendarFileForm, ProposedForm
from ..text.text import number_word
from .owned import bound_to, say, today_of

PROPOSED = "mentoring/calendar_file/proposed.html"


def new(request):
    """Which file, and at once what it proposes; nothing is saved before the ticks are sent."""
    form = CalendarFileForm(owner=request.user, **bound_to(request))
    if request.method == "POST" and (proposals := form.read()):
        return render(request, PROPOSED, {"proposals": proposals, "shown": proposals.found})
    status = 422 if form.is_bound else 200
    return render(request, "mentoring/calendar_file/new.html", {"form": form}, status=status)


@require_POST
def planned(request):
    """Plan what was ticked."""
    form = ProposedForm(request.POST, owner=request.user)
    if not form.is_valid():
        ticked = {one.written for one in form.ticked}
        context = {"form": form, "shown": form.shown, "ticked": ticked}
        return render(request, PROPOSED, context, status=422)
    number = len(form.save(today_of(request)))
    words = ngettext("Planned %(n)s meeting.", "Planned %(n)s meetings.", number)
    say(request, words % {"n": number_word(number)} if number else _("You had planned them already."))
    return redirect("meetings.index")
