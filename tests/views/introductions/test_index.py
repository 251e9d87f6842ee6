"""Step 3 as a list: by whose turn it is, what is over, and what each row says."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mentoring.models import Introduction
from tests.factories import (
    ContactFactory,
    GoalStepFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    TieFactory,
)
from tests.pages import html_of
from tests.views.introductions.walking import (
    INDEX,
    NEW,
    ask,
    headings,
    url,
)

pytestmark = pytest.mark.django_db


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


def test_introduction_to_a_mentor_or_closed_with_a_no_offers_no_meeting(
    client_alice, alice, elena, ruth, today
):
    day = today - dt.timedelta(days=1)
    introduction = ask(alice, today, introducer=elena, prospect=ruth, made_on=day, written_on=day)
    before = html_of(client_alice.get(url("detail", introduction)))

    agreement = MentorAgreementFactory(owner=alice, mentor=ruth, goals=[GoalStepFactory(owner=alice).goal])
    agreement.confirm(today, "mail")
    together = html_of(client_alice.get(url("detail", introduction)))
    agreement.end_early(today)
    introduction.close(today, "prospect_declined")
    after = html_of(client_alice.get(url("detail", introduction)))

    assert "Plan a meeting" in before
    assert "Plan a meeting" not in together
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
