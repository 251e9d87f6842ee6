"""How a search goes on where nothing is owed to anybody yet: people, a prospect, a first ask."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...links.addresses import page_url
from ..records import Records
from .action import Action, ActionKey


def go_on(records: Records) -> Iterator[Action]:
    """The next thing without which the network does not move; nothing once a mentor is found."""
    counts = records.counts
    if not records.criteria or records.drafts or counts.running or counts.completed:
        return
    if not counts.contacts:
        yield Action(
            key=ActionKey("network", "contacts"),
            title=_("Start with five people who like you"),
            why=_("A name is enough. Who they know comes later."),
            url=page_url("contacts.index"),
        )
    elif not counts.prospects and not counts.introductions:
        yield Action(
            key=ActionKey("network", "prospect"),
            title=_("Mark someone you admire as a prospect"),
            why=_("No one is marked yet. You don’t need to know them well."),
            url=page_url("contacts.index"),
        )
    elif not counts.introductions:
        yield Action(
            key=ActionKey("network", "ask"),
            title=_("Ask for a first introduction"),
            why=_("Pick someone who knows people you don’t."),
            url=page_url("introductions.new"),
        )
