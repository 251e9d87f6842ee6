"""One answer in its cell, saved and undone."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.messages import get_messages

from mentoring.models import Assessment
from tests.factories import AssessmentFactory, MentorCriterionFactory, ProspectFactory
from tests.pages import flashes, html_of
from tests.views.assessments.compared import INDEX, answer, columns


def undo_of(response) -> str:
    [message] = get_messages(response.wsgi_request)
    return message.extra_tags


def test_cell_opens_in_its_row(client_alice, daniel, must, nice):
    response = client_alice.get(f"{INDEX}?edit={daniel.pk}-{must.pk}")

    html = html_of(response)
    assert "Daniel: reads a balance sheet, and can teach it?" in html
    assert html.count('class="m-edit"') == 1
    assert f'name="answer_{must.pk}" value="unknown"' in html
    assert 'name="next" value="/trade-offs/"' in html


def test_cell_answered_is_saved_and_comes_back_to_the_cell(client_alice, alice, daniel, must, today):
    address = f"/trade-offs/?people={daniel.pk}"

    response = answer(
        client_alice,
        daniel,
        must,
        answer="meets",
        evidence="Trains new managers",
        source="introducer",
        seen="-",
        next=address,
    )

    assert response.status_code == 302
    assert response["Location"] == f"{address}#cell-{daniel.pk}-{must.pk}"
    assessment = Assessment.objects.get()
    assert (assessment.owner, assessment.contact, assessment.criterion) == (alice, daniel, must)
    assert (assessment.answer, assessment.evidence, assessment.source, assessment.on) == (
        "meets",
        "Trains new managers",
        "introducer",
        today,
    )
    assert flashes(response) == ["Daniel meets “Reads a balance sheet, and can teach it”."]


def test_cell_answered_is_undone_with_its_own_day(client_alice, daniel, must):
    day = dt.date(2026, 3, 5)
    stood = AssessmentFactory(
        contact=daniel, criterion=must, answer="does_not", evidence="Said so & more", source="profile", on=day
    )
    response = answer(client_alice, daniel, must, answer="meets", seen=f"{stood.pk}.1")

    undone = client_alice.post(undo_of(response), {"next": INDEX})

    stands = Assessment.objects.get()
    assert (stands.answer, stands.evidence, stands.source, stands.on) == (
        "does_not",
        "Said so & more",
        "profile",
        day,
    )
    assert undone["Location"] == f"{INDEX}#cell-{daniel.pk}-{must.pk}"
    assert flashes(undone)[-1] == "Daniel doesn’t meet “Reads a balance sheet, and can teach it”."


def test_first_answer_undone_leaves_nothing(client_alice, daniel, must):
    response = answer(client_alice, daniel, must, answer="meets", seen="-")

    client_alice.post(undo_of(response), {"next": INDEX})

    assert not Assessment.objects.exists()


def test_undo_does_not_overwrite_what_was_answered_since(client_alice, daniel, must):
    response = answer(client_alice, daniel, must, answer="meets", seen="-")
    stands = Assessment.objects.get()
    stands.record(answer="does_not")

    undone = client_alice.post(undo_of(response), {"next": INDEX})

    assert undone.status_code == 422
    assert Assessment.objects.get().answer == "does_not"


def test_cell_not_known_any_more_is_taken_away(client_alice, daniel, must):
    stood = AssessmentFactory(contact=daniel, criterion=must, answer="meets")

    response = answer(client_alice, daniel, must, answer="unknown", evidence="", seen=f"{stood.pk}.1")

    assert response.status_code == 302
    assert not Assessment.objects.exists()
    assert parse_qs(urlsplit(undo_of(response)).query)[f"answer_{must.pk}"] == ["meets"]


@pytest.mark.parametrize(
    ("posted", "reason"),
    [
        ({}, "Choose an answer"),
        ({"answer": "maybe"}, "Choose one of these"),
        ({"answer": "meets", "evidence": "x" * 301}, "Shorten this to 300 characters"),
        ({"answer": "meets", "evidence": "x" * 100_000}, "Shorten this to 300 characters"),
        ({"answer": "meets", "evidence": "a\x00b"}, "can’t be saved"),
        ({"answer": "meets", "source": "a dream"}, "Choose one of these"),
    ],
)
def test_cell_that_makes_no_sense_comes_back_with_its_reason(
    client_alice, daniel, ruth, must, posted, reason
):
    response = answer(client_alice, daniel, must, next=f"/trade-offs/?people={daniel.pk}", **posted)

    html = html_of(response)
    assert response.status_code == 422
    assert reason in html
    assert columns(response) == ["Daniel"]
    assert html.count('class="m-edit"') == 1
    if len(posted.get("evidence", "")) == 301:
        assert "x" * 301 in html
    assert not Assessment.objects.exists()


def test_cell_with_a_day_ahead_is_refused_kindly(client_alice, daniel, must):
    address = f"/contacts/{daniel.pk}/fit/{must.pk}/answered/?answer_{must.pk}=meets&seen_{must.pk}=-&on="

    for day in ("9999-12-31", "x", "0001-01-01", "%00"):
        assert client_alice.post(address + day).status_code == 302
    assert not Assessment.objects.exists()


def test_cell_changed_in_another_window_is_told(client_alice, daniel, must):
    other = AssessmentFactory(contact=daniel, criterion=must, answer="does_not", evidence="Says so")

    told = answer(client_alice, daniel, must, answer="meets", seen="-")

    assert told.status_code == 422
    assert "changed in another window to “Doesn’t, Says so”" in html_of(told)
    assert Assessment.objects.get().answer == "does_not"

    answer(client_alice, daniel, must, answer="meets", seen=f"{other.pk}.1")
    assert Assessment.objects.get().answer == "meets"


def test_cell_of_somebody_else_is_not_there(client_bob, client_alice, bob, daniel, must):
    own = MentorCriterionFactory(owner=bob)
    prospect = ProspectFactory(owner=bob)

    assert answer(client_bob, daniel, must, answer="meets").status_code == 404
    assert answer(client_bob, daniel, own, answer="meets").status_code == 404
    assert answer(client_bob, prospect, must, answer="meets").status_code == 404
    assert client_alice.get(f"/contacts/{daniel.pk}/fit/{must.pk}/answered/").status_code == 405
    assert not Assessment.objects.exists()
