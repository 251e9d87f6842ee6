import datetime as dt

import pytest
from django.urls import reverse

from mentoring.models import Meeting, MentorAgreement, Review
from mentoring.models.introduction_facts import WRITTEN as WRITTEN_FACT
from mentoring.status import next_actions
from mentoring.status.next_actions.action import span
from mentoring.status.next_actions.sessions import next_time
from mentoring.status.records import Records
from tests import stories
from tests.factories import (
    ContactFactory,
    DirectFactory,
    GoalFactory,
    GoalStepFactory,
    InteractionFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    MentorCriterionFactory,
    PostponementFactory,
    ProspectFactory,
    ReminderFactory,
    ReviewFactory,
    TieFactory,
)
from tests.stories import MARCH, at, day

WRITTEN = {"asked_on": day(3, 1), "made_on": day(3, 5), "written_on": day(3, 6), "thanked_on": day(3, 6)}
ANSWERED = WRITTEN | {"answered_on": day(3, 7)}
SILENT = {"asked_on": day(2, 1), "made_on": day(2, 3), "written_on": day(2, 4), "thanked_on": day(2, 4)}


@pytest.fixture(autouse=True)
def stopped(freeze):
    freeze(MARCH)


@pytest.fixture
def people(alice):
    """Priya, who introduces, and Tomás, who was introduced."""
    return {
        "owner": alice,
        "introducer": ContactFactory(owner=alice, name="Priya Raman"),
        "prospect": ProspectFactory(owner=alice, name="Tomás Ferreira"),
    }


@pytest.fixture
def margaret(alice):
    return ProspectFactory(owner=alice, name="Margaret Lindqvist")


def told(actions, today=MARCH):
    """What the list says: when, what and why."""
    return [(action.group(today), action.due_on, action.title, action.why) for action in actions]


def confirmed(alice, mentor, **facts):
    """An agreement that is running, from 30 March to 30 September unless told otherwise."""
    facts = {
        "starts_on": day(3, 30),
        "ends_on": day(9, 30),
        "confirmed_on": day(3, 20),
        "confirmed_how": "in_person",
        "confirmed_words": [],
    } | facts
    return MentorAgreementFactory(owner=alice, mentor=mentor, **facts)


def only(actions, key):
    """The one action whose key begins like this; None when there is none."""
    found = [action for action in actions if action.key.startswith(key)]
    assert len(found) <= 1
    return found[0] if found else None


# The whole list


def test_list_of_a_whole_search_is_in_order(alice):
    stories.march(alice)

    assert told(next_actions.for_user(alice, MARCH)) == [
        ("today", day(3, 10), "Thank Priya for introducing Tomás", "Introduced on 5 March. Two lines are plenty."),
        ("today", day(3, 12), "Tell Grace how it went with Margaret", "You met a week ago, thanks to Grace."),
        ("week", day(3, 13), "Write to Daniel", "Ben introduced you yesterday."),
        (
            "week",
            day(3, 13),
            "Nudge Sam about Ruth",
            "You asked 8 days ago. One reminder is fine.",
        ),
        ("later", day(3, 16), "Share the agreement with Margaret", "Everything is there for Margaret to read."),
        ("later", day(3, 16), "Prepare to meet Tomás", "First meeting, by video, Tuesday at 12:30."),
        (
            "later",
            None,
            "Decide by when",
            "“Settle into leading people who were my peers” has no day yet.",
        ),
    ]  # fmt: skip


def test_list_is_empty_without_records(alice, bob):
    stories.march(bob)

    assert next_actions.for_user(alice, MARCH) == []


def test_list_of_a_contact_holds_what_concerns_them(alice):
    story = stories.march(alice)

    def titles(contact):
        return [action.title for action in next_actions.for_contact(Records(alice, MARCH), contact)]

    assert titles(story.priya) == ["Thank Priya for introducing Tomás"]
    assert titles(story.tomas) == ["Thank Priya for introducing Tomás", "Prepare to meet Tomás"]
    assert titles(story.margaret) == [
        "Tell Grace how it went with Margaret",
        "Share the agreement with Margaret",
    ]
    assert titles(story.yusuf) == []


def test_list_of_a_contact_costs_at_most_seven_queries(alice, django_assert_max_num_queries):
    story = stories.march(alice)

    with django_assert_max_num_queries(7):
        next_actions.for_contact(Records(alice, MARCH), story.margaret)


@pytest.mark.parametrize(
    ("until_on", "is_hidden"), [(None, True), (day(3, 13), True), (day(3, 12), False), (day(3, 11), False)]
)
def test_postponed_action_is_hidden_until_its_day(alice, until_on, is_hidden):
    story = stories.march(alice)
    key = f"meeting.prepared:{story.coming.pk}"
    PostponementFactory(owner=alice, action=key, until_on=until_on)

    keys = [action.key for action in next_actions.for_user(alice, MARCH)]

    assert (key not in keys) is is_hidden


def test_postponed_courtesy_makes_room_for_the_next(alice, people):
    introduction = IntroductionFactory(**people, asked_on=day(3, 6), made_on=day(3, 11))
    PostponementFactory(owner=alice, action=f"introduction.written:{introduction.pk}")

    actions = next_actions.for_user(alice, MARCH)

    assert [action.title for action in actions] == ["Thank Priya for introducing Tomás"]


def test_whatever_was_put_off_is_listed_also_where_something_else_comes_before_it(alice, people):
    introduction = IntroductionFactory(**people, asked_on=day(3, 6), made_on=day(3, 11))
    PostponementFactory(owner=alice, action=f"introduction.thanked:{introduction.pk}")

    aside = next_actions.set_aside(Records(alice, MARCH))

    assert [action.title for action in aside] == ["Thank Priya for introducing Tomás"]
    assert [action.title for action in next_actions.for_user(alice, MARCH)] == ["Write to Tomás"]


def test_postponement_of_somebody_else_hides_nothing(alice, bob, people):
    introduction = IntroductionFactory(**people, asked_on=day(3, 6), made_on=day(3, 11))
    PostponementFactory(owner=bob, action=f"introduction.written:{introduction.pk}")

    assert [action.title for action in next_actions.for_user(alice, MARCH)] == ["Write to Tomás"]


# Introductions


