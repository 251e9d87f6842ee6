"""Addresses of the product's own pages, each looked up once in a process: a page names about eighty."""

from functools import cache

from django.urls import reverse


@cache
def page_url(name: str) -> str:
    """The address of a page in which no record stands."""
    return reverse(name)


def record_url(name: str, pk: int | str) -> str:
    """The address of a record's page, or of one of its buttons; only its number (or the key of an action) is put in."""
    before, after = _around_the_number(name)
    return f"{before}{pk}{after}"


@cache
def _around_the_number(name: str) -> tuple[str, str]:
    before, _number, after = reverse(name, args=[0]).partition("/0/")
    return f"{before}/", f"/{after}"
