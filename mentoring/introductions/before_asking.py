"""Step 3: what is unwise about asking somebody now. Warnings, each with what to wait for; all may be overruled."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates.days import add_months, plain_day
from ..letters import courtesy_url
from ..models import Contact, Introduction, courtesies
from ..models.introduction_facts import ASKED, CLOSED, THANKED, WRITTEN
from ..models.mid_sentence import mid_sentence
from ..models.prepared import prepared
from ..text.text import number_word, sentence_start
from .track.words import time_together

NO_ANSWER = Introduction.ClosedBecause.NO_ANSWER
# What is written at length, and not weighed.
LONG = ("message", "introducer__notes", "introducer__words", "prospect__notes", "prospect__words")


@prepared
def weighing(owner: int, rested_since: dt.date, silent_since: dt.date) -> QuerySet:
    """The introductions that may speak against another ask, with their people."""
    mine = Introduction.objects.owned_by(owner)
    silent = Q(closed_because=NO_ANSWER, closed_on__gt=silent_since)
    lately = mine.filter(silent | Q(asked_on__gt=rested_since))
    return (mine.with_courtesies_left() | lately).with_people().defer(*LONG)


def weighed(user, today: dt.date, itself: int | None = None) -> list[Introduction]:
    """What may speak against an ask today; `itself` is the key of that ask, if it has one. One query."""
    rested_since = today - dt.timedelta(days=user.rest_between_asks)
    found = weighing(user.pk, rested_since=rested_since, silent_since=_silent_since(today))
    return [one for one in found if one.pk != itself]


def before_asking(
    user, others: list[Introduction], introducer: Contact | None, prospect: Contact | None, today: dt.date
) -> list[str]:
    """Sentences about what speaks against this ask today; `others` are the introductions to be weighed."""
    open_ones = [one for one in others if one.status in Introduction.Status.open() and not one.is_resting]
    found = [*_too_many(open_ones, user.open_at_once), *_under_way(introducer, prospect, open_ones, today)]
    if introducer:
        from_them = [one for one in others if one.introducer == introducer]
        still_open = [one for one in open_ones if one in from_them]
        warned = [*_still_open(introducer, still_open, today)]
        found += warned or _too_soon(introducer, from_them, user, today)
        found += _thanks_owed(introducer, from_them, user)
    found += _unanswered_ask(introducer, prospect, others, today)
    found += [words for person in (introducer, prospect) if person for words in _not_now(person, today)]
    found += _known_well(prospect, today) if prospect else []
    return found


def _silent_since(today: dt.date) -> dt.date:
    return add_months(today, -courtesies.ASK_AGAIN_AFTER_MONTHS)


def _too_many(open_ones: list[Introduction], most: int) -> Iterator[str]:
    """What is under way already, and who of those people waits."""
    made = (one for one in open_ones if one.status == Introduction.Status.MADE and not one.is_direct)
    addresses = ((one, courtesy_url(one, WRITTEN)) for one in made)
    links = [
        format_html('<a href="{}">{}</a>', address, _("%(person)s is waiting to hear from you") % one.names)
        for one, address in addresses
        if address
    ]
    if len(open_ones) < most:
        yield from (format_html("{}.", link) for link in links)
        return
    under_way = ngettext(
        "%(count)s introduction is under way.", "%(count)s introductions are under way.", len(open_ones)
    )
    many = sentence_start(under_way % {"count": number_word(len(open_ones))})
    first = ngettext("Use that one first", "Use those first", len(open_ones))
    if links:
        yield format_html(
            "{} {}: {}.", many, first, format_html_join("; ", "{}", ((link,) for link in links))
        )
    else:
        yield f"{many} {first}."


def _under_way(
    introducer: Contact | None, prospect: Contact | None, open_ones: list[Introduction], today: dt.date
) -> Iterator[str]:
    """One way to a person at a time: by oneself, or through somebody."""
    for one in open_ones if prospect else ():
        if one.prospect != prospect or one.is_direct == (introducer is None):
            continue
        words = {**one.names, "day": plain_day(one.last_message_on or one.begun_on, today)}
        if one.is_direct and one.last_message_on:
            wrote = _("You wrote to %(person)s yourself on %(day)s. See that through first.")
            asked = _("You asked %(person)s yourself on %(day)s. See that through first.")
            yield (asked if one.is_spoken and not one.followed_up_on else wrote) % words
        elif not one.is_direct:
            yield _("You asked %(introducer)s about %(person)s on %(day)s. See that through first.") % words
        return


def _still_open(introducer: Contact, from_them: list[Introduction], today: dt.date) -> Iterator[str]:
    """One open ask to an introducer at a time: what the last one waits for."""
    if last := _last(one for one in from_them if one.awaits_answer):
        words = {"name": introducer.first_name, "day": plain_day(last.asked_on, today)}
        yield _("%(name)s hasn’t answered your ask from %(day)s yet.") % words
    elif last := _last(one for one in from_them if one.status != Introduction.Status.MADE):
        sentence = _(
            "%(introducer)s’s introduction to %(person)s is still open (%(state)s). See it through first."
        )
        yield sentence % {**last.names, "state": mid_sentence(last.status)}


def _last(introductions: Iterable[Introduction]) -> Introduction | None:
    return max(introductions, key=lambda one: (one.asked_on, one.pk), default=None)


def _too_soon(introducer: Contact, from_them: list[Introduction], user, today: dt.date) -> list[str]:
    """Some time lies between two asks to the same introducer."""
    rest = dt.timedelta(days=user.rest_between_asks)
    last = max((ASKED.day(one) for one in from_them), default=None)
    if last is None or last <= today - rest:
        return []
    words = {
        "name": introducer.first_name,
        "day": plain_day(last, today),
        "days": user.rest_between_asks,
        "then": plain_day(last + rest, today),
    }
    return [
        ngettext(
            "You asked %(name)s on %(day)s. Leave %(days)d day between asks: wait until %(then)s.",
            "You asked %(name)s on %(day)s. Leave %(days)d days between asks: wait until %(then)s.",
            user.rest_between_asks,
        )
        % words
    ]


def _thanks_owed(introducer: Contact, from_them: list[Introduction], user) -> list[str]:
    """Somebody who helped, or answered, is thanked before they are asked again."""
    over = [one for one in from_them if CLOSED.day(one)]
    if not any(THANKED.is_open(one) and THANKED.due(one, user) for one in over):
        return []
    return [_("You haven’t thanked %(name)s for last time yet.") % {"name": introducer.first_name}]


def _not_now(person: Contact, today: dt.date) -> Iterator[str]:
    """Who said not now is left in peace until the day, or until it is asked again by hand."""
    if not person.rests(today):
        return
    words = {"name": person.first_name, "day": plain_day(person.not_now_on, today)}
    if person.ask_again_on:
        words["then"] = plain_day(person.ask_again_on, today)
        yield _("%(name)s said “not now” on %(day)s. Wait until %(then)s before you ask again.") % words
    else:
        yield _("%(name)s said “not now” on %(day)s.") % words


def _known_well(prospect: Contact, today: dt.date) -> list[str]:
    """Whom one works with, or worked with, needs nobody in between; one may ask all the same."""
    known_well = prospect.works_together or prospect.worked_until
    return [time_together(prospect, today)] if known_well else []


def _unanswered_ask(introducer, prospect, others: list[Introduction], today: dt.date) -> list[str]:
    """Who gave no answer is left in peace for half a year: the introducer about this, the person altogether."""
    silent = [
        one
        for one in others
        if one.closed_because == NO_ANSWER
        and today < add_months(one.closed_on, courtesies.ASK_AGAIN_AFTER_MONTHS)
        and one.prospect == prospect
        and (one.opened_on or one.introducer == introducer)
    ]
    if not silent:
        return []
    last = max(silent, key=CLOSED.day)
    whom = last.prospect if last.opened_on else last.introducer
    words = {
        "name": whom.first_name,
        "day": plain_day(last.closed_on, today),
        "then": plain_day(add_months(last.closed_on, courtesies.ASK_AGAIN_AFTER_MONTHS), today),
    }
    return [
        _("%(name)s didn’t answer, and you closed it on %(day)s. Wait until %(then)s before you ask again.")
        % words
    ]
