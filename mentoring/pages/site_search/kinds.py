"""The kinds of record that are found by words, each told in a line."""

import datetime as dt
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    CharField,
    Exists,
    Model,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    prefetch_related_objects,
)
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...dates.days import long_day
from ...identity.fields import ADDRESSES
from ...links.addresses import record_url
from ...models import (
    Contact,
    Goal,
    GoalStep,
    Interaction,
    Introduction,
    Meeting,
    MentorAgreement,
    MentorCriterion,
)
from ...models.prepared import Prepared, prepared
from ...search.highlight import Fragments
from ...search.spellings import pattern_of
from ...search.words import excerpt, marked
from ...text.text import sentence_start

# Of what is typed, this much is looked for: more says no more, and costs the database time.
LONGEST = 200
MOST_WORDS = 8
IN_A_GROUP = 5
LONGEST_QUOTE = 120
# Of a contact, what is shown where the words stand in it and nowhere above it.
FOUND_BESIDE = ("how_known", *ADDRESSES)


@dataclass(frozen=True)
class Hit:
    """One record that was found: where it is, what it is called, and the place where the words stand."""

    url: str
    title: SafeString
    about: SafeString
    piece: SafeString


@dataclass(frozen=True)
class SearchGroup:
    """The records of one kind that were found; `has_more` when there are others than these."""

    kind: "SearchKind"
    hits: list[Hit]
    has_more: bool


def _words_somewhere(*fields: str) -> Callable[[QuerySet, tuple[str, ...]], QuerySet]:
    """A filter: every word stands in one of these fields."""

    def found(records: QuerySet, words: tuple[str, ...]) -> QuerySet:
        for word in words:
            records = records.filter(_in_one_of(fields, word))
        return records

    return found


def _in_one_of(fields, word: str) -> Q:
    condition, pattern = Q(), pattern_of(word)
    for name in fields:
        condition |= Q(**{f"{name}__regex": pattern})
    return condition


def _contacts(contacts: Any, words: tuple[str, ...]) -> QuerySet:
    """Contacts by their own index of words, each of which may be unfinished here."""
    return contacts.search(" ".join(f"{word}*" for word in words))


def _goals(goals: QuerySet, words: tuple[str, ...]) -> QuerySet:
    """Goals with the words in them or in one of their steps."""
    for word in words:
        steps = GoalStep.objects.filter(owner=OuterRef("owner"), goal=OuterRef("pk"))
        step = Exists(steps.filter(_in_one_of(("text", "note", "obstacle", "then"), word)))
        goals = goals.filter(_in_one_of(("title", "why", "success"), word) | Q(step))
    return goals


