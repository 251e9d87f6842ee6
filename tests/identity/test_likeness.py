"""Who is the same person: the truth table of the ladder, and how two names agree."""

import pytest

from mentoring.identity.likeness import (
    Known,
    Level,
    Person,
    compare,
    connected_on,
    connection_day,
    in_words,
    kin_marks,
    own_words,
)
from mentoring.identity.names import Names, name_key, name_of, names_agree, written_alike

MIA = {"name": "Mia Torres"}
ACME = MIA | {"company": "Acme"}
FIRST, NEXT = "Connected on LinkedIn since 1 May 2019", "Connected on LinkedIn since 2 June 2021"
INFO, OWN = {"email": "info@acme.example"}, {"email": "torres@t.example"}


def at(slug, **facts):
    return MIA | {"linkedin": f"linkedin.com/in/{slug}"} | facts


TRUTH = [
    (at("mia-t"), at("mia-t", name="Mia Torres-Hahn", company="Other"), "SAME", "Same LinkedIn profile"),
    (at("mia-t"), at("mia-t", name="Paul Quast"), "MAYBE", "Same LinkedIn profile, another name"),
    (at("mia-t"), at("mia-2", company="Acme"), "DIFFERENT", ""),
    (
        at("mia-t", email="mia@t.example"),
        at("mia-new", email="mia@t.example"),
        "MAYBE",
        "Same name, same email, another LinkedIn profile",
    ),
    (
        ACME | {"email": "mia@t.example"},
        {"name": "Torres, Mia", "email": "MIA@t.example", "company": "Borg"},
        "SAME",
        "Same email, another company",
    ),
    ({"name": "mia@t.example", "email": "mia@t.example"}, MIA | {"email": "mia@t.example"}, "SAME", "Same email"),
    (OWN | {"name": "M. Torres"}, OWN | MIA, "PROBABLY", "Same email, similar name"),
    (OWN | {"name": "Jon Torres"}, OWN | {"name": "Jona Torres"}, "MAYBE", "Same email, similar name"),
    (OWN | {"name": "Jon Torres"}, OWN | MIA, "MAYBE", "Same email, another name"),
    (MIA | INFO, MIA | INFO, "PROBABLY", "Same shared mailbox, same name"),
    (
        MIA | INFO | {"phone": "030 5550100"},
        MIA | INFO | {"phone": "030 5550177"},
        "MAYBE",
        "Same shared mailbox, same name, another phone",
    ),
    (MIA | INFO, INFO | {"name": "Paul Quast"}, "MAYBE", "Same shared mailbox, another name"),
    (
        MIA | {"company": "Acme GmbH"},
        {"name": "Dr. Mia Torres, PMP", "company": "ACME", "email": "mia@acme.example"},
        "PROBABLY",
        "Same name, same company",
    ),
    (
        ACME | {"email": "m1@acme.example"},
        ACME | {"email": "m2@acme.example"},
        "MAYBE",
        "Same name, same company, another email",
    ),
    (ACME | {"role": "Buyer"}, ACME | {"role": "Engineer"}, "MAYBE", "Same name, same company, another role"),
    (
        ACME | {"phone": "+49 170 5550100"},
        MIA | {"company": "Borg", "phone": "0170 555 0100"},
        "PROBABLY",
        "Same name, same phone, another company",
    ),
    (
        MIA | {"phone": "+49 170 5550100", "email": "m1@a.example"},
        MIA | {"phone": "0170 555 0100", "email": "m2@b.example"},
        "MAYBE",
        "Same name, same phone, another email",
    ),
    (
        MIA | {"phone": "030 5550100 ext. 12"},
        MIA | {"phone": "030 5550100 ext. 17"},
        "MAYBE",
        "Same name, another phone",
    ),
    ({"name": "Mia", "company": "Acme"}, {"name": "Mia", "company": "Acme"}, "MAYBE", "Same name, same company"),
    (MIA | {"place": "Leeds"}, MIA | {"place": "Leeds"}, "MAYBE", "Same name, same place"),
    (ACME, MIA | {"company": "Borg"}, "MAYBE", "Same name, another company"),
    (MIA | {"company": "Freelance"}, MIA | {"company": "freelancer"}, "MAYBE", "Same name, nothing else"),
    (MIA | {"company": "Selbstständig"}, MIA | {"company": "Selbstständig"}, "MAYBE", "Same name, nothing else"),
    (MIA | {"company": "Self"}, MIA | {"company": "self"}, "MAYBE", "Same name, nothing else"),
    (MIA, MIA, "MAYBE", "Same name, nothing else"),
    (
        {"name": "Jürgen Groß", "company": "Acme"},
        {"name": "Juergen Gross", "company": "Acme"},
        "PROBABLY",
        "Same name, same company",
    ),
    ({"name": "Michael Groß", "company": "Acme"}, {"name": "Michal Gross", "company": "Acme"}, "DIFFERENT", ""),
    (
        {"name": "Ben Quast", "company": "Acme", "role": "Buyer"},
        {"name": "Benjamin Quast", "company": "Acme", "role": "Buyer"},
        "MAYBE",
        "Similar name, same company, same role",
    ),
    ({"name": "Ben Quast"}, {"name": "Benjamin Quast"}, "DIFFERENT", ""),
    ({"name": "Paul Quast jr.", "company": "Acme"}, {"name": "Paul Quast sr.", "company": "Acme"}, "DIFFERENT", ""),
    (
        ACME | {"how_known": FIRST},
        ACME | {"how_known": NEXT},
        "MAYBE",
        "Same name, same company, connected on another day",
    ),
    # Beyond the table: one of whom only one has a phone, a tag in common, a number of several.
    (MIA | {"phone": "030 5550100"}, MIA, "MAYBE", "Same name, nothing else"),
    (MIA | {"tags": ["work"]}, MIA | {"tags": ["work"]}, "MAYBE", "Same name, nothing else"),
    (MIA | {"emails": ["A@B.example"]}, MIA | {"email": "a@b.example"}, "SAME", "Same email"),
    (
        {"name": "Anna Maria Berg", "company": "Acme"},
        {"name": "Anna Berg", "company": "Acme"},
        "MAYBE",
        "Similar name, same company",
    ),
    (ACME | {"how_known": FIRST}, ACME | {"how_known": FIRST}, "PROBABLY", "Same name, same company"),
    (MIA | {"place": "Leeds"}, MIA | {"place": "York"}, "MAYBE", "Same name, nothing else"),
    # A company within the other's name is no other one, nor a role within the other's.
    (ACME, MIA | {"company": "Acme Foods"}, "MAYBE", "Same name, nothing else"),
    (ACME | {"role": "Head of buying"}, ACME | {"role": "buying"}, "PROBABLY", "Same name, same company"),
    # A name is full only where it is so on both sides.
    ({"name": "Ö Lee", "company": "Acme"}, {"name": "O Lee", "company": "Acme"}, "MAYBE", "Same name, same company"),
    # Where only one of two says something, nothing speaks against it.
    (ACME | {"how_known": FIRST}, ACME, "PROBABLY", "Same name, same company"),
    (ACME | {"email": "m1@acme.example"}, ACME, "PROBABLY", "Same name, same company"),
    (ACME | {"role": "Buyer", "phone": "030 5550100"}, ACME, "PROBABLY", "Same name, same company"),
    (ACME | {"email": "m1@acme.example"}, ACME | INFO, "PROBABLY", "Same name, same company"),
    # A desk and a person of one address: the person counts.
    (
        MIA | {"emails": ["info@acme.example", "mia@t.example"]},
        MIA | {"emails": ["info@acme.example", "mia@t.example"]},
        "SAME",
        "Same email",
    ),
    (
        MIA | {"emails": ["info@acme.example", "mia@t.example"]},
        MIA | {"emails": ["info@acme.example", "mia@u.example"]},
        "PROBABLY",
        "Same shared mailbox, same name, another email",
    ),
    (MIA | INFO | {"how_known": FIRST}, MIA | INFO | {"how_known": NEXT}, "MAYBE",
     "Same shared mailbox, same name, connected on another day"),
    (INFO | {"name": "info@acme.example"}, MIA | INFO, "MAYBE", "Same shared mailbox"),
    (INFO | {"name": "M. Torres"}, MIA | INFO, "MAYBE", "Same shared mailbox, similar name"),
    (
        OWN | {"name": "M. Torres", "phone": "030 5550100"},
        OWN | MIA | {"phone": "030 5550177"},
        "MAYBE",
        "Same email, similar name, another phone",
    ),
    # A profile: somebody without a name, and one of whom only one has it.
    (at("mia-t", name="mia@t.example"), at("mia-t"), "SAME", "Same LinkedIn profile"),
    (at("mia-t", name="Mia"), at("mia-t"), "SAME", "Same LinkedIn profile"),
    (at("mia-t", email="mia@t.example"), MIA | {"email": "mia@t.example"}, "SAME", "Same email"),
    (at("mia-t", email="mia@t.example"), at("m2", name="Mia T", email="mia@t.example"), "DIFFERENT", ""),
    (at("mia-t"), MIA, "MAYBE", "Same name, nothing else"),
    # The same phone on another day, and similar names at no company or at another one.
    (
        MIA | {"phone": "030 5550100", "how_known": FIRST},
        MIA | {"phone": "030 5550100", "how_known": NEXT},
        "MAYBE",
        "Same name, same phone, connected on another day",
    ),
    ({"name": "Ben Quast", "company": "Acme"}, {"name": "Benjamin Quast", "company": "Borg"}, "DIFFERENT", ""),
    (MIA | {"company": "Acme"}, {"name": "Mia", "company": "Acme"}, "DIFFERENT", ""),
    ({"name": "M. Torres", "company": "Acme"}, ACME, "MAYBE", "Similar name, same company"),
    (MIA | {"email": "mia@googlemail.com"}, MIA | {"email": "mia@gmail.com"}, "SAME", "Same email"),
    # The last digits of a number find somebody and say nothing.
    (
        MIA | {"phone": "(212) 555-0100"},
        MIA | {"phone": "(312) 555-0100"},
        "MAYBE",
        "Same name, another phone",
    ),
    # Two of one name, told apart by their titles, and father and son by what an earlier row said.
    (OWN | {"name": "Mr Torres"}, OWN | {"name": "Mrs Torres"}, "MAYBE", "Same email, another name"),
    (at("mia-t", name="Mr Torres"), at("mia-t", name="Mrs Torres"), "MAYBE", "Same LinkedIn profile, another name"),
    (ACME | {"name": "Herr Torres"}, ACME | {"name": "Frau Torres"}, "DIFFERENT", ""),
    (
        OWN | {"name": "Paul Torres", "notes": "Tall\nName: Paul Torres jr."},
        OWN | {"name": "Paul Torres, Sr."},
        "MAYBE",
        "Same email, another name",
    ),
    (
        OWN | {"name": "Kim Torres", "notes": "Title: Mr"},
        OWN | {"name": "Kim Torres", "notes": "Title: Frau"},
        "MAYBE",
        "Same email, another name",
    ),
    (OWN | MIA | {"notes": "Name: Ann Lee jr."}, OWN | {"name": "Mia Torres sr."}, "SAME", "Same email"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "level", "words"), TRUTH)
