"""Where somebody is signed in: devices in words people know."""

from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _

BROWSERS = {
    # A sign in the browser's description of itself; the first that fits, as most claim to be others too.
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrom": "Chrome",
    "Safari": "Safari",
}


def device_name(user_agent: str) -> str:
    """ "Firefox on a phone": a browser's own description of itself in words people know."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), _("A browser"))
    if "iPad" in user_agent or ("Android" in user_agent and "Mobile" not in user_agent):
        return _("%(browser)s on a tablet") % {"browser": browser}
    if "Mobi" in user_agent:
        return _("%(browser)s on a phone") % {"browser": browser}
    return _("%(browser)s on a computer") % {"browser": browser}


@dataclass(frozen=True)
class Devices:
    """Where somebody is signed in: here, and elsewhere (latest first)."""

    others: list[UserSession]

    @property
    def count(self) -> int:
        """All of them, this one included."""
        return len(self.others) + 1

    @property
    def sentence(self) -> str:
        """ "This one, and Firefox on a phone, 2 days ago.": what the settings page says."""
        if not self.others:
            return _("Only this one.")
        latest = self.others[0]
        facts = {"device": device_name(latest.user_agent), "moment": naturaltime(latest.created_at)}
        if len(self.others) == 1:
            return _("This one, and %(device)s, %(moment)s.") % facts
        return _("This one, and others; the latest is %(device)s, %(moment)s.") % facts


def signed_in_devices(user, session_key: str) -> Devices:
    """The devices whose session still runs; only read, never tidied up."""
    running = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    sessions = UserSession.objects.filter(user=user, session_key__in=running).exclude(session_key=session_key)
    return Devices(list(sessions.order_by("-created_at")))
