"""The walls of the house: strangers sign in, another person's record is not there, reading changes nothing.

Every address of the resolver is walked, and every form that offers records: a new one cannot be forgotten.
"""

import copy
import importlib
import inspect
import re
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

import mentoring.forms
from mentoring.forms.base import OwnedFormMixin
from mentoring.letters import moment_for_contact
from mentoring.models import Introduction
from mentoring.models.assessments import fits
from tests import addresses
from tests.addresses import STANDS_BEHIND, World
from tests.factories import UserFactory
from tests.markup import forms_of, text_of

# Whose a record is, is asked in the same words of every database.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

SIGN_IN = "/accounts/login/"

# Where strangers are let in, and why.
OPEN_DOORS = {
    "dashboard.index": "the landing page",
    "mailings.unsubscribe": "the link of a mail, opened in any browser or posted by the mail program",
    "phone.manifest": "asked for without cookies, and the same for everybody",
    "phone.favicon": "asked for by browsers on their own, and the same for everybody",
    "calendar.feed": "read by programs, at an address nobody can guess",
    "invitations.detail": "whoever was given the link has no account yet",
    "shared.detail": "a mentor has no account; the secret in the address is the right to read",
    "shared.answered": "and the right to answer",
    "shared.messaged": "and, through the term, to send a line",
    "account_login": "one cannot be signed in before signing in",
    "account_logout": "signing out twice leads to the landing page",
    "account_signup": "one has no account before signing up; closed once there is one",
    "account_inactive": "tells somebody whose account was switched off",
    "account_confirm_login_code": "part of signing in; without its session it leads to sign-in",
    "account_email_verification_sent": "part of signing up by mail",
    "account_confirm_email": "a link in a mail, opened in any browser",
    "account_reset_password": "for those who cannot sign in",
    "account_reset_password_done": "part of it",
    "account_reset_password_from_key": "a link in a mail, opened in any browser",
    "account_reset_password_from_key_done": "part of it",
    "mfa_authenticate": "the second step of signing in; without the first it leads to sign-in",
    "mfa_login_webauthn": "signing in by passkey",
}


@pytest.fixture(scope="module")
def hers(shared_database):
    """Alice's records, made once."""
    return World(UserFactory(name="Alice Adler", email="alice@example.org"), "Quillwort")


@pytest.fixture(scope="module")
def his(shared_database):
    """Bob's records, made once."""
    return World(UserFactory(name="Bob Brandt", email="bob@example.org"), "Brambling")


@pytest.fixture
def alice(hers):
    """The person whose records are walked to."""
    return hers.owner


@pytest.fixture
def bob(his):
    """Somebody else, who has records of the same kinds."""
    return his.owner


# Strangers


def plain_path(path: str) -> str:
    """A path of the resolver with something harmless in the place of its arguments."""
    harmless = {"int": "1", "slug": "x", "str": "x", "uuid": "3b9d5d1e-0a3f-4a57-9d8e-7f3b0c0d8a11"}
    return "/" + re.sub(r"<(int|slug|str|uuid):\w+>", lambda part: harmless[part[1]], path)


def test_only_these_doors_are_open():
    doors = {p.name for _path, p in addresses.patterns() if not getattr(p.callback, "login_required", True)}

    assert doors == set(OPEN_DOORS)


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_are_sent_to_sign_in_from_everywhere_else(client, method):
    closed = [plain_path(path) for path, pattern in addresses.patterns() if pattern.name not in OPEN_DOORS]

    answers = {path: getattr(client, method)(path) for path in closed}

    wrong = {path: answer for path, answer in answers.items() if answer.status_code != 302}
    assert wrong == {}
    there = "{}?next={}" if method == "get" else "{}?next=/"
    assert {answer.url for answer in answers.values()} <= {there.format(SIGN_IN, path) for path in closed}


def test_open_doors_show_strangers_nothing_and_change_nothing(client, hers):
    before = addresses.rows()

    for name in ("dashboard.index", "account_login", "account_signup", "account_inactive"):
        for answer in (client.get(reverse(name)), client.post(reverse(name))):
            assert hers.word not in answer.content.decode()

    assert addresses.rows() == before


# Somebody else


def test_every_address_says_what_stands_behind_it():
    assert sorted(STANDS_BEHIND) == sorted(addresses.product())


WITH_RECORDS = addresses.with_records()


def test_records_of_somebody_else_are_not_there(client_bob, hers, his):
    before = addresses.rows()
    found = []

    for name in WITH_RECORDS:
        address = hers.address(name)
        asked = client_bob.get(address).status_code
        sent = client_bob.post(address).status_code
        if (asked, sent) != (405 if name in addresses.verbs() else 404, 404):
            found.append((address, asked, sent))

    assert found == []
    assert addresses.rows() == before


def test_one_of_two_records_in_an_address_is_not_enough(client_bob, hers, his):
    for contact, criterion in [(hers.prospect, his.criterion), (his.prospect, hers.criterion)]:
        address = reverse("assessments.answered", args=[contact.pk, criterion.pk])

        answer = client_bob.post(address, {f"answer_{criterion.pk}": "meets"})

        assert answer.status_code == 404


