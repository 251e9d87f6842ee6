"""What may stand only once in an account, asked of sets: the database is read once a kind and not once a record."""

from typing import Any

from django.db import models

from ...models import Goal
from ...models.constraints import sentence


class Once:
    """What stands in an account, and what a file adds to it, by each rule that lets it stand only once."""

    def __init__(self, owner):
        self.owner = owner
        self._taken: dict[str, set[tuple]] = {}
        self._last_number = 0

    def refusal(self, record: Any) -> str:
        """Why a record cannot stand beside the others, in a sentence; "" when it can, and it counts from then on."""
        concerned = [rule for rule in rules(type(record)) if _concerns(rule, record)]
        keys = [(rule, _values_at(rule, record)) for rule in concerned]
        keys = [(rule, key) for rule, key in keys if None not in key]
        if isinstance(record, Goal):
            keys = [(rule, (self.owner.pk, self._free_number(record))) for rule, _key in keys]
        broken = [rule for rule, key in keys if key in self._those_of(rule, record)]
        if not broken:
            for rule, key in keys:
                self._taken[rule.name].add(key)
        return " ".join(word for rule in broken for word in sentence(record, rule).messages)

    def _those_of(self, rule: models.UniqueConstraint, record: Any) -> set[tuple]:
        if rule.name not in self._taken:
            mine = type(record)._default_manager.filter(rule.condition or models.Q(), owner=self.owner)
            self._taken[rule.name] = set(mine.order_by().values_list(*_attnames(rule, type(record))))
        return self._taken[rule.name]

    def _free_number(self, goal: Goal) -> int:
        """The number of a goal, which becomes the next one where another has it."""
        [rule] = rules(Goal)
        taken = self._those_of(rule, goal)
        if (self.owner.pk, goal.number) in taken:
            self._last_number = self._last_number or max(number for _owner, number in taken)
            goal.number = self._last_number + 1
        self._last_number = max(self._last_number, goal.number) if self._last_number else 0
        return goal.number


def rules(model: type[models.Model]) -> list[models.UniqueConstraint]:
    """The rules of a kind about columns; the form key is looked up before, and words are compared by themselves."""
    unique = [rule for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint)]
    alone = [field.name for field in model._meta.concrete_fields if field.one_to_one]
    unique += [models.UniqueConstraint(fields=[name], name=f"{model.__name__}.{name}") for name in alone]
    return [rule for rule in unique if rule.fields and rule.fields != ("owner", "form_key")]


def _values_at(rule: models.UniqueConstraint, record: Any) -> tuple:
    return tuple(getattr(record, name) for name in _attnames(rule, type(record)))


def _attnames(rule: models.UniqueConstraint, model: type[models.Model]) -> list[str]:
    columns = {field.name: field.attname for field in model._meta.concrete_fields}
    return [columns[name] for name in rule.fields]


def _concerns(rule: models.UniqueConstraint, record: Any) -> bool:
    """Whether a rule says something about this record: each part of its condition holds."""
    for name, wanted in rule.condition.children if rule.condition else ():
        column, _, lookup = name.partition("__")
        value = getattr(record, record._meta.get_field(column).attname)
        if (value is None) != wanted if lookup == "isnull" else value != wanted:
            return False
    return True
