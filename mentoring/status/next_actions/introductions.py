"""What an introduction asks for next: write, thank, tell, nudge once, follow up twice, close kindly."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ... import letters
from ...dates.days import when
from ...links.addresses import record_url
from ...models import Introduction
from ...models.introduction_facts import CLOSED, FOLLOWED_UP, FOLLOWED_UP_AGAIN, WRITTEN, IntroductionFact
from ..records import Records
from .action import Action, ActionKey, people_of


def courtesies(records: Records, fact: IntroductionFact) -> Iterator[Action]:
    """The next courtesy of each introduction, where it is this one."""
    for introduction in records.introductions:
        courtesy = records.owed(introduction)
        if courtesy is None or courtesy.fact != fact:
            continue
        title, why = fact.action(introduction, records.today)
        if fact in (FOLLOWED_UP, FOLLOWED_UP_AGAIN) and records.running:
            why = _("You found a mentor meanwhile. Say so kindly, or close it.")
        no_answer = {"because": Introduction.ClosedBecause.NO_ANSWER.value}
        yield Action(
            key=fact.key(introduction),
            title=title,
            why=why,
            url=letters.courtesy_url(introduction, fact)
            or record_url("introductions.detail", introduction.pk),
            due_on=courtesy.due_on,
            done_url=record_url(f"introductions.{fact.verb}", introduction.pk),
            done_label=fact.label_of(introduction),
            done_fields=no_answer if fact == CLOSED else {},
            people=people_of(introduction.introducer_id, introduction.prospect_id),
            is_broken=fact == WRITTEN and introduction.is_unused(records.today),
        )


def let_them_know(records: Records) -> Iterator[Action]:
    """Whoever answered hears that a mentor was found, instead of waiting for a meeting."""
    if not records.running:
        return
    found = min(agreement.confirmed_on for agreement in records.running)
    mentors = {agreement.mentor_id for agreement in records.running}
    for introduction in records.introductions:
        if introduction.status != Introduction.Status.IN_TOUCH or introduction.prospect_id in mentors:
            continue
        if introduction.answered_on is None or introduction.is_resting:
            continue  # nobody is waiting: the follow-up says it
        if records.meetings_ahead(introduction.prospect_id):
            continue
        since = max(found, introduction.answered_on)
        yield Action(
            key=ActionKey("introduction", "found", introduction.pk),
            title=_("Let %(person)s know you found a mentor") % introduction.names,
            why=_("%(introducer)s introduced you %(when)s. Close the loop kindly.")
            % {**introduction.names, "when": when(introduction.made_on, records.today)},
            url=record_url("introductions.detail", introduction.pk),
            due_on=since + dt.timedelta(days=records.user.report_within),
            done_url=record_url("introductions.closed", introduction.pk),
            done_fields={"because": Introduction.ClosedBecause.WITHDRAWN.value},
            people=people_of(introduction.prospect_id),
        )
