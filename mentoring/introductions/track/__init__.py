"""Step 3: one introduction as a page shows it: the sentence of fact, the track of courtesies, what to press."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...dates.days import when
from ...models import Introduction, User
from ...models.facts import Courtesy
from ...models.introduction_facts import THANKED, WRITTEN
from ...text.text import number_word, sentence_start
from .actions import Button, buttons, recordable, ways_to_ask
from .facts import fact, next_meeting, recorded_facts
from .sections import CLOSED, by_status, sections, tabs
from .steps import Step, track
from .words import by, on_day

__all__ = [
    "CLOSED",
    "TrackedIntroduction",
    "by",
    "by_status",
    "lede",
    "line",
    "next_meeting",
    "on_day",
    "recordable",
    "recorded_facts",
    "sections",
    "tabs",
    "ways_to_ask",
    "when",
]


@dataclass(frozen=True)
class TrackedIntroduction:
    """One introduction, ready to be printed."""

    introduction: Introduction
    fact: str
    track: list[Step]
    now: Step | None
    buttons: list[Button]


def line(introduction: Introduction, owner: User, today: dt.date) -> TrackedIntroduction:
    """The row of one introduction; prefetch `meetings` (and `criteria` for drafts) for a list of them."""
    steps = track(introduction, owner, today)
    now = next((step for step in steps if step.is_next), None)
    return TrackedIntroduction(
        introduction, fact(introduction, today), steps, now, buttons(introduction, owner, today)
    )


def lede(total: int, introductions, owner: User, today: dt.date) -> str:
    """The sentence above the list: how many so far, what is late, what is due by tomorrow.

    `introductions` are those with courtesies left.
    """
    owed = [one for introduction in introductions if (one := introduction.next_courtesy(owner))]
    late = [one for one in owed if one.is_late(today)]
    soon = [one for one in owed if 0 <= (one.due_on - today).days <= 1]
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


def _late_words(late: list[Courtesy]) -> list[str]:
    if not late:
        return []
    count = {"count": number_word(len(late))}
    kinds = {one.fact for one in late}
    if kinds == {THANKED}:
        return [ngettext("%(count)s thank-you is late", "%(count)s thank-yous are late", len(late)) % count]
    if kinds == {WRITTEN}:
        return [
            ngettext("%(count)s first message is late", "%(count)s first messages are late", len(late))
            % count
        ]
    return [ngettext("%(count)s courtesy is late", "%(count)s courtesies are late", len(late)) % count]


def _soon_words(soon: list[Courtesy], today: dt.date) -> list[str]:
    if not soon:
        return []
    count = {"count": number_word(len(soon))}
    if all(one.due_on == today for one in soon):
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