@pytest.mark.parametrize(
    ("facts", "rule", "due_on", "title", "why"),
    [
        (
            {"asked_on": day(3, 3)},
            "nudged",
            day(3, 12),
            "Nudge Priya about Tomás",
            "You asked 9 days ago. One reminder is fine.",
        ),
        (
            {"asked_on": day(3, 1), "agreed_on": day(3, 5)},
            "nudged",
            day(3, 16),
            "Nudge Priya about Tomás",
            "Priya said yes a week ago. One reminder is fine.",
        ),
        (
            {"asked_on": day(3, 1), "checked_on": day(3, 5)},
            "nudged",
            day(3, 16),
            "Nudge Priya about Tomás",
            "Priya said yes a week ago. One reminder is fine.",
        ),
        (
            {"asked_on": day(2, 20), "agreed_on": day(2, 23), "nudged_on": day(3, 2)},
            "closed",
            day(3, 11),
            "Close your ask to Priya about Tomás",
            "Priya said yes, you nudged on 2 March, and nothing came of it. That happens.",
        ),
        (
            SILENT,
            "followed_up",
            day(2, 13),
            "Follow up with Tomás",
            "You wrote on 4 February. A short second message is fine.",
        ),
        (
            SILENT | {"followed_up_on": day(2, 13)},
            "followed_up_again",
            day(2, 24),
            "Write to Tomás once more, then let it be",
            "You followed up on 13 February. Three messages in all are enough.",
        ),
        (
            SILENT | {"followed_up_on": day(2, 13), "followed_up_again_on": day(2, 24)},
            "closed",
            day(3, 5),
            "Close the introduction to Tomás",
            "You wrote three times, last on 24 February. No answer is an answer too.",
        ),
        (
            {"asked_on": day(2, 1), "write_by": day(3, 5), "made_on": day(2, 3)},
            "written",
            day(2, 5),
            "Use Priya’s introduction: write to Tomás",
            "You promised Priya you’d write by 5 March. Better late than never.",
        ),
        (  # made after the day that was promised: the day of the record is told
            {"asked_on": day(2, 1), "write_by": day(2, 3), "made_on": day(2, 10)},
            "written",
            day(2, 12),
            "Use Priya’s introduction: write to Tomás",
            "You promised Priya you’d write by 3 February. Better late than never.",
        ),
        (
            {"asked_on": day(2, 20), "nudged_on": day(3, 2)},
            "closed",
            day(3, 11),
            "Close your ask to Priya about Tomás",
            "You nudged on 2 March and heard nothing. No answer is an answer too.",
        ),
        (
            {"asked_on": day(3, 6), "made_on": day(3, 12)},
            "written",
            day(3, 14),
            "Write to Tomás",
            "Priya introduced you today.",
        ),
        (
            {"asked_on": day(3, 6), "made_on": day(3, 7), "written_on": day(3, 8)},
            "thanked",
            day(3, 12),
            "Thank Priya for introducing Tomás",
            "Introduced on 7 March. Two lines are plenty.",
        ),
        (
            {"asked_on": day(2, 6), "made_on": day(2, 7), "thanked_on": day(2, 8), "met_on": day(3, 11)},
            "introducer_informed",
            day(3, 18),
            "Tell Priya how it went with Tomás",
            "You met yesterday, thanks to Priya.",
        ),
        (
            {"asked_on": day(3, 1), "closed_on": day(3, 11), "closed_because": "introducer_declined"},
            "thanked",
            day(3, 12),
            "Thank Priya for answering",
            "Priya said no yesterday. A kind word keeps the door open.",
        ),
        (
            {
                "asked_on": day(2, 1),
                "made_on": day(2, 2),
                "thanked_on": day(2, 3),
                "closed_on": day(3, 10),
                "closed_because": "no_answer",
            },
            "introducer_informed",
            day(3, 17),
            "Tell Priya how it went with Tomás",
            "Closed on 10 March. Priya opened that door, so send them a short note.",
        ),
    ],
)
def test_introduction_asks_for_its_next_courtesy(alice, people, facts, rule, due_on, title, why):
    introduction = IntroductionFactory(**people, **facts)

    action = only(next_actions.for_user(alice, MARCH), f"introduction.{rule}")

    # Letting go of somebody silent is put off apart from closing an unanswered ask.
    name = f"{rule}.silent" if rule == "closed" and "made_on" in facts else rule
    assert action.key == f"introduction.{name}:{introduction.pk}"
    assert (action.due_on, action.title, action.why) == (due_on, title, why)
    assert action.done_url == reverse(f"introductions.{rule}", args=[introduction.pk])
    assert action.done_fields == ({"because": "no_answer"} if rule == "closed" else {})


@pytest.mark.parametrize(
    ("facts", "rule", "leads_to"),
    [
        ({"asked_on": day(3, 3)}, "nudged", "/introductions/{}/letters/nudge/"),
        ({"asked_on": day(2, 3), "nudged_on": day(2, 20)}, "closed", "/introductions/{}/closed/"),
    ],
)
def test_a_courtesy_leads_to_its_letter_or_to_the_introduction(alice, people, facts, rule, leads_to):
    introduction = IntroductionFactory(**people, **facts)

    action = only(next_actions.for_user(alice, MARCH), f"introduction.{rule}")

    assert action.url == leads_to.format(introduction.pk)


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        ({"asked_on": day(3, 3)}, "Nudge Priya"),
        ({"asked_on": day(2, 3), "nudged_on": day(2, 20)}, "Close your ask to Priya"),
    ],
)
def test_introduction_to_anyone_names_nobody(alice, people, facts, title):
    IntroductionFactory(**people | {"prospect": None}, **facts)

    assert [action.title for action in next_actions.for_user(alice, MARCH)] == [title]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"asked_on": day(3, 1), "closed_on": day(3, 5), "closed_because": "withdrawn"},
        {
            "asked_on": day(2, 1),
            "made_on": day(2, 2),
            "thanked_on": day(2, 3),
            "met_on": day(3, 1),
            "introducer_informed_on": day(3, 2),
        },
    ],
)
def test_introduction_that_owes_nothing_asks_for_nothing(alice, people, facts):
    IntroductionFactory(**people, **facts)

    assert next_actions.for_user(alice, MARCH) == []


@pytest.mark.parametrize(
    ("today", "group", "is_late", "words"),
    [
        (day(3, 10), "week", False, "Thu 12 March"),
        (day(3, 12), "today", False, ""),
        (day(3, 13), "today", True, "1 day late"),
        (day(3, 26), "today", True, "2 weeks late"),
        (day(3, 27), "today", False, "Waiting since 12 March"),
    ],
)
def test_promise_is_late_only_after_its_day_and_not_for_long(alice, people, today, group, is_late, words):
    IntroductionFactory(**people, asked_on=day(3, 6), made_on=day(3, 10))

    (action,) = next_actions.for_user(alice, today)

    assert (action.group(today), action.is_late(today), action.due_in_words(today)) == (group, is_late, words)


