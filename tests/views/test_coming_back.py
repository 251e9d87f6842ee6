"""Somebody comes back after two weeks: what has waited is one list, spread by rule or gone through one by one."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from mentoring.models import GoalStep, Introduction, Postponement
from mentoring.pages.dashboard import waiting
from mentoring.pages.dashboard.waiting import days_over, spread_in_words, waiting_of
from mentoring.status import next_actions
from mentoring.status.records import Records
from tests import addresses
from tests.factories import (
    ContactFactory,
    GoalFactory,
    GoalStepFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    MentorAnswerFactory,
    PostponementFactory,
    ProspectFactory,
    ReminderFactory,
    ShareLinkFactory,
    UserFactory,
)
from tests.pages import flashes_with_undo

LEFT, BACK = dt.date(2026, 3, 2), dt.date(2026, 3, 17)  # a Monday, and the Tuesday fifteen days later
SPREAD, ONE_BY_ONE = reverse("next_actions.spread"), reverse("next_actions.one_by_one")


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC)


@pytest.fixture
def alice(db):
    """Alice has had her account for months."""
    return UserFactory(name="Alice Adler", email="alice@example.org", date_joined=at(dt.date(2025, 11, 1)))


@pytest.fixture
def left(alice):
    """What she left on 2 March: two promises, an ask and a step of her own."""
    with time_machine.travel(at(LEFT), tick=False):
        names = {name: ContactFactory(owner=alice, name=name) for name in ("Priya Raman", "Sam Kowalski")}
        tomas, ruth = (
            ProspectFactory(owner=alice, name=name) for name in ("Tomás Ferreira", "Ruth Abernethy")
        )
        day = dt.date(2026, 2, 27)
        goal = GoalFactory(owner=alice)
        return {
            "step": GoalStepFactory(owner=alice, goal=goal, text="End on time twice", due_on=dt.date(2026, 3, 6)),
            "thank": IntroductionFactory(
                owner=alice, introducer=names["Priya Raman"], prospect=tomas, asked_on=day, made_on=LEFT,
                written_on=LEFT,
            ),
            "nudge": IntroductionFactory(
                owner=alice, introducer=names["Sam Kowalski"], prospect=ruth, asked_on=dt.date(2026, 2, 20)
            ),
        }  # fmt: skip


def standing(client, day: dt.date = BACK, hour: int = 9):
    """The first page on a day."""
    with time_machine.travel(at(day, hour), tick=False):
        return client.get("/").context["standing"]


def post(client, address: str, data=None, day: dt.date = BACK, hour: int = 9):
    """A button pressed on a day."""
    with time_machine.travel(at(day, hour), tick=False):
        return client.post(address, data or {})


def test_after_two_weeks_what_has_waited_is_one_list_without_a_word_of_lateness(client_alice, left):
    with time_machine.travel(at(BACK), tick=False), addresses.writes() as written:
        response = client_alice.get("/")
    found, html = response.context["standing"], response.content.decode()

    assert found.title == "Welcome back. Three things have been waiting since 3 March."
    assert [action.title for action in found.waiting.actions] == [
        "Thank Priya for introducing Tomás",
        "Nudge Sam about Ruth",
        "End on time twice",
    ]
    assert found.waiting.actions[-1].why == "You’d planned this for 6 March."
    assert found.waiting.spread_label == "Spread them over this week"
    assert found.waiting.spread_words == "Two today, one tomorrow."
    assert "is-late" not in html
    assert "Waiting since" not in html
    assert 'class="thumb' not in html
    assert (found.stuck, found.activity, written) == (None, "", [])


@pytest.mark.parametrize(("day", "is_back"), [(15, False), (16, False), (17, True)])
def test_two_weeks_are_counted_at_the_start_of_the_day(client_alice, left, day, is_back):
    # Changed at nine on 2 March: at the start of the 16th that is not quite fourteen days ago.
    Introduction.objects.update(updated_at=at(dt.date(2026, 3, 2), 9))

    assert bool(standing(client_alice, dt.date(2026, 3, day)).waiting) is is_back


def test_the_day_begins_where_the_person_is(client_alice, alice, left):
    day = dt.date(2026, 3, 17)
    before = standing(client_alice, day, hour=1)
    alice.time_zone = "America/Los_Angeles"
    alice.save()

    assert before.waiting
    assert standing(client_alice, day, hour=1).today == dt.date(2026, 3, 16)
    assert at(day, 1).astimezone(ZoneInfo("America/Los_Angeles")).day == 16


def test_it_holds_all_day_while_things_are_done_and_ends_the_next(client_alice, left):
    day = dt.date(2026, 3, 17)
    post(client_alice, reverse("introductions.thanked", args=[left["thank"].pk]), day=day)
    after_one = standing(client_alice, day, 11)
    post(client_alice, reverse("steps.ticked", args=[left["step"].pk]), day=day, hour=12)
    after_two = standing(client_alice, day, 13)

    assert after_one.title.startswith("Welcome back. Two things have been waiting")
    assert after_two.title.startswith("Welcome back. One thing has been waiting")
    assert not standing(client_alice, day + dt.timedelta(days=1)).waiting


def test_it_ends_when_the_list_is_done(client_alice, left):
    day = dt.date(2026, 3, 17)
    later = reverse("next_actions.postponed")
    for action in standing(client_alice, day).waiting.actions:
        post(client_alice, later, {"key": action.key, "days": "1"}, day=day)

    assert not standing(client_alice, day, 10).waiting


def test_what_a_mentor_writes_is_no_change_of_hers(client_alice, alice, left):
    with time_machine.travel(at(LEFT), tick=False):
        agreement = MentorAgreementFactory(owner=alice, shared_on=LEFT)
        link = ShareLinkFactory(owner=alice, agreement=agreement)
    with time_machine.travel(at(dt.date(2026, 3, 10)), tick=False):
        MentorAnswerFactory(owner=alice, link=link, answered_at=at(dt.date(2026, 3, 10)))
        agreement.record(shared_on=LEFT)
        agreement.mentor.record(notes="Their no")

    assert standing(client_alice, dt.date(2026, 3, 17)).waiting


@pytest.mark.parametrize(("seconds", "is_back"), [(59, True), (60, False), (-1, False)])
def test_what_she_changes_of_it_before_an_answer_or_a_minute_after_is_hers(
    client_alice, alice, left, seconds, is_back
):
    answered_at = at(dt.date(2026, 3, 10))
    with time_machine.travel(at(LEFT), tick=False):
        agreement = MentorAgreementFactory(owner=alice, shared_on=LEFT)
        link = ShareLinkFactory(owner=alice, agreement=agreement)
    with time_machine.travel(answered_at, tick=False):
        MentorAnswerFactory(owner=alice, link=link, answered_at=answered_at)
    with time_machine.travel(answered_at + dt.timedelta(seconds=seconds), tick=False):
        agreement.mentor.record(notes="Their no")

    assert bool(standing(client_alice, dt.date(2026, 3, 17)).waiting) is is_back


def test_what_she_changed_meanwhile_counts_also_where_it_changes_again_today(client_alice, alice, left):
    with time_machine.travel(at(dt.date(2026, 3, 10)), tick=False):
        person = ContactFactory(owner=alice)
    with time_machine.travel(at(dt.date(2026, 3, 17)), tick=False):
        person.record(notes="Again")

    assert not standing(client_alice, dt.date(2026, 3, 17), 10).waiting


def test_two_things_that_wait_are_no_welcome(client_alice, left):
    GoalStep.objects.all().delete()

    assert not standing(client_alice, dt.date(2026, 3, 17)).waiting


@pytest.fixture
def two_wait(alice, left):
    """Two things have waited, and three more are due on the day she comes back."""
    left["step"].delete()
    with time_machine.travel(at(LEFT), tick=False):
        goal = GoalFactory(owner=alice)
        mentor = ContactFactory(owner=alice)
        return {
            "step": GoalStepFactory(owner=alice, goal=goal, text="Due today", due_on=BACK),
            "reminder": ReminderFactory(owner=alice, contact=mentor, due_on=BACK, begins_on=BACK),
            "meeting": MeetingFactory(owner=alice, starts_at=at(BACK - dt.timedelta(days=1))),
        }


def deeds_of(due) -> dict:
    """What is pressed for each thing that is due today."""
    meeting = {"outcome": "undecided", "notes": "A start"}
    return {
        "step": (reverse("steps.ticked", args=[due["step"].pk]), {}),
        "reminder": (reverse("reminders.done", args=[due["reminder"].pk]), {"key": due["reminder"].key}),
        "meeting": (reverse("meetings.record", args=[due["meeting"].pk]), meeting),
    }


@pytest.mark.parametrize("name", ["step", "reminder", "meeting"])
def test_what_was_due_today_makes_no_welcome_once_it_is_done(client_alice, two_wait, name):
    address, data = deeds_of(two_wait)[name]
    before = {action.key for group in standing(client_alice).groups for action in group.actions}

    response = post(client_alice, address, data)

    found = standing(client_alice, hour=10)
    after = {action.key for group in found.groups for action in group.actions}
    assert response.status_code == 302
    assert before - after
    assert not found.waiting


def test_what_is_due_today_and_put_off_makes_no_welcome(client_alice, two_wait):
    today = [action for group in standing(client_alice).groups for action in group.actions]
    (key,) = [action.key for action in today if action.title == "Due today"]

    post(client_alice, reverse("next_actions.postponed"), {"key": key, "days": "1"})

    assert not standing(client_alice, hour=10).waiting


@pytest.mark.parametrize("name", ["step", "reminder", "meeting"])
def test_a_welcome_holds_while_what_waited_is_done(client_alice, two_wait, name):
    # Two days later all three of them have waited as well.
    day = BACK + dt.timedelta(days=2)
    address, data = deeds_of(two_wait)[name]
    for other in two_wait.keys() - {name}:
        two_wait[other].delete()
    assert standing(client_alice, day).title.startswith("Welcome back. Three things")

    post(client_alice, address, data, day=day)

    assert standing(client_alice, day, 10).title.startswith("Welcome back. Two things")


def test_what_waits_and_is_only_looked_into_counts_once(client_alice, alice, left):
    left["step"].delete()
    left["nudge"].delete()
    with time_machine.travel(at(LEFT), tick=False):
        draft = MentorAgreementFactory(owner=alice)
    assert len(waiting_of(Records(alice, BACK), next_actions.for_user(alice, BACK))) == 2

    with time_machine.travel(at(BACK), tick=False):
        draft.record(boundaries="None of our customers")
        left["thank"].record(subject="Tomás")

    assert not standing(client_alice, hour=10).waiting


def test_a_welcome_holds_while_what_waited_is_put_off(client_alice, left):
    (first, *_rest) = standing(client_alice).waiting.actions

    post(client_alice, reverse("next_actions.postponed"), {"key": first.key, "days": "7"})

    assert standing(client_alice, hour=10).title.startswith("Welcome back. Two things")


def test_the_rail_says_nothing_of_today_while_it_welcomes(client_alice, left):
    with time_machine.travel(at(BACK), tick=False):
        pages = [client_alice.get(page).content.decode() for page in ("/", ONE_BY_ONE)]
    post(client_alice, SPREAD)
    with time_machine.travel(at(BACK, 10), tick=False):
        spread = client_alice.get("/").content.decode()

    assert not any(" today</span>" in html for html in pages)
    assert all('class="rail-home" href="/" aria-current="page"' in html for html in pages)
    assert "2 today</span>" in spread


FIRST, LAST = at(BACK - dt.timedelta(days=14), 0), at(BACK, 0)


@pytest.mark.parametrize(
    ("column", "moment", "is_back"),
    [
        ("date_joined", FIRST, True),
        ("date_joined", FIRST + dt.timedelta(seconds=1), False),
        ("reminder_chosen_at", FIRST, True),
        ("reminder_chosen_at", FIRST + dt.timedelta(seconds=1), False),
        ("reminder_chosen_at", LAST - dt.timedelta(seconds=1), False),
        ("reminder_chosen_at", LAST, True),
    ],
)
def test_whoever_joined_or_chose_their_mails_meanwhile_is_not_welcomed_back(
    client_alice, alice, left, column, moment, is_back
):
    setattr(alice, column, moment)
    alice.save()

    assert bool(standing(client_alice).waiting) is is_back


def test_spread_puts_off_and_undo_brings_all_back(client_alice, alice, bob, left):
    day = dt.date(2026, 3, 17)
    theirs = PostponementFactory(owner=bob)
    facts = list(Introduction.objects.order_by("pk").values())

    response = post(client_alice, SPREAD, day=day)
    ((said, undo),) = flashes_with_undo(response)
    spread = standing(client_alice, day, 10)
    again = post(client_alice, SPREAD, day=day, hour=10)

    assert (response.url, said) == ("/", "Two today, one tomorrow.")
    days = {row.action: row.until_on for row in Postponement.objects.owned_by(alice)}
    assert sorted(days.values()) == [day, day, day + dt.timedelta(days=1)]
    assert not spread.waiting
    today = [action.title for action in spread.groups[0].actions]
    assert {"Thank Priya for introducing Tomás", "Nudge Sam about Ruth"} <= set(today)
    assert "End on time twice" not in today
    assert not any(action.is_late(day) for action in spread.groups[0].actions)
    assert list(Introduction.objects.order_by("pk").values()) == facts
    assert flashes_with_undo(again)[-1][1] == ""
    post(client_alice, f"{undo},{theirs.pk},x", day=day, hour=11)
    assert list(Postponement.objects.all()) == [theirs]
    assert standing(client_alice, day, 12).waiting
    assert flashes_with_undo(post(client_alice, undo, day=day, hour=12))[-1][0] == "There’s nothing to undo"


@pytest.mark.parametrize(
    ("number", "today", "words"),
    [
        (4, dt.date(2026, 3, 16), "Two today, one tomorrow, one on Wednesday."),
        (4, dt.date(2026, 3, 20), "Two today, one on Monday, one on Tuesday."),
        (3, dt.date(2026, 3, 21), "Two on Monday, one on Tuesday."),
        (5, dt.date(2026, 3, 16), "Two today, one tomorrow, one on Wednesday, one on Thursday."),
        (6, dt.date(2026, 3, 16), "Two today, then one a working day, the last on Friday."),
        (9, dt.date(2026, 3, 16), "Two today, then one a working day, the last on 25 March."),
        (10, dt.date(2026, 3, 16), "Three a working day, the last on Thursday."),
        (8, dt.date(2026, 3, 16), "Two today, then one a working day, the last on 24 March."),
        (8, dt.date(2026, 3, 21), "Two on Monday, then one a working day, the last on 31 March."),
        (12, dt.date(2026, 3, 16), "Three a working day, the last on Thursday."),
    ],
)
def test_spread_takes_working_days(alice, number, today, words):
    days = days_over(number, Records(alice, today))

    assert len(days) == number
    assert not any(day.weekday() > 4 for day in days)
    assert spread_in_words(days, today) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "over this week"),
        (3, "over this week"),
        (4, "over the next seven days"),
        (7, "over the next seven days"),
        (8, "over two weeks"),
        (13, "over two weeks"),
        (14, "over three weeks"),
    ],
)
def test_how_long_a_spread_takes_is_said_in_weeks(days, words):
    thursday = dt.date(2026, 3, 12)

    assert waiting._over(thursday + dt.timedelta(days=days), thursday) == words


def test_one_by_one_leads_through_the_list_and_home(client_alice, left):
    day, titles = dt.date(2026, 3, 17), []
    with time_machine.travel(at(day), tick=False):
        response = client_alice.get(ONE_BY_ONE)
        while response.status_code == 200:
            titles.append((response.context["action"].title, response.context["at"], response.context["all"]))
            key, following = response.context["action"].key, response.context["next"]
            sent = {"key": key, "days": "7", "next": following}
            response = client_alice.get(client_alice.post(reverse("next_actions.postponed"), sent).url)

    assert titles == [
        ("Thank Priya for introducing Tomás", 1, 3),
        ("Nudge Sam about Ruth", 2, 3),
        ("End on time twice", 3, 3),
    ]
    assert response.url == "/"
    assert flashes_with_undo(response)[-1][0] == "That’s all three."


def test_one_by_one_has_the_letter_the_deed_and_the_answers(client_alice, left):
    with time_machine.travel(at(dt.date(2026, 3, 17)), tick=False):
        first = client_alice.get(ONE_BY_ONE).content.decode()
        left["thank"].record(thanked_on=LEFT)
        second = client_alice.get(f"{ONE_BY_ONE}?at=2").content.decode()

    assert "/letters/thanks/?next=/next/one-by-one/%3Fat%3D2" in first
    assert "I’ve thanked Priya<" in first
    assert "Sam introduced us<" in second
    assert "Sam said no<" in second


def test_until_next_time_moves_the_day_of_a_step_with_a_way_back(client_alice, left):
    address = reverse("steps.until_next_time", args=[left["step"].pk])

    response = post(client_alice, address, {"next": "/#next"})
    ((_said, undo),) = flashes_with_undo(response)
    moved = GoalStep.objects.get().due_on
    post(client_alice, undo)

    assert (response.url, moved) == ("/#next", BACK + dt.timedelta(days=7))
    assert GoalStep.objects.get().due_on == dt.date(2026, 3, 6)
    post(client_alice, f"{address}?on=9999-12-31")
    assert GoalStep.objects.get().due_on == BACK + dt.timedelta(days=7)
    GoalStep.objects.get().record(done_on=BACK, due_on=BACK)
    post(client_alice, address)
    assert GoalStep.objects.get().due_on == BACK
