"""Quick places: one search across everything, and what was changed last."""

from django.core.paginator import Paginator
from django.shortcuts import render

from ..pages import site_search
from .owned import today_of

ON_A_PAGE = 20


def index(request):
    """What was found, kind by kind; `in` shows one kind in full. Without words: what was changed last."""
    whole = request.GET.get("q", "")
    typed = whole[: site_search.LONGEST]
    sought, today = site_search.sought_in(typed), today_of(request)
    kind = site_search.kind_of(request.GET.get("in", ""))
    context = {"typed": typed.replace("\0", ""), "words": sought.words, "kind": kind}
    context["cut"] = " ".join(sought.words) if site_search.is_cut(whole) else ""
    if not sought.words:
        context["recent"] = site_search.recent(request.user)
    elif kind:
        page = Paginator(kind.search(request.user, sought), ON_A_PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "hits": [kind.hit(record, sought, today) for record in page]}
    else:
        context["groups"] = site_search.search(request.user, sought, today)
    return render(request, "mentoring/search/index.html", context)
