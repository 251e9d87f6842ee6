"""How one was last in touch with somebody, as the list of contacts says it: what happened, and roughly when."""

import datetime as dt
from collections.abc import Collection

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates.days import months_between
from ..models.facts import Touch
from . import loading

# From so many months on a tie without a message is called quiet.
QUIET_AFTER = 36
WEEKS_COUNTED = 10


def in_touch(owner: int, keys: Collection[int], today: dt.date) -> dict[int, str]:
    """By key of a contact a sentence like "Wrote yesterday"; empty where nothing ever passed. One query."""
    rows = loading.touches(owner, keys=list(keys))
    return {
        pk: touch_in_words(touched, [_stored_day(day) for day in tie], today) for pk, touched, *tie in rows
    }


def touch_in_words(touched: str, tie: list[dt.date | None], today: dt.date) -> str:
    """The first that applies: the last fact in Waymark, a tie that is quiet, a tie, nothing.

    `touched` is the day and the kind of the last fact, `tie` the first and the last day of a message and the day the
    two connected.
    """
    if day := _stored_day(touched[:-1]):
        told = {"what": Touch(int(touched[-1])).label, "when": listed_when(day, today)}
        return _("%(what)s %(when)s") % told
    first_on, last_on, connected_on = tie
    since = min(filter(None, (first_on, connected_on)), default=None)
    if last_on and months_between(last_on, today) < QUIET_AFTER:
        return _("Wrote %(when)s") % {"when": listed_when(last_on, today)}
    if last_on and since:
        years = months_between(last_on, today) // 12
        words = ngettext(
            "Known since %(since)s, quiet for %(years)s year",
            "Known since %(since)s, quiet for %(years)s years",
            years,
        )
        return words % {"since": since.year, "years": years}
    return _("Known since %(since)s") % {"since": since.year} if since else ""


def listed_when(day: dt.date, today: dt.date) -> str:
    """A day that has come, as roughly as a list needs it: "4 days ago", "a week ago", "in August", "in 2024"."""
    passed = (today - day).days
    if passed < 2:
        return _("yesterday") if passed == 1 else _("today")
    if passed < 7:
        return ngettext("%(days)s day ago", "%(days)s days ago", passed) % {"days": passed}
    weeks = passed // 7
    if weeks == 1:
        return _("a week ago")
    if weeks < WEEKS_COUNTED:
        return ngettext("%(weeks)s week ago", "%(weeks)s weeks ago", weeks) % {"weeks": weeks}
    if day.year == today.year:
        return _("in %(when)s") % {"when": MONTHS[day.month]}
    return _("in %(when)s") % {"when": day.year}


def _stored_day(text: str | None) -> dt.date | None:
    """A day as the database writes it; none for the day that stands for never."""
    return dt.date.fromisoformat(text) if text and text[0] != "0" else None
