"""A made-up language of the product's own sentences: whatever is read in it and still English cannot be translated."""

import io
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
# One of the codes that are nobody's, kept for private use.
CODE = "qps"
# Three forms, as in the languages east of German: one, a few, many.
PLURALS = "nplurals=3; plural=(n == 1 ? 0 : n < 5 ? 1 : 2);"
# Its first letter is large and never small: where it is small, a sentence was put together from a label.
FIRST, SMALL = "Ꝏ", "ꝏ"
LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ",
)
VOWELS = re.compile("[ȧḗīǿŭ]")
# What is filled in, markup and entities stay as they are.
KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]*>|&\w+;)")
KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip


def in_made_up(sentence: str) -> str:
    """A sentence in the language: every letter another, and a third longer."""
    pieces = KEPT.split(sentence)
    pieces[::2] = [VOWELS.sub(lambda vowel: vowel[0] * 2, piece.translate(LETTERS)) for piece in pieces[::2]]
    return ("" if sentence[:1].isspace() else FIRST) + "".join(pieces)


def sources() -> Iterator[tuple[str, str]]:
    """The path of every module and template, and its text as Python that names the sentences in it."""
    for folder in ("config", "mentoring"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), path.read_text()
    for path in sorted((ROOT / "templates").rglob("*.*")):
        lines = templatize(path.read_text(), origin=str(path)).splitlines()
        yield str(path.relative_to(ROOT)), "\n".join(line.lstrip() for line in lines)


def own_sentences() -> Catalog:
    """Every sentence that modules and templates mark, with where it stands and what is said to translators."""
    catalog = Catalog(charset="utf-8")
    for path, text in sources():
        found = extract("python", io.BytesIO(text.encode()), KEYWORDS, ["Translators:"])
        for line, sentence, comments, context in found:
            catalog.add(sentence, locations=[(path, line)], auto_comments=comments, context=context)
    return catalog


def sentences_of_packages() -> Iterator:
    """The sentences of Django and of what else is installed, from the English catalogues that come with them."""
    for package in ("django", "allauth"):
        home = Path(find_spec(package).origin).parent
        for path in sorted(home.rglob("locale/en/LC_MESSAGES/django.po")):
            with path.open("rb") as file:
                yield from read_po(file)


def compile_into(folder: Path) -> None:
    """Write the language into a folder of languages, as Django reads it."""
    language = Catalog(charset="utf-8")
    language.mime_headers = [("Plural-Forms", PLURALS), ("Content-Type", "text/plain; charset=utf-8")]
    for message in (*sentences_of_packages(), *own_sentences()):
        if message.id:
            words = message.id
            one, *more = map(in_made_up, words if isinstance(words, tuple) else (words,))
            language.add(words, (one, more[0], more[0]) if more else one, context=message.context)
    file = folder / CODE / "LC_MESSAGES" / "django.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        write_mo(opened, language)