@pytest.mark.parametrize(
    ("today", "week"),
    [
        (day(3, 9), day(3, 15)),  # a Monday
        (day(3, 12), day(3, 15)),
        (day(3, 13), day(3, 20)),  # a Friday
        (day(3, 15), day(3, 22)),
    ],
)
def test_week_ends_on_sunday_or_from_friday_on_in_seven_days(today, week):
    assert next_actions.end_of_week(today) == week


def test_nudge_is_never_late(alice, people):
    IntroductionFactory(**people, asked_on=day(3, 1))

    (action,) = next_actions.for_user(alice, day(3, 30))

    assert (action.is_late(day(3, 30)), action.due_in_words(day(3, 30))) == (False, "Since 10 March")


def test_courtesy_has_a_day_after_the_one_before_it_was_kept(alice, people):
    introduction = IntroductionFactory(**people, asked_on=day(2, 1), made_on=day(2, 2))

    introduction.mark(WRITTEN_FACT, MARCH)
    (action,) = next_actions.for_user(alice, MARCH)

    assert (action.title, action.due_on) == ("Thank Priya for introducing Tomás", day(3, 13))
    assert not action.is_late(MARCH)


def test_what_was_put_off_is_late_only_after_the_day_it_came_back(alice, people):
    introduction = IntroductionFactory(**people, asked_on=day(3, 1), made_on=day(3, 3))
    PostponementFactory(owner=alice, action=f"introduction.written:{introduction.pk}", until_on=MARCH)

    (on_that_day,) = next_actions.for_user(alice, MARCH)
    (day_after,) = next_actions.for_user(alice, day(3, 13))

    assert (on_that_day.due_on, on_that_day.is_late(MARCH)) == (MARCH, False)
    assert day_after.due_in_words(day(3, 13)) == "1 day late"


def test_whoever_is_waited_for_has_two_answers(alice, people):
    asked = IntroductionFactory(**people, asked_on=day(3, 3))
    anyone = IntroductionFactory(
        owner=alice, introducer__name="Elena Petrova", prospect=None, asked_on=day(3, 4)
    )
    silent = IntroductionFactory(owner=alice, prospect__name="Ruth Abernethy", **WRITTEN)

    found = {action.key.pk: action.replies for action in next_actions.for_user(alice, MARCH)}

    labels = {pk: [(reply.label, reply.asks) for reply in replies] for pk, replies in found.items()}
    assert labels[asked.pk] == [("Priya introduced us", False), ("Priya said no", False)]
    assert labels[anyone.pk] == [("Elena came up with someone", True), ("Elena said no", False)]
    assert labels[silent.pk] == [("Ruth answered", False), ("Ruth said no", False)]
    assert [reply.fields for reply in found[silent.pk]] == [{}, {"because": "prospect_declined"}]


def test_no_of_the_prospect_asks_for_thanks_to_them_and_for_no_meeting(alice, people):
    introduction = IntroductionFactory(**people, **WRITTEN)

    introduction.close(MARCH, "prospect_declined")
    titles = {action.title: action for action in next_actions.for_user(alice, MARCH)}

    assert set(titles) == {"Thank Tomás anyway", "Tell Priya how it went with Tomás"}
    thanks = titles["Thank Tomás anyway"]
    assert (thanks.due_on, thanks.url) == (day(3, 13), f"/introductions/{introduction.pk}/letters/take-no/")
    InteractionFactory(owner=alice, contact=introduction.prospect, kind="wrote", on=MARCH)
    assert "Thank Tomás anyway" not in [one.title for one in next_actions.for_user(alice, MARCH)]


def test_thanks_for_a_no_are_not_asked_for_weeks_later(alice, people):
    introduction = IntroductionFactory(**people, **WRITTEN)
    introduction.close(MARCH, "prospect_declined")

    titles = [
        [action.title for action in next_actions.for_user(alice, today)] for today in (day(4, 9), day(4, 10))
    ]

    assert ["Thank Tomás anyway" in found for found in titles] == [True, False]


def test_courtesy_follows_the_days_the_person_chose(alice, people):
    alice.nudge_after = 5
    IntroductionFactory(**people, asked_on=day(3, 3))

    assert next_actions.for_user(alice, MARCH)[0].due_on == day(3, 10)


def test_introduction_nobody_used_stands_above_everything(alice, people):
    stories.march(alice)
    IntroductionFactory(**people, asked_on=day(3, 1), made_on=day(3, 3), write_by=day(3, 11))

    first, second, *_others = next_actions.for_user(alice, MARCH)

    assert (first.title, first.is_late(MARCH), first.is_broken) == (
        "Use Priya’s introduction: write to Tomás",
        True,
        True,
    )
    assert (second.title, second.due_on) == ("Thank Priya for introducing Tomás", day(3, 10))
    assert first.due_on < day(3, 11)


def test_broken_promise_is_loudest_however_late_the_rest_is(alice, people):
    used_late = IntroductionFactory(**people, asked_on=day(3, 9), made_on=day(3, 10), write_by=day(3, 11))
    others = {"introducer": ContactFactory(owner=alice, name="Ben"), "owner": alice}
    IntroductionFactory(**others, asked_on=day(1, 5), made_on=day(1, 6), written_on=day(1, 6))

    actions = next_actions.for_user(alice, MARCH)

    assert [action.due_on for action in actions] == [day(3, 11), day(1, 11)]
    assert actions[0].key == f"introduction.written:{used_late.pk}"


def test_weekend_of_the_person_counts(alice, people):
    IntroductionFactory(**people, asked_on=day(3, 3))

    def due_on(**facts):
        for name, value in facts.items():
            setattr(alice, name, value)
        return next_actions.for_user(alice, MARCH)[0].due_on

    assert due_on(weekend="fri_sat") == day(3, 12)
    assert due_on(weekend="sun") == day(3, 11)
    assert due_on(weekend="", time_zone="Asia/Kathmandu") == day(3, 11)
    assert due_on(weekend="sat_sun", time_zone="Asia/Riyadh") == day(3, 12)


def test_silent_person_hears_of_the_mentor_with_the_follow_up(alice, people, margaret):
    confirmed(alice, margaret, starts_on=day(3, 1), confirmed_on=day(3, 8))
    MeetingFactory(owner=alice, contact=margaret, kind="session", starts_at=at(5, 20))
    IntroductionFactory(**people, **SILENT)

    action = only(next_actions.for_user(alice, MARCH), "introduction.")

    assert (action.title, action.why) == (
        "Follow up with Tomás",
        "You’ve found a mentor in the meantime. Say so kindly, or close it.",
    )


