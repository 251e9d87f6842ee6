"""Whoever is named in an agreement or in the place of a session is pointed out before a mentor reads it."""

import pytest
from django.urls import reverse

from mentoring.models import Meeting, MentorAgreement
from tests.factories import ContactFactory
from tests.markup import forms_of, words_on
from tests.views.mentors_term.mentors_page import seen_on, text_on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def grace(alice):
    return ContactFactory(owner=alice, name="Grace Mbeki")


def test_a_name_in_the_words_is_pointed_out_before_they_are_shared(client, client_alice, link, running):
    change = running.change()
    change.record(boundaries="No references.\nAnd no Grace.")
    share = reverse("drafting.shared", args=[change.pk])

    told = client_alice.post(share)
    before = text_on(client, link)
    client_alice.post(share, seen_on(told))

    assert told.status_code == 200
    assert "Margaret’s page would show it: And no Grace. (Grace Mbeki) Nothing is shared yet." in words_on(
        told
    )
    assert "no Grace" not in before
    assert "no Grace" in text_on(client, link)


def test_what_was_read_before_is_not_pointed_out_again(client_alice, running):
    change = running.change()
    change.record(boundaries="No Grace.")
    change.share(running.confirmed_on)
    later = MentorAgreement.objects.get(pk=change.pk).open_draft()
    later.record(confidentiality="Ours alone.")

    client_alice.post(reverse("drafting.shared", args=[later.pk]))

    later.refresh_from_db()
    assert later.status == "shared"


def test_a_name_in_the_place_of_a_planned_session_is_pointed_out(client, client_alice, link, session):
    page = reverse("meetings.edit", args=[session.pk])
    form = next(form for form in forms_of(client_alice.get(page)) if "where" in form.data())

    told = client_alice.post(page, form.data(where="At Grace’s office"))
    before = text_on(client, link)
    client_alice.post(page, form.data(where="At Grace’s office", **seen_on(told)))

    assert "Margaret’s page would show it: At Grace’s office (Grace Mbeki) Nothing is saved yet." in words_on(
        told
    )
    assert "Grace" not in before
    assert "At Grace’s office" in text_on(client, link)


def test_so_it_is_where_a_session_or_all_of_them_are_planned(client_alice, link, running):
    one = f"{reverse('meetings.new')}?with={running.mentor_id}&kind=session"
    all_of_them = reverse("sessions.new", args=[running.pk])

    for page in (one, all_of_them):
        form = next(form for form in forms_of(client_alice.get(page)) if "where" in form.data())
        day = {"starts_at": "2099-01-01T12:00"} if "starts_at" in form.data() else {}
        told = client_alice.post(page, form.data(where="At Grace’s", **day))
        assert "At Grace’s (Grace Mbeki)" in words_on(told)
        assert not Meeting.objects.exists()
        client_alice.post(page, form.data(where="At Grace’s", **day, **seen_on(told)))
        assert Meeting.objects.exists()
        Meeting.objects.all().delete()


def test_so_it_is_where_a_talk_becomes_a_session(client_alice, session):
    session.record(kind="first", where="At Grace’s", outcome="")
    page = reverse("meetings.edit", args=[session.pk])
    form = next(form for form in forms_of(client_alice.get(page)) if "where" in form.data())

    told = client_alice.post(page, form.data(kind="session"))

    assert "At Grace’s (Grace Mbeki)" in words_on(told)
    client_alice.post(page, form.data(kind="session", **seen_on(told)))
    session.refresh_from_db()
    assert session.kind == "session"


def test_a_first_talk_and_a_session_without_an_agreement_point_out_nobody(
    client_alice, session, running, today
):
    running.end_early(today)
    page = reverse("meetings.edit", args=[session.pk])
    form = next(form for form in forms_of(client_alice.get(page)) if "where" in form.data())

    assert client_alice.post(page, form.data(where="At Grace’s office")).status_code == 302
