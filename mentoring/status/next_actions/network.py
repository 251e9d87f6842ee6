"""How a search goes on where nothing is owed to anybody yet: people, a prospect, a first ask."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...links.addresses import page_url
from ..records import Records
from ..stages import Stage
from .action import Action, ActionKey


def go_on(records: Records) -> Iterator[Action]:
    """The next thing without which the search does not move, for today; nothing once a mentor is found."""
    counts = records.counts
    if not records.criteria or records.drafts or counts.running or counts.completed:
        return
    if not counts.contacts:
        yield Action(
            key=ActionKey("network", "contacts"),
            title=_("Start with five people who like you"),
            why=_("A name is enough. Who they know comes later."),
            url=page_url("contacts.index"),
            due_on=records.today,
        )
    elif not counts.prospects and not counts.introductions:
        yield Action(
            key=ActionKey("network", "prospect"),
            title=_("Mark someone you admire as a prospect"),
            why=_("No one is marked yet. You don’t need to know them well."),
            url=page_url("contacts.index"),
            due_on=records.today,
        )
    elif not counts.introductions:
        yield Action(
            key=ActionKey("network", "ask"),
            title=_("Ask for a first introduction"),
            why=_("Pick someone who knows people you don’t."),
            url=page_url("introductions.new"),
            due_on=records.today if _stands_still(records) else None,
        )
    elif counts.asked == counts.introductions and _stands_still(records):
        can_ask = bool(records.awake)
        yield Action(
            key=ActionKey("network", "another" if can_ask else "prospect"),
            title=_("Ask for another introduction") if can_ask else _("Mark someone else you admire"),
            why=_("You’re not asking anyone at the moment.")
            if can_ask
            else _("You have no one in mind at the moment."),
            url=page_url("introductions.new") if can_ask else page_url("contacts.index"),
            due_on=records.today,
        )


def _stands_still(records: Records) -> bool:
    """Whether nothing is under way: no ask awaits its answer, and no one in mind was introduced."""
    if any(one.awaits_answer for one in records.introductions):
        return False
    return all(contact.stage < Stage.INTRODUCED for contact in records.awake)
