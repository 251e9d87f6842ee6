"""Cards of people (vCard 2.1, 3.0, 4.0), many in a file, read card by card so that one bad card spoils no other."""

import re
from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...identity.keys import profile_key
from .card_edges import Card, cards_of, is_our_card, unified
from .card_lines import CardProperty, decoded, properties_of
from .cleaning import clean, joined_parts, own_tags
from .draft import Address, RowDraft
from .rows import Entry, Source, Trouble, Unreadable
from .unread import as_label, is_for_people, is_technical
from .ways_to_reach import birthday


def card_entries(data: bytes, encoding: str) -> tuple[int, Source]:
    """How many cards a file has, and from a given one on each as a person. Raises Unreadable."""
    data = unified(data, encoding)
    cards = cards_of(data)
    if not cards:
        raise Unreadable(_("There’s no card in this file."))
    letters = encoding if not encoding.startswith("utf") else "cp1252"
    is_exact = is_our_card(data)
    return len(cards), lambda start: _card_people(data, cards[start:], letters, is_exact)


def _card_people(data: bytes, cards: list[Card], letters: str, is_exact: bool) -> Iterator[Entry]:
    """Each card as a person; what is wrong with one of its lines costs that line."""
    for card in cards:
        if card.is_stray:
            words = _("This stands outside any card: %(text)s")
            text = clean(decoded(data[card.start : card.stop][:2000], "", letters))
            yield Trouble(card.line, words % {"text": Truncator(text).chars(200)})
            continue
        draft = RowDraft(card.line, is_exact=is_exact)
        if not card.whole:
            draft.remarks.append(_("This card has no end. Check that nothing is missing."))
        yield _card_person(draft, card.text(data), letters)


_PLAIN_KINDS = {
    "CELL": gettext_lazy("Mobile"), "IPHONE": gettext_lazy("Mobile"), "FAX": gettext_lazy("Fax"),
    "PAGER": gettext_lazy("Pager"), "HOME": gettext_lazy("Home"), "WORK": gettext_lazy("Work"),
    "TLX": "Telex", "ISDN": "ISDN", "MODEM": "Modem", "BBS": "BBS",
}  # fmt: skip
# Of these a contact holds nothing, but the notes do.
_ASIDE = {
    "ANNIVERSARY": gettext_lazy("Anniversary"), "X-ANNIVERSARY": gettext_lazy("Anniversary"), "X-ABDATE": "",
    "X-EVOLUTION-ANNIVERSARY": gettext_lazy("Anniversary"), "IMPP": gettext_lazy("Chat"), "X-JABBER": "Jabber",
    "X-SKYPE": "Skype", "X-SKYPE-USERNAME": "Skype", "X-ICQ": "ICQ", "X-AIM": "AIM", "X-MSN": "MSN",
    "RELATED": gettext_lazy("Related"), "X-ABRELATEDNAMES": gettext_lazy("Related"),
    "X-SPOUSE": gettext_lazy("Spouse"), "X-MS-SPOUSE": gettext_lazy("Spouse"),
    "X-EVOLUTION-SPOUSE": gettext_lazy("Spouse"), "X-MANAGER": gettext_lazy("Manager"),
    "X-MS-MANAGER": gettext_lazy("Manager"), "X-ASSISTANT": gettext_lazy("Assistant"),
    "X-MS-ASSISTANT": gettext_lazy("Assistant"), "X-MS-IMADDRESS": gettext_lazy("Chat"),
    "LANG": gettext_lazy("Language"), "GEO": gettext_lazy("On the map"),
}  # fmt: skip
# What somebody is to the person of a card (RFC 6350, 6.6.6).
_RELATIONS = frozenset("""
    ACQUAINTANCE AGENT CHILD CO-RESIDENT CO-WORKER COLLEAGUE CONTACT CRUSH DATE EMERGENCY FRIEND KIN ME MET MUSE
    NEIGHBOR PARENT SIBLING SPOUSE SWEETHEART
""".split())  # fmt: skip  # noqa: SIM905 as above
# What is read of a card; everything else that people can read goes to the notes.
_READ = frozenset((*_ASIDE, *"""
    FN N NICKNAME EMAIL TEL URL X-SOCIALPROFILE SOCIALPROFILE X-LINKEDIN ORG TITLE ROLE ADR LABEL NOTE CATEGORIES BDAY
    AGENT X-ANDROID-CUSTOM X-GROUP-MEMBERSHIP X-WAYMARK-HOW-KNOWN X-WAYMARK-GREETING
""".split()))  # fmt: skip  # noqa: SIM905 as above
_DAYS = {name for name in _ASIDE if "ANNIVERSARY" in name} | {"X-ABDATE"}
_APPLE = re.compile(r"^_\$!<(.*)>!\$_$")


