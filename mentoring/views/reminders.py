"""Step 3: the person's own reminders about a contact."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..dates.days import weekday_and_day
from ..forms.reminders import ReminderForm
from ..models import Contact, Reminder
from . import questions
from .confirm import delete_page
from .owned import back, bound_to, day_of, form_page, owned_or_404, press, say, today_of

WITH_CONTACT = Reminder.objects.select_related("contact")


def new(request, contact_pk):
    """A reminder about this contact."""
    contact = owned_or_404(request, Contact, pk=contact_pk)
    form = ReminderForm(instance=Reminder(contact=contact), owner=request.user, **bound_to(request))
    return form_page(request, "mentoring/reminders/new.html", form, _after_reminder(request), contact=contact)


def edit(request, pk):
    """Other words, another day or rhythm."""
    reminder = owned_or_404(request, WITH_CONTACT.all(), pk=pk)
    form = ReminderForm(instance=reminder, owner=request.user, **bound_to(request))
    context = {"contact": reminder.contact, "reminder": reminder}
    return form_page(request, "mentoring/reminders/edit.html", form, _after_reminder(request), **context)


def delete(request, pk):
    """Ask first, then delete the reminder."""
    reminder = owned_or_404(request, WITH_CONTACT.all(), pk=pk)
    return delete_page(
        request, reminder, questions.about_reminder, _("The reminder was deleted."), _reminder_url(reminder)
    )


# One click each


@require_POST
def done(request, pk):
    """Done, today or on the day that was said; one that comes again says when."""
    today = today_of(request)

    def said(reminder):
        if not reminder.comes_again:
            return _("Done: %(words)s") % {"words": reminder}
        day = weekday_and_day(reminder.due_on, today)
        return _("Done: %(words)s. It’ll come back on %(day)s.") % {"words": reminder, "day": day}

    return _press_reminder(request, pk, lambda reminder: reminder.mark_done(day_of(request), today), said)


@require_POST
def skipped(request, pk):
    """Not needed, this time or at all."""
    today = today_of(request)

    def said(reminder):
        if not reminder.comes_again:
            return _("Removed from your list.")
        day = weekday_and_day(reminder.due_on, today)
        return _("Skipped this time. It’ll come back on %(day)s.") % {"day": day}

    return _press_reminder(request, pk, lambda reminder: reminder.skip(today), said)


@require_POST
def taken_back(request, pk):
    """Not done after all: back to the day it had."""
    reminder = press(
        request, WITH_CONTACT.all(), pk, Reminder.take_back, lambda reminder: _("It’s back on your list.")
    )
    return back(request, _reminder_url(reminder))


def _press_reminder(request, pk, verb, said):
    undo = reverse("reminders.taken_back", args=[pk])

    def once(reminder):
        # A button pressed twice must not move on twice: its form names the day it speaks of.
        if request.POST.get("key", reminder.key) != reminder.key:
            raise ValidationError(_("That’s already done."))
        verb(reminder)

    reminder = press(request, WITH_CONTACT.all(), pk, once, said, lambda reminder: undo)
    return back(request, _reminder_url(reminder))


def _reminder_url(reminder: Reminder) -> str:
    return reverse("contacts.detail", args=[reminder.contact_id]) + "#reminders"


def _after_reminder(request):
    def done(reminder):
        say(request, _("Your reminder is saved."))
        return redirect(_reminder_url(reminder))

    return done
