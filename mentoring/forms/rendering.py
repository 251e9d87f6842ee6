"""Prints the plain widgets of forms as Django's templates do, without the cost of four templates a field."""

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString

from ..text.html import attributes, escaped

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


def input_(widget: dict[str, Any]) -> SafeString:
    """`<input>` of any type."""
    value = "" if widget["value"] is None else f' value="{escaped(widget["value"])}"'
    rest = f"{value}{attributes(widget['attrs'])}"
    return SafeString(f'<input type="{widget["type"]}" name="{escaped(widget["name"])}"{rest}>')


def textarea(widget: dict[str, Any]) -> SafeString:
    """`<textarea>`; the first line break belongs to the element."""
    name, value = escaped(widget["name"]), escaped(widget["value"] or "")
    return SafeString(f'<textarea name="{name}"{attributes(widget["attrs"])}>\n{value}</textarea>')


def option(widget: dict[str, Any]) -> str:
    """`<option>`, on a line of its own."""
    attrs = attributes(widget["attrs"]) if widget["attrs"] else ""
    return f'\n  <option value="{escaped(widget["value"])}"{attrs}>{escaped(widget["label"])}</option>'


def select(widget: dict[str, Any]) -> SafeString:
    """`<select>` with its options, some of them in groups."""
    groups = []
    for name, options, _index in widget["optgroups"]:
        inside = "".join([option(one) for one in options])
        groups.append(f'\n  <optgroup label="{escaped(name)}">{inside}\n  </optgroup>' if name else inside)
    opening = f'<select name="{escaped(widget["name"])}"{attributes(widget["attrs"])}>'
    return SafeString(f"{opening}{''.join(groups)}\n</select>")


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
