"""Step 3: several contacts deleted at once: what the page says that asks, who is kept for 30 days, and erasing them."""

import datetime as dt

from django.contrib.humanize.templatetags.humanize import intcomma
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates.days import plain_day
from ..models import BulkDeed, erasing
from ..models.contacts import ContactQuerySet
from ..models.undo import KEPT_FOR
from . import questions
from .confirm import Question, delete_page
from .owned import owned_or_404

NAMED = 20


def index(request):
    """Who was deleted with others, and until when that can be undone."""
    deeds = BulkDeed.objects.owned_by(request.user).deletions().kept(timezone.now())
    rows = [{"deed": deed, "names": some_of([*deed.deleted.values()])} for deed in deeds]
    return render(request, "mentoring/deletions/index.html", {"rows": rows})


def delete(request, pk):
    """Ask once more, then erase for good whom this deletion keeps."""
    deed = owned_or_404(request, BulkDeed.objects.deletions(), pk=pk)
    erased = ngettext("%(count)s contact was erased.", "%(count)s contacts were erased.", deed.number)
    erased %= {"count": intcomma(deed.number)}
    erase = BulkDeed.objects.owned_by(request.user).filter(pk=pk)
    return delete_page(
        request, deed, _about_erasing, erased, "deletions.index", lambda _deed: erasing.erase_deleted(erase)
    )


def _about_erasing(deed: BulkDeed, _today: dt.date) -> Question:
    heading = ngettext("Erase %(count)s contact for good?", "Erase %(count)s contacts for good?", deed.number)
    return Question(
        title=_("Erase now"),
        heading=heading % {"count": intcomma(deed.number)},
        lede=_("After that, no one can bring them back, or anything that went with them."),
        crumbs=[
            (_("Contacts"), reverse("contacts.index")),
            (_("Deleted contacts"), reverse("deletions.index")),
        ],
        says=[some_of([*deed.deleted.values()])],
        ends=_("Backups made before this still have them."),
        button=_("Erase now"),
        keep=_("Keep them"),
    )


def about_several(chosen: ContactQuerySet, today: dt.date, keep_url: str) -> tuple[Question, int]:
    """What the page says before these contacts are deleted, and how many of them go."""
    going = chosen.without_agreement()
    number, names = going.count(), _first_names(going)
    stay = _first_names(chosen.filter(agreements__isnull=False).distinct())
    until = plain_day(today + KEPT_FOR, today)
    kept = _("You can undo this until %(day)s. Then they’re erased for good.") % {"day": until}
    heading = ngettext("Delete %(count)s contact?", "Delete %(count)s contacts?", number)
    stays = _("Not deleted, because they’re part of an agreement: %(names)s.") % {"names": some_of(stay)}
    question = Question(
        title=_("Delete contacts"),
        heading=heading % {"count": intcomma(number)}
        if number
        else _("They stay, because of your agreements"),
        lede=kept
        if number
        else _(
            "What two people wrote down is kept. Once their agreement is over, you can archive them instead."
        ),
        crumbs=[(_("Contacts"), reverse("contacts.index"))],
        says=[*([some_of(names, number)] if number else []), *([stays] if stay else [])],
        goes_title=_("What goes with them"),
        goes=questions.what_goes_with(going.searcher, going),
        ends=_(
            "Until then they’re kept under “Deleted contacts”, where you can also erase them "
            "straight away. Backups made before this still have them, even after that."
        )
        if number
        else "",
        button=_("Delete them") if number else "",
        keep_url=keep_url,
    )
    return question, number


def said_deleted(deed: BulkDeed) -> str:
    """How many are gone, and where they are kept."""
    gone = ngettext("%(count)s contact was deleted.", "%(count)s contacts were deleted.", deed.number)
    until = plain_day(timezone.localdate(deed.until), timezone.localdate())
    link = format_html(
        '<a class="alert-link" href="{}">{}</a>', reverse("deletions.index"), _("Deleted contacts")
    )
    kept = format_html(_("Until {day} they’re kept under {page}."), day=until, page=link)
    return format_html("{} {}", gone % {"count": intcomma(deed.number)}, kept)


def some_of(names: list[str], number: int = 0) -> str:
    """The first of some names, and how many more there are: of those given, or of `number`."""
    shown = ", ".join(names[:NAMED])
    more = (number or len(names)) - NAMED
    words = ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more)
    return words % {"names": shown, "count": intcomma(more)} if more > 0 else shown


def _first_names(contacts: ContactQuerySet) -> list[str]:
    return list(contacts.order_by("sort_key", "pk").values_list("name", flat=True)[: NAMED + 1])
