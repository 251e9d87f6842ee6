"""What the end of working together is written from: the goals reached, who introduced the two, the letters."""

import datetime as dt

from .. import letters
from ..models import Contact, Goal, Introduction, MentorAgreement, User


def introduced_by(agreement: MentorAgreement) -> Contact | None:
    """Who introduced the two; None where they found each other."""
    led_here = Introduction.objects.owned_by(agreement.owner_id).that_led_to(agreement.mentor_id)
    first = led_here.select_related("introducer").first()
    return first.introducer if first else None


def letter_of_thanks(owner: User, agreement: MentorAgreement, today: dt.date) -> letters.Moment:
    """The thank-you letter as it follows from the records."""
    next_touch = agreement.next_touch(None, over_on=agreement.over_on or today)
    early = bool(agreement.ended_on)
    return letters.moment_of_thanks(owner, agreement, _goals_reached(agreement), next_touch, early, today)


def letter_of_outcome(
    owner: User, agreement: MentorAgreement, introducer: Contact, today: dt.date
) -> letters.Moment:
    """The letter that tells whoever introduced the two what came of it."""
    return letters.moment_of_outcome(owner, agreement, introducer, _goals_reached(agreement), today)


def _goals_reached(agreement: MentorAgreement) -> list[Goal]:
    return [goal for goal in agreement.goals.all() if goal.achieved_on]
