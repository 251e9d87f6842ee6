"""The table of facts of an introduction: what may happen as it stands, what is owed, and what is said of it."""

import datetime as dt

import pytest

from mentoring.dates.days import Duty
from mentoring.models import Contact, Introduction, User
from mentoring.models.closing_reasons import REASONS
from mentoring.models.facts import Courtesy
from mentoring.models.introduction_facts import (
    CLOSED,
    FACTS,
    FOLLOWED_UP,
    FOLLOWED_UP_AGAIN,
    INTRODUCER_INFORMED,
    MET,
    NUDGED,
    THANKED,
    WRITTEN,
)

DAY = dt.date(2026, 3, 2)
DIRECT, SPOKEN, ANYONE = (
    {"introducer": None},
    {"introducer": None, "channel": "in_person"},
    {"prospect": None},
)


def day(number: int) -> dt.date:
    return DAY + dt.timedelta(days=number)


def stands(
    status: str, facts: dict | None = None, works_together=False, worked_until=None, **days: int
) -> Introduction:
    """Elena was asked to introduce Ruth, to be written to by day 30; the days count from the ask or the pledge."""
    introduction = Introduction(
        pk=7,
        owner=User(write_within=2, thank_within=5, report_within=7),
        purpose="Learn how a board works.",
        write_by=day(30),
        **{
            "introducer": Contact(pk=1, name="Elena Fischer"),
            "prospect": Contact(pk=2, name="Ruth Abernethy"),
            "pledged_on": None if status == "draft" else DAY,
        }
        | (facts or {})
        | {f"{name}_on": day(number) for name, number in days.items()},
    )
    vars(introduction).update(status=status)
    if person := introduction.prospect:
        until = None if worked_until is None else day(worked_until)
        vars(person).update(works_together=works_together, worked_until=until)
    return introduction


DECLINED, SILENT, WITHDRAWN, REFUSED = (
    {"closed_because": because}
    for because in ("introducer_declined", "no_answer", "withdrawn", "prospect_declined")
)
ANY_END = ["no_answer", "introducer_declined", "prospect_declined", "withdrawn"]
ELENAS = ["Elena introduced us", "Elena said no"]
RUTHS = ["Ruth answered", "Ruth said no"]


