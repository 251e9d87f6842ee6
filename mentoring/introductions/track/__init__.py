"""Step 3: one introduction as a page shows it: the sentence of fact, the track of courtesies, what to press."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...dates.days import when
from ...models import Introduction
from ...models.duties import Courtesy, Duty
from ...text.text import number_word, sentence_start
from .actions import Deed, askable, deeds, tellable
from .facts import SENTENCES, fact, next_meeting, told
from .points import Point, track
from .sections import sections, tabs
from .words import by, closing, courtesy_name, names, on_day

__all__ = [
    "SENTENCES",
    "Line",
    "askable",
    "by",
    "closing",
    "courtesy_name",
    "lede",
    "line",
    "names",
    "next_meeting",
    "on_day",
    "sections",
    "tabs",
    "tellable",
    "told",
    "when",
]


@dataclass(frozen=True)
class Line:
    """One introduction, ready to be printed."""

    introduction: Introduction
    fact: str
    track: list[Point]
    now: Point | None
    deeds: list[Deed]


def line(introduction: Introduction, promises, today: dt.date) -> Line:
    """The row of one introduction; prefetch `meetings` (and `criteria` for drafts) for a list of them."""
    points = track(introduction, promises, today)
    now = next((point for point in points if point.is_next), None)
    return Line(introduction, fact(introduction, today), points, now, deeds(introduction, promises, today))


def lede(total: int, introductions, promises, today: dt.date) -> str:
    """The sentence above the list: how many so far, what is late, what is due by tomorrow.

    `introductions` are those with courtesies left. A nudge is no promise, so it counts only once it is late.
    """
    owed = [duty for introduction in introductions if (duty := introduction.next_duty(promises))]
    late = [duty for duty in owed if duty.is_late(today)]
    soon = [duty for duty in owed if duty.courtesy.is_promise and 0 <= (duty.due_on - today).days <= 1]
    sentences = [
        sentence_start(
            ngettext("%(count)s so far.", "%(count)s so far.", total) % {"count": number_word(total)}
        )
    ]
    clauses = [*_late_words(late), *_soon_words(soon, today)]
    if clauses:
        sentences.append(sentence_start("; ".join(clauses)) + ".")
    elif total:
        sentences.append(_("Nothing is due today or tomorrow."))
    return " ".join(sentences)


def _late_words(late: list[Duty]) -> list[str]:
    if not late:
        return []
    count = {"count": number_word(len(late))}
    kinds = {duty.courtesy for duty in late}
    if kinds == {Courtesy.THANK}:
        return [ngettext("%(count)s thank-you is late", "%(count)s thank-yous are late", len(late)) % count]
    if kinds == {Courtesy.WRITE}:
        return [
            ngettext("%(count)s first message is late", "%(count)s first messages are late", len(late))
            % count
        ]
    return [ngettext("%(count)s courtesy is late", "%(count)s courtesies are late", len(late)) % count]


def _soon_words(soon: list[Duty], today: dt.date) -> list[str]:
    if not soon:
        return []
    count = {"count": number_word(len(soon))}
    if all(duty.due_on == today for duty in soon):
        return [
            ngettext("%(count)s courtesy is due today", "%(count)s courtesies are due today", len(soon))
            % count
        ]
    return [
        ngettext(
            "%(count)s courtesy is due by tomorrow", "%(count)s courtesies are due by tomorrow", len(soon)
        )
        % count
    ]