def _own_words(model: type[Model]) -> list[str]:
    """The fields in which a person writes at length: those of no other kind, and a new one by itself."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.editable and isinstance(field, TextField | CharField) and not field.choices
    ]


MEETING_TEXTS = _own_words(Meeting)
AGREEMENT_TEXTS = _own_words(MentorAgreement)


@dataclass(frozen=True)
class SearchKind:
    """One kind of record: how it is found, and how it is told in a line."""

    key: str
    label: str | Promise
    icon: str
    model: Any
    found: Callable[[QuerySet, tuple[str, ...]], QuerySet]
    page: str
    title: Callable[[Any], str]
    about: Callable[[Any, dt.date], str] = lambda record, today: ""
    # What a piece is cut from when some word stands neither in the title nor in the line below it.
    texts: Callable[[Any], list[str]] = lambda record: []
    of: Callable[[Any], int] = lambda record: record.pk
    joined: tuple[str, ...] = ()
    prefetched: tuple[str, ...] = ()
    # Told by its own text, also where the words stand in its title only.
    is_quoted: bool = False
    order: tuple[str, ...] = ()

    def records(self, user) -> QuerySet:
        """All of this person, with what a line about them needs."""
        records = self.model.objects.owned_by(user)
        if self.joined:
            records = records.select_related(*self.joined)
        return records.prefetch_related(*self.prefetched)

    @property
    def name(self) -> str:
        """What one of them is called, as the beginning of a line."""
        return sentence_start(str(self.model._meta.verbose_name))

    def search(self, user, sought: Fragments) -> QuerySet:
        """Those of this person in which every word stands."""
        found = self.found(self.records(user), sought.words)
        return found.order_by(*self.order) if self.order else found

    def url(self, record) -> str:
        """The page of one of them."""
        return record_url(self.page, self.of(record))

    def hit(self, record, sought: Fragments, today: dt.date) -> Hit:
        """One of them as it is shown among what was found."""
        title, about = self.title(record), self.about(record, today)
        unsaid = sought.not_in(f"{title} {about}")
        pieces = (excerpt(text, unsaid) for text in self.texts(record))
        piece = next(filter(None, pieces), SafeString())
        if self.is_quoted and not piece:
            piece = format_html("{}", Truncator(" ".join(self.texts(record))).chars(LONGEST_QUOTE))
        return Hit(self.url(record), marked(title, sought), marked(about, sought), piece)


KINDS = (
    SearchKind(
        "goals", gettext_lazy("Goals"), "flag", Goal, _goals, "goals.detail",
        title=lambda goal: goal.title,
        texts=lambda goal: [goal.why, goal.success, *(f"{s.text} {s.plan} {s.note}" for s in goal.steps.all())],
        prefetched=("steps",),
    ),
    SearchKind(
        "criteria", gettext_lazy("Criteria"), "check-lg", MentorCriterion, _words_somewhere("text", "search_words"),
        "criteria.edit",
        title=lambda criterion: criterion.text,
        about=lambda criterion, today: str(criterion.get_importance_display()),
        texts=lambda criterion: [criterion.search_words],
    ),
    SearchKind(
        "contacts", gettext_lazy("Contacts"), "person", Contact,
        _contacts, "contacts.detail",
        title=lambda contact: contact.name,
        about=lambda contact, today: ", ".join(filter(None, [contact.role_and_company, contact.place])),
        texts=lambda contact: [contact.notes, *(getattr(contact, name) for name in FOUND_BESIDE)],
    ),
    SearchKind(
        "introductions", gettext_lazy("Introductions"), "envelope", Introduction,
        _words_somewhere("introducer__name", "prospect__name", "purpose", "subject", "message"),
        "introductions.detail",
        title=str,
        about=lambda introduction, today: introduction.status_label,
        texts=lambda introduction: [introduction.purpose, introduction.subject, introduction.message],
        joined=("introducer", "prospect"),
    ),
    SearchKind(
        "meetings", gettext_lazy("Meetings"), "calendar-event", Meeting,
        _words_somewhere("contact__name", *MEETING_TEXTS),
        "meetings.prepare",
        title=str,
        about=lambda meeting, today: f"{long_day(meeting.day, today)}, {meeting.how_and_where}",
        texts=lambda meeting: [getattr(meeting, name) for name in MEETING_TEXTS],
        joined=("contact",),
        order=("-starts_at", "-pk"),
    ),
    SearchKind(
        "agreements", gettext_lazy("Agreements"), "check-circle", MentorAgreement,
        _words_somewhere("mentor__name", *AGREEMENT_TEXTS), "agreements.detail",
        title=lambda agreement: _("Agreement with %(name)s") % {"name": agreement.mentor},
        about=lambda agreement, today: str(MentorAgreement.Status(agreement.status).label),
        texts=lambda agreement: [getattr(agreement, name) for name in AGREEMENT_TEXTS],
        joined=("mentor",),
    ),
    SearchKind(
        "notes", gettext_lazy("Notes"), "pencil", Interaction, _words_somewhere("text", "contact__name"),
        "contacts.detail",
        title=lambda note: note.contact.name,
        about=lambda note, today: f"{note.get_kind_display()}, {long_day(note.on, today)}",
        texts=lambda note: [note.text],
        of=lambda note: note.contact_id,
        joined=("contact",),
        is_quoted=True,
    ),
)  # fmt: skip


def _records_by_key(kind: SearchKind) -> Prepared:
    @prepared
    def by_key(owner: int, keys: list) -> QuerySet:
        """The records of one kind with these keys, with what a line about them needs."""
        return kind.records(owner).prefetch_related(None).filter(pk__among=keys).order_by()

    return by_key


READ = {kind.key: _records_by_key(kind) for kind in KINDS}


def sought_in(typed: str) -> Fragments:
    """What is looked for of what was typed: so many words, and nothing that a database would refuse."""
    return Fragments(tuple(pieces_of(typed[:LONGEST])[:MOST_WORDS]))


def is_cut(typed: str) -> bool:
    """Whether less is looked for than was typed."""
    return len(typed) > LONGEST or len(pieces_of(typed[:LONGEST])) > MOST_WORDS


def pieces_of(typed: str) -> list[str]:
    """What was typed, cut where a space or a sign that nobody sees stands."""
    return "".join(" " if unicodedata.category(char) in ("Cc", "Cs") else char for char in typed).split()


def kind_of(key: str) -> SearchKind | None:
    """The kind with this key; None for any other word."""
    return next((kind for kind in KINDS if kind.key == key), None)


def search(user, sought: Fragments, today: dt.date) -> list[SearchGroup]:
    """What this person has written with all of it inside, the first of each kind; empty kinds left out."""
    return of_kinds(KINDS, user, sought, today, IN_A_GROUP)


def of_kinds(kinds, user, sought: Fragments, today: dt.date, most: int) -> list[SearchGroup]:
    """The same of some kinds, with at most so many of each."""
    groups = []
    for kind in kinds:
        # Looked for are only the keys: a question with few columns is put together in a third of the time.
        keys = kind.search(user, sought).prefetch_related(None).values_list("pk", flat=True)
        found = list(keys[: most + 1])
        if found:
            hits = [kind.hit(record, sought, today) for record in _in_order(kind, user, found[:most])]
            groups.append(SearchGroup(kind, hits, has_more=len(found) > most))
    return groups


def _in_order(kind: SearchKind, user, keys: list[int]) -> list[Any]:
    records = READ[kind.key](user.pk, keys=keys)
    prefetch_related_objects(records, *kind.prefetched)
    return sorted(records, key=lambda record: keys.index(record.pk))