def test_written_introduction_asks_for_a_first_meeting(alice, people):
    introduction = IntroductionFactory(**people, **ANSWERED)

    action = only(next_actions.for_user(alice, MARCH), "introduction.meet")

    assert action.key == f"introduction.meet:{introduction.pk}"
    assert action.due_on == day(3, 14)
    assert action.title == "Plan a first meeting with Tomás"
    assert action.why == "Tomás answered on 7 March. Half an hour over coffee is enough."
    assert action.url == f"/meetings/new/?with={people['prospect'].pk}&kind=first"
    assert action.done_url is None


def test_written_introduction_with_a_meeting_asks_for_none(alice, people):
    IntroductionFactory(**people, **ANSWERED)
    MeetingFactory(owner=alice, contact=people["prospect"], starts_at=at(5, 1))

    assert next_actions.for_user(alice, MARCH) == []


def test_found_mentor_closes_the_loop_with_others(alice, people, margaret):
    agreement = confirmed(alice, margaret, starts_on=day(3, 1), confirmed_on=day(3, 8))
    MeetingFactory(owner=alice, contact=margaret, kind="session", starts_at=at(5, 20))
    introduction = IntroductionFactory(**people, **ANSWERED)

    action = only(next_actions.for_user(alice, MARCH), "introduction.")

    assert agreement.is_running
    assert action.key == f"introduction.found:{introduction.pk}"
    assert (action.due_on, action.title) == (day(3, 15), "Let Tomás know you’ve found a mentor")
    assert action.why == "Priya introduced you on 5 March. Close the loop kindly."
    assert action.done_url == reverse("introductions.closed", args=[introduction.pk])
    assert action.done_fields == {"because": "withdrawn"}


@pytest.mark.parametrize(
    ("channel", "why"),
    [
        ("email", "You wrote to Tomás on 6 March. Close the loop kindly."),
        ("in_person", "You asked Tomás on 6 March. Close the loop kindly."),
    ],
)
def test_found_mentor_closes_the_loop_with_whoever_was_written_to(alice, people, margaret, channel, why):
    confirmed(alice, margaret, starts_on=day(3, 1), confirmed_on=day(3, 8))
    direct = DirectFactory(
        owner=alice, prospect=people["prospect"], channel=channel, pledged_on=day(3, 5),
        written_on=day(3, 6), answered_on=day(3, 9),
    )  # fmt: skip

    action = only(next_actions.for_user(alice, MARCH), "introduction.found")

    # An answer that came after the yes counts from its own day.
    assert (action.why, action.due_on) == (why, day(3, 16))
    direct.record(answered_on=None)
    assert only(next_actions.for_user(alice, MARCH), "introduction.found") is None


# Meetings


@pytest.mark.parametrize(
    ("moment", "due_on", "why"),
    [
        (at(3, 12, 18, 0), day(3, 12), "First meeting, over coffee, today at 18:00."),
        (at(3, 13, 9, 0), day(3, 12), "First meeting, over coffee, tomorrow at 09:00."),
        (at(3, 17), day(3, 16), "First meeting, over coffee, Tuesday at 12:30."),
        (at(3, 26), day(3, 25), "First meeting, over coffee, Thursday 26 March at 12:30."),
    ],
)
def test_planned_meeting_is_prepared_the_day_before(alice, margaret, moment, due_on, why):
    meeting = MeetingFactory(owner=alice, contact=margaret, starts_at=moment)

    (action,) = next_actions.for_user(alice, MARCH)

    assert (action.due_on, action.title, action.why) == (due_on, "Prepare to meet Margaret", why)
    assert action.done_url == reverse("meetings.prepared", args=[meeting.pk])


@pytest.mark.parametrize(
    "facts",
    [
        {"starts_at": at(3, 27)},
        {"starts_at": at(3, 17), "prepared_on": day(3, 11)},
        {"starts_at": at(3, 17), "cancelled_on": day(3, 11)},
    ],
)
def test_meeting_far_off_prepared_or_cancelled_asks_for_nothing(alice, margaret, facts):
    MeetingFactory(owner=alice, contact=margaret, **facts)

    assert next_actions.for_user(alice, MARCH) == []


@pytest.mark.parametrize(
    ("moment", "due_on", "why"),
    [
        (at(3, 12, 11), day(3, 13), "You met today. It’s easiest while it’s fresh."),
        (at(3, 11, 18), day(3, 12), "You met yesterday. It’s easiest while it’s fresh."),
        (at(3, 5), day(3, 6), "You met a week ago. It’s easiest while it’s fresh."),
    ],
)
def test_meeting_whose_time_has_passed_is_written_down(alice, margaret, moment, due_on, why):
    meeting = MeetingFactory(owner=alice, contact=margaret, starts_at=moment)

    (action,) = next_actions.for_user(alice, MARCH)

    assert (action.due_on, action.title, action.why) == (due_on, "Write down how it went with Margaret", why)
    assert (action.url, action.done_url) == (reverse("meetings.record", args=[meeting.pk]), None)


A_WEEK_AGO = day(3, 5)


def held(alice, contact, outcome, on=A_WEEK_AGO, **facts):
    """A first meeting that was written down, at noon."""
    facts = {"thanked_on": on} | facts
    return MeetingFactory(
        owner=alice,
        contact=contact,
        starts_at=dt.datetime.combine(on, dt.time(12), tzinfo=dt.UTC),
        held_on=on,
        recorded_on=on,
        outcome=outcome,
        **facts,
    )


@pytest.mark.parametrize(
    ("outcome", "title", "why"),
    [
        ("good_fit", "Thank Margaret for meeting you", "You met yesterday. Name one thing you’ll act on."),
        (
            "said_no",
            "Thank Margaret anyway",
            "Margaret said no yesterday. Say thank you, and ask who else comes to mind.",
        ),
    ],
)
def test_meeting_is_followed_by_thanks_within_a_day(alice, margaret, outcome, title, why):
    meeting = held(alice, margaret, outcome, on=day(3, 11), thanked_on=None)

    action = only(next_actions.for_user(alice, MARCH), "meeting.thanked")

    assert (action.group(MARCH), action.due_on, action.title, action.why) == ("today", day(3, 12), title, why)
    assert action.done_url == reverse("meetings.thanked", args=[meeting.pk])


