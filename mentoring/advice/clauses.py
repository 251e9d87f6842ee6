"""What an agreement says before anybody has changed a word: sensible defaults for every clause.

The values are the most common ones in published mentoring agreements: six months, once a month for an hour,
a review halfway, a day's notice, everything private unless both agree, and an end either side may choose.
"""

import datetime as dt
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from ..dates.days import add_months, months_between

# A first and a last day.
Term = tuple[dt.date, dt.date]
TERM_MONTHS = 6
FIRST_DAY_AFTER_DAYS = 14
# After a month, or two meetings, both know whether to go on; the last session leaves time for goodbyes.
TRIAL_DAYS = 30
LAST_SESSION_DAYS_BEFORE_END = 14


def term(today: dt.date, weekend: Collection[int] = ()) -> dict[str, dt.date | None]:
    """A first day in two weeks' time, the last day six months later, and the days between."""
    starts_on = today + dt.timedelta(days=FIRST_DAY_AFTER_DAYS)
    ends_on = add_months(starts_on, TERM_MONTHS)
    return {"starts_on": starts_on, "ends_on": ends_on, **days_within(starts_on, ends_on, weekend)}


def days_within(
    starts_on: dt.date, ends_on: dt.date, weekend: Collection[int] = ()
) -> dict[str, dt.date | None]:
    """The first review after a month, the halfway review, and the last session two weeks before the end.

    In a short term those that would come too close are left out, or fall on the last day. None of them falls on the
    weekend where the term has another day nearby.
    """
    months = months_between(starts_on, ends_on)
    halfway = starts_on + (ends_on - starts_on) // 2
    if months >= 2 and months % 2 == 0:
        halfway = add_months(starts_on, months // 2)
    trial = starts_on + dt.timedelta(days=TRIAL_DAYS)
    last = ends_on - dt.timedelta(days=LAST_SESSION_DAYS_BEFORE_END)
    days = {
        "trial_on": trial if trial < halfway else None,
        "review_on": halfway,
        "last_session_on": last if last > halfway else ends_on,
    }
    return {name: day and _working_day(day, starts_on, ends_on, weekend) for name, day in days.items()}


def moved_along(
    stood: Mapping[str, dt.date | None], before: Term, after: Term, weekend: Collection[int]
) -> dict[str, dt.date | None]:
    """Where the days within a term stand in another term: only those that nobody chose by hand.

    `before` and `after` are first and last days. A day that was left out stays out.
    """
    proposed = [days_within(*before, days) for days in ((), weekend)]
    moved = days_within(*after, weekend)
    return {
        name: day
        for name, day in moved.items()
        if stood.get(name) and stood[name] in [days[name] for days in proposed]
    }


def _working_day(day: dt.date, first: dt.date, last: dt.date, weekend: Collection[int]) -> dt.date:
    """The nearest day that is no weekend, the later one of two; the day itself where the term has none nearby."""
    around = (day + dt.timedelta(days=number) for number in (0, 1, -1, 2, -2))
    free = (one for one in around if first <= one <= last and one.weekday() not in weekend)
    return next(free, day)


def further_texts(mentee: str, mentor: str) -> dict[str, str]:
    """The text of every clause of the long form, with the first names of the two."""
    names = {"mentee": mentee, "mentor": mentor}
    texts = {
        "parties": _(
            "%(mentee)s is the mentee and drives this: arranges the sessions and keeps the notes. "
            "%(mentor)s is the mentor: brings experience, questions and honest feedback. We reach "
            "each other by email first."
        ),
        "purpose": _(
            "By the end, %(mentee)s can do what the goals below say without help, and we can both "
            "say what made the difference."
        ),
        "scope": _(
            "We work on these goals and what’s in their way. Doing each other’s work, and decisions "
            "that belong to an employer, aren’t part of it."
        ),
        "trial": _(
            "We try it first. After two sessions or a month, whichever comes first, each of us says "
            "whether we want to carry on. Neither of us needs a reason to stop then."
        ),
        "looking_back": _(
            "When we look back, we ask three things: what helped, what didn’t, and what to change. "
            "We do it halfway and at the end."
        ),
        "preparation": _(
            "A day before each session, %(mentee)s sends what to talk about and the one question "
            "that matters most; the day after, a few lines on what was said and what comes next."
        ),
        "employer": _(
            "Neither of us shares anything an employer or a customer keeps private. If one of us "
            "ends up competing with, hiring, buying from or reporting to the other, we say so "
            "straight away and decide whether to carry on."
        ),
        "feedback": _(
            "We’re direct and kind. At the end of each session, we both say what was useful and what "
            "would have been more useful."
        ),
        "changing": _(
            "Either of us can suggest a change at any time. It counts once we’ve both said yes to "
            "the new version."
        ),
        "closure": _(
            "In the last session, we look back at each goal, then and now, and say thank you. To go "
            "on longer, we agree on a new last day."
        ),
        "standing": _(
            "This is a statement of goodwill between two people: voluntary, unpaid, and not a legal contract."
        ),
    }
    return {name: text % names for name, text in texts.items()}


def short_texts(mentee: str, mentor: str) -> dict[str, str]:
    """The text of every clause, with the first names of the two."""
    names = {"mentee": mentee, "mentor": mentor}
    return {
        "where": _("in person near %(mentor)s, or by video") % names,
        "arrangements": _(
            "%(mentee)s sends questions a day ahead and a short summary the day after. "
            "If one of us can’t make it, we say so the day before and pick a new day within two weeks."
        )
        % names,
        "confidentiality": _(
            "What we say stays between us, and so do our notes, unless we both agree otherwise. "
            "%(mentee)s may say that we meet, not what we discuss."
        )
        % names,
        "exceptions": _(
            "The law, or a risk of serious harm to someone, comes first; then we tell each other "
            "before we tell anyone else, where we can."
        ),
        "boundaries": _(
            "Nothing confidential from either employer, no business with each other, and no requests "
            "for jobs or references. %(mentor)s gives advice as an experienced person, not as a "
            "lawyer, a doctor or a therapist. If a conflict of interest comes up, we say so straight "
            "away."
        )
        % names,
        "contact_between": _(
            "A short email between sessions is fine; an answer within three working days is soon enough. "
            "No calls in the evening or at weekends."
        ),
        "mentee_commits": _(
            "drives this: sets the agenda, does the steps in between, and reports back on what came "
            "of the advice."
        ),
        "mentor_commits": _("listens, shares what worked and what didn’t, and is straightforward."),
        "ending": _(
            "Either of us may end this at any time, with a short message and no hard feelings. "
            "We offer each other one closing talk. This is voluntary and unpaid, and not a legal contract."
        ),
        "afterwards": _("%(mentee)s sends news three months after the last session, then about twice a year.")
        % names,
    }