def _card_person(draft: RowDraft, card: bytes, letters: str) -> Entry:
    found: dict[str, list[CardProperty]] = {}
    within = 0
    assistant: list[CardProperty] = []
    for one in properties_of(draft, card, letters):
        begins = one.name == "BEGIN" or (one.name == "AGENT" and one.value.upper() == "BEGIN:VCARD")
        within = max(0, within + begins - (one.name == "END"))
        if not within:
            found.setdefault(one.name, []).append(one)
        elif not begins:
            assistant.append(one)
    for several in found.values():
        several.sort(key=lambda one: one.preference)
    for one in found.get("AGENT", []):
        within_one = RowDraft(draft.line, extra=draft.extra, remarks=draft.remarks)
        assistant += properties_of(within_one, one.value.encode(), "utf-8")
    draft.extra += [(_("Assistant"), text) for text in _of_assistant(assistant)]
    if _first(found, "KIND", "X-ADDRESSBOOKSERVER-KIND").lower() in ("group", "org"):
        return Trouble(draft.line, _("This card is a group or a company, not a person."))
    called = {one.group: _APPLE.sub(r"\1", one.value) for one in found.get("X-ABLABEL", []) if one.group}
    draft.name = _first(found, "FN")
    if "N" in found:
        _put_name(draft, found["N"][0])
    draft.other_name = _first(found, "NICKNAME")
    draft.own_labels = {one.label for several in found.values() for one in several} | {*called.values()}
    draft.emails = [(_called_by_kind(one, called), one.value) for one in found.get("EMAIL", [])]
    draft.phones = [(_called_by_kind(one, called), one.value) for one in found.get("TEL", [])]
    names = ("X-SOCIALPROFILE", "SOCIALPROFILE", "URL", "X-LINKEDIN")
    draft.urls = [_web_address(one) for name in names for one in found.get(name, [])]
    for number, one in enumerate(found.get("ORG", [])):
        company, *units = one.parts(";")
        if not number:
            draft.company = company
        draft.extra += [(_("Department"), unit) for unit in units]
        draft.extra += [(_("Company"), company)] if number else []
    roles = [one.value for name in ("TITLE", "ROLE") for one in found.get(name, []) if one.value]
    draft.role = roles[0] if roles else ""
    draft.extra += [(_("Role"), role) for role in roles[1:] if role != draft.role]
    draft.addresses = [_postal_address(one) for one in found.get("ADR", [])]
    draft.how_known = _first(found, "X-WAYMARK-HOW-KNOWN")
    draft.greeting = _first(found, "X-WAYMARK-GREETING")
    draft.notes = [one.value for one in found.get("NOTE", [])]
    groups = [one for name in ("CATEGORIES", "X-GROUP-MEMBERSHIP") for one in found.get(name, [])]
    draft.tags = [tag for one in groups for tag in one.parts(",")]
    draft.tags = draft.tags if draft.is_exact else own_tags(draft.tags)
    draft.extra += [(_("Also called"), one.value) for one in found.get("NICKNAME", [])]
    draft.birthday = _first(found, "BDAY")
    draft.extra += [
        (
            called.get(one.group, "") or _relation(one) or str(label),
            birthday(one.value) if name in _DAYS else one.value,
        )
        for name, label in _ASIDE.items()
        for one in found.get(name, [])
    ]
    draft.extra += _others(found, called, draft.name)
    return draft.row()


def _put_name(draft: RowDraft, one: CardProperty) -> None:
    family, given, additional, draft.prefix, draft.suffix, *_rest = [*one.parts(";"), *[""] * 5]
    draft.first, draft.middle, draft.last = given, " ".join(additional.split(",")), family


def _of_assistant(card: list[CardProperty]) -> Iterator[str]:
    """What a card within a card says to people, its name first."""
    names = [one for one in card if one.name == "FN"]
    for one in card if not names else ():
        if one.name == "N":
            named = RowDraft(0)
            _put_name(named, one)
            yield named.name_of_parts()
    others = (one for one in card if one.name not in ("FN", "N") and not is_technical(one.name))
    for one in (*names, *others):
        if not one.kinds & {"B", "BASE64"} and is_for_people(one.value):
            yield joined_parts([one.value] if one.name in ("FN", "NOTE") else one.parts(";"))


def _others(
    found: dict[str, list[CardProperty]], called: dict[str, str], name: str
) -> Iterator[tuple[str, str]]:
    """What else a card says, each with its label."""
    yield from ((_("Also called"), one.value) for one in found.get("FN", []) if one.value != name)
    for one in found.get("LABEL", []) if "ADR" not in found else ():
        yield _("Address"), joined_parts(one.value.splitlines())
    for one in found.get("X-ANDROID-CUSTOM", []):
        kind, text, *_rest = [*one.parts(";"), ""]
        yield as_label(kind.rpartition("/")[2]), text
    for other in (name for name in found if name not in _READ):
        for one in found[other] if not is_technical(other) else ():
            if not one.kinds & {"B", "BASE64"} and is_for_people(one.value):
                yield called.get(one.group) or as_label(other), joined_parts(one.parts(";"))


def _called_by_kind(one: CardProperty, called: dict[str, str]) -> str:
    """What a number or an address is called: by its owner, else by its kind, of which a fax at home is a fax."""
    if own := one.label or called.get(one.group):
        return own
    return next((str(label) for kind, label in _PLAIN_KINDS.items() if kind in one.kinds), "")


def _relation(one: CardProperty) -> str:
    """What somebody is to the person of the card, where it says so."""
    return ", ".join(as_label(kind) for kind in sorted(one.kinds & _RELATIONS))


def _web_address(one: CardProperty) -> str:
    """A web address; of a LinkedIn profile that has only the name of its user, the address of the profile."""
    is_linkedin = "LINKEDIN" in one.kinds or one.name == "X-LINKEDIN"
    name = one.value.removeprefix("x-apple:").strip()
    if is_linkedin and not profile_key(one.value) and re.fullmatch(r"[\w%-]{2,100}", one.user or name):
        return f"https://www.linkedin.com/in/{one.user or name}"
    return one.value


def _first(found: dict[str, list[CardProperty]], *names: str) -> str:
    return next((one.value for name in names for one in found.get(name, []) if one.value), "")


def _postal_address(one: CardProperty) -> Address:
    """An address by its seven parts (RFC 6350, 6.3.1)."""
    box, extended, street, city, region, postcode, country, *_rest = [*one.parts(";"), *[""] * 7]
    return Address([extended, street, box], postcode, city, region, country)
