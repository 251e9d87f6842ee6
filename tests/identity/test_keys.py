"""By what one recognises somebody: one key for all spellings, and another one for others."""

import importlib

import pytest
from django.apps import apps

from mentoring.identity.keys import (
    company_key,
    company_words,
    email_key,
    is_shared_mailbox,
    phone_key,
    profile_address,
    profile_key,
)
from mentoring.models import Contact
from tests.factories import ContactFactory, ImportRowFactory

# Companies


@pytest.mark.parametrize(
    "written",
    [
        "Kestrel Cold Chain",
        "Kestrel Cold Chain Ltd",
        "KESTREL COLD CHAIN LIMITED",
        " kestrel   coldchain ",
        "The Kestrel Cold-Chain Co., Inc.",
        "Kestrel Cold Chain G.m.b.H. & Co. KG",
        "Kestrel Cold Chain GmbH und Co. KG",
        "Kestrel Cold Chain S.A.",
        "Kestrel Cold Chain A/S",
        "Kestrel\u00a0Cold\tChain, plc",
    ],
)
def test_company_is_the_same_in_every_spelling(written):
    assert company_key(written) == "kestrelcoldchain"


def test_company_with_and_is_the_same_with_the_sign():
    assert company_key("Tallow & Finch") == company_key("Tallow and Finch LLP") == "tallowfinch"


@pytest.mark.parametrize("written", ["Kestrel", "Kestrel Cold Chains", "Cold Chain Ltd", "Kestrel Cold"])
def test_company_of_another_name_is_another_one(written):
    assert company_key(written) != company_key("Kestrel Cold Chain")


def test_company_of_a_group_is_the_same_without_the_word():
    assert company_key("Tallow Holding AG") == company_key("TALLOW Group") == "tallow"
    assert company_key("Holding Hands") == "holdinghands"


def test_company_is_the_same_without_its_accents():
    assert company_key("Société Générale SA") == company_key("SOCIETE GENERALE")


@pytest.mark.parametrize(
    "written", ["", "  ", "-", "Selbständig", "Self-employed", "freelance", "N/A", "Retired", "…"]
)
def test_no_company_has_no_key(written):
    assert company_key(written) == ""


@pytest.mark.parametrize("written", ["Ltd", "Co", "The", "AG"])
def test_company_named_like_a_legal_form_keeps_its_name(written):
    assert company_key(written) == written.lower()


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("The Kestrel Co", ["Kestrel"]),
        ("The", ["The"]),
        ("The Ltd", ["The"]),
        ("Ltd Kestrel", ["Ltd", "Kestrel"]),
        ("Ltd", ["Ltd"]),
        ("Kestrel and Co. Ltd", ["Kestrel"]),
        ("Kestrel and Sons", ["Kestrel", "and", "Sons"]),
        ("And Co", ["And"]),
        ("Kestrel sp. z o.o.", ["Kestrel"]),
        ("Kestrel s. r. o.", ["Kestrel"]),
    ],
)
def test_words_that_tell_a_company(written, words):
    assert company_words(written) == words


def test_company_called_and_keeps_its_name():
    assert company_key("And") == "and"


# Addresses and numbers


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.linkedin.com/in/mia-t", "mia-t"),
        (" http://de.linkedin.com/in/Mia-T/?trk=1#top ", "mia-t"),
        ("LinkedIn.com/in/mia-t/details/skills", "mia-t"),
        ("https://www.linkedin.com:443/mwlite/in/mia-t", "mia-t"),
        ("linkedin.com/in/m%C3%ADa", "mía"),
        ("linkedin.com/in/m%ED", "m%ed"),
        ("linkedin.com/IN//mia-t", "mia-t"),
        ("linkedin.com/in//", ""),
        ("linkedin.com/pub/Mia-Torres/1/2a/b3/x/y/z", "pub/mia-torres/1/2a/b3/x"),
        ("linkedin.com/company/acme", ""),
        ("https://example.org/linkedin.com/in/mia-t", ""),
        ("", ""),
    ],
)
def test_profile_is_the_same_under_every_address(url, key):
    assert profile_key(url) == key


def test_profile_is_looked_for_in_two_thousand_characters():
    assert profile_key(" linkedin.com/in/" + "x" * 3000) == "x" * (2000 - len("linkedin.com/in/"))


def test_profile_is_written_in_one_way():
    assert profile_address("de.linkedin.com/in/Mía T") == "https://www.linkedin.com/in/m%C3%ADa"
    assert profile_address("linkedin.com/pub/Mia/1/2/") == "https://www.linkedin.com/pub/mia/1/2"
    assert profile_address("https://example.org/in/mia") == ""


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("+49 170 5550100", "0170 555 0100", True),
        ("030 5550100 ext. 12", "030 5550100;ext=12", True),
        ("030 5550100 ext. 12", "030 5550100 x17", False),
        ("030 5550100", "030 5550100 ext. 12", False),
        ("030 5550100", "030 5550101", False),
        # The last eight digits count.
        ("+1 212 5550100", "+1 312 5550100", True),
        ("+1 212 5550100", "+1 213 5550100", False),
    ],
)
def test_phone_is_the_same_by_its_last_digits_and_its_extension(one, other, is_same):
    assert (phone_key(one) == phone_key(other)) is is_same
    assert phone_key("12345") == ""
    assert phone_key("123456") == "123456"


def test_email_is_the_same_in_any_case_and_under_both_names_of_gmail():
    assert email_key("MAILTO:Mia@GoogleMail.com") == email_key("mia@gmail.com") == "mia@gmail.com"
    assert email_key("nobody") == ""


@pytest.mark.parametrize(
    "url",
    ["", "example.org/in/mia", "linkedin.com/company/acme", "linkedin.com/in/", "linkedin.com/in//?trk=1"],
)
def test_an_address_that_names_nobody_is_no_profile(url):
    assert profile_key(url) == profile_address(url) == ""


@pytest.mark.parametrize(
    "email",
    [
        "info+mia@a.example",
        "help_desk@a.example",
        "team-uk@a.example",
        "info@a.example",
        "Praxis@a.example",
        "sales.uk@a.example",
        "family@a.example",
    ],
)
def test_a_desk_has_a_shared_mailbox_and_a_person_has_not(email):
    assert is_shared_mailbox(email)
    assert not is_shared_mailbox("infanta@a.example")


# As they stand in the database


@pytest.mark.django_db
def test_stored_keys_are_made_again_where_they_differ(monkeypatch):
    step = importlib.import_module("mentoring.migrations.0003_keys")
    monkeypatch.setattr(step, "AT_ONCE", 1)
    old, new = (ContactFactory(name="Jörg Groß", company="Acme Group Ltd") for _number in range(2))
    Contact.objects.filter(pk=old.pk).update(name_key="joerg gross", company_key="acme")
    waiting = ImportRowFactory(values={"name": "Dana Lee, PMP"}, name_key="old")

    for _time in range(2):
        step.make_keys(apps, None)

    for record in (old, waiting):
        record.refresh_from_db()
    assert (old.name_key, old.company_key, old.revision) == (new.name_key, "acme", 1)
    assert waiting.name_key == "dana lee"
