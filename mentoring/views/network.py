"""Step 3: the network of the search on one page, as a table that is its own picture."""

from django.shortcuts import render

from ..introductions.network import network_of
from ..models import Introduction


def index(request):
    """Who was asked, to meet whom, and how far it is."""
    context = {"network": network_of(Introduction.objects.owned_by(request.user))}
    return render(request, "mentoring/network/index.html", context)
