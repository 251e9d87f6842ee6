"""Names of companies as people write them: the same one in other spellings, and where a text names it."""

import re
import unicodedata

# Written without dots and in small letters, as they stand at the end of a name.
LEGAL_FORMS = frozenset({
    "ab", "ag", "aps", "as", "asa", "bhd", "bv", "co", "company", "corp", "corporation", "doo", "eg",
    "ek", "ev", "gbr", "gmbh", "inc", "incorporated", "kft", "kg", "kgaa", "kk", "lda", "limited", "llc",
    "llp", "lp", "ltd", "ltda", "mbh", "nv", "nyrt", "ohg", "oy", "oyj", "plc", "pllc", "pte", "pty",
    "pvt", "sa", "sarl", "sas", "sdn", "se", "sl", "snc", "spa", "spzoo", "srl", "sro", "ug", "zrt",
})  # fmt: skip
# "Tallow & Finch" and "Tallow and Finch" are one company.
AND = frozenset({"and", "und", "et"})
# What people write where no company is: nobody is a colleague by it.
NO_COMPANY = frozenset({
    "confidential", "consultant", "freelance", "freelancer", "freiberuflich", "independent",
    "independentconsultant", "na", "none", "retired", "sabbatical", "selbständig", "selfemployed",
    "stealth", "stealthstartup", "student", "unemployed", "various",
})  # fmt: skip
# Shorter words than this say little on their own: "IT" is a department, a film and a pronoun.
SAYS_LITTLE = 3

_DOT_OF_LETTERS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_LETTERS_APART = {"a/s": "as", "sp. z o.o.": "spzoo", "sp. z o. o.": "spzoo", "s. r. o.": "sro"}


def words_in(text: str) -> list[str]:
    """The words of a name, without what stands between them."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text))


def words_of(company: str) -> list[str]:
    """The words that tell a company from others, as they are written: without its legal form and "the"."""
    for written, meant in _LETTERS_APART.items():
        company = re.sub(rf"{re.escape(written)}$", meant, company.strip(), flags=re.IGNORECASE)
    words = words_in(_DOT_OF_LETTERS.sub("", company))
    while len(words) > 1 and words[-1].casefold() in LEGAL_FORMS:
        words.pop()
        if len(words) > 1 and words[-1].casefold() in AND:
            words.pop()
    return words[1:] if len(words) > 1 and words[0].casefold() == "the" else words


def key_of(company: str) -> str:
    """One spelling for all spellings of a company; empty where no company is named.

    "Kestrel Cold Chain Ltd", "KESTREL COLDCHAIN" and "The Kestrel Cold-Chain Co." have the same key.
    """
    words = [word.casefold() for word in words_of(company)]
    key = "".join(word for word in words if word not in AND)
    return "" if key in NO_COMPANY else key


def naming(words: list[str]) -> re.Pattern | None:
    """What finds these words as whole words in a text; None for no words.

    A name of three letters or fewer has to be written in the same case: "IT" is not "it".
    """
    if not words:
        return None
    # Between the words may stand what people put there: a space, a hyphen, an ampersand, a new line.
    between = r"[\W_]{0,3}".join(map(re.escape, words))
    flags = re.IGNORECASE if len("".join(words)) > SAYS_LITTLE else re.NOFLAG
    return re.compile(rf"(?<!\w){between}(?!\w)", flags)


def excerpt(text: str, found: re.Match, around: int = 40) -> str:
    """The found words with a little of what stands around them, on one line, cut between words."""
    before, after = text[max(0, found.start() - around) : found.start()], text[found.end() :][:around]
    if found.start() > around:
        before = "… " + re.sub(r"^\S*\s", "", before)
    if len(text) - found.end() > around:
        after = re.sub(r"\s\S*$", "", after) + " …"
    return " ".join(f"{before}{found.group()}{after}".split())
