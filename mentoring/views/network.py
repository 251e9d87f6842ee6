"""Step 3: the network of the search on one page, as a picture and as a table."""

from django.shortcuts import render

from ..introductions.network import network_of
from ..introductions.network_picture import picture_of
from ..models import Introduction


def index(request):
    """Who was asked, to meet whom, and how far it is; the picture and the table say the same."""
    network = network_of(Introduction.objects.owned_by(request.user))
    context = {"network": network, "picture": picture_of(network)}
    return render(request, "mentoring/network/index.html", context)
