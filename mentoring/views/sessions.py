"""Step 4: all sessions of an agreement laid out over its term in one step."""

from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..forms.sessions import MOST_ROWS, RhythmForm, SessionsForm, key_of
from ..models import Meeting, MentorAgreement
from .owned import bound_to, owned_or_404, say, today_of, undone_once
from .showing import to_point_out


def new(request, pk):
    """Propose each day and time from the rhythm that was agreed; nothing is planned before it is sent."""
    agreement = owned_or_404(request, MentorAgreement.objects.with_mentor(), pk=pk)
    if not agreement.is_running or today_of(request) > agreement.ends_on:
        say(request, _("You can only plan sessions while an agreement is running."))
        return redirect("agreements.detail", pk)
    sessions = list(Meeting.objects.owned_by(request.user).sessions_of(agreement))
    about = {"owner": request.user, "agreement": agreement, "sessions": sessions}
    asked = {"data": request.GET} if RhythmForm.base_fields.keys() & request.GET.keys() else {}
    rhythm = RhythmForm(**about, **asked)
    form = SessionsForm(**about, **(bound_to(request) or {"moments": rhythm.moments()}))
    told: dict | bool = {}
    if request.method == "POST":
        with transaction.atomic():
            request.user.lock()
            told = form.is_valid() and to_point_out(request, agreement.mentor, [form.cleaned_data["where"]])
            if form.is_valid() and not told:
                return _after_laying_out(request, agreement, form)
    context = {"agreement": agreement, "sessions": sessions, "rhythm": rhythm, "form": form, **(told or {})}
    status = 422 if form.is_bound or (rhythm.is_bound and not rhythm.is_valid()) else 200
    return render(request, "mentoring/sessions/new.html", context, status=status)


def _after_laying_out(request, agreement, form):
    number = form.save()
    said = ngettext(
        "Planned: %(number)s session with %(name)s.", "Planned: %(number)s sessions with %(name)s.", number
    )
    words = {"number": number, "name": agreement.mentor.first_name}
    say(
        request,
        said % words,
        reverse("sessions.taken_back", args=[agreement.pk, form.cleaned_data["form_key"]]),
    )
    return redirect("agreements.detail", agreement.pk)


@undone_once
def taken_back(request, pk, key):
    """Undo a lay-out: its sessions go, but for those that were prepared, held or called off meanwhile."""
    agreement = owned_or_404(request, MentorAgreement, pk=pk)
    keys = [key_of(key, number) for number in range(MOST_ROWS)]
    sessions = Meeting.objects.owned_by(request.user).sessions_of(agreement).planned()
    untouched = sessions.filter(form_key__in=keys, prepared_on__isnull=True, revision=1)
    with transaction.atomic():
        request.user.lock()
        untouched.delete()
    say(request, _("Undone. What you’d started to prepare is still there."))
    return redirect("agreements.detail", pk)
