"""Addresses of this instance from outside: the whole of one, and whether somebody elsewhere could open it."""

import ipaddress

from django.conf import settings

# Names that never lead out of a house or an office (RFC 6762, 8375, 2606 and what routers make up).
HOUSE_NAMES = ("localhost", "local", "home.arpa", "internal", "lan", "home", "test", "invalid")

# Told at runtime and by the doctor: behind an undeclared proxy all people count as one for the limits on guessing.
UNDECLARED_PROXY = "Requests come through a proxy: set TRUSTED_PROXY_COUNT to how many there are."


def absolute(path: str) -> str:
    """The address of a page as it works from a mail or another program."""
    return settings.BASE_URL + path


def is_reachable(host: str) -> bool:
    """Whether a host name or address can be reached from outside; a name without a dot never is."""
    name = host.strip("[]").rstrip(".").lower()
    try:
        return ipaddress.ip_address(name).is_global
    except ValueError:
        return "." in name and not any(name == end or name.endswith(f".{end}") for end in HOUSE_NAMES)
