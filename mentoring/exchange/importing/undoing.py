"""Taking a whole import back: what it added goes unless it was used, what it updated is as it was before."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...models import Contact, Import, Tag
from ...models.bulk_writes import remove
from ...models.undo import CHANGED, MADE, name_of, put_back, take_away, uses
from .applying import Tagged

TOO_LATE = gettext_lazy("This import can’t be undone any more: that is possible for 30 days.")
# What somebody else's record says about a contact that points to it; other kinds are "used since".
USED_BY = {
    "Introduction": gettext_lazy("an introduction"),
    "Meeting": gettext_lazy("a meeting"),
    "Assessment": gettext_lazy("an answer to a criterion"),
    "Interaction": gettext_lazy("a note"),
    "MentorAgreement": gettext_lazy("an agreement"),
    "Reminder": gettext_lazy("a reminder"),
    "Merge": gettext_lazy("somebody was merged into it"),
}


@dataclass
class Outlook:
    """What taking an import back would do: the contacts that go, those that are restored, and those that stay."""

    going: list[int]
    restored: int
    stays: list[tuple[Contact, list[str]]] = field(default_factory=list)

    @property
    def gone(self) -> int:
        """How many go."""
        return len(self.going)


def outlook(batch: Import) -> Outlook:
    """What would happen now; as many queries more for a large import as it has slices."""
    # Put together here: a database that has not counted its rows since the import compares all with all.
    mine = Contact.objects.owned_by(batch.owner_id)
    made, changed = (batch.changes.of(kind, name_of(Contact)) for kind in (MADE, CHANGED))
    columns = dict(made.order_by().values_list("key", "columns").iterator())
    stands = mine.order_by("pk").values_list("pk", "revision", "may_introduce", "prospect_on", "archived_on")
    added = {pk: facts for pk, *facts in stands.iterator() if pk in columns}
    why: dict[int, list[str]] = defaultdict(list)
    for pk, models in uses(Contact, added).items():
        words = [str(USED_BY.get(model.__name__, _("it was used"))) for model in models]
        why[pk] += dict.fromkeys(words)
    for pk, (revision, *others) in added.items():
        if revision != columns[pk]["revision"][1] or any(others):
            why[pk].append(_("you changed it"))
    tags, has = _tags(batch)
    for pk in added:
        if has[pk] != tags.intersection(columns[pk]["tags"][1]):
            why[pk].append(_("you changed its tags"))
    stays = mine.in_bulk(list(why))
    there = Exists(mine.filter(pk=OuterRef("key")))
    return Outlook(
        going=[pk for pk in added if pk not in why],
        restored=changed.filter(there).order_by().values("key").distinct().count(),
        stays=[(stays[pk], why[pk]) for pk in sorted(stays)],
    )


def _tags(batch: Import) -> tuple[set[int], dict[int, set[int]]]:
    """The tags that there are now, and those of each contact."""
    has: dict[int, set[int]] = defaultdict(set)
    links = Tagged.objects.filter(tag__owner=batch.owner_id).values_list("contact_id", "tag_id")
    for contact, tag in links.iterator():
        has[contact].add(tag)
    return set(Tag.objects.owned_by(batch.owner_id).values_list("pk", flat=True)), has


def undo(batch: Import, now: dt.datetime) -> Outlook:
    """Take the import back in one transaction; sent twice it happens once.

    Raises ValidationError when that is no longer possible.
    """
    with transaction.atomic():
        batch.owner.lock()
        batch = Import.objects.without_file().select_for_update().get(pk=batch.pk)
        found = outlook(batch)
        if batch.state != Import.State.DONE:
            return found
        if not batch.can_be_undone:
            raise ValidationError(TOO_LATE)
        take_away(Contact, found.going)
        # The tags it made last: unless somebody else has them by now, nobody does.
        order = [(MADE, name_of(Tagged)), (CHANGED, name_of(Contact)), (MADE, name_of(Tag))]
        parts = (batch.changes.of(kind, model).differences() for kind, model in order)
        put_back(chain.from_iterable(parts), batch.confirmed_at)
        batch.record(state=Import.State.UNDONE, undone_at=now, stayed=len(found.stays))
        remove(batch.changes.all())
    return found
