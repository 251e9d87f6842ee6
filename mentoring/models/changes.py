"""Step 3: what an import did to each record, so that it can be undone a thousand records at a time."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import Owned, OwnedQuerySet, filled
from .bulk_writes import insert_facts, write_each
from .imports import Import
from .undo import CHANGED, COUNTING, KEPT_FOR, MADE, REMOVED, Difference, sliced


class ChangeQuerySet(OwnedQuerySet):
    def expired(self, now: dt.datetime):
        """Those of imports whose way back was kept long enough; one that stands half-way keeps it."""
        return self.filter(batch__state=Import.State.DONE, batch__confirmed_at__lt=now - KEPT_FOR)

    def of(self, kind: str, model: str):
        """What was done to the records of one model."""
        return self.filter(kind=kind, model=model)

    def differences(self) -> Iterator[list[Difference]]:
        """The differences of a thousand records at a time; of a record that was changed twice, both as one."""
        keys = self.order_by("key").values_list("key", flat=True).distinct()
        for some in sliced(list(keys)):
            found: dict[int, Difference] = {}
            change: Any
            for change in self.filter(key__in=some).order_by("pk"):
                earlier = found.setdefault(change.key, change.difference)["columns"]
                for name, (old, new) in change.columns.items():
                    earlier[name] = [earlier.get(name, [old])[0], new]
            yield list(found.values())


class Change(Owned):
    """What an import did to one record: of an added contact the revision and the tags, of others every difference."""

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="changes", editable=False)
    kind = models.CharField(max_length=7, editable=False)
    model = models.CharField(max_length=40, editable=False)
    key = models.PositiveBigIntegerField(editable=False)
    columns = models.JSONField(default=dict, blank=True, editable=False)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change by an import")
        verbose_name_plural = _("changes by an import")
        ordering = ["batch", "pk"]
        indexes = [
            models.Index(fields=["batch", "kind", "model", "key"], name="change_batch_kind"),
            models.Index(fields=["owner", "model", "key"], name="change_owner_model"),
        ]
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=[MADE, CHANGED, REMOVED]), name="change_kind_known"),
            models.CheckConstraint(condition=filled("model"), name="change_has_model"),
        ]

    def __str__(self):
        return f"{self.kind} {self.model} {self.key}"

    @classmethod
    def reach_past(cls, owner_id: int, gone: Iterable[Difference], since: dt.datetime) -> None:
        """A deed of then was taken back: what imports found of it since, their undo puts back as it stood before it."""
        before = {(one["model"], one["pk"]): one["columns"] for one in gone if one["kind"] == CHANGED}
        models_named, keys = {name for name, _pk in before}, {pk for _name, pk in before}
        kept = cls.objects.filter(owner=owner_id, kind=CHANGED, created_at__gte=since)
        found = [*kept.filter(model__in=models_named, key__in=keys)]
        for change in found:
            for name, (old, new) in before.get((change.model, change.key), {}).items():
                if name in change.columns.keys() - {*COUNTING} and change.columns[name][0] == new:
                    change.columns[name][0] = old
        write_each(found, ["columns"])

    @property
    def difference(self) -> Difference:
        """The change as `undo` has it."""
        return Difference(kind=self.kind, model=self.model, pk=self.key, columns=self.columns)

    @classmethod
    def keep(cls, batch: Import, differences: Iterable[Difference]) -> None:
        """Keep what an import did, many at a time."""
        now = timezone.now()
        facts = [
            {"kind": one["kind"], "model": one["model"], "key": one["pk"], "columns": one["columns"]}
            for one in differences
        ]
        insert_facts(cls, facts, owner_id=batch.owner_id, batch_id=batch.pk, created_at=now, updated_at=now)
