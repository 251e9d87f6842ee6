"""Where the search stands: the four steps with their facts, as the rail shows them on every page."""

import datetime as dt
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class RailLink:
    """A page of a step: how many are on it, or that something there is late ("1 late")."""

    label: str
    url: str
    count: int | None = None
    late: str = ""
    current: bool = False


@dataclass(frozen=True)
class RailStep:
    """One of the four steps. `state` is done, now or ahead; `current` is empty, page or step."""

    number: int
    name: str
    short: str
    url: str
    state: str
    state_word: str
    line: str
    is_past: bool = False
    current: str = ""
    links: list[RailLink] = field(default_factory=list)


@dataclass(frozen=True)
class Rail:
    """The four steps of one person's search, for the page that is shown."""

    steps: list[RailStep]
    is_new: bool = False
    home_current: bool = False


def rail(user, today: dt.date, path: str) -> Rail:
    """The rail of `user` on `today`, with the page at `path` marked."""
    names = [
        (_("Goals"), _("Goals"), reverse("goals.index")),
        (_("Criteria"), _("Criteria"), reverse("criteria.index")),
        (_("Network"), _("Network"), reverse("contacts.index")),
        (_("Meet and agree"), _("Agree"), reverse("meetings.index")),
    ]
    steps = [
        RailStep(
            number=number,
            name=name,
            short=short,
            url=url,
            state="now" if number == 1 else "ahead",
            state_word=_("under way") if number == 1 else _("not started"),
            line=_("Start here") if number == 1 else _("Not started"),
            current="page" if path == url else "step" if path.startswith(url) else "",
        )
        for number, (name, short, url) in enumerate(names, start=1)
    ]
    return Rail(steps, is_new=True, home_current=path == reverse("dashboard.index"))
