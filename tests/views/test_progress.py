"""The page of progress: its numbers, its drawings and tables, and what it says where there is nothing."""

import datetime as dt
import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.models import Contact, Introduction
from mentoring.pages.progress import by_channel, by_introducer, median, progress
from mentoring.status.activity import (
    ASKS,
    INTRODUCTIONS,
    MEETINGS,
    activity,
    periods,
    unit_for,
    weeks_in_words,
)
from mentoring.status.records import Records
from mentoring.text.text import number_word
from tests import stories
from tests.addresses import World
from tests.factories import DirectFactory
from tests.searches import TODAY, Search, now

HOME = "/progress/"


@pytest.fixture
def search(alice, freeze):
    """Alice's search, seen on 12 March."""
    freeze(now())
    return Search(alice)


def words(client, address=HOME):
    """What is read of the page."""
    answer = client.get(address)
    assert answer.status_code == 200
    main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


def drawn(html, key):
    """How many bars a drawing has, and the numbers over them."""
    svg = re.search(rf'<svg[^>]*aria-labelledby="{key}-t.*?</svg>', html, re.DOTALL)[0]
    return svg.count("<rect"), [int(number) for number in re.findall(r"<text[^>]*>(\d+)</text>", svg)]


def numbers(table):
    """The rows of a table in which anything happened: name, asks, introductions, meetings."""
    return [(row.name, *row[2:]) for row in table.rows if any(row[2:])]


def far_and_near(search):
    """Asks in three years, three introductions, two meetings."""
    search.ask("Sam", asked=800, pledged=800, closed=700, because="no_answer")
    search.ask(
        "Ben", "Ruth", asked=20, pledged=20, made=13, written=12, thanked=12, met=3, introducer_informed=3
    )
    search.ask(
        "Ben", "Daniel", asked=20, pledged=20, made=18, written=17, thanked=17, met=8, introducer_informed=8
    )
    search.ask("Priya", "Yusuf", asked=10, pledged=10, made=1)
    search.ask("Grace", asked=9, pledged=9, closed=4, because="introducer_declined")
    search.ask("Grace", asked=2, pledged=2, closed=1, because="withdrawn")
    search.ask("Elena", asked=0, pledged=0)
    search.ask("Hannah")
    search.meet("Ruth", 3, "undecided")
    search.meet("Daniel", 8, "good_fit")
    search.meet("Daniel", -2)


def test_weeks_and_all_time_are_counted_by_the_database(search, alice):
    far_and_near(search)

    found = progress(Records(alice, TODAY))

    assert numbers(found.weeks) == [
        ("16 Feb", 2, 1, 0), ("23 Feb", 0, 1, 0), ("2 Mar", 2, 0, 1), ("9 Mar", 2, 1, 1),
    ]  # fmt: skip
    assert (len(found.weeks.rows), found.weeks.rows[-1].starts_on) == (12, dt.date(2026, 3, 9))
    assert found.all_time.unit == "month"
    assert numbers(found.all_time) == [
        ("Jan 2024", 1, 0, 0), ("Feb 2026", 2, 2, 0), ("Mar 2026", 4, 1, 2),
    ]  # fmt: skip
    assert found.all_time.sentence == "7 asks, 3 introductions made, 2 meetings held"


def test_dashboard_and_progress_count_the_same_weeks(search, alice):
    far_and_near(search)
    first = search.ask("Sam", "Otto", asked=12, pledged=12, made=11)
    first.lead_to(search.on(2), search.prospect("Olga"))
    records = Records(alice, TODAY)

    weeks = progress(records).weeks
    counted = {chart.kind: chart.total for chart in weeks.charts}
    assert weeks_in_words(records).split(", ") == [
        f"{number_word(counted[kind])} {word}{'s' if counted[kind] != 1 else ''}"
        for kind, word in ((ASKS, "ask"), (INTRODUCTIONS, "introduction"), (MEETINGS, "meeting"))
        if counted[kind]
    ]


def test_a_message_to_somebody_known_is_no_ask_and_no_introduction(search, client_alice, alice):
    DirectFactory(owner=alice, written_on=search.on(9), answered_on=search.on(5), met_on=search.on(2))

    page = client_alice.get("/progress/")

    assert [chart.total for chart in page.context["progress"].all_time.charts] == [0, 0, 0]
    assert page.context["progress"].channels == []
    assert not page.context["page"].paginator.count


def test_time_taken_says_on_how_many_it_rests(search, alice):
    far_and_near(search)

    asked, met = progress(Records(alice, TODAY)).spans

    assert (asked.big, asked.small) == ("7", "days, the median")
    assert asked.line == "From 3 introductions. The shortest took 2, the longest 9."
    # Two have no middle.
    assert (met.big, met.small, met.line) == ("10", "days", "Each time. From 2 introductions.")


