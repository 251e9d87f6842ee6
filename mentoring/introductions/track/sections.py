"""The introductions that are not under way: drafts, and what is over."""

from collections.abc import Sequence

from django.db.models import QuerySet

from ...models import Introduction
from ...models.prepared import Prepared, prepared

Status = Introduction.Status


def _in_states(states: Sequence[str]) -> Prepared:
    @prepared
    def listed(owner: int) -> QuerySet:
        """The introductions in some states, in the order of every list."""
        mine = Introduction.objects.owned_by(owner).filter(status__in=states)
        return mine.nearest_first().with_people().defer("message")

    return listed


drafts, over = _in_states([Status.DRAFT]), _in_states([Status.KEPT, Status.CLOSED])
