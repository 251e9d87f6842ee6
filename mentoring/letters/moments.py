"""The moments at which a letter is offered: which kind, to whom, filled with what, and the fact it stands for."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from ..dates import days
from ..identity.likeness import own_words
from ..links.addresses import record_url
from ..models import (
    Contact,
    Goal,
    Introduction,
    LetterKind,
    Meeting,
    MentorAgreement,
    MentorCriterion,
    OwnLetter,
    User,
    courtesies,
)
from ..models.closing_reasons import REASONS
from ..models.facts import Fact
from ..models.introduction_facts import COURTESIES, LEFT
from ..models.sought import goal_to_ask_for, has_found
from ..text.text import unended
from . import wording
from .ask import about_criteria, goal_words, reason, signature, thing_words, within
from .grammar import do_you_know
from .kinds import LETTERS
from .letter import Letter

ClosedBecause = Introduction.ClosedBecause


@dataclass(frozen=True)
class Moment:
    """One letter that may be written now: what it is filled with, and `fact`, which is recorded once it is sent.

    Without a fact of its own, that one wrote to `to` is noted with the contact.
    """

    kind: LetterKind
    to: Contact
    words: dict = field(default_factory=dict)
    fact: Fact | None = None
    # What the person noted before as the one concrete thing.
    one_thing: str = ""

    @property
    def takes_one_thing(self) -> bool:
        """Whether the letter is better for one concrete thing that only the person knows."""
        return "one_thing" in LETTERS[self.kind].placeholders

    @property
    def heading(self) -> str:
        """What is done by it: "Thank Priya for introducing Tomás"."""
        prospect = self.words.get("prospect") or _("someone")
        return str(LETTERS[self.kind].heading % {"to": self.to.first_name, "prospect": prospect})

    @property
    def advice(self) -> str:
        """One sentence of manners."""
        names = {"to": self.to.first_name, "introducer": self.words.get("introducer", "")}
        return str(LETTERS[self.kind].advice % names)

    @property
    def finding(self) -> str:
        """Which finding may stand beside it; empty for none."""
        return LETTERS[self.kind].finding

    def compose(self, own: OwnLetter | None = None, one_thing: str = "") -> Letter:
        """The letter, in the person's own wording where there is one."""
        return wording.word(self.kind, {**self.words, "one_thing": unended(one_thing)}, own)

    def as_wording(self, letter: Letter, one_thing: str = "") -> Letter:
        """A letter with placeholders where it speaks of this moment: a wording for the next time."""
        values = wording.placeholder_values(self.kind, {**self.words, "one_thing": unended(one_thing)})
        return Letter(wording.unfill(letter.subject, values), wording.unfill(letter.message, values))


# Introductions


def offered(introduction: Introduction) -> dict[LetterKind, Fact | None]:
    """The kinds of letter that suit this introduction now, each with the fact that sending it records."""
    is_silent = introduction.is_resting
    found: dict[LetterKind, Fact | None] = {}
    if introduction.awaits_answer and not is_silent:
        found[LetterKind.FORWARD] = None
    for fact in COURTESIES:
        kind = fact.letter_of(introduction)
        # After a no, or a “not now”, or beside an agreement, only the introducer is still written to.
        if kind and fact.is_open(introduction) and (fact in LEFT or not is_silent):
            found[kind] = fact
    if introduction.closed_because == ClosedBecause.PROSPECT_DECLINED:
        found[LetterKind.TAKE_NO] = None
    return found


def courtesy_url(introduction: Introduction, fact: Fact) -> str:
    """The page on which the letter of a courtesy is written; empty where it needs none."""
    kind = fact.letter_of(introduction)
    return letter_url(introduction, kind) if kind in offered(introduction) else ""


def letter_url(introduction: Introduction, kind: LetterKind) -> str:
    """The page on which one letter is written: the first one to somebody whom the person knows has its own."""
    if kind == LetterKind.DIRECT:
        return record_url("introductions.edit", introduction.pk)
    return record_url("letters.write", introduction.pk, slug(kind))


