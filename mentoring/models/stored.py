"""The shapes of what is stored as JSON and travels in an account file: described once for who writes and who reads.

A validator of the field refuses what has another shape, so that what is read from a file can be printed like what was
written here.
"""

import datetime as dt
import re
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST_TEXT = 100_000
MOST_LINES = 1_000
MOST_SECTIONS = 100


class AgreementLine(TypedDict):
    """One paragraph of an agreement, or one item of a list; `who` is the first name of whoever promises it."""

    text: str
    who: str
    is_item: bool


class AgreementSection(TypedDict):
    """One section of an agreement: the part it belongs to, its heading and its lines."""

    key: str
    title: str
    lines: list[AgreementLine]


class SentStep(TypedDict):
    """One step as it was sent: the key of the form that made it, its words, and its day ("" for none)."""

    key: str
    text: str
    due: str


class SentWords(TypedDict):
    """What the other person was sent of a meeting: what is asked for, the agenda, advice and what became of it, and the
    steps that were agreed on.
    """

    ask: str
    agenda: str
    advice: str
    outcome: str
    steps: list[SentStep]


class ReachedGoal(TypedDict):
    """One goal that was reached: its title and its success sentence."""

    title: str
    success: str


class ClosingWords(TypedDict):
    """What the mentor may read of the end: what was learned, the thank-you letter, and the goals that were reached."""

    learned: str
    thanks: str
    goals: list[ReachedGoal]


_HALF_A_LETTER = re.compile("[\ud800-\udfff]")


def is_storable(text: Any) -> bool:
    """Whether this is a text that either database can hold: no zero byte, no half of a letter, not endless."""
    if type(text) is not str or "\0" in text or len(text) > LONGEST_TEXT:
        return False
    return not _HALF_A_LETTER.search(text)


def validate_texts(value: Any) -> None:
    """Raise ValidationError for anything but a list of texts."""
    _refuse_unless(type(value) is list and len(value) <= MOST_LINES and all(map(is_storable, value)))


def validate_sections(value: Any) -> None:
    """Raise ValidationError for anything but a list of AgreementSection."""
    _refuse_unless(type(value) is list and len(value) <= MOST_SECTIONS)
    for section in value:
        _refuse_unless(_has_keys_of(AgreementSection, section))
        validate_texts([section["key"], section["title"]])
        _refuse_unless(type(section["lines"]) is list and len(section["lines"]) <= MOST_LINES)
        for line in section["lines"]:
            _refuse_unless(_has_keys_of(AgreementLine, line) and type(line["is_item"]) is bool)
            validate_texts([line["text"], line["who"]])


def validate_sent_words(value: Any) -> None:
    """Raise ValidationError for anything but SentWords."""
    _refuse_unless(type(value) is dict)
    value = {"steps": [], **value}  # kept before steps were
    _refuse_unless(_has_keys_of(SentWords, value))
    validate_texts([text for name, text in value.items() if name != "steps"])
    _validate_rows(SentStep, value["steps"])
    _refuse_unless(all(step["due"] == "" or is_day(step["due"]) for step in value["steps"]))


def validate_closing_words(value: Any) -> None:
    """Raise ValidationError for anything but ClosingWords."""
    _refuse_unless(_has_keys_of(ClosingWords, value))
    validate_texts([value["learned"], value["thanks"]])
    _validate_rows(ReachedGoal, value["goals"])


def is_day(text: str) -> bool:
    """Whether this is a day as it is stored: "2026-03-12"."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def validate_decisions(value: Any) -> None:
    """Raise ValidationError for anything but, by fact and column, what stood there and what was written."""
    _refuse_unless(type(value) is dict and len(value) <= MOST_SECTIONS)
    for fact, changed in value.items():
        _refuse_unless(type(changed) is dict and len(changed) <= MOST_SECTIONS)
        validate_texts([fact, *changed])
        for pair in changed.values():
            _refuse_unless(type(pair) is list and len(pair) == 2)
            validate_texts([each for each in pair if each is not None and type(each) is not bool])


def _validate_rows(shape: type, rows: Any) -> None:
    _refuse_unless(type(rows) is list and len(rows) <= MOST_LINES)
    for row in rows:
        _refuse_unless(_has_keys_of(shape, row))
        validate_texts([*row.values()])


def _has_keys_of(shape: type, value: Any) -> bool:
    return type(value) is dict and set(value) == set(shape.__annotations__)


def _refuse_unless(fits: bool) -> None:
    if not fits:
        raise ValidationError(_("What is stored here has another shape"), code="shape")
