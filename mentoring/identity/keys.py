"""By what one recognises a person: the keys of a profile, an address, a name and a company."""

import contextlib
import re
import unicodedata
from urllib.parse import quote, unquote

from ..text.letters import folded, words_in

_PROFILE = re.compile(
    r"^(?:[a-z][a-z0-9+.-]{0,15}:)?(?://)?(?:[a-z0-9-]{1,20}\.)?linkedin\.com(?::\d+)?/(?:mwlite/)?(in|pub)/([^?#\s]+)",
    re.IGNORECASE,
)


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
    return f"https://www.linkedin.com/in/{quote(key, safe='')}"


def email_key(email: str) -> str:
    """An e-mail address as it is compared: no case, no `mailto:`; "" for what is no address."""
    key = unicodedata.normalize("NFC", email.strip()).casefold().removeprefix("mailto:")
    return key if "@" in key else ""


# Initials after a name that say what somebody learnt, not who they are: "Dana Lee, PMP".
_CREDENTIALS = re.compile(r"^(?:[A-Z][A-Za-z]?\.?){1,6}®?$|^(?:MBA|PhD|Ph\.D\.?|PMP®?|Dr\.?|Jr\.?|Sr\.?)$")


def name_key(name: str) -> str:
    """A name as it is compared: its words without case, accents, credentials and order."""
    first, *rest = name.split(",")
    kept = [first, *(part for part in rest if not _is_credentials(part))]
    return " ".join(sorted(_words(" ".join(kept)))) or " ".join(sorted(_words(name))) or _plain(name).strip()


def _is_credentials(part: str) -> bool:
    words = part.split()
    return bool(words) and all(len(word) <= 8 and _CREDENTIALS.match(word) for word in words)


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
    "independentconsultant", "na", "none", "retired", "sabbatical", "selbstandig", "selfemployed",
    "stealth", "stealthstartup", "student", "unemployed", "various",
})  # fmt: skip
_DOT_OF_LETTERS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_LETTERS_APART = {"a/s": "as", "sp. z o.o.": "spzoo", "sp. z o. o.": "spzoo", "s. r. o.": "sro"}


def company_words(company: str) -> list[str]:
    """The words that tell a company from others, as they are written: without its legal form and "the"."""
    company = company.strip()
    for written, meant in _LETTERS_APART.items():
        if company.lower().endswith(written):
            company = company[: -len(written)] + meant
    words = words_in(_DOT_OF_LETTERS.sub("", company))
    while len(words) > 1 and folded(words[-1]) in LEGAL_FORMS:
        words.pop()
        if len(words) > 1 and folded(words[-1]) in AND:
            words.pop()
    return words[1:] if len(words) > 1 and folded(words[0]) == "the" else words


def company_key(company: str) -> str:
    """A company as it is compared: no case, accents, spaces and legal form; "" where no company is named.

    "Kestrel Cold Chain Ltd", "KESTREL COLDCHAIN" and "The Kestrel Cold-Chain Co." have the same key.
    """
    words = [folded(word) for word in company_words(company)]
    key = "".join(word for word in words if word not in AND) or "".join(words)
    return "" if key in NO_COMPANY else key


def _plain(text: str) -> str:
    """Without case and without the accents of European scripts; vowel signs of others carry meaning and stay."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(char for char in folded if not "\u0300" <= char <= "\u036f")


def _words(text: str) -> list[str]:
    kept = (char if unicodedata.category(char)[0] in "LNM" else " " for char in _plain(text))
    return "".join(kept).split()
