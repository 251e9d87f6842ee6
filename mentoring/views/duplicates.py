"""Step 3: who stands twice among the contacts, and who only looks like it."""

from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..exchange.merging.duplicates import lookalikes, pairs
from ..models import Contact, Distinction, Merge
from .owned import back, owned_or_404, say

ON_A_PAGE = 20


def index(request):
    """Pairs of contacts that may be one person, the surest first, and what was merged lately."""
    page = Paginator(lookalikes(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = pairs(request.user, list(page.object_list))
    merges = Merge.objects.owned_by(request.user).select_related("kept").defer("undo", "kept__notes")[:10]
    return render(request, "mentoring/duplicates/index.html", {"page": page, "merges": merges})


def _two(request, pk, other_pk):
    """Both contacts of the person, the one with the smaller key first; 404 for one and the same."""
    contacts = Contact.objects.exclude(pk=other_pk)
    two = owned_or_404(request, contacts, pk=pk), owned_or_404(request, Contact, pk=other_pk)
    return sorted(two, key=lambda contact: contact.pk)


@require_POST
def told_apart(request, pk, other_pk):
    """They are two people: remembered, and never asked again."""
    with transaction.atomic():
        request.user.lock()
        first, second = _two(request, pk, other_pk)
        if not Distinction.objects.owned_by(request.user).between(pk, other_pk).exists():
            Distinction.objects.create(owner=request.user, first=first, second=second)
    undo = reverse("duplicates.told_alike", args=[pk, other_pk])
    names = {"one": first, "other": second}
    say(request, _("%(one)s and %(other)s are two people. You won’t be asked again.") % names, undo)
    return back(request, "duplicates.index")


@require_POST
def told_alike(request, pk, other_pk):
    """Take it back: perhaps they are one person after all."""
    _two(request, pk, other_pk)
    Distinction.objects.owned_by(request.user).between(pk, other_pk).delete()
    return back(request, "duplicates.index")