@pytest.mark.parametrize(
    ("introduction", "may", "owed", "replies", "ends"),
    [
        (stands("draft"), ["asked"], [], [], []),
        (stands("asked", asked=0), ["nudged", "agreed", "checked", "made", "closed"], [("nudged", 9)], ELENAS, ANY_END),
        (stands("asked", ANYONE, asked=0), ["nudged", "agreed", "checked", "made", "closed"], [("nudged", 9)],
         ["Elena came up with someone", "Elena said no"], ["no_answer", "introducer_declined", "withdrawn"]),
        (stands("asked", asked=0, nudged=9), ["agreed", "checked", "made", "closed"], [("closed", 18)],
         ELENAS, ANY_END),
        (stands("agreed", asked=0, agreed=1), ["nudged", "checked", "made", "closed"], [("nudged", 10)],
         ELENAS, ANY_END),
        (stands("made", asked=0, made=1), ["written", "answered", "met", "closed", "thanked"],
         [("written", 3), ("thanked", 6)], [], ["no_answer", "prospect_declined", "withdrawn"]),
        (stands("made", asked=0, made=10), ["written", "answered", "met", "closed", "thanked"],
         [("written", 12), ("thanked", 15)], [], ["no_answer", "prospect_declined", "withdrawn"]),
        (stands("in_touch", asked=0, made=1, written=2), ["followed_up", "answered", "met", "closed", "thanked"],
         [("thanked", 6), ("followed_up", 11)], RUTHS, ["no_answer", "prospect_declined", "withdrawn"]),
        (stands("in_touch", asked=0, made=1, written=2, followed_up=3),
         ["followed_up_again", "answered", "met", "closed", "thanked"],
         [("thanked", 6), ("followed_up_again", 14)], RUTHS, ["no_answer", "prospect_declined", "withdrawn"]),
        (stands("in_touch", asked=0, made=1, written=2, followed_up=3, followed_up_again=7, thanked=20),
         ["answered", "met", "closed"], [("closed", 21)], RUTHS, ["no_answer", "prospect_declined", "withdrawn"]),
        (stands("in_touch", asked=0, made=1, written=2, answered=3), ["met", "closed", "thanked"],
         [("thanked", 6)], [], ["prospect_declined", "withdrawn"]),
        (stands("in_touch", asked=0, made=1, written=2, works_together=True),
         ["followed_up", "answered", "met", "closed", "thanked"], [("thanked", 6)], [], ["no_answer", "withdrawn"]),
        (stands("met", asked=0, made=1, met=2), ["closed", "thanked", "introducer_informed"],
         [("thanked", 6), ("introducer_informed", 9)], [], ["prospect_declined", "withdrawn"]),
        (stands("kept", asked=0, made=1, met=2, thanked=3, introducer_informed=3), [], [], [], []),
        (stands("closed", DECLINED, asked=0, closed=3), ["thanked"], [("thanked", 4)], [], []),
        (stands("closed", SILENT, asked=0, made=1, closed=3), ["thanked", "introducer_informed"],
         [("thanked", 4), ("introducer_informed", 10)], [], []),
        (stands("closed", SILENT, asked=0, closed=3), ["thanked"], [], [], []),
        (stands("draft", DIRECT), [], [], [], []),
        (stands("made", DIRECT), ["written", "answered", "met", "closed"], [("written", 30)], [],
         ["prospect_declined", "withdrawn"]),
        (stands("in_touch", DIRECT, written=1), ["followed_up", "answered", "met", "closed"], [("followed_up", 10)],
         RUTHS, ["no_answer", "prospect_declined", "withdrawn"]),
        (stands("kept", DIRECT, met=2), [], [], [], []),
    ],
)  # fmt: skip
def test_what_may_happen_next_and_what_is_owed_then(introduction, may, owed, replies, ends):
    assert [fact.verb for fact in FACTS if fact.is_open(introduction)] == may
    found = introduction.owed(introduction.owner)
    assert [(one.fact.verb, (one.due_on - DAY).days) for one in found] == owed
    assert [reply.label for reply in introduction.replies] == replies
    assert introduction.reasons_to_close == ends


@pytest.mark.parametrize(
    ("introduction", "is_unsent", "awaits_meeting", "is_before_meeting", "may_rest", "is_resting"),
    [
        (stands("draft"), True, False, False, False, False),
        (stands("asked", asked=0), False, False, True, True, False),
        (stands("asked", ANYONE, asked=0), False, False, True, False, False),
        (stands("agreed", asked=0, agreed=1), False, False, True, True, False),
        (stands("made", asked=0, made=1), False, True, True, True, False),
        (stands("made", asked=0, made=1, works_together=True), False, True, True, False, True),
        (stands("made", asked=0, made=1, worked_until=0), False, True, True, True, False),
        (stands("made", asked=0, made=1, worked_until=1), False, True, True, False, True),
        (stands("in_touch", asked=0, made=1, written=2), False, True, True, True, False),
        (stands("met", asked=0, made=1, met=2), False, False, False, False, False),
        (stands("closed", SILENT, asked=0, made=1, closed=2), False, False, False, False, False),
        (stands("made", DIRECT), True, True, True, True, False),
        (stands("in_touch", DIRECT, written=2), False, True, True, True, False),
        (stands("made", {"prospect": Contact(name="Ruth", prospect_on=DAY, not_now_on=DAY)}, asked=0, made=1),
         False, True, True, True, True),
        (stands("made", {"prospect": Contact(name="Ruth", closed_on=DAY, closed_because="said_no")}, asked=0, made=1),
         False, True, True, False, True),
    ],
)  # fmt: skip
def test_how_far_it_is(introduction, is_unsent, awaits_meeting, is_before_meeting, may_rest, is_resting):
    assert introduction.is_unsent is is_unsent
    assert introduction.awaits_meeting is awaits_meeting
    assert introduction.is_before_meeting is is_before_meeting
    assert introduction.may_rest is may_rest
    assert introduction.is_resting is is_resting


