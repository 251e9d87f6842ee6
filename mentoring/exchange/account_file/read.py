"""The file with everything, brought back: into an empty account as it was, into a used one by adding to it."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, groupby, islice
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...identity.names import name_of
from ...models import Contact, Introduction, MentorAgreement, MentorCriterion, Tag, Tie, User
from ...models.action_keys import ActionKey
from ...models.bulk_writes import AT_ONCE
from ...text.letters import plain
from .once import Once
from .outcome import MOST_REASONS, ReadOutcome
from .parse import FileRecord, Refused, named_by_word, parse, place_of
from .people import PeopleHere
from .schema import WORDED, kind_name, kinds
from .writing import Writer, fill_in_unsaid

# Kinds of which one with the same word in this field is the same, whatever its case.
SAME_WORD: dict[type[models.Model], str] = {Tag: "name", MentorCriterion: "text"}
# What may be empty, and then means something else: an ask is no message to somebody whom the person knows.
SAYS_MORE: dict[type[models.Model], str] = {Introduction: "introducer"}


# Records that are read before anybody has to wait; what a longer file has beyond them is read while it is written.
READ_AHEAD = 40_000


def preview(owner, chunks: Iterable[str]) -> ReadOutcome:
    """What bringing back would do. Raises Refused.

    Nothing is written: the records that come are shown to the database some at a time, each in a transaction that is
    taken back at once, so that others may write meanwhile.
    """
    return _Restorer(User.objects.get(pk=owner.pk), is_trial=True).run(*parse(chunks))


def read_ahead(chunks: Iterable[str]) -> tuple[dict[str, Any], Iterator[FileRecord]]:
    """What a file says, most of it or all of it read already. Raises Refused."""
    person, records = parse(chunks)
    return person, chain(list(islice(records, READ_AHEAD)), records)


def bring_back(owner, chunks: Iterable[str]) -> ReadOutcome:
    """Everything in the file into this account, or nothing of it. Raises Refused with what is wrong and where."""
    return write_all(owner, *read_ahead(chunks))


def write_all(owner, person: dict[str, Any], records: Iterable[FileRecord]) -> ReadOutcome:
    """All that a file says into this account, or nothing of it. Raises Refused."""
    with transaction.atomic():
        owner.lock()
        # A copy: what is taken back later must not stay in the caller's hands.
        return _Restorer(User.objects.get(pk=owner.pk)).run(person, records)


class _Restorer:
    """Walks the file once. Knows for each record of it which one here it became; None where it is left out."""

    def __init__(self, owner, is_trial: bool = False):
        self.owner = owner
        self.is_trial = is_trial
        self.empty = not any(kind.owned_by(owner).exists() for kind in kinds())
        self.outcome = ReadOutcome(self.empty)
        self.people = PeopleHere(owner, self.outcome, is_trial)
        self.once = Once(owner)
        self.became: dict[type[models.Model], dict[int, int | None]] = {kind.model: {} for kind in kinds()}
        self.by_form_key: dict[type[models.Model], dict[Any, int]] = {}
        self.links: dict[models.ManyToManyField, list[tuple[int, int]]] = {}
        self.later: list[tuple[FileRecord, str, int]] = []
        self.found: dict[str, Any] = {}
        # Records of one kind that are written together, and the words of each tag.
        self.waiting: list[tuple[FileRecord, Any]] = []
        self.tag_words: dict[int, str] = {}
        # Tags and criteria by the number of one earlier in the file that says the same.
        self.by_word: dict[type[models.Model], dict[str, int]] = {model: {} for model in SAME_WORD}
        self.same_as: list[tuple[type[models.Model], int, int]] = []
        self.writer = Writer(is_trial)

    def run(self, person: dict[str, Any], records: Iterable[FileRecord]) -> ReadOutcome:
        """Write all of it. Raises Refused; the caller's transaction takes back what was written until then."""
        self.mentee_name = person.get("name") or self.owner.get_full_name()
        if self.empty:
            self._settings(person)
        for _kind, of_kind in groupby(records, lambda record: record.kind):
            for record in of_kind if self.empty else _named_first(of_kind):
                if len(self.waiting) == AT_ONCE:
                    self._insert()
                self._take(record)
            self._insert()
            self._name_later()  # what names a version rests on which was the first
        self.people.write()
        self._link()
        self._refresh()
        return self.outcome

    def _settings(self, person: dict[str, Any]) -> None:
        for name, value in person.items():
            setattr(self.owner, name, value)
        self.owner.reminder_chosen_at = timezone.now()
        self.writer.write("person", lambda: self.owner.save(update_fields=[*person, "reminder_chosen_at"]))

    def _take(self, said: FileRecord) -> None:
        mine = self.became[said.kind.model]
        if said.number in mine:
            raise Refused(_("“%(place)s” is in the file twice.") % {"place": said.place})
        record: Any = said.kind.model(owner=self.owner, **said.values)
        missing = [name for name in said.references if not self._refer(said, record, name)]
        if missing or not self._name_by_word(said, record):
            mine[said.number] = None
            self.outcome.leave_out(said.place, "")
            return
        if isinstance(record, MentorAgreement) and record.confirmed_on and "mentor_name" not in said.values:
            # A file from before the names were kept with the words.
            mentor = Contact.objects.filter(pk=record.mentor_id).first()
            # While it is only counted nobody who comes with the file is there.
            record.mentee_name, record.mentor_name = self.mentee_name, mentor.name if mentor else "…"
        key = None if self.empty else self._here(said, record)
        if key is not None:
            self.outcome.here[said.kind.name] += 1
            mine[said.number] = key
            self._remember_links(said, key)
        elif number := self._same_word_before(said, record):
            self.outcome.here[said.kind.name] += 1
            mine[said.number] = None  # until that one is written
            self.same_as.append((said.kind.model, said.number, number))
        elif reason := self._conflict(record):
            mine[said.number] = None
            self.outcome.leave_out(
                f"{said.kind.model._meta.verbose_name} “{self._title(said, record)}”", reason
            )
        else:
            fill_in_unsaid(record)
            mine[said.number] = None  # until it is written
            self.waiting.append((said, record))

    def _insert(self) -> None:
        """Write the records that wait, as they stand: nothing is counted up, no moment is set to now."""
        written, self.waiting = self.waiting, []
        for said, record in written:
            if said.kind.model is Contact:
                keys = {self._became(said, Tag, number) for number in said.several["tags"]}
                tags = "".join(self._words_of_tag(key) for key in sorted(key for key in keys if key))
                record.words = record.words_with([]) + tags
        if written:
            self.writer.insert(written)
        for said, record in written:
            self.outcome.added[said.kind.name] += 1
            self.became[said.kind.model][said.number] = record.pk
            if isinstance(record, Tag):
                self.tag_words[record.pk] = record.kept_words
            self._remember_links(said, record.pk)
        for model, number, same in self.same_as:
            self.became[model][number] = self.became[model][same]
        self.same_as = []

    def _refer(self, said: FileRecord, record: Any, name: str) -> bool:
        """Let a record name what its number became; False when that is left out and the record needs it."""
        number = said.references[name]
        reference = next(one for one in said.kind.references if one.name == name)
        if number is None:
            return True
        if reference.related_model is said.kind.model:
            self.later.append((said, name, number))
            return True
        key = self._became(said, reference.related_model, number)
        if key is None:
            return reference.null and name != SAYS_MORE.get(said.kind.model)
        setattr(record, reference.attname, key)
        return True

    def _became(self, said: FileRecord, model: type[models.Model], number: int) -> int | None:
        if number not in self.became[model]:
            raise Refused(
                _("“%(place)s” in the file refers to “%(other)s”, which isn’t in it.")
                % {"place": said.place, "other": place_of(kind_name(model), number)}
            )
        return self.became[model][number]

    def _name_by_word(self, said: FileRecord, record: Any) -> bool:
        named = named_by_word(said)
        if named is None:
            return True
        key, model = named
        became = self._became(said, model, key.pk)
        setattr(record, WORDED[said.kind.model], ActionKey(key.kind, key.verb, became))
        return became is not None

    # What is here already

    def _here(self, said: FileRecord, record: Any) -> int | None:
        """The record of this account that is the same as this one; to a contact what is new is added."""
        model = said.kind.model
        if model not in self.by_form_key:
            self.by_form_key[model] = dict(said.kind.owned_by(self.owner).values_list("form_key", "pk"))
        key = self.by_form_key[model].get(record.form_key)
        if key is None and model in SAME_WORD:
            key = self._same_word(model).get(plain(getattr(record, SAME_WORD[model])))
        if key is None and model is Tie:
            mine = Tie.objects.owned_by(self.owner).values_list("contact", "pk")
            key = self._once("ties", lambda: dict(mine)).get(record.contact_id)
        if model is Contact:
            key = self.people.same_as(record, key)
        return key

    def _same_word(self, model: type[models.Model]) -> dict[str, int]:
        # By Python: SQLite knows no lower case outside ASCII.
        mine = model._default_manager.filter(owner=self.owner).values_list(SAME_WORD[model], "pk")
        return self._once(f"words of {model.__name__}", lambda: {plain(word): pk for word, pk in mine})

    def _words_of_tag(self, key: int) -> str:
        if key not in self.tag_words:
            self.tag_words[key] = Tag.objects.get(pk=key).kept_words
        return self.tag_words[key]

    def _once(self, name: str, find: Any) -> Any:
        if name not in self.found:
            self.found[name] = find()
        return self.found[name]

    def _same_word_before(self, said: FileRecord, record: Any) -> int | None:
        """The number of the tag or criterion earlier in the file that is the same word here."""
        if self.empty or type(record) not in SAME_WORD:
            return None
        word = getattr(record, SAME_WORD[type(record)]).lower()
        number = self.by_word[type(record)].setdefault(word, said.number)
        return number if number != said.number else None

    def _conflict(self, record: Any) -> str:
        """Why a record cannot stand beside those that are here, in a sentence; "" when it can."""
        if self.empty:
            return ""
        fill_in_unsaid(record)
        return self.once.refusal(record)

    def _title(self, said: FileRecord, record: Any) -> str:
        """What a record is called; only of the first ones, and of one whose people aren't here yet by its place."""
        try:
            return str(record) if self.outcome.left_out_count < MOST_REASONS else said.place
        except ObjectDoesNotExist:
            return said.place

    # What needs all records, of a kind or of all

    def _remember_links(self, said: FileRecord, key: int) -> None:
        for name, numbers in said.several.items():
            many = next(one for one in said.kind.several if one.name == name)
            others = (self._became(said, many.related_model, number) for number in numbers)
            self.links.setdefault(many, []).extend((key, other) for other in others if other is not None)

    def _link(self) -> None:
        if self.is_trial:
            return
        for many, pairs in self.links.items():
            through = many.remote_field.through
            names = [f"{column}_id" for column in (many.m2m_field_name(), many.m2m_reverse_field_name())]
            rows = [through(**dict(zip(names, pair, strict=True))) for pair in pairs]
            write = partial(
                through._default_manager.bulk_create, rows, batch_size=AT_ONCE, ignore_conflicts=True
            )
            self.writer.write(many.name, write)

    def _name_later(self) -> None:
        """References within a kind, once all of it is there; a chain that comes back to itself is refused."""
        after = {(said.kind.model, said.number): number for said, _name, number in self.later}
        ends: set[tuple[type[models.Model], int]] = set()
        for start in after:
            chain, here = {start}, start
            while here in after and here not in ends:
                here = (here[0], after[here])
                if here in chain:
                    place = place_of(kind_name(here[0]), here[1])
                    raise Refused(_("“%(place)s” in the file refers to itself.") % {"place": place})
                chain.add(here)
            ends |= chain
        for said, name, number in self.later:
            key = self.became[said.kind.model][said.number]
            other = self._became(said, said.kind.model, number)
            if key is not None and other is not None and key != other and not self.is_trial:
                unset = said.kind.model._default_manager.filter(pk=key, **{f"{name}__isnull": True})
                unset.update(**{name: other})
        self.later = []

    def _refresh(self) -> None:
        """What is derived from several records: by which words people are found, and when one was last in touch."""
        if not self.is_trial:
            Contact.derive(sorted(self.people.added_to))


def _named_first(records: Iterable[FileRecord]) -> Iterator[FileRecord]:
    """Contacts that go by a mere address come last: nobody with a name loses their place here to one of them."""
    nameless = []
    for record in records:
        if record.kind.model is Contact and not name_of(record.values["name"]).words:
            nameless.append(record)
        else:
            yield record
    yield from nameless
