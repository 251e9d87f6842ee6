"""The words of a name that say who somebody is: what is left out before, behind and in between."""

import pytest

from mentoring.identity.names import (
    Names,
    in_its_order,
    is_in_signs,
    name_key,
    name_of,
    names_agree,
    says_more,
    sort_key,
    written_alike,
)


def words(name: str) -> str:
    """The words of a name, each in its first spelling."""
    return " ".join(min(word, key=lambda spelling: (len(spelling), spelling)) for word in name_of(name).words)


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Dr. Mia Torres", "mia torres"),
        ("Prof. Dr. med. Mia Torres", "mia torres"),
        ("Prof. med. Mia Torres", "mia torres"),
        ("Dr. rer. nat. Mia Torres", "mia torres"),
        ("Dipl.-Ing. Mia Torres", "mia torres"),
        ("Mr Mia Torres", "mia torres"),
        ("Ph.D. Mia Torres", "mia torres"),
        ("Dr. M. Torres", "m torres"),
        # Without a doctor's title, or without its full stop, it is a name.
        ("Med. Mia Torres", "med mia torres"),
        ("Mr. Phil. Torres", "phil torres"),
        ("Dr Phil Torres", "phil torres"),
        # Nor is a name a title because a letter with an accent would have to be left out.
        ("Dré Torres", "dre torres"),
        # A title alone is somebody's name.
        ("Dr.", "dr"),
        ("Miss", "miss"),
        ("Mia Dr. Torres", "mia dr torres"),
    ],
)
def test_titles_before_a_name_are_left_out(name, left):
    assert words(name) == left


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Mia Torres, PMP", "mia torres"),
        ("Mia Torres, Ph.D., MBA", "mia torres"),
        ("Mia Torres, MBA PMP", "mia torres"),
        ("Mia Torres, SAFe Agilist CE", "mia torres safe agilist ce"),
        ("Mia Torres, SAFe Agilist", "mia torres"),
        ("Mia Torres, SHRM-CP", "mia torres"),
        ("Mia Torres, PMI-ACP", "mia torres"),
        ("Mia Torres, MA", "mia torres"),
        ("Mia Torres, MA BA", "mia torres"),
        ("Mia Torres, Ann", "mia torres ann"),
        ("Mia Torres, Dr.", "mia torres"),
        ("Mia Torres,", "mia torres"),
        ("Torres, Mia", "torres mia"),
        ("Lee, MA", "lee ma"),
        # Without a comma only what is no name and stands in capitals, behind two words.
        ("Mia Torres PMP", "mia torres"),
        ("Mia Torres PMP MBA", "mia torres"),
        ("Mia Torres RN", "mia torres"),
        ("Mia Torres PhD", "mia torres"),
        ("Mia Torres Pmp", "mia torres pmp"),
        ("Torres PMP", "torres pmp"),
        ("Mia Torres MA", "mia torres ma"),
        ("Mia PMP Torres", "mia pmp torres"),
        ("MIA ANN TORRES", "mia ann torres"),
    ],
)
def test_credentials_behind_a_name_are_left_out(name, left):
    assert words(name) == left


@pytest.mark.parametrize(
    ("name", "left", "generation"),
    [
        ("John Doe", "john doe", ""),
        ("JOHN DOE", "john doe", ""),
        ("John Doe, Jr.", "john doe", "jr"),
        ("John Doe jr.", "john doe", "jr"),
        ("John Doe, MBA, III", "john doe", "iii"),
        ("John Doe II", "john doe", "ii"),
        ("John Doe ii", "john doe ii", ""),
        ("John Doe, ii", "john doe", "ii"),
        ("Doe Sr", "doe", "sr"),
        ("Jr", "jr", ""),
        ("Jr., John", "jr john", ""),
        ("Sr IV", "sr", "iv"),
    ],
)
def test_generation_stands_apart(name, left, generation):
    assert (words(name), name_of(name).generation) == (left, generation)


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Mia Torres (she/her)", "mia torres"),
        ("Mia [they] Torres", "mia torres"),
        ("Mia (Heidi) Torres", "mia heidi torres"),
        ("Mia O’Brien", "mia obrien"),
        ("青山 葵", "葵青山"),
        ("青山 Mia", "青山 mia"),
    ],
)
def test_pronouns_and_signs(name, left):
    assert words(name) == left


@pytest.mark.parametrize(
    ("name", "is_full"),
    [
        ("Mia Torres", True),
        ("Mia", False),
        ("M. Torres", False),
        ("M. T.", False),
        ("M. Ana Torres", True),
        ("Jo Li", True),
        ("青山", True),
        ("青", False),
        ("mia@t.example", False),
    ],
)
def test_name_is_full_with_two_words_that_are_more_than_initials(name, is_full):
    assert name_of(name).is_full is is_full


