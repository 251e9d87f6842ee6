"""What files say that no field is for: what people can read of it goes to the notes by its own name."""

import re
from functools import lru_cache

from ...text.text import says_something, sentence_start

# What opens something to whoever has it.
_OPENS = r"passw|passphrase|pwd|kennwort|wachtwoord|contraseñ|mot de passe|senha|secret(?!ar)|token"
# What programs write for themselves or for each other. A part of a name, but for those that are all of it.
_TECHNICAL = re.compile(
    rf"""{_OPENS}|^(?:version|rev|uid|profile|class|tz|geo|mailer|sort-string|source|xml|lang|kind|member|begin|end|dn|name
    |cal.*uri|capuri|fburl|x-ab.*|x-apple.*|x-ms-ol.*|initials|co|aci|gecos|home(?:mdb|directory|drive)|loginshell
    |(?:ms|ds|usn|nt|samba|krb|shadow|mdb|admin|logon|script|instance|replicat|entry|internet|protocol).*)$
    |prodid|guid|uuid|objectsid|uidnumber|gidnumber|clientpidmap|photo|image|picture|crop|hash|etag|timestamp|created
    |changed|modif|creator|sync|revision|file-as|gender|timezone|object|class$|logon|account|principal
    |distinguished|memberof|subschema|subordinates|group|certificate|smime|codepage|countrycode|propagation
    |addressbook|exchange|mailnickname|encod|html|language|changetype|userparameters""",
    re.IGNORECASE | re.VERBOSE,
)
# The same of a table, by its whole headings as they are compared and by words within them.
_HEADINGS = frozenset("""
    account|billing information|directory server|email display name|gender|im address|initials
    |internet free busy|language|mileage|organizational id number|priority|private|sensitivity
    |email angezeigter name|email anzeigename|nom complet de l'adresse email|type de messagerie|id
    |contact owner|lead status|marketing contact status|geschlecht|sexe|género|genere
    |#|no|nr|lfd nr|row|row number|line number
""".replace("\n", "").replace("    ", "").split("|"))  # fmt: skip
_WORDS = re.compile(
    rf"""{_OPENS}
    |\b(?:guids?|uuids?|hash(?:es)?|timestamp|created?|creation|updated?|modified|modification|changed|imported
    |import\ date|erstellt|geändert|aktualisiert|importiert|créée?|modifiée?|creado|modificado|actualizado|criado
    |creato|modificato|aangemaakt|gewijzigd|pin|photos?|picture|avatar|thumbnail|jpeg\ ?photo|certificates?
    |user\ account\ control|member\ of)\b
    |\b(?:account|user|owner|by|contact|record|lead|company|customer|external|object|row)\ id\b
    |^(?:email|phone|address|website|web|url|tel|telefon|im|relation|event|custom\ field)\ (?:label|type|typ)$""",
    re.VERBOSE,
)
# Values that no person writes down: ids, moments, names in a directory, hashes, what stands for a file.
_MADE = re.compile(
    r"""\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?|\d{4}-\d\d-\d\d[T ]\d\d:\d\d.{0,30}|[0-9a-f]{32,128}
    |(?:CN|OU|DC|UID)=.*|\$\w+\$.*|\{\w+\}.*|data:.*""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_MAKER = re.compile(r"^x-(?:evolution-|ms-|mozilla-|kaddressbook-(?:x-)?)?", re.IGNORECASE)
_NEW_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Signs without a blank between them of which nothing longer is a word or an address.
_LONGEST_WORD = 300


@lru_cache(maxsize=4_000)
def is_technical(name: str) -> bool:
    """Whether nobody but a program reads what stands under this name."""
    return _TECHNICAL.search(name) is not None


@lru_cache(maxsize=4_000)
def is_of_a_program(heading: str) -> bool:
    """Whether a column of this plain heading is for a program, a picture or a secret."""
    return heading in _HEADINGS or _WORDS.search(heading) is not None


def are_made(texts: list[str]) -> bool:
    """Whether these values were made by a program."""
    return bool(texts) and all(_MADE.fullmatch(text) or _is_data(text) for text in texts)


def _is_data(text: str) -> bool:
    return len(text) > _LONGEST_WORD and not re.search(r"\s", text)


def is_for_people(text: str) -> bool:
    """Whether a value says something to people: no switch, and no data in letters."""
    return says_something(text) and not _is_data(text) and text.casefold() not in ("true", "false")


def as_label(name: str) -> str:
    """How a line of the notes opens: `X-EVOLUTION-BLOG-URL` is a "Blog url", `employeeType` an "Employee type"."""
    words = _NEW_WORD.sub(" ", _MAKER.sub("", name))
    return sentence_start(re.sub(r"[-_\s]+", " ", words).strip().lower())
