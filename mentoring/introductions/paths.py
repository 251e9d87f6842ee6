"""Step 3: who could introduce the person to a prospect, each with the reason in words."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from enum import IntEnum, auto

from django.db.models import Case, F, Prefetch, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates.days import add_months, plain_day, when
from ..identity.keys import AND, company_key, company_words
from ..models import Contact, Interaction, Introduction, Tag
from ..models.closeness import CLOSEST_FIRST, Closeness, acquaintances, lately, with_closeness
from ..models.courtesies import ASK_AGAIN_AFTER_MONTHS
from ..models.ties_in_words import how_often, vouched
from ..text.letters import written_words
from ..text.text import and_list, unended
from .companies import SAYS_LITTLE, excerpt_naming, naming
from .occasions import occasions

# Somebody with thousands of colleagues is asked by looking through the list, not through paths.
MOST_CONTACTS = 200
MOST_NOTES = 200
MOST_NAMES = 3
ClosedBecause = Introduction.ClosedBecause


class Strength(IntEnum):
    """Why somebody could introduce: the strongest reason first."""

    SAME_COMPANY = auto()
    NAMES_PROSPECT = auto()
    INTRODUCED_COLLEAGUE = auto()
    TAGGED = auto()
    NAMES_COMPANY = auto()
    INTRODUCED_BEFORE = auto()
    ASKED = auto()


@dataclass(frozen=True)
class KnownPaths:
    """What came of asking somebody for this prospect: the words, and the ask they are about."""

    words: str
    introduction: Introduction | None = None
    is_draft: bool = False


@dataclass
class Path:
    """Somebody who could introduce the person to the prospect."""

    contact: Contact
    found: list[tuple[Strength, str]] = field(default_factory=list)
    answer: KnownPaths | None = None
    # How well the person knows them, and what that is read from.
    closeness: Closeness = Closeness.UNKNOWN
    tie_in_words: str = ""
    # That one meets them soon, and could ask then.
    occasion: str = ""
    # Whether asking is open: somebody who was asked, or said no, is not asked again.
    may_ask: bool = True

    def because(self, strength: Strength, reason: str) -> None:
        """One more reason for which they could introduce."""
        self.found.append((strength, reason))

    @property
    def strength(self) -> Strength:
        """How strong the best reason is; somebody may stand here only because they were asked."""
        return min((strength for strength, _reason in self.found), default=Strength.ASKED)

    @property
    def leads_there(self) -> bool:
        """Whether a reason is about the prospect, or about where the prospect works."""
        return self.strength < Strength.INTRODUCED_BEFORE

    @property
    def is_acquainted(self) -> bool:
        """Whether it stands where it does because weaker ties are asked first."""
        return self.closeness == Closeness.ACQUAINTED

    @property
    def reasons(self) -> list[str]:
        """Every reason once, the strongest first."""
        reasons = [reason for _strength, reason in sorted(self.found)]
        return list(dict.fromkeys([*reasons, *filter(None, [self.tie_in_words])]))


def paths_to(prospect: Contact, contacts, introductions, tags, notes, today: dt.date) -> list[Path]:
    """Who could introduce the person to `prospect`; nobody archived.

    Whoever leads there comes before whoever introduced somebody else; among them the order is by how well the
    person knows them (`Closeness`), then the strongest reason. The other arguments are one owner's querysets of
    contacts, introductions, tags and notes (interactions). Seven queries at most, whatever they hold: the
    database finds the few rows in which the names stand, and only the spelling is compared here.
    """
    search = _Search(prospect, today)
    known = contacts.current().exclude(pk=prospect.pk)
    for contact in search.contacts(known, list(tags.values_list("pk", "name"))):
        search.read_contact(contact)
    for note in search.notes(notes):
        search.read_note(note)
    earlier = introductions.filter(Q(prospect=prospect) | Q(made_on__isnull=False)).exclude(introducer=None)
    earlier = earlier.filter(introducer__archived_on__isnull=True).exclude(introducer=prospect)
    earlier = earlier.select_related("introducer", "prospect").order_by(
        F("made_on").desc(nulls_last=True), "-pk"
    )
    search.read_introductions(earlier.defer("message", "introducer__notes", "prospect__notes"))
    search.settle()
    search.read_ties()
    search.read_meetings()
    return search.in_order()


def paths_for(owner, prospect: Contact, today: dt.date) -> list[Path]:
    """`paths_to` the prospect through everybody the owner knows."""
    return paths_to(
        prospect,
        contacts=Contact.objects.owned_by(owner),
        introductions=Introduction.objects.owned_by(owner),
        tags=Tag.objects.owned_by(owner),
        notes=Interaction.objects.owned_by(owner),
        today=today,
    )


def _ways(word: str) -> list[str]:
    """The word in every usual case: SQLite takes "a" and "A" for one letter, but not "ł" and "Ł"."""
    return [word] if word.isascii() else sorted({word, word.lower(), word.upper(), word.capitalize()})


def _contains(words: list[str], *names: str) -> Q:
    """A condition: all of these words stand in one of the fields, in whatever order and case."""
    somewhere = Q()
    for name in names:
        here = Q()
        for word in words:
            written = Q()
            for way in _ways(word):
                written |= Q(**{f"{name}__icontains": way})
            here &= written
        somewhere |= here
    return somewhere


def _telling(words: list[str]) -> list[str]:
    """The words worth asking the database for: those of some length, or all where there are no others."""
    return [word for word in words if len(word) >= SAYS_LITTLE and word.casefold() not in AND] or words


def _recency(introduction: Introduction) -> tuple:
    return introduction.asked_on or dt.date.min, introduction.pk


class _Search:
    """What is looked for, and the paths found so far by contact."""

    def __init__(self, prospect: Contact, today: dt.date):
        self.prospect, self.today = prospect, today
        self.company = company_key(prospect.company)
        self.company_words = company_words(prospect.company) if self.company else []
        # Letters after a name, as in "Dana Lee, PMP", are not part of it.
        self.name_words = written_words(prospect.name.partition(",")[0])
        self.names_prospect = naming(self.name_words)
        self.names_company = naming(self.company_words)
        self.tags: dict[int, Strength] = {}
        self.paths: dict[int, Path] = {}

    def path(self, contact: Contact) -> Path:
        return self.paths.setdefault(contact.pk, Path(contact))

    # What is asked of the database: a little more than what fits

    def _written_in(self, *names: str) -> Q:
        found = Q(pk__in=[])
        for words in (self.name_words, self.company_words):
            if words:
                found |= _contains(_telling(words), *names)
        return found

    def contacts(self, known, tags: list[tuple[int, str]]):
        """The contacts of the same company, with a tag of either name, or with one in what is noted."""
        person = [word.casefold() for word in self.name_words]
        for pk, name in tags:
            if person and [word.casefold() for word in written_words(name)] == person:
                self.tags[pk] = Strength.NAMES_PROSPECT
            elif self.company and company_key(name) == self.company:
                self.tags[pk] = Strength.TAGGED
        colleague = Q(company_key=self.company) if self.company else Q(pk__in=[])
        tagged = Contact.tags.through.objects.filter(tag__in=list(self.tags)).values("contact_id")
        found = known.filter(colleague | Q(pk__in=tagged) | self._written_in("notes", "how_known"))
        nearest = Case(When(colleague, then=Value(0)), default=Value(1))
        named = Prefetch("tags", queryset=Tag.objects.filter(pk__in=list(self.tags)))
        in_order = with_closeness(found, lately(self.today)).order_by(nearest, *CLOSEST_FIRST)
        return in_order.prefetch_related(named)[:MOST_CONTACTS]

    def notes(self, notes):
        """The latest notes in which either name stands."""
        notes = notes.filter(self._written_in("text"), contact__archived_on__isnull=True)
        notes = notes.exclude(contact=self.prospect).select_related("contact").defer("contact__notes")
        return notes.order_by("-on", "-pk")[:MOST_NOTES]

    # What fits, with the reason

    def read_contact(self, contact: Contact) -> None:
        """The reasons that stand on the contact itself."""
        if self.company and contact.company_key == self.company:
            words = _("Also at %(company)s.") % {"company": unended(contact.company)}
            self.path(contact).because(Strength.SAME_COMPANY, words)
        for tag in contact.tags.all():
            self.path(contact).because(self.tags[tag.pk], _("Tagged “%(tag)s”.") % {"tag": tag})
        self._read(contact, contact.how_known, _("How you know each other: “%(words)s”."))
        self._read(contact, contact.notes, _("Your notes say: “%(words)s”."))

    def read_note(self, note: Interaction) -> None:
        """The reason that stands in a dated note."""
        day = plain_day(note.on, self.today)
        self._read(note.contact, note.text, _("Your note from %(day)s says: “%(words)s”."), day=day)

    def _read(self, contact: Contact, text: str, says: str, **names: str) -> None:
        strengths = (Strength.NAMES_PROSPECT, Strength.NAMES_COMPANY)
        for strength, pattern in zip(strengths, (self.names_prospect, self.names_company), strict=True):
            if pattern and (found := pattern.search(text)):
                names["words"] = unended(excerpt_naming(text, found))
                self.path(contact).because(strength, says % names)
                return

    def read_introductions(self, introductions) -> None:
        """Who introduced the person to others before, and who was asked for this prospect."""
        made: dict[int, list[Introduction]] = defaultdict(list)
        asked: dict[int, Introduction] = {}
        for introduction in introductions:
            introducer = introduction.introducer
            if introduction.prospect_id == self.prospect.pk:
                # Of several asks the latest counts, and one that was sent before a draft.
                latest = max(introduction, asked.get(introducer.pk, introduction), key=_recency)
                asked[introducer.pk] = latest
            else:
                made[introducer.pk].append(introduction)
        for several in made.values():
            self._read_made(several)
        for introduction in asked.values():
            self._read_asked(introduction)

    def _read_made(self, introductions: list[Introduction]) -> None:
        path = self.path(introductions[0].introducer)
        people = {introduction.prospect_id: introduction.prospect for introduction in introductions}
        for person in list(people.values()):
            if self.company and person.company_key == self.company:
                words = _("Introduced you to %(person)s, who is also at %(company)s.")
                names = {"person": person, "company": unended(self.prospect.company)}
                path.because(Strength.INTRODUCED_COLLEAGUE, words % names)
                del people[person.pk]
        if len(people) > MOST_NAMES:
            words = ngettext(
                "Introduced you to %(number)d person before.",
                "Introduced you to %(number)d people before.",
                len(people),
            ) % {"number": len(people)}
        elif people:
            listed = and_list([str(person) for person in people.values()])
            words = _("Introduced you to %(people)s before.") % {"people": listed}
        else:
            return
        path.because(Strength.INTRODUCED_BEFORE, words)

    def _read_asked(self, introduction: Introduction) -> None:
        path = self.path(introduction.introducer)
        words, path.may_ask = self._answer(introduction)
        path.answer = KnownPaths(words, introduction, introduction.is_draft)

    def _answer(self, introduction: Introduction) -> tuple[str, bool]:
        """What came of one ask in words, and whether asking again is open."""
        name = {"name": introduction.introducer.first_name}
        if introduction.is_draft:
            return _("You’ve started a message to %(name)s.") % name, False
        asked = {"when": when(introduction.asked_on, self.today)} | name
        if introduction.closed_on is None:
            if introduction.made_on:
                return _("%(name)s introduced you.") % name, False
            if introduction.agreed_on:
                return _("Asked %(when)s. %(name)s agreed to introduce you.") % asked, False
            return _("Asked %(when)s, no answer yet.") % asked, False
        over = {"when": when(introduction.closed_on, self.today)} | name
        if introduction.closed_because == ClosedBecause.INTRODUCER_DECLINED:
            return _("%(name)s said no %(when)s.") % over, False
        if introduction.closed_because == ClosedBecause.NO_ANSWER:
            again = add_months(introduction.closed_on, ASK_AGAIN_AFTER_MONTHS)
            if again > self.today:
                words = _("Asked %(when)s, with no answer. You can ask again from %(day)s.")
                return words % (asked | {"day": plain_day(again, self.today)}), False
            return _("Asked %(when)s, with no answer.") % asked, True
        return _("Asked %(when)s; nothing came of it.") % asked, True

    def settle(self) -> None:
        """A no, or not now, to being the mentor goes for being asked for more."""
        for path in self.paths.values():
            if path.contact.said_no and path.answer is None:
                path.answer = KnownPaths(_("%(name)s said no to you.") % {"name": path.contact.first_name})
            elif path.contact.rests(self.today) and path.answer is None:
                words = _("%(name)s said “not now”, and that goes for this, too.")
                path.answer = KnownPaths(words % {"name": path.contact.first_name})
            path.may_ask &= not (path.contact.said_no or path.contact.rests(self.today))

    def read_ties(self) -> None:
        """How well the person knows each of them; the paths are then in that order."""
        owner, since, paths = self.prospect.owner_id, lately(self.today), self.paths
        people = acquaintances(owner, keys=list(paths), since=since) if paths else []
        for contact in people:
            path = paths[contact.pk]
            path.closeness = Closeness(contact.closeness)
            if tie := getattr(contact, "tie", None):
                path.tie_in_words = how_often(tie, self.today) or vouched(tie, self.today)
        self.paths = {contact.pk: paths[contact.pk] for contact in people}

    def read_meetings(self) -> None:
        """Whom one meets soon can be asked then."""
        open_ones = {pk: path for pk, path in self.paths.items() if path.may_ask}
        for pk, words in occasions(self.prospect.owner_id, open_ones, self.today).items():
            open_ones[pk].occasion = words

    def in_order(self) -> list[Path]:
        """Everybody found, in order; among equals as `with_closeness` has them."""
        return sorted(
            self.paths.values(),
            key=lambda path: (not path.leads_there, path.closeness, path.strength, -len(path.found)),
        )
