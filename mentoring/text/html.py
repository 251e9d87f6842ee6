"""Pieces of HTML put together in Python: `format_html` looks twice at every value, and a page has hundreds."""

import html
import re
from typing import Any

from django.utils.safestring import SafeString

_SPECIAL = re.compile("[&<>\"']").search


def escaped(value: Any) -> str:
    """A value as it may stand in HTML; what is HTML already stays as it is."""
    if isinstance(value, SafeString):
        return value
    text = str(value)
    # Few texts have something to escape, and `html.escape` goes through each five times.
    return html.escape(text) if _SPECIAL(text) else text


def attributes(attrs: dict[str, Any]) -> str:
    """The attributes of an element with a space before each; True stands alone, False not at all."""
    shown = [
        f" {name}" if value is True else f' {name}="{escaped(value)}"'
        for name, value in attrs.items()
        if value is not False
    ]
    return "".join(shown)


def hidden(name: str, value: object) -> SafeString:
    """A field of a form that nobody sees."""
    return SafeString(f'<input type="hidden" name="{escaped(name)}" value="{escaped(value)}">')
