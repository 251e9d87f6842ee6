"""The years after: a word now and then."""

import datetime as dt

import pytest

from mentoring.models import Meeting, Review
from tests.factories import InteractionFactory, MentorAgreementFactory
from tests.pages import flashes, html_of
from tests.views.meetings.talks import DAY, days
from tests.views.partings.terms import LOOKED_BACK, WORDS, told


def test_the_rhythm_is_changed_and_switched_off(client_alice, alice, agreement):
    agreement.complete(DAY)
    address = f"/agreements/{agreement.pk}/staying-in-touch/"
    title, later = "Stay in touch with Margaret", DAY + days(62)

    usual = told(alice, DAY + days(85))[title].due_on
    sooner = client_alice.post(
        address, {"stays_in_touch": "on", "touch_after_months": "2", "touch_every_months": "4"}
    )
    changed = told(alice, later)[title].due_on
    InteractionFactory(contact=agreement.mentor, on=later, text="The new warehouse")
    agreement.mentor.refresh_last_touch()
    after_a_talk = told(alice, later + days(120))[title]
    client_alice.post(address, {"touch_after_months": "2", "touch_every_months": "4", "opened_at": "3"})

    assert usual == dt.date(2026, 6, 12)
    assert flashes(sooner) == ["Saved how you stay in touch with Margaret."]
    assert changed == max(dt.date(2026, 5, 12), later)
    assert after_a_talk.due_on == dt.date(2026, 9, 13)
    assert after_a_talk.why.endswith("Last time: The new warehouse")
    assert title not in told(alice, later + days(400))
    agreement.refresh_from_db()
    assert (agreement.stays_in_touch, agreement.confirmed_words) == (False, WORDS)


@pytest.mark.parametrize("value", ["0", "25", "-3", "soon", "9" * 400, ""])
def test_a_rhythm_that_makes_no_sense_comes_back(client_alice, agreement, value):
    agreement.complete(DAY)

    response = client_alice.post(
        f"/agreements/{agreement.pk}/staying-in-touch/",
        {"touch_after_months": value, "touch_every_months": "6"},
    )

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"touch_after_months"}


@pytest.mark.parametrize(
    ("over_on", "last", "expected"),
    [
        # The month ends: 30 November has no 31st, February no 30th.
        ("2026-08-31", "2026-08-31", "2026-11-30"),
        ("2026-11-30", "2026-11-30", "2027-02-28"),
        ("2027-11-30", "2027-11-30", "2028-02-29"),
        # A talk before the first word starts the three months anew, one after it the six.
        ("2026-08-31", "2026-10-31", "2027-01-31"),
        ("2026-08-31", "2026-11-30", "2027-05-30"),
        ("2026-08-31", "2030-08-31", "2031-02-28"),
    ],
)
def test_the_next_word_is_counted_from_the_last_real_contact(alice, over_on, last, expected):
    start = dt.date.fromisoformat(over_on)
    agreement = MentorAgreementFactory.build(owner=alice, mentor=None, starts_on=start, completed_on=start)

    assert agreement.next_touch(dt.date.fromisoformat(last)) == dt.date.fromisoformat(expected)


@pytest.mark.parametrize("name", ["reviews/midpoint", "completed", "ended", "staying-in-touch"])
def test_somebody_elses_agreement_is_not_there(client_bob, agreement, name):
    address = f"/agreements/{agreement.pk}/{name}/"

    assert client_bob.get(address).status_code == 404
    assert client_bob.post(address, LOOKED_BACK | {"on": ""}).status_code == 404
    agreement.refresh_from_db()
    assert (agreement.over_on, Review.objects.count(), Meeting.objects.count()) == (None, 0, 0)


def test_the_page_about_staying_in_touch_offers_all_it_keeps(client_alice, alice, agreement):
    agreement.complete(dt.date(2026, 3, 12))

    page = html_of(client_alice.get(f"/agreements/{agreement.pk}/staying-in-touch/"))

    for name in ("stays_in_touch", "touch_after_months", "touch_every_months"):
        assert f'name="{name}"' in page