def test_the_ladder_says_how_far_two_are_one_and_why(one, other, level, words):
    there, back = (compare(Person.of(a), Person.of(b)) for a, b in ((one, other), (other, one)))

    assert (there.level.name, there.in_words) == (level, words)
    assert there == back


def test_somebody_typed_in_quickly_is_probably_the_only_one_of_the_name():
    bare, known = Person.of(MIA), Person.of(ACME | {"role": "Buyer"})

    found = compare(bare, known, only_ones=True)

    assert (found.level, found.in_words) == (Level.PROBABLY, "Same name, nothing else was known")
    for one, other in ((bare, bare), (known, known)):
        assert compare(one, other, only_ones=True).signs != found.signs
    assert (
        compare(Person.of({"name": "Mia"}), Person.of({"name": "Mia", "role": "Buyer"}), True).level
        == Level.MAYBE
    )


def test_reasons_are_said_in_words():
    assert in_words(["name"]) == "Same name, nothing else"
    assert in_words(["name", "place"]) == "Same name, same place"
    assert in_words(["email", "of another edition"]) == "Same email"
    assert in_words([]) == ""


def test_day_of_a_connection_is_read_from_the_words():
    assert connection_day("Connected on LinkedIn since 1 May 2019") == "1 may 2019"
    assert connection_day("School") == ""
    assert own_words(connected_on("1 May 2019")) == ""
    assert own_words("School, connected on LinkedIn since 2019") == "School, connected on LinkedIn since 2019"


