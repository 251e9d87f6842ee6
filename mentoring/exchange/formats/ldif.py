"""Address books as LDIF, the way Thunderbird and directories write them (RFC 2849): an entry is some lines."""

import base64
import binascii
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .cleaning import clean
from .draft import Address, RowDraft, has_another_word
from .rows import Entry, Source, Trouble, require_at_most
from .unread import as_label, is_for_people, is_technical

# Bytes of one person: a picture may stand before what is read.
LONGEST_ENTRY = 2_000_000
_BEGINNING = re.compile(rb"\s{0,200}(?:version:[ \t]*\d+\s+)?(?:#[^\n]*\n\s*){0,20}dn::?[ \t]", re.IGNORECASE)
# A line of blanks ends an entry, and so does the name of the next one.
_ENTRY = re.compile(
    rb"^(?:(?:#|version:).*\n)*(?![ \t]*$).+(?:\n(?!dn:)(?![ \t]*$).+)*", re.IGNORECASE | re.MULTILINE
)
_HAS_A_NAME_OF_ITS_OWN = re.compile(rb"^dn:", re.IGNORECASE | re.MULTILINE)
_NAMES_SOMEBODY = re.compile(rb"^(cn|displayname|givenname|sn)[;:]", re.IGNORECASE | re.MULTILINE)
_SAYS_SOMETHING = re.compile(rb"^(?!version:)[a-z][a-z0-9;-]*:", re.IGNORECASE | re.MULTILINE)
_ATTRIBUTE = re.compile(rb"^([A-Za-z][A-Za-z0-9-]*)(?:;[A-Za-z0-9;-]*)?:(:?)[ \t]*(.*)$", re.DOTALL)
_PHONES = {
    "telephonenumber": "", "workphone": "", "mobile": "Mobile", "cellphone": "Mobile", "homephone": "Home phone",
    "facsimiletelephonenumber": "Fax", "fax": "Fax", "pager": "Pager", "pagerphone": "Pager", "othertelephone": "",
    "ipphone": "",
}  # fmt: skip
_ASIDE = {
    "ou": "Department", "department": "Department", "departmentnumber": "Department", "custom1": "", "custom2": "",
    "mozillacustom1": "", "mozillacustom2": "", "mozillacustom3": "", "mozillacustom4": "",
    "physicaldeliveryofficename": "Office", "nsaimid": "AIM",
}  # fmt: skip
_URLS = ("labeleduri", "workurl", "homeurl", "mozillaworkurl", "mozillahomeurl", "wwwhomepage")
_STREETS = ("street", "streetaddress", "mozillaworkstreet2", "street2", "postofficebox")
# What is read of an entry; everything else that people can read goes to the notes.
_READ = frozenset((*_PHONES, *_ASIDE, *_URLS, *_STREETS, *"""
    cn displayname givenname sn mozillanickname xmozillanickname mail mozillasecondemail xmozillasecondemail
    othermailbox proxyaddresses o company title description info birthyear birthmonth birthday c co countryname
    postalcode l localityname st state mozillahomestreet mozillahomestreet2 mozillahomepostalcode
    mozillahomelocalityname mozillahomestate mozillahomecountryname
""".split()))  # fmt: skip  # noqa: SIM905 a column of quotes would hide the words

# What a change of an entry says of itself.
_CHANGES = ("add", "replace", "delete")


def is_ldif(data: bytes) -> bool:
    """Whether a text begins with an entry of a directory."""
    return _BEGINNING.match(data[:2000]) is not None


def ldif_entries(data: bytes, encoding: str) -> tuple[int, Source]:
    """How many entries a file has, and from a given one on each as a person. Raises Unreadable."""
    data = data.decode(encoding, "replace").encode().removeprefix(b"\xef\xbb\xbf")
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n\xef\xbb\xbf", b"\n")
    found: list[tuple[int, int]] = []
    named: set[bytes] = set()
    for entry in _ENTRY.finditer(data):
        if not _SAYS_SOMETHING.search(entry[0]):
            continue
        names = {name.lower() for name in _NAMES_SOMEBODY.findall(entry[0])}
        if found and named.isdisjoint(names) and not _HAS_A_NAME_OF_ITS_OWN.search(entry[0]):
            # What stands below an empty line within an entry.
            found[-1] = found[-1][0], entry.end()
            named |= names
        else:
            found.append((entry.start(), entry.end()))
            named = names
        require_at_most(len(found))
    return len(found), lambda start: _ldif_people(data, found[start:])


def _ldif_people(data: bytes, places: list[tuple[int, int]]) -> Iterator[Entry]:
    line, counted_to = 1, 0
    for start, end in places:
        line += data.count(b"\n", counted_to, start)
        counted_to = start
        yield _ldif_person(line, data[start:end])


