"""Phone numbers as people write them: what a link dials, and which two are one."""

import time

import pytest

from mentoring.identity.keys import phone_key
from mentoring.text.phones import dialled, same_number


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("+44 20 7946 0000", "+442079460000"),
        ("+44 (0)20 7946 0000", "+442079460000"),
        ("0049 (0)30 1234", "0049301234"),
        ("(020) 7946 0000", "02079460000"),
        ("030/123456", "030123456"),
        ("020 7946 0000 ext. 12", "02079460000;ext=12"),
        ("+1 (555) 010-0100, ext 5", "+15550100100;ext=5"),
        ("+1 800 555 0100 x7", "+18005550100;ext=7"),
        ("tel:+4930123;ext=4", "+4930123;ext=4"),
        ("1-800-FLOWERS", "18003569377"),
        ("020 7946 0000 HOME", "02079460000"),
        ("Mobile: 0170 5550100 (evenings)", "01705550100"),
        ("+49 170 5550100 or 030 123456", "+491705550100"),
        ("030 1234 / 0170 456789", "0301234"),
        ("n/a", ""),
        ("12", ""),
    ],
)
def test_a_link_dials_the_number_and_nothing_else(phone, number):
    assert dialled(phone) == number


def test_letters_that_no_key_ends_take_no_time():
    began = time.process_time()

    assert dialled("1" + "A" * 38 + "_") == ""
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("+49 170 5550100", "0170 555 0100", True),
        ("+49 170 5550100", "0049 (0)170/555 0100", True),
        ("+44 (0)20 7946 0000", "020 7946 0000", True),
        ("+39 06 1234567", "06 1234567", True),
        ("+45 12345678", "12 34 56 78", True),
        ("1 (212) 555-0100", "(212) 555-0100", True),
        ("491705550100", "0170 5550100", True),
        ("030 5550100 ext. 12", "+49 30 5550100;ext=12", True),
        ("+49 (0)30 12345", "+49 30 12345", True),
        ("1-800-FLOWERS", "+1 800 356 9377", True),
        ("٠٣٠ ٥٥٥٠١٠٠", "030 5550100", True),
        ("ask Bo", "Ask  Bo", True),
        ("(212) 555-0100", "(312) 555-0100", False),
        ("+1 (212) 555-0100", "+1 (312) 555-0100", False),
        ("+41 79 555 01 00", "+49 179 555 01 00", False),
        ("+41 2125550100", "+1 2125550100", False),
        ("+1 705 555 0100", "0170 5550100", False),
        ("030 5550100 ext. 12", "030 5550100", False),
        # Without the area it may be anybody's.
        ("555-0100", "(212) 555-0100", False),
        ("55501001", "030 55501001", False),
        ("55501001", "+49 30 55501001", False),
        ("55501001", "30 55501001", False),
        ("ask Bo", "ask Jo", False),
        ("030 5550100", "030 5550100" + " x" * 60, False),
    ],
)
def test_two_numbers_are_one_where_only_the_country_code_is_left_out(one, other, is_same):
    assert same_number(one, other) is same_number(other, one) is is_same
    # Whoever is looked for by the key finds every number that is the same.
    assert not is_same or phone_key(one) == phone_key(other)
