"""Choosing a time zone: the list, and what becomes of planned meetings when another one is chosen."""

import zoneinfo
from collections import Counter
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates.clock import known_zones, on_same_clock
from ..models import Meeting, User
from ..text.text import number_word, sentence_start

# In every copy of the time zone database: what is in use today, by country, without the names of former times.
TABLE = "zone.tab"


@cache
def time_zones() -> tuple:
    """The zones people live in, as groups of a select: continent, then places by name."""
    names = _in_use() & known_zones() or {name for name in known_zones() if "/" in name}
    ends = Counter(name.rpartition("/")[2] for name in names)
    continents: dict[str, list] = {}
    for name in names:
        continent, _slash, place = name.partition("/")
        end = place.rpartition("/")[2]
        shown = (end if ends[end] == 1 else place).replace("_", " ")
        continents.setdefault(continent, []).append((name, shown))
    by_place = (
        (continent, tuple(sorted(places, key=lambda place: place[1])))
        for continent, places in sorted(continents.items())
    )
    return (("UTC", "UTC"), *by_place)


def _in_use() -> set[str]:
    """The names in the table; empty where a machine keeps its time zones without it."""
    folders: list[Traversable] = [Path(folder) for folder in zoneinfo.TZPATH]
    if find_spec("tzdata"):
        folders.append(resources.files("tzdata") / "zoneinfo")
    table = next((folder / TABLE for folder in folders if (folder / TABLE).is_file()), None)
    lines = table.read_text(encoding="utf-8").splitlines() if table else []
    return {line.split("\t")[2] for line in lines if line.strip() and not line.startswith("#")}


def zone_choices(kept: str) -> list:
    """The choices of a select, with the zone that is `kept` among them whatever its name."""
    offered = {name for _group, places in time_zones()[1:] for name, _place in places} | {"", "UTC"}
    return [*([] if kept in offered else [(kept, kept)]), *time_zones()]


class ZoneMove:
    """Somebody chooses another clock: the meetings they planned, which keep their hour or their moment."""

    CLOCK, MOMENT = BOTH = "clock", "moment"

    def __init__(self, person: User, chosen: str | None):
        self.person, self.before = person, person.zone
        self.after = self.before
        if chosen == "" or chosen in known_zones():
            self.after = User(time_zone=chosen).zone
        self.meetings = list(self._ahead()[:1]) if str(self.before) != str(self.after) else []

    def _ahead(self):
        return Meeting.objects.owned_by(self.person).ahead(timezone.now())

    @property
    def sentence(self) -> str:
        """What it means that planned meetings keep their hour, with the next one as the example."""
        count, hour = self._ahead().count(), f"{self.meetings[0].starts_at.astimezone(self.before):%H:%M}"
        words = ngettext(
            "One meeting keeps its clock time: %(hour)s stays %(hour)s.",
            "%(count)s meetings keep their clock time: %(hour)s stays %(hour)s.",
            count,
        )
        return sentence_start(words % {"count": number_word(count), "hour": hour})

    @property
    def otherwise(self) -> str:
        """What becomes of that hour when they keep their moment instead."""
        moment = self.meetings[0].starts_at
        hours = {
            "here": f"{moment.astimezone(self.before):%H:%M}",
            "there": f"{moment.astimezone(self.after):%H:%M}",
        }
        return _("If you move them, %(here)s becomes %(there)s.") % hours

    def keep_clock_time(self, after) -> None:
        """Move every planned meeting so that the new clock shows its hour."""
        for meeting in self._ahead():
            meeting.record(starts_at=on_same_clock(meeting.starts_at, self.before, after))
