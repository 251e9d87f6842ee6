"""Who could introduce the person to a prospect: the reasons, their order, and who is not asked."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.identity.keys import company_words
from mentoring.introductions.companies import excerpt_naming, naming
from mentoring.introductions.paths import paths_to
from mentoring.models import Contact, Interaction, Introduction, Tag
from tests.factories import (
    ContactFactory,
    InteractionFactory,
    IntroductionFactory,
    MeetingFactory,
    ProspectFactory,
    TagFactory,
    TieFactory,
)

TODAY = dt.date(2026, 3, 12)


def day(month: int, number: int) -> dt.date:
    return dt.date(2026, month, number)


def paths(prospect):
    """What the contact's page asks for."""
    owner = prospect.owner
    return paths_to(
        prospect,
        contacts=Contact.objects.owned_by(owner),
        introductions=Introduction.objects.owned_by(owner),
        tags=Tag.objects.owned_by(owner),
        notes=Interaction.objects.owned_by(owner),
        today=TODAY,
    )


def told(prospect) -> dict:
    """The names with their reasons, in order."""
    return {path.contact.name: path.reasons for path in paths(prospect)}


@pytest.fixture
def daniel(alice):
    return ProspectFactory(owner=alice, name="Daniel Osei", company="Kestrel Cold Chain Ltd")


# Names in texts


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("worked at Kestrel until 2019", True),
        ("KESTREL!", True),
        ("kestrels nest here", False),
        ("Kestrel's depot", True),
        ("OldKestrel", False),
    ],
)
def test_words_are_found_whole(text, is_named):
    assert bool(naming(company_words("Kestrel Ltd")).search(text)) is is_named


def test_short_company_is_found_only_as_it_is_written():
    assert naming(["IT"]).search("works in IT")
    assert not naming(["IT"]).search("said it was fine")


def test_excerpt_is_cut_between_words():
    text = (
        "Met years ago at a fair in Hull, then ran\n"
        "nights with Daniel Osei in Leeds before the depot there was closed"
    )

    words = excerpt_naming(text, naming(["Daniel", "Osei"]).search(text))

    assert words == "… a fair in Hull, then ran nights with Daniel Osei in Leeds before the depot there was …"


# Reasons


def test_nobody_is_found_where_nothing_is_known(alice):
    ContactFactory(owner=alice, company="Northgate Foods")
    prospect = ProspectFactory(owner=alice, company="")
    ContactFactory(owner=alice, company="")

    assert paths(prospect) == []


def test_colleagues_of_today_are_found_in_every_spelling(alice, daniel):
    ContactFactory(owner=alice, name="Ben", company="kestrel coldchain")
    ContactFactory(owner=alice, name="Eve", company="KESTREL COLD-CHAIN LIMITED")
    ContactFactory(owner=alice, name="Jo", company="Kestrel Cold Storage")

    assert told(daniel) == {
        "Ben": ["Also at kestrel coldchain."],
        "Eve": ["Also at KESTREL COLD-CHAIN LIMITED."],
    }


def test_colleagues_are_found_where_the_prospect_leaves_out_the_spaces(alice):
    prospect = ProspectFactory(owner=alice, company="McDonald’s ColdChain")
    ContactFactory(owner=alice, name="Ben", company="McDonalds Cold Chain GmbH")

    assert told(prospect) == {"Ben": ["Also at McDonalds Cold Chain GmbH."]}


def test_colleagues_are_found_beyond_ascii(alice):
    prospect = ProspectFactory(owner=alice, company="Łódź Möbel GmbH")
    ContactFactory(owner=alice, name="Ben", company="ŁÓDŹ MÖBEL")

    assert [path.contact.name for path in paths(prospect)] == ["Ben"]


def test_colleagues_are_found_by_the_short_word_that_tells_them_apart(alice):
    prospect = ProspectFactory(owner=alice, company="Depot 7")
    Contact.objects.bulk_create(
        Contact(owner=alice, name=f"Other {number}", company="Depot 17", last_touch_on=TODAY)
        for number in range(250)
    )
    ContactFactory(owner=alice, name="Ben", company="Depot 7 Ltd")

    assert told(prospect) == {"Ben": ["Also at Depot 7 Ltd."]}


def test_being_without_a_company_makes_no_colleagues(alice):
    prospect = ProspectFactory(owner=alice, company="Self-employed")
    ContactFactory(owner=alice, company="Self-employed", notes="Self-employed since 2020")

    assert paths(prospect) == []


