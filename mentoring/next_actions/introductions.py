"""What an introduction asks for next: write, thank, tell, nudge once, close kindly."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import Introduction
from ..models.introductions import Courtesy
from ..records import Records, courtesy_key
from .action import Action, ago, people, when

Words = tuple[str, str]


def courtesies(records: Records, courtesy: Courtesy) -> Iterator[Action]:
    """The next courtesy of each introduction, where it is this one."""
    for introduction in records.introductions:
        duty = records.owed(introduction)
        if duty is None or duty.courtesy != courtesy:
            continue
        title, why = WORDS[courtesy](introduction, records.today)
        no_answer = {"because": Introduction.ClosedBecause.NO_ANSWER.value}
        yield Action(
            key=courtesy_key(courtesy, introduction.pk),
            title=title,
            why=why,
            url=reverse("introductions.detail", args=[introduction.pk]),
            due_on=duty.due_on,
            # The value of a courtesy is the name of the verb that records it.
            done_url=reverse(f"introductions.{courtesy.value}", args=[introduction.pk]),
            done_fields=no_answer if courtesy == Courtesy.GIVE_UP else {},
            people=people(introduction.introducer_id, introduction.prospect_id),
        )


def _names(introduction: Introduction) -> dict[str, str]:
    prospect = introduction.prospect
    return {
        "introducer": introduction.introducer.first_name,
        "person": prospect.first_name if prospect else "",
    }


def _write(introduction: Introduction, today: dt.date) -> Words:
    names = _names(introduction)
    why = _("%(introducer)s introduced you %(when)s.") % {**names, "when": when(introduction.made_on, today)}
    return _("Write to %(person)s") % names, why


def _thank(introduction: Introduction, today: dt.date) -> Words:
    names = _names(introduction)
    if introduction.made_on is None:
        why = _("%(introducer)s said no %(when)s. A kind word keeps the door open.")
        return _("Thank %(introducer)s for answering") % names, why % {
            **names,
            "when": when(introduction.closed_on, today),
        }
    why = _("Introduced %(when)s. Two lines are plenty.") % {"when": when(introduction.made_on, today)}
    return _("Thank %(introducer)s for introducing %(person)s") % names, why


def _tell(introduction: Introduction, today: dt.date) -> Words:
    names = _names(introduction)
    title = _("Tell %(introducer)s how it went with %(person)s") % names
    if introduction.met_on:
        why = _("You met %(ago)s, thanks to %(introducer)s.")
        return title, why % {**names, "ago": ago(introduction.met_on, today)}
    why = _("Closed %(when)s. %(introducer)s opened that door, so a short word is due.")
    return title, why % {**names, "when": when(introduction.closed_on, today)}


def _nudge(introduction: Introduction, today: dt.date) -> Words:
    names = _names(introduction)
    if introduction.prospect:
        title = _("Nudge %(introducer)s about %(person)s, once") % names
    else:
        title = _("Nudge %(introducer)s, once") % names
    if introduction.agreed_on:
        why = _("%(introducer)s said yes %(ago)s. People are busy; one reminder is fine.")
        return title, why % {**names, "ago": ago(introduction.agreed_on, today)}
    why = _("Asked %(ago)s. People are busy; one reminder is fine.")
    return title, why % {"ago": ago(introduction.asked_on, today)}


def _give_up(introduction: Introduction, today: dt.date) -> Words:
    names = _names(introduction)
    if introduction.prospect:
        title = _("Close your ask to %(introducer)s about %(person)s") % names
    else:
        title = _("Close your ask to %(introducer)s") % names
    why = _("You nudged %(when)s and heard nothing. No answer is an answer too.")
    return title, why % {"when": when(introduction.nudged_on, today)}


WORDS = {
    Courtesy.WRITE: _write,
    Courtesy.THANK: _thank,
    Courtesy.TELL: _tell,
    Courtesy.NUDGE: _nudge,
    Courtesy.GIVE_UP: _give_up,
}


def let_them_know(records: Records) -> Iterator[Action]:
    """Whoever the person wrote to hears that a mentor was found, instead of waiting for a meeting."""
    if not records.running:
        return
    found = min(agreement.confirmed_on for agreement in records.running)
    mentors = {agreement.mentor_id for agreement in records.running}
    for introduction in records.introductions:
        if introduction.status != Introduction.Status.IN_TOUCH or introduction.prospect_id in mentors:
            continue
        if records.meetings_ahead(introduction.prospect_id):
            continue
        since = max(found, introduction.written_on)
        yield Action(
            key=f"introduction.found:{introduction.pk}",
            title=_("Let %(person)s know you found a mentor") % _names(introduction),
            why=_("%(introducer)s introduced you %(when)s. Close the loop kindly.")
            % {**_names(introduction), "when": when(introduction.made_on, records.today)},
            url=reverse("introductions.detail", args=[introduction.pk]),
            due_on=since + dt.timedelta(days=records.user.report_within),
            done_url=reverse("introductions.closed", args=[introduction.pk]),
            done_fields={"because": Introduction.ClosedBecause.WITHDRAWN.value},
            people=people(introduction.prospect_id),
        )
