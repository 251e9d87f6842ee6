"""What a mentor typed that can no longer be taken is said to them kindly, and given back word for word."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.models import MentorAgreement, MentorAnswer, MentorMessage
from mentoring.models.agreement_facts import SHARED
from tests.factories import ShareLinkFactory
from tests.markup import forms_of, words_on
from tests.views.mentors_term.mentors_page import form_on, page_of, press

pytestmark = pytest.mark.django_db


def answer_on(client, link):
    return next(form for form in forms_of(page_of(client, link)) if "name" in form.data())


def answer(client, form, **typed):
    return client.post(form.action, form.data(**{"name": "Margaret L."} | typed))


@pytest.mark.parametrize(
    ("kind", "text"), [("point", "The split by depot"), ("other_time", "Tuesday at nine?")]
)
def test_a_message_after_the_end_comes_back_with_the_day_of_the_end(
    client, link, session, running, today, kind, text
):
    form = form_on(client, link, kind)
    running.end_early(today)

    told = press(client, link, kind, text, form=form)

    assert told.status_code == 422
    assert "Nothing was sent: your agreement with Alice ended on" in words_on(told)
    assert text in words_on(told)
    assert "If Alice should know, write them an email." in words_on(told)
    assert not MentorMessage.objects.exists()


def test_that_works_after_the_end_is_told_as_well(client, link, session, running, today):
    form = form_on(client, link, "works")
    running.complete(today)

    told = press(client, link, "works", form=form)

    assert "Nothing was sent: your agreement with Alice ended on" in words_on(told)
    assert "so that you can copy it" not in words_on(told)


def test_the_second_of_two_windows_is_told_of_the_yes_and_gets_its_words_back(client, offer):
    first, second = answer_on(client, offer), answer_on(client, offer)
    answer(client, first, kind="yes")

    told = answer(client, second, kind="no", note="On second thoughts, no.")

    text = words_on(told)
    assert told.status_code == 422
    assert "Your answer wasn’t sent: you’d already said yes, on" in text
    assert "so that you can copy it: Your answer" in text
    assert "On second thoughts, no." in text
    assert MentorAnswer.objects.get().kind == "yes"


def test_a_yes_that_the_mentee_noted_meanwhile_is_said_to_be_theirs(client, offer, today):
    form = answer_on(client, offer)
    offer.agreement.confirm(today, "in_person")

    told = words_on(answer(client, form, kind="almost", clause_boundaries="No calls on Sundays."))

    assert "Your answer wasn’t sent: Alice noted your yes on" in told
    assert "No calls on Sundays." in told
    assert told.count("No job references.") == 1


def test_an_answer_to_a_change_that_ended_with_its_agreement_comes_back(client, link, running, today):
    running.change().share(today)
    form = answer_on(client, link)
    running.end_early(today)

    told = words_on(answer(client, form, kind="yes", note="With pleasure."))

    assert "your agreement with Alice ended on" in told
    assert "With pleasure." in told


def test_an_answer_to_a_change_that_was_taken_back_comes_back(client, link, running, today):
    change = running.change()
    change.record(boundaries="No calls.")
    change.share(today)
    form = answer_on(client, link)
    MentorAgreement.objects.get(pk=change.pk).forget(SHARED)

    told = words_on(answer(client, form, kind="no", note="Rather as it was."))

    assert "Nothing was sent: Alice isn’t asking this any more." in told
    assert "Rather as it was." in told


def test_the_same_form_with_another_answer_is_no_second_one_and_loses_nothing(client, offer):
    form = answer_on(client, offer)
    answer(client, form, kind="almost", note="Shorter, please.")
    again = answer(client, form, kind="almost", note="Shorter, please.")

    told = answer(client, form, kind="no", note="No, after all.")

    assert again.status_code == 302
    assert told.status_code == 422
    assert "Choose “Answer differently” to change it." in words_on(told)
    assert "No, after all." in words_on(told)
    assert MentorAnswer.objects.get().kind == "almost"


@pytest.mark.parametrize("how", ["switched off", "its day has passed"])
def test_what_is_sent_through_a_link_that_works_no_more_comes_back(client, offer, how):
    form = answer_on(client, offer)
    if how == "switched off":
        offer.revoke(timezone.now())
        there = form.action
    else:
        late = ShareLinkFactory(owner=offer.owner, agreement=offer.agreement, expires_at=timezone.now())
        there = reverse("shared.answered", args=[late.token])

    told = client.post(there, form.data(name="Margaret L.", kind="yes", note="With pleasure."))

    assert told.status_code == 404
    assert "Nothing was sent, because this link doesn’t work any more." in words_on(told)
    assert "With pleasure." in words_on(told)