def test_tags_name_the_company_or_the_prospect(alice, daniel):
    ben, eve, jo = (ContactFactory(owner=alice, name=name) for name in ("Ben", "Eve", "Jo"))
    ben.tags.add(TagFactory(owner=alice, name="kestrel cold chain"))
    eve.tags.add(TagFactory(owner=alice, name="DANIEL OSEI"))
    jo.tags.add(TagFactory(owner=alice, name="Cold chain"))

    assert told(daniel) == {"Eve": ["Tagged “DANIEL OSEI”."], "Ben": ["Tagged “kestrel cold chain”."]}


def test_notes_name_the_company_or_the_prospect(alice, daniel):
    ContactFactory(owner=alice, name="Ben", notes="Left Kestrel Cold\nChain in 2019.")
    ContactFactory(owner=alice, name="Eve", how_known="Through Daniel Osei")
    ContactFactory(
        owner=alice, name="Jo", notes="Knows a Daniel, and an Osei; likes kestrels and the cold chain"
    )
    InteractionFactory(
        contact=ContactFactory(owner=alice, name="Max"), on=day(3, 5), text="Rents to Daniel Osei"
    )

    assert told(daniel) == {
        "Eve": ["How you know each other: “Through Daniel Osei”."],
        "Max": ["Your note from 5 March says: “Rents to Daniel Osei”."],
        "Ben": ["Your notes say: “Left Kestrel Cold Chain in 2019”."],
    }


def test_those_who_introduced_somebody_before_are_found(alice, daniel):
    for number, name in enumerate(["Ben", "Ben", "Ben", "Eve"]):
        IntroductionFactory(
            owner=alice,
            introducer=Contact.objects.filter(name=name).first() or ContactFactory(owner=alice, name=name),
            prospect=ProspectFactory(
                owner=alice,
                name=["Ruth", "Tomás", "Yusuf", "Margaret"][number],
                company=["", "", "", "KESTREL Cold Chain"][number],
            ),
            asked_on=day(2, 1 + number),
            made_on=day(2, 10 + number),
        )

    assert told(daniel) == {
        "Margaret": ["Also at KESTREL Cold Chain."],
        "Eve": ["Introduced you to Margaret, who is also at Kestrel Cold Chain Ltd."],
        "Ben": ["Introduced you to Yusuf, Tomás and Ruth before."],
    }


def test_many_earlier_introductions_are_counted(alice, daniel):
    ben = ContactFactory(owner=alice, name="Ben")
    for _number in range(4):
        IntroductionFactory(owner=alice, introducer=ben, asked_on=day(2, 1), made_on=day(2, 2))

    assert told(daniel) == {"Ben": ["Introduced you to 4 people before."]}


def test_reasons_of_one_person_stand_together_the_strongest_first(alice, daniel):
    ben = ContactFactory(
        owner=alice, name="Ben", company="Kestrel Cold Chain", notes="Plays chess with Daniel Osei"
    )
    ben.tags.add(TagFactory(owner=alice, name="Kestrel Cold Chain"))
    IntroductionFactory(
        owner=alice,
        introducer=ben,
        prospect=ProspectFactory(owner=alice, name="Ruth"),
        asked_on=day(2, 1),
        made_on=day(2, 2),
    )

    assert told(daniel) == {
        "Ben": [
            "Also at Kestrel Cold Chain.",
            "Your notes say: “Plays chess with Daniel Osei”.",
            "Tagged “Kestrel Cold Chain”.",
            "Introduced you to Ruth before.",
        ]
    }


def test_equal_reasons_are_ordered_by_the_last_touch(alice, daniel):
    for name, last in (("Ada", None), ("Ben", day(1, 5)), ("Cy", day(3, 5))):
        ContactFactory(owner=alice, name=name, company="Kestrel Cold Chain", last_touch_on=last)

    assert list(told(daniel)) == ["Cy", "Ben", "Ada"]


# Who is left out, and who was asked


