"""Where a text names a company or a person: found as whole words, shown with a little around them."""

import re

# Shorter words than this say little on their own: "IT" is a department, a film and a pronoun.
SAYS_LITTLE = 3
# Characters that are shown on either side of what was found.
AROUND = 40


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


def excerpt_naming(text: str, found: re.Match) -> str:
    """The found words with a little of what stands around them, on one line, cut between words."""
    before, after = text[max(0, found.start() - AROUND) : found.start()], text[found.end() :][:AROUND]
    if found.start() > AROUND:
        before = "… " + re.sub(r"^\S*\s", "", before)
    if len(text) - found.end() > AROUND:
        after = re.sub(r"\s\S*$", "", after) + " …"
    return " ".join(f"{before}{found.group()}{after}".split())
