"""Step 3: what good manners ask for after each fact of an introduction, and by when."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from . import courtesies


class Courtesy(models.TextChoices):
    """What good manners ask for next; the value names the view that records it."""

    NUDGE = "nudged", _("Nudge once")
    GIVE_UP = "closed", _("Close it kindly")
    WRITE = "written", _("Write")
    FOLLOW_UP = "followed_up", _("Follow up")
    FOLLOW_UP_AGAIN = "followed_up_again", _("Follow up once more")
    THANK = "thanked", _("Thank")
    TELL = "told", _("Tell how it went")

    @property
    def is_promise(self) -> bool:
        """Whether somebody was promised it; a reminder, and giving up, nobody is waiting for."""
        return self in (self.WRITE, self.THANK, self.TELL)


# Three messages at the most: the first one, and these two.
FOLLOW_UPS = (Courtesy.FOLLOW_UP, Courtesy.FOLLOW_UP_AGAIN)


@dataclass(frozen=True)
class Duty:
    """One courtesy that is due, and by when."""

    courtesy: Courtesy
    due_on: dt.date

    def is_late(self, today: dt.date) -> bool:
        """Whether its day has passed."""
        return self.due_on < today


def duties(introduction, promises) -> list[Duty]:
    """The courtesies an introduction asks for now, the next one first.

    `promises` is the owner, whose numbers of days apply. What depends on today is only whether a duty is
    late, so the list itself needs no clock.
    """
    if introduction.closed_on:
        found = _after_closing(introduction, promises)
    elif introduction.awaits_answer:
        found = _waiting_for_the_introducer(introduction, promises)
    elif introduction.made_on:
        found = _after_the_introduction(introduction, promises)
    else:
        found = iter(())
    # The promise to use the introduction comes before every other: thanks go well with it.
    return sorted(found, key=lambda duty: (duty.courtesy != Courtesy.WRITE, duty.due_on))


def _days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def _waiting_for_the_introducer(introduction, promises) -> Iterator[Duty]:
    told = (introduction.asked_on, introduction.nudged_on, introduction.agreed_on, introduction.checked_on)
    courtesy = Courtesy.GIVE_UP if introduction.nudged_on else Courtesy.NUDGE
    yield Duty(courtesy, promises.working_days_after(max(filter(None, told)), promises.nudge_after))


def _after_the_introduction(introduction, promises) -> Iterator[Duty]:
    if introduction.written_on is None and introduction.met_on is None:
        soon = introduction.made_on + _days(promises.write_within)
        yield Duty(Courtesy.WRITE, min(soon, introduction.use_by))
    if introduction.awaits_reply:
        yield _next_message(introduction, promises)
    if introduction.thanked_on is None:
        yield Duty(Courtesy.THANK, introduction.made_on + _days(promises.thank_within))
    if introduction.met_on and introduction.told_on is None:
        yield Duty(Courtesy.TELL, introduction.met_on + _days(promises.report_within))


def _next_message(introduction, promises) -> Duty:
    messages = (introduction.written_on, introduction.followed_up_on, introduction.followed_up_again_on)
    sent = [day for day in messages if day]
    courtesy = (*FOLLOW_UPS, Courtesy.GIVE_UP)[len(sent) - 1]
    return Duty(courtesy, promises.working_days_after(sent[-1], promises.follow_up_after))


def _after_closing(introduction, promises) -> Iterator[Duty]:
    """A no, and an introduction that led nowhere, still deserve a word to whoever helped."""
    answered = introduction.closed_because == introduction.ClosedBecause.INTRODUCER_DECLINED
    if introduction.thanked_on is None and (answered or introduction.made_on):
        yield Duty(Courtesy.THANK, introduction.closed_on + _days(courtesies.THANK_FOR_A_NO_DAYS))
    if introduction.made_on and introduction.told_on is None:
        yield Duty(Courtesy.TELL, introduction.closed_on + _days(promises.report_within))
