"""With whom something was counted: by address, by name, and what counts for nobody."""

import pytest

from mentoring.exchange.formats import Unreadable
from mentoring.exchange.formats.archive_cells import ordinal
from mentoring.exchange.formats.archive_counts import key_of_name
from tests import factories as make
from tests import linkedin
from tests.exchange.linkedin_archive.made import (
    BEN,
    CLEO,
    DAN,
    ME,
    day,
    file_of,
    message,
    packed,
    read,
    ties,
    waiting,
    wrote,
)
from tests.linkedin import SECRET
from tests.slices import brought_in

pytestmark = pytest.mark.django_db


def test_messages_alone_are_of_whoever_has_a_part_in_all_of_them():
    both = [message(ME, BEN), message(BEN, ME), message(CLEO, ME)]

    assert wrote(file_of(both)) == {"ben": (1, 1), "cleo": (0, 1)}
    # Whatever the file is called.
    assert wrote(file_of(both), "export (3).csv") == {"ben": (1, 1), "cleo": (0, 1)}
    with pytest.raises(Unreadable, match="which of the names is yours"):
        read(file_of([message(ME, BEN), message(BEN, ME)]), "messages.csv")


def test_the_owner_is_who_invited_else_who_is_called_like_the_profile():
    files = {"messages__csv": file_of([message(ME, BEN)]), "Profile__csv": "First Name,Last Name\nBen,Ok\n"}
    heading = ",".join(linkedin.INVITATIONS)
    mine = f'{heading}\nAna Prates,Cleo Vu,"1/29/26, 2:37 PM",{SECRET},OUTGOING,{ME[1]},{CLEO[1]}\n'

    assert wrote(packed(**files)) == {"ana": (0, 1)}
    assert wrote(packed(**files, Invitations__csv=mine)) == {"ben": (1, 0)}


@pytest.mark.parametrize(
    "left_out",
    [
        {"FOLDER": "SPAM"},
        {"FOLDER": "DRAFT"},
        {"IS MESSAGE DRAFT": "Yes"},
        {"IS CONVERSATION DRAFT": "true"},
        {"SENDER PROFILE URL": ""},
        {"SENDER PROFILE URL": "https://www.linkedin.com/in/spinmail-12"},
        {"SENDER PROFILE URL": "https://www.linkedin.com/company/acme"},
        {"FROM": "LinkedIn Member", "SENDER PROFILE URL": ""},
        {"DATE": "some day"},
        {"DATE": "2031-01-01 10:00:00 UTC"},
        {"DATE": "1999-01-01 10:00:00 UTC"},
        {"RECIPIENT PROFILE URLS": f"{ME[1]},{DAN[1]}", "TO": "Ana Prates,Dan Wu"},
        {"RECIPIENT PROFILE URLS": "", "TO": "Ana Prates,Dan Wu"},
    ],
)
def test_what_does_not_count(left_out):
    said = [message(ME, CLEO), message(ME, DAN), message(BEN, ME, **{"CONVERSATION ID": "2-y"} | left_out)]

    assert wrote(file_of(said, linkedin.MESSAGES)) == {"cleo": (1, 0), "dan": (1, 0)}


def test_a_conversation_that_becomes_a_group_is_none_of_two():
    group = {
        "RECIPIENT PROFILE URLS": f"{ME[1]},{DAN[1]}",
        "TO": "Ana Prates,Dan Wu",
        "CONVERSATION ID": "2-g",
    }
    said = [message(ME, CLEO), message(ME, DAN), message(BEN, ME, **{"CONVERSATION ID": "2-g"})]

    assert wrote(file_of([*said, message(BEN, ME, **group)])) == {"cleo": (1, 0), "dan": (1, 0)}


def test_a_name_without_an_address_counts_for_whoever_alone_has_it():
    sam, twin, cleo = ("Sam Rey", ""), ("Alex Twin", ""), ("Cleo Vu, PMP", "")
    said = [message(ME, one) for one in (sam, sam, twin, cleo, CLEO, BEN)]
    heading = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    lists = f"{heading}Sam,Rey,,,,,\nAlex,Twin,,,Acme,,\nAlex,Twin,,,Borg,,\nCleo,Vu,{CLEO[1]},,,,\n"

    found = wrote(packed(messages__csv=file_of(said), Connections__csv=lists))

    assert found == {key_of_name("Sam Rey"): (2, 0), "cleo": (2, 0), "ben": (1, 0)}


def test_the_same_words_in_another_order_are_another_name(alice):
    make.ContactFactory(owner=alice, name="James Martin")
    row = 'Martin,James,,,,"06/15/25, 07:30 AM",V'
    recommended = f"First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n{row}\n"
    heading = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    lists = f"{heading}\nJames,Martin,{BEN[1]},,,,\nCleo,Vu,,,,,\n"

    for beside in ({"Connections__csv": lists}, {"Invitations__csv": ",".join(linkedin.INVITATIONS)}):
        brought_in(waiting(alice, packed(Recommendations_Received__csv=recommended, **beside)))

    assert ties(alice) == {}


def test_somebody_who_was_called_otherwise_is_the_same_and_has_the_latest_name(alice):
    then = ("Cleo Brandt", CLEO[1])
    said = [message(then, ME, "2015-01-02"), message(ME, CLEO, "2024-01-02"), message(ME, BEN)]

    batch = waiting(alice, file_of(said), "messages.csv")

    [row] = batch.rows.all()
    assert (row.name, row.kind, row.choice, row.values["linkedin"]) == ("Cleo Vu", "offered", "skip", CLEO[1])
    assert row.values["tie"] == {
        "sent": 1, "received": 1, "days": 2, "first_on": "2015-01-02", "last_on": "2024-01-02",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("2025-06-01 14:03:22 UTC", "2025-06-01"),
        ("2019/03/04 10:11:12 UTC", "2019-03-04"),
        ("1/29/26, 2:37 PM", "2026-01-29"),
        ("06/15/25, 07:30 AM", "2025-06-15"),
        ("1/29/2026", "2026-01-29"),
        ("12 Mar 2024", "2024-03-12"),
        ("31/12/25, 2:37 PM", None),
        ("2025/02/30 10:00:00 UTC", None),
        ("", None),
    ],
)
def test_both_ways_to_write_a_day(text, on):
    assert ordinal(text) == (day(on).toordinal() if on else 0)
