"""Who the person knows best: who stands on which list and why, and marking them without leaving the page."""

import datetime as dt
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.exchange import importing
from mentoring.identity.greetings import called
from mentoring.identity.roles import NOT_SENIOR, SENIOR
from mentoring.models import Contact, Import
from mentoring.pages.ties import KnownList
from tests import linkedin
from tests.factories import ContactFactory, ProspectFactory, TieFactory
from tests.markup import words_on
from tests.reasons import wrong_in
from tests.slices import brought_in

pytestmark = pytest.mark.every_database

BEST = reverse("ties.index")
TODAY = dt.date(2026, 11, 28)
SILENT = {"sent": 0, "received": 0, "days": 0, "first_on": None, "last_on": None, "connected_on": None}


@pytest.fixture(autouse=True)
def _today(freeze):
    freeze(TODAY)


def known(owner, name, last_on=None, sent=4, received=4, role="", company="", greeting="", **facts):
    """Somebody with whom messages were counted, or only what is in `facts`."""
    contact = ContactFactory(owner=owner, name=name, role=role, company=company, greeting=greeting)
    counted = {"sent": sent, "received": received, "first_on": last_on, "last_on": last_on, "days": 1}
    TieFactory(contact=contact, **(counted if last_on else SILENT) | {"connected_on": None} | facts)
    return contact


def waiting(owner, data: bytes) -> Import:
    """An archive that was read to its end and waits for a yes."""
    batch = importing.begin_import(owner, "archive.zip", data)
    while batch.state == Import.State.READING:
        batch = importing.read_slice(batch, timezone.now())
    return batch


def lists(page) -> dict:
    """The lists on the page with the names on them."""
    return {part.which.value: [row.contact.name for row in part.rows] for part in page.context["known"].parts}


def reasons(page) -> dict:
    return {row.contact.name: row.reason for part in page.context["known"].parts for row in part.rows}


