"""What the fields of a form show: as short marks, to notice what changed in another window, and in words."""

import zlib

from django import forms


def marks_of(form: forms.BaseForm) -> dict[str, str]:
    """A mark of what each visible field shows."""
    shown = {field.name: field.value() for field in form.visible_fields()}
    return {name: f"{zlib.crc32(repr(_plain(value)).encode()):x}" for name, value in shown.items()}


def marks_written(marks: dict[str, str]) -> str:
    """The marks as a hidden field carries them."""
    return " ".join(f"{name}={mark}" for name, mark in marks.items())


def marks_in(text: str) -> dict[str, str]:
    """The marks that a hidden field carried; what is none is left out."""
    pairs = (mark.partition("=") for mark in text.split())
    return {name: mark for name, _sign, mark in pairs if mark}


def shown_by(form: forms.BaseForm, name: str) -> str:
    """What a field shows, in words; "" where it shows nothing."""
    value = form[name].value()
    choices = dict(getattr(form.fields[name], "choices", ()) or ())
    if isinstance(value, (list, tuple)):
        return ", ".join(str(choices.get(getattr(item, "pk", item), item)) for item in value)
    return str(choices.get(value, value) or "")


def take_along(record, stands) -> None:
    """Keep what was changed meanwhile in other fields; those of the form are written afterwards."""
    for field in stands._meta.concrete_fields:
        if not field.generated:
            setattr(record, field.attname, getattr(stands, field.attname))


def _plain(value) -> str | list[str]:
    """A value as text: several records in whichever order, nothing like an empty text."""
    if isinstance(value, (list, tuple)):
        return sorted(str(getattr(one, "pk", one)) for one in value)
    return "" if value is None else str(getattr(value, "pk", value))