def _ldif_person(line: int, entry: bytes) -> Entry:
    """One entry; an attribute that cannot be read costs itself alone."""
    found: dict[str, list[str]] = {}
    spelled: dict[str, str] = {}
    draft = RowDraft(line)
    is_deleted = False
    for text in re.sub(rb"\n ", b"", entry[:LONGEST_ENTRY]).split(b"\n"):
        parts = _ATTRIBUTE.match(text)
        is_deleted = is_deleted and text != b"-"
        if not parts or text.startswith(b"#"):
            continue
        try:
            value = base64.b64decode(parts[3], validate=True) if parts[2] else parts[3]
            name = parts[1].decode()
            if is_deleted:
                draft.extra.append((_("Deleted"), value.decode()))
                continue
            found.setdefault(name.lower(), []).append(value.decode())
            spelled[name.lower()] = name
            is_deleted = name.lower() == "delete" and "changetype" in found
        except (binascii.Error, UnicodeDecodeError):
            if parts[1].lower() not in (b"jpegphoto", b"userpassword", b"photo"):
                draft.remarks.append(_("Line %(line)d has characters we can’t read.") % {"line": line})
    if {"groupofnames", "groupofuniquenames"} & {one.lower() for one in found.get("objectclass", [])}:
        return Trouble(line, _("This card is a group or a company, not a person."))
    change = "".join(found.get("changetype", [])).strip().lower()
    if change in ("delete", "moddn", "modrdn"):
        said = ", ".join([*found.get("dn", ()), *found.get("newrdn", ())])
        words = _("This deletes or renames an entry of a directory: %(entry)s")
        return Trouble(line, words % {"entry": clean(said)})
    if change == "modify":
        draft.remarks.append(
            _("This changes an entry of a directory. Check that everything’s in the right place.")
        )
        for name in _CHANGES:
            found.pop(name, None)
    _put_attributes(draft, found)
    for name, values in found.items():
        if name not in _READ and not is_technical(name):
            draft.extra += [
                (as_label(spelled[name]), _of_a_name(one)) for one in values if is_for_people(one)
            ]
    return draft.row()


def _of_a_name(value: str) -> str:
    """Whom or what a directory means by a name of its own: `CN=Ada Berg,OU=Sales,DC=example` is Ada Berg."""
    found = re.match(r"cn=((?:\\.|[^\\,+])+)(?:[,+]|$)", value, re.IGNORECASE)
    return re.sub(r"\\(.)", r"\1", found[1]) if found else value


def _put_attributes(draft: RowDraft, found: dict[str, list[str]]) -> None:
    def first(*names: str) -> str:
        return next((value for name in names for value in found.get(name, ()) if value.strip()), "")

    draft.name, draft.first, draft.last = first("cn", "displayname"), first("givenname"), first("sn")
    if not (draft.name or draft.first or draft.last) and re.match(r"cn=", first("dn"), re.IGNORECASE):
        draft.name = _of_a_name(first("dn"))
    draft.other_name = first("mozillanickname", "xmozillanickname")
    draft.emails = [
        ("", one)
        for name in ("mail", "mozillasecondemail", "xmozillasecondemail", "othermailbox")
        for one in found.get(name, ())
    ]
    # Beside an address of mail a directory has those of other systems, "X500:/o=...".
    proxies = (one.partition(":") for one in found.get("proxyaddresses", ()))
    draft.emails += [("", address) for kind, _colon, address in proxies if kind.lower() == "smtp"]
    draft.phones = [(label, one) for name, label in _PHONES.items() for one in found.get(name, ())]
    draft.company, draft.role = first("o", "company"), first("title")
    draft.extra += [(label, one) for name, label in _ASIDE.items() for one in found.get(name, ())]
    draft.extra += [(_("Company"), one) for one in found.get("o", ())[1:]]
    names = (*found.get("cn", ()), *found.get("displayname", ()))
    names = (*(one for one in names if has_another_word(one, draft.name)), draft.other_name)
    draft.extra += [(_("Also called"), one) for one in names]
    draft.notes = [*found.get("description", ()), *found.get("info", ())]
    draft.urls = [one for name in _URLS for one in found.get(name, ())]
    draft.birthday = "-".join(filter(None, map(first, ("birthyear", "birthmonth", "birthday"))))
    for before, country in (("", ("c", "co", "countryname")), ("mozillahome", ("mozillahomecountryname",))):
        draft.addresses.append(
            Address(
                [one for name in _STREETS for one in found.get(before + name, ())],
                first(f"{before}postalcode"),
                first(f"{before}l", f"{before}localityname"),
                first(f"{before}st", f"{before}state"),
                first(*country),
            )
        )
