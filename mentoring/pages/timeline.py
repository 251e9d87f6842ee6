"""Where one contact stands: what is next, how it was closed, and what happened, from every step's facts."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..dates import days
from ..links.addresses import record_url
from ..models import (
    Contact,
    FellThrough,
    Interaction,
    Introduction,
    Meeting,
    MentorAgreement,
    Review,
    agreement_facts,
)
from ..models.answers import with_word_of_answer
from ..models.introduction_facts import ASKED, CLOSED, FACTS, MET, WRITTEN
from ..models.meeting_facts import AFTER_MEETING
from ..models.mid_sentence import mid_sentence
from ..models.prepared import prepared
from ..status.next_actions import Action
from ..text.text import sentence_start

SHOWN = 50


@dataclass(frozen=True)
class TimelineEntry:
    """One line: the day, a sentence (safe, with its links), a page to go on to; or what was noted."""

    on: dt.date
    text: str
    url: str = ""
    link: str = ""
    note: Interaction | None = None
    is_ahead: bool = False

    @property
    def iso(self) -> str:
        """The day for programs: "2026-03-12"."""
        return self.on.isoformat()


@dataclass(frozen=True)
class Timeline:
    """What is planned (soonest first), what happened (newest first), and whether there is more of it."""

    ahead: list[TimelineEntry]
    events: list[TimelineEntry]
    has_more: bool
    meetings: list[Meeting]
    agreements: list[MentorAgreement]


def now(action: Action, today: dt.date) -> dict:
    """The one thing to do now: the action, its heading with the day, and what its button says."""
    words = {"title": action.title}
    heading = "%(title)s"
    if action.due_on:
        words["due"] = days.due_after_a_name(action.due_on, today, action.duty)
        heading = _("%(title)s, %(due)s") if action.due_on < today else _("%(title)s %(due)s")
        if action.due_on > today and action.duty == days.Duty.CHANCE:
            # "Prepare to meet Nora on Monday" would be the day of the meeting.
            words["due"] = days.coming_day(action.due_on, today)
            heading = _("%(title)s, from %(due)s")
    return {
        "action": action,
        "heading": heading % words,
        "done": action.done_label or _("Done"),
        # An own reminder is about the person whose page this is: there is nowhere else to go for it.
        "is_here": action.key.kind == "reminder",
        "is_letter": action.key.kind == "introduction",
        "asks_again": action.key.kind == "contact",  # after a “not now”
        "is_late": action.is_late(today),
    }


def closing(contact: Contact, today: dt.date) -> dict[str, str]:
    """How a closed prospect ended and what to make of it, in two sentences; empty for everybody else.

    Of a prospect for whom it isn't the time, since when, and from when on they may be asked again.
    """
    if contact.not_now_on:
        return _waiting(contact, today)
    if not contact.closed_on:
        return {}
    because = Contact.ClosedBecause
    title, text = {
        because.SAID_NO.value: (
            _("%(name)s said no on %(day)s"),
            _("A no is fine. Say thank you, and leave it at that."),
        ),
        because.NOT_A_FIT.value: (
            _("Not a fit, since %(day)s"),
            _("Good people can still be the wrong mentor."),
        ),
    }[contact.closed_because]
    day = days.plain_day(contact.closed_on, today)
    return {"title": title % {"name": contact.first_name, "day": day}, "text": text}


def _waiting(contact: Contact, today: dt.date) -> dict[str, str]:
    names = {"name": contact.first_name, "day": days.plain_day(contact.not_now_on, today)}
    if contact.ask_again_on:
        again = names | {"day": days.plain_day(contact.ask_again_on, today)}
        ahead = _("Ask %(name)s again from %(day)s. We won’t remind you until then.")
        come = _("You chose %(day)s to ask %(name)s again.")
        text = (ahead if contact.rests(today) else come) % again
    else:
        text = (
            _("There may be a better time; nothing is lost. You haven’t chosen a day to ask %(name)s again.")
            % names
        )
    return {"title": _("Not now, since %(day)s") % names, "text": text}


@prepared
def meetings_with(owner: int, contact: int) -> QuerySet:
    """The meetings with one contact, the last one first."""
    return Meeting.objects.owned_by(owner).filter(contact=contact).order_by("-starts_at")


@prepared
def notes_about(owner: int, contact: int) -> QuerySet:
    """What was noted about one contact, the last note first."""
    return Interaction.objects.owned_by(owner).filter(contact=contact).latest_first()


@prepared
def agreements_with(owner: int, contact: int) -> QuerySet:
    """The agreements with one contact, the last one first, each with the day of its own `trial_review`."""
    trial = Review.objects.filter(agreement=OuterRef("pk"), kind=Review.Kind.TRIAL).values("held_on")
    mine = MentorAgreement.objects.owned_by(owner).filter(mentor=contact).defer("confirmed_words")
    return with_word_of_answer(mine).annotate(trial_review=Subquery(trial[:1]))


def timeline(contact: Contact, introductions: list[Introduction], everything: bool = False) -> Timeline:
    """The last facts between the person and this contact, or all of them.

    `introductions` are those from and to the contact, which the page shows as well.
    """
    most = None if everything else SHOWN
    meetings = meetings_with.of(contact.owner_id, contact=contact.pk)[:most]
    told_by_meeting = {meeting.introduction_id for meeting in meetings if meeting.held_on}
    agreements = agreements_with(contact.owner_id, contact=contact.pk)
    for agreement in agreements:
        agreement.with_same_mentor, agreement.mentor = agreements, contact  # so that none of them asks for it
    events = [
        *_from_agreements(contact, agreements),
        *_from_meetings(contact, meetings),
        *_from_introductions(contact, introductions, told_by_meeting),
        *_from_interactions(contact, most),
        *_from_contact(contact, introductions),
    ]
    ahead = sorted((event for event in events if event.is_ahead), key=lambda event: event.on)
    # The lists above stand with the latest first; a stable sort keeps that within a day.
    past = sorted((event for event in events if not event.is_ahead), key=lambda event: event.on, reverse=True)
    has_more = most is not None and len(past) > most
    return Timeline(ahead, past[:most], has_more, list(meetings), agreements)


def _closing_of_person(contact: Contact | None, page_of: Contact) -> str:
    """A name in a sentence: the first name of the page's own contact, a link for anybody else."""
    if contact is None:
        return _("anyone who fits")
    if contact == page_of:
        return contact.first_name
    return format_html('<a href="{}">{}</a>', record_url("contacts.detail", contact.pk), contact)


