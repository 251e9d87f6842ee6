"""The small drawings of the product as SVG: icons, the W, the stages a person reaches, the fit."""

from collections.abc import Iterable, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..text.html import escaped
from .icons import PATHS

# Only numbers and words of this file go into the SafeStrings below; what people type is escaped.
# Icons and stages are drawn once at start: a page shows some of them a hundred times.
ICONS = {
    name: SafeString(f'<svg class="i" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{paths}</svg>')
    for name, paths in PATHS.items()
}

STAGE_WORDS = {
    1: gettext_lazy("Prospect"),
    2: gettext_lazy("Asked about"),
    3: gettext_lazy("Introduced"),
    4: gettext_lazy("Met"),
    5: gettext_lazy("Agreed"),
}


def _notches(number: int) -> SafeString:
    """Five notches, those before `number` behind the person, the rest ahead."""
    notches = "".join(
        f'<rect class="{"on" if n < number else "now" if n == number else "off"}" x="{7 * (n - 1)}" '
        'width="5.5" height="8" rx="1.5"/>'
        for n in STAGE_WORDS
    )
    return SafeString(f'<svg viewBox="0 0 34 8" aria-hidden="true" focusable="false">{notches}</svg>')


NOTCHES = {number: _notches(number) for number in STAGE_WORDS}


def stage_notches(number: int) -> SafeString:
    """Notches and word for a stage 1 to 5; nothing for any other number."""
    if number not in STAGE_WORDS:
        return SafeString()
    return SafeString(f'<span class="stage">{NOTCHES[number]}{escaped(STAGE_WORDS[number])}</span>')


def _pip(answer: str, x: int, nice: bool) -> str:
    """One segment of the fit: solid for met, dashed for not known, a cross for not met."""
    y, height = (3, 8) if nice else (0, 14)
    if answer == "meets":
        return f'<rect class="pip-yes" x="{x}" y="{y}" width="11" height="{height}" rx="2"/>'
    if answer == "unknown":
        box = f'x="{x + 0.75}" y="{y + 0.75}" width="9.5" height="{height - 1.5}"'
        return f'<rect class="pip-unknown" {box} rx="2"/>'
    if nice:
        return f'<path class="pip-no is-soft" d="M{x + 3.1:.1f} 4.6l4.8 4.8m0 -4.8l-4.8 4.8"/>'
    return f'<path class="pip-no" d="M{x + 2.3:.1f} 3.8l6.4 6.4m0 -6.4l-6.4 6.4"/>'


def pip_row(answers: Sequence[str], nice: bool = False) -> SafeString:
    """A segment an answer, met ones first, then unknown, then missed; the counts in words for who does not see it."""
    if not answers:
        return SafeString()
    met, unknown, missed = map(answers.count, ("meets", "unknown", "does_not"))
    counted = [
        (met, ngettext("%(count)d met", "%(count)d met", met)),
        (unknown, ngettext("%(count)d not known", "%(count)d not known", unknown)),
        (missed, ngettext("%(count)d not met", "%(count)d not met", missed)),
    ]
    facts = ", ".join(words % {"count": count} for count, words in counted if count)
    label = (_("Nice-to-haves: %(facts)s") if nice else _("Must-haves: %(facts)s")) % {"facts": facts}
    width = 14 * len(answers) - 3
    size = f'viewBox="0 0 {width} 14" width="{width}" height="14"'
    in_order = sorted(answers, key=("meets", "unknown", "does_not").index)
    drawing = "".join([_pip(answer, 14 * at, nice) for at, answer in enumerate(in_order)])
    return SafeString(f'<svg class="pips" {size} role="img" aria-label="{escaped(label)}">{drawing}</svg>')


STROKES = ("M3 8l6.5 16", "M9.5 24L16 11", "M16 11l6.5 13", "M22.5 24L29 8")
# In drawing order: what is under way comes last, so that its round ends lie on top.
STROKE_CLASS = {"ahead": ' class="is-ahead"', "done": "", "now": ' class="is-now"'}


def logo(states: Iterable[str]) -> SafeString:
    """The W, a stroke for each of the four steps in the colour of its state: done, now or ahead."""
    order = list(STROKE_CLASS)
    strokes = sorted(zip(states, STROKES, strict=True), key=lambda stroke: order.index(stroke[0]))
    paths = "".join(f'<path{STROKE_CLASS[state]} d="{path}"/>' for state, path in strokes)
    return SafeString(
        f'<svg class="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">{paths}</svg>'
    )