@pytest.mark.parametrize(
    ("fact", "introduction", "today", "title", "why"),
    [
        (NUDGED, stands("asked", asked=0), 9, "Nudge Elena about Ruth", "You asked 9 days ago. One reminder is fine."),
        (NUDGED, stands("agreed", asked=0, agreed=3), 9, "Nudge Elena about Ruth",
         "Elena said yes 6 days ago. One reminder is fine."),
        (NUDGED, stands("asked", ANYONE, asked=0), 9, "Nudge Elena", "You asked 9 days ago. One reminder is fine."),
        (WRITTEN, stands("made", made=1), 30, "Write to Ruth", "Elena introduced you on 3 March."),
        (WRITTEN, stands("made", made=30), 31, "Use Elena’s introduction: write to Ruth",
         "You promised Elena you’d write by 1 April. Better late than never."),
        (WRITTEN, stands("made", made=31), 31, "Write to Ruth", "Elena introduced you today."),
        (WRITTEN, stands("made", DIRECT), 30, "Write to Ruth", "Half an hour: you want to Learn how a board works."),
        (WRITTEN, stands("made", DIRECT), 31, "Write to Ruth",
         "You meant to write by 1 April. Better late than never."),
        (WRITTEN, stands("made", SPOKEN), 30, "Ask Ruth", "Half an hour: you want to Learn how a board works."),
        (WRITTEN, stands("made", SPOKEN), 31, "Ask Ruth", "You meant to ask by 1 April. Better late than never."),
        (FOLLOWED_UP, stands("in_touch", written=2), 20, "Follow up with Ruth",
         "You wrote on 4 March. A short second message is fine."),
        (FOLLOWED_UP, stands("in_touch", DIRECT, written=2), 20, "Follow up with Ruth",
         "You wrote on 4 March. A short second message is fine."),
        (FOLLOWED_UP, stands("in_touch", SPOKEN, written=2), 20, "Follow up with Ruth",
         "You asked on 4 March. A short message is fine."),
        (FOLLOWED_UP_AGAIN, stands("in_touch", SPOKEN, written=2, followed_up=9), 20,
         "Write to Ruth once more, then let it be", "You followed up 11 days ago. Three messages in all are enough."),
        (CLOSED, stands("asked", asked=0, nudged=5), 20, "Close your ask to Elena about Ruth",
         "You nudged on 7 March and heard nothing. No answer is an answer too."),
        (CLOSED, stands("asked", asked=0, nudged=5, checked=2), 20, "Close your ask to Elena about Ruth",
         "Elena said yes, you nudged on 7 March, and nothing came of it. That happens."),
        (CLOSED, stands("asked", ANYONE, asked=0, nudged=5), 20, "Close your ask to Elena",
         "You nudged on 7 March and heard nothing. No answer is an answer too."),
        (CLOSED, stands("in_touch", made=1, followed_up_again=16), 40, "Close the introduction to Ruth",
         "You wrote three times, last on 18 March. No answer is an answer too."),
        (CLOSED, stands("in_touch", DIRECT, followed_up_again=16), 40, "Leave it there with Ruth",
         "You wrote three times, last on 18 March. No answer is an answer too."),
        (CLOSED, stands("in_touch", SPOKEN, followed_up_again=16), 40, "Leave it there with Ruth",
         "You asked three times, last on 18 March. No answer is an answer too."),
        (THANKED, stands("made", made=1), 20, "Thank Elena for introducing Ruth",
         "Introduced on 3 March. Two lines are plenty."),
        (THANKED, stands("closed", DECLINED, closed=4), 20, "Thank Elena for answering",
         "Elena said no on 6 March. A kind word keeps the door open."),
        (INTRODUCER_INFORMED, stands("met", made=1, met=5), 9, "Tell Elena how it went with Ruth",
         "You met 4 days ago, thanks to Elena."),
        (INTRODUCER_INFORMED, stands("closed", SILENT, made=1, closed=5), 20, "Tell Elena how it went with Ruth",
         "Closed on 7 March. Elena opened that door, so send them a short note."),
    ],
)  # fmt: skip
def test_what_is_owed_is_said_with_its_reason(fact, introduction, today, title, why):
    assert fact.action(introduction, day(today)) == (title, why)


