"""Everything the first page says, decided here; the template only prints."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from ...dates.days import plain_day, when
from ...models import MentorAgreement
from ...models.assessments import Fit
from ...status import next_actions, stuck
from ...status.activity import weeks_in_words
from ...status.fits import best_fits
from ...status.lookback import asks_for_week
from ...status.next_actions import Action
from ...status.records import Records
from ...status.stuck import Stuck
from .groups import ActionGroup, grouped, nothing_today
from .progress import GoalLine, goal_progress
from .rail_steps import Rail, rail_of
from .sentences import searching, some_names
from .together import Together, together
from .trail import TrailStage, trail
from .waiting import Waiting, come_back


class Variant:
    """Which of the pages it is; the value names its template."""

    NEW = "new"
    SEARCHING = "searching"
    TOGETHER = "together"


@dataclass(frozen=True)
class Standing:
    """Where one person's search stands on one day; `waiting` for somebody who has been away."""

    variant: str
    today: dt.date
    rail: Rail
    title: str
    groups: list[ActionGroup] = field(default_factory=list)
    nothing_today: str = ""
    has_put_off: bool = False
    asks_for_week: bool = False
    waiting: Waiting | None = None
    trail: list[TrailStage] = field(default_factory=list)
    trail_title: str = ""
    is_paused: bool = False
    has_board: bool = False
    goals: list[GoalLine] = field(default_factory=list)
    fits: list[Fit] = field(default_factory=list)
    prospects: int = 0
    asks_for_prospects: bool = False
    together: list[Together] = field(default_factory=list)
    activity: str = ""
    stuck: Stuck | None = None


def standing(user, today: dt.date, path: str) -> Standing:
    """Where the search of `user` stands on `today`, for the first page at `path`."""
    records = Records(user, today)
    if is_new(records):
        rail = rail_of(user, today, path, records)
        return Standing(Variant.NEW, today, rail, _("What do you want to be able to do?"))
    actions = next_actions.gather(records)
    waits = come_back(records, actions)
    rail = rail_of(user, today, path, records, is_calm=bool(waits))
    agreements = agreements_in_view(records)
    shown = {
        **(_of_agreements(records, agreements) if agreements else _of_search(records)),
        **_next_things(records, actions, waits),
        "asks_for_week": asks_for_week(records.counts, timezone.localtime()),
        "goals": goal_progress(records, with_mentors=bool(agreements)),
    }
    if waits:
        shown["title"] = waits.title
    else:
        shown["activity"] = weeks_in_words(records)
        # After the end there is nothing to hold up: without a goal that is sought the search may rest.
        if records.running or records.search.is_on:
            shown["stuck"] = next(iter(stuck.telling(records, actions)), None)
    return Standing(today=today, rail=rail, waiting=waits, **shown)


def _next_things(records: Records, actions: list[Action], waits: Waiting | None) -> dict:
    keys = {action.key for action in waits.actions} if waits else set()
    has_put_off = any(not key.startswith("stuck.") for key in records.postponed)
    groups = grouped([action for action in actions if action.key not in keys], records.today)
    return {
        "groups": groups,
        "nothing_today": "" if waits else nothing_today(groups, records),
        "has_put_off": has_put_off,
    }


def _of_search(records: Records) -> dict:
    return {
        "variant": Variant.SEARCHING,
        "title": searching(records),
        "trail": trail(records) if records.counts.contacts else [],
        "fits": best_fits(records),
        "prospects": len(records.prospects),
        "asks_for_prospects": bool(records.criteria and records.counts.contacts and not records.prospects),
    }


def _of_agreements(records: Records, agreements: list[MentorAgreement]) -> dict:
    search = records.search
    return {
        "variant": Variant.TOGETHER,
        "title": _title(records, agreements),
        "together": [together(records, agreement) for agreement in agreements],
        "trail": trail(records) if search.goals else [],
        "trail_title": search.heading if search.goals else "",
        "is_paused": not search.is_on,
        "has_board": bool(
            records.running and (sum(goal.is_active for goal in records.goals) > 1 or search.lacking)
        ),
    }


def _title(records: Records, agreements: list[MentorAgreement]) -> str:
    """With whom the person works and for whom they look; or that the time with somebody is over."""
    # Of those that run, whoever has had their last day is not worked with any more.
    left = [one for one in agreements if one.ends_on >= records.today]
    words = {"people": some_names([agreement.mentor.first_name for agreement in left or agreements])}
    if not records.running:
        (last,) = agreements
        words["day"] = plain_day(last.over_on, records.today)
        return _("You and %(people)s finished on %(day)s.") % words
    if not left:
        words["when"] = when(max(agreement.ends_on for agreement in agreements), records.today)
        return _("Your time with %(people)s ended %(when)s.") % words
    if who := records.search.in_words:
        words["who"] = who
        return _("You’re working with %(people)s, and looking for %(who)s.") % words
    return _("You’re working with %(people)s.") % words


def is_new(records: Records) -> bool:
    """Whether the page asks for a first goal: there is none, and nobody is waiting for anything."""
    counts = records.counts
    return not records.goals and not (counts.introductions or counts.meetings or counts.agreements)


def agreements_in_view(records: Records) -> list[MentorAgreement]:
    """The agreements the page is about: those running, else the last one until the search goes on."""
    if records.running:
        return records.nearest_first()
    return [records.search.last_over] if records.search.last_over else []
