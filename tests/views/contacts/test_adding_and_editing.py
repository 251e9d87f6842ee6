"""A contact is added, and edited."""

import datetime as dt

import pytest
from django.urls import reverse

from mentoring.models import Contact, Tag
from tests.factories import ContactFactory, TagFactory
from tests.views.contacts.people import INDEX, url

pytestmark = pytest.mark.every_database

NEW = reverse("contacts.new")


def test_new_takes_a_name_and_nothing_else(client_alice, alice):
    page = client_alice.post(NEW, {"name": "Priya Raman"}, follow=True)

    contact = Contact.objects.get()
    assert (contact.owner, contact.name, contact.prospect_on, contact.may_introduce) == (
        alice,
        "Priya Raman",
        None,
        False,
    )
    assert page.redirect_chain == [(url("detail", contact), 302)]


def test_new_from_the_list_goes_back_to_it_with_a_link(client_alice):
    page = client_alice.post(NEW, {"name": "<b>Priya</b>", "next": INDEX}, follow=True)

    assert page.redirect_chain == [(INDEX, 302)]
    link = f'<a class="alert-link" href="{url("detail", Contact.objects.get())}">&lt;b&gt;Priya&lt;/b&gt;</a>'
    assert f"Added {link}." in page.content.decode()


def test_new_sent_twice_makes_one_contact(client_alice):
    key = client_alice.get(NEW).context["form"]["form_key"].value()

    for _time in range(2):
        client_alice.post(NEW, {"name": "Priya Raman", "form_key": str(key)})

    assert Contact.objects.count() == 1


def test_new_keeps_everything_that_was_typed(client_alice, alice, today):
    client_alice.post(
        NEW,
        {
            "name": "Daniel Osei",
            "role": "Director of Operations",
            "company": "Kestrel Cold Chain",
            "place": "Leeds",
            "email": "daniel.osei@example.com",
            "phone": "0113 496 0142",
            "linkedin": "linkedin.com/in/daniel-osei?trk=x",
            "how_known": "Spoke in 2025",
            "greeting": "Dan",
            "notes": "Prefers mornings",
            "tag_names": "Conference,  Leeds , conference,",
            "prospect": "on",
            "may_introduce": "on",
        },
    )

    contact = Contact.objects.get()
    assert contact.role_and_company == "Director of Operations, Kestrel Cold Chain"
    assert (contact.first_name, str(contact)) == ("Dan", "Daniel Osei")
    assert contact.linkedin == "https://linkedin.com/in/daniel-osei"
    assert contact.prospect_on == today
    assert contact.may_introduce is True
    assert [(tag.name, tag.owner) for tag in contact.tags.all()] == [("Conference", alice), ("Leeds", alice)]


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("name", "", "Write a name"),
        ("name", "\u200b\u2060 \u3164", "Write something people can see"),
        ("name", "x" * 100_000, "Shorten this to 120 characters"),
        ("name", "nul\x00", "can’t be saved"),
        ("email", "not-an-address", "Write the email like this"),
        ("email", "jö rg@müller.example", "Write the email like this"),
        ("email", "“jörg@müller.example", "Write the email like this"),
        ("linkedin", "not an address", "Write the address like"),
        ("linkedin", "javascript://linkedin.com/%0aalert(1)", "Write the address like"),
        ("linkedin", "http://[", "Write the address like"),
        ("notes", "x" * 100_000, "Shorten this to 50000 characters"),
        ("tag_names", ",".join(f"tag{n}" for n in range(21)), "Use at most 20 tags"),
        ("tag_names", "x" * 41, "Shorten “xxxxxxxxxxxxxxxxxxxx…” to 40"),
    ],
)
@pytest.mark.any_database
def test_new_refuses_what_cannot_be_and_keeps_the_rest(client_alice, field, value, reason):
    page = client_alice.post(NEW, {"name": "Priya", "company": "Tallow & Finch", field: value})

    assert page.status_code == 422
    assert reason in str(page.context["form"].errors[field])
    assert "Tallow &amp; Finch" in page.content.decode()
    assert not Contact.objects.exists()


def test_new_takes_an_address_in_letters_of_any_language(client_alice):
    client_alice.post(NEW, {"name": "Jörg", "email": "jörg@müller.example"})

    assert Contact.objects.get().email == "jörg@müller.example"


def test_tags_are_known_again_whatever_their_case(client_alice, alice, bob):
    TagFactory(owner=alice, name="Université")
    TagFactory(owner=bob, name="Conference")

    client_alice.post(NEW, {"name": "Priya", "tag_names": "UNIVERSITÉ, conference"})

    contact = Contact.objects.get()
    assert [(tag.name, tag.owner) for tag in contact.tags.all()] == [
        ("conference", alice),
        ("Université", alice),
    ]
    assert Tag.objects.count() == 3


