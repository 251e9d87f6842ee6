"""An invitation: the sign-up form, at an address that works once."""

from allauth.account.views import signup
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone

from ..models import Invitation


@login_not_required
def detail(request, key):
    """Sign up by a link that whoever runs this Waymark gave; once it was used or has run out, say so."""
    if request.user.is_authenticated:
        return redirect("dashboard.index")
    request.invitation = Invitation.objects.of_key(key, timezone.now())
    if request.invitation is None:
        return render(request, "mentoring/invitations/detail.html", status=404)
    return signup(request)
