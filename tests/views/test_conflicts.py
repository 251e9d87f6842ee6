"""Two windows on one record: told where the fields of this form changed meanwhile, and only there."""

import datetime as dt

import pytest
from django.urls import reverse

from mentoring.models import Contact
from tests import factories as make
from tests.markup import forms_of

pytestmark = [pytest.mark.django_db, pytest.mark.every_database]


def opened(client, address, field):
    """The form with this field, as it stands on the page that was opened there."""
    return next(form for form in forms_of(client.get(address)) if field in form.fields)


def agreement_of(owner):
    goal = make.GoalStepFactory(owner=owner, goal__owner=owner).goal
    return make.MentorAgreementFactory(owner=owner, goals=[goal])


TODAY = dt.date(2026, 3, 14)

# A record, the page of a form, one of its fields, and another field of the record that is not on it.
ELSEWHERE = {
    "contact": (make.ContactFactory, "contacts.edit", "place", "may_introduce", True),
    "goal": (make.GoalFactory, "goals.edit", "title", "parked_on", TODAY),
    "draft": (make.IntroductionFactory, "introductions.edit", "purpose", "closed_because", ""),
    "meeting": (make.MeetingFactory, "meetings.edit", "where", "preparation", "Bring the numbers"),
    "agenda": (make.MeetingFactory, "meetings.prepare", "preparation", "where", "Mill Street"),
    "part": (agreement_of, "drafting.part", "boundaries", "confidentiality", "All of it."),
}


@pytest.mark.parametrize("case", ELSEWHERE)
def test_a_change_in_another_field_is_kept_and_not_told(client_alice, alice, case):
    factory, name, field, other, value = ELSEWHERE[case]
    record = factory(alice) if factory is agreement_of else factory(owner=alice)
    args = [record.pk, *(["boundaries"] if factory is agreement_of else [])]
    address = reverse(name, args=args)
    form = opened(client_alice, address, field)
    record.record(**{other: value})

    answer = client_alice.post(address, form.data(**{field: "Typed in the second window"}))

    record.refresh_from_db()
    assert answer.status_code == 302
    assert (getattr(record, field), getattr(record, other)) == ("Typed in the second window", value)


def test_a_change_in_a_field_of_this_form_is_told_with_nothing_else(client_alice, alice):
    contact = make.ContactFactory(owner=alice, company="Then", place="Leeds")
    address = reverse("contacts.edit", args=[contact.pk])
    form = opened(client_alice, address, "place")
    contact.record(company="Now", may_introduce=True)

    told = client_alice.post(address, form.data(place="York"))
    shown = next(form for form in forms_of(told) if "place" in form.fields)
    saved = client_alice.post(address, shown.data())

    # What was typed here is no conflict: nobody else changed it.
    assert told.status_code == 422
    assert told.context["form"].conflicts == [("Company", "Now")]
    assert saved.status_code == 302
    contact.refresh_from_db()
    assert (contact.company, contact.place, contact.may_introduce) == ("Then", "York", True)


def test_the_same_words_in_both_windows_are_no_conflict(client_alice, alice):
    contact = make.ContactFactory(owner=alice, company="Then")
    address = reverse("contacts.edit", args=[contact.pk])
    form = opened(client_alice, address, "company")
    contact.record(company="Now")

    assert client_alice.post(address, form.data(company="Now")).status_code == 302


def test_another_tag_meanwhile_is_a_change_of_this_form(client_alice, alice):
    contact = make.ContactFactory(owner=alice)
    address = reverse("contacts.edit", args=[contact.pk])
    form = opened(client_alice, address, "company")
    contact.tags.add(make.TagFactory(owner=alice, name="Finance"))
    contact.record()

    told = client_alice.post(address, form.data(company="Now"))

    assert told.status_code == 422
    assert told.context["form"].conflicts == [("Tags", "Finance")]


@pytest.mark.parametrize("marks", ["", "nonsense", "company", "=", "company=\x00"])
def test_a_form_without_marks_is_told_of_every_change(client_alice, alice, marks):
    contact = make.ContactFactory(owner=alice, company="Then")
    address = reverse("contacts.edit", args=[contact.pk])
    sent = opened(client_alice, address, "company").data(opened_as=marks)
    contact.record(company="Now")

    assert client_alice.post(address, sent).status_code == 422
    assert Contact.objects.get().company == "Now"


def test_writing_the_message_anew_takes_nothing_as_seen(client_alice, alice):
    draft = make.IntroductionFactory(owner=alice, prospect=None, message="Hi")
    address = reverse("introductions.edit", args=[draft.pk])
    form = opened(client_alice, address, "message")
    draft.record(purpose="Said in another window")

    again = client_alice.post(address, form.data(update="1"))
    shown = next(form for form in forms_of(again) if "message" in form.fields)
    told = client_alice.post(address, shown.data(draft="1"))

    assert again.status_code == 200
    assert told.status_code == 422
    assert "Said in another window" in told.content.decode()
