"""What is to be done about a contact alone: somebody who said not now is asked again once the day has come."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...dates.days import plain_day
from ...links.addresses import record_url
from ..records import Records
from .action import Action, ActionKey, people_of


def due_again(records: Records) -> Iterator[Action]:
    """Whoever said not now, from the day on that was chosen, unless a meeting is planned; nothing before."""
    people = (
        [records.contact] if records.contact else records.prospects if records.counts.to_ask_again else []
    )
    for contact in people:
        again_on = contact.ask_again_on
        if again_on is None or again_on > records.today or records.meetings_ahead(contact.pk):
            continue
        names = {
            "name": contact.first_name,
            "since": plain_day(contact.not_now_on, records.today),
            "day": plain_day(again_on, records.today),
        }
        yield Action(
            # With its day: what was put off once is not put off when another day comes.
            key=ActionKey("contact", f"ask_again-{again_on.isoformat()}", contact.pk),
            title=_("Ask %(name)s again") % names,
            why=_("It was “not now” on %(since)s. You chose %(day)s to ask again.") % names,
            url=record_url("letters.ask_again", contact.pk),
            due_on=again_on,
            done_url=record_url("not_now.asked_again", contact.pk),
            done_label=_("I’ve asked %(name)s again") % names,
            people=people_of(contact.pk),
        )
