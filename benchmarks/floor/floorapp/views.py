from datetime import date, timedelta

from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from .bare import BODY
from .models import Item

STATES = ("found", "asked", "introduced", "met", "agreed")
PANEL = 10
LIST = 50


def sample(index):
    return {
        "pk": index,
        "state": STATES[index % 5],
        "title": f"Person number {index:05d}",
        "company": f"Company & Sons {index % 97:03d}",
        "due": date(2026, 1, 1) + timedelta(days=index % 365),
    }


CONSTANT = {
    "counts": dict.fromkeys(STATES, 20),
    "totals": {"all": 100, "open": 80},
    "panels": [(state, [sample(i) for i in range(PANEL)]) for state in STATES[:3]],
}


def sign_in(request):
    if request.method == "POST":
        user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
        if user:
            login(request, user)
            return HttpResponseRedirect("/page/0/")
    return render(request, "login.html")


def raw(request):
    """The bytes of a page, with nothing done to make them."""
    return HttpResponse(BODY)


@login_required
def literal(request):
    """About 30 KB that is nearly all literal text, through base/blocks."""
    return render(request, "literal.html")


@login_required
def page(request, queries):
    """A dashboard-shaped page of about 30 KB; its lists come from memory, or from 5 queries."""
    if not queries:
        return render(request, "page.html", CONSTANT)
    mine = Item.objects.filter(owner=request.user)
    context = {
        "counts": {r["state"]: r["n"] for r in mine.values("state").annotate(n=Count("pk"))},
        "totals": mine.aggregate(all=Count("pk"), open=Count("pk", filter=~Q(state="agreed"))),
        "panels": [(state, list(mine.filter(state=state).order_by("due")[:PANEL])) for state in STATES[:3]],
    }
    return render(request, "page.html", context)


@login_required
def listing(request):
    """A page of 50 of all rows (a count and a slice), searched in two columns when asked."""
    rows = Item.objects.filter(owner=request.user).order_by("due", "pk")
    q = request.GET.get("q", "")
    if q:
        rows = rows.filter(Q(title__icontains=q) | Q(company__icontains=q))
    page = Paginator(rows, LIST).get_page(request.GET.get("page"))
    return render(request, "list.html", {"page": page, "q": q})


@login_required
def detail(request, pk):
    return HttpResponse(str(pk))
