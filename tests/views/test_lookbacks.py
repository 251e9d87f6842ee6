"""A week is looked back on in three lines, filled in from its facts and kept by nobody before it is saved."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from mentoring.models import Goal, LookBack, Mailing, User
from mentoring.models.meeting_facts import REPORTED_BACK
from mentoring.notifications.mail.composing import actions_for, compose
from mentoring.status import lookback
from mentoring.status.records import Records
from tests import factories as make
from tests.markup import text_of

pytestmark = pytest.mark.django_db

FRIDAY = dt.datetime(2026, 11, 27, 16, tzinfo=dt.UTC)
MONDAY = dt.date(2026, 11, 23)
URL = "/weeks/now/"
LINE = "Look back on your week"


@pytest.fixture
def friday():
    """The end of a week."""
    with time_machine.travel(FRIDAY, tick=False):
        yield FRIDAY.date()


def values(page):
    """What the form holds."""
    form = page.context["form"]
    return {name: form[name].value() for name in ("moved", "stood_still", "condition", "then")}


def a_week(alice):
    """Ben introduced her to Daniel, a step is done, Sam is silent about Ruth, and a goal stands still."""
    goal = make.GoalFactory(owner=alice, title="Run the monthly meeting")
    goal.created_at = FRIDAY - dt.timedelta(days=40)
    goal.save()
    make.GoalStepFactory(
        goal=goal, text="Ask Ben who runs theirs well.", done_on=MONDAY - dt.timedelta(days=30)
    )
    people = {
        name: make.ContactFactory(
            owner=alice, name=f"{name} Hale", prospect_on=None if name in "Ben Sam" else MONDAY
        )
        for name in ("Ben", "Sam", "Daniel", "Ruth")
    }
    early = MONDAY - dt.timedelta(days=5)
    make.IntroductionFactory(
        owner=alice,
        introducer=people["Ben"],
        prospect=people["Daniel"],
        asked_on=early,
        write_by=FRIDAY.date(),
        made_on=MONDAY,
    )
    make.IntroductionFactory(
        owner=alice, introducer=people["Sam"], prospect=people["Ruth"], asked_on=early, write_by=FRIDAY.date()
    )
    return people


def test_the_form_is_filled_in_from_the_facts_of_the_week(client_alice, alice, friday):
    a_week(alice)

    page = client_alice.get(URL)

    assert values(page) == {
        "moved": "Ben introduced me to Daniel.",
        "stood_still": "No word from Sam about Ruth since 18 November. "
        "Nothing done for “Run the monthly meeting” in three weeks.",
        "condition": "Sam hasn’t answered by Monday",
        "then": "send one friendly reminder",
    }
    assert not LookBack.objects.exists()  # nothing is kept before Save


@pytest.mark.parametrize(("day", "is_of_it"), [(-1, False), (0, True), (6, True), (7, False)])
def test_a_week_has_seven_days(alice, friday, day, is_of_it):
    held_on = MONDAY + dt.timedelta(days=day)
    person = make.ProspectFactory(owner=alice, name="Ruth Abernethy")
    make.MeetingFactory(
        owner=alice, contact=person, starts_at=dt.datetime.combine(held_on, dt.time(12), tzinfo=dt.UTC),
        held_on=held_on, recorded_on=held_on, outcome="undecided",
    )  # fmt: skip

    moved = lookback.proposal(Records(alice, MONDAY + dt.timedelta(days=9)), MONDAY).moved

    assert ("Ruth" in moved) is is_of_it


def with_margaret(alice, **facts):
    """A goal of six weeks ago, and an agreement with Margaret about it that began then."""
    goal = make.GoalFactory(owner=alice, title="Run the monthly meeting.")
    begun = FRIDAY - dt.timedelta(days=40)
    Goal.objects.update(created_at=begun)
    margaret = make.ProspectFactory(owner=alice, name="Margaret Lindqvist")
    return make.MentorAgreementFactory(
        owner=alice, mentor=margaret, goals=[goal], starts_on=begun.date(), confirmed_on=begun.date(),
        confirmed_how="mail", confirmed_words=[], **facts,
    )  # fmt: skip


def session_with_margaret(agreement, held_on):
    """A session that was held on a day, and written down."""
    moment = dt.datetime.combine(held_on, dt.time(12), tzinfo=dt.UTC)
    return make.MeetingFactory(
        owner=agreement.owner, contact=agreement.mentor, kind="session", starts_at=moment, held_on=held_on,
        recorded_on=held_on, one_thing="Start from cash",
    )  # fmt: skip


def moved_in_the_week(alice):
    return lookback.proposal(Records(alice, FRIDAY.date()), MONDAY).moved


def test_what_was_closed_and_reached_comes_first(alice, friday):
    agreement = with_margaret(alice)
    session_with_margaret(agreement, friday)

    agreement.complete(friday)
    agreement.goals.get().achieve(friday)

    assert moved_in_the_week(alice) == (
        "I closed the agreement with Margaret. I reached “Run the monthly meeting”. I met Margaret."
    )


def test_a_week_of_messages_and_plans_is_no_empty_one(alice, friday):
    agreement = with_margaret(alice)
    before = session_with_margaret(agreement, MONDAY - dt.timedelta(days=10))
    make.InteractionFactory(contact=agreement.mentor, kind="note", on=friday)
    assert moved_in_the_week(alice) == "Nothing, and that’s fine."

    make.InteractionFactory(contact=agreement.mentor, kind="wrote", on=MONDAY)
    make.InteractionFactory(contact=agreement.mentor, kind="talked", on=friday)
    assert moved_in_the_week(alice) == "I was in touch with Margaret."

    before.mark(REPORTED_BACK, friday)
    for days in (10, 40):
        make.MeetingFactory(
            owner=alice, contact=agreement.mentor, kind="session", starts_at=FRIDAY + dt.timedelta(days=days)
        )
    assert moved_in_the_week(alice) == (
        "I told Margaret what came of the advice. I planned to meet Margaret. I was in touch with Margaret."
    )


@pytest.mark.parametrize(
    ("day", "facts", "condition"),
    [
        (3, {}, "Margaret and I meet on Monday"),
        (9, {}, "Margaret and I meet on 6 December"),
        (10, {}, ""),  # not in the week that follows
        (0, {}, ""),
        (3, {"prepared_on": MONDAY}, ""),
    ],
)
def test_where_nobody_is_silent_the_plan_is_about_the_next_talk(alice, friday, day, facts, condition):
    agreement = with_margaret(alice)
    make.MeetingFactory(
        owner=alice, contact=agreement.mentor, kind="session", starts_at=FRIDAY + dt.timedelta(days=day, hours=1),
        **facts,
    )  # fmt: skip

    plan = lookback.proposal(Records(alice, friday), MONDAY)

    assert (plan.condition, plan.then) == (condition, "prepare the day before" if condition else "")


@pytest.mark.parametrize(("ago", "is_still"), [(21, True), (20, False)])
def test_a_session_on_a_goal_is_something_done_for_it(alice, friday, ago, is_still):
    session_with_margaret(with_margaret(alice), friday - dt.timedelta(days=ago))

    assert ("Nothing done" in lookback.proposal(Records(alice, friday), MONDAY).stood_still) is is_still


def weekly_mail(user):
    """The mail of this moment, its subject and what it says."""
    today = timezone.localdate()
    mailing = Mailing(owner=user, slot_on=today)
    message = compose(user, actions_for(user, today), mailing, today)
    return message.subject, " ".join(message.body.split()), message.alternatives[0].content


def test_the_weekly_mail_has_the_same_lines_and_the_way_to_change_them(client_alice, alice, friday, settings):
    settings.BASE_URL = "https://waymark.example"
    User.objects.filter(pk=alice.pk).update(reminder_rhythm="weekly", reminder_is_discreet=True)
    alice.refresh_from_db()
    a_week(alice)

    subject, text, html = weekly_mail(alice)

    lines = [
        "What moved: Ben introduced me to Daniel.",
        "What stood still: No word from Sam about Ruth since 18 November. "
        "Nothing done for “Run the monthly meeting” in three weeks.",
        "Your plan: If Sam hasn’t answered by Monday, then I’ll send one friendly reminder.",
    ]
    said = f"Look back on the week from 23 November * {' * '.join(lines)}"
    assert (
        f"{said} Change what isn’t right and save it, in two minutes: https://waymark.example{URL} " in text
    )
    assert all(html.count(line.partition(": ")[2]) == 1 for line in lines)
    assert "Daniel" not in subject
    assert not LookBack.objects.exists()
    # Once it is written down, and in a mail that comes every day, nothing asks for it.
    LookBack.objects.create(owner=alice, monday=MONDAY, moved="Ruth said yes.")
    assert "Look back on" not in weekly_mail(alice)[1] + weekly_mail(alice)[2]
    LookBack.objects.all().delete()
    alice.reminder_rhythm = "daily"
    assert "Look back on" not in weekly_mail(alice)[1]


def test_an_empty_week_is_fine(client_alice, friday):
    assert values(client_alice.get(URL)) == {
        "moved": "Nothing, and that’s fine.",
        "stood_still": "",
        "condition": "",
        "then": "",
    }


def test_at_most_three_sentences_say_what_moved(client_alice, alice, friday):
    make.MeetingFactory(
        owner=alice,
        contact=make.ProspectFactory(owner=alice, name="Ruth Hale"),
        starts_at=FRIDAY - dt.timedelta(days=2),
        held_on=MONDAY, recorded_on=MONDAY, outcome="talk_again",
    )  # fmt: skip
    goal = make.GoalFactory(owner=alice)
    for number in range(3):
        make.GoalStepFactory(goal=goal, text=f"Step {number}", done_on=MONDAY)

    moved = values(client_alice.get(URL))["moved"]

    assert moved == "I met Ruth. I finished “Step 0”. I finished “Step 1”."


def test_a_saved_week_is_corrected_not_doubled(client_alice, alice, friday):
    said = {"moved": "Ruth said yes.", "stood_still": "", "condition": "", "then": ""}

    first = client_alice.post(URL, said | {"form_key": "3b9d5d1e-0a3f-4a57-9d8e-7f3b0c0d8a11"})
    page = client_alice.get(URL)
    opened = {name: page.context["form"][name].value() for name in ("opened_at", "opened_as")}
    second = client_alice.post(URL, said | opened | {"stood_still": "The budget."})

    assert [first.status_code, second.status_code] == [302, 302]
    kept = LookBack.objects.get()
    assert (kept.owner, kept.monday, kept.moved, kept.stood_still) == (
        alice, MONDAY, "Ruth said yes.", "The budget.",
    )  # fmt: skip


def test_an_empty_form_and_half_a_plan_come_back(client_alice, friday):
    empty = client_alice.post(URL, {})
    half = client_alice.post(URL, {"moved": "Much.", "condition": "it snows"})

    assert [empty.status_code, half.status_code] == [422, 422]
    assert "Write at least one line" in text_of(empty)
    assert "Say both: what may happen, and what you’ll do then" in text_of(half)
    assert values(half)["moved"] == "Much."
    assert not LookBack.objects.exists()


def test_last_weeks_plan_stands_below(client_alice, alice, friday):
    make.LookBackFactory(
        owner=alice,
        monday=MONDAY - dt.timedelta(days=7),
        condition="it runs over.",
        then="take the rest by email",
    )

    page = text_of(client_alice.get(URL))

    assert "Last week: If it runs over, then I’ll take the rest by email." in page


@pytest.mark.parametrize(
    ("moment", "week", "is_asked"),
    [
        (dt.datetime(2026, 11, 26, 11, 59, tzinfo=dt.UTC), dt.date(2026, 11, 16), False),  # Thursday morning
        (dt.datetime(2026, 11, 26, 12, 0, tzinfo=dt.UTC), MONDAY, True),
        (dt.datetime(2026, 11, 29, 23, 59, tzinfo=dt.UTC), MONDAY, True),  # Sunday night
        (dt.datetime(2026, 11, 30, 0, 0, tzinfo=dt.UTC), MONDAY, False),  # Monday
    ],
)
def test_the_first_page_asks_from_thursday_noon_to_sunday(client_alice, alice, moment, week, is_asked):
    make.GoalFactory(owner=alice)
    with time_machine.travel(moment, tick=False):
        assert lookback.week_at(timezone.localtime()) == week
        assert (LINE in text_of(client_alice.get("/"))) is is_asked

        make.LookBackFactory(owner=alice, monday=week)
        assert LINE not in text_of(client_alice.get("/"))


def test_weeks_are_read_changed_and_deleted_by_their_owner_alone(client_alice, client_bob, alice):
    week = make.LookBackFactory(owner=alice, moved="Ruth said yes.", condition="it snows", then="stay in")
    edit, delete = (reverse(f"lookbacks.{verb}", args=[week.pk]) for verb in ("edit", "delete"))

    assert "Ruth said yes." in text_of(client_alice.get("/weeks/"))
    assert "Ruth said yes." not in text_of(client_bob.get("/weeks/"))
    assert [client_bob.get(url).status_code for url in (edit, delete)] == [404, 404]
    client_alice.post(edit, {"moved": "Ruth said no.", "opened_at": 1})
    assert LookBack.objects.get().moved == "Ruth said no."
    assert LookBack.objects.get().plan == ""
    client_alice.post(delete)
    assert not LookBack.objects.exists()


def test_a_week_written_in_another_tab_meanwhile_is_shown_before_it_is_changed(client_alice, friday):
    both_new = [fields_of(client_alice.get(URL)) for _tab in range(2)]
    client_alice.post(URL, both_new[0] | {"moved": "Ruth said yes."})

    older = client_alice.post(URL, both_new[1] | {"moved": "Ruth wrote."})

    assert (older.status_code, LookBack.objects.get().moved) == (422, "Ruth said yes.")
    assert "This was changed in another window" in text_of(older)
    same = [
        client_alice.post(URL, both_new[0] | {"moved": words}).status_code
        for words in ("Ruth said yes.", "No.")
    ]
    assert (same, LookBack.objects.get().moved) == ([302, 422], "Ruth said yes.")
    both_open = [fields_of(client_alice.get(URL)) for _tab in range(2)]
    client_alice.post(URL, both_open[0] | {"moved": "Ruth called."})
    assert client_alice.post(URL, both_open[1] | {"moved": "Ruth came."}).status_code == 422
    assert LookBack.objects.get().moved == "Ruth called."


def fields_of(page) -> dict:
    """What the form on a page sends where nothing is changed."""
    return {
        name: value for name in page.context["form"].fields if (value := page.context["form"][name].value())
    }
