"""What a mentor may read of an agreement through its term and afterwards: only what they were sent."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..dates.days import month_and_year, plain_day
from ..identity.mentions import Text, may_be_named, name_words
from ..models import Contact, GoalStep, Meeting, MentorAgreement, MentorAnswer, MentorMessage, Review, User
from ..models.agreement_facts import LEARNED_SHOWN
from ..models.button_facts import ButtonFact
from ..models.meeting_facts import ADVICE_SHOWN, AGENDA_SHOWN, STEPS_SHOWN, Shown
from ..models.mentor_messages import next_session
from ..models.sent_words import NOTHING
from ..models.stored import ReachedGoal, SentStep
from ..status.next_actions.action import span
from ..status.next_actions.reviews import along
from ..text.text import and_list, number_word, sentence_start

# As many as somebody reads who has an hour a month for it.
MOST_STEPS, MOST_ADVICE, MOST_UNSEEN, MOST_NAMES = 12, 6, 3, 3
Kind = MentorMessage.Kind
# The look back that falls on the day of the session.
REVIEW = {
    Review.Kind.TRIAL: gettext_lazy("The trial ends: is this right for you both?"),
    Review.Kind.MIDPOINT: gettext_lazy("You’re halfway: is this working for you both?"),
    Review.Kind.LAST: gettext_lazy("It’s your last session: what worked, and what comes next?"),
}


@dataclass(frozen=True)
class Became:
    """Advice that was reported back: what it was, what became of it, and the day it was told."""

    advice: str
    outcome: str
    day: dt.date
    meeting: Meeting


@dataclass(frozen=True)
class AgreedStep:
    """A step that was agreed on, in the words that were sent; whether it is done is known anew each time."""

    text: str
    due_on: dt.date | None
    done_on: dt.date | None


@dataclass(frozen=True)
class Unseen:
    """Something the mentor doesn't see yet: the fact by which it is shown, of which record, and its lines."""

    fact: ButtonFact
    record: Meeting | MentorAgreement
    lines: list[str]


@dataclass
class MentorsPage:
    """What stands on the page beside the agreement itself; whatever is empty is left out there."""

    agreement: MentorAgreement
    today: dt.date
    session: Meeting | None = None
    ends_at: dt.datetime | None = None
    ask: str = ""
    agenda: str = ""
    review: str = ""
    yes: str = ""  # whose word the yes is, until a session was held
    suggested: MentorAnswer | None = (
        None  # the change that was asked for, where the mentee noted a yes all the same
    )
    became: list[Became] = field(default_factory=list)
    last: Meeting | None = None  # the last session that was held
    with_steps: list[Meeting] = field(default_factory=list)  # the sessions whose steps were sent
    done: list[AgreedStep] = field(default_factory=list)
    still_open: list[AgreedStep] = field(default_factory=list)
    about_day: MentorMessage | None = None  # what the mentor said of the day of the session
    points: list[MentorMessage] = field(default_factory=list)
    # Afterwards, what the mentee chose to show.
    held: int = 0
    reached: list[tuple[str, str]] = field(default_factory=list)
    learned: str = ""
    thanks: str = ""
    writes_in: str = ""

    @property
    def place(self) -> str:
        """Where the next session is, or how the two meet where no place was named."""
        return self.session.where or sentence_start(self.session.how_and_where) if self.session else ""

    @property
    def suggestions(self) -> list[str]:
        """What the mentor had wanted to change, in their words."""
        said = self.suggested
        texts = [said.note, *(one.text for one in said.suggestions.all())] if said else []
        return [text for text in texts if text]

    @property
    def is_past(self) -> bool:
        """Whether the last day that was agreed on is over."""
        return self.today > self.agreement.ends_on

    @property
    def span(self) -> str:
        """How long it was, in words: "six months"."""
        return span(
            self.agreement.starts_on, max(self.agreement.starts_on, self.agreement.over_on or self.today)
        )

    @property
    def held_word(self) -> str:
        """The number of sessions in a sentence."""
        return number_word(self.held)

    def lines(self) -> Iterator[str]:
        """Every line of the mentee's own that stands there, but for the agreement."""
        texts = [self.ask, self.agenda, self.learned, self.thanks]
        texts += [text for one in self.became for text in (one.advice, one.outcome)]
        texts += [text for goal in self.reached for text in goal]
        texts += [step.text for step in (*self.done, *self.still_open)]
        texts += [self.session.where] if self.session else []
        yield from (line.strip() for text in texts for line in text.splitlines() if line.strip())