@pytest.mark.parametrize(
    ("outcome", "rule", "title", "why", "url"),
    [
        (
            "undecided",
            "decided",
            "Decide about Margaret",
            "You met a week ago and left it open.",
            "/meetings/{}/record/",
        ),
        (
            "talk_again",
            "again",
            "Plan another talk with Margaret",
            "You met a week ago and want to talk again.",
            "/meetings/new/?with={1}&kind=first",
        ),
        (
            "good_fit",
            "agree",
            "Write an agreement with Margaret",
            "You met on 5 March, and it fits. One page, filled in with what most people agree on.",
            "/agreements/new/?with={1}",
        ),
    ],
)  # fmt: skip
def test_outcome_asks_for_what_comes_next(alice, margaret, outcome, rule, title, why, url):
    meeting = held(alice, margaret, outcome)

    (action,) = next_actions.for_user(alice, MARCH)

    assert action.key == f"meeting.{rule}:{meeting.pk}"
    assert (action.due_on, action.title, action.why) == (MARCH, title, why)
    assert action.url == url.format(meeting.pk, margaret.pk)
    assert action.done_url is None


@pytest.mark.parametrize("outcome", ["undecided", "talk_again", "good_fit"])
def test_outcome_asks_for_nothing_once_another_meeting_is_planned(alice, margaret, outcome):
    held(alice, margaret, outcome)
    MeetingFactory(owner=alice, contact=margaret, starts_at=at(5, 1))

    assert next_actions.for_user(alice, MARCH) == []


@pytest.mark.parametrize("outcome", ["undecided", "talk_again", "good_fit"])
def test_outcome_asks_for_nothing_of_whoever_said_no(alice, margaret, outcome):
    held(alice, margaret, outcome)
    margaret.close(day(3, 6), "said_no")

    assert next_actions.for_user(alice, MARCH) == []


def test_not_a_fit_asks_for_nothing(alice, margaret):
    held(alice, margaret, "not_a_fit")

    assert next_actions.for_user(alice, MARCH) == []


# Agreements


@pytest.mark.parametrize(
    ("told", "due_on"),
    [((day(2, 1), None), day(3, 10)), ((None, day(3, 1)), None), ((None, None), day(3, 10))],
)
def test_what_came_of_the_last_advice_is_told_whatever_came_of_the_one_before(alice, margaret, told, due_on):
    for moment, told_on in zip((at(1, 10), at(2, 10)), told, strict=True):
        MeetingFactory(
            owner=alice, contact=margaret, starts_at=moment, held_on=moment.date(), recorded_on=moment.date(),
            outcome="undecided", one_thing=f"Advice of {moment:%B}", thanked_on=moment.date(),
            reported_back_on=told_on,
        )  # fmt: skip

    action = only(next_actions.for_user(alice, MARCH), "meeting.reported")

    assert (action and action.due_on) == due_on
    if action:
        assert (action.title, action.why) == (
            "Tell Margaret what came of the advice",
            "You wanted to act on this: Advice of February",
        )


@pytest.mark.parametrize(
    ("kind", "gone", "is_asked"),
    [
        ("first", {}, True),
        ("first", {"archived_on": MARCH}, False),
        ("first", {"closed_on": MARCH, "closed_because": "not_a_fit"}, False),
        ("first", {"not_now_on": MARCH}, False),
        ("session", {}, True),
        ("session", {"archived_on": MARCH}, False),
    ],
)
def test_talk_that_fell_through_gets_a_new_day_while_the_two_go_on(alice, margaret, kind, gone, is_asked):
    meeting = MeetingFactory(owner=alice, contact=margaret, kind=kind, starts_at=at(3, 11))
    meeting.cancel(day(3, 10), "cancelled_by_them")
    if kind == "session":
        assert only(next_actions.for_user(alice, MARCH), "meeting.rebooked") is None
        confirmed(alice, margaret, starts_on=day(3, 1), confirmed_on=day(3, 1))
    margaret.record(**gone)

    action = only(next_actions.for_user(alice, MARCH), "meeting.rebooked")

    assert (action and (action.title, action.why, action.due_on)) == (
        ("Find a new day with Margaret", "Margaret cancelled on 10 March. It happens to the best of us.", day(3, 24))
        if is_asked else None
    )  # fmt: skip


def test_draft_says_what_it_still_needs(alice, margaret):
    draft = MentorAgreementFactory(owner=alice, mentor=margaret)

    (action,) = next_actions.for_user(alice, MARCH)

    why = "The draft doesn’t have a goal yet."
    assert (action.due_on, action.title, action.why) == (day(3, 19), "Share the agreement with Margaret", why)
    assert action.url == reverse("drafting.part", args=[draft.pk, "goals"])
    assert action.done_url is None


def test_draft_needs_a_step_for_its_goals_and_then_one_click(alice, margaret):
    goal = GoalFactory(owner=alice, title="Run a weekly meeting")
    draft = MentorAgreementFactory(owner=alice, mentor=margaret, goals=[goal])
    before = only(next_actions.for_user(alice, MARCH), "agreement.shared")
    GoalStepFactory(goal=goal)
    after = only(next_actions.for_user(alice, MARCH), "agreement.shared")

    assert before.why == "“Run a weekly meeting” still needs a first step."
    assert (before.url, before.done_url) == (reverse("drafting.part", args=[draft.pk, "goals"]), None)
    assert after.why == "Everything is there for Margaret to read."
    assert after.done_url == reverse("drafting.shared", args=[draft.pk])


def test_shared_agreement_is_asked_about_after_a_week(alice, margaret):
    MentorAgreementFactory(owner=alice, mentor=margaret, shared_on=day(3, 4))

    assert told(next_actions.for_user(alice, MARCH)) == [
        (
            "today",
            day(3, 11),
            "Ask Margaret about the agreement",
            "Shared on 4 March. Record it once they’ve said yes.",
        )
    ]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (day(6, 15), []),
        (day(6, 16), [("later", day(6, 30), "Review the agreement together")]),
        (day(6, 30), [("today", day(6, 30), "Review the agreement together")]),
        (day(7, 1), [("today", day(6, 30), "Review the agreement together")]),
        (day(8, 19), [("later", day(9, 2), "Plan how to finish with Margaret")]),
        (day(9, 30), [("today", day(9, 2), "Plan how to finish with Margaret")]),
        (day(10, 1), [("today", day(10, 1), "Complete the agreement with Margaret")]),
        (day(10, 2), [("today", day(10, 1), "Complete the agreement with Margaret")]),
    ],
)
def test_running_agreement_asks_along_the_way(alice, margaret, today, expected):
    agreement = confirmed(alice, margaret, review_on=day(6, 30))
    MeetingFactory(owner=alice, contact=margaret, kind="session", starts_at=at(9, 30, 22))
    Meeting.objects.update(prepared_on=day(3, 12))
    if today > day(7, 1):
        agreement.record(reviewed_on=day(7, 1))

    found = [
        (action.group(today), action.due_on, action.title)
        for action in next_actions.for_user(alice, today)
        if action.key.startswith("agreement")
    ]

    assert found == expected


