"""Step 4, the years after: how often two people who worked together hear from each other."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ..forms.partings import TouchForm
from ..models import MentorAgreement
from .owned import bound_to, form_page, owned_or_404, say


def edit(request, pk):
    """Change the rhythm, or switch it off."""
    agreement = owned_or_404(request, MentorAgreement.objects.with_mentor(), pk=pk)
    if agreement.over_on is None:
        say(request, _("You can choose how to stay in touch once an agreement is over."))
        return redirect("agreements.detail", pk)
    form = TouchForm(instance=agreement, owner=request.user, **bound_to(request))

    def done(agreement):
        """Say it, and back to the agreement."""
        say(request, _("Saved how you stay in touch with %(name)s.") % {"name": agreement.mentor.first_name})
        return redirect("agreements.detail", pk)

    return form_page(request, "mentoring/partings/edit.html", form, done, agreement=agreement)
