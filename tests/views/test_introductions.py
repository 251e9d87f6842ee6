"""Step 3 as it is walked: asking with the pledge, one click for each courtesy, and every way back."""

import datetime as dt
import re
import uuid
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mentoring.dates.days import plain_day
from mentoring.models import Contact, Introduction
from mentoring.models.introduction_facts import COLUMNS, WRITTEN
from tests.factories import (
    ContactFactory,
    GoalFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorCriterionFactory,
    ProspectFactory,
    TieFactory,
)
from tests.markup import forms_of
from tests.pages import html_of

pytestmark = pytest.mark.django_db

INDEX = reverse("introductions.index")
NEW = reverse("introductions.new")
VERBS = (
    "asked",
    "nudged",
    "agreed",
    "written",
    "followed_up",
    "followed_up_again",
    "answered",
    "thanked",
    "met",
    "introducer_informed",
    "taken_back",
)


def url(verb: str, introduction, *more) -> str:
    return reverse(f"introductions.{verb}", args=[introduction.pk, *more])


def flash(client) -> str:
    found = re.search(r'<div id="flash" role="status">(.*?)</main>', html_of(client.get(INDEX)))
    return re.sub(r"<[^>]+>", " ", found[1][:600])


def ask(owner, today, days_ago: int = 1, **facts) -> Introduction:
    return IntroductionFactory(owner=owner, **{"asked_on": today - dt.timedelta(days=days_ago)} | facts)


@pytest.fixture
def elena(alice):
    return ContactFactory(owner=alice, name="Elena Petrova", email="elena+work@example.org")


@pytest.fixture
def ruth(alice):
    return ProspectFactory(owner=alice, name="Ruth Abernethy")


@pytest.fixture
def operations(alice):
    text = "Has run operations for a team of 30 or more"
    return MentorCriterionFactory(owner=alice, text=text, importance="must")


def filled(elena, today, **changes) -> dict:
    """The ask as the page sends it, ready to be said sent."""
    return {
        "form_key": str(uuid.uuid4()),
        "introducer": elena.pk,
        "prospect": "anyone",
        "channel": "email",
        "subject": "Do you know someone?",
        "message": "Hi Elena,\r\n\r\nWould you introduce us?",
        "purpose": "Learn how a weekly meeting is run well",
        "write_by": (today + dt.timedelta(days=14)).isoformat(),
        "pledge": "on",
    } | changes


# The list


def test_index_without_introductions_says_where_to_begin(client_alice):
    page = html_of(client_alice.get(INDEX))

    assert "Pick someone who knows people you don’t" in page
    assert "Your turn" not in page


def test_an_ask_begins_with_whom_one_knows_and_says_when_one_meets_them(client_alice, alice, elena, today):
    week, years = today - dt.timedelta(days=7), today - dt.timedelta(days=1500)
    for name, last_on in (("Adam", years), ("Zoë", week)):
        introducer = ContactFactory(owner=alice, name=name, may_introduce=True)
        TieFactory(contact=introducer, first_on=years, last_on=last_on)
    MeetingFactory(
        owner=alice, contact=elena, starts_at=timezone.now() + dt.timedelta(days=1), place="coffee"
    )

    page = html_of(client_alice.get(NEW, {"from": elena.pk}))

    assert page.index(">Zoë<") < page.index(">Adam<") < page.index(">Elena Petrova<")
    assert "You meet Elena tomorrow: ask then." in page
    assert "Works best if you see or call" not in page


def headings(page: str) -> list[str]:
    """The headings over the rows."""
    return re.findall(r'<h2 id="\w+-h" class="mb-2" tabindex="-1">(.*?)</h2>', page)


def test_index_groups_by_whose_turn_it_is(client_alice, alice, today):
    day = today - dt.timedelta(days=1)
    draft = IntroductionFactory(owner=alice)
    asked = ask(alice, today)
    made = ask(alice, today, made_on=day)
    silent = ask(alice, today, made_on=day, written_on=day, thanked_on=day)
    answered = ask(alice, today, made_on=day, written_on=day, thanked_on=day, answered_on=today)
    met = ask(alice, today, made_on=day, written_on=day, met_on=day)
    over = ask(alice, today, closed_on=day, closed_because="withdrawn")

    response = client_alice.get(INDEX)
    page = html_of(response)

    found = {one.key: [turn.introduction for turn in one.turns] for one in response.context["sections"]}
    assert headings(page) == ["Your turn", "Waiting for them", "Drafts"]
    assert set(found["mine"]) == {made, answered, met}
    assert found["theirs"] == [asked, silent]
    assert found["draft"] == [draft]
    assert [line.introduction for line in response.context["closed"]] == [over]
    assert 'Closed <span class="count">1</span>' in page


def test_index_has_a_verb_and_what_records_it(client_alice, alice, today):
    made = ask(alice, today, 10, made_on=today - dt.timedelta(days=9), prospect__name="Daniel Osei")
    person = f'<span class="visually-hidden">: {made}</span>'

    page = html_of(client_alice.get(INDEX))

    assert (
        f'class="btn btn-primary btn-sm" href="/introductions/{made.pk}/letters/first/">Write to Daniel{person}'
        in page
    )
    assert f'type="submit">I’ve written to Daniel{person}</button>' in page
    assert f'name="next" value="{INDEX}#introduction-{made.pk}"' in page


