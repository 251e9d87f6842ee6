"""The person's own account: settings in blocks that save by themselves, and leaving with everything."""

import copy
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings as operators
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ..accounts import unsent as unsent_forms
from ..accounts.adapter import delete_account
from ..accounts.devices import signed_in_devices
from ..forms.account import AppearanceForm, CourtesiesForm, DeleteForm, YouForm
from ..forms.calendar import CalendarForm
from ..forms.mailings import ReminderMailForm
from ..models import (
    Contact,
    Goal,
    Import,
    Introduction,
    LookBack,
    Meeting,
    MentorAgreement,
    MentorCriterion,
    OwnLetter,
    Reminder,
)
from ..notifications import mail as reminder_mails
from ..notifications.calendar import subscription

BLOCKS = {"you": YouForm, "reminders": ReminderMailForm, "appearance": AppearanceForm}


def settings(request):
    """What a person may choose, in blocks; one that was sent is saved, or shown again with its reasons."""
    sent = request.POST.get("block") if request.method == "POST" else None
    offered = set(BLOCKS) if operators.MAIL_ENABLED else set(BLOCKS) - {"reminders"}
    if request.method == "POST" and sent not in offered:
        raise BadRequest("no such block")
    person = copy.copy(request.user)  # a wrong value must not show in the rail
    forms: dict[str, Any] = {
        name: form_class(request.POST if name == sent else None, instance=person)
        for name, form_class in BLOCKS.items()
    }
    if sent == "you" and forms["you"].is_asking:
        return render(request, "mentoring/account/zone.html", {"form": forms["you"]}, status=422)
    if sent and forms[sent].is_valid():
        forms[sent].save()
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('account.settings')}#{sent}")
    context = {
        "mails": reminder_mails.status(request.user, timezone.now()),
        "runs_it": not operators.MAIL_ENABLED and request.user.runs_it,
        "promised": courtesies_kept(request.user),
        "second_steps": second_steps(request.user),
        "devices": signed_in_devices(request.user, request.session.session_key),
        "release": operators.RELEASE,
        **forms,
    }
    return render(request, "mentoring/account/settings.html", context, status=422 if sent else 200)


def courtesy_numbers(request):
    """The courtesies a person promises, how much they ask at once, and which days they count."""
    return _settings_page(request, CourtesiesForm, "mentoring/account/courtesy_numbers.html")


def calendar(request):
    """The calendar that programs read: its secret address, and what they are told."""
    context = {"subscription": subscription(request.user)}
    return _settings_page(request, CalendarForm, "mentoring/account/calendar.html", **context)


def _settings_page(request, form_class, template: str, **context):
    """Settings on a page of their own: saved, or shown again with the reasons."""
    form = form_class(request.POST if request.method == "POST" else None, instance=copy.copy(request.user))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('account.settings')}#reminders")
    context |= {"form": form}
    return render(request, template, context, status=422 if form.is_bound else 200)


def courtesies_kept(user) -> str:
    """The courtesies a person promises, in a sentence."""
    days = {
        "write": user.get_write_within_display(),
        "thank": user.get_thank_within_display(),
        "nudge": user.get_nudge_after_display(),
    }
    return _("Write within %(write)s, thank within %(thank)s, nudge once after %(nudge)s.") % days


@require_safe
def unsent(request):
    """What the end of a session left unsent: look at it, then save it or leave it."""
    kept = unsent_forms.waiting_form(request)
    if kept is None:
        return redirect("dashboard.index")
    return render(request, "mentoring/account/unsent.html", {"unsent": kept})


def delete(request):
    """Say what goes, make sure, then remove the account with everything in it."""
    form = DeleteForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        person = request.user
        logout(request)
        delete_account(person)
        messages.success(request, _("Your account is gone, with everything in it."))
        return redirect("dashboard.index")
    context = {"form": form, "contents": contents(request.user)}
    return render(request, "mentoring/account/delete.html", context, status=422 if form.is_bound else 200)


def second_steps(user) -> dict:
    """Whether an authenticator app is on, and the names of the passkeys."""
    kept = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    return {
        "totp": any(authenticator.type == Authenticator.Type.TOTP for authenticator in kept),
        "passkeys": [str(one) for one in kept if one.type == Authenticator.Type.WEBAUTHN],
    }


def contents(user) -> list[str]:
    """What somebody has written here, counted, in the order of the search; what is empty is left out."""
    counted = [(model, model.objects.owned_by(user).count()) for model in CONTENTS]
    return [CONTENTS[model](count) % {"count": count} for model, count in counted if count]


CONTENTS = {
    Goal: lambda count: ngettext(
        "%(count)d goal with its steps and the help wanted",
        "%(count)d goals with their steps and the help wanted",
        count,
    ),
    MentorCriterion: lambda count: ngettext("%(count)d criterion", "%(count)d criteria", count),
    Contact: lambda count: ngettext(
        "%(count)d contact, with notes, tags, ties and fit",
        "%(count)d contacts, with notes, tags, ties and fit",
        count,
    ),
    Introduction: lambda count: ngettext("%(count)d introduction", "%(count)d introductions", count),
    Meeting: lambda count: ngettext("%(count)d meeting", "%(count)d meetings", count),
    MentorAgreement: lambda count: ngettext(
        "%(count)d agreement, with reviews, private links, and what the mentor answered and wrote",
        "%(count)d agreements, with reviews, private links, and what mentors answered and wrote",
        count,
    ),
    LookBack: lambda count: ngettext(
        "%(count)d week looked back on", "%(count)d weeks looked back on", count
    ),
    Reminder: lambda count: ngettext("%(count)d reminder", "%(count)d reminders", count),
    OwnLetter: lambda count: ngettext(
        "%(count)d letter in your own wording", "%(count)d letters in your own wording", count
    ),
    Import: lambda count: ngettext(
        "%(count)d import, and whatever could still be undone",
        "%(count)d imports, and whatever could still be undone",
        count,
    ),
}
