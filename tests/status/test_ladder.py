"""How far with a prospect since the first talk, and the next small step, from facts alone."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from mentoring.dates.days import plain_day
from mentoring.models import Meeting
from mentoring.models.meeting_facts import ACTED, REPORTED_BACK
from mentoring.pages.timeline import agreements_with
from mentoring.status.ladder import ladder
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def margaret(alice):
    """A prospect."""
    return make.ProspectFactory(owner=alice, name="Margaret Lindqvist")


def met(margaret, days_ago, **said):
    """A talk with her that was held."""
    on = timezone.localdate() - days_ago * DAY
    said = {"outcome": "talk_again", "one_thing": "Cut the round of updates."} | said
    return make.MeetingFactory(
        owner=margaret.owner,
        contact=margaret,
        starts_at=timezone.now() - days_ago * DAY,
        held_on=on,
        recorded_on=on,
        **said,
    )


def stands(margaret):
    """The states of the stops in a row, and the next step."""
    margaret.refresh_from_db()
    meetings = list(Meeting.objects.filter(contact=margaret, cancelled_on=None).order_by("starts_at"))
    agreements = agreements_with(margaret.owner_id, contact=margaret.pk)
    found = ladder(margaret, meetings, agreements, timezone.localdate())
    return found and ([rung.state for rung in found.rungs], found.step and found.step.label)


def below(margaret):
    """What stands below the stops in a row."""
    meetings = list(Meeting.objects.filter(contact=margaret, cancelled_on=None).order_by("starts_at"))
    agreements = agreements_with(margaret.owner_id, contact=margaret.pk)
    return [rung.words for rung in ladder(margaret, meetings, agreements, timezone.localdate()).rungs]


def test_there_is_none_before_a_first_talk_or_once_it_is_closed(margaret):
    assert stands(margaret) is None

    met(margaret, 7)
    assert stands(margaret) is not None

    margaret.close(timezone.localdate(), "not_a_fit")
    assert stands(margaret) is None


def test_each_fact_leads_to_the_next_small_step(margaret):
    talk = met(margaret, 7)
    ahead = ["ahead"] * 5
    assert stands(margaret) == (["done", "now", *ahead[:4]], "I’ve tried it")

    talk.mark(ACTED, timezone.localdate() - 3 * DAY)
    assert stands(margaret) == (
        ["done", "done", "now", *ahead[:3]], "tell Margaret what came of the advice",
    )  # fmt: skip

    talk.mark(REPORTED_BACK, timezone.localdate())
    assert stands(margaret) == (["done"] * 3 + ["now", *ahead[:2]], "suggest a second talk")

    second = make.MeetingFactory(owner=margaret.owner, contact=margaret, starts_at=timezone.now() + DAY)
    assert stands(margaret)[1] == "talk to Margaret again tomorrow"
    second.delete()

    met(margaret, 1)
    assert stands(margaret) == (["done"] * 4 + ["now", "ahead"], "Write the agreement")

    agreement = make.MentorAgreementFactory(owner=margaret.owner, mentor=margaret)
    assert stands(margaret)[1] == "share the draft with Margaret"
    agreement.shared_on = timezone.localdate()
    agreement.save()
    assert stands(margaret)[1] == "get Margaret’s answer"


def confirmed(margaret, **said):
    """An agreement with her that both said yes to a month ago."""
    began = timezone.localdate() - 30 * DAY
    return make.MentorAgreementFactory(
        owner=margaret.owner,
        mentor=margaret,
        confirmed_how="mail",
        confirmed_words=[{"key": "goals", "title": "Goals", "lines": []}],
        mentee_name="Alice",
        mentor_name="Margaret",
        **{"starts_on": began, "confirmed_on": began} | said,
    )


def test_a_confirmed_agreement_is_a_trial_until_its_day(margaret):
    met(margaret, 40)
    confirmed(margaret, trial_on=timezone.localdate() + DAY)

    assert stands(margaret) == (
        ["done", "passed", "passed", "passed", "now", "ahead"], "look back on the trial with Margaret",
    )  # fmt: skip


def test_a_trial_begins_with_the_first_day(margaret):
    met(margaret, 40)
    first_day = timezone.localdate() + 18 * DAY
    confirmed(margaret, starts_on=first_day)
    before = stands(margaret)
    assert below(margaret)[4] == f"from {plain_day(first_day, timezone.localdate())}"

    with time_machine.travel(first_day, tick=False):
        begun = stands(margaret)
        assert below(margaret)[4] == f"since {plain_day(first_day, first_day)}"

    assert before == (["done", "passed", "passed", "passed", "now", "ahead"], None)
    assert begun[0] == before[0]


def test_a_trial_that_ended_early_leaves_nothing_to_look_back_on(margaret):
    met(margaret, 40)
    confirmed(margaret, trial_on=timezone.localdate() + DAY).end_early(timezone.localdate())

    assert stands(margaret) == (["done", "passed", "passed", "passed", "passed", "ahead"], None)
    assert below(margaret)[4] == ""


def test_one_that_ended_after_its_first_session_was_a_trial(margaret):
    met(margaret, 40)
    agreement = confirmed(margaret)
    met(margaret, 10, kind="session", outcome="")
    agreement.end_early(timezone.localdate())

    assert stands(margaret) == (["done", "passed", "passed", "done", "done", "ahead"], None)
    assert below(margaret)[4] == plain_day(timezone.localdate(), timezone.localdate())


def test_one_that_was_kept_to_until_the_end_was_more_than_a_trial(margaret):
    met(margaret, 40)
    confirmed(margaret).complete(timezone.localdate())

    assert stands(margaret) == (["done", "passed", "passed", "passed", "done", "done"], None)


def test_on_the_first_day_nothing_is_to_be_looked_back_on(margaret):
    met(margaret, 3)
    today = timezone.localdate()
    confirmed(margaret, confirmed_on=today, starts_on=today, trial_on=today + 27 * DAY)

    assert stands(margaret) == (["done", "passed", "passed", "passed", "now", "ahead"], None)

    make.MeetingFactory(
        owner=margaret.owner, contact=margaret, kind="session", starts_at=timezone.now() + DAY
    )
    assert stands(margaret)[1] == "talk to Margaret again tomorrow"


def test_what_was_reached_stands_in_the_order_of_its_days(margaret):
    first = met(margaret, 20)
    met(margaret, 12)
    first.mark(ACTED, timezone.localdate() - 15 * DAY)
    first.mark(REPORTED_BACK, timezone.localdate() - 5 * DAY)
    meetings = list(Meeting.objects.order_by("starts_at"))

    rungs = ladder(margaret, meetings, [], timezone.localdate()).rungs

    assert [rung.label for rung in rungs] == [
        "First talk", "Advice tried", "Second talk", "Report back", "Trial", "Agreement",
    ]  # fmt: skip


def test_a_planned_day_alone_ends_no_trial_but_looking_back_on_it_does(margaret):
    met(margaret, 40)
    agreement = confirmed(margaret, trial_on=timezone.localdate() - 5 * DAY)
    assert stands(margaret)[1] == "look back on the trial with Margaret"

    make.ReviewFactory(agreement=agreement, kind="trial", held_on=timezone.localdate() - 3 * DAY)
    assert stands(margaret) == (["done", *["passed"] * 3, "done", "done"], None)


def test_without_such_a_day_two_sessions_end_the_trial(margaret):
    met(margaret, 40)
    confirmed(margaret, trial_on=None)

    met(margaret, 20, kind="session", outcome="")
    assert stands(margaret)[0][-2:] == ["now", "ahead"]

    met(margaret, 5, kind="session", outcome="")
    assert stands(margaret) == (["done", "passed", "passed", "done", "done", "done"], None)
    assert below(margaret)[5] == plain_day(timezone.localdate() - 5 * DAY, timezone.localdate())


@pytest.mark.parametrize(
    ("talks", "last"),
    [
        ([(31, "session"), (5, "session")], "ahead"),  # one of them before the yes
        ([(30, "session"), (5, "session")], "done"),
        ([(20, "first"), (5, "session")], "ahead"),
        ([(29, "session"), (5, "session"), (3, "session")], "done"),
    ],
)
def test_the_sessions_since_the_first_day_end_the_trial(margaret, talks, last):
    confirmed(margaret, trial_on=None)
    for days_ago, kind in talks:
        met(margaret, days_ago, kind=kind, outcome="talk_again" if kind == "first" else "")

    assert stands(margaret)[0][-1] == last


def test_a_draft_passes_nothing_over_and_each_talk_has_its_day(margaret):
    first, second = met(margaret, 7), met(margaret, 4)
    assert [below(margaret)[at] for at in (0, 3)] == [
        plain_day(talk.held_on, timezone.localdate()) for talk in (first, second)
    ]
    second.delete()

    make.MentorAgreementFactory(owner=margaret.owner, mentor=margaret)

    assert stands(margaret)[0] == ["done", "now", *["ahead"] * 4]
    assert below(margaret)[1:] == ["next", "", "", "", "draft"]


def test_without_one_thing_to_act_on_it_asks_for_one(margaret):
    met(margaret, 7, one_thing="")

    assert stands(margaret)[1] == "write down one thing you’ll act on"


def test_not_now_has_no_next_step(margaret):
    met(margaret, 7)
    margaret.say_not_now(timezone.localdate(), None)

    assert stands(margaret)[1] is None
