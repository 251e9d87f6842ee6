"""The letter of an ask follows the choices, and stays what it was made to be."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from mentoring.models import Introduction
from tests.factories import (
    ContactFactory,
    GoalFactory,
    IntroductionFactory,
    ProspectFactory,
)
from tests.pages import html_of
from tests.views.introductions.walking import NEW, composer, filled, url

pytestmark = pytest.mark.django_db


def test_update_writes_the_letter_anew_and_saves_nothing(client_alice, alice, elena, operations, today):
    form = composer(client_alice.get(NEW, {"from": elena.pk}))
    page = client_alice.post(NEW, form.data(channel="email", update="1"))
    typed = composer(page).data(update="1")

    response = client_alice.post(NEW, typed | {"criteria": []})

    assert response.status_code == 200
    assert not Introduction.objects.exists()
    assert operations.text.lower() in typed["message"][0].lower()
    assert operations.text.lower() not in response.context["form"]["message"].value().lower()
    assert "Please check" not in html_of(response)


@pytest.mark.parametrize("introducer_first", [True, False])
def test_update_follows_every_choice_also_before_an_introducer_is_chosen(
    client_alice, alice, elena, introducer_first
):
    """Each time as the page would send it: with the letter and its mark as they came back last."""
    grace = ContactFactory(owner=alice, name="Grace Mbeki")
    people = [ProspectFactory(owner=alice, name=name) for name in ("Daniel Osei", "Margaret Lindqvist")]
    page = client_alice.get(NEW)
    for prospect in people:
        introducer = elena.pk if introducer_first else ""
        chosen = {"prospect": prospect.pk, "introducer": introducer, "channel": "email"}
        page = client_alice.post(NEW, composer(page).data(update="1", **chosen))
        assert page.status_code == 200
        assert "Please check" not in html_of(page)
        assert "is-invalid" not in html_of(page)
        assert f"you know {prospect}" in page.context["form"]["message"].value()

    page = client_alice.post(NEW, composer(page).data(update="1", introducer=grace.pk))

    assert page.context["form"]["message"].value().startswith("Hi Grace,")
    assert "you know Margaret Lindqvist" in page.context["form"]["message"].value()


def test_what_mirrors_the_letter_is_swapped_with_it(client_alice, elena):
    form = composer(client_alice.get(NEW))
    shown = html_of(client_alice.post(NEW, form.data(channel="email", update="1")))

    assert shown.index('id="letter"') < shown.index('name="composed"') < shown.index('name="message"')


@pytest.mark.parametrize(("words", "kept"), [({}, "you know Margaret"), ({"message": "Mine"}, "Mine")])
def test_draft_is_saved_with_the_letter_that_fits_unless_it_was_edited(
    client_alice, alice, elena, words, kept
):
    first = ProspectFactory(owner=alice, name="Daniel Osei")
    second = ProspectFactory(owner=alice, name="Margaret Lindqvist")
    form = composer(client_alice.get(NEW, {"from": elena.pk, "to": first.pk}))
    form = composer(client_alice.post(NEW, form.data(channel="email", update="1")))

    client_alice.post(NEW, form.data(prospect=second.pk, draft="1", **words))

    draft = Introduction.objects.get()
    assert draft.prospect == second
    assert kept in draft.message
    assert "Daniel" not in draft.message


def test_own_words_come_back_when_one_looks_at_what_one_could_say(client_alice, elena, today):
    typed = filled(elena, today, message="My own words", composed="0" * 32, update="1")

    said = client_alice.post(NEW, typed | {"channel": "in_person"})
    back = client_alice.post(NEW, composer(said).data(channel="text", update="1"))

    assert "Replace your edits?" not in html_of(said)
    assert "My own words" not in re.sub(r"<input[^>]*>", "", html_of(said))
    assert back.context["form"]["message"].value() == "My own words"
    assert "Replace your edits?" in html_of(back)


def test_draft_of_what_one_could_say_is_made_anew_each_time(client_alice, alice, elena, ruth, today):
    client_alice.post(NEW, filled(elena, today, channel="in_person", message="", draft="1"))
    draft = Introduction.objects.get()
    form = composer(client_alice.get(url("edit", draft)))

    written = client_alice.post(url("edit", draft), form.data(channel="email", update="1"))

    assert draft.message == ""
    assert "“Elena, may I ask you something?" in html_of(client_alice.get(url("edit", draft)))
    assert written.context["form"]["message"].value().startswith("Hi Elena,")


def test_reason_and_purpose_follow_the_goal_unless_they_were_edited(client_alice, alice, elena):
    GoalFactory(owner=alice, title="Lead a team", why="My team has grown.")
    other = GoalFactory(owner=alice, title="Read a balance sheet", why="I sign off spending.")
    form = composer(client_alice.get(NEW, {"from": elena.pk}))

    followed = composer(client_alice.post(NEW, form.data(goal=other.pk, update="1")))
    edited = composer(client_alice.post(NEW, form.data(goal=other.pk, why="Mine", purpose="", update="1")))
    back = composer(client_alice.post(NEW, followed.data(goal="", update="1")))

    def held(form):
        return [*form.fields["why"].values, *form.fields["purpose"].values]

    assert held(followed) == ["I sign off spending.", "read a balance sheet"]
    assert held(edited) == ["Mine", ""]
    assert held(back) == ["", ""]


def test_update_never_replaces_own_words_unasked(client_alice, elena, today):
    typed = filled(elena, today, message="My own words", composed="0" * 32)

    asked = client_alice.post(NEW, typed | {"update": "1"})
    replaced = client_alice.post(NEW, typed | {"update": "replace"})

    assert "Replace your edits?" in html_of(asked)
    assert asked.context["form"]["message"].value() == "My own words"
    assert "Replace your edits?" not in html_of(replaced)
    assert replaced.context["form"]["message"].value().startswith("Hi Elena,")


def test_update_keeps_everything_typed(client_alice, elena, today):
    typed = filled(elena, today, update="replace", purpose="To learn", write_by="2026-13-99")

    page = html_of(client_alice.post(NEW, typed))

    assert 'value="To learn"' in page
    assert 'value="2026-13-99"' in page
    assert re.search(r'name="pledge" id="id_pledge" checked', page)
    assert typed["form_key"] in page


def test_mailto_carries_the_letter_as_it_is(client_alice, alice, elena):
    message = "Hi Elena,\r\n\r\n100% & more? #yes + \u00e9"
    draft = IntroductionFactory(
        owner=alice, introducer=elena, prospect=None, subject="A & B?", message=message
    )

    address = re.search(r'href="(mailto:[^"]+)"', html_of(client_alice.get(url("edit", draft))))[1]

    address = address.replace("&amp;", "&")
    parts = urlsplit(address)
    assert unquote(parts.path) == "elena+work@example.org"
    assert parts.path == "elena%2Bwork@example.org"
    assert "%0D%0A%0D%0A100%25%20%26%20more%3F%20%23yes%20%2B%20%C3%A9" in parts.query
    assert {name: values[0] for name, values in parse_qs(parts.query).items()} == {
        "subject": "A & B?",
        "body": message,
    }


@pytest.mark.parametrize(
    ("channel", "primary"),
    [
        ("email", "Open in email"),
        ("linkedin", "I’ve sent it"),
        ("text", "I’ve sent it"),
        ("in_person", "I’ve asked Elena"),
    ],
)
def test_primary_button_follows_the_channel(client_alice, alice, elena, channel, primary):
    draft = IntroductionFactory(owner=alice, introducer=elena, channel=channel)

    page = html_of(client_alice.get(url("edit", draft)))

    assert ('for="id_subject"' in page) is (channel == "email")
    found = re.findall(r'btn-primary"[^>]*>(.*?)</(?:a|button)>', page)
    assert [re.sub(r"<[^>]+>", "", label).strip() for label in found] == [primary]
    assert 'name="sent"' in page
