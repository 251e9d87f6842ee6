"""The person's data: all of it out as files, and back in."""

from django.core.exceptions import ValidationError
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ..exchange.account_file.parse import Refused
from ..exchange.account_file.schema import kinds
from ..exchange.account_file.waiting import confirm_file
from ..exchange.account_file.write import archive_of
from ..exchange.exporting import csv_of, vcards_of
from ..forms.data import ArchiveForm
from ..models import Archive, Contact
from .owned import bound_to, refuse, say, today_of


def index(request):
    """Everything out, contacts out, and everything back in."""
    form = ArchiveForm(owner=request.user, **bound_to(request))
    if request.method == "POST" and form.keep():
        return redirect("data.waiting")
    waiting = Archive.objects.owned_by(request.user).waiting(timezone.now()).defer("data").first()
    context = {"form": form, "waiting": waiting}
    return render(request, "mentoring/data/index.html", context, status=422 if form.is_bound else 200)


@require_safe
def everything(request):
    """Everything of this person as one file."""
    return download(archive_of(request.user), "application/json", f"waymark-{today_of(request)}.json")


@require_safe
def table(request):
    """All contacts as a table for spreadsheets."""
    contacts = Contact.objects.owned_by(request.user)
    return download(csv_of(contacts), "text/csv; charset=utf-8", f"waymark-contacts-{today_of(request)}.csv")


@require_safe
def cards(request):
    """All contacts as cards for phones."""
    contacts = Contact.objects.owned_by(request.user)
    name = f"waymark-contacts-{today_of(request)}.vcf"
    return download(vcards_of(contacts), "text/vcard; charset=utf-8", name)


def download(pieces, content_type: str, name: str) -> StreamingHttpResponse:
    """A file, sent while it is written; `name` is one of ours, plain letters."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(pieces, content_type=content_type, headers=headers)


@require_safe
def waiting(request):
    """What the file that waits would do, before it does it."""
    kept = Archive.objects.owned_by(request.user).waiting(timezone.now()).defer("data").first()
    if kept is None:
        return redirect("data.index")
    added, here = kept.outcome["added"], kept.outcome["here"]
    rows = [
        {
            "label": capfirst(kind.model._meta.verbose_name_plural),
            "added": added.get(kind.name, 0),
            "here": here.get(kind.name, 0),
        }
        for kind in kinds()
        if kind.name in added or kind.name in here
    ]
    context = {
        "archive": kept,
        "rows": rows,
        **kept.outcome,
        "more": kept.outcome["left_out_count"] - len(kept.outcome["left_out"]),
    }
    return render(request, "mentoring/data/waiting.html", context | {"total": sum(added.values())})


@require_POST
def confirmed(request):
    """Bring back what waits, all of it or nothing; sent twice it happens once."""
    try:
        outcome = confirm_file(request.user, timezone.now())
    except Refused as refusal:
        refuse(request, ValidationError(str(refusal)))
        return redirect("data.index")
    if outcome is None:
        refuse(request, ValidationError(_("There’s no file waiting any more.")))
        return redirect("data.index")
    count = outcome.added.total()
    say(
        request,
        ngettext("Brought back %(count)s record.", "Brought back %(count)s records.", count)
        % {"count": f"{count:,}"},
    )
    return redirect("dashboard.index")


@require_POST
def cancelled(request):
    """Forget the file that waits; nothing else changes."""
    Archive.objects.owned_by(request.user).delete()
    say(request, _("Nothing was changed."))
    return redirect("data.index")
