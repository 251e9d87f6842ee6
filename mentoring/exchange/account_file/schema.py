"""What stands in the file with everything: every kind of record and every field, but for those named here."""

import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from ...models import (
    Archive,
    BulkDeed,
    Change,
    Contact,
    Goal,
    GoalStep,
    Import,
    ImportRow,
    Introduction,
    Mailing,
    Meeting,
    MentorAgreement,
    MentorAnswer,
    MentorMessage,
    Merge,
    Postponement,
    Reminder,
    ShareLink,
    Tie,
    UnsentForm,
    User,
)
from ...models.base import Owned
from ...models.stored import is_storable

FORMAT = "waymark"

# Kinds of records that stay behind, and why.
KINDS_LEFT_OUT: dict[type[models.Model], str] = {
    Archive: "a file on its way in",
    BulkDeed: "how to take back what was done to several contacts",
    Change: "how to undo an import here",
    Import: "a file on its way in",
    ImportRow: "a row of a file on its way in",
    Merge: "how to undo a merge here",
    Mailing: "which mails went out from here",
    UnsentForm: "a form on its way back to a browser",
}

# Fields that stay behind, and why. The owner, the key and what the database computes never travel.
FIELDS_LEFT_OUT: dict[type[models.Model], dict[str, str]] = {
    User: {
        "id": "the key in this database",
        "password": "a secret",
        "last_login": "about this account's sign-ins",
        "email": "the address of this account, by which one signs in",
        "is_active": "the operator's to say",
        "is_staff": "the operator's to say",
        "is_superuser": "the operator's to say",
        "groups": "the operator's to say",
        "user_permissions": "the operator's to say",
        "date_joined": "about this account",
        "password_changed_at": "about this account's password",
        "calendar_salt": "a secret",
        "reminder_chosen_at": "mails begin anew with the account that sends them",
    },
    Contact: {
        "words": "computed from all texts, for finding",
        "name_key": "computed from the name",
        "sort_key": "computed from the name",
        "company_key": "computed from the company",
        "email_key": "computed from the email",
        "profile_key": "computed from the LinkedIn address",
    },
    Tie: {"came_with": "an import here"},
    ShareLink: {
        "salt": "a secret; the address that was shared belongs to this database",
        "revoked_at": "a link opens nothing where the file is read, so each is switched off there",
    },
}

# A postponement names its record inside a word such as "introduction.thanked:7": what stands before the first dot.
NAMED_BY_WORD: dict[str, type[Owned]] = {
    "agreement": MentorAgreement,
    "answer": MentorAnswer,
    "goal": Goal,
    "introduction": Introduction,
    "meeting": Meeting,
    "message": MentorMessage,
    "reminder": Reminder,
    "step": GoalStep,
    "contact": Contact,
}
WORDED: dict[type[models.Model], str] = {Postponement: "action"}


@dataclass(frozen=True)
class Kind:
    """One kind of record as the file has it: its plain fields, those that name a record, those that name several."""

    name: str
    model: type[models.Model]
    plain: tuple[models.Field, ...]
    references: tuple[models.ForeignKey, ...]
    several: tuple[models.ManyToManyField, ...]

    def owned_by(self, owner) -> models.QuerySet:
        """One person's records of this kind."""
        return self.model._default_manager.filter(owner=owner)


def kind_name(model: type[models.Model]) -> str:
    """How the file calls a kind of record."""
    return model.__name__.lower()


