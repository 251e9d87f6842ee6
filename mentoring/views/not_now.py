"""“Not now”: said of a prospect or on an introduction, taken back, and over once they are asked again."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..dates.days import plain_day
from ..forms.not_now import NotNowForm, StoodForm
from ..models import Contact, Interaction, Introduction
from ..models.introduction_facts import WRITTEN
from ..models.prospects import usual_day_to_ask_again
from ..text.text import record_number
from .owned import back, bound_to, day_of, form_page, owned_or_404, press, say, today_of


def edit(request, pk):
    """By hand: from when on they may be asked again, or that no day is chosen."""
    contact = owned_or_404(request, Contact, pk=pk)
    undo = _as_it_stands(contact)
    form = NotNowForm(instance=contact, owner=request.user, **bound_to(request))

    def done(contact):
        say(request, _told(contact, today_of(request)), undo)
        return redirect("contacts.detail", pk)

    return form_page(request, "mentoring/not_now/edit.html", form, done, contact=contact)


def _told(contact: Contact, today: dt.date) -> str:
    names = {"name": contact.first_name}
    if contact.ask_again_on is None:
        return _("Noted: not now. We won’t suggest %(name)s until you say so.") % names
    names["day"] = plain_day(contact.ask_again_on, today)
    return _("Noted: not now. On %(day)s you’ll be reminded to ask %(name)s again.") % names


def _as_it_stands(contact: Contact) -> str:
    """The address that puts back how it stands now."""
    verb = "as_before" if contact.not_now_on else "lifted"
    return as_it_stood(reverse(f"not_now.{verb}", args=[contact.pk]), contact)


def as_it_stood(address: str, contact: Contact) -> str:
    """The address of a way back, which takes along how the contact stands: no prospect, “not now”, or not a fit.

    Of an open prospect it is the address alone.
    """
    said = {name: day.isoformat() for name, day in contact.as_it_stands.items() if not contact.said_no}
    if contact.prospect_on is None:
        said = {"none": "1"}
    return f"{address}{'&' if '?' in address else '?'}{urlencode(said)}" if said else address


def stand_as_before(request, contact: Contact) -> bool:
    """How the contact stood, where the address of a way back took that along; whether it did."""
    if "none" in request.GET:
        contact.unmark_prospect()
    elif "unfit" in request.GET:
        contact.close(_stood(request)["unfit"], Contact.ClosedBecause.NOT_A_FIT)
    elif "since" in request.GET:
        _say_as_before(request, contact)
    return bool({"none", "unfit", "since"} & set(request.GET))


def _say_as_before(request, contact: Contact) -> None:
    """“Not now” as the address of a way back took it along; ValidationError where that is no day."""
    stood = _stood(request)
    contact.say_not_now(stood["since"], stood["again"])


def _stood(request) -> dict[str, Any]:
    """The days in the address of a way back; ValidationError where one is none."""
    form = StoodForm(request.GET)
    if not form.is_valid():
        raise ValidationError([str(reason) for reasons in form.errors.values() for reason in reasons])
    return form.cleaned_data


def ask(contact: Contact, on: dt.date) -> tuple[str, str]:
    """They are asked again, which is noted: returns what to say, and the address of the way back.

    ValidationError where nobody said “not now”.
    """
    _require_not_now(contact)
    undo = _as_it_stands(contact)
    note = contact.note_asking_again(on, _("Asked again"))
    undo += f"&note={note.pk}"
    # The promise to write to them is kept by it.
    waiting = contact.introductions_to.filter(status=Introduction.Status.MADE)
    if introduction := next((one for one in waiting if one.opened_on <= on), None):
        introduction.mark(WRITTEN, on)
        undo += f"&wrote={introduction.pk}"
    return _("Noted: you asked %(name)s again.") % {"name": contact.first_name}, undo


def _require_not_now(contact: Contact) -> None:
    if not contact.said_not_now:
        raise ValidationError(_("%(name)s isn’t marked as “not now”.") % {"name": contact.first_name})


@require_POST
def asked_again(request, pk):
    """They are asked again."""
    said: list[str] = []
    press(
        request, Contact, pk,
        lambda contact: said.extend(ask(contact, day_of(request))),
        said=lambda contact: said[0],
        undo=lambda contact: said[1],
    )  # fmt: skip
    return back(request, "contacts.detail", pk)


@require_POST
def lifted(request, pk):
    """By hand: it is the time after all."""
    stood: list[str] = []

    def lift(contact):
        _require_not_now(contact)
        stood.append(_as_it_stands(contact))
        if not stand_as_before(request, contact):
            contact.ask_again()

    again = _("%(name)s is a prospect again.")
    press(
        request, Contact, pk, lift,
        said=lambda contact: again % {"name": contact.first_name} if contact.is_prospect else _("Undone."),
        undo=lambda contact: stood[0],
    )  # fmt: skip
    return back(request, "contacts.detail", pk)


@require_POST
def as_before(request, pk):
    """The way back from another day, from lifting it and from asking again: it isn't the time, as it stood."""

    def rest(contact):
        if contact.said_no:
            raise ValidationError(_("%(name)s said no, so that’s settled.") % {"name": contact.first_name})
        contact.require_no_agreement()
        _say_as_before(request, contact)
        wrote = record_number(request.GET.get("wrote", ""))
        for introduction in contact.introductions_to.filter(pk=wrote) if wrote else ():
            introduction.forget(WRITTEN.column)
        number = record_number(request.GET.get("note", ""))
        notes = contact.interactions.filter(pk=number, kind=Interaction.Kind.WROTE) if number else ()
        for note in notes:
            note.delete()
            contact.refresh_last_touch()

    press(
        request, Contact, pk, rest,
        said=lambda contact: _told(contact, today_of(request)),
        undo=lambda contact: reverse("not_now.lifted", args=[pk]),
    )  # fmt: skip
    return back(request, "contacts.detail", pk)


@require_POST
def said(request, pk):
    """The person of an introduction said “not now”: asked again in half a year, where no other day is chosen."""

    def rest(introduction):
        on = day_of(request)
        introduction.say_not_now(on, usual_day_to_ask_again(on))

    introduction = press(
        request, Introduction.objects.with_people(), pk, rest,
        said=lambda introduction: _told(introduction.prospect, today_of(request)),
        undo=lambda introduction: reverse("not_now.taken_back", args=[pk]),
    )  # fmt: skip
    return back(request, f"{reverse('introductions.index')}#introduction-{introduction.pk}")


@require_POST
def taken_back(request, pk):
    """It was not said of the introduction after all: the person is as they were."""
    introduction = press(
        request, Introduction.objects.with_people(), pk,
        lambda introduction: introduction.take_not_now_back(),
        said=lambda introduction: _("Undone."),
        undo=lambda introduction: reverse("not_now.said", args=[pk]),
    )  # fmt: skip
    return back(request, f"{reverse('introductions.index')}#introduction-{introduction.pk}")
