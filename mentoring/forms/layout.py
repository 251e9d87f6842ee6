"""How the product lays out its forms: rows, tiles for a choice that matters, three-way answers."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Div, Field
from django import forms
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..drawing.drawings import ICONS
from ..text.html import attributes, escaped

# What an answer means, whatever the field calls it: the colour and mark of its segment.
NO = {"no", "does_not", "False"}
UNKNOWN = {"unknown", "unsure", "dont_know", ""}


# How a field is laid out, by its widget; the first that applies, and "text" for any other.
KINDS: dict[str, Any] = {
    "checkbox": forms.CheckboxInput,
    "ticks": (forms.RadioSelect, forms.CheckboxSelectMultiple),
    "file": forms.FileInput,
    "select": forms.Select,
}

MARKS = {"no": "x-lg", "unknown": "question-lg", "yes": "check-lg"}


def _mark(value: str) -> str:
    return "no" if value in NO else "unknown" if value in UNKNOWN else "yes"


def _option(field, data: dict[str, Any], css: str, label: str, inside: str = "") -> str:
    """One radio or checkbox with its label, and what stands `inside` its tile, which are HTML."""
    attrs = {
        "type": data["type"],
        "class": css,
        "name": data["name"],
        "value": _value(data),
        "id": data["attrs"].get("id") or False,
        "checked": data["selected"],
        "disabled": bool(data["attrs"].get("disabled")),
        "required": field.field.required and data["type"] == "radio",
        "aria-invalid": "true" if field.errors else False,
    }
    named = f'<label class="form-check-label" for="{escaped(attrs["id"] or "")}">{label}</label>'
    return f'<div class="form-check"><input{attributes(attrs)}>{named}{inside}</div>\n'


def _value(data: dict[str, Any]) -> str:
    return "" if data["value"] is None else str(data["value"])


def _page_part(template: str, field, options: Iterable[str], **more: Any) -> SafeString:
    context = {"field": field, "options": SafeString("".join(options)), **more}
    return render_to_string(f"bootstrap5/layout/{template}", context)


def render_option(field, data: dict[str, Any]) -> SafeString:
    """One radio or checkbox of a field, with its label."""
    css = "form-check-input is-invalid" if field.errors else "form-check-input"
    return SafeString(_option(field, data, css, escaped(data["label"])))


def control_kind(field) -> str:
    """How a field is laid out: checkbox, ticks, file, select or text."""
    return next((kind for kind, widgets in KINDS.items() if isinstance(field.field.widget, widgets)), "text")


def render_ticks(field) -> SafeString:
    """Radios or checkboxes as a plain list."""
    options = "".join(render_option(field, one.data) for one in field.subwidgets)
    return SafeString(f"<div>{options}</div>")


def render_control(field, css: str) -> SafeString:
    """The control of a field with these classes besides its own: what `{% crispy_field %}` prints, in one step."""
    widget = field.field.widget
    classes = widget.attrs.get("class", "").split()
    invalid = ["is-invalid"] if field.errors else []
    for name in (type(widget).__name__.lower(), css, *invalid):
        if name not in classes:
            classes.append(name)
    widget.attrs["class"] = " ".join(classes)
    return SafeString(str(field))


def render_field(context, field) -> SafeString:
    """A field as crispy prints it: label, control, errors and what helps; in one step, for forms are full of them."""
    if field.is_hidden:
        return SafeString(str(field))
    if field.name == "overrule":  # printed with the warnings it overrules
        return SafeString()
    kind = control_kind(field)
    if kind == "checkbox":
        inside = (
            f'<div class="mb-3"><div id="div_{escaped(field.auto_id)}" class="form-check">\n'
            f"{render_control(field, 'form-check-input')}\n"
            f'<label for="{escaped(field.id_for_label)}" class="form-check-label">{escaped(field.label)}</label>\n'
            f"{help_and_errors(field)}\n</div></div>\n"
        )
    else:
        css = " ".join(filter(None, ("mb-3", field.css_classes())))
        before, after = _labelled(field) if field.label else ("", "")
        control = (
            _upload(context) if kind == "file" else f"\n{_control(field, kind)}\n{help_and_errors(field)}"
        )
        inside = (
            f'<div id="div_{escaped(field.auto_id)}" class="{escaped(css)}">\n'
            f"{before}\n{control}\n{after}\n</div>\n"
        )
    return SafeString(f"\n\n{inside}")


def _upload(context) -> str:
    return render_to_string("bootstrap5/layout/field_file.html", context.flatten())


def _control(field, kind: str) -> SafeString:
    if kind == "ticks":
        return render_ticks(field)
    return render_control(field, "form-select" if kind == "select" else "form-control")


def _labelled(field) -> tuple[str, str]:
    """What stands before a field with a label, and what ends it."""
    is_optional = not field.field.required and not getattr(field.form, "all_optional", False)
    opt = f' <span class="opt">{escaped(_("(optional)"))}</span>' if is_optional else ""
    words = f'\n  class="form-label">{escaped(field.label)}{opt}\n'
    if field.use_fieldset:
        described = field.aria_describedby
        told = f' aria-describedby="{escaped(described)}"' if described else ""
        return f"\n<fieldset{told}><legend{words}</legend>\n", "</fieldset>"
    named = f' for="{escaped(field.id_for_label)}"' if field.id_for_label else ""
    return f"\n<label{named}{words}</label>\n", ""


def help_and_errors(field) -> SafeString:
    """What is wrong with a field, and what helps to fill it in."""
    told = field.help_text
    name = f'id="{escaped(field.auto_id)}_helptext" ' if field.auto_id else ""
    helps = f'<div {name}class="form-text">{escaped(told)}</div>' if told else ""
    return SafeString(f"{errors_block(field)}\n{helps}\n")


def errors_block(field) -> SafeString:
    """What is wrong with a field."""
    if not field.errors:
        return SafeString()
    wrong = "<br>".join(f"<strong>{escaped(error)}</strong>" for error in field.errors)
    return SafeString(
        f'<span id="{escaped(field.auto_id)}_error"\n  class="invalid-feedback d-block">{wrong}</span>\n'
    )


def render_choices(
    field,
    row: bool = False,
    hints=None,
    hide_legend: bool = False,
    pair: bool = False,
    inside=None,
    as_heading: bool = False,
) -> SafeString:
    """A field of radios or checkboxes as tiles, each with an optional hint by value; in a row, or in pairs.

    `inside` is HTML by value: what belongs to one answer only, and stands in its tile.
    """
    css = "form-check-input is-invalid" if field.errors else "form-check-input"

    def label(data: dict[str, Any]) -> str:
        hint = hints and hints.get(_value(data))
        return escaped(data["label"]) + (f"<small>{escaped(hint)}</small>" if hint else "")

    tiles = inside or {}
    options = (
        _option(field, one.data, css, label(one.data), tiles.get(_value(one.data), ""))
        for one in field.subwidgets
    )
    how = {"row": row, "pair": pair, "hide_legend": hide_legend, "as_heading": as_heading}
    return _page_part("choices.html", field, options, **how)


def render_inside(field, css: str) -> SafeString:
    """A small field that stands inside of a tile, above the whole of it being the tile's label."""
    return SafeString(render_to_string("bootstrap5/layout/inside.html", {"field": field, "css": css}))


