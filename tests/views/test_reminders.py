import datetime as dt

import pytest
from django.urls import reverse

from mentoring.models import Reminder
from tests.factories import ContactFactory, ReminderFactory
from tests.pages import flashes_with_undo

DAY = dt.date(2026, 3, 12)
TYPED = {"words": "ask how the move went", "due_on": "2026-03-20", "repeats": "monthly"}


@pytest.fixture(autouse=True)
def stopped(freeze):
    freeze(DAY)


@pytest.fixture
def daniel(alice):
    return ContactFactory(owner=alice, name="Daniel Osei")


def address(name, record):
    return reverse(f"reminders.{name}", args=[record.pk])


def titles(client):
    """What stands on the first page's list."""
    groups = client.get("/").context["standing"].groups
    return [(action.title, action.due_on) for group in groups for action in group.actions]


def test_new_reminder_stands_on_the_contact_and_on_the_list(client_alice, alice, daniel):
    ReminderFactory(contact=daniel, words="far away", due_on=DAY + dt.timedelta(days=15))
    client_alice.post(reverse("goals.new"), {"title": "Run a weekly meeting", "area": ""})

    response = client_alice.post(address("new", daniel), TYPED)

    reminder = Reminder.objects.get(words="ask how the move went")
    assert (response.status_code, response.url) == (302, f"/contacts/{daniel.pk}/#reminders")
    assert (reminder.owner, reminder.contact, reminder.repeats) == (alice, daniel, "monthly")
    assert reminder.due_on == reminder.begins_on == dt.date(2026, 3, 20)
    html = client_alice.get(f"/contacts/{daniel.pk}/").content.decode()
    assert "Ask how the move went" in html
    assert "Far away" in html
    assert ("Ask how the move went", reminder.due_on) in titles(client_alice)
    assert "Far away" not in dict(titles(client_alice))


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"words": ""}, "Say what you want to be reminded of"),
        ({"words": "\u200b"}, "Write something people can see"),
        ({"words": "x" * 201}, "Shorten this to 200 characters"),
        ({"due_on": ""}, "Choose a day"),
        ({"due_on": "2026-03-11"}, "Choose today or a later day"),
        ({"due_on": "9999-01-01"}, "Choose a year between"),
        ({"repeats": "daily"}, "Choose one of these"),
    ],
)
def test_wrong_reminder_comes_back_with_its_reason(client_alice, daniel, wrong, reason):
    response = client_alice.post(address("new", daniel), TYPED | wrong)

    assert response.status_code == 422
    assert reason in response.content.decode()
    assert not Reminder.objects.exists()


def test_form_sent_twice_makes_one_reminder(client_alice, daniel):
    page = client_alice.get(address("new", daniel))
    typed = TYPED | {"form_key": page.context["form"].initial["form_key"]}

    client_alice.post(address("new", daniel), typed)
    client_alice.post(address("new", daniel), typed)

    assert Reminder.objects.count() == 1


def test_other_words_keep_the_days_and_another_day_begins_anew(client_alice, daniel):
    reminder = ReminderFactory(contact=daniel, due_on=dt.date(2026, 1, 31), repeats="monthly")
    reminder.mark_done(DAY, DAY)

    def edit(**typed):
        opened_at = Reminder.objects.get().revision
        before = {"words": "x", "due_on": "2026-03-31", "repeats": "monthly", "opened_at": opened_at}
        response = client_alice.post(address("edit", reminder), before | typed)
        assert response.status_code == 302, response.context["form"].errors
        return Reminder.objects.get()

    reworded, moved = edit(words="Write"), edit(due_on="2026-04-02")

    assert (reworded.words, reworded.begins_on, reworded.done_on) == ("Write", dt.date(2026, 1, 31), DAY)
    assert moved.due_on == moved.begins_on == dt.date(2026, 4, 2)
    assert (moved.done_on, moved.due_before) == (None, None)


def test_done_comes_again_and_can_be_taken_back(client_alice, daniel):
    reminder = ReminderFactory(contact=daniel, words="ask Daniel", due_on=DAY, repeats="weekly")
    sent = {"key": reminder.key, "next": "/goals/", "on": "2026-03-11"}

    response = client_alice.post(address("done", reminder), sent)
    again = client_alice.post(address("done", reminder), sent)

    undo = address("taken_back", reminder)
    assert flashes_with_undo(response) == [("Done: Ask Daniel. It’ll come back on Thu 19 March.", undo)]
    assert flashes_with_undo(again)[-1] == ("That’s already done.", "")
    assert response.url == "/goals/"
    stands = Reminder.objects.get()
    assert (stands.due_on, stands.done_on) == (dt.date(2026, 3, 19), dt.date(2026, 3, 11))
    client_alice.post(undo)
    stands.refresh_from_db()
    assert (stands.due_on, stands.done_on) == (DAY, None)


def test_done_in_the_future_is_refused(client_alice, daniel):
    reminder = ReminderFactory(contact=daniel, due_on=DAY)

    response = client_alice.post(address("done", reminder), {"on": "2026-03-13"})

    assert flashes_with_undo(response) == [("Choose today or an earlier day", "")]
    assert Reminder.objects.get().done_on is None


def test_not_needed_leaves_out_one_time_or_all(client_alice, daniel):
    weekly = ReminderFactory(contact=daniel, due_on=DAY, repeats="weekly")
    once = ReminderFactory(contact=daniel, due_on=DAY)

    answers = [client_alice.post(address("skipped", one), {"key": one.key}) for one in (weekly, once)]

    assert flashes_with_undo(answers[-1]) == [
        ("Skipped this time. It’ll come back on Thu 19 March.", address("taken_back", weekly)),
        ("Removed from your list.", address("taken_back", once)),
    ]
    assert list(Reminder.objects.open()) == [weekly]


def test_delete_asks_first(client_alice, daniel):
    reminder = ReminderFactory(contact=daniel)

    page = client_alice.get(address("delete", reminder))
    kept = Reminder.objects.count()
    response = client_alice.post(address("delete", reminder))

    assert (page.status_code, kept) == (200, 1)
    assert response.url == f"/contacts/{daniel.pk}/#reminders"
    assert not Reminder.objects.exists()


def test_archived_contact_is_quiet_on_the_list_and_says_so_on_its_page(client_alice, alice, daniel):
    ReminderFactory(contact=daniel, words="ask Daniel", due_on=DAY)
    client_alice.post(reverse("goals.new"), {"title": "Run a weekly meeting", "area": ""})
    assert "Ask Daniel" in dict(titles(client_alice))

    daniel.archive(DAY)

    assert "Ask Daniel" not in dict(titles(client_alice))
    assert (
        "No reminders while the contact is archived."
        in client_alice.get(f"/contacts/{daniel.pk}/").content.decode()
    )


def test_somebody_else_is_refused(client_bob, daniel):
    reminder = ReminderFactory(contact=daniel)
    before = Reminder.objects.values().get()

    for name in ("edit", "delete", "done", "skipped", "taken_back"):
        assert client_bob.post(address(name, reminder), TYPED).status_code == 404, name
    assert client_bob.post(address("new", daniel), TYPED).status_code == 404
    assert Reminder.objects.values().get() == before


def test_deleting_a_contact_says_that_reminders_go_too(client_alice, daniel):
    ReminderFactory(contact=daniel)

    assert "one reminder" in client_alice.get(reverse("contacts.delete", args=[daniel.pk])).content.decode()
