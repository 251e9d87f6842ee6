"""What an agreement says before anybody has changed a word: sensible defaults for every clause.

The values are the most common ones in published mentoring agreements: six months, once a month for an hour,
a review halfway, a day's notice, everything private unless both agree, and an end either side may choose.
"""

import datetime as dt

from django.utils.translation import gettext as _

from .days import add_months

TERM_MONTHS = 6
FIRST_DAY_AFTER_DAYS = 14


def term(today: dt.date) -> dict[str, dt.date]:
    """A first day in two weeks' time, the last day six months later, the review halfway."""
    starts_on = today + dt.timedelta(days=FIRST_DAY_AFTER_DAYS)
    ends_on = add_months(starts_on, TERM_MONTHS)
    return {"starts_on": starts_on, "ends_on": ends_on, "review_on": add_months(starts_on, TERM_MONTHS // 2)}


def texts(mentee: str, mentor: str) -> dict[str, str]:
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
            "The law, or a risk of serious harm to somebody, comes first; then we tell each other before "
            "we tell anybody else, where that is possible."
        ),
        "boundaries": _(
            "No confidential information of an employer, no business with each other, and no requests for "
            "jobs or references. %(mentor)s gives advice as an experienced person, not as a lawyer, a doctor or "
            "a therapist. If a conflict of interest comes up, we say so at once."
        )
        % names,
        "contact_between": _(
            "A short email between sessions is fine; an answer within three working days is soon enough. "
            "No calls in the evening or at weekends."
        ),
        "mentee_commits": _(
            "drives this: sets the agenda, does the steps in between, and reports back on what came of advice."
        ),
        "mentor_commits": _("listens, shares what worked and what didn’t, and says things straight."),
        "ending": _(
            "Either of us may end this at any time, with a short message and no hard feelings. "
            "We offer each other one closing talk. This is voluntary and unpaid, and not a legal contract."
        ),
        "afterwards": _("%(mentee)s sends news three months after the last session, then about twice a year.")
        % names,
    }