def test_row_moves_to_your_turn_with_its_answers_once_a_nudge_is_due(client_alice, alice, elena, ruth, today):
    introduction = ask(alice, today, 1, introducer=elena, prospect=ruth)

    waiting = html_of(client_alice.get(INDEX))
    introduction.record(asked_on=today - dt.timedelta(days=20))
    due = html_of(client_alice.get(INDEX))

    assert headings(waiting) == ["Waiting for them"]
    assert "I’ve nudged Elena" not in waiting
    assert headings(due) == ["Your turn"]
    for page in (waiting, due):
        assert "Elena introduced us<" in page
        assert "Elena said no<" in page
    assert "I’ve nudged Elena<" in due


@pytest.mark.parametrize("because", ["introducer_declined", "prospect_declined"])
def test_no_of_the_list_is_one_press_and_comes_back_to_the_row(
    client_alice, alice, elena, ruth, today, because
):
    day = today - dt.timedelta(days=1)
    facts = {} if because == "introducer_declined" else {"made_on": day, "written_on": day, "thanked_on": day}
    introduction = ask(alice, today, introducer=elena, prospect=ruth, **facts)
    row = f"{INDEX}#introduction-{introduction.pk}"

    response = client_alice.post(url("closed", introduction), {"because": because, "next": row})

    introduction.refresh_from_db()
    assert (response.url, introduction.closed_because) == (row, because)
    assert introduction.prospect.said_no is (because == "prospect_declined")


def test_introduction_closed_with_a_no_offers_no_meeting(client_alice, alice, elena, ruth, today):
    day = today - dt.timedelta(days=1)
    introduction = ask(alice, today, introducer=elena, prospect=ruth, made_on=day, written_on=day)
    before = html_of(client_alice.get(url("detail", introduction)))

    introduction.close(today, "prospect_declined")
    after = html_of(client_alice.get(url("detail", introduction)))

    assert "Plan a meeting" in before
    assert "Plan a meeting" not in after


@pytest.mark.parametrize(
    ("late", "due", "sentence"),
    [
        (0, 0, "Nothing to do today."),
        (0, 1, "One thing to do today."),
        (1, 1, "Two things to do today. One is late."),
        (2, 0, "Two things to do today. Two are late."),
    ],
)
def test_lede_rail_and_overview_count_the_same(client_alice, alice, today, late, due, sentence):
    for number, days in ((late, 20), (due, 13)):
        for _ in range(number):
            made_on = today - dt.timedelta(days=days)
            facts = {"thanked_on": made_on, "written_on": made_on, "met_on": made_on + dt.timedelta(days=6)}
            ask(alice, today, 30, made_on=made_on, **facts)
    ask(alice, today)

    page = html_of(client_alice.get(INDEX))
    overview = client_alice.get("/").context["standing"]

    assert f'id="lede">{sentence}</p>' in page
    assert (f'<span class="pill pill-now">{late + due} today</span>' in page) is bool(late + due)
    assert overview.groups[0].count == late + due


def test_track_tells_each_courtesy_with_its_day(client_alice, alice, elena, ruth, freeze):
    freeze(dt.date(2026, 3, 12))
    facts = {
        "made_on": dt.date(2026, 3, 5),
        "written_on": dt.date(2026, 3, 6),
        "answered_on": dt.date(2026, 3, 9),
    }
    IntroductionFactory(owner=alice, introducer=elena, prospect=ruth, asked_on=dt.date(2026, 2, 27), **facts)

    page = html_of(client_alice.get(INDEX))

    points = re.findall(r'<li class="is-(\w+)"><b>(.*?)</b><span>(.*?)</span></li>', page)
    assert [(state, re.sub(r"<.*", "", label), words) for state, label, words in points] == [
        ("done", "Asked", "27 Feb"),
        ("done", "Introduced", "5 Mar"),
        ("done", "Wrote", "6 Mar"),
        ("late", "Thank Elena", "2 days late"),
        ("ahead", "Tell Elena how it went", "after you meet"),
    ]
    assert '<b class="late-text">Thank Elena</b>, 2 days late</span>' in page
    assert re.search(r'<a class="btn btn-primary btn-sm" href="[^"]+/letters/thanks/">Thank Elena<', page)


def test_row_of_a_draft_quotes_its_criteria(client_alice, alice, elena, operations):
    draft = IntroductionFactory(owner=alice, introducer=elena, prospect=None)
    draft.criteria.add(operations)

    page = html_of(client_alice.get(INDEX))

    assert "“Has run operations for a team of 30 or more.”" in page
    assert "anyone who fits" in page
    assert f'href="{url("edit", draft)}">Carry on writing<' in page


def test_row_tells_of_the_planned_and_the_held_meeting(client_alice, alice, today):
    day = today - dt.timedelta(days=1)
    planned = ask(alice, today, made_on=day, written_on=day)
    held = ask(alice, today, made_on=day, met_on=day)
    MeetingFactory(owner=alice, contact=planned.prospect, introduction=planned, place="video")
    MeetingFactory(
        owner=alice,
        contact=held.prospect,
        introduction=held,
        held_on=day,
        recorded_on=day,
        outcome="good_fit",
    )

    page = html_of(client_alice.get(INDEX))

    assert re.search(r"First meeting on \w+ \d+ \w+(?: \d{4})?, by video\.", page)
    assert "You met yesterday. It went well." in page


def test_closed_tab_has_pages(client_alice, alice, today):
    for _number in range(21):
        ask(alice, today, 5, closed_on=today, closed_because="no_answer")

    first = html_of(client_alice.get(INDEX, {"show": "closed"}))
    second = html_of(client_alice.get(INDEX, {"show": "closed", "page": "2"}))

    assert (first.count('id="introduction-'), second.count('id="introduction-')) == (20, 1)
    assert "1 to 20 of 21" in first


