"""What a mentor may read of an agreement through its term and afterwards: only what they were sent."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext_lazy

from ..dates.days import month_and_year
from ..identity.names import without_titles
from ..models import Contact, GoalStep, Meeting, MentorAgreement, MentorMessage, Review, User
from ..models.mentor_messages import next_session
from ..status.next_actions.action import span
from ..status.next_actions.reviews import along
from ..text.text import and_list, number_word, sentence_start

# As many as somebody reads who has an hour a month for it.
MOST_STEPS, MOST_ADVICE = 12, 6
MOST_NAMES = 3
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
    became: list[Became] = field(default_factory=list)
    last: Meeting | None = None  # the last session that was held
    done: list[GoalStep] = field(default_factory=list)
    still_open: list[GoalStep] = field(default_factory=list)
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
    """The page of a confirmed agreement, on the mentee's clock; eight queries at most, whatever there is."""
    page = MentorsPage(agreement, today)
    meetings = Meeting.objects.filter(owner=agreement.owner_id, contact=agreement.mentor_id)
    sessions = list(meetings.sessions_of(agreement).filter(held_on__isnull=False))
    page.held, page.last = len(sessions), sessions[-1] if sessions else None
    if agreement.over_on:
        _look_back(page)
    else:
        _look_ahead(page, now)
        _add_advice(page, meetings)
        _add_steps(page)
    return page


def _look_ahead(page: MentorsPage, now: dt.datetime) -> None:
    """The next session with what was sent for it, and what the mentor has said of it."""
    agreement = page.agreement
    page.session = session = next_session(agreement, now)
    messages = list(
        MentorMessage.objects.filter(owner=agreement.owner_id).from_mentor(agreement.mentor_id)[:20]
    )
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


def unseen(page: MentorsPage) -> list[str]:
    """The lines of what is asked for and of the agenda that the next session has and its mentor doesn't see."""
    if page.session is None:
        return []
    texts = [(page.session.asks_for, page.ask), (page.session.agenda, page.agenda)]
    lines = [line.strip() for now, shown in texts if now != shown for line in now.splitlines()]
    return [line for line in lines if line]


def _add_advice(page: MentorsPage, meetings) -> None:
    """The advice that was reported back, the latest first, as long as the two work together."""
    told = meetings.filter(reported_back_on__isnull=False).order_by("-reported_back_on", "-pk")
    page.became = [
        Became(one.words_sent["advice"], one.words_sent["outcome"], one.reported_back_on)
        for one in told
        if one.words_sent["advice"] or one.words_sent["outcome"]
    ][:MOST_ADVICE]


def _add_steps(page: MentorsPage) -> None:
    """The steps that were agreed on at a session with this mentor: done since the last one, and still open."""
    agreement = page.agreement
    agreed = GoalStep.objects.filter(
        owner=agreement.owner_id,
        agreed_at__contact=agreement.mentor_id,
        agreed_at__kind=Meeting.Kind.SESSION,
        agreed_at__held_on__isnull=False,
    )
    since = page.last.day if page.last else agreement.starts_on
    told = agreed.filter(Q(done_on__isnull=True) | Q(done_on__gt=since)).distinct()
    steps = list(told.order_by("done_on", "due_on", "pk")[: 2 * MOST_STEPS])
    page.done = [step for step in steps if step.done_on][:MOST_STEPS]
    page.still_open = [step for step in steps if not step.done_on][:MOST_STEPS]


def _look_back(page: MentorsPage) -> None:
    """What it led to, where the mentee chose to show that; and when the mentor hears from them next."""
    agreement = page.agreement
    if agreement.learned_shown:
        named = agreement.agreement_goals.filter(goal__achieved_on__isnull=False).select_related("goal")
        page.reached = [(one.goal.title, one.goal.success) for one in named]
        page.learned = agreement.lessons
        page.thanks = agreement.thanks_words if agreement.thanks_sent_on else ""
    first = agreement.next_touch(None)
    page.writes_in = month_and_year(first) if first and first >= page.today else ""


# What the mentor sent, where the mentee reads it -----------------------------------------------------------


def said_lately(agreement: MentorAgreement) -> list[MentorMessage]:
    """What the mentor sent and nobody has marked as read, else the newest thing they said; the latest first."""
    sent = MentorMessage.objects.filter(owner=agreement.owner_id).from_mentor(agreement.mentor_id)
    found = list(sent[: MentorMessage.MOST_SHOWN])
    return [one for one in found if not one.opened_on] or found[:1]


def points_for(session: Meeting) -> list[MentorMessage]:
    """What the mentor would like to talk about at this session, the oldest first."""
    points = MentorMessage.objects.filter(owner=session.owner_id, kind=Kind.POINT).from_mentor(
        session.contact_id
    )
    return list(
        points.filter(Q(meeting=session) | Q(opened_on__isnull=True)).reverse()[: MentorMessage.MOST_SHOWN]
    )


# Lines that name somebody ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Naming:
    """A line with the names in it of people who aren't the mentor."""

    line: str
    names: str


def lines_that_name(owner: User, mentor: Contact, lines: list[str]) -> list[Naming]:
    """The lines that hold the name of another contact, whole, or one word of it with its capital. One query.

    So "Ask Elena" names Elena Haddad and "I will" nobody. What the mentor and the mentee are called names neither.
    """
    theirs = _words_of(mentor.name) | _words_of(owner.get_full_name())
    people = Contact.objects.owned_by(owner).exclude(pk=mentor.pk).order_by("name", "pk")
    known = [
        (name, name.casefold(), _words_of(name) - theirs) for name in people.values_list("name", flat=True)
    ]
    found = []
    for line in lines:
        whole, words = line.casefold(), _words_of(line)
        if names := [name for name, folded, parts in known if parts & words or folded in whole]:
            found.append(Naming(line, and_list(names[:MOST_NAMES])))
    return found


def _words_of(text: str) -> set[str]:
    """The words of a text that may be a name: with a capital, or of a script that has none."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)
    return {word for word in without_titles(words) if len(word) > 1 and not word[0].islower()}
