"""For whoever runs this Waymark: which release it is and how it fares, without a word of anybody."""

from allauth.account.decorators import reauthentication_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..management import doctor


@require_safe
def index(request):
    """What the doctor says; asks operators for their password once more, and isn't there for anyone else."""
    if not request.user.is_staff:
        raise Http404
    return _confirmed(request)


@reauthentication_required
def _confirmed(request):
    return render(request, "mentoring/instance/index.html", {"findings": doctor.at_hand()})