def ago(**passed) -> dt.date:
    months = passed.pop("years", 0) * 12
    return TODAY.replace(year=TODAY.year - months // 12) - dt.timedelta(**passed)


def test_a_person_stands_on_the_first_list_that_fits(client_alice, alice, bob):
    known(alice, "Now", ago(years=1))
    known(alice, "Now too", ago(days=3), recommended_me_on=ago(years=2))
    known(alice, "Between", ago(years=2), role="Director")
    known(alice, "Once", ago(years=3), role="Director", sent=2, received=1, endorsed_me=9)
    known(alice, "Too junior", ago(years=4), role="Assistant to the Director")
    known(alice, "No longer", ago(years=4), role="Former CEO, now gardener")
    known(alice, "Too little", ago(years=4), role="Director", sent=1, received=1)
    known(alice, "One way", ago(days=3), received=0)
    known(alice, "Vouched", ago(years=2), endorsed_me=2)
    known(alice, "Recommended", recommended_me_on=ago(years=9))
    known(alice, "A click", endorsed_me=1)
    known(alice, "I vouched", recommended_them_on=ago(years=1), endorsed_them=9)
    known(alice, "Away", ago(days=2)).archive(TODAY)
    known(alice, "No", ago(days=2)).close(TODAY, Contact.ClosedBecause.SAID_NO)
    known(bob, "Bob’s", ago(days=2))

    page = client_alice.get(BEST)

    assert lists(page) == {"now": ["Now too", "Now"], "once": ["Once"], "vouched": ["Recommended", "Vouched"]}
    assert "?list=" not in page.content.decode()


def test_the_quiet_come_with_whoever_works_where_a_prospect_works_then_the_less_familiar(client_alice, alice):
    known(alice, "Many", ago(years=5), role="CEO", sent=20)
    known(alice, "Few", ago(years=5), role="Geschäftsführerin", sent=3)
    known(alice, "Beside", ago(years=5), role="VP", sent=60, company="Tallow & Finch Ltd", invited_by="me")
    alone = known(alice, "Alone", ago(years=4), role="Founder", sent=70, company="Halden")
    alone.mark_prospect(TODAY)
    ProspectFactory(owner=alice, name="Priya Raman", company="Tallow and Finch")

    page = client_alice.get(BEST)

    assert lists(page) == {"once": ["Beside", "Few", "Many"]}
    assert reasons(page) == {
        "Beside": "You wrote to each other 64 times, last in November 2021. Works where Priya works.",
        "Few": "You wrote to each other seven times, last in November 2021.",
        "Many": "You wrote to each other 24 times, last in November 2021.",
    }
    assert "1 more: Knew once, quiet now" in words_on(page)
    assert "Walter, Levin & Murnighan 2015, Organization Science" in words_on(page)


def test_a_company_is_named_after_somebody_else_who_is_worth_knowing(client_alice, alice):
    for name in ("Ada", "Bea"):
        known(alice, name, ago(days=3), company="Halden").mark_introducer()
    known(alice, "Nobody", ago(days=4), company="Orrin")
    ContactFactory(owner=alice, name="No mark", company="Orrin")
    known(alice, "Left", ago(days=5), company="Halden", role="Retired COO")

    assert reasons(client_alice.get(BEST)) == {
        "Ada": "You wrote to each other eight times, last three days ago. Works where Bea works.",
        "Bea": "You wrote to each other eight times, last three days ago. Works where Ada works.",
        "Nobody": "You wrote to each other eight times, last four days ago.",
        "Left": "You wrote to each other eight times, last five days ago.",
    }


def test_the_first_list_fills_up_what_the_others_leave_and_the_rest_is_a_press_away(client_alice, alice):
    for number in range(12):
        known(alice, f"Now {number:02}", ago(days=number))
    for number in range(5):
        known(alice, f"Vouched {number}", recommended_me_on=ago(days=number))

    page = client_alice.get(BEST)

    assert {which: len(names) for which, names in lists(page).items()} == {"now": 6, "vouched": 3}
    assert "6 more: In touch now" in words_on(page)
    assert "2 more: Vouched for you" in words_on(page)
    whole = client_alice.get(BEST, {"list": "now"})
    assert [row.contact.name for row in whole.context["part"].rows] == [
        f"Now {number:02}" for number in range(12)
    ]


def test_a_long_list_is_paged(client_alice, alice):
    for number in range(23):
        known(alice, f"Now {number:02}", ago(days=number))

    page = client_alice.get(BEST, {"list": "now", "page": 2})

    assert [row.contact.name for row in page.context["part"].rows] == ["Now 20", "Now 21", "Now 22"]
    assert client_alice.get(BEST, {"list": "nonsense"}).context["known"].parts


def pressed(client, page, name: str, label: str):
    """The page after a press of one of the buttons in somebody's row."""
    rows = [row for part in page.context["known"].parts for row in part.rows]
    [row] = [row for row in rows if row.contact.name == name]
    [mark] = [mark for mark in row.marks if str(mark.label) == label]
    answer = client.post(mark.url, {"next": row.next})
    assert answer["Location"] == row.next
    parts = urlsplit(answer["Location"])
    assert parts.fragment == row.id
    return client.get(f"{parts.path}?{parts.query}")


def test_a_press_marks_another_takes_it_back_and_the_row_stays(client_alice, alice):
    ben = known(alice, "Ben Whitlock", ago(days=3))

    page = pressed(client_alice, client_alice.get(BEST), "Ben Whitlock", "Could be my mentor")
    ben.refresh_from_db()
    assert (ben.prospect_on, ben.may_introduce) == (TODAY, False)
    assert "Ben is a prospect now. Undo" in words_on(page)
    assert page.content.decode().count('aria-pressed="true"') == 1

    page = pressed(client_alice, page, "Ben Whitlock", "Could introduce me")
    ben.refresh_from_db()
    assert ben.may_introduce

    page = pressed(client_alice, page, "Ben Whitlock", "Could be my mentor")
    ben.refresh_from_db()
    assert (ben.prospect_on, ben.may_introduce) == (None, True)


def test_a_row_stays_in_sight_although_its_mark_changes_the_order(client_alice, alice):
    for number in range(3):
        known(alice, f"Beside {number}", ago(years=5), role="CEO", sent=20 + number, company="Halden")
    known(alice, "Single", ago(years=5), role="CEO", sent=1, company="Orrin")

    page = client_alice.get(BEST)
    assert lists(page) == {"once": ["Single", "Beside 0", "Beside 1"]}

    page = pressed(client_alice, page, "Beside 0", "Could be my mentor")
    assert lists(page) == {"once": ["Beside 1", "Beside 2", "Single", "Beside 0"]}
    assert "?list=" not in page.content.decode()


def test_a_row_that_was_pressed_stays_only_where_it_stood(client_alice, alice, bob):
    for number in range(12):
        known(alice, f"Now {number:02}", ago(days=number))
    last = Contact.objects.get(name="Now 11")
    other = known(bob, "Bob’s", ago(days=2))

    def names(kept):
        return lists(client_alice.get(BEST, {"kept": kept}))["now"]

    assert names(f"now-{last.pk}")[9:] == ["Now 11"]
    for nonsense in (f"once-{last.pk}", f"2-{last.pk}", f"now-{other.pk}", "now-", "now-x", "-", "9" * 500):
        assert len(names(nonsense)) == 9, nonsense


def test_empty_lists_say_why(client_alice, alice):
    assert "Nothing has been counted yet" in words_on(client_alice.get(BEST))

    known(alice, "Connected", connected_on=ago(years=4))
    page = client_alice.get(BEST)
    assert "Your archive holds no messages Ask LinkedIn for the larger one." in words_on(page)
    assert f'href="{reverse("imports.index")}"' in page.content.decode()

    known(alice, "One way", ago(days=3), received=0)
    assert "Nobody is on these lists" in words_on(client_alice.get(BEST))


def test_that_one_never_wrote_is_said_where_messages_were_read(client_alice, alice):
    known(alice, "Rosa Delgado", endorsed_me=4, last_endorsed_on=dt.date(2021, 7, 1))
    said = "Rosa endorsed you four times, last in 2021."
    assert reasons(client_alice.get(BEST)) == {"Rosa Delgado": said}

    known(alice, "One way", ago(days=3), received=0)
    assert reasons(client_alice.get(BEST)) == {"Rosa Delgado": said + " You never wrote to each other."}


def test_a_finding_can_be_switched_off(client_alice, alice):
    known(alice, "Few", ago(years=5), role="CEO")
    alice.shows_evidence = False
    alice.save()

    page = client_alice.get(BEST)
    assert "Quiet for three years or more, and senior today." in words_on(page)
    assert "Murnighan" not in words_on(page)


@pytest.mark.parametrize(
    ("role", "is_senior"),
    [
        ("Finance Director", True),
        ("Site Manager", True),
        ("Procurement Lead", True),
        ("co-founder", True),
        ("VP, Supply Chain", True),
        ("Abteilungsleiterin Einkauf", True),
        ("Geschäftsführer", True),
        ("Directrice générale", True),
        ("Jefa de producto", True),
        ("Responsabile acquisti", True),
        ("Teamleider logistiek", True),
        ("Försäljningschef", True),
        ("Assistant to the Managing Director", False),
        ("HR Business Partner", False),
        ("Product Owner", False),
        ("Werkstudent im Vertrieb, Leitung", False),
        ("Headhunter", False),
        ("Data Analyst", False),
        ("", False),
    ],
)
@pytest.mark.django_db
def test_a_senior_word_is_found_whole_and_in_several_languages(alice, role, is_senior):
    contact = ContactFactory(owner=alice, role=role)

    found = Contact.objects.filter(pk=contact.pk, role__iregex=SENIOR).exclude(role__iregex=NOT_SENIOR)
    assert found.exists() is is_senior


@pytest.mark.any_database
def test_every_reason_out_of_an_archive_is_what_the_archive_says(client_alice, alice):
    made = linkedin.archive(ties=1000)
    brought_in(waiting(alice, made.zipped()))
    people = {person.name: person for person in made.people}
    companies = {person.name: person.company for person in made.people}
    for name in [name for name, company in companies.items() if company == "Lumen"][:2]:
        Contact.objects.get(name=name).mark_prospect(TODAY)

    rows, wrong = {}, {}
    for which in KnownList:
        page, number = None, 1
        while page is None or page.has_next():
            answer = client_alice.get(BEST, {"list": which, "page": number})
            page, number = answer.context["page"], number + 1
            for row in answer.context["part"].rows:
                assert row.contact.name not in rows  # on one list only
                rows[row.contact.name] = which, row.reason

    for name, (which, reason) in rows.items():
        facts, first = made.facts[name], called(name)
        if faults := wrong_in(reason, facts, first, TODAY):
            wrong[name] = faults
        if "Works where" in reason:
            colleagues = {called(one) for one in people if companies[one] == companies[name] and one != name}
            assert reason.split("Works where ")[1].split()[0] in colleagues
        assert listed(facts, people[name].role, TODAY) == which, name
    assert wrong == {}
    # Who is no connection comes in only with a tick; of two whose names have the same words, files without addresses
    # say nothing.
    words = Counter(frozenset(re.split("[ -]", name)) for name in made.facts)
    here = {
        name: facts
        for name, facts in made.facts.items()
        if people[name].is_connection and words[frozenset(re.split("[ -]", name))] == 1
    }
    belong = {name for name, facts in here.items() if listed(facts, people[name].role, TODAY)}
    assert belong <= rows.keys()
    assert {which for which, _reason in rows.values()} == set(KnownList)
    assert any("Works where" in reason for _which, reason in rows.values())


def listed(facts: dict, role: str, today: dt.date) -> str:
    """On which list somebody of a made-up archive belongs; empty for none."""
    senior = "Lead Manager Head Director VP Chief Founder"
    number, gone = facts["sent"] + facts["received"], (today - (facts["last_on"] or dt.date.min)).days
    if facts["sent"] and facts["received"] and gone <= 365:
        return "now"
    is_senior = any(word in senior.split() for word in role.split())
    if facts["sent"] and facts["received"] and number >= 3 and gone > 3 * 365 and is_senior:
        return "once"
    return "vouched" if facts["recommended_me_on"] or facts["endorsed_me"] >= 2 else ""
