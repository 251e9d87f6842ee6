"""How far the person has come with one prospect since the first talk, from facts alone, and the next small step."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from ..dates import days
from ..links.addresses import record_url
from ..models import Contact, Meeting, MentorAgreement, Review, courtesies
from ..text.text import unended
from .next_actions.meetings import planning_url

# So long before its day the look back on a trial is the next step.
LOOK_AHEAD = dt.timedelta(days=courtesies.LOOK_AHEAD_DAYS)
FIRST_TALK, ADVICE, REPORT, SECOND_TALK, TRIAL, AGREEMENT = range(6)
LABELS = (
    gettext_lazy("First talk"),
    gettext_lazy("Advice tried"),
    gettext_lazy("Report back"),
    gettext_lazy("Second talk"),
    gettext_lazy("Trial"),
    gettext_lazy("Agreement"),
)


class Rung(NamedTuple):
    """One stop: its name, its day or what it waits for, and whether it is done, the next one, ahead or passed over."""

    label: str
    words: str
    state: str


class SmallStep(NamedTuple):
    """What to do next: words to follow, the address, and a remark.

    With the step in words as `before`, the label is a button that does it at once, with the mentor where one is named.
    """

    label: str
    url: str
    remark: str = ""
    before: str = ""
    mentor: int | None = None


@dataclass(frozen=True)
class Ladder:
    """The stops, and the next small step, if there is one."""

    rungs: list[Rung]
    step: SmallStep | None


def ladder(
    contact: Contact, meetings: list[Meeting], agreements: list[MentorAgreement], today: dt.date
) -> Ladder | None:
    """Where somebody stands, of all meetings and agreements with them (`timeline.agreements_with`).

    None before a first talk, and once closed.
    """
    held = sorted((one for one in meetings if one.held_on), key=lambda one: one.starts_at)
    if not held or not contact.is_prospect:
        return None
    standing = [one for one in agreements if not one.replaced_on]
    latest = max(standing, key=lambda one: (bool(one.confirmed_on), one.pk), default=None)
    reached = [*_reached_on(held), *_trial_days(latest, agreements, held, today)]
    furthest = max(at for at, day in enumerate(reached) if day)
    if latest is not None and latest.confirmed_on:
        furthest = max(furthest, TRIAL)  # what comes before an agreement is behind them
    is_over = latest is not None and latest.over_on
    ahead = () if is_over else range(furthest, len(reached))
    following = next((at for at in ahead if not reached[at]), None)
    rungs = [
        Rung(
            str(LABELS[at]),
            _below(at, reached[at], following, latest, today),
            _state(at, reached[at], following, furthest),
        )
        for at in _by_day(reached)
    ]
    waits = following is None or contact.said_not_now
    step = None if waits else _STEPS[following](contact, held[-1], meetings, latest, today)
    return Ladder(rungs, step)


def _by_day(reached: Sequence[dt.date | None]) -> list[int]:
    """The stops in a row: those reached in the order of their days, the others where they stand."""
    in_order = iter(sorted((day, at) for at, day in enumerate(reached) if day))
    return [next(in_order)[1] if day else at for at, day in enumerate(reached)]


def _reached_on(held: list[Meeting]) -> list[dt.date | None]:
    """The day of each stop before an agreement that was reached, in their order."""
    return [
        held[0].held_on,
        min((one.acted_on for one in held if one.acted_on), default=None),
        min((one.reported_back_on for one in held if one.reported_back_on), default=None),
        held[1].held_on if len(held) > 1 else None,
    ]


def _trial_days(
    agreement: MentorAgreement | None, versions: list[MentorAgreement], held: list[Meeting], today: dt.date
) -> tuple[dt.date | None, dt.date | None]:
    """When the trial was over, and since when it is an agreement: once they looked back on it, met for a second
    session, or kept to it until the end. One that ended early after its first session was no more than a trial.

    A day that was only planned begins and ends nothing.
    """
    begins_on = _begins_on(agreement)
    if agreement is None or begins_on is None or begins_on > today:
        return None, None
    agreement.with_same_mentor = [one for one in versions if one.confirmed_on]
    mine = [one for one in agreement.with_same_mentor if agreement.continues(one)]
    first = min(one.own_days()[0] for one in mine)
    sessions = [one.held_on for one in held if one.kind == Meeting.Kind.SESSION and one.held_on >= first]
    signs = [*(one.trial_review for one in mine), *sessions[1:], agreement.completed_on]
    settled = min(filter(None, signs), default=None)
    return settled or (agreement.over_on if sessions else None), settled


def _begins_on(agreement: MentorAgreement | None) -> dt.date | None:
    """The first day of what was agreed on, no sooner than both said yes."""
    if agreement is None or agreement.confirmed_on is None:
        return None
    return max(agreement.starts_on, agreement.confirmed_on)


def _state(at: int, day: dt.date | None, following: int | None, furthest: int) -> str:
    if day:
        return "done"
    if at == following:
        return "now"
    return "ahead" if at > furthest else "passed"


def _below(
    at: int, day: dt.date | None, following: int | None, agreement: MentorAgreement | None, today: dt.date
) -> str:
    if day:
        return days.plain_day(day, today)
    if at == following == TRIAL and (begins_on := _begins_on(agreement)):
        words = _("from %(day)s") if begins_on > today else _("since %(day)s")
        return words % {"day": days.plain_day(begins_on, today)}
    if at == following:
        return pgettext("the next stop", "next")
    is_open = agreement is not None and not agreement.confirmed_on
    return _("draft") if at == AGREEMENT and is_open else ""


# The step that leads to each stop


def _try_it(contact, last, _meetings, _agreement, _today) -> SmallStep:
    if not last.one_thing:
        label = _("write down one thing you’ll act on")
        return SmallStep(label, record_url("meetings.record", last.pk))
    remark = _("%(name)s’s advice: %(thing)s.") % {
        "name": contact.first_name,
        "thing": unended(last.one_thing),
    }
    return SmallStep(_("I’ve tried it"), record_url("debriefs.acted", last.pk), remark, _("try the advice"))


def _report(contact, last, _meetings, _agreement, today) -> SmallStep:
    label = _("tell %(name)s what came of the advice") % {"name": contact.first_name}
    remark = _("You tried it %(when)s.") % {"when": days.when(last.acted_on, today)} if last.acted_on else ""
    return SmallStep(label, record_url("letters.report_back", last.pk), remark)


def _talk_again(contact, _last, meetings, _agreement, today) -> SmallStep:
    planned = next((one for one in meetings if one.is_planned), None)
    if planned:
        words = {"name": contact.first_name, "day": days.on_coming_day(planned.day, today)}
        return SmallStep(
            _("talk to %(name)s again %(day)s") % words, record_url("meetings.prepare", planned.pk)
        )
    return SmallStep(_("suggest a second talk"), planning_url(contact.pk, Meeting.Kind.FIRST))


def _begin(contact, last, meetings, agreement, today) -> SmallStep | None:
    if agreement is not None and agreement.confirmed_on:
        return _settle(contact, last, meetings, agreement, today)
    if agreement is None:
        trying = _("suggest trying it for a while")
        return SmallStep(
            _("Write the agreement"), reverse("agreements.new"), before=trying, mentor=contact.pk
        )
    label = _("get %(name)s’s answer") if agreement.shared_on else _("share the draft with %(name)s")
    return SmallStep(label % {"name": contact.first_name}, record_url("agreements.detail", agreement.pk))


def _settle(contact, last, meetings, agreement, today) -> SmallStep | None:
    """Look back on the trial as its day comes; before that the next session, and before its first day nothing."""
    if agreement.starts_on > today:
        return None
    if agreement.trial_on and today < agreement.trial_on - LOOK_AHEAD:
        is_planned = any(one.is_planned for one in meetings)
        return _talk_again(contact, last, meetings, agreement, today) if is_planned else None
    url = reverse("reviews.edit", args=[agreement.pk, Review.Kind.TRIAL])
    return SmallStep(_("look back on the trial with %(name)s") % {"name": contact.first_name}, url)


_STEPS = {ADVICE: _try_it, REPORT: _report, SECOND_TALK: _talk_again, TRIAL: _begin}
