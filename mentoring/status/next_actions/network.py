"""How a search goes on where nothing is owed to anybody yet: people, a prospect, a first ask."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...links.addresses import page_url, record_url
from ...models.closeness import first_introducers, lately
from ...models.courtesies import MEET_SOON_DAYS
from ...models.ties_in_words import ask_then, how_often, vouched
from ...text.text import number_word
from ..records import Records
from ..stages import Stage
from .action import Action, ActionKey, people_of


def go_on(records: Records) -> Iterator[Action]:
    """The next thing without which the search does not move, for today; nothing while it rests."""
    counts, search = records.counts, records.search
    mentors = {agreement.mentor_id for agreement in records.running}
    # A change proposed to a mentor of today finds nobody new.
    is_agreeing = any(draft.mentor_id not in mentors for draft in records.drafts)
    if not records.criteria or is_agreeing or not search.is_on:
        return
    if not counts.contacts:
        yield Action(
            key=ActionKey("network", "contacts"),
            title=_("Start with five people who like you"),
            why=_("A name is enough. Who they know comes later."),
            url=page_url("contacts.index"),
            due_on=records.today,
        )
    elif not counts.prospects and not counts.introductions:
        yield Action(
            key=ActionKey("network", "prospect"),
            title=_("Mark someone you admire as a prospect"),
            why=_("No one is marked yet. You don’t need to know them well."),
            url=page_url("contacts.index"),
            due_on=records.today,
        )
    elif not counts.introductions:
        due_on = records.today if _stands_still(records) else None
        yield _first_ask(records, due_on)
        yield from _write(records, due_on)
    elif not counts.unsent and not counts.asked and search.awake and _stands_still(records):
        yield _first_ask(records, records.today)
    elif not counts.unsent and _stands_still(records):
        can_ask = bool(search.awake)
        why, url = (
            _whom_to_ask(records) if can_ask else (_nobody_in_mind(records), page_url("contacts.index"))
        )
        yield Action(
            key=ActionKey("network", "another" if can_ask else "prospect"),
            title=_("Ask for another introduction") if can_ask else _("Mark someone else you admire"),
            why=why or _("You’re not asking anyone at the moment."),
            url=url,
            due_on=records.today,
        )


def _nobody_in_mind(records: Records) -> str:
    """That nobody can be asked: whoever rests is still in mind, and stands on the trail."""
    if not (resting := records.search.prospects):
        return _("You have no one in mind at the moment.")
    words = ngettext(
        "It isn’t the right time for %(name)s, and you have no one else in mind.",
        "It isn’t the right time for any of the %(n)s people you have in mind.",
        len(resting),
    )
    return words % {"name": resting[0].first_name, "n": number_word(len(resting))}


def _first_ask(records: Records, due_on: dt.date | None) -> Action:
    why, url = _whom_to_ask(records)
    return Action(
        key=ActionKey("network", "ask"),
        title=_("Ask for a first introduction"),
        why=why or _("Pick someone who knows people you don’t."),
        url=url,
        due_on=due_on,
    )


def _write(records: Records, due_on: dt.date | None) -> Iterator[Action]:
    """The first prospect whom the person knows themselves and hasn’t met: nobody has to introduce the two."""
    known = (
        contact for contact in records.search.awake if contact.known_directly and contact.stage < Stage.MET
    )
    for contact in islice(known, 1):
        name = {"name": contact.first_name}
        yield Action(
            key=ActionKey("network", "write", contact.pk),
            title=_("Write to %(name)s") % name,
            why=_("You know %(name)s yourself: ask for half an hour.") % name,
            url=record_url("introductions.direct", contact.pk),
            due_on=due_on,
            people=people_of(contact.pk),
        )


def _whom_to_ask(records: Records) -> tuple[str, str]:
    """Who could be asked first, with the reason, and where that is done; no words where nothing is known of anybody."""
    ask = page_url("introductions.new")
    if not records.counts.introducers:
        return "", ask
    last = records.today + dt.timedelta(days=MEET_SOON_DAYS)
    soon = (one for one in records.meetings if one.is_planned and not records.has_passed(one))
    for meeting in soon:
        if meeting.contact.may_introduce and meeting.day <= last:
            return ask_then(meeting.contact, meeting.day, records.today), f"{ask}?from={meeting.contact_id}"
    for contact in first_introducers.of(records.user.pk, since=lately(records.today), today=records.today)[
        :1
    ]:
        tie = getattr(contact, "tie", None)
        if words := tie and (how_often(tie, records.today) or vouched(tie, records.today)):
            could = _("%(name)s could introduce you.") % {"name": contact.first_name}
            return f"{could} {words}", f"{ask}?from={contact.pk}"
    return "", ask


def _stands_still(records: Records) -> bool:
    """Whether nothing is under way: no ask awaits its answer, no one known is to be met, and no one was introduced."""
    is_waiting = any(
        one.awaits_answer or (one.is_direct and one.awaits_meeting and not one.is_resting)
        for one in records.search.introductions
        if not one.has_led_on
    )
    return not is_waiting and all(contact.stage < Stage.INTRODUCED for contact in records.search.awake)
