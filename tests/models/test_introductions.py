"""Step 3: what each verb of an introduction means, which courtesies follow, and how its days are set right."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db.models import OuterRef

from mentoring.models import Contact, Introduction
from mentoring.models.introduction_facts import (
    AGREED,
    ANSWERED,
    ASKED,
    BY_COLUMN,
    CHECKED,
    CLOSED,
    COLUMNS,
    FOLLOWED_UP,
    FOLLOWED_UP_AGAIN,
    INTRODUCER_INFORMED,
    MADE,
    NUDGED,
    THANKED,
    WRITTEN,
)
from mentoring.models.introduction_rules import fact_of
from mentoring.models.introductions import introducer_of
from tests.factories import (
    ContactFactory,
    DirectFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    MentorCriterionFactory,
    ProspectFactory,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)
Because = Introduction.ClosedBecause
SPOKEN_OF = {NUDGED, WRITTEN, FOLLOWED_UP, FOLLOWED_UP_AGAIN, CLOSED, THANKED, INTRODUCER_INFORMED}


def day(number: int) -> dt.date:
    return DAY + dt.timedelta(days=number)


def ask(owner, **facts) -> Introduction:
    """An introduction asked for on day 0, to be written to by day 30."""
    return IntroductionFactory(owner=owner, **{"asked_on": DAY} | facts)


def owed(introduction, owner) -> list[tuple[str, dt.date]]:
    """The courtesies these tests speak of, each with its day; one that is added later has tests of its own."""
    return [(one.fact, one.due_on) for one in introduction.owed(owner) if one.fact in SPOKEN_OF]


# Verbs


def test_ask_needs_the_pledge(alice):
    draft = IntroductionFactory(owner=alice)

    with pytest.raises(ValidationError, match="tick the pledge"):
        draft.mark(ASKED, DAY)

    draft.refresh_from_db()
    assert (draft.asked_on, draft.status) == (None, "draft")


def test_ask_records_the_day_and_an_introducer(alice):
    draft = IntroductionFactory(owner=alice, pledged_on=DAY, write_by=day(9))

    draft.mark(ASKED, day(1))

    draft.refresh_from_db()
    assert (draft.asked_on, draft.status) == (day(1), "asked")
    introducer = Contact.objects.get(pk=draft.introducer_id)
    assert (introducer.may_introduce, introducer.last_touch_on) == (True, day(1))


def test_ask_takes_no_for_an_answer(alice):
    prospect = ProspectFactory(owner=alice, name="Ruth Abernethy", closed_on=DAY, closed_because="said_no")
    draft = IntroductionFactory(owner=alice, prospect=prospect, pledged_on=DAY, write_by=day(9))

    with pytest.raises(ValidationError, match="Ruth said no"):
        draft.mark(ASKED, DAY)


def test_ask_for_anyone_takes_no_from_nobody(alice):
    draft = IntroductionFactory(owner=alice, prospect=None, pledged_on=DAY, write_by=day(30))

    draft.mark(ASKED, DAY)

    assert draft.asked_on == DAY


def test_day_of_the_ask_can_be_corrected_after_a_no(alice):
    introduction = ask(alice)
    introduction.prospect.close(day(1), Contact.ClosedBecause.SAID_NO)

    introduction.mark(ASKED, day(-1))

    assert introduction.asked_on == day(-1)


def test_nudge_is_given_once(alice):
    introduction = ask(alice)

    introduction.mark(NUDGED, day(3))

    with pytest.raises(ValidationError, match="One nudge is enough"):
        introduction.mark(NUDGED, day(4))
    introduction.refresh_from_db()
    assert introduction.nudged_on == day(3)


def test_nudge_waits_for_no_answer_once_introduced(alice):
    introduction = ask(alice, made_on=day(1))

    with pytest.raises(ValidationError, match="no answer to wait for"):
        introduction.mark(NUDGED, day(3))


def test_verbs_lead_from_asked_to_kept(alice):
    introduction = ask(alice)
    states = [introduction.status]

    for verb in ("agreed", "made", "written", "met", "thanked", "introducer_informed"):
        introduction.mark(BY_COLUMN[f"{verb}_on"], day(len(states)))
        states.append(introduction.status)

    assert states == ["asked", "agreed", "made", "in_touch", "met", "met", "kept"]
    introduction.refresh_from_db()
    assert (introduction.agreed_on, introduction.introducer_informed_on) == (day(1), day(6))


def test_made_for_anyone_needs_a_person(alice):
    introduction = ask(alice, prospect=None)

    with pytest.raises(ValidationError, match="who you were introduced to"):
        introduction.mark(MADE, day(1))

    person = ContactFactory(owner=alice)
    introduction.mark(MADE, day(1), prospect=person)
    person.refresh_from_db()
    assert (introduction.status, introduction.prospect, person.prospect_on) == ("made", person, day(1))


def test_follow_ups_are_sent_once_each_and_in_order(alice):
    introduction = ask(alice, made_on=DAY, written_on=day(1))

    with pytest.raises(ValidationError, match="follow-up comes after"):
        introduction.mark(FOLLOWED_UP_AGAIN, day(3))
    introduction.mark(FOLLOWED_UP, day(3))
    with pytest.raises(ValidationError, match="three messages are enough"):
        introduction.mark(FOLLOWED_UP, day(4))
    introduction.mark(FOLLOWED_UP_AGAIN, day(5))
    with pytest.raises(ValidationError, match="three messages are enough"):
        introduction.mark(FOLLOWED_UP_AGAIN, day(6))

    introduction.refresh_from_db()
    assert (introduction.followed_up_on, introduction.followed_up_again_on) == (day(3), day(5))


def test_checked_names_the_person_and_changes_no_state(alice):
    introduction = ask(alice, prospect=None)
    with pytest.raises(ValidationError, match="who they checked with"):
        introduction.mark(CHECKED, day(1))
    person = ContactFactory(owner=alice)

    introduction.mark(CHECKED, day(1), prospect=person)

    person.refresh_from_db()
    assert (introduction.status, introduction.prospect, person.prospect_on) == ("asked", person, day(1))
    introduction.forget("checked_on", to_anyone=True)
    assert (introduction.checked_on, introduction.prospect) == (None, None)


def test_introducer_comes_up_with_somebody(alice):
    introduction = ask(alice, prospect=None)
    person = ContactFactory(owner=alice)

    introduction.name_person(day(2), person)

    introduction.refresh_from_db()
    assert (introduction.status, introduction.agreed_on, introduction.prospect) == ("agreed", day(2), person)
    with pytest.raises(ValidationError, match="already know"):
        introduction.name_person(day(3), ContactFactory(owner=alice))
    introduction.forget("prospect")
    introduction.refresh_from_db()
    assert (introduction.prospect, introduction.agreed_on) == (None, day(2))


def test_nobody_who_said_no_is_written_to_and_the_day_of_a_message_is_set_right(alice, freeze):
    freeze(day(9))
    prospect = ProspectFactory(owner=alice, name="Ruth Abernethy", closed_on=DAY, closed_because="said_no")
    meant = DirectFactory(owner=alice, prospect=prospect, pledged_on=DAY)

    with pytest.raises(ValidationError, match="Ruth said no"):
        meant.mark(WRITTEN, day(1))

    meant.record(written_on=day(2))
    meant.correct(written_on=day(1))
    assert meant.written_on == day(1)


def test_writing_by_oneself_asks_again_whoever_said_not_now(alice):
    prospect = ProspectFactory(owner=alice, not_now_on=DAY, ask_again_on=day(90))
    direct = DirectFactory(owner=alice, prospect=prospect, pledged_on=DAY)

    direct.mark(WRITTEN, day(1))

    prospect.refresh_from_db()
    assert (prospect.said_not_now, prospect.ask_again_on) == (False, None)


def test_introducer_may_not_come_up_with_somebody_who_said_no(alice):
    introduction = ask(alice, prospect=None)
    person = ProspectFactory(owner=alice, name="Ruth Abernethy", closed_on=DAY, closed_because="said_no")

    with pytest.raises(ValidationError, match="Ruth said no"):
        introduction.name_person(day(2), person)

    introduction.refresh_from_db()
    assert (introduction.prospect, introduction.agreed_on) == (None, None)


def test_person_stays_named_once_they_were_checked_with(alice):
    introduction = ask(alice, checked_on=day(1))

    with pytest.raises(ValidationError, match="First undo what came after it: checked"):
        introduction.forget("prospect")


def test_several_people_come_of_one_ask(alice):
    first = ask(alice, made_on=day(3), written_on=day(3), message="Dear Sam", channel="text")
    criterion = MentorCriterionFactory(owner=alice)
    first.criteria.add(criterion)
    person = ContactFactory(owner=alice)

    second = first.lead_to(day(4), person)
    third = second.lead_to(day(5), ContactFactory(owner=alice))

    second.refresh_from_db()
    person.refresh_from_db()
    assert (second.status, second.made_on, second.written_on, second.prospect) == (
        "made",
        day(4),
        None,
        person,
    )
    same = ("introducer", "goal", "purpose", "message", "channel", "asked_on", "write_by", "pledged_on")
    assert [getattr(second, name) for name in same] == [getattr(first, name) for name in same]
    assert list(second.criteria.all()) == [criterion]
    assert (second.came_from, third.came_from, person.prospect_on) == (first, first, day(4))
    assert set(first.led_to.all()) == {second, third}


def test_same_person_comes_of_an_ask_only_once(alice):
    first = ask(alice, made_on=day(3))

    with pytest.raises(ValidationError, match="already asked"):
        first.lead_to(day(4), first.prospect)
    with pytest.raises(ValidationError, match="to themselves"):
        first.lead_to(day(4), first.introducer)
    with pytest.raises(ValidationError, match="The introduction comes after the ask"):
        first.lead_to(day(-1), ContactFactory(owner=alice))
    with pytest.raises(ValidationError, match="First say"):
        ask(alice).lead_to(day(4), ContactFactory(owner=alice))

    assert Introduction.objects.filter(came_from__isnull=False).count() == 0


def test_further_introduction_is_taken_back_until_something_follows(alice):
    first = ask(alice, made_on=day(3))
    second, third = (first.lead_to(day(4), ContactFactory(owner=alice)) for _number in range(2))
    third.mark(WRITTEN, day(5))

    second.take_back()
    for introduction in (first, third):
        with pytest.raises(ValidationError, match="already come"):
            introduction.take_back()

    assert set(Introduction.objects.all()) == {first, third}


def test_made_takes_up_a_prospect_again_but_not_after_a_no(alice):
    no_fit = ProspectFactory(owner=alice, closed_on=DAY, closed_because="not_a_fit")
    said_no = ProspectFactory(owner=alice, closed_on=DAY, closed_because="said_no")

    ask(alice, prospect=no_fit).mark(MADE, day(1))
    ask(alice, prospect=said_no).mark(MADE, day(1))

    no_fit.refresh_from_db()
    said_no.refresh_from_db()
    assert (no_fit.is_prospect, said_no.is_prospect) == (True, False)


def test_facts_out_of_order_change_nothing(alice):
    introduction = ask(alice, made_on=day(5))

    for verb, on in (("written", 4), ("met", 4), ("agreed", 6), ("introducer_informed", 6), ("thanked", 4)):
        with pytest.raises(ValidationError):
            introduction.mark(BY_COLUMN[f"{verb}_on"], day(on))

    assert introduction.written_on is None
    introduction.refresh_from_db()
    told = {name: getattr(introduction, name) for name in COLUMNS if getattr(introduction, name)}
    assert told == {"asked_on": DAY, "made_on": day(5)}


def test_closed_introduction_takes_only_thanks_and_the_outcome(alice):
    introduction = ask(alice, closed_on=day(5), closed_because="no_answer")

    with pytest.raises(ValidationError, match="closed"):
        introduction.mark(MADE, day(5))
    introduction.mark(THANKED, day(6))

    assert (introduction.status, introduction.thanked_on) == ("closed", day(6))


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        ({}, {"no_answer", "introducer_declined", "prospect_declined", "withdrawn"}),
        ({"prospect": None}, {"no_answer", "introducer_declined", "withdrawn"}),
        ({"made_on": DAY}, {"no_answer", "prospect_declined", "withdrawn"}),
        ({"made_on": DAY, "answered_on": DAY}, {"prospect_declined", "withdrawn"}),
        ({"made_on": DAY, "met_on": DAY}, {"prospect_declined", "withdrawn"}),
        ({"made_on": DAY, "met_on": DAY, "thanked_on": DAY, "introducer_informed_on": DAY}, set()),
        ({"asked_on": None}, set()),
    ],
)
def test_reasons_to_close_fit_how_far_it_came(alice, facts, reasons):
    introduction = ask(alice, **facts)

    assert set(introduction.reasons_to_close) == reasons
    for because in set(Because) - reasons:
        with pytest.raises(ValidationError):
            introduction.close(day(1), because)


def test_no_of_the_person_closes_the_prospect_and_undo_opens_it(alice):
    introduction = ask(alice, made_on=day(1))

    introduction.close(day(3), Because.PROSPECT_DECLINED)
    prospect = Contact.objects.get(pk=introduction.prospect_id)
    assert (introduction.status, prospect.said_no, prospect.closed_on) == ("closed", True, day(3))

    introduction.forget("closed_on")
    prospect.refresh_from_db()
    assert (introduction.status, introduction.closed_because, prospect.is_prospect) == ("made", "", True)


def test_closed_is_closed_once(alice):
    introduction = ask(alice, closed_on=day(5), closed_because="no_answer")

    assert introduction.reasons_to_close == []
    with pytest.raises(ValidationError, match="is closed"):
        introduction.close(day(6), Because.WITHDRAWN)


def test_undo_of_a_no_leaves_the_no_of_a_meeting(alice):
    introduction = ask(alice, made_on=day(1))
    introduction.close(day(3), Because.PROSPECT_DECLINED)
    MeetingFactory(
        owner=alice,
        contact=introduction.prospect,
        held_on=day(3),
        recorded_on=day(3),
        outcome="said_no",
    )

    introduction.forget("closed_on")

    assert Contact.objects.get(pk=introduction.prospect_id).said_no


def test_reopening_beside_a_second_ask_says_why_it_cannot_be(alice):
    first = ask(alice, closed_on=day(2), closed_because="no_answer")
    ask(alice, introducer=first.introducer, prospect=first.prospect, asked_on=day(3))

    with pytest.raises(ValidationError, match="already asked"):
        first.forget("closed_on")


# Days set right


def test_days_are_corrected_as_a_whole(alice):
    introduction = ask(alice, made_on=day(5), written_on=day(6))

    with pytest.raises(ValidationError):
        introduction.correct(written_on=day(2))
    introduction.correct(written_on=day(2), made_on=day(1))

    introduction.refresh_from_db()
    assert (introduction.made_on, introduction.written_on) == (day(1), day(2))
    assert Contact.objects.get(pk=introduction.prospect_id).last_touch_on == day(2)


@pytest.mark.parametrize("days", [{"met_on": DAY}, {"made_on": None}, {"write_by": DAY}])
def test_correcting_adds_nothing_and_undoes_nothing(alice, days):
    introduction = ask(alice, made_on=day(5))

    with pytest.raises(ValidationError, match="only correct the day"):
        introduction.correct(**days)


def test_correcting_a_no_moves_the_day_of_the_prospect(alice):
    introduction = ask(alice, made_on=day(1))
    introduction.close(day(3), Because.PROSPECT_DECLINED)

    introduction.correct(closed_on=day(2))

    prospect = Contact.objects.get(pk=introduction.prospect_id)
    assert (prospect.closed_on, prospect.said_no) == (day(2), True)
    introduction.forget("closed_on")
    prospect.refresh_from_db()
    assert prospect.is_prospect


def test_forget_undoes_one_fact(alice):
    introduction = ask(alice, made_on=day(1), written_on=day(2))

    introduction.forget("written_on")

    introduction.refresh_from_db()
    assert (introduction.written_on, introduction.status) == (None, "made")


def test_forget_names_what_rests_on_the_fact(alice):
    introduction = ask(alice, made_on=day(1), written_on=day(2))

    with pytest.raises(ValidationError, match="introduced and wrote"):
        introduction.forget("asked_on")

    introduction.refresh_from_db()
    assert introduction.asked_on == DAY


def test_forget_of_closing_waits_for_the_thanks_that_rest_on_it(alice):
    introduction = ask(alice, closed_on=day(2), closed_because="introducer_declined", thanked_on=day(2))

    with pytest.raises(ValidationError, match="thanked"):
        introduction.forget("closed_on")


@pytest.mark.parametrize("fact", ["purpose", "nonsense", "made_on"])
def test_forget_of_what_was_not_told_is_refused(alice, fact):
    with pytest.raises(ValidationError, match="nothing to undo"):
        ask(alice).forget(fact)


def test_forget_can_go_back_to_anyone_who_fits(alice):
    introduction = ask(alice, prospect=None)
    introduction.mark(MADE, day(1), prospect=ContactFactory(owner=alice))

    introduction.forget("made_on", to_anyone=True)

    introduction.refresh_from_db()
    assert (introduction.prospect, introduction.status) == (None, "asked")


def test_nothing_comes_along_with_a_person_who_is_forgotten(alice):
    introduction = ask(alice, prospect=ContactFactory(owner=alice))

    introduction.forget("prospect", brought=("asked_on",))

    assert (introduction.prospect, introduction.asked_on) == (None, DAY)


def test_two_work_together_while_their_agreement_runs(alice):
    introduction = ask(alice, made_on=day(1))
    facts = {"confirmed_on": DAY, "confirmed_how": "mail", "confirmed_words": []}
    agreement = MentorAgreementFactory(owner=alice, mentor=introduction.prospect, **facts)

    assert Introduction.objects.get().works_together
    agreement.record(ended_on=DAY)
    assert not Introduction.objects.get().works_together
    assert not ask(alice, prospect=None).works_together


def test_who_introduced_somebody_is_the_first_who_did(alice):
    ruth = ProspectFactory(owner=alice)
    ask(alice, prospect=ruth)
    DirectFactory(owner=alice, prospect=ruth)
    first = ask(alice, prospect=ruth, made_on=day(2)).introducer
    first.record(greeting="Ellie")
    ask(alice, prospect=ruth, made_on=day(1))

    found = Contact.objects.annotate(**introducer_of(OuterRef("pk"))).get(pk=ruth.pk)

    assert (found.introducer_pk, found.introducer_name) == (first.pk, first.name)
    assert found.introducer_greeting == "Ellie"


def test_facts_keep_the_last_touch_of_both_people(alice):
    introduction = ask(alice, made_on=day(1))

    introduction.mark(WRITTEN, day(4))
    assert Contact.objects.get(pk=introduction.prospect_id).last_touch_on == day(4)

    introduction.forget("written_on")
    assert Contact.objects.get(pk=introduction.prospect_id).last_touch_on == day(1)
    assert Contact.objects.get(pk=introduction.introducer_id).last_touch_on == day(1)


@pytest.mark.parametrize("fact", [NUDGED, AGREED])
def test_a_nudge_and_a_yes_move_the_last_touch_of_the_introducer(alice, fact):
    introduction = ask(alice)

    introduction.mark(fact, day(4))

    assert Contact.objects.get(pk=introduction.introducer_id).last_touch_on == day(4)


def test_whoever_is_named_only_now_was_in_touch_from_then_on(alice):
    person = ContactFactory(owner=alice)
    introduction = ask(alice, prospect=None)

    introduction.mark(MADE, day(1), prospect=person)

    assert Contact.objects.get(pk=person.pk).last_touch_on == day(1)


def test_remove_takes_its_touches_with_it(alice):
    introduction = ask(alice, made_on=day(1))
    introduction.mark(WRITTEN, day(4))
    introducer, prospect = introduction.introducer_id, introduction.prospect_id

    introduction.remove()

    assert not Introduction.objects.exists()
    touched = Contact.objects.filter(pk__in=[introducer, prospect], last_touch_on__isnull=False)
    assert not touched.exists()


def test_same_ask_twice_is_refused_while_the_first_is_open(alice):
    first = ask(alice)
    again = IntroductionFactory(
        owner=alice, introducer=first.introducer, prospect=first.prospect, pledged_on=DAY, write_by=day(9)
    )

    with pytest.raises(ValidationError, match="already asked"):
        again.mark(ASKED, day(1))

    first.close(day(1), Because.NO_ANSWER)
    again.mark(ASKED, day(1))
    assert again.status == "asked"


# Courtesies


def test_draft_owes_nothing(alice):
    assert owed(IntroductionFactory(owner=alice), alice) == []


def test_asked_is_nudged_once_and_then_given_up(alice):
    introduction = ask(alice)
    assert owed(introduction, alice) == [(NUDGED, day(9))]

    introduction.mark(NUDGED, day(11))
    assert owed(introduction, alice) == [(CLOSED, day(22))]


def test_yes_starts_the_waiting_anew(alice):
    assert owed(ask(alice, agreed_on=day(4)), alice) == [(NUDGED, day(15))]
    assert owed(ask(alice, agreed_on=day(3), checked_on=day(4)), alice) == [(NUDGED, day(15))]


def test_waiting_leaves_out_the_weekend_of_the_person(alice):
    thursday = ask(alice, asked_on=day(3))

    assert owed(thursday, alice) == [(NUDGED, day(14))]
    alice.weekend = "fri_sat"
    assert owed(thursday, alice) == [(NUDGED, day(14))]
    alice.weekend = "sun"
    assert owed(thursday, alice) == [(NUDGED, day(11))]
    alice.weekend, alice.time_zone = "", "Asia/Tehran"
    assert owed(thursday, alice) == [(NUDGED, day(12))]


def test_introduced_owes_a_letter_then_thanks(alice):
    introduction = ask(alice, made_on=day(3))

    assert owed(introduction, alice) == [(WRITTEN, day(5)), (THANKED, day(8))]


def test_letter_comes_before_thanks_however_late_they_are(alice):
    alice.thank_within = 2

    assert owed(ask(alice, made_on=DAY, write_by=DAY), alice)[0] == (WRITTEN, DAY)


def test_silent_person_gets_two_more_messages_and_is_then_let_be(alice):
    introduction = ask(alice, made_on=DAY, written_on=DAY, thanked_on=DAY)
    assert owed(introduction, alice) == [(FOLLOWED_UP, day(9))]

    introduction.mark(FOLLOWED_UP, day(9))
    assert owed(introduction, alice) == [(FOLLOWED_UP_AGAIN, day(18))]

    introduction.mark(FOLLOWED_UP_AGAIN, day(18))
    assert owed(introduction, alice) == [(CLOSED, day(29))]

    introduction.close(day(29), Because.NO_ANSWER)
    assert owed(introduction, alice) == [(INTRODUCER_INFORMED, day(36))]


@pytest.mark.parametrize("sent", [0, 1, 2])
def test_answer_ends_the_following_up(alice, sent):
    messages = {"followed_up_on": day(9), "followed_up_again_on": day(18)}
    sent_so_far = dict(list(messages.items())[:sent])
    introduction = ask(alice, made_on=DAY, written_on=DAY, thanked_on=DAY, **sent_so_far)

    introduction.mark(ANSWERED, day(19))

    assert (introduction.status, owed(introduction, alice)) == ("in_touch", [])
    with pytest.raises(ValidationError, match=r"answered|already done"):
        introduction.mark(FOLLOWED_UP, day(20))
    with pytest.raises(ValidationError, match=r"answered|already done"):
        introduction.mark(FOLLOWED_UP_AGAIN, day(20))


def test_nobody_is_followed_up_after_a_meeting(alice):
    introduction = ask(alice, made_on=DAY, written_on=DAY, met_on=day(1))

    for fact in (FOLLOWED_UP, FOLLOWED_UP_AGAIN):
        with pytest.raises(ValidationError, match="They have answered"):
            introduction.mark(fact, day(2))


@pytest.mark.parametrize(
    ("facts", "due_on"),
    [
        ({}, None),
        ({"nudged_on": day(1)}, day(10)),
        ({"nudged_on": day(1), "made_on": day(2)}, None),
        ({"made_on": DAY, "written_on": DAY, "followed_up_on": DAY}, None),
        ({"made_on": DAY, "written_on": DAY, "followed_up_on": DAY, "followed_up_again_on": day(1)}, day(10)),
        (
            {
                "made_on": DAY,
                "written_on": DAY,
                "followed_up_on": DAY,
                "followed_up_again_on": DAY,
                "answered_on": DAY,
            },
            None,
        ),
    ],
)
def test_closing_is_due_after_silence_alone(alice, facts, due_on):
    assert CLOSED.due(ask(alice, **facts), alice) == due_on


@pytest.mark.parametrize(
    ("facts", "due_on"),
    [
        ({"made_on": day(1)}, day(6)),
        ({"made_on": day(1), "closed_on": day(2), "closed_because": "no_answer"}, day(3)),
        ({"closed_on": day(2), "closed_because": "introducer_declined"}, day(3)),
        ({"closed_on": day(2), "closed_because": "no_answer"}, None),
        ({}, None),
    ],
)
def test_thanks_are_due_to_whoever_helped_or_answered(alice, facts, due_on):
    assert THANKED.due(ask(alice, **facts), alice) == due_on


def test_end_is_told_in_words(alice):
    ruth = ProspectFactory(owner=alice, name="Ruth Abernethy")
    declined = ask(
        alice, introducer__name="Sam Holm", prospect=ruth, closed_on=DAY, closed_because="introducer_declined"
    )
    made = ask(alice, introducer__name="Ben Ek", prospect=ruth, made_on=DAY)

    assert CLOSED.sentence_of(declined) == "Closed: Sam said no"
    assert CLOSED.history_of(declined) == "{introducer} said no to introducing you to {prospect}."
    assert THANKED.history_of(declined) == "You thanked {introducer} anyway."
    assert THANKED.history_of(made) == "You thanked {introducer} for introducing {prospect}."


def test_thanks_have_a_letter_for_an_introduction_and_for_a_no(alice):
    made = ask(alice, made_on=DAY)
    declined = ask(alice, closed_on=DAY, closed_because="introducer_declined")
    withdrawn = ask(alice, closed_on=DAY, closed_because="withdrawn")

    assert [THANKED.letter_of(one) for one in (made, declined, withdrawn)] == ["thanks", "take_no", None]


@pytest.mark.parametrize(
    ("constraint", "days", "fact"),
    [
        ("introduction_followed_up_after_written", (0, 1, 2), FOLLOWED_UP_AGAIN),
        ("introduction_followed_up_after_written", (1, 1, 0), FOLLOWED_UP_AGAIN),
        ("introduction_followed_up_after_written", (2, 1, 3), FOLLOWED_UP),
        ("introduction_closed_last", (0, 1, 2), CLOSED),
        ("introduction_made_to_somebody", (0, 1, 2), MADE),
        ("introduction_has_form_key", (0, 1, 2), None),
    ],
)
def test_fact_in_the_wrong_place_is_named(constraint, days, fact):
    written, first, second = map(day, days)
    introduction = Introduction(
        asked_on=DAY, made_on=DAY, written_on=written, followed_up_on=first, followed_up_again_on=second
    )

    assert fact_of(constraint, introduction) == fact


def test_promise_is_broken_after_its_own_day(alice):
    introduction = ask(alice, made_on=day(3), write_by=day(8))
    late = ask(alice, made_on=day(9), write_by=day(8))

    assert [introduction.is_unused(day(number)) for number in (8, 9)] == [False, True]
    assert [late.is_unused(day(number)) for number in (11, 12)] == [False, True]
    introduction.mark(WRITTEN, day(9))
    assert not introduction.is_unused(day(30))


def test_promised_day_to_write_comes_first_when_it_is_nearer(alice):
    nearer = ask(alice, write_by=day(4), made_on=day(3))
    passed = ask(alice, write_by=day(2), made_on=day(3))

    assert owed(nearer, alice)[0] == (WRITTEN, day(4))
    assert owed(passed, alice)[0] == (WRITTEN, day(5))  # it came later, so it has as long as any other


def test_numbers_of_the_person_count(alice):
    alice.write_within, alice.thank_within, alice.nudge_after, alice.report_within = 3, 2, 10, 14
    alice.follow_up_after = 5

    assert owed(ask(alice), alice) == [(NUDGED, day(14))]
    assert owed(ask(alice, made_on=DAY), alice) == [(WRITTEN, day(3)), (THANKED, day(2))]
    silent = ask(alice, made_on=DAY, written_on=DAY, thanked_on=DAY)
    assert owed(silent, alice) == [(FOLLOWED_UP, day(7))]
    met = ask(alice, made_on=DAY, thanked_on=DAY, met_on=day(1))
    assert owed(met, alice) == [(INTRODUCER_INFORMED, day(15))]


def test_met_owes_the_outcome_and_no_letter(alice):
    introduction = ask(alice, made_on=DAY, met_on=day(6))

    assert owed(introduction, alice) == [(THANKED, day(5)), (INTRODUCER_INFORMED, day(13))]
    introduction.mark(THANKED, day(6))
    introduction.mark(INTRODUCER_INFORMED, day(6))
    assert (owed(introduction, alice), introduction.next_courtesy(alice)) == ([], None)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"closed_because": "no_answer"}, []),
        ({"closed_because": "withdrawn"}, []),
        ({"closed_because": "introducer_declined"}, [(THANKED, day(6))]),
        (
            {"closed_because": "prospect_declined", "made_on": day(1)},
            [(THANKED, day(6)), (INTRODUCER_INFORMED, day(12))],
        ),
        (
            {"closed_because": "no_answer", "made_on": day(1), "thanked_on": day(2)},
            [(INTRODUCER_INFORMED, day(12))],
        ),
    ],
)
def test_closed_owes_a_word_to_whoever_helped(alice, facts, expected):
    introduction = ask(alice, closed_on=day(5), **facts)

    assert owed(introduction, alice) == expected


def test_duty_is_late_after_its_day(alice):
    nudge = ask(alice).next_courtesy(alice)
    thanks = ask(alice, made_on=day(2), written_on=day(2)).next_courtesy(alice)

    assert (thanks.fact, thanks.due_on) == (THANKED, day(7))
    assert [thanks.is_late(day(number)) for number in (6, 7, 8, 21, 22)] == [False, False, True, True, False]
    # Nobody was promised a nudge.
    assert not any(nudge.is_late(day(number)) for number in range(8, 30))


TO_ANSWER = {"nudged", "agreed", "checked", "made", "closed"}
TO_MEET = {"written", "answered", "met", "closed", "thanked"}
SENT = {"made_on": DAY, "written_on": DAY}


@pytest.mark.parametrize(
    ("facts", "may"),
    [
        ({"asked_on": None}, {"asked"}),
        ({}, TO_ANSWER),
        ({"agreed_on": DAY}, TO_ANSWER),
        ({"made_on": DAY}, TO_MEET),
        (SENT, TO_MEET | {"followed_up"}),
        (SENT | {"followed_up_on": DAY}, TO_MEET | {"followed_up", "followed_up_again"}),
        (SENT | {"answered_on": DAY}, TO_MEET),
        (SENT | {"met_on": DAY}, {"closed", "thanked", "introducer_informed"}),
        (
            SENT | {"met_on": DAY, "thanked_on": DAY, "introducer_informed_on": DAY},
            {"thanked", "introducer_informed"},
        ),
        ({"closed_on": DAY, "closed_because": "no_answer"}, {"thanked"}),
        (
            {"made_on": DAY, "closed_on": DAY, "closed_because": "no_answer"},
            {"thanked", "introducer_informed"},
        ),
    ],
)
def test_what_may_happen_next_follows_from_what_happened(alice, facts, may):
    introduction = ask(alice, **facts)

    assert {fact.verb for fact in BY_COLUMN.values() if fact.may(introduction)} == may


# Phrases


def test_phrases_sort_by_state(alice, bob):
    draft, asked = IntroductionFactory(owner=alice), ask(alice)
    made = ask(alice, made_on=DAY)
    kept = ask(alice, made_on=DAY, met_on=DAY, thanked_on=DAY, introducer_informed_on=DAY)
    declined = ask(alice, closed_on=DAY, closed_because="introducer_declined")
    ask(alice, closed_on=DAY, closed_because="no_answer")
    ask(bob)
    mine = Introduction.objects.owned_by(alice)

    assert set(mine.open()) == {asked, made}
    assert set(mine.with_courtesies_left()) == {asked, made, declined}
    assert list(mine.nearest_first())[:4] == [made, asked, draft, kept]


def test_a_further_introduction_to_nobody_any_more_is_taken_back(alice):
    first = IntroductionFactory(owner=alice, asked_on=DAY, made_on=day(1))
    further = first.lead_to(day(2), ProspectFactory(owner=alice))
    further.forget("made_on", to_anyone=True)

    further.take_back()

    assert list(Introduction.objects.all()) == [first]
