"""Where working together is stuck: an agreement without a next session."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...dates.days import plain_day
from ...models import Meeting
from ..next_actions.meetings import planning_url
from ..records import Records
from . import between
from .finding import DAYS_TO_A_SESSION, Stuck, finding_key


def no_session(records: Records) -> Iterator[Stuck]:
    """A running agreement with no session ahead, a week after the last one or after the yes."""
    for agreement in records.running:
        if records.meetings_ahead(agreement.mentor_id) or records.today >= agreement.ends_on:
            continue
        if records.next_slot(agreement) is None:
            continue  # the last one was held
        if between.fading(records, agreement)[0]:
            continue  # that says more
        sessions = records.sessions(agreement)
        last = sessions[-1].day if sessions else max(agreement.starts_on, agreement.confirmed_on)
        if (records.today - last).days < DAYS_TO_A_SESSION:
            continue
        facts = _("The last one was on %(day)s.") if sessions else _("None has been planned since %(day)s.")
        facts %= {"day": plain_day(last, records.today)}
        weeks = agreement.weeks_left(records.today)
        facts += " " + ngettext("%(n)d week is left.", "%(n)d weeks are left.", weeks) % {"n": weeks}
        yield Stuck(
            key=finding_key("session", agreement, last),
            title=_("No next session with %(name)s") % {"name": agreement.mentor.first_name},
            facts=facts,
            advice=_("Agree on a day with %(name)s") % {"name": agreement.mentor.first_name},
            url=planning_url(agreement.mentor_id, Meeting.Kind.SESSION),
        )