@cache
def person_fields() -> tuple[models.Field, ...]:
    """What the file says of the person."""
    return tuple(field for field in User._meta.concrete_fields if field.name not in FIELDS_LEFT_OUT[User])


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of record, each after those that it names."""
    waiting = [
        model
        for model in apps.get_app_config("mentoring").get_models()
        if issubclass(model, Owned) and model not in KINDS_LEFT_OUT
    ]
    found: list[Kind] = []
    done: set[type[models.Model]] = set()
    while waiting:
        ready = next(model for model in waiting if _named(model) <= {*done, model})
        waiting.remove(ready)
        done.add(ready)
        found.append(_kind(ready))
    return tuple(found)


def _kind(model: type[models.Model]) -> Kind:
    left_out = {"owner", *FIELDS_LEFT_OUT.get(model, {})}
    fields = [
        field
        for field in model._meta.concrete_fields
        if not (field.primary_key or field.generated or field.name in left_out)
    ]
    return Kind(
        kind_name(model),
        model,
        plain=tuple(field for field in fields if not field.is_relation),
        references=tuple(field for field in fields if field.is_relation),
        several=tuple(field for field in model._meta.many_to_many if _is_plain_many(field)),
    )


def _is_plain_many(field: models.ManyToManyField) -> bool:
    """Whether a field is the only place that says so; a table of its own is a kind of record of its own."""
    return bool(field.remote_field.through._meta.auto_created)


def _named(model: type[models.Model]) -> set[type[models.Model]]:
    kind = _kind(model)
    words = set(NAMED_BY_WORD.values()) if model in WORDED else set()
    return words | {field.related_model for field in (*kind.references, *kind.several)}


# How a value is written, and how it is read back; what is read raises ValueError or TypeError when it is no such.

LEAST_YEAR, MOST_YEAR = 2, 9998  # a day beside them still has a day before and after it
MOST = 2_000_000_000


def written_value(field: models.Field, value: Any) -> Any:
    """A value of this field as it stands in the file."""
    if value is None:
        return value
    return _way(field)[0](value)


def read_back(field: models.Field, value: Any) -> Any:
    """The value of this field that a file says. ValueError when it is none, with a sentence for people."""
    if value is None:
        if not field.null:
            raise ValueError(field.name)
        return None
    return _way(field)[1](value)


@cache
def _way(field: models.Field) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    return next(way for kind, way in _WAYS if isinstance(field, kind))


def _is(kind: type) -> Callable[[Any], Any]:
    def same(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(value)
        return value

    return same


def _read_text(value: Any) -> str:
    if not is_storable(value):
        raise ValueError
    return value


def _read_number(value: Any) -> int:
    if type(value) is not int or not -MOST <= value <= MOST:
        raise ValueError
    return value


def _moment(value: Any) -> dt.datetime:
    moment = dt.datetime.fromisoformat(_read_text(value))
    if moment.tzinfo is None or not LEAST_YEAR <= moment.year <= MOST_YEAR:
        raise ValueError
    return moment.astimezone(dt.UTC)


def _read_day(value: Any) -> dt.date:
    day = dt.date.fromisoformat(_read_text(value))
    if not LEAST_YEAR <= day.year <= MOST_YEAR:
        raise ValueError
    return day


_WAYS: tuple[tuple[type[models.Field], tuple[Callable[[Any], Any], Callable[[Any], Any]]], ...] = (
    (models.BooleanField, (bool, _is(bool))),
    (models.IntegerField, (int, _read_number)),
    (models.DateTimeField, (lambda moment: moment.astimezone(dt.UTC).isoformat(), _moment)),
    (models.DateField, (dt.date.isoformat, _read_day)),
    (models.UUIDField, (str, lambda text: uuid.UUID(_read_text(text)))),
    (models.CharField, (str, _read_text)),
    (models.TextField, (str, _read_text)),
    # PostgreSQL keeps the keys of a list in an order of its own.
    (models.JSONField, (lambda value: json.loads(json.dumps(value, sort_keys=True)), lambda value: value)),
)


def described() -> Iterator[str]:
    """The kinds and fields of the file as docs/account-file.md lists them, a line each."""
    for kind in kinds():
        yield f"- **{kind.name}**: id, " + ", ".join(_described(kind))
    yield "- **person**: " + ", ".join(field.name for field in person_fields())


def _described(kind: Kind) -> Iterator[str]:
    yield from (field.name for field in kind.plain)
    yield from (f"{field.name} (a {kind_name(field.related_model)})" for field in kind.references)
    yield from (f"{field.name} (several of {kind_name(field.related_model)})" for field in kind.several)