@pytest.mark.parametrize("query", ["page=abc", "page=-1", "page=" + "9" * 40, "show=%00", "show=x&page=0"])
def test_index_bears_any_address(client_alice, alice, query):
    IntroductionFactory(owner=alice)

    assert client_alice.get(f"{INDEX}?{query}").status_code == 200


def test_index_asks_as_often_for_three_as_for_one(client_alice, alice, today):
    day = today - dt.timedelta(days=1)

    def one_of_each():
        IntroductionFactory(owner=alice)
        made = ask(alice, today, 3, made_on=day, written_on=day)
        MeetingFactory(owner=alice, contact=made.prospect, introduction=made)
        ask(alice, today, 3, closed_on=day, closed_because="introducer_declined")

    counted = []
    for number in (1, 2):
        for _row in range(number):
            one_of_each()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client_alice.get(INDEX, {"show": "all"})
        counted.append(len(queries))

    assert counted[0] == counted[1]


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


# Somebody who isn't here yet


def test_without_contacts_a_name_is_written_in_place(client_alice):
    page = html_of(client_alice.get(NEW))

    assert '<label class="form-label" for="id_new_name">Who could introduce you?' in page
    assert 'id="id_introducer"' not in page
    assert 'id="id_prospect"' not in page
    assert '<input type="hidden" name="introducer" value="new">' in page
    assert "Or bring in your contacts." in page


@pytest.mark.parametrize("button", ["sent", "draft"])
def test_somebody_new_comes_with_the_ask_and_only_once(client_alice, alice, elena, today, button):
    typed = filled(elena, today, introducer="new", new_name=" Grace  Mbeki ", new_company="Halden")
    typed[button] = "1"

    client_alice.post(NEW, typed)
    client_alice.post(NEW, typed)

    grace = Contact.objects.get(name="Grace Mbeki")
    assert (grace.owner, grace.company, grace.may_introduce) == (alice, "Halden", True)
    assert Introduction.objects.get().introducer == grace


def test_somebody_new_is_named_in_the_words_at_once(client_alice, today):
    page = client_alice.post(NEW, composer(client_alice.get(NEW)).data(update="1", new_name="Grace Mbeki"))

    assert "“Grace, may I ask you something?" in html_of(page)
    assert '<h1 id="title">Ask Grace for an introduction</h1>' in html_of(page)
    assert not Contact.objects.exists()


def test_nobody_comes_without_the_ask(client_alice, elena, today):
    typed = filled(elena, today, introducer="new", new_name="Grace Mbeki", sent="1", purpose="")

    response = client_alice.post(NEW, typed)

    assert response.status_code == 422
    assert 'value="Grace Mbeki"' in html_of(response)
    assert list(Contact.objects.all()) == [elena]


@pytest.mark.parametrize("button", ["sent", "draft"])
def test_somebody_who_may_be_there_already_is_pointed_out(client_alice, elena, today, button):
    typed = filled(elena, today, introducer="new", new_name="Elena Petrova") | {button: "1"}

    warned = client_alice.post(NEW, typed)

    assert warned.status_code == 422
    assert "You may already know Elena Petrova" in html_of(warned)
    assert Contact.objects.count() == 1
    client_alice.post(NEW, typed | {"overrule": "on"})
    assert Contact.objects.count() == 2


def test_a_name_that_stands_twice_is_pointed_out_as_well(client_alice, alice, elena, today):
    ContactFactory(owner=alice, name="Elena Petrova", company="Northern Foods")

    warned = client_alice.post(
        NEW, filled(elena, today, introducer="new", new_name="Elena Petrova", draft="1")
    )

    assert warned.status_code == 422
    assert "You may already know Elena Petrova" in html_of(warned)
    assert Contact.objects.count() == 2


@pytest.mark.parametrize(
    ("verb", "facts"),
    [("named", {"prospect": None}), ("made", {"prospect": None}), ("further", {"made": True})],
)
def test_a_new_name_that_is_there_already_is_pointed_out(client_alice, alice, elena, today, verb, facts):
    if facts.pop("made", False):
        facts = {"made_on": today}
    introduction = IntroductionFactory(owner=alice, introducer=elena, asked_on=today, **facts)
    ContactFactory(owner=alice, name="Ruth Abernethy", company="Northern Foods")
    typed, before = {"name": "ruth abernethy", "form_key": str(uuid.uuid4())}, Contact.objects.count()

    warned = client_alice.post(url(verb, introduction), typed)

    assert warned.status_code == 422
    assert "You may already know Ruth Abernethy" in html_of(warned)
    assert "They’re someone else" in html_of(warned)
    assert 'value="ruth abernethy"' in html_of(warned)
    assert Contact.objects.count() == before
    assert client_alice.post(url(verb, introduction), typed | {"overrule": "on"}).status_code == 302
    assert (
        client_alice.post(url(verb, introduction), typed).status_code == 302
    )  # the same form, pressed twice
    assert Contact.objects.count() == before + 1


def test_a_name_beside_a_chosen_contact_counts_for_nothing(client_alice, elena, today):
    client_alice.post(NEW, filled(elena, today, new_name="Grace Mbeki", draft="1"))

    assert Introduction.objects.get().introducer == elena
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("field", ["introducer", "prospect", "criteria", "goal"])
def test_records_of_somebody_else_are_no_choice(client_alice, bob, elena, today, field):
    theirs = {
        "introducer": ContactFactory(owner=bob),
        "prospect": ProspectFactory(owner=bob),
        "criteria": MentorCriterionFactory(owner=bob),
        "goal": GoalFactory(owner=bob),
    }[field]

    for button in ("sent", "draft", "update"):
        response = client_alice.post(NEW, filled(elena, today) | {field: theirs.pk, button: "1"})

        assert response.status_code == 422
        assert field in response.context["form"].errors
        assert str(theirs) not in html_of(response)
    assert not Introduction.objects.exists()


