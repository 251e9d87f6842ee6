"""The track: the courtesies of one introduction as dots on a line."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ...dates import days
from ...models import Introduction
from ...models.duties import FOLLOW_UPS, Courtesy
from .words import by, closing, courtesy_name

Status = Introduction.Status


@dataclass(frozen=True)
class Point:
    """One dot of the track: done, now, late or ahead, with its word and its day."""

    label: str
    words: str
    state: str
    is_next: bool = False


def track(introduction: Introduction, promises, today: dt.date) -> list[Point]:
    """The courtesies of an introduction as points, in their order; none for a draft."""
    if introduction.is_draft:
        return []
    owed = {duty.courtesy: duty for duty in introduction.duties(promises)}
    first = introduction.next_duty(promises)

    def done(label: str, on: dt.date | None) -> list[Point]:
        return [Point(label, days.short_day(on, today), "done")] if on else []

    def due(courtesy: Courtesy, otherwise: str = "") -> list[Point]:
        label, duty = courtesy_name(introduction, courtesy), owed.get(courtesy)
        if duty is None:
            return [Point(label, otherwise, "ahead")]
        state = "late" if duty.is_late(today) else "now" if duty == first else "ahead"
        return [Point(label, by(duty, today), state, is_next=duty == first)]

    asked, made = done(_("Asked"), introduction.asked_on), done(_("Introduced"), introduction.made_on)
    thanked, told = done(_("Thanked"), introduction.thanked_on), done(_("Told"), introduction.told_on)
    if introduction.status == Status.CLOSED:
        over = done(closing(introduction, introduction.closed_because), introduction.closed_on)
        ended = [(introduction.closed_on, over), (introduction.thanked_on or dt.date.max, thanked)]
        ended.sort(key=lambda one: one[0])
        still_owed = [courtesy for courtesy in (Courtesy.THANK, Courtesy.TELL) if courtesy in owed]
        parts = [
            asked,
            made,
            *(part for _on, part in ended),
            told,
            *(due(courtesy) for courtesy in still_owed),
        ]
        return [point for part in parts for point in part]
    answer = Courtesy.GIVE_UP if Courtesy.GIVE_UP in owed else Courtesy.NUDGE
    silent = introduction.made_on and next((c for c in (*FOLLOW_UPS, Courtesy.GIVE_UP) if c in owed), None)
    # Whoever met without a letter has no letter to write any more.
    wrote = done(_("Wrote"), introduction.written_on) or done(_("Met"), introduction.met_on)
    after = _("after you meet") if introduction.made_on else ""
    return [
        *asked,
        *(made or due(answer)),
        *(wrote or due(Courtesy.WRITE)),
        *(due(silent) if silent else []),
        *(thanked or due(Courtesy.THANK)),
        *(told or due(Courtesy.TELL, after)),
    ]