@pytest.mark.parametrize(
    ("there", "typed", "why"),
    [
        ({"email": "Priya@Example.com"}, {"email": "priya@example.COM"}, "same email, similar name"),
        (
            {"linkedin": "https://www.linkedin.com/in/Priya-Raman/"},
            {"linkedin": "linkedin.com/in/priya-raman"},
            "same LinkedIn profile",
        ),
        (
            {"company": "Tallow Ltd"},
            {"name": "Raman, Priya", "company": "Tallow"},
            "same name, same company",
        ),
    ],
)
def test_new_warns_of_somebody_who_may_be_the_same_and_may_be_overruled(
    client_alice, alice, there, typed, why
):
    ContactFactory(owner=alice, name="Priya Raman", **there)
    sent = {"name": "P. Raman"} | typed

    warned = client_alice.post(NEW, sent)

    assert warned.status_code == 422
    assert f"You may already know Priya Raman: {why}. Is it the same person?" in warned.content.decode()
    assert 'name="overrule"' in warned.content.decode()
    assert Contact.objects.count() == 1

    client_alice.post(NEW, {**sent, "overrule": "on"})

    assert Contact.objects.count() == 2


def test_a_name_alone_stops_nobody(client_alice, alice):
    ContactFactory(owner=alice, name="Priya Raman", company="Tallow")

    client_alice.post(NEW, {"name": "Priya Raman", "company": "Mercer"})

    assert Contact.objects.count() == 2


def test_new_does_not_tell_of_somebody_elses_contacts(client_alice, bob):
    ContactFactory(owner=bob, email="priya@example.com", linkedin="https://linkedin.com/in/priya")

    page = client_alice.post(
        NEW, {"name": "Priya", "email": "priya@example.com", "linkedin": "https://linkedin.com/in/priya"}
    )

    assert page.status_code == 302


def test_edit_changes_what_was_typed_and_the_tags(client_alice, alice):
    contact = ContactFactory(owner=alice, name="Priya", may_introduce=True, prospect_on=dt.date(2026, 3, 1))
    contact.tags.add(TagFactory(owner=alice, name="Old"))

    form = client_alice.get(url("edit", contact)).context["form"]
    assert form["tag_names"].value() == "Old"
    page = client_alice.post(
        url("edit", contact),
        {"name": "Priya Raman", "tag_names": "New", "opened_at": form["opened_at"].value()},
    )

    contact.refresh_from_db()
    assert page.url == url("detail", contact)
    assert contact.name == "Priya Raman"
    assert [tag.name for tag in contact.tags.all()] == ["New"]
    assert (contact.may_introduce, contact.prospect_on) == (True, dt.date(2026, 3, 1))


def test_edit_keeps_more_tags_than_one_types_and_takes_no_further_one(client_alice, alice):
    contact = ContactFactory(owner=alice, name="Priya")
    names = [f"From a fair in the year {number}" for number in range(1990, 2020)]
    contact.tags.set([TagFactory(owner=alice, name=name) for name in names])

    refused = client_alice.post(
        url("edit", contact), {"name": "Priya", "tag_names": ",".join([*names, "one"])}
    )
    assert "Use at most 30 tags" in refused.content.decode()
    kept = client_alice.post(url("edit", contact), {"name": "Pri", "tag_names": ",".join(names)})
    assert (kept.status_code, contact.tags.count()) == (302, 30)


def test_edit_keeps_a_tag_as_it_is_and_finds_by_the_new_one_only(client_alice, alice):
    contact = ContactFactory(owner=alice, name="Priya")
    for name in ("Kept", "Old"):
        contact.tags.add(TagFactory(owner=alice, name=name))
    links = Contact.tags.through.objects.filter(contact=contact)
    kept = links.get(tag__name="Kept")

    typed = {"name": "Priya", "tag_names": "kept, New", "opened_at": contact.revision}
    assert client_alice.post(url("edit", contact), typed).status_code == 302

    def found(word):
        return Contact.objects.owned_by(alice).search(f"{word} ").exists()

    assert {word: found(word) for word in ("kept", "new", "old")} == {"kept": True, "new": True, "old": False}
    assert links.get(tag__name="Kept") == kept


def test_edit_in_an_old_window_says_what_stands_there_now(client_alice, alice):
    contact = ContactFactory(owner=alice, name="Priya", company="Then")
    opened_at = contact.revision
    client_alice.post(url("edit", contact), {"name": "Priya", "company": "Now", "opened_at": opened_at})

    page = client_alice.post(
        url("edit", contact), {"name": "Priya", "company": "Mine", "opened_at": opened_at}
    )

    assert page.status_code == 422
    assert page.context["form"].conflicts == [("Company", "Now")]
    assert Contact.objects.get().company == "Now"


def test_the_end_of_a_line_counts_once_towards_what_fits(client_alice, alice):
    notes = "\n".join("x" * 9 for _line in range(5_000))

    client_alice.post(reverse("contacts.new"), {"name": "Ada", "notes": notes.replace("\n", "\r\n")})

    assert Contact.objects.owned_by(alice).get().notes == notes
