"""Contacts, notes and tags: who they are in a sentence, what the phrases find, and what the database refuses."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from mentoring.models import Contact, Interaction, Tag
from tests.factories import (
    ContactFactory,
    InteractionFactory,
    IntroductionFactory,
    MeetingFactory,
    ProspectFactory,
    TagFactory,
)

DAY = dt.date(2026, 3, 10)


def refused(queryset, **facts):
    """Whether the database itself refuses these facts; the constraint's name is part of its words."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        queryset.update(**facts)
    return str(refusal.value)


# Words about a person


@pytest.mark.parametrize(
    ("name", "first_name", "initials"),
    [
        ("Daniel Osei", "Daniel", "DO"),
        ("Łukasz Jan Wiśniewski", "Łukasz", "ŁW"),
        ("Cher", "Cher", "C"),
        ("  anna  (von) berg ", "anna", "AB"),
        ("!", "!", "!"),
    ],
)
def test_contact_has_a_first_name_and_initials(name, first_name, initials):
    contact = Contact(name=name)

    assert (contact.first_name, contact.initials) == (first_name, initials)


@pytest.mark.parametrize(
    ("role", "company", "both"),
    [
        ("COO", "Aldergrove", "COO, Aldergrove"),
        ("COO", "", "COO"),
        ("", "Aldergrove", "Aldergrove"),
        ("", "", ""),
    ],
)
def test_contact_says_role_and_company_as_far_as_known(role, company, both):
    assert Contact(role=role, company=company).role_and_company == both


# Phrases


def test_contacts_current_and_archived_are_everybody_once(alice):
    here = ContactFactory(owner=alice)
    away = ContactFactory(owner=alice, archived_on=DAY)

    assert list(Contact.objects.current()) == [here]
    assert list(Contact.objects.archived()) == [away]


def test_contacts_prospects_are_neither_closed_nor_archived(alice):
    prospect = ProspectFactory(owner=alice)
    ProspectFactory(owner=alice, closed_on=DAY, closed_because="said_no")
    ProspectFactory(owner=alice, archived_on=DAY)
    ContactFactory(owner=alice)

    assert list(Contact.objects.prospects()) == [prospect]


def test_contacts_introducers_are_not_archived(alice):
    introducer = ContactFactory(owner=alice, may_introduce=True)
    ContactFactory(owner=alice, may_introduce=True, archived_on=DAY)

    assert list(Contact.objects.introducers()) == [introducer]


def test_contacts_owned_by_shows_nobody_elses(alice, bob):
    mine = ContactFactory(owner=alice)
    ContactFactory(owner=bob)

    assert list(Contact.objects.owned_by(alice)) == [mine]


def test_contacts_search_finds_every_word_somewhere_once(alice):
    found = ContactFactory(owner=alice, name="Margaret Lindqvist", company="Aldergrove")
    found.tags.add(TagFactory(owner=alice, name="Dairy one"), TagFactory(owner=alice, name="Dairy two"))
    ContactFactory(owner=alice, name="Margaret Other")

    assert list(Contact.objects.owned_by(alice).search("dairy MARGARET alder")) == [found]
    assert list(Contact.objects.owned_by(alice).search("margaret kestrel")) == []


@pytest.mark.parametrize("words", ["łukasz", "ŁUKASZ", "wiśniewski", "WIŚNIEWSKI", "éco"])
def test_contacts_search_ignores_the_case_of_every_letter(alice, words):
    found = ContactFactory(owner=alice, name="Łukasz Wiśniewski")
    found.tags.add(TagFactory(owner=alice, name="École"))

    assert list(Contact.objects.owned_by(alice).search(words)) == [found]


# Verbs


def test_mark_prospect_opens_a_closed_one_again_and_keeps_its_first_day(alice):
    contact = ProspectFactory(owner=alice, prospect_on=DAY)
    contact.close(DAY, Contact.ClosedBecause.NOT_A_FIT)

    contact.mark_prospect(DAY + dt.timedelta(days=30))

    contact.refresh_from_db()
    assert (contact.prospect_on, contact.closed_on, contact.closed_because) == (DAY, None, "")
    assert contact.is_prospect


