"""Who is meant by what was typed, and which of it is a note about them."""

from dataclasses import dataclass

from django.db.models import Case, Q, Value, When

from ...models import Contact
from ...models.contacts import BY_NAME, BY_TOUCH, IS_OPEN
from ...search.highlight import Fragments
from ...search.spellings import pattern_of
from ...search.words import standing_in, words_in
from ...status import loading
from ...text.phones import ending_sought
from .kinds import MOST_WORDS, pieces_of

MOST_PEOPLE = 4
# A name has no more words than this; what follows may be a note.
LONGEST_NAME = 5
# Fewer letters than this stand in the middle of nearly every name.
SHORTEST_MIDDLE = 3
IS_AWAY = Q(archived_on__isnull=False)


@dataclass(frozen=True)
class Match:
    """One of the people found, and what was typed after their name; `is_clear` when nobody else can be meant.

    `sought` is what was typed but for the note. `found_whole`: all that was typed stands in what is written about them,
    so it may be no note.
    """

    contact: Contact
    sought: Fragments
    note: str = ""
    is_clear: bool = True
    found_whole: bool = True


def people_in(user, typed: str, chosen: int | None = None) -> list[Match]:
    """The people who are meant, the likeliest first; `chosen` is the key of the one a person pointed at."""
    pieces = pieces_of(typed)
    if not any(words_in(piece) for piece in pieces):
        return []
    rows = _likeliest(Contact.objects.owned_by(user), typed, pieces)
    if chosen is not None:
        rows = [row for row in rows if row[0] == chosen]
    by_key = {contact.pk: contact for contact in loading.people(user.pk, keys=[pk for pk, _whole in rows])}
    return _matches_of([(by_key[pk], bool(whole)) for pk, whole in rows if pk in by_key], pieces)


def _likeliest(contacts, typed: str, pieces: list[str]) -> list[tuple[int, int]]:
    """Keys by the index of words, most of the beginning in the name first; 1 beside those in whom all of it stands."""
    if ending_sought(typed):  # a phone number, in whatever groups its figures stand
        found = contacts.search(typed).order_by(*BY_NAME).values_list("pk", flat=True)
        return [(pk, 1) for pk in found[:MOST_PEOPLE]]
    first = next(piece for piece in pieces if words_in(piece))
    in_name, whole = _conditions(pieces)
    found = (
        contacts.search(f"{first}*")
        .annotate(whole=whole)
        .order_by(
            Case(*in_name, default=Value(0)).desc(),
            "-whole",
            Case(When(IS_AWAY, then=Value(2)), When(IS_OPEN, then=Value(0)), default=Value(1)),
            *BY_TOUCH,
        )
    )
    rows = list(found.values_list("pk", "whole")[: MOST_PEOPLE + 1])
    if rows or len(pieces) > 1 or len(first) < SHORTEST_MIDDLE:
        return rows
    middles = contacts.filter(name__regex=pattern_of(first)).order_by(*BY_NAME)
    return [(pk, 1) for pk in middles.values_list("pk", flat=True)[:MOST_PEOPLE]]


def _conditions(pieces: list[str]) -> tuple[list[When], Case]:
    """How many of the first pieces begin words of the name, the most first; and whether all stand somewhere."""
    begun, everywhere, in_name = Q(), Q(), []
    for length, piece in enumerate(pieces[:MOST_WORDS], 1):
        for word in words_in(piece):
            begun &= Q(words__contains=f" @{word.text}")
            everywhere &= Q(words__contains=f" {word.text}") | Q(words__contains=f" @{word.text}")
        if length <= LONGEST_NAME and begun:
            in_name.append(When(begun, then=Value(length)))
    # More words than are looked for at once are no search.
    all_of_it = [When(everywhere, then=Value(1))] if len(pieces) <= MOST_WORDS else []
    return in_name[::-1], Case(*all_of_it, default=Value(0))


def _matches_of(rows: list[tuple[Contact, bool]], pieces: list[str]) -> list[Match]:
    """What of the pieces is each one's name; the rest is a note about whoever has most of them in theirs."""
    lengths = {contact.pk: _length_of_name(contact, pieces) for contact, _whole in rows}
    longest = max(lengths.values(), default=0)
    note = _note_in(pieces[longest:])
    if not (longest and note) or any(whole for _contact, whole in rows):
        found = [contact for contact, whole in rows if whole or lengths[contact.pk] == len(pieces)]
        notes = {contact.pk: note if 0 < lengths[contact.pk] == longest else "" for contact in found}
        sought = Fragments(tuple(pieces[:MOST_WORDS]))
        return [Match(one, sought, notes[one.pk], len(found) == 1) for one in found[:MOST_PEOPLE]]
    named = [contact for contact, _whole in rows if lengths[contact.pk] == longest]
    exact = [contact for contact in named if _is_exact(contact, pieces[:longest])]
    meant = exact if len(exact) == 1 else named
    sought, is_clear = Fragments(tuple(pieces[:longest])), len(meant) == 1
    return [Match(contact, sought, note, is_clear, found_whole=False) for contact in meant[:MOST_PEOPLE]]


def _note_in(pieces: list[str]) -> str:
    """What was typed after a name, without the colon or dash before it."""
    return " ".join(pieces).lstrip(":;,.–—- ") if any(words_in(piece) for piece in pieces) else ""


def _name_words(contact: Contact) -> list[str]:
    return [word.text for words in standing_in(contact.name) for word in words]


def _length_of_name(contact: Contact, pieces: list[str]) -> int:
    """How many of the first pieces begin words of the name."""
    names, length = _name_words(contact), 0
    for piece in pieces[:LONGEST_NAME]:
        if not all(any(name.startswith(word.text) for name in names) for word in words_in(piece)):
            break
        length += 1
    return length


def _is_exact(contact: Contact, pieces: list[str]) -> bool:
    """Whether these are whole words of the name."""
    return {word.text for piece in pieces for word in words_in(piece)} <= set(_name_words(contact))
