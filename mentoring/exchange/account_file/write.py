"""Everything of one person as one file, written while it is sent, so that no account is too large for it."""

import json
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from django.db import models

from ...models.action_keys import ActionKey
from .schema import FORMAT, NAMED_BY_WORD, WORDED, Kind, kind_name, kinds, person_fields, written_value
from .versions import VERSION

AT_ONCE = 500


def archive_of(owner) -> Iterator[str]:
    """The file with everything of this person, in pieces. What is written meanwhile may be missing from it.

    Records are numbered in the order in which they were made, so the same records make the same file
    wherever they are. They are read by their keys and not through one long query, so that a slow line
    holds nothing up.
    """
    yield f'{{\n"format": {json.dumps(FORMAT)},\n"version": {VERSION},\n'
    person = {field.name: written_value(field, getattr(owner, field.attname)) for field in person_fields()}
    yield f'"person": {_json_line(person)},\n"records": {{\n'
    numbers: dict[str, _Numbers] = {}
    for position, kind in enumerate(kinds()):
        numbers[kind.name] = mine = _Numbers()
        yield f'{"," if position else ""}"{kind.name}": ['
        for record in _records_of(kind, owner):
            facts = _record_values(kind, owner, record, numbers)
            if facts is not None:
                separator = "," if mine.keys else ""
                yield f"{separator}\n{_json_line({'id': mine.next(record['pk']), **facts})}"
        yield "\n]\n"
    yield "}\n}\n"


class _Numbers:
    """The numbers in the file of one kind of record, by the keys of the database, which only ever grow."""

    def __init__(self) -> None:
        self.keys: list[int] = []

    def next(self, key: int) -> int:
        """The number of the next record."""
        self.keys.append(key)
        return len(self.keys)

    def of(self, key: int) -> int | None:
        """The number of a record; None for one that was made since."""
        at = bisect_left(self.keys, key)
        return at + 1 if at < len(self.keys) and self.keys[at] == key else None


def _json_line(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False)


def _records_of(kind: Kind, owner) -> Iterator[dict[str, Any]]:
    """The columns of each record that the file has, with the keys of those it names several of."""
    last = 0
    names = ["pk", *(field.attname for field in (*kind.plain, *kind.references))]
    chosen = kind.owned_by(owner).order_by("pk").values(*names)
    while records := list(chosen.filter(pk__gt=last)[:AT_ONCE]):
        keys = [record["pk"] for record in records]
        several = {many.name: _named_by(many, keys) for many in kind.several}
        for record in records:
            yield record | {name: named[record["pk"]] for name, named in several.items()}
        last = keys[-1]


def _named_by(many: models.ManyToManyField, keys: list[int]) -> dict[int, list[int]]:
    """The keys of those that each of these records names."""
    found: dict[int, list[int]] = {key: [] for key in keys}
    one, other = many.m2m_field_name(), many.m2m_reverse_field_name()
    through = many.remote_field.through._default_manager.filter(**{f"{one}__in": keys})
    for key, named in through.values_list(f"{one}_id", f"{other}_id"):
        found[key].append(named)
    return found


def _record_values(
    kind: Kind, owner, record: dict[str, Any], numbers: dict[str, _Numbers]
) -> dict[str, Any] | None:
    """What the file says of a record; None when it names one that is not in the file, or is gone."""
    facts = {field.name: written_value(field, record[field.attname]) for field in kind.plain}
    for field in kind.references:
        key = record[field.attname]
        to = kind_name(field.related_model)
        facts[field.name] = number = None if key is None else numbers[to].of(key)
        if key is not None and number is None:
            if to != kind.name:
                return None
            # One of the same kind that comes later: it is numbered by how many come before it.
            facts[field.name] = _later(kind, owner, record["pk"], key, numbers[to])
    for many in kind.several:
        keys = numbers[kind_name(many.related_model)]
        facts[many.name] = sorted(number for key in record[many.name] if (number := keys.of(key)))
    if kind.model in WORDED:
        word = _worded(facts[WORDED[kind.model]], numbers)
        if word is None:
            return None
        facts[WORDED[kind.model]] = word
    return facts


def _later(kind: Kind, owner, since: int, key: int, mine: _Numbers) -> int:
    between = kind.owned_by(owner).filter(pk__gte=since, pk__lte=key).count()
    return len(mine.keys) + between


def _worded(word: str, numbers: dict[str, _Numbers]) -> str | None:
    """ "introduction.thanked:7" with the number of the file in place of the key; None when that record is gone."""
    key = ActionKey.parse(word)
    model = NAMED_BY_WORD.get(key.kind) if key else None
    if model is None:
        return word
    number = numbers[kind_name(model)].of(key.pk)
    return None if number is None else ActionKey(key.kind, key.verb, number)
