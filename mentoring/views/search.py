"""Quick places: who is meant and what can be done now, and one search across everything."""

from django.core.paginator import Paginator
from django.shortcuts import render

from ..forms.contacts import QuickForm
from ..pages import site_search
from ..status.records import records_of
from ..text.text import record_number
from .owned import today_of

ON_A_PAGE = 20
EVERYTHING = "all"


def index(request):
    """People with what can be done now, then what else is found; `in` shows all kinds, or one of them in full."""
    whole = request.GET.get("q", "")
    typed = whole[: site_search.LONGEST]
    sought, today = site_search.sought_in(typed), today_of(request)
    scope = request.GET.get("in", "")
    kind = site_search.kind_of(scope)
    context = {"typed": typed.replace("\0", ""), "words": sought.words, "kind": kind}
    if sought.words and kind:
        page = Paginator(kind.search(request.user, sought), ON_A_PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "hits": [kind.hit(record, sought, today) for record in page]}
    elif sought.words and scope == EVERYTHING:
        context["groups"] = site_search.search(request.user, sought, today)
    else:
        chosen = record_number(request.GET.get("who", ""))
        context["found"] = site_search.look_up(records_of(request), typed, chosen)
        context["form_key"] = QuickForm()["form_key"]
    is_note = "found" in context and context["found"].is_note and len(whole) <= site_search.LONGEST
    if site_search.is_cut(whole) and not is_note:
        context["cut"] = " ".join(sought.words)
    return render(request, "mentoring/search/index.html", context)
