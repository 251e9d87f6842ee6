"""Writing what a file says, or only showing it to the database: who refuses, and which record it is."""

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from ...models import Contact, Distinction, ShareLink
from ...models.base import Owned
from ...models.bulk_writes import insert_as_they_stand
from .parse import FileRecord, Refused


class Writer:
    """Writes for good, or on trial: then each write is taken back at once, and records get keys that nothing has."""

    def __init__(self, is_trial: bool):
        self.is_trial = is_trial
        self.tried = 0

    def insert(self, written: list[tuple[FileRecord, Any]]) -> None:
        """Write new records; where the database refuses, half of them and half again, to say which of them it is."""
        if self.is_trial:
            for at, (_said, record) in enumerate(written):
                record.pk = -1 - self.tried - at
        try:
            with transaction.atomic():
                insert_as_they_stand([record for _said, record in written])
                transaction.set_rollback(self.is_trial)
        except (DatabaseError, ValueError, OverflowError) as error:
            if len(written) == 1:
                raise _contradicts(written[0][0].place) from error
            for _said, record in written:
                record.pk = None
            half = len(written) // 2
            self.insert(written[:half])
            self.insert(written[half:])
        else:
            self.tried += len(written)

    def write(self, place: str, write: Callable[[], Any]) -> None:
        """Do this; what the database refuses is a refusal of the file, at this place of it."""
        try:
            with transaction.atomic():
                write()
                transaction.set_rollback(self.is_trial)
        except (DatabaseError, ValueError, OverflowError) as error:
            raise _contradicts(place) from error


def _contradicts(place: str) -> Refused:
    return Refused(_("“%(place)s” in the file contradicts itself.") % {"place": place})


def fill_in_unsaid(record: Owned) -> None:
    """What the file doesn't say: the keys of a contact, the order of two people told apart, that a link is over."""
    if isinstance(record, Contact):
        record.mark_keys()
    if isinstance(record, Distinction) and record.first_id > record.second_id:
        record.first_id, record.second_id = record.second_id, record.first_id
    if isinstance(record, ShareLink):
        record.end_with_its_file()
