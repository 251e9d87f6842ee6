"""Confirming an import: what was promised on the page comes in slice by slice, each row of it once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from ...identity.fields import NAMES
from ...models import Change, Contact, Import, ImportRow, Tag
from ...models.bulk_writes import let_others_write, remove, write_each
from ...models.undo import CHANGED, COUNTING, MADE, Difference, diff, image, name_of
from ...text.letters import plain
from ...text.text import split_list
from ..formats import LINKEDIN
from .comparing import News, compare_again, put_right
from .matching import Choice, tell_no_room
from .reading import require_under_way
from .ties import keep_ties
from .values import COUNTED, TIE, facts_of_row, fits, no_room

Tagged = Contact.tags.through
# Rows that come in at once: a part of a second, in which nobody else can write where the database is SQLite.
# What every slice asks costs as much as some hundred rows, so that smaller ones would take longer in all.
SLICE = 1000


CHANGED_SINCE = gettext_lazy("Your contacts have changed since this file was read. Check the numbers again.")


class Stale(ValidationError):
    """The contacts changed since the file was compared with them; the rows concerned are compared again."""


def confirm_import(batch: Import, now: dt.datetime) -> Import:
    """Bring in the next slice of rows as the page says, the first one or the one after what is in already.

    All of a slice or nothing of it: whoever is interrupted goes on from there, or takes back what came in. Sent
    twice nothing happens twice. Raises ValidationError when the file is not ready or was forgotten, and Stale when
    somebody of it has come, gone or changed among the contacts meanwhile, or has no room for what the file says: then
    what is left waits to be looked at.
    """
    is_long = batch.state == Import.State.WAITING and batch.rows.count() > SLICE
    since = timezone.now() if is_long else batch.created_at
    if not (was_stale := is_long and compare_again(batch)):
        with transaction.atomic():
            batch = batch.locked()
            if batch.state not in (Import.State.WAITING, Import.State.COMING):
                return batch
            require_under_way(batch, now)
            is_coming = batch.state == Import.State.COMING
            rows = _next_rows(batch)
            news = News(batch, batch.updated_at if is_coming else since)
            # The news are asked about once, so about all that is left.
            some = batch.rows.order_by("line", "pk") if news else rows
            if not (was_stale := put_right(batch, some, news)):
                without_room = _bring_in(batch, rows, now)
            elif is_coming:
                batch.record(state=Import.State.WAITING)
        if was_stale:
            compare_again(batch)
    if was_stale:
        raise Stale(CHANGED_SINCE)
    if without_room:
        raise Stale(no_room())
    if batch.state == Import.State.COMING:
        let_others_write()
    return batch


def _next_rows(batch: Import) -> QuerySet[ImportRow]:
    """The rows whose turn it is, in the order of the file."""
    mine = batch.rows.owned_by(batch.owner_id)  # as the index has them
    pks = list(mine.order_by("line", "pk").values_list("pk", flat=True)[:SLICE])
    return batch.rows.filter(pk__among=pks).order_by("line", "pk")


def _bring_in(batch: Import, rows: QuerySet[ImportRow], now: dt.datetime) -> bool:
    """Make the new contacts, change the known ones, and keep what the way back needs; then the rows may go.

    Says whether some stay, because their contacts have no room for all of their notes.
    """
    named = _Tags(batch)
    adding = list(rows.filter(choice=Choice.ADD).values_list("form_key", "values"))
    made = _add(adding, named)
    Change.keep(batch, made)
    updating = list(batch.rows.updating().filter(pk__in=rows).select_related("contact"))
    if without_room := _update(batch, updating, named, now):
        ImportRow.objects.bulk_update(without_room, ["kind", "choice", "values"])
        rows = rows.exclude(pk__in=[row.pk for row in without_room])
    tied = dict(_told_ties(batch, rows, adding, made))
    Change.keep(batch, diff({}, image(Tag.objects.filter(pk__in=named.made))))
    counted = keep_ties(batch, tied, {change["pk"] for change in made})
    reached = batch.reached + remove(rows.order_by())
    changed = batch.changes.of(CHANGED, name_of(Contact)).order_by().values("key").distinct()
    left = Import.State.WAITING if without_room else Import.State.COMING
    batch.record(
        state=left if batch.rows.exists() else Import.State.DONE,
        data=None,
        ties={},
        told=batch.told | ({COUNTED: batch.told.get(COUNTED, 0) + len(counted)} if counted else {}),
        confirmed_at=batch.confirmed_at or now,
        reached=reached,
        added=batch.added + len(made),
        updated=changed.count(),
    )
    return bool(without_room)


def _told_ties(
    batch: Import, rows: QuerySet[ImportRow], adding: list[tuple[UUID, dict]], made: list[Difference]
) -> Iterator[tuple[int, dict]]:
    """What LinkedIn counted with the contacts of some rows, by their keys; `made` are those of `adding`."""
    for (_form_key, values), change in zip(adding, made, strict=True):
        if tie := values.get(TIE):
            yield change["pk"], tie
    if batch.format == LINKEDIN:
        here = batch.rows.tied().filter(pk__in=rows).exclude(choice=Choice.ADD)
        for contact, values in here.values_list("contact", "values"):
            yield contact, values[TIE]


class _Tags:
    """The tags of the file and of the whole batch, each made once whatever its case."""

    def __init__(self, batch: Import):
        self.owner_id = batch.owner_id
        self.of_all = split_list(batch.tag_names, ",")
        self.keys_of_all = {plain(name) for name in self.of_all}
        self.made: list[int] = []
        self._there = self._known()

    def _known(self) -> dict[str, Tag]:
        return {plain(tag.name): tag for tag in Tag.objects.owned_by(self.owner_id)}

    def prepare(self, rows: Iterable[dict]) -> None:
        """Make the tags that rows with these values need and that are not there yet."""
        names = {plain(name): name for values in rows for name in values.get("tags", ())}
        names |= {plain(name): name for name in self.of_all}
        new = [
            Tag(owner_id=self.owner_id, name=name) for key, name in names.items() if key not in self._there
        ]
        if new:
            before = {tag.pk for tag in self._there.values()}
            # The database may know two letters as one where Python does not; then the tag is there already.
            Tag.objects.bulk_create(new, ignore_conflicts=True)
            self._there = self._known()
            self.made += sorted({tag.pk for tag in self._there.values()} - before)

    def of(self, values: dict) -> dict[int, Tag]:
        """The tags of a row with these values, by their keys."""
        named = sorted({plain(name) for name in values.get("tags", ())} | self.keys_of_all)
        return {self._there[name].pk: self._there[name] for name in named if name in self._there}


def _add(rows: list[tuple[UUID, dict]], named: _Tags) -> list[Difference]:
    """A contact for each form key and its values. A row has that key, so it cannot make two. Returns what was made."""
    if not rows:
        return []
    named.prepare(values for _form_key, values in rows)
    now = timezone.now()
    new = []
    for form_key, values in rows:
        facts = {name: values[name] for name in NAMES if values.get(name)}
        new.append((facts | Contact.keys_of(facts) | {"form_key": form_key}, named.of(values)))
    keys = Contact.objects.owned_by(named.owner_id).create_tagged(
        new,
        owner_id=named.owner_id,
        created_at=now,
        updated_at=now,
    )
    revision = Contact._meta.get_field("revision").default
    columns: dict[tuple, dict] = {}  # most have the same tags
    for _facts, tags in new:
        columns.setdefault((*tags,), {"revision": [None, revision], "tags": [None, sorted(tags)]})
    return [
        Difference(kind=MADE, model=name_of(Contact), pk=key, columns=columns[(*tags,)])
        for key, (_facts, tags) in zip(keys, new, strict=True)
    ]


def _update(batch: Import, rows: list[ImportRow], named: _Tags, now: dt.datetime) -> list[ImportRow]:
    """Change the contacts of these rows as chosen, and keep what that changed; returns those without room for it."""
    if not rows:
        return []
    named.prepare(row.values for row in rows)
    records = (
        Contact.objects.owned_by(batch.owner_id).select_for_update(of=("self",)).prefetch_related("tags")
    )
    contacts = {contact.pk: contact for contact in records.filter(pk__in={row.contact_id for row in rows})}
    written = (Contact.objects.filter(pk__in=contacts), Tagged.objects.filter(contact__in=contacts))
    columns = {*NAMES, *COUNTING, "contact_id", "tag_id"}
    before = image(*written, only=columns)
    tags_of = {pk: {tag.pk: tag for tag in contact.tags.all()} for pk, contact in contacts.items()}
    new_tags: list[tuple[int, int]] = []
    changed: set[int] = set()
    without_room: list[ImportRow] = []
    own = _written_before(batch, rows)
    for row in rows:
        contact = contacts[row.contact_id]
        facts = facts_of_row(row, contact, own[contact.pk])
        if not fits(facts):
            tell_no_room(row)
            without_room.append(row)
            continue
        tags = {pk: tag for pk, tag in named.of(row.values).items() if pk not in tags_of[contact.pk]}
        if not facts and not tags:
            continue
        for name, value in facts.items():
            setattr(contact, name, value)
        own[contact.pk] |= facts.keys()
        contact.revision += 1
        contact.updated_at = now
        contact.mark_keys()
        tags_of[contact.pk] |= tags
        new_tags += [(contact.pk, tag) for tag in sorted(tags)]
        changed.add(contact.pk)
    for pk in changed:
        contacts[pk].words = contacts[pk].words_with(tags_of[pk].values())
    write_each([contacts[pk] for pk in changed], [*NAMES, *Contact.KEYS, "words", "revision", "updated_at"])
    Contact.write_tags(new_tags)
    Change.keep(batch, diff(before, image(*written, only=columns)))
    return without_room


def _written_before(batch: Import, rows: list[ImportRow]) -> dict[int, set[str]]:
    """The fields that earlier slices wrote of the contacts of these rows, by their keys."""
    own: dict[int, set[str]] = defaultdict(set)
    changes = batch.changes.of(CHANGED, name_of(Contact)).order_by()
    some = changes.filter(key__among=sorted({row.contact_id for row in rows}))
    for key, columns in some.values_list("key", "columns") if batch.confirmed_at else ():
        own[key] |= columns.keys()
    return own
