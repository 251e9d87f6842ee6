"""Step 3: what a tie says in sentences, from its counts and days alone: no score, no adjective.

Every function takes a tie (see `ties.Tie`), or anything with its attributes, and `today`. A tie without messages
says so only where messages were read at all.
"""

import datetime as dt
from enum import Enum, auto
from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates.days import month_and_year, on_coming_day
from ..identity.roles import has_left
from ..text.text import number_word, sentence_start

WEEKS_COUNTED = 10


class Writing(Enum):
    """Who wrote to whom, as far as a tie counts it."""

    BOTH_WAYS = auto()
    MINE = auto()
    THEIRS = auto()
    NONE = auto()


def writing(tie: Any) -> Writing:
    """Who of the two wrote to the other."""
    if tie.sent and tie.received:
        return Writing.BOTH_WAYS
    if tie.sent:
        return Writing.MINE
    return Writing.THEIRS if tie.received else Writing.NONE


def sentences(
    tie: Any,
    today: dt.date,
    beside: str = "",
    *,
    messages_read: bool = False,
    first_names_company: bool = False,
) -> str:
    """A tie in one or two sentences: how often and when they wrote, then at most one thing more.

    `beside` is a sentence of `works_where`; it is said last, or first of what is more with `first_names_company`,
    where a list is in that order. Empty for a tie that says nothing.
    """
    wrote = how_often(tie, today)
    more = [vouched(tie, today), invited(tie), beside]
    if first_names_company:
        more = [beside, *more]
    more = [sentence for sentence in more if sentence]
    if wrote:
        return " ".join([wrote, *more[:1]])
    if not more:
        return connected(tie, today)
    if messages_read:
        return " ".join([more[0], _("You never wrote to each other.")])
    return " ".join([*more[:1], *filter(None, [connected(tie, today)])])


def how_often(tie: Any, today: dt.date) -> str:
    """ "You wrote to each other 14 times, last in May."; empty where neither of them wrote."""
    who, number = writing(tie), tie.sent + tie.received
    if who is Writing.NONE:
        return ""
    words = {"name": tie.contact.first_name, "times": times(number), "when": roughly(tie.last_on, today)}
    if who is Writing.BOTH_WAYS:
        return _("You wrote to each other %(times)s, last %(when)s.") % words
    if who is Writing.MINE:
        said = _("You wrote to %(name)s %(times)s, last %(when)s.")
        return (said if number > 1 else _("You wrote to %(name)s once, %(when)s.")) % words
    said = _("%(name)s wrote to you %(times)s, last %(when)s.")
    return (said if number > 1 else _("%(name)s wrote to you once, %(when)s.")) % words


def vouched(tie: Any, today: dt.date) -> str:
    """ "Grace recommended you in 2024.": what they did for the person, else what the person did for them."""
    name = {"name": tie.contact.first_name}
    if tie.recommended_me_on:
        return _("%(name)s recommended you %(when)s.") % (
            name | {"when": in_year(tie.recommended_me_on, today)}
        )
    if tie.endorsed_me:
        words = name | {"times": times(tie.endorsed_me)}
        if tie.last_endorsed_on is None:
            return _("%(name)s endorsed you %(times)s.") % words
        words["when"] = in_year(tie.last_endorsed_on, today)
        said = _("%(name)s endorsed you %(times)s, last %(when)s.")
        return (said if tie.endorsed_me > 1 else _("%(name)s endorsed you once, %(when)s.")) % words
    if tie.recommended_them_on:
        return _("You recommended %(name)s %(when)s.") % (
            name | {"when": in_year(tie.recommended_them_on, today)}
        )
    if tie.endorsed_them:
        return _("You endorsed %(name)s %(times)s.") % (name | {"times": times(tie.endorsed_them)})
    return ""


def invited(tie: Any) -> str:
    """ "Niamh invited you to connect."; empty where that isn't known."""
    name = {"name": tie.contact.first_name}
    if tie.invited_by == "them":
        return _("%(name)s invited you to connect.") % name
    return _("You invited %(name)s to connect.") % name if tie.invited_by == "me" else ""


def otherwise(tie: Any, before: Any, today: dt.date) -> str:
    """ "Ben wrote to you once, today. Until now: You wrote to each other twice, ...": what differs from before."""
    said = [
        (how_often(tie, today), how_often(before, today)),
        (vouched(tie, today), vouched(before, today)),
        (invited(tie), invited(before)),
        (connected(tie, today), connected(before, today)),
    ]
    others = [pair for pair in said if pair[0] != pair[1]]
    now, then = (" ".join(pair[side] for pair in others if pair[side]) for side in (0, 1))
    if not others:
        return _("A number or a date has changed.")
    until_now = _("Until now: %(sentences)s") % {"sentences": then} if then else ""
    return " ".join(filter(None, [now, until_now]))


def works_where(colleague: Any) -> str:
    """ "Works where Priya works."; of a contact at the same company, who may have left it."""
    said = _("Works where %(name)s worked.") if has_left(colleague.role) else _("Works where %(name)s works.")
    return said % {"name": colleague.first_name}


def ask_then(contact: Any, day: dt.date, today: dt.date) -> str:
    """ "You meet Ben on Thursday: ask then."; of a contact one meets on a day ahead."""
    words = {"name": contact.first_name, "day": on_coming_day(day, today)}
    return _("You meet %(name)s %(day)s: ask then.") % words


def connected(tie: Any, today: dt.date) -> str:
    """ "Connected on LinkedIn since 2021."; empty where that isn't known."""
    if tie.connected_on is None:
        return ""
    return _("Connected on LinkedIn since %(since)s.") % {"since": _month_or_year(tie.connected_on, today)}


def briefly(tie: Any, today: dt.date) -> str:
    """ "22 messages, last in March 2022", else "Connected since 2021": for a line that isn't a sentence."""
    number = tie.sent + tie.received
    if not number:
        since = tie.connected_on
        return _("Connected since %(since)s") % {"since": _month_or_year(since, today)} if since else ""
    said = ngettext("%(number)s message, %(when)s", "%(number)s messages, last %(when)s", number)
    words = {"number": number_word(number), "when": roughly(tie.last_on, today)}
    return sentence_start(said % words)


def times(number: int) -> str:
    """How often, inside a sentence: "once", "twice", "nine times", "14 times"."""
    if number in (1, 2):
        return _("once") if number == 1 else _("twice")
    return ngettext("%(number)s time", "%(number)s times", number) % {"number": number_word(number)}


def roughly(day: dt.date, today: dt.date) -> str:
    """A day that has come, no closer than one remembers it: "two weeks ago", "in May", "in March 2022"."""
    passed = (today - day).days
    if passed < 2:
        return _("yesterday") if passed == 1 else _("today")
    if passed < 7:
        return ngettext("%(number)s day ago", "%(number)s days ago", passed) % {"number": number_word(passed)}
    weeks = passed // 7
    if weeks == 1:
        return _("a week ago")
    if weeks < WEEKS_COUNTED:
        return ngettext("%(number)s week ago", "%(number)s weeks ago", weeks) % {"number": number_word(weeks)}
    if day.year == today.year:
        return _("in %(month)s") % {"month": MONTHS[day.month]}
    return _("in %(month)s") % {"month": month_and_year(day)}


def in_year(day: dt.date, today: dt.date) -> str:
    """When something was done once: "in May" of this year, else "in 2024"."""
    return _("in %(when)s") % {"when": _month_or_year(day, today)}


def _month_or_year(day: dt.date, today: dt.date) -> str:
    return str(MONTHS[day.month]) if day.year == today.year else str(day.year)
