"""The clock a person goes by: what it is called, and hours that stay as another one is chosen."""

import datetime as dt
import zoneinfo
from functools import cache

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# What is said of an hour that a change of the clock skips, or brings twice.
CLOCK_CHANGED = gettext_lazy("The clocks change at that hour. Choose another time")


def clock_words(zone: dt.tzinfo | None = None) -> str:
    """ "Berlin time": the clock by which hours are told, to be named beside them."""
    name = str(zone or timezone.get_current_timezone()).removeprefix("Etc/")
    *_region, place = name.split("/")
    return _("%(place)s time") % {"place": place.replace("_", " ")} if _region else place


def on_same_clock(moment: dt.datetime, before: dt.tzinfo, after: dt.tzinfo) -> dt.datetime:
    """The moment at which the clock of another zone shows what the clock of `before` shows now."""
    return moment.astimezone(before).replace(tzinfo=after).astimezone(dt.UTC)


@cache
def known_zones() -> frozenset[str]:
    """The names in the time zone database; looked up once, for that reads a whole folder."""
    return frozenset(zoneinfo.available_timezones())
