"""Confirming an import: everything that was promised on the page, in one transaction, once."""

import datetime as dt
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from ...identity.fields import NAMES
from ...models import Change, Contact, Import, ImportRow, Tag
from ...models.bulk_writes import AT_ONCE, remove, write_each
from ...models.undo import COUNTING, MADE, Difference, diff, image, name_of
from ...text.letters import plain
from ...text.text import split_list
from .matching import Choice, Kind, place
from .values import added, taken_over, values_of_contact

Tagged = Contact.tags.through


class Stale(ValidationError):
    """The contacts changed since the file was compared with them; the rows concerned are compared again."""


def confirm_import(batch: Import, now: dt.datetime) -> Import:
    """Bring the file in as its page says. Sent twice it happens once.

    Raises ValidationError when it is not ready or was forgotten, and Stale when somebody of the file has
    come among the contacts meanwhile: then nothing is brought in and the page has new numbers.
    """
    with transaction.atomic():
        batch.owner.lock()
        batch = Import.objects.without_file().select_for_update().get(pk=batch.pk)
        if batch.confirmed_at:
            return batch
        if not Import.objects.under_way(now).filter(pk=batch.pk, state=Import.State.WAITING).exists():
            raise ValidationError(
                _("This file waited longer than a day, so it was forgotten. Choose it again.")
            )
        if not (was_stale := _compare_again(batch)):
            _bring_in(batch, now)
    if was_stale:
        raise Stale(_("Your contacts changed since this file was read. Look at the numbers again."))
    return batch


def _compare_again(batch: Import) -> bool:
    """Match once more the rows whose contact came, went or changed meanwhile; says whether one is another now."""
    since = Contact.objects.filter(owner=batch.owner_id, created_at__gt=OuterRef("created_at"))
    met = (
        Exists(since.filter(name_key=OuterRef("name_key")))
        | (~Q(profile_key="") & Exists(since.filter(profile_key=OuterRef("profile_key"))))
        | (~Q(email_key="") & Exists(since.filter(email_key=OuterRef("email_key"))))
    )
    touched = Contact.objects.owned_by(batch.owner_id).filter(updated_at__gt=batch.created_at)
    found = [_rows_without_contact(batch)]
    if touched.exists():
        changed = batch.rows.filter(contact__updated_at__gt=F("created_at")).exclude(choice=Choice.ADD)
        found += [changed, batch.rows.filter(contact=None, choice=Choice.ADD).filter(met)]
    rows = [row for some in found for row in some]
    if not rows:
        return False
    placed, _learnt = place(batch, [(row.line, row.values) for row in rows], again=True)
    others = [(row.pk, new) for row, new in zip(rows, placed, strict=True) if _came_out_otherwise(row, new)]
    ImportRow.objects.filter(pk__in=[pk for pk, _new in others]).delete()
    ImportRow.objects.bulk_create([new for _pk, new in others])
    return bool(others)


def _rows_without_contact(batch: Import) -> QuerySet[ImportRow]:
    """The rows of people who were among the contacts and were deleted since."""
    of_contacts = batch.rows.filter(kind__in=[Kind.SAME, Kind.KNOWN, Kind.DOUBTFUL], twin_line=None)
    return of_contacts.filter(contact=None).exclude(choice=Choice.ADD)


def _came_out_otherwise(row: ImportRow, new: ImportRow) -> bool:
    """Whether comparing a row once more came to something else."""
    if row.choice == Choice.ADD:
        return new.contact_id is not None
    said, now = ((one.contact_id, one.kind == Kind.SAME, one.fills, one.differs) for one in (row, new))
    return said != now


def _bring_in(batch: Import, now: dt.datetime) -> None:
    """Make the new contacts, change the known ones, and keep what the way back needs; then the rows may go."""
    named = _Tags(batch)
    people, changed = 0, set()
    for rows in _in_bites(batch.rows.adding()):
        made = _add(rows, named)
        Change.keep(batch, made)
        people += len(made)
    for rows in _in_bites(batch.rows.updating().select_related("contact")):
        changed |= _update(batch, rows, named, now)
    Change.keep(batch, diff({}, image(Tag.objects.filter(pk__in=named.made))))
    remove(batch.rows.all())
    batch.record(state=Import.State.DONE, data=None, confirmed_at=now, added=people, updated=len(changed))


def _in_bites(rows: QuerySet) -> Iterator[list[ImportRow]]:
    """The rows in the order of the file, a thousand at a time."""
    last: tuple[int, int] = (-1, -1)
    while bite := list(
        rows.filter(Q(line__gt=last[0]) | Q(line=last[0], pk__gt=last[1])).order_by("line", "pk")[:AT_ONCE]
    ):
        yield bite
        last = (bite[-1].line, bite[-1].pk)


class _Tags:
    """The tags of the file and of the whole batch, each made once whatever its case."""

    def __init__(self, batch: Import):
        self.owner_id = batch.owner_id
        self.of_all = split_list(batch.tag_names, ",")
        self.made: list[int] = []
        self._there = self._known()

    def _known(self) -> dict[str, Tag]:
        return {plain(tag.name): tag for tag in Tag.objects.owned_by(self.owner_id)}

    def prepare(self, rows: list[ImportRow]) -> None:
        """Make the tags these rows need that are not there yet."""
        names = {plain(name): name for row in rows for name in row.values.get("tags", ())}
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

    def of(self, row: ImportRow) -> dict[int, Tag]:
        """The tags of one row by their keys."""
        named = sorted({plain(name) for name in [*row.values.get("tags", ()), *self.of_all]})
        return {self._there[name].pk: self._there[name] for name in named if name in self._there}


def _add(rows: list[ImportRow], named: _Tags) -> list[Difference]:
    """A contact for each row. Both carry one form key, so that a row cannot make two. Returns what was made."""
    named.prepare(rows)
    contacts = []
    for row in rows:
        facts = {name: row.values[name] for name in NAMES if row.values.get(name)}
        contact = Contact(owner_id=row.owner_id, form_key=row.form_key, **facts)
        contact.mark_keys()
        contacts.append((contact, named.of(row)))
    Contact.objects.create_tagged([(contact, tags.values()) for contact, tags in contacts])
    return [
        Difference(
            kind=MADE,
            model=name_of(Contact),
            pk=contact.pk,
            columns={"revision": [None, contact.revision], "tags": [None, sorted(tags)]},
        )
        for contact, tags in contacts
    ]


def _update(batch: Import, rows: list[ImportRow], named: _Tags, now: dt.datetime) -> set[int]:
    """Change the contacts of these rows as chosen, and keep what that changed."""
    named.prepare(rows)
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
    for row in rows:
        contact = contacts[row.contact_id]
        facts = _facts_of_row(row, contact)
        tags = {pk: tag for pk, tag in named.of(row).items() if pk not in tags_of[contact.pk]}
        if not facts and not tags:
            continue
        for name, value in facts.items():
            setattr(contact, name, value)
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
    return changed


def _facts_of_row(row: ImportRow, contact: Contact) -> dict:
    """The fields this row changes now: what is new, and what the person chose to take from the file."""
    how = taken_over if row.choice == Choice.TAKE else added
    return how(row.values, values_of_contact(contact))
