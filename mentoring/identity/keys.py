"""By what one recognises a person: the keys of a profile, an address, a name and a company."""

import contextlib
import re
import unicodedata
from urllib.parse import quote, unquote

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


# Legal forms and fillers, which one file writes and the next leaves out.
_LEGAL = frozenset("""
    ab ag as aps asa bv co company corp corporation cv eg ek ev gbr gmbh group holding inc incorporated kg kgaa
    lda limited llc llp lp ltd mbh nv ohg oy oyj plc pty pte sa sarl sas se sl spa srl the ug und and
""".split())  # fmt: skip  # noqa: SIM905 a column of quotes would hide the words


def company_key(company: str) -> str:
    """A company as it is compared: no case, accents, punctuation and legal form."""
    words = _words(company.replace("&", " and "))
    return " ".join(word for word in words if word not in _LEGAL) or " ".join(words)


def _plain(text: str) -> str:
    """Without case and without the accents of European scripts; vowel signs of others carry meaning and stay."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(char for char in folded if not "\u0300" <= char <= "\u036f")


def _words(text: str) -> list[str]:
    kept = (char if unicodedata.category(char)[0] in "LNM" else " " for char in _plain(text))
    return "".join(kept).split()
