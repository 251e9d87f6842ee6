"""What an introduction asks for next: write, thank, tell, nudge once, follow up twice, close kindly."""

import datetime as dt
import uuid
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ... import letters
from ...dates.days import Duty, when
from ...links.addresses import record_url
from ...models import Introduction
from ...models import courtesies as numbers
from ...models.facts import Courtesy
from ...models.introduction_facts import CLOSED, FOLLOWED_UP, FOLLOWED_UP_AGAIN, WRITTEN, IntroductionFact
from ..records import Records
from .action import Action, ActionKey, people_of


def courtesies(records: Records, fact: IntroductionFact) -> Iterator[Action]:
    """The next courtesy of each introduction, where it is this one."""
    for introduction in records.introductions:
        courtesy = records.owed(introduction)
        if courtesy and courtesy.fact == fact:
            yield courtesy_action(records, introduction, courtesy)


def courtesy_action(records: Records, introduction: Introduction, courtesy: Courtesy) -> Action:
    """One courtesy as something to do, with what may be heard from whoever is waited for."""
    fact = courtesy.fact
    title, why = fact.action(introduction, records.today)
    if fact in (FOLLOWED_UP, FOLLOWED_UP_AGAIN) and records.search.has_found:
        why = _("You’ve found a mentor in the meantime. Say so kindly, or close it.")
    no_answer = {"because": Introduction.ClosedBecause.NO_ANSWER.value}
    return Action(
        key=fact.key(introduction),
        title=title,
        why=why,
        url=letters.courtesy_url(introduction, fact) or record_url("introductions.closed", introduction.pk),
        due_on=courtesy.due_on,
        done_url=record_url(f"introductions.{fact.verb}", introduction.pk),
        done_label="" if fact == CLOSED else fact.label_of(introduction),
        done_fields=no_answer if fact == CLOSED else {},
        replies=tuple(introduction.replies),
        people=people_of(introduction.introducer_id, introduction.prospect_id),
        duty=fact.duty,
        is_broken=fact == WRITTEN and introduction.is_unused(records.today),
        short=fact.title_of(introduction),
    )


def kept_on_list(records: Records) -> list[Introduction]:
    """Those under way, and those that are over and still ask for a courtesy."""
    under_way = Introduction.Status.open()
    return [one for one in records.introductions if one.status in under_way or records.owed(one)]


def due_today(records: Records) -> list[Courtesy]:
    """What introductions ask for today, what is late among it: as many as the rail says."""
    owed = (records.owed(introduction) for introduction in records.introductions)
    return [courtesy for courtesy in owed if courtesy and courtesy.due_on <= records.today]


def thank_for_a_no(records: Records) -> Iterator[Action]:
    """Whoever said no to an introduction took the trouble to answer: they hear a kind word, for some weeks."""
    since = records.today - dt.timedelta(days=numbers.THANK_FOR_A_NO_UNTIL_DAYS)
    for introduction in records.introductions:
        prospect, said_on = introduction.prospect, CLOSED.day(introduction)
        if not introduction.awaits_thanks or said_on < since or prospect.archived_on:
            continue
        key = uuid.uuid5(introduction.form_key, f"no-{said_on.isoformat()}")
        yield Action(
            key=ActionKey("introduction", "no", introduction.pk),
            title=_("Thank %(person)s anyway") % introduction.names,
            why=_("%(person)s said no %(when)s. A kind word keeps the door open.")
            % {**introduction.names, "when": when(said_on, records.today)},
            url=letters.no_url(introduction),
            due_on=said_on + dt.timedelta(days=numbers.THANK_FOR_A_NO_DAYS),
            done_url=record_url("interactions.new", prospect.pk),
            done_label=_("I’ve written back to %(person)s") % introduction.names,
            done_fields={"kind": "wrote", "on": records.today.isoformat(), "form_key": str(key)},
            people=people_of(prospect.pk),
            duty=Duty.PROMISE,
        )


def let_them_know(records: Records) -> Iterator[Action]:
    """Once nobody is looked for any more, whoever answered hears of the mentor, instead of waiting for a meeting."""
    if not records.search.has_found:
        return
    for introduction in records.introductions:
        if introduction.status != Introduction.Status.IN_TOUCH:
            continue
        answered = introduction.answered_on
        if answered is None or introduction.is_resting:
            continue  # nobody is waiting: the follow-up says it
        if any(meeting.is_planned for meeting in records.meetings_with(introduction.prospect_id)):
            continue  # the two meet, or met: how that went is written down first
        since = max(records.search.found_on(introduction), answered)
        yield Action(
            key=ActionKey("introduction", "found", introduction.pk),
            title=_("Let %(person)s know you’ve found a mentor") % introduction.names,
            why=_why_they_wait(introduction, records.today),
            url=record_url("introductions.detail", introduction.pk),
            due_on=since + dt.timedelta(days=records.user.report_within),
            done_url=record_url("introductions.closed", introduction.pk),
            done_fields={"because": Introduction.ClosedBecause.WITHDRAWN.value},
            people=people_of(introduction.prospect_id),
            duty=Duty.PROMISE,
        )


def _why_they_wait(introduction: Introduction, today: dt.date) -> str:
    words = {**introduction.names, "when": when(introduction.in_touch_since, today)}
    if introduction.is_direct:
        asked = _("You asked %(person)s %(when)s. Close the loop kindly.")
        wrote = _("You wrote to %(person)s %(when)s. Close the loop kindly.")
        return (asked if introduction.is_spoken else wrote) % words
    return _("%(introducer)s introduced you %(when)s. Close the loop kindly.") % words
