"""Reading a file in slices: each a request of its own, so that nobody else waits for a long file."""

import datetime as dt
import io
from typing import IO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import Contact, Import, ImportRow
from ...models.bulk_writes import insert_many, let_others_write
from ..formats import LINKEDIN, TABLE, Empty, Reading, Row, Trouble, looked_at, read, taken_apart, with_ties
from .matching import match, rows_of, unreadable

# Entries of a file in one request.
SLICE = 1000
# Characters of a name that are kept: it is only shown.
LONGEST_NAME = 120


def begin_import(owner, file_name: str, file: bytes | IO[bytes]) -> Import:
    """Keep what is needed of a file that can be read, and read its first slice.

    Raises exchange.Unreadable, with nothing kept.
    """
    stream = io.BytesIO(file) if isinstance(file, bytes) else file
    parts = taken_apart(stream, file_name, timezone.localdate())
    name = "".join(char for char in file_name if char.isprintable())[-LONGEST_NAME:].strip() or _("A file")
    told = parts.told | {"notes": [str(note) for note in parts.notes]}
    batch = Import(owner=owner, file_name=name, data=parts.data, ties=parts.ties, told=told)
    if (parts.data or not parts.ties) and any(looked_at(parts.data)):
        batch.format, batch.state = TABLE.key, Import.State.CHOOSING
        with transaction.atomic():
            owner.lock()
            batch.save()
        return batch
    return _with_first_facts(batch)


# Beside the columns of a table: in which letters a file is to be read, and whether its first row is a person.
LETTERS, IS_PERSON = "letters", "is_person"


def choose(batch: Import, chosen: dict[int, str], letters: str = "", is_person: bool | None = None) -> None:
    """Say which column of a table is what, in which letters, and read its first slice. Raises exchange.Unreadable."""
    batch.columns = {str(index): name for index, name in chosen.items()}
    said = {LETTERS: letters or None, IS_PERSON: is_person}
    batch.columns |= {name: value for name, value in said.items() if value is not None}
    batch.state = _with_first_facts(batch).state


def _with_first_facts(batch: Import) -> Import:
    reading = _read_again(batch)
    batch.format, batch.total = reading.format, reading.total
    if batch.ties:
        batch.told["connections"] = batch.total - len(batch.ties["others"])
    batch.advice = [*dict.fromkeys((*map(str, reading.notes), *batch.told.get("notes", ())))]
    batch.state = Import.State.READING
    with transaction.atomic():
        batch.owner.lock()
        batch.rows.all().delete() if batch.pk else None
        batch.read_to, batch.empty_rows = 0, reading.empty
        batch.save()
    return read_slice(batch, timezone.now())


def read_slice(batch: Import, now: dt.datetime) -> Import:
    """Read the next slice; nothing more to do is no error. Raises ValidationError for a file that is forgotten.

    It is read and compared before anybody has to wait, and once more if the contacts changed meanwhile.
    """
    began, read_to = timezone.now(), batch.read_to
    if batch.state == Import.State.READING:
        reading = _read_again(batch, counted=batch.total)
        entries = list(reading.entries(read_to, min(read_to + SLICE, batch.total)))
        found = _compared(batch, entries)
    with transaction.atomic():
        batch = batch.locked()
        if batch.state != Import.State.READING or batch.read_to != read_to:
            return batch
        require_under_way(batch, now)
        _keep(batch, entries, *(_compared(batch, entries) if _is_outdated(batch, found[0], began) else found))
    if batch.state == Import.State.READING:
        let_others_write()
    return batch


def _is_outdated(batch: Import, rows: list[ImportRow], began: dt.datetime) -> bool:
    """Whether somebody came, went or changed among the contacts since rows were compared with them."""
    mine = Contact.objects.owned_by(batch.owner_id)
    named = {row.contact_id for row in rows} - {None}
    return mine.filter(updated_at__gte=began).exists() or mine.filter(pk__in=named).count() < len(named)


def require_under_way(batch: Import, now: dt.datetime) -> None:
    """ValidationError for a file that waited too long, so that it may be forgotten at any moment."""
    if not Import.objects.under_way(now).filter(pk=batch.pk).exists():
        raise ValidationError(
            _("This file waited for more than a day, so we’ve deleted it. Choose it again.")
        )


def put_away(batch: Import) -> None:
    """Forget a file of which nothing came in. ValidationError where another window was faster."""
    with transaction.atomic():
        batch = batch.locked()
        if batch.confirmed_at:
            raise ValidationError(_("It’s already being imported. You can still undo it."))
        batch.delete()


def _read_again(batch: Import, counted: int = 0) -> Reading:
    columns = {int(index): name for index, name in batch.columns.items() if index.isdigit()}
    if batch.get_deferred_fields():
        batch.refresh_from_db(fields=["data", "ties"])
    letters, is_person = batch.columns.get(LETTERS, ""), batch.columns.get(IS_PERSON)
    behind = len(batch.ties.get("others", ()))
    reading = Reading(LINKEDIN, 0)
    if batch.data or not behind:
        reading = read(bytes(batch.data), columns or None, letters, max(0, counted - behind), is_person)
    return with_ties(reading, batch.ties)


def _compared(batch: Import, entries: list) -> tuple[list[ImportRow], list[ImportRow]]:
    """The rows of some entries, each with whom it may be, and the earlier rows that learnt of them; none is saved."""
    made, learnt = match(batch, [entry for entry in entries if isinstance(entry, Row)])
    new_row = rows_of(batch)
    made += [
        unreadable(new_row, trouble.line, str(trouble.reason) or _("It can’t be read"))
        for trouble in entries
        if isinstance(trouble, Trouble)
    ]
    return made, learnt


def _keep(batch: Import, entries: list, made: list[ImportRow], learnt: list[ImportRow]) -> None:
    """Save a slice, and how far the file is read with it."""
    made.sort(key=lambda row: row.line)
    insert_many(made)
    ImportRow.objects.bulk_update(
        learnt, ["values", "fills", "choice", "name_key", "email_key", "profile_key"], batch_size=200
    )
    stop = min(batch.read_to + SLICE, batch.total)
    batch.record(
        read_to=stop,
        empty_rows=batch.empty_rows + sum(isinstance(entry, Empty) for entry in entries),
        state=Import.State.WAITING if stop >= batch.total else Import.State.READING,
    )