def test_nobody_introduces_to_themselves(client_alice, elena, today):
    typed = filled(elena, today, prospect=elena.pk)

    response = client_alice.post(NEW, typed)

    assert response.status_code == 422
    assert "Nobody can introduce you to themselves" in html_of(response)


def test_no_of_a_prospect_is_taken(client_alice, elena, ruth, today):
    ruth.close(today, Contact.ClosedBecause.SAID_NO)

    response = client_alice.post(NEW, filled(elena, today, prospect=ruth.pk))

    assert response.status_code == 422
    assert "Ruth said no. Take no for an answer." in html_of(response)


def test_same_open_ask_is_refused_at_the_prospect(client_alice, alice, elena, ruth, today):
    ask(alice, today, introducer=elena, prospect=ruth)
    typed = filled(elena, today, prospect=ruth.pk, sent="1", overrule="on")

    response = client_alice.post(NEW, typed)

    assert response.context["form"].errors["prospect"] == [
        "You’ve already asked this introducer about this person"
    ]
    assert Introduction.objects.count() == 1


def test_form_sent_twice_makes_one_introduction(client_alice, elena, today):
    typed = filled(elena, today, sent="1")

    client_alice.post(NEW, typed)
    client_alice.post(NEW, typed)

    assert Introduction.objects.count() == 1


def test_draft_is_kept_without_a_pledge_and_carried_on(client_alice, elena, today):
    typed = filled(elena, today, draft="1", purpose="", write_by="")
    del typed["pledge"]

    response = client_alice.post(NEW, typed)

    draft = Introduction.objects.get()
    assert response.url == url("edit", draft)
    assert (draft.status, draft.pledged_on, draft.message) == (
        "draft",
        None,
        "Hi Elena,\n\nWould you introduce us?",
    )
    assert "Would you introduce us?" in html_of(client_alice.get(response.url))


def test_draft_sent_from_another_window_is_not_lost(client_alice, elena, today):
    typed = filled(elena, today)
    client_alice.post(NEW, typed | {"draft": "1"})

    response = client_alice.post(NEW, typed | {"sent": "1"})

    assert response.url == url("edit", Introduction.objects.get())
    assert Introduction.objects.get().status == "draft"


def test_edit_sends_a_draft(client_alice, alice, elena, today):
    draft = IntroductionFactory(owner=alice, introducer=elena, prospect=None, message="Hi")
    typed = filled(elena, today, sent="1", opened_at=draft.revision, message="Hi there")

    client_alice.post(url("edit", draft), typed)

    draft.refresh_from_db()
    assert (draft.status, draft.message) == ("asked", "Hi there")
    assert client_alice.get(url("edit", draft)).url == url("detail", draft)


def test_edit_in_two_windows_tells_the_second(client_alice, alice, elena, today):
    draft = IntroductionFactory(owner=alice, introducer=elena, prospect=None, message="Hi")
    opened = filled(elena, today, opened_at=draft.revision)
    client_alice.post(url("edit", draft), opened | {"message": "First window"})

    response = client_alice.post(url("edit", draft), opened | {"message": "Second window"})

    assert response.status_code == 422
    assert "changed in another window" in html_of(response)
    assert "First window" in html_of(response)
    assert "Second window" in html_of(response)
    draft.refresh_from_db()
    assert draft.message == "First window"


def test_archived_introducer_of_a_draft_stays(client_alice, alice, elena, today):
    draft = IntroductionFactory(owner=alice, introducer=elena, prospect=None)
    elena.archive(today)

    response = client_alice.post(url("edit", draft), filled(elena, today, opened_at=draft.revision))

    assert response.status_code == 302


# The letter


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


def composer(page):
    """The form of the ask as it stands on a page."""
    return next(form for form in forms_of(page) if "composed" in form.fields)


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


# One click each: what the row offers


def test_silent_person_is_followed_up_from_the_row(client_alice, alice, elena, ruth, today):
    day = today - dt.timedelta(days=20)
    introduction = ask(
        alice, today, 30, introducer=elena, prospect=ruth, made_on=day, written_on=day, thanked_on=day
    )

    page = html_of(client_alice.get(INDEX))

    assert re.search(r'<a class="btn btn-primary btn-sm" href="[^"]+/follow-up/">Follow up with Ruth<', page)
    assert "I’ve followed up with Ruth<" in page
    assert re.search(r'<button class="btn btn-secondary btn-sm" type="submit">Ruth answered<', page)
    client_alice.post(url("answered", introduction))
    assert "Plan the first meeting" in html_of(client_alice.get(INDEX))


def test_history_tells_every_message(client_alice, alice, elena, ruth, today):
    facts = ("checked_on", "made_on", "written_on", "followed_up_on", "followed_up_again_on", "answered_on")
    introduction = ask(alice, today, 9, introducer=elena, prospect=ruth, **dict.fromkeys(facts, today))

    page = html_of(client_alice.get(url("detail", introduction)))

    for sentence in (
        "Elena checked with Ruth",
        "You followed up with Ruth",
        "You wrote to Ruth once more",
        "Ruth answered",
    ):
        assert f"<span>{sentence}</span>" in page


# One click each


