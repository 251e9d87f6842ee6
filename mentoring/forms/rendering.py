"""Prints the plain widgets of forms as Django's templates do, without the cost of four templates a field."""

from collections.abc import Iterable
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import format_html
from django.utils.safestring import SafeString

WIDGETS = "django/forms/widgets/"
INPUTS = (
    "checkbox",
    "color",
    "date",
    "datetime",
    "email",
    "hidden",
    "number",
    "password",
    "search",
    "text",
    "time",
    "url",
)


def joined(parts: Iterable[SafeString]) -> SafeString:
    """Pieces of HTML in a row."""
    return SafeString("".join(parts))


def attributes(attrs: dict[str, Any]) -> SafeString:
    """The attributes of an element with a space before each; True stands alone, False not at all."""
    shown = [(name, value) for name, value in attrs.items() if value is not False]
    return joined(
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, str(value))
        for name, value in shown
    )


def input_(widget: dict[str, Any]) -> SafeString:
    """`<input>` of any type."""
    value = widget["value"]
    return format_html(
        '<input type="{}" name="{}"{}{}>',
        widget["type"],
        widget["name"],
        "" if value is None else format_html(' value="{}"', str(value)),
        attributes(widget["attrs"]),
    )


def textarea(widget: dict[str, Any]) -> SafeString:
    """`<textarea>`; the first line break belongs to the element."""
    return format_html(
        '<textarea name="{}"{}>\n{}</textarea>',
        widget["name"],
        attributes(widget["attrs"]),
        widget["value"] or "",
    )


def option(widget: dict[str, Any]) -> SafeString:
    """`<option>`, on a line of its own."""
    return format_html(
        '\n  <option value="{}"{}>{}</option>',
        str(widget["value"]),
        attributes(widget["attrs"]),
        widget["label"],
    )


def select(widget: dict[str, Any]) -> SafeString:
    """`<select>` with its options, some of them in groups."""
    groups = []
    for name, options, _index in widget["optgroups"]:
        inside = joined(option(one) for one in options)
        groups.append(
            format_html('\n  <optgroup label="{}">{}\n  </optgroup>', name, inside) if name else inside
        )
    return format_html(
        '<select name="{}"{}>{}\n</select>',
        widget["name"],
        attributes(widget["attrs"]),
        joined(groups),
    )


PRINTED = {
    **{f"{WIDGETS}{name}.html": input_ for name in INPUTS},
    f"{WIDGETS}textarea.html": textarea,
    f"{WIDGETS}select.html": select,
}


class WidgetRenderer(DjangoTemplates):
    """Plain widgets by the functions above, everything else by Django's templates."""

    def render(self, template_name, context, request=None):
        """The HTML of a widget or form."""
        if printed := PRINTED.get(template_name):
            return printed(context["widget"])
        return super().render(template_name, context, request)
