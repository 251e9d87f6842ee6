"""Days set right together, with every rule that holds between them."""

import datetime as dt
import re

import pytest

from mentoring.models.introduction_facts import WRITTEN
from tests.factories import (
    IntroductionFactory,
    ProspectFactory,
)
from tests.pages import html_of
from tests.views.introductions.walking import (
    INDEX,
    ask,
    dates,
    url,
)

pytestmark = pytest.mark.django_db


def test_days_are_corrected_together(client_alice, alice, today):
    introduction = ask(alice, today, 3, made_on=today, written_on=today)
    earlier = [today - dt.timedelta(days=number) for number in (20, 10, 9)]
    page = html_of(client_alice.get(url("dates", introduction)))
    assert re.findall(r'type="date" name="(\w+)"', page) == ["asked_on", "made_on", "written_on"]

    changes = dict(zip(("asked_on", "made_on", "written_on"), earlier, strict=True))
    response = client_alice.post(url("dates", introduction), dates(introduction, **changes))

    assert response.url == url("detail", introduction)
    introduction.refresh_from_db()
    assert [introduction.asked_on, introduction.made_on, introduction.written_on] == earlier
    introduction.prospect.refresh_from_db()
    assert introduction.prospect.last_touch_on == earlier[-1]


def test_days_out_of_order_come_back_at_their_fields(client_alice, alice, today):
    day = today - dt.timedelta(days=5)
    introduction = ask(alice, today, 9, made_on=day, written_on=day, followed_up_on=today)
    typed = dates(
        introduction, made_on=today - dt.timedelta(days=30), followed_up_on=day - dt.timedelta(days=1)
    )

    response = client_alice.post(url("dates", introduction), typed)

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "made_on": ["The introduction comes after the ask"],
        "followed_up_on": ["A follow-up comes after you wrote"],
    }
    page = html_of(response)
    assert f'value="{typed["made_on"]}"' in page
    assert "Please check two things" in page
    introduction.refresh_from_db()
    assert (introduction.made_on, introduction.followed_up_on) == (day, today)


@pytest.mark.parametrize("typed", ["", "soon", "2999-01-01", "0001-01-01", "\x00"])
def test_impossible_days_come_back(client_alice, alice, today, typed):
    introduction = ask(alice, today, 9, made_on=today)

    response = client_alice.post(url("dates", introduction), dates(introduction) | {"made_on": typed})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["made_on"]


def test_days_ahead_are_refused(client_alice, alice, today):
    introduction = ask(alice, today, 9, made_on=today)

    response = client_alice.post(
        url("dates", introduction), dates(introduction, made_on=today + dt.timedelta(days=1))
    )

    assert response.context["form"].errors == {"made_on": ["Choose today or an earlier day"]}


def test_days_changed_in_another_window_are_told(client_alice, alice, today):
    introduction = ask(alice, today, 9, made_on=today)
    opened = dates(introduction)
    introduction.mark(WRITTEN, today)

    response = client_alice.post(url("dates", introduction), opened | {"asked_on": opened["made_on"]})

    assert response.status_code == 422
    assert "changed in another window" in html_of(response)
    again = client_alice.post(
        url("dates", introduction),
        opened | {"opened_at": introduction.revision, "asked_on": opened["made_on"]},
    )
    assert again.url == url("detail", introduction)
    introduction.refresh_from_db()
    assert (introduction.asked_on, introduction.written_on) == (today, today)


def test_draft_has_no_days(client_alice, alice):
    draft = IntroductionFactory(owner=alice)

    assert client_alice.get(url("dates", draft)).url == url("detail", draft)


def test_undo_of_a_moved_day_moves_it_back(client_alice, alice, today):
    day = today - dt.timedelta(days=4)
    introduction = ask(alice, today, 9, made_on=day)
    client_alice.post(url("made", introduction), {"on": (day - dt.timedelta(days=1)).isoformat()})
    undo = f"{url('made', introduction)}?on={day.isoformat()}"
    assert f'action="{undo}"' in html_of(client_alice.get(INDEX))

    client_alice.post(undo)

    introduction.refresh_from_db()
    assert introduction.made_on == day


def test_a_follow_up_waits_anew_once_somebody_was_asked_again(client_alice, alice, elena, today):
    ruth = ProspectFactory(owner=alice, name="Ruth Ash")
    days = dict.fromkeys(("made_on", "written_on", "thanked_on"), today - dt.timedelta(days=60))
    introduction = ask(alice, today, 70, introducer=elena, prospect=ruth, **days)
    introduction.say_not_now(today - dt.timedelta(days=50), today)

    client_alice.post(f"/contacts/{ruth.pk}/asked-again/")

    assert "Nothing to do today." in html_of(client_alice.get(INDEX))
