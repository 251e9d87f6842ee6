"""Step 3: what is unwise about asking somebody now. Warnings, each with what to wait for; all may be overruled."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates.days import add_months, plain_day
from ..models import Contact, Introduction, courtesies
from ..text.text import and_list, number_word, sentence_start

OPEN_ONES_NAMED = 5


def before_asking(
    user, introductions, introducer: Contact | None, prospect: Contact | None, today: dt.date
) -> list[str]:
    """Sentences about what speaks against this ask today; `introductions` are all others of the person."""
    open_ones = list(introductions.open())
    found = [*_too_many(open_ones, user.open_at_once), *_unused(open_ones)]
    if introducer:
        from_them = [one for one in open_ones if one.introducer_id == introducer.pk]
        found += _still_open(introducer, from_them, today) or _too_soon(
            introducer, introductions, user, today
        )
        found += _thanks_owed(introducer, introductions)
    found += _unanswered_ask(introducer, prospect, introductions, today)
    return found


def _too_many(open_ones: list[Introduction], most: int) -> Iterator[str]:
    if len(open_ones) < most:
        return
    words = ngettext(
        "%(count)s introduction is under way: %(which)s. Use it before you ask for another.",
        "%(count)s introductions are under way: %(which)s. Use them before you ask for another.",
        len(open_ones),
    )
    which = [str(one) for one in open_ones[:OPEN_ONES_NAMED]]
    if more := len(open_ones) - len(which):
        which.append(ngettext("%(count)s more", "%(count)s more", more) % {"count": number_word(more)})
    count = number_word(len(open_ones))
    yield sentence_start(words % {"count": count, "which": and_list(which)})


def _unused(open_ones: list[Introduction]) -> Iterator[str]:
    for one in open_ones:
        if one.status == Introduction.Status.MADE:
            words = _("%(introducer)s introduced you to %(person)s, and you haven’t written yet.")
            yield words % one.names


def _still_open(introducer: Contact, from_them: list[Introduction], today: dt.date) -> list[str]:
    """One open ask to an introducer at a time: what the last one waits for."""
    waiting = [one for one in from_them if one.awaits_answer]
    if waiting:
        last = max(waiting, key=lambda one: (one.asked_on, one.pk))
        words = {"name": introducer.first_name, "day": plain_day(last.asked_on, today)}
        return [_("%(name)s hasn’t answered your last ask yet, of %(day)s.") % words]
    unfinished = [one for one in from_them if one.status != Introduction.Status.MADE]
    if not unfinished:
        return []
    last = max(unfinished, key=lambda one: (one.asked_on, one.pk))
    sentence = _(
        "%(introducer)s’s introduction to %(person)s is still open (%(state)s). See it through first."
    )
    return [sentence % {**last.names, "state": last.status_label.lower()}]


def _too_soon(introducer: Contact, introductions, user, today: dt.date) -> list[str]:
    """Some time lies between two asks to the same introducer."""
    rest = dt.timedelta(days=user.rest_between_asks)
    last = (
        introductions.filter(introducer=introducer, asked_on__gt=today - rest).order_by("-asked_on").first()
    )
    if last is None:
        return []
    words = {
        "name": introducer.first_name,
        "day": plain_day(last.asked_on, today),
        "days": user.rest_between_asks,
        "then": plain_day(last.asked_on + rest, today),
    }
    return [
        _("You asked %(name)s on %(day)s. Leave %(days)d days between asks: wait until %(then)s.") % words
    ]


def _thanks_owed(introducer: Contact, introductions) -> list[str]:
    """Somebody who helped, or answered, is thanked before they are asked again."""
    closed = introductions.with_courtesies_left().filter(
        introducer=introducer, thanked_on=None, closed_on__isnull=False
    )
    if not closed.exists():
        return []
    return [_("You haven’t thanked %(name)s for the last time yet.") % {"name": introducer.first_name}]


def _unanswered_ask(introducer, prospect, introductions, today: dt.date) -> list[str]:
    """Who gave no answer is left in peace for half a year: the introducer about this, the person altogether."""
    since = add_months(today, -courtesies.ASK_AGAIN_AFTER_MONTHS)
    silent = introductions.filter(
        closed_because=Introduction.ClosedBecause.NO_ANSWER, closed_on__gt=since
    ).order_by("-closed_on")
    about_this = Q(made_on=None, introducer=introducer, prospect=prospect) if introducer else Q(pk=None)
    by_the_person = Q(made_on__isnull=False, prospect=prospect) if prospect else Q(pk=None)
    last = silent.filter(about_this | by_the_person).first()
    if last is None:
        return []
    whom = last.prospect if last.made_on else last.introducer
    words = {
        "name": whom.first_name,
        "day": plain_day(last.closed_on, today),
        "then": plain_day(add_months(last.closed_on, courtesies.ASK_AGAIN_AFTER_MONTHS), today),
    }
    return [
        _("%(name)s gave no answer; you closed it on %(day)s. Ask again from %(then)s on, not before.")
        % words
    ]
