"""Whether somebody elsewhere could open an address of this instance: a private link is only worth sending then."""

import ipaddress

# Names that never lead out of a house or an office (RFC 6762, 8375, 2606 and what routers make up).
HOUSE_NAMES = ("localhost", "local", "home.arpa", "internal", "lan", "home", "test", "invalid")


def is_reachable(host: str) -> bool:
    """Whether a host name or address can be reached from outside; a name without a dot never is."""
    name = host.strip("[]").rstrip(".").lower()
    try:
        return ipaddress.ip_address(name).is_global
    except ValueError:
        return "." in name and not any(name == end or name.endswith(f".{end}") for end in HOUSE_NAMES)