@pytest.mark.parametrize(
    ("verb", "facts"),
    [
        ("asked", {"asked_on": None, "pledged_on": dt.date(2026, 1, 1), "write_by": dt.date(2099, 1, 1)}),
        ("nudged", {}),
        ("agreed", {}),
        ("checked", {}),
        ("made", {}),
        ("written", {"made_on": True}),
        ("followed_up", {"made_on": True, "written_on": True}),
        ("followed_up_again", {"made_on": True, "written_on": True, "followed_up_on": True}),
        ("answered", {"made_on": True, "written_on": True}),
        ("thanked", {"made_on": True}),
        ("met", {"made_on": True}),
        ("introducer_informed", {"made_on": True, "met_on": True}),
    ],
)
def test_click_records_today_and_can_be_undone(client_alice, alice, today, verb, facts):
    day = today - dt.timedelta(days=5)
    facts = {name: day if value is True else value for name, value in facts.items()}
    introduction = ask(alice, today, 9, **facts)
    name = f"{verb}_on"

    response = client_alice.post(url(verb, introduction))

    assert response.url == f"{INDEX}#introduction-{introduction.pk}"
    introduction.refresh_from_db()
    assert getattr(introduction, name) == today
    page = html_of(client_alice.get(INDEX, {"show": "all"}))
    assert f'action="{url("forgotten", introduction, name)}"' in page

    client_alice.post(url("forgotten", introduction, name))
    introduction.refresh_from_db()
    assert getattr(introduction, name) is None


def test_click_can_be_set_back(client_alice, alice, today):
    introduction = ask(alice, today, 9)
    day = today - dt.timedelta(days=4)

    client_alice.post(url("made", introduction), {"on": day.isoformat(), "next": url("detail", introduction)})

    introduction.refresh_from_db()
    assert introduction.made_on == day


@pytest.mark.parametrize("on", ["2999-01-01", "0001-01-01", "soon", "\x00"])
def test_impossible_day_changes_nothing(client_alice, alice, today, on):
    introduction = ask(alice, today)

    response = client_alice.post(url("made", introduction), {"on": on})

    assert response.status_code == 302
    introduction.refresh_from_db()
    assert introduction.made_on is None
    assert "alert-warning" in html_of(client_alice.get(INDEX))


def test_fact_out_of_order_is_refused_kindly(client_alice, alice, today):
    introduction = ask(alice, today, 2)

    client_alice.post(url("made", introduction), {"on": (today - dt.timedelta(days=3)).isoformat()})

    assert "The introduction comes after the ask" in flash(client_alice)
    introduction.refresh_from_db()
    assert introduction.made_on is None


def test_stale_click_does_not_move_the_day(client_alice, alice, today):
    day = today - dt.timedelta(days=2)
    introduction = ask(alice, today, 9, made_on=day)

    client_alice.post(url("made", introduction))

    introduction.refresh_from_db()
    assert introduction.made_on == day
    assert "You’ve already noted that" in flash(client_alice)


@pytest.mark.parametrize("verb", VERBS)
def test_verbs_answer_only_posts(client_alice, alice, today, verb):
    introduction = ask(alice, today)

    assert client_alice.get(url(verb, introduction)).status_code == 405
    assert client_alice.get(url("forgotten", introduction, "asked_on")).status_code == 405


def test_undo_is_refused_while_later_facts_rest_on_it(client_alice, alice, today):
    introduction = ask(alice, today, 9, made_on=today)

    client_alice.post(url("forgotten", introduction, "asked_on"))

    assert "First undo what came after it: introduced" in flash(client_alice)
    introduction.refresh_from_db()
    assert introduction.asked_on


@pytest.mark.parametrize("fact", ["purpose", "owner_id", "introducer_informed_on"])
def test_undo_of_nothing_changes_nothing(client_alice, alice, today, fact):
    introduction = ask(alice, today)

    client_alice.post(url("forgotten", introduction, fact))

    assert "There’s nothing to undo" in flash(client_alice)


# Anyone who fits turns into somebody


def test_made_for_anyone_asks_who_it_was(client_alice, alice, elena, today):
    introduction = ask(alice, today, introducer=elena, prospect=None)

    page = html_of(client_alice.get(url("made", introduction)))

    assert "Who did Elena introduce you to?" in page
    assert f'value="{elena.pk}"' not in page


def test_made_names_one_of_the_contacts_and_undo_forgets_them(client_alice, alice, ruth, today):
    introduction = ask(alice, today, prospect=None)

    client_alice.post(url("made", introduction), {"person": ruth.pk})

    introduction.refresh_from_db()
    assert (introduction.prospect, introduction.made_on, introduction.status) == (ruth, today, "made")
    undo = f"{url('forgotten', introduction, 'made_on')}?anyone=1"
    assert f'action="{undo}"' in html_of(client_alice.get(INDEX))
    client_alice.post(undo)
    introduction.refresh_from_db()
    assert (introduction.prospect, introduction.status) == (None, "asked")


def test_made_names_somebody_new_once(client_alice, alice, today):
    introduction = ask(alice, today, prospect=None)
    before = Contact.objects.count()

    client_alice.post(url("made", introduction), {"name": " Daniel Osei "})
    client_alice.post(url("made", introduction), {"name": " Daniel Osei "})

    introduction.refresh_from_db()
    daniel = introduction.prospect
    assert (daniel.name, daniel.owner, daniel.prospect_on) == ("Daniel Osei", alice, today)
    assert Contact.objects.count() == before + 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "person"),
        ({"name": "\u200b"}, "person"),
        ({"name": "x" * 121}, "name"),
        ({"name": "x\x00"}, "name"),
        ({"person": "9" * 30}, "person"),
        ({"person": "abc"}, "person"),
        ({"name": "Daniel", "on": "2999-01-01"}, "on"),
        ({"name": "Daniel", "on": "1999-01-01"}, "on"),
    ],
)
def test_made_says_what_is_missing(client_alice, alice, today, typed, field):
    introduction = ask(alice, today, prospect=None)
    before = Contact.objects.count()

    response = client_alice.post(url("made", introduction), typed)

    assert response.status_code == 422
    assert field in response.context["form"].errors
    introduction.refresh_from_db()
    assert (introduction.made_on, Contact.objects.count()) == (None, before)