def test_passkeys_of_somebody_else_are_not_there(client_bob, alice):
    passkey = Authenticator.objects.create(
        user=alice, type=Authenticator.Type.WEBAUTHN, data={"name": "Quillwort", "credential": {}}
    )
    session = client_bob.session  # as if Bob had just given his password again
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()

    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        address = reverse(name, args=[passkey.pk])
        assert client_bob.get(address).status_code == 404
        assert client_bob.post(address, {"name": "Mine"}).status_code == 404

    assert Authenticator.objects.get() == passkey


def test_no_page_shows_anything_of_somebody_else(client_bob, hers, his):
    for name in addresses.pages():
        answer = client_bob.get(his.address(name))

        text = text_of(answer)
        assert hers.word not in text, name
        assert "Alice" not in text, name


# The owner


def test_every_page_opens_for_its_owner_and_reading_changes_nothing(client_alice, hers):
    before = addresses.rows()
    # The form stands on the agreement's own page; nothing was left unsent; the picture is a static file;
    # whoever is signed in needs no invitation.
    leading_on = {"agreements.confirmed", "account.unsent", "phone.favicon", "invitations.detail"}

    answers = {name: client_alice.get(hers.address(name)).status_code for name in addresses.pages()}

    assert answers == {name: 302 if name in leading_on else 200 for name in answers}
    assert addresses.rows() == before


def test_verbs_refuse_to_be_read(client_alice, hers):
    before = addresses.rows()

    answers = {name: client_alice.get(hers.address(name)).status_code for name in addresses.verbs()}

    assert answers == dict.fromkeys(answers, 405)
    assert addresses.rows() == before


@pytest.mark.parametrize("name", addresses.verbs())
def test_verbs_answer_their_owner(client_alice, hers, name):
    answer = client_alice.post(hers.address(name))

    assert answer.status_code in {302, 422}


# Forms that offer records


def subclasses(kind: type) -> set[type]:
    """This class and every class below it."""
    return {kind}.union(*(subclasses(child) for child in kind.__subclasses__()))


def form_classes() -> list[type]:
    """Every form of the product that belongs to somebody, found in the folder of forms."""
    for path in Path(mentoring.forms.__file__).parent.glob("*.py"):
        importlib.import_module(f"mentoring.forms.{path.stem}")
    found = {kind for kind in subclasses(OwnedFormMixin) if issubclass(kind, forms.BaseForm)}
    # What forms of a record have in common names no record itself, and is nowhere shown.
    found = {kind for kind in found if not issubclass(kind, forms.ModelForm) or kind._meta.model}
    return sorted((kind for kind in found if kind.__module__ != OwnedFormMixin.__module__), key=repr)


# These forms always stand for a record that is there.
EDITS = {"PartForm", "GoalsForm", "TimeForm", "MeetingsForm", "ConfidentialityForm", "BoundariesForm",
         "CommitmentsForm", "PrepareForm", "PrepareSessionForm", "RecordForm", "RecordSessionForm"}  # fmt: skip


def filled(form_class, world, **data):
    """The form of one person for a record of theirs, its constructor given what it asks for."""
    kept = {type(record): record for record in world.records()}
    ready = {
        "owner": world.owner,
        "cells": fits([world.prospect], [world.criterion, world.nice])[0].cells,
        "introduction": world.draft,
        "proposed": {"up_front_words": "", "questions": ""},
        "agreement": world.running,
        "moment": moment_for_contact(world.owner, world.prospect, timezone.localdate()),
        "sessions": [world.session],
        "goals": [world.goal],
        "batch": world.waiting,
        "data_of_file": b"Name,Email\nMia,mia@example.org\n",
        "columns": [],
        "kept": world.contact,
        "other": world.unmarked,
    }
    taken = {
        name: ready[name]
        for kind in form_class.__mro__
        for name, parameter in inspect.signature(kind.__init__).parameters.items()
        if parameter.kind is parameter.KEYWORD_ONLY and parameter.default is parameter.empty
    }
    if form_class.__name__ == "DirectForm":
        taken["instance"] = Introduction(prospect=world.prospect)
    if form_class.__name__ in EDITS:
        taken["instance"] = copy.copy(kept[form_class._meta.model])  # a form fills its record in memory
    return form_class(data=QueryDict(urlencode(data)), **taken)


def taking_records(fields) -> dict[str, type]:
    """Those of a form's fields that take records, and what kind of record."""
    return {
        name: field.queryset.model
        for name, field in fields.items()
        if isinstance(field, forms.ModelChoiceField)
    }


