"""The ask: who, by whom, with the pledge, and what is refused."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from mentoring.dates.days import plain_day
from mentoring.models import Contact, Introduction
from tests.factories import (
    ContactFactory,
    GoalFactory,
    IntroductionFactory,
    ProspectFactory,
)
from tests.pages import html_of
from tests.views.introductions.walking import (
    INDEX,
    NEW,
    ask,
    composer,
    filled,
    flash,
)

pytestmark = pytest.mark.django_db


# The ask


def test_new_says_what_one_could_say_from_the_address(client_alice, alice, elena, ruth, operations):
    GoalFactory(owner=alice)
    goal = GoalFactory(owner=alice, title="Read the balance sheet")

    page = html_of(client_alice.get(NEW, {"from": elena.pk, "to": ruth.pk, "goal": goal.pk}))

    assert '<h1 id="title">Ask Elena to introduce you to Ruth</h1>' in page
    assert re.search(
        "“Elena, may I ask you something\\? I want to read the balance sheet, and I think Ruth Abernethy could help",
        page,
    )
    assert f'<option value="{elena.pk}" selected>Elena Petrova</option>' in page
    assert re.search(r'value="in_person"[^>]* checked', page)
    assert re.search(r"\d\d words, about \d\d seconds", page)
    assert 'name="message"' not in page
    assert ">I’ve asked Elena<" in page


@pytest.mark.parametrize(
    ("chosen", "heading"),
    [
        ((), "Ask for an introduction"),
        (("from",), "Ask Elena for an introduction"),
        (("to",), "Ask for an introduction to Ruth"),
        (("from", "to"), "Ask Elena to introduce you to Ruth"),
    ],
)
def test_heading_says_what_is_chosen(client_alice, elena, ruth, chosen, heading):
    everybody = {"from": elena.pk, "to": ruth.pk}

    page = html_of(client_alice.get(NEW, {name: everybody[name] for name in chosen}))

    assert f'<h1 id="title">{heading}</h1>' in page


def test_new_is_filled_in_from_the_goal_and_the_calendar(client_alice, alice, elena, freeze):
    freeze(dt.date(2026, 11, 18))
    GoalFactory(owner=alice, title="Lead a team", why="My team has grown.")

    form = composer(client_alice.get(NEW))

    held = [form.fields[name].values for name in ("why", "purpose", "answer_by", "write_by")]
    assert held == [["My team has grown."], ["lead a team"], ["2026-11-27"], ["2026-12-02"]]


def test_choices_of_one_name_are_told_apart(client_alice, alice, elena):
    ContactFactory(owner=alice, name="Sam Lee", role="Buyer", company="Acme", may_introduce=True)
    ContactFactory(owner=alice, name="Sam Lee", company="Borg")
    for company in ("Acme", "Borg"):
        ProspectFactory(owner=alice, name="Ann Lee", role="", company=company)

    page = html_of(client_alice.get(NEW))

    labels = re.findall(r"<option[^>]*>([^<]*)</option>", page)
    for name in ("Elena Petrova", "Sam Lee, Buyer, Acme", "Sam Lee, Borg", "Ann Lee, Acme", "Ann Lee, Borg"):
        assert name in labels
    assert not {"Sam Lee", "Ann Lee"} & set(labels)


def test_nobody_is_asked_for_somebody_who_said_no(client_alice, ruth, today):
    ruth.close(today, Contact.ClosedBecause.SAID_NO)

    page = html_of(client_alice.get(NEW, {"to": ruth.pk}))

    main = page[page.index("<main") :]
    assert "Ruth said no. Take no for an answer." in main
    assert f'href="{reverse("contacts.detail", args=[ruth.pk])}">Back to Ruth Abernethy</a>' in main
    assert "<form" not in main


def test_new_without_introducer_offers_contacts_but_nobody_archived(client_alice, alice, bob, elena, today):
    ContactFactory(owner=alice, name="Long Gone", archived_on=today)
    ContactFactory(owner=bob, name="Not Mine")

    page = html_of(client_alice.get(NEW))

    assert f'<option value="{elena.pk}">Elena Petrova</option>' in page
    assert "Long Gone" not in page
    assert "Not Mine" not in page


@pytest.mark.parametrize("junk", ["abc", "-1", "0", "9" * 30, "\x00", "²"])
def test_new_bears_any_address(client_alice, junk):
    assert client_alice.get(NEW, {"from": junk, "to": junk, "goal": junk}).status_code == 200


def test_new_ignores_what_belongs_to_somebody_else(client_alice, bob):
    theirs = ContactFactory(owner=bob, name="Hidden Person")

    page = html_of(client_alice.get(NEW, {"from": theirs.pk, "to": theirs.pk}))

    assert "Hidden" not in page


def test_sent_is_asked_with_its_pledge(client_alice, elena, operations, today):
    response = client_alice.post(NEW, filled(elena, today, sent="1", criteria=[operations.pk]))

    introduction = Introduction.objects.get()
    assert response.url == f"{INDEX}#introduction-{introduction.pk}"
    assert (introduction.status, introduction.asked_on, introduction.pledged_on) == ("asked", today, today)
    assert list(introduction.criteria.all()) == [operations]
    elena.refresh_from_db()
    assert (elena.may_introduce, elena.last_touch_on) == (True, today)
    assert "Noted: you asked Elena today." in flash(client_alice)


def test_what_was_said_is_kept_as_it_was_said(client_alice, alice, elena, ruth, today):
    goal = GoalFactory(owner=alice, title="Lead a team")
    typed = filled(elena, today, sent="1", channel="in_person", prospect=ruth.pk, goal=goal.pk)

    client_alice.post(NEW, typed | {"answer_by": (today + dt.timedelta(days=9)).isoformat()})

    introduction = Introduction.objects.get()
    assert (introduction.channel, introduction.subject) == ("in_person", "")
    assert introduction.message.startswith(
        "Elena, may I ask you something? I want to lead a team, and I think Ruth"
    )
    assert introduction.answer_by == today + dt.timedelta(days=9)


def test_somebody_known_is_not_described(client_alice, elena, ruth, operations, today):
    client_alice.post(NEW, filled(elena, today, prospect=ruth.pk, criteria=[operations.pk], draft="1"))

    draft = Introduction.objects.get()
    assert (draft.prospect, list(draft.criteria.all())) == (ruth, [])


@pytest.mark.parametrize(
    ("before", "after"), [("", "My team has grown."), ("I was told to.", "I was told to.")]
)
def test_why_it_matters_is_written_back_to_a_goal_without_a_reason(
    client_alice, alice, elena, today, before, after
):
    goal = GoalFactory(owner=alice, why=before)

    client_alice.post(NEW, filled(elena, today, goal=goal.pk, why="My team has grown.", draft="1"))

    goal.refresh_from_db()
    assert goal.why == after


def test_sent_needs_pledge_purpose_and_day(client_alice, elena, today):
    typed = filled(elena, today, sent="1", purpose="", write_by="", message="My own words")
    del typed["pledge"]

    response = client_alice.post(NEW, typed)

    page = html_of(response)
    assert response.status_code == 422
    assert not Introduction.objects.exists()
    assert "Please check three things" in page
    for reason, field in (
        ("Tick the promise, or save this as a draft", "id_pledge"),
        ("Say what you’ll use it for", "id_purpose"),
        ("Choose the day you’ll write by", "id_write_by"),
    ):
        assert f'<a href="#{field}">{reason}</a>' in page
        assert f'id="{field}_error"' in page
    assert "My own words" in page


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"answer_by": "2999-01-01"}, "answer_by", "year"),
        ({"answer_by": "2020-01-01"}, "answer_by", "today or a later day"),
        ({"why": "x" * 301}, "why", "300"),
        ({"introducer": "new", "new_name": " \u200b"}, "new_name", "Write who could introduce you"),
        ({"introducer": "new", "new_name": "x" * 121}, "new_name", "120"),
        ({"introducer": "anyone"}, "introducer", "Choose one of these"),
        ({"write_by": "9999-12-31"}, "write_by", "year"),
        ({"write_by": "yesterday"}, "write_by", "Write the day like this"),
        ({"write_by": "2020-01-01"}, "write_by", "today or a later day"),
        ({"message": "x" * 8001}, "message", "8000"),
        ({"message": "x\x00y"}, "message", "can’t be saved"),
        ({"subject": "x" * 201}, "subject", "200"),
        ({"purpose": "\u200b\u2800"}, "purpose", "people can see"),
        ({"prospect": "nobody"}, "prospect", "Choose one of these"),
        ({"prospect": "9" * 40}, "prospect", "Choose one of these"),
        ({"channel": "pigeon"}, "channel", "Choose one of these"),
        ({"introducer": ""}, "introducer", "Choose who could introduce you"),
        ({"introducer": "9" * 40}, "introducer", "Choose one of these"),
        ({"criteria": ["abc"]}, "criteria", "isn’t there any more"),
        ({"goal": "-1"}, "goal", "Choose one of these"),
    ],
)
def test_bad_input_comes_back_with_its_reason(client_alice, elena, today, changes, field, reason):
    response = client_alice.post(NEW, filled(elena, today, sent="1") | changes)

    assert response.status_code == 422
    assert reason in " ".join(response.context["form"].errors[field])
    assert not Introduction.objects.exists()


# Manners


def test_asking_too_much_is_warned_and_may_be_overruled(client_alice, alice, elena, today):
    for days_ago in (100, 101):
        ask(alice, today, days_ago)
    ben, daniel = (
        ContactFactory(owner=alice, name="Ben Whitlock"),
        ProspectFactory(owner=alice, name="Daniel Osei"),
    )
    made = ask(alice, today, 9, introducer=ben, prospect=daniel, made_on=today)
    asked_on = ask(alice, today, 9, introducer=elena).asked_on
    typed = filled(elena, today, sent="1")

    warned = client_alice.post(NEW, typed)

    assert warned.status_code == 422
    [many, waiting] = warned.context["form"].warnings
    letter = reverse("letters.write", args=[made.pk, "first"])
    link = f'<a href="{letter}">Daniel is waiting to hear from you</a>'
    assert many == f"Four introductions are under way. Use those first: {link}."
    assert waiting == f"Elena hasn’t answered your ask from {plain_day(asked_on, today)} yet."
    assert ">Ask anyway</button>" in re.sub(r"\s*(?=</button>)", "", html_of(warned))
    assert client_alice.post(NEW, composer(warned).data(sent="1")).status_code == 302
    assert Introduction.objects.count() == 5


def test_of_two_asks_without_an_answer_the_later_one_is_named(client_alice, alice, elena, ruth, today):
    later = ask(alice, today, 9, introducer=elena, prospect=ruth)
    ask(alice, today, 20, introducer=elena)

    [waiting] = client_alice.post(NEW, filled(elena, today, sent="1")).context["form"].warnings

    day = plain_day(later.asked_on, today)
    assert waiting == f"Elena hasn’t answered your ask from {day} yet."


@pytest.mark.parametrize("rest", [30, 90, 180])
def test_same_introducer_is_left_alone_for_as_long_as_the_person_says(
    client_alice, alice, elena, ruth, today, rest
):
    alice.rest_between_asks = rest
    alice.save()
    last = ask(
        alice, today, rest - 1, introducer=elena, prospect=ruth, closed_on=today, closed_because="withdrawn"
    )
    typed = filled(elena, today, sent="1")

    asked_on, tomorrow = plain_day(last.asked_on, today), plain_day(today + dt.timedelta(days=1), today)
    assert client_alice.post(NEW, typed).context["form"].warnings == [
        f"You asked Elena on {asked_on}. Leave {rest} days between asks: wait until {tomorrow}."
    ]

    Introduction.objects.update(asked_on=today - dt.timedelta(days=rest))
    assert client_alice.post(NEW, typed).status_code == 302


@pytest.mark.parametrize("most", [2, 3, 5])
def test_as_many_are_open_at_once_as_the_person_says(client_alice, alice, elena, today, most):
    alice.open_at_once = most
    alice.save()
    for _number in range(most - 1):
        ask(alice, today, 100)
    typed = filled(elena, today, sent="1")

    assert client_alice.post(NEW, typed).status_code == 302
    [many, *_waiting] = client_alice.post(NEW, filled(elena, today, sent="1")).context["form"].warnings

    assert many.startswith(f"{('Two', 'Three', 'Five')[(2, 3, 5).index(most)]} introductions are under way")


def test_introducer_is_asked_again_after_the_last_one_is_seen_through(
    client_alice, alice, elena, ruth, today
):
    facts = {"made_on": today, "written_on": today, "thanked_on": today}
    ask(alice, today, 100, introducer=elena, prospect=ruth, **facts)

    response = client_alice.post(NEW, filled(elena, today, sent="1"))

    assert response.context["form"].warnings == [
        "Elena’s introduction to Ruth is still open (in touch). See it through first."
    ]


def test_introducer_is_thanked_before_the_next_ask(client_alice, alice, elena, today):
    facts = {"closed_on": today, "closed_because": "introducer_declined"}
    ask(alice, today, 100, introducer=elena, **facts)

    response = client_alice.post(NEW, filled(elena, today, sent="1"))

    assert response.context["form"].warnings == ["You haven’t thanked Elena for last time yet."]


@pytest.mark.parametrize("facts", [{}, {"made_on": dt.date(2025, 1, 10), "thanked_on": dt.date(2025, 1, 10)}])
def test_no_answer_is_left_at_that_for_half_a_year(client_alice, alice, elena, ruth, freeze, facts):
    closed = {"closed_on": dt.date(2025, 2, 28), "closed_because": "no_answer"}
    introduction = IntroductionFactory(
        owner=alice, introducer=elena, prospect=ruth, asked_on=dt.date(2025, 1, 1), **closed, **facts
    )
    if introduction.made_on:  # the person gave no answer, so it does not matter who asks
        introduction.record(introducer=ContactFactory(owner=alice))
    name = "Ruth" if introduction.made_on else "Elena"

    def warnings(day):
        freeze(day)
        typed = filled(elena, day, sent="1", prospect=ruth.pk)
        response = client_alice.post(NEW, typed)
        return response.context["form"].warnings if response.status_code == 422 else []

    assert warnings(dt.date(2025, 8, 27)) == [
        f"{name} didn’t answer, and you closed it on 28 February. Wait until 28 August before you ask again."
    ]
    assert warnings(dt.date(2025, 8, 28)) == []


def test_no_answer_about_one_person_says_nothing_about_another(client_alice, alice, elena, ruth, today):
    ask(alice, today, 100, introducer=elena, closed_on=today, closed_because="no_answer")

    response = client_alice.post(NEW, filled(elena, today, sent="1", prospect=ruth.pk))

    assert response.status_code == 302


def test_warnings_are_shown_before_the_letter_is_out(client_alice, alice, elena, today):
    ask(alice, today, introducer=elena)

    page = html_of(client_alice.get(NEW, {"from": elena.pk}))

    assert "Ask anyway" not in page
    assert "Elena hasn’t answered your ask from" in page


def test_draft_needs_no_manners(client_alice, alice, elena, today):
    ask(alice, today, introducer=elena)

    assert client_alice.post(NEW, filled(elena, today, draft="1")).status_code == 302
