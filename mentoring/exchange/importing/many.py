"""People written down one a line: who of them is a contact already, and what is worth knowing of the others."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from ...identity.fields import BY_NAME, NAMES, NOTES
from ...identity.keys import company_key
from ...identity.likeness import Known, Level, Person, Verdict, compare
from ...models import Contact
from ...text.letters import plain
from ..formats.lines import TypedLine
from .near import contacts_near
from .values import added, fits, no_room


@dataclass(slots=True)
class ListedPerson:
    """Somebody who was written down, the contact they are, if any, and remarks; `key` names them in the form."""

    line: TypedLine
    person: Person
    key: str = ""
    known: Contact | None = None
    remarks: list[str] = field(default_factory=list)

    @property
    def role_and_company(self) -> str:
        """What they do and where, as it was written."""
        return ", ".join(filter(None, (self.line.role, self.line.company)))

    @property
    def is_archived(self) -> bool:
        """Whether they are a contact who was put away."""
        return bool(self.known and self.known.archived_on)

    @property
    def new_facts(self) -> dict[str, str]:
        """What was written and doesn't stand in the contact yet; nothing that stands there is replaced."""
        said = self.line.facts
        new = {name: text for name, text in said.items() if text and not getattr(self.known, name, "")}
        return new | (self.new_notes if fits(self.new_notes) else {})

    @property
    def new_notes(self) -> dict[str, str]:
        """The notes as they become where something was written that only they can hold, if there is room for it."""
        if not self.line.notes:
            return {}
        stands = {name: getattr(self.known, name, "") for name in NAMES}
        new = added({NOTES.name: self.line.notes}, self.line.facts | {k: v for k, v in stands.items() if v})
        return {NOTES.name: new[NOTES.name]} if NOTES.name in new else {}


def written_down(user, lines: list[TypedLine]) -> list[ListedPerson]:
    """Whoever stands in the lines, in their order; equal lines are one. A fixed number of queries."""
    contacts = Contact.objects.owned_by(user).order_by()
    colleagues = _colleagues(contacts.current(), lines)
    lines = _with_companies(lines, colleagues)
    written = _each_once(lines)
    _find(written, contacts)
    _remark(written, colleagues)
    return written


def _colleagues(contacts: QuerySet, lines: list[TypedLine]) -> dict[str, Contact]:
    """By the key of a company that stands in a line, whoever works there and was in touch last."""
    keys = {company_key(line.role if line.is_alone else line.company) for line in lines} - {""}
    latest = Window(
        RowNumber(), partition_by="company_key", order_by=[F("last_touch_on").desc(nulls_last=True), "pk"]
    )
    some = contacts.filter(company_key__among=sorted(keys)).alias(nth=latest).filter(nth=1)
    return {contact.company_key: contact for contact in some.only("name", "greeting", "company_key")}


def _with_companies(lines: list[TypedLine], colleagues: Iterable[str]) -> list[TypedLine]:
    """The lines; what stands alone after a name is a company where a contact or another line has it as one."""
    companies = {*colleagues, *(company_key(line.company) for line in lines)} - {""}
    return [
        line.at_company() if line.is_alone and company_key(line.role) in companies else line for line in lines
    ]


def _each_once(lines: list[TypedLine]) -> list[ListedPerson]:
    """Each of the lines that says something else than one before it, with a key of its own."""
    by_text: dict[tuple[str, ...], ListedPerson] = {}
    named: Counter[str] = Counter()
    for line in lines:
        company = company_key(line.company) or plain(line.company)
        text = plain(line.name), plain(line.role), company, line.addresses
        if first := by_text.get(text):
            first.remarks = [_("Written more than once")]
            continue
        person = Person.of({"name": line.name, **line.facts})
        named[text[0]] += 1
        # No name has a comma, so this is nobody else's.
        number = f",{named[text[0]]}" if named[text[0]] > 1 else ""
        by_text[text] = ListedPerson(line, person, f"{line.name}{number}")
    return list(by_text.values())