def test_made_takes_either_a_contact_or_a_name(client_alice, alice, ruth, today):
    introduction = ask(alice, today, prospect=None)

    response = client_alice.post(url("made", introduction), {"person": ruth.pk, "name": "Daniel"})

    assert response.status_code == 422


def test_made_takes_nobody_of_somebody_else(client_alice, alice, bob, today):
    introduction = ask(alice, today, prospect=None)

    response = client_alice.post(url("made", introduction), {"person": ContactFactory(owner=bob).pk})

    assert "person" in response.context["form"].errors


@pytest.mark.parametrize(
    ("view", "fact", "undo"),
    [
        ("named", "agreed_on", "agreed_on/?anyone=1"),
        ("checked", "checked_on", "checked_on/?anyone=1"),
        ("made", "made_on", "made_on/?anyone=1"),
    ],
)
def test_anyone_becomes_somebody_and_anyone_again(client_alice, alice, elena, ruth, today, view, fact, undo):
    introduction = ask(alice, today, 9, introducer=elena, prospect=None)
    day = today - dt.timedelta(days=2)
    assert "Elena" in html_of(client_alice.get(url(view, introduction)))

    response = client_alice.post(url(view, introduction), {"person": ruth.pk, "on": day.isoformat()})

    assert response.url == f"{INDEX}#introduction-{introduction.pk}"
    introduction.refresh_from_db()
    assert (introduction.prospect, getattr(introduction, fact)) == (ruth, day)
    undo = f"/introductions/{introduction.pk}/forgotten/{undo}"
    assert f'action="{undo}"' in html_of(client_alice.get(INDEX))
    client_alice.post(undo)
    introduction.refresh_from_db()
    assert (introduction.prospect, getattr(introduction, fact)) == (None, None)


def test_name_given_after_a_yes_is_undone_by_itself(client_alice, alice, ruth, today):
    introduction = ask(alice, today, 9, prospect=None, agreed_on=today)

    client_alice.post(url("named", introduction), {"person": ruth.pk})

    undo = url("forgotten", introduction, "prospect")
    assert f'action="{undo}"' in html_of(client_alice.get(INDEX))
    client_alice.post(undo)
    introduction.refresh_from_db()
    assert (introduction.prospect, introduction.agreed_on) == (None, today)


def test_whom_it_cannot_be_is_said_at_the_person(client_alice, alice, elena, ruth, today):
    ask(alice, today, 9, introducer=elena, prospect=ruth)
    said_no = ProspectFactory(owner=alice, name="Daniel Osei", closed_on=today, closed_because="said_no")
    introduction = ask(alice, today, 9, introducer=elena, prospect=None)

    asked_before = client_alice.post(url("named", introduction), {"person": ruth.pk})
    refused = client_alice.post(url("named", introduction), {"person": said_no.pk})

    assert asked_before.status_code == refused.status_code == 422
    assert asked_before.context["form"].errors["person"] == [
        "You’ve already asked this introducer about this person"
    ]
    assert refused.context["form"].errors["person"] == ["Daniel said no. Take no for an answer."]


def test_detail_of_an_ask_to_anyone_offers_to_name_them(client_alice, alice, elena, today):
    introduction = ask(alice, today, introducer=elena, prospect=None)

    page = html_of(client_alice.get(url("detail", introduction)))

    for view, label in (
        ("named", "Elena came up with someone"),
        ("checked", "Elena checked with someone first"),
        ("made", "Elena introduced me to someone"),
    ):
        assert page.count(f'href="{url(view, introduction)}">{label}<') == 1


# Somebody else came of the same ask


def test_somebody_else_is_introduced_beside_the_first(client_alice, alice, elena, ruth, today):
    first = ask(alice, today, 9, introducer=elena, prospect=ruth, made_on=today)
    day = today - dt.timedelta(days=1)
    assert f'href="{url("further", first)}">Someone else came up, too</a>' in html_of(
        client_alice.get(url("detail", first))
    )

    response = client_alice.post(url("further", first), {"name": "Daniel Osei", "on": day.isoformat()})

    second = Introduction.objects.get(came_from=first)
    assert response.url == url("detail", second)
    assert (second.prospect.name, second.status, second.made_on) == ("Daniel Osei", "made", day)
    page = html_of(client_alice.get(response.url))
    assert "From the same ask" in page
    assert f'href="{url("detail", first)}">Elena Petrova to Ruth Abernethy</a>' in page
    assert f'href="{url("detail", second)}">Elena Petrova to Daniel Osei</a>' in html_of(
        client_alice.get(url("detail", first))
    )


def test_somebody_else_is_taken_back_in_one_click(client_alice, alice, today):
    first = ask(alice, today, 9, made_on=today)
    client_alice.post(url("further", first), {"name": "Daniel Osei"})
    second = Introduction.objects.get(came_from=first)
    undo = url("taken_back", second)
    assert f'action="{undo}"' in html_of(client_alice.get(INDEX))

    response = client_alice.post(undo)

    assert response.url == url("detail", first)
    assert list(Introduction.objects.all()) == [first]


