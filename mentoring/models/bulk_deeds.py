"""Step 3: bulk edits: what was done to several contacts at once, so that it can be taken back exactly."""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..identity.fields import COMPANY, EMAIL, LINKEDIN, NOTES, PHONE, ROLE
from . import deletions
from .base import Owned, OwnedQuerySet
from .bulk_writes import AT_ONCE, remove, write_each
from .contacts import Contact, ContactQuerySet, refresh_last_touches
from .tags import Tag
from .undo import COUNTING, KEPT_FOR, Difference, diff, image, name_of, named_in, put_back, sliced

Tagged = Contact.tags.through
LINKED = ("contact_id", "tag_id")


class BulkDeedQuerySet(OwnedQuerySet):
    def expired(self, now: dt.datetime):
        """Those whose way back was kept long enough; nothing else is known of them."""
        return self.filter(created_at__lt=now - KEPT_FOR)

    def kept(self, now: dt.datetime):
        """Those that can still be undone."""
        return self.filter(created_at__gte=now - KEPT_FOR)

    def deletions(self):
        """Those by which contacts were deleted."""
        return self.filter(kind=BulkDeed.Kind.DELETE)


class BulkDeed(Owned):
    """One bulk edit: what was done to several contacts, on which day, and to whom it made a difference."""

    class Kind(models.TextChoices):
        TAG = "tag", _("Add a tag")
        UNTAG = "untag", _("Remove a tag")
        PROSPECT = "prospect", _("Mark as prospects")
        INTRODUCER = "introducer", _("Mark as people who could introduce you")
        ARCHIVE = "archive", _("Archive")
        DELETE = "delete", _("Delete…")
        ADD = "add", _("Add people")

        @classmethod
        def on_contacts(cls):
            """What is done to contacts who are there already."""
            return [kind for kind in cls if kind != cls.ADD]

    # The column that is written, where it is not about a tag.
    COLUMNS: ClassVar[dict[str, str]] = {
        Kind.PROSPECT: "prospect_on",
        Kind.INTRODUCER: "may_introduce",
        Kind.ARCHIVE: "archived_on",
    }

    # What is written of people who were written down and are there already.
    WRITTEN = (
        *(field.name for field in (ROLE, COMPANY, EMAIL, PHONE, LINKEDIN, NOTES)),
        *("prospect_on", "may_introduce", "archived_on"),
    )

    kind = models.CharField(max_length=10, choices=Kind, editable=False)
    on = models.DateField(editable=False)
    tag = models.ForeignKey(
        Tag, null=True, blank=True, on_delete=models.CASCADE, related_name="+", editable=False
    )
    # Every difference that it made (`undo.Difference`), that of a tag made for it included.
    undo = models.JSONField(default=list, blank=True, editable=False)

    objects = BulkDeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("change to several contacts")
        verbose_name_plural = _("changes to several contacts")
        ordering = ["-created_at", "-pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=["tag", "untag"], tag__isnull=False)
                | Q(kind__in=["prospect", "introducer", "archive", "delete", "add"], tag__isnull=True),
                name="bulkdeed_kind_known",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    @classmethod
    def do(
        cls, contacts: ContactQuerySet, kind: str, on: dt.date, tag: Tag | None = None, made_tag: bool = False
    ) -> Self:
        """Do it to those of the contacts, all of one owner, to whom it makes a difference; returns the deed.

        A decision stays: who was closed as a prospect is not one again by this.
        """
        owner = contacts.searcher
        with transaction.atomic():
            cls.objects.filter(owner=owner).expired(timezone.now()).delete()
            deed = cls(owner_id=owner, kind=kind, on=on, tag=tag)
            pks = list(deed._unlike(contacts).order_by().values_list("pk", flat=True))
            deed.undo = [change for some in sliced(pks) for change in deed._change(some)]
            if kind == cls.Kind.DELETE:
                for some in sliced(named_in(deed.undo, Contact).difference(pks)):
                    refresh_last_touches(*Contact.objects.filter(pk__in=some))
            if made_tag:
                deed.undo += diff({}, image(Tag.objects.filter(pk=tag.pk)))
            deed.save()
        return deed

    @classmethod
    def add(
        cls, new: list[Contact], changed: list[Contact], on: dt.date, form_key: uuid.UUID, owner: int
    ) -> Self:
        """Several people who were written down: the `new` ones are made, and the facts of the others are saved.

        All belong to the owner. Returns the deed, which is not kept when it makes no difference.
        """
        known = Contact.objects.filter(pk__in=[contact.pk for contact in changed])
        with transaction.atomic():
            cls.objects.filter(owner=owner).expired(timezone.now()).delete()
            before = image(known, only=(*cls.WRITTEN, *COUNTING))
            now = timezone.now()
            for contact in new:
                contact.created_at = contact.updated_at = now
                contact.mark_keys()
            keys = Contact.objects.owned_by(owner).create_tagged([(vars(contact), {}) for contact in new])
            for contact, key in zip(new, keys, strict=True):
                contact.pk = key
            for contact in changed:
                contact.revision, contact.updated_at = contact.revision + 1, now
            write_each(changed, [*cls.WRITTEN, *COUNTING])
            Contact.derive([contact.pk for contact in changed])
            made = Contact.objects.filter(pk__in=[contact.pk for contact in new])
            undo = [
                *diff({}, image(made, only=("revision",))),
                *diff(before, image(known, only=(*cls.WRITTEN, *COUNTING))),
            ]
            deed = cls(owner_id=owner, kind=cls.Kind.ADD, on=on, undo=undo, form_key=form_key)
            if undo:
                deed.save()
        return deed

    def take_back(self) -> int:
        """Undo exactly this: whoever has been changed again since stays as they are now. Returns for how many.

        Raises ValidationError for a deletion that another one has to be undone before.
        """
        changes, since = self.undo, self.created_at
        is_deletion = self.kind == self.Kind.DELETE
        if is_deletion:
            self._check_nobody_is_missing()
        try:
            with transaction.atomic():
                self.delete()  # or it would still use the tag that was made for it
                parts = deletions.way_back(changes) if is_deletion else [changes]
                return len(put_back(parts, since).get(Contact, ()))
        except IntegrityError:
            raise ValidationError(
                gettext("Something has been added since that clashes with it, so it can’t be undone.")
            ) from None

    @property
    def until(self) -> dt.datetime:
        """How long it can be undone."""
        return self.created_at + KEPT_FOR

    @property
    def deleted(self) -> dict[int, str]:
        """The names of the contacts that a deletion keeps, by their keys."""
        return {
            change["pk"]: change["columns"]["name"][0]
            for change in self.undo
            if change["model"] == name_of(Contact) and "name" in change["columns"]
        }

    def _check_nobody_is_missing(self) -> None:
        """Raise ValidationError where something that went belongs to somebody who was deleted with others since."""
        missing = named_in(self.undo, Contact) - self.deleted.keys()
        for some in sliced(sorted(missing)):
            missing.difference_update(Contact.objects.filter(pk__in=some).values_list("pk", flat=True))
        if not missing:
            return
        others = BulkDeed.objects.filter(owner=self.owner_id).deletions().exclude(pk=self.pk)
        if any(missing.intersection(other.deleted) for other in others):
            raise ValidationError(
                gettext("Some of it belongs to people you deleted later. Bring them back first.")
            )

    @cached_property
    def number(self) -> int:
        """To how many it made a difference."""
        return sum(change["model"] == name_of(Contact) for change in self.undo)

    def _unlike(self, contacts: ContactQuerySet) -> ContactQuerySet:
        """Those of the contacts to whom it makes a difference."""
        tagged = Contact.tags.through.objects.filter(tag=self.tag_id).values("contact")
        match self.kind:
            case self.Kind.TAG:
                return contacts.exclude(pk__in=tagged)
            case self.Kind.UNTAG:
                return contacts.filter(pk__in=tagged)
            case self.Kind.PROSPECT:
                return contacts.filter(prospect_on__isnull=True)
            case self.Kind.INTRODUCER:
                return contacts.filter(may_introduce=False)
            case self.Kind.DELETE:
                return contacts.without_agreement()
        return contacts.to_archive()

    def _change(self, pks: list[int]) -> list[Difference]:
        """Do it to these contacts; returns what changed."""
        if self.kind == self.Kind.DELETE:
            return deletions.delete_with_all(Contact, pks)
        contacts = Contact.objects.filter(pk__in=pks)
        if column := self.COLUMNS.get(self.Kind(self.kind)):
            value = True if self.kind == self.Kind.INTRODUCER else self.on
            before = image(contacts, only=(column, *COUNTING))
            _record(contacts, **{column: value})
            return diff(before, image(contacts, only=(column, *COUNTING)))
        links = Tagged.objects.filter(tag=self.tag_id, contact__in=pks)
        before = image(contacts, links, only=(*LINKED, *COUNTING))
        if self.kind == self.Kind.TAG:
            _record(contacts, words=self.tag.noted())
            rows = (Tagged(tag_id=self.tag_id, contact_id=pk) for pk in pks)
            Tagged.objects.bulk_create(rows, batch_size=AT_ONCE)
        else:
            _record(contacts, words=self.tag.struck())
            remove(links)
        return diff(before, image(contacts, links, only=(*LINKED, *COUNTING)))


def _record(contacts: ContactQuerySet, **facts) -> None:
    """Write the same facts to many; forms that are open on them are told, as after any other change."""
    contacts.update(revision=F("revision") + 1, updated_at=timezone.now(), **facts)
