"""What is still looked for, goal by goal: read from the counts, so that every page knows it without another query."""

import datetime as dt
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..models import Contact, Goal, Help, Introduction, MentorAgreement
from ..text.text import and_list, number_word, unended

if TYPE_CHECKING:
    from .records import Records

# Who is looked for where only one kind of help is lacking.
WHO = {
    Help.TEACH: gettext_lazy("someone to teach you"),
    Help.FEEDBACK: gettext_lazy("someone to give you feedback"),
    Help.DOORS: gettext_lazy("a sponsor"),
    Help.LISTEN: gettext_lazy("someone to listen"),
    Help.HOLD: gettext_lazy("someone to hold you to it"),
}
NAMED = 2


class Search:
    """The search of one person: the goals for which somebody is looked for, and who is looked at for them."""

    def __init__(self, records: "Records"):
        self.records = records

    @cached_property
    def without_mentor(self) -> set[int]:
        """The keys of the active goals that have no mentor."""
        return {int(key) for key in self.records.counts.without_mentor.split(",") if key}

    @cached_property
    def lacking(self) -> dict[int, set[str]]:
        """By the key of an active goal, the kinds of help that are wanted and not given."""
        found = defaultdict(set)
        for pair in filter(None, self.records.counts.lacking.split(",")):
            goal, kind = pair.split("=")
            found[int(goal)].add(kind)
        return dict(found)

    @cached_property
    def keys(self) -> set[int]:
        """The keys of the goals for which somebody is looked for."""
        return self.without_mentor | self.lacking.keys()

    @cached_property
    def goals(self) -> list[Goal]:
        """Those goals, in their order."""
        return [goal for goal in self.records.goals if goal.pk in self.keys]

    @property
    def is_on(self) -> bool:
        """Whether somebody is looked for: for a goal, or because nothing was ever agreed on, or was taken up again."""
        return bool(self.keys) or not (self.records.counts.running or self.last_over)

    @property
    def has_mentor(self) -> bool:
        """Whether there is a mentor, or was one, who isn't looked at any more."""
        counts = self.records.counts
        return bool(counts.running or counts.last_mentor)

    @cached_property
    def last_over(self) -> MentorAgreement | None:
        """The agreement that ended last, where none runs and nothing was begun with anybody else since."""
        records = self.records
        if not records.counts.last_mentor or records.running or records.drafts:
            return None
        last = records.over[0]
        asked = any(introduction.begun_on > last.over_on for introduction in records.introductions)
        met = any(
            meeting.is_first and meeting.day > last.over_on and meeting.contact_id != last.mentor_id
            for meeting in records.meetings
        )
        return None if asked or met else last

    @property
    def has_found(self) -> bool:
        """Whether a mentor was found and nobody is looked for any more: `sought.has_found`, of the counts."""
        return bool(self.records.counts.running) and not self.keys

    def found_on(self, introduction: Introduction) -> dt.date:
        """The day of the first yes for its goal; of the first of all where no agreement that runs names it."""
        running = self.records.running
        mine = [one for one in running if introduction.goal_id in self.records.goals_named.get(one.pk, ())]
        return min(agreement.confirmed_on for agreement in mine or running)

    @cached_property
    def prospects(self) -> list[Contact]:
        """The prospects who are looked at; beside a mentor, or after one, without whoever was agreed with."""
        prospects = self.records.prospects
        return [one for one in prospects if one.is_in_search] if self.has_mentor else prospects

    @cached_property
    def awake(self) -> list[Contact]:
        """Of those the ones of whom nobody said “not now”, or whose day to be asked again has come."""
        return [one for one in self.prospects if not one.rests(self.records.today)]

    @cached_property
    def introductions(self) -> list[Introduction]:
        """The introductions that lead somewhere: all of them, until a mentor was found and nobody is looked for."""
        return [] if self.has_found else self.records.introductions

    @cached_property
    def written_to(self) -> list[Contact]:
        """Of those the ones to whom the person wrote without an introduction, and whom they haven't met yet."""
        waiting = (
            one for one in self.introductions if one.is_direct and one.awaits_meeting and one.in_touch_since
        )
        to_them = {one.prospect_id for one in waiting}
        return [contact for contact in self.awake if contact.pk in to_them]

    @property
    def kinds(self) -> list[Help]:
        """The kinds of help that are lacking, in their order, where every goal has a mentor; else none."""
        lacking = set().union(*self.lacking.values())
        return [] if self.without_mentor else [kind for kind in Help if kind in lacking]

    @property
    def in_words(self) -> str:
        """Who is looked for, inside a sentence: "someone for one more goal", "a sponsor"; "" for nobody."""
        if not self.keys:
            return ""
        if kinds := self.kinds:
            if len(kinds) > NAMED:
                many = ngettext("%(n)s kind of help", "%(n)s kinds of help", len(kinds))
                return many % {"n": number_word(len(kinds))}
            return and_list([str(WHO[kind]) for kind in kinds])
        count = len(self.keys)
        if self.without_mentor == self.keys and self.records.counts.running:
            words = ngettext("someone for one more goal", "someone for %(n)s more goals", count)
        else:
            words = ngettext("someone for one goal", "someone for %(n)s goals", count)
        return words % {"n": number_word(count)}

    @property
    def heading(self) -> str:
        """What stands above the trail: the goal that is sought, or for how many."""
        match self.goals:
            case [only]:
                return _("Still looking: “%(goal)s”") % {"goal": unended(only.title)}
        words = ngettext("Still looking for %(n)s goal", "Still looking for %(n)s goals", len(self.goals))
        return words % {"n": number_word(len(self.goals))}