@pytest.mark.parametrize(
    ("took", "big", "line"),
    [
        ([], "", "Nothing to count yet."),
        ([1], "1", "From 1 introduction."),
        ([3, 8], "3 and 8", "From 2 introductions."),
        ([4, 4, 4], "4", "Each time. From 3 introductions."),
        ([1, 2, 5, 9], "3½", "From 4 introductions. The shortest took 1, the longest 9."),
    ],
)
def test_time_taken_draws_no_middle_out_of_two(search, alice, took, big, line):
    for number, days in enumerate(took):
        search.ask("Sam", f"Ruth {number}", asked=days + 1, pledged=days + 1, made=1)

    asked, met = progress(Records(alice, TODAY)).spans

    assert (asked.big, asked.line) == (big, line)
    assert met.line == "Nothing to count yet."


def test_median_is_the_middle_of_all_of_them():
    assert [median(Counter(found)) for found in ([7], [1, 9], [1, 1, 1, 50], [3, 1, 2])] == [7, 5, 1, 2]


def test_answers_add_up_by_introducer_and_channel(search, alice):
    far_and_near(search)

    columns = ("asked", "yes", "no", "silent", "waiting", "withdrawn")
    people = {row["introducer__name"]: tuple(row[name] for name in columns) for row in by_introducer(alice)}
    [email] = by_channel(alice)

    assert people == {
        "Grace": (2, 0, 1, 0, 0, 1),
        "Ben": (2, 2, 0, 0, 0, 0),
        "Elena": (1, 0, 0, 0, 1, 0),
        "Priya": (1, 1, 0, 0, 0, 0),
        "Sam": (1, 0, 0, 1, 0, 0),
    }
    assert list(people)[:2] == ["Grace", "Ben"]
    assert (email["name"], *(email[name] for name in columns)) == ("Email", 7, 3, 1, 1, 1, 1)
    assert all(row[0] == sum(row[1:]) for row in people.values())


def test_page_shows_each_drawing_with_its_table(search, client_alice):
    far_and_near(search)
    search.goal("Run the weekly meeting", steps=3, done=(2,))

    html = client_alice.get(HOME).content.decode()
    text = words(client_alice)

    assert drawn(html, "weeks-asks") == (3, [2, 2, 2])
    assert drawn(html, "weeks-introductions") == (3, [1, 1, 1])
    assert drawn(html, "weeks-meetings") == (2, [1, 1])
    # Too many months for a number over each; the table has them all.
    assert drawn(html, "all-asks") == (3, [])
    assert "Asks by week, 12 weeks" in html
    assert "6 asks in all. Busiest: 9 Mar, with 2." in html
    assert html.count("<summary>The same as a table</summary>") == 2
    assert "Feb 2026 2 2 0 Mar 2026 4 1 2 In all 7 3 2" in text
    assert "24 lines where nothing happened are left out." in text
    assert "1 of 3 steps" in text
    assert 'fill="url(#weeks-introductions-hatch)"' in html
    assert len(re.findall(r' id="([^"]+)"', html)) == len(set(re.findall(r' id="([^"]+)"', html)))


def test_page_of_a_young_search_draws_nothing_twice(search, client_alice):
    search.ask("Sam", asked=2, pledged=2)

    text = words(client_alice)

    assert "So far: 1 ask, 0 introductions made, 0 meetings held." in text
    assert "Everything so far falls within these twelve weeks." in text
    assert "%" not in text


def test_page_with_nothing_says_where_it_begins(search, client_alice):
    text = words(client_alice)

    assert "It starts with your first ask" in text
    assert "You haven’t written down a goal yet." in text
    assert "What people answered" not in text


def test_page_after_a_long_rest_says_that_nothing_happened_lately(search, client_alice):
    search.ask("Sam", asked=400, pledged=400, closed=390, because="no_answer")

    text = words(client_alice)

    assert "You haven’t asked, been introduced to or met anyone in this time." in text
    assert "Jan" in text or "Feb 2025" in text


def test_page_shows_nothing_of_somebody_else_and_escapes_names(search, client_alice, client_bob):
    search.ask("<b>Sam</b>", asked=2, pledged=2)

    assert "&lt;b&gt;Sam&lt;/b&gt;" in client_alice.get(HOME).content.decode()
    assert "It starts with your first ask" in words(client_bob)


