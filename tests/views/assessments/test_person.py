"""One person from top to bottom."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.models import Assessment
from tests.factories import AssessmentFactory, ContactFactory, MentorCriterionFactory, ProspectFactory
from tests.pages import flashes, html_of
from tests.views.assessments.compared import INDEX


def test_assess_asks_about_every_criterion(client_alice, daniel, must, nice):
    AssessmentFactory(contact=daniel, criterion=must, answer="meets", evidence="Chartered", source="profile")

    html = html_of(client_alice.get(f"/contacts/{daniel.pk}/fit/"))

    assert "How well does Daniel fit?" in html
    assert html.index(must.text) < html.index(nice.text)
    assert 'value="Chartered"' in html
    assert '<option value="profile" selected>Their profile</option>' in html
    assert "1 of 1" in html
    assert "0 of 1" in html


def test_assess_saves_everything_together(client_alice, daniel, must, nice, today):
    response = client_alice.post(
        f"/contacts/{daniel.pk}/fit/",
        {
            f"answer_{must.pk}": "meets",
            f"evidence_{must.pk}": "Chartered",
            f"source_{must.pk}": "profile",
            f"answer_{nice.pk}": "does_not",
        },
    )

    assert response.status_code == 302
    assert response["Location"] == INDEX
    assert set(Assessment.objects.values_list("criterion", "answer", "evidence", "source", "on")) == {
        (must.pk, "meets", "Chartered", "profile", today),
        (nice.pk, "does_not", "", "", today),
    }
    assert flashes(response) == ["Saved two answers about Daniel."]


def test_assess_leaves_what_was_not_asked_as_it_is(client_alice, alice, daniel, must):
    added = MentorCriterionFactory(owner=alice, text="Added meanwhile")
    AssessmentFactory(contact=daniel, criterion=added, answer="meets")
    gone = MentorCriterionFactory(owner=alice)
    posted = {f"answer_{must.pk}": "meets", f"answer_{gone.pk}": "meets", f"seen_{gone.pk}": "-"}
    gone.delete()

    response = client_alice.post(f"/contacts/{daniel.pk}/fit/", posted)

    assert response.status_code == 302
    assert set(Assessment.objects.values_list("criterion__text", "answer")) == {
        ("Added meanwhile", "meets"),
        (must.text, "meets"),
    }


def test_assess_unchanged_keeps_its_days(client_alice, daniel, must, nice):
    day = dt.date(2026, 3, 5)
    stood = AssessmentFactory(contact=daniel, criterion=must, answer="meets", evidence="Yes", on=day)

    response = client_alice.post(
        f"/contacts/{daniel.pk}/fit/",
        {
            f"answer_{must.pk}": "meets",
            f"evidence_{must.pk}": "Yes",
            f"seen_{must.pk}": f"{stood.pk}.1",
            f"answer_{nice.pk}": "unknown",
        },
    )

    assert flashes(response) == ["Nothing changed about Daniel."]
    assert Assessment.objects.get().on == day


def test_assess_with_a_mistake_saves_nothing_and_keeps_what_was_typed(client_alice, daniel, must, nice):
    response = client_alice.post(
        f"/contacts/{daniel.pk}/fit/",
        {
            f"answer_{must.pk}": "meets",
            f"evidence_{must.pk}": "Chartered, 2016",
            f"answer_{nice.pk}": "does_not",
            f"evidence_{nice.pk}": "y" * 301,
        },
    )

    html = html_of(response)
    assert response.status_code == 422
    assert "Please check one thing" in html
    assert f'href="#id_evidence_{nice.pk}"' in html
    assert 'value="Chartered, 2016"' in html
    assert "y" * 301 in html
    assert f'name="answer_{nice.pk}" value="does_not" id="id_answer_{nice.pk}_1" checked' in html
    assert not Assessment.objects.exists()


def test_assess_empty_post_changes_nothing(client_alice, daniel, must):
    AssessmentFactory(contact=daniel, criterion=must, answer="meets")

    assert client_alice.post(f"/contacts/{daniel.pk}/fit/").status_code == 302

    assert Assessment.objects.get().answer == "meets"


def test_assess_in_two_windows_tells_the_second(client_alice, daniel, must, nice):
    stood = AssessmentFactory(contact=daniel, criterion=must, answer="meets")
    stamp = f"{stood.pk}.1"
    stood.record(answer="does_not")

    posted = {f"answer_{must.pk}": "meets", f"seen_{must.pk}": stamp, f"answer_{nice.pk}": "meets"}
    told = client_alice.post(f"/contacts/{daniel.pk}/fit/", posted)

    assert told.status_code == 422
    assert "changed in another window" in html_of(told)
    assert f'name="seen_{must.pk}" value="{stood.pk}.2"' in html_of(told)
    assert set(Assessment.objects.values_list("criterion", "answer")) == {(must.pk, "does_not")}


def test_assess_goes_on_to_the_next_prospect(client_alice, daniel, ruth, must):
    html = html_of(client_alice.get(f"/contacts/{daniel.pk}/fit/"))
    response = client_alice.post(
        f"/contacts/{daniel.pk}/fit/", {f"answer_{must.pk}": "meets", "then": ruth.pk}
    )

    assert "Save, then Ruth" in html
    assert response["Location"] == f"/contacts/{ruth.pk}/fit/"


def test_assess_alone_has_nobody_next(client_alice, daniel, must):
    assert "Save, then" not in html_of(client_alice.get(f"/contacts/{daniel.pk}/fit/"))


def test_assess_somebody_who_is_no_prospect_leads_back_to_their_page(client_alice, alice, must):
    contact = ContactFactory(owner=alice)

    response = client_alice.post(f"/contacts/{contact.pk}/fit/", {f"answer_{must.pk}": "meets"})

    assert response["Location"] == f"/contacts/{contact.pk}/"


def test_assess_comes_back_where_the_person_was(client_alice, daniel, must):
    html = html_of(client_alice.get(f"/contacts/{daniel.pk}/fit/?next=/contacts/{daniel.pk}/"))
    posted = {f"answer_{must.pk}": "meets", "next": f"/contacts/{daniel.pk}/"}

    assert f'name="next" value="/contacts/{daniel.pk}/"' in html
    assert client_alice.post(f"/contacts/{daniel.pk}/fit/", posted)["Location"] == f"/contacts/{daniel.pk}/"


def test_assess_without_criteria_leads_to_them(client_alice, daniel):
    assert "Your goals already suggest a few" in html_of(client_alice.get(f"/contacts/{daniel.pk}/fit/"))


def test_assess_somebody_elses_contact_is_not_there(client_bob, daniel, must):
    assert client_bob.get(f"/contacts/{daniel.pk}/fit/").status_code == 404
    assert client_bob.post(f"/contacts/{daniel.pk}/fit/", {f"answer_{must.pk}": "meets"}).status_code == 404
    assert not Assessment.objects.exists()


def test_assess_archived_contact_is_not_there(client_alice, alice, must):
    contact = ProspectFactory(owner=alice, archived_on=dt.date(2026, 1, 1))

    assert client_alice.get(f"/contacts/{contact.pk}/fit/").status_code == 404


def test_assess_does_not_take_somebody_elses_criterion(client_alice, daniel, must, bob):
    foreign = MentorCriterionFactory(owner=bob)

    client_alice.post(f"/contacts/{daniel.pk}/fit/", {f"answer_{foreign.pk}": "meets"})

    assert not Assessment.objects.exists()


def test_assess_takes_the_same_queries_for_one_and_for_three(client_alice, alice, daniel, must):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client_alice.get(f"/contacts/{daniel.pk}/fit/")
        return len(queries)

    AssessmentFactory(contact=daniel, criterion=must, answer="meets")
    before = count()
    for _ in range(2):
        AssessmentFactory(contact=daniel, criterion=MentorCriterionFactory(owner=alice), answer="meets")

    assert count() == before
