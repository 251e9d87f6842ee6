"""A contact is deleted."""

import pytest

from mentoring.models import Contact
from tests.factories import (
    AssessmentFactory,
    ContactFactory,
    InteractionFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    MentorCriterionFactory,
    ProspectFactory,
)
from tests.views.contacts.people import flash_of, url

pytestmark = pytest.mark.every_database


def test_delete_says_what_goes_with_the_contact(client_alice, alice, today):
    contact = ProspectFactory(owner=alice)
    InteractionFactory.create_batch(2, contact=contact)
    AssessmentFactory(contact=contact, criterion=MentorCriterionFactory(owner=alice), answer="meets")
    IntroductionFactory(owner=alice, prospect=contact)
    IntroductionFactory(owner=alice, introducer=contact)
    MeetingFactory(owner=alice, contact=contact)

    page = client_alice.get(url("delete", contact))

    assert page.context["question"].goes == [
        "2 notes",
        "one answer to your criteria",
        "2 introductions",
        "one meeting",
    ]
    assert Contact.objects.filter(pk=contact.pk).exists()


def test_delete_takes_the_contact_and_corrects_the_others(client_alice, alice, today):
    contact = ProspectFactory(owner=alice, name="Daniel Osei")
    introducer = ContactFactory(owner=alice, last_touch_on=today)
    IntroductionFactory(owner=alice, introducer=introducer, prospect=contact, asked_on=today)

    page = client_alice.post(url("delete", contact), follow=True)

    assert flash_of(page) == ["Daniel Osei was deleted."]
    assert list(Contact.objects.all()) == [introducer]
    introducer.refresh_from_db()
    assert introducer.last_touch_on is None


def test_delete_is_refused_while_an_agreement_names_the_contact(client_alice, alice):
    agreement = MentorAgreementFactory(owner=alice)

    asked = client_alice.get(url("delete", agreement.mentor))
    refused = client_alice.post(url("delete", agreement.mentor))

    assert asked.status_code == 200
    assert refused.status_code == 422
    for page in (asked, refused):
        assert "because of your agreement" in page.content.decode()
        assert url("archived", agreement.mentor) in page.content.decode()
    assert Contact.objects.filter(pk=agreement.mentor.pk).exists()