def _from_interactions(contact: Contact, most: int | None) -> Iterator[TimelineEntry]:
    for note in notes_about.of(contact.owner_id, contact=contact.pk)[: most and most + 1]:
        yield TimelineEntry(
            note.on, "" if note.kind == Interaction.Kind.NOTE else note.get_kind_display(), note=note
        )


def _from_introductions(contact: Contact, theirs: list, told_by_meeting: set) -> Iterator[TimelineEntry]:
    for introduction in theirs:
        people = {
            "introducer": _closing_of_person(introduction.introducer, contact),
            "prospect": _closing_of_person(introduction.prospect, contact),
        }
        url = record_url("introductions.detail", introduction.pk)
        link = _("See what you said") if introduction.is_spoken else _("See the message")
        for fact in reversed(FACTS):
            on = fact.day(introduction)
            if on is None or (fact == MET and introduction.pk in told_by_meeting):
                continue
            text = format_html(fact.history_of(introduction), **people)
            yield (
                TimelineEntry(on, text, url, link)
                if fact == (WRITTEN if introduction.is_direct else ASKED)
                else TimelineEntry(on, text)
            )


FELL_THROUGH = {
    FellThrough.I_CANCELLED.value: gettext_lazy("You cancelled a meeting with {name}."),
    FellThrough.THEY_CANCELLED.value: gettext_lazy("{name} cancelled a meeting."),
    FellThrough.I_MISSED.value: gettext_lazy("You didn’t make it to a meeting with {name}."),
    FellThrough.THEY_MISSED.value: gettext_lazy("{name} didn’t come to a meeting."),
}


