"""The table that compares: its sentences, and what it needs."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.models import Contact
from mentoring.pages.compare import DecidingAnswer
from tests.factories import (
    AssessmentFactory,
    ContactFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorCriterionFactory,
    ProspectFactory,
    TieFactory,
)
from tests.pages import html_of
from tests.views.assessments.compared import INDEX, columns


def test_trade_offs_show_must_haves_first_with_evidence(client_alice, daniel, nice, must):
    AssessmentFactory(contact=daniel, criterion=must, answer="does_not", evidence="Says it’s no strength")
    AssessmentFactory(contact=daniel, criterion=nice, answer="meets", evidence="Leeds, 15 min")

    html = html_of(client_alice.get(INDEX))

    assert html.index(must.text) < html.index(nice.text)
    assert "Says it’s no strength" in html
    assert "Leeds, 15 min" in html
    assert f'href="/trade-offs/?edit={daniel.pk}-{nice.pk}#cell-{daniel.pk}-{nice.pk}"' in html


def test_trade_offs_name_the_colleague_whom_one_asks_first(
    client_alice, alice, bob, daniel, ruth, must, today
):
    Contact.objects.filter(pk__in=[daniel.pk, ruth.pk]).update(company="Kestrel", company_key="kestrel")

    def colleague(name, owner=alice, days=0, **facts):
        contact = ContactFactory(owner=owner, name=name, company="Kestrel Ltd", **facts)
        on = today - dt.timedelta(days=days)
        TieFactory(contact=contact, sent=9, received=9, first_on=on, last_on=on, connected_on=None)
        return contact

    colleague("Quiet", days=1500)
    colleague("Eve", days=40)
    colleague("Ben", days=20)
    colleague("Bob’s", owner=bob, days=3)
    colleague("Away", days=3, archived_on=today)
    colleague("Refused", days=3, prospect_on=today, closed_on=today, closed_because="said_no")
    IntroductionFactory(
        owner=alice,
        introducer=Contact.objects.get(name="Ben"),
        prospect=ruth,
        asked_on=today - dt.timedelta(days=400),
        closed_on=today - dt.timedelta(days=390),
        closed_because="introducer_declined",
        thanked_on=today - dt.timedelta(days=389),
    )

    steps = {head.contact.name: head.next for head in client_alice.get(INDEX).context["table"].heads}

    ben, eve = (Contact.objects.get(name=name) for name in ("Ben", "Eve"))
    assert steps[daniel.name] == (
        "Ask Ben to introduce you to Daniel",
        f"/introductions/new/?from={ben.pk}&to={daniel.pk}",
    )
    assert steps[ruth.name] == (
        "Ask Eve to introduce you to Ruth",
        f"/introductions/new/?from={eve.pk}&to={ruth.pk}",
    )


@pytest.fixture
def ahead_of_ruth(alice, daniel, ruth, must):
    """Daniel meets two must-haves; of Ruth the first is not known."""
    time = MentorCriterionFactory(owner=alice, text="Has an hour a month", importance="must")
    for contact, criterion in ((daniel, must), (daniel, time), (ruth, time)):
        AssessmentFactory(contact=contact, criterion=criterion, answer="meets")
    return ruth


DECIDES = "One answer would decide: whether Ruth reads a balance sheet, and can teach it."


def way(response) -> tuple[str, str]:
    decided = response.context["table"].decided
    return decided.way, decided.url


def test_trade_offs_say_who_is_at_least_as_good_and_what_would_decide(client_alice, ahead_of_ruth):
    response = client_alice.get(INDEX)
    html = html_of(response)

    assert "Daniel meets every must-have and, on everything known, is at least as good as Ruth." in html
    assert f"{DECIDES} If so, Ruth meets every must-have too." in html
    assert html.index("</table>") < html.index(DECIDES) < html.index('class="legend')
    # Nobody can be asked yet: what comes next with her.
    assert way(response) == ("Find an introducer to Ruth", f"/introductions/new/?to={ahead_of_ruth.pk}")


def test_whoever_is_known_is_written_to_next(client_alice, ahead_of_ruth):
    ahead_of_ruth.record(how_known="We shared an office")

    assert way(client_alice.get(INDEX)) == ("Write to Ruth", f"/introductions/to/{ahead_of_ruth.pk}/")


def test_the_one_answer_is_asked_of_the_introducer_and_noted_with_them(
    client_alice, client_bob, alice, must, ahead_of_ruth
):
    asked = IntroductionFactory(
        owner=alice, introducer=ContactFactory(owner=alice, name="Sam Lee", email="sam@example.org"),
        prospect=ahead_of_ruth, asked_on=dt.date(2026, 3, 1),
    )  # fmt: skip
    address = f"/introductions/{asked.pk}/question/{must.pk}/"

    assert way(client_alice.get(INDEX)) == ("Ask Sam", address)

    letter = client_alice.get(address).context["form"].letter
    assert letter.subject == "A question about Ruth"
    assert "Do you know whether Ruth reads a balance sheet, and can teach it?" in letter.message
    assert client_bob.get(address).status_code == 404

    sent = client_alice.post(address, {"sent": "1"})
    [note] = asked.introducer.interactions.all()
    assert (sent["Location"], note.text) == (INDEX, "A question for the introducer")
    asked.refresh_from_db()
    assert asked.status == "asked"

    asked.record(closed_on=asked.asked_on, closed_because="no_answer")
    assert client_alice.get(address).status_code == client_alice.post(address).status_code == 302
    assert asked.introducer.interactions.count() == 1


def test_the_one_answer_waits_for_a_planned_talk_or_stands_in_the_profile(
    client_alice, alice, must, ahead_of_ruth
):
    must.record(find_out="profile")
    profile = way(client_alice.get(INDEX))
    ahead_of_ruth.record(linkedin="https://www.linkedin.com/in/ruth")
    linked = way(client_alice.get(INDEX))
    IntroductionFactory(owner=alice, prospect=ahead_of_ruth, asked_on=dt.date(2026, 3, 1))
    talk = MeetingFactory(owner=alice, contact=ahead_of_ruth, starts_at=timezone.now() + dt.timedelta(days=2))

    assert profile == ("Look at the profile", f"/contacts/{ahead_of_ruth.pk}/")
    assert linked == ("Look at the profile", "https://www.linkedin.com/in/ruth")
    assert way(client_alice.get(INDEX)) == ("Ask when you meet", f"/meetings/{talk.pk}/prepare/")


def test_whoever_waits_has_no_part_in_the_sentences(client_alice, alice, ahead_of_ruth, today):
    ahead_of_ruth.say_not_now(today, None)

    html = html_of(client_alice.get(INDEX))

    assert "Ruth" in html
    assert "at least as good" not in html
    assert "would decide" not in html


def test_the_sentences_leave_out_what_is_tried_without(client_alice, daniel, must, ahead_of_ruth):
    response = client_alice.get(f"{INDEX}?without={must.pk}")

    assert response.context["table"].compared == ""
    assert response.context["table"].decided is None


def test_trade_offs_without_prospects_say_where_to_begin(client_alice, alice, must):
    ContactFactory(owner=alice)
    ProspectFactory(owner=alice, closed_on=dt.date(2026, 1, 1), closed_because="said_no")
    ProspectFactory(owner=alice, archived_on=dt.date(2026, 1, 1))

    html = html_of(client_alice.get(INDEX))

    assert "You haven’t marked anyone as a prospect yet. Who do you admire?" in html
    assert "<table" not in html


def test_trade_offs_without_criteria_lead_to_them(client_alice, daniel):
    html = html_of(client_alice.get(INDEX))

    assert "Your goals already suggest a few" in html
    assert "<table" not in html


def test_trade_offs_show_the_five_best_and_those_who_are_chosen(client_alice, alice, must):
    people = [ProspectFactory(owner=alice, name=f"{letter}x Adler") for letter in "FEDCBA"]
    AssessmentFactory(contact=people[0], criterion=must, answer="meets")
    AssessmentFactory(contact=people[5], criterion=must, answer="does_not")

    best = client_alice.get(INDEX)
    chosen = client_alice.get(f"{INDEX}?people={people[5].pk}&people={people[2].pk}")

    assert columns(best) == ["Fx", "Bx", "Cx", "Dx", "Ex"]
    assert columns(chosen) == ["Dx", "Ax"]
    assert html_of(chosen).count(" checked>") == 2


def test_trade_offs_show_five_of_more_and_say_so(client_alice, alice, must):
    people = [ProspectFactory(owner=alice, name=f"{letter}x") for letter in "ABCDEFG"]

    response = client_alice.get(INDEX + "?" + "&".join(f"people={person.pk}" for person in reversed(people)))

    assert columns(response) == ["Cx", "Dx", "Ex", "Fx", "Gx"]
    assert "2 more of those you chose are left out" in html_of(response)


@pytest.mark.parametrize(
    "query",
    [
        "people=x&people=-1&people=%00",
        "people=" + "9" * 30,
        "people=999999999999999999",
        "edit=1",
        "edit=x-y",
        "edit=" + "9" * 30 + "-1",
        "edit=1-2-3",
        "edit=%00",
        "without=x",
        "without=" + "9" * 30,
        "without=%00&edit=&people=",
    ],
)
def test_trade_offs_pass_over_what_makes_no_sense(client_alice, daniel, must, query):
    response = client_alice.get(f"{INDEX}?{query}")

    assert response.status_code == 200
    assert columns(response) == ["Daniel"]
    assert response.context["table"].open is None
    assert response.context["table"].tried is None


def test_trade_offs_never_show_somebody_elses_records(client_alice, daniel, must, bob):
    foreign = ProspectFactory(owner=bob, name="Bobs Secret")
    criterion = MentorCriterionFactory(owner=bob, text="Bobs criterion", importance="must")

    response = client_alice.get(
        f"{INDEX}?people={foreign.pk}&edit={foreign.pk}-{criterion.pk}&without={criterion.pk}"
    )

    assert columns(response) == ["Daniel"]
    assert "Bobs" not in html_of(response)
    assert response.context["table"].tried is None


def test_trade_offs_take_the_same_queries_for_one_and_for_three(client_alice, alice, daniel, must):
    def count(address):
        with CaptureQueriesContext(connection) as queries:
            assert client_alice.get(address).status_code == 200
        return len(queries)

    AssessmentFactory(contact=daniel, criterion=must, answer="does_not")
    tried = f"{INDEX}?without={must.pk}&people={daniel.pk}"
    before = count(INDEX), count(tried)
    for number in range(2):
        contact = ProspectFactory(owner=alice)
        for criterion in (must, MentorCriterionFactory(owner=alice, importance="must")):
            AssessmentFactory(contact=contact, criterion=criterion, answer="meets", evidence=str(number))

    assert (count(INDEX), count(tried)) == before


def test_address_keeps_people_and_what_is_tried():
    asked = DecidingAnswer(people=(3, 1), without=7)

    assert asked.address(without=7, edit="3-4") == "/trade-offs/?people=3&people=1&without=7&edit=3-4"
    assert DecidingAnswer().address() == "/trade-offs/"
