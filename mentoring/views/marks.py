"""Step 3: what one click says of a contact: a prospect, somebody who introduces, a no, put away."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..models import Contact
from ..models.decisions import grounds
from .not_now import as_it_stood, stand_as_before
from .owned import back, day_of, press, today_of


def _press(request, pk, verb, said: Any, undo: Any = None, default="contacts.detail"):
    """Do one verb to the contact, say it about them by first name, and go back; `undo` may be an address by name.

    What is said may depend on how the contact stands then.
    """

    def way_back(contact):
        return reverse(undo, args=[pk]) if isinstance(undo, str) else undo(contact) if undo else ""

    def told(contact):
        return (said(contact) if callable(said) else said) % {"name": contact.first_name}

    press(request, Contact, pk, verb, said=told, undo=way_back)
    return back(request, default, *([pk] if default == "contacts.detail" else []))


@require_POST
def marked_prospect(request, pk):
    """Think of the contact as a possible mentor; a no that was said stays said."""
    was_prospect = False

    def mark(contact):
        nonlocal was_prospect
        was_prospect = contact.prospect_on is not None
        if contact.said_no:
            raise ValidationError(_("%(name)s said no, so that’s settled.") % {"name": contact.first_name})
        if not contact.is_prospect:
            contact.mark_prospect(day_of(request))
            stand_as_before(request, contact)

    def undo(contact):
        return "" if was_prospect else reverse("marks.unmarked_prospect", args=[pk])

    return _press(request, pk, mark, _("%(name)s is a prospect now."), undo)


@require_POST
def said_no(request, pk):
    """The contact said no, in a letter or a word."""
    undo_url = ""

    def close(contact):
        nonlocal undo_url
        undo_url = as_it_stood(reverse("marks.no_withdrawn", args=[pk]), contact)
        if not contact.said_no:
            contact.require_no_agreement()
            contact.close(day_of(request), Contact.ClosedBecause.SAID_NO)

    return _press(request, pk, close, _("%(name)s said no."), lambda contact: undo_url)


@require_POST
def no_withdrawn(request, pk):
    """The contact didn’t say no after all; where a record says so, it is corrected there."""
    said_on = None

    def reopen(contact):
        nonlocal said_on
        said_on = contact.closed_on
        if not contact.said_no:
            raise ValidationError(_("%(name)s hasn’t said no.") % {"name": contact.first_name})
        for record, _fact, because, _on in grounds(contact):
            if because == contact.closed_because:
                raise ValidationError(_("“%(record)s” says so. Change it there.") % {"record": record})
        if not stand_as_before(request, contact):
            contact.mark_prospect(contact.prospect_on)

    def said(contact):
        again = _("%(name)s didn’t say no, and is a prospect again.")
        return again if contact.is_prospect else _("%(name)s didn’t say no.")

    address = reverse("marks.said_no", args=[pk])
    return _press(request, pk, reopen, said, lambda contact: f"{address}?on={said_on}")


@require_POST
def unmarked_prospect(request, pk):
    """Not a possible mentor after all; what was decided about a closed one stays on record."""
    undo_url = ""

    def unmark(contact):
        nonlocal undo_url
        since = contact.prospect_on or today_of(request)
        undo_url = as_it_stood(f"{reverse('marks.marked_prospect', args=[pk])}?on={since}", contact)
        if contact.closed_on:
            words = _("What you decided about %(name)s stays on record.")
            raise ValidationError(words % {"name": contact.first_name})
        contact.require_no_agreement()
        contact.unmark_prospect()

    said = _("%(name)s is no longer a prospect.")
    return _press(request, pk, unmark, said, lambda contact: undo_url)


@require_POST
def marked_introducer(request, pk):
    """The contact could introduce somebody."""
    said = _("%(name)s could introduce you.")
    return _press(request, pk, Contact.mark_introducer, said, "marks.unmarked_introducer")


@require_POST
def unmarked_introducer(request, pk):
    """Not an introducer after all."""
    said = _("%(name)s is no longer an introducer.")
    return _press(request, pk, Contact.unmark_introducer, said, "marks.marked_introducer")


@require_POST
def archived(request, pk):
    """Put the contact away; nothing of theirs is lost."""

    def archive(contact):
        contact.archive(day_of(request))

    said = _("%(name)s is archived.")
    return _press(request, pk, archive, said, "marks.restored", default="contacts.index")


@require_POST
def restored(request, pk):
    """Take the contact out of the archive."""
    return _press(request, pk, Contact.restore, _("%(name)s is back among your contacts."))