def test_running_agreement_that_was_seen_to_asks_for_nothing(alice, margaret):
    confirmed(
        alice,
        margaret,
        review_on=day(6, 30),
        reviewed_on=day(6, 29),
        close_planned_on=day(9, 1),
    )
    MeetingFactory(owner=alice, contact=margaret, kind="session", starts_at=at(9, 20))

    assert next_actions.for_user(alice, day(9, 5)) == []


def test_short_agreement_plans_its_close_from_the_start(alice, margaret):
    confirmed(alice, margaret, starts_on=day(3, 20), ends_on=day(4, 10), confirmed_on=day(3, 12))
    MeetingFactory(owner=alice, contact=margaret, kind="session", starts_at=at(4, 9))

    assert told(next_actions.for_user(alice, MARCH)) == [
        (
            "later",
            day(3, 20),
            "Plan how to finish with Margaret",
            "The last day is 10 April. Agree on a last session, and on what comes afterwards.",
        )
    ]


@pytest.mark.parametrize("outcome", ["undecided", "talk_again", "good_fit"])
def test_nothing_is_late_on_the_day_it_was_written_down(alice, outcome):
    """Written down three weeks after: what follows from it begins today."""
    contact = ProspectFactory(owner=alice)
    meeting = held(alice, contact, outcome, on=day(3, 1), thanked_on=None)
    meeting.record(recorded_on=day(3, 22), one_thing="Ask more")

    actions = next_actions.for_user(alice, day(3, 22))

    about = [action for action in actions if contact.pk in action.people]
    assert len(about) == 3
    assert min(action.due_on for action in about) == day(3, 22)


def test_a_second_agreement_with_the_same_mentor_begins_anew(alice, margaret):
    """The first was ended early, within its term; its sessions and looks back stay its own."""
    first = confirmed(alice, margaret, ended_on=day(5, 15), trial_on=day(4, 30))
    second = confirmed(
        alice,
        margaret,
        starts_on=day(5, 10),
        confirmed_on=day(5, 20),
        trial_on=day(6, 10),
        ends_on=day(11, 10),
    )
    changed = second.change()
    earlier, later = (held(alice, margaret, "", on=on, kind="session") for on in (day(5, 12), day(6, 12)))
    ReviewFactory(owner=alice, agreement=first, kind="trial", held_on=day(5, 14))
    midpoint = ReviewFactory(owner=alice, agreement=second, kind="midpoint", held_on=day(6, 20))
    second.record(replaced_on=day(7, 1))
    changed.record(confirmed_on=day(7, 1), confirmed_how="mail", confirmed_words=[], shared_on=None)

    records = Records(alice, day(7, 2))
    over, running = records.over[0], records.running[0]

    assert (over, running) == (first, changed)
    assert (records.sessions(over), records.sessions(running)) == ([earlier], [later])
    assert [review.kind for review in records.reviews_of(over)] == ["trial"]
    assert records.reviews_of(running) == [midpoint]
    for agreement in (MentorAgreement.objects.get(pk=one.pk) for one in (over, running)):
        mine = Meeting.objects.owned_by(alice).sessions_of(agreement)
        assert list(mine) == records.sessions(agreement)
        assert Review.objects.owned_by(alice).during(agreement) == records.reviews_of(agreement)


@pytest.mark.parametrize(
    ("cadence", "due_on", "why"),
    [
        ("weekly", day(4, 9), "Every week, as you agreed."),
        ("fortnightly", day(4, 16), "Every two weeks, as you agreed."),
        ("monthly", day(5, 1), "Every month, as you agreed."),
    ],
)
def test_next_session_follows_the_rhythm(alice, margaret, cadence, due_on, why):
    agreement = confirmed(alice, margaret, cadence=cadence)
    held(alice, margaret, "", on=day(4, 2), kind="session")

    (action,) = next_actions.for_user(alice, day(4, 20))

    assert action.key == f"agreement.session-2:{agreement.pk}"
    assert (action.due_on, action.title, action.why) == (due_on, "Plan your next session with Margaret", why)
    assert action.url == f"/meetings/new/?with={margaret.pk}&kind=session"


def test_first_session_is_planned_by_the_first_day(alice, margaret):
    confirmed(alice, margaret)

    action = only(next_actions.for_user(alice, day(3, 20)), "agreement.session-1")

    assert action.due_on == day(3, 30)


def test_finished_agreement_asks_to_stay_in_touch(alice, margaret):
    agreement = confirmed(alice, margaret, completed_on=day(9, 30))

    too_early = next_actions.for_user(alice, day(12, 15))
    (action,) = next_actions.for_user(alice, day(12, 16))

    assert too_early == []
    assert action.key == f"agreement.touch-2026-12-30:{agreement.pk}"
    assert (action.due_on, action.title) == (day(12, 30), "Stay in touch with Margaret")
    assert action.why == "You finished on 30 September. Share one thing that worked."
    assert action.done_url == reverse("interactions.new", args=[margaret.pk])
    fields = {name: text for name, text in action.done_fields.items() if name != "form_key"}
    assert fields == {"kind": "wrote", "on": "2026-12-16"}


