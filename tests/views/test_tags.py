"""Step 3: the list of tags, renaming and deleting one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.models import Tag
from tests.factories import ContactFactory, TagFactory

INDEX = reverse("tags.index")


def url(name, tag):
    return reverse(f"tags.{name}", args=[tag.pk])


def test_index_without_tags_says_what_they_are_for(client_alice):
    assert "No tags yet" in client_alice.get(INDEX).content.decode()


def test_index_counts_the_contacts_that_are_not_archived(client_alice, alice, bob, today):
    tag = TagFactory(owner=alice, name="University")
    for archived_on in (None, None, today):
        ContactFactory(owner=alice, archived_on=archived_on).tags.add(tag)
    TagFactory(owner=bob, name="Bob’s own")

    page = client_alice.get(INDEX)

    assert [(tag.name, tag.number) for tag in page.context["tags"]] == [("University", 2)]
    assert "2 contacts" in page.content.decode()


def test_index_costs_the_same_with_one_tag_and_with_three(client_alice, alice):
    TagFactory(owner=alice)
    client_alice.get(INDEX)
    with CaptureQueriesContext(connection) as with_one:
        client_alice.get(INDEX)
    TagFactory.create_batch(2, owner=alice)

    with CaptureQueriesContext(connection) as with_three:
        client_alice.get(INDEX)

    assert len(with_three) == len(with_one)


def test_edit_renames_the_tag_and_may_change_its_case(client_alice, alice):
    tag = TagFactory(owner=alice, name="university")

    page = client_alice.post(url("edit", tag), {"name": " University  of Aire ", "opened_at": tag.revision})
    tag.refresh_from_db()
    assert (page.url, tag.name) == (INDEX, "University of Aire")

    client_alice.post(url("edit", tag), {"name": "UNIVERSITY OF AIRE", "opened_at": tag.revision})
    tag.refresh_from_db()
    assert tag.name == "UNIVERSITY OF AIRE"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("CONFÉRENCE", "You already have this tag"),
        ("", "Write a name for the tag"),
        ("\u3164", "can see"),
        ("one, two", "Leave out the comma"),
        ("x" * 41, "Shorten this to 40 characters"),
        ("nul\x00", "can’t be saved"),
    ],
)
def test_edit_refuses_what_cannot_be(client_alice, alice, bob, name, reason):
    TagFactory(owner=alice, name="Conférence")
    tag = TagFactory(owner=alice, name="University")

    page = client_alice.post(url("edit", tag), {"name": name, "opened_at": tag.revision})

    assert page.status_code == 422
    assert reason in str(page.context["form"].errors["name"])
    tag.refresh_from_db()
    assert tag.name == "University"


def test_edit_allows_what_only_somebody_else_has(client_alice, alice, bob):
    TagFactory(owner=bob, name="Conference")
    tag = TagFactory(owner=alice)

    client_alice.post(url("edit", tag), {"name": "Conference", "opened_at": tag.revision})

    tag.refresh_from_db()
    assert tag.name == "Conference"


def test_delete_takes_the_tag_and_leaves_the_contacts(client_alice, alice):
    tag = TagFactory(owner=alice, name="University")
    contact = ContactFactory(owner=alice)
    contact.tags.add(tag)

    assert "1 contact loses this tag" in client_alice.get(url("delete", tag)).content.decode()
    page = client_alice.post(url("delete", tag))

    assert page.url == INDEX
    assert not Tag.objects.exists()
    contact.refresh_from_db()
    assert not contact.tags.exists()


def test_bob_gets_nothing_of_alices_tags(client_bob, alice):
    tag = TagFactory(owner=alice, name="University")

    for name in ("edit", "delete"):
        assert client_bob.get(url(name, tag)).status_code == 404
        assert client_bob.post(url(name, tag), {"name": "Mine"}).status_code == 404

    tag.refresh_from_db()
    assert tag.name == "University"
