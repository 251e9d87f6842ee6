"""Where asking and meeting is stuck: asks in vain, introductions unused, nobody met, nothing moving."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ... import letters
from ...dates.days import plain_day
from ...links.addresses import page_url, record_url
from ...models import Contact, Introduction, Meeting
from ...models.introduction_facts import STEPS, WRITTEN
from ...text.text import number_word, sentence_start
from ..next_actions.meetings import planning_url
from ..records import Records
from ..stages import Stage
from .finding import (
    ASKS_IN_VAIN,
    DAYS_IN_ONE_STATE,
    DAYS_TO_A_MEETING,
    Stuck,
    days_ago,
    finding_key,
    people_named,
)

Status = Introduction.Status
FIRST = Meeting.Kind.FIRST


def asks_in_vain(records: Records) -> Iterator[Stuck]:
    """Five asks, or more, since anybody was last introduced."""
    last = max((row.made_on for row in records.asks if row.made_on), default=None)
    vain = [
        row.asked_on
        for row in records.asks
        if row.asked_on
        and not row.came_from_id
        and not row.made_on
        and (last is None or row.asked_on >= last)
    ]
    if len(vain) < ASKS_IN_VAIN:
        return
    since = ngettext(
        "%(n)s ask since the last introduction", "%(n)s asks since the last introduction", len(vain)
    )
    never = ngettext("%(n)s ask and no introduction", "%(n)s asks and no introduction", len(vain))
    title = since if last else never
    waiting = sum(
        one.awaits_answer and not one.came_from_id and (last is None or one.asked_on >= last)
        for one in records.search.introductions
    )
    facts = _("All of them on %(first)s.") if vain[0] == vain[-1] else _("From %(first)s to %(last)s.")
    facts %= {"first": plain_day(vain[0], records.today), "last": plain_day(vain[-1], records.today)}
    if waiting:
        wait = ngettext(
            "%(n)s is still waiting for an answer.", "%(n)s are still waiting for an answer.", waiting
        )
        facts += " " + wait % {"n": sentence_start(number_word(waiting))}
    else:
        facts += " " + _("None of them is still open.")
    yield Stuck(
        key=finding_key("asks", len(vain)),
        title=title % {"n": sentence_start(number_word(len(vain)))},
        facts=facts,
        change=_("Either it’s too vague to act on, or you’re asking people who don’t know anyone like that."),
        advice=_("Ask someone new, and name two must-haves"),
        url=page_url("introductions.new"),
    )


def unused(records: Records) -> Iterator[Stuck]:
    """Introductions that were made, and the day by which they would be used has passed."""
    late = (one for one in records.introductions if one.is_unused(records.today))
    found = sorted(late, key=lambda one: one.opened_on)
    if not found:
        return
    oldest = found[0]
    people = oldest.names
    title = ngettext("One introduction hasn’t been used", "%(n)s introductions haven’t been used", len(found))
    if all(one.is_direct for one in found):
        title = ngettext("One message hasn’t been written", "%(n)s messages haven’t been written", len(found))
    facts = _("%(introducer)s introduced you to %(person)s %(ago)s, and you haven’t written yet.")
    if oldest.is_direct:
        write = _("You meant to write to %(person)s %(ago)s, and you haven’t yet.")
        facts = _("You meant to ask %(person)s %(ago)s, and you haven’t yet.") if oldest.is_spoken else write
    since = oldest.use_by(records.user) if oldest.is_direct else oldest.opened_on
    ago = days_ago(since, records.today)
    facts %= {**people, "ago": ago}
    if others := [one.prospect.first_name for one in found[1:]]:
        facts += " " + _("The same goes for %(names)s.") % {"names": people_named(others)}
    yield Stuck(
        key=finding_key("unused", found),
        title=title % {"n": sentence_start(number_word(len(found)))},
        facts=facts,
        advice=_("Send %(person)s three lines now") % people,
        url=letters.courtesy_url(oldest, WRITTEN),
    )


def no_meeting(records: Records) -> Iterator[Stuck]:
    """Somebody was introduced and written to two weeks ago, and no meeting is booked."""
    until = records.today - dt.timedelta(days=DAYS_TO_A_MEETING)
    found = [
        one
        for one in records.search.introductions
        if one.status == Status.IN_TOUCH
        and one.in_touch_since <= until
        and one.prospect.is_prospect
        and not one.is_resting
        and not one.prospect.archived_on
        and not records.meetings_with(one.prospect_id)
    ]
    if not found:
        return
    # Whoever answered comes first: there the next move is the person's own.
    found.sort(key=lambda one: (one.answered_on is None, one.in_touch_since, one.pk))
    first, since = found[0], found[0].in_touch_since
    people = {"introducer": first.names["introducer"], "name": first.names["person"]}
    if len(found) > 1:
        title = ngettext(
            "%(n)s introduction, and no meeting booked",
            "%(n)s introductions, and no meeting booked",
            len(found),
        )
        if all(one.is_direct for one in found):
            title = ngettext(
                "%(n)s person written to, and no meeting booked",
                "%(n)s people written to, and no meeting booked",
                len(found),
            )
    elif first.is_spoken:
        title = _("You asked %(name)s, and no meeting is booked")
    elif first.is_direct:
        title = _("You wrote to %(name)s, and no meeting is booked")
    else:
        title = _("Introduced to %(name)s, and no meeting booked")
    title %= {**people, "n": sentence_start(number_word(len(found)))}
    facts = _("%(introducer)s introduced you to %(name)s on %(day)s, %(ago)s.")
    if first.is_direct:
        wrote = _("You wrote to %(name)s on %(day)s, %(ago)s.")
        facts = _("You asked %(name)s on %(day)s, %(ago)s.") if first.is_spoken else wrote
    facts %= {**people, "day": plain_day(since, records.today), "ago": days_ago(since, records.today)}
    if others := [one.prospect.first_name for one in found[1:]]:
        facts += " " + _("The same goes for %(names)s.") % {"names": people_named(others)}
    if first.answered_on:
        advice, url = _("Offer %(name)s two days to choose from"), planning_url(first.prospect_id, FIRST)
    else:
        advice, url = (_("Suggest a short call to %(name)s"), record_url("introductions.detail", first.pk))
    yield Stuck(
        key=finding_key("meeting", [(one, bool(one.answered_on)) for one in found]),
        title=title,
        facts=facts,
        advice=advice % people,
        url=url,
    )


def standing_still(records: Records) -> Iterator[Stuck]:
    """More than three weeks without any step forward, with no meeting ahead."""
    meetings = _meetings_of_search(records)
    if not all(map(records.has_passed, meetings)):
        return
    since = last_move(records)
    if since is None or (records.today - since).days <= DAYS_IN_ONE_STATE:
        return
    awake = records.search.awake
    stage = max((contact.stage for contact in awake), default=Stage.NONE)
    here = [contact for contact in awake if contact.stage == stage]
    written = records.search.written_to if stage < Stage.INTRODUCED else []
    passed = (records.today - since).days
    day = plain_day(since, records.today)
    if here:
        facts = _("The last step forward was on %(day)s. Furthest so far: “%(stage)s”, with %(names)s.") % {
            "day": day,
            "stage": _("Written to") if written else Stage(stage).label,
            "names": people_named([contact.first_name for contact in written or here]),
        }
    elif records.search.prospects:
        facts = _("The last step forward was on %(day)s. Everyone you have in mind said not now.")
        facts %= {"day": day}
    else:
        facts = _("The last step forward was on %(day)s. Nobody is a prospect yet.")
        if records.prospects:
            facts = _("The last step forward was on %(day)s. Nobody else is a prospect yet.")
        facts %= {"day": day}
    advice, url = _way_on(records, Stage.INTRODUCED if written else Stage(stage), written or here)
    title = ngettext("Nothing has moved for %(n)d day", "Nothing has moved for %(n)d days", passed)
    if records.running:
        # Beside a mentor only the search stands still.
        title = ngettext(
            "Your search hasn’t moved for %(n)d day", "Your search hasn’t moved for %(n)d days", passed
        )
    yield Stuck(
        key=finding_key("state", int(stage), since),
        title=title % {"n": passed},
        facts=facts,
        advice=advice,
        url=url,
    )


def _meetings_of_search(records: Records) -> list[Meeting]:
    """The meetings that belong to the search: none with a mentor of today."""
    mentors = {agreement.mentor_id for agreement in records.running}
    return [meeting for meeting in records.meetings if meeting.contact_id not in mentors]


def last_move(records: Records) -> dt.date | None:
    """The last day on which the search came a step further; None while there is nothing at all."""
    days = [
        timezone.localdate(one.created_at) for one in (*records.goals, *records.criteria, *records.drafts)
    ]
    days += [draft.shared_on for draft in records.drafts]
    days += [contact.prospect_on for contact in records.search.prospects]
    days += [day for row in records.asks for day in (row.asked_on, row.written_on, row.made_on, row.met_on)]
    days += [fact.day(one) for one in records.introductions for fact in STEPS]
    days += [meeting.held_on for meeting in _meetings_of_search(records)]
    # With a yes the search went on for the goals that are left.
    days += [agreement.confirmed_on for agreement in records.running]
    days += [agreement.completed_on or agreement.ended_on for agreement in records.over]
    if records.counts.contacts and not records.prospects:
        days.append(records.contact_added_on)
    return max((day for day in days if day), default=None)


def _way_on(records: Records, stage: Stage, here: list[Contact]) -> tuple[str, str]:
    """The one thing that moves the search on from where it stands."""
    for draft in records.drafts:
        advice = _("Finish the agreement with %(name)s") % {"name": draft.mentor.first_name}
        return advice, record_url("agreements.detail", draft.pk)
    if stage == Stage.NONE:
        if not records.criteria:
            return _("Write down one must-have"), page_url("criteria.new")
        if not records.counts.contacts:
            return _("Add one person who might know someone"), page_url("contacts.new")
        return _("Choose one person as a prospect"), page_url("contacts.index")
    name = {"name": here[0].first_name}
    if stage == Stage.PROSPECT and here[0].known_directly:
        return _("Write to %(name)s") % name, record_url("introductions.direct", here[0].pk)
    if stage == Stage.PROSPECT:
        return _("Find out who knows %(name)s") % name, f"{reverse('introductions.new')}?to={here[0].pk}"
    if stage == Stage.ASKED:
        advice = _("Ask another person about %(name)s") % name
        return advice, f"{reverse('introductions.new')}?to={here[0].pk}"
    if stage == Stage.INTRODUCED:
        return _("Suggest two days to %(name)s") % name, planning_url(here[0].pk, FIRST)
    return _("Say what comes next with %(name)s") % name, reverse("contacts.detail", args=[here[0].pk])