def mentors_page(agreement: MentorAgreement, now: dt.datetime, today: dt.date) -> MentorsPage:
    """The page of a confirmed agreement, on the mentee's clock; ten queries at most, whatever there is."""
    page = MentorsPage(agreement, today)
    meetings = Meeting.objects.filter(owner=agreement.owner_id, contact=agreement.mentor_id)
    sessions = list(meetings.sessions_of(agreement).filter(held_on__isnull=False))
    page.held, page.last = len(sessions), sessions[-1] if sessions else None
    if agreement.over_on:
        _look_back(page)
    else:
        if not page.held:
            _add_yes(page)
        _look_ahead(page, now)
        _add_advice(page, meetings)
        _add_steps(page)
    return page


def _add_yes(page: MentorsPage) -> None:
    """Whether the mentor said yes here or the mentee noted it, and what they had suggested before that."""
    agreement = page.agreement
    is_theirs = agreement.confirmed_how == MentorAgreement.ConfirmedHow.LINK
    said = _("You said yes on %(day)s.") if is_theirs else _("%(name)s noted your yes on %(day)s.")
    facts = {"name": agreement.owner.first_name, "day": plain_day(agreement.confirmed_on, page.today)}
    page.yes = said % facts
    last = None if is_theirs else MentorAnswer.objects.owned_by(agreement.owner_id).to(agreement).first()
    page.suggested = last if last and last.kind == MentorAnswer.Kind.ALMOST else None


def _look_ahead(page: MentorsPage, now: dt.datetime) -> None:
    """The next session with what was sent for it, and what the mentor has said of it."""
    agreement = page.agreement
    page.session = session = next_session(agreement, now)
    messages = list(MentorMessage.objects.about(agreement)[:20])
    here = session.pk if session else None
    page.points = [
        one for one in messages if one.kind == Kind.POINT and (one.meeting_id == here or not one.opened_on)
    ]
    if session is None:
        return
    page.ends_at = session.starts_at + dt.timedelta(minutes=session.minutes)
    if session.agenda_shown_on:
        page.ask, page.agenda = session.words_sent["ask"], session.words_sent["agenda"]
    about_day = (one for one in messages if one.kind in one.ABOUT_DAY and one.is_about(session))
    page.about_day = next(about_day, None)
    stops = [stop for stop in along(agreement, ()) if stop.due_on == session.day]
    page.review = str(REVIEW[Review.Kind(stops[-1].kind)]) if stops else ""


def _advice_of(meeting: Meeting) -> tuple[str, str]:
    return meeting.words_sent["advice"], meeting.words_sent["outcome"]


def _became(meeting: Meeting) -> Became:
    return Became(*_advice_of(meeting), meeting.reported_back_on or meeting.advice_shown_on, meeting)


def _add_advice(page: MentorsPage, meetings) -> None:
    """The advice that was shown, the latest first, and the sessions whose steps were; while the two work together."""
    shown = Q(advice_shown_on__isnull=False) | Q(steps_shown_on__isnull=False)
    told = list(meetings.filter(shown).order_by("-starts_at", "-pk"))
    became = [_became(one) for one in told if one.advice_shown_on and any(_advice_of(one))]
    page.became = sorted(became, key=lambda one: one.day, reverse=True)[:MOST_ADVICE]
    page.with_steps = [one for one in told if one.steps_shown_on and one.words_sent["steps"]]


def _add_steps(page: MentorsPage) -> None:
    """The steps that were sent, in those words: done since the last session, and still open. Of a step that was sent
    twice the later words stand; one that was deleted is gone."""
    sent: dict[str, SentStep] = {}
    for meeting in page.with_steps:
        for step in meeting.words_sent["steps"]:
            sent.setdefault(step["key"], step)
    since = page.last.day if page.last else page.agreement.starts_on
    steps = GoalStep.objects.filter(owner=page.agreement.owner_id, form_key__in=[*sent])
    done_on = {str(key): day for key, day in steps.values_list("form_key", "done_on")}
    agreed = [
        AgreedStep(step["text"], dt.date.fromisoformat(step["due"]) if step["due"] else None, done_on[key])
        for key, step in sent.items()
        if key in done_on
    ]
    agreed.sort(key=lambda step: (step.done_on or dt.date.max, step.due_on or dt.date.max))
    page.done = [step for step in agreed if step.done_on and step.done_on > since][:MOST_STEPS]
    page.still_open = [step for step in agreed if not step.done_on][:MOST_STEPS]


# What the mentor doesn't see yet, and could -------------------------------------------------------------


