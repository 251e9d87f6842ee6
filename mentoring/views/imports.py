"""Step 3: a file of contacts, from the upload over a look at every row to the import, and back again."""

from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..exchange import importing
from ..exchange.importing import words
from ..forms.imports import ChoicesForm, ColumnsForm, UploadForm
from ..links.bookmark import bookmark
from ..models import Import
from .confirm import Question
from .import_preview import compared_anew, preview_of, shown_row
from .owned import back, bound_to, owned_or_404, refuse, say, today_of

State = Import.State
ON_A_PAGE = 50
PAGE_OF = {
    State.CHOOSING: "imports.columns",
    State.READING: "imports.reading",
    State.WAITING: "imports.detail",
    State.COMING: "imports.coming",
    State.GOING: "imports.coming",
}


def index(request):
    """Where to get a file, the upload, what waits to be looked at, and every import with its way back."""
    form = UploadForm(owner=request.user, **bound_to(request))
    now = timezone.now()
    if request.method == "POST":
        Import.objects.owned_by(request.user).forgotten(now).delete()
        if batch := form.read_in():
            return redirect(PAGE_OF[batch.state], batch.pk)
    imports = Import.objects.owned_by(request.user).without_file()
    past = list(imports.past()[:50])
    context = {
        "form": form,
        "waiting": [
            (batch, reverse(PAGE_OF[batch.state], args=[batch.pk]), words.what_waits(batch))
            for batch in imports.under_way(now)
        ],
        "bookmark": bookmark(),
        "past": [(batch, words.what_was_done(batch)) for batch in past],
    }
    return render(request, "mentoring/imports/index.html", context, status=422 if form.is_bound else 200)


def _open(request, pk, *states, with_file=False) -> Import:
    """A file of the person that waits in one of these states; one that was forgotten is not there."""
    imports = Import.objects.select_related("owner").owned_by(request.user).under_way(timezone.now())
    return owned_or_404(
        request, (imports if with_file else imports.without_file()).filter(state__in=states), pk=pk
    )


def columns(request, pk):
    """Which column of a table is what, with what stands in it; the likely choice is made."""
    batch = _open(request, pk, State.CHOOSING, with_file=True)
    form = ColumnsForm(data_of_file=bytes(batch.data), owner=request.user, **bound_to(request))
    if request.method == "POST" and form.read_in(batch):
        return redirect(PAGE_OF[batch.state], batch.pk)
    context = {"batch": batch, "form": form}
    return render(request, "mentoring/imports/columns.html", context, status=422 if form.is_bound else 200)


def reading(request, pk):
    """How far a long file has been read."""
    batch = _open(request, pk, *PAGE_OF)
    if batch.state != State.READING:
        return redirect(PAGE_OF[batch.state], batch.pk)
    return render(request, "mentoring/imports/reading.html", {"batch": batch})


@require_POST
def read_on(request, pk):
    """Read the next rows of a long file."""
    try:
        batch = importing.read_slice(_open(request, pk, *PAGE_OF), timezone.now())
    except ValidationError as refusal:
        refuse(request, refusal)
        return redirect("imports.index")
    return redirect(PAGE_OF[batch.state], batch.pk)


def detail(request, pk):
    """What the import will do, before anything is saved: doubtful rows, new people, unreadable rows."""
    batch = _open(request, pk, *PAGE_OF)
    if batch.state != State.WAITING:
        return redirect(PAGE_OF[batch.state], batch.pk)
    compared_anew(request, batch)
    return preview_of(request, batch, ChoicesForm(batch=batch, owner=request.user))


ROWS = {
    "maybe": (lambda rows: rows.maybe_here().select_related("contact")),
    "new": (lambda rows: rows.new_people()),
    "offered": (lambda rows: rows.offered()),
    "counted": (lambda rows: rows.counted().select_related("contact__tie")),
    "same": (lambda rows: rows.nothing_new().select_related("contact")),
    "remarked": (lambda rows: rows.remarked().select_related("contact")),
    "unreadable": (lambda rows: rows.unreadable()),
}


def rows(request, pk, kind):
    """All rows of one kind, page by page, each with its choice."""
    batch = _open(request, pk, State.WAITING)
    if kind not in ROWS:
        raise Http404
    compared_anew(request, batch)
    found = ROWS[kind](batch.rows.owned_by(request.user))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = [shown_row(row, kind, today_of(request)) for row in page.object_list]
    form = ChoicesForm(batch=batch, owner=request.user)
    context = {"batch": batch, "kind": kind, "page": page, "form": form}
    return render(request, "mentoring/imports/rows.html", context)


@require_POST
def chosen(request, pk):
    """Save what was chosen on a page of rows, so that it is still there tomorrow."""
    batch = _open(request, pk, State.WAITING)
    form = ChoicesForm(batch=batch, owner=request.user, **bound_to(request))
    return back(request, "imports.detail", pk) if form.keep() else _not_kept(request, batch, form)


