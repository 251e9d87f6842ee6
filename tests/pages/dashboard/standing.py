"""What the tests of the first page share: where a search stands, and people on their way."""

from mentoring.pages import dashboard
from tests.factories import ContactFactory, IntroductionFactory, MeetingFactory, ProspectFactory
from tests.stories import MARCH, at, day

MADE = {"asked_on": day(3, 1), "made_on": day(3, 2), "written_on": day(3, 3), "thanked_on": day(3, 3)}


def stand(alice, today=MARCH):
    """Where Alice's search stands, as the first page says it."""
    return dashboard.standing(alice, today, "/")


def confirm(agreement, on=None):
    """The mentor said yes, whatever is still missing; on 20 March unless told otherwise."""
    agreement.record(confirmed_on=on or day(3, 20), confirmed_how="mail", confirmed_words=[])
    return agreement


def prospects(alice, count, **facts):
    """Prospects with the same facts; with `asked_on` each was asked about by somebody of their own."""
    people = [ProspectFactory(owner=alice) for _ in range(count)]
    for person in people if facts else []:
        IntroductionFactory(owner=alice, prospect=person, **facts)
    return people


def met(alice, people):
    """These people were met, undecided."""
    for person in people:
        MeetingFactory(
            owner=alice, contact=person, starts_at=at(3, 5), held_on=day(3, 5), recorded_on=day(3, 5),
            thanked_on=day(3, 5), outcome="undecided",
        )  # fmt: skip


def named(alice, *names, **facts):
    """Prospects with these names; with `asked_on` each was asked about by Sam."""
    sam = ContactFactory(owner=alice, name="Sam Kowalski")
    people = [ProspectFactory(owner=alice, name=name) for name in names]
    for person in people if facts else []:
        IntroductionFactory(owner=alice, introducer=sam, prospect=person, **facts)
    return people


def titles(found) -> list[str]:
    """Everything on the list, in its order."""
    return [action.title for group in found.groups for action in (*group.actions, *group.more)]