def test_introducers_are_paged_through(search, client_alice):
    for number in range(21):
        search.ask(f"Sam {number:02}", asked=2, pledged=2)

    assert "Sam 19" in words(client_alice)
    assert "Sam 20" not in words(client_alice)
    assert "Sam 20" in words(client_alice, f"{HOME}?page=2")
    assert "Sam 20" in words(client_alice, f"{HOME}?page=99999999999999999999")


def test_dashboard_and_rail_lead_there(search, client_alice):
    search.goal()

    html = client_alice.get("/").content.decode()

    assert html.count(f'href="{HOME}"') == 1
    search.ask("Sam", "Ruth", asked=2, pledged=2)
    assert client_alice.get("/").content.decode().count(f'href="{HOME}"') == 2
    assert 'aria-current="page">Progress' in client_alice.get(HOME).content.decode()


# Weeks, months, years


@pytest.mark.parametrize(
    ("begin", "unit", "number"),
    [
        (TODAY, "week", 1),
        (dt.date(2025, 3, 10), "week", 53),
        (dt.date(2025, 3, 9), "month", 13),
        (dt.date(2021, 11, 30), "month", 53),
        (dt.date(2021, 10, 31), "year", 6),
        (dt.date(1900, 1, 1), "year", 127),
    ],
)
def test_unit_is_the_smallest_that_has_room(begin, unit, number):
    assert unit_for(begin, TODAY) == unit
    found = periods(unit, begin, TODAY)
    assert (len(found), len(set(found))) == (number, number)
    assert found[0] <= begin
    assert found[-1] <= TODAY


def test_all_time_by_year_adds_up(search, alice):
    for ago in (6000, 5990, 3000, 1):
        search.ask("Sam", asked=ago, pledged=ago)

    found = progress(Records(alice, TODAY)).all_time

    assert (found.unit, len(found.rows)) == ("year", 18)
    assert numbers(found) == [("2009", 2, 0, 0), ("2017", 1, 0, 0), ("2026", 1, 0, 0)]


def test_week_of_the_turn_of_the_year_is_one():
    week = dt.date(2025, 12, 29)
    found = activity(
        {ASKS: {week: 2}, INTRODUCTIONS: {}, MEETINGS: {}},
        "week",
        dt.date(2025, 12, 31),
        dt.date(2026, 1, 2),
        "x",
    )

    assert [(row.starts_on, row.name, row.asks) for row in found.rows] == [(week, "29 Dec 2025", 2)]


def test_long_time_shows_every_week_in_which_anything_happened(alice):
    weeks = [dt.date(2026, 1, 5) + dt.timedelta(weeks=number) for number in range(13)]
    numbers = {ASKS: {weeks[1]: 1}, INTRODUCTIONS: {weeks[3]: 1}, MEETINGS: {weeks[5]: 1}}

    long, short = (activity(numbers, "week", first, weeks[-1], "x") for first in weeks[:2])

    assert [row.starts_on for row in long.shown_rows] == [weeks[1], weeks[3], weeks[5]]
    assert (long.left_out, len(short.shown_rows), short.left_out) == (10, 12, 0)
    assert (long.total, long.sentence) == (3, "1 ask, 1 introduction made, 1 meeting held")


# Costs


def crowd(alice, number):
    """So many introductions at once, two of three of them made, each to a prospect of its own."""
    today = timezone.localdate()
    people = Contact.objects.bulk_create(
        Contact(owner=alice, name=f"Ruth {at}", prospect_on=today) for at in range(number)
    )
    days = [today - dt.timedelta(days=at) for at in range(number)]
    Introduction.objects.bulk_create(
        Introduction(
            owner=alice, introducer=people[at - 1], prospect=people[at], purpose="Learn", write_by=today,
            pledged_on=days[at], asked_on=days[at], made_on=days[at // 2] if at % 3 else None,
        )
        for at in range(number)
    )  # fmt: skip


def test_pages_cost_as_many_queries_for_two_hundred_as_for_three(client_alice, alice):
    def cost():
        counted = []
        for address in ("/", HOME):
            client_alice.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client_alice.get(address).status_code == 200
            counted.append(len(queries))
        return counted

    empty = cost()
    World(alice, "Quillwort").running.delete()
    three = cost()
    crowd(alice, 200)
    many = cost()

    assert three == many
    assert all(few <= most for few, most in zip(empty, three, strict=True))
    assert three[0] <= 15
    # Where the search is stuck rests on all of it.
    assert three[1] <= 17


def test_story_of_march_in_numbers(client_alice, alice, freeze):
    freeze(stories.MARCH)
    stories.march(alice)

    text = words(client_alice)

    assert "So far: 5 asks, 3 introductions made, 1 meeting held." in text
    assert "6 days, the median From 3 introductions. The shortest took 5, the longest 7." in text
    assert "16 days From 1 introduction." in text
