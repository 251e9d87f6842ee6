"""What the first row of a table and its columns are, guessed by what stands in them."""

import re
from itertools import pairwise

from django.utils.translation import gettext as _

from ...identity.fields import NOTES
from ...identity.keys import profile_key
from ...identity.names import is_in_signs
from ...identity.titles import is_title
from . import tables
from .cleaning import clean
from .rows import Column
from .unread import are_made
from .ways_to_reach import is_email, split_emails

_NUMBER = re.compile(r"[+(\d][\d ()/.-]{5,}")


def has_no_heading(cells: list[str]) -> bool:
    """Whether a first row is already a person: an address or a number stands in it, where a heading has words."""
    texts = list(map(clean, cells))
    return any(_has_email(text) or profile_key(text) or _NUMBER.fullmatch(text) for text in texts)


def _has_email(text: str) -> bool:
    """Whether an address stands in a cell, alone or behind a name."""
    return "@" in text and any(map(is_email, split_emails(text)))


def may_be_a_person(cells: list[str]) -> bool:
    """Whether a first row may be a person as well as a heading: fewer than two of its cells are known headings."""
    return len(tables.mapping_of(cells)) < 2


def is_likely_a_person(cells: list[str], below: list[list[str]]) -> bool:
    """Whether a first row is a person rather than a heading, by what it says and what stands below it."""
    if has_no_heading(cells) or not below:
        return True
    # "Ad" is a name too.
    if any(
        len(tables.plain_heading(cells[at])) > 2 or is_in_signs(cells[at]) for at in tables.mapping_of(cells)
    ):
        return False
    words = list(map(clean, cells))
    is_alone = sum(map(bool, words)) == 1 and max(sum(map(bool, map(clean, row))) for row in below) > 1
    for at, word in enumerate(words):
        found = list(filter(None, (clean(row[at]) for row in below if row[at:])))
        # A word above numbers or addresses alone is their heading, one alone above full names the title of a list.
        # Else it only may be one: who is taken for a heading is lost, what is taken for somebody is one too many.
        if word and found and not _is_figure(word) and all(map(_is_figure, found)):
            return False
        if word and found and is_alone and " " not in word and all(" " in text for text in found):
            return False
    return True


def _is_figure(cell: str) -> bool:
    return "@" in cell or re.fullmatch(r"[+(\d][\d ()/.,-]*", clean(cell)) is not None


def columns_of(
    headings: list[str], samples: list[list[str]], headed: bool, more: list[list[str]]
) -> list[Column]:
    """The columns as they are offered for choosing, with what stands in them first.

    The last of the samples is none of the rows: it has what comes late. `more` are rows behind the others.
    """
    texts = [_texts(samples, at) for at in range(len(headings))]
    if headed:
        unknown = [at for at, one in enumerate(headings) if tables.field_of(one) in ("", "aside")]
        guesses = tables.likely_choice(headings, [at for at in unknown if _are_names(texts[at])])
        guesses |= {
            at: "prefix"
            for at, heading in enumerate(headings)
            if tables.may_be_titles(heading) and texts[at] and all(map(is_title, texts[at]))
        }
    else:
        guesses = _by_content(texts)
    if texts and _only_counts(texts[0]):
        guesses.pop(0, None)
    for at in [at for at, guess in guesses.items() if guess == NOTES.name]:
        if headed and tables.field_of(headings[at]):
            continue
        if are_made(texts[at]) or (headed and _tells_nobody_apart([samples[:-1], more], at)):
            guesses[at] = ""
    found = []
    for index in range(len(headings)):
        guess = guesses.get(index, "")
        found.append(
            Column(
                index=index,
                heading=heading_of(headings if headed else [], index),
                samples=tuple(dict.fromkeys(text[:80] for text in texts[index]))[:3],
                guess=guess if guess in tables.FIELDS or not guess else tables.PART_OF[guess],
            )
        )
    return found


def heading_of(headings: list[str], index: int) -> str:
    """How a column is called: as it is headed, else by its number."""
    text = clean(headings[index])[:80] if headings else ""
    return text or _("Column %(number)d") % {"number": index + 1}


def _texts(samples: list[list[str]], index: int) -> list[str]:
    """What stands in a column, without blanks."""
    return [text for text in (clean(row[index]) for row in samples if index < len(row)) if text]


def _by_content(columns: list[list[str]]) -> dict[int, str]:
    """Without headings: addresses and profiles show themselves, and the first column of words is the name."""
    found: dict[int, str] = {}
    for index, texts in enumerate(columns):
        if any(map(_has_email, texts)):
            found[index] = "email"
        elif any(map(profile_key, texts)):
            found[index] = "linkedin"
        elif texts and all(map(_NUMBER.fullmatch, texts)):
            found[index] = "phone"
        elif "name" not in found.values() and texts and not all(map(_is_figure, texts)):
            found[index] = "name"
        else:
            found[index] = "notes"
    return found


# Rows of which nothing can be told by one column alone.
_FEWEST = 3
_FULL_NAME = re.compile(r"[^\W\d_][\w.’'-]*(?:,? [^\W\d_][\w.’'-]*){1,3}")


def _are_names(texts: list[str]) -> bool:
    """Whether a column holds names alone: words that begin in capitals, or a few signs, each once."""
    return bool(texts) and len({*texts}) == len(texts) and all(map(_is_full_name, texts))


def _is_full_name(text: str) -> bool:
    if is_in_signs(text):
        return len(text) <= 6
    return len(text) <= 60 and _FULL_NAME.fullmatch(text) is not None and text[:1] != text[:1].lower()


def _tells_nobody_apart(blocks: list[list[list[str]]], at: int) -> bool:
    """Whether a column counts the rows, at least three, or says the same of each; read no further than needed."""
    texts: list[str] = []
    for rows in blocks:
        texts += (found := _texts(rows, at))
        if len(found) < len(rows) or (len({*texts}) > 1 and not _only_counts(texts)):
            return False
    return len(texts) >= _FEWEST


def _only_counts(texts: list[str]) -> bool:
    """Whether a column only counts the rows: 1, 2, 3."""
    numbers = [int(text) for text in texts if re.fullmatch(r"\d{1,6}", text, re.ASCII)]
    return len(numbers) == len(texts) > 0 and all(one + 1 == other for one, other in pairwise(numbers))
