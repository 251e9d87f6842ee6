"""What an introduction asks for, courtesy by courtesy."""

import pytest
from django.urls import reverse

from mentoring.models.introduction_facts import WRITTEN as WRITTEN_FACT
from mentoring.status import next_actions
from tests import stories
from tests.factories import (
    ContactFactory,
    DirectFactory,
    InteractionFactory,
    IntroductionFactory,
    MeetingFactory,
    PostponementFactory,
)
from tests.status.next_actions.reading import confirmed, only
from tests.stories import MARCH, at, day

WRITTEN = {"asked_on": day(3, 1), "made_on": day(3, 5), "written_on": day(3, 6), "thanked_on": day(3, 6)}
ANSWERED = WRITTEN | {"answered_on": day(3, 7)}
SILENT = {"asked_on": day(2, 1), "made_on": day(2, 3), "written_on": day(2, 4), "thanked_on": day(2, 4)}


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
    introduction.prospect.record(archived_on=MARCH)
    assert "Thank Tomás anyway" not in [one.title for one in next_actions.for_user(alice, MARCH)]


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


@pytest.mark.parametrize(
    ("facts", "gone"),
    [
        ({"met_on": day(3, 9), "introducer_informed_on": day(3, 9)}, {}),
        ({}, {"closed_on": day(3, 9), "closed_because": "not_a_fit"}),
        ({}, {"archived_on": day(3, 9)}),
    ],
)
def test_whoever_was_met_or_is_gone_is_met_no_first_time(alice, people, facts, gone):
    IntroductionFactory(**people, **ANSWERED | facts)
    people["prospect"].record(**gone)

    assert only(next_actions.for_user(alice, MARCH), "introduction.meet") is None


@pytest.mark.parametrize(
    ("channel", "why"),
    [
        ("email", "You wrote to Tomás on 6 March. Close the loop kindly."),
        ("in_person", "You asked Tomás on 6 March. Close the loop kindly."),
    ],
)
def test_found_mentor_closes_the_loop_with_whom_one_knows(alice, people, margaret, channel, why):
    confirmed(alice, margaret, starts_on=day(3, 1), confirmed_on=day(3, 8))
    person = people["prospect"]
    direct = DirectFactory(
        owner=alice, prospect=person, channel=channel, written_on=day(3, 6), answered_on=day(3, 10)
    )

    action = only(next_actions.for_user(alice, MARCH), "introduction.found")
    person.record(not_now_on=MARCH)
    resting = only(next_actions.for_user(alice, MARCH), "introduction.found")
    person.record(not_now_on=None)
    direct.record(met_on=MARCH)

    # From the day of the answer on, which came after the yes.
    assert (action.why, action.due_on, resting) == (why, day(3, 17), None)
    assert only(next_actions.for_user(alice, MARCH), "introduction.found") is None


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
