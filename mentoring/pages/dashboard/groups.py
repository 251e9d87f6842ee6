"""What to do next, cut into today, this week and later."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ...dates.days import due_after_a_name, on_coming_day
from ...status.next_actions import Action, Group, has_week
from ...status.records import Records
from ...text.text import going_on

# Of a long group the first ones are shown, and the rest is folded away.
MOST_SHOWN, SHOWN = 8, 6


@dataclass(frozen=True)
class ActionGroup:
    """Some of what there is to do: the first ones, and those that are folded away."""

    key: str
    title: str
    actions: list[Action] = field(default_factory=list)
    more: list[Action] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many in all."""
        return len(self.actions) + len(self.more)


def grouped(actions: Sequence[Action], today: dt.date) -> list[ActionGroup]:
    """The three groups in their order, empty ones among them."""
    titles = {
        Group.TODAY: _("Today"),
        Group.WEEK: _("This week") if has_week(today) else _("Next seven days"),
        Group.LATER: _("Later"),
    }
    found: dict[str, list[Action]] = {key: [] for key in titles}
    for action in actions:
        found[action.group(today)].append(action)
    return [_first_ones(key, title, found[key]) for key, title in titles.items()]


def _first_ones(key: str, title: str, actions: list[Action]) -> ActionGroup:
    shown = SHOWN if len(actions) > MOST_SHOWN and key != Group.LATER else len(actions)
    return ActionGroup(key, title, actions[:shown], actions[shown:])


def nothing_today(groups: list[ActionGroup], records: Records) -> str:
    """What is said where nothing is due today: the next thing or meeting; "" where there is something."""
    if groups[0].actions:
        return ""
    today = records.today
    ahead = [(action, action.due_on) for group in groups for action in group.actions if action.due_on]
    meeting = records.next_meeting
    if meeting and (not ahead or meeting.day <= ahead[0][1]):
        words = {"name": meeting.contact.first_name, "day": on_coming_day(meeting.day, today)}
        return _("Nothing to do today. You meet %(name)s %(day)s.") % words
    if not ahead:
        return _("Nothing to do today. You’re up to date with everyone.")
    action, due_on = ahead[0]
    title = action.short or action.title
    words = {"what": going_on(title), "day": due_after_a_name(due_on, today, action.duty)}
    return _("Nothing to do today. Next: %(what)s, %(day)s.") % words