def test_archived_people_the_prospect_and_strangers_are_left_out(alice, bob, daniel):
    facts = {"company": "Kestrel Cold Chain", "notes": "Daniel Osei"}
    archived = ContactFactory(owner=alice, archived_on=TODAY, **facts)
    InteractionFactory(contact=archived, text="Daniel Osei")
    InteractionFactory(contact=daniel, text="Daniel Osei of Kestrel Cold Chain")
    IntroductionFactory(owner=alice, introducer=archived, asked_on=day(2, 1), made_on=day(2, 2))
    IntroductionFactory(owner=alice, introducer=daniel, asked_on=day(2, 1), made_on=day(2, 2))
    his = ContactFactory(owner=bob, **facts)
    his.tags.add(TagFactory(owner=bob, name="Daniel Osei"))
    InteractionFactory(contact=his, text="Daniel Osei")
    IntroductionFactory(owner=bob, introducer=his, asked_on=day(2, 1), made_on=day(2, 2))

    assert paths(daniel) == []


@pytest.mark.parametrize(
    ("facts", "words", "may_ask"),
    [
        ({}, "You’ve started a message to Ben.", False),
        ({"asked_on": day(3, 3)}, "Asked on 3 March, no answer yet.", False),
        (
            {"asked_on": day(3, 3), "agreed_on": day(3, 4)},
            "Asked on 3 March. Ben agreed to introduce you.",
            False,
        ),
        ({"asked_on": day(3, 3), "made_on": day(3, 4)}, "Ben introduced you.", False),
        (
            {"asked_on": day(3, 3), "closed_on": day(3, 4), "closed_because": "introducer_declined"},
            "Ben said no on 4 March.",
            False,
        ),
        (
            {"asked_on": day(3, 3), "closed_on": day(3, 11), "closed_because": "no_answer"},
            "Asked on 3 March, with no answer. You can ask again from 11 September.",
            False,
        ),
        (
            {
                "asked_on": dt.date(2025, 8, 3),
                "closed_on": dt.date(2025, 9, 11),
                "closed_because": "no_answer",
            },
            "Asked on 3 August 2025, with no answer.",
            True,
        ),
        (
            {"asked_on": day(3, 3), "closed_on": day(3, 11), "closed_because": "withdrawn"},
            "Asked on 3 March; nothing came of it.",
            True,
        ),
    ],
)
def test_who_was_asked_for_this_prospect_is_shown_as_such(alice, daniel, facts, words, may_ask):
    ben = ContactFactory(owner=alice, name="Ben Whitlock")
    introduction = IntroductionFactory(owner=alice, introducer=ben, prospect=daniel, **facts)

    [path] = paths(daniel)

    assert (path.contact, path.reasons, path.may_ask) == (ben, [], may_ask)
    assert (path.answer.words, path.answer.introduction) == (words, introduction)


def test_an_ask_for_somebody_else_bars_nothing(alice, daniel):
    ben = ContactFactory(owner=alice, name="Ben", company="Kestrel Cold Chain")
    IntroductionFactory(owner=alice, introducer=ben, asked_on=day(3, 3))

    [path] = paths(daniel)

    assert (path.answer, path.may_ask) == (None, True)


def test_what_was_sent_counts_before_a_draft(alice, daniel):
    ben = ContactFactory(owner=alice, name="Ben")
    IntroductionFactory(owner=alice, introducer=ben, prospect=daniel, asked_on=day(3, 3))
    IntroductionFactory(owner=alice, introducer=ben, prospect=daniel)

    assert [path.answer.words for path in paths(daniel)] == ["Asked on 3 March, no answer yet."]


def test_somebody_who_said_no_to_being_the_mentor_is_not_asked_for_more(alice, daniel):
    ruth = ProspectFactory(owner=alice, name="Ruth Abernethy", company="Kestrel Cold Chain")
    ruth.close(TODAY, Contact.ClosedBecause.SAID_NO)

    [path] = paths(daniel)

    assert (path.answer.words, path.may_ask) == ("Ruth said no to you.", False)


# Hostile and large


@pytest.mark.parametrize(
    "name", ["%", "_", "\\", "(((", ".*", "🙂", "Ł", "a" * 120, "O'Brien-Łuk", "' OR 1=1 --", "J."]
)
def test_odd_names_find_only_themselves(alice, name):
    prospect = ProspectFactory(owner=alice, name=name, company=name)
    ContactFactory(owner=alice, company="Anything", notes="Anything at all, and more")

    assert paths(prospect) == []


def test_queries_stay_the_same_however_many_there_are(alice, daniel):

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            found = paths(daniel)
            assert [path.reasons for path in found]
        return len(captured)

    def add(number):
        ben = ContactFactory(owner=alice, name=f"Ben {number}", company="Kestrel Cold Chain")
        ben.tags.add(TagFactory(owner=alice, name=f"Daniel{'-' * (number + 1)}Osei"))
        InteractionFactory(contact=ContactFactory(owner=alice), text="Knows Daniel Osei")
        IntroductionFactory(owner=alice, introducer=ben, asked_on=day(2, 1), made_on=day(2, 2))

    add(1)
    with_one = queries()
    add(2)
    add(3)

    assert with_one == queries() == 7


