"""Records as text, so that a merge can bring them back to the letter."""

from typing import Any

from django.apps import apps
from django.db import models


def model_of(name: str) -> type[models.Model]:
    """The model of this name."""
    return apps.get_app_config("mentoring").get_model(name)


def _columns(model: type[models.Model]) -> list:
    return [field for field in model._meta.concrete_fields if not field.generated]


def fields_of(record: models.Model) -> dict[str, Any]:
    """The columns of a record as text, as the serializers write them; None stays None."""
    return {
        field.attname: None if field.value_from_object(record) is None else field.value_to_string(record)
        for field in _columns(type(record))
    }


def record_of(model: type[models.Model], fields: dict[str, Any]) -> Any:
    """The record of these columns; a column that came later has its default."""
    record = model()
    for field in _columns(model):
        if field.attname in fields:
            text = fields[field.attname]
            setattr(record, field.attname, None if text is None else field.to_python(text))
    return record
