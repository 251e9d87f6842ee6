"""Step 3: whom the person knows best, to be marked as somebody who could be their mentor or introduce them."""

from django.shortcuts import render

from ..advice.evidence import FINDINGS
from ..pages.ties import KnownBest, KnownList
from .owned import today_of


def index(request):
    """Three lists by what LinkedIn counted, or one of them whole (`?list=once`)."""
    known = KnownBest(request.user, today_of(request), kept=request.GET.get("kept", ""))
    context = {"finding": FINDINGS["quiet"] if request.user.shows_evidence else None}
    which = request.GET.get("list")
    if which not in KnownList.values:
        return render(request, "mentoring/ties/index.html", context | {"known": known})
    part, page = known.whole(KnownList(which), request.GET.get("page"))
    return render(request, "mentoring/ties/whole.html", context | {"part": part, "page": page})
