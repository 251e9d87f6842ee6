"""Step 3: twenty names in ten minutes: written down one a line, ticked, and saved at once."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..forms.many import Added, ManyForm
from ..text.text import number_word, sentence_start
from .owned import bound_to, say, today_of


def new(request):
    """The box and the list that follows from it; nothing is saved before the last button."""
    form = ManyForm(owner=request.user, **bound_to(request))
    if "save" in request.POST and form.is_valid() and (added := form.save(today_of(request))):
        undo = reverse("several.taken_back", args=[added.deed.pk]) if added.deed else ""
        say(request, _what_was_added(added), undo)
        return redirect("contacts.index")
    context = {"form": form, "is_shown": "show" in request.POST}
    return render(request, "mentoring/many/new.html", context, status=422 if form.errors else 200)


def _what_was_added(added: Added) -> str:
    """ "Added four people. One could be your mentor, three could introduce you."."""
    if added.deed is None:
        return _("Nothing to change: they’re like that already.")
    if not any(added[:3]):
        return _("Saved.")
    number = added.people
    people = ngettext("Added %(n)s person.", "Added %(n)s people.", number) % {"n": number_word(number)}
    mentors = ngettext("%(n)s could be your mentor", "%(n)s could be your mentor", added.mentors)
    introducers = ngettext("%(n)s could introduce you", "%(n)s could introduce you", added.introducers)
    marked = [
        mentors % {"n": number_word(added.mentors)} if added.mentors else "",
        introducers % {"n": number_word(added.introducers)} if added.introducers else "",
    ]
    marks = sentence_start(", ".join(filter(None, marked)))
    return " ".join(filter(None, [people if number else "", f"{marks}." if marks else ""]))