def test_close_makes_somebody_a_closed_prospect(alice):
    contact = ContactFactory(owner=alice)

    contact.close(DAY, Contact.ClosedBecause.SAID_NO)

    contact.refresh_from_db()
    assert (contact.prospect_on, contact.closed_on, contact.closed_because) == (DAY, DAY, "said_no")
    assert contact.said_no
    assert not contact.is_prospect


def test_unmark_prospect_clears_all_of_it(alice):
    contact = ProspectFactory(owner=alice)

    contact.unmark_prospect()

    contact.refresh_from_db()
    assert (contact.prospect_on, contact.closed_on, contact.closed_because) == (None, None, "")


def test_verbs_count_a_revision_and_save_only_their_fields(alice):
    contact = ContactFactory(owner=alice, name="Priya")
    Contact.objects.filter(pk=contact.pk).update(name="Changed meanwhile")

    contact.archive(DAY)

    contact.refresh_from_db()
    assert (contact.name, contact.archived_on, contact.revision) == ("Changed meanwhile", DAY, 2)


def test_refresh_last_touch_takes_the_latest_fact(alice):
    contact = ProspectFactory(owner=alice)
    InteractionFactory(contact=contact, on=DAY, kind="talked")
    InteractionFactory(contact=contact, on=DAY + dt.timedelta(days=9), kind="note", text="Not a touch")
    contact.refresh_last_touch()
    assert contact.last_touch_on == DAY

    IntroductionFactory(
        owner=alice,
        prospect=contact,
        asked_on=DAY,
        made_on=DAY,
        written_on=DAY + dt.timedelta(days=2),
    )
    contact.refresh_last_touch()
    assert contact.last_touch_on == DAY + dt.timedelta(days=2)

    held_on = DAY + dt.timedelta(days=5)
    MeetingFactory(owner=alice, contact=contact, held_on=held_on, recorded_on=held_on, outcome="undecided")
    contact.refresh_last_touch()
    assert contact.last_touch_on == held_on

    revision = contact.revision
    contact.meetings.all().delete()
    contact.introductions_to.all().delete()
    contact.interactions.all().delete()
    contact.refresh_last_touch()
    contact.refresh_from_db()
    assert (contact.last_touch_on, contact.revision) == (None, revision)


# What the database refuses


def test_database_refuses_a_contact_without_a_name(alice):
    ContactFactory(owner=alice)

    assert "contact_has_name" in refused(Contact.objects.all(), name="")


@pytest.mark.parametrize(
    "facts",
    [
        {"closed_on": DAY, "closed_because": ""},
        {"closed_on": None, "closed_because": "said_no"},
        {"closed_on": DAY, "closed_because": "boring"},
    ],
)
def test_database_refuses_a_closing_without_its_reason(alice, facts):
    ProspectFactory(owner=alice)

    assert "contact_closed_with_reason" in refused(Contact.objects.all(), **facts)


def test_database_refuses_to_close_somebody_who_is_no_prospect(alice):
    ContactFactory(owner=alice)

    words = refused(Contact.objects.all(), closed_on=DAY, closed_because="not_a_fit")

    assert "contact_closed_only_as_prospect" in words


def test_database_refuses_a_tag_without_a_name(alice):
    TagFactory(owner=alice)

    assert "tag_has_name" in refused(Tag.objects.all(), name="")


def test_database_refuses_the_same_tag_in_another_case(alice, bob):
    TagFactory(owner=alice, name="University")
    TagFactory(owner=bob, name="university")

    with pytest.raises(IntegrityError), transaction.atomic():
        TagFactory(owner=alice, name="UNIVERSITY")


@pytest.mark.parametrize("facts", [{"kind": "note", "text": ""}, {"kind": "sang"}])
def test_database_refuses_an_empty_note_and_an_unknown_kind(alice, facts):
    InteractionFactory(owner=alice, contact=ContactFactory(owner=alice))

    assert "interaction_note_has_text" in refused(Interaction.objects.all(), **facts)


@pytest.mark.parametrize("make", [ContactFactory, TagFactory])
def test_database_refuses_the_same_form_twice(alice, make):
    first = make(owner=alice)

    with pytest.raises(IntegrityError), transaction.atomic():
        make(owner=alice, form_key=first.form_key)


def test_database_refuses_the_same_note_form_twice(alice):
    first = InteractionFactory(contact=ContactFactory(owner=alice))

    with pytest.raises(IntegrityError), transaction.atomic():
        InteractionFactory(contact=first.contact, form_key=first.form_key)