def test_somebody_else_stays_once_something_followed(client_alice, alice, today):
    first = ask(alice, today, 9, made_on=today)
    second = first.lead_to(today, ContactFactory(owner=alice))
    second.mark(WRITTEN, today)

    for introduction in (first, second):
        assert client_alice.post(url("taken_back", introduction)).url == url("detail", introduction)

    assert Introduction.objects.count() == 2


def test_same_somebody_sent_twice_is_one(client_alice, alice, ruth, today):
    first = ask(alice, today, 9, made_on=today)

    client_alice.post(url("further", first), {"person": ruth.pk})
    again = client_alice.post(url("further", first), {"person": ruth.pk})

    assert again.status_code == 422
    assert "person" in again.context["form"].errors
    assert Introduction.objects.count() == 2


def test_nobody_else_comes_of_an_ask_without_an_introduction(client_alice, alice, ruth, today):
    introduction = ask(alice, today)

    response = client_alice.post(url("further", introduction), {"person": ruth.pk})

    assert response.url == url("detail", introduction)
    assert Introduction.objects.count() == 1


# Days set right


def dates(introduction, **changes) -> dict:
    """The page of the days as it was opened, with changes."""
    told = {name: getattr(introduction, name) for name in COLUMNS if getattr(introduction, name)}
    typed = {name: day.isoformat() for name, day in (told | changes).items()}
    return {"opened_at": introduction.revision, **typed}


def test_days_are_corrected_together(client_alice, alice, today):
    introduction = ask(alice, today, 3, made_on=today, written_on=today)
    earlier = [today - dt.timedelta(days=number) for number in (20, 10, 9)]
    page = html_of(client_alice.get(url("dates", introduction)))
    assert re.findall(r'type="date" name="(\w+)"', page) == ["asked_on", "made_on", "written_on"]

    changes = dict(zip(("asked_on", "made_on", "written_on"), earlier, strict=True))
    response = client_alice.post(url("dates", introduction), dates(introduction, **changes))

    assert response.url == url("detail", introduction)
    introduction.refresh_from_db()
    assert [introduction.asked_on, introduction.made_on, introduction.written_on] == earlier
    introduction.prospect.refresh_from_db()
    assert introduction.prospect.last_touch_on == earlier[-1]


def test_days_out_of_order_come_back_at_their_fields(client_alice, alice, today):
    day = today - dt.timedelta(days=5)
    introduction = ask(alice, today, 9, made_on=day, written_on=day, followed_up_on=today)
    typed = dates(
        introduction, made_on=today - dt.timedelta(days=30), followed_up_on=day - dt.timedelta(days=1)
    )

    response = client_alice.post(url("dates", introduction), typed)

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "made_on": ["The introduction comes after the ask"],
        "followed_up_on": ["A follow-up comes after you wrote"],
    }
    page = html_of(response)
    assert f'value="{typed["made_on"]}"' in page
    assert "Please check two things" in page
    introduction.refresh_from_db()
    assert (introduction.made_on, introduction.followed_up_on) == (day, today)


@pytest.mark.parametrize("typed", ["", "soon", "2999-01-01", "0001-01-01", "\x00"])
def test_impossible_days_come_back(client_alice, alice, today, typed):
    introduction = ask(alice, today, 9, made_on=today)

    response = client_alice.post(url("dates", introduction), dates(introduction) | {"made_on": typed})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["made_on"]


def test_days_ahead_are_refused(client_alice, alice, today):
    introduction = ask(alice, today, 9, made_on=today)

    response = client_alice.post(
        url("dates", introduction), dates(introduction, made_on=today + dt.timedelta(days=1))
    )

    assert response.context["form"].errors == {"made_on": ["Choose today or an earlier day"]}


def test_days_changed_in_another_window_are_told(client_alice, alice, today):
    introduction = ask(alice, today, 9, made_on=today)
    opened = dates(introduction)
    introduction.mark(WRITTEN, today)

    response = client_alice.post(url("dates", introduction), opened | {"asked_on": opened["made_on"]})

    assert response.status_code == 422
    assert "changed in another window" in html_of(response)
    again = client_alice.post(
        url("dates", introduction),
        opened | {"opened_at": introduction.revision, "asked_on": opened["made_on"]},
    )
    assert again.url == url("detail", introduction)
    introduction.refresh_from_db()
    assert (introduction.asked_on, introduction.written_on) == (today, today)


def test_draft_has_no_days(client_alice, alice):
    draft = IntroductionFactory(owner=alice)

    assert client_alice.get(url("dates", draft)).url == url("detail", draft)


def test_undo_of_a_moved_day_moves_it_back(client_alice, alice, today):
    day = today - dt.timedelta(days=4)
    introduction = ask(alice, today, 9, made_on=day)
    client_alice.post(url("made", introduction), {"on": (day - dt.timedelta(days=1)).isoformat()})
    undo = f"{url('made', introduction)}?on={day.isoformat()}"
    assert f'action="{undo}"' in html_of(client_alice.get(INDEX))

    client_alice.post(undo)

    introduction.refresh_from_db()
    assert introduction.made_on == day


def test_a_follow_up_waits_anew_once_somebody_was_asked_again(client_alice, alice, elena, today):
    ruth = ProspectFactory(owner=alice, name="Ruth Ash")
    days = dict.fromkeys(("made_on", "written_on", "thanked_on"), today - dt.timedelta(days=60))
    introduction = ask(alice, today, 70, introducer=elena, prospect=ruth, **days)
    introduction.say_not_now(today - dt.timedelta(days=50), today)

    client_alice.post(f"/contacts/{ruth.pk}/asked-again/")

    assert "Nothing to do today." in html_of(client_alice.get(INDEX))


# Over


