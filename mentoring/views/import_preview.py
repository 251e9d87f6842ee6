"""Step 3: what an import will do, row by row, before anything is saved: compared with the contacts as they are now."""

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render

from ..exchange import importing
from ..exchange.importing import words
from ..forms.imports import ChoicesForm
from ..models import Import, ImportRow
from ..models.imports import COUNTED, NOTHING_NEW
from .owned import refuse, today_of

Kind = ImportRow.Kind
FIRST_MAYBE, FIRST_NEW, FIRST_OFFERED, FIRST_SAME, FIRST_UNREADABLE = 10, 5, 5, 20, 100


def compared_anew(request, batch: Import) -> bool:
    """Show what waits as it stands beside the contacts of now; says, and tells, whether anything of it changed."""
    try:
        is_changed = importing.compare_again(batch, is_shown=True)
    except ValidationError:  # put away in another window
        raise Http404 from None
    if is_changed:
        refuse(request, importing.Stale(importing.CHANGED_SINCE))
    return is_changed


def preview_of(request, batch: Import, form: ChoicesForm) -> HttpResponse:
    """The page with the first rows of each kind, and what its button will do."""
    rows, today = batch.rows.owned_by(request.user), today_of(request)
    maybe = list(rows.maybe_here().select_related("contact")[:FIRST_MAYBE])
    offered = list(rows.offered()[:FIRST_OFFERED])
    unreadable = list(rows.unreadable()[:FIRST_UNREADABLE])
    counts = _counts(rows)
    context = {
        "batch": batch,
        "form": form,
        "archive": words.archive_read(batch),
        "counts": counts,
        "deed": words.deed(counts["adding"], counts["updating"], counts["counted"]),
        "counted": words.first_names_of(rows.counted()[:FIRST_SAME], counts["counted"])
        if counts["counted"]
        else "",
        "maybe": [(row, words.why(row), words.then(row)) for row in maybe],
        "more_maybe": counts["maybe"] - len(maybe),
        "new": [(row, words.briefly_tied(row, today)) for row in rows.new_people()[:FIRST_NEW]],
        "offered": [(row, words.briefly_tied(row, today)) for row in offered],
        "more_offered": counts["offered"] - len(offered),
        "same": words.first_names_of(rows.nothing_new()[:FIRST_SAME], counts["same"])
        if counts["same"]
        else "",
        "remarked": list(rows.remarked()[:FIRST_SAME]) if counts["remarked"] else [],
        "unreadable": words.by_reason(unreadable),
        "more_unreadable": counts["unreadable"] - len(unreadable),
    }
    return render(
        request,
        "mentoring/imports/detail.html",
        context,
        status=422 if form.is_bound and form.errors else 200,
    )


def _counts(rows) -> dict[str, int]:
    """How many rows there are of each kind, and how many contacts the choices come to."""
    counts = rows.aggregate(
        new=Count("pk", filter=Q(kind=Kind.NEW)),
        maybe=Count("pk", filter=Q(kind__in=[Kind.DOUBTFUL, Kind.KNOWN])),
        offered=Count("pk", filter=Q(kind=Kind.OFFERED)),
        counted=Count("contact", filter=COUNTED, distinct=True),
        same=Count("pk", filter=NOTHING_NEW),
        unreadable=Count("pk", filter=Q(kind=Kind.UNREADABLE)),
        remarked=Count("pk", filter=Q(values__has_key="remarks")),
        adding=Count("pk", filter=Q(choice=ImportRow.Choice.ADD)),
    )
    updating = rows.updating().order_by().aggregate(number=Count("contact", distinct=True))
    return counts | {"updating": updating["number"]}


def shown_row(row: ImportRow, kind: str, today) -> tuple:
    """A row with what its list says of it."""
    if kind == "maybe":
        return row, words.why(row), words.then(row)
    if kind == "counted":
        return row, words.counted_anew(row, getattr(row.contact, "tie", None), today)
    return row, words.why(row) if kind in ("same", "remarked") else words.briefly_tied(row, today)
