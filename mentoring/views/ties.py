"""Step 3: whom the person knows best, to be marked as somebody who could be their mentor or introduce them."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..advice.evidence import FINDINGS
from ..models import Tie
from ..models.erasing import forget_ties
from ..pages.ties import KnownBest, KnownList
from .confirm import Question, delete_page
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


def delete(request):
    """Ask first, then remove everything that LinkedIn counted; the people stay."""
    ties = Tie.objects.owned_by(request.user)
    said = _("The counts from LinkedIn were removed.")
    return delete_page(
        request, ties, _about_removing, said, "contacts.index", lambda _ties: forget_ties(request.user.pk)
    )


def _about_removing(ties, _today) -> Question:
    number = ties.count()
    removes = ngettext(
        "Removes counts and dates of one person. They stay.",
        "Removes counts and dates of %(number)s people. The people stay.",
        number,
    )
    return Question(
        title=_("Remove these counts"),
        heading=_("Remove the counts from LinkedIn?"),
        lede=removes % {"number": intcomma(number)} if number else _("There are no counts."),
        says=[_("To have them again, bring in your archive once more.")] if number else [],
        crumbs=[
            (_("Contacts"), reverse("contacts.index")),
            (_("Who do you know best?"), reverse("ties.index")),
        ],
        button=_("Remove these counts") if number else "",
        keep_url=reverse("ties.index"),
    )
