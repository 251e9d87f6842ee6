"""The lock is complete, and the check that says so would notice a missing or an older package."""

import pytest

from tests.tools import lock

PINS = lock.locked("base.txt", "test.txt")
HERE = next(lock.environments())


def test_nothing_is_missing_from_the_lock():
    assert lock.main() == 0


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("sqlparse", "django"),
        ("fido2", "django-allauth"),
        ("psycopg-binary", "psycopg"),
        ("coverage", "pytest-cov"),
    ],
)
def test_a_package_that_is_not_locked_is_named(name, whose):
    pins = [pin for pin in PINS if pin.name != name]

    found = list(lock.missing(pins, lock.wanted(("test",)), HERE))

    assert [sentence for sentence in found if sentence.startswith(f"{whose} needs {name}")]
    assert all(sentence.endswith("the lock has nothing") for sentence in found)


def test_a_package_that_is_locked_too_old_is_named():
    pins = [pin for pin in PINS if pin.name != "asgiref"] + [lock.Requirement("asgiref==3.0.0")]

    found = set(lock.missing(pins, lock.wanted(()), HERE))

    assert [s for s in found if s.startswith("django needs asgiref") and s.endswith("the lock has 3.0.0")]
