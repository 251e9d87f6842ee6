"""What every record has: one owner, a revision for edits in two windows, a key for forms sent twice."""

import uuid
from collections.abc import Collection
from itertools import pairwise
from typing import Any, Self

from django.conf import settings
from django.db import IntegrityError, models
from django.db.models.base import ModelState
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .bulk_writes import write_each
from .constraints import AskedAtOnce, Refused


class OwnedQuerySet(models.QuerySet):
    """The only road to a person's records starts with `owned_by`."""

    def owned_by(self, user) -> Self:
        """The records of one person."""
        return self.filter(owner=user)


class Owned(AskedAtOnce):
    """A record that belongs to exactly one person and goes when their account goes."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    # Counts the changes: a form that was opened at an older revision is told instead of overwriting.
    revision = models.PositiveIntegerField(default=1, editable=False)
    # Comes from the form that made the record, so that the same form sent twice makes one record.
    form_key = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "form_key"], name="%(class)s_made_once", violation_error_code="made_twice"
            )
        ]

    @classmethod
    def from_db(cls, db, field_names, values):
        """A record as the database has it; what was not asked for is read once somebody asks.

        Django's own calls a function for each field and asks for those who listen. Nobody does, and a page reads
        seventy records.
        """
        record = cls.__new__(cls)
        record._state = ModelState()
        record._state.adding, record._state.db = False, db
        vars(record).update(zip(field_names, values, strict=True))
        return record

    def record(self, **facts: Any) -> None:
        """Set these fields, save just them, and have what the database derives from them read anew.

        `auto_now` is silent when `update_fields` omits it and a generated column is stale after an
        update, so both are dealt with here, once. Raises Refused.
        """
        for name, value in facts.items():
            setattr(self, name, value)
        self.revision += 1
        try:
            self.save(update_fields=[*facts, "revision", "updated_at"])
        except IntegrityError as refusal:
            raise Refused(self) from refusal
        self.forget_derived()

    def forget_derived(self) -> None:
        """After an update: what the database derives is read once somebody asks for it."""
        for field in self._meta.concrete_fields:
            if field.generated:
                vars(self).pop(field.attname, None)


def record_all(records: Collection[Owned], *names: str) -> None:
    """Save these fields of several records of one kind, each with one more revision: one statement for all."""
    for record in records:
        record.revision += 1
        record.updated_at = timezone.now()
    write_each(records, [*names, "revision", "updated_at"])


def in_order(*names: str) -> models.Q:
    """A condition for facts in order: each date, when known, needs the one before it and is not earlier.

    An unknown check passes in SQL, so a bare comparison would let a date through whose predecessor is
    empty; the predecessor is demanded as well.
    """
    condition = models.Q()
    for earlier, later in pairwise(names):
        condition &= models.Q(**{f"{later}__isnull": True}) | models.Q(
            **{f"{earlier}__isnull": False, f"{later}__gte": models.F(earlier)}
        )
    return condition


def first_of(records: models.QuerySet, column: str) -> models.Subquery:
    """For a query: what stands in a column of the first of some records."""
    return models.Subquery(records.values(column)[:1])


def filled(name: str) -> models.Q:
    """A condition: this text is not empty."""
    return ~models.Q(**{name: ""})


TOO_LATE = _("Choose a later day")
