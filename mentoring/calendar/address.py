"""The secret address at which a calendar program reads along, without signing in."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from ..models import User
from ..text import record_number

# 160 bits in hexadecimal: more than 128, and short enough to be pasted into any program.
LENGTH = 40
# What is computed for somebody who is not there, so that the time taken tells nothing.
NOBODY = (0, "0" * 32)


def _code(number: int, salt: str) -> str:
    """The part of the address nobody can guess: from the instance's secret key, the person and their salt."""
    return salted_hmac("mentoring.calendar", f"{number}:{salt}", algorithm="sha256").hexdigest()[:LENGTH]


def secret_address(user) -> str:
    """The whole address of this person's calendar, to be pasted into a program; "" while it is off."""
    if not user.has_calendar:
        return ""
    key = f"{user.pk}-{_code(user.pk, user.calendar_salt)}"
    return settings.BASE_URL + reverse("calendar.feed", args=[key])


@dataclass(frozen=True)
class Subscription:
    """What somebody needs to read their calendar along: the address, a link that opens their program, a limit.

    `is_near` says that only programs on the same machine can get there.
    """

    address: str
    link: str
    is_near: bool


def subscription(user) -> Subscription | None:
    """How this person's calendar is subscribed to; None while it is off."""
    address = secret_address(user)
    if not address:
        return None
    # The usual sign that a link is to be subscribed to and not downloaded, for either way of transport.
    return Subscription(address, urlsplit(address)._replace(scheme="webcal").geturl(), settings.LOCAL)


def person_of(key: str) -> User | None:
    """Whose calendar stands at this key; None for a wrong, old or made-up one, and for somebody shut out.

    Whatever the key says, one row is asked for and one code is computed and compared in constant time.
    """
    number, _dash, code = key.partition("-")
    person = User.objects.filter(pk=record_number(number) or 0, is_active=True).first()
    is_on = person is not None and person.has_calendar
    expected = _code(*(person.pk, person.calendar_salt) if is_on else NOBODY)
    return person if constant_time_compare(code, expected) and is_on else None
