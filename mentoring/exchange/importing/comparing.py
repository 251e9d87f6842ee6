"""Comparing a file that waits with the contacts as they are now, so that its page says what will happen."""

import datetime as dt

from django.db import transaction
from django.db.models import F, Q, QuerySet

from ...models import Contact, Import, ImportRow
from ...models.bulk_writes import AT_ONCE
from ...models.undo import name_of, sliced
from .matching import Choice, Kind, place
from .values import no_room

# Of rows that are a contact, unless they are another row of the file.
_OF_CONTACTS = (Kind.SAME, Kind.KNOWN, Kind.DOUBTFUL)
# By what a row of a file and a contact find each other.
FOUND_BY = ("name_key", "email_key", "profile_key")


def is_without_contact(row: ImportRow) -> bool:
    """Whether the contact whom a row was found to be has gone since."""
    return row.contact_id is None and row.twin_line is None and row.kind in _OF_CONTACTS


class News:
    """Who came or changed among the contacts since a moment, but for what the import itself did: that is no news to it.

    What a slice wrote is older than the import is then: who is asked since its last change needs no look at that.
    """

    def __init__(self, batch: Import, since: dt.datetime):
        mine = Contact.objects.owned_by(batch.owner_id).filter(updated_at__gt=since).order_by()
        found = list(mine.values_list("pk", *FOUND_BY))
        own: set[int] = set()
        if found and since < batch.updated_at:
            own.update(batch.changes.filter(model=name_of(Contact)).values_list("key", flat=True))
        self.people = sorted({pk for pk, *_keys in found} - own)
        news = [keys for pk, *keys in found if pk not in own]
        self.keys = {name: sorted({keys[at] for keys in news} - {""}) for at, name in enumerate(FOUND_BY)}

    def __bool__(self):
        return bool(self.people)

    def about(self, rows: QuerySet[ImportRow]) -> list[QuerySet[ImportRow]]:
        """Those of some rows that may come out otherwise now."""
        if not self:
            return []
        changed = rows.filter(contact__among=self.people, contact__updated_at__gt=F("created_at"))
        met = Q(*((f"{name}__among", keys) for name, keys in self.keys.items()), _connector=Q.OR)
        return [changed.exclude(choice=Choice.ADD), rows.filter(met, contact=None, choice=Choice.ADD)]


def compare_again(batch: Import, is_shown: bool = False) -> bool:
    """Put right whatever is left of the file, in bites so that others may write; says whether there was anything.

    Where it `is_shown`, so is what is told of a row that is added as before.
    """
    was_stale = False
    rows = batch.rows.owned_by(batch.owner_id).order_by()
    news = News(batch, batch.created_at)
    to_compare = (some.values_list("pk", flat=True) for some in _to_compare(rows, news, is_shown))
    for bite in sliced(sorted({pk for pks in to_compare for pk in pks})):
        some = batch.rows.filter(pk__among=bite)
        if _others(batch, list(some), is_shown):
            with transaction.atomic():
                batch = batch.locked()
                if batch.state == Import.State.WAITING:
                    was_stale |= put_right(batch, some, news, is_shown)
    return was_stale


def put_right(batch: Import, rows: QuerySet[ImportRow], news: News, is_shown: bool = False) -> bool:
    """Write anew those of some rows that come out otherwise now; says whether there are any, or too many to look at."""
    found = [row for some in _to_compare(rows, news, is_shown) for row in some]
    others = _others(batch, found[:AT_ONCE], is_shown)
    ImportRow.objects.filter(pk__in=[pk for pk, _new in others]).delete()
    ImportRow.objects.bulk_create([new for _pk, new in others])
    return bool(others) or len(found) > AT_ONCE


def _to_compare(rows: QuerySet[ImportRow], news: News, is_shown: bool) -> list[QuerySet[ImportRow]]:
    """Those of some rows whose contact went, or whom the news are about."""
    gone = rows.filter(kind__in=_OF_CONTACTS, twin_line=None, contact=None)
    return [gone if is_shown else gone.exclude(choice=Choice.ADD), *news.about(rows)]


def _others(batch: Import, rows: list[ImportRow], is_shown: bool = False) -> list[tuple[int, ImportRow]]:
    """Those of some rows that come out otherwise now, each with what it comes to."""
    placed, _learnt = place(batch, [(row.line, row.values) for row in rows], again=True) if rows else ([], [])
    for row, new in zip(rows, placed, strict=True):
        new.choice = _still_chosen(row, new)
    return [
        (row.pk, new)
        for row, new in zip(rows, placed, strict=True)
        if _came_out_otherwise(row, new) or (is_shown and row.kind != new.kind)
    ]


def _still_chosen(row: ImportRow, new: ImportRow) -> str:
    """What a person chose for a row, as far as it counts once that was compared anew; else what is proposed then.

    Nobody comes in whom they left out. Who was to be updated is, while it is one contact and has room; nothing is
    replaced there of which they did not know.
    """
    if row.choice == Choice.SKIP and row.kind != Kind.SAME:
        return Choice.SKIP
    is_chosen = row.choice == Choice.TAKE or (row.choice == Choice.FILL and row.kind == Kind.DOUBTFUL)
    is_same = row.contact_id is not None and row.contact_id == new.contact_id and new.kind != Kind.SAME
    if not is_chosen or not is_same or "two" in new.why or no_room() in new.values.get("remarks", ()):
        return new.choice
    is_known = row.choice in new.choices and {*new.differs} <= {*row.differs}
    return Choice.TAKE if row.choice == Choice.TAKE and is_known else Choice.FILL


def _came_out_otherwise(row: ImportRow, new: ImportRow) -> bool:
    """Whether comparing a row once more came to something else."""
    if row.choice == Choice.ADD:
        return new.contact_id is not None
    said, now = ((one.contact_id, one.kind == Kind.SAME, one.fills, one.differs) for one in (row, new))
    return said != now