def no_url(introduction: Introduction) -> str:
    """The page on which whoever said no is thanked for the answer."""
    return record_url("letters.write", introduction.pk, slug(LetterKind.TAKE_NO))


def links(introduction: Introduction) -> list[tuple[str, str]]:
    """Every letter that suits an introduction now: its name and its page."""
    return [(str(kind.label), letter_url(introduction, kind)) for kind in offered(introduction)]


def moment_for_introduction(
    owner: User, introduction: Introduction, kind: LetterKind, today: dt.date, fact: Fact | None = None
) -> Moment:
    """One letter about an introduction."""
    introducer, prospect = introduction.introducer, introduction.prospect
    answers_the_person = introduction.closed_because == ClosedBecause.PROSPECT_DECLINED
    goes_to_prospect = answers_the_person if kind == LetterKind.TAKE_NO else LETTERS[kind].to_prospect
    to: Any = prospect if (goes_to_prospect and prospect) or not introducer else introducer
    wrote, asked = introduction.written_on, introduction.begun_on or today
    words = {
        "me": signature(owner),
        "my_name": owner.name,
        "introducer": introduction.names["introducer"],
        "prospect": prospect.first_name if prospect else "",
        "name": to.first_name,
        "when": days.when((goes_to_prospect and wrote) or asked, today),
        "within": within(owner),
        "known": reason(own_words(prospect.how_known)) if prospect else "",
        "agreed": introduction.agreed_on,
        "again": introduction.followed_up_on,
        "spoken": introduction.is_spoken,
        "written": wrote and days.when(wrote, today),
        "met": introduction.met_on and days.when(introduction.met_on, today),
        "over": introduction.closed_on,
        "how_it_went": how_it_went(introduction, today) if kind == LetterKind.OUTCOME else "",
        **goal_words(introduction.goal),
    }
    if introduction.is_direct:
        words |= thing_words(introduction.goal, introduction.purpose)
    if kind == LetterKind.FORWARD:
        words |= about_criteria(list(introduction.criteria.all()))
    return Moment(kind, to, words, fact)


def may_be_questioned(introduction: Introduction) -> bool:
    """Whether the introducer may be asked about the person: asked for or made, and not over."""
    return bool(
        introduction.introducer
        and introduction.prospect
        and introduction.status in Introduction.Status.open()
    )


def moment_for_question(
    owner: User, introduction: Introduction, criterion: MentorCriterion, today: dt.date
) -> Moment:
    """The letter that asks the introducer whether one thing is true of the person."""
    moment = moment_for_introduction(owner, introduction, LetterKind.QUESTION, today)
    question = do_you_know(criterion, moment.words["prospect"])
    return replace(moment, words=moment.words | {"question": question})


OUTCOMES = {
    Meeting.Outcome.GOOD_FIT: lambda: _("It went well, and I’d like to go on."),
    Meeting.Outcome.TALK_AGAIN: lambda: _("It went well, and we’ll talk again."),
    Meeting.Outcome.UNDECIDED: lambda: _(
        "I’m still thinking about what comes next, and I’ll let you know when I’ve decided."
    ),
    Meeting.Outcome.NOT_NOW: lambda: _("It isn’t the right time, so we’ll see later. I’m glad we talked."),
    Meeting.Outcome.NOT_A_FIT: lambda: _("It won’t become mentoring, but I’m glad we talked."),
    Meeting.Outcome.SAID_NO: lambda: _("The answer was no, which I understand, and I’m glad we talked."),
}


def how_it_went(introduction: Introduction, today: dt.date) -> str:
    """What came of an introduction, as the introducer is told it."""
    person = introduction.prospect.first_name if introduction.prospect else ""
    words = {"person": person, "when": introduction.met_on and days.when(introduction.met_on, today)}
    if introduction.met_on:
        agreement = introduction.prospect.agreements.running().order_by("-ends_on").first()
        if agreement:
            words["day"] = days.plain_day(agreement.ends_on, today)
            result = _("We’ve agreed to work together until %(day)s.") % words
        else:
            held = [meeting.outcome for meeting in introduction.meetings.all() if meeting.outcome]
            result = OUTCOMES[Meeting.Outcome(held[-1])]() if held else _("It was a good talk.")
        met = _("%(person)s and I met %(when)s, thanks to you.") % words
        return f"{met} {result}"
    if introduction.closed_because and (outcome := REASONS[introduction.closed_because].outcome):
        return str(outcome % words)
    if has_found(introduction.owner_id):
        return _("I’ve found a mentor in the meantime, so %(person)s and I didn’t meet.") % words
    return _("I decided not to take it any further, so %(person)s and I didn’t meet.") % words


