"""What an import is about to do, and what each of its rows means, in words."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...identity.fields import LABELS
from ...identity.likeness import in_words
from ...models import Import, ImportRow
from ...text.text import and_list
from ..formats import label_of

# The choices by which a row changes somebody who is here.
IN_PLACE = {ImportRow.Choice.FILL, ImportRow.Choice.TAKE}


def deed(adding: int, updating: int) -> str:
    """What the button will do, in full: "Import 291 people, update 19"; "" when there is nothing to do."""
    added = ngettext("Import one person", "Import %(number)s people", adding) % {"number": intcomma(adding)}
    if not adding and not updating:
        return ""
    if not updating:
        return added
    if not adding:
        words = ngettext("Update one person", "Update %(number)s people", updating)
        return words % {"number": intcomma(updating)}
    return _("%(added)s, update %(number)s") % {"added": added, "number": intcomma(updating)}


def what_was_done(added: int, updated: int) -> str:
    """What an import did: "291 people added, 19 updated"."""
    first = ngettext("One person added", "%(number)s people added", added) % {"number": intcomma(added)}
    if not updated:
        return first
    if not added:
        return ngettext("One person updated", "%(number)s people updated", updated) % {
            "number": intcomma(updated)
        }
    return _("%(added)s, %(number)s updated") % {"added": first, "number": intcomma(updated)}


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


def about(row: ImportRow) -> str:
    """Why a row may be somebody, and what it would change: "Same email. Adds company and phone"."""
    why = in_words(row.why)
    if row.twin_line:
        words = _("%(why)s as row %(line)s")
        if row.kind == ImportRow.Kind.SAME:
            words = _("%(why)s, joined with row %(line)s")
        why = words % {"why": why, "line": row.twin_line}
    if row.contact_id is None:
        return why
    if row.kind == ImportRow.Kind.SAME:
        return why
    fills = and_list([str(LABELS[name]) for name in row.fills])
    words = _("Adds %(fields)s") if row.choice in IN_PLACE else _("Could add %(fields)s")
    changes = words % {"fields": fills} if fills else _("Nothing to add")
    parts = [why, changes]
    if row.differs:
        said = [
            _("another %(field)s: %(value)s")
            % {"field": LABELS[name], "value": " ".join(row.values.get(name, "").split())}
            for name in row.differs
        ]
        parts.append(_("The file has %(differences)s") % {"differences": and_list(said)})
    return ". ".join(parts)


def by_reason(rows: list[ImportRow]) -> list[tuple[str, str]]:
    """The rows that can't be read, together by their reason: ("Rows 14, 88 and 102", "no name")."""
    lines: dict[str, list[str]] = {}
    for row in rows:
        lines.setdefault(row.reason, []).append(str(row.line))
    return [
        (ngettext("Row %(lines)s", "Rows %(lines)s", len(found)) % {"lines": and_list(found)}, reason)
        for reason, found in lines.items()
    ]
