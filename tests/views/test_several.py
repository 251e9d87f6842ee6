"""Step 3: one deed on several contacts: who is meant, what changes, and that the Undo is exact."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.models import BulkDeed, Contact, Tag
from tests.factories import (
    ContactFactory,
    MentorAgreementFactory,
    MentorCriterionFactory,
    ProspectFactory,
    TagFactory,
)

pytestmark = pytest.mark.every_database

CHANGED = reverse("several.changed")
INDEX = reverse("contacts.index")
DAY = dt.date(2026, 3, 1)


def flash_of(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def undo(client):
    return client.post(reverse("several.taken_back", args=[BulkDeed.objects.get().pk]), follow=True)


def state(owner) -> list[tuple]:
    """Everything a deed can change, of all contacts."""
    return [
        (
            contact.name,
            contact.prospect_on,
            contact.closed_on,
            contact.may_introduce,
            contact.archived_on,
            sorted(tag.name for tag in contact.tags.all()),
            sorted(contact.words.split()),
        )
        for contact in Contact.objects.filter(owner=owner).order_by("pk")
    ]


def people(owner):
    """One of each kind: untouched, a prospect, one who said no, an introducer, an archived one, a tagged one."""
    said_no = {"closed_on": DAY, "closed_because": "said_no"}
    everybody = [
        ContactFactory(owner=owner, name="Plain"),
        ProspectFactory(owner=owner, name="Prospect", prospect_on=DAY),
        ProspectFactory(owner=owner, name="Said no", prospect_on=DAY, **said_no),
        ContactFactory(owner=owner, name="Introducer", may_introduce=True),
        ContactFactory(owner=owner, name="Away", archived_on=DAY),
        ContactFactory(owner=owner, name="Tagged"),
    ]
    everybody[-1].tags.add(TagFactory(owner=owner, name="Choir"))
    return everybody


@pytest.mark.parametrize(
    ("deed", "changed", "said"),
    [
        ({"deed": "prospect"}, {"Plain", "Introducer", "Away", "Tagged"}, "Marked 4 people as prospects."),
        (
            {"deed": "introducer"},
            {"Plain", "Prospect", "Said no", "Away", "Tagged"},
            "Marked 5 people as introducers",
        ),
        (
            {"deed": "archive"},
            {"Plain", "Prospect", "Said no", "Introducer", "Tagged"},
            "Archived 5 people",
        ),
        (
            {"deed": "tag", "tag_name": " choir "},
            {"Plain", "Prospect", "Said no", "Introducer", "Away"},
            "Tagged 5 people “Choir”. 1 stays as they were.",
        ),
        (
            {"deed": "tag", "tag_name": "New one"},
            {"Plain", "Prospect", "Said no", "Introducer", "Away", "Tagged"},
            "6",
        ),
        (
            {"deed": "untag", "tag_name": "CHOIR"},
            {"Tagged"},
            "Removed the tag “Choir” from 1 person. 5 stay as they were.",
        ),
    ],
)
def test_a_deed_changes_only_those_it_is_about_and_undo_only_them(client_alice, alice, deed, changed, said):
    everybody = people(alice)
    before, tags = state(alice), set(Tag.objects.values_list("name", flat=True))

    page = client_alice.post(CHANGED, deed | {"contact": [one.pk for one in everybody]}, follow=True)

    after = state(alice)
    assert {new[0] for old, new in zip(before, after, strict=True) if old != new} == changed
    assert said in flash_of(page)[0]
    assert page.redirect_chain == [(INDEX, 302)]
    assert {one.name for one in Contact.objects.all() if one.revision == 2} == changed

    undone = undo(client_alice)

    assert state(alice) == before
    assert set(Tag.objects.values_list("name", flat=True)) == tags
    assert f"Undone for {len(changed)} contact" in flash_of(undone)[0]
    assert not BulkDeed.objects.exists()


def test_a_deed_sent_twice_makes_no_second_difference(client_alice, alice):
    contact = ContactFactory(owner=alice)
    post = {"deed": "archive", "contact": contact.pk}

    client_alice.post(CHANGED, post)
    page = client_alice.post(CHANGED, post, follow=True)

    assert flash_of(page)[-1] == "Nothing to change: they’re like that already."
    assert BulkDeed.objects.count() == 1


def test_mentors_one_works_with_are_not_archived_with_others(client_alice, alice):
    ran = {"confirmed_on": DAY, "confirmed_how": "mail", "confirmed_words": []}
    mentors = [
        ProspectFactory(owner=alice, name=name) for name in ("Margaret Lindqvist", "Tomás Silva", "Ruth Bell")
    ]
    other = ContactFactory(owner=alice, name="Other")
    for mentor, over in zip(mentors, ({}, {}, {"completed_on": DAY}), strict=True):
        MentorAgreementFactory(owner=alice, mentor=mentor, **ran, **over)
    chosen = [one.pk for one in [*mentors, other]]

    first = client_alice.post(CHANGED, {"deed": "archive", "contact": chosen}, follow=True)
    again = client_alice.post(CHANGED, {"deed": "archive", "contact": mentors[0].pk}, follow=True)

    assert set(Contact.objects.archived()) == {mentors[2], other}
    assert flash_of(first) == [
        "Archived 2 people. 2 stay as they were.",
        "You’re working with Margaret and Tomás. End the agreements first.",
    ]
    assert flash_of(again) == ["You’re working with Margaret. End the agreement first."]
    undo(client_alice)
    assert not Contact.objects.archived().exists()


@pytest.mark.parametrize("kind", ["prospect", "introducer", "archive", "tag"])
@pytest.mark.parametrize("changed", [0, 1, 2, 4])
@pytest.mark.any_database
def test_undo_says_for_how_many_it_went_back(client_alice, alice, kind, changed):
    four = [ContactFactory(owner=alice) for _number in range(4)]
    client_alice.post(CHANGED, {"deed": kind, "tag_name": "Choir", "contact": [one.pk for one in four]})
    for contact in Contact.objects.filter(pk__in=[one.pk for one in four[:changed]]):
        contact.tags.clear()
        contact.record(prospect_on=DAY, may_introduce=False, archived_on=None)

    said = flash_of(undo(client_alice))[-1]

    assert (
        said
        == {
            0: "Undone for 4 contacts.",
            1: "Undone for 3 contacts. 1 has changed since, and stays as it is.",
            2: "Undone for 2 contacts. 2 have changed since, and stay as they are.",
            4: "Undone for 0 contacts. 4 have changed since, and stay as they are.",
        }[changed]
    )


def test_undo_of_a_tag_taken_off_counts_everybody_who_has_it_then(client_alice, alice):
    tag = TagFactory(owner=alice, name="Choir")
    two = [ContactFactory(owner=alice), ContactFactory(owner=alice)]
    for contact in two:
        contact.tags.add(tag)
    client_alice.post(CHANGED, {"deed": "untag", "tag_name": "Choir", "contact": [one.pk for one in two]})
    two[0].tags.add(tag)

    assert flash_of(undo(client_alice))[-1] == "Undone for 2 contacts."
    assert set(tag.contacts.all()) == {*two}


def test_undo_leaves_alone_who_has_been_changed_again(client_alice, alice, today):
    one, two = ContactFactory(owner=alice), ContactFactory(owner=alice)
    client_alice.post(CHANGED, {"deed": "prospect", "contact": [one.pk, two.pk]})
    Contact.objects.get(pk=two.pk).close(today, "said_no")

    undo(client_alice)

    assert Contact.objects.get(pk=one.pk).prospect_on is None
    assert Contact.objects.get(pk=two.pk).said_no


def test_everybody_found_is_meant_by_the_filter_and_not_by_keys(client_alice, alice):
    for number in range(25):
        ContactFactory(owner=alice, name=f"Cher {number:02}", company="Northgate")
    ContactFactory(owner=alice, name="Other")
    post = {
        "deed": "tag",
        "tag_name": "Choir",
        "everybody": "on",
        "number": "25",
        "where": "contacts",
        "asked": "q=northgate&page=2",
    }

    client_alice.post(CHANGED, post)

    assert Contact.objects.filter(tags__name="Choir").count() == 25
    assert Contact.objects.owned_by(alice).search("choir").count() == 25
    undo(client_alice)
    assert Contact.objects.filter(words__contains="choir").count() == 0


def test_everybody_on_the_page_and_everybody_who_may_meet_a_criterion(client_alice, alice):
    one, two, three = (ContactFactory(owner=alice, role="Baker") for _number in range(3))
    criterion = MentorCriterionFactory(owner=alice, search_words="baker")

    client_alice.post(CHANGED, {"deed": "introducer", "on_page": "on", "shown": [one.pk, two.pk]})
    assert set(Contact.objects.filter(may_introduce=True)) == {one, two}

    asked = {"everybody": "on", "number": "3", "where": "who", "asked": f"criterion={criterion.pk}"}
    client_alice.post(CHANGED, {"deed": "prospect"} | asked)
    assert set(Contact.objects.filter(prospect_on__isnull=False)) == {one, two, three}


CHANGED_LIST = "The list has changed since you opened it"


@pytest.mark.parametrize(
    ("where", "asked"),
    [
        ("contacts", "tag=987654"),  # gone meanwhile
        ("contacts", "who=nonsense"),
        ("who", "criterion=987654"),
        ("who", "criterion={one}&match=nonsense"),
        ("contacts", ""),  # somebody came meanwhile
    ],
)
def test_everybody_found_means_no_more_than_was_shown(client_alice, alice, where, asked):
    """The page showed one; were the filter left out, all of them would be archived."""
    ContactFactory.create_batch(2, owner=alice, role="Baker")
    criterion = MentorCriterionFactory(owner=alice, search_words="baker")
    before = state(alice)
    everybody = {"everybody": "on", "where": where, "asked": asked.replace("{one}", str(criterion.pk))}

    for number in ("1", "", "x", "-1"):
        answer = client_alice.post(CHANGED, {"deed": "archive", "number": number} | everybody)
        assert answer.status_code == 422
    assert (
        CHANGED_LIST
        in client_alice.post(CHANGED, {"deed": "archive", "number": "1"} | everybody).content.decode()
    )
    assert state(alice) == before


@pytest.mark.parametrize("where", ["contacts", "who"])
def test_everybody_found_means_nobody_else_once_what_narrowed_the_list_is_gone(client_alice, alice, where):
    one, other = ContactFactory.create_batch(2, owner=alice, role="Baker")
    tag = TagFactory(owner=alice, name="Choir")
    one.tags.add(tag)
    choir = MentorCriterionFactory(owner=alice, search_words="choir")
    baker = MentorCriterionFactory(owner=alice, search_words="baker")
    asked = f"tag={tag.pk}&who=neither" if where == "contacts" else f"criterion={choir.pk}"
    choose = {"deed": "archive", "everybody": "on", "number": "1", "where": where, "asked": asked}
    (tag if where == "contacts" else choir).delete()

    refused = client_alice.post(CHANGED, choose)

    assert refused.status_code == 422
    page = refused.content.decode()
    assert CHANGED_LIST in page
    assert not Contact.objects.filter(archived_on__isnull=False).exists()
    # The page shows what is left to ask for, and what is chosen there counts.
    [left] = re.findall(r'name="asked" value="(.*?)"', page)
    assert left == ("who=neither" if where == "contacts" else f"criterion={baker.pk}")
    assert client_alice.post(CHANGED, choose | {"asked": left, "number": "2"}).status_code == 302
    assert set(Contact.objects.filter(archived_on__isnull=False)) == {one, other}


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({}, "Choose someone first"),
        ({"contact": "{bob}"}, CHANGED_LIST),
        ({"shown": "{bob}", "on_page": "on"}, CHANGED_LIST),
        ({"contact": "x"}, CHANGED_LIST),
        ({"contact": "1" + "0" * 40}, CHANGED_LIST),
        ({"contact": "{mine}", "deed": ""}, "Choose what to do with them"),
        ({"contact": "{mine}", "deed": "destroy"}, "Choose one of these"),
        ({"contact": "{mine}", "deed": "tag"}, "Write the tag"),
        ({"contact": "{mine}", "deed": "tag", "tag_name": "a, b"}, "Leave out the comma"),
        ({"contact": "{mine}", "deed": "tag", "tag_name": "x" * 41}, "Shorten this to 40 characters"),
        ({"contact": "{mine}", "deed": "tag", "tag_name": "\u200b"}, "people can see"),
        ({"contact": "{mine}", "deed": "untag", "tag_name": "Bob’s"}, "You don’t have a tag with this name"),
        ({"everybody": "on", "number": "0", "asked": "q=nobody"}, "Choose someone first"),
        ({"contact": "{mine}", "asked": "x" * 5000}, "Shorten this to 4000 characters"),
        ({"contact": "{mine}", "where": "elsewhere"}, "Choose one of these"),
    ],
)
@pytest.mark.any_database
def test_what_makes_no_sense_is_refused_with_the_reason_and_changes_nothing(
    client_alice, alice, bob, wrong, reason
):
    mine, theirs = ContactFactory(owner=alice, name="<b>Mine</b>"), ContactFactory(owner=bob, name="Theirs")
    TagFactory(owner=bob, name="Bob’s")
    before = state(alice) + state(bob)
    keys = {"{mine}": mine.pk, "{bob}": theirs.pk}
    post = {"deed": "archive"} | {name: keys.get(value, value) for name, value in wrong.items()}

    page = client_alice.post(CHANGED, post)

    assert page.status_code == 422
    assert reason in page.content.decode()
    assert "Theirs" not in page.content.decode()
    if wrong.get("contact") == "{mine}":
        assert (
            f'value="{mine.pk}" aria-label="Choose &lt;b&gt;Mine&lt;/b&gt;" checked' in page.content.decode()
        )
    assert state(alice) + state(bob) == before
    assert not BulkDeed.objects.exists()


def test_the_list_comes_back_filtered_as_it_was(client_alice, alice):
    MentorCriterionFactory(owner=alice, search_words="baker")
    ContactFactory(owner=alice, name="Cher", role="Baker")
    ContactFactory(owner=alice, name="Elton")

    contacts = client_alice.post(CHANGED, {"where": "contacts", "asked": "q=cher"}).content.decode()
    who = client_alice.post(CHANGED, {"where": "who", "asked": "match=all"}).content.decode()

    assert 'value="cher"' in contacts
    assert "Elton" not in contacts
    assert "<mark>Baker</mark>" in who


def test_nobody_takes_back_the_deed_of_somebody_else(client_alice, client_bob, alice):
    contact = ContactFactory(owner=alice)
    client_alice.post(CHANGED, {"deed": "archive", "contact": contact.pk})

    answer = client_bob.post(reverse("several.taken_back", args=[BulkDeed.objects.get().pk]))

    assert answer.status_code == 404
    assert Contact.objects.archived().get() == contact


def test_old_deeds_are_forgotten_with_the_next(client_alice, alice, freeze):
    freeze(DAY)
    client_alice.post(CHANGED, {"deed": "archive", "contact": ContactFactory(owner=alice).pk})
    freeze(DAY + dt.timedelta(days=31))

    client_alice.post(CHANGED, {"deed": "archive", "contact": ContactFactory(owner=alice).pk})

    assert BulkDeed.objects.get().on == DAY + dt.timedelta(days=31)


@pytest.mark.parametrize(
    ("deed", "kind", "says"), [("csv", "text/csv", "=1+1"), ("vcards", "text/vcard", "FN:Cher")]
)
def test_the_chosen_ones_come_as_a_file(client_alice, alice, deed, kind, says):
    cher = ContactFactory(owner=alice, name="Cher", notes="=1+1")
    ContactFactory(owner=alice, name="Elton")

    answer = client_alice.post(CHANGED, {"deed": deed, "contact": cher.pk})

    text = b"".join(answer.streaming_content).decode()
    assert answer.headers["Content-Type"].startswith(kind)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert says in text
    assert ",=1+1" not in text
    assert "Elton" not in text


def test_a_deed_on_many_asks_no_more_than_one_on_few(client_alice, alice):
    def asked(number):
        pks = [ContactFactory(owner=alice).pk for _number in range(number)]
        with CaptureQueriesContext(connection) as queries:
            client_alice.post(CHANGED, {"deed": "tag", "tag_name": "Choir", "contact": pks})
        return len(queries)

    TagFactory(owner=alice, name="Choir")
    asked(1)

    assert asked(1) == asked(30)
