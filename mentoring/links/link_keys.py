"""Keys in private addresses: which record they open, and a secret nobody can guess that stands in no database."""

import base64

from django.utils.crypto import constant_time_compare, salted_hmac

from ..text.text import record_number

# 24 bytes are 192 bits: nobody guesses that, and it is 32 characters in an address.
SECRET_BYTES = 24
# What is computed for a record that is not there, so that the time taken tells nothing.
NOBODY = (0, "-")


def link_key(purpose: str, number: int, salt: str) -> str:
    """The number of the record and a secret derived with SECRET_KEY; another salt makes another key."""
    digest = salted_hmac(purpose, f"{number}:{salt}", algorithm="sha256").digest()
    return f"{number}-{base64.urlsafe_b64encode(digest[:SECRET_BYTES]).decode()}"


def number_in(key: str) -> int:
    """The record a key says it opens; 0, which no record has, where it says none."""
    return record_number(key.partition("-")[0]) or 0


def opens(key: str, purpose: str, number: int, salt: str) -> bool:
    """Whether this is the key of that record, to the letter; compared in constant time."""
    return constant_time_compare(key, link_key(purpose, number, salt))
