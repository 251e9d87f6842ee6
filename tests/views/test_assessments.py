"""The trade-off table and the page that assesses one person, as a person uses them."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.models import Assessment, Contact, MentorCriterion
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
from tests.pages import flashes, html_of

INDEX = "/trade-offs/"


def undo_of(response) -> str:
    [message] = get_messages(response.wsgi_request)
    return message.extra_tags


def columns(response) -> list[str]:
    return [head.contact.first_name for head in response.context["table"].heads]


@pytest.fixture
def must(alice):
    return MentorCriterionFactory(
        owner=alice, text="Reads a balance sheet, and can teach it", importance="must"
    )


@pytest.fixture
def nice(alice):
    return MentorCriterionFactory(owner=alice, text="Close enough to meet in person")


@pytest.fixture
def daniel(alice):
    return ProspectFactory(owner=alice, name="Daniel Osei")


@pytest.fixture
def ruth(alice):
    return ProspectFactory(owner=alice, name="Ruth Abernethy")


# The table


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


# The two sentences


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


# What the table needs


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


# Try without it


def test_try_without_is_offered_where_a_must_have_rules_somebody_out(client_alice, alice, daniel, must, nice):
    met = MentorCriterionFactory(owner=alice, text="Has time", importance="must")
    for criterion, answer in ((must, "does_not"), (nice, "does_not"), (met, "meets")):
        AssessmentFactory(contact=daniel, criterion=criterion, answer=answer)

    html = html_of(client_alice.get(f"{INDEX}?people={daniel.pk}"))

    assert html.count('class="m-try"') == 1
    assert f'href="/trade-offs/?people={daniel.pk}&amp;without={must.pk}"' in html


def test_try_without_says_what_changes_and_saves_nothing(client_alice, alice, daniel, ruth, must):
    time = MentorCriterionFactory(owner=alice, text="Has an hour a month", importance="must")
    AssessmentFactory(contact=daniel, criterion=must, answer="does_not")
    before = list(MentorCriterion.objects.values("pk", "importance", "revision"))

    response = client_alice.get(f"{INDEX}?without={must.pk}")

    html = html_of(response)
    assert f"Trying without “{must.text}”" in html
    assert "Daniel would then meet 0 of 1 must-haves, with one to find out. Nothing is saved." in html
    assert f'action="/criteria/{must.pk}/made-nice/"' in html
    assert 'name="next" value="/trade-offs/"' in html
    assert [cell.criterion for cell in response.context["table"].heads[0].fit.must] == [time]
    assert list(MentorCriterion.objects.values("pk", "importance", "revision")) == before


def test_try_without_names_everybody_it_lets_in(client_alice, alice, must):
    people = [ProspectFactory(owner=alice, name=f"{letter}x Adler") for letter in "ABCDEFG"]
    for person in people[:3]:
        AssessmentFactory(contact=person, criterion=must, answer="does_not")

    assert "Three more people would then qualify: Ax, Bx and Cx." in html_of(
        client_alice.get(f"{INDEX}?without={must.pk}")
    )

    for person in people[3:]:
        AssessmentFactory(contact=person, criterion=must, answer="does_not")
    assert "Seven more people would then qualify: Ax, Bx, Cx, Dx, Ex and two more." in html_of(
        client_alice.get(f"{INDEX}?without={must.pk}")
    )


def test_try_without_says_when_nobody_more_would_qualify(client_alice, daniel, must):
    assert "No one else would qualify. Nothing is saved." in html_of(
        client_alice.get(f"{INDEX}?without={must.pk}")
    )


def test_try_without_ignores_a_nice_to_have(client_alice, daniel, must, nice):
    response = client_alice.get(f"{INDEX}?without={nice.pk}")

    assert response.context["table"].tried is None


# One cell


def answer(client, contact, criterion, **posted):
    posted = {f"{name}_{criterion.pk}" if name != "next" else name: value for name, value in posted.items()}
    return client.post(f"/contacts/{contact.pk}/fit/{criterion.pk}/answered/", posted)


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


# One person from top to bottom


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