@pytest.mark.parametrize(
    ("fact", "facts", "sentence", "noted", "history", "label", "dot", "courtesy", "letter"),
    [
        (WRITTEN, {}, "You wrote to Ruth", "you wrote to Ruth today", "You wrote to {prospect}.",
         "I’ve written to Ruth", "Wrote", "Write to Ruth", "first"),
        (WRITTEN, DIRECT, "You wrote to Ruth", "you wrote to Ruth today", "You wrote to {prospect}.",
         "I’ve written to Ruth", "Wrote", "Write to Ruth", "direct"),
        (WRITTEN, SPOKEN, "You asked Ruth", "you asked Ruth today", "You asked {prospect}.",
         "I’ve asked Ruth", "Asked", "Ask Ruth", "direct"),
        (FOLLOWED_UP, {}, "You followed up with Ruth", "you followed up with Ruth today",
         "You followed up with {prospect}.", "I’ve followed up with Ruth", "", "Follow up with Ruth", "follow_up"),
        (FOLLOWED_UP, DIRECT, "You followed up with Ruth", "you followed up with Ruth today",
         "You followed up with {prospect}.", "I’ve followed up with Ruth", "", "Follow up with Ruth", "direct_again"),
        (MET, {}, "You met Ruth", "you met Ruth today", "You met {prospect}, thanks to {introducer}.",
         "I’ve met Ruth", "Met", "", None),
        (MET, DIRECT, "You met Ruth", "you met Ruth today", "You met {prospect}.", "I’ve met Ruth", "Met", "", None),
        (CLOSED, SILENT, "Closed: No answer", "Closed: No answer today", "No answer from {prospect}, so you closed it.",
         "Close it", "", "Close it kindly", None),
        (CLOSED, WITHDRAWN, "Closed: Withdrawn", "Closed: Withdrawn today",
         "You didn’t need the introduction to {prospect} any more.", "Close it", "", "Close it kindly", None),
        (CLOSED, DIRECT | WITHDRAWN, "Closed: Withdrawn", "Closed: Withdrawn today",
         "You decided not to take it further with {prospect}.", "Close it", "", "Close it kindly", None),
        (CLOSED, REFUSED, "Closed: Ruth said no", "Closed: Ruth said no today",
         "{prospect} said no to {introducer}’s introduction.", "Close it", "", "Close it kindly", None),
        (CLOSED, DIRECT | REFUSED, "Closed: Ruth said no", "Closed: Ruth said no today", "{prospect} said no.",
         "Close it", "", "Close it kindly", None),
        (THANKED, {}, "You thanked Elena", "you thanked Elena today",
         "You thanked {introducer} for introducing {prospect}.", "I’ve thanked Elena", "Thanked",
         "Thank Elena", "thanks"),
        (THANKED, DECLINED | {"made_on": None}, "You thanked Elena", "you thanked Elena today",
         "You thanked {introducer} anyway.", "I’ve thanked Elena", "Thanked", "Thank Elena", "take_no"),
        (THANKED, SILENT | {"made_on": None}, "You thanked Elena", "you thanked Elena today",
         "You thanked {introducer} anyway.", "I’ve thanked Elena", "Thanked", "Thank Elena", None),
        (INTRODUCER_INFORMED, {}, "You told Elena how it went", "you told Elena today how it went",
         "You told {introducer} how it went with {prospect}.", "I’ve told Elena", "Told", "Tell Elena how it went",
         "outcome"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_fact(fact, facts, sentence, noted, history, label, dot, courtesy, letter):
    introduction = stands("met", {"made_on": day(1)} | facts)

    assert (fact.sentence_of(introduction), fact.noted_of(introduction, "today")) == (sentence, noted)
    assert (fact.history_of(introduction), fact.label_of(introduction)) == (history, label)
    assert (fact.dot_of(introduction), fact.courtesy_of(introduction)) == (dot, courtesy)
    assert fact.letter_of(introduction) == letter


def test_a_button_for_an_answer_leads_where_it_is_noted():
    to_anyone, silent = stands("asked", ANYONE, asked=0), stands("in_touch", asked=0, made=1, written=2)

    named, refused = to_anyone.replies
    answered, said_no = silent.replies

    assert (named.url, named.asks, named.fields) == ("/introductions/7/named/", True, {})
    assert (refused.url, refused.fields) == ("/introductions/7/closed/", {"because": "introducer_declined"})
    assert (answered.url, answered.asks) == ("/introductions/7/answered/", False)
    assert (said_no.url, said_no.fields) == ("/introductions/7/closed/", {"because": "prospect_declined"})
    assert CLOSED.key(silent) == "introduction.closed.silent:7"
    assert CLOSED.key(to_anyone) == "introduction.closed:7"


def test_only_what_was_promised_is_late():
    assert Courtesy(THANKED, DAY).is_late(day(1))
    assert not Courtesy(THANKED, DAY).is_late(DAY)
    assert not Courtesy(NUDGED, DAY).is_late(day(1))
    assert (THANKED.duty, NUDGED.duty) == (Duty.PROMISE, Duty.CHANCE)


def test_days_that_follow_from_others():
    asked = stands("agreed", asked=0, nudged=4, agreed=2)
    direct = stands("in_touch", DIRECT, written=2, followed_up=5)

    assert (asked.begun_on, asked.opened_on, asked.in_touch_since) == (DAY, None, None)
    assert (asked.said_yes_on, asked.last_word_on) == (day(2), day(4))
    assert (direct.begun_on, direct.opened_on, direct.in_touch_since) == (DAY, DAY, day(2))
    assert (direct.last_message_on, stands("made").last_message_on) == (day(5), None)
    assert not stands("asked", ANYONE, asked=0).is_spoken
    assert stands("asked", {"channel": "in_person"}, asked=0).is_spoken is False
    assert stands("made", made=1).is_unused(day(31))
    assert not stands("made", made=1, works_together=True).is_unused(day(31))
    assert not stands("in_touch", made=1, written=2).is_unused(day(31))


@pytest.mark.parametrize(
    ("facts", "sentence", "history"),
    [
        (SILENT, "no answer from Elena; you closed it on 10 March.", "No answer from {introducer}, so you closed it."),
        (SILENT | {"made_on": DAY}, "no answer from Ruth; you closed it on 10 March.",
         "No answer from {prospect}, so you closed it."),
        (SILENT | DIRECT, "no answer from Ruth; you closed it on 10 March.",
         "No answer from {prospect}, so you closed it."),
        (DECLINED, "Elena said no on 10 March.", "{introducer} said no to introducing you to {prospect}."),
        (REFUSED, "Ruth said no on 10 March.", "{prospect} said no to {introducer}’s introduction."),
        (WITHDRAWN, "you withdrew it on 10 March.", "You didn’t need the introduction to {prospect} any more."),
    ],
)  # fmt: skip
def test_why_it_is_over(facts, sentence, history):
    introduction = stands("closed", facts, closed=8)
    reason = REASONS[introduction.closed_because]

    assert reason.sentence_of(introduction, day(40)) == sentence
    assert reason.history_of(introduction) == history


@pytest.mark.parametrize(
    ("status", "label", "directly"),
    [("draft", "Draft", "Draft"), ("made", "Introduced", "Not written yet"), ("kept", "All done", "Met")],
)
def test_how_far_it_is_in_a_word(status, label, directly):
    assert stands(status).status_label == label
    assert stands(status, DIRECT).status_label == directly
    assert str(stands(status, ANYONE)) == "Elena Fischer to anyone who fits"
