"""Steps 2 and 3: prospects side by side against the criteria, and one person from top to bottom."""

from urllib.parse import urldefrag, urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..forms.assessments import AnswersForm, as_question, stamp
from ..models import Answer, Contact, MentorCriterion
from ..models.assessments import Finding, best_fitting, find_out, fits
from ..pages.compare import MOST_IN_MENU, DecidingAnswer, cell_id, trade_offs
from ..status.records import records_of
from ..text.text import number_word, record_number
from .owned import back, day_of, owned_or_404, refuse, say, today_of


def index(request):
    """The trade-off table: up to five prospects against every criterion, must-haves first."""
    return table_page(request, DecidingAnswer.of(request.GET))


def edit(request, contact_pk):
    """How well one person fits: every criterion from top to bottom, saved together."""
    with transaction.atomic():
        if request.method == "POST":
            request.user.lock()
        contact = owned_or_404(request, Contact.objects.current(), pk=contact_pk)
        [fit] = fits([contact], MentorCriterion.objects.owned_by(request.user).must_haves_first())
        posted = request.POST if request.method == "POST" else None
        form = AnswersForm(posted, owner=request.user, cells=fit.cells)
        if form.is_valid():
            say(request, _what_changed(contact, find_out(contact, form.findings(), today_of(request))))
            return _after_edit(request, contact)
    context = {"form": form, "contact": contact, "fit": fit, "then": _next_prospect(request.user, contact)}
    return render(request, "mentoring/assessments/edit.html", context, status=422 if form.is_bound else 200)


def _what_changed(contact, count):
    if not count:
        return _("Nothing changed about %(name)s.") % {"name": contact.first_name}
    words = ngettext(
        "Saved %(count)s answer about %(name)s.", "Saved %(count)s answers about %(name)s.", count
    )
    return words % {"count": number_word(count), "name": contact.first_name}


def _after_edit(request, contact):
    if then := record_number(request.POST.get("then", "")):
        return redirect("assessments.edit", then)
    if contact.is_prospect:
        return back(request, "assessments.index")
    return back(request, "contacts.detail", contact.pk)


def _next_prospect(user, contact):
    """The prospect after this one, best first; None when there is no other."""
    prospects = list(best_fitting(Contact.objects.owned_by(user).prospects())[:MOST_IN_MENU])
    at = next((at for at, prospect in enumerate(prospects) if prospect == contact), -1)
    others = prospects[at + 1 :] + prospects[: max(at, 0)]
    return next(iter(others), None)


@require_POST
def answered(request, contact_pk, criterion_pk):
    """One cell of the trade-off table is answered; an Undo carries what stood there in its address."""
    with transaction.atomic():
        request.user.lock()
        contact = owned_or_404(request, Contact.objects.current(), pk=contact_pk)
        criterion = owned_or_404(request, MentorCriterion, pk=criterion_pk)
        [cell] = fits([contact], [criterion])[0].cells
        undoing = f"answer_{criterion_pk}" in request.GET
        form = AnswersForm(
            request.GET if undoing else request.POST, owner=request.user, cells=[cell], only=True
        )
        if form.is_valid():
            return _answer(request, cell, form, undoing)
    asked = DecidingAnswer.of(QueryDict(urlsplit(request.POST.get("next", "")).query))
    return table_page(request, asked, cell=cell, form=form)


def _answer(request, cell, form, undoing):
    contact, criterion = cell.contact, cell.criterion
    try:
        find_out(contact, form.findings(), day_of(request))
    except ValidationError as refusal:
        refuse(request, refusal)
        return back(request, "assessments.index")
    [now] = fits([contact], [criterion])[0].cells
    words = {
        Answer.MEETS.value: _("%(name)s meets “%(criterion)s”."),
        Answer.DOES_NOT.value: _("%(name)s doesn’t meet “%(criterion)s”."),
        Answer.UNKNOWN.value: _("You don’t know yet whether %(name)s meets “%(criterion)s”."),
    }[now.answer]
    undo = "" if undoing else _undo_address(cell, now)
    say(request, words % {"name": contact.first_name, "criterion": criterion}, undo)
    response = back(request, "assessments.index")
    response["Location"] = f"{urldefrag(response['Location']).url}#{cell_id(cell)}"
    return response


def _undo_address(before, now):
    """Where to post to get the old answer back, with its own day."""
    pk, stood = before.criterion.pk, Finding.of(before.assessment)
    facts = {f"answer_{pk}": stood.answer, f"evidence_{pk}": stood.evidence, f"source_{pk}": stood.source}
    facts[f"seen_{pk}"] = stamp(now)
    if before.assessment:
        facts["on"] = before.assessment.on.isoformat()
    return f"{reverse('assessments.answered', args=[before.contact.pk, pk])}?{urlencode(facts)}"


def table_page(request, asked, cell=None, form=None):
    """The trade-off page; `cell` with `form` is one that could not be saved: its row stays open."""
    table = trade_offs(records_of(request), asked, cell)
    if table.open and form is None:
        form = AnswersForm(owner=request.user, cells=[table.open.cell], only=True)
    context = {"table": table, "form": form}
    if table.open:
        criterion, name = table.open.cell.criterion, table.open.cell.contact.first_name
        asks = {"name": name, "question": as_question(criterion.text)}
        context |= {"question": form.questions()[0], "asks": _("%(name)s: %(question)s") % asks}
    status = 422 if form and form.errors else 200
    return render(request, "mentoring/assessments/index.html", context, status=status)