def render_seg(field, legend: str = "") -> SafeString:
    """A field of three radios (yes, no, don't know) as one line; the legend is only heard."""

    def option(data: dict[str, Any]) -> str:
        mark = _mark(_value(data))
        css = "form-check-input" if mark == "yes" else f"form-check-input is-{mark}"
        return _option(field, data, css, ICONS[MARKS[mark]] + escaped(data["label"]))

    options = (option(one.data) for one in field.subwidgets)
    return _page_part("seg.html", field, options, legend=legend or field.label)


def render_scale(field, legend: str = "", described: str = "") -> SafeString:
    """A field of radios whose words say it all (1 to 5, done or later) as one line; the legend is only heard.

    `described` is the id of what says what the numbers mean.
    """

    def option(data: dict[str, Any]) -> str:
        css = "form-check-input" if _value(data) else "form-check-input is-unknown"
        return _option(field, data, css, escaped(data["label"]))

    options = (option(one.data) for one in field.subwidgets)
    return _page_part("seg.html", field, options, legend=legend or field.label, described=described)


class FormRow(Div):
    """Fields beside each other where there is room: `FormRow("first_day", "last_day")`."""

    def __init__(self, *fields, wide: bool = False, **kwargs):
        super().__init__(*fields, css_class="form-row form-row-2" if wide else "form-row", **kwargs)


class Choices(Field):
    """Radios or checkboxes as tiles in a row: `Choices("cadence")`."""

    def __init__(self, field, hide_legend: bool = False):
        super().__init__(field)
        self.hide_legend = hide_legend

    def render(self, form, context, **kwargs):
        """The field as tiles; noted as rendered, so that crispy can tell a forgotten field."""
        form.rendered_fields.add(self.fields[0])
        return render_choices(form[self.fields[0]], row=True, hide_legend=self.hide_legend)


class Disclose(Div):
    """Fields that are rarely needed, folded away under a line: `Disclose("reviews", "Reviews on …", "review_on")`."""

    def __init__(self, key: str, summary, *fields, is_open: bool = False):
        super().__init__(*fields)
        self.key, self.summary, self.is_open = key, summary, is_open

    def render(self, form, context, **kwargs):
        """The line with its id, and the fields below it."""
        inside = self.get_rendered_fields(form, context, **kwargs)
        opened = SafeString(" open") if self.is_open else ""
        whole = '<details class="disclose mb-4"{}><summary id="{}">{}</summary><div class="pt-3">{}</div></details>'
        return format_html(whole, opened, self.key, self.summary, SafeString(inside))
