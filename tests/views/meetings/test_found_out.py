"""What was found out in a meeting, and becomes the fit."""

from mentoring.models import Assessment, Contact
from tests.factories import AssessmentFactory, MentorCriterionFactory
from tests.views.meetings.talks import DAY, days, made, write_down


def found(contact):
    rows = contact.assessments.values_list("criterion__text", "answer", "evidence", "source", "on")
    return {text: tuple(facts) for text, *facts in rows}


def test_record_puts_what_was_found_out_into_the_fit(client_alice, alice, held):
    first = MentorCriterionFactory(owner=alice, text="Ends on time")
    second = MentorCriterionFactory(owner=alice, text="Led peers")
    third = MentorCriterionFactory(owner=alice, text="Is near")
    AssessmentFactory(
        contact=held.contact,
        criterion=third,
        answer="unknown",
        evidence="Ask",
        source="introducer",
        on=DAY - days(9),
    )

    write_down(
        client_alice,
        held,
        **{
            f"answer_{first.pk}": "meets",
            f"evidence_{first.pk}": "Twenty minutes sharp",
            f"answer_{second.pk}": "unknown",
            f"answer_{third.pk}": "unknown",
            f"evidence_{third.pk}": "Ask",
        },
    )

    assert found(held.contact) == {
        "Ends on time": ("meets", "Twenty minutes sharp", "meeting", DAY - days(7)),
        "Is near": ("unknown", "Ask", "introducer", DAY - days(9)),
    }


def test_record_answers_fill_the_criteria_that_ask_for_them(client_alice, alice, held):
    for suggestion, text in (("time", "Has an hour"), ("personality", "Kind"), ("approach", "Works like me")):
        MentorCriterionFactory(owner=alice, suggestion=suggestion, text=text)

    write_down(client_alice, held, has_time="yes", personality="no", approach="unsure", willing="yes")

    words = "At the meeting on 5 March"
    assert found(held.contact) == {
        "Has an hour": ("meets", words, "meeting", DAY - days(7)),
        "Kind": ("does_not", words, "meeting", DAY - days(7)),
    }


def test_record_takes_no_second_answer_to_the_same_question(client_alice, alice, held):
    time = MentorCriterionFactory(owner=alice, suggestion="time", text="Has an hour")

    write_down(client_alice, held, has_time="yes", **{f"answer_{time.pk}": "does_not"})

    assert found(held.contact)["Has an hour"][0] == "meets"


def test_record_replaces_what_was_believed_before(client_alice, alice, held):
    time = MentorCriterionFactory(owner=alice, suggestion="time", text="Has an hour")
    AssessmentFactory(contact=held.contact, criterion=time, answer="meets", evidence="Ben thinks so")

    write_down(client_alice, held, has_time="no")

    assert found(held.contact)["Has an hour"][0] == "does_not"


def test_record_written_again_leaves_a_later_correction_alone(client_alice, alice, held):
    time = MentorCriterionFactory(owner=alice, suggestion="time", text="Has an hour")
    write_down(client_alice, held, has_time="yes")
    Assessment.objects.get(criterion=time).record(answer="does_not", evidence="New job")

    write_down(client_alice, held, has_time="yes", notes="One more thing")

    assert found(held.contact)["Has an hour"][:2] == ("does_not", "New job")


def test_record_that_is_refused_writes_nothing_anywhere(client_alice, alice, held):
    introduction = made(alice, held.contact)
    held.record(introduction=introduction)
    criterion = MentorCriterionFactory(owner=alice)

    response = write_down(
        client_alice,
        held,
        outcome="said_no",
        has_time="yes",
        **{f"answer_{criterion.pk}": "meets", f"evidence_{criterion.pk}": "x" * 301},
    )

    introduction.refresh_from_db()
    assert response.status_code == 422
    assert not Assessment.objects.exists()
    assert introduction.met_on is None
    assert Contact.objects.get(pk=held.contact_id).is_prospect


def test_record_ignores_somebody_elses_criterion(client_alice, held, bob):
    foreign = MentorCriterionFactory(owner=bob, suggestion="time")

    write_down(client_alice, held, has_time="yes", **{f"answer_{foreign.pk}": "meets"})

    assert not Assessment.objects.exists()
