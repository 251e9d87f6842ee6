"""Titles before a name: which say nothing of who somebody is, and which tell a man from a woman."""

import re

_NO_LETTERS = re.compile("[^a-z]")


def bare(word: str) -> str:
    """The letters of a word as the tables of titles and credentials have them."""
    word = word.lower()
    return word if word.isalpha() else _NO_LETTERS.sub("", word)


TITLES = frozenset("""
    capt dame dipl dott dr dra drs fr frau frl herr herrn ing lt mag mdm mevr miss mlle mme mr mrs ms mx phd prof
    professor rev sir sra
""".split())  # fmt: skip  # noqa: SIM905 a column of quotes would hide the words
# Titles that say of whom one speaks, so that Mr and Mrs Smith are two; some are no words to leave out before a name.
# An M before a name is an initial as well, and a title where the other one has the French title of a woman.
_OF_ONE_SEX = {
    title: titles.split()[0]
    for titles in (
        "m",
        "mr dhr herr herrn hr lord mister monsieur senor señor sig signor sir sr",
        "mrs dame fr frau frl fru lady mdm mevr mevrouw miss ms mw senora senorita señora señorita sig.ra signora sra"
        " srta",
        "mme madame mademoiselle mlle",
    )
    for title in titles.split()
}
# The same as `bare` words; that M is an initial first of all.
OF_ONE_SEX = frozenset(map(bare, _OF_ONE_SEX)) - {"m"}
CONTRADICT = ({"mr", "mrs"}, {"mr", "mme"}, {"m", "mme"})
# What follows a doctor's title: "Dr. med. Anna Berg". Only with its full stop, for Phil is a name.
_OF_A_DOCTOR = frozenset(
    {"dent", "habil", "hc", "ing", "jur", "med", "nat", "oec", "phil", "pol", "rer", "vet"}
)
_PARTS = re.compile("[.-]+")


def without_titles(words: list[str]) -> list[str]:
    """Without Dr, Prof. or Mrs before a name, as long as a word is left."""
    start, after_doctor = 0, False
    while start < len(words):
        plain = bare(words[start])
        is_title = plain in TITLES or (
            not words[start].isalpha()
            and all(part in TITLES for part in _PARTS.split(words[start].lower().strip(".-")))
        )
        if not is_title and not (after_doctor and words[start].endswith(".") and plain in _OF_A_DOCTOR):
            break
        start, after_doctor = start + 1, after_doctor or plain in ("dr", "prof")
    return words[start:] or words


def is_title(text: str) -> bool:
    """Whether a text is nothing but titles: Mr, Prof. Dr. or Dr. med."""
    words = [word for word in text.split() if word.lower().rstrip(".") not in _OF_ONE_SEX]
    return bool(text.strip()) and without_titles([*words, "-"]) == ["-"]


def title_of(written: list[str], rest: list[str]) -> str:
    """Mr or Mrs among the titles of a name, or as the first word of what is left; "" for none."""
    before = written[: len(written) - len(rest)]
    if len(rest) > 1 or (len(written) == 1 and bare(rest[0]) in TITLES):
        before.append(rest[0])
    return next((found for word in before if (found := _OF_ONE_SEX.get(word.lower().rstrip(".")))), "")


def is_title_known(said: str, standing: str) -> bool:
    """Whether a title says nothing that the other one does not: an M is a word of the name as well."""
    return said in ("", "m") or (bool(standing) and {said, standing} not in CONTRADICT)