@require_POST
def confirmed(request, pk):
    """Bring everything in as the page says; sent twice it happens once, and says the same."""
    batch = owned_or_404(request, Import.objects.select_related("owner").without_file(), pk=pk)
    if batch.confirmed_at and batch.state != State.WAITING:
        return _where_it_stands(request, batch)
    batch = _open(request, pk, State.WAITING)
    form = ChoicesForm(batch=batch, owner=request.user, **bound_to(request))
    return _step(request, batch, importing.confirm_import) if form.keep() else _not_kept(request, batch, form)


def _not_kept(request, batch: Import, form: ChoicesForm) -> HttpResponse:
    """The page once more: with what is wrong, or as it is after contacts came, went or changed."""
    if compared_anew(request, batch):
        return redirect("imports.detail", batch.pk)
    return preview_of(request, batch, form)


def _step(request, batch: Import, step) -> HttpResponse:
    """Do the next slice of what comes in or goes back, and lead to where it stands then."""
    try:
        batch = step(batch, timezone.now())
    except ValidationError as refusal:
        refuse(request, refusal)
        is_left = isinstance(refusal, importing.Stale)
        return redirect("imports.detail", batch.pk) if is_left else redirect("imports.index")
    return _where_it_stands(request, batch)


def _is_about_to_be_said(request, text: str) -> bool:
    """Whether a sentence waits for the next page already, since the answer that said it was never shown."""
    waiting: Any = get_messages(request)
    texts = list(map(str, waiting))
    waiting.used = False
    return text in texts


def _where_it_stands(request, batch: Import) -> HttpResponse:
    """The page of an import that goes on, else what it did or that it is undone."""
    if batch.state in PAGE_OF:
        return redirect(PAGE_OF[State(batch.state)], batch.pk)
    if batch.state == State.UNDONE:
        said = _("The import of %(file)s was undone.")
        if batch.stayed:
            said = _("The import of %(file)s was undone, except for people you’ve used or merged since.")
        say(request, said % {"file": batch})
        return redirect("imports.index")
    done = _("%(done)s.") % {"done": words.what_was_done(batch)}
    if not _is_about_to_be_said(request, done):
        say(request, done, reverse("imports.undo", args=[batch.pk]))
    return redirect("ties.index" if "messages" in batch.told.get("files", ()) else "contacts.index")


def coming(request, pk):
    """How far a long file came in, or was taken back; it can go on, or be taken back."""
    batch = _begun(request, pk)
    if batch.state not in (State.COMING, State.GOING):
        return redirect("imports.detail", pk) if batch.is_half_way else redirect("imports.index")
    return render(request, "mentoring/imports/coming.html", {"batch": batch, "steps": batch.steps})


@require_POST
def carry_on(request, pk):
    """The next slice of what stands half-way."""
    return _step(request, _begun(request, pk), importing.next_slice)


def _begun(request, pk) -> Import:
    """An import of the person of which something came in."""
    return owned_or_404(request, Import.objects.select_related("owner").without_file().begun(), pk=pk)


@require_POST
def cancelled(request, pk):
    """Forget a file that was not confirmed."""
    batch = _open(request, pk, *PAGE_OF)
    try:
        importing.put_away(batch)
    except ValidationError as refusal:
        refuse(request, refusal)
        return redirect("imports.coming", pk)
    say(request, _("Nothing from %(file)s was saved.") % {"file": batch})
    return redirect("imports.index")


def undo(request, pk):
    """Ask first, saying who goes and who stays because they were used; then take back all that came in."""
    batch = _begun(request, pk)
    if batch.state == State.UNDONE:
        return redirect("imports.index")  # sent twice
    if not (batch.can_be_undone or batch.is_half_way):
        refuse(request, ValidationError(importing.TOO_LATE))
        return redirect("imports.index")
    if request.method == "POST":
        return _step(request, batch, importing.undo)
    found = importing.outlook(batch)
    context = {
        "stays": words.who_stays(found),
        "question": _undo_question(batch, found),
    }
    return render(request, "mentoring/imports/undo.html", context)


def _undo_question(batch: Import, found: importing.Outlook) -> Question:
    gone = ngettext(
        "One person it added will be removed.", "%(number)s people it added will be removed.", found.gone
    )
    before = ngettext(
        "One person it updated will be as before, except where you’ve made changes since.",
        "%(number)s people it updated will be as before, except where you’ve made changes since.",
        found.restored,
    )
    counts = ngettext(
        "The counts for one person will go.", "The counts for %(number)s people will go.", found.ties_gone
    )
    counts_before = ngettext(
        "The counts for one person will be as they were before.",
        "The counts for %(number)s people will be as they were before.",
        found.ties_restored,
    )
    told = [
        (gone, found.gone),
        (before, found.restored),
        (counts, found.ties_gone),
        (counts_before, found.ties_restored),
    ]
    counted = [(words, number) for words, number in told if number] or told[:1]
    return Question(
        title=_("Undo an import"),
        heading=_("Undo the import of %(file)s?") % {"file": batch.file_name},
        lede=" ".join(words % {"number": intcomma(number)} for words, number in counted),
        crumbs=[(_("Contacts"), reverse("contacts.index")), (_("Import"), reverse("imports.index"))],
        button=_("Undo the import"),
        keep=_("Keep the import"),
        keep_url=reverse("imports.index"),
    )