def _find(written: list[ListedPerson], contacts: QuerySet) -> None:
    """Say of each who they are, or whom they are like; no contact is two of them."""
    near: Known[dict] = Known()
    named: Counter[str] = Counter()
    for values in contacts_near(contacts, [one.person for one in written]).values():
        person = Person.of(values)
        named[person.name_key] += 1
        near.add(person, values | {"person": person})
    in_list = Counter(one.person.name_key for one in written)
    found: dict[int, ListedPerson] = {}
    for one in written:
        is_only = named[one.person.name_key] == 1 and in_list[one.person.name_key] == 1
        others = [
            (compare(one.person, other["person"], is_only), other["pk"], other)
            for other in near.near(one.person)
        ]
        others = sorted(
            (other for other in others if other[0].level), key=lambda other: (-other[0].level, other[1])
        )
        if others and others[0][1] not in found and _is_the_one(one, others, is_only):
            found[others[0][1]] = one
        elif others:
            one.remarks.append(_whom_like(*others[0]))
    for pk, contact in contacts.in_bulk(list(found)).items():
        found[pk].known = contact


def _is_the_one(one: ListedPerson, others: list[tuple[Verdict, int, dict]], is_only: bool) -> bool:
    """Whether the first of the others is the one: by the ladder, or the only one of the name, and nothing else said.

    A name of one word is not enough where anything more is written that doesn't stand there.
    """
    verdict, _pk, values = others[0]
    if verdict.level >= Level.PROBABLY:
        return len(others) == 1 or others[1][0].level < verdict.level
    says_more = any(said and plain(said) != plain(values[name]) for name, said in one.line.facts.items())
    is_name = is_only and "name" in verdict.signs and "other_company" not in verdict.against
    return is_name and (one.person.name.is_full or not says_more)


def _whom_like(verdict: Verdict, _pk: int, values: dict) -> str:
    """Whom somebody new is like."""
    if "name" not in verdict.signs:
        return _("Perhaps %(name)s: %(why)s") % {"name": values["name"], "why": verdict.reasons}
    if values["company"]:
        return _("Another %(name)s is at %(company)s") % values
    return _("Another %(name)s is in your contacts") % values


def _remark(written: list[ListedPerson], colleagues: dict[str, Contact]) -> None:
    """Add to each what is worth knowing before they are saved."""
    first: dict[str, ListedPerson] = {}
    for one in written:
        if one.known:
            one.remarks.insert(0, _already(one, one.known))
            if not fits(one.new_notes):
                one.remarks.append(no_room())
            continue
        twin = first.setdefault(one.person.name_key, one)
        if twin is not one and "name" in compare(one.person, twin.person).signs:
            one.remarks.append(_("Another %(name)s is on line %(number)d") % twin.line._asdict())
        colleague = colleagues.get(one.person.company)
        if colleague and not one.remarks:
            one.remarks.append(_("Works where %(name)s works") % {"name": colleague.first_name})


def _already(one: ListedPerson, contact: Contact) -> str:
    """That somebody is a contact: as what, where it isn't what was written, and what became of them."""
    if contact.archived_on:
        return _("Archived. Saving brings them back")
    if contact.closed_because:
        return _("Already in your contacts: %(because)s") % {"because": contact.get_closed_because_display()}
    stands = {"role": contact.role, "company": contact.company}
    said = {"role": one.line.role, "company": one.line.company}
    if any(said[name] and stands[name] and plain(said[name]) != plain(stands[name]) for name in said):
        return _("Already in your contacts, as %(what)s") % {"what": contact.role_and_company}
    for name in ("email", "phone", "linkedin"):
        there, here = getattr(contact, name), getattr(one.line, name)
        if there and here and not BY_NAME[name].says_the_same(there, here):
            return _("Already in your contacts, with %(what)s") % {"what": there}
    return _("Already in your contacts")
