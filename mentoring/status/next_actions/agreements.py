"""What an agreement asks for next: write, share, await, review, close, and keep in touch afterwards."""

import datetime as dt
import uuid
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...dates import days
from ...dates.days import Duty, when
from ...links.addresses import record_url
from ...models import Contact, Meeting, MentorAgreement, MentorAnswer, courtesies
from ...models.agreement_facts import CONFIRMED
from ...models.facts import Reply
from ..records import Records
from .action import Action, ActionKey, people_of
from .meetings import last_words, lately_over, thanks_key

Part = MentorAgreement.Part

# What a mentor may have answered, and what follows from it.
HEARD = {
    MentorAnswer.Kind.YES: (
        gettext_lazy("Read what %(name)s wrote: it’s a yes"),
        gettext_lazy("The agreement is confirmed, word for word."),
    ),
    MentorAnswer.Kind.ALMOST: (
        gettext_lazy("Read what %(name)s would like to change"),
        gettext_lazy("Accept it or keep yours, clause by clause."),
    ),
    MentorAnswer.Kind.NOT_NOW: (
        gettext_lazy("Read what %(name)s answered: not now"),
        gettext_lazy("It isn’t a no. The draft waits until you ask again."),
    ),
    MentorAnswer.Kind.NO: (
        gettext_lazy("Read what %(name)s answered, and say thank you"),
        gettext_lazy("It’s a no, which is a fine answer."),
    ),
}
# And to a change of what runs: nobody says goodbye, and nobody is asked again.
HEARD_OF_A_CHANGE = HEARD | {
    MentorAnswer.Kind.NOT_NOW: (
        gettext_lazy("Read what %(name)s answered about the change"),
        gettext_lazy("It’s a not now to the change. What you agreed on goes on as it was."),
    ),
    MentorAnswer.Kind.NO: (
        gettext_lazy("Read what %(name)s answered about the change"),
        gettext_lazy("It’s a no to the change. What you agreed on goes on as it was."),
    ),
}