@pytest.mark.parametrize(
    ("name", "company", "marks"),
    [
        ("ben quast", "acme", {("ben", "q"), ("quast", "b")}),
        ("b quast", "acme", {("quast", "b")}),
        ("ben", "acme", set()),
        ("a bb cc dd", "acme", {("bb", "a"), ("bb", "c"), ("bb", "d"), ("cc", "a"), ("cc", "b"), ("cc", "d"),
                                ("dd", "a"), ("dd", "b"), ("dd", "c")}),
        ("aa bb cc dd ee", "acme", set()),
        ("ben quast", "", set()),
    ],
)  # fmt: skip
def test_names_of_one_company_are_found_by_a_word_and_a_beginning(name, company, marks):
    assert set(kin_marks(name, company)) == {("kin", company, *mark) for mark in marks}


def test_whoever_shares_a_mark_is_near_once_and_the_first_of_many():
    known: Known[dict] = Known()
    people = [MIA | {"role": f"Buyer {number}"} for number in range(13)]
    for one in people:
        known.add(Person.of(one), one)

    assert list(known.near(Person.of(MIA))) == people[:12]
    # By another mark the last one is found too, and first; nobody is found twice.
    last = Person.of(people[-1])
    assert list(known.near(last)) == [*people[:12], people[-1]]
    known.add(Person.of(people[0] | OWN), people[0])
    assert list(known.near(Person.of(people[0] | OWN))) == people[:12]
    assert list(known.near(Person.of({"name": "Paul Quast", "role": "Buyer 1"}))) == []