def test_thousands_of_colleagues_are_not_all_read(alice, daniel):
    colleagues = [
        Contact(owner=alice, name=f"Colleague {number}", company="Kestrel Cold Chain")
        for number in range(300)
    ]
    for colleague in colleagues:
        colleague.mark_keys()
    Contact.objects.bulk_create(colleagues)
    Contact.objects.bulk_create(
        Contact(owner=alice, name=f"Other {number}", notes="Kestrel Cold Chain", last_touch_on=TODAY)
        for number in range(300)
    )

    found = paths(daniel)

    assert len(found) == 200
    assert {path.reasons[0] for path in found} == {"Also at Kestrel Cold Chain."}


# How well the person knows them


def wrote(contact, number: int, last_on: dt.date, **facts):
    """So many messages with a contact, half of them theirs."""
    counts = {"sent": number - number // 2, "received": number // 2, "days": 1, "first_on": last_on}
    TieFactory(contact=contact, **counts, last_on=last_on, connected_on=None, **facts)
    return contact


def test_acquaintances_come_first_then_the_closest_then_the_quiet_and_the_unknown(alice, daniel):
    def colleague(name, **facts):
        return ContactFactory(owner=alice, name=name, company="Kestrel Cold Chain", **facts)

    colleague("Nothing known")
    wrote(colleague("Quiet for longer"), 4, day(3, 1).replace(year=2018))
    wrote(colleague("Quiet"), 90, day(3, 11).replace(year=2024))
    wrote(colleague("Close"), 30, day(3, 10))
    wrote(colleague("Closest"), 31, day(1, 10))
    wrote(colleague("Acquainted"), 29, day(3, 12).replace(year=2024))
    wrote(colleague("Acquainted lately"), 2, day(3, 1))
    wrote(colleague("One way"), 1, day(3, 1))
    talked = colleague("Talked")
    InteractionFactory(contact=talked, on=day(3, 2), kind="talked", text="Coffee")
    talked.refresh_last_touch()

    assert list(told(daniel)) == [
        "Talked", "Acquainted lately", "Acquainted", "Closest", "Close", "Quiet", "Quiet for longer",
        "Nothing known", "One way",
    ]  # fmt: skip
    assert told(daniel)["Acquainted"] == [
        "Also at Kestrel Cold Chain.",
        "You wrote to each other 29 times, last in March 2024.",
    ]


def test_whoever_leads_there_comes_before_whoever_is_only_better_known(alice, daniel):
    ben = wrote(ContactFactory(owner=alice, name="Ben"), 9, day(3, 1), recommended_me_on=day(2, 1))
    IntroductionFactory(owner=alice, introducer=ben, asked_on=day(2, 1), made_on=day(2, 2))
    wrote(
        ContactFactory(owner=alice, name="Eve", company="Kestrel Cold Chain"),
        40,
        day(3, 1).replace(year=2019),
    )
    wrote(ContactFactory(owner=alice, name="Zoë", notes="Left Kestrel Cold Chain"), 9, day(3, 2))

    assert list(told(daniel)) == ["Zoë", "Eve", "Ben"]


def test_whom_one_meets_soon_can_be_asked_then(alice, daniel):
    now = dt.datetime(2026, 3, 12, 12, tzinfo=dt.UTC)

    def occasion(*moments, **facts):
        ben = ContactFactory(owner=alice, name="Ben", company="Kestrel Cold Chain", **facts)
        for moment in moments:
            MeetingFactory(owner=alice, contact=ben, starts_at=moment)
        [path] = [path for path in paths(daniel) if path.contact == ben]
        return path.occasion

    with time_machine.travel(now, tick=False):
        week, month = now + dt.timedelta(days=7), now + dt.timedelta(days=22)
        assert occasion(week + dt.timedelta(days=1), week) == "You meet Ben on 19 March: ask then."
        assert occasion(now + dt.timedelta(days=1)) == "You meet Ben tomorrow: ask then."
        assert occasion(now - dt.timedelta(hours=1), month) == ""
        assert occasion(week, prospect_on=TODAY, closed_on=TODAY, closed_because="said_no") == ""
