"""An agreement with its days, and the form that ends it."""

from mentoring.status import next_actions
from tests.factories import GoalFactory, MentorAgreementFactory, ProspectFactory
from tests.views.meetings.talks import DAY, days

WORDS = [{"key": "goals", "title": "What we’re working on", "lines": []}]


def confirmed(alice, starts_on, ends_on, trial_on, review_on):
    """Confirmed 60 days ago with these days, for two goals; its last session on the last day."""
    goals = [GoalFactory(owner=alice, title=title) for title in ("Run a meeting", "Read a balance sheet")]
    return MentorAgreementFactory(
        owner=alice,
        mentor=ProspectFactory(owner=alice, name="Margaret Lindqvist"),
        goals=goals,
        starts_on=starts_on,
        ends_on=ends_on,
        trial_on=trial_on,
        review_on=review_on,
        last_session_on=ends_on,
        confirmed_on=DAY - days(60),
        confirmed_how="mail",
        confirmed_words=WORDS,
    )


def told(alice, today=DAY):
    return {action.title: action for action in next_actions.for_user(alice, today)}


LOOKED_BACK = {
    "held_on": "2026-03-12",
    "works": "Plain words",
    "to_change": "Earlier",
    "decision": "continue",
}
