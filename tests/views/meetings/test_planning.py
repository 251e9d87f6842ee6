"""A meeting is planned."""

import datetime as dt
import uuid

import pytest

from mentoring.models import Meeting
from tests.factories import ContactFactory, IntroductionFactory, MentorAgreementFactory
from tests.pages import flashes, html_of
from tests.views.meetings.talks import DAY, NEW, days, plan


def test_meeting_is_planned(client_alice, alice, margaret):
    response = client_alice.post(NEW, plan(contact=margaret.pk, where="Whereby"))

    meeting = Meeting.objects.get()
    assert response["Location"] == f"/meetings/{meeting.pk}/prepare/"
    assert (meeting.owner, meeting.contact, meeting.kind) == (alice, margaret, "first")
    assert meeting.starts_at == dt.datetime(2026, 3, 17, 12, 30, tzinfo=dt.UTC)
    assert (meeting.minutes, meeting.place, meeting.where) == (30, "video", "Whereby")
    assert flashes(response)[0] == "Planned: you’re meeting Margaret on Tuesday 17 March."


def test_meeting_time_is_the_persons_own(client_alice, alice, margaret):
    alice.time_zone = "America/New_York"
    alice.save()

    client_alice.post(NEW, plan(contact=margaret.pk))

    assert Meeting.objects.get().starts_at == dt.datetime(2026, 3, 17, 16, 30, tzinfo=dt.UTC)
    assert 'value="2026-03-17T12:30"' in html_of(
        client_alice.get(f"/meetings/{Meeting.objects.get().pk}/edit/")
    )


def test_meeting_in_the_past_is_written_down_next(client_alice, margaret):
    response = client_alice.post(NEW, plan(contact=margaret.pk, starts_at="2026-03-11T09:00"))

    assert response["Location"] == f"/meetings/{Meeting.objects.get().pk}/record/"


WROTE = {"asked_on": DAY - days(9), "made_on": DAY - days(6), "written_on": DAY - days(5)}


@pytest.mark.parametrize(
    ("starts_at", "answered_on"),
    [
        ("2026-03-17T12:30", DAY),
        ("2026-03-10T12:30", DAY - days(2)),
        # A meeting before the letter: the day they met is no day on which they answered it.
        ("2026-03-01T12:30", DAY - days(5)),
    ],
)
def test_whoever_is_met_has_answered(client_alice, alice, margaret, starts_at, answered_on):
    through = [IntroductionFactory(owner=alice, prospect=margaret, **WROTE) for _number in range(2)]

    client_alice.post(NEW, plan(contact=margaret.pk, starts_at=starts_at))

    for introduction in through:
        introduction.refresh_from_db()
        assert (introduction.answered_on, introduction.status) == (answered_on, "in_touch")


def test_answer_that_was_noted_stays(client_alice, alice, margaret):
    facts = WROTE | {"answered_on": DAY - days(4)}
    answered = IntroductionFactory(owner=alice, prospect=margaret, **facts)
    unwritten = IntroductionFactory(owner=alice, prospect=margaret, asked_on=DAY, made_on=DAY)
    other = IntroductionFactory(owner=alice, **WROTE)

    client_alice.post(NEW, plan(contact=margaret.pk))

    for introduction, answered_on in ((answered, DAY - days(4)), (unwritten, None), (other, None)):
        introduction.refresh_from_db()
        assert introduction.answered_on == answered_on


def test_meeting_that_is_refused_notes_no_answer(client_alice, alice, margaret):
    introduction = IntroductionFactory(owner=alice, prospect=margaret, **WROTE)

    response = client_alice.post(NEW, plan(contact=margaret.pk, starts_at="soon"))

    assert response.status_code == 422
    introduction.refresh_from_db()
    assert introduction.answered_on is None


@pytest.mark.parametrize(("kind", "minutes"), [("first", 30), ("session", 60)])
def test_meeting_without_minutes_takes_what_is_usual(client_alice, margaret, kind, minutes):
    client_alice.post(NEW, plan(contact=margaret.pk, kind=kind, minutes=""))

    assert Meeting.objects.get().minutes == minutes


def test_meeting_form_is_filled_from_the_address(client_alice, alice, margaret):
    chosen = client_alice.get(f"{NEW}?with={margaret.pk}").context["form"].initial
    session = client_alice.get(f"{NEW}?with={margaret.pk}&kind=session").context["form"].initial
    MentorAgreementFactory(
        owner=alice, mentor=margaret, confirmed_on=DAY, confirmed_how="mail", confirmed_words=[], minutes=90
    )
    agreed = client_alice.get(f"{NEW}?with={margaret.pk}").context["form"].initial
    named = client_alice.get(f"{NEW}?with={margaret.pk}&kind=session")

    assert (chosen["contact"], chosen["kind"], chosen["minutes"]) == (margaret, "first", 30)
    assert (session["kind"], session["minutes"]) == ("session", 60)
    assert (agreed["kind"], agreed["minutes"]) == ("session", 90)
    assert named.context["form"].initial["minutes"] == 90
    assert "thirty minutes" not in named.content.decode()
    assert "thirty minutes" in client_alice.get(NEW).content.decode()