@pytest.mark.parametrize(
    ("name", "is_address"),
    [("mia@t.example", True), (" Mía@t.example ", True), ("Mia @Acme", False), ("Mia", False)],
)
def test_address_in_place_of_a_name_has_no_words(name, is_address):
    found = name_of(name)

    assert bool(found) is not is_address
    if is_address:
        assert (found.text, found.generation) == ("mia@t.example", "")
        assert name_key(name) == "mia@t.example"


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        # An initial and a short form stand for one word each.
        ("M. M. Torres", "Mia Torres", "SHORTER"),
        ("M. M. Torres", "Mia Ann Torres", "SHARE"),
        ("M. M. Torres", "Mia Maria Torres", "SHORTER"),
        ("J. Ann Torres", "Jane Annabel Torres", "ALIKE"),
        ("M. Torres", "Ana Torres", "SHARE"),
        ("An Holm", "Anna Holm", "SHARE"),
        ("Ann Holm", "Anna Holm", "ALIKE"),
        ("Anna Holm", "Joanna Holm", "SHARE"),
        # Only initials in common are nothing in common; one full word is not enough for a shorter name.
        ("M. T. Torres", "M. T. Quast", "OTHER"),
        ("M. Torres", "M. Torres Quast", "SHARE"),
        ("Mia M. Torres", "Mia Torres", "SHORTER"),
        # A generation tells apart only where both say one.
        ("John Doe Jr", "John Doe Sr", "OTHER"),
        ("John Doe Jr", "John Doe", "EQUAL"),
        ("a@t.example", "b@t.example", "OTHER"),
        ("Mia Mia Torres", "Mia Torres", "SHORTER"),
        # Signs count in their order; the family name may stand first or last where a space says which it is.
        ("김민정", "김정민", "OTHER"),
        ("이수진", "이진수", "OTHER"),
        ("王国建", "王建国", "OTHER"),
        ("田中 一郎", "中田 一郎", "OTHER"),
        ("葵 青山", "青山葵", "EQUAL"),
        ("青山葵", "葵青山", "OTHER"),
        ("李 小 明", "小明李", "EQUAL"),
        # Titles tell a man from a woman, and no more than that.
        ("Mr Smith", "Mrs Smith", "OTHER"),
        ("Mr. Kim Lee", "Ms Kim Lee", "OTHER"),
        ("Mrs Kim Lee", "Ms Kim Lee", "EQUAL"),
        ("Miss Kim Lee", "Mrs. Kim Lee", "EQUAL"),
        ("Mx Kim Lee", "Ms Kim Lee", "EQUAL"),
        ("Mr Kim Lee", "Kim Lee", "EQUAL"),
        ("Herr Weber", "Frau Weber", "OTHER"),
        ("Herr Dr. Kim Weber", "Dr. Kim Weber", "EQUAL"),
        ("Hr. Weber", "Dr. Frau Weber", "OTHER"),
        ("Smith, Mr. John", "Smith, Mrs. John", "OTHER"),
        ("John Smith, Mr", "John Smith, Mrs", "OTHER"),
        ("Sr. Juan Torres", "Sra. Juan Torres", "OTHER"),
        ("Juan Torres, Sr.", "Mrs Juan Torres", "EQUAL"),
        ("Sig. Ugo Rossi", "Sig.ra Ugo Rossi", "OTHER"),
        ("Dhr. Kim Jansen", "Mevr. Kim Jansen", "OTHER"),
        ("M. Paul Dupont", "Mme Paul Dupont", "OTHER"),
        ("M. Torres", "Mrs Mia Torres", "SHORTER"),
        ("Torres, M.", "Mlle Mia Torres", "SHORTER"),
    ],
)
def test_names_agree_word_by_word(one, other, agree):
    assert (
        names_agree(name_of(one), name_of(other)) == names_agree(name_of(other), name_of(one)) == Names[agree]
    )


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("Mia Torres", "Dr. TORRES, Mía", True),
        ("Mia Torres", "Mia Torres, PMP", True),
        ("Mia Torres", "Mia Tores", False),
        ("John Doe Jr", "John Doe", False),
        ("이수진", "이진수", False),
        ("김 민수", "김민수", True),
        # A title of the first that the other hasn't is something new.
        ("Mrs Smith", "Smith", False),
        ("Smith", "Mrs Smith", True),
        ("Ms Smith", "Mrs Smith", True),
        ("Mr Smith", "Mrs Smith", False),
        ("M. Paul Dupont", "M Paul Dupont", True),
        ("mia@t.example", " MIA@t.example", True),
        ("…", "!", False),
        ("…", "…", True),
    ],
)
def test_names_are_written_alike(one, other, is_alike):
    assert written_alike(one, other) is is_alike


@pytest.mark.parametrize(
    ("text", "is_signs"), [(" 青山", True), ("김", True), ("Mia 青", False), ("", False)]
)
def test_signs_are_those_of_chinese_japanese_and_korean(text, is_signs):
    assert is_in_signs(text) is is_signs


@pytest.mark.parametrize(
    ("name", "key"),
    [("Émile O’Brien-Łukasz", "emile obrien lukasz"), ("O'Brien, Pat", "obrien pat"), ("…!", "...!")],
)
def test_a_list_has_a_name_where_people_look_for_it(name, key):
    assert sort_key(name) == key


def test_a_name_in_its_order_is_no_other_one():
    assert in_its_order("Martin JAMES") != in_its_order("James Martin") == "james martin"
    assert in_its_order("青山 葵") == in_its_order("葵 青山") != in_its_order("山青 葵")


@pytest.mark.parametrize("told", ["Mr Paul Quast jr.", "Herr Paul Quast, Jr."])
def test_what_a_name_was_told_elsewhere_tells_it_apart(told):
    name = name_of("Paul Quast").with_what_tells_it_apart([name_of("Mrs Ann Lee"), name_of(told)])

    assert (name.words, name.generation, name.title) == (name_of("Paul Quast").words, "jr", "mr")
    assert name_of("Paul Quast sr.").with_what_tells_it_apart([name_of(told)]).generation == "sr"
    assert name_of("Mr Paul Quast").with_what_tells_it_apart([name_of("Paul Quast")]).title == "mr"


@pytest.mark.parametrize(
    ("said", "standing", "is_more"),
    [
        ("Paul Quast jr.", "Paul Quast", True),
        ("Paul Quast jr.", "Ann Lee", False),
        ("Paul Quast", "Paul Quast jr.", False),
    ],
)
def test_a_generation_that_the_same_name_lacks_is_more(said, standing, is_more):
    assert says_more(said, standing) is is_more
