"""What an import is about to do, and what each of its rows means, in words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ...identity.fields import LABELS
from ...identity.likeness import in_words
from ...models import Import, ImportRow, Tie
from ...models.ties_in_words import briefly, otherwise
from ...text.text import and_list, sentence_start
from ..formats import label_of
from .ties import taught, tie_of
from .undoing import Outlook, Stays
from .values import COUNTED, TIE


def deed(adding: int, updating: int, counted: int = 0) -> str:
    """What the button will do, in full: "Import 291 people, update 19"; "" when there is nothing to do."""
    updated = ngettext("Update one person", "Update %(number)s people", updating)
    counts = ngettext("Update counts of one person", "Update counts of %(number)s people", counted)
    also_counts = ngettext("update counts of one person", "update counts of %(number)s people", counted)
    return _all_of(
        (adding, ngettext("Import one person", "Import %(number)s people", adding)),
        (updating, ngettext("update %(number)s", "update %(number)s", updating) if adding else updated),
        (counted, also_counts if adding or updating else counts),
    )


def what_was_done(batch: Import) -> str:
    """What an import did: "291 people added, 19 updated"."""
    added, updated, counted = batch.added, batch.updated, batch.told.get(COUNTED, 0)
    first = ngettext("One person added", "%(number)s people added", added)
    just_updated = ngettext("%(number)s updated", "%(number)s updated", updated)
    also_updated = ngettext("One person updated", "%(number)s people updated", updated)
    counts = ngettext("Counts of one person updated", "Counts of %(number)s people updated", counted)
    also_counts = ngettext("counts of one person updated", "counts of %(number)s people updated", counted)
    return _all_of(
        (added, first),
        (updated, just_updated if added else also_updated),
        (counted, also_counts if added or updated else counts),
    ) or first % {"number": 0}


def _all_of(*deeds: tuple[int, str]) -> str:
    """Of deeds with their numbers those that are any, in one line."""
    return ", ".join(words % {"number": intcomma(number)} for number, words in deeds if number)


def who_stays(found: Outlook) -> list[tuple[str, str, list[Stays], int]]:
    """Whom and what an undo leaves, by its reason: what it is called, a way out, the first of them, how many more."""
    used = [Stays(contact.name, contact, ", ".join(why)) for contact, why in found.stays]
    groups: list[tuple[str, str, list[Stays]]] = [
        (_("Who stays, because you’ve used the contact"), "", used),
        (
            _("Who stays, because they’re part of another contact"),
            _("Undo the merge first, and they go as well."),
            found.within,
        ),
        (
            _("What stays, because it was changed since"),
            _("Where a later import has changed it, undo that one first."),
            found.written_since,
        ),
    ]
    return [(title, hint, rows[:20], len(rows) - 20) for title, hint, rows in groups if rows]


def what_waits(batch: Import) -> str:
    """What a file that is under way waits for: "LinkedIn, 318 rows. Look at them, then import"."""
    if batch.state == Import.State.GOING:
        return _("It’s only partly undone. Continue")
    if batch.is_half_way:
        reached = {"number": intcomma(batch.reached)}
        return (
            ngettext(
                "One row is in. Continue, or undo it",
                "%(number)s rows are in. Continue, or undo it",
                batch.reached,
            )
            % reached
        )
    if batch.state == Import.State.CHOOSING:
        return _("Say which column is what")
    total = {"number": intcomma(batch.total)}
    rows = ngettext("one row", "%(number)s rows", batch.total) % total
    kind = {"kind": label_of(batch.format), "rows": rows, "read": intcomma(batch.read_to)}
    if batch.state == Import.State.READING:
        return _("%(kind)s, %(rows)s, %(read)s of them read") % kind
    return _("%(kind)s, %(rows)s. Check it, then import") % kind


def why(row: ImportRow) -> str:
    """Why a row may be somebody, and what it says otherwise: "Same email. The file has another role: Baker"."""
    said = in_words(row.why)
    if row.twin_line:
        words = _("%(why)s as row %(line)s")
        if row.kind == ImportRow.Kind.SAME:
            words = _("%(why)s, joined with row %(line)s")
        said = words % {"why": said, "line": row.twin_line}
    if row.contact_id is None or not row.differs:
        return said
    others = [
        _("another %(field)s: %(value)s")
        % {"field": LABELS[name], "value": " ".join(row.values.get(name, "").split())}
        for name in row.differs
    ]
    return ". ".join([said, _("The file has %(differences)s") % {"differences": and_list(others)}])


def then(row: ImportRow) -> str:
    """What becomes of a row as it is chosen: "Adds company and phone. Your role stays"."""
    if row.choice == ImportRow.Choice.ADD:
        return _("Adds someone new")
    if row.choice == ImportRow.Choice.SKIP or row.contact_id is None:
        return _("Nothing changes")
    fills, others = ([str(LABELS[name]) for name in names] for names in (row.fills, row.differs))
    parts = [_("Adds %(fields)s") % {"fields": and_list(fills)}] if fills else []
    if others and row.choice == ImportRow.Choice.TAKE:
        parts.append(_("Takes %(fields)s from the file") % {"fields": and_list(others)})
    elif others:
        words = ngettext("Your %(fields)s stays", "Your %(fields)s stay", len(others))
        parts.append(words % {"fields": and_list(others)})
    if TIE in row.values:
        parts.append(_("Updates what LinkedIn counted"))
    return ". ".join(parts) or _("Nothing to add")


def briefly_tied(row: ImportRow, today: dt.date) -> str:
    """What LinkedIn counted with the person of a row: "22 messages, last in March 2022"."""
    tie = tie_of(row)
    return briefly(tie, today) if tie else ""


def counted_anew(row: ImportRow, standing: Tie | None, today: dt.date) -> str:
    """What LinkedIn counts with the contact of a row now, and what was known until now where it says otherwise."""
    before = standing or Tie(contact=row.contact)
    return otherwise(taught(before, row), before, today)


@dataclass(frozen=True)
class ArchiveRead:
    """What was read from LinkedIn's archive, file by file, and what was missing in it, in sentences."""

    read: list[str]
    missing: list[str]


