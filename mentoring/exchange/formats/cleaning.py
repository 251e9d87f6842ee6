"""From what a file says of one person to a clean row: visible, within what a contact holds, nothing lost unsaid."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from ...identity.fields import BY_NAME, EMAIL, LONGEST, LONGEST_TAG, PHONE, ContactField
from ...identity.keys import email_key, profile_address
from ...text.letters import HIDDEN, normal, plain
from ...text.phones import has_country_code, same_number
from ...text.text import and_list, as_list, says_something
from .ways_to_reach import (
    display_names,
    is_broken_number,
    is_email,
    is_fax,
    split_emails,
    split_phones,
    unguarded_number,
)  # fmt: skip

MOST_VALUES, MOST_TAGS = 20, 200  # of one kind for one person; what goes beyond stands in the notes


# Control characters, halves of letters, and the marks that hide or turn text around; the joiners within emoji and
# scripts stay.
_SPACES = dict.fromkeys(map(ord, "\t\x0b\x0c\x85\xa0\u2028\u2029"), " ")
_UNSEEN = dict.fromkeys(
    [
        *(code for code in range(0xA0) if code < 0x20 or code >= 0x7F),
        *HIDDEN, *(0x61C, 0x200B, 0x200E, 0x200F, 0xFFFE, 0xFFFF), *range(0xD800, 0xE000),
    ]
)  # fmt: skip
_IN_LINES = {**_UNSEEN, **_SPACES, 0x0A: "\n"}
_IN_A_LINE = {**_UNSEEN, **_SPACES, 0x0A: " "}


def clean(text: str, lines: bool = False) -> str:
    """Text without control and invisible layout characters, spaces joined; line ends stay where `lines`."""
    if not text:
        return ""
    if text.isascii():
        if text.isprintable():
            return " ".join(text.split()) if not lines else text.strip(" ")
    else:
        text = normal("NFC", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not lines:
        return " ".join(text.translate(_IN_A_LINE).split())
    return "\n".join(line.rstrip(" ") for line in text.translate(_IN_LINES).split("\n")).strip("\n ")


def clean_phone(text: str) -> str:
    """A phone number without `tel:` and its parameters, as people dial it; an extension stays."""
    text = unguarded_number(clean(text))
    if text[:4].lower() != "tel:":
        return text
    number, *parameters = (part.strip() for part in text[4:].split(";"))
    extensions = (part[4:] for part in parameters if part.lower().startswith("ext="))
    return " ext. ".join([number, *extensions])


# What numbers and addresses are called by everybody.
_OF_EVERYBODY = frozenset(
    {
        "",
        "mobile",
        "cell",
        "home",
        "work",
        "main",
        "other",
        "school",
        "iphone",
        "email",
        "phone",
        "internet",
        "custom",
    }
)


class Cleaner:
    """Cuts to size and keeps account: what does not fit becomes a line of the notes, and a remark says so."""

    def __init__(
        self,
        extra: list[tuple[str, str]],
        remarks: list[str],
        is_exact: bool,
        own_labels: Collection[str] = (),
    ):
        self.remarks = [*remarks]
        self.is_exact, self.own_labels = is_exact, {*map(plain, own_labels)} - _OF_EVERYBODY
        # Who an address is of, where a name stands beside it.
        self.display_names: dict[str, str] = {}
        self.further = [(clean(label), clean(value, lines=True)) for label, value in extra]

    def short(self, kind: str, text: str) -> str:
        """The text within its length; the whole of a longer one goes to the notes."""
        text = clean(text)
        if not says_something(text):
            return ""
        if len(text) <= LONGEST[kind]:
            return text
        label = BY_NAME[kind].heading
        self.further.append((label, text))
        self.remarks.append(
            _("%(field)s was shortened; you’ll find all of it in the notes.") % {"field": label}
        )
        return text[: LONGEST[kind] - 1].rstrip() + "…"

    def emails(self, texts: list[tuple[str, str]]) -> tuple[str, ...]:
        """The addresses that are addresses, each once, the first one first."""
        found: dict[str, tuple[str, str]] = {}
        for label, text in texts:
            names = {} if self.is_exact else display_names(clean(text))
            for address in [clean(text)] if self.is_exact else split_emails(clean(text)):
                if not says_something(address) or email_key(address) in found:
                    continue
                if len(found) < MOST_VALUES and is_email(address):
                    name = names.get(address, "")
                    is_another = found and plain(name) not in map(plain, self.display_names.values())
                    found[email_key(address)] = (name if is_another else "") or label, address
                    self.display_names |= {address: name} if name else {}
                else:
                    self._aside(label or EMAIL.heading, address)
                    self._remark(_("Something that isn’t an email address was moved to the notes."))
        return self._further(found, EMAIL)

    @property
    def is_several_people(self) -> bool:
        """Whether the names beside the addresses are of several people."""
        return len(set(map(plain, self.display_names.values()))) > 1

    def phones(self, texts: list[tuple[str, str]]) -> tuple[str, ...]:
        """The phone numbers, each once; a fax, and a text too long for a number, goes to the notes."""
        found: dict[str, tuple[str, str]] = {}
        for label, text in texts:
            numbers = [clean(text)] if self.is_exact else map(clean_phone, split_phones(clean(text)))
            for number in numbers:
                if not says_something(number):
                    continue
                if same := next((one for one in found if same_number(number, one)), None):
                    if has_country_code(number) > has_country_code(same) and len(number) <= LONGEST["phone"]:
                        found[same] = found[same][0], number
                    continue
                if is_fax(label):
                    self._aside(label, number)
                elif is_broken_number(number) and not self.is_exact:
                    self._aside(label or PHONE.heading, number)
                    self._remark(
                        _("A spreadsheet cut the end off a phone number. It was moved to the notes.")
                    )
                elif len(found) < MOST_VALUES and len(number) <= LONGEST["phone"]:
                    found[number] = label, number
                else:
                    self._aside(label or PHONE.heading, number)
                    self._remark(_("A phone number was too long, so it was moved to the notes."))
        return self._further(found, PHONE)

    def _further(self, found: dict[str, tuple[str, str]], field: ContactField) -> tuple[str, ...]:
        """The values; from the second on each is a line of the notes too, with what it is called.

        So is the first where the person has a word of their own for it.
        """
        for number, (label, value) in enumerate(found.values()):
            if number or plain(label) in self.own_labels:
                self._aside(label or field.heading, value)
        return tuple(value for _label, value in found.values())

    def _aside(self, label: str, value: str) -> None:
        self.further.append((clean(label).replace(": ", " "), value))

    def _remark(self, text: str) -> None:
        if text not in self.remarks:
            self.remarks.append(text)

    def linkedin(self, texts: list[str]) -> str:
        """The first LinkedIn profile among the addresses, in the one way to write it; the others to the notes."""
        profile = ""
        for text in texts:
            url = clean(text)
            address = profile_address(url)
            if address and not profile and len(address) <= LONGEST["linkedin"]:
                profile = address
            elif says_something(url) and (not address or address != profile):
                self.further.append((_("Web"), url))
        return profile

    def tags(self, texts: list[str]) -> tuple[str, ...]:
        """The tags, each once whatever its case; one too long goes to the notes, as do those beyond all measure."""
        found: dict[str, str] = {}
        for text in texts:
            tag = clean(text)
            if not says_something(tag) or tag.casefold() in found:
                continue
            if len(tag) <= LONGEST_TAG:
                found[tag.casefold()] = tag
            else:
                self.further.append((_("Tag"), tag))
                self.remarks.append(_("A tag was too long, so it was moved to the notes."))
        tags = tuple(found.values())
        if len(tags) > MOST_TAGS:
            self.further.append((_("Tags"), as_list(tags[MOST_TAGS:], ";")))
            words = _("There were more than %(most)d tags. The others were moved to the notes.")
            self.remarks.append(words % {"most": MOST_TAGS})
        return tags[:MOST_TAGS]

    def notes(self, texts: list[str], name: str) -> str:
        """The notes of the file, then a line for each thing a contact has no place for.

        Nobody is left out for what nobody asked for: of these lines the longest are, as many as don't fit, and a
        remark names them. The notes themselves are maybe more than fits.
        """
        parts = [text for text in (clean(text, lines=True) for text in texts) if says_something(text)]
        lines = {
            f"{label}: {value}" if label else value: label
            for label, value in self.further
            if says_something(value)
        }
        size = len("\n\n".join(parts)) + sum(map(len, lines)) + len(lines) + 1
        left: dict[str, None] = {}
        for line in sorted(lines, key=len, reverse=True):
            if size <= LONGEST["notes"]:
                break
            size -= len(line) + 1
            left[lines.pop(line) or _("A line")] = None
        if left:
            words = _("Left out of %(name)s, because it’s too long for the notes: %(what)s.")
            self._remark(words % {"what": and_list([*left][:MOST_VALUES]), "name": name})
        return "\n\n".join([*parts, "\n".join(lines)] if lines else parts)


def joined_parts(parts: list[str]) -> str:
    """The parts that say something, each once, with commas between them."""
    return ", ".join(dict.fromkeys(part for part in map(clean, parts) if part))


# What programs put everybody into; nobody's own word.
_OF_PROGRAMS = frozenset({"mycontacts", "my contacts", "starred", "starred in android"})


def own_tags(texts: Iterable[str]) -> list[str]:
    """The tags that a person gave, without those a program gives to everybody."""
    return [text for text in texts if clean(text).removeprefix("* ").casefold() not in _OF_PROGRAMS]