def test_whoever_is_added_again_takes_no_room_from_others():
    known: Known[dict] = Known()
    for one in [MIA] * 13 + [ACME]:
        known.add(Person.of(MIA), one)

    assert list(known.near(Person.of(MIA))) == [MIA, ACME]


def test_person_knows_the_first_address_and_whether_anything_else():
    assert (
        Person.of(MIA | {"email": "nobody", "emails": ["A@t.example", "b@t.example"]}).first_email
        == "a@t.example"
    )
    assert Person.of(MIA).first_email == ""
    assert Person.of(MIA | {"notes": "Tall"}).is_bare
    assert not Person.of(ACME).is_bare


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Mia Torres", "TORRES, Mia", "EQUAL"),
        ("Prof. Dr. med. Mia Torres", "Mia Torres, MD, PhD", "EQUAL"),
        ("Mia Torres PMP", "Mia Torres (she/her)", "EQUAL"),
        ("Mia Torres, Ph. D.", "Mia Torres", "EQUAL"),
        ("Torres Quast, Mia", "Mia Torres Quast", "EQUAL"),
        ("Hélène O’Brien", "Helene OBrien", "EQUAL"),
        ("H\u0300elen Ek", "Helen Ek", "EQUAL"),
        ("Søren Østergaard", "Soeren Oestergaard", "EQUAL"),
        ("Łukasz Wójcik", "Lukasz Wojcik", "EQUAL"),
        ("青山 葵", "葵青山", "EQUAL"),
        ("김 민수", "김민수", "EQUAL"),
        ("John Doe, Sr.", "John Doe", "EQUAL"),
        ("M. Torres", "Mia Torres", "SHORTER"),
        ("Mia T.", "Mia Torres", "SHORTER"),
        ("Anna Maria Berg", "Anna Berg", "SHORTER"),
        ("Anna M. Berg", "Anna Maria Berg", "SHORTER"),
        ("Sam Holm", "Samuel Holm", "ALIKE"),
        ("Jan Novak", "Jana Novak", "ALIKE"),
        ("Dr. Eva Stone", "Dr. Max Stone", "SHARE"),
        ("Mia Torres", "Mia", "SHARE"),
        ("Mia PMP", "Mia", "SHARE"),
        ("Ed Holm", "Edgar Holm", "SHARE"),
        ("Dr. Eva Stone", "Dr. Max Planckton", "OTHER"),
        ("Lee, MA", "Lee, BA", "SHARE"),
        ("M. Torres", "M. Quast", "OTHER"),
        ("John Doe II", "John Doe III", "OTHER"),
        ("info@a.example", "info@a.example", "EQUAL"),
        ("info@a.example", "Mia Torres", "OTHER"),
    ],
)
def test_names_agree_as_far_as_they_do_both_ways(one, other, agree):
    assert (
        names_agree(name_of(one), name_of(other)) == names_agree(name_of(other), name_of(one)) == Names[agree]
    )


def test_names_that_agree_are_found_by_one_key_and_some_others_too():
    same = [
        ("Jürgen Groß", "Juergen Gross"),
        ("Ma Lee", "Lee, MA"),
        ("Dana Lee, PMP", "LEE Dana"),
        ("青山 葵", "葵青山"),
    ]
    assert all(name_key(one) == name_key(other) for one, other in same)
    assert name_key("Michael Groß") == name_key("Michal Gross")
    assert name_key("He\u0300le\u0300ne") == name_key("Helene") == "helene"
    assert name_key("Dana Lee") != name_key("Dana Lea")


def test_names_are_written_alike_in_any_case_order_and_with_any_title():
    assert written_alike("Dr. Mia TORRES", "Torres, Mía")
    assert not written_alike("Łukasz Wójcik", "Lukasz Wojcik")
    assert not written_alike("John Doe, Sr.", "John Doe")