@pytest.mark.parametrize("form_class", form_classes(), ids=lambda kind: kind.__name__)
def test_no_form_offers_or_takes_records_of_somebody_else(form_class, hers, his):
    before = addresses.rows()

    for name, model in taking_records(filled(form_class, hers).fields).items():
        theirs = [record for record in his.records() if isinstance(record, model)]
        assert theirs, f"World needs a {model.__name__}"
        for record in theirs:
            form = filled(form_class, hers, **{name: record.pk, "overrule": "on"})

            assert not form.fields[name].queryset.filter(pk=record.pk).exists()
            assert form.has_error(name, "invalid_choice"), (name, record)
            assert his.word not in str(form.errors)
            assert not hasattr(form, "try_save") or form.try_save() is None

    assert addresses.rows() == before


def test_some_forms_offer_records(hers):
    """So that the test above cannot pass by looking at nothing."""
    offering = [kind.__name__ for kind in form_classes() if taking_records(filled(kind, hers).fields)]

    assert {"AskForm", "CriterionForm", "GoalsForm", "MeetingForm", "MentorForm"} <= set(offering)


def test_no_page_takes_records_of_somebody_else(client_alice, hers, his, still_rail):
    kinds = {
        field: model for kind in form_classes() for field, model in taking_records(kind.base_fields).items()
    }
    before, tried = addresses.rows(), set()

    for name in addresses.pages():
        for form in forms_of(client_alice.get(hers.address(name))):
            for field in form.fields.keys() & kinds.keys():
                theirs = next(record for record in his.records() if isinstance(record, kinds[field]))
                answer = client_alice.post(form.action, form.data(**{field: str(theirs.pk)}))
                tried.add(field)

                assert answer.status_code == 422, (form.action, field)
                assert his.word not in text_of(answer)

    assert addresses.rows() == before
    assert tried == kinds.keys() - {"tag", "criterion"}, "these are asked for by an address, below"


# What an address asks for

# Every parameter a page reads, with the kind of record it names ("" for a plain word).
PARAMETERS = {
    "dashboard.index": {"title": ""},
    "search.index": {"q": "", "in": "", "page": "", "who": "prospect"},
    "goals.index": {"title": ""},
    "goals.new": {"title": "", "next": ""},
    "goals.detail": {"q": "", "next": ""},
    "goals.edit": {"next": ""},
    "criteria.index": {"suggest": "", "goal": "goal"},
    "criteria.new": {"suggest": "", "goal": "goal", "next": ""},
    "contacts.index": {"q": "", "who": "", "stage": "", "tag": "tag", "sort": "", "page": ""},
    "contacts.new": {"title": "", "url": ""},
    "contacts.detail": {"all": ""},
    "who.index": {"criterion": "criterion", "match": "", "page": "", "help": ""},
    "who.criterion": {"page": ""},
    "ties.index": {"list": "", "page": "", "kept": ""},
    "assessments.index": {"people": "prospect", "without": "criterion", "edit": "prospect criterion"},
    "assessments.edit": {"next": ""},
    "next_actions.one_by_one": {"at": ""},
    "introductions.index": {"show": "", "page": ""},
    "introductions.new": {"from": "contact", "to": "prospect", "goal": "goal"},
    "introductions.made": {"anyone": "", "brought": ""},
    "meetings.index": {"page": ""},
    "meetings.new": {"with": "prospect", "introduction": "made", "kind": ""},
    "agreements.new": {"with": "prospect"},
    "shared.detail": {"again": ""},
}

JUNK = ["", "abc", "-1", "9" * 18, "9" * 400, "1-2-3", "1\0", "²", "٣", "x" * 5000]


def test_every_parameter_is_tried():
    sources = "".join(path.read_text() for path in Path(mentoring.__file__).parent.rglob("*.py"))
    reads = r'(?:GET|query)(?:\.get|\.getlist)?[(\[]"(\w+)"|"(\w+)" in (?:request\.)?(?:GET|query)\b'
    read = {first or second for first, second in re.findall(reads, sources)}

    # These come with an Undo, which is posted.
    undoing = {"besides", "on", "note", "wrote", "rows", "brought", "since", "again", "none", "unfit", "then"}
    assert read - undoing <= {name for names in PARAMETERS.values() for name in names}


@pytest.mark.parametrize("name", PARAMETERS)
def test_what_an_address_asks_for_shows_nothing_of_somebody_else(client_alice, hers, his, name, still_rail):
    address, asked = hers.address(name), list(PARAMETERS[name])
    # All parameters at once, each with another piece of junk, until each has had all of it.
    junk = [*JUNK, [*JUNK, "1"]]
    queries = [
        {parameter: junk[(turn + place) % len(junk)] for place, parameter in enumerate(asked)}
        for turn in range(len(junk))
    ]
    for parameter, kind in PARAMETERS[name].items():
        if kind:
            theirs, own = ([str(getattr(world, part).pk) for part in kind.split()] for world in (his, hers))
            names = {"-".join(theirs), "-".join([*theirs[:-1], *own[-1:]])} - {"-".join(own)}
            queries += [{parameter: value} for value in names]

    with addresses.writes() as written:
        for query in queries:
            answer = client_alice.get(address, query)

            assert answer.status_code in {200, 302, 404}, query
            assert his.word not in text_of(answer), query

    assert written == []
