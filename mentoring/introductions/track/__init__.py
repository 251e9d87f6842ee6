"""Step 3: one introduction as a page shows it: the sentence of fact, the track of courtesies, where to go on."""

import datetime as dt
from dataclasses import dataclass

from ...dates.days import when
from ...models import Introduction, User
from .actions import Button, buttons, recordable, ways_to_ask
from .facts import fact, next_meeting, recorded_facts
from .sections import drafts, over
from .steps import Step, track
from .words import by

__all__ = [
    "TrackedIntroduction",
    "by",
    "drafts",
    "line",
    "next_meeting",
    "over",
    "recordable",
    "recorded_facts",
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
        introduction, fact(introduction, today), steps, now, buttons(introduction, owner)
    )
