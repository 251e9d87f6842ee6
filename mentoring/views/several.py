"""Step 3: one deed on several contacts of a list, with a way back; and the chosen ones as a file."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..exchange.exporting import csv_of, vcards_of
from ..forms.several import DeletionForm, SeveralForm
from ..models import BulkDeed
from ..models.prospects import end_first
from . import contacts, deletions, who
from .owned import back, owned_or_404, refuse, say, today_of, undone_once

FILES = {
    "csv": (csv_of, "text/csv; charset=utf-8", "contacts.csv"),
    "vcards": (vcards_of, "text/vcard; charset=utf-8", "contacts.vcf"),
}


@require_POST
def changed(request):
    """Tag, untag, mark or archive everybody chosen, send them as a file, or ask before they are deleted."""
    form = SeveralForm(request.POST, owner=request.user)
    if form.is_valid() and form.cleaned_data["deed"] in FILES:
        return _file(form)
    if form.is_valid() and form.cleaned_data["deed"] == BulkDeed.Kind.DELETE:
        return _ask(request, form)
    return _carry_out(request, form)


@require_POST
def deleted(request):
    """Delete whom the page that asked has named; they are kept for 30 days."""
    return _carry_out(request, DeletionForm(request.POST, owner=request.user))


def _carry_out(request, form):
    """Do what a form says and say so with a way back, or show the list again with the reasons why not."""
    if form.is_valid():
        try:
            deed, chosen = form.save(today_of(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            mentors = form.not_archived
            if deed is not None:
                say(request, _said(deed, chosen), reverse("several.taken_back", args=[deed.pk]))
            elif not mentors:
                say(request, _("Nothing to change: they’re like that already."))
            if mentors:
                refuse(request, ValidationError(end_first(mentors)))
            return back(request, "contacts.index")
    return _the_list_again(request, form)


@undone_once
def taken_back(request, pk):
    """Undo what was done to several, and to nobody else."""
    try:
        with transaction.atomic():
            request.user.lock()
            deed = owned_or_404(request, BulkDeed.objects.kept(timezone.now()), pk=pk)
            number = deed.number
            went_back = deed.take_back()
    except ValidationError as refusal:
        refuse(request, refusal)
    else:
        say(request, _said_back(went_back, number - went_back))
    return back(request, "contacts.index")


def _said_back(number: int, rest: int) -> str:
    """For how many it was taken back, and how many have changed since."""
    words = ngettext("Undone for %(count)s contact.", "Undone for %(count)s contacts.", number)
    words %= {"count": f"{number:,}"}
    if rest > 0:
        stay = ngettext(
            "%(count)s has changed since, and stays as it is.",
            "%(count)s have changed since, and stay as they are.",
            rest,
        )
        words = f"{words} {stay % {'count': f'{rest:,}'}}"
    return words


def _the_list_again(request, form):
    """The page the person chose on, with the reasons; what it was narrowed by and is gone takes no part."""
    request.GET = form.still_asked
    page = who.index if form.data.get("where") == "who" else contacts.index
    return page(request, several=form)


def _ask(request, form):
    """The page that asks, with the choice on it: what was shown is what is deleted."""
    question, going = deletions.about_several(form.chosen, today_of(request), _left(request))
    said = form.cleaned_data
    ticked = [] if said["everybody"] else form.chosen.order_by("pk").values_list("pk", flat=True)
    fields = [
        *(("contact", pk) for pk in ticked),
        *(
            (name, request.POST.get(name, ""))
            for name in ("everybody", "number", "where", "asked", "next", "deed")
        ),
        ("going", going),
    ]
    context = {"question": question, "fields": fields}
    return render(request, "mentoring/several/delete.html", context)


def _left(request) -> str:
    """The list that the person left, where it is ours."""
    return back(request, "contacts.index").url


def _file(form) -> StreamingHttpResponse:
    write, content_type, name = FILES[form.cleaned_data["deed"]]
    disposition = f'attachment; filename="{name}"'
    return StreamingHttpResponse(
        write(form.chosen), content_type=content_type, headers={"Content-Disposition": disposition}
    )


def _said(deed: BulkDeed, chosen: int) -> str:
    """What was done to how many, and how many stay as they were."""
    number, kind = deed.number, BulkDeed.Kind
    if deed.kind == kind.DELETE:
        return deletions.said_deleted(deed)
    words = {
        kind.TAG: ngettext(
            "Tagged %(count)s person “%(tag)s”.", "Tagged %(count)s people “%(tag)s”.", number
        ),
        kind.UNTAG: ngettext(
            "Removed the tag “%(tag)s” from %(count)s person.",
            "Removed the tag “%(tag)s” from %(count)s people.",
            number,
        ),
        kind.PROSPECT: ngettext(
            "Marked %(count)s person as a prospect.", "Marked %(count)s people as prospects.", number
        ),
        kind.INTRODUCER: ngettext(
            "Marked %(count)s person as an introducer.", "Marked %(count)s people as introducers.", number
        ),
        kind.ARCHIVE: ngettext("Archived %(count)s person.", "Archived %(count)s people.", number),
    }[kind(deed.kind)] % {"count": f"{number:,}", "tag": deed.tag}
    if rest := chosen - number:
        stay = ngettext("%(count)s stays as they were.", "%(count)s stay as they were.", rest)
        words = f"{words} {stay % {'count': f'{rest:,}'}}"
    return words
