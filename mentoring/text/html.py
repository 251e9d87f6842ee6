"""Pieces of HTML put together in Python: `format_html` looks twice at every value, and a page has hundreds."""

import html
from typing import Any

from django.utils.safestring import SafeString


def escaped(value: Any) -> str:
    """A value as it may stand in HTML; what is HTML already stays as it is."""
    return value if isinstance(value, SafeString) else html.escape(str(value))


def attributes(attrs: dict[str, Any]) -> str:
    """The attributes of an element with a space before each; True stands alone, False not at all."""
    shown = [
        f" {name}" if value is True else f' {name}="{escaped(value)}"'
        for name, value in attrs.items()
        if value is not False
    ]
    return "".join(shown)
