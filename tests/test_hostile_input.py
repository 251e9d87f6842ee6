"""Whatever is posted or asked for: never a 500; a form says what is wrong, where, and keeps what was typed."""

import html
import re
import uuid
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

import mentoring
from tests import addresses
from tests.addresses import World
from tests.chance import examples
from tests.factories import UserFactory
from tests.markup import forms_of
from tests.test_access import PARAMETERS

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
INVISIBLE = "\u200b\u2060\u3164\u00ad"

VALUES = {
    "nothing": "",
    "NUL": "a\0b",
    "far too long": "x" * 20_000,  # in every field; more together would be refused as a whole
    "nothing to see": INVISIBLE,
    "words": "certainly not a number",
    "below zero": "-1",
    "more than a database holds": "9" * 30,
    "digits of another script": "²٣",
    "the first day": "0001-01-01",
    "the last moment": "9999-12-31T23:59",
    "no day": "2026-02-31",
    "several": ["1", "2", "on", "a\0b"],
}

BROKEN_FORMALITIES = {
    "form_key": "not-a-key",
    "opened_at": "-9" * 20,
    "overrule": "perhaps",
    "next": "//evil.example",
}

# What is sent instead of a form, and whether it has to be refused as such.
BODIES = {
    "nothing": (b"", FORM, False),
    "no text": (b"name=%ff%fe&title=%c3%28&on=%80", FORM, False),
    "another encoding": ("name=ö".encode("utf-16"), f"{FORM}; charset=utf-16", True),
    "too many fields": ("&".join(f"f{n}=1" for n in range(2000)).encode(), FORM, True),
    "another language": (b'{"title": 1, "name": null}', "application/json", False),
    "half a form": (b"--x\r\nContent-Disposition: form-data; name", "multipart/form-data; boundary=x", False),
    "no boundary": (b"title=1", "multipart/form-data", True),
    "broken formalities": (urlencode(BROKEN_FORMALITIES).encode(), FORM, False),
}

# The way out of the reminder mails reads nothing of what is posted, and leads mail programs nowhere (RFC 8058).
WAY_OUT = "/reminder-mails/"


@pytest.fixture(scope="module")
def world(shared_database):
    """Alice's records, made once."""
    return World(UserFactory(name="Alice Adler", email="alice@example.org"), "Quillwort")


@pytest.fixture(scope="module")
def rows(world):
    """Everything that is kept."""
    return addresses.rows()


@pytest.fixture
def alice(world):
    """The person whose records are sent to."""
    return world.owner


@pytest.fixture
def client(alice, rows, still_rail):
    """Alice, signed in, with the token of a page of ours; a failure is an answer and not an exception."""
    token = "t" * 32
    client = Client(raise_request_exception=False, enforce_csrf_checks=True, headers={"X-CSRFToken": token})
    client.cookies[settings.CSRF_COOKIE_NAME] = token
    client.force_login(alice)
    client.rows = rows
    return client


def send(client, address, data, kind=FORM):
    """Post, see that nothing was saved behind a refusal, and put everything back as it was."""
    body = urlencode(data, doseq=True).encode() if isinstance(data, dict) else data
    with transaction.atomic():
        with addresses.writes() as written:
            answer = client.generic("POST", address, body, content_type=kind)
        # What was accepted may change something; nothing else may.
        if written and answer.status_code != 302 and not address.startswith(WAY_OUT):
            assert addresses.rows() == client.rows, address
        transaction.set_rollback(True)
    return answer


def assert_answered(answer, what):
    """No failure, no way to another site, and a page that comes back with reasons says so in its status."""
    assert answer.status_code in {200, 302, 307, 400, 404, 405, 422}, what
    assert "evil.example" not in answer.headers.get("Location", ""), what
    if answer.status_code == 200:
        # A page without a form of its own: a post to it is read like a visit.
        assert b"is-invalid" not in answer.content, what
        assert b"error-summary" not in answer.content, what


def names_read() -> set[str]:
    """The names under which any view or form takes something from a post."""
    sources = "\n".join(path.read_text() for path in Path(mentoring.__file__).parent.rglob("*.py"))
    read = re.findall(
        r'(?:POST|data)(?:\.get|\.getlist)?[(\[]"(\w+)"|"(\w+)" in (?:request\.POST|self\.data)', sources
    )
    fields = re.findall(r"^    (\w+) = (?:forms\.)?\w*Field\(", sources, re.MULTILINE)
    return {name for pair in read for name in pair if name} | set(fields)


def own_forms(client, world, name) -> list:
    """The forms on the page of this name that are sent to it."""
    if name in addresses.verbs():
        return []
    address = world.address(name)
    page = client.get(address)
    return [form for form in forms_of(page) if form.action == address] if page.status_code == 200 else []


