"""How a letter greets somebody: never by a title, a particle or a comma."""

import pytest

from mentoring.identity.greetings import called, initials_of


@pytest.mark.parametrize(
    ("name", "greeting", "initials"),
    [
        ("Ruth Adler", "Ruth", "RA"),
        ("Dr. Ruth Adler", "Ruth", "RA"),
        ("Prof. Dr. Anna Weiß", "Anna", "AW"),
        ("Dr.-Ing. Max Muster", "Max", "MM"),
        ("Mr Sam Lee", "Sam", "SL"),
        ("Señora Lopez", "Señora Lopez", "L"),
        ("Mister John Tallow", "John", "JT"),
        ("Mevrouw de Vries", "Mevrouw de Vries", "DV"),
        ("Sig.ra Rossi", "Sig.ra Rossi", "R"),
        ("M. Scott Peck", "Scott", "MP"),
        ("Frau Dr. med. Weiß", "Frau Dr. med. Weiß", "W"),
        ("Mr. and Mrs. Smith", "Mr. and Mrs. Smith", "AS"),
        ("Adler, Ruth", "Ruth", "RA"),
        ("Adler, Dr. Ruth", "Ruth", "RA"),
        ("O’Brien, Pat", "Pat", "PO"),
        ("Smith, John, MBA", "John", "JS"),
        ("Ruth Adler, PhD", "Ruth", "RA"),
        ("Quast, Paul, jr.", "Paul", "PQ"),
        ("Jan de Vries", "Jan", "JV"),
        ("de Vries, Jan", "Jan", "JV"),
        ("de Vries", "de Vries", "DV"),
        ("De Souza Ana", "De Souza Ana", "DA"),
        ("van der Berg", "van der Berg", "VB"),
        # A particle with a capital may be a first name.
        ("Van Morrison", "Van", "VM"),
        ("Al Gore", "Al", "AG"),
        ("J. Smith", "J. Smith", "JS"),
        ("J. Robert Oppenheimer", "Robert", "JO"),
        ("Robert (Bob) Smith", "Robert", "RS"),
        ("“Bob” Smith", "Bob", "BS"),
        ("Sammy Davis Jr.", "Sammy", "SD"),
        ("王 小明", "王 小明", "王小"),
        ("mia@t.example", "mia@t.example", "M"),
        ("Dr.", "Dr.", "D"),
        ("!", "!", "!"),
        ("", "", ""),
    ],
)
def test_somebody_is_greeted_by_the_first_name_or_by_all_of_it(name, greeting, initials):
    assert (called(name), initials_of(name)) == (greeting, initials)
