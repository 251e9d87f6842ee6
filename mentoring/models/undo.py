"""One undo for merges, deeds on several and imports: an image before, one after, their difference, and the way back.

A difference is plain JSON: `made`, `changed` or `removed`, the model, the key, and for each column what stood there
before and after. A column goes back when it still holds what was written and nothing rests on it; what was made goes
when it is as it was made and nothing points to it; what was removed comes back when everything that it needs is there.

A model may say more about itself: DERIVED names the columns that are computed from others and stand in no image,
MADE_FROM the columns they are computed from, `derive(pks)` computes them. RESTS_ON names for a column the columns and
relations that need it, RULED_OUT_BY the one beside which it stays empty. GOES_ALONG says that a record which points to
another makes no use of it.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypedDict

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from .bulk_writes import AT_ONCE, insert_as_they_stand, remove, write_each

# How long the way back is kept; then `manage.py clear_imports` removes it.
KEPT_FOR = dt.timedelta(days=30)

MADE, CHANGED, REMOVED = "made", "changed", "removed"
# These two follow the other columns: they go back only with all of them.
COUNTING = ("revision", "updated_at")

Image = Mapping[tuple[str, int], dict[str, Any]]


class Difference(TypedDict):
    """What happened to one record: each of its columns with what stood there before and after."""

    kind: str
    model: str
    pk: int
    columns: dict[str, list[Any]]


def image(*querysets: models.QuerySet, only: Collection[str] = ()) -> dict[tuple[str, int], dict[str, Any]]:
    """What stands in these records, by model and key, without what is derived; of `only` these columns if given."""
    found = {}
    for records in querysets:
        name, key = name_of(records.model), records.model._meta.pk.attname
        columns = [column for column in _columns(records.model) if not only or column in {key, *only}]
        for row in records.order_by().values(*columns).iterator(chunk_size=AT_ONCE):
            found[name, row[key]] = {column: as_json(value) for column, value in row.items()}
    return found


def diff(before: Image, after: Image) -> list[Difference]:
    """What was made, changed and removed between two images."""
    found = []
    for name, pk in sorted({*before, *after}):
        old, new = before.get((name, pk)), after.get((name, pk))
        kind = MADE if old is None else REMOVED if new is None else CHANGED
        stood, stands = old or {}, new or {}
        columns = {
            column: [stood.get(column), stands.get(column)]
            for column in {**stood, **stands}
            if kind != CHANGED or stood.get(column) != stands.get(column)
        }
        if columns:
            found.append(Difference(kind=kind, model=name, pk=pk, columns=columns))
    return found


def put_back(parts: Iterable[Iterable[Difference]], since: dt.datetime) -> dict[Any, set[int]]:
    """Undo what was done then, part by part, by the rule above; what is derived follows once, in one transaction.

    Returns the keys of what went back, by model; with a link go the two records that it joins.
    """
    with transaction.atomic():
        way = _WayBack(since)
        for changes in parts:
            way.go(changes)
        way.derive()
    return dict(way.back)


def uses(model: type[models.Model], pks: Collection[int]) -> dict[int, list[type[models.Model]]]:
    """The kinds of records that need one of these records, by its key; of records that nobody needs nothing."""
    found: dict[int, list[type[models.Model]]] = defaultdict(list)
    for relation in relations(model):
        if is_use(relation):
            for some in sliced(pks):
                pointing = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": some})
                for pk in pointing.order_by().values_list(relation.field.attname, flat=True).distinct():
                    found[pk].append(relation.related_model)
    return dict(found)


def take_away(model: type[models.Model], pks: Collection[int]) -> None:
    """Delete records that nothing uses, without reading them; their own links and mere hints go first."""
    for some in sliced(pks):
        for relation in relations(model):
            pointing = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": some})
            if relation.on_delete is models.SET_NULL:
                pointing.update(**{relation.field.name: None})
            elif not is_use(relation):
                remove(pointing)
        remove(model._base_manager.filter(pk__in=some))


def without(changes: list[Difference], model: type[models.Model], pks: Collection[int]) -> list[Difference]:
    """The changes that neither are about one of these records nor name it."""
    naming = _naming(changes, model)
    return [
        change
        for change in changes
        if not (change["model"] == name_of(model) and change["pk"] in pks)
        and not any({*pks}.intersection(change["columns"].get(name, ())) for name in naming[change["model"]])
    ]


def named_in(changes: list[Difference], model: type[models.Model]) -> set[int]:
    """The keys of the records of a model that the changes name."""
    naming = _naming(changes, model)
    keys = {
        pk
        for change in changes
        for column in naming[change["model"]]
        for pk in change["columns"].get(column, ())
    }
    return keys - {None}


def _naming(changes: list[Difference], model: type[models.Model]) -> dict[str, list[str]]:
    """The columns that name records of a model, by the name of the model they are of."""
    return {
        name: [field.attname for field in pointers(model_of(name)) if field.related_model is model]
        for name in {change["model"] for change in changes}
    }


def name_of(model: type[models.Model]) -> str:
    """How a difference calls a model."""
    return str(model._meta.model_name)


def model_of(name: str) -> type[models.Model]:
    """The model of this name."""
    return apps.get_model("mentoring", name)


def as_json(value: Any) -> Any:
    """A value as JSON has it, exact to the microsecond."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def sliced(values: Collection[Any]) -> Iterator[list[Any]]:
    """The values in their order, as many at a time as one statement takes."""
    values = list(values)
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