@pytest.mark.parametrize("value", ["x", "", "-1", "9" * 40, "%00", "999999999999999999"])
def test_meeting_form_passes_over_odd_addresses(client_alice, margaret, value):
    response = client_alice.get(f"{NEW}?with={value}&introduction={value}&kind={value}")

    assert response.status_code == 200
    assert response.context["form"].initial["contact"] is None


def test_meeting_form_does_not_know_somebody_elses_contact(client_bob, margaret, alice):
    introduction = IntroductionFactory(owner=alice, prospect=margaret)

    response = client_bob.get(f"{NEW}?with={margaret.pk}&introduction={introduction.pk}")

    assert response.context["form"].initial["contact"] is None
    assert "Margaret" not in html_of(response)


def test_meeting_with_somebody_elses_contact_is_a_form_error(client_alice, bob):
    foreign = ContactFactory(owner=bob)

    response = client_alice.post(NEW, plan(contact=foreign.pk))

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"contact"}
    assert not Meeting.objects.exists()


def test_meeting_with_somebody_elses_introduction_is_a_form_error(client_alice, margaret, bob):
    foreign = IntroductionFactory(owner=bob)

    response = client_alice.post(NEW, plan(contact=margaret.pk, introduction=foreign.pk))

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"introduction"}


def test_meeting_with_an_archived_contact_is_a_form_error(client_alice, alice):
    archived = ContactFactory(owner=alice, archived_on=DAY)

    response = client_alice.post(NEW, plan(contact=archived.pk))

    assert response.context["form"].errors.keys() == {"contact"}


def test_first_meeting_with_somebody_who_said_no_is_refused(client_alice, margaret):
    margaret.close(DAY, "said_no")

    response = client_alice.post(NEW, plan(contact=margaret.pk))

    assert response.status_code == 422
    assert "Margaret said no, and we take no for an answer" in response.context["form"].errors["contact"][0]
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("contact", ""),
        ("contact", "9" * 40),
        ("contact", "\x00"),
        ("kind", "party"),
        ("starts_at", ""),
        ("starts_at", "tomorrow"),
        ("starts_at", "0001-01-01T00:00"),
        ("starts_at", "9999-12-31T23:59"),
        ("starts_at", "2101-01-01T00:00"),
        ("starts_at", "\x00"),
        ("minutes", "0"),
        ("minutes", "481"),
        ("minutes", "-30"),
        ("minutes", "9" * 40),
        ("minutes", "soon"),
        ("place", "moon"),
        ("where", "x" * 201),
        ("where", "a\x00b"),
        ("where", "x" * 100_000),
    ],
)
def test_meeting_that_makes_no_sense_comes_back_with_its_reason(client_alice, margaret, field, value):
    response = client_alice.post(NEW, plan(contact=margaret.pk, minutes="45") | {field: value})

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    if field != "minutes":
        assert 'value="45"' in html_of(response)
    assert not Meeting.objects.exists()


def test_meeting_time_that_the_clock_skips_is_refused(client_alice, alice, margaret):
    alice.time_zone = "Europe/Berlin"
    alice.save()

    response = client_alice.post(NEW, plan(contact=margaret.pk, starts_at="2026-03-29T02:30"))

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"starts_at"}


def test_meeting_form_sent_twice_makes_one_meeting(client_alice, margaret):
    posted = plan(contact=margaret.pk, form_key=str(uuid.uuid4()))

    first, second = client_alice.post(NEW, posted), client_alice.post(NEW, posted)

    assert Meeting.objects.count() == 1
    assert first["Location"] == second["Location"]
    assert 'name="form_key"' in html_of(client_alice.get(NEW))


def test_empty_post_is_refused(client_alice):
    response = client_alice.post(NEW)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"contact", "kind", "starts_at", "place"}


def test_meeting_form_offers_prospects_first_and_whoever_was_chosen(client_alice, alice, margaret):
    ContactFactory.create_batch(301, owner=alice, name="Abe Adler")
    last = ContactFactory(owner=alice, name="Zoe Zimmer")

    html = html_of(client_alice.get(f"{NEW}?with={last.pk}"))
    wrong = html_of(client_alice.post(NEW, plan(contact=last.pk, starts_at="")))

    assert html.index("Margaret Lindqvist</option>") < html.index("Abe Adler</option>")
    assert html.count("<option") < 330
    for shown in (html, wrong):
        assert f'<option value="{last.pk}" selected>Zoe Zimmer</option>' in shown
