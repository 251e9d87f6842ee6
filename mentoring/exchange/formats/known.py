"""Every format of contacts, one row each: how a file of it is recognised, called and read."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import card_edges, google, ldif, linkedin, own_table, tables, vcard
from .rows import RowReader, Source


@dataclass(frozen=True, kw_only=True)
class Format:
    """What is kept of a file's format, the name people read, and sentences worth reading before an import.

    `endings` are how the names of such files end, with their media type: these can be chosen. Of several files
    in a ZIP those with the highest `rank` are read, and one of rank 0 only where there is no other. Two rows of one
    file are somebody once only by one of the signs in `joined_by`; None means by any. `is_exact` is what Waymark wrote.
    """

    key: str
    label: str | Promise
    notes: tuple[str | Promise, ...] = ()
    endings: tuple[str, ...] = ()
    rank: int = 1
    joined_by: frozenset[str] | None = None
    is_exact: bool = False


@dataclass(frozen=True, kw_only=True)
class TableFormat(Format):
    """A table that is recognised by its plain headings; from the whole ones follows how a row below them is read."""

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
    # Who was apart here is apart again.
    FileFormat(
        key="waymark-cards",
        label=_("Waymark’s vCard"),
        joined_by=frozenset(),
        is_beginning=card_edges.is_our_card,
        entries=vcard.card_entries,
    ),
    FileFormat(
        key="vcard",
        label=_("vCard"),
        endings=(".vcf", ".vcard", "text/vcard"),
        is_beginning=card_edges.is_cards,
        entries=vcard.card_entries,
    ),
    FileFormat(
        key="ldif",
        label=_("LDIF"),
        endings=(".ldif", ".ldi", "text/x-ldif"),
        is_beginning=ldif.is_ldif,
        entries=ldif.ldif_entries,
    ),
    TableFormat(
        key="linkedin",
        label=_("LinkedIn"),
        notes=(
            _("LinkedIn’s file has no places, past jobs or years of a degree: those stay unknown."),
            _("It only has an email address for people who allow it."),
        ),
        rank=2,
        joined_by=frozenset({"profile", "email"}),
        is_heading=linkedin.is_linkedin_heading,
        row_reader=linkedin.linkedin_reader,
    ),
    TableFormat(
        key="google",
        label=_("Google Contacts"),
        is_heading=google.is_google_heading,
        row_reader=google.google_reader,
    ),
    TableFormat(
        key="outlook",
        label=_("Outlook"),
        is_heading=tables.has_all("first name", "last name", "email address", "job title", "company"),
        row_reader=tables.by_headings,
    ),
    TableFormat(
        key="waymark",
        label=_("Waymark"),
        joined_by=frozenset(),
        is_exact=True,
        is_heading=own_table.is_ours,
        row_reader=own_table.by_our_columns,
    ),
)
ENDINGS = tuple(ending for row in (TABLE, *FORMATS) for ending in row.endings)
_LABELS = {row.key: row.label for row in (TABLE, *FORMATS)}


def joined_by(key: str) -> frozenset[str] | None:
    """The signs by which two rows of a file of this format are somebody once; None for any."""
    return next((row.joined_by for row in FORMATS if row.key == key), None)


def label_of(key: str) -> str:
    """How people call a format; a key that no row has any more is shown as it is."""
    return str(_LABELS.get(key, key))
