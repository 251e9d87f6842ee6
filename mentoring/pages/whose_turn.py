"""Introductions by whose turn it is: what the person can do now, who they wait for, drafts, and what is over."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..introductions import track
from ..links.addresses import page_url
from ..models import Introduction
from ..models.facts import Courtesy
from ..models.introduction_facts import WRITTEN
from ..status.next_actions import Action
from ..status.next_actions.introductions import courtesy_action, due_today, kept_on_list
from ..status.records import Records
from ..text.text import number_word, sentence_start

# Within so many days a promise is the person's turn.
SOON_DAYS = 7


@dataclass(frozen=True)
class Turn:
    """One introduction, ready to be printed: its sentence, its dots, what to press."""

    line: track.TrackedIntroduction
    action: Action | None = None
    is_mine: bool = False
    is_due: bool = False

    @property
    def introduction(self) -> Introduction:
        """What it is about."""
        return self.line.introduction

    @property
    def here(self) -> str:
        """Its row, to which its buttons come back."""
        return f"{page_url('introductions.index')}#introduction-{self.introduction.pk}"


@dataclass(frozen=True)
class Section:
    """Introductions whose turn is the same person's."""

    key: str
    title: str
    turns: list[Turn]


def by_turn(records: Records) -> list[tuple[str, Introduction]]:
    """Those under way, "mine" before "theirs": of mine what is due first, of theirs who is silent longest."""
    mine: list[tuple[dt.date, Introduction]] = []
    theirs: list[tuple[dt.date, Introduction]] = []
    for introduction in kept_on_list(records):
        courtesy = records.owed(introduction)
        if _is_mine(introduction, courtesy, records):
            mine.append((courtesy.due_on if courtesy else dt.date.max, introduction))
        else:
            theirs.append((_since(introduction), introduction))
    return [(key, one) for key, rows in (("mine", mine), ("theirs", theirs)) for _day, one in _sorted(rows)]


def _sorted(rows: list[tuple[dt.date, Introduction]]) -> list[tuple[dt.date, Introduction]]:
    return sorted(rows, key=lambda row: (row[0], row[1].pk))


def _is_mine(introduction: Introduction, courtesy: Courtesy | None, records: Records) -> bool:
    if introduction.is_direct and courtesy and courtesy.fact == WRITTEN:
        return True
    if courtesy and courtesy.fact.is_promise:
        return (courtesy.due_on - records.today).days <= SOON_DAYS
    if introduction.is_resting:
        return False
    if introduction.awaits_answer or introduction.awaits_reply:
        return courtesy is not None and courtesy.due_on <= records.today
    return True


def _since(introduction: Introduction) -> dt.date:
    last_message_on = None if introduction.awaits_answer else introduction.last_message_on
    return last_message_on or introduction.last_word_on


def sections(records: Records, rows: Sequence[tuple[str, Introduction]]) -> list[Section]:
    """Some rows of the list under their headings, in the order in which they come."""
    titles = {"mine": _("Your turn"), "theirs": _("Waiting for them"), "draft": _("Drafts")}
    prefetch_related_objects([introduction for _key, introduction in rows], "meetings", "criteria")
    found = []
    for key, title in titles.items():
        turns = [_row_of(records, introduction, key) for turn, introduction in rows if turn == key]
        if turns:
            found.append(Section(key, title, turns))
    return found


def _row_of(records: Records, introduction: Introduction, key: str) -> Turn:
    line = track.line(introduction, records.user, records.today)
    if key == "draft":
        return Turn(line)
    # What was put off is not pressed for, and an answer may come all the same.
    courtesy = records.owed(introduction) or introduction.next_courtesy(records.user)
    if courtesy is None:
        return Turn(line)
    is_due = key == "mine" and courtesy.due_on <= records.today
    return Turn(line, courtesy_action(records, introduction, courtesy), key == "mine", is_due)


def lines(records: Records, introductions: Sequence[Introduction]) -> list[track.TrackedIntroduction]:
    """Those that are over, each with its sentence."""
    prefetch_related_objects(introductions, "meetings")
    return [track.line(one, records.user, records.today) for one in introductions]


def lede(records: Records) -> str:
    """What introductions ask for today, as the overview and the rail count it, and how much of it is late."""
    due = due_today(records)
    if not due:
        return _("Nothing to do today.")
    things = ngettext("%(n)s thing to do today.", "%(n)s things to do today.", len(due))
    late = sum(courtesy.is_late(records.today) for courtesy in due)
    words = [sentence_start(things % {"n": number_word(len(due))})]
    if late:
        are = ngettext("%(n)s is late.", "%(n)s are late.", late) % {"n": number_word(late)}
        words.append(sentence_start(are))
    return " ".join(words)
