"""By what one recognises a person: the keys of a profile, an address, a name and a company."""

import contextlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote

from ..text.letters import folded, written_words
from ..text.phones import LONGEST_COMPARED, SHORTEST_NATIONAL, read_number
from .names import name_key, sort_key

__all__ = ["company_key", "email_key", "name_key", "phone_key", "profile_address", "profile_key", "sort_key"]

_PROFILE = re.compile(
    r"^(?:[a-z][a-z0-9+.-]{0,15}:)?(?://)?(?:[a-z0-9-]{1,20}\.)?linkedin\.com(?::\d+)?/(?:mwlite/)?(in|pub)/([^?#\s]+)",
    re.IGNORECASE,
)


# The number of a member stands for a name that LinkedIn does not tell; in small letters it leads nowhere.
_MEMBER = re.compile(r"/in/(AC[a-z]AA[\w-]{5,100})(?![^/?#\s])", re.ASCII)


def profile_key(url: str) -> str:
    """The part of a LinkedIn address that names the person, whatever the country host; "" for other addresses."""
    found = _PROFILE.match(url.strip()[:2000])
    if not found:
        return ""
    kind, path = found[1].lower(), found[2]
    parts = [part for part in path.split("/") if part]
    if not parts:
        return ""
    if kind == "in":
        return _slug(parts[0])
    return "/".join(["pub", *map(_slug, parts[:5])])


def _slug(part: str) -> str:
    if part.isascii() and "%" not in part:
        return part.lower().strip()
    with contextlib.suppress(UnicodeDecodeError):  # not UTF-8: compare it as it stands
        part = unquote(part, errors="strict")
    return unicodedata.normalize("NFC", part).lower().strip()


def profile_address(url: str) -> str:
    """The one way to write a LinkedIn profile: `https://www.linkedin.com/in/slug`; "" for other addresses."""
    key = profile_key(url)
    if not key:
        return ""
    if key.startswith("pub/"):
        return "https://www.linkedin.com/pub/" + "/".join(quote(part, safe="") for part in key.split("/")[1:])
    member = _MEMBER.search(url)
    slug = member[1] if member and member[1].lower() == key else quote(key, safe="")
    return f"https://www.linkedin.com/in/{slug}"


def email_key(email: str) -> str:
    """An e-mail address as it is compared: no case, no `mailto:`, one Gmail; "" for what is no address."""
    key = unicodedata.normalize("NFC", email.strip()).casefold().removeprefix("mailto:")
    if key.endswith("@googlemail.com"):
        key = key.removesuffix("@googlemail.com") + "@gmail.com"
    return key if "@" in key else ""


# Legal forms and fillers, which one file writes and the next leaves out: without dots and in small letters, as they
# stand at the end of a name.
LEGAL_FORMS = frozenset({
    "ab", "ag", "aps", "as", "asa", "bhd", "bv", "co", "company", "corp", "corporation", "cv", "doo", "eg",
    "ek", "ev", "gbr", "gmbh", "group", "holding", "inc", "incorporated", "kft", "kg", "kgaa", "kk", "lda",
    "limited", "llc", "llp", "lp", "ltd", "ltda", "mbh", "nv", "nyrt", "ohg", "oy", "oyj", "plc", "pllc",
    "pte", "pty", "pvt", "sa", "sarl", "sas", "sdn", "se", "sl", "snc", "spa", "spzoo", "srl", "sro", "ug",
    "zrt",
})  # fmt: skip
# "Tallow & Finch" and "Tallow and Finch" are one company.
AND = frozenset({"and", "und", "et"})
# What people write where no company is: nobody is a colleague by it.
NO_COMPANY = frozenset({
    "confidential", "consultant", "freelance", "freelancer", "freiberuflich", "independent",
    "independentconsultant", "lookingfornewopportunities", "lookingforopportunities", "na", "none", "opentowork",
    "retired", "sabbatical", "selbstandig", "selbststandig", "self", "selfemployed", "stealth", "stealthstartup",
    "student", "unemployed", "various",
})  # fmt: skip
_DOT_OF_LETTERS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_LETTERS_APART = {"a/s": "as", "sp. z o.o.": "spzoo", "sp. z o. o.": "spzoo", "s. r. o.": "sro"}


def company_words(company: str) -> list[str]:
    """The words that tell a company from others, as they are written: without its legal form and "the"."""
    company = company.strip()
    for written, meant in _LETTERS_APART.items():
        if company.lower().endswith(written):
            company = company[: -len(written)] + meant
    words = written_words(_DOT_OF_LETTERS.sub("", company))
    while len(words) > 1 and folded(words[-1]) in LEGAL_FORMS:
        words.pop()
        if len(words) > 1 and folded(words[-1]) in AND:
            words.pop()
    return words[1:] if len(words) > 1 and folded(words[0]) == "the" else words


@lru_cache(maxsize=20_000)
def company_key(company: str) -> str:
    """A company as it is compared: no case, accents, spaces and legal form; "" where no company is named.

    "Kestrel Cold Chain Ltd", "KESTREL COLDCHAIN" and "The Kestrel Cold-Chain Co." have the same key.
    """
    words = [folded(word) for word in company_words(company)]
    key = "".join(word for word in words if word not in AND) or "".join(words)
    return "" if key in NO_COMPANY else key


# Digits of the shortest number that tells anybody apart.
TELLING_DIGITS = 6


def phone_key(phone: str) -> str:
    """By what a phone number is found: its last digits and its extension; "" for what tells nobody apart.

    Two that `same_number` says are one have the same key, and others may have it as well.
    """
    if len(phone) > LONGEST_COMPARED:
        return ""
    digits, extension, _start = read_number(phone)
    ending = digits[-SHORTEST_NATIONAL:] + (extension and f"x{extension}")
    return ending if len(digits) >= TELLING_DIGITS else ""


# The first part of an address behind which several people may sit.
SHARED_MAILBOXES = frozenset("""
    accounting admin administration anfrage billing booking bookings buchhaltung buero bureau careers contact contacto
    contatti customerservice empfang enquiries enquiry events family familie famille familia front frontdesk hello hi
    help helpdesk hr info information inquiries jobs kanzlei kontakt mail marketing media office orders post praxis
    presse press reception rezeption sales secretary sekretariat service shop studio support team vertrieb verwaltung
    welcome zentrale
""".split())  # fmt: skip  # noqa: SIM905 a column of quotes would hide the words


def is_shared_mailbox(email: str) -> bool:
    """Whether an address belongs to a desk rather than to a person: info@, office@, praxis@."""
    local = email.partition("@")[0].lower()
    return re.split(r"[.+_-]", local)[0] in SHARED_MAILBOXES
