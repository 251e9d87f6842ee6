"""How the list of introductions is cut: tabs of states, and a section for each state on a page."""

from itertools import groupby

from django.utils.translation import gettext as _

from ...models import Introduction

Status = Introduction.Status
OVER = [Status.KEPT, Status.CLOSED]
UNDER_WAY = [*Status.open(), Status.DRAFT]


def tabs(counted: dict, show: str) -> list[dict]:
    """The tabs of the list, with the states each holds and how many there are; `show` is the one that is open."""
    found = {
        "open": (_("Open"), UNDER_WAY),
        "closed": (_("Closed"), OVER),
        "all": (_("All"), [*UNDER_WAY, *OVER]),
    }
    show = show if show in found else "open"
    return [
        {
            "key": key,
            "label": label,
            "states": states,
            "count": sum(counted.get(state, 0) for state in states),
            "is_shown": key == show,
        }
        for key, (label, states) in found.items()
    ]


def sections(lines: list, counted: dict) -> list[dict]:
    """The lines of one page under the heading of their state, with how many there are in all."""
    return [
        {
            "title": _("Drafts") if status == Status.DRAFT else Status(status).label,
            "count": counted.get(status, 0),
            "lines": list(group),
        }
        for status, group in groupby(lines, key=lambda line: line.introduction.status)
    ]
