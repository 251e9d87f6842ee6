"""What a search means: whole words, alike in any case and with any accent; a star stands for any ending."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..text.letters import ALIKE, APOSTROPHES
from ..text.phones import ending_sought, endings

# A word is known by its first letters: an index of the database has no room for a thousand of them.
LONGEST_WORD = 60
# Of a longer search the rest is left out, so that nobody can send a question that takes minutes.
MOST_WORDS = 50
# Characters of a note that are shown on either side of a word that was found.
AROUND = 60

# Opens a word of a name, so that a criterion (“baker”) does not find everybody called so.
OF_A_NAME = "@"
APOSTROPHES_IN = frozenset(APOSTROPHES)
_EVERYBODYS = re.compile(
    r"^(?:https?://)?(?:(?:[a-z]{2,3}\.)?linkedin\.com/(?:mwlite/)?(?:in|pub)/|www\.(?=\S))", re.IGNORECASE
)
BETWEEN_ALTERNATIVES = re.compile(r"[,;\r\n，；、،]")
ZERO_WIDTH_SPACE = "\u200b"

_PLAIN_WORDS = re.compile("[a-z0-9]+")
_UNDIVIDED = re.compile("[^ ]+")
# Scripts written without spaces: each sign is a word, and words typed together stand together.
_SIGNS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@lru_cache(maxsize=20_000)
def _folded(char: str) -> str:
    """What is compared of one character: its letters; a space where a word ends; nothing for an accent."""
    if char in APOSTROPHES:
        return " "
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    folded = ""
    for part in plain.casefold().translate(ALIKE):
        kind = unicodedata.category(part)
        if kind == "So" or _SIGNS.match(part):  # a picture, or a sign that is a word by itself
            folded += f" {part} "
        elif kind[0] in "LN" or kind == "Mc":
            folded += part
        elif kind not in ("Mn", "Me", "Cf") or part == ZERO_WIDTH_SPACE:
            folded += " "
    return folded


class Word(NamedTuple):
    """One word of a text as it is compared, and where it stands in it."""

    text: str
    start: int
    end: int


def words_in(text: str) -> list[Word]:
    """The words of a text, in their order."""
    if text.isascii():
        found = _PLAIN_WORDS.finditer(text.lower())
        return [Word(one[0][:LONGEST_WORD], one.start(), one.end()) for one in found]
    folded = list(map(_folded, text))
    places = [at for at, letters in enumerate(folded) for _letter in letters]
    return [
        Word(one[0][:LONGEST_WORD], places[one.start()], places[one.end() - 1] + 1)
        for one in _UNDIVIDED.finditer("".join(folded))
    ]


def words_without_apostrophes(text: str) -> list[Word]:
    """The words that an apostrophe divides, each as one: "obrien" of O’Brien, however it is typed."""
    if APOSTROPHES_IN.isdisjoint(text):
        return []
    found: list[Word] = []
    before: Word | None = None
    for word in words_in(text):
        if before and word.start == before.end + 1 and text[before.end] in APOSTROPHES:
            if found and found[-1].end == before.end:
                before = found.pop()
            found.append(Word((before.text + word.text)[:LONGEST_WORD], before.start, word.end))
        before = word
    return found


def standing_in(text: str) -> list[list[Word]]:
    """The words of a text as they stand next to each other, and each that is one without its apostrophe."""
    return [words_in(text), *([word] for word in words_without_apostrophes(text))]


def section(text: str, mark: str = "") -> str:
    """The words of a text with one space between them, each opened by `mark`."""
    if text.isascii() and APOSTROPHES_IN.isdisjoint(text):
        return " ".join([mark + word[:LONGEST_WORD] for word in _PLAIN_WORDS.findall(text.lower())])
    together = [mark + word.text for word in words_without_apostrophes(text)]
    return " ".join([*(mark + word.text for word in words_in(text)), *(["/", *together] if together else [])])


def kept_words(name: str, texts: Iterable[str], addresses: Iterable[str] = ()) -> str:
    """The words by which a record is found, as the database keeps them: " @margaret / retired coo / leeds ".

    The bar keeps the end of one text and the start of the next from standing together. `addresses` are found by
    whoever looks for them, as names are, and not by a criterion.
    """
    sections = [section(name, OF_A_NAME)]
    sections += [f"/ {words}" for text in texts if (words := section(text))]
    for address in filter(None, addresses):
        ends = "".join(f" / {OF_A_NAME}{digits}" for digits in endings(address))
        if words := section(address_sought(address), OF_A_NAME):
            sections.append(f"/ {words}{ends}")
    return f" {' '.join(filter(None, sections))} "


def address_sought(text: str) -> str:
    """An address as it is looked for: of a web address what everybody’s begins with says nothing."""
    return _EVERYBODYS.sub("", text)


@dataclass(frozen=True)
class Term:
    """Words that stand next to each other; after each, whether its ending is open."""

    parts: tuple[tuple[str, bool], ...]

    def places(self, words: list[Word]) -> Iterator[tuple[int, int]]:
        """From where to where it stands in the words of one text."""
        for at in range(len(words) - len(self.parts) + 1):
            here = words[at : at + len(self.parts)]
            if all(
                word.text.startswith(wanted) if is_open else word.text == wanted
                for word, (wanted, is_open) in zip(here, self.parts, strict=True)
            ):
                yield here[0].start, here[-1].end


def joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in a text in their order, those that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


@dataclass(frozen=True)
class Sought:
    """What a person looks for: every one of the terms or any of them, in names as well or not."""

    terms: tuple[Term, ...]
    every: bool
    in_names: bool

    def finds(self, name: str, texts: Iterable[str]) -> bool:
        """Whether it finds a record with this name and these texts, by the rules the database follows."""
        told = [*([name] if self.in_names else []), *texts]
        standing = [words for text in told for words in standing_in(text)]
        found = (any(next(term.places(words), None) for words in standing) for term in self.terms)
        return bool(self.terms) and (all(found) if self.every else any(found))

    def marks(self, text: str) -> list[tuple[int, int]]:
        """Where in a text one of the terms stands, in order, without overlaps."""
        standing = standing_in(text) if text else []
        return joined(place for term in self.terms for words in standing for place in term.places(words))


def _parts(text: str) -> tuple[tuple[str, bool], ...]:
    words, whole = words_in(text), words_without_apostrophes(text)
    if whole and (whole[0].start, whole[0].end) == (words[0].start, words[-1].end):
        words = whole
    return tuple((word.text, text[word.end : word.end + 1] == "*") for word in words)


def _terms(pieces: Iterable[str]) -> tuple[Term, ...]:
    """A term for each piece that has a word, as far as there is room."""
    terms, room = [], MOST_WORDS
    for piece in pieces:
        parts = _parts(piece)[:room]
        room -= len(parts)
        if parts:
            terms.append(Term(parts))
        if not room:
            break
    return tuple(dict.fromkeys(terms))


def all_of(text: str) -> Sought:
    """What somebody types into a search: every word has to be there, in the name or elsewhere.

    The last word may be unfinished ("marg" finds Margaret), unless a space follows it; this is the one place
    where a word's start counts for the word without a star. Words joined by a sign ("cold-chain") stand
    together. A phone number is found however it is written.
    """
    terms = _terms(address_sought(piece) for piece in text.split())
    if terms and not text[-1:].isspace():
        *start, (last, _is_open) = terms[-1].parts
        terms = (*terms[:-1], Term((*start, (last, True))))
    if number := ending_sought(text):
        together = Term(tuple(part for term in terms for part in term.parts))
        return Sought((Term(((number, False),)), together), every=False, in_names=True)
    return Sought(terms, every=True, in_names=True)


def any_of(text: str) -> Sought:
    """The search words of a criterion: alternatives with commas or on lines, each a word or several together."""
    return Sought(_terms(BETWEEN_ALTERNATIVES.split(text)), every=False, in_names=False)


# As a page shows it


class Marker(Protocol):
    """Whatever knows where in a text stands what was sought."""

    def marks(self, text: str) -> list[tuple[int, int]]:
        """From where to where, in order, without overlaps."""


def marked(text: str, sought: Marker | None) -> SafeString:
    """The text, escaped, with what was sought in `<mark>`."""
    return _with_marks(text, sought.marks(text) if sought else [])


def _with_marks(text: str, marks: list[tuple[int, int]]) -> SafeString:
    shown, at = SafeString(), 0
    for start, end in marks:
        shown += format_html("{}<mark>{}</mark>", text[at:start], text[start:end])
        at = end
    return shown + format_html("{}", text[at:])


def excerpt(text: str, sought: Marker) -> SafeString:
    """The part of a long text around the first thing that was sought, marked; empty when it is not there."""
    marks = sought.marks(text)
    if not marks:
        return SafeString()
    (first, last), *_others = marks
    start, end = max(0, first - AROUND), min(len(text), last + AROUND)
    # No word is cut in two: the excerpt begins after a space and ends before one.
    if start:
        start = next((at + 1 for at in range(start, first) if text[at].isspace()), start)
    if end < len(text):
        end = next((at for at in reversed(range(last, end + 1)) if text[at].isspace()), end)
    inside = [(left - start, min(right, end) - start) for left, right in marks if start <= left < end]
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return format_html("{}{}{}", before, _with_marks(text[start:end], inside), after)
