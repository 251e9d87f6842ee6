"""Who in the network may meet a criterion: for one of them, or combined over several."""

from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ..forms.several import SeveralForm
from ..forms.who import SearchWordsForm, WhoForm
from ..models import Contact, MentorCriterion, Tag
from ..models.contacts import BY_NAME
from ..pages.agreements import WHOM
from ..pages.matches import any_of_them, shown
from ..search.words import any_of
from ..status.stages import with_stage
from .owned import bound_to, form_page, owned_or_404, say

ON_A_PAGE = 20


def index(request, several=None):
    """Everybody who may meet any or every one of the chosen criteria."""
    form = WhoForm(request.GET, owner=request.user)
    return _people_page(
        request, "mentoring/who/index.html", form, several, whom=WHOM.get(request.GET.get("help"), "")
    )


def criterion(request, pk):
    """Everybody who may meet one criterion; its words can be changed right there."""
    record = owned_or_404(request, MentorCriterion, pk=pk)
    form = WhoForm(QueryDict(f"criterion={pk}"), owner=request.user)
    if form.asked != [record]:
        form.asked = []  # without words of its own it finds nobody, whatever the others do
    words = SearchWordsForm(instance=record, owner=request.user)
    return _people_page(request, "mentoring/who/criterion.html", form, criterion=record, words=words)


def words(request, pk):
    """The search words of one criterion."""
    record = owned_or_404(request, MentorCriterion, pk=pk)
    form = SearchWordsForm(instance=record, owner=request.user, **bound_to(request))

    def done(saved):
        say(request, _("Saved: %(criterion)s") % {"criterion": saved})
        return redirect("who.criterion", saved.pk)

    return form_page(request, "mentoring/who/words.html", form, done, criterion=record)


def _people_page(request, template, form, several=None, **context):
    """The people found, a page at a time, with what was found in them."""
    paginator = Paginator(form.found().order_by(*BY_NAME).values_list("pk", flat=True), ON_A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    contacts = with_stage(Contact.objects.owned_by(request.user)).defer("words").prefetch_related("tags")
    found = contacts.in_bulk(list(page.object_list))
    sought = any_of_them(any_of(one.search_words) for one in form.asked)
    several_asked = len(form.asked) > 1
    page.object_list = [
        shown(found[pk], sought, form.asked if several_asked else ())
        for pk in page.object_list
        if pk in found
    ]
    context |= {
        "form": form,
        "page": page,
        "total": paginator.count,
        "has_contacts": bool(page) or Contact.objects.owned_by(request.user).current().exists(),
        "without_words": MentorCriterion.objects.owned_by(request.user).filter(search_words=""),
        "several": several or SeveralForm(owner=request.user, initial={"deed": "prospect"}),
        "where": "who",
        "query": form.data.urlencode(),
        "tags": Tag.objects.owned_by(request.user),
    }
    return render(request, template, context, status=422 if several else 200)
