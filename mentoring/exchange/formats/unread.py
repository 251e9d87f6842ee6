"""What cards and directories say that no field is for: what people can read of it goes to the notes by its own name."""

import re
from functools import lru_cache

from ...text.text import says_something, sentence_start

# What programs write for themselves or for each other. A part of a name, but for those that are all of it.
_TECHNICAL = re.compile(
    r"""^(?:version|rev|uid|profile|class|tz|geo|mailer|sort-string|source|xml|lang|kind|member|begin|end|dn|name
    |cal.*uri|capuri|fburl|x-ab.*|x-apple.*|x-ms-ol.*|initials|co|aci|gecos|home(?:mdb|directory|drive)|loginshell
    |(?:ms|ds|usn|nt|samba|krb|shadow|mdb|admin|logon|script|instance|replicat|entry|internet|protocol).*)$
    |prodid|guid|uuid|objectsid|uidnumber|gidnumber|clientpidmap|photo|image|picture|crop|hash|etag|timestamp|created
    |changed|modif|creator|sync|revision|file-as|gender|timezone|object|class$|password|pwd|logon|account|principal
    |distinguished|memberof|subschema|subordinates|group|certificate|smime|codepage|countrycode|propagation
    |addressbook|exchange|mailnickname|encod|html|language|changetype|userparameters""",
    re.IGNORECASE | re.VERBOSE,
)
_MAKER = re.compile(r"^x-(?:evolution-|ms-|mozilla-|kaddressbook-(?:x-)?)?", re.IGNORECASE)
_NEW_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Signs without a blank between them of which nothing longer is a word or an address.
_LONGEST_WORD = 300


@lru_cache(maxsize=4_000)
def is_technical(name: str) -> bool:
    """Whether nobody but a program reads what stands under this name."""
    return _TECHNICAL.search(name) is not None


def is_for_people(text: str) -> bool:
    """Whether a value says something to people: no switch, and no data in letters."""
    is_data = len(text) > _LONGEST_WORD and not re.search(r"\s", text)
    return says_something(text) and not is_data and text.casefold() not in ("true", "false")


def as_label(name: str) -> str:
    """How a line of the notes opens: `X-EVOLUTION-BLOG-URL` is a "Blog url", `employeeType` an "Employee type"."""
    words = _NEW_WORD.sub(" ", _MAKER.sub("", name))
    return sentence_start(re.sub(r"[-_\s]+", " ", words).strip().lower())