def dealt(things: list, turn: int, hands: int) -> list:
    """So many of the things, far apart; each next turn gets the next ones, so that all of them have theirs."""
    return [things[(turn + hand * len(things) // hands) % len(things)] for hand in range(hands)]


def deals(fields, names: list, turn: int, hands: int) -> list[dict]:
    """Posts of all the fields, in each of which a field has another of the values of these names."""
    told = [dealt(names, turn + place, hands) for place in range(len(fields))]
    return [
        {field: VALUES[name] for field, name in zip(sorted(fields), post, strict=True)}
        for post in zip(*told, strict=True)
    ]


@pytest.fixture(scope="module")
def read():
    """The names under which any view or form takes something from a post."""
    return names_read()


def fields_of(forms, read) -> set[str]:
    """What is sent to an address: the fields of its own forms, and all that any view or form takes."""
    return read.union(*(form.fields for form in forms)) - {"csrfmiddlewaretoken"}


@pytest.mark.parametrize("name", addresses.takers())
def test_no_values_make_a_form_or_a_verb_fail(client, world, read, name):
    forms = own_forms(client, world, name)
    turn = addresses.takers().index(name)

    for number, data in enumerate(deals(fields_of(forms, read), list(VALUES), turn, hands=examples(2))):
        answer = send(client, world.address(name), data)

        assert_answered(answer, number)
        if answer.status_code == 200 and not forms:
            return  # a page that takes no post and shows itself


@pytest.mark.long
@pytest.mark.parametrize("name", addresses.takers())
def test_no_value_in_every_field_at_once_makes_it_fail(client, world, read, name):
    forms = own_forms(client, world, name)

    for what, value in VALUES.items():
        answer = send(client, world.address(name), dict.fromkeys(fields_of(forms, read), value))

        assert_answered(answer, what)
        if answer.status_code == 200 and not forms:
            return


def send_body(client, world, name, what):
    """Send something that is no form of ours, and see that it is refused where it has to be."""
    body, kind, is_refused = BODIES[what]

    answer = send(client, world.address(name), body, kind)

    assert_answered(answer, what)
    if is_refused and answer.status_code != 405 and not world.address(name).startswith(WAY_OUT):
        assert answer.status_code == 400, what


@pytest.mark.any_database
@pytest.mark.parametrize("name", addresses.takers())
def test_nothing_else_sent_makes_it_fail(client, world, name):
    for what in dealt(list(BODIES), addresses.takers().index(name), hands=1):
        send_body(client, world, name, what)


@pytest.mark.any_database
@pytest.mark.long
@pytest.mark.parametrize("name", addresses.takers())
def test_nothing_at_all_that_is_sent_makes_it_fail(client, world, name):
    for what in BODIES:
        send_body(client, world, name, what)


def test_each_field_gets_each_value_and_each_address_some_of_them():
    fields = [f"field{number}" for number in range(40)]
    posts = [deals(fields, list(VALUES), turn, hands=2) for turn in range(6)]

    assert {len(of_address) for of_address in posts} == {2}
    for field in fields:
        got = [post[field] for of_address in posts for post in of_address]
        assert sorted(map(str, got)) == sorted(map(str, VALUES.values()))


@pytest.mark.any_database
def test_some_pages_have_forms_of_their_own(client, world):
    """So that the tests below cannot pass by looking at nothing."""
    forms = {name: own_forms(client, world, name) for name in addresses.pages()}

    assert {"goals.new", "steps.edit", "criteria.edit", "contacts.new", "interactions.edit", "tags.edit",
            "assessments.edit", "introductions.new", "meetings.record", "drafting.part", "account.settings",
            } <= {name for name, found in forms.items() if found}  # fmt: skip


TYPED = {"date", "datetime-local", "number"}


WRONG = ["a\0b", "x" * 100_000]


def send_wrong_fields(client, world, name, wrongs):
    """Send each form of a page with one field wrong at a time; `wrongs(place)` says how."""
    for form in own_forms(client, world, name):
        typed = [field for field in form.fields.values() if field.is_typed or field.kind in TYPED]
        for place, field in enumerate(typed):
            for wrong in wrongs(place):
                answer = send(client, form.action, form.data(**{field.name: wrong}))

                assert answer.status_code == 422, field.name
                page = answer.content.decode()
                assert re.search(
                    rf'id="id_{field.name}_error|id="error_\d+_id_{field.name}|is-invalid', page
                ), field.name
                kept = [text for other in typed if other != field for text in other.values if text]
                assert [text for text in kept if html.escape(text.strip()) not in page] == [], field.name


@pytest.mark.any_database
@pytest.mark.parametrize("name", addresses.pages())
def test_one_wrong_field_is_told_and_the_rest_kept(client, world, name):
    turn = addresses.pages().index(name)

    send_wrong_fields(client, world, name, lambda place: dealt(WRONG, turn + place, hands=1))


@pytest.mark.long
@pytest.mark.parametrize("name", addresses.pages())
def test_one_field_wrong_in_any_way_is_told_and_the_rest_kept(client, world, name):
    send_wrong_fields(client, world, name, lambda place: WRONG)


ASKED = ["NUL", "more than a database holds", "the last moment", "several", "nothing to see"]


# A page that takes nothing from its address asks no database for it.
@pytest.mark.parametrize(
    "name",
    [
        name if name in PARAMETERS else pytest.param(name, marks=pytest.mark.any_database)
        for name in addresses.pages()
    ],
)
def test_nothing_asked_for_makes_a_page_fail(client, world, name):
    asked = {parameter for parameters in PARAMETERS.values() for parameter in parameters} | {"on", "next"}

    for number, data in enumerate(deals(asked, ASKED, addresses.pages().index(name), hands=examples(2))):
        answer = client.get(world.address(name), data)

        assert answer.status_code in {200, 302, 404, 422}, number


# One that a database could hold, and one that it could not.
NUMBERS = [("0", "9" * 19), ("9" * 18, "9" * 400)]


def test_records_that_cannot_be_are_not_there(client, world):
    for turn, name in enumerate(addresses.with_records()):
        for number in NUMBERS[turn % 2][-examples(2) :]:
            address = re.sub(r"(?<=/)\d+(?=/)", number, world.address(name))
            address = re.sub(r"(?<=/)[0-9a-f-]{36}(?=/)", str(uuid.UUID(int=turn)), address)
            expected = 405 if name in addresses.verbs() else 404

            assert (client.get(address).status_code, client.post(address).status_code) == (expected, 404), (
                address
            )
