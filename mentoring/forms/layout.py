"""How the product lays out its forms: rows, tiles for a choice that matters, three-way answers."""

from crispy_forms.layout import Div, Field
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

# What an answer means, whatever the field calls it: the colour and mark of its segment.
NO = {"no", "does_not", "False"}
UNKNOWN = {"unknown", "unsure", "dont_know", ""}


def _options(field, hints) -> list[dict]:
    options = []
    for widget in field.subwidgets:
        data = widget.data
        value = "" if data["value"] is None else str(data["value"])
        mark = "no" if value in NO else "unknown" if value in UNKNOWN else "yes"
        options.append(
            {"data": data, "value": value, "label": data["label"], "hint": hints.get(value, ""), "mark": mark}
        )
    return options


def render_choices(field, row: bool = False, hints=None, hide_legend: bool = False) -> SafeString:
    """A field of radios or checkboxes as tiles, each with an optional hint by value."""
    context = {
        "field": field,
        "options": _options(field, hints or {}),
        "row": row,
        "hide_legend": hide_legend,
    }
    return render_to_string("bootstrap5/layout/choices.html", context)


def render_seg(field, legend: str = "") -> SafeString:
    """A field of three radios (yes, no, don't know) as one line; the legend is only heard."""
    context = {"field": field, "options": _options(field, {}), "legend": legend or field.label}
    return render_to_string("bootstrap5/layout/seg.html", context)


def render_scale(field, legend: str = "") -> SafeString:
    """A field of radios whose words say it all (1 to 5, done or later) as one line; the legend is only heard."""
    context = {"field": field, "options": _options(field, {}), "legend": legend or field.label}
    return render_to_string("bootstrap5/layout/scale.html", context)


class FormRow(Div):
    """Fields beside each other where there is room: `FormRow("first_day", "last_day")`."""

    def __init__(self, *fields, wide: bool = False, **kwargs):
        super().__init__(*fields, css_class="form-row form-row-2" if wide else "form-row", **kwargs)


class Choices(Field):
    """Radios or checkboxes as tiles: `Choices("outcome", hints={"good_fit": _("Next: ...")})`."""

    def __init__(self, field, row: bool = False, hints=None, hide_legend: bool = False):
        super().__init__(field)
        self.row, self.hints, self.hide_legend = row, hints or {}, hide_legend

    def render(self, form, context, **kwargs):
        """The field as tiles; noted as rendered, so that crispy can tell a forgotten field."""
        form.rendered_fields.add(self.fields[0])
        return render_choices(form[self.fields[0]], self.row, self.hints, self.hide_legend)


class Seg(Field):
    """A three-way answer in one line: `Seg("answer")`."""

    def __init__(self, field, legend: str = ""):
        super().__init__(field)
        self.legend = legend

    def render(self, form, context, **kwargs):
        """The field as three segments; noted as rendered."""
        form.rendered_fields.add(self.fields[0])
        return format_html('<div class="mb-3">{}</div>', render_seg(form[self.fields[0]], self.legend))
