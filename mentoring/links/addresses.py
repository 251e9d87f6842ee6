"""Addresses of the product's own pages, each looked up once in a process: a page names about eighty."""

from functools import cache
from urllib.parse import SplitResult, urlsplit

from django.urls import reverse


@cache
def page_url(name: str) -> str:
    """The address of a page in which no record stands."""
    return reverse(name)


def record_url(name: str, pk: int | str, *words: str) -> str:
    """The address of a record's page, or of one of its buttons; only its number (or the key of an action) is put in.

    `words` are what else stands in it, of which there are few: the kind of a letter.
    """
    before, after = _around_the_number(name, *words)
    return f"{before}{pk}{after}"


def with_query_of(asked: str, url: str) -> str:
    """Our address `url`, with what `asked` says after the question mark if that is the same page."""
    wanted, ours = parts_of(asked), parts_of(url)
    return ours._replace(query=wanted.query).geturl() if wanted.path == ours.path else url


def parts_of(url: str) -> SplitResult:
    """The parts of an address that somebody sent; of one that is none, nothing."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


@cache
def _around_the_number(name: str, *words: str) -> tuple[str, str]:
    before, _number, after = reverse(name, args=[0, *words]).partition("/0/")
    return f"{before}/", f"/{after}"