def _from_meetings(contact: Contact, meetings: list[Meeting]) -> Iterator[TimelineEntry]:
    for meeting in meetings:
        what = {"name": contact.first_name, "how": mid_sentence(meeting.place), "where": meeting.where}
        if meeting.is_planned:
            text = _("{how} with {name}, {where}.") if meeting.where else _("{how} with {name}.")
            what["how"] = meeting.get_place_display()
            url = record_url("meetings.prepare", meeting.pk)
            yield TimelineEntry(meeting.day, format_html(text, **what), url, _("Prepare"), is_ahead=True)
        for fact in reversed(AFTER_MEETING):
            if on := fact.day(meeting):
                yield TimelineEntry(on, format_html(str(fact.history), **what))
        if meeting.held_on:
            text = (
                _("You met {name} ({how}): {outcome}.") if meeting.outcome else _("You met {name} ({how}).")
            )
            url = record_url("meetings.record", meeting.pk)
            told = format_html(text, **what, outcome=mid_sentence(meeting.outcome))
            if rated := _once_rated(meeting):
                told = format_html('{}<br><span class="muted small pre-line">{}</span><br>', told, rated)
            yield TimelineEntry(meeting.held_on, told, url, _("What you wrote down"))
        if meeting.cancelled_on:
            text = str(FELL_THROUGH.get(meeting.fell_through, _("A meeting with {name} was cancelled.")))
            on = meeting.day if meeting.was_missed else meeting.cancelled_on
            yield TimelineEntry(on, format_html(text, **what))


def _once_rated(meeting: Meeting) -> str:
    """ "Expertise for your goals 4, trust 5 (out of 5). Plain-spoken." """
    rated = ", ".join(f"{name} {number}" for name, number in meeting.ratings)
    told = sentence_start(_("%(rated)s (out of 5).") % {"rated": rated}) if rated else ""
    return f"{told} {meeting.debrief}".strip()


def _from_agreements(contact: Contact, agreements: list[MentorAgreement]) -> Iterator[TimelineEntry]:
    for agreement in agreements:
        url = record_url("agreements.detail", agreement.pk)
        for fact in reversed(agreement_facts.FACTS):
            if fact.history and (on := fact.day(agreement)):
                text = format_html(str(fact.history), name=contact.first_name)
                yield TimelineEntry(on, text, url, _("See the agreement"))


def _from_contact(contact: Contact, introductions: list[Introduction]) -> Iterator[TimelineEntry]:
    name, added_on = contact.first_name, timezone.localdate(contact.created_at)
    because = Contact.ClosedBecause
    closings = {
        because.SAID_NO.value: _("{name} said no."),
        because.NOT_A_FIT.value: _("You decided it wasn’t a fit."),
    }
    if contact.archived_on:
        yield TimelineEntry(contact.archived_on, format_html(_("You archived {name}."), name=name))
    # A no to an introduction is told by the introduction.
    said = (one for one in introductions if one.prospect == contact and one.declined_because)
    if contact.closed_on and contact.closed_on not in map(CLOSED.day, said):
        yield TimelineEntry(contact.closed_on, format_html(closings[contact.closed_because], name=name))
    if contact.not_now_on:
        yield TimelineEntry(
            contact.not_now_on, format_html(_("It isn’t the right time for {name}."), name=name)
        )
    if contact.prospect_on and contact.prospect_on != added_on:
        yield TimelineEntry(
            contact.prospect_on, format_html(_("You marked {name} as a prospect."), name=name)
        )
    text = _("You added {name} as a prospect.") if contact.prospect_on == added_on else _("You added {name}.")
    yield TimelineEntry(added_on, format_html(text, name=name))
