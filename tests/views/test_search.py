"""Quick places: who is meant and what can be done now, and what is found across everything."""

import datetime as dt
import re

import pytest
from django.utils.html import escape

from tests import factories as make
from tests.addresses import World

pytestmark = [pytest.mark.django_db, pytest.mark.every_database]

DAY = dt.timedelta(days=1)


def found(client, **query) -> dict[str, list[str]]:
    """What is found: under each heading the lines, with the marks as they stand."""
    page = client.get("/search/", {"in": "all"} | query).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    sections = re.findall(r"<h2 id=\"found-\w+\">(.*?)(?: <span.*?)?</h2>(.*?)</section>", main, re.DOTALL)
    return {
        name: re.findall(r'<li>(<a class="row-title".*?)</li>', rows, re.DOTALL) for name, rows in sections
    }


def plain(lines: list[str]) -> list[str]:
    """The lines without markup."""
    return [" ".join(re.sub(r"<p[^>]*>", " ", line).replace("</p>", " ").split()) for line in lines]


def test_every_kind_of_record_is_found_by_its_own_words_and_shows_where(client_alice, alice, today):
    margaret = make.ProspectFactory(owner=alice, name="Margaret Lindqvist", company="Aldergrove Dairies")
    goal = make.GoalFactory(owner=alice, title="Run a weekly meeting", why="Because depots drift apart")
    make.GoalStepFactory(goal=goal, text="Visit the Aldergrove depot")
    make.MentorCriterionFactory(owner=alice, text="Has run a depot", importance="must")
    make.InteractionFactory(contact=margaret, text="She closed a depot in 2019 & said why", on=today)
    make.IntroductionFactory(owner=alice, prospect=margaret, message="You know the Leeds depot well.")
    make.MeetingFactory(owner=alice, contact=margaret, preparation="Ask about the depot")
    make.MentorAgreementFactory(owner=alice, mentor=margaret, boundaries="Nothing about the depot in York")

    groups = found(client_alice, q="depot")

    assert list(groups) == ["Goals", "Criteria", "Introductions", "Meetings", "Agreements", "Notes"]
    assert all("<mark>depot</mark>" in line for lines in groups.values() for line in lines)
    assert "Because <mark>depot</mark>s drift apart" in groups["Goals"][0]
    assert "a <mark>depot</mark> in 2019 &amp; said why" in groups["Notes"][0]
    assert list(found(client_alice, q="DEPOT  aldergrove")) == ["Goals"]  # every word, of the steps as well
    assert list(found(client_alice, q="aldergrove")) == ["Goals", "Contacts"]
    by_name = found(client_alice, q="marg lind")
    assert list(by_name) == ["Contacts", "Introductions", "Meetings", "Agreements", "Notes"]
    assert "<mark>Lind</mark>qvist" in by_name["Meetings"][0]
    assert f'href="/contacts/{margaret.pk}/"' in by_name["Notes"][0]


@pytest.mark.parametrize(
    ("written", "typed", "marks"),
    [
        ("Talked to Łukasz about Übergabe", "łukasz ÜBERGABE", ["Łukasz", "Übergabe"]),
        ("Straße 5 <b>bold</b>", "straße <b>", ["Straße", "<b>"]),
        ("100% of a_b and a\\b", "100% a_b a\\b", ["100%", "a_b", "a\\b"]),
        ("שלום עולם", "עולם", ["עולם"]),
        ("會議 notes 🧭", "會 🧭", ["會", "🧭"]),
        ("O’Neill said “yes”", "o’neill", ["O’Neill"]),
    ],
)
def test_words_are_found_in_any_case_and_marked_after_escaping(client_alice, alice, written, typed, marks):
    make.InteractionFactory(contact=make.ContactFactory(owner=alice), text=written)
    make.InteractionFactory(contact=make.ContactFactory(owner=alice), text="100 of axb and aab, Strasse")

    [line] = found(client_alice, q=typed)["Notes"]

    assert re.findall(r"<mark>(.*?)</mark>", line) == [escape(mark) for mark in marks]
    assert "<b>" not in line


def test_long_texts_are_cut_around_the_word(client_alice, alice):
    text = "before " * 300 + "the needle in it" + " after" * 300
    make.InteractionFactory(contact=make.ContactFactory(owner=alice), text=text)

    [line] = plain(found(client_alice, q="needle")["Notes"])

    assert "before the <mark>needle</mark> in it after" in line
    assert len(line) < 500


def test_each_group_shows_a_few_and_leads_to_all_of_them(client_alice, alice):
    for number in range(23):
        make.ContactFactory(owner=alice, name=f"Ada {number:02}")
    make.GoalFactory(owner=alice, title="Write to Ada weekly")
    page = client_alice.get("/search/", {"q": "ada", "in": "all"}).content.decode()

    few = found(client_alice, q="ada")
    first, second = (found(client_alice, q="ada", **{"in": "contacts", "page": page}) for page in (1, 2))

    assert (len(few["Contacts"]), len(few["Goals"])) == (5, 1)
    assert 'href="/search/?q=ada&amp;in=contacts"' in page
    assert "in=goals" not in page
    assert (list(first), len(first["Contacts"]), len(second["Contacts"])) == (["Contacts"], 20, 3)
    assert "in=contacts&amp;page=2" in client_alice.get("/search/?q=ada&in=contacts").content.decode()


def test_nothing_of_somebody_else_is_found(client_bob, alice, bob):
    World(alice, "Quillwort")
    make.ContactFactory(owner=bob, name="Quillwort Brown")

    assert {name: len(lines) for name, lines in found(client_bob, q="quillwort").items()} == {"Contacts": 1}
    assert "Quillwort first step" not in client_bob.get("/search/").content.decode()


def test_nothing_found_says_so(client_alice, alice):
    make.GoalFactory(owner=alice)

    for scope in ("all", "notes"):
        page = client_alice.get("/search/", {"q": "zeppelin", "in": scope}).content.decode()
        assert re.search("Nothing found (here )?for “zeppelin”.", page)


HOSTILE = [
    "\0", "a\0b", "x" * 10_000, "%", "_", "\\", "'; DROP TABLE mentoring_goal; --", "(?i)x*", "[", "\u202eabc",
    "\ud800", " ".join("abcdefghijklmnop"), "<script>alert(1)</script>", "{{ 1 }}", "\u200b", "&amp;", '" OR ""',
    "NEAR(a b)", "*",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_find_nothing_and_break_nothing(client_alice, alice, typed):
    make.GoalFactory(owner=alice, title="Something else")

    make.ContactFactory(owner=alice, name="Anna x* (?i)")
    for kind in ("", "all", "contacts", "notes", "no such kind"):
        query = {"q": typed.encode("utf-8", "surrogatepass"), "in": kind, "page": "9" * 30, "who": "9" * 30}
        answer = client_alice.get("/search/", query)

        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
        assert len(answer.content) < 40_000


def test_every_page_leads_to_it(client_alice, alice):
    make.GoalFactory(owner=alice)
    for path in ("/", "/goals/", "/settings/", "/contacts/new/", "/search/?q=x"):
        page = client_alice.get(path).content.decode().partition("<main")[0]

        assert '<form class="rail-find" method="get" action="/search/"' in page
        assert re.search(r'<input type="search"[^>]* name="q"', page)
        assert '<a href="/search/"' in page
