"""The file with everything, read record by record, each checked for its shape before anything is written."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from ...models.action_keys import ActionKey
from .schema import FORMAT, MOST, NAMED_BY_WORD, WORDED, Kind, kinds, person_fields, read_back
from .versions import VERSION, as_today, name_answered_version

MOST_BYTES = 100 * 1024 * 1024  # 50,000 contacts with notes
MOST_RECORDS = 300_000
# A record as Waymark writes it is longer; a file of shorter ones would cost more than its length says.
SHORTEST_RECORD, FIRST_RECORDS = 150, 300
# The same of what records name in lists, such as the tags of a contact.
SHORTEST_NAMED, FIRST_NAMED = 25, 10_000
LONGEST_RECORD = 1_000_000
DEEPEST_LIST = 10_000  # of what one record may name


class Refused(ValueError):
    """The file is not taken; its text is one sentence for people that says what is wrong, and where."""


@dataclass
class FileRecord:
    """One record as the file tells it: values by field, the numbers it names, and where it stands in the file."""

    kind: Kind
    number: int
    values: dict[str, Any]
    references: dict[str, int | None]
    several: dict[str, list[int]]

    @property
    def place(self) -> str:
        """Where it stands, for a sentence: "contact 17"."""
        return place_of(self.kind.name, self.number)


def place_of(kind: str, number: int) -> str:
    """Where a record stands in the file, for a sentence."""
    return f"{kind} {number}"


def parse(chunks: Iterable[str]) -> tuple[dict[str, Any], Iterator[FileRecord]]:
    """What the file says: the person, as values by field, and each record as it is read. Both raise Refused."""
    scanner = _Scanner(chunks)
    if not (scanner.has("{") and scanner.begins("format") and scanner.value() == FORMAT):
        raise Refused(_("This isn’t a Waymark export."))
    scanner.sign(",")
    version = scanner.value() if scanner.key() == "version" else None
    if type(version) is not int or not 0 < version <= VERSION:
        raise Refused(_("This file comes from another version of Waymark. Update Waymark first."))
    scanner.sign(",")
    scanner.expect_key("person")
    person = as_today(version, "person", scanner.value())
    return _person_values(person), _file_records(scanner, version)


def _file_records(scanner: "_Scanner", version: int) -> Iterator[FileRecord]:
    """Each record, through to the end of the file."""
    by_name = {kind.name: kind for kind in kinds()}
    by_link: dict[Any, Any] = {}
    number = named = 0
    scanner.sign(",")
    scanner.expect_key("records")
    scanner.sign("{")
    while not scanner.has("}"):
        name = scanner.key()
        kind = by_name.pop(name, None)
        if kind is None:
            raise Refused(
                _("The file has a kind of record this Waymark doesn’t know: “%(name)s”.")
                % {"name": name[:40]}
            )
        scanner.sign("[")
        while not scanner.has("]"):
            number += 1
            if number > min(MOST_RECORDS, FIRST_RECORDS + scanner.place // SHORTEST_RECORD):
                raise Refused(_("The file has too many records."))
            said = as_today(version, kind.name, scanner.value())
            record = _file_record(kind, name_answered_version(version, kind.name, said, by_link))
            named += sum(map(len, record.several.values()))
            if named > FIRST_NAMED + scanner.place // SHORTEST_NAMED:
                raise Refused(_("The file has too many records."))
            yield record
            scanner.separator("]")
        scanner.separator("}")
    scanner.sign("}")
    scanner.end()


class _Scanner:
    """Takes JSON apart piece by piece: never more of it is held than the record being read."""

    def __init__(self, chunks: Iterable[str]):
        self.chunks = iter(chunks)
        self.text, self.at, self.passed = "", 0, 0
        self.decoder = json.JSONDecoder(parse_constant=self._no_constant, object_pairs_hook=self._once)

    def _no_constant(self, name: str) -> None:
        raise ValueError(name)

    def _once(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError
        return found

    def _more(self) -> bool:
        piece = next(self.chunks, "")
        self.passed += self.at
        self.text, self.at = self.text[self.at :] + piece, 0
        return bool(piece)

    def _peek(self) -> str:
        while True:
            while self.at < len(self.text) and self.text[self.at] in " \t\r\n":
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if not self._more():
                return ""

    def broken(self) -> Refused:
        """What to say where the file is no JSON, or not in the order it is written in."""
        return Refused(
            _("The file is damaged near character %(place)s. Download it again.")
            % {"place": f"{self.place:,}"}
        )

    @property
    def place(self) -> int:
        """How many characters were read."""
        return self.passed + self.at

    def sign(self, char: str) -> None:
        """Pass this sign."""
        if self._peek() != char:
            raise self.broken()
        self.at += 1

    def has(self, char: str) -> bool:
        """Whether this sign comes next; it is passed then."""
        if self._peek() != char:
            return False
        self.at += 1
        return True

    def separator(self, last: str) -> None:
        """Pass a comma that something follows; before the closing sign there is none."""
        if self._peek() == last:
            return
        self.sign(",")
        if self._peek() == last:
            raise self.broken()

    def key(self) -> str:
        """The next key, with its colon passed."""
        key = self.value()
        if type(key) is not str:
            raise self.broken()
        self.sign(":")
        return key

    def begins(self, name: str) -> bool:
        """Whether the first key is this one; it is passed then."""
        return self._peek() == '"' and self.key() == name

    def expect_key(self, name: str) -> None:
        """Pass this very key."""
        if self.key() != name:
            raise self.broken()

    def value(self) -> Any:
        """The next value whole."""
        if not self._peek():
            raise self.broken()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text, self.at)
            except (ValueError, RecursionError) as error:
                if len(self.text) - self.at > LONGEST_RECORD or isinstance(error, RecursionError):
                    raise self.broken() from error
                if not self._more():
                    raise self.broken() from error
                continue
            # A number at the end of what was read may go on.
            if end < len(self.text) or not self._more():
                self.at = end if end <= len(self.text) else len(self.text)
                return value

    def end(self) -> None:
        """Nothing follows."""
        if self._peek():
            raise self.broken()


def _person_values(said: Any) -> dict[str, Any]:
    return _field_values("person", person_fields(), said)


def _file_record(kind: Kind, said: Any) -> FileRecord:
    if type(said) is not dict:
        raise Refused(_("One of the records under “%(kind)s” isn’t valid.") % {"kind": kind.name})
    number = said.pop("id", None)
    if type(number) is not int or not 0 < number <= MOST:
        raise Refused(_("One of the records under “%(kind)s” has no number.") % {"kind": kind.name})
    place = place_of(kind.name, number)
    references = {
        field.name: _reference(place, field, said.pop(field.name, None)) for field in kind.references
    }
    several = {field.name: _numbers(place, field.name, said.pop(field.name, [])) for field in kind.several}
    return FileRecord(kind, number, _field_values(place, kind.plain, said), references, several)


def _reference(place: str, field: models.Field, said: Any) -> int | None:
    if said is None and field.null:
        return None
    if type(said) is not int or not 0 < said <= MOST:
        raise unfitting(place, field.name)
    return said


def _numbers(place: str, name: str, said: Any) -> list[int]:
    if type(said) is not list or len(said) > DEEPEST_LIST or len(set(map(repr, said))) != len(said):
        raise unfitting(place, name)
    for number in said:
        if type(number) is not int or not 0 < number <= MOST:
            raise unfitting(place, name)
    return said


def _field_values(place: str, fields: tuple[models.Field, ...], said: Any) -> dict[str, Any]:
    """The values of these fields; one the file leaves out, being older than the field, is left to its default."""
    if type(said) is not dict:
        raise Refused(_("“%(place)s” in the file isn’t a valid record.") % {"place": place})
    values = {}
    for field in fields:
        if field.name not in said:
            continue
        try:
            values[field.attname] = value = read_back(field, said.pop(field.name))
            _check(field, value)
        except (ValueError, TypeError, OverflowError, ValidationError) as error:
            raise unfitting(place, field.name) from error
    if said:
        raise Refused(
            _("“%(place)s” has something this Waymark doesn’t know: “%(name)s”.")
            % {"place": place, "name": str(next(iter(said)))[:40]}
        )
    return values


def _check(field: models.Field, value: Any) -> None:
    """What a form would refuse: unknown choices, texts that are too long, addresses that are none."""
    if isinstance(field, models.JSONField) and value is not None:
        # Not `run_validators`: it takes {} for nothing, where a list is stored.
        for validate in field.validators:
            validate(value)
        return
    if value in field.empty_values:
        if value == "" and not field.blank and not field.has_default():
            raise ValueError(field.name)
        return
    if field.choices and value not in {choice for choice, _label in field.flatchoices}:
        raise ValueError(field.name)
    field.run_validators(value)


def unfitting(place: str, name: str) -> Refused:
    """What to say of a field whose value cannot be."""
    return Refused(
        _("“%(place)s” in the file: “%(name)s” has a value that isn’t allowed.")
        % {"place": place, "name": name}
    )


def named_by_word(said: FileRecord) -> tuple[ActionKey, type[models.Model]] | None:
    """The key of an action where a record has one that names another record, and the kind of that one."""
    if said.kind.model not in WORDED:
        return None
    key = ActionKey.parse(said.values.get(WORDED[said.kind.model], ""))
    model = NAMED_BY_WORD.get(key.kind) if key else None
    return (key, model) if model else None
