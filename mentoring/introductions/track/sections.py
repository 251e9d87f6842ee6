"""How the list of introductions is cut: tabs of states, and a section for each state on a page."""

from collections.abc import Sequence
from itertools import groupby

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from ...models import Introduction
from ...models.prepared import Prepared, prepared

Status = Introduction.Status
OVER = [Status.KEPT, Status.CLOSED]
UNDER_WAY = [*Status.open(), Status.DRAFT]


@prepared
def by_status(owner: int) -> QuerySet:
    """How many introductions there are in each state that has any."""
    return Introduction.objects.owned_by(owner).order_by().values_list("status").annotate(Count("pk"))


def _in_states(states: Sequence[str]) -> Prepared:
    @prepared
    def listed(owner: int) -> QuerySet:
        """The introductions in some states, in the order of every list."""
        mine = Introduction.objects.owned_by(owner).filter(status__in=states)
        return mine.nearest_first().with_people().defer("message")

    return listed


OPEN, CLOSED_OR_KEPT, ALL = _in_states(UNDER_WAY), _in_states(OVER), _in_states([*UNDER_WAY, *OVER])
CLOSED = _in_states([Status.CLOSED])


def tabs(counted: dict, show: str) -> list[dict]:
    """The tabs of the list, with what each lists and how many there are; `show` is the one that is open."""
    found = {
        "open": (_("Open"), UNDER_WAY, OPEN),
        "closed": (_("Closed"), OVER, CLOSED_OR_KEPT),
        "all": (_("All"), [*UNDER_WAY, *OVER], ALL),
    }
    show = show if show in found else "open"
    return [
        {
            "key": key,
            "label": label,
            "listed": listed,
            "count": sum(counted.get(state, 0) for state in states),
            "is_shown": key == show,
        }
        for key, (label, states, listed) in found.items()
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