def archive_read(batch: Import) -> ArchiveRead | None:
    """What an import read from LinkedIn's archive; None where it was a list of contacts alone."""
    told = batch.told
    files = set(told.get("files", ()))
    if not files and not told.get("unread") and not told.get("missing"):
        return None
    read = []
    if "connections" in files:
        number = told.get("connections", 0)
        read.append(
            ngettext("Connections: one person", "Connections: %(number)s people", number)
            % {"number": intcomma(number)}
        )
    for number, keys, words in (
        (told.get("wrote", 0), _WROTE, _("%(files)s: who, when and how often, for %(people)s")),
        (told.get("vouched", 0), _VOUCHED, _("%(files)s: who and when, for %(people)s")),
    ):
        names = list(dict.fromkeys(str(name) for key, name in keys.items() if key in files))
        if names:
            people = ngettext("one person", "%(number)s people", number) % {"number": intcomma(number)}
            read.append(words % {"files": sentence_start(and_list(names)), "people": people})
    missing = [f"{name}: {reason}." for name, reason in told.get("unread", ())]
    for name, number in told.get("undated", ()):
        words = ngettext(
            "%(file)s: one row has no day we can read, so it isn’t counted.",
            "%(file)s: %(number)s rows have no day we can read, so they aren’t counted.",
            number,
        )
        missing.append(words % {"file": name, "number": intcomma(number)})
    for name, columns in told.get("missing", ()):
        words = ngettext(
            "%(file)s has no column “%(columns)s”.", "%(file)s has no columns “%(columns)s”.", len(columns)
        )
        missing.append(words % {"file": name, "columns": "”, “".join(columns)})
    return ArchiveRead(read, missing)


_WROTE = {"messages": gettext_lazy("messages"), "invitations": gettext_lazy("invitations")}
_VOUCHED = {
    "recommendations_received": gettext_lazy("recommendations"),
    "recommendations_given": gettext_lazy("recommendations"),
    "endorsements_received": gettext_lazy("endorsements"),
    "endorsements_given": gettext_lazy("endorsements"),
}


def first_names_of(rows: Iterable[ImportRow], number: int) -> str:
    """The first of so many rows by their names: "Aisha Bello, Anil Kapoor and 13 more"."""
    names = list(dict.fromkeys(row.name for row in rows))
    if number > len(names):
        more = ngettext("one more", "%(number)s more", number - len(names))
        return and_list([*names, more % {"number": intcomma(number - len(names))}])
    return ", ".join(names)


def by_reason(rows: list[ImportRow]) -> list[tuple[str, str]]:
    """The rows that can't be read, together by their reason: ("Rows 14, 88 and 102", "no name")."""
    lines: dict[str, list[str]] = {}
    for row in rows:
        lines.setdefault(row.reason, []).append(str(row.line))
    return [
        (ngettext("Row %(lines)s", "Rows %(lines)s", len(found)) % {"lines": and_list(found)}, reason)
        for reason, found in lines.items()
    ]
