"""Step 3: notes on what passed between the person and a contact."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ..forms.interactions import InteractionForm, LogForm
from ..models import Contact, Interaction
from . import questions
from .confirm import delete_page
from .owned import back, bound_to, form_page, owned_or_404, say, undone_once


def new(request, contact_pk):
    """A note about this contact; the form also stands on the contact's own page."""
    contact = owned_or_404(request, Contact, pk=contact_pk)
    form = InteractionForm(instance=Interaction(contact=contact), owner=request.user, **bound_to(request))
    return form_page(request, "mentoring/interactions/new.html", form, _after_note(request), contact=contact)


def log(request):
    """We talked: with whom is chosen here, so that it is written down from anywhere with one thumb."""
    form = LogForm(owner=request.user, **bound_to(request))
    has_contacts = Contact.objects.owned_by(request.user).current().exists()
    page = "mentoring/interactions/log.html"
    return form_page(request, page, form, _after_note(request), has_contacts=has_contacts)


def edit(request, pk):
    """Another text, kind or day for a note."""
    note = owned_or_404(request, Interaction.objects.select_related("contact"), pk=pk)
    form = InteractionForm(instance=note, owner=request.user, **bound_to(request))
    context = {"contact": note.contact, "note": note}
    return form_page(request, "mentoring/interactions/edit.html", form, _after_note(request), **context)


def delete(request, pk):
    """Ask first, then delete the note."""
    note = owned_or_404(request, Interaction.objects.select_related("contact"), pk=pk)
    there = reverse("contacts.detail", args=[note.contact_id])
    return delete_page(request, note, questions.about_note, _("The note was deleted."), there, _delete_note)


def _delete_note(note: Interaction) -> None:
    note.delete()
    note.contact.refresh_last_touch()


@undone_once
def taken_back(request, pk):
    """Undo a note that a click has made."""
    with transaction.atomic():
        note = owned_or_404(request, Interaction.objects.select_related("contact"), pk=pk)
        _delete_note(note)
    say(request, _("Undone."))
    return back(request, "contacts.detail", note.contact_id)


def _after_note(request):
    """What follows a saved note: a word with a way back, and to where the person was, else to the contact."""

    def done(note):
        said = _("Noted for %(name)s.") % {"name": note.contact.first_name}
        is_new = note.revision == 1
        say(request, said, reverse("interactions.taken_back", args=[note.pk]) if is_new else "")
        return back(request, "contacts.detail", note.contact_id)

    return done
