"""What is shown for what was typed: the person who is meant with what can be done now, others, and records."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...links.addresses import page_url
from ...models import Contact
from ...search.words import marked
from ...status import next_actions
from ...status.next_actions import Group
from ...status.records import Records
from ...text.text import number_word
from .actions import FoundOne, Possibility, last_fact, possibilities, we_talked
from .kinds import KINDS, SearchGroup, of_kinds, pieces_of, sought_in
from .people import Match, people_in

OF_A_KIND = 3
MOST_TODAY = 3
SHOWN = tuple(kind for kind in KINDS if kind.key in ("goals", "criteria", "notes"))


@dataclass(frozen=True)
class FoundPerson:
    """One person as they are shown: their name with what was typed marked, a line about them, and what can be done."""

    contact: Contact
    name: SafeString
    about: SafeString
    can_do: list[Possibility]


@dataclass(frozen=True)
class Found:
    """Everything that is shown; `is_clear` when the first thing to do is what the Enter key does."""

    people: list[FoundPerson]
    others: list[FoundPerson]
    groups: list[SearchGroup]
    today: list[Possibility]
    new_contact: Possibility | None
    is_clear: bool
    is_note: bool
    has_more: bool

    @property
    def said(self) -> str:
        """The same in one sentence, for who hears the page."""
        if self.people and self.is_clear:
            first = self.people[0]
            return _("%(who)s. Enter: %(deed)s.") % {"who": self._who, "deed": first.can_do[0].label}
        if self.people:
            return _("%(who)s.") % {"who": self._who}
        return _("Enter: %(deed)s.") % {"deed": self.today[0].label} if self.today else ""

    @property
    def _who(self) -> str:
        name, hits = self.people[0].contact.name, sum(len(group.hits) for group in self.groups)
        more = len(self.people) + len(self.others) + hits - 1
        if not more:
            return name
        words = {"name": name, "count": number_word(more)}
        return ngettext("%(name)s and %(count)s more", "%(name)s and %(count)s more", more) % words


def look_up(records: Records, typed: str, chosen: int | None = None) -> Found:
    """What is shown for these words to the owner of these records; without words, what is to be done today."""
    sought = sought_in(typed)
    if not sought.words:
        return Found([], [], [], _to_do(records), None, is_clear=True, is_note=False, has_more=False)
    matches = people_in(records.user, typed, chosen)
    best, *rest = matches or [None]
    is_clear = best is not None and (best.is_clear or not best.note)
    people = [_with_offers(best, records)] if best and is_clear else []
    if best and not is_clear:
        people, rest = [_with_note(match, records) for match in matches], []
    groups = of_kinds(SHOWN, records.user, sought, records.today, OF_A_KIND)
    others = [_line(match) for match in rest]
    nobody = not (people or groups)
    is_note = best is not None and not best.found_whole and not groups
    new_contact = _somebody_new(typed) if nobody else None
    return Found(
        people, others, groups, [], new_contact, is_clear or nobody, is_note, has_more=not (nobody or is_note)
    )


def _to_do(records: Records) -> list[Possibility]:
    actions = next_actions.gather(records)
    due = [action for action in actions if action.group(records.today) == Group.TODAY]
    return [Possibility.of(one, "signpost-2") for one in (due or actions)[:MOST_TODAY]]


def _with_offers(match: Match, records: Records) -> FoundPerson:
    person = FoundOne(match, records.about(match.contact))
    return _line(match, last_fact(person, records.today), possibilities(person))


def _with_note(match: Match, records: Records) -> FoundPerson:
    """One of several who may be meant: only the note is offered, for each."""
    return _line(match, can_do=[we_talked(FoundOne(match, records))])


def _line(match: Match, last: str = "", can_do: Iterable[Possibility] = ()) -> FoundPerson:
    contact, about = match.contact, marked(match.contact.role_and_company, match.sought)
    sentence = format_html("{}. {}" if about and last else "{}{}", about, last)
    return FoundPerson(contact, marked(contact.name, match.sought), sentence, list(can_do))


def _somebody_new(typed: str) -> Possibility:
    """What was typed as the name of somebody new; with capitals where none were typed."""
    pieces = pieces_of(typed)
    name = " ".join(pieces)
    if name == name.lower():
        name = " ".join(piece[:1].upper() + piece[1:] for piece in pieces)
    label = _("Add “%(name)s” as a contact") % {"name": name}
    return Possibility(label, page_url("contacts.new"), "plus-lg", is_post=True, fields={"name": name})
