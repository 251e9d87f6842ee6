"""Step 3: what was done to several contacts at once, so that it can be taken back exactly."""

import datetime as dt
from typing import Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .base import Owned, OwnedQuerySet
from .contacts import Contact, ContactQuerySet
from .tags import Tag

# An Undo is offered on the next page; whoever leaves that page open over lunch still finds it working.
KEPT_FOR = dt.timedelta(days=1)
AT_ONCE = 1000


class BulkDeedQuerySet(OwnedQuerySet):
    def forgotten(self, now: dt.datetime):
        """Those that nobody takes back any more."""
        return self.filter(created_at__lt=now - KEPT_FOR)


class BulkDeed(Owned):
    """One deed on several contacts: what was done, on which day, and to whom it made a difference."""

    class Kind(models.TextChoices):
        TAG = "tag", _("Add a tag")
        UNTAG = "untag", _("Remove a tag")
        PROSPECT = "prospect", _("Mark as prospects")
        INTRODUCER = "introducer", _("Mark as people who could introduce you")
        ARCHIVE = "archive", _("Archive")

    kind = models.CharField(max_length=10, choices=Kind, editable=False)
    on = models.DateField(editable=False)
    tag = models.ForeignKey(
        Tag, null=True, blank=True, on_delete=models.CASCADE, related_name="+", editable=False
    )
    # A tag that was made for this goes again when nobody else got it meanwhile.
    made_tag = models.BooleanField(default=False, editable=False)
    contacts = models.ManyToManyField(Contact, related_name="+", editable=False)

    objects = BulkDeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("deed on several contacts")
        verbose_name_plural = _("deeds on several contacts")
        ordering = ["-created_at", "-pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=["tag", "untag"], tag__isnull=False)
                | Q(kind__in=["prospect", "introducer", "archive"], tag__isnull=True),
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
            cls.objects.filter(owner=owner).forgotten(timezone.now()).delete()
            deed = cls(owner_id=owner, kind=kind, on=on, tag=tag, made_tag=made_tag)
            deed.save()
            pks = deed._unlike(contacts).order_by().values_list("pk", flat=True)
            row = cls.contacts.through
            row.objects.bulk_create(
                (row(bulkdeed_id=deed.pk, contact_id=pk) for pk in list(pks)), batch_size=AT_ONCE
            )
            deed._change()
        return deed

    def take_back(self) -> None:
        """Undo exactly this: whoever has been changed again since stays as they are now."""
        with transaction.atomic():
            self._change_back()
            tag = self.tag
            self.delete()
            if self.made_tag and tag and not tag.contacts.exists():
                tag.delete()

    @cached_property
    def number(self) -> int:
        """To how many it made a difference."""
        return self.contacts.count()

    @property
    def _changed(self) -> ContactQuerySet:
        rows = BulkDeed.contacts.through.objects.filter(bulkdeed=self.pk).values("contact")
        return Contact.objects.owned_by(self.owner_id).filter(pk__in=rows)

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
        return contacts.current()

    def _change(self) -> None:
        contacts = self._changed
        match self.kind:
            case self.Kind.TAG:
                self._tag(contacts)
            case self.Kind.UNTAG:
                self._untag(contacts)
            case self.Kind.PROSPECT:
                _record(contacts, prospect_on=self.on)
            case self.Kind.INTRODUCER:
                _record(contacts, may_introduce=True)
            case self.Kind.ARCHIVE:
                _record(contacts, archived_on=self.on)

    def _change_back(self) -> None:
        contacts = self._changed
        tagged = Contact.tags.through.objects.filter(tag=self.tag_id).values("contact")
        match self.kind:
            case self.Kind.TAG:
                self._untag(contacts.filter(pk__in=tagged))
            case self.Kind.UNTAG:
                self._tag(contacts.exclude(pk__in=tagged))
            case self.Kind.PROSPECT:
                _record(contacts.filter(prospect_on=self.on, closed_on__isnull=True), prospect_on=None)
            case self.Kind.INTRODUCER:
                _record(contacts, may_introduce=False)
            case self.Kind.ARCHIVE:
                _record(contacts.filter(archived_on=self.on), archived_on=None)

    def _tag(self, contacts: ContactQuerySet) -> None:
        # The words first: afterwards the condition would find nobody, since all have the tag.
        pks = list(contacts.values_list("pk", flat=True))
        _record(contacts, words=self.tag.noted())
        row = Contact.tags.through
        row.objects.bulk_create((row(tag_id=self.tag_id, contact_id=pk) for pk in pks), batch_size=AT_ONCE)

    def _untag(self, contacts: ContactQuerySet) -> None:
        pks = list(contacts.values_list("pk", flat=True))
        _record(contacts, words=self.tag.struck())
        there = Contact.tags.through.objects.filter(tag=self.tag_id)
        for start in range(0, len(pks), AT_ONCE):
            there.filter(contact__in=pks[start : start + AT_ONCE]).delete()


def _record(contacts: ContactQuerySet, **facts) -> None:
    """Write the same facts to many; forms that are open on them are told, as after any other change."""
    contacts.order_by().update(revision=F("revision") + 1, updated_at=timezone.now(), **facts)
