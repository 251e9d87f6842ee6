"""Letters as they are read by somebody else, with nothing hidden among them."""

import pytest

from mentoring.text.letters import without_hidden


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Start from cash", "Start from cash"),
        ("no\u202ecalls\u202c in August", "nocalls in August"),
        ("\u2066Grace\u2069 Mbeki", "Grace Mbeki"),
        ("Gr\u200bace", "Grace"),
        ("Gr\u200dace\u200c", "Grace"),
        ("Зо\u200cя", "Зоя"),
        ("\ufeffGr\u00adace\u2060", "Grace"),
        ("نرگس می\u200cخواهم", "نرگس می\u200cخواهم"),  # Persian: the letters would join otherwise
        ("क्\u200dष", "क्\u200dष"),  # Hindi: another shape
        ("\U0001f469\u200d\U0001f3eb", "\U0001f469\u200d\U0001f3eb"),  # a teacher, one emoji of two
        ("សួស្តី\u200bពិភពលោក", "សួស្តី\u200bពិភពលោក"),  # Khmer: two words
        ("שלום\u200f!", "שלום\u200f!"),
    ],
)
def test_what_hides_is_left_out_and_what_a_script_needs_stays(typed, read):
    assert without_hidden(typed) == read
