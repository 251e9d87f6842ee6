"""The words of a letter: the product's own from its template, or a person's with placeholders; never code."""

import re
from collections.abc import Iterator, Mapping

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ..models import OwnLetter
from ..models.prepared import prepared
from .kinds import LETTERS
from .letter import Letter

_BRACES = re.compile(r"\{([^{}]*)\}")
# A sentence of a line with the space after it; the line as a whole where it has but one.
_SENTENCE = re.compile(r".+?(?:[.!?]\s+|$)")
_SHOWN = 40


def own_wording(owner, kind: str) -> OwnLetter | None:
    """How this person words this kind of letter; None while they use the product's wording."""
    return next((own for own in own_letters(owner.pk) if own.kind == kind), None)


@prepared
def own_letters(owner: int) -> QuerySet:
    """Every kind of letter that this person words in their own way."""
    return OwnLetter.objects.owned_by(owner)


def check_wording(kind: str, text: str) -> None:
    """ValidationError with the reason when a wording holds anything in braces but the placeholders of its kind."""
    if "{{" in text or "}}" in text:
        raise ValidationError(_("Write one brace on each side of a placeholder, not two"), code="braces")
    offered = LETTERS[kind].placeholders
    for name in _BRACES.findall(text):
        if name not in offered:
            words = {"name": name[:_SHOWN], "offered": ", ".join(f"{{{one}}}" for one in offered)}
            raise ValidationError(
                _("There’s no {%(name)s} in this letter. Choose from %(offered)s.") % words, code="unknown"
            )
    if re.search(r"[{}]", _BRACES.sub("", text)):
        raise ValidationError(_("There’s a brace on its own. Close it, or leave it out."), code="braces")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced, once: what is put in is never read again.

    A sentence that speaks of something nobody knows yet (an empty value) is left out as a whole, and so is one
    that only leads to it with a colon.
    """
    kept: list[str] = []
    for line in text.splitlines():
        said = [part for part in _SENTENCE.findall(line) if all(_values_in(part, values))]
        if said or not line.strip():
            kept.append("".join(said))
        else:
            _take_lead_back(kept)
    return tidy(_BRACES.sub(lambda found: values.get(found[1], found[0]), "\n".join(kept)))


def _values_in(part: str, values: Mapping[str, str]) -> Iterator[str]:
    """What the placeholders in it stand for."""
    return (values[name] for name in _BRACES.findall(part) if name in values)


def _take_lead_back(kept: list[str]) -> None:
    """Leave out "What matters to me:" where nothing follows."""
    last = next((at for at in reversed(range(len(kept))) if kept[at].strip()), None)
    if last is None or not kept[last].rstrip().endswith(":"):
        return
    *others, lead = _SENTENCE.findall(kept[last])
    if not _BRACES.search(lead):
        kept[last] = "".join(others)


def unfill(text: str, values: Mapping[str, str]) -> str:
    """The other way round: names and words of one letter become placeholders, so that it suits the next."""
    text = "\n".join(text.splitlines())
    names: dict[str, str] = {}
    for name, value in values.items():
        if value:
            names.setdefault(value, name)
    if not names:
        return text
    longest_first = sorted(names, key=len, reverse=True)
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return found.sub(lambda match: f"{{{names[match[0]]}}}", text)


def word(kind: str, words: Mapping, own: OwnLetter | None = None) -> Letter:
    """A letter of this kind, in the person's own wording where there is one, filled with `words`."""
    if own is None:
        return Letter(render(f"{kind}_subject", words), render(kind, words))
    values = placeholder_values(kind, words)
    return Letter(fill(own.subject, values) or render(f"{kind}_subject", words), fill(own.text, values))


def placeholder_values(kind: str, words: Mapping) -> dict[str, str]:
    """What each placeholder of this kind stands for; an ask that names nobody speaks of someone who fits."""
    values = {name: str(words.get(name) or "") for name in LETTERS[kind].placeholders}
    if values.get("prospect") == "":
        values["prospect"] = _("someone who fits")
    return values


def original(kind: str) -> Letter:
    """The product's own wording, with its placeholders where a letter has names."""
    words = {name: f"{{{name}}}" for name in LETTERS[kind].placeholders}
    return word(kind, {**words, "prospect_first": "{prospect}", "my_name": "{me}"})


def tidy(text: str) -> str:
    """Where a paragraph is left out, its blank line goes too; nothing trails."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines)


def render(name: str, words: Mapping) -> str:
    """The product's own words of this name, filled; without gaps."""
    return tidy(render_to_string(f"mentoring/letters/{name}.txt", dict(words)))
