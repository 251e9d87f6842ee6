"""Opens a file of contacts: recognises it by its content, never by its name."""

from .rows import Column, Reading, Unreadable


def read(data: bytes, columns: dict[int, str] | None = None) -> Reading:
    """What a file holds; `columns` maps the columns of a table to names of FIELDS. Raises Unreadable."""
    raise Unreadable


def columns(data: bytes) -> list[Column]:
    """The columns of a table that is none of the known exports, each with its likely field. Raises Unreadable."""
    raise Unreadable
