"""What a link dials of a phone number as people write it."""

import pytest

from mentoring.text.phones import dialled


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