def unseen(page: MentorsPage) -> list[Unseen]:
    """What stands in the records and not on the page, in the order of the page: shown as it stands at the press."""
    if page.agreement.over_on:
        return _unseen_of_the_end(page.agreement)
    agreement = page.agreement
    held = Meeting.objects.filter(
        owner=agreement.owner_id, contact=agreement.mentor_id, held_on__isnull=False
    )
    told = held.filter(reported_back_on__isnull=False).order_by("-reported_back_on", "-pk")[:MOST_UNSEEN]
    candidates: list[tuple[Shown, Meeting | None]] = [
        (AGENDA_SHOWN, page.session),
        (STEPS_SHOWN, page.last),
        *((ADVICE_SHOWN, meeting) for meeting in told),
    ]
    found = [_unseen_of(fact, meeting) for fact, meeting in candidates if meeting]
    return [one for one in found if one.lines]


def _unseen_of(fact: Shown, meeting: Meeting) -> Unseen:
    now = fact.words(meeting)
    seen = meeting.words_sent if fact.day(meeting) else NOTHING
    fresh = {name: words for name, words in now.items() if words != seen[name]}  # type: ignore[literal-required]
    known = set(fact.lines({name: seen[name] for name in now}))  # type: ignore[literal-required]
    return Unseen(fact, meeting, [line for line in fact.lines(fresh) if line not in known])


def _unseen_of_the_end(agreement: MentorAgreement) -> list[Unseen]:
    now = agreement.learned_as_it_stands()
    shown: Any = agreement.words_shown if agreement.learned_shown else {}
    if all(shown.get(name) == words for name, words in now.items()):
        return []
    lines = lines_of_the_end(**now, thanks="" if agreement.learned_shown else agreement.words_shown["thanks"])
    return [Unseen(LEARNED_SHOWN, agreement, lines)] if lines else []


def lines_of_the_end(learned: str, goals: list[ReachedGoal], thanks: str) -> list[str]:
    """Every line that the mentor reads of the end."""
    texts = [text for goal in goals for text in (goal["title"], goal["success"])]
    return [line.strip() for text in (*texts, learned, thanks) for line in text.splitlines() if line.strip()]


def _look_back(page: MentorsPage) -> None:
    """What it led to, where the mentee chose to show that; and when the mentor hears from them next."""
    agreement = page.agreement
    if agreement.learned_shown:
        shown = agreement.words_shown
        page.reached = [(goal["title"], goal["success"]) for goal in shown["goals"]]
        page.learned = shown["learned"]
        page.thanks = shown["thanks"] if agreement.thanks_sent_on else ""
    first = agreement.next_touch(None)
    page.writes_in = month_and_year(first) if first and first >= page.today else ""


# What the mentor sent, where the mentee reads it -----------------------------------------------------------


def said_lately(agreement: MentorAgreement) -> list[MentorMessage]:
    """What the mentor sent and nobody has marked as read, else the newest thing they said; the latest first."""
    sent = MentorMessage.objects.about(agreement).select_related("meeting")
    found = list(sent[: MentorMessage.MOST_SHOWN])
    return [one for one in found if not one.opened_on] or found[:1]


def points_for(session: Meeting, agreement: MentorAgreement) -> list[MentorMessage]:
    """What the mentor would like to talk about at this session of an agreement, the oldest first."""
    of_use = Q(meeting=session) | Q(opened_on__isnull=True)
    points = MentorMessage.objects.about(agreement).filter(of_use, kind=Kind.POINT).reverse()
    return list(points[: MentorMessage.MOST_SHOWN])


# Lines that name somebody ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Naming:
    """A line with the names in it of people who aren't the mentor."""

    line: str
    names: str


def lines_that_name(owner: User, mentor: Contact, lines: list[str]) -> list[Naming]:
    """The lines that hold the name of another contact, or what they are greeted by. One query.

    So "Ask Elena" names Elena Haddad and "I will" nobody. What the mentor and the mentee are called names neither.
    """
    theirs = {*name_words(mentor.name), *name_words(mentor.greeting), *name_words(owner.get_full_name())}
    people = Contact.objects.owned_by(owner).exclude(pk=mentor.pk).order_by("name", "pk")
    said = [Text(line) for line in dict.fromkeys(lines)]
    vocabulary = frozenset().union(*(line.vocabulary for line in said))
    called = people.values_list("name", "greeting")
    known = [names for names in called if any(may_be_named(one, vocabulary) for one in names)]
    found = []
    for line in said:
        people_in = (names[0] for names in known if any(line.names(one, theirs) for one in names if one))
        if named := [*islice(people_in, MOST_NAMES)]:
            found.append(Naming(line.given, and_list(named)))
    return found
