"""Choosing a time zone: the list, and what becomes of planned meetings when another one is chosen."""

from functools import cache

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates.clock import clock_words, known_zones, on_same_clock
from ..dates.days import long_day
from ..models import Meeting, User


@cache
def time_zones() -> tuple:
    """The zones people live in, as groups of a select: continent, then places by name."""
    continents: dict[str, list] = {}
    for name in sorted(known_zones()):
        continent, _slash, place = name.partition("/")
        if place and continent not in ("Etc", "SystemV", "US", "Canada", "Brazil", "Chile", "Mexico"):
            continents.setdefault(continent, []).append((name, place.replace("_", " ")))
    return (("UTC", "UTC"), *((continent, tuple(places)) for continent, places in continents.items()))


def zone_choices(kept: str) -> list:
    """The choices of a select, with the zone that is `kept` among them whatever its name."""
    offered = {name for _group, places in time_zones()[1:] for name, _place in places} | {"", "UTC"}
    return [*([] if kept in offered else [(kept, kept)]), *time_zones()]


class ZoneMove:
    """Somebody chooses another clock: the meetings they planned, which keep their hour or their moment."""

    CLOCK, MOMENT = "clock", "moment"

    def __init__(self, person: User, chosen: str | None):
        self.person, self.before = person, person.zone
        self.after = self.before
        if chosen == "" or chosen in known_zones():
            self.after = User(time_zone=chosen).zone
        self.meetings = list(self._ahead()[:1]) if str(self.before) != str(self.after) else []

    def _ahead(self):
        return Meeting.objects.owned_by(self.person).ahead(timezone.now())

    def question(self) -> forms.ChoiceField:
        """What to ask before anything is saved, with the next meeting as the example."""
        starts_at, count = self.meetings[0].starts_at, self._ahead().count()
        here, there = starts_at.astimezone(self.before), starts_at.astimezone(self.after)
        words = {
            "day": long_day(here.date(), timezone.localdate()),
            "here": f"{here:%H:%M}",
            "there": f"{there:%H:%M}",
            "before": clock_words(self.before),
            "after": clock_words(self.after),
        }
        return forms.ChoiceField(
            label=ngettext(
                "You’ve planned a meeting. Which time does it keep?",
                "You’ve planned %(count)d meetings. Which time do they keep?",
                count,
            )
            % {"count": count},
            choices=[
                (self.CLOCK, _("The hour on the clock: %(day)s stays at %(here)s, %(after)s") % words),
                (self.MOMENT, _("The moment: %(here)s, %(before)s, becomes %(there)s, %(after)s") % words),
            ],
            widget=forms.RadioSelect,
            error_messages={"required": _("Say which time your planned meetings keep")},
        )

    def keep_clock_time(self, after) -> None:
        """Move every planned meeting so that the new clock shows its hour."""
        for meeting in self._ahead():
            meeting.record(starts_at=on_same_clock(meeting.starts_at, self.before, after))