def _days_before(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def _agreement_action(
    agreement: MentorAgreement, rule: str, url: str = "", key: ActionKey | None = None, **facts
) -> Action:
    facts["title"] = facts["title"] % {"name": agreement.mentor.first_name}
    return Action(
        key=key or ActionKey("agreement", rule, agreement.pk),
        url=url or record_url("agreements.detail", agreement.pk),
        people=people_of(agreement.mentor_id),
        **facts,
    )


def begin_term(records: Records) -> Iterator[Action]:
    """After a meeting that fits, it is written down together."""
    for meeting in last_words(records):
        if meeting.outcome != Meeting.Outcome.GOOD_FIT:
            continue
        soon = meeting.held_on + _days_before(courtesies.SHARE_DRAFT_WITHIN_DAYS)
        yield Action(
            key=ActionKey("meeting", "agree", meeting.pk),
            title=_("Write an agreement with %(name)s") % {"name": meeting.contact.first_name},
            why=_("You met %(when)s, and it fits. One page, filled in with what most people agree on.")
            % {"when": when(meeting.held_on, records.today)},
            url=f"{reverse('agreements.new')}?with={meeting.contact_id}",
            fields={"mentor": meeting.contact_id},
            due_on=max(soon, meeting.recorded_on),
            duty=Duty.PLAN,
            people=people_of(meeting.contact_id),
        )


def hear(records: Records) -> Iterator[Action]:
    """The mentor answered on the page of their own: the mentee reads it first of all, unless it is over by then."""
    for agreement in records.agreements:
        if agreement.over_on or agreement.went_with_it or not agreement.last_answer_unheard:
            continue
        heard = HEARD_OF_A_CHANGE if _runs_with(records, agreement) else HEARD
        title, why = heard[MentorAnswer.Kind(agreement.last_answer)]
        yield _agreement_action(
            agreement,
            "heard",
            key=ActionKey("answer", "heard", agreement.last_answer_unheard),
            title=title,
            why=str(why),
            due_on=timezone.localdate(agreement.last_answer_at),
            done_url=reverse("answers.heard", args=[agreement.last_answer_unheard]),
        )


def share(records: Records) -> Iterator[Action]:
    """A draft reaches the mentor within days; one click says so once nothing is missing."""
    for agreement in records.drafts:
        if agreement.status != MentorAgreement.Status.DRAFT:
            continue
        why, url, is_ready = _what_is_missing(records, agreement)
        yield _agreement_action(
            agreement,
            "shared",
            url=url,
            title=_("Share the agreement with %(name)s"),
            why=why,
            due_on=timezone.localdate(agreement.created_at)
            + _days_before(courtesies.SHARE_DRAFT_WITHIN_DAYS),
            duty=Duty.PLAN,
            done_url=record_url("drafting.shared", agreement.pk) if is_ready else None,
        )


def _what_is_missing(records: Records, agreement: MentorAgreement) -> tuple[str, str, bool]:
    """What a draft still needs, where that is done, and whether nothing is missing."""
    goals = records.goals_of(agreement)
    if not goals:
        why = _("The draft doesn’t have a goal yet.")
        return why, reverse("drafting.part", args=[agreement.pk, Part.GOALS.value]), False
    for goal in goals:
        if not goal.steps_all:
            why = _("“%(goal)s” still needs a first step.") % {"goal": goal.title}
            return why, reverse("drafting.part", args=[agreement.pk, Part.GOALS.value]), False
    why = _("Everything is there for %(name)s to read.") % {"name": agreement.mentor.first_name}
    return why, record_url("agreements.detail", agreement.pk), True


def await_answer(records: Records) -> Iterator[Action]:
    """A shared draft: after a week one may ask, and the answer is recorded."""
    for agreement in records.drafts:
        since = _awaited_since(records, agreement)
        if agreement.status != MentorAgreement.Status.SHARED or since is None:
            continue
        yield _agreement_action(
            agreement,
            "answered",
            title=_("Ask %(name)s about the agreement"),
            why=_("Shared %(when)s. Record it once they’ve said yes.")
            % {"when": when(agreement.shared_on, records.today)},
            due_on=since + _days_before(courtesies.ANSWER_TO_AGREEMENT_DAYS),
            replies=_yes_or_no(records, agreement),
        )


def _awaited_since(records: Records, agreement: MentorAgreement) -> dt.date | None:
    """Since when an answer is awaited: whoever has answered is not asked again, but after the day of a “not now”.

    A “not now” to a change of what runs has no such day.
    """
    if not agreement.last_answer_is_current:
        return agreement.shared_on
    if agreement.last_answer != MentorAnswer.Kind.NOT_NOW or _runs_with(records, agreement):
        return None
    told = timezone.localdate(agreement.last_answer_at)
    return max(told, agreement.mentor.last_touch_on or told)


def _yes_or_no(records: Records, agreement: MentorAgreement) -> tuple[Reply, ...]:
    """How and when the yes came, a page asks; a no is one press, and none to a change of what runs."""
    names = {"name": agreement.mentor.first_name}
    yes = Reply(str(CONFIRMED.answer % names), record_url("agreements.confirmed", agreement.pk), asks=True)
    if _runs_with(records, agreement):
        return (yes,)
    return yes, Reply(_("%(name)s said no") % names, record_url("marks.said_no", agreement.mentor_id))


def _runs_with(records: Records, draft: MentorAgreement) -> bool:
    """Whether a draft is a change: an agreement with the same mentor runs."""
    return any(one.mentor_id == draft.mentor_id for one in records.running)


def plan_close(records: Records) -> Iterator[Action]:
    """The end is planned four weeks ahead, or as soon as a shorter term is confirmed."""
    for agreement in records.running:
        ahead = agreement.ends_on - _days_before(courtesies.CLOSE_PLAN_DAYS_BEFORE_END)
        due_on = max(ahead, agreement.starts_on, agreement.confirmed_on)
        if agreement.close_planned_on or due_on > _horizon(records) or records.today > agreement.ends_on:
            continue
        yield _agreement_action(
            agreement,
            "close_planned",
            title=_("Plan how to finish with %(name)s"),
            why=_("The last day is %(day)s. Agree on a last session, and on what comes afterwards.")
            % {"day": days.plain_day(agreement.ends_on, records.today)},
            due_on=due_on,
            duty=Duty.PLAN,
            done_url=record_url("agreements.close_planned", agreement.pk),
        )


def complete(records: Records) -> Iterator[Action]:
    """Once its last day has passed, an agreement is completed and never just fades."""
    for agreement in records.running:
        if records.today <= agreement.ends_on:
            continue
        yield _agreement_action(
            agreement,
            "completed",
            title=_("Complete the agreement with %(name)s"),
            why=_("Its last day was %(day)s. Say thank you for all of it.")
            % {"day": days.plain_day(agreement.ends_on, records.today)},
            due_on=agreement.ends_on + _days_before(1),
            done_url=record_url("agreements.completed", agreement.pk),
        )


def _horizon(records: Records) -> dt.date:
    return records.today + _days_before(courtesies.LOOK_AHEAD_DAYS)


def part_well(records: Records) -> Iterator[Action]:
    """After the end the thank-you letter, then a word to whoever introduced the two; a month later neither."""
    for agreement in lately_over(records):
        if not agreement.thanks_sent_on:
            yield _agreement_action(
                agreement,
                "thanks_sent",
                key=thanks_key(agreement),
                url=record_url("term_letters.thanks", agreement.pk),
                title=_("Send %(name)s your thank-you letter"),
                why=_("You finished %(when)s. We’ve started it for you from what you wrote down.")
                % {"when": when(agreement.over_on, records.today)},
                due_on=agreement.over_on + _days_before(courtesies.THANK_AFTER_MEETING_DAYS),
                duty=Duty.PLAN,
                done_url=record_url("agreements.thanks_sent", agreement.pk),
            )
        elif agreement.introducer_pk and not agreement.outcome_sent_on:
            yield _tell_introducer(records, agreement)


def _tell_introducer(records: Records, agreement: MentorAgreement) -> Action:
    introducer = Contact(name=agreement.introducer_name, greeting=agreement.introducer_greeting)
    names = {"introducer": introducer.first_name, "mentor": agreement.mentor.first_name}
    return Action(
        key=ActionKey("agreement", "outcome_sent", agreement.pk),
        title=_("Tell %(introducer)s what came of it with %(mentor)s") % names,
        why=_("%(introducer)s introduced you to %(mentor)s.") % names,
        url=record_url("term_letters.outcome", agreement.pk),
        due_on=agreement.over_on + _days_before(records.user.report_within),
        duty=Duty.PLAN,
        done_url=record_url("agreements.outcome_sent", agreement.pk),
        people=people_of(agreement.introducer_pk, agreement.mentor_id),
    )


def stay_in_touch(records: Records) -> Iterator[Action]:
    """After the end a word now and then, in the rhythm the person chose; every real contact starts it anew."""
    current = {agreement.mentor_id for agreement in records.running}
    for agreement in records.over:
        if agreement.mentor_id in current or agreement.mentor.archived_on:
            continue
        current.add(agreement.mentor_id)  # an earlier agreement with the same mentor asks for nothing
        last = max(agreement.over_on, agreement.mentor.last_touch_on or agreement.over_on)
        due_on = agreement.next_touch(last)
        if due_on is None or due_on > _horizon(records):
            continue
        finished = _("You finished %(when)s. Share one thing that worked.")
        in_touch = _("You were last in touch %(when)s. Share one thing that worked.")
        yield _agreement_action(
            agreement,
            f"touch-{due_on.isoformat()}",
            url=record_url("letters.keep_in_touch", agreement.mentor_id),
            title=_("Stay in touch with %(name)s"),
            why=(finished if last == agreement.over_on else in_touch) % {"when": when(last, records.today)}
            + _talked_about(records, agreement),
            due_on=max(due_on, records.today),  # a word to a friend is never late
            days_moved=max(0, (records.today - due_on).days),
            done_url=record_url("interactions.new", agreement.mentor_id),
            done_fields=_written_once(agreement, due_on, records.today),
        )


def _written_once(agreement: MentorAgreement, due_on: dt.date, today: dt.date) -> dict[str, str]:
    """What a press notes; its key makes one note of two presses."""
    key = uuid.uuid5(agreement.form_key, f"touch-{due_on.isoformat()}-{today.isoformat()}")
    return {"kind": "wrote", "on": today.isoformat(), "form_key": str(key)}


def _talked_about(records: Records, agreement: MentorAgreement) -> str:
    """ " Last time: the new warehouse." """
    about = records.last_talk(agreement)
    return " " + _("Last time: %(about)s") % {"about": about} if about else ""
