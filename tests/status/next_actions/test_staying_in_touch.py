"""What a finished agreement asks for: to stay in touch."""

import datetime as dt

from django.urls import reverse

from mentoring.status import next_actions
from tests.factories import InteractionFactory, MeetingFactory
from tests.status.next_actions.reading import confirmed
from tests.stories import at, day


def test_finished_agreement_asks_to_stay_in_touch(alice, margaret):
    confirmed(alice, margaret, starts_on=day(1, 2), confirmed_on=day(1, 2), ended_on=day(3, 1))
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
