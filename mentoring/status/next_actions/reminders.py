"""What the person asked to be reminded of about their contacts, once its day is near."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...dates.days import Duty
from ...links.addresses import record_url
from ...models import courtesies
from ..records import Records
from .action import Action, people_of


def own(records: Records) -> Iterator[Action]:
    """Their own reminders, overdue or within two weeks."""
    horizon = records.today + dt.timedelta(days=courtesies.LOOK_AHEAD_DAYS)
    for reminder in records.reminders:
        if reminder.due_on > horizon:
            continue
        why = _("Your reminder about %(name)s.")
        if reminder.comes_again:
            why = _("Your reminder about %(name)s. %(again)s.")
        yield Action(
            key=reminder.key,
            title=str(reminder),
            why=why % {"name": reminder.contact.first_name, "again": reminder.get_repeats_display()},
            url=record_url("contacts.detail", reminder.contact_id) + "#reminders",
            due_on=reminder.due_on,
            done_url=record_url("reminders.done", reminder.pk),
            done_fields={"key": reminder.key},
            skip_url=record_url("reminders.skipped", reminder.pk),
            duty=Duty.REMINDER,
            people=people_of(reminder.contact_id),
        )
