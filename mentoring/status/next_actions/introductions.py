"""What an introduction asks for next: write, thank, tell, nudge once, follow up twice, close kindly."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from ... import letters
from ...dates import days
from ...dates.days import when
from ...models import Introduction
from ...models.duties import FOLLOW_UPS, Courtesy
from ..records import Records, courtesy_key
from .action import Action, ago, people

Words = tuple[str, str]


def courtesies(records: Records, courtesy: Courtesy) -> Iterator[Action]:
    """The next courtesy of each introduction, where it is this one."""
    for introduction in records.introductions:
        duty = records.owed(introduction)
        if duty is None or duty.courtesy != courtesy:
            continue
        title, why = WORDS[courtesy](introduction, records.today)
        if courtesy in FOLLOW_UPS and records.running:
            why = _("You found a mentor meanwhile. Say so kindly, or close it.")
        no_answer = {"because": Introduction.ClosedBecause.NO_ANSWER.value}
        yield Action(
            key=courtesy_key(courtesy, introduction),
            title=title,
            why=why,
            url=letters.courtesy_url(introduction, courtesy)
            or reverse("introductions.detail", args=[introduction.pk]),
            due_on=duty.due_on,
            # The value of a courtesy is the name of the verb that records it.
            done_url=reverse(f"introductions.{courtesy.value}", args=[introduction.pk]),
            done_fields=no_answer if courtesy == Courtesy.GIVE_UP else {},
            people=people(introduction.introducer_id, introduction.prospect_id),
            is_broken=courtesy == Courtesy.WRITE and introduction.is_unused(records.today),
        )


def _names(introduction: Introduction) -> dict[str, str]:
    prospect = introduction.prospect
    return {
        "introducer": introduction.introducer.first_name,
        "person": prospect.first_name if prospect else "",
    }


def _write(introduction: Introduction, today: dt.date) -> Words:
    names = {**_names(introduction), "when": when(introduction.made_on, today)}
    if introduction.is_unused(today):
        names["day"] = days.plain_day(introduction.use_by, today)
        title = _("Use %(introducer)s’s introduction: write to %(person)s")
        why = _("You promised %(introducer)s to write by %(day)s. A late letter is better than none.")
        return title % names, why % names
    return _("Write to %(person)s") % names, _("%(introducer)s introduced you %(when)s.") % names


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
    if said_yes_on := introduction.checked_on or introduction.agreed_on:
        why = _("%(introducer)s said yes %(ago)s. People are busy; one reminder is fine.")
        return title, why % {**names, "ago": ago(said_yes_on, today)}
    why = _("Asked %(ago)s. People are busy; one reminder is fine.")
    return title, why % {"ago": ago(introduction.asked_on, today)}


def _follow_up(introduction: Introduction, today: dt.date) -> Words:
    why = _("You wrote %(ago)s. A short second message is fine.")
    return _("Follow up with %(person)s") % _names(introduction), why % {
        "ago": ago(introduction.written_on, today)
    }


def _follow_up_again(introduction: Introduction, today: dt.date) -> Words:
    why = _("You followed up %(ago)s. Three messages in all are enough.")
    return _("Write to %(person)s once more, then let it be") % _names(introduction), why % {
        "ago": ago(introduction.followed_up_on, today)
    }


def _give_up(introduction: Introduction, today: dt.date) -> Words:
    names = _names(introduction)
    if introduction.made_on:
        why = _("You wrote three times, last %(when)s. No answer is an answer too.")
        return _("Close the introduction to %(person)s") % names, why % {
            "when": when(introduction.followed_up_again_on, today)
        }
    if introduction.prospect:
        title = _("Close your ask to %(introducer)s about %(person)s") % names
    else:
        title = _("Close your ask to %(introducer)s") % names
    if introduction.checked_on or introduction.agreed_on:
        why = _("%(introducer)s said yes, you nudged %(when)s, and it came to nothing. That happens.")
    else:
        why = _("You nudged %(when)s and heard nothing. No answer is an answer too.")
    return title, why % {**names, "when": when(introduction.nudged_on, today)}


WORDS = {
    Courtesy.WRITE: _write,
    Courtesy.THANK: _thank,
    Courtesy.TELL: _tell,
    Courtesy.NUDGE: _nudge,
    Courtesy.FOLLOW_UP: _follow_up,
    Courtesy.FOLLOW_UP_AGAIN: _follow_up_again,
    Courtesy.GIVE_UP: _give_up,
}


def let_them_know(records: Records) -> Iterator[Action]:
    """Whoever answered hears that a mentor was found, instead of waiting for a meeting."""
    if not records.running:
        return
    found = min(agreement.confirmed_on for agreement in records.running)
    mentors = {agreement.mentor_id for agreement in records.running}
    for introduction in records.introductions:
        if introduction.status != Introduction.Status.IN_TOUCH or introduction.prospect_id in mentors:
            continue
        if introduction.answered_on is None:
            continue  # nobody is waiting: the follow-up says it
        if records.meetings_ahead(introduction.prospect_id):
            continue
        since = max(found, introduction.answered_on)
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