def _columns(model: type[models.Model]) -> dict[str, Any]:
    derived = getattr(model, "DERIVED", ())
    fields = model._meta.concrete_fields
    return {field.attname: field for field in fields if not (field.generated or field.name in derived)}


def pointers(model: type[models.Model]) -> list[Any]:
    """The fields by which records of a model name others."""
    return [field for field in _columns(model).values() if field.is_relation]


def relations(model: type[models.Model]) -> list[Any]:
    """The relations by which other records name those of a model."""
    fields: Any = model._meta.get_fields(include_hidden=True)
    return [one for one in fields if not one.concrete and (one.one_to_many or one.one_to_one)]


def is_use(relation: Any) -> bool:
    """Whether a record that points by this relation needs the other: neither its own link nor a mere hint."""
    pointing = relation.related_model
    return not (
        relation.on_delete is models.SET_NULL
        or pointing._meta.auto_created is relation.model
        or getattr(pointing, "GOES_ALONG", False)
    )


# The order of the way back, by the kind of change and whether its model derives something from others.
ORDER = [(REMOVED, True), (MADE, False), (MADE, True), (CHANGED, False), (CHANGED, True), (REMOVED, False)]


class _WayBack:
    """One walk back: remembers from which records something has to be derived anew."""

    def __init__(self, since: dt.datetime):
        self.since = since
        self.touched: dict[Any, set[int]] = defaultdict(set)
        self.back: dict[Any, set[int]] = defaultdict(set)

    def go(self, changes: Iterable[Difference]) -> None:
        """First the removed records that others name, then the made, the changed and the other removed ones."""
        groups: dict[tuple[str, Any], list[Difference]] = defaultdict(list)
        for change in changes:
            groups[change["kind"], model_of(change["model"])].append(change)
        steps = {REMOVED: self._bring, MADE: self._take, CHANGED: self._change}
        for kind, model in sorted(groups, key=_place):
            for some in sliced(groups[kind, model]):
                steps[kind](model, some)
                for field in pointers(model):
                    keys = {pk for change in some for pk in change["columns"].get(field.attname, ())}
                    self.touched[field.related_model] |= keys - {None}

    def derive(self) -> None:
        """Let every model that derives something from others do so."""
        for model, keys in self.touched.items():
            if hasattr(model, "derive"):
                model.derive(sorted(keys))

    def _bring(self, model: Any, some: list[Difference]) -> None:
        """Insert removed records again, as they stood, where everything they point to is there."""
        known = _columns(model)
        rows = [{name: old for name, (old, _new) in change["columns"].items()} for change in some]
        for field in pointers(model):
            wanted = field.related_model._base_manager.filter(pk__in={row.get(field.attname) for row in rows})
            there = {None, *wanted.values_list("pk", flat=True)}
            if field.remote_field.on_delete is models.SET_NULL:
                lost = {field.attname: None}
                rows = [row if row.get(field.attname) in there else row | lost for row in rows]
            rows = [row for row in rows if row.get(field.attname) in there]
        # A column that came later has its default, one that is gone is left out.
        values = [{name: known[name].to_python(row[name]) for name in known if name in row} for row in rows]
        records = [model(**one) for one in values]
        insert_as_they_stand(records, ignore_conflicts=bool(model._meta.auto_created))
        self.touched[model] |= {record.pk for record in records}
        self._went_back(model, values, {record.pk for record in records})

    def _take(self, model: Any, some: list[Difference]) -> None:
        """Delete made records that are as they were made and that nothing uses."""
        made = {change["pk"]: change["columns"] for change in some}
        columns = {name for one in made.values() for name in one} | {
            field.attname for field in pointers(model)
        }
        standing = image(model._base_manager.filter(pk__in=made), only=columns)
        as_made = [
            pk
            for (_name, pk), row in standing.items()
            if all(row[name] == new for name, (_old, new) in made[pk].items() if name in row)
        ]
        used = uses(model, as_made)
        going = [pk for pk in as_made if pk not in used]
        take_away(model, going)
        self._went_back(model, [standing[name_of(model), pk] for pk in going], going)

    def _change(self, model: Any, some: list[Difference]) -> None:
        """Write back the columns that hold what was written and on which nothing rests; the counting ones follow."""
        known, rests_on = _columns(model), getattr(model, "RESTS_ON", {})
        ruled_out_by = getattr(model, "RULED_OUT_BY", {})
        columns = {name for change in some for name in change["columns"] if name in known}
        columns |= {"updated_at"} if "revision" in columns else set()
        needing = {name for column in columns for name in rests_on.get(column, ()) if name in known}
        needing |= {ruled_out_by[column] for column in columns & ruled_out_by.keys()}
        locked = model._base_manager.select_for_update().only(*columns, *needing)
        records = locked.in_bulk([change["pk"] for change in some])
        made = {change["pk"]: change["columns"] for change in some if change["pk"] in records}
        written = {pk: known.keys() & one.keys() - {*COUNTING} for pk, one in made.items()}
        going = {
            pk: {name for name in names if as_json(getattr(records[pk], name)) == made[pk][name][1]}
            for pk, names in written.items()
        }
        for column in columns & ruled_out_by.keys():
            filled = {pk for pk, back in going.items() if column in back and made[pk][column][0]}
            for pk in self._needing(known[ruled_out_by[column]], filled, going, records):
                going[pk].discard(column)
        for column in rests_on if columns.intersection(rests_on) else ():
            emptied = {pk for pk, back in going.items() if column in back and not made[pk][column][0]}
            for name in rests_on[column] if emptied else ():
                for pk in self._needing(model._meta.get_field(name), emptied, going, records):
                    going[pk].discard(column)
        self._went_back(model, (), (pk for pk, back in going.items() if back))
        for pk, back in going.items():
            if back or not written[pk]:
                for name in back | _counted_back(records[pk], made[pk], back == written[pk]):
                    setattr(records[pk], name, known[name].to_python(made[pk][name][0]))
            if back.intersection(getattr(model, "MADE_FROM", ())):
                self.touched[model].add(pk)
        write_each(records.values(), sorted(known[name].name for name in columns))

    def _went_back(self, model: Any, rows: Iterable[dict[str, Any]], pks: Iterable[int]) -> None:
        """Note what went back, and what it joins where it is a mere link."""
        self.back[model].update(pks)
        for field in pointers(model) if model._meta.auto_created else ():
            self.back[field.related_model] |= {row[field.attname] for row in rows if field.attname in row}

    def _needing(self, field: Any, emptied: set[int], going: Any, records: Any) -> Collection[int]:
        """Which of the records have what needs a column: another column, or a record that was written since."""
        if field.concrete:
            name = field.attname
            return [pk for pk in emptied if name not in going[pk] and getattr(records[pk], name)]
        since = {f"{field.field.name}__in": emptied, "updated_at__gte": self.since}
        pointing = field.related_model._base_manager.filter(**since)
        return set(pointing.order_by().values_list(field.field.attname, flat=True))


def _place(group: tuple[str, Any]) -> tuple[int, bool]:
    kind, model = group
    return ORDER.index((kind, hasattr(model, "derive"))), not model._meta.auto_created


def _counted_back(record: Any, columns: Mapping[str, list[Any]], whole: bool) -> set[str]:
    """Which counting columns go back: all of them if nobody wrote since. Else this is one change more."""
    if "revision" not in columns:
        return set()
    if whole and record.revision == columns["revision"][1]:
        return set(COUNTING).intersection(columns)
    record.revision, record.updated_at = record.revision + 1, timezone.now()
    return set()
