"""Step 3: one contact made of two, and taken apart again."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ..exchange.merging import merge, take_apart, what_moves
from ..exchange.merging.duplicates import pair
from ..forms.merges import MergeForm
from ..models import Contact, Merge
from .owned import back, bound_to, owned_or_404, refuse, say, undone_once


def new(request, pk, other_pk):
    """Both sides, what to take from each, and what moves; then one contact is left."""
    merged = Merge.objects.owned_by(request.user).filter(kept=pk, removed_key=other_pk)
    if request.method == "POST" and merged.exists():
        return redirect("contacts.detail", pk)  # sent twice
    contacts = Contact.objects.prefetch_related("tags").select_related("owner")
    kept = owned_or_404(request, contacts.exclude(pk=other_pk), pk=pk)
    other = owned_or_404(request, contacts, pk=other_pk)
    form = MergeForm(kept=kept, other=other, owner=request.user, **bound_to(request))
    if request.method == "POST" and form.is_valid():
        try:
            done = merge(kept, other, form.choices)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            said = _("%(other)s and %(kept)s are one contact now.") % {"other": other, "kept": kept}
            say(request, said, reverse("merges.taken_back", args=[done.pk]))
            return redirect("contacts.detail", pk)
    context = {
        "kept": kept,
        "other": other,
        "form": form,
        "pair": pair(kept, other),
        "moves": what_moves(other),
    }
    return render(request, "mentoring/merges/new.html", context, status=422 if form.is_bound else 200)


@undone_once
def taken_back(request, pk):
    """Undo a merge: both contacts are there again, with everything that was theirs."""
    merged = owned_or_404(request, Merge.objects.select_related("owner"), pk=pk)
    try:
        contact = take_apart(merged)
    except ValidationError as refusal:
        refuse(request, refusal)
        return back(request, "duplicates.index")
    say(request, _("%(name)s is a contact of their own again.") % {"name": contact})
    return redirect("contacts.detail", contact.pk)
