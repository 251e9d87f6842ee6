"""Where one contact stands, as their page shows it: what is next, who leads to them, what is known, what happened."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import ngettext

from ..introductions.paths import Path, paths_for
from ..models import Contact, Interaction, Introduction, Meeting, MentorAgreement
from ..models.assessments import Answer, Cell, Fit
from ..models.introduction_facts import CLOSED, MADE
from ..models.known import known_in_words
from ..models.meeting_facts import THANKED
from ..models.prepared import prepared
from ..models.ties import Tie
from ..models.ties_in_words import connected
from ..status.ladder import Ladder, ladder
from ..status.stages import Stage
from ..text.text import opening_number
from .timeline import Timeline, TimelineEntry, timeline

LAST = 5


@prepared
def tie_to(owner: int, contact: int) -> QuerySet:
    """What LinkedIn counted with one contact."""
    return Tie.objects.owned_by(owner).filter(contact=contact)


@dataclass(frozen=True)
class Open:
    """Of a fit what isn't met or not known, which is shown, and what is met, which is folded away."""

    fit: Fit
    name: str

    @property
    def open(self) -> list[Cell]:
        """Must-haves before nice-to-haves, and what somebody misses before what nobody knows."""
        left = [cell for cell in self.fit.cells if cell.answer != Answer.MEETS]
        return sorted(left, key=lambda cell: (not cell.criterion.is_must, cell.answer == Answer.UNKNOWN))

    @property
    def met(self) -> list[Cell]:
        """What is met, in the order of the criteria."""
        return [cell for cell in self.fit.cells if cell.answer == Answer.MEETS]

    @property
    def met_title(self) -> str:
        """ "Three that Kofi meets"."""
        number = len(self.met)
        words = ngettext("%(number)s that %(name)s meets", "%(number)s that %(name)s meets", number)
        return words % {"number": opening_number(number), "name": self.name}


class ContactPage:
    """One contact's page; each part is read when the page prints it."""

    def __init__(self, contact: Contact, introductions: list[Introduction], today: dt.date, everything: bool):
        self.contact, self.introductions, self.today = contact, introductions, today
        self.everything = everything

    @cached_property
    def timeline(self) -> Timeline:
        """What is ahead, and what happened."""
        return timeline(self.contact, self.introductions, everything=self.everything)

    @property
    def last(self) -> list[TimelineEntry]:
        """The last things that happened; all of them where everything was asked for."""
        return self.timeline.events if self.everything else self.timeline.events[:LAST]

    @property
    def earlier(self) -> list[TimelineEntry]:
        """What happened before those."""
        return [] if self.everything else self.timeline.events[LAST:]

    @property
    def earlier_title(self) -> str:
        """ "Three earlier"."""
        number = len(self.earlier)
        return ngettext("%(number)s earlier", "%(number)s earlier", number) % {
            "number": opening_number(number)
        }

    @property
    def agreement(self) -> MentorAgreement | None:
        """The agreement with them that was written last, and not over before anybody said yes to it.

        What they said no to only where nothing else is there.
        """
        standing = [one for one in self.timeline.agreements if not one.replaced_on and not one.went_with_it]
        return min(standing, key=lambda one: one.is_refused, default=None)

    @property
    def next_meeting(self) -> Meeting | None:
        """The planned meeting with them that comes first."""
        planned = [meeting for meeting in self.timeline.meetings if meeting.is_planned]
        return min(planned, key=lambda meeting: meeting.starts_at, default=None)

    @cached_property
    def ladder(self) -> Ladder | None:
        """How far the person has come with them since the first talk; None before it, and once it is closed."""
        return ladder(self.contact, self.timeline.meetings, self.timeline.agreements, self.today)

    @property
    def works_together(self) -> bool:
        """Whether an agreement with them runs: then nothing but its end takes them out of the search."""
        return any(one.is_running for one in self.timeline.agreements)

    @property
    def made(self) -> list[Contact]:
        """Who introduced the person to them."""
        to_them = (one for one in self.introductions if one.prospect == self.contact and MADE.day(one))
        return [one.introducer for one in to_them]

    @property
    def asked(self) -> Contact | None:
        """Who can be asked about them: who introduced the person, or was asked to and isn't finished with."""
        to_them = [one for one in self.introductions if one.prospect == self.contact and one.introducer]
        open_ones = (one.introducer for one in to_them if not one.is_draft and not CLOSED.day(one))
        return next(open_ones, None)

    # The two ways to somebody

    @cached_property
    def tie(self) -> Tie | None:
        """What LinkedIn counted with them, with the contact at hand."""
        found = next(iter(tie_to(self.contact.owner_id, contact=self.contact.pk)), None)
        if found:
            found.contact = self.contact
        return found

    @property
    def seeks_a_way(self) -> bool:
        """Whether it is still open how to reach them: a prospect of whom at most drafts speak, and not met."""
        contact, over = self.contact, (Introduction.Status.CLOSED, Introduction.Status.KEPT)
        if not contact.is_prospect or contact.said_not_now or contact.archived_on:
            return False
        to_them = (one for one in self.introductions if one.prospect == contact)
        return contact.stage < Stage.MET and all(one.is_draft or one.status in over for one in to_them)

    @property
    def begun(self) -> Introduction | None:
        """The message to them that was begun and not pledged yet, where they are known."""
        return next((one for one in self.introductions if one.is_draft and one.is_direct), None)

    @cached_property
    def known(self) -> str:
        """How the person knows them, in a sentence; "" where nothing says so."""
        talks = (entry.note for entry in self.timeline.events if entry.note)
        talked_on = next((note.on for note in talks if note.kind == Interaction.Kind.TALKED), None)
        return known_in_words(self.contact, self.tie, talked_on, self.today)

    @property
    def connected(self) -> str:
        """That the two are connected on LinkedIn, in a sentence; "" where that isn't known, or they know each other."""
        return connected(self.tie, self.today) if self.tie and not self.known else ""

    @cached_property
    def paths(self) -> list[Path] | None:
        """Who could introduce the person; None where nobody has to any more."""
        opened = (one for one in self.introductions if one.prospect == self.contact and one.opened_on)
        contact = self.contact
        is_open = contact.is_prospect and not contact.said_not_now and not contact.archived_on
        if not is_open or contact.stage >= Stage.MET or any(not CLOSED.day(one) for one in opened):
            return None
        return paths_for(contact.owner, contact, self.today)

    @property
    def owes_thanks(self) -> bool:
        """Whether they said no, and nobody has written to them since."""
        contact, entries = self.contact, self.timeline.events
        if not contact.said_no or contact.archived_on:
            return False
        notes = [entry.note for entry in entries if entry.note and entry.on >= contact.closed_on]
        thanked = list(filter(None, map(THANKED.day, self.timeline.meetings)))
        wrote = any(note.kind == Interaction.Kind.WROTE for note in notes)
        return not wrote and not any(day >= contact.closed_on for day in thanked)