def test_a_no_of_the_person_asks_for_a_kind_word_to_them_too(client_alice, alice, elena, today):
    introduction = ask(
        alice, today, 9, introducer=elena, prospect=ProspectFactory(owner=alice, name="Ruth Ash")
    )

    page = client_alice.post(url("closed", introduction), {"because": "prospect_declined"}, follow=True)

    assert "A kind word to Ruth keeps the door open." in html_of(page)


def test_said_no_closes_in_one_click_and_asks_for_thanks(client_alice, alice, elena, today):
    introduction = ask(alice, today, introducer=elena)

    response = client_alice.post(url("closed", introduction), {"because": "introducer_declined"})

    assert response.url == url("detail", introduction)
    introduction.refresh_from_db()
    assert (introduction.status, introduction.closed_on) == ("closed", today)
    page = html_of(client_alice.get(response.url))
    assert "One courtesy is left: Thank Elena, by tomorrow." in page
    assert "I’ve thanked Elena" in page
    assert "Thank Elena for answering, by tomorrow" in page


def test_closed_page_offers_the_reasons_that_are_possible(client_alice, alice, elena, ruth, today):
    introduction = ask(alice, today, introducer=elena, prospect=ruth, made_on=today)

    page = html_of(client_alice.get(url("closed", introduction)))

    labels = re.findall(r'<label class="form-check-label" for="id_because_\d">(.*?)</label>', page)
    assert labels == ["No answer", "Ruth said no", "Withdrawn"]


@pytest.mark.parametrize(
    "typed", [{}, {"because": "introducer_declined"}, {"because": "withdrawn", "on": "1999-01-01"}]
)
def test_closed_says_what_is_missing(client_alice, alice, today, typed):
    introduction = ask(alice, today, made_on=today)

    response = client_alice.post(url("closed", introduction), typed)

    assert response.status_code == 422
    introduction.refresh_from_db()
    assert introduction.closed_on is None


def test_draft_and_closed_one_have_no_closing_page(client_alice, alice, today):
    draft = IntroductionFactory(owner=alice)
    over = ask(alice, today, closed_on=today, closed_because="withdrawn")

    for introduction in (draft, over):
        assert client_alice.get(url("closed", introduction)).url == url("detail", introduction)


# One introduction


def test_detail_tells_everything_and_what_may_come(client_alice, alice, elena, ruth, operations, today):
    introduction = ask(
        alice,
        today,
        introducer=elena,
        prospect=ruth,
        made_on=today,
        subject="Hello",
        message="Dear <b>Elena</b>",
    )
    introduction.criteria.add(operations)

    page = html_of(client_alice.get(url("detail", introduction)))

    assert "<h1>Elena Petrova to Ruth Abernethy</h1>" in page
    assert "Dear &lt;b&gt;Elena&lt;/b&gt;" in page
    assert f"{reverse('meetings.new')}?with={ruth.pk}&amp;introduction={introduction.pk}" in page
    assert re.findall(r'formaction="[^"]*/(\w+)/"', page) == ["written", "answered", "met", "thanked"]
    assert page.count(">Undo<") == 2
    assert operations.text in page


@pytest.mark.parametrize("status", ["draft", "asked", "agreed", "made", "in_touch", "met", "kept", "closed"])
def test_every_state_has_its_page(client_alice, alice, today, status):
    facts = {
        "asked": {},
        "agreed": {"agreed_on": today},
        "made": {"made_on": today},
        "in_touch": {"made_on": today, "written_on": today, "thanked_on": today},
        "met": {"made_on": today, "met_on": today},
        "kept": {"made_on": today, "met_on": today, "thanked_on": today, "introducer_informed_on": today},
        "closed": {"closed_on": today, "closed_because": "no_answer", "nudged_on": today},
    }
    introduction = (
        IntroductionFactory(owner=alice) if status == "draft" else ask(alice, today, **facts[status])
    )

    assert introduction.status == status
    for address in (url("detail", introduction), url("delete", introduction), f"{INDEX}?show=all"):
        assert client_alice.get(address).status_code == 200


def test_delete_asks_first(client_alice, alice, today):
    introduction = ask(alice, today, made_on=today)
    introducer = introduction.introducer

    page = html_of(client_alice.get(url("delete", introduction)))
    assert "These go with it" in page
    assert Introduction.objects.exists()

    response = client_alice.post(url("delete", introduction))
    assert response.url == INDEX
    assert not Introduction.objects.exists()
    introducer.refresh_from_db()
    assert introducer.last_touch_on is None


# Bob


@pytest.mark.parametrize(
    "view", ["detail", "edit", "delete", "named", "checked", "made", "further", "dates", "closed"]
)
def test_pages_of_somebody_else_do_not_exist(client_bob, alice, today, view):
    introduction = IntroductionFactory(owner=alice) if view == "edit" else ask(alice, today)

    assert client_bob.get(url(view, introduction)).status_code == 404
    assert client_bob.post(url(view, introduction)).status_code == 404
    assert Introduction.objects.filter(pk=introduction.pk, made_on=None, closed_on=None).exists()


@pytest.mark.parametrize("verb", VERBS)
def test_verbs_of_somebody_else_do_not_exist(client_bob, alice, today, verb):
    introduction = ask(alice, today)
    revision = introduction.revision

    assert client_bob.post(url(verb, introduction)).status_code == 404
    assert client_bob.post(url("forgotten", introduction, "asked_on")).status_code == 404
    introduction.refresh_from_db()
    assert introduction.revision == revision


def test_index_shows_nothing_of_somebody_else(client_bob, alice, today):
    ask(alice, today)

    assert "Pick someone who knows people you don’t" in html_of(client_bob.get(INDEX))
