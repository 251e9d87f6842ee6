"""Asks the full-text index of the database, whichever it is, for the words of one person's records."""

from collections.abc import Callable

from django.db.models import BooleanField, F, Func, Q

from ..search.index import VECTOR
from ..search.words import OF_A_NAME, Sought, Term

POSTGRESQL = f"{VECTOR} @@ %s::tsquery"
SQLITE = "{pk} IN (SELECT rowid FROM mentoring_contact_index WHERE mentoring_contact_index MATCH %s)"


class InIndex(Func):
    """A condition: the index has the words that are sought for this row. Words only, not their order."""

    output_field = BooleanField()

    def __init__(self, question: Callable[[str], str]):
        # `question` takes how one word is written for the database ("postgresql", "sqlite") and asks for all.
        super().__init__(F("pk"), F("owner_id"), F("words"))
        self.question = question

    def _asked(self, template, compiler, vendor):
        sources = self.get_source_expressions()
        pk, owner, words = (compiler.compile(source)[0] for source in sources)
        return template.format(pk=pk, owner=f"{owner}::text", words=words), [self.question(vendor)]

    def as_sqlite(self, compiler, connection, **context):
        """FTS5 answers with the numbers of rows."""
        return self._asked(SQLITE, compiler, "sqlite")

    def as_postgresql(self, compiler, connection, **context):
        """The expression is that of the index, so that PostgreSQL knows it again."""
        return self._asked(POSTGRESQL, compiler, "postgresql")


# How each database writes a word, an open ending, "and" and "or". A word holds letters, digits and pictures only.
WRITING = {"sqlite": ('"{}"', '"{}"*', " AND ", " OR "), "postgresql": ("'{}'", "'{}':*", " & ", " | ")}


def _question(sought: Sought, owner: int) -> Callable[[str], str]:
    marks = ["", OF_A_NAME] if sought.in_names else [""]

    def ask(vendor: str) -> str:
        word, beginning, both, either = WRITING[vendor]

        def one(term: Term, mark: str) -> str:
            written = [
                (beginning if is_open else word).format(f"{owner}_{mark}{text}")
                for text, is_open in term.parts
            ]
            return f"({both.join(written)})"

        terms = [f"({either.join(one(term, mark) for mark in marks)})" for term in sought.terms]
        return (both if sought.every else either).join(terms)

    return ask


def _side_by_side(term: Term, in_names: bool) -> Q:
    """That the words of one term stand next to each other; the index only knows that they are there."""
    marks = ["", OF_A_NAME] if in_names else [""]
    written = [
        " ".join(f"{mark}{text}{'[^ ]*' if is_open else ''}" for text, is_open in term.parts)
        for mark in marks
    ]
    return Q(words__regex=f" ({'|'.join(written)}) ")


def contains_words(sought: Sought, owner: int) -> Q:
    """A condition: what is sought stands in the words of a record of this owner (their number)."""
    if not sought.terms:
        return Q(pk__in=[])
    condition = Q(InIndex(_question(sought, owner)))
    several = [term for term in sought.terms if len(term.parts) > 1]
    if not several:
        return condition
    if sought.every:
        for term in several:
            condition &= _side_by_side(term, sought.in_names)
        return condition
    # Alternatives: a single word is enough by itself, so the index is asked for each that needs a second look.
    found = Q(pk__in=[])
    single = tuple(term for term in sought.terms if len(term.parts) == 1)
    if single:
        found |= Q(InIndex(_question(Sought(single, False, sought.in_names), owner)))
    for term in several:
        asked = Q(InIndex(_question(Sought((term,), True, sought.in_names), owner)))
        found |= asked & _side_by_side(term, sought.in_names)
    return condition & found