def test_keeping_in_touch_pressed_twice_is_one_note(client_alice, alice, margaret, freeze):
    freeze(dt.datetime(2026, 12, 16, 12, tzinfo=dt.UTC))
    client_alice.force_login(alice)
    confirmed(alice, margaret, completed_on=day(9, 30))
    (action,) = next_actions.for_user(alice, day(12, 16))

    answers = [client_alice.post(action.done_url, action.done_fields) for _press in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [(note.kind, note.on) for note in margaret.interactions.all()] == [("wrote", day(12, 16))]


def test_staying_in_touch_counts_from_the_last_talk_and_says_what_it_was_about(alice, margaret):
    confirmed(alice, margaret, completed_on=day(9, 30))
    InteractionFactory(contact=margaret, on=day(12, 30), text="\u3164\nThe new warehouse.\nAnd more.")
    InteractionFactory(contact=margaret, on=day(12, 31), kind="note", text="Only for me")
    margaret.refresh_last_touch()

    too_early = next_actions.for_user(alice, dt.date(2027, 6, 15))
    (action,) = next_actions.for_user(alice, dt.date(2027, 6, 20))

    assert too_early == []
    assert action.due_on == dt.date(2027, 6, 30)
    assert action.why == (
        "You were last in touch on 30 December 2026. Share one thing that worked. Last time: The new warehouse."
    )


def test_a_rhythm_switched_off_asks_for_nothing(alice, margaret):
    confirmed(alice, margaret, completed_on=day(9, 30), stays_in_touch=False)

    assert next_actions.for_user(alice, dt.date(2027, 6, 20)) == []


def test_new_agreement_with_the_same_mentor_ends_staying_in_touch(alice, margaret):
    confirmed(alice, margaret, completed_on=day(9, 30))
    confirmed(alice, margaret, starts_on=day(10, 1), confirmed_on=day(10, 1), ends_on=dt.date(2027, 4, 1))
    MeetingFactory(owner=alice, contact=margaret, kind="session", starts_at=at(12, 1))

    assert next_actions.for_user(alice, day(11, 1)) == []


# Goals, criteria and network


@pytest.mark.parametrize(
    ("due_on", "group"),
    [
        (day(3, 11), "today"),
        (day(3, 12), "today"),
        (day(3, 26), "later"),
        (day(3, 27), None),
        (None, None),
    ],
)
def test_step_comes_up_two_weeks_ahead(alice, due_on, group):
    story = stories.with_criteria(alice)
    step = story.balance.steps.all()[2]
    step.record(due_on=due_on, text="Draft the one-page quarter summary")

    action = only(next_actions.for_user(alice, MARCH), "step.")

    if group is None:
        assert action is None
    else:
        assert (action.key, action.group(MARCH)) == (f"step.ticked:{step.pk}", group)
        assert action.title == "Draft the one-page quarter summary"
        assert (action.why, action.is_late(MARCH)) == ("", False)
        assert action.done_url == reverse("steps.ticked", args=[step.pk])


@pytest.mark.parametrize(
    ("due_on", "why"),
    [
        (day(3, 11), ""),
        (day(3, 12), "For your session on 20 March."),
        (day(3, 20), "For your session on 20 March."),
        (day(3, 21), ""),
    ],
)
def test_step_says_for_which_session_it_is(alice, margaret, due_on, why):
    goal, other = GoalFactory.create_batch(2, owner=alice)
    confirmed(alice, margaret, starts_on=day(3, 1), confirmed_on=day(3, 1), goals=[goal])
    for moment in (at(3, 24), at(3, 20), at(3, 11)):  # the last one isn’t written down yet
        MeetingFactory(owner=alice, contact=margaret, kind="session", starts_at=moment)
    # Planned for this evening, and held earlier.
    MeetingFactory(
        owner=alice,
        contact=margaret,
        kind="session",
        starts_at=at(3, 12, 18),
        held_on=MARCH,
        recorded_on=MARCH,
    )
    steps = [GoalStepFactory(goal=one, due_on=due_on) for one in (goal, other)]

    whys = {action.key: action.why for action in next_actions.for_user(alice, MARCH)}

    assert [whys[f"step.ticked:{step.pk}"] for step in steps] == [why, ""]


@pytest.mark.parametrize(
    ("due_on", "is_shared", "then"),
    [
        (day(3, 12), True, day(3, 20)),
        (day(3, 1), True, day(3, 20)),
        (None, True, day(3, 20)),
        (day(3, 20), True, day(4, 10)),
        (day(4, 10), True, day(4, 17)),  # after the last session there is, a week later
        (day(3, 13), False, day(3, 20)),
        (day(3, 1), False, day(3, 19)),
    ],
)
def test_until_next_time_is_the_next_session_about_the_goal(alice, margaret, due_on, is_shared, then):
    goal, other = GoalFactory.create_batch(2, owner=alice)
    confirmed(
        alice, margaret, starts_on=day(3, 1), confirmed_on=day(3, 1), goals=[goal if is_shared else other]
    )
    for moment in (at(3, 20), at(4, 10)):
        MeetingFactory(owner=alice, contact=margaret, kind="session", starts_at=moment)
    MeetingFactory(owner=alice, contact=margaret, starts_at=at(3, 16))

    assert next_time(GoalStepFactory(goal=goal, due_on=due_on), at(3, 12)) == then


@pytest.mark.parametrize(
    ("due_on", "repeats", "why"),
    [
        (day(3, 1), "no", "Your reminder about Margaret."),
        (day(3, 26), "weekly", "Your reminder about Margaret. Every week."),
        (day(3, 27), "no", None),
    ],
)
def test_own_reminder_comes_up_two_weeks_ahead(alice, margaret, due_on, repeats, why):
    reminder = ReminderFactory(contact=margaret, due_on=due_on, repeats=repeats)

    action = only(next_actions.for_user(alice, MARCH), "reminder.")

    assert (action and (action.title, action.why, action.due_on)) == (why and (reminder.words, why, due_on))


def test_step_of_a_parked_goal_or_a_done_one_asks_for_nothing(alice):
    story = stories.with_criteria(alice)
    parked, done = story.peers.steps.all()[0], story.balance.steps.all()[0]
    for step in (parked, done):
        step.record(due_on=MARCH)
    story.peers.park(MARCH)

    assert only(next_actions.for_user(alice, MARCH), "step.") is None


@pytest.mark.parametrize(
    ("facts", "title", "why"),
    [
        ({"area": ""}, "Say what kind of help you need", "“Run a weekly meeting” could be one of several."),
        ({"title": "Get better"}, "Say what exactly you’ll do", "“Get better” could mean a lot of things."),
        ({"success": " "}, "Say how someone else could tell", "“Run a weekly meeting” has no test yet."),
        ({"target_on": None}, "Decide by when", "“Run a weekly meeting” has no day yet."),
        (
            {"target_on": day(3, 11)},
            "Choose a new day for a goal",
            "“Run a weekly meeting” was planned for 11 March.",
        ),
        (
            {"target_on": dt.date(2027, 3, 13)},
            "Bring a goal’s day within a year",
            "“Run a weekly meeting” is planned for 13 March 2027. What could you do sooner?",
        ),
        (
            {"area": "", "success": "", "target_on": None},
            "Answer the three questions left",
            "“Run a weekly meeting”",
        ),
        ({"target_on": day(3, 12)}, None, None),
    ],
)
def test_goal_is_sharpened_by_what_it_lacks(alice, facts, title, why):
    facts = {
        "title": "Run a weekly meeting", "area": "skill", "success": "Two say so.", "target_on": day(5, 1)
    } | facts  # fmt: skip
    goal = GoalFactory(owner=alice, **facts)
    GoalStepFactory(goal=goal)
    MentorCriterionFactory(owner=alice, kind="practicality").goals.add(goal)
    ContactFactory(owner=alice)
    IntroductionFactory(owner=alice)

    found = [(action.title, action.why) for action in next_actions.for_user(alice, MARCH)]
    action = only(next_actions.for_user(alice, MARCH), "goal.")

    assert found == ([(title, why)] if title else [])
    assert action is None or (action.url, action.due_on) == (f"/goals/{goal.pk}/#coach", None)


def test_goal_put_off_question_by_question_asks_for_the_next(alice):
    goal = GoalFactory(owner=alice, title="Improve")

    first = only(next_actions.for_user(alice, MARCH), "goal.area")
    PostponementFactory(owner=alice, action=first.key)
    second = only(next_actions.for_user(alice, MARCH), "goal.success")

    assert (first.key, second.key) == (f"goal.area:{goal.pk}", f"goal.success:{goal.pk}")
    assert (first.title, second.title) == ("Answer the five questions left", "Answer the four questions left")


def test_goal_is_for_today_until_there_is_a_criterion(alice):
    goal = GoalFactory(owner=alice)
    assert [action.due_on for action in next_actions.for_user(alice, MARCH)] == [MARCH, MARCH]

    MentorCriterionFactory(owner=alice).goals.add(goal)

    assert only(next_actions.for_user(alice, MARCH), "goal.").due_on is None


def test_goal_without_a_criterion_is_pointed_out(alice):
    story = stories.with_criteria(alice)
    for criterion in story.musts + story.nices:
        criterion.goals.remove(story.peers)

    action = only(next_actions.for_user(alice, MARCH), "goal.criterion")

    assert action.key == f"goal.criterion:{story.peers.pk}"
    assert action.title == "Choose what a mentor should bring"
    assert action.why == "For “Settle into leading people who were my peers”."


@pytest.mark.parametrize(
    ("kinds", "asks"), [([], False), (["skill"], True), (["skill", "practicality"], False)]
)
def test_practicalities_are_always_asked_about(alice, kinds, asks):
    for kind in kinds:
        MentorCriterionFactory(owner=alice, kind=kind)

    action = only(next_actions.for_user(alice, MARCH), "criteria.practicalities")

    assert bool(action) is asks


def test_network_goes_on_one_thing_at_a_time(alice):
    def keys():
        return [a.key for a in next_actions.for_user(alice, MARCH) if a.key.startswith("network")]

    said = [keys()]
    MentorCriterionFactory(owner=alice)
    said.append(keys())
    contact = ContactFactory(owner=alice)
    said.append(keys())
    contact.mark_prospect(MARCH)
    said.append(keys())
    IntroductionFactory(owner=alice, introducer__owner=alice, prospect=contact)
    said.append(keys())

    assert said == [[], ["network.contacts"], ["network.prospect"], ["network.ask"], []]


def test_a_first_ask_names_whom_one_meets_or_knows(alice):
    MentorCriterionFactory(owner=alice)
    ProspectFactory(owner=alice)

    def ask():
        return only(next_actions.for_user(alice, MARCH), "network.ask")

    ben, eve = (ContactFactory(owner=alice, name=name, may_introduce=True) for name in ("Ben", "Eve"))
    TieFactory(contact=ContactFactory(owner=alice, name="No introducer"))
    assert (ask().why, ask().url) == ("Pick someone who knows people you don’t.", "/introductions/new/")

    lately, years = MARCH - dt.timedelta(days=30), MARCH - dt.timedelta(days=1500)
    TieFactory(contact=ben, sent=3, received=3, first_on=years, last_on=years)
    TieFactory(contact=eve, sent=3, received=3, first_on=years, last_on=lately)
    said = "Eve could introduce you. You wrote to each other six times, last four weeks ago."
    assert (ask().why, ask().url) == (said, f"/introductions/new/?from={eve.pk}")

    MeetingFactory(owner=alice, contact=ben, starts_at=at(3, 16))
    assert (ask().why, ask().url) == (
        "You meet Ben on Monday: ask then.",
        f"/introductions/new/?from={ben.pk}",
    )


def test_whom_one_knows_can_be_written_to_as_well_as_asked_for(alice):
    def goes_on():
        actions = next_actions.for_user(alice, MARCH)
        return [(a.title, a.url, a.due_on) for a in actions if a.key.startswith("network")]

    MentorCriterionFactory(owner=alice)
    ProspectFactory(owner=alice)
    kofi = ProspectFactory(owner=alice, name="Kofi Mensah", how_known="We shared an office")
    ask = ("Ask for a first introduction", "/introductions/new/", MARCH)
    said = [goes_on()]
    direct = DirectFactory(owner=alice, prospect=kofi, written_on=MARCH)
    said.append(goes_on())
    direct.record(closed_on=MARCH, closed_because="no_answer")
    said.append(goes_on())

    assert said == [[ask, ("Write to Kofi", f"/introductions/to/{kofi.pk}/", MARCH)], [], [ask]]


def test_where_nobody_is_asked_any_more_the_search_goes_on_today(alice):
    def goes_on():
        actions = next_actions.for_user(alice, MARCH)
        return [(a.title, a.due_on) for a in actions if a.key.startswith("network")]

    MentorCriterionFactory(owner=alice)
    contact = ProspectFactory(owner=alice)
    introduction = IntroductionFactory(owner=alice, prospect=contact, asked_on=MARCH)
    said = [goes_on()]
    introduction.record(closed_on=MARCH, closed_because="introducer_declined")
    said.append(goes_on())
    contact.record(not_now_on=MARCH)
    said.append(goes_on())

    assert said == [
        [],
        [("Ask for another introduction", MARCH)],
        [("Mark someone else you admire", MARCH)],
    ]


# Words


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (day(3, 31), "one week"),
        (day(5, 29), "eight weeks"),
        (day(5, 30), "two months"),
        (day(6, 14), "two months"),
        (day(6, 15), "three months"),
        (day(9, 27), "six months"),
        (day(9, 30), "six months"),
        (dt.date(2027, 3, 30), "12 months"),
    ],
)
def test_span_is_told_in_weeks_or_months(end, expected):
    assert span(day(3, 30), end) == expected
