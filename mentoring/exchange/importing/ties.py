"""What LinkedIn's archive counted with people: kept with a slice of rows, one tie a contact, with the way back."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils import timezone

from ...models import Change, Import, ImportRow, Tie
from ...models.bulk_writes import insert_facts, write_each
from ...models.undo import MADE, Difference, diff, image, name_of
from ..formats import LINKEDIN
from .values import TIE

_FIELDS: dict[str, Any] = {name: Tie._meta.get_field(name) for name in Tie.COUNTS}


def drop_known_ties(batch: Import, rows: Iterable[ImportRow]) -> None:
    """Take out of rows of contacts the counts that their ties say already."""
    tied = [row for row in rows if row.contact_id and TIE in row.values]
    if tied:
        standing = Tie.objects.owned_by(batch.owner_id).of([row.contact_id for row in tied])
        for row in tied:
            tie = standing.get(row.contact_id)
            if tie and not _news(tie, row.values[TIE]):
                row.values = {name: value for name, value in row.values.items() if name != TIE}


def tie_of(row: ImportRow) -> Tie | None:
    """What was counted with the person of a row, as a tie that is not saved."""
    return Tie(**_values(row.values[TIE])) if TIE in row.values else None


def taught(tie: Tie, row: ImportRow) -> Tie:
    """A tie with what the file counts in place of what stands there; it is not saved."""
    return Tie(contact=tie.contact, **tie.counts() | _values(row.values[TIE]))


def keep_ties(batch: Import, told: Mapping[int, Mapping[str, Any]], added: Collection[int]) -> set[int]:
    """Keep what was counted with contacts, by their keys: what a file tells in place of what stood there.

    Those just `added` have no tie yet. Returns the keys of the others of whom there was anything new.
    """
    if batch.format != LINKEDIN or not told:
        return set()
    standing, now = Tie.objects.of(told.keys() - added), timezone.now()
    new = {pk: counts for pk, counts in told.items() if pk not in standing}
    insert_facts(
        Tie,
        [{"contact_id": pk, **_values(counts)} for pk, counts in new.items()],
        owner_id=batch.owner_id,
        came_with_id=batch.pk,
        created_at=now,
        updated_at=now,
    )
    # The owner isn't named: SQLite would look at all ties of theirs.
    made = Tie.objects.filter(contact__among=[*new]).order_by().values_list("pk", "contact_id", "revision")
    Change.keep(batch, [_as_made(*tie) for tie in made] if new else [])
    changed = [(tie, news) for pk, tie in standing.items() if (news := _news(tie, told[pk]))]
    if changed:
        ties = Tie.objects.filter(pk__in=[tie.pk for tie, _news in changed])
        before = image(ties)
        for tie, news in changed:
            vars(tie).update(news, came_with_id=batch.pk, revision=tie.revision + 1, updated_at=now)
        columns = [*Tie.COUNTS, "came_with", "revision", "updated_at"]
        write_each([tie for tie, _news in changed], columns)
        whose = {tie.pk: tie.contact_id for tie, _news in changed}
        Change.keep(batch, [_of_contact(one, whose[one["pk"]]) for one in diff(before, image(ties))])
    return {*new, *(tie.contact_id for tie, _news in changed)}.difference(added)


def _values(counts: Mapping[str, Any]) -> dict[str, Any]:
    """The counts of a row as the columns of a tie."""
    return {name: _FIELDS[name].to_python(value) for name, value in counts.items() if value is not None}


def _news(tie: Tie, counts: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that counts say otherwise."""
    return {name: value for name, value in _values(counts).items() if getattr(tie, name) != value}


def _as_made(pk: int, contact: int, revision: int) -> Difference:
    columns = {"contact_id": [None, contact], "revision": [None, revision]}
    return Difference(kind=MADE, model=name_of(Tie), pk=pk, columns=columns)


def _of_contact(change: Difference, contact: int) -> Difference:
    """A change that names the contact whose tie it is, so that erasing them finds it."""
    columns = change["columns"] | {"contact_id": [contact, contact]}
    return Difference(kind=change["kind"], model=change["model"], pk=change["pk"], columns=columns)
