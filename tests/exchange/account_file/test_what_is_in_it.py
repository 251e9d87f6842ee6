"""What is in the file, and what is left out with a reason."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from mentoring.exchange.account_file import schema as archive_kinds
from mentoring.exchange.account_file.schema import FIELDS_LEFT_OUT, KINDS_LEFT_OUT, kinds, person_fields
from mentoring.models import User
from mentoring.models.base import Owned
from mentoring.models.stored import (
    validate_closing_words,
    validate_decisions,
    validate_sections,
    validate_sent_words,
    validate_texts,
)
from mentoring.status import next_actions
from tests.addresses import World

pytestmark = pytest.mark.django_db

DOCS = Path(__file__).resolve().parents[3] / "docs" / "account-file.md"


def test_every_kind_and_every_field_is_in_the_file_or_left_out_with_a_reason():
    owned = {m for m in apps.get_app_config("mentoring").get_models() if issubclass(m, Owned)}
    in_file = {kind.model: kind for kind in kinds()}

    assert set(in_file) | set(KINDS_LEFT_OUT) == owned
    for model, kind in in_file.items():
        fields = {field.name for field in [*kind.plain, *kind.references, *kind.several]}
        tables = {f.name for f in model._meta.many_to_many if not f.remote_field.through._meta.auto_created}
        computed = {field.name for field in model._meta.concrete_fields if field.generated}
        everything = {field.name for field in [*model._meta.concrete_fields, *model._meta.many_to_many]}
        assert (
            fields | {"id", "owner"} | tables | computed | set(FIELDS_LEFT_OUT.get(model, {})) == everything
        )
    person = {field.name for field in person_fields()}
    assert person | set(FIELDS_LEFT_OUT[User]) == {
        field.name for field in [*User._meta.concrete_fields, *User._meta.many_to_many]
    }


def test_nothing_that_sounds_like_a_secret_is_in_the_file():
    names = [field.name for kind in kinds() for field in kind.plain] + [f.name for f in person_fields()]

    assert {
        name for name in names if any(word in name for word in ("salt", "secret", "token", "password"))
    } == set()


def test_every_list_in_the_file_has_a_shape_that_is_checked():
    lists = [field for kind in kinds() for field in kind.plain if isinstance(field, models.JSONField)]

    shapes = (
        validate_texts, validate_sections, validate_decisions, validate_sent_words, validate_closing_words,
    )  # fmt: skip
    assert [str(field) for field in lists if not any(shape in field.validators for shape in shapes)] == []


def test_every_record_that_an_action_names_is_known(alice):
    World(alice, "Quillwort")

    actions = next_actions.for_user(alice, timezone.localdate())
    named = {action.key.partition(".")[0] for action in actions if ":" in action.key}

    assert named
    assert named <= set(archive_kinds.NAMED_BY_WORD)


def test_the_docs_list_every_field():
    lines = [line for line in DOCS.read_text().splitlines() if line.startswith("- **")]

    assert lines == list(archive_kinds.described())
