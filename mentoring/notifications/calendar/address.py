"""The secret address at which a calendar program reads along, without signing in."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from ...links import link_keys
from ...links.base_url import absolute
from ...models import User

PURPOSE = "waymark calendar"


def secret_address(user) -> str:
    """The whole address of this person's calendar, to be pasted into a program; "" while it is off."""
    if not user.has_calendar:
        return ""
    key = link_keys.link_key(PURPOSE, user.pk, user.calendar_salt)
    return absolute(reverse("calendar.feed", args=[key]))


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

    Whatever the key says, one row is asked for and one secret is computed and compared in constant time.
    """
    person = User.objects.filter(pk=link_keys.number_in(key), is_active=True).first()
    is_on = person is not None and person.has_calendar
    known = (person.pk, person.calendar_salt) if is_on else link_keys.NOBODY
    return person if link_keys.opens(key, PURPOSE, *known) and is_on else None