# Meetings and contacts


def moment_for_meeting(owner: User, meeting: Meeting, today: dt.date) -> Moment:
    """The letter after a meeting: thanks, or taking a no."""
    held = days.when(meeting.held_on, today) if meeting.held_on else ""
    words = {
        "me": signature(owner),
        "name": meeting.contact.first_name,
        "when": held,
        "met": held,
        "is_session": not meeting.is_first,
        "goes_on": meeting.outcome in (Meeting.Outcome.GOOD_FIT, Meeting.Outcome.TALK_AGAIN),
    }
    return Moment(meeting_kind(meeting), meeting.contact, words, one_thing=meeting.one_thing)


def moment_to_report(owner: User, meeting: Meeting, today: dt.date) -> Moment:
    """The letter that says what came of somebody's advice."""
    words = {
        "me": signature(owner),
        "name": meeting.contact.first_name,
        "when": days.when(meeting.held_on, today) if meeting.held_on else "",
        "advice": unended(meeting.one_thing),
    }
    return Moment(LetterKind.REPORT_BACK, meeting.contact, words, one_thing=meeting.came_of_it)


def moment_for_contact(owner: User, contact: Contact, today: dt.date) -> Moment:
    """A word to a former mentor or anybody else: after months, or soon after the end of working together."""
    over = list(contact.agreements.over())
    last = contact.last_touch_on
    words = {
        "me": signature(owner),
        "name": contact.first_name,
        "worked_together": bool(over),
        "is_recent": last is not None and (today - last).days < courtesies.REPORT_BACK_DAYS,
        "just_finished": any(days.add_months(one.over_on, one.touch_after_months) > today for one in over),
        **goal_words(Goal.objects.owned_by(owner).active().first()),
    }
    return Moment(LetterKind.KEEP_IN_TOUCH, contact, words)


def moment_to_ask_again(owner: User, contact: Contact, today: dt.date) -> Moment:
    """The letter to somebody who said not now, once the day has come."""
    words = {
        "me": signature(owner),
        "name": contact.first_name,
        "when": days.when(contact.not_now_on, today) if contact.not_now_on else "",
        **goal_words(goal_to_ask_for(owner)),
    }
    return Moment(LetterKind.ASK_AGAIN, contact, words)


def moment_for_no(owner: User, contact: Contact) -> Moment:
    """The letter to somebody who said no, of which no introduction speaks: taking it."""
    return Moment(LetterKind.TAKE_NO, contact, {"me": signature(owner), "name": contact.first_name})


def moment_for_answer(owner: User, agreement: MentorAgreement) -> Moment:
    """The letter after a mentor answered an agreement with no: taking it."""
    return moment_for_no(owner, agreement.mentor)


def meeting_kind(meeting: Meeting) -> LetterKind:
    """Thanks after a meeting; after a no, taking it."""
    took_no = meeting.outcome == Meeting.Outcome.SAID_NO
    return LetterKind.TAKE_NO if took_no else LetterKind.AFTER_MEETING


def meeting_url(meeting: Meeting) -> str:
    """The page on which the thanks after a meeting are written."""
    return record_url("letters.after_meeting", meeting.pk, slug(meeting_kind(meeting)))


# Addresses


def slug(kind: LetterKind) -> str:
    """The kind as it stands in an address: "follow-up"."""
    return kind.value.replace("_", "-")


def by_slug(text: str) -> LetterKind | None:
    """The kind an address names; None for anything else."""
    return next((kind for kind in LetterKind if slug(kind) == text), None)
