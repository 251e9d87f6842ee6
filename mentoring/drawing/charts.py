"""The bars of what happened in each week or month: one small drawing a kind, readable without colour."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

# In units of the drawing, which are pixels where it is shown a phone wide.
WIDTH = 288
BARS = 40
ABOVE = 16  # for the number over a bar
BELOW = 2
MOST_NUMBERED = 13  # more bars than this leave no room for a number over each
WIDEST = 16
# Only numbers and words of this file go into the SafeStrings below; everything else is escaped.
HATCH = (
    '<pattern id="{0}-hatch" width="4" height="4" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path class="chart-line" d="M1 0v4"/></pattern>'
)


def bars(numbers: Sequence[int], most: int, shape: str, key: str, title: str, told: str) -> SafeString:
    """A bar for each number, `most` being the full height; an empty place stands for none.

    `shape` is "hollow", "hatched" or "solid", `key` names the drawing on its page. `title` and `told` are
    what somebody hears who does not see it.
    """
    step = WIDTH / max(1, len(numbers))
    width = min(WIDEST, step * 0.62)
    # Where nothing happened there is no need for height.
    foot = ABOVE + BARS if any(numbers) else BELOW
    marks = []
    for at, number in enumerate(numbers):
        if not number:
            continue
        height = max(3, BARS * number / most)
        left = step * at + (step - width) / 2
        marks.append(_bar(left, foot - height, width, height, shape, key))
        if len(numbers) <= MOST_NUMBERED:
            marks.append(f'<text x="{left + width / 2:.1f}" y="{foot - height - 4:.1f}">{number}</text>')
    places = "".join(
        f'<path class="chart-place" d="M{step * at + (step - width) / 2:.1f} {foot + 1}h{width:.1f}"/>'
        for at in range(len(numbers))
    )
    hatch = SafeString(HATCH.format(key)) if shape == "hatched" else ""
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}{}{}</svg>',
        WIDTH,
        foot + BELOW,
        key,
        key,
        key,
        title,
        key,
        told,
        hatch,
        SafeString(places),
        SafeString("".join(marks)),
    )


def _bar(left: float, top: float, width: float, height: float, shape: str, key: str) -> str:
    """One bar in its own shape, so that the kinds differ in grey print as well."""
    fill = f' fill="url(#{key}-hatch)"' if shape == "hatched" else ""
    inset = 0 if shape == "solid" else 0.75  # a stroke lies half outside of its line
    place = f'x="{left + inset:.1f}" y="{top + inset:.1f}"'
    size = f'width="{width - 2 * inset:.1f}" height="{height - inset:.1f}"'
    return f'<rect class="chart-{shape}" {place} {size} rx="1.5"{fill}/>'
