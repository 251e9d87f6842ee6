"""Every format of contacts, one row each: how a file of it is recognised, called and read."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import google, linkedin, tables, vcard
from .rows import RowReader, Source


@dataclass(frozen=True, kw_only=True)
class Format:
    """What is kept of a file's format, the name people read, and sentences worth reading before an import.

    `endings` are how the names of such files end, with their media type: these can be chosen. Of several files
    in a ZIP the one with the highest `rank` is read, and never one of rank 0.
    """

    key: str
    label: str | Promise
    notes: tuple[str | Promise, ...] = ()
    endings: tuple[str, ...] = ()
    rank: int = 1


@dataclass(frozen=True, kw_only=True)
class TableFormat(Format):
    """A table that is recognised by its headings; from these follows how a row below them is read."""

    is_heading: Callable[[list[str]], bool]
    row_reader: Callable[[list[str]], RowReader]


@dataclass(frozen=True, kw_only=True)
class FileFormat(Format):
    """A file that is no table, recognised by its first 2,000 characters as UTF-8.

    Its bytes and their encoding give the number of entries, and the entries from a given one on.
    """

    is_beginning: Callable[[bytes], bool]
    entries: Callable[[bytes, str], tuple[int, Source]]


# A table that no row below knows: the person says which column is what.
TABLE = Format(key="table", label=_("A table"), endings=(".csv", ".tsv", ".txt", "text/csv"), rank=0)
# The first one that knows a file reads it.
FORMATS = (
    FileFormat(
        key="vcard",
        label=_("vCard"),
        endings=(".vcf", ".vcard", "text/vcard"),
        is_beginning=vcard.is_cards,
        entries=vcard.card_entries,
    ),
    TableFormat(
        key="linkedin",
        label=_("LinkedIn"),
        notes=(
            _("LinkedIn’s file has no places, past jobs or years of a degree: those stay unknown."),
            _("It has an email address only for those who allow it."),
        ),
        rank=2,
        is_heading=linkedin.is_linkedin_heading,
        row_reader=lambda headings: partial(linkedin.linkedin_person, headings=headings),
    ),
    TableFormat(
        key="google",
        label=_("Google Contacts"),
        is_heading=google.is_google_heading,
        row_reader=lambda headings: partial(google.google_person, headings=headings),
    ),
    TableFormat(
        key="outlook",
        label=_("Outlook"),
        is_heading=tables.has_all("first name", "last name", "email address", "job title", "company"),
        row_reader=tables.by_headings,
    ),
    TableFormat(
        key="waymark", label=_("Waymark"), is_heading=tables.is_ours, row_reader=tables.by_our_columns
    ),
)
ENDINGS = tuple(ending for row in (TABLE, *FORMATS) for ending in row.endings)
_LABELS = {row.key: row.label for row in (TABLE, *FORMATS)}


def label_of(key: str) -> str:
    """How people call a format; a key that no row has any more is shown as it is."""
    return str(_LABELS.get(key, key))
