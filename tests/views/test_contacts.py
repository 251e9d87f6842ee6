"""Step 3: the list of contacts, the page of one, and the buttons on it."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.models import Contact, Tag
from tests.factories import (
    AssessmentFactory,
    ContactFactory,
    InteractionFactory,
    IntroductionFactory,
    MeetingFactory,
    MentorAgreementFactory,
    MentorCriterionFactory,
    ProspectFactory,
    TagFactory,
)
from tests.pages import html_of

pytestmark = pytest.mark.every_database

INDEX = reverse("contacts.index")
NEW = reverse("contacts.new")
HUGE = "1" + "0" * 30


def url(name, contact):
    room = "contacts" if name in ("detail", "edit", "delete") else "marks"
    return reverse(f"{room}.{name}", args=[contact.pk])


def names_on(page) -> list[str]:
    text = page.content.decode().replace("<mark>", "").replace("</mark>", "")
    return re.findall(r'class="person-name" href="[^"]+">([^<]+)<', text)


def flash_of(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


# The list


def test_index_of_a_new_account_asks_for_five_people(client_alice):
    page = client_alice.get(INDEX)

    assert "Start with five people who like you" in page.content.decode()


def test_index_shows_only_ones_own_contacts(client_alice, client_bob, alice, bob):
    ContactFactory(owner=alice, name="Priya Raman")
    ContactFactory(owner=bob, name="Ben Whitlock")

    assert names_on(client_alice.get(INDEX)) == ["Priya Raman"]
    assert names_on(client_bob.get(INDEX)) == ["Ben Whitlock"]


def test_index_counts_contacts_beside_the_way_to_who_may_meet_the_criteria(client_alice, alice):
    ContactFactory.create_batch(3, owner=alice)
    ContactFactory(owner=alice, archived_on=dt.date(2026, 3, 1))

    text = html_of(client_alice.get(INDEX))

    assert (
        'tabindex="-1">3 contacts</h2> <p><a href="/network/who/">Who may meet your criteria?</a></p>' in text
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("lindqvist", ["Margaret Lindqvist"]),
        ("retired COO", ["Margaret Lindqvist"]),
        ("dairies", ["Margaret Lindqvist"]),
        ("harrogate", ["Margaret Lindqvist"]),
        ("football", ["Margaret Lindqvist"]),
        ("conference", ["Margaret Lindqvist"]),
        ("margaret leeds", []),
        ("%", []),
    ],
)
def test_index_searches_everything_that_is_known(client_alice, alice, words, found):
    margaret = ContactFactory(
        owner=alice,
        name="Margaret Lindqvist",
        role="Retired COO",
        company="Aldergrove Dairies",
        place="Harrogate",
        notes="Coaches football",
    )
    margaret.tags.add(TagFactory(owner=alice, name="Conference"))
    ContactFactory(owner=alice, name="Daniel Osei", place="Leeds")

    page = client_alice.get(INDEX, {"q": words})

    assert names_on(page) == found


def test_index_marks_what_was_searched_wherever_it_stands(client_alice, alice):
    about = {
        "name": "Leeds <b>United</b>",
        "role": "Leeds lead",
        "place": "Leeds",
        "notes": "Moved to Leeds <i>",
    }
    ContactFactory(owner=alice, **about).tags.add(
        TagFactory(owner=alice, name="Leeds"), TagFactory(owner=alice)
    )

    text = client_alice.get(INDEX, {"q": "LEE"}).content.decode()

    assert "><mark>Leeds</mark> &lt;b&gt;United&lt;/b&gt;</a>" in text
    assert "<mark>Leeds</mark> lead" in text
    assert text.count('class="person-sub"><mark>Leeds</mark></span>') == 1
    assert '<span class="tag"><mark>Leeds</mark></span>' in text
    assert "Moved to <mark>Leeds</mark> &lt;i&gt;" in text
    assert "<mark>" not in client_alice.get(INDEX).content.decode()


def test_index_says_that_nobody_matches_and_offers_everyone(client_alice, alice):
    ContactFactory(owner=alice)

    text = client_alice.get(INDEX, {"q": "finance"}).content.decode()

    assert "Nobody matches “finance”" in text
    assert "Show everyone" in text


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("", ["Pro", "Closed", "Intro", "Neither"]),
        ("prospects", ["Pro"]),
        ("introducers", ["Intro"]),
        ("neither", ["Neither"]),
        ("archived", ["Away"]),
    ],
)
def test_index_filters_by_who(client_alice, alice, today, who, found):
    ProspectFactory(owner=alice, name="Pro")
    ProspectFactory(
        owner=alice, name="Closed", closed_on=today, closed_because="not_a_fit", last_touch_on=today
    )
    ContactFactory(owner=alice, name="Intro", may_introduce=True)
    ContactFactory(owner=alice, name="Neither")
    ContactFactory(owner=alice, name="Away", archived_on=today)

    assert names_on(client_alice.get(INDEX, {"who": who})) == found


def test_index_filters_by_tag_and_not_by_somebody_elses(client_alice, alice, bob):
    tagged = ContactFactory(owner=alice, name="Tagged")
    tagged.tags.add(TagFactory(owner=alice, name="University"))
    ContactFactory(owner=alice, name="Untagged")
    others = TagFactory(owner=bob, name="Bob’s own")

    with_tag = client_alice.get(INDEX, {"tag": Tag.objects.get(name="University").pk})
    with_others = client_alice.get(INDEX, {"tag": others.pk})

    assert names_on(with_tag) == ["Tagged"]
    assert names_on(with_others) == ["Tagged", "Untagged"]
    assert "Bob’s own" not in with_others.content.decode()


def test_index_filters_by_stage(client_alice, alice, today):
    ProspectFactory(owner=alice, name="Marked")
    asked = ProspectFactory(owner=alice, name="Asked")
    IntroductionFactory(owner=alice, prospect=asked, asked_on=today)

    assert names_on(client_alice.get(INDEX, {"stage": 2})) == ["Asked"]
    assert names_on(client_alice.get(INDEX, {"stage": 1})) == ["Marked"]


def test_index_sorts_by_stage_then_by_last_touch(client_alice, alice, today):
    ContactFactory(owner=alice, name="Never")
    ContactFactory(owner=alice, name="Lately", last_touch_on=today)
    ContactFactory(owner=alice, name="Long ago", last_touch_on=today - dt.timedelta(days=90))
    ProspectFactory(owner=alice, name="Prospect")
    met = ProspectFactory(owner=alice, name="Met")
    MeetingFactory(owner=alice, contact=met, held_on=today, recorded_on=today, outcome="undecided")

    assert names_on(client_alice.get(INDEX)) == ["Met", "Prospect", "Lately", "Long ago", "Never"]


def test_index_sorts_by_name_whatever_its_case(client_alice, alice):
    for name in ("bea", "Carl", "Anna"):
        ContactFactory(owner=alice, name=name)

    assert names_on(client_alice.get(INDEX, {"sort": "name"})) == ["Anna", "bea", "Carl"]


def test_index_sorts_by_last_touch(client_alice, alice, today):
    ContactFactory(owner=alice, name="Never")
    ContactFactory(owner=alice, name="Before", last_touch_on=today - dt.timedelta(days=1))
    ContactFactory(owner=alice, name="Today", last_touch_on=today)

    assert names_on(client_alice.get(INDEX, {"sort": "touch"})) == ["Today", "Before", "Never"]


def test_index_sorts_by_best_fit_prospects_first(client_alice, alice):
    must, other = (MentorCriterionFactory(owner=alice, importance="must") for _ in range(2))
    nice = MentorCriterionFactory(owner=alice, importance="nice")
    answers = {
        "Misses one": {must: "meets", other: "does_not", nice: "meets"},
        "Meets both": {must: "meets", other: "meets"},
        "Meets one": {must: "meets"},
        "Meets one and more": {must: "meets", nice: "meets"},
        "Nothing known": {must: "unknown"},
    }
    for name, given in answers.items():
        contact = ProspectFactory(owner=alice, name=name)
        for criterion, answer in given.items():
            AssessmentFactory(contact=contact, criterion=criterion, answer=answer)
    ContactFactory(owner=alice, name="A contact")

    assert names_on(client_alice.get(INDEX, {"sort": "fit"})) == [
        "Meets both",
        "Meets one and more",
        "Meets one",
        "Nothing known",
        "Misses one",
        "A contact",
    ]


def test_index_has_twenty_a_page_and_keeps_the_search(client_alice, alice):
    ContactFactory.create_batch(21, owner=alice, company="Northgate")

    first = client_alice.get(INDEX, {"q": "northgate"})
    second = client_alice.get(INDEX, {"q": "northgate", "page": "2"})

    assert len(names_on(first)) == 20
    assert len(names_on(second)) == 1
    assert "?q=northgate&amp;page=2" in first.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"page": "abc"},
        {"page": HUGE},
        {"page": "-1"},
        {"tag": HUGE},
        {"tag": "x"},
        {"stage": HUGE},
        {"stage": "-1"},
        {"stage": "0"},
        {"who": "nobody"},
        {"sort": "owner__password"},
        {"q": "nul\x00here"},
    ],
)
def test_index_ignores_nonsense_in_the_address(client_alice, alice, query):
    ContactFactory(owner=alice, name="Priya Raman")

    page = client_alice.get(INDEX, query)

    assert page.status_code == 200
    assert names_on(page) == ["Priya Raman"]


@pytest.mark.parametrize("asked", [{}, {"q": "marg"}])
def test_index_costs_the_same_with_one_contact_and_with_three(client_alice, alice, today, asked):
    MentorCriterionFactory(owner=alice)
    ProspectFactory(owner=alice).tags.add(TagFactory(owner=alice, name="Marg"))
    client_alice.get(INDEX, asked)
    with CaptureQueriesContext(
        connection,
    ) as with_one:
        client_alice.get(INDEX, asked)
    for contact in ProspectFactory.create_batch(2, owner=alice):
        contact.tags.add(TagFactory(owner=alice))
        IntroductionFactory(owner=alice, prospect=contact)

    with CaptureQueriesContext(connection) as with_three:
        client_alice.get(INDEX, asked)

    assert len(with_three) == len(with_one)


# Adding and editing


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


# One contact


def test_detail_shows_the_facts(client_alice, alice):
    contact = ContactFactory(
        owner=alice,
        name="Daniel Osei",
        role="Director",
        place="Leeds",
        email="daniel@example.com",
        phone="+44 (0)113 496",
        linkedin="https://linkedin.com/in/daniel",
    )

    text = client_alice.get(url("detail", contact)).content.decode()

    for part in (
        "<h1>Daniel Osei</h1>",
        "Director, Leeds",
        'href="mailto:daniel@example.com"',
        'href="tel:+44113496"',
        'href="https://linkedin.com/in/daniel"',
        "Who could they introduce you to?",
        "You added Daniel.",
    ):
        assert part in text


@pytest.mark.any_database
def test_detail_of_a_prospect_shows_every_criterion_with_its_evidence(client_alice, alice):
    contact = ProspectFactory(owner=alice, name="Daniel Osei")
    known = MentorCriterionFactory(owner=alice, text="Has led a depot", importance="must")
    MentorCriterionFactory(owner=alice, text="Reads a balance sheet", find_out="meeting")
    MentorCriterionFactory(owner=alice, text="Has the time", find_out="introducer")
    AssessmentFactory(
        contact=contact, criterion=known, answer="meets", evidence="Runs a depot of 85", source="introducer"
    )

    page = client_alice.get(url("detail", contact))
    text = page.content.decode()

    assert 'Runs a depot of 85 <span class="faint">· the introducer, ' in html_of(page)
    assert "Ask when you meet" in text
    assert "Find out from the introducer" in text
    assert "One that Daniel meets" in text
    assert "1 of 1 must-have" in text
    assert reverse("assessments.edit", args=[contact.pk]) in text


def test_detail_of_somebody_who_said_no_suggests_nothing(client_alice, alice, today):
    contact = ProspectFactory(owner=alice, name="Daniel Osei")
    contact.close(today, Contact.ClosedBecause.SAID_NO)
    MentorCriterionFactory(owner=alice, find_out="meeting")

    text = client_alice.get(url("detail", contact)).content.decode()

    assert "Daniel said no on" in text
    assert f"{reverse('introductions.new')}?to=" not in text
    assert reverse("meetings.new") not in text
    assert url("marked_prospect", contact) not in text
    assert "Find out" not in text
    assert "Assess Daniel" not in text


def test_detail_escapes_what_people_typed(client_alice, alice, today):
    evil = "<script>alert(1)</script>{0.__class__}"
    contact = ProspectFactory(owner=alice, name=evil, notes=evil, role=evil)
    introducer = ContactFactory(owner=alice, name=evil)
    IntroductionFactory(owner=alice, introducer=introducer, prospect=contact, asked_on=today)
    InteractionFactory(contact=contact, text=evil)

    page = client_alice.get(url("detail", contact))

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_detail_tells_what_happened_newest_first(client_alice, alice):
    contact = ProspectFactory(owner=alice, name="Daniel Osei", prospect_on=dt.date(2026, 3, 4))
    Contact.objects.filter(pk=contact.pk).update(created_at=dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC))
    ben = ContactFactory(owner=alice, name="Ben Whitlock")
    IntroductionFactory(
        owner=alice,
        introducer=ben,
        prospect=contact,
        asked_on=dt.date(2026, 3, 6),
        made_on=dt.date(2026, 3, 11),
    )
    InteractionFactory(contact=contact, on=dt.date(2026, 3, 8), text="About lorries", kind="talked")

    events = client_alice.get(url("detail", contact)).context["page"].timeline.events

    link = f'<a href="{url("detail", ben)}">Ben Whitlock</a>'
    assert [event.text for event in events] == [
        f"{link} introduced you to Daniel.",
        "We talked",
        f"You asked {link} for an introduction to Daniel.",
        "You marked Daniel as a prospect.",
        "You added Daniel.",
    ]


def test_detail_of_an_introducer_shows_earlier_introductions(client_alice, alice, today):
    ben = ContactFactory(owner=alice, name="Ben Whitlock", may_introduce=True)
    daniel = ProspectFactory(owner=alice, name="Daniel Osei")
    introduction = IntroductionFactory(owner=alice, introducer=ben, prospect=daniel, asked_on=today)

    text = client_alice.get(url("detail", ben)).content.decode()

    assert reverse("introductions.detail", args=[introduction.pk]) in text
    assert "Asked" in text


def test_detail_shows_fifty_events_until_asked_for_all(client_alice, alice):
    contact = ContactFactory(owner=alice)
    InteractionFactory.create_batch(55, contact=contact)

    some = client_alice.get(url("detail", contact))
    everything = client_alice.get(url("detail", contact), {"all": "1"})

    assert len(some.context["page"].timeline.events) == 50
    assert "Show everything" in some.content.decode()
    assert len(everything.context["page"].timeline.events) == 56
    assert "Show everything" not in everything.content.decode()


@pytest.mark.parametrize(
    ("asked_before", "facts", "heading", "is_late"),
    [
        (20, {"made_on": 4}, "Write to Daniel, 2 days late", True),
        # Nobody was promised a nudge: it is possible from its day on, and never late.
        (20, {}, "Nudge Ben about Daniel, since 12 March", False),
    ],
)
@pytest.mark.any_database
def test_only_a_promise_to_somebody_is_late_on_their_page(
    client_alice, alice, freeze, asked_before, facts, heading, is_late
):
    freeze(dt.date(2026, 3, 23))
    introduction = IntroductionFactory(
        owner=alice,
        introducer=ContactFactory(owner=alice, name="Ben Whitlock"),
        prospect=ProspectFactory(owner=alice, name="Daniel Osei"),
        asked_on=dt.date(2026, 3, 23) - dt.timedelta(days=asked_before),
        **{name: dt.date(2026, 3, 23) - dt.timedelta(days=ago) for name, ago in facts.items()},
    )
    client_alice.force_login(alice)

    page = client_alice.get(url("detail", introduction.prospect))

    assert page.context["now"]["heading"] == heading
    assert page.context["now"]["is_late"] == is_late
    assert ("callout-late" in page.content.decode()) == is_late


def test_detail_says_what_is_due_with_a_button(client_alice, alice, today):
    introduction = IntroductionFactory(
        owner=alice,
        introducer=ContactFactory(owner=alice, name="Ben Whitlock"),
        prospect=ProspectFactory(owner=alice, name="Daniel Osei"),
        asked_on=today - dt.timedelta(days=5),
        made_on=today - dt.timedelta(days=1),
    )

    page = client_alice.get(url("detail", introduction.prospect))

    assert page.context["now"]["heading"] == "Write to Daniel by tomorrow"
    assert reverse("introductions.written", args=[introduction.pk]) in page.content.decode()


def test_detail_costs_the_same_with_one_event_and_with_three(client_alice, alice, today):
    contact = ProspectFactory(owner=alice)

    def happen():
        InteractionFactory(contact=contact)
        MeetingFactory(owner=alice, contact=contact)
        AssessmentFactory(contact=contact, criterion=MentorCriterionFactory(owner=alice))
        IntroductionFactory(owner=alice, prospect=contact, asked_on=today, made_on=today)
        contact.tags.add(TagFactory(owner=alice))

    happen()
    client_alice.get(url("detail", contact))
    with CaptureQueriesContext(connection) as with_one:
        client_alice.get(url("detail", contact))
    happen()
    happen()

    with CaptureQueriesContext(connection) as with_three:
        client_alice.get(url("detail", contact))

    assert len(with_three) == len(with_one)


# One click each


def test_marked_prospect_and_its_undo(client_alice, alice, today):
    contact = ContactFactory(owner=alice, name="Daniel Osei")

    page = client_alice.post(url("marked_prospect", contact), {"on": "2026-03-04"}, follow=True)

    contact.refresh_from_db()
    assert contact.prospect_on == dt.date(2026, 3, 4)
    assert flash_of(page) == ["Daniel is a prospect now."]
    assert [message.extra_tags for message in page.context["messages"]] == [url("unmarked_prospect", contact)]


def test_unmarked_prospect_can_be_undone_with_its_day(client_alice, alice):
    contact = ProspectFactory(owner=alice, prospect_on=dt.date(2026, 3, 4))

    page = client_alice.post(url("unmarked_prospect", contact), follow=True)
    contact.refresh_from_db()
    assert contact.prospect_on is None

    (undo,) = [message.extra_tags for message in page.context["messages"]]
    client_alice.post(undo)
    contact.refresh_from_db()
    assert contact.prospect_on == dt.date(2026, 3, 4)


@pytest.mark.parametrize("verb", ["said_no", "unmarked_prospect"])
@pytest.mark.any_database
def test_undo_brings_a_not_now_back_as_it_stood(client_alice, alice, today, verb):
    contact = ProspectFactory(owner=alice, prospect_on=dt.date(2026, 3, 4))
    contact.say_not_now(today - dt.timedelta(days=3), today + dt.timedelta(days=30))
    stood = {name: getattr(contact, name) for name in Contact.MENTOR}

    page = client_alice.post(url(verb, contact), follow=True)
    contact.refresh_from_db()
    assert not contact.said_not_now

    (undo,) = [message.extra_tags for message in page.context["messages"]]
    client_alice.post(undo)
    contact.refresh_from_db()
    assert {name: getattr(contact, name) for name in Contact.MENTOR} == stood


@pytest.mark.parametrize(
    "stood",
    [
        {},
        {"prospect_on": dt.date(2026, 3, 4)},
        {"prospect_on": dt.date(2026, 3, 4), "closed_on": dt.date(2026, 3, 9), "closed_because": "not_a_fit"},
    ],
)
@pytest.mark.any_database
def test_undo_of_a_no_brings_back_what_stood_before(client_alice, alice, stood):
    contact = ContactFactory(owner=alice, name="Daniel Osei", **stood)
    before = {name: getattr(contact, name) for name in Contact.MENTOR}

    page = client_alice.post(url("said_no", contact), follow=True)
    contact.refresh_from_db()
    assert contact.said_no

    (undo,) = [message.extra_tags for message in page.context["messages"]]
    page = client_alice.post(undo, follow=True)
    contact.refresh_from_db()
    assert {name: getattr(contact, name) for name in Contact.MENTOR} == before
    again = ", and is a prospect again" if contact.is_prospect else ""
    assert flash_of(page) == [f"Daniel didn’t say no{again}."]


@pytest.mark.any_database
def test_a_no_ends_what_was_due_to_them_and_leaves_what_is_owed_to_the_introducer(client_alice, alice, today):
    def page(address):
        return re.sub(r"<[^>]+>", " ", client_alice.get(address).content.decode())

    daniel = ProspectFactory(owner=alice, name="Daniel Osei")
    asked, made = (today - dt.timedelta(days=days) for days in (9, 8))
    ben = ContactFactory(owner=alice, name="Ben Whitlock")
    IntroductionFactory(
        owner=alice, introducer=ben, prospect=daniel, asked_on=asked, write_by=today, made_on=made
    )
    assert "Write to Daniel" in page("/")

    client_alice.post(reverse("marks.said_no", args=[daniel.pk]))

    for address in ("/", reverse("contacts.detail", args=[daniel.pk]), reverse("introductions.index")):
        assert "Write to Daniel" not in page(address)
        assert "Follow up" not in page(address)
    assert "Thank Ben" in page("/")


@pytest.mark.any_database
def test_no_way_to_whoever_said_not_now_stands_in_the_menu(client_alice, alice, today):
    contact = ProspectFactory(owner=alice, name="Ruth Abernethy")
    page = url("detail", contact)
    before = client_alice.get(page).content.decode()
    contact.say_not_now(today, None)
    after = client_alice.get(page).content.decode()

    for offer in ("Plan a first meeting", "Ask to be introduced to Ruth"):
        assert offer in before
        assert offer not in after


def test_marked_prospect_in_an_old_window_leaves_a_not_now_as_it_is(client_alice, alice, today):
    contact = ProspectFactory(owner=alice)
    contact.say_not_now(today, None)

    client_alice.post(url("marked_prospect", contact))

    contact.refresh_from_db()
    assert contact.said_not_now


def test_marked_prospect_takes_a_no_for_an_answer(client_alice, alice, today):
    contact = ProspectFactory(owner=alice, name="Daniel Osei")
    contact.close(today, Contact.ClosedBecause.SAID_NO)

    page = client_alice.post(url("marked_prospect", contact), follow=True)

    contact.refresh_from_db()
    assert contact.said_no
    assert flash_of(page) == ["Daniel said no, so that’s settled."]


def test_unmarked_prospect_keeps_what_was_decided(client_alice, alice, today):
    contact = ProspectFactory(owner=alice, closed_on=today, closed_because="not_a_fit")

    client_alice.post(url("unmarked_prospect", contact))

    contact.refresh_from_db()
    assert (contact.closed_on, contact.closed_because) == (today, "not_a_fit")


def test_marked_prospect_refuses_a_day_ahead(client_alice, alice, today):
    contact = ContactFactory(owner=alice)

    page = client_alice.post(
        url("marked_prospect", contact), {"on": today + dt.timedelta(days=1)}, follow=True
    )

    contact.refresh_from_db()
    assert contact.prospect_on is None
    assert flash_of(page) == ["Choose today or an earlier day"]


def test_marked_and_unmarked_introducer(client_alice, alice):
    contact = ContactFactory(owner=alice)

    client_alice.post(url("marked_introducer", contact))
    contact.refresh_from_db()
    assert contact.may_introduce is True

    client_alice.post(url("unmarked_introducer", contact))
    contact.refresh_from_db()
    assert contact.may_introduce is False


def test_archived_leaves_the_list_and_restored_comes_back(client_alice, alice, today):
    contact = ContactFactory(owner=alice, name="Priya Raman")
    ContactFactory(owner=alice, name="Ben Whitlock")

    page = client_alice.post(url("archived", contact), follow=True)
    assert page.redirect_chain == [(INDEX, 302)]
    assert names_on(page) == ["Ben Whitlock"]
    assert Contact.objects.get(pk=contact.pk).archived_on == today
    assert "Bring back" in client_alice.get(url("detail", contact)).content.decode()

    client_alice.post(url("restored", contact))
    assert names_on(client_alice.get(INDEX)) == ["Ben Whitlock", "Priya Raman"]


def test_the_mentor_one_works_with_is_not_archived_before_the_end(client_alice, alice, today):
    agreement = MentorAgreementFactory(
        owner=alice, mentor=ProspectFactory(owner=alice, name="Margaret Lindqvist")
    )
    mentor, confirmed = (
        agreement.mentor,
        {"confirmed_on": today, "confirmed_how": "mail", "confirmed_words": []},
    )
    archive, archived_url = "Archive Margaret", url("archived", mentor)
    agreement.record(**confirmed)

    refused = client_alice.post(archived_url, follow=True)
    running = [client_alice.get(url(name, mentor)).content.decode() for name in ("detail", "delete")]
    mentor.refresh_from_db()
    stayed = mentor.archived_on
    agreement.complete(today)
    over = [client_alice.get(url(name, mentor)).content.decode() for name in ("detail", "delete")]
    client_alice.post(archived_url)

    mentor.refresh_from_db()
    assert flash_of(refused) == ["You’re working with Margaret. End the agreement first."]
    assert (stayed, mentor.archived_on) == (None, today)
    assert [archived_url in page for page in running] == [False, False]
    assert "Once it’s over, you can archive them" in running[1]
    assert [archived_url in page for page in over] == [True, True]
    assert (archive in running[1], archive in over[1]) == (False, True)


# Deleting


def test_delete_says_what_goes_with_the_contact(client_alice, alice, today):
    contact = ProspectFactory(owner=alice)
    InteractionFactory.create_batch(2, contact=contact)
    AssessmentFactory(contact=contact, criterion=MentorCriterionFactory(owner=alice), answer="meets")
    IntroductionFactory(owner=alice, prospect=contact)
    IntroductionFactory(owner=alice, introducer=contact)
    MeetingFactory(owner=alice, contact=contact)

    page = client_alice.get(url("delete", contact))

    assert page.context["question"].goes == [
        "2 notes",
        "one answer to your criteria",
        "2 introductions",
        "one meeting",
    ]
    assert Contact.objects.filter(pk=contact.pk).exists()


def test_delete_takes_the_contact_and_corrects_the_others(client_alice, alice, today):
    contact = ProspectFactory(owner=alice, name="Daniel Osei")
    introducer = ContactFactory(owner=alice, last_touch_on=today)
    IntroductionFactory(owner=alice, introducer=introducer, prospect=contact, asked_on=today)

    page = client_alice.post(url("delete", contact), follow=True)

    assert flash_of(page) == ["Daniel Osei was deleted."]
    assert list(Contact.objects.all()) == [introducer]
    introducer.refresh_from_db()
    assert introducer.last_touch_on is None


def test_delete_is_refused_while_an_agreement_names_the_contact(client_alice, alice):
    agreement = MentorAgreementFactory(owner=alice)

    asked = client_alice.get(url("delete", agreement.mentor))
    refused = client_alice.post(url("delete", agreement.mentor))

    assert asked.status_code == 200
    assert refused.status_code == 422
    for page in (asked, refused):
        assert "because of your agreement" in page.content.decode()
        assert url("archived", agreement.mentor) in page.content.decode()
    assert Contact.objects.filter(pk=agreement.mentor.pk).exists()


# Walls

VERBS = [
    "marked_prospect",
    "unmarked_prospect",
    "marked_introducer",
    "unmarked_introducer",
    "archived",
    "restored",
]


@pytest.mark.parametrize("name", ["detail", "edit", "delete", *VERBS])
@pytest.mark.any_database
def test_bob_gets_nothing_of_alices_contact(client_bob, alice, name):
    contact = ProspectFactory(owner=alice)
    before = Contact.objects.values().get()

    for answer in (client_bob.get, client_bob.post):
        status = answer(url(name, contact)).status_code
        assert status == (405 if name in VERBS and answer == client_bob.get else 404)

    assert Contact.objects.values().get() == before


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.any_database
def test_verbs_refuse_to_be_read(client_alice, alice, name):
    assert client_alice.get(url(name, ContactFactory(owner=alice))).status_code == 405


def test_verbs_do_not_lead_to_other_sites(client_alice, alice):
    contact = ContactFactory(owner=alice)

    page = client_alice.post(url("marked_introducer", contact), {"next": "https://evil.example/"})

    assert page.url == url("detail", contact)


def test_a_page_of_a_number_too_large_is_not_found(client_alice):
    assert client_alice.get(f"/contacts/{HUGE}/").status_code == 404


def test_the_end_of_a_line_counts_once_towards_what_fits(client_alice, alice):
    notes = "\n".join("x" * 9 for _line in range(5_000))

    client_alice.post(reverse("contacts.new"), {"name": "Ada", "notes": notes.replace("\n", "\r\n")})

    assert Contact.objects.owned_by(alice).get().notes == notes
