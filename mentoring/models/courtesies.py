"""The numbers of good manners: one table, each changeable by the person within bounds.

Sources: writing within a day of a made introduction, thanking the introducer in that first message, nudging once
after seven working days and telling them within two days of the meeting how it went are the customs widely
described for double opt-in introductions; each default below is the kind end of the range.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Number:
    """One number of days a person promises, with what they may choose instead."""

    default: int
    choices: tuple[int, ...]


WRITE_WITHIN = Number(default=1, choices=(1, 2, 3))
THANK_WITHIN = Number(default=1, choices=(1, 2, 5, 7))
# Working days: seven of them for somebody who was asked, seven for somebody who was written to.
NUDGE_AFTER = Number(default=7, choices=(5, 7, 10))
FOLLOW_UP_AFTER = Number(default=7, choices=(5, 7, 10))
REPORT_WITHIN = Number(default=2, choices=(2, 3, 7, 14))

# Not for the person to change: thanking after a meeting is a matter of a day, whoever is asked.
THANK_AFTER_MEETING_DAYS = 1
THANK_FOR_A_NO_DAYS = 1
# Later than that, the next word to a former mentor is news rather than thanks.
PART_WITHIN_DAYS = 28
# Later than that, thanks for a no are an odd letter to get.
THANK_FOR_A_NO_UNTIL_DAYS = 28
PREPARE_DAYS_BEFORE = 1
# Where it was agreed on; two weeks later the next session is nearer than the last one.
SUMMARY_AFTER_SESSION_DAYS = 1
SUMMARY_UNTIL_DAYS = 14
DECIDE_AFTER_DAYS = 7
SHARE_DRAFT_WITHIN_DAYS = 7
CLOSE_PLAN_DAYS_BEFORE_END = 28
REST_BETWEEN_ASKS = Number(default=90, choices=(30, 60, 90, 180))
OPEN_AT_ONCE = Number(default=3, choices=(2, 3, 5))
ASK_AGAIN_AFTER_MONTHS = 6
MAX_ACTIVE_GOALS = 3
MAX_MUST_HAVES = 5
# After working together: a first word, then about twice a year (undergradinthelab.com, govloop.com).
FIRST_TOUCH_MONTHS = 3
NEXT_TOUCH_MONTHS = 6
# Advice is answered with what came of it two to four weeks later (itsjennywood.com).
REPORT_BACK_DAYS = 28
# A talk that fell through gets a new day within two weeks.
REBOOK_WITHIN_DAYS = 14
PLAN_MEETING_WITHIN_DAYS = 7
ANSWER_TO_AGREEMENT_DAYS = 7
# What lies further ahead is not shown as something to do yet.
LOOK_AHEAD_DAYS = 14
# Whom one meets within so many days is asked then, rather than in a letter.
MEET_SOON_DAYS = 21
REMIND_AGAIN_DAYS = (1, 3, 7)


class Offered(models.IntegerChoices):
    """Numbers of days with their words, of which each number of the person offers some."""

    @classmethod
    def offered_by(cls, number: Number) -> list[tuple[int, str]]:
        """The choices of one number as pairs of a number and its words."""
        return [(days, cls(days).label) for days in number.choices]


class Days(Offered):
    """The words for a number of days, as the settings page offers them."""

    ONE = 1, _("1 day")
    TWO = 2, _("2 days")
    THREE = 3, _("3 days")
    FIVE = 5, _("5 days")
    WEEK = 7, _("1 week")
    TWO_WEEKS = 14, _("2 weeks")
    MONTH = 30, _("30 days")
    TWO_MONTHS = 60, _("60 days")
    THREE_MONTHS = 90, _("90 days")
    HALF_A_YEAR = 180, _("180 days")


class WorkingDays(Offered):
    """The words for a number of working days."""

    FIVE = 5, _("5 working days")
    SEVEN = 7, _("7 working days")
    TEN = 10, _("10 working days")
